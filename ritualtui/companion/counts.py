"""Today's counts, carried along in the journal so that logging can say “the third today” without reading the log.

``{"day": "2026-11-21", "appreciation": {"<person>": 2, "<person>/self": 1}, "bid": {…}}``: by the person whose words
they are, and apart what only they see, so that nobody is told a number with the other's own in it. Both the quick path
and the full one count through here. Standard library only.
"""

from collections.abc import Mapping
from typing import Any

COUNTED = ("appreciation", "bid")
Counts = dict[str, Any]


def after(counts: Mapping[str, Any], day: str, new: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> Counts:
    """The counts of ``day`` (today) after the record ``old`` became ``new``."""
    fresh = counts.get("day") != day
    made: Counts = {"day": day, **{kind: dict(counts.get(kind, {})) if not fresh else {} for kind in COUNTED}}
    for record, step in ((old, -1), (new, 1)):
        if record and record.get("kind") in COUNTED and record.get("day") == day and not record.get("deleted"):
            of, key = made[record["kind"]], _key(record)
            of[key] = max(0, of.get(key, 0) + step)
    return made


def of(counts: Mapping[str, Any], day: str, kind: str, person: str) -> int:
    """How many of ``kind`` and for both ``person`` has logged for ``day``, where that is the day that is counted."""
    return int(counts.get(kind, {}).get(person, 0)) if counts.get("day") == day else 0


def like(counts: Mapping[str, Any], day: str, record: Mapping[str, Any], me: str) -> int:
    """How many like ``record`` the one whose words it is has logged for ``day``, of those that ``me`` may see.

    0 where the record, or what is counted, is of another day.
    """
    if counts.get("day") != day or record["day"] != day:
        return 0
    found = counts.get(record["kind"], {})
    voice = record.get("voice") or record["by"]
    own = found.get(f"{voice}/self", 0) if record["by"] == voice else found.get(f"{record['by']}/{voice}", 0)
    mine = own if record["by"] == me else 0
    return int(found.get(voice, 0)) + int(mine)


def _key(record: Mapping[str, Any]) -> str:
    by, voice = record["by"], record.get("voice")
    if record.get("audience") == "self":
        return f"{by}/{voice or 'self'}"
    return str(voice or by)
