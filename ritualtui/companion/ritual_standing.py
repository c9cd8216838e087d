"""How rituals stand: whether it is their time, whether they were done, and how their streaks hold.

What is reckoned of years of records is remembered here, and reckoned anew only where what it rests on has changed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from ritualtui.companion import pausing
from ritualtui.companion.pausing import Pausing
from ritualtui.companion.record_order import moment_of
from ritualtui.companion.record_words import RecordWords
from ritualtui.companion.seasons import Seasons
from ritualtui.kinds import Pause, Plan, Ritual
from ritualtui.practice import plans, streaks, windows
from ritualtui.practice.rhythms import Rhythm
from ritualtui.practice.rituals import RitualDef

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.rituals import Rituals

State = Literal["done", "begun", "now", "later", "past", "off"]


class RitualToday(NamedTuple):
    """One ritual as today shows it.

    ``state``: done, begun (left before its end), now (its window is open), later, past, or off (not meant for
    today, or a paused day). ``dots``: the last fourteen days, today last. ``meant``: for some day of the week at all.
    ``paused``: it, or everything, is paused today, or a work season spares another; nothing is asked of it then.
    ``paused_until`` is the day in words. ``times``: how often it is meant in ``weeks``, on whatever days, and ``got``:
    on how many of the running ones it was done; 0 where single days are meant. Then ``recent``, ``run`` and ``best``
    count such periods, and one that has all that is wanted is ``done`` without a ``done_at``.
    """

    ritual: RitualDef
    state: Literal["done", "begun", "now", "later", "past", "off"]
    opens: str
    closes: str
    done_at: str  # HH:MM, empty where it is not done, or where the other logged it
    present: str  # who was there, in words, empty where it is not done
    dots: tuple[str, ...]
    recent: tuple[int, int]
    run: int
    best: int
    strength: float
    word: str
    meant: bool
    paused: bool = False
    paused_until: str = ""
    times: int = 0
    weeks: int = 0
    got: int = 0

    @property
    def rhythm(self) -> Rhythm | None:
        """How often it is meant, where that is on whatever days."""
        return Rhythm(self.times, self.weeks) if self.times else None


class RitualStanding:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._kept: tuple[Sequence[Ritual], dict[str, list[Ritual]]] = (), {}
        self._days: dict[str, frozenset[date]] = {}
        self._streaks: dict[str, tuple[tuple[object, ...], streaks.Streak]] = {}
        self._pausing = companion.group(Pausing)
        self._seasons = companion.group(Seasons)
        self._words = companion.group(RecordWords)

    @cached_property
    def _rituals(self) -> "Rituals":
        from ritualtui.companion.rituals import Rituals

        return self._c.group(Rituals)

    def today(self) -> Iterable[RitualToday]:
        """Each ritual that is meant for some day, then those that are not but were begun today.

        With its window, its streak and whether it is done.
        """
        found = (one for one in self._each_ritual() if one.meant or one.state in ("done", "begun"))
        return sorted(found, key=lambda one: not one.meant)

    def _each_ritual(self) -> Iterable[RitualToday]:
        c = self._c
        now, day = c.time.now(), c.today
        today = date.fromisoformat(day)
        for ritual in self._rituals.all.values():
            kept = self._of_ritual(ritual.id)
            plan = plans.planned([*plans.default(ritual), *c.of(Plan)], ritual.id)
            pauses = plans.pauses(c.of(Pause), ritual.id)
            streak = self._streak(ritual, plan, pauses, today)
            window = plan.window(today)
            assert window is not None  # the ritual's own days and hours are its first plan
            # A hard season costs no streak, as a pause does, and leaves the ritual open, as a pause doesn't.
            paused = plans.pauses([one for one in c.of(Pause) if one.season != "hard"], ritual.id).paused(today)
            meant = plan.is_planned(today) and not paused
            on_day = (r for r in kept if r.day == day)
            mine = sorted(on_day, key=lambda r: (r.complete, moment_of(r)))
            rhythm = streak.rhythm or Rhythm(0, 0)
            reached = streak.got >= rhythm.times > 0
            state = _state(mine, windows.window_state(now, window, c.turn), meant, reached)
            last = mine[-1] if mine and state == "done" else None
            yield RitualToday(
                ritual, state, f"{window[0]:%H:%M}", f"{window[1]:%H:%M}",
                self._words.clock_time(last) if last else "", self._words.present(last.present) if last else "",
                streak.dots(streaks.RECENT), streak.recent, streak.run, streak.best, streak.strength, streak.word,
                plan.meant_at_all(today), paused, self._paused_until(ritual.id, today),
                *rhythm, streak.got,
            )  # fmt: skip

    def _paused_until(self, ritual: str, today: date) -> str:
        """The last day of the pause that a ritual is in today, in words; nothing without one, or without its end."""
        paused = self._pausing.now or self._pausing.of(ritual)
        until = paused.until if paused is not None else None
        if paused is None and (season := self._seasons.now) is not None and season.mode == "work":
            until = season.until if season.ritual != ritual else None
        return pausing.day_said(until, today) if until else ""

    def together(self) -> streaks.Streak:
        """The streak over all rituals: days on which any was done, whoever was there. No one person can break it."""
        c = self._c
        today = date.fromisoformat(c.today)
        known = self._rituals.ever
        done_once = dict.fromkeys(record.ritual for record in c.of(Ritual))  # also what no machine has a definition of
        every = [*known, *(ident for ident in done_once if ident not in known)]
        planned = tuple(plans.planned([*plans.default(known.get(ident)), *c.of(Plan)], ident) for ident in every)
        pauses = tuple(plans.pauses(c.of(Pause), ident) for ident in every)
        done = frozenset[date]().union(*map(self._days_of, every))

        def meant(day: date) -> bool:
            return any(plan.is_for_the_day(day) for plan in planned)

        def paused(day: date) -> bool:
            """Whether all that is meant for the day is paused."""
            return all(
                pause.paused(day) for plan, pause in zip(planned, pauses, strict=True) if plan.is_for_the_day(day)
            )

        return streaks.streak(meant, paused, done, today)

    def _of_ritual(self, ident: str) -> list[Ritual]:
        """What is kept of one ritual; gone through once, until a ritual is kept, changed or removed."""
        everything = self._c.of(Ritual)
        if self._kept[0] is not everything:
            kept: dict[str, list[Ritual]] = {}
            for record in everything:
                kept.setdefault(record.ritual, []).append(record)
            self._kept, self._days = (everything, kept), {}
        return self._kept[1].get(ident, [])

    def _days_of(self, ident: str) -> frozenset[date]:
        """The days on which a ritual was done; kept as long as what it is read from."""
        records = self._of_ritual(ident)
        if ident not in self._days:
            self._days[ident] = streaks.ritual_days(records, ident)
        return self._days[ident]

    def _streak(self, ritual: RitualDef, plan: plans.Planned, pauses: plans.Pauses, today: date) -> streaks.Streak:
        """How it holds; reckoned anew only where what it rests on has changed."""
        done = self._days_of(ritual.id)
        rests_on = (done, plan, pauses, today)
        known = self._streaks.get(ritual.id)
        if known is not None and known[0] == rests_on:
            return known[1]
        streak = streaks.streak(plan.is_planned, pauses.paused, done, today, rhythm=plan.rhythms)
        self._streaks[ritual.id] = rests_on, streak
        return streak


def _state(mine: Sequence[Ritual], window: str, meant: bool, reached: bool) -> State:
    if any(r.complete or not r.guided for r in mine):
        return "done"
    if mine:
        return "begun"
    if not meant:
        return "off"
    if reached:
        return "done"
    if window == "now":
        return "now"
    return "later" if window == "before" else "past"
