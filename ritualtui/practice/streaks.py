"""Streaks that forgive: how well a ritual holds, without a number that one bad evening sets to nothing.

A single missed day hardly touches a habit (Lally et al. 2010, Eur J Soc Psychol 40:998), a small reserve helps to
keep going (Sharif & Shu 2017, J Mark Res 54:495), and a broken streak hurts out of proportion (Silverman & Barasch
2023, J Consum Res 49:1095). So the headline is a slow average, and runs forgive one miss in any seven.

Counted days are those meant for the ritual, from the day it was first done up to yesterday, and today once it is done:
today is never a miss. A day counts once, whoever logged it. A paused day counts only where it was done, so that a pause
takes nothing away, neither when it begins nor when it ends. What was done on days not meant for it counts neither way.

A ritual that is meant so often a week, on whatever days, counts by weeks (or by periods of several, see ``rhythms``):
runs forgive one in any seven of them, and the strength weighs them by how often it was meant. The period that runs is
never held against anyone. After a change of rhythm the stretch goes on, counted in what holds today.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from ritualtui.clock import EARLIEST
from ritualtui.kinds import Record, Ritual
from ritualtui.practice.rhythms import Rhythm, RhythmOn, Unit, units

Dot = Literal["done", "forgiven", "missed", "paused", "off", "open"]
Word = Literal["new", "taking root", "growing", "steady", "strong"]

HALF_LIFE: Final = 14
"""Counted days after which a day weighs half as much in the strength; in a rhythm, times that were meant."""
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
    the number of all counted days. Where ``rhythm`` says so often a week, all of these count its periods, and ``got``
    is on how many days of the one that runs it was done; ``asked`` is how often it was meant in all.
    """

    strength: float
    recent: tuple[int, int]
    run: int
    best: int
    counted: int
    asked: int
    rhythm: Rhythm | None
    got: int
    _forgiven: frozenset[date] = field(repr=False)
    _planned: Callable[[date], bool] = field(repr=False, compare=False)
    _paused: Callable[[date], bool] = field(repr=False, compare=False)
    _done: Collection[date] = field(repr=False, compare=False)
    _start: date = field(repr=False, compare=False)
    _today: date = field(repr=False, compare=False)
    _rhythm: RhythmOn | None = field(repr=False, compare=False, default=None)

    @property
    def word(self) -> Word:
        """The strength in a word; ``new`` while it was meant fewer than seven times."""
        if self.asked < _NEW_BELOW:
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
        if (
            self._rhythm is not None and (rhythm := self._rhythm(day)) is not None
        ):  # no day of a week is meant by itself
            return "open" if day == self._today and self.got < rhythm.times else "off"
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
    rhythm: RhythmOn | None = None,
) -> Streak:
    """How a ritual holds on the logical day ``today``.

    ``planned`` and ``paused`` say of a day whether the ritual is meant for it, and whether it can't be missed;
    ``done`` are the days on which it was done, in any order (days after today change nothing). ``start`` is the
    first day that may count: the first one done, unless given. Nothing done yet: all is empty. From a given
    ``start`` on, doing more never lowers anything; an earlier first day counts the days in between, too. ``rhythm``
    says of a day how often a week the ritual is meant then, None where single days are meant.

    The strength is an exponentially weighted share of the counted days, with weights halving every 14 of them. A
    run is the longest stretch of counted days, up to the newest, in which any two misses lie seven or more apart;
    its length is the days done in it, and a miss at its beginning is not part of it. One pass over the days.
    """
    done = frozenset(day for day in done if day <= today)
    start = min(done, default=today) if start is None else start
    now = rhythm(today) if rhythm is not None else None
    strength = _Strength()
    recent: deque[bool] = deque(maxlen=RECENT)
    counted = asked = best = 0
    held: list[date] = []  # the days done in what counts, of the stretch that stands
    missed_at, since_miss = -FORGIVING, 0  # the place of the last miss, and where in ``held`` what came after it begins
    forgiven: list[date] = []
    for unit in units(planned, paused, done, today, start, rhythm) if done else ():
        strength.take(unit)
        if unit.rhythm == now or (unit.rhythm and now and unit.rhythm.weeks == now.weeks):
            recent.append(unit.kept)
        asked += unit.wanted
        if unit.kept:
            held += unit.days
        else:
            if counted - missed_at < FORGIVING:
                best = max(best, _length(held, now))
                del held[:since_miss]  # the stretch now begins after the miss before
                forgiven.clear()
            if held:
                forgiven.append(unit.at)
            missed_at, since_miss = counted, len(held)
        counted += 1
    run = _length(held, now)
    return Streak(
        strength=strength.now,
        recent=(sum(recent), len(recent)),
        run=run,
        best=max(best, run),
        counted=counted,
        asked=asked,
        rhythm=now,
        got=now.so_far(done, today) if now is not None else 0,
        _forgiven=frozenset(forgiven),
        _planned=planned,
        _paused=paused,
        _done=done,
        _start=start,
        _today=today,
        _rhythm=rhythm,
    )


class _Strength:
    """The weighted share of what counts; see ``streak``."""

    __slots__ = ("_held", "_weight")
    _FADE: Final = 0.5 ** (1 / HALF_LIFE)

    def __init__(self) -> None:
        self._held = self._weight = 0.0

    def take(self, unit: Unit) -> None:
        """Count one more."""
        fade = self._FADE if unit.wanted == 1 else self._FADE**unit.wanted
        self._held, self._weight = self._held * fade + unit.got, self._weight * fade + unit.wanted

    @property
    def now(self) -> float:
        """From 0 to 1."""
        return self._held / self._weight if self._weight else 0.0


def _length(days: Sequence[date], rhythm: Rhythm | None) -> int:
    """How long a stretch is, in days done, or in the periods of ``rhythm`` in which they lie."""
    return len(days) if rhythm is None else len({rhythm.period(day) for day in days})


def course(
    planned: Callable[[date], bool], paused: Callable[[date], bool], done: Collection[date], today: date,
    rhythm: RhythmOn | None = None,
) -> list[tuple[date, float]]:  # fmt: skip
    """The strength at the end of each calendar day from the first one done to ``today``; its last is ``streak``'s."""
    done = frozenset(day for day in done if day <= today)
    if not done:
        return []
    start, strength = min(done), _Strength()
    changed: dict[int, float] = {}
    for unit in units(planned, paused, done, today, start, rhythm):
        strength.take(unit)
        changed[unit.at.toordinal()] = strength.now
    found, value = [], 0.0
    for ordinal in range(start.toordinal(), today.toordinal() + 1):
        value = changed.get(ordinal, value)
        found.append((date.fromordinal(ordinal), value))
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
