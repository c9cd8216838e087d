"""A pause: why, from when, until when, for all rituals or one; and the end of one that runs."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from ritualtui import days, freetext, messages
from ritualtui.companion.pausing import WHYS, day_said
from ritualtui.errors import RitualError
from ritualtui.strings import _, as_sentence
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.one_of import OneOf
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

if TYPE_CHECKING:
    from ritualtui.companion.pausing import Paused
    from ritualtui.companion.service import Companion

INSTEAD: Final = "season"
"""Its answer where it's to be a season."""
_TITLE: Final = _("Pause")
_ABOUT: Final = _("Paused days don’t count for or against you, and nothing here asks how much you do.")
_WHYS: Final = {"away": _("away"), "ill": _("ill"), "hard season": _("a hard season")}
_A_DAY, _NO_END, _ALL = _("a day …"), _("no end yet"), _("all rituals")
_DATED: Final = ("since", "until")
_A_DAY_HERE: Final = _("24 Dec, friday, in 9 days")
_END, _CALL_OFF = _("End it"), _("Call it off")
_SAYS: Final = _("{what}from {since}{until}: {why}.")
_UNTIL, _WITHOUT = " until {day}", _(", with no end yet")
_SUNDAY, _A_WEEK = _("Sunday"), _("a week")


class Ending(Widget, can_focus=True):
    """A pause that there is, and that it can be ended."""

    DEFAULT_CSS = """
    Ending { height: auto; }
    Ending:focus { background: $panel; }
    """

    def __init__(self, paused: "Paused", label: str) -> None:
        super().__init__()
        self.paused = paused
        self._words = label

    def render(self) -> Content:
        """What can be done, and with which."""
        mark = Content.styled("▸ " if self.has_focus else "  ", "bold $primary")
        return Content.assemble(
            mark, (self._words, "bold $text" if self.has_focus else "$text"), (f"   {self.paused.said}", "$text-muted")
        )

    def on_click(self, event: events.Click) -> None:
        """A click ends it."""
        event.stop()
        self.post_message(self.Meant(self.paused))

    class Meant(Message):
        """This one is to be ended."""

        def __init__(self, paused: "Paused") -> None:
            super().__init__()
            self.paused = paused


