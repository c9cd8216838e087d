"""The pause that today is in, on Today: since when and why, that it takes nothing, and the key that ends it.

In a season it's one quiet line, and the key that changes it.
"""

from collections.abc import Callable
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from ritualtui.strings import _
from ritualtui.tui.widgets.sentence import filled

_SAFE: Final = _("Your streaks are safe, and your rituals stay open.")
_KEY: Final = _("End it")
_CHANGE: Final = _("Change")
_GAP: Final = 3


class PauseLine(Widget):
    """See the module. ``key`` says how a binding's key is called."""

    DEFAULT_CSS = """
    PauseLine { height: auto; }
    """

    def __init__(self, key: Callable[[str], str], id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self.display = False
        self._key = key
        self._said, self._season = "", False

    def show(self, said: str, season: bool = False) -> None:
        """Say this of the pause, or of the season; nothing where there is none."""
        if (said, season) != (self._said, self._season):
            self._said, self._season = said, season
            self.display = bool(said)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        key = Content.assemble(
            (self._key("today.pause"), "bold $text"), (f"  {_CHANGE if self._season else _KEY}", "$text")
        )
        key = key.stylize(Style.from_meta({"@click": "screen.pause"}))
        said = filled(
            Content.styled(self._said, "$text" if self._season else "bold $text"),
            max(8, width - 2 - key.cell_length - _GAP),
        ).split("\n")
        lines = [Content.assemble(("– " if n == 0 else "  ", "$text-muted"), line) for n, line in enumerate(said)]
        free = width - lines[0].cell_length - key.cell_length
        lines[0] = Content.assemble(lines[0], " " * max(1, free), key)
        if self._season:
            return lines
        safe = filled(Content.styled(_SAFE, "$text-muted"), max(8, width - 2)).split("\n")
        return lines + [Content.assemble("  ", line) for line in safe]
