"""Today's counts, carried along in the journal so that logging can say “the third today” without reading the log.

``{"day": "2026-11-21", "appreciation": {"<person>": 2}, "bid": {…}}``: by the person whose words they are. Both the
quick path and the full one count through here. Standard library only.
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
            of = made[record["kind"]]
            of[record["by"]] = max(0, of.get(record["by"], 0) + step)
    return made


def of(counts: Mapping[str, Any], day: str, kind: str, person: str) -> int:
    """How many of ``kind`` ``person`` has logged for ``day``, where that is the day that is counted; else 0."""
    return int(counts.get(kind, {}).get(person, 0)) if counts.get("day") == day else 0
