"""Pauses: what is paused and how to say so, setting one, ending one. A pause takes nothing from any number.

    companion.pausing.set(why="ill", until=date(2026, 12, 6)).said     # “Paused since today, until Sunday: ill.”
    companion.pausing.now                                             # the pause that today is in, or None
    companion.pausing.end()

Both faces call this; what a person types (“3 days”, “until sunday”) is read by ``pause_words``.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import msgspec

from ritualtui import clock, freetext, records
from ritualtui.companion.open_log import Edit
from ritualtui.companion.stamps import removed
from ritualtui.errors import UsageError
from ritualtui.kinds import Pause
from ritualtui.practice.plans import Why
from ritualtui.strings import _, as_sentence, dates

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.rituals import Rituals
    from ritualtui.companion.stamps import Plain

WHYS: Final[tuple[Why, ...]] = get_args(Why)
WHY_SAID: Final[dict[Why, str]] = {"away": _("away"), "ill": _("ill"), "hard season": _("hard season")}
"""The reasons that a pause can have: away, ill, hard season."""


class Paused(NamedTuple):
    """One pause as it is shown. ``ritual`` is the id of the one that is paused, ``name`` its name; empty: everything.

    Both days are included; ``until`` is None where it lasts until somebody ends it. ``said`` is a sentence, without how
    to end it: that is each face's own.
    """

    id: str
    why: Why
    since: date
    until: date | None
    ritual: str
    name: str
    said: str

    def holds(self, day: date) -> bool:
        """Whether ``day`` is in it."""
        return self.since <= day and (self.until is None or day <= self.until)


class Pausing:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    @cached_property
    def _rituals(self) -> "Rituals":
        from ritualtui.companion.rituals import Rituals

        return self._c.group(Rituals)

    def all(self, today: date | None = None) -> list[Paused]:
        """Every pause that today is in or that is still to come, in the order in which they begin.

        ``today`` may be another day, to be looked at from there.
        """
        today = today or self._today
        found = [
            paused
            for pause in self._c.of(Pause)
            if not pause.season and (paused := self._read(pause, today)) is not None
        ]
        return sorted(
            (one for one in found if one.until is None or one.until >= today), key=lambda p: (p.since, p.ritual, p.id)
        )

    @property
    def now(self) -> Paused | None:
        """The pause of everything that today is in (of several, the one that lasts longest), or None."""
        return _longest(one for one in self.all() if not one.ritual and one.holds(self._today))

    def of(self, ritual: str) -> Paused | None:
        """The pause of this one ritual (an id) that today is in, or None; that of everything is ``now``."""
        return _longest(one for one in self.all() if one.ritual == ritual and one.holds(self._today))

    @property
    def ahead(self) -> list[Paused]:
        """Those that are still to come."""
        return [one for one in self.all() if one.since > self._today]

    def said(self) -> list[str]:
        """What is paused and what will be, a sentence each: everything first, then rituals, then what is to come."""
        today = self._today
        in_order = sorted(self.all(), key=lambda one: (one.since > today, bool(one.ritual), one.since))
        return [one.said for one in in_order]

    def set(
        self, why: str = "away", since: date | None = None, until: date | None = None, ritual: str | None = None
    ) -> Paused:
        """Pause from ``since`` (today by default) to ``until`` (both included; None: until ``end``).

        ``ritual``: one, by id or name; everything otherwise. Beginning today or before, it takes the place of the pause
        of the same that today is in, so that “3 days” means three days also where it was paused without an end. One
        that begins later is only added. One change, undone together. Raises ``UsageError``.
        """
        c, today = self._c, self._today
        if why not in WHYS:
            raise UsageError(
                _("A pause can’t be {why}.").format(why=freetext.quoted(why)),
                _("It can be away, ill or a hard season."),
            )
        since = since or today
        if until is not None and until < since:
            raise UsageError(
                _("{until} is before {since}.").format(until=until, since=since),
                _("Let it begin earlier, or end later."),
            )
        ident = self._rituals.find(ritual).id if ritual else ""
        now = c.time.now()
        fields = {
            "kind": "pause", "by": c.people.me.id, "at": clock.rfc3339(now), "why": why, "since": str(since),
            "until": until and str(until), "ritual": ident,
        }  # fmt: skip
        checked = c.people.kept(records.check(fields, now=now, turn=c.turn, solo=c.people.solo))
        new = {"id": clock.uuid7(c.time.ms()), **checked}
        last = since - timedelta(days=1)
        saved = c.save(lambda: Edit([*([] if since > today else self._cut(ident, today, last)), new], "pause"))[0]
        pause = records.read(msgspec.json.encode(saved[-1]))
        assert isinstance(pause, Pause)
        paused = self._read(pause, today)
        assert paused is not None
        return paused

    def end(self, ritual: str | None = None) -> list[Paused]:
        """End what pauses today, as of yesterday; where nothing does, call off what was to begin next.

        ``ritual``: of one ritual, by id or name; by default the pause of everything, and where there is none, those of
        single rituals. One change. Returns the pauses as they were; none where there was nothing to end.
        """
        ident = self._rituals.find(ritual).id if ritual else ""
        today = self._today
        among = [one for one in self.all() if one.ritual == ident or ritual is None]
        running = [one for one in among if one.holds(today)]
        ended = [one for one in running if one.ritual == ident] or running or among[:1]
        if ended:
            last = today - timedelta(days=1)
            self._c.save(lambda: Edit([self._shortened(one, last) for one in ended], "pause end"))
        return ended

    def _cut(self, ritual: str, today: date, last: date) -> "list[Plain]":
        """New versions of the pauses of the same that today is in, ending with ``last``."""
        running = [one for one in self.all(today) if one.ritual == ritual and one.holds(today)]
        return [self._shortened(one, last) for one in running]

    def _shortened(self, one: Paused, last: date) -> "Plain":
        """A pause that ends with ``last``; one that would end before it began is removed."""
        if one.since > last:
            return removed(one.id, "pause")
        return {**(self._c.raw(one.id) or {}), "id": one.id, "until": str(last)}

    @property
    def _today(self) -> date:
        return date.fromisoformat(self._c.today)

    def _read(self, pause: Pause, today: date) -> Paused | None:
        """A pause as it is shown; None for one that came by sync and makes no sense."""
        try:
            since, until = date.fromisoformat(pause.since or ""), pause.until and date.fromisoformat(pause.until)
        except ValueError:
            return None
        if until and until < since:
            return None
        name = freetext.one_line(self._rituals.name(pause.ritual)) if pause.ritual else ""
        said = _said(since, until or None, pause.why, today, name)
        return Paused(pause.id, pause.why, since, until or None, pause.ritual, name, said)


def day_said(day: date, today: date) -> str:
    """A day as people call it, also one to come: today, yesterday, tomorrow, Sunday, 24 December, 2 January 2027."""
    away = (day - today).days
    if -1 <= away <= 1:
        return (_("yesterday"), _("today"), _("tomorrow"))[away + 1]
    if -7 < away < 7:
        return dates.weekday(day)
    return dates.day_of_month(day) if day.year == today.year else dates.full_date(day)


def _said(since: date, until: date | None, why: Why, today: date, name: str) -> str:
    """“Paused since Sunday, until Thursday: ill.”, “Bedtime: paused from 24 December to 2 January 2027 (away).”"""
    first, last = day_said(since, today), day_said(until, today) if until else ""
    if since > today:
        when = (
            _("paused from {first} to {last}").format(first=first, last=last)
            if last
            else _("paused from {first} on").format(first=first)
        )
    elif until == today:
        when = (
            _("paused today")
            if since == today
            else _("paused since {first}, today for the last time").format(first=first)
        )
    else:
        when = (
            _("paused since {first}, until {last}").format(first=first, last=last)
            if last
            else _("paused since {first}").format(first=first)
        )
    said = WHY_SAID[why]
    return f"{name}: {when} ({said})." if name else f"{as_sentence(when)}: {said}."


def _longest(found: Iterable[Paused]) -> Paused | None:
    return max(found, key=lambda one: (one.until or date.max, one.id), default=None)
