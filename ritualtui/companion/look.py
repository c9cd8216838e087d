"""Looking: what today holds, the list, a record as one line."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import msgspec

from ritualtui import freetext, kinds, messages, records
from ritualtui.companion import pausing
from ritualtui.companion.log import ALONE, SHORT, TOGETHER
from ritualtui.companion.pausing import Paused, Pausing
from ritualtui.kinds import (
    BOTH,
    Appreciation,
    Bid,
    Checkin,
    Meeting,
    Pause,
    Plan,
    Record,
    Ritual,
)
from ritualtui.practice import plans, streaks, windows
from ritualtui.practice.rituals import RitualDef
from ritualtui.strings import _, dates

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.rituals import Rituals
    from ritualtui.companion.stamps import Plain

R = TypeVar("R", bound=Record)
_NAMED = 3  # records that an undo names one by one
RECENT = 14
"""Days that the row of dots shows."""
FOLLOW_UP_DAYS = 7
"""Days for which a detail comes up to be asked about."""


def is_setting(record: Record) -> bool:
    """Whether a record says how things are meant or marked, or what there is to do, and not what happened."""
    return kinds.of(record).setting


class RitualToday(NamedTuple):
    """One ritual as today shows it.

    ``state``: done, begun (left before its end), now (its window is open), later, past, or off (not meant for
    today, or a paused day). ``dots``: the last fourteen days, today last. ``meant``: for some day of the week at all.
    ``paused``: it, or everything, is paused today; nothing is asked of it then. ``paused_until`` is the day in words.
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


class Today(NamedTuple):
    """What Today shows. ``latest`` is the newest appreciation that the partner left for whoever is here.

    ``others`` are the rituals that are meant for no day and were not begun today: they take no room, and can be begun.
    ``paused`` is the pause of everything that today is in; nothing is asked under it. ``thanked`` and ``talked`` say of
    each of the last seven days, today last, whether anybody said thanks, or the two sat down to talk.
    """

    day: date
    now: datetime
    rituals: tuple[RitualToday, ...]
    others: tuple[RitualDef, ...]
    latest: Appreciation | None
    thanks: int
    bids: int
    due: tuple[tuple[Record, kinds.ComesBack], ...]
    unfinished: Ritual | None
    empty: bool
    paused: Paused | None = None
    thanked: tuple[bool, ...] = ()
    talked: tuple[bool, ...] = ()


