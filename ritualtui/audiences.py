"""Who a bid is for, unless its writer says so. Standard library only: the quick path asks it, too."""

from collections.abc import Mapping
from typing import Any, Final

HURT: Final = frozenset({"away", "against"})


def is_own(bid: Mapping[str, Any], *, solo: bool) -> bool:
    """Whether a new ``bid`` is its writer's alone (audience ``self``) unless they share it: alone, all are.

    So are a bid of one's own that was turned away or against: a log of the other's failings is no place to talk.
    ``bid`` is as in its JSON; ``by`` and ``from`` name people in the same way. ``solo``: one takes part alone.
    """
    return solo or (bid.get("from") == bid.get("by") and bid.get("response") in HURT)


def becomes_own(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the shared record ``before`` becomes its writer's alone by an edit to ``after`` that names no audience.

    A bid does, whose answer was fine to share and no longer is. One that was shared as it is stays shared.
    """
    if before.get("kind") != "bid" or before.get("audience") != "ours" or before.get("by") != after.get("by"):
        return False
    return is_own(after, solo=False) and not is_own(before, solo=False)
