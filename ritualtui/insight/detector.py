"""The watch: takes one row after the other, weighs it against what is usual, and says when there is something to say.

A day is weighed against a baseline that it is not part of: days wait some time before they are learned from, and
those on which something seemed to be falling weigh half, so that a decline does not quietly become the new usual.
"""

from collections import deque
from collections.abc import Sequence
from datetime import date
from math import ceil, log
from typing import Final, NamedTuple

from ritualtui.insight import explain, ratings, shares
from ritualtui.insight.availability import Presence, Present
from ritualtui.insight.baseline import FALLEN, NONE, NOTHING, Baseline, Weighed, doubted, lesser
from ritualtui.insight.counts import evidence
from ritualtui.insight.explain import Past
from ritualtui.insight.nudge_kinds import THRESHOLDS, Kind
from ritualtui.insight.ratings import SHIFT_SQUARED
from ritualtui.insight.series import IN_USE, Row
from ritualtui.insight.signals import PLACES, A, B, C, Day, P, Q, Spoken

LEARNING: Final = 21
"""Logged days before anything is weighed."""
APART: Final = 14
"""Days between two words of a kind."""
_LEAST, _WAIT, _WAIT_AT_FIRST = 18, 10, 2
"""Logged days wait to be learned from: ten, fewer while fewer than 28 are known."""
_SEEMS = 0.25
"""Something seems to be falling from this share of a threshold on."""
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
_NEVER = -1_000_000


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
        self.each = list(NOTHING)
        self._baseline = Baseline(people)
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
        self._silent = 0
        self._silent_days = self._all_days = 0.0

    # -- one day

    def step(self, row: Row) -> Day:
        """The day that ``row`` tells of; rows come in their order, without a gap."""
        if row.paused:
            return Day(row.day, row.logged, self.joint, tuple(self.each), NONE, ())
        self._number += 1
        self._baseline.pass_a_day()
        if not row.logged:
            return Day(row.day, False, self.joint, tuple(self.each), NONE, self._quiet(row.day))
        self._silent = 0
        self._all_days += 1
        present, surely = self._presence.on(self._number, row)
        spoken: tuple[Spoken, ...] = ()
        usual: tuple[float | None, ...] = NONE
        reached = 0.0, NOTHING
        if self.logged >= LEARNING:
            weighed = self._baseline.weigh(self._number, row, present)
            if row.back or present != surely:
                weighed = lesser(weighed, self._baseline.weigh(self._number, row, surely, without=row.back))
            if self._presence.is_doubtful(row):
                weighed = doubted(weighed)
            usual = weighed.usual
            self._add(row, weighed)
            self._baseline.take_in(self._number, row, weighed)
            reached = self.joint, tuple(self.each)
            spoken = self._speak(row.day)
        self._presence.pass_day(self._number, row)
        self._waiting.append(Waiting(row, present, len(self._past) - 1))
        if len(self._waiting) > min(_WAIT, max(_WAIT_AT_FIRST, self.logged - _LEAST)):
            self._learn(self._waiting.popleft())
        self.logged += 1
        return Day(row.day, True, *reached, usual, spoken)

    def _falling(self, place: int, number: int) -> bool:
        """Whether the signal at ``place`` seems to be falling since the past day of that number, or before."""
        if self.each[place] > self._limits[place] * _SEEMS and self._onsets[place] <= number:
            return True
        return self.joint > self._limit * _SEEMS and self._onset <= number

    def _learn(self, waited: Waiting) -> None:
        row, present, number = waited
        if self._number - self._declined < 2 * APART:
            slowed = set(range(len(PLACES)))
        else:
            slowed = {place for place, found in enumerate(self.each) if found and self._falling(place, number)}
        self._baseline.learn(row, present, slowed)

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
            usual = now * low.usual / self._baseline.level(place)[0]
            return -evidence(weighed.counted[place], usual, usual * FALLEN, self._baseline.scatter(place))
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
            self._before = [self._baseline.level(place) for place in range(C + 1)]
        for place in places:
            before = self._low.get(place)
            if before is None:
                self._low[place] = Low(*max(self._before[place], self._baseline.level(place)), onset)
            else:
                before.back = 0.0

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
            and one.recent > self._baseline.level(place)[0]
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
        return self._baseline.band(place, self._past)

    def recent(self, place: int, days: int) -> float | None:
        """The mean of the last logged ``days`` at ``place``, or None where there is nothing."""
        return explain.mean(self._past[-days:], place)

    def relearn(self) -> None:
        """They log less and live as before: what is usual of counts is learned anew from the last four weeks."""
        self._baseline.relearn(self._past[-_RELEARN:])
        self.joint = self._rise = 0.0
        self.each[A] = self.each[B] = 0.0
        for place in (A, B):
            self._low.pop(place, None)
