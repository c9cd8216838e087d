"""What is usual for a couple, how a day weighs against it, and how it is learned from logged days.

Which day is learned from when, and how much, is the watch's to say (``detector``): here is only what is usual.
"""

from collections.abc import Collection, Sequence
from math import sqrt
from typing import Final, NamedTuple

from ritualtui.insight import explain, shares
from ritualtui.insight.availability import Present
from ritualtui.insight.busy import CV, Busy, Level
from ritualtui.insight.counts import Counts, evidence
from ritualtui.insight.explain import Past
from ritualtui.insight.ratings import Rating
from ritualtui.insight.series import Row
from ritualtui.insight.shares import RHO, Share
from ritualtui.insight.signals import PLACES, A, B, C, P, Q

HALF_LIFE: Final = 120
"""Logged days after which a day weighs half as much in the baseline."""
_RATES = (2.0, 5.0)
FALLEN: Final = 0.6
"""What evidence is for: counts at this share of the usual."""
_FALLEN_ALONE, _RISEN = 0.5, 1.5
"""The same for appreciations alone, and for counts that rose."""
_BAND = 1.28
_DOUBT = 0.5
"""What is left of a day's evidence where somebody may just be away."""
NOTHING: Final[tuple[float, ...]] = (0.0,) * len(PLACES)
NONE: Final = (None,) * len(PLACES)
"""No evidence, and nothing usual, at every place."""


class Weighed(NamedTuple):
    """A day on the scales: both counts, what was usual, each signal's log-likelihood ratio, and that of both counts.

    ``fewer`` is the latter for counts that fell, ``more`` for ones that rose.
    """

    counted: tuple[int, int]
    usual: tuple[float | None, ...]
    each: tuple[float, ...]
    fewer: float
    more: float


