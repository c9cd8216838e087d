"""Shares (bids turned toward, rituals done of those planned): beta-binomial, since days differ more than coins do."""

from functools import lru_cache
from math import lgamma
from typing import Final

FALLEN: Final = 0.6
"""The share of the usual that evidence is for."""
RHO = 0.06
"""Correlation within a day."""
_PRIOR, _PRIOR_WEIGHT = 0.8, 8.0
_HIGHEST = 0.97
_STEPS = 200


class Share:
    """One share's baseline; ``usual`` is 0 to 1."""

    __slots__ = ("_of", "_was", "usual")

    def __init__(self) -> None:
        self._was = self._of = 0.0
        self.usual = _PRIOR

    def learn(self, weight: float, was: int, of: int) -> None:
        """Take in one day."""
        self._was += weight * was
        self._of += weight * of
        prior = _PRIOR_WEIGHT * weight
        self.usual = min(_HIGHEST, (self._was + _PRIOR * prior) / (self._of + prior))


def evidence(usual: float, was: int, of: int) -> float:
    """The log-likelihood ratio of a fallen share against the ``usual`` one; falls in ``was``."""
    return _evidence(round(usual * _STEPS), was, of)


@lru_cache(1 << 15)
def _evidence(usual: int, was: int, of: int) -> float:
    share = usual / _STEPS
    return _likelihood(share * FALLEN, was, of) - _likelihood(share, was, of)


def _likelihood(share: float, was: int, of: int) -> float:
    a, b = share * (1 / RHO - 1), (1 - share) * (1 / RHO - 1)
    return lgamma(was + a) + lgamma(of - was + b) - lgamma(of + a + b) - lgamma(a) - lgamma(b) + lgamma(a + b)
