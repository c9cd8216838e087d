"""Who a new entry is for, unless its writer says so. Standard library only: the quick path asks it, too."""

from collections.abc import Mapping
from typing import Any, Final

_ONLY_MINE: Final = frozenset({"detail", "checkin"})
"""A surprise that is to come, and how close one feels: a rating that is watched stops being an honest one."""
_WHEN_TWO_TAKE_PART: Final = frozenset({"bid", "repair"})
HURT: Final = frozenset({"away", "against"})


def is_own(record: Mapping[str, Any], *, solo: bool) -> bool:
    """Whether a new ``record`` is its writer's alone (audience ``self``) unless they share it.

    So are a bid of one's own that was turned away or against: a log of the other's failings is no place to talk.
    ``record`` is as in its JSON; ``by`` and ``from`` name people in the same way. ``solo``: one takes part alone.
    """
    kind = record.get("kind")
    if kind in _ONLY_MINE or (solo and kind in _WHEN_TWO_TAKE_PART):
        return True
    return kind == "bid" and record.get("from") == record.get("by") and record.get("response") in HURT


def becomes_own(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the shared record ``before`` becomes its writer's alone by an edit to ``after`` that names no audience.

    A bid does, whose answer was fine to share and no longer is. One that was shared as it is stays shared.
    """
    if before.get("audience") != "ours" or before.get("by") != after.get("by"):
        return False
    return is_own(after, solo=False) and not is_own(before, solo=False)
