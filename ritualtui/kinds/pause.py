"""A pause: days that are never missed. A season is one too, in which rituals stay open.

It's a field here and no kind of its own, so that an older version, which doesn't know it, takes it for a pause: there
too it costs no streak, and nothing asks how much.
"""

from typing import Literal

from ritualtui.kinds.base import Day, Kind, Record, Short, Telling, Told
from ritualtui.strings import _


class Pause(Record, frozen=True, kw_only=True, tag="pause"):
    """Days that are never missed: from ``since`` to ``until`` (both included; None: open).

    ``ritual``: the id of the one that is paused; empty where everything is. ``season``: it is no pause but a mode. In a
    hard one every ritual stays open, in its short version; in a work one all are paused except ``spared`` (an id).
    """

    ritual: Short = ""
    since: Day | None = None
    until: Day | None = None
    why: Literal["away", "ill", "hard season"] = "away"
    season: Literal["", "hard", "work"] = ""
    spared: Short = ""


def _told(record: Pause, tell: Telling) -> Told:
    ends = tell.say["from_to" if record.until else "from_on"]
    on = ends.format(since=tell.day(record.since or record.day), until=tell.day(record.until or ""))
    what = tell.say[f"season_{record.season}" if record.season else record.why.replace(" ", "_")]
    if record.season:
        stays = tell.say["spared"].format(ritual=tell.ritual(record.spared)) if record.spared else ""
        return Told(", ".join(part for part in (what, stays, on) if part))
    named = f"{tell.ritual(record.ritual)}: {what[:1].lower()}{what[1:]}" if record.ritual else what
    return Told(f"{named}, {on}")


KIND = Kind(Pause, (_("Pause"), _("Pauses")), sign="–", needs=("since",), told=_told)
