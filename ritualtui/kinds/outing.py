"""Time together, planned or had."""

from datetime import date

from ritualtui.kinds.base import ComesBack, Day, Kind, Outcome, Plain, Record, Telling, Told, Words
from ritualtui.strings import _


class Outing(Record, frozen=True, kw_only=True, tag="outing"):
    """Time together, planned or had. ``why``: what was said when it was let go."""

    text: Words = ""
    on: Day | None = None
    unplugged: bool = False
    new: bool = False
    done: bool = False
    why: Words = ""


def _told(record: Outing, tell: Telling) -> Told:
    on = [tell.say["on"].format(day=tell.day(record.on))] if record.on else []
    how = [tell.say[one] for one in ("unplugged", "new") if getattr(record, one)]
    return tell.line(", ".join([tell.say["outing_done" if record.done else "outing"], *on, *how]), ("", record.text))


def _comes_back(record: Outing, today: date) -> ComesBack | None:
    if record.done or not record.on:
        return None
    return ComesBack(record.on, record.text, _("The two of you:"), _("The two of you: {text}"), (1,), both=True)


def _answered(outcome: Outcome, day: str) -> Plain:
    made: dict[Outcome, Plain] = {"done": {"done": True}, "move": {"on": day}, "letgo": {"on": None}}
    return made[outcome]


KIND = Kind(
    Outing, (_("Time together"), _("Time together")), sign="☼", needs=("text",), words=("time-together",),
    comes_back=_comes_back, answered=_answered, told=_told,
)  # fmt: skip
