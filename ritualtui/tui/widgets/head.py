"""The first line of a screen: the program's name, the day, who is here."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import words

_GAP = 2


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
        step = getattr(getattr(self.app, "in_step", None), "word", "")
        if step and width // 2 - self._middle(who) >= len(step) + 2 * _GAP:
            who = Content.assemble((f"{step}   ", "$text-muted"), who)
        left = Content(words.NAME)
        day = Content(self.date[0])
        if self._between(left, day, who) < 2 * _GAP:
            day = Content(self.date[1])
        between = self._between(left, day, who)
        if between < 2 * _GAP:
            who = who.truncate(max(0, who.cell_length + between - 2 * _GAP), ellipsis=True)
            between = self._between(left, day, who)
        middle = (width - day.cell_length) // 2 - left.cell_length
        before = max(0, min(max(_GAP, middle), between - _GAP))
        after = max(0, between - before)
        return Content.assemble(
            left.stylize("bold $primary"), " " * before, day.stylize("$text-muted"), " " * after, who.stylize("$text")
        )

    def _middle(self, who: Content) -> int:
        """Cells that the right half of the line has to keep: half of the day, and who."""
        return (len(self.date[0]) + 1) // 2 + who.cell_length

    def _between(self, *parts: Content) -> int:
        """Cells that are left."""
        return self.content_size.width - sum(part.cell_length for part in parts)
