"""The watch: takes one row after the other, weighs it against what is usual, and says when there is something to say.

A day is weighed against a baseline that it is not part of: days wait some time before they are learned from, and
those on which something seemed to be falling weigh half, so that a decline does not quietly become the new usual.
"""

from collections import deque
from collections.abc import Sequence
from datetime import date
from math import ceil, log, sqrt
from typing import Final, NamedTuple

from ritualtui.insight.busy import Busy
from ritualtui.insight.counts import Counts, evidence
from ritualtui.insight.ratings import SHIFT_SQUARED, Rating
from ritualtui.insight.said import DECLINES, KIND_OF, PLACES, Day, Kind, Moved, Spoken
from ritualtui.insight.series import IN_USE, Row
from ritualtui.insight.shares import Share
from ritualtui.insight.thresholds import THRESHOLDS

LEARNING: Final = 21
"""Logged days before anything is weighed."""
HALF_LIFE: Final = 90
"""Logged days after which a day weighs half as much in the baseline."""
APART: Final = 14
"""Days between two nudges of a kind."""
_WAIT, _WAIT_AT_FIRST = 10, 2
_A, _B, _P, _Q, _C = range(5)
_RATES = (2.0, 5.0)
_FALLEN: Final = 0.6
_FALLEN_ALONE: Final = 0.5
_RISEN: Final = 1.5
_CLOSENESS_WEIGHT = 0.8
"""What each closeness adds to the joint evidence: partners' ratings go together."""
_HERE = 3
"""Days without a word of theirs after which a person is away (or has stopped logging), and not counted as zero."""
_AWAY_MOST = 21
_HABIT = 5
"""Days on which a person wrote something before their not writing means anything."""
_RELEARN = 28
_BAND = 1.28
_NEVER = -1_000_000
_NOTHING = (0.0,) * 6
_NONE = (None,) * 6


class Past(NamedTuple):
    """A logged day that was weighed."""

    row: Row
    usual: tuple[float | None, ...]
    weighed: tuple[float, ...]


class Waiting(NamedTuple):
    """A logged day that will be learned from."""

    row: Row
    weekday: int
    here: Sequence[bool]
    together: bool
    raised: bool


