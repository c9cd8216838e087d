"""The greeting, and at its right how the two hold together: eight weeks in a row of shapes, the run, a word."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ritualtui import messages

if TYPE_CHECKING:
    from ritualtui.companion.look import Together

_ROOM = 4


class Greeting(Widget):
    """See the module. What is at the right gives way first: its shapes, then its best run, then all of it."""

    DEFAULT_CSS = """
    Greeting { height: 1; }
    """
    said: reactive[str] = reactive("")
    together: "reactive[Together | None]" = reactive(None)

    def render(self) -> Content:
        """One line."""
        width = self.content_size.width
        left = Content.styled(self.said, "bold $text")
        for right in self._rights():
            free = width - left.cell_length - right.cell_length
            if free >= _ROOM:
                return Content.assemble(left, " " * free, right)
        return left

    def _rights(self) -> list[Content]:
        held = self.together
        if held is None or not held.counted:
            return []
        label = Content.styled(messages.together_label(held.solo), "$text-muted")
        weeks = Content.styled(messages.weeks(held.weeks), "$text-muted")
        run = Content.assemble((messages.days(held.run), "$text"), (f" · {held.word}", "$text-muted"))
        best = Content.styled(f" · best {held.best}", "$text-muted")
        gap = "  "
        return [
            Content.assemble(label, gap, weeks, gap, run, best),
            Content.assemble(label, gap, weeks, gap, run),
            Content.assemble(label, gap, run),
        ]