class _Lines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The lines: ↑ and ↓ go from one to the next, and never scroll past them."""


class PauseScreen(Small[str | None]):
    """Answers what to say; None where nothing was changed. Its last line says what enter will do."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Ending, OneOf"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", _("line"), id="pause.up", tooltip=_("The line above")),
        Binding("down", "app.focus_next", _("line"), id="pause.down", tooltip=_("The line below")),
        Binding("enter", "take", _("pause"), id="pause.take", tooltip=_("Pause, as the last line says; or end it")),
        Binding("s", "season", _("season instead"), id="pause.season",
                tooltip=_("A season instead: rituals stay open, in their short version")),
        Binding("escape", "leave", _("back"), id="pause.leave", tooltip=_("Back, nothing is changed")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        companion = self._app.companion
        assert companion is not None
        self._c: Companion = companion
        self._today = date.fromisoformat(companion.today)
        self._there = companion.pausing.now
        self._rituals = list(companion.rituals.all.values())

    def compose(self) -> ComposeResult:
        """What can be ended, the four lines, what enter will do."""
        there, since = self._there, self._froms()
        why = WHYS.index(there.why) if there else 0
        with Vertical(id="box", classes="wide"):
            yield Static(_TITLE, id="title", markup=False)
            with _Lines(id="rows"):
                for paused in self._to_end():
                    yield Ending(paused, _CALL_OFF if paused.since > self._today else _END)
                yield Paragraph(_ABOUT, id="about")
                yield OneOf(_("Why"), [_WHYS[why] for why in WHYS], why, id="why")
                yield OneOf(_("From"), [*(said for said, _day in since), _A_DAY], id="since")
                yield Line(placeholder=_A_DAY_HERE, id="since-day", takes=("pause.take", self._take))
                yield OneOf(_("Until"), [*(said for said, _day in self._untils(since[0][1])), _A_DAY], id="until")
                yield Line(placeholder=_A_DAY_HERE, id="until-day", takes=("pause.take", self._take))
                yield OneOf(_("For"), [_ALL, *(ritual.name for ritual in self._rituals)], id="for")
                yield Paragraph(id="says")
            yield KeyBar(
                "pause.up+pause.down", "one-of.before+one-of.next", "pause.take", SPLIT, "pause.season", "pause.leave",
                wording=self._word,
            )  # fmt: skip

    def on_mount(self) -> None:
        """Say what enter will do."""
        self._show()

    def _word(self, ident: str) -> str | None:
        return _("end it") if ident == "pause.take" and isinstance(self.focused, Ending) else None

    def _to_end(self) -> "list[Paused]":
        """The pauses that run; where none does, the next that is to come."""
        found = self._c.pausing.all()
        running = [one for one in found if one.holds(self._today)]
        return running or found[:1]

    def _froms(self) -> list[tuple[str, date]]:
        """Days to begin with; first the one on which the pause began that runs: then it is its end that is moved."""
        found = [(_("today"), self._today), (_("tomorrow"), self._today + timedelta(days=1))]
        if self._there is not None and self._there.since != self._today:
            found.insert(0, (day_said(self._there.since, self._today), self._there.since))
        return found

    def _untils(self, since: date) -> list[tuple[str, date | None]]:
        first = max(since, self._today)
        return [
            (_NO_END, None), (_SUNDAY, first + timedelta(days=6 - first.weekday() or 7)),
            (_A_WEEK, first + timedelta(days=6)),
        ]  # fmt: skip

    # -- what is chosen

    def _since(self) -> date:
        """Raises ``RitualError`` for a day that is none."""
        froms, chosen = self._froms(), self.query_one("#since", OneOf).chosen
        return froms[chosen][1] if chosen < len(froms) else days.to_come(self._typed_on("#since-day"), self._today)

    def _until(self, since: date) -> date | None:
        untils, chosen = self._untils(since), self.query_one("#until", OneOf).chosen
        if chosen < len(untils):
            return untils[chosen][1]
        said = self._typed_on("#until-day")
        found = days.to_come(said, self._today)
        return found if found >= since else days.to_come(said, since)

    def _typed_on(self, field: str) -> str:
        return self.query_one(field, Line).value

    def _ritual(self) -> str:
        chosen = self.query_one("#for", OneOf).chosen
        return self._rituals[chosen - 1].id if chosen else ""

    @on(OneOf.Chosen)
    @on(Input.Changed)
    def _show(self) -> None:
        """The fields that are asked for, and what enter will do."""
        for row, field in (("#since", "#since-day"), ("#until", "#until-day")):
            self.query_one(field).display = self._typed(row)
        ritual = self._ritual()
        what = f"{freetext.one_line(self._c.rituals.name(ritual))}, " if ritual else ""
        why = _WHYS[WHYS[self.query_one("#why", OneOf).chosen]]
        try:
            since = self._since()
            until = self._until(since)
        except RitualError as err:
            empty = any(not field.value.strip() for field in self.query(Line) if field.display)
            self._say("" if empty else str(err))
            return
        ends = _UNTIL.format(day=day_said(until, self._today)) if until else _WITHOUT
        said = _SAYS.format(what=what, since=day_said(since, self._today), until=ends, why=why)
        self._say(as_sentence(said))

    def _typed(self, row: str) -> bool:
        """Whether “a day …” is chosen on this row."""
        known = self._froms() if row == "#since" else self._untils(self._today)
        return self.query_one(row, OneOf).chosen == len(known)

    def _say(self, text: str) -> None:
        self.query_one("#says", Paragraph).update(Content(freetext.one_line(text)))

    def on_key(self, event: events.Key) -> None:
        """What is typed where “a day …” is chosen goes to its field."""
        row, letter = self.focused, event.character or ""
        if isinstance(row, OneOf) and row.id in _DATED and letter.isalnum() and self._typed(f"#{row.id}"):
            field = self.query_one(f"#{row.id}-day", Line)
            self.set_focus(field)
            field.insert_text_at_cursor(letter)
            event.stop()

    # -- acting

    def action_take(self) -> None:
        """Pause; or end the one that the cursor is on."""
        if isinstance(self.focused, Ending):
            self._end(self.focused.paused)
        else:
            self._pause()

    def _take(self, _: str) -> bool:
        self._pause()
        return True

    def _pause(self) -> None:
        try:
            since = self._since()
            until = self._until(since)
            why = WHYS[self.query_one("#why", OneOf).chosen]
            paused = self._c.pausing.set(why, since, until, self._ritual() or None)
        except RitualError as err:
            self._say(str(err))
            return
        self.dismiss(f"{paused.said} {messages.PAUSE_SAFE}")

    @on(Ending.Meant)
    def end_meant(self, event: Ending.Meant) -> None:
        """It was clicked."""
        self._end(event.paused)

    def _end(self, paused: "Paused") -> None:
        try:
            ended = self._c.pausing.end(paused.ritual or None)
        except RitualError as err:
            self._say(str(err))
            return
        if not ended:
            self.dismiss(None)
        elif paused.since > self._today:
            self.dismiss(messages.PAUSE_CALLED_OFF.format(said=paused.said))
        elif paused.ritual:
            self.dismiss(messages.PAUSE_OF_ONE_ENDED.format(name=paused.name))
        else:
            self.dismiss(messages.PAUSE_ENDED)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter that is typed is a letter."""
        row = self.focused
        typed = isinstance(row, Line) or (isinstance(row, OneOf) and row.id in _DATED and self._typed(f"#{row.id}"))
        return not (action == "season" and typed)

    def action_season(self) -> None:
        """To the season, instead."""
        self.dismiss(INSTEAD)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