class Look:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._kept: tuple[Sequence[Ritual], dict[str, list[Ritual]]] = (), {}
        self._days: dict[str, frozenset[date]] = {}
        self._streaks: dict[str, tuple[tuple[object, ...], streaks.Streak]] = {}
        self._pausing = companion.group(Pausing)

    @cached_property
    def _rituals(self) -> "Rituals":
        from ritualtui.companion.rituals import Rituals

        return self._c.group(Rituals)

    def today(self) -> Today:
        """Everything Today shows, as of now."""
        c = self._c
        day, me = c.today, c.people.me.id
        alone = c.people.solo  # then what one wrote down in the other's name is all there is
        to_me = [r for r in c.of(Appreciation) if r.to == me and r.said_by != me and (alone or r.by != me)]
        # One that nobody came back to is let go after a week, not brought up for ever.
        oldest = (date.fromisoformat(day) - timedelta(days=FOLLOW_UP_DAYS)).isoformat()
        shown = tuple(self.rituals())
        taken = {one.ritual.id for one in shown}
        due = [
            (record, back)
            for row in kinds.ROWS
            if row.comes_back is not None
            for record in c.of(row.record)
            if record.by == record.said_by == me and (back := row.comes_back(record)) and oldest < back.day <= day
        ]
        return Today(
            date.fromisoformat(day),
            c.time.now(),
            shown,
            tuple(ritual for ident, ritual in self._rituals.all.items() if ident not in taken),
            newest(to_me),
            sum(r.day == day for r in c.of(Appreciation)),
            sum(r.day == day for r in c.of(Bid)),
            tuple(sorted(due, key=lambda found: (found[1].day, found[0].id))),
            self._rituals.unfinished(),
            not any(not is_setting(r) and r.kind != "pause" for r in c.visible()),
            self._pausing.now,
            self._lately(c.of(Appreciation)),
            self._lately([*c.of(Checkin), *c.of(Meeting)]),
        )

    def _lately(self, found: Iterable[Record]) -> tuple[bool, ...]:
        """Of each of the last seven days, today last, whether one of ``found`` is from it."""
        days, today = {record.day for record in found}, date.fromisoformat(self._c.today)
        return tuple((today - timedelta(days=ago)).isoformat() in days for ago in reversed(range(7)))

    def rituals(self) -> Iterable[RitualToday]:
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
            meant = plan.is_planned(today) and not pauses.paused(today)
            on_day = (r for r in kept if r.day == day)
            mine = sorted(on_day, key=lambda r: (r.complete, moment_of(r)))
            state = _state(mine, windows.window_state(now, window, c.turn), meant)
            last = mine[-1] if mine and state == "done" else None
            yield RitualToday(
                ritual, state, dates.hour(window[0]), dates.hour(window[1]),
                self._time(last) if last else "", self.present(last.present) if last else "",
                streak.dots(RECENT), streak.recent, streak.run, streak.best, streak.strength, streak.word,
                plan.meant_at_all(today), pauses.paused(today), self._paused_until(ritual.id, today),
            )  # fmt: skip

    def _paused_until(self, ritual: str, today: date) -> str:
        """The last day of the pause that a ritual is in today, in words; nothing without one, or without its end."""
        paused = self._pausing.now or self._pausing.of(ritual)
        return pausing.day_said(paused.until, today) if paused is not None and paused.until else ""

    def days_with_a_ritual(self) -> streaks.Streak:
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
            return any(plan.is_planned(day) for plan in planned)

        def paused(day: date) -> bool:
            """Whether all that is meant for the day is paused."""
            return all(pause.paused(day) for plan, pause in zip(planned, pauses, strict=True) if plan.is_planned(day))

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
        streak = streaks.streak(plan.is_planned, pauses.paused, done, today)
        self._streaks[ritual.id] = rests_on, streak
        return streak

    def listed(
        self, *, kinds: Sequence[str] = (), person: str | None = None, since: str | None = None,
        until: str | None = None, words: str | None = None, audiences: Sequence[str] = ("ours", "self"),
        settings: bool = False, tags: Sequence[str] = (),
    ) -> list[Record]:  # fmt: skip
        """The visible records that fit, oldest first. ``person`` (an id) wrote them; days are inclusive.

        ``words``: every one of them occurs in what the record says, in any case, with accents or without; ``tags``:
        it has every one of them. ``settings``: plans and marks too, which are no part of what happened; naming their
        kind asks for them as well.
        """
        asked = freetext.searched(words).split() if words else []
        tagged = {freetext.tag(tag) for tag in tags}
        found = []
        for record in self._c.visible():
            if (
                (record.kind in kinds if kinds else settings or not is_setting(record))
                and (person is None or record.said_by == person)
                and (since is None or record.day >= since)
                and (until is None or record.day <= until)
                and record.audience in audiences
                and (not tagged or tagged <= {freetext.tag(tag) for tag in getattr(record, "tags", ())})
            ):
                said = freetext.searched(self.words(record)) if asked else ""
                if all(word in said for word in asked):
                    found.append(record)
        return sorted(found, key=moment_of)

    def by(self, record: Record) -> str:
        """The name of whose words these are; marked where the other put them down, and both take part."""
        people = self._c.people
        name = people.name(record.said_by)
        if not record.voice or people.solo:
            return name
        return messages.WROTE_DOWN.format(voice=name, by=people.name(record.by))

    def hour(self, record: Record) -> str:
        """The time of day for whoever logged it; empty for the other, for whom the day is enough."""
        return dates.hour_written(self._time(record))

    def _time(self, record: Record) -> str:
        """The same as HH:MM, which can be compared."""
        return freetext.one_line(record.at[11:16]) if record.by == self._c.people.me.id else ""

    def words(self, record: Record) -> str:
        """What a record says, in one line that is safe to show, for lists and for searching."""
        sentence = kinds.of(record).sentence
        return freetext.one_line(sentence(record, self) if sentence else self._retold(record)).rstrip(" :,")

    def person(self, ident: str) -> str:
        """See ``kinds.base.Saying``."""
        return self._c.people.name(ident)

    def ritual(self, ident: str) -> str:
        """See ``kinds.base.Saying``."""
        return self._rituals.name(ident)

    def present(self, ident: str) -> str:
        """See ``kinds.base.Saying``."""
        people = self._c.people
        if people.solo and ident == people.me.id:
            return ""
        return _("both") if ident == BOTH else people.name(ident)

    def kind(self, record: Record) -> str:
        """What an entry is, with what its own words don't say: which ritual and how it went, what was asked or rated.

        For the head of a place that shows those words whole.
        """
        head = kinds.of(record).head
        return freetext.one_line(head(record, self) if head else kinds.named(record.kind, many=False))

    def _retold(self, record: Record) -> str:
        """A record of a kind that there are few of, as a report has it."""
        from ritualtui.companion.report.narrative import Retelling

        retelling = Retelling(self._c.people, self._rituals.names)
        said = retelling.told(msgspec.structs.replace(record, by=record.said_by, voice="")).line
        return f"{self.by(record)}: {said}" if record.voice else said

    def entry(self, record: Record) -> str:
        """A record in a list: the end of its id, the time if it is one's own, what it says; if only one sees it."""
        own = f"  {messages.ONLY_YOU}" if record.audience == "self" and not self._c.people.solo else ""
        return f"{record.id[-SHORT:]}  {self.hour(record):<{dates.hour_width()}}  {self.words(record)}{own}"

    def line(self, record: Record) -> str:
        """A record by itself: what it says, and when it was."""
        on, hour = messages.day_in_words(record.day, date.fromisoformat(self._c.today)), self.hour(record)
        said = _("{words} ({day} at {hour})") if hour else _("{words} ({day})")
        return freetext.one_line(said.format(words=self.words(record), day=on, hour=hour))

    def current(self, ident: str) -> Record | None:
        """The record with this id as it stands; None where it is gone, or not one that can be shown here."""
        raw = self._c.state.get(ident)
        return self._shown(None if raw is None else records.read(raw))

    def _shown(self, record: Record | None) -> Record | None:
        """The record, where it is there to be seen by whoever is here."""
        c = self._c
        if record is None or record.deleted or not c.may_see(record, c.people.me.id):
            return None
        return record

    def undone(self, after: "list[Plain]", what: str = "") -> list[str]:
        """What an undo took back, a line each; ``after`` are the records as the change ``what`` had left them."""
        if what == TOGETHER:
            return [messages.ALONE_AGAIN]
        if what == ALONE:
            return [messages.TOGETHER_AGAIN.format(partner=freetext.one_line(self._c.people.partner.name))]
        return self._reversed(after, messages.UNDONE)

    def redone(self, after: "list[Plain]", what: str = "") -> list[str]:
        """What a redo made again, a line each; ``after`` are the records as the undo of ``what`` had left them."""
        if what == TOGETHER:
            return [messages.TOGETHER_AGAIN.format(partner=freetext.one_line(self._c.people.partner.name))]
        if what == ALONE:
            from ritualtui.companion import partners_copy

            return [f"{messages.ALONE_NOW} {partners_copy.alone(self._c)}"]
        return self._reversed(after, messages.REDONE)

    def _reversed(self, after: "list[Plain]", said: dict[str, str]) -> list[str]:
        """Each record that was there before or is there now, in the words of ``said``."""
        if len(after) > _NAMED:
            return [said["many"].format(count=len(after))]
        lines = []
        for was in after:
            now, then = self.current(was["id"]), self._shown(records.read(msgspec.json.encode(was)))
            if now is not None:
                lines.append(said["back" if was.get("deleted") else "changed"].format(what=self.line(now)))
            elif then is not None:
                lines.append(said["gone"].format(what=self.line(then)))
        return lines or [said["done"]]


def newest(among: Sequence[R]) -> R | None:
    """The record that happened last; None of none. No two offsets lie more than a day or two apart."""
    if not among:
        return None
    last = date.fromisoformat(max(record.day for record in among))
    nearly = (last - timedelta(days=2)).isoformat()
    return max((record for record in among if record.day >= nearly), key=moment_of)


def moment_of(record: Record) -> tuple[float, str, str]:
    """Sorts records by when they happened, whatever their offsets; those of one second as they were made."""
    made, last = record.id[:13], record.stamp + record.id  # an id begins with its millisecond, a stamp goes on counting
    try:
        return datetime.fromisoformat(record.at).timestamp(), made, last
    except (ValueError, OverflowError):
        return 0.0, made, last


def _state(mine: Sequence[Ritual], window: str, meant: bool) -> Literal["done", "begun", "now", "later", "past", "off"]:
    if any(r.complete or not r.guided for r in mine):
        return "done"
    if mine:
        return "begun"
    if not meant:
        return "off"
    if window == "now":
        return "now"
    return "later" if window == "before" else "past"
