"""Invented couples for the proof of the early warning: who they are, and a row a day of how they live.

Every couple differs in rates, weekday rhythm, over-dispersion and the days its busy weeks begin on; ratings carry
over from day to day; days are missing. What happens to them is a ``Story``: factors on what is usual, by the day.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ritualtui.insight.series import Row

FIRST = date(2025, 1, 6)
PLANNED = 3
_RITUALS_RHO = 0.05
_LOWEST, _HIGHEST = 1, 10


@dataclass(frozen=True)
class Couple:
    """Usual rates a day, weekday factors, dispersion sizes and shares. ``share`` is the first one's part in the log."""

    appreciations: float
    bids: float
    size: float
    weekday: tuple[float, ...]
    toward: float
    rho: float
    rituals: float
    closeness: tuple[float, float]
    spread: float
    offset: int
    share: float
    carry: float = 0.3
    busy: float = 0.25
    missing: float = 0.15


@dataclass(frozen=True)
class Life:
    """Factors on what is usual, for one day; ``away`` and ``silent`` are of the second person.

    Away: nothing by, from or with them. Silent: they live as ever and write nothing down.
    """

    appreciations: float = 1.0
    bids: float = 1.0
    toward: float = 1.0
    rituals: float = 1.0
    closeness: float = 1.0
    paused: bool = False
    unlogged: bool = False
    away: bool = False
    silent: bool = False


Story = Callable[[int], Life]
USUAL = Life()


def steady(_: int) -> Life:
    """Nothing happens."""
    return USUAL


def draw(rng: random.Random) -> Couple:
    """A couple."""
    rhythm = [math.exp(rng.gauss(0, 0.2)) for _ in range(7)]
    mean = sum(rhythm) / 7
    return Couple(
        appreciations=rng.lognormvariate(math.log(2), 0.3),
        bids=rng.lognormvariate(math.log(5), 0.3),
        size=rng.uniform(3, 10),
        weekday=tuple(factor / mean for factor in rhythm),
        toward=rng.betavariate(16, 4),
        rho=rng.uniform(0.02, 0.08),
        rituals=rng.betavariate(16, 5),
        closeness=(rng.gauss(7, 0.7), rng.gauss(7, 0.7)),
        spread=rng.uniform(0.8, 1.3),
        offset=rng.randrange(7),
        share=rng.uniform(0.3, 0.7),
    )


def live(rng: random.Random, couple: Couple, days: int, story: Story = steady) -> list[Row]:
    """``days`` rows of ``couple``."""
    rows = []
    after = math.sqrt(1 - couple.carry**2)
    mood = [rng.gauss(0, 1), rng.gauss(0, 1)]
    busy = 1.0
    for number in range(days):
        life = story(number)
        if number == 0 or (number + couple.offset) % 7 == 0:
            busy = rng.gammavariate(couple.busy**-2, couple.busy**2) if couple.busy else 1.0
        factor = couple.weekday[number % 7] * busy
        thanks = _counted(rng, couple.appreciations * factor * life.appreciations, couple.size)
        bids = _counted(rng, couple.bids * factor * life.bids, couple.size)
        toward = _of(rng, bids, min(0.98, couple.toward * life.toward), couple.rho)
        done = _of(rng, PLANNED, min(0.98, couple.rituals * life.rituals), _RITUALS_RHO)
        rated: list[float | None] = []
        for person in (0, 1):
            mood[person] = couple.carry * mood[person] + after * rng.gauss(0, 1)
            level = 1 + (couple.closeness[person] - 1) * life.closeness + couple.spread * mood[person]
            rated.append(float(max(_LOWEST, min(_HIGHEST, round(level)))))
        first = sum(rng.random() < couple.share for _ in range(thanks))
        told = sum(rng.random() < couple.share for _ in range(bids))
        thanked, tellings = (first, thanks - first), (told, bids - told)
        missing = rng.random() < couple.missing
        if life.away or life.silent:
            rated[1], thanked, tellings = None, (first, 0), (told, 0)
            toward = _of(rng, told, min(0.98, couple.toward * life.toward), couple.rho)
            done = 0 if life.away else done
        there = not life.away and (done > 0 or not life.silent)
        row = _row(number, thanked, tellings, toward, done, (rated[0], rated[1]), there, life)
        rows.append(_unlogged(row) if missing or life.unlogged else row)
    return rows


def _row(
    number: int, thanked: tuple[int, int], told: tuple[int, int], toward: int, done: int,
    rated: tuple[float | None, float | None], there: bool, life: Life,
) -> Row:  # fmt: skip
    wrote = tuple(bids + (rating is not None) for bids, rating in zip(told, rated, strict=True))
    return Row(
        FIRST + timedelta(days=number), True, life.paused, sum(thanked), sum(told), sum(told), toward, done, PLANNED,
        rated, 0.0, thanked, told, told, wrote, (True, there), wrote, (),
    )  # fmt: skip


def _unlogged(row: Row) -> Row:
    none = (0, 0)
    return Row(
        row.day, False, row.paused, None, None, 0, 0, 0, 0, (None, None), 0.0, none, none, none, none,
        (False, False), none, (),
    )  # fmt: skip


def _counted(rng: random.Random, mean: float, size: float) -> int:
    """A negative binomial count: a Poisson one whose mean is gamma-distributed."""
    if mean <= 0:
        return 0
    least, number, product = math.exp(-rng.gammavariate(size, mean / size)), 0, rng.random()
    while product > least:
        number += 1
        product *= rng.random()
    return number


def _of(rng: random.Random, number: int, share: float, rho: float) -> int:
    """A beta-binomial count."""
    both = 1 / rho - 1
    chance = rng.betavariate(share * both, (1 - share) * both)
    return sum(rng.random() < chance for _ in range(number))


def with_rates(couple: Couple, **own: Any) -> Couple:
    """The couple with some of its rates set."""
    return replace(couple, **own)
