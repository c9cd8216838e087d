"""The early word on Today: the first whole, with one small thing to do; a second in one line.

No key of it does anything while it is not in sight, or while another question stands.
"""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import text_wrap, words
from ritualtui.tui.widgets.news import news_key
from ritualtui.tui.widgets.sentence import filled, in_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from ritualtui.companion.nudges import Nudge


_GAP, _NARROW_GAP = 3, 2


class NudgeWord(Widget):
    """See the module. ``shown`` is what is due; ``key`` says how a binding's key is called."""

    DEFAULT_CSS = """
    NudgeWord { height: auto; }
    """

    def __init__(self, key: "Callable[[str], str]", id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self.display = False
        self.shown: list[Nudge] = []
        self._key = key
        self._why = False

    def show(self, due: "list[Nudge]") -> None:
        """Show these; none hides it."""
        if due != self.shown:
            self._why = self._why and due[:1] == self.shown[:1]
            self.shown = due
            self.display = bool(due)
            self.refresh(layout=True)

    @property
    def first(self) -> "Nudge | None":
        """The one that is shown whole, where its keys are in sight."""
        if not self.shown or not self.display:
            return None
        body = self.screen.query_one("#body").region
        width = self.content_size.width
        spot = self.content_region.y + self._height(self._parts(width)[0], width)
        return self.shown[0] if body.y <= spot < body.bottom else None

    def unfold(self) -> None:
        """Show the arithmetic, or hide it."""
        self._why = not self._why
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_visible, animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it needs."""
        return sum(self._height(part, width) for part in self._parts(width)) if self.shown else 0

    def render(self) -> Content:
        """The word, what can be done with it, why, and that there is another."""
        return Content("\n").join(self._parts(self.content_size.width))

    @staticmethod
    def _height(part: Content, width: int) -> int:
        return len(part.wrap(max(1, width)))

    def _parts(self, width: int) -> list[Content]:
        if not self.shown:
            return [Content("")]
        one = self.shown[0]
        keys = [
            news_key(self._key(f"today.nudge-{ident}"), said, f"screen.nudge('{ident}')")
            for ident, said in (
                ("do", freetext.one_line(one.label)), ("later", words.NUDGE_LATER), ("put", words.NUDGE_PUT),
                ("never", words.NUDGE_NEVER), ("why", words.NUDGE_WHY),
            )
        ]  # fmt: skip
        wide = sum(key.cell_length + _GAP for key in keys) - _GAP <= width
        rows = in_rows(keys, Content(" " * (_GAP if wide else _NARROW_GAP)), width)
        parts = [filled(Content.styled(one.said, "$text"), width), rows]
        if self._why:
            parts += [
                Content.styled(line, "$text-muted") for reason in one.why for line in text_wrap.pointed(reason, width)
            ]
        if len(self.shown) > 1:
            parts.append(Content.styled(words.NUDGE_ALSO.format(what=self.shown[1].name), "$text-muted"))
        return parts
