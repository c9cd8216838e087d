"""The watch: takes one row after the other, weighs it against what is usual, and says when there is something to say.

A day is weighed against a baseline that it is not part of: days wait some time before they are learned from, and
those on which something seemed to be falling weigh half, so that a decline does not quietly become the new usual.
"""

from collections import deque
from collections.abc import Sequence
from datetime import date
from math import ceil, log, sqrt
from typing import Final, NamedTuple

from ritualtui.insight import explain, ratings, shares
from ritualtui.insight.availability import Presence, Present
from ritualtui.insight.busy import CV, Busy, Level
from ritualtui.insight.counts import Counts, evidence
from ritualtui.insight.explain import Past
from ritualtui.insight.nudge_kinds import THRESHOLDS, Kind
from ritualtui.insight.ratings import SHIFT_SQUARED, Rating
from ritualtui.insight.series import IN_USE, Row
from ritualtui.insight.shares import RHO, Share
from ritualtui.insight.signals import PLACES, A, B, C, Day, P, Q, Spoken

LEARNING: Final = 21
"""Logged days before anything is weighed."""
HALF_LIFE: Final = 120
"""Logged days after which a day weighs half as much in the baseline."""
APART: Final = 14
"""Days between two words of a kind."""
_LEAST, _WAIT, _WAIT_AT_FIRST = 18, 10, 2
"""Logged days wait to be learned from: ten, fewer while fewer than 28 are known."""
_SEEMS = 0.25
"""Something seems to be falling from this share of a threshold on."""
_RATES = (2.0, 5.0)
_FALLEN, _FALLEN_ALONE, _RISEN = 0.6, 0.5, 1.5
"""What evidence is for: counts at this share of the usual; appreciations alone; counts that rose."""
_CLOSENESS_WEIGHT = 0.8
"""What each closeness adds to the joint evidence: partners' ratings go together."""
_LONG, _BESIDE = (16, 10), (0.53, 0.7)
_GONE, _GONE_AFTER = 0.15, (9, 7)
"""One that has all but stopped is spoken of sooner: after two weeks its kind would not be in use any more."""
_OTHER, _LOOK = 0.88, 18
"""One count alone: how many logged days it is low, and its level beside the other's; that one's level, and days."""
_HOLDING, _WHILE = -1.5, 14
"""Logging less: evidence of all that is not a count, and how many logged days the counts are low."""
_ASKED = 56
"""Days after *logging less?* in which counts alone are not spoken of: the question stands."""
_RELEARN = 28
_OLD = 365
"""Days after which a level that has stayed low is no decline any more, but how things are."""
_CAME_BACK, _ROSE = 0.85, 1.1
"""Better: back from this share of the usual on, and so far above the low level; or so far above the usual."""
_ROSE_RATING = 0.3
_GREW = 4.0
"""The evidence of its own that each signal needs to be named as better."""
_BEFORE = 14
"""Logged days before a rise that each person's part in it is held against."""
_BAND = 1.28
_DOUBT = 0.5
"""What is left of a day's evidence where somebody may just be away."""
_NEVER = -1_000_000
_NOTHING: tuple[float, ...] = (0.0,) * len(PLACES)
_NONE = (None,) * len(PLACES)


class Weighed(NamedTuple):
    """A day on the scales: both counts, what was usual, each signal's log-likelihood ratio, and that of both counts.

    ``fewer`` is the latter for counts that fell, ``more`` for ones that rose.
    """

    counted: tuple[int, int]
    usual: tuple[float | None, ...]
    each: tuple[float, ...]
    fewer: float
    more: float


class Waiting(NamedTuple):
    """A logged day that will be learned from; ``number`` is its place among the days that were weighed."""

    row: Row
    present: Present
    number: int


class Low:
    """A signal that was spoken of as fallen: what was usual before, since when it is low, what speaks for its return.

    ``usual`` is the mean count of a weekday, a share, or a rating; it stays what it was, however long the decline, so
    that nobody is told that it is better because they have got used to less. ``since`` is a past day, and so is
    ``onset``, on which it may have begun to come ``back``.
    """

    __slots__ = ("back", "onset", "since", "spread", "usual")

    def __init__(self, usual: float, spread: float, since: int) -> None:
        self.usual, self.spread, self.since = usual, spread, since
        self.back, self.onset = 0.0, 0


