"""A page to read: its words in lines that are not too long, headings that stand out, and a way on to other pages."""

import re
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from ritualtui.practice import pages
from ritualtui.practice.pages import Line, Page
from ritualtui.strings import _
from ritualtui.tui.textual_compat.containers import VerticalScroll

WIDEST = 76
_STYLES = {"title": "bold $primary", "heading": "bold $text", "summary": "$text-muted"}
_CODE = re.compile(r"`([^`]+)`")
_NAMED = re.compile(r"“([a-z-]+)”")


class Leaf(Widget):
    """The words of a page, as tall as they are. A page that they name is a thing to click."""

    DEFAULT_CSS = """
    Leaf { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self._page: Page | None = None
        self._made: tuple[object, list[Content]] = None, []  # what it was made for, and the lines

    def show(self, page: Page) -> None:
        """Show this page."""
        if page is not self._page:
            self._page = page
            self.refresh(layout=True)

    def _lines(self, width: int) -> list[Content]:
        if self._page is None or self._made[0] == (self._page.id, width):
            return self._made[1]
        made: list[Content] = []
        for line in pages.lines(self._page, min(width, WIDEST)):
            made += [Content("")] if line.kind == "heading" and made else []  # a little more air before a new thought
            made.append(_dressed(line))
        made.append(Content(""))
        self._made = (self._page.id, width), made
        return made

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The page."""
        return Content("\n").join(self._lines(self.content_size.width))


def _dressed(line: Line) -> Content:
    """A line as it looks: a lead in bold, commands in their colour, pages that are named underlined."""
    text = line.text
    if line.kind in _STYLES:
        return Content.styled(text, _STYLES[line.kind])
    said = Content.styled(text, "$text")
    if line.kind == "item" and text.startswith("- "):
        said = said.stylize("$text-muted", 0, 1)
    said = said.stylize("bold", line.text.index(line.text.strip(" -")) if line.lead else 0, line.lead)
    for found in _NAMED.finditer(text):
        if found[1] in pages.ORDER:
            said = said.stylize("underline", *found.span(1))
            said = said.stylize(Style.from_meta({"@click": f"app.pages('{found[1]}')"}), *found.span(1))
    for found in reversed(list(_CODE.finditer(text))):
        first, last = found.span()
        said = said[:first] + said[first + 1 : last - 1].stylize("$primary") + said[last:]
    return said


class Reading(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The page, scrolled a line or a screenful at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "line(1)", _("down"), id="reading.down", show=False, tooltip=_("A line further down")),
        Binding("up,k", "line(-1)", _("up"), id="reading.up", show=False, tooltip=_("A line further up")),
        Binding("home", "end(-1)", _("top"), id="reading.top", show=False, tooltip=_("The beginning of the page")),
        Binding("end", "end(1)", _("end"), id="reading.end", show=False, tooltip=_("The end of the page")),
    ]

    def compose(self) -> ComposeResult:
        """The words."""
        yield Leaf()

    def show(self, page: Page) -> None:
        """Show this page from its beginning."""
        self.query_one(Leaf).show(page)
        self.scroll_home(animate=False)

    def turn(self, way: int) -> None:
        """A screenful down, or up; two lines stay to read on from."""
        self.scroll_relative(y=way * max(1, self.scrollable_content_region.height - 2), animate=False)

    def action_line(self, way: int) -> None:
        """A line down, or up."""
        self.scroll_relative(y=way, animate=False)

    def action_end(self, way: int) -> None:
        """To the beginning, or the end."""
        scroll: Callable[..., None] = self.scroll_end if way > 0 else self.scroll_home
        scroll(animate=False)