class Baseline:
    """See the module. ``people``: how many take part, one or two.

    Places are those of ``signals.PLACES``; a day's number is its place among the unpaused ones.
    """

    def __init__(self, people: int) -> None:
        self.people = people
        self._counts = Counts(_RATES[0], people), Counts(_RATES[1], people)
        self._shares = Share(), Share()
        self._ratings = [Rating() for _ in range(people)]
        self._busy = Busy()
        self._levels = Level(), Level()
        self._weight = 1.0

    def pass_a_day(self) -> None:
        """An unpaused day begins, logged or not."""
        self._busy.pass_a_day()

    def weigh(self, number: int, row: Row, present: Present, without: Sequence[str] = ()) -> Weighed:
        """Weigh a day, by its number, against what is usual. ``without``: kinds that are left out, as if not in use."""
        here, together = present
        weekday = row.day.weekday()
        first, second = self._counts
        usual_a = usual_b = 0.0
        if row.appreciations is not None and "appreciation" not in without:
            usual_a = first.usual(weekday, here)
        if row.bids is not None and together and "bid" not in without:
            usual_b = second.usual(weekday, here)
        a = _of(row.thanked, here) if usual_a else 0
        b = _of(row.told, here) if usual_b else 0
        each = list(NOTHING)
        fewer = more = 0.0
        mean = usual_a + usual_b
        if mean:
            now, fallen, spread = self._busy.both(FALLEN)
            alpha = (first.alpha * usual_a * usual_a + second.alpha * usual_b * usual_b) / (mean * mean) + spread
            fewer = evidence(a + b, mean * now, mean * fallen * FALLEN, alpha)
            more = evidence(a + b, mean * now, mean * now * _RISEN, alpha)
        if usual_b:
            now, fallen, spread = self._busy.second_alone(FALLEN)
            mean = usual_b * self._levels[A].value
            each[B] = evidence(b, mean * now, mean * fallen * FALLEN, second.alpha + spread)
        if usual_a:
            now, fallen, spread = self._busy.first_fallen(_FALLEN_ALONE, b, usual_b, second.alpha)
            mean = usual_a * self._levels[B].value
            each[A] = evidence(a, mean * now, mean * fallen * _FALLEN_ALONE, first.alpha + spread)
            if not together:
                each[A] = min(0.0, each[A])
        usual: list[float | None] = [usual_a or None, usual_b or None, *NONE[P:]]
        if together and row.answered:
            usual[P] = share = self._shares[0].usual
            each[P] = shares.evidence(share, row.toward, row.answered)
        if together and row.planned:
            usual[Q] = share = self._shares[1].usual
            each[Q] = shares.evidence(share, row.done, row.planned)
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                usual[C + person] = self._ratings[person].mean
                if person == 0:
                    each[C] = self._ratings[0].evidence(number, rating)
        return Weighed((a, b), tuple(usual), tuple(each), fewer, more)

    def take_in(self, number: int, row: Row, weighed: Weighed) -> None:
        """Let the busy factor, the levels, and what ratings carry over know of the day."""
        (a, b), usual = weighed.counted, weighed.usual
        if (usual_a := usual[A]) is not None:
            alpha = self._counts[A].alpha
            self._busy.first(a, usual_a, alpha)
            self._levels[A].take_in(a, usual_a, alpha)
        if (usual_b := usual[B]) is not None:
            alpha = self._counts[B].alpha
            self._busy.second(b, usual_b, alpha)
            self._levels[B].take_in(b, usual_b, alpha)
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                self._ratings[person].carry(number, rating)

    def learn(self, row: Row, present: Present, slowed: Collection[int]) -> None:
        """Learn from a logged day; at the ``slowed`` places less, for it may be part of a fall."""
        here, together = present
        self._weight *= 2 ** (1 / HALF_LIFE)
        now = self._weight
        weights = [now * place.slower if n in slowed else now for n, place in enumerate(PLACES)]
        weekday = row.day.weekday()
        if row.appreciations is not None:
            self._counts[A].learn(weights[A], weekday, here, row.thanked)
        if together:
            if row.bids is not None:
                self._counts[B].learn(weights[B], weekday, here, row.told)
            if row.answered:
                self._shares[0].learn(weights[P], row.toward, row.answered)
            if row.planned:
                self._shares[1].learn(weights[Q], row.done, row.planned)
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                self._ratings[person].learn(weights[C + person], rating)

    def level(self, place: int) -> tuple[float, float]:
        """What is usual at ``place`` (counts of a mean weekday), and the spread of a rating."""
        if place in (A, B):
            return sum(self._counts[place].rates), 0.0
        if place in (P, Q):
            return self._shares[place - P].usual, 0.0
        return self._ratings[place - C].mean, self._ratings[place - C].spread

    def scatter(self, place: int) -> float:
        """How much counts at ``place`` scatter beyond chance, as a share of their mean, squared."""
        return self._counts[place].alpha + CV * CV

    def band(self, place: int, past: Sequence[Past]) -> tuple[float, tuple[float, float]]:
        """What is usual at ``place``, and a band for about four days in five, by the last days of ``past``."""
        if place in (A, B):
            mean = self.level(place)[0]
            spread = sqrt(mean + self.scatter(place) * mean * mean)
            return mean, (max(0.0, mean - _BAND * spread), mean + _BAND * spread)
        if place in (P, Q):
            share = self._shares[place - P].usual
            of = [on for day in past[-28:] if (on := explain.level(day, place)[1])]
            number = sum(of) / len(of) if of else 1.0
            spread = sqrt(share * (1 - share) * (1 + (number - 1) * RHO) / number)
            return share, (max(0.0, share - _BAND * spread), min(1.0, share + _BAND * spread))
        rating = self._ratings[place - C]
        spread = _BAND * rating.spread
        return rating.mean, (max(1.0, rating.mean - spread), min(10.0, rating.mean + spread))

    def relearn(self, past: Sequence[Past]) -> None:
        """Forget what is usual of counts, and learn it anew from these days."""
        for counted in self._counts:
            counted.forget()
        for day in past:
            weekday, here = day.row.day.weekday(), [True] * self.people
            if day.usual[A] is not None:
                self._counts[0].learn(self._weight, weekday, here, day.row.thanked)
            if day.usual[B] is not None:
                self._counts[1].learn(self._weight, weekday, here, day.row.told)


def _of(counted: Sequence[int], here: Sequence[bool]) -> int:
    if all(here):
        return sum(counted)
    return sum([count for count, there in zip(counted, here, strict=True) if there])


def lesser(one: Weighed, other: Weighed) -> Weighed:
    """The day as it is, or as it would be without what is only back by an appreciation, whichever says less.

    Coming back is never held against anybody: a first word after a silence must not say that there are few.
    """
    each = tuple([min(pair) for pair in zip(one.each, other.each, strict=True)])
    return Weighed(one.counted, one.usual, each, min(one.fewer, other.fewer), min(one.more, other.more))


def doubted(one: Weighed) -> Weighed:
    """The day, with half of what speaks for a decline."""
    each = tuple([found * _DOUBT if found > 0.0 else found for found in one.each])
    return one._replace(each=each, fewer=one.fewer * _DOUBT if one.fewer > 0.0 else one.fewer)
