"""How often something is usual for two people: a weekday-aware, over-dispersed count, learned from their own past.

Negative binomial: mean ``rate × weekday``, variance ``mean + dispersion × mean²`` (Höhle & Paul 2008, Comput Stat
Data Anal 52:4357, monitor such counts with a CUSUM). Kept as weighted sums, so that a day costs a few additions.
Weights grow by the day instead of old sums being shrunk; only ratios are ever read.
"""

from collections.abc import Sequence
from math import log

_RATE_DAYS = 2.0
"""What the prior rate weighs, in days."""
_WEEKDAY_WEIGHT = 20.0
"""What an even week weighs, in counts a weekday."""
_DISPERSION, _DISPERSION_WEIGHT = 0.22, 20.0
_FORGOTTEN = 0.05
_BUSY_VARIANCE = 0.06
"""What busy weeks add to the variance; they are modelled apart (``busy``)."""


class Counts:
    """One count's baseline; ``prior`` is the rate a day of all together before anything is known."""

    __slots__ = ("_dispersed", "_exposed", "_prior", "_seen", "_squared", "_weekday_expected", "_weekday_seen", "alpha", "rates", "weekday")  # fmt: skip # noqa: E501

    def __init__(self, prior: float, people: int) -> None:
        self._prior = prior / people
        self._seen = [0.0] * people
        self._exposed = [0.0] * people
        self._weekday_seen = [0.0] * 7
        self._weekday_expected = [0.0] * 7
        self._squared = self._dispersed = 0.0
        self.rates = [self._prior] * people
        self.weekday = [1.0] * 7
        self.alpha = _DISPERSION - _BUSY_VARIANCE

    def usual(self, weekday: int, here: Sequence[bool]) -> float:
        """The mean count of a day for those who are here."""
        if all(here):
            return sum(self.rates) * self.weekday[weekday]
        return sum([rate for rate, there in zip(self.rates, here, strict=True) if there]) * self.weekday[weekday]

    def learn(self, weight: float, weekday: int, here: Sequence[bool], seen: Sequence[int]) -> None:
        """Take in one day, with the ``weight`` that days of its time have."""
        factor = self.weekday[weekday]
        rates = self.rates
        prior = _RATE_DAYS * weight
        rate, count = 0.0, 0
        for person, there in enumerate(here):
            if there:
                rate += rates[person]
                count += seen[person]
                self._seen[person] = came = self._seen[person] + weight * seen[person]
                self._exposed[person] = exposed = self._exposed[person] + weight * factor
                rates[person] = (came + self._prior * prior) / (exposed + prior)
        mean = rate * factor
        prior = _WEEKDAY_WEIGHT * weight
        self._weekday_seen[weekday] = came = self._weekday_seen[weekday] + weight * count
        self._weekday_expected[weekday] = expected = self._weekday_expected[weekday] + weight * rate
        self.weekday[weekday] = (came + prior) / (expected + prior)
        self._dispersed += weight * ((count - mean) ** 2 - mean)
        self._squared += weight * mean * mean
        prior = _DISPERSION_WEIGHT * weight
        alpha = (self._dispersed + _DISPERSION * prior) / (self._squared + prior) - _BUSY_VARIANCE
        self.alpha = 1.0 if alpha > 1.0 else 0.03 if alpha < 0.03 else alpha

    def forget(self) -> None:
        """Let what was learned weigh little from now on."""
        for sums in (self._seen, self._exposed, self._weekday_seen, self._weekday_expected):
            sums[:] = [found * _FORGOTTEN for found in sums]
        self._dispersed *= _FORGOTTEN
        self._squared *= _FORGOTTEN


def evidence(count: int, usual: float, fewer: float, alpha: float) -> float:
    """The log-likelihood ratio of a mean of ``fewer`` against one of ``usual``, both with dispersion ``alpha``.

    Falls in ``count`` wherever ``fewer`` is below ``usual``.
    """
    size = 1.0 / alpha
    scaled = (fewer + size) / (usual + size)
    return count * log(fewer / usual / scaled) - size * log(scaled)
