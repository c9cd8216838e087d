"""Closeness, 1 to 10, of one person: around a usual level, with a memory from one day to the next.

An autoregressive level, watched by a CUSUM (Page 1954, Biometrika 41:100): a design of our own. Such charts were
compared on daily self-reports by Schat et al. (Psychol Methods 28:1335, 2023). One odd day moves nothing far: distances
are cut at 2.5 standard deviations, in evidence and in learning.
"""

from math import sqrt

_CARRY = 0.3
"""Correlation of one day with the next."""
SHIFT_SQUARED = 1.0
_SHIFT = 1.0
"""The fall that evidence is for, in standard deviations."""
_FURTHEST = 2.5
_MEAN, _VARIANCE, _PRIOR_WEIGHT = 7.0, 1.2, 2.0
_LEAST_VARIANCE = 0.5
_AFTER = sqrt(1 - _CARRY * _CARRY)
_SHIFT_AFTER = _SHIFT * (1 - _CARRY) / _AFTER


def fallen(apart: float, spread: float) -> float:
    """The log-likelihood ratio of a level fallen by one ``spread``, for a rating ``apart`` from the usual one."""
    return -_SHIFT * min(_FURTHEST, max(-_FURTHEST, apart / spread)) - _SHIFT**2 / 2


class Rating:
    """One person's baseline."""

    __slots__ = ("_before", "_number", "_squares", "_sum", "mean", "spread")

    def __init__(self) -> None:
        self._number = self._sum = self._squares = 0.0
        self.mean, self.spread = _MEAN, sqrt(_VARIANCE)
        self._before: tuple[int, float] | None = None  # the place of the last rated day, and its distance

    def learn(self, weight: float, rating: float) -> None:
        """Take in one day."""
        furthest = _FURTHEST * self.spread
        rating = min(self.mean + furthest, max(self.mean - furthest, rating))
        self._number += weight
        self._sum += weight * rating
        self._squares += weight * rating * rating
        prior = _PRIOR_WEIGHT * weight
        number = self._number + prior
        self.mean = (self._sum + _MEAN * prior) / number
        variance = (self._squares + (_MEAN * _MEAN + _VARIANCE) * prior) / number - self.mean * self.mean
        self.spread = sqrt(max(_LEAST_VARIANCE, variance) * (1 + weight / number))

    def evidence(self, place: int, rating: float) -> float:
        """The log-likelihood ratio of a fallen level, on the day that has this ``place``; falls in ``rating``."""
        distance = self._distance(rating)
        before = self._before
        if before is not None and before[0] == place - 1:
            return -_SHIFT_AFTER * (distance - _CARRY * before[1]) / _AFTER - _SHIFT_AFTER**2 / 2
        return -_SHIFT * distance - _SHIFT**2 / 2

    def carry(self, place: int, rating: float) -> None:
        """Remember a day for the next."""
        self._before = place, self._distance(rating)

    def _distance(self, rating: float) -> float:
        return min(_FURTHEST, max(-_FURTHEST, (rating - self.mean) / self.spread))
