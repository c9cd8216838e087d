"""The kinds of one's own entries on a line, one of them chosen; each can be clicked."""

from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from ritualtui import kinds
from ritualtui.practice.prompts import KINDS
from ritualtui.strings import _
from ritualtui.tui import words

NAMES: Final[dict[str, str]] = {"": words.MINE_ALL, **{kind: kinds.named(kind) for kind in KINDS}}
"""What each section is called; nothing: all of them."""


class Sections(Widget):
    """See the module. ``chosen`` is a kind, or nothing for all of them; a click does ``screen.section(kind)``."""

    DEFAULT_CSS = """
    Sections { height: auto; }
    """
    chosen: reactive[str] = reactive("")

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line; the gaps become smaller first."""
        return 1

    def render(self) -> Content:
        """The names."""
        letters = sum(len(name) for name in NAMES.values())
        gap = max(1, min(3, (self.content_size.width - letters) // (len(NAMES) - 1)))
        parts = []
        for kind, name in NAMES.items():
            style = _("bold underline $primary") if kind == self.chosen else "$text-muted"
            parts.append(Content.styled(name, style).stylize(Style.from_meta({"@click": f"screen.section('{kind}')"})))
        return Content(" " * gap).join(parts)
