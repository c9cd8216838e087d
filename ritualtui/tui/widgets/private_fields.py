"""Fields of one's own space: a passphrase, a page of a journal, an answer."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from ritualtui.strings import _
from ritualtui.tui.widgets.fields import Words, Writing
from ritualtui.tui.widgets.text_field import Line


class Secret(Line):
    """A line on which what is typed is not seen, and from which nothing can be copied."""

    def __init__(self, placeholder: str = "", id: str | None = None) -> None:
        super().__init__("", placeholder, id=id)
        self.password = True

    def action_copy(self) -> None:
        """Nothing: what is masked stays so."""

    def action_cut(self) -> None:
        """Nothing: what is masked stays so."""


class Answer(Words):
    """Some sentences; enter is the screen's, ctrl+j begins a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,shift+enter,alt+enter", "new_line", _("new line"), id="own.new-line", show=False,
                tooltip=_("Start a new line; enter goes to the next page")),
    ]  # fmt: skip

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")


class Page(Writing):
    """As much room as the screen has; enter begins a new line."""