class Watch:
    """See the module. ``people``: how many take part, one or two."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.counts = Counts(_RATES[0], people), Counts(_RATES[1], people)
        self.shares = Share(), Share()
        self.ratings = [Rating() for _ in range(people)]
        self.busy = Busy()
        self.place = 0
        self.logged = 0
        self.joint = 0.0
        self.each = list(_NOTHING)
        self.past: list[Past] = []
        self._onset = 0
        self._onsets = [0] * 6
        self._rise = self._return = 0.0
        self._rise_onset = 0
        self._fallen: tuple[int, ...] | None = None  # the places of the last decline spoken
        self._last: dict[Kind, int] = {}
        self._declined = _NEVER
        self._waiting: deque[Waiting] = deque()
        self._weight = 1.0
        self._wrote = [_NEVER] * people
        self._was_there = [_NEVER] * people
        self._days_written = [0] * people
        self._silent = 0
        self._silent_days = self._all_days = 0.0

    # -- one day

    def step(self, row: Row) -> Day:
        """The day that ``row`` tells of; rows come in their order, without a gap."""
        if row.paused:
            return Day(row.day, row.logged, self.joint, tuple(self.each), _NONE, ())
        self.place += 1
        self.busy.pass_a_day()
        if not row.logged:
            return Day(row.day, False, self.joint, tuple(self.each), _NONE, self._quiet(row.day))
        self._silent = 0
        self._all_days += 1
        weekday = row.day.weekday()
        here, surely_here = self._here(row)
        together, surely_together = self._together(row)
        spoken: tuple[Spoken, ...] = ()
        usual: tuple[float | None, ...] = _NONE
        if self.logged >= LEARNING:
            usual, weighed, counted = self._weigh(row, weekday, here, together)
            if here != surely_here or together != surely_together or row.back:
                weighed, counted = self._no_worse(row, weekday, surely_here, surely_together, weighed, counted)
            self._add(row, usual, weighed, counted)
            self._take_in(row, weekday, here, together)
            spoken = self._speak(row.day)
        for person in range(self.people):
            if row.signs[person] or row.thanked[person]:
                self._wrote[person] = self.place
                self._days_written[person] += 1
            if row.around[person]:
                self._was_there[person] = self.place
        raised = self.joint > THRESHOLDS["thinning"].evidence / 2 or self.place - self._declined < 2 * APART
        self._waiting.append(Waiting(row, weekday, here, together, raised))
        if len(self._waiting) > min(_WAIT, max(_WAIT_AT_FIRST, self.logged - 18)):
            self._learn(self._waiting.popleft())
        self.logged += 1
        return Day(row.day, True, self.joint, tuple(self.each), usual, spoken)

    def _here(self, row: Row) -> tuple[list[bool], list[bool]]:
        """Who writes these days; and who would be known to, had there been no appreciation on this one."""
        surely = [row.signs[person] > 0 or self.place - self._wrote[person] < _HERE for person in range(self.people)]
        return [sure or row.thanked[person] > 0 for person, sure in enumerate(surely)], surely

    def _together(self, row: Row) -> tuple[bool, bool]:
        """Whether nobody is away; and whether that would be known, had there been no appreciation on this day."""
        now = surely = True
        for person in range(self.people):
            gap = self.place - self._was_there[person]
            if self._days_written[person] >= _HABIT and _HERE <= gap <= _AWAY_MOST:
                if not row.around[person]:
                    return False, False
                surely = surely and (row.signs[person] > 0 or row.reached[person] > 0)
        return now, surely

    def _weigh(
        self, row: Row, weekday: int, here: Sequence[bool], together: bool, *, thanks: bool = True, bids: bool = True
    ) -> tuple[tuple[float | None, ...], tuple[float, ...], tuple[float, float]]:
        """What is usual for such a day; what each signal says; what both counts say together, of falling and rising."""
        first, second = self.counts
        usual_a = first.usual(weekday, here) if thanks and row.appreciations is not None else 0.0
        usual_b = second.usual(weekday, here) if bids and together and row.bids is not None else 0.0
        a = _of(row.thanked, here) if usual_a else 0
        b = _of(row.told, here) if usual_b else 0
        each = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        both = (0.0, 0.0)
        mean = usual_a + usual_b
        if mean:
            now, fallen, spread = self.busy.both(_FALLEN)
            alpha = (first.alpha * usual_a * usual_a + second.alpha * usual_b * usual_b) / (mean * mean) + spread
            both = (
                evidence(a + b, mean * now, mean * fallen * _FALLEN, alpha),
                evidence(a + b, mean * now, mean * now * _RISEN, alpha),
            )
        if usual_b:
            now, fallen, spread = self.busy.second_alone(_FALLEN)
            each[_B] = evidence(b, usual_b * now, usual_b * fallen * _FALLEN, second.alpha + spread)
        if usual_a:
            now, fallen, spread = self.busy.first_fallen(_FALLEN_ALONE, b, usual_b, second.alpha)
            each[_A] = evidence(a, usual_a * now, usual_a * fallen * _FALLEN_ALONE, first.alpha + spread)
        shares: list[float | None] = [None, None]
        if together:
            for number, (was, of) in enumerate(((row.toward, row.answered), (row.done, row.planned))):
                if of:
                    share = self.shares[number]
                    shares[number] = share.usual
                    each[_P + number] = share.evidence(was, of)
        levels: list[float | None] = [None, None]
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                levels[person] = self.ratings[person].mean
                each[_C + person] = self.ratings[person].evidence(self.place, rating)
        return (usual_a or None, usual_b or None, *shares, *levels), tuple(each), both

    def _no_worse(
        self, row: Row, weekday: int, here: Sequence[bool], together: bool, weighed: tuple[float, ...],
        counted: tuple[float, float],
    ) -> tuple[tuple[float, ...], tuple[float, float]]:  # fmt: skip
        """The lesser evidence of the day as it is, and as it would be without what is only back by an appreciation.

        Coming back is never held against anybody: a first word after a silence must not say that there are few.
        """
        _, other, others = self._weigh(
            row, weekday, here, together, thanks="appreciation" not in row.back, bids="bid" not in row.back
        )
        lesser = tuple([min(one, two) for one, two in zip(weighed, other, strict=True)])
        return lesser, (min(counted[0], others[0]), counted[1])

    def _take_in(self, row: Row, weekday: int, here: Sequence[bool], together: bool) -> None:
        """Let the week's busy factor, and what ratings carry over, know of the day."""
        if row.appreciations is not None and (usual := self.counts[0].usual(weekday, here)):
            self.busy.first(_of(row.thanked, here), usual, self.counts[0].alpha)
        if together and row.bids is not None and (usual := self.counts[1].usual(weekday, here)):
            self.busy.second(_of(row.told, here), usual, self.counts[1].alpha)
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                self.ratings[person].carry(self.place, rating)

    def _learn(self, waited: Waiting) -> None:
        row, weekday, here, together, raised = waited
        self._weight *= 2 ** (1 / HALF_LIFE)
        weight = self._weight / 2 if raised else self._weight
        if row.appreciations is not None:
            self.counts[0].learn(weight, weekday, here, row.thanked)
        if together:
            if row.bids is not None:
                self.counts[1].learn(weight, weekday, here, row.told)
            if row.answered:
                self.shares[0].learn(weight, row.toward, row.answered)
            if row.planned:
                self.shares[1].learn(weight, row.done, row.planned)
        for person, rating in enumerate(row.closeness):
            if rating is not None:
                self.ratings[person].learn(weight, rating)

    # -- evidence

    def _add(
        self, row: Row, usual: tuple[float | None, ...], weighed: tuple[float, ...], counted: tuple[float, float]
    ) -> None:
        """Add a day's evidence up. A sum that is nothing begins anew with the next day."""
        here = len(self.past)
        self.past.append(Past(row, usual, weighed))
        each = self.each
        for place, found in enumerate(weighed):
            if each[place] == 0.0:
                self._onsets[place] = here
            each[place] = max(0.0, each[place] + found)
        close = weighed[_C] + weighed[_C + 1]
        day = counted[0] + weighed[_P] + weighed[_Q] + _CLOSENESS_WEIGHT * close
        if self.joint == 0.0:
            self._onset = here
        self.joint = max(0.0, self.joint + day)
        if self._fallen is None:
            if self._rise == 0.0:
                self._rise_onset = here
            rated = sum(rating is not None for rating in row.closeness)
            self._rise = max(0.0, self._rise + counted[1] - _CLOSENESS_WEIGHT * (close + rated * SHIFT_SQUARED))
        else:
            back = day if len(self._fallen) > 1 else sum(weighed[place] for place in self._fallen)
            self._return = max(0.0, self._return - back)

    # -- speaking

    def _quiet(self, day: date) -> tuple[Spoken, ...]:
        """A run of unlogged days that is longer than this couple's own rhythm would bring about."""
        self._silent += 1
        self._silent_days += 1
        self._all_days += 1
        if self.logged < 10:
            return ()
        share = (self._silent_days - self._silent + 1) / (self._all_days - self._silent + 8)
        if self._silent != min(21, max(4, ceil(log(0.002) / log(min(0.95, share))))):
            return ()
        since = date.fromordinal(day.toordinal() - self._silent + 1)
        return (Spoken("quiet", day, since, (), ()),)

    def _speak(self, day: date) -> tuple[Spoken, ...]:
        over = [place for place, found in enumerate(self.each) if found >= THRESHOLDS[KIND_OF[place]].evidence]
        if self.joint >= THRESHOLDS["thinning"].evidence:
            return self._decline(day, self._onset, self._moved_since(self._onset) or over)
        if over:
            onset = min(self._onsets[place] for place in over)
            return self._decline(day, onset, over)
        if self._fallen is None and self._rise >= THRESHOLDS["getting-better"].evidence:
            return self._better(day, self._rise_onset, (_A, _B))
        if self._fallen is not None and self._return >= THRESHOLDS["getting-better"].evidence:
            return self._better(day, max(0, len(self.past) - 7), self._fallen)
        return ()

    def _moved_since(self, onset: int) -> list[int]:
        """The places whose own evidence grew since ``onset``."""
        sums = [sum(past.weighed[place] for past in self.past[onset:]) for place in range(6)]
        most = max(sums)
        return [place for place, found in enumerate(sums) if found >= max(0.5, most / 5)]

    def _holds(self, onset: int) -> bool:
        """Whether both counts fell since ``onset`` while all that is not a count held: logging less, perhaps."""
        seen, due = [0.0, 0.0], [0.0, 0.0]
        other = 0.0
        for past in self.past[max(0, min(onset, len(self.past) - 10)) :]:
            for place, count in ((_A, past.row.appreciations), (_B, past.row.bids)):
                usual = past.usual[place]
                if usual is not None:
                    seen[place] += count or 0
                    due[place] += usual
            other += sum(past.weighed[_P:])
        return all(s < 0.9 * d for s, d in zip(seen, due, strict=True)) and other < -1.5

    def _decline(self, day: date, onset: int, places: list[int]) -> tuple[Spoken, ...]:
        kind: Kind = "thinning" if len({PLACES[place] for place in places}) > 1 else KIND_OF[places[0]]
        if (_A in places or _B in places) and self._holds(onset):
            kind, places = "logging-less", [_A, _B]
        self._reset()
        if self.place - self._last.get(kind, _NEVER) < APART:
            return ()
        self._last[kind] = self.place
        if kind in DECLINES:
            self._declined = self.place
            self._fallen = tuple(places)
        return (self._said(kind, day, onset, places),)

    def _better(self, day: date, onset: int, places: Sequence[int]) -> tuple[Spoken, ...]:
        self._fallen = None
        self._rise = self._return = 0.0
        if self.place - self._last.get("getting-better", _NEVER) < APART:
            return ()
        self._last["getting-better"] = self.place
        return (self._said("getting-better", day, onset, places),)

    def _reset(self) -> None:
        self.joint = self._rise = self._return = 0.0
        self.each[:] = _NOTHING

    def _said(self, kind: Kind, day: date, onset: int, places: Sequence[int]) -> Spoken:
        days = self.past[onset:]
        moved = [found for place in places if (found := _moved(days, place))]
        signals = tuple(dict.fromkeys(PLACES[place] for place in places))
        return Spoken(kind, day, days[0].row.day, signals, tuple(moved))

    # -- as it stands

    def usual(self, place: int) -> tuple[float | None, tuple[float, float] | None]:
        """What is usual at ``place``, and the band in which about four days in five lie; None while learning.

        Counts are those of a mean weekday, of all who take part.
        """
        if self.logged < LEARNING or not any(past.usual[place] is not None for past in self.past[-IN_USE:]):
            return None, None
        if place in (_A, _B):
            counted = self.counts[place]
            mean = sum(counted.rates)
            spread = sqrt(mean + (counted.alpha + 0.06) * mean * mean)
            return mean, (max(0.0, mean - _BAND * spread), mean + _BAND * spread)
        if place in (_P, _Q):
            share = self.shares[place - _P].usual
            of = [on for past in self.past[-28:] if (on := _level(past, place)[1])]
            number = sum(of) / len(of) if of else 1.0
            spread = sqrt(share * (1 - share) * (1 + (number - 1) * 0.06) / number)
            return share, (max(0.0, share - _BAND * spread), min(1.0, share + _BAND * spread))
        rating = self.ratings[place - _C]
        spread = _BAND * rating.spread
        return rating.mean, (max(1.0, rating.mean - spread), min(10.0, rating.mean + spread))

    def recent(self, place: int, days: int) -> float | None:
        """The mean of the last logged ``days`` at ``place``, or None where there is nothing."""
        value = weight = 0.0
        for past in self.past[-days:]:
            of, on = _level(past, place)
            value, weight = value + of, weight + on
        return value / weight if weight else None

    def relearn(self) -> None:
        """They log less and live as before: what is usual of counts is learned anew from the last four weeks."""
        for counted in self.counts:
            counted.forget()
        for past in self.past[-_RELEARN:]:
            weekday, here = past.row.day.weekday(), [True] * self.people
            if past.usual[_A] is not None:
                self.counts[0].learn(self._weight, weekday, here, past.row.thanked)
            if past.usual[_B] is not None:
                self.counts[1].learn(self._weight, weekday, here, past.row.told)
        self.joint = self._rise = 0.0
        self.each[_A] = self.each[_B] = 0.0


def _of(counted: Sequence[int], here: Sequence[bool]) -> int:
    return sum(count for count, there in zip(counted, here, strict=True) if there)


def _level(past: Past, place: int) -> tuple[float, float]:
    """One day's value at ``place`` with its weight; no weight where there is none."""
    row = past.row
    if past.usual[place] is None:
        return 0.0, 0.0
    if place in (_A, _B):
        return float((row.appreciations if place == _A else row.bids) or 0), 1.0
    if place == _P:
        return float(row.toward), float(row.answered)
    if place == _Q:
        return float(row.done), float(row.planned)
    return row.closeness[place - _C] or 0.0, 1.0


def _moved(days: Sequence[Past], place: int) -> Moved | None:
    value = weight = usual = 0.0
    number = 0
    for past in days:
        of, on = _level(past, place)
        if on:
            expected = past.usual[place]
            usual += (expected or 0.0) * on
            value, weight, number = value + of, weight + on, number + 1
    if not weight:
        return None
    person = place - _C if place >= _C else None
    return Moved(PLACES[place], person, usual / weight, value / weight, days[0].row.day, days[-1].row.day, number)
