"""What one writes on in a guide: words, a list of to-dos, a number from 1 to 10."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Location

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import graphemes, text_wrap, words
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.text_field import Line


class Writing(TextArea):
    """Room to write: no frame, no highlighted line, and a cursor that stands still at the end of what is there."""

    DEFAULT_CSS = """
    Writing, Writing:focus { border: none; padding: 0; background: transparent; }
    Writing { scrollbar-size-vertical: 1; }
    Writing .text-area--placeholder { color: $text-disabled; }
    """

    def __init__(self, text: str, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(text, placeholder=placeholder, id=id, highlight_cursor_line=False, compact=True)
        self.cursor_blink = False
        self.cursor_location = self.document.end

    def on_resize(self) -> None:
        """Its lines break elsewhere now; Textual breaks them after it has drawn them, and does not draw them again."""
        self.refresh()

    # It takes every letter, and goes by whole ones (see ``graphemes``).

    async def on_key(self, event: events.Key) -> None:
        """Take what Python doesn't call printable; Textual's own handler takes the rest."""
        typed = graphemes.typed(event)
        if typed is not None and not event.is_printable and not self.read_only:
            event.stop()
            event.prevent_default()
            self.replace(typed, *self.selection, maintain_selection_offset=False)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Every letter is ours."""
        typed = bool(character) and all(map(freetext.is_kept, character or "")) and not self.read_only
        return typed or super().check_consume_key(key, character)

    def get_line(self, line_index: int) -> Text:
        """One of its lines, in which the cursor is as wide as the letter that it is on."""
        return graphemes.Letters(super().get_line(line_index).plain, end="", no_wrap=True)

    def get_cursor_left_location(self) -> Location:
        """To the letter before; from the beginning of a line to the end of the one above."""
        row, column = self.cursor_location
        return (row, graphemes.before(self.document[row], column)) if column else super().get_cursor_left_location()

    def get_cursor_right_location(self) -> Location:
        """To the next letter; from the end of a line to the beginning of the one below."""
        row, column = self.cursor_location
        line = self.document[row]
        return (row, graphemes.after(line, column)) if column < len(line) else super().get_cursor_right_location()

    def get_cursor_up_location(self) -> Location:
        """To the letter above."""
        return self._whole(super().get_cursor_up_location())

    def get_cursor_down_location(self) -> Location:
        """To the letter below."""
        return self._whole(super().get_cursor_down_location())

    def get_target_document_location(self, event: events.MouseEvent) -> Location:
        """To the letter that was clicked on."""
        return self._whole(super().get_target_document_location(event))

    def _whole(self, location: Location) -> Location:
        row, column = location
        return row, graphemes.beginning(self.document[row], column)


class Field:
    """What a page takes input with, beside being a widget."""

    back_word = words.BACK_TO_FIELD
    """What the key does that leads back to it."""

    @property
    def given(self) -> "str | int | None":
        """What stands on it; None where nothing was chosen."""
        raise NotImplementedError

    @property
    def entry(self) -> Widget:
        """Where the cursor is put: the widget itself, or one within it."""
        assert isinstance(self, Widget)
        return self

    @property
    def takes(self) -> bool:
        """Whether there is something on it that enter would put on a list, instead of passing the page."""
        return False

    def take_in(self) -> None:
        """Put on a list what is there, where it ``takes``."""


