"""Behind the door: what was written, newest first, by day; each line its kind and its first words."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext, kinds, messages
from ritualtui.companion.private import space as own
from ritualtui.companion.private.draft import Writing
from ritualtui.practice import prompts
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_choice import ChoiceScreen
from ritualtui.tui.screens.mine_entry import EntryScreen
from ritualtui.tui.screens.mine_pages import PromptsScreen
from ritualtui.tui.screens.mine_room import Sealed, Stay
from ritualtui.tui.screens.mine_unsaid import UnsaidScreen
from ritualtui.tui.screens.mine_write import JournalScreen
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.loglist import LogList
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sections import NAMES, Sections

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Entry, Mark

_KIND = max(len(kinds.named(kind, many=False)) for kind in prompts.KINDS)
_TAKES_BACK: "Final[dict[str, Mark]]" = {words.MINE_GOAL_DONE: "done", words.MINE_GOAL_LET_GO: "let_go"}


class InsideScreen(Sealed[None]):
    """See the module."""

    AUTO_FOCUS = "LogList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", _("write"), id="own.write", tooltip=_("Write: journal, a reflection, an unsent draft …")),
        Binding("enter", "open", _("open"), id="own.open", tooltip=_("Read all of it")),
        Binding("e", "edit", _("edit"), id="own.edit", tooltip=_("Edit this entry")),
        Binding("x", "goal('done')", _("done"), id="own.done", tooltip=_("Mark the goal as done, or reopen it")),
        Binding("o", "goal('let_go')", _("let go"), id="own.let-go", tooltip=_("Let the goal go, or take it up again")),
        Binding("d,delete", "burn", _("delete"), id="own.burn", tooltip=_("Delete it for good; it asks once")),
        Binding("m", "mend", _("restore"), id="own.mend", tooltip=_("Restore what went missing from the second copy")),
        Binding("right,f", "step(1)", _("kind"), id="own.kind", tooltip=_("The next kind only")),
        Binding("left", "step(-1)", _("kind before"), id="own.kind-before", show=False, tooltip=_("The kind before")),
        Binding("comma", "settings", _("settings"), id="own.settings",
                tooltip=_("Your space: passphrase, recovery sheet, export, delete")),
        Binding("escape", "leave", _("leave"), id="own.leave", tooltip=_("Lock it, and back to where you were")),
    ]  # fmt: skip

    def __init__(self, stay: Stay) -> None:
        super().__init__(stay)
        self._stayed = False

    def compose(self) -> ComposeResult:
        """The kinds, what is not as it should be, the list."""
        yield Head("mine")
        with Vertical(id="inside"):
            yield Sections()
            yield Static("", id="told", markup=False)
            yield LogList(self._line, messages.day_heading, id="list")
            yield Static("", id="empty", markup=False)
        yield Notice()
        yield KeyBar(
            "own.write", "own.open", "own.edit", "own.done", "own.let-go", "own.burn", "own.mend", "own.kind",
            "own.settings", SPLIT, "mine.lock", "own.leave", "app.help", id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show everything."""
        self.show(top=True)

    def on_screen_resume(self) -> None:
        """Back from a page."""
        if self._stayed and self.stay.space is not None:
            self.show()
        self._stayed = True

    # -- showing

    def show(self, *, top: bool = False) -> None:
        """What is there now, of the chosen kind."""
        space = self.stay.space
        if space is None:
            return
        kind = self.query_one(Sections).chosen
        rows: list[str | Entry] = []
        day = ""
        for entry in space.entries:
            if kind in ("", entry.kind):
                if entry.day != day:
                    day = entry.day
                    rows += ["", day] if rows else [day]
                rows.append(entry)
        listed = self.query_one(LogList)
        listed.display = bool(rows)
        listed.show(rows, top=top)
        empty = self.query_one("#empty", Static)
        empty.display = not rows
        empty.update(Content(words.MINE_EMPTY_KIND if kind else words.MINE_EMPTY))
        told = self.query_one("#told", Static)
        lines = [freetext.one_line(line) for line in (*space.news, *space.told)]
        if not lines and kind in ("", "goal") and space.week_is_due(self._companion.today):
            lines = [words.MINE_WEEK]
        told.update(Content("\n".join(lines)))
        told.display = bool(lines)
        if rows and self.is_active:
            self.set_focus(listed)
        self.refresh_bindings()

    def _line(self, entry: "Entry") -> tuple[str, str, str]:
        state = words.MINE_DONE if entry.done else words.MINE_LET_GO if entry.let_go else ""
        return (
            kinds.named(entry.kind, many=False).lower().ljust(_KIND),
            entry.at[11:16],
            state + own.said(entry),
        )

    @on(LogList.Chosen)
    def moved(self) -> None:
        """Other keys may hold now; what a key takes back is no longer said where it would do something else."""
        how = _TAKES_BACK.get(self.query_one(Notice).said)
        if how and not getattr(self.chosen, how, False):
            self.say("")
        self.refresh_bindings()

    @property
    def chosen(self) -> "Entry | None":
        """The entry under the cursor."""
        entry: Entry | None = self.query_one(LogList).chosen if self.is_mounted else None
        return entry

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        entry = self.chosen
        if action == "goal":
            return entry is not None and entry.is_goal
        if action == "mend":
            return self.stay.space is not None and bool(self.stay.space.told)
        return entry is not None if action in ("open", "edit", "burn") else True

    # -- acting

    def action_section(self, kind: str) -> None:
        """One kind only, or all."""
        self.say("")
        self.query_one(Sections).chosen = kind
        self.show(top=True)

    def action_step(self, by: int) -> None:
        """The next kind, or the one before."""
        kinds = list(NAMES)
        at = kinds.index(self.query_one(Sections).chosen)
        self.action_section(kinds[(at + by) % len(kinds)])

    def action_open(self, editing: bool = False) -> None:
        """Read it whole."""
        entry, space = self.chosen, self.stay.space
        if entry is None or space is None:
            return
        listed = [row for row in space.entries if self.query_one(Sections).chosen in ("", row.kind)]
        self.app.push_screen(EntryScreen(self.stay, listed, listed.index(entry), editing=editing), self._said)

    def on_click(self, event: events.Click) -> None:
        """Twice on a line opens it."""
        if event.chain == 2 and event.widget is self.query_one(LogList):
            self.action_open()

    def action_edit(self) -> None:
        """Change its words: a draft page by page, everything else where it stands."""
        entry, space = self.chosen, self.stay.space
        if entry is not None and entry.kind == "draft":
            self.app.push_screen(UnsaidScreen(self.stay, Writing(self.stay.private, space, entry=entry)), self._said)
        else:
            self.action_open(True)

    def action_goal(self, how: "Mark") -> None:
        """Done, or let go; the same once more opens it again."""
        entry = self.chosen
        if entry is not None and self._try(lambda: self.stay.open.mark(entry, how)):
            again = getattr(entry, how)
            self.show()
            said = words.MINE_GOAL_DONE if how == "done" else words.MINE_GOAL_LET_GO
            self.say(words.MINE_GOAL_BACK if again else said)

    def action_burn(self) -> None:
        """Burn it, once that is sure."""
        entry = self.chosen
        if entry is None:
            return

        def sure(yes: bool | None) -> None:
            if yes and self._try(lambda: self.stay.open.burn([entry])):
                self.show()
                self.say(words.MINE_BURNED)

        self.app.push_screen(Sure(self.stay, words.MINE_BURN, words.MINE_BURN_YES), sure)

    def action_mend(self) -> None:
        """Put back what went missing."""

        def mend() -> None:
            space = self.stay.open
            self.stay.private.vault.put_back()
            space.opened.mend_recipient()
            space.opened.warnings = []
            space.refresh()

        if self._try(mend):
            self.show()
            self.say(words.MINE_MENDED)

    def action_write(self) -> None:
        """Choose what to write."""
        self.app.push_screen(ChoiceScreen(self.stay), self._begin)

    def _begin(self, what: str | None) -> None:
        private, space = self.stay.private, self.stay.space
        if what is None or space is None:
            return
        if what == "journal":
            self.app.push_screen(JournalScreen(self.stay, Writing(private, space)), self._said)
        elif what == "draft":
            self.app.push_screen(UnsaidScreen(self.stay, Writing(private, space, kind="draft")), self._said)
        else:
            self.app.push_screen(PromptsScreen(self.stay, what), self._said)

    def _said(self, said: str | None) -> None:
        """A page was left: say what it says."""
        self.show()
        self.say(said or "")

    def action_settings(self) -> None:
        """Passphrase, sheet, export, burning."""
        from ritualtui.tui.screens.mine_settings import OwnSettingsScreen

        self.app.push_screen(OwnSettingsScreen(self.stay), self._said)

    def action_leave(self) -> None:
        """Close it, and back."""
        self.stay.leave()
