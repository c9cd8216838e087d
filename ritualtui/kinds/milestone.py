"""A date that matters."""

from ritualtui.kinds.base import Day, Kind, Record, Telling, Told, Words
from ritualtui.strings import _


class Milestone(Record, frozen=True, kw_only=True, tag="milestone"):
    """A date that matters."""

    text: Words = ""
    on: Day | None = None
    yearly: bool = True


def _told(record: Milestone, tell: Telling) -> Told:
    on = [tell.say["on"].format(day=tell.day(record.on))] if record.on else []
    return tell.line(", ".join([tell.say["milestone"], *on]), ("", record.text))


KIND = Kind(
    Milestone, (_("Date that matters"), _("Dates that matter")), sign="★",
    needs=("text", "on"), words=("date", "dates"),
    told=_told,
)  # fmt: skip
