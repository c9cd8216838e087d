"""Words that are set and not poured: in the middle in even lines, at the left in full ones; no last word alone."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from ritualtui.tui import text_wrap

MEASURE = 66
"""Cells of a line of prose at most."""


def evenly(text: Content, width: int) -> Content:
    """``text`` with line breaks where ``text_wrap.balanced`` has them, and with its styles."""
    return Content("\n").join(text[start:end] for start, end in text_wrap.spans(text.plain, width))


def filled(text: Content, width: int) -> Content:
    """``text`` in lines as full as can be, none longer than one reads with ease; with its styles."""
    room = min(width, MEASURE)
    return Content("\n").join(text[start:end] for start, end in text_wrap.spans(text.plain, room, text_wrap.full))


def in_rows(parts: Sequence[Content], between: Content, width: int) -> Content:
    """``parts`` on as few even lines as they need; none of them is torn apart, and no line ends with ``between``."""
    rows = text_wrap.even([part.cell_length for part in parts], between.cell_length, width)
    return Content("\n").join(between.join(parts[row.start : row.stop]) for row in rows)


class Sentence(Widget):
    """Words in the middle of a page. As tall as their lines are."""

    DEFAULT_CSS = """
    Sentence { width: 100%; height: auto; text-align: center; }
    """

    def __init__(self, text: str | Content = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.auto_links = False
        self._text = Content(text) if isinstance(text, str) else text
        self._set: tuple[int, Content] = (-1, Content(""))

    def update(self, text: str | Content) -> None:
        """Show this from now on."""
        self._text, self._set = Content(text) if isinstance(text, str) else text, (-1, Content(""))
        self.refresh(layout=True)

    def _lines(self, width: int) -> Content:
        if self._set[0] != width:
            self._set = width, self._broken(width)
        return self._set[1]

    def _broken(self, width: int) -> Content:
        return evenly(self._text, width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Its lines."""
        return self._lines(width).plain.count("\n") + 1

    def render(self) -> Content:
        """The lines."""
        return self._lines(self.content_size.width)


class Paragraph(Sentence):
    """Words that begin at the left."""

    DEFAULT_CSS = """
    Paragraph { text-align: left; }
    """

    def _broken(self, width: int) -> Content:
        return filled(self._text, width)
