"""A pause: days that are never missed."""

from typing import Literal

from ritualtui.kinds.base import Day, Kind, Record, Short, Telling, Told
from ritualtui.strings import _


class Pause(Record, frozen=True, kw_only=True, tag="pause"):
    """Days that are never missed: from ``since`` to ``until`` (both included; None: open).

    ``ritual``: the id of the one that is paused; empty where everything is.
    """

    ritual: Short = ""
    since: Day | None = None
    until: Day | None = None
    why: Literal["away", "ill", "hard season"] = "away"


def _told(record: Pause, tell: Telling) -> Told:
    ends = tell.say["from_to" if record.until else "from_on"]
    on = ends.format(since=tell.day(record.since or record.day), until=tell.day(record.until or ""))
    what = tell.say[record.why.replace(" ", "_")]
    named = f"{tell.ritual(record.ritual)}: {what[:1].lower()}{what[1:]}" if record.ritual else what
    return Told(f"{named}, {on}")


KIND = Kind(Pause, (_("Pause"), _("Pauses")), sign="–", needs=("since",), told=_told)
