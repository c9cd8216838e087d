"""Help: the keys that hold on the screen one came from, each with what it does."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.tui.lines import balanced
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.widgets.ground import Vertical, VerticalScroll
from ritualtui.tui.widgets.keybar import KeyBar, key_name


class KeyTable(Widget):
    """Keys at the left, what they do beside them, what the settings call them at the right where there is room."""

    DEFAULT_CSS = """
    KeyTable { height: auto; padding-right: 1; }
    """

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._table = rows

    def _lines(self, width: int) -> list[Content]:
        keys_wide, ids_wide = (max((Content(row[n]).cell_length for row in self._table), default=0) for n in (0, 2))
        ids_wide = ids_wide + 2 if width >= 60 else 0
        lines = []
        for keys, says, ident in self._table:
            first = Content.styled(keys, "bold $primary").pad_right(keys_wide - Content(keys).cell_length + 2)
            parts = balanced(says, max(8, width - keys_wide - 2 - ids_wide))
            for n, part in enumerate(parts):
                line = Content.assemble(first if n == 0 else " " * (keys_wide + 2), part)
                if n == 0 and ids_wide:
                    gap = " " * max(2, width - line.cell_length - len(ident))
                    line = Content.assemble(line, gap, (ident, "$text-disabled"))
                lines.append(line)
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The table."""
        return Content("\n").join(self._lines(self.content_size.width))


class HelpScreen(Small[None]):
    """See the module."""

    CSS_PATH = "../styles/small.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "pages", "pages to read", id="help.pages",
                tooltip="Pages to read, whatever it is about; they are always here"),
        Binding("escape,q,question_mark", "dismiss", "back", id="help.close", tooltip="Back to where you were"),
    ]  # fmt: skip

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._rows = keys_of(of)

    def compose(self) -> ComposeResult:
        """A table of keys."""
        with Vertical(id="box", classes="wide"):
            yield Static("Keys that hold here", id="title", markup=False)
            with VerticalScroll(id="rows"):
                yield KeyTable(self._rows)
            yield KeyBar("help.pages", "help.close")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The pages are offered where their key holds on the screen beneath."""
        return action != "pages" or any(ident == "app.pages" for _, _, ident in self._rows)

    def action_pages(self) -> None:
        """To the pages, in place of this."""
        from ritualtui.tui.screens.pages import PagesScreen

        self.app.switch_screen(PagesScreen())


def keys_of(screen: Screen[Any]) -> list[tuple[str, str, str]]:
    """The keys in force on ``screen``, what they do, what their action is called; only bindings of ours."""
    rows: dict[str, tuple[list[str], str]] = {}
    for key, (_, binding, enabled, tooltip) in screen.active_bindings.items():
        if enabled and binding.id and tooltip:
            rows.setdefault(binding.id, ([], tooltip))[0].append(binding.key_display or key_name(key))
    return [(" ".join(keys), freetext.one_line(says), ident) for ident, (keys, says) in rows.items()]
