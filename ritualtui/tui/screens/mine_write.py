"""A page of the journal: room to write, and nothing else. Sealed as one leaves it, by whichever way."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine_room import Stay, Written
from ritualtui.tui.textual_compat.containers import Container, Vertical
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.private_fields import Page

if TYPE_CHECKING:
    from ritualtui.companion.private.draft import Writing


class JournalScreen(Written[str]):
    """Answers what came of it, in a word."""

    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "back", _("save"), id="page.seal", priority=True, tooltip=_("Save it and go back")),
        Binding("ctrl+b", "burn", _("delete"), id="page.burn", priority=True, tooltip=_("Delete what you’ve typed")),
        Binding("escape", "back", _("save and back"), id="page.back", tooltip=_("Back. What you wrote is saved.")),
    ]

    def __init__(self, stay: Stay, writing: "Writing") -> None:
        super().__init__(stay, writing)
        self._page = Page(writing.text, words.MINE_WRITE_HERE)

    def compose(self) -> ComposeResult:
        """A page."""
        yield Head("mine")
        with Container(id="middle"), Vertical(id="sheet"):
            yield self._page
        yield Notice()
        yield KeyBar("page.seal", "page.burn", SPLIT, "mine.lock", "page.back", id="keys")

    def take(self) -> None:
        """The page as it stands."""
        self.writing.text = self._page.text

    def action_back(self) -> None:
        """Seal it, and go back."""
        if self.kept():
            done = self.writing.entry is not None or bool(self._page.text.strip())
            self.dismiss(words.MINE_SEALED if done and self.writing not in self.stay.held else "")

    def action_burn(self) -> None:
        """Burn what stands here; asked where there is something."""

        def sure(yes: bool | None) -> None:
            if yes and self._try(self.writing.burn):
                self._page.text = ""
                self.dismiss(words.MINE_BURNED)

        if self._page.text.strip():
            self.app.push_screen(Sure(self.stay, words.MINE_BURN_TYPED, words.MINE_BURN_YES), sure)
        else:
            self.action_back()