class Watch:
    """See the module. ``people``: how many take part, one or two; the first is whoever looks.

    Only the first one's closeness is evidence: what the other felt is theirs to say.
    """

    def __init__(self, people: int) -> None:
        self.people = people
        self.logged = 0
        self.joint = 0.0
        self.each = list(_NOTHING)
        self._counts = Counts(_RATES[0], people), Counts(_RATES[1], people)
        self._shares = Share(), Share()
        self._ratings = [Rating() for _ in range(people)]
        self._busy = Busy()
        self._levels = Level(), Level()
        self._presence = Presence(people)
        self._limits = [THRESHOLDS[place.kind].evidence for place in PLACES]
        self._limit = THRESHOLDS["thinning"].evidence
        self._number = 0  # of unpaused days
        self._past: list[Past] = []
        self._onset = 0  # where the joint evidence began to grow, among the past days
        self._onsets = [0] * len(PLACES)
        self._fewer, self._fewer_onset = 0.0, 0
        self._rise, self._rise_onset = 0.0, 0
        self._low: dict[int, Low] = {}  # by place: what was spoken of as fallen and has not come back
        self._before: list[tuple[float, float]] = []  # what was usual when the first of these was spoken of
        self._spoken: dict[Kind, int] = {}
        self._declined = _NEVER
        self._waiting: deque[Waiting] = deque()
        self._weight = 1.0
        self._silent = 0
        self._silent_days = self._all_days = 0.0

    # -- one day

    def step(self, row: Row) -> Day:
        """The day that ``row`` tells of; rows come in their order, without a gap."""
        if row.paused:
            return Day(row.day, row.logged, self.joint, tuple(self.each), _NONE, ())
        self._number += 1
        self._busy.pass_a_day()
        if not row.logged:
            return Day(row.day, False, self.joint, tuple(self.each), _NONE, self._quiet(row.day))
        self._silent = 0
        self._all_days += 1
        present, surely = self._presence.on(self._number, row)
        spoken: tuple[Spoken, ...] = ()
        usual: tuple[float | None, ...] = _NONE
        reached = 0.0, _NOTHING
        if self.logged >= LEARNING:
            weighed = self._weigh(row, present)
            if row.back or present != surely:
                weighed = _lesser(weighed, self._weigh(row, surely, without=row.back))
            if self._presence.is_doubtful(row):
                weighed = _doubted(weighed)
            usual = weighed.usual
            self._add(row, weighed)
            self._take_in(row, weighed)
            reached = self.joint, tuple(self.each)
            spoken = self._speak(row.day)
        self._presence.pass_day(self._number, row)
        self._waiting.append(Waiting(row, present, len(self._past) - 1))
        if len(self._waiting) > min(_WAIT, max(_WAIT_AT_FIRST, self.logged - _LEAST)):
            self._learn(self._waiting.popleft())
        self.logged += 1
        return Day(row.day, True, *reached, usual, spoken)

    def _weigh(self, row: Row, present: Present, without: Sequence[str] = ()) -> Weighed:
        """Weigh a day against what is usual. ``without``: kinds that are left out, as if not in use."""
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
        each = list(_NOTHING)
        fewer = more = 0.0
        mean = usual_a + usual_b
        if mean:
            now, fallen, spread = self._busy.both(_FALLEN)
            alpha = (first.alpha * usual_a * usual_a + second.alpha * usual_b * usual_b) / (mean * mean) + spread
            fewer = evidence(a + b, mean * now, mean * fallen * _FALLEN, alpha)
            more = evidence(a + b, mean * now, mean * now * _RISEN, alpha)
        if usual_b:
            now, fallen, spread = self._busy.second_alone(_FALLEN)
            mean = usual_b * self._levels[A].value
            each[B] = evidence(b, mean * now, mean * fallen * _FALLEN, second.alpha + spread)
        if usual_a:
            now, fallen, spread = self._busy.first_fallen(_FALLEN_ALONE, b, usual_b, second.alpha)
            mean = usual_a * self._levels[B].value
            each[A] = evidence(a, mean * now, mean * fallen * _FALLEN_ALONE, first.alpha + spread)
            if not together:
                each[A] = min(0.0, each[A])
        usual: list[float | None] = [usual_a or None, usual_b or None, *_NONE[P:]]
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
                    each[C] = self._ratings[0].evidence(self._number, rating)
        return Weighed((a, b), tuple(usual), tuple(each), fewer, more)

    def _take_in(self, row: Row, weighed: Weighed) -> None:
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
                self._ratings[person].carry(self._number, rating)

    def _falling(self, place: int, number: int) -> bool:
        """Whether the signal at ``place`` seems to be falling since the past day of that number, or before."""
        if self.each[place] > self._limits[place] * _SEEMS and self._onsets[place] <= number:
            return True
        return self.joint > self._limit * _SEEMS and self._onset <= number

    def _learn(self, waited: Waiting) -> None:
        row, (here, together), number = waited
        self._weight *= 2 ** (1 / HALF_LIFE)
        now = self._weight
        if self._number - self._declined < 2 * APART:
            weights = [now * place.slower for place in PLACES]
        else:
            weights = [now] * len(PLACES)
            for place, found in enumerate(self.each):
                if found and self._falling(place, number):
                    weights[place] = now * PLACES[place].slower
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

    # -- evidence

    def _add(self, row: Row, weighed: Weighed) -> None:
        """Add a day's evidence up. A sum that is nothing begins anew with this day."""
        here = len(self._past)
        self._past.append(Past(row, weighed.usual, weighed.each))
        each = self.each
        for place, found in enumerate(weighed.each):
            grown = each[place]
            if grown == 0.0:
                self._onsets[place] = here
            grown += found
            each[place] = grown if grown > 0.0 else 0.0
        close = weighed.each[C]
        joint = weighed.fewer + weighed.each[P] + weighed.each[Q] + _CLOSENESS_WEIGHT * close
        if self.joint == 0.0:
            self._onset = here
        self.joint = max(0.0, self.joint + joint)
        if self._fewer == 0.0:
            self._fewer_onset = here
        self._fewer = max(0.0, self._fewer + weighed.fewer)
        if self._number - self._declined > _OLD:
            self._low.clear()
        if not self._low:
            if self._rise == 0.0:
                self._rise_onset = here
            rated = row.closeness[0] is not None
            self._rise = max(0.0, self._rise + weighed.more - _CLOSENESS_WEIGHT * (close + rated * SHIFT_SQUARED))
        for place, low in self._low.items():
            if low.back == 0.0:
                low.onset = here
            low.back = max(0.0, low.back + self._back(row, weighed, place, low))

    def _back(self, row: Row, weighed: Weighed, place: int, low: Low) -> float:
        """A day's log-likelihood ratio of what was usual before the decline against a fallen level."""
        now = weighed.usual[place]
        if now is None:
            return 0.0
        if place in (A, B):
            counted = self._counts[place]
            usual = now * low.usual / sum(counted.rates)
            return -evidence(weighed.counted[place], usual, usual * _FALLEN, counted.alpha + CV * CV)
        if place in (P, Q):
            was, of = (row.toward, row.answered) if place == P else (row.done, row.planned)
            return -shares.evidence(low.usual, was, of)
        return -_CLOSENESS_WEIGHT * ratings.fallen((row.closeness[0] or 0.0) - low.usual, low.spread)

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
        over = [place for place, found in enumerate(self.each) if found >= self._limits[place] and self._stands(place)]
        if self.joint >= self._limit:
            return self._decline(day, self._onset, self._moved_since(self._onset))
        if over:
            return self._decline(day, min(self._onsets[place] for place in over), over)
        if self._fewer >= THRESHOLDS["logging-less"].evidence and self._holds(self._fewer_onset):
            return self._logging_less(day, self._fewer_onset)
        if not self._low:
            return self._risen(day) if self._rise >= THRESHOLDS["getting-better"].evidence else ()
        return self._returned(day)

    def _stands(self, place: int) -> bool:
        """Whether a signal speaks for itself: a count has to be low for long, and alone.

        Where both counts are low alike, the week is busy or less is written down. Evidence then waits.
        """
        if place not in (A, B):
            return True
        if self._number - self._spoken.get("logging-less", _NEVER) < _ASKED:
            return False
        lately = self._past[-_LOOK:]
        other = explain.ratio(lately, B if place == A else A)
        own = explain.ratio(lately, place)
        since = len(self._past) - self._onsets[place]
        if other >= _OTHER and since >= _LONG[place] and own <= _BESIDE[place] * other:
            return True
        gone = explain.ratio(self._past[self._onsets[place] :], place)
        if other >= _OTHER and since >= _GONE_AFTER[place] and gone <= _GONE * other:
            return True
        self.each[place] = min(self.each[place], self._limits[place] + 1)
        return False

    def _moved_since(self, onset: int) -> list[int]:
        """The places whose own evidence grew since ``onset``."""
        sums = [sum([past.weighed[place] for past in self._past[onset:]]) for place in range(len(PLACES))]
        most = max(sums)
        found = [place for place, grown in enumerate(sums) if grown >= max(0.5, most / 5)]
        return found or [sums.index(most)]

    def _holds(self, onset: int) -> bool:
        """Whether both counts fell since ``onset`` for long, while all that is not a count held."""
        days = self._past[onset:]
        other = sum([sum(past.weighed[P:]) for past in days])
        return len(days) >= _WHILE and other < _HOLDING and max(explain.ratio(days, p) for p in (A, B)) < _OTHER

    def _decline(self, day: date, onset: int, places: list[int]) -> tuple[Spoken, ...]:
        if {A, B}.issuperset(places) and len(places) == 2 and self._holds(onset):
            return self._logging_less(day, onset)
        kinds = {PLACES[place].kind for place in places}
        kind = "thinning" if len(kinds) > 1 else kinds.pop()
        self.joint = self._fewer = self._rise = 0.0
        for place in places:
            self.each[place] = 0.0
        said = self._say(kind, day, onset, places)
        if said:
            self._declined = self._number
            self._remember(onset, places)
        return said

    def _remember(self, onset: int, places: Sequence[int]) -> None:
        """What was usual before this decline: of several in a row, what was usual before the first."""
        if not self._low:
            self._before = [self._level(place) for place in range(C + 1)]
        for place in places:
            before = self._low.get(place)
            if before is None:
                self._low[place] = Low(*max(self._before[place], self._level(place)), onset)
            else:
                before.back = 0.0

    def _level(self, place: int) -> tuple[float, float]:
        """What is usual at ``place`` (counts of a mean weekday), and the spread of a rating."""
        if place in (A, B):
            return sum(self._counts[place].rates), 0.0
        if place in (P, Q):
            return self._shares[place - P].usual, 0.0
        return self._ratings[place - C].mean, self._ratings[place - C].spread

    def _logging_less(self, day: date, onset: int) -> tuple[Spoken, ...]:
        self.joint = self._fewer = self._rise = self.each[A] = self.each[B] = 0.0
        return self._say("logging-less", day, onset, (A, B))

    def _returned(self, day: date) -> tuple[Spoken, ...]:
        """What has come back from a decline, each signal by what was usual when that was spoken of."""
        grown = [place for place, low in self._low.items() if low.back >= _GREW]
        while grown and sum([self._low[place].back for place in grown]) >= THRESHOLDS["getting-better"].evidence:
            onset = min(self._low[place].onset for place in grown)
            back = [place for place in grown if self._is_back(place, onset)]
            if back == grown:
                said = self._say("getting-better", day, onset, back)
                for place in back if said else ():
                    del self._low[place]
                return said
            grown = back
        return ()

    def _is_back(self, place: int, onset: int) -> bool:
        """Whether a signal that had fallen is, since ``onset``, above where it was and about where it used to be."""
        came, low = explain.mean(self._past[onset:], place), self._low[place]
        was = self._was(place, onset)
        if came is None or was is None:
            return False
        if place >= C:
            return came >= low.usual - _ROSE_RATING * low.spread and came > was + _ROSE_RATING
        return came >= _CAME_BACK * low.usual and came > _ROSE * was

    def _was(self, place: int, onset: int) -> float | None:
        """How low a signal was on all the days of its decline, up to ``onset``."""
        return explain.mean(self._past[self._low[place].since : onset], place)

    def _risen(self, day: date) -> tuple[Spoken, ...]:
        """What has risen above the usual, with no decline before it."""
        onset = self._rise_onset
        days = self._past[onset:]
        moved = [(place, found) for place in (A, B, C) if (found := explain.moved(days, place)) is not None]
        risen = [
            place for place, one in moved
            if one.recent > (one.usual + _ROSE_RATING if place >= C else one.usual * _ROSE)
            and one.recent > self._level(place)[0]
        ]  # fmt: skip
        self._rise = 0.0
        return self._say("getting-better", day, onset, risen) if risen else ()

    def _by_both(self, onset: int, places: Sequence[int]) -> bool:
        """Whether each of the two has brought about more of all this: known of thanks and of who reached out alone."""
        if self.people < 2 or not {A, B}.issuperset(places):
            return False
        since, before = self._past[onset:], self._past[max(0, onset - _BEFORE) : onset]
        if not before:
            return False
        for place in places:
            for person in range(self.people):
                now, then = (
                    sum([(past.row.thanked, past.row.reached)[place][person] for past in days]) / len(days)
                    for days in (since, before)
                )
                if now <= _ROSE * then:
                    return False
        return True

    def _say(self, kind: Kind, day: date, onset: int, places: Sequence[int]) -> tuple[Spoken, ...]:
        """The word, unless one of its kind was said a short while ago."""
        if self._number - self._spoken.get(kind, _NEVER) < APART:
            return ()
        self._spoken[kind] = self._number
        days = self._past[onset:]
        better = kind == "getting-better"
        moved = tuple([
            found._replace(low=self._was(place, onset), usual=self._low[place].usual)
            if better and place in self._low
            else found
            for place in places if (found := explain.moved(days, place))
        ])  # fmt: skip
        signals = tuple(dict.fromkeys(found.signal for found in moved))
        return (Spoken(kind, day, days[0].row.day, signals, moved, better and self._by_both(onset, places)),)

    # -- as it stands

    def usual(self, place: int) -> tuple[float | None, tuple[float, float] | None]:
        """What is usual at ``place``, and the band in which about four days in five lie; None while learning.

        Counts are those of a mean weekday, of all who take part.
        """
        if self.logged < LEARNING or not any(past.usual[place] is not None for past in self._past[-IN_USE:]):
            return None, None
        if place in (A, B):
            counted = self._counts[place]
            mean = sum(counted.rates)
            spread = sqrt(mean + (counted.alpha + CV * CV) * mean * mean)
            return mean, (max(0.0, mean - _BAND * spread), mean + _BAND * spread)
        if place in (P, Q):
            share = self._shares[place - P].usual
            of = [on for past in self._past[-28:] if (on := explain.level(past, place)[1])]
            number = sum(of) / len(of) if of else 1.0
            spread = sqrt(share * (1 - share) * (1 + (number - 1) * RHO) / number)
            return share, (max(0.0, share - _BAND * spread), min(1.0, share + _BAND * spread))
        rating = self._ratings[place - C]
        spread = _BAND * rating.spread
        return rating.mean, (max(1.0, rating.mean - spread), min(10.0, rating.mean + spread))

    def recent(self, place: int, days: int) -> float | None:
        """The mean of the last logged ``days`` at ``place``, or None where there is nothing."""
        return explain.mean(self._past[-days:], place)

    def relearn(self) -> None:
        """They log less and live as before: what is usual of counts is learned anew from the last four weeks."""
        for counted in self._counts:
            counted.forget()
        for past in self._past[-_RELEARN:]:
            weekday, here = past.row.day.weekday(), [True] * self.people
            if past.usual[A] is not None:
                self._counts[0].learn(self._weight, weekday, here, past.row.thanked)
            if past.usual[B] is not None:
                self._counts[1].learn(self._weight, weekday, here, past.row.told)
        self.joint = self._rise = 0.0
        self.each[A] = self.each[B] = 0.0
        for place in (A, B):
            self._low.pop(place, None)


def _of(counted: Sequence[int], here: Sequence[bool]) -> int:
    if all(here):
        return sum(counted)
    return sum([count for count, there in zip(counted, here, strict=True) if there])


def _lesser(one: Weighed, other: Weighed) -> Weighed:
    """The day as it is, or as it would be without what is only back by an appreciation, whichever says less.

    Coming back is never held against anybody: a first word after a silence must not say that there are few.
    """
    each = tuple([min(pair) for pair in zip(one.each, other.each, strict=True)])
    return Weighed(one.counted, one.usual, each, min(one.fewer, other.fewer), min(one.more, other.more))


def _doubted(one: Weighed) -> Weighed:
    """The day, with half of what speaks for a decline."""
    each = tuple([found * _DOUBT if found > 0.0 else found for found in one.each])
    return one._replace(each=each, fewer=one.fewer * _DOUBT if one.fewer > 0.0 else one.fewer)
