"""So often in a week, on the days one has: rhythms, and what counts as one where streaks are reckoned.

A period of a rhythm is a week from Monday to Sunday, or several of them. Where the longer ones begin is the same on
every computer and in every language, so that two people count alike.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

MOST_WEEKS: Final = 8
"""Weeks in the longest period."""


class Rhythm(NamedTuple):
    """So many ``times`` in so many ``weeks``, on whatever days."""

    times: int
    weeks: int

    def period(self, day: date) -> int:
        """The number of the period that ``day`` is in; the first of all days was a Monday."""
        return (day.toordinal() - 1) // (7 * self.weeks)

    def so_far(self, done: Collection[date], today: date) -> int:
        """On how many days of the period that ``today`` is in it was done, up to today."""
        now = self.period(today)
        return sum(day <= today and self.period(day) == now for day in done)


class Unit(NamedTuple):
    """What counts as one: a day that was meant, or a period of a ``rhythm``.

    ``at`` is the day from which it counts, ``days`` are those on which it was done; ``got`` is never more than was
    ``wanted``.
    """

    at: date
    wanted: int
    got: int
    days: Sequence[date]
    rhythm: Rhythm | None = None

    @property
    def kept(self) -> bool:
        """Whether all that was wanted was done."""
        return self.got == self.wanted


Asked = Callable[[date], bool]
RhythmOn = Callable[[date], Rhythm | None]


def units(
    planned: Asked, paused: Asked, done: Collection[date], today: date, start: date, rhythm: RhythmOn | None
) -> Iterator[Unit]:
    """What counts from ``start`` to ``today``, in order; one pass over the days.

    Of days: see ``streaks``. A period counts once it has all that is wanted; without, only where it is over, was of
    this rhythm from its first day to its last, and had no paused day in it. Without ``rhythm`` there are days alone.
    """
    under: Rhythm | None = None
    since: list[date] = []  # the days of the period that is being gone through
    for ordinal in range(start.toordinal(), today.toordinal() + 1):
        day = date.fromordinal(ordinal)
        now = rhythm(day) if rhythm is not None else None
        if since and (now != under or now is None or now.period(day) != now.period(since[-1])):
            yield from _period(under, since, paused, done, today)
            since = []
        under = now
        if now is not None:
            since.append(day)
        elif planned(day) and (day in done or (day != today and not paused(day))):
            kept = day in done
            yield Unit(day, 1, int(kept), (day,) if kept else ())
    if since:
        yield from _period(under, since, paused, done, today)


def _period(
    rhythm: Rhythm | None, lived: Sequence[date], paused: Asked, done: Collection[date], today: date
) -> Iterator[Unit]:
    assert rhythm is not None
    days = [day for day in lived if day in done]
    if len(days) >= rhythm.times:
        yield Unit(days[rhythm.times - 1], rhythm.times, rhythm.times, days, rhythm)
    elif len(lived) == 7 * rhythm.weeks and lived[-1] != today and not any(map(paused, lived)):
        yield Unit(lived[-1], rhythm.times, len(days), days, rhythm)
