"""A season: hard, work or life as usual, until when, and in a work season which ritual stays."""

from datetime import date, timedelta
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ritualtui import days, freetext, messages
from ritualtui.companion.pausing import day_said
from ritualtui.companion.seasons import MODES
from ritualtui.errors import RitualError
from ritualtui.strings import _
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.one_of import OneOf
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

INSTEAD: Final = "pause"
"""Its answer where it's to be a pause."""
_TITLE: Final = _("Season")
_MODES: Final = (_("usual"), _("hard"), _("work"))
_ABOUT: Final = (
    _("Life as usual: rituals are whole, and streaks count."),
    _(
        "Rituals open in their short version, and count. A day without costs no streak, and no nudge asks how much you "
        "do."
    ),
    _("One ritual stays as it is. The others are paused, and their streaks are safe."),
)
_A_DAY, _NO_END = _("a day …"), _("no end yet")
_WEEK, _MONTH = _("a week"), _("four weeks")
_A_DAY_HERE: Final = _("24 Dec, friday, in 9 days")


class _Lines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The lines: ↑ and ↓ go from one to the next, and never scroll past them."""


class SeasonScreen(Small[str | None]):
    """Answers what to say; None where nothing was changed. Under the choice stands what it does."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "#mode"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", _("line"), id="season.up", tooltip=_("The line above")),
        Binding("down", "app.focus_next", _("line"), id="season.down", tooltip=_("The line below")),
        Binding("enter", "take", _("save"), id="season.take", tooltip=_("Let this be the season")),
        Binding("p", "pause", _("pause instead"), id="season.pause", tooltip=_("Pause instead: away or ill")),
        Binding("escape", "leave", _("back"), id="season.leave", tooltip=_("Back, nothing is changed")),
    ]

    def __init__(self) -> None:
        super().__init__()
        companion = self._app.companion
        assert companion is not None
        self._c = companion
        self._today = date.fromisoformat(companion.today)
        self._there = companion.seasons.now
        self._rituals = list(companion.rituals.all.values())

    def compose(self) -> ComposeResult:
        """Which, until when, which ritual stays; what that does."""
        there = self._there
        mode = MODES.index(there.mode) + 1 if there else 0
        stays = next((n for n, one in enumerate(self._rituals) if there and one.id == there.ritual), 0)
        untils = self._untils()
        until = next((n for n, (_said, day) in enumerate(untils) if there and day == there.until), 0)
        with Vertical(id="box", classes="wide"):
            yield Static(_TITLE, id="title", markup=False)
            with _Lines(id="rows"):
                yield OneOf(_("Season"), _MODES, mode, id="mode")
                yield OneOf(_("Until"), [*(said for said, _day in untils), _A_DAY], until, id="until")
                yield Line(placeholder=_A_DAY_HERE, id="until-day", takes=("season.take", self._take))
                yield OneOf(_("Stays"), [ritual.name for ritual in self._rituals], stays, id="stays")
                yield Paragraph(id="about")
                yield Paragraph(id="says")
            yield KeyBar(
                "season.up+season.down", "one-of.before+one-of.next", "season.take", SPLIT, "season.pause",
                "season.leave",
            )  # fmt: skip

    def on_mount(self) -> None:
        """Say what it does."""
        self._show()

    def _untils(self) -> list[tuple[str, date | None]]:
        """Last days to choose from; that of the season which holds is among them."""
        found: list[tuple[str, date | None]] = [
            (_NO_END, None), (_WEEK, self._today + timedelta(days=6)), (_MONTH, self._today + timedelta(days=27)),
        ]  # fmt: skip
        there = self._there.until if self._there else None
        if there is not None and there not in [day for _said, day in found]:
            found.insert(0, (day_said(there, self._today), there))
        return found

    def _chosen(self, row: str) -> int:
        return self.query_one(row, OneOf).chosen

    @property
    def _types(self) -> bool:
        """Whether “a day …” is chosen."""
        return self._chosen("#until") == len(self._untils())

    def _until(self) -> date | None:
        """Raises ``RitualError`` for a day that is none."""
        if not self._types:
            return self._untils()[self._chosen("#until")][1]
        return days.to_come(self.query_one("#until-day", Line).value, self._today)

    @on(OneOf.Chosen)
    @on(Input.Changed)
    def _show(self) -> None:
        """The lines that are asked for, and what it does."""
        mode = self._chosen("#mode")
        self.query_one("#until").display = mode > 0
        self.query_one("#until-day").display = mode > 0 and self._types
        self.query_one("#stays").display = mode == 2 and bool(self._rituals)
        self.query_one("#about", Paragraph).update(Content(_ABOUT[mode]))
        self._say("")

    def _say(self, text: str) -> None:
        says = self.query_one("#says", Paragraph)
        says.display = bool(text)
        says.update(Content(freetext.one_line(text)))

    def on_key(self, event: events.Key) -> None:
        """What is typed where “a day …” is chosen goes to its field."""
        row, letter = self.focused, event.character or ""
        if isinstance(row, OneOf) and row.id == "until" and letter.isalnum() and self._types:
            field = self.query_one("#until-day", Line)
            self.set_focus(field)
            field.insert_text_at_cursor(letter)
            event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter that is typed is a letter."""
        if action != "pause":
            return True
        row = self.focused
        return not (isinstance(row, Line) or (isinstance(row, OneOf) and row.id == "until" and self._types))

    def action_take(self) -> None:
        """Let it be so."""
        mode, seasons = self._chosen("#mode"), self._c.seasons
        try:
            if not mode:
                self.dismiss(messages.SEASON_ENDED if seasons.end() else None)
                return
            stays = self._rituals[self._chosen("#stays")].id if mode == 2 and self._rituals else None
            season = seasons.set(MODES[mode - 1], self._until(), stays)
        except RitualError as err:
            self._say(str(err))
            return
        self.dismiss(f"{season.said} {messages.SEASON_HARD if season.mode == 'hard' else messages.SEASON_WORK}")

    def _take(self, _: str) -> bool:
        self.action_take()
        return True

    def action_pause(self) -> None:
        """To the pause, instead."""
        self.dismiss(INSTEAD)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
