"""Time together, planned or had."""

from ritualtui.kinds.base import Day, Kind, Record, Telling, Told, Words
from ritualtui.strings import _


class Outing(Record, frozen=True, kw_only=True, tag="outing"):
    """Time together, planned or had."""

    text: Words = ""
    on: Day | None = None
    unplugged: bool = False
    new: bool = False
    done: bool = False


def _told(record: Outing, tell: Telling) -> Told:
    on = [tell.say["on"].format(day=tell.day(record.on))] if record.on else []
    how = [tell.say[one] for one in ("unplugged", "new") if getattr(record, one)]
    return tell.line(", ".join([tell.say["outing_done" if record.done else "outing"], *on, *how]), ("", record.text))


KIND = Kind(
    Outing, (_("Time together"), _("Time together")), sign="☼", needs=("text",), words=("time-together",), told=_told
)
