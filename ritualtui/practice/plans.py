"""What is meant for which day: plans in force, windows of the day, pauses.

Plans and pauses are records, so both machines count alike and a change of plan never rewrites the past.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from ritualtui.kinds import WEEKDAYS, Pause, Plan, Record
from ritualtui.practice.rhythms import Rhythm
from ritualtui.practice.rituals import RitualDef
from ritualtui.practice.windows import Window

Why = Literal["away", "ill", "hard season"]


@dataclass(frozen=True)
class Planned:
    """All plans of one ritual, ready to be asked about any day. Made by ``planned``."""

    starts: tuple[date, ...]  # ascending, no doubles
    plans: tuple[Plan, ...]  # the one in force from the start of the same index on

    def plan(self, day: date) -> Plan | None:
        """The plan in force on ``day``, or None before the first."""
        index = bisect_right(self.starts, day) - 1
        return self.plans[index] if index >= 0 else None

    def is_planned(self, day: date) -> bool:
        """Whether the ritual is meant for ``day`` (paused or not)."""
        plan = self.plan(day)
        return plan is not None and WEEKDAYS[day.weekday()] in plan.days

    def is_for_the_day(self, day: date) -> bool:
        """Whether ``day`` is meant by itself: not where it is one of a week in which the ritual is meant so often."""
        return self.is_planned(day) and self.rhythm(day) is None

    def rhythm(self, day: date) -> Rhythm | None:
        """How often a week the ritual is meant on ``day``, on whatever days; None where single days are meant."""
        plan = self.plan(day)
        return None if plan is None else rhythm(plan)

    @property
    def rhythms(self) -> Callable[[date], Rhythm | None] | None:
        """``rhythm``, where any of the plans has one: most have none, and are asked about thousands of days."""
        return self.rhythm if any(map(rhythm, self.plans)) else None

    def meant_at_all(self, day: date) -> bool:
        """Whether the plan in force on ``day`` means the ritual for any weekday."""
        plan = self.plan(day)
        return plan is not None and bool(plan.days)

    def window(self, day: date) -> Window | None:
        """The window of the plan in force on ``day``, whether or not that weekday is meant; None without a plan."""
        plan = self.plan(day)
        return None if plan is None else (_time(plan.opens), _time(plan.closes))


def rhythm(plan: Plan) -> Rhythm | None:
    """How often a week a plan means its ritual, on whatever days; None where it means single days.

    No more than the days there are, whatever came from another machine.
    """
    weeks = max(1, plan.weeks)
    return Rhythm(min(plan.times, 7 * weeks), weeks) if plan.times and plan.days else None


def default(ritual: RitualDef | None) -> tuple[Plan, ...]:
    """A ritual's own days and hours as its first plan, in force where nothing else was ever planned.

    One that nobody here knows (None) has none.
    """
    if ritual is None:
        return ()
    nobody = "00000000-0000-0000-0000-000000000000"
    return (Plan(id=nobody, ritual=ritual.id, **ritual.plan),)


def planned(records: Iterable[Record], ritual: str) -> Planned:
    """The plans of the ritual with that id among ``records``, in any order.

    In force on a day is the plan with the latest ``since`` that is not after it (None: from the beginning); of
    several with the same ``since``, the one stamped last. A plan whose ``since`` is no date is passed over.
    """
    in_force: dict[date, Plan] = {}
    for plan in records:
        if not isinstance(plan, Plan) or plan.deleted or plan.ritual != ritual:
            continue
        since = date.min if plan.since is None else _day(plan.since)
        if since is None:
            continue
        other = in_force.get(since)
        if other is None or (other.stamp, other.id) < (plan.stamp, plan.id):
            in_force[since] = plan
    starts = tuple(sorted(in_force))
    return Planned(starts, tuple(in_force[start] for start in starts))


@dataclass(frozen=True)
class Pauses:
    """All pauses, ready to be asked about any day. Made by ``pauses``."""

    spans: tuple[tuple[date, date, Why], ...]  # first and last day; the one stamped last comes last
    _starts: tuple[date, ...]  # of the spans run together: ascending, apart from each other
    _ends: tuple[date, ...]

    def paused(self, day: date) -> bool:
        """Whether ``day`` is paused: it can't be missed."""
        index = bisect_right(self._starts, day) - 1
        return index >= 0 and day <= self._ends[index]

    def why(self, day: date) -> Why | None:
        """Why ``day`` is paused (of several reasons, the one given last), or None where it is not."""
        return next((why for first, last, why in reversed(self.spans) if first <= day <= last), None)


def seasons(records: Iterable[Record], day: date) -> list[Pause]:
    """The seasons among ``records`` that ``day`` is in, the one that holds last: it was said last."""
    found = []
    for one in records:
        if not isinstance(one, Pause) or one.deleted or not one.season or one.since is None:
            continue
        first, last = _day(one.since), date.max if one.until is None else _day(one.until)
        if first is not None and last is not None and first <= day <= last:
            found.append(one)
    return sorted(found, key=lambda one: (one.stamp, one.id))


def is_hard(records: Iterable[Record], day: date) -> bool:
    """Whether ``day`` is in a hard season: what can be short is short, and little is said."""
    found = seasons(records, day)
    return bool(found) and found[-1].season == "hard"


def pauses(records: Iterable[Record], ritual: str = "") -> Pauses:
    """The pauses among ``records``, in any order: those of everything, and those of the ``ritual`` with that id.

    A hard season takes as little from a streak as a pause, so it is one here. A work season is one of each ritual
    except the one that it spares, and none of everything: life goes on, and so does what is said of it.

    Both ends are included; without ``until`` a pause is open-ended. One without a ``since`` that is a date is
    passed over rather than taken to silence everything, and so is one that ends before it begins.
    """
    found: list[tuple[str, str, date, date, Why]] = []
    for pause in records:
        if not isinstance(pause, Pause) or pause.deleted or pause.since is None or not _concerns(pause, ritual):
            continue
        first = _day(pause.since)
        last = date.max if pause.until is None else _day(pause.until)
        if first is not None and last is not None and first <= last:
            found.append((pause.stamp, pause.id, first, last, pause.why))
    starts: list[date] = []
    ends: list[date] = []
    for _, _, first, last, _ in sorted(found, key=lambda span: span[2]):
        if ends and first <= ends[-1]:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    spans = tuple((first, last, why) for _, _, first, last, why in sorted(found))
    return Pauses(spans, tuple(starts), tuple(ends))


def _concerns(pause: Pause, ritual: str) -> bool:
    """Whether a pause, or a season, is one of this ritual (an id; empty: of everything)."""
    if pause.season == "hard":
        return True
    if pause.season == "work":
        return ritual not in ("", pause.spared)
    return pause.ritual in ("", ritual)


def _time(text: str) -> time:
    return time(int(text[:2]), int(text[3:5]))


def _day(text: str) -> date | None:
    """A date, or None for text that only looks like one (records that came by sync are checked by form alone)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
