"""What was answered before to the same question: dated, quiet, and only as much as one asks for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext, messages
from ritualtui.companion.private import space as own
from ritualtui.tui import words
from ritualtui.tui.widgets.sentence import evenly

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Entry

_SHORT, _FEW = 90, 3


class Earlier(Static):
    """See the module. ``whole`` shows every word; else a line each of the newest three."""

    DEFAULT_CSS = """
    Earlier { height: auto; color: $text-muted; }
    """

    def __init__(self, label: str = words.MINE_EARLIER, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._label = label
        self._entries: Sequence[Entry] = ()
        self.whole = False
        self.display = False
        self._width = 0

    def on_resize(self) -> None:
        """Its lines break elsewhere now."""
        if self.content_size.width != self._width:
            self._width = self.content_size.width
            self._paint()

    @property
    def any(self) -> bool:
        """Whether there is something to look back at."""
        return bool(self._entries)

    def show(self, entries: "Sequence[Entry]") -> None:
        """Show these, the newest first."""
        self._entries, self.whole = entries, False
        self._paint()

    def turn(self) -> None:
        """Whole, or short again."""
        self.whole = not self.whole
        self._paint()

    def _paint(self) -> None:
        parts = [Content.styled(self._label, "bold $text-muted")]
        for entry in self._entries if self.whole else self._entries[:_FEW]:
            date = messages.day_heading(entry.day).split(" ", 1)[-1]
            if self.whole:
                parts.append(Content.assemble((date, "$primary"), "\n", freetext.shown(entry.text)))
            else:
                line = Content.assemble((date, "$primary"), "  ", words.shortened(own.said(entry), _SHORT))
                parts.append(evenly(line, self._width or _SHORT))
        self.update(Content("\n").join(parts))
        self.display = bool(self._entries)
