"""Streaks that forgive: how well a ritual holds, without a number that one bad evening sets to nothing.

A single missed day hardly touches a habit (Lally et al. 2010, Eur J Soc Psychol 40:998), a small reserve helps to
keep going (Sharif & Shu 2017, J Mark Res 54:495), and a broken streak hurts out of proportion (Silverman & Barasch
2023, J Consum Res 49:1095). So the headline is a slow average, and runs forgive one miss in any seven.

Counted days are those meant for the ritual, from the day it was first done up to yesterday, and today once it is done:
today is never a miss. A day counts once, whoever logged it. A paused day counts only where it was done, so that a pause
takes nothing away, neither when it begins nor when it ends. What was done on days not meant for it counts neither way.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from ritualtui.clock import EARLIEST
from ritualtui.kinds import Record, Ritual

Dot = Literal["done", "forgiven", "missed", "paused", "off", "open"]
Word = Literal["new", "taking root", "growing", "steady", "strong"]

HALF_LIFE: Final = 14
"""Counted days after which a day weighs half as much in the strength."""
RECENT: Final = 14
FORGIVING: Final = 7
"""In so many counted days in a row, a run forgives one miss."""
_NEW_BELOW: Final = 7
# One miss in every seven tends to a strength between 0.83 and 0.88 by where the newest one lies: that is strong.
_WORDS: Final[tuple[tuple[float, Word], ...]] = ((0.83, "strong"), (0.6, "steady"), (0.35, "growing"))


@dataclass(frozen=True)
class Streak:
    """How a ritual holds. Made by ``streak``.

    ``strength`` is 0 to 1; ``recent`` the number of days done and the number counted of the last 14 counted ones;
    ``run`` and ``best`` are the days done in the stretch that stands and in the longest there was; ``counted`` is
    the number of all counted days.
    """

    strength: float
    recent: tuple[int, int]
    run: int
    best: int
    counted: int
    _forgiven: frozenset[date] = field(repr=False)
    _planned: Callable[[date], bool] = field(repr=False, compare=False)
    _paused: Callable[[date], bool] = field(repr=False, compare=False)
    _done: Collection[date] = field(repr=False, compare=False)
    _start: date = field(repr=False, compare=False)
    _today: date = field(repr=False, compare=False)

    @property
    def word(self) -> Word:
        """The strength in a word; ``new`` while fewer than seven days count."""
        if self.counted < _NEW_BELOW:
            return "new"
        return next((word for least, word in _WORDS if self.strength >= least), "taking root")

    def dots(self, n: int = 14) -> tuple[Dot, ...]:
        """The last ``n`` calendar days, today last. ``forgiven`` is a miss inside the stretch that still stands."""
        last = self._today.toordinal()
        return tuple(self._dot(date.fromordinal(day)) for day in range(max(1, last - n + 1), last + 1))

    def _dot(self, day: date) -> Dot:
        if day in self._done:
            return "done"
        if self._paused(day):
            return "paused"
        if not self._planned(day):
            return "off"
        if day == self._today:
            return "open"
        if day < self._start:
            return "off"
        return "forgiven" if day in self._forgiven else "missed"


def streak(
    planned: Callable[[date], bool],
    paused: Callable[[date], bool],
    done: Collection[date],
    today: date,
    start: date | None = None,
) -> Streak:
    """How a ritual holds on the logical day ``today``.

    ``planned`` and ``paused`` say of a day whether the ritual is meant for it, and whether it can't be missed;
    ``done`` are the days on which it was done, in any order (days after today change nothing). ``start`` is the
    first day that may count: the first one done, unless given. Nothing done yet: all is empty. From a given
    ``start`` on, doing more never lowers anything; an earlier first day counts the days in between, too.

    The strength is an exponentially weighted share of the counted days, with weights halving every 14 of them. A
    run is the longest stretch of counted days, up to the newest, in which any two misses lie seven or more apart;
    its length is the days done in it, and a miss at its beginning is not part of it. One pass over the days.
    """
    done = frozenset(day for day in done if day <= today)
    start = min(done, default=today) if start is None else start
    fade = 0.5 ** (1 / HALF_LIFE)
    held = weight = 0.0
    recent: deque[bool] = deque(maxlen=RECENT)
    counted = run = best = 0
    missed_at, since_miss = -FORGIVING, 0  # the place of the last miss, and the days done after it
    forgiven: list[date] = []
    for ordinal in range(start.toordinal(), today.toordinal() + 1) if done else ():
        day = date.fromordinal(ordinal)
        kept = day in done
        if not planned(day) or (not kept and (day == today or paused(day))):
            continue
        held, weight = held * fade + kept, weight * fade + 1
        recent.append(kept)
        if kept:
            run, since_miss = run + 1, since_miss + 1
            best = max(best, run)
        else:
            if counted - missed_at < FORGIVING:
                run = since_miss  # the stretch now begins after the miss before
                forgiven.clear()
            if run:
                forgiven.append(day)
            missed_at, since_miss = counted, 0
        counted += 1
    return Streak(
        strength=held / weight if weight else 0.0,
        recent=(sum(recent), len(recent)),
        run=run,
        best=best,
        counted=counted,
        _forgiven=frozenset(forgiven),
        _planned=planned,
        _paused=paused,
        _done=done,
        _start=start,
        _today=today,
    )


def course(
    planned: Callable[[date], bool], paused: Callable[[date], bool], done: Collection[date], today: date
) -> list[tuple[date, float]]:
    """The strength at the end of each calendar day from the first one done to ``today``; its last is ``streak``'s."""
    done = frozenset(day for day in done if day <= today)
    fade = 0.5 ** (1 / HALF_LIFE)
    held = weight = 0.0
    found = []
    for ordinal in range(min(done, default=today).toordinal(), today.toordinal() + 1) if done else ():
        day = date.fromordinal(ordinal)
        kept = day in done
        if planned(day) and (kept or (day != today and not paused(day))):
            held, weight = held * fade + kept, weight * fade + 1
        found.append((day, held / weight if weight else 0.0))
    return found


def ritual_days(records: Iterable[Record], ritual: str) -> frozenset[date]:
    """The logical days on which the ritual with that id was done, whoever was there and whoever logged it.

    A record counts if it was completed, has at least one step, or was done away from the screen; removed ones do
    not. A ``day`` that is no date from 1900 on is passed over.
    """
    days = set()
    for record in records:
        if (
            isinstance(record, Ritual)
            and record.ritual == ritual
            and not record.deleted
            and (record.complete or record.steps or not record.guided)
        ):
            try:
                day = date.fromisoformat(record.day)
            except ValueError:
                continue
            if day >= EARLIEST:
                days.add(day)
    return frozenset(days)
