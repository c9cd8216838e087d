"""The first line of a screen: the program's name, the day, who is here."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import words


class Head(Widget):
    """See the module. ``date`` has the day in full and in short."""

    DEFAULT_CSS = """
    Head { height: 1; }
    """
    date: reactive[tuple[str, str]] = reactive(("", ""))
    who: reactive[str] = reactive("")

    def render(self) -> Content:
        """Name at the left, day in the middle, who at the right; the day is shortened first."""
        width = self.content_size.width
        who = Content(words.shortened(freetext.one_line(self.who), max(8, width // 3)))
        left = Content(words.NAME)
        day = Content(self.date[0])
        if left.cell_length + day.cell_length + who.cell_length + 6 > width:
            day = Content(self.date[1])
        before = max(2, (width - day.cell_length) // 2 - left.cell_length)
        after = max(2, width - left.cell_length - before - day.cell_length - who.cell_length)
        return Content.assemble(
            left.stylize("bold $primary"), " " * before, day.stylize("$text-muted"), " " * after, who.stylize("$text")
        )
