"""The best that is possible: a CUSUM that knows both true distributions, on couples without busy weeks.

No watch that has to learn what is usual can be as quick; by Moustakides 1986 (Ann Stat 14:1379) none at all is, at
the same rate of false alarms. The table gives the ratio to it.
"""

import math
import random
from collections.abc import Callable, Sequence

from couples import PLANNED, Couple, Life, draw, live, with_rates

from ritualtui.insight.counts import evidence
from ritualtui.insight.series import Row

_RITUALS_RHO = 0.05
_ROUNDING = 1 / 12
Weigher = Callable[[Couple, Sequence[Row], Life], list[float]]


def all_signals(couple: Couple, rows: Sequence[Row], life: Life) -> list[float]:
    """A day's log-likelihood ratio of ``life`` against the usual, all signals together."""
    found = []
    before: list[float | None] = [None, None]
    for number, row in enumerate(rows):
        if not row.logged:
            found.append(0.0)
            before = [None, None]
            continue
        factor = couple.weekday[number % 7]
        total = _count(row.appreciations or 0, couple.appreciations * factor, life.appreciations, couple.size)
        total += _count(row.bids or 0, couple.bids * factor, life.bids, couple.size)
        total += _share(row.toward, row.answered, couple.toward, life.toward, couple.rho)
        total += _share(row.done, PLANNED, couple.rituals, life.rituals, _RITUALS_RHO)
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                total += _rating(couple, person, rating, before[person], life.closeness)
            before[person] = rating
        found.append(total)
    return found


def _count(count: int, usual: float, factor: float, size: float) -> float:
    return evidence(count, usual, usual * factor, 1 / size) if factor != 1 else 0.0


def _share(was: int, of: int, usual: float, factor: float, rho: float) -> float:
    if factor == 1 or not of:
        return 0.0
    return _beta_binomial(was, of, min(0.98, usual * factor), rho) - _beta_binomial(was, of, min(0.98, usual), rho)


def _beta_binomial(was: int, of: int, share: float, rho: float) -> float:
    both = 1 / rho - 1
    a, b = share * both, (1 - share) * both
    lgamma = math.lgamma
    return lgamma(was + a) + lgamma(of - was + b) - lgamma(of + both) - lgamma(a) - lgamma(b) + lgamma(both)


def _rating(couple: Couple, person: int, rating: float, before: float | None, factor: float) -> float:
    """Gaussian, with the carry-over from the day before where there is one."""
    if factor == 1:
        return 0.0
    usual, fallen = couple.closeness[person], 1 + (couple.closeness[person] - 1) * factor
    carry = 0.0 if before is None else couple.carry
    variance = couple.spread**2 * (1 - carry**2) + _ROUNDING
    ahead = [rating - level - carry * ((before or 0.0) - level if before is not None else 0.0) for level in (usual, fallen)]  # fmt: skip # noqa: E501
    return float((ahead[0] ** 2 - ahead[1] ** 2) / (2 * variance))


def days_needed(
    seed: int, couples: int, life: Life, false_alarms: float = 1.0, busy: float = 0.0, **own: float
) -> tuple[float, float]:
    """The oracle's median days to notice ``life``, at that many false alarms a year, and its threshold."""
    rng = random.Random(seed)
    steady = [_weighed(rng, 365, life, None, busy, own) for _ in range(couples)]
    low, high = 0.0, 30.0
    for _ in range(25):
        middle = (low + high) / 2
        low, high = (middle, high) if _alarms(steady, middle) / couples > false_alarms else (low, middle)
    delays = sorted(_delay(_weighed(rng, 28 + 200, life, 28, busy, own), high, 28) for _ in range(couples))
    return delays[len(delays) // 2], high


def _weighed(
    rng: random.Random, days: int, life: Life, start: int | None, busy: float, own: dict[str, float]
) -> list[float]:
    couple = with_rates(draw(rng), busy=busy, **own)
    rows = live(rng, couple, days, lambda day: life if start is not None and day >= start else Life())
    # Where weeks are busy, the one who does not know of them takes them for over-dispersion.
    return all_signals(with_rates(couple, size=1 / (1 / couple.size + busy**2)), rows, life)


def _alarms(couples: Sequence[Sequence[float]], threshold: float) -> int:
    number = 0
    for days in couples:
        total = 0.0
        for found in days:
            total = max(0.0, total + found)
            if total >= threshold:
                number, total = number + 1, 0.0
    return number


def _delay(days: Sequence[float], threshold: float, start: int) -> float:
    total = 0.0
    for number, found in enumerate(days):
        total = max(0.0, total + found)
        if total >= threshold:
            if number >= start:
                return number - start + 1
            total = 0.0
    return math.inf
