"""Help: the keys that hold on the screen one came from, each with what it does."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.tui.widgets.keybar import KeyBar, key_name


class KeyTable(Widget):
    """Keys at the left, what they do beside them, however many lines that takes."""

    DEFAULT_CSS = """
    KeyTable { height: auto; }
    """

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        self._table = rows

    def _lines(self, width: int) -> list[Content]:
        widest = max((Content(keys).cell_length for keys, _ in self._table), default=0)
        lines = []
        for keys, says in self._table:
            first = Content.styled(keys, "bold $primary").pad_right(widest - Content(keys).cell_length + 3)
            for n, part in enumerate(Content(says).wrap(max(8, width - widest - 3))):
                lines.append(Content.assemble(first if n == 0 else " " * (widest + 3), part))
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The table."""
        return Content("\n").join(self._lines(self.content_size.width))


class HelpScreen(ModalScreen[None]):
    """See the module."""

    CSS_PATH = "../styles/small.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "back", id="help.close", tooltip="Back to where you were"),
    ]

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._rows = keys_of(of)

    def compose(self) -> ComposeResult:
        """A table of keys."""
        with Vertical(id="box", classes="wide"):
            yield Static("Keys that hold here", id="title", markup=False)
            with VerticalScroll(id="rows"):
                yield KeyTable(self._rows)
            yield KeyBar("help.close")


def keys_of(screen: Screen[Any]) -> list[tuple[str, str]]:
    """The keys in force on ``screen`` by what they do, in its order; only bindings of ours."""
    rows: dict[str, tuple[list[str], str]] = {}
    for key, (_, binding, enabled, tooltip) in screen.active_bindings.items():
        if enabled and binding.id and tooltip:
            rows.setdefault(binding.id, ([], tooltip))[0].append(binding.key_display or key_name(key))
    return [(" ".join(keys), freetext.one_line(says)) for keys, says in rows.values()]
