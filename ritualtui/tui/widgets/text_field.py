"""One line to type on: what is pasted keeps all its words, nothing is selected by surprise, enter is the screen's.

It takes every character that a record keeps, and goes by letters as people see them (see ``graphemes``).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual import events
from textual.geometry import Region
from textual.widgets import Input
from textual.widgets.input import Selection

from ritualtui import freetext
from ritualtui.tui import graphemes
from ritualtui.tui.textual_compat.input_cells import LetterCells

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


class ByLetters(LetterCells, Input):
    """An input that takes every letter and goes by whole ones."""

    async def on_key(self, event: events.Key) -> None:
        """Take what Python doesn't call printable; Textual's own handler takes the rest."""
        typed = graphemes.typed(event)
        if typed is not None and not event.is_printable:
            event.stop()
            event.prevent_default()
            self.replace(typed.replace("\n", " "), *self.selection)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every letter is ours."""
        return bool(character) and all(map(freetext.is_kept, character or ""))

    def action_cursor_left(self, select: bool = False) -> None:
        """To the letter before."""
        start, end = self.selection
        before = graphemes.before(self.value, end)
        if select:
            self.selection = Selection(start, before)
        else:
            self.cursor_position = before if self.selection.is_empty else min(start, end)

    def action_cursor_right(self, select: bool = False) -> None:
        """To the next letter."""
        start, end = self.selection
        after = graphemes.after(self.value, end)
        if select:
            self.selection = Selection(start, after)
        else:
            self.cursor_position = after if self.selection.is_empty else max(start, end)

    def action_delete_left(self) -> None:
        """Take away the letter before."""
        if self.selection.is_empty:
            self.delete(graphemes.before(self.value, self.cursor_position), self.cursor_position)
        else:
            self.delete_selection()

    def action_delete_right(self) -> None:
        """Take away the letter under the cursor."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, graphemes.after(self.value, self.cursor_position))
        else:
            self.delete_selection()


class Line(ByLetters):
    """See the module.

    ``takes`` is for a field in which one thing comes after another: the id of the binding by which what stands there is
    taken, and what takes it; True where it did. It is asked in the key's own turn, before the next letter is typed.
    """

    DEFAULT_CSS = """
    Line { border: none; height: 1; padding: 0; background: transparent; }
    Line:focus { border: none; background: transparent; background-tint: transparent; }
    Line > .input--placeholder, Line > .input--suggestion { color: $text-disabled; }
    """

    def __init__(
        self, value: str = "", placeholder: str = "", id: str | None = None,
        takes: tuple[str, Callable[[str], bool]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(value, placeholder, id=id, select_on_focus=False)
        self._takes = takes
        self.cursor_blink = False  # well seen as it is, and nothing is painted while nobody types

    async def on_key(self, event: events.Key) -> None:
        """Have what stands here taken by the key for that, once the line has the focus."""
        if self._takes is None:
            return
        if self.screen.focused is not self or not self.screen.is_current:
            # It was left while this key was on its way here.
            again = getattr(self.parent, "again", None)
            if again is None or not self.screen.is_current:
                event.stop()
                event.prevent_default()
                return
            again()
            self.screen.set_focus(self)
        ident, take = self._takes
        keys = cast("RitualApp", self.app).settings.keys.get(ident, "enter").split(",")
        if graphemes.typed(event) is None and event.key in map(str.strip, keys) and take(self.value):
            event.stop()
            event.prevent_default()

    def on_resize(self) -> None:
        """Where one types stays in sight: also when words came before the line had its width, or has another now."""
        column = self.cursor_screen_offset.x - self.content_region.x + int(self.scroll_offset.x)
        self.call_after_refresh(self.scroll_to_region, Region(column, 0, width=1, height=1), force=True, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is not ours."""
        return False if action == "submit" else super().check_action(action, parameters)

    def on_paste(self, event: events.Paste) -> None:
        """Keep every line of it; Textual's own handler would keep the first."""
        if event.text:
            self.insert_text_at_cursor(freetext.in_one_line(event.text))
        event.prevent_default()
        event.stop()
