"""A reply to what the partner left: one's own words, with a stock sentence to start from."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.errors import RitualError
from ritualtui.kinds import Record
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line

_QUOTED = 160


class ReplyScreen(Small[str | None]):
    """Answers what to say once ``keep`` has saved the words; None where nothing was saved.

    ``keep`` may raise ``RitualError``: the words then stay on the line.
    """

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "#reply"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", _("save"), id="reply.keep", tooltip=_("Save your reply")),
        Binding("escape", "leave", _("back"), id="reply.leave", tooltip=_("Back. Nothing is saved.")),
    ]

    def __init__(self, to: Record, partner: str, keep: Callable[[str], str]) -> None:
        super().__init__()
        self._to, self._partner, self._keep = to, partner, keep

    def compose(self) -> ComposeResult:
        """What it is a reply to, and the line."""
        said = freetext.one_line(getattr(self._to, "text", ""))
        with Vertical(id="box"):
            yield Static(words.REPLY_TO.format(partner=self._partner), id="title", markup=False)
            yield Paragraph(Content.styled(freetext.in_marks(said, words.shortened(said, _QUOTED)), "$text"), id="of")
            yield Line(
                self._app.unkept.offered(self._place) or words.REPLY, id="reply", takes=("reply.keep", self._take)
            )
            yield Static("", id="about", markup=False)
            yield KeyBar("reply.keep", "reply.leave", main="reply.keep")

    @property
    def _place(self) -> str:
        return f"reply/{self._to.id}"

    def half_written(self) -> dict[str, str]:
        """What is on the line, where it isn't only the sentence it began with."""
        said = self.query_one("#reply", Line).value
        return {self._place: said if said != words.REPLY else ""}

    def action_keep(self) -> None:
        """Save it, and close."""
        said = self.query_one("#reply", Line).value
        if not said.strip():
            self.query_one("#about", Static).update(Content(words.REPLY_EMPTY))
            return
        try:
            self.dismiss(self._keep(said))
        except RitualError as err:
            self.query_one("#about", Static).update(Content(freetext.one_line(str(err))))

    def _take(self, _: str) -> bool:
        self.action_keep()
        return True

    def action_leave(self) -> None:
        """Save nothing."""
        self.dismiss(None)
