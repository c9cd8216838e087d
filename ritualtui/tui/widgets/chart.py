"""A chart in all the room there is, drawn anew where that is another."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from ritualtui.tui import text_wrap
from ritualtui.tui.charts.canvas import Canvas

_WIDEST = 60
Draw = Callable[[int, int], Canvas]


class Chart(Widget):
    """See the module. With nothing to draw it says a word in its middle."""

    DEFAULT_CSS = """
    Chart { height: 1fr; max-height: 15; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._draw: Draw | None = None
        self._word = ""
        self._known: tuple[object, Content] | None = None

    def show(self, draw: Draw) -> None:
        """Show this."""
        self._draw, self._known = draw, None
        self.refresh()

    def wait(self, word: str) -> None:
        """Show nothing yet but a word."""
        self._draw, self._word, self._known = None, word, None
        self.refresh()

    def render(self) -> Content:
        """The chart, or the word."""
        size = self.content_size
        if self._draw is None:
            said = [Content(line) for line in text_wrap.balanced(self._word, max(8, min(_WIDEST, size.width)))]
            above = "\n" * max(0, (size.height - len(said)) // 2)
            padded = (line.pad_left(max(0, (size.width - line.cell_length) // 2)) for line in said)
            return Content.assemble(above, Content("\n").join(padded)).stylize("$text-muted")
        if self._known is None or self._known[0] != size:
            self._known = size, self._draw(size.width, size.height).content()
        return self._known[1]
