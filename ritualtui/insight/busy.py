"""Busy weeks: a factor of about one that moves all counts together, and comes and goes.

A gamma filter (as in dynamic count models; West, Harrison & Migon 1985, JASA 80:73): the factor is gamma-distributed
around one with a coefficient of variation of 0.25, each day's counts sharpen it, and each day that passes lets it go
back a step. Where that is fitting anyway, the filter answers how the factor would look had the counts fallen to a
share of the usual: then the same counts were to be expected in an ordinary week.
"""

CV = 0.25
_SHAPE = 1 / CV**2
_STAYS = 0.8
"""How much of what is known of the factor is left after a day."""
_LEVEL_SHAPE = 20.0
"""What a level of one weighs, in counts."""
_LEVEL_STAYS = 0.5 ** (1 / 14)


class Busy:
    """What two counts, of appreciations (first) and bids (second), say about this week."""

    __slots__ = ("_due", "_due_bids", "_seen", "_seen_bids")

    def __init__(self) -> None:
        self._seen = self._seen_bids = self._due = self._due_bids = 0.0

    def pass_a_day(self) -> None:
        """A day goes by."""
        self._seen *= _STAYS
        self._seen_bids *= _STAYS
        self._due *= _STAYS
        self._due_bids *= _STAYS

    def both(self, share: float) -> tuple[float, float, float]:
        """By both counts: the factor in an ordinary state, the one if both had fallen to ``share``, its variance."""
        shape = _SHAPE + self._seen + self._seen_bids
        due = self._due + self._due_bids
        return shape / (_SHAPE + due), shape / (_SHAPE + share * due), 1 / shape

    def first_fallen(self, share: float, bids: int, usual: float, alpha: float) -> tuple[float, float, float]:
        """The same, if only the first had fallen; the day's own second count is taken into account."""
        weight = 1 / (1 + alpha * usual)
        shape = _SHAPE + self._seen + self._seen_bids + weight * bids
        due = _SHAPE + self._due_bids + weight * usual
        return shape / (due + self._due), shape / (due + share * self._due), 1 / shape

    def second_alone(self, share: float) -> tuple[float, float, float]:
        """The same by the second count alone, if it had fallen."""
        shape = _SHAPE + self._seen_bids
        return shape / (_SHAPE + self._due_bids), shape / (_SHAPE + share * self._due_bids), 1 / shape

    def first(self, count: int, usual: float, alpha: float) -> None:
        """Take in a day's first count; over-dispersed ones say less."""
        weight = 1 / (1 + alpha * usual)
        self._seen += weight * count
        self._due += weight * usual

    def second(self, count: int, usual: float, alpha: float) -> None:
        """Take in a day's second count."""
        weight = 1 / (1 + alpha * usual)
        self._seen_bids += weight * count
        self._due_bids += weight * usual


class Level:
    """How one count has held of late beside what is usual, at most one: the measure for the other count.

    Weeks rather than days. A count that falls while the other holds says something; where both fall alike, it is
    the joint evidence that says it, or people write down less.
    """

    __slots__ = ("_due", "_seen")

    def __init__(self) -> None:
        self._seen = self._due = 0.0

    def take_in(self, count: int, usual: float, alpha: float) -> None:
        """Take in a day."""
        weight = 1 / (1 + (alpha + CV * CV) * usual)
        self._seen = self._seen * _LEVEL_STAYS + weight * count
        self._due = self._due * _LEVEL_STAYS + weight * usual

    @property
    def value(self) -> float:
        """The factor."""
        return min(1.0, (_LEVEL_SHAPE + self._seen) / (_LEVEL_SHAPE + self._due))
