"""Words in the middle of a page, set and not poured: their lines are as even as can be."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from ritualtui.tui import lines


class Sentence(Widget):
    """See the module. As tall as its lines are."""

    DEFAULT_CSS = """
    Sentence { width: 100%; height: auto; text-align: center; }
    """

    def __init__(self, text: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._text = text
        self._set: tuple[int, list[str]] = (-1, [])

    def update(self, text: str) -> None:
        """Show this from now on."""
        self._text, self._set = text, (-1, [])
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[str]:
        if self._set[0] != width:
            self._set = width, lines.balanced(self._text, width)
        return self._set[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Its lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._lines(self.content_size.width)))
