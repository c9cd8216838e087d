"""The arithmetic behind a word: what was usual, what came, over which days. Plain means, nothing is modelled here."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ritualtui.insight.series import Row
from ritualtui.insight.signals import PLACES, Moved


class Past(NamedTuple):
    """A logged day that was weighed: what was usual for it, and what each signal's log-likelihood ratio was."""

    row: Row
    usual: tuple[float | None, ...]
    weighed: tuple[float, ...]


def level(past: Past, place: int) -> tuple[float, float]:
    """What a day had at ``place``, and of how much: of one day, or of so many bids or rituals. 0 and 0 for nothing."""
    return (0.0, 0.0) if past.usual[place] is None else PLACES[place].level(past.row)


def mean(days: Iterable[Past], place: int) -> float | None:
    """The mean at ``place``, None where there is nothing."""
    value = weight = 0.0
    for past in days:
        of, on = level(past, place)
        value, weight = value + of, weight + on
    return value / weight if weight else None


def ratio(days: Iterable[Past], place: int) -> float:
    """What came of a count, as a share of what was usual; 1 where nothing was to be expected."""
    came = usual = 0.0
    for past in days:
        due = past.usual[place]
        if due is not None:
            usual += due
            came += level(past, place)[0]
    return came / usual if usual else 1.0


def moved(days: Sequence[Past], place: int) -> Moved | None:
    """From what is usual to what came, over ``days``; None where there is nothing at ``place``."""
    value = weight = usual = 0.0
    number = 0
    for past in days:
        of, on = level(past, place)
        if on:
            usual += (past.usual[place] or 0.0) * on
            value, weight, number = value + of, weight + on, number + 1
    if not weight:
        return None
    first, last = days[0].row.day, days[-1].row.day
    return Moved(PLACES[place].signal, PLACES[place].person, usual / weight, value / weight, first, last, number)
