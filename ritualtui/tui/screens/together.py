"""Together: what comes back, what the two have open, what was lately done. Three columns where there is room for them.

Every line opens its entry in the log. Nothing is called late, and nobody sees what the other did not do.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.companion.together import Entry
from ritualtui.errors import RitualError
from ritualtui.kinds import Outcome
from ritualtui.strings import _, as_sentence
from ritualtui.tui import words
from ritualtui.tui.coming_controller import answered
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Container, Vertical
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.loglist import LogList
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph

WATCH: Final = 0.5
COMING, OURS, LATELY = _("Coming"), _("Ours"), _("Lately done")
NOTHING: Final = {
    COMING: _("Nothing yet. n saves something to ask about, a promise, a date, time together."),
    OURS: _("No open promise, no open bid."),
    LATELY: _("What you two finish stands here for two weeks."),
}


class Lines(LogList[Entry]):
    """The lines of a section, or of all of them under their headings."""

    HIDES = True

    def looks(self, record: Entry) -> tuple[str, str, str]:
        """The day stands back."""
        return "loglist--quiet", "loglist--sign", ""


class TogetherScreen(Room[None]):
    """See the module."""

    CSS_PATH = "../styles/together.tcss"
    AUTO_FOCUS = "Lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('done')", _("done"), id="ours.done", tooltip=_("It’s done; or you turned toward it")),
        Binding("l", "answer('move')", _("tomorrow"), id="ours.move", tooltip=_("Bring it back tomorrow")),
        Binding("x", "answer('letgo')", _("let go"), id="ours.letgo", tooltip=_("Let it go; it stays in the log")),
        Binding("enter", "open", _("open"), id="ours.open", tooltip=_("Open the entry in the log")),
        Binding("n", "add", _("add"), id="ours.add", tooltip=_("Something to ask about, a promise, a date")),
        Binding("b", "begin", _("begin a talk"), id="ours.begin", tooltip=_("Begin a talk for two")),
        Binding("u", "undo", _("undo"), id="ours.undo", tooltip=_("Undo the last change made here")),
        Binding("U", "redo", _("redo"), id="ours.redo", show=False, tooltip=_("Redo what was undone last")),
        Binding("right", "column(1)", _("next column"), id="ours.right", show=False, tooltip=_("Next column")),
        Binding("left", "column(-1)", _("column before"), id="ours.left", show=False, tooltip=_("Column before")),
        Binding("escape", "back", _("back"), id="ours.back", tooltip=_("Back to Today")),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """The columns, and what is under the cursor in one list where there is no room for them."""
        yield Head("together")
        with Container(id="columns"):
            for ident, title in (("coming", COMING), ("ours", OURS), ("lately", LATELY)):
                with Vertical(classes="column"):
                    yield Static(title, classes="title", markup=False)
                    yield Lines(self._short_line, self._heading, id=ident)
        yield Lines(self._line, self._heading, id="all")
        yield Paragraph(id="about")
        yield Notice()
        yield KeyBar(
            "ours.done", "ours.move", "ours.letgo", "ours.open", "ours.add", "ours.begin",
            "ours.undo", SPLIT, "ours.back", "app.help", wording=self._word,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show what there is, and follow the log."""
        self._show()
        self.set_interval(WATCH, self._watch)

    def on_resize(self) -> None:
        """Columns or one list: the cursor is where one looks."""
        super().on_resize()
        self._place_focus()

    def _place_focus(self) -> None:
        wide = self.has_class("-wide")
        focused = self.focused
        if not isinstance(focused, Lines) or (focused.id == "all") == wide:
            self.set_focus(self.query_one("#coming" if wide else "#all", Lines))

    # -- showing

    def _watch(self) -> None:
        """Take in what other processes wrote."""
        if not self.is_current:
            return
        try:
            if self._companion.refresh():
                self._show()
        except RitualError as err:
            self.say(str(err), error=True)

    def _show(self) -> None:
        together = self._companion.together
        parts = {COMING: together.coming(), OURS: together.ours(), LATELY: together.lately()}
        every: list[str | Entry] = []
        for (title, entries), ident in zip(parts.items(), ("coming", "ours", "lately"), strict=True):
            rows = _by_day(entries)
            self.query_one(f"#{ident}", Lines).show(rows, instead=NOTHING[title])
            if entries or title == COMING:
                every += [*([""] if every else []), title, *entries]
        nothing = not any(parts.values())
        self.query_one("#all", Lines).show([] if nothing else every, instead=NOTHING[COMING])
        self._place_focus()
        self._explain()
        self.refresh_bindings()

    def _day(self, day: str) -> str:
        """A day as a row says it: today, tomorrow, or its date."""
        today = date.fromisoformat(self._companion.today)
        if not day or day == self._companion.today:
            return _("today") if day else ""
        if day == (today + timedelta(days=1)).isoformat():
            return _("tomorrow")
        return words.short_day(date.fromisoformat(day))

    def _heading(self, row: str) -> str:
        return row if row in NOTHING else as_sentence(freetext.one_line(self._day(row) or row))

    def _line(self, entry: Entry) -> tuple[str, str, str]:
        note = f"  {entry.note}" if entry.note else ""
        return "", f"{self._day(entry.day):<{_DAY}}", f"{entry.said}{note}"

    def _short_line(self, entry: Entry) -> tuple[str, str, str]:
        """In a column the day stands over it."""
        return "", "", entry.said

    def on_log_list_chosen(self, event: LogList.Chosen) -> None:
        """Other keys hold on another line."""
        self._explain()
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """And in another column."""
        self._explain()
        self.refresh_bindings()

    @property
    def _entry(self) -> Entry | None:
        return self.focused.chosen if isinstance(self.focused, Lines) else None

    def _explain(self) -> None:
        """All of the line under the cursor, with what is beside it: a column may cut it."""
        entry = self._entry
        said = "" if entry is None else f"{entry.said}{f', {entry.note}' if entry.note else ''}"
        self.query_one("#about", Paragraph).update(said)

    def _word(self, ident: str) -> str | None:
        entry = self._entry
        if ident == "ours.undo" and not self._companion.log.can_undo():
            return ""
        return (entry.done or None) if ident == "ours.done" and entry is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        entry = self._entry if self.is_mounted else None
        if action == "answer":
            return entry is not None and parameters[0] in entry.outcomes
        if action == "open":
            return entry is not None
        return self.has_class("-wide") if action == "column" else True

    # -- acting

    def action_column(self, by: int) -> None:
        """To the next column, or the one before."""
        lists = list(self.query("#columns Lines").results(Lines))
        at = next((n for n, one in enumerate(lists) if one.has_focus), 0)
        self.set_focus(lists[min(max(at + by, 0), len(lists) - 1)])

    def action_answer(self, outcome: "Outcome") -> None:
        """Answer the line under the cursor; another day is tomorrow."""
        entry = self._entry
        if entry is None:
            return

        def once() -> None:
            if self._try(lambda: self.say(answered(self._companion, entry.id, outcome))):
                if isinstance(lines := self.focused, Lines):
                    lines.step_off()
                self._show()

        self._app.held.once(f"together-{outcome}", once)

    def action_open(self) -> None:
        """Its entry, in the log."""
        entry = self._entry
        if entry is None:
            return
        from ritualtui.tui.screens.log import LogScreen

        screen = LogScreen(at=entry.id)
        self.app.push_screen(screen, lambda _none: self._show())

    def action_add(self) -> None:
        """Something that is to come back."""
        from ritualtui.tui.screens.add_coming import AddScreen

        def said(text: str | None) -> None:
            self._show()
            if text:
                self.say(text)

        self.app.push_screen(AddScreen(), said)

    def action_begin(self) -> None:
        """A talk: the rituals that are planned for no day."""
        from ritualtui.tui.screens.talks import TalksScreen

        talks = [ritual for ritual in self._companion.rituals.all.values() if not ritual.days]

        def chosen(ident: str | None) -> None:
            if ident:
                self._app.rituals.begin(ident)

        self.app.push_screen(TalksScreen(talks), chosen)

    def action_undo(self) -> None:
        """Undo the last change."""
        self.reverse_once("undo", self._reversed)

    def action_redo(self) -> None:
        """And make it again."""
        self.reverse_once("redo", self._reversed)

    def _reversed(self, said: str, idents: list[str]) -> None:
        self.say(said)
        self._show()
        for lines in self.query(Lines):
            lines.go_to(idents)

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)


_DAY: Final = 12


def _by_day(entries: Sequence[Entry]) -> list[str | Entry]:
    """The entries with a heading over each day; those without a day need none."""
    rows: list[str | Entry] = []
    day = ""
    for entry in entries:
        if entry.day and entry.day != day:
            day = entry.day
            rows += ["", day] if rows else [day]
        rows.append(entry)
    return rows
