"""Who begins: rituals, check-ins, repairs, meetings, outings. Looked at only where both switched it on.

A share of what was begun together, never a score, and nothing is kept of it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from ritualtui.insight.series import Row

DAYS: Final = 56
"""Days that are looked at, paused ones left out."""
_LEAST = 20
_MOST = 0.75


class Lopsided(NamedTuple):
    """Most was begun by one of the two. ``begun``: how many by each, in the order of the people."""

    begun: tuple[int, ...]
    since: date
    until: date


def lopsided(rows: Sequence[Row]) -> Lopsided | None:
    """Whether one of two began at least three quarters of at least twenty things in the last eight weeks."""
    lately = [row for row in rows if not row.paused][-DAYS:]
    if not lately or len(lately[0].begun) < 2:
        return None
    begun = tuple(sum(row.begun[person] for row in lately) for person in range(len(lately[0].begun)))
    if sum(begun) < _LEAST or max(begun) < _MOST * sum(begun):
        return None
    return Lopsided(begun, lately[0].day, lately[-1].day)
