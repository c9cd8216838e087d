"""An input whose cursor and mouse go by letters as people see them, and by what is shown where that is masked.

Textual's ``Input`` goes by characters. It asks three methods of its own (seen in 8.2.8): ``_value`` is the text to
draw, ``_position_to_cell`` the column of a character, ``_cell_offset_to_index`` the character that was clicked on.
Where one is gone, Textual no longer asks: the cursor may stand inside a letter of many characters, the words are whole.
"""

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Input

from ritualtui.tui import graphemes
from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = (
    "textual.widgets:Input._value",
    "textual.widgets:Input._position_to_cell",
    "textual.widgets:Input._cell_offset_to_index",
)

if TYPE_CHECKING:
    _Input = Input
else:
    _Input = object

for _name in ("_value", "_position_to_cell", "_cell_offset_to_index"):
    notes.has(Input, _name, "the cursor may stand inside a letter of many characters")


class LetterCells(_Input):
    """For an ``Input``. (None itself: Textual would count its styles as another layer's.)"""

    @property
    def _value(self) -> Text:
        """The value, in which the cursor is as wide as the letter that it is on."""
        shown = "•" * len(self.value) if self.password else self.value
        return graphemes.Letters(shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return position if self.password else super()._position_to_cell(position)

    def _cell_offset_to_index(self, offset: int) -> int:
        """The letter that is clicked on."""
        cells, index = offset + int(self.scroll_offset.x), 0
        while index < len(self.value):
            after = graphemes.after(self.value, index)
            cells -= after - index if self.password else cell_len(self.value[index:after])
            if cells < 0:
                break
            index = after
        return index
