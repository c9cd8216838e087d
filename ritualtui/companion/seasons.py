"""Seasons: a mode, not a pause. What holds and how to say so, setting one, ending one.

    companion.seasons.set("hard", until=date(2026, 12, 20)).said   # “A hard season: short versions, until 20 December.”
    companion.seasons.now                                          # the season that today is in, or None
    companion.seasons.end()

In a hard season every ritual stays open and counts, in its short version, and a day without it takes nothing off its
streak; nothing speaks of how much or how little. In a work season one ritual stays, and the others are paused. A
season is both people's, and is kept as a ``Pause``, see there.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from ritualtui import clock, freetext, records
from ritualtui.companion.open_log import Edit
from ritualtui.companion.pausing import day_said
from ritualtui.companion.stamps import removed
from ritualtui.errors import UsageError
from ritualtui.kinds import Pause
from ritualtui.practice import plans
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.rituals import Rituals
    from ritualtui.companion.stamps import Plain

Mode = Literal["hard", "work"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
USUAL: Final = "usual"
"""What it's called where no season holds."""


class Season(NamedTuple):
    """One season as it is shown. ``ritual`` is the id of the one that stays in a work season, ``name`` its name.

    Both days are included; ``until`` is None where it lasts until somebody ends it. ``said`` is a sentence.
    """

    id: str
    mode: Mode
    since: date
    until: date | None
    ritual: str
    name: str
    said: str


class Seasons:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    @cached_property
    def _rituals(self) -> "Rituals":
        from ritualtui.companion.rituals import Rituals

        return self._c.group(Rituals)

    @property
    def now(self) -> Season | None:
        """The season that today is in, or None: of several, the one that was said last."""
        found = self._running()
        return self._read(found[-1]) if found else None

    @property
    def hard(self) -> bool:
        """Whether today is in a hard season: what can be short is short, and little is said."""
        return plans.is_hard(self._c.of(Pause), self._today)

    def set(self, mode: str, until: date | None = None, ritual: str | None = None) -> Season:
        """Begin a season today, up to ``until`` (included; None: until ``end``), in place of the one that holds.

        ``ritual``: the one that stays in a work season, by id or name. One change, undone together. Raises
        ``UsageError``.
        """
        c, today = self._c, self._today
        if mode not in MODES:
            raise UsageError(
                _("There’s no season called {mode}.").format(mode=freetext.quoted(mode)),
                _("It can be hard, work or usual."),
            )
        if until is not None and until < today:
            raise UsageError(
                _("{until} is over.").format(until=day_said(until, today)), _("A season lasts until today or later.")
            )
        if mode == "hard" and ritual:
            raise UsageError(_("In a hard season every ritual stays."), _("Leave --ritual out, or say `season work`."))
        if mode == "work" and not ritual:
            raise UsageError(
                _("Which ritual stays in the work season?"),
                _("Say it like `season work --ritual bedtime`. There are {all}.").format(
                    all=", ".join(self._rituals.all)
                ),
            )
        spared = self._rituals.find(ritual).id if ritual else ""
        now = c.time.now()
        fields = {
            "kind": "pause", "by": c.people.me.id, "at": clock.rfc3339(now), "why": "hard season",
            "since": str(today), "until": until and str(until), "ritual": "", "season": mode, "spared": spared,
        }  # fmt: skip
        checked = c.people.kept(records.check(fields, now=now, turn=c.turn, solo=c.people.solo))
        new = {"id": clock.uuid7(c.time.ms()), **checked}
        c.save(lambda: Edit([*self._ended(), new], "season"))
        season = self.now
        assert season is not None
        return season

    def end(self) -> Season | None:
        """End what holds, as of yesterday. Returns it as it was; None where there was nothing to end."""
        there = self.now
        if there is not None:
            self._c.save(lambda: Edit(self._ended(), "season end"))
        return there

    def _ended(self) -> "list[Plain]":
        """New versions of the seasons that today is in, which end yesterday; one that began today is removed."""
        today, last = self._today.isoformat(), self._today - timedelta(days=1)
        return [
            removed(one.id, "pause")
            if (one.since or "") >= today
            else {**(self._c.raw(one.id) or {}), "id": one.id, "until": str(last)}
            for one in self._running()
        ]

    def _running(self) -> list[Pause]:
        """Those that today is in, the one that holds last. One that came by sync and makes no sense holds on no day."""
        return plans.seasons(self._c.of(Pause), self._today)

    def _read(self, pause: Pause) -> Season:
        span = _span(pause)
        assert span is not None and pause.season
        since, until = span
        name = freetext.one_line(self._rituals.name(pause.spared)) if pause.spared else ""
        stays = name or _("one ritual")  # a strange record may name none
        last = day_said(until, self._today) if until else ""
        if pause.season == "hard":
            said = (
                _("A hard season: short versions, until {last}.").format(last=last)
                if last
                else _("A hard season: short versions, until you say otherwise.")
            )
        elif last:
            said = _("A work season: {ritual} stays, the rest can wait until {last}.").format(ritual=stays, last=last)
        else:
            said = _("A work season: {ritual} stays, the rest can wait until you say otherwise.").format(ritual=stays)
        return Season(pause.id, pause.season, since, until, pause.spared, name, said)

    @property
    def _today(self) -> date:
        return date.fromisoformat(self._c.today)


def _span(pause: Pause) -> tuple[date, date | None] | None:
    """Its first and last day; None where it makes no sense."""
    try:
        since, until = date.fromisoformat(pause.since or ""), pause.until and date.fromisoformat(pause.until)
    except ValueError:
        return None
    return None if until and until < since else (since, until or None)