class Words(Field, Writing):
    """Some sentences, as tall as they are. Enter passes the page, so it is the screen's."""

    DEFAULT_CSS = """
    Words, Words:focus { height: auto; max-height: 6; }
    """

    async def on_key(self, event: events.Key) -> None:
        """Leave enter to the screen: the class above would take it, and is called unless we say no."""
        if event.key == "enter":
            event.prevent_default()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Every letter is ours, enter is not."""
        return key != "enter" and super().check_consume_key(key, character)

    @property
    def given(self) -> str:
        """The words."""
        return self.text


class Scale(Field, Widget, can_focus=True, inherit_bindings=False):
    """A number from 1 to 10, by digit (0 is ten), by arrow or by click; none until one is chosen."""

    DEFAULT_CSS = """
    Scale { height: 3; width: 50; max-width: 100%; }
    """
    back_word = words.BACK_TO_SCALE
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n % 10), f"choose({n})", str(n), id=f"scale.{n}", show=False, tooltip=_("Choose {n}").format(n=n))
          for n in range(1, 11)),
        Binding("up", "step(1)", _("choose"), id="scale.up", tooltip=_("One more")),
        Binding("down", "step(-1)", _("farther"), id="scale.down", tooltip=_("One less")),
    ]  # fmt: skip

    def __init__(self, value: int | None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self.value = value

    @property
    def given(self) -> int | None:
        """The number."""
        return self.value

    def render(self) -> Content:
        """Ten places on a line, and what its ends mean."""
        cell = max(3, min(5, self.content_size.width // 10))
        row = []
        for n in range(1, 11):
            style = _("bold $background on $primary") if n == self.value else "$text"
            row.append(Content.styled(f"{n:^{cell}}", style).stylize(Style.from_meta({"@click": f"choose({n})"})))
        upto = self.value or 0
        rest = ("━" * cell * (10 - upto), "$text-muted") if self.has_focus else ("─" * cell * (10 - upto), "$border")
        line = Content.assemble(("━" * cell * upto, "$primary"), rest)
        low, high = words.SCALE_LOW, words.SCALE_HIGH
        between = cell * 10 - len(low) - len(high)
        keys = next((said for said in words.SCALE_KEYS if len(said) + 4 <= between), "") if self.has_focus else ""
        ends = f"{low}{keys:^{between}}{high}"
        return Content("\n").join([Content("").join(row), line, Content.styled(ends, "$text-muted")])

    def watch_has_focus(self, has_focus: bool) -> None:
        """Whether its keys hold is seen."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def action_choose(self, value: int) -> None:
        """Choose a number."""
        self.value = value
        self.refresh()

    def action_step(self, by: int) -> None:
        """One more or less; from nowhere, the middle."""
        self.action_choose(5 if self.value is None else min(10, max(1, self.value + by)))


class ParkList(Field, Vertical):
    """To-dos, one a line: what was parked on the way above, then those of this page, then a line for the next."""

    DEFAULT_CSS = """
    ParkList { height: auto; }
    ParkList > #items { height: auto; color: $text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "take_back", _("edit the last"), id="park.take-back", priority=True,
                tooltip=_("In an empty field: take the last line back, to change or clear it")),
    ]  # fmt: skip

    class Changed(Message):
        """The list has changed."""

    def __init__(self, before: tuple[str, ...], own: list[str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._before = before
        self.lines = own
        # Known by itself: while a page is taken away it is asked for, and no longer found.
        self.field = Line(placeholder=words.LINE_HERE, takes=("guide.next", lambda _: self.add()))

    def compose(self) -> ComposeResult:
        """The list over its field."""
        yield Static("", id="items", markup=False)
        yield self.field

    def on_mount(self) -> None:
        """Show what is there."""
        self._show()

    def _show(self) -> None:
        shown = [Content.styled(self._item(line), "$text-muted") for line in self._before]
        for n, line in enumerate(self.lines):
            click = Style.from_meta({"@click": f"screen.take({n})"})
            shown.append(Content(self._item(line)).stylize(click))
        items = self.query_one("#items", Static)
        items.auto_links = False
        items.update(Content("\n").join(shown))
        items.display = bool(shown)
        self.refresh_bindings()

    def _item(self, line: str) -> str:
        """A to-do behind its dot; the lines after its first begin where its words do."""
        return "\n".join(text_wrap.pointed(freetext.one_line(line), self.size.width or 80))

    def on_resize(self) -> None:
        """Its lines break elsewhere now."""
        self._show()

    def on_input_changed(self) -> None:
        """Whether the last line can be taken back hangs on it."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A field that has something in it needs the key for itself."""
        return bool(self.lines) and not self.field.value if action == "take_back" else True

    @property
    def given(self) -> str:
        """The page's lines, with what is still on the field."""
        rest = self.field.value.strip()
        return "\n".join([*self.lines, *([rest] if rest else [])])

    @property
    def entry(self) -> Widget:
        """Its line."""
        return self.field

    @property
    def takes(self) -> bool:
        """Whether something is written on its line, and the cursor is there."""
        return self.screen.focused is self.field and bool(self.field.value.strip())

    def take_in(self) -> None:
        """Put it on the list."""
        self.add()

    def add(self) -> bool:
        """Put what is on the field on the list. False where it is empty."""
        text = self.field.value.strip()
        if text:
            self.lines.append(text)
            self.field.value = ""
            self._show()
        return bool(text)

    def action_take_back(self) -> None:
        """Take the last line back onto the field."""
        if self.lines:
            self.take(len(self.lines) - 1)

    def take(self, n: int) -> None:
        """Take a line back onto the field; what stood there is put on the list."""
        line = self.lines.pop(n)
        self.add()
        self.field.value = line
        self.field.cursor_position = len(line)
        self.screen.set_focus(self.field)
        self._show()
