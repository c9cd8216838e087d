"""One entry, whole; its words can be changed where they stand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext, kinds, messages
from ritualtui.companion.private.draft import Writing
from ritualtui.practice import prompts
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_room import Stay, Written
from ritualtui.tui.screens.mine_share import share
from ritualtui.tui.textual_compat.containers import Container, Vertical, VerticalScroll
from ritualtui.tui.widgets.earlier_answers import Earlier
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.private_fields import Page
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Entry, Mark


class EntryScreen(Written[str]):
    """See the module. ``entries`` are those one can go on to, ``at`` is the one to begin with."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", _("edit"), id="entry.edit", tooltip=_("Edit this entry")),
        Binding("s", "share", _("share"), id="entry.share", tooltip=_("Share it; you see it first")),
        Binding("x", "goal('done')", _("done"), id="entry.done", tooltip=_("Mark the goal as done, or reopen it")),
        Binding(
            "o", "goal('let_go')", _("let go"), id="entry.let-go", tooltip=_("Let the goal go, or take it up again")
        ),
        Binding(
            "d,delete", "burn", _("delete"), id="entry.burn", tooltip=_("Delete it for good; this can’t be undone")
        ),
        Binding("left", "go(-1)", _("newer"), id="entry.newer", tooltip=_("The newer entry")),
        Binding("right", "go(1)", _("older"), id="entry.older", tooltip=_("The older entry")),
        Binding("down", "scroll(1)", _("down"), id="entry.down", show=False, tooltip=_("Further down")),
        Binding("up", "scroll(-1)", _("up"), id="entry.up", show=False, tooltip=_("Further up")),
        Binding("ctrl+s", "keep", _("save"), id="entry.seal", priority=True, tooltip=_("Save your changes")),
        Binding("escape", "back", _("back"), id="entry.back", tooltip=_("Back. Your changes are saved.")),
    ]

    def __init__(self, stay: Stay, entries: "Sequence[Entry]", at: int, *, editing: bool = False) -> None:
        super().__init__(stay, Writing(stay.private, stay.space, entry=entries[at]))
        self._entries = list(entries)
        self._at = at
        self._page: Page | None = None
        self._editing = editing

    @property
    def entry(self) -> "Entry":
        """The one that is shown."""
        return self._entries[self._at]

    def compose(self) -> ComposeResult:
        """When, what was asked, the words, what was said before."""
        yield Head("mine")
        with Container(id="middle"), VerticalScroll(id="reading", can_focus=False):
            yield Static("", id="when", markup=False)
            yield Paragraph(id="asked")
            yield Paragraph(id="words")
            yield Vertical(id="sheet")
            yield Earlier()
        yield Notice()
        yield KeyBar(
            "entry.seal", "entry.edit", "entry.share", "entry.done", "entry.let-go", "entry.burn", "entry.newer",
            "entry.older", SPLIT, "mine.lock", "entry.back", "app.help", id="keys",
        )  # fmt: skip

    def on_mount(self) -> None:
        """The entry."""
        self.show()
        if self._editing:
            self.action_edit()

    def show(self) -> None:
        """The entry as it is kept now."""
        entry = self.entry
        state = words.MINE_IS_DONE if entry.done else words.MINE_IS_LET_GO if entry.let_go else ""
        when = f"{kinds.named(entry.kind, many=False)}, {messages.day_heading(entry.day)}, {entry.at[11:16]}"
        self.query_one("#when", Static).update(Content(f"{when}, {state}" if state else when))
        asked = self.query_one("#asked", Paragraph)
        asked.update(freetext.shown(entry.asked))
        asked.display = bool(entry.asked)
        self.query_one("#words", Paragraph).update(_whole(entry))
        before = [e for e in self.stay.open.earlier(entry.set, entry.prompt) if e.at < entry.at] if entry.prompt else []
        self.query_one(Earlier).show(before)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action == "keep":
            return self._page is not None
        if self._page is not None:
            return action in ("back", "lock")
        match action:
            case "share":
                return self.entry.kind == "draft" and not self._companion.people.solo
            case "goal":
                return self.entry.is_goal
            case "go":
                return 0 <= self._at + int(str(parameters[0])) < len(self._entries)
        return True

    # -- changing

    def take(self) -> None:
        """The words as they stand on the page."""
        if self._page is not None:
            self.writing.text = self._page.text

    def action_edit(self) -> None:
        """Open the words for changing; a draft page by page."""
        if self.entry.kind == "draft":
            from ritualtui.tui.screens.mine_unsaid import UnsaidScreen

            writing = Writing(self.stay.private, self.stay.space, entry=self.entry)
            self.app.push_screen(UnsaidScreen(self.stay, writing), self._changed)
            return
        self._page = Page(self.writing.text)
        self.query_one("#words").display = False
        self.query_one(Earlier).display = False
        self.query_one("#sheet").mount(self._page)
        self.set_focus(self._page)
        self.add_class("-editing")
        self.refresh_bindings()

    def _changed(self, said: str | None) -> None:
        """Back from a draft's pages: it may be another entry now, or gone."""
        space = self.stay.space
        found = next((e for e in space.entries if e.id == self.entry.id), None) if space else None
        if found is None:
            self.dismiss(said or "")
            return
        self._entries[self._at] = found
        self.show()
        self.say(said or "")

    def action_keep(self) -> None:
        """Seal the words, and stay."""
        if self._page is None or not self.kept():
            return
        if self.writing.entry is not None:
            self._entries[self._at] = self.writing.entry
        self._page.remove()
        self._page = None
        self.remove_class("-editing")
        self.query_one("#words").display = True
        self.set_focus(None)
        self.show()
        self.say(words.MINE_SEALED)

    def action_back(self) -> None:
        """Out of the words, then out of the entry."""
        if self._page is not None:
            self.action_keep()
        else:
            self.dismiss("")

    def action_goal(self, how: "Mark") -> None:
        """Done, or let go, or open again."""
        before = self.entry
        made: list[Entry] = []
        if self._try(lambda: made.append(self.stay.open.mark(before, how))):
            self._entries[self._at] = made[0]
            self.writing = Writing(self.stay.private, self.stay.space, entry=made[0])
            self.show()
            said = words.MINE_GOAL_DONE if how == "done" else words.MINE_GOAL_LET_GO
            self.say(words.MINE_GOAL_BACK if getattr(before, how) else said)

    def action_share(self) -> None:
        """Say a draft's statement to the other, once it was seen as it will be said."""
        share(self, self.stay, self.entry)

    def action_burn(self) -> None:
        """Burn it, once that is sure."""

        def sure(yes: bool | None) -> None:
            if yes and self._try(lambda: self.stay.open.burn([self.entry])):
                self.dismiss(words.MINE_BURNED)

        self.app.push_screen(Sure(self.stay, words.MINE_BURN, words.MINE_BURN_YES), sure)

    # -- moving

    def action_go(self, by: int) -> None:
        """The one before or after."""
        self._at += by
        self.writing = Writing(self.stay.private, self.stay.space, entry=self.entry)
        self.query_one("#reading").scroll_home(animate=False)
        self.say("")
        self.show()

    def action_scroll(self, lines: int) -> None:
        """Down or up."""
        self.query_one("#reading").scroll_relative(y=lines, animate=False)


def _whole(entry: "Entry") -> Content:
    """Every word of it; a draft's with what each page asked."""
    parts = []
    for part, said in entry.parts.items():
        asked = prompts.draft()[part].ask if part in prompts.PARTS else part
        parts.append(Content.assemble((freetext.one_line(asked), "$text-muted"), "\n", freetext.shown(said)))
    if entry.text:
        parts.append(Content(freetext.shown(entry.text)))
    return Content("\n\n").join(parts)
