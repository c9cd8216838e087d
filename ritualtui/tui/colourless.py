"""For those who want no colours (the variable ``NO_COLOR``): none is sent, no grey either.

Letters take the terminal's own colours and keep being bold, underlined or struck. What stood out by its background
alone (where the cursor is in a list, a number that was chosen) is shown reversed.
"""

from collections.abc import Callable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_STANDS_OUT = 0.25
"""How much brighter or darker than the ground a background is that means something."""
_REVERSED = Style(reverse=True)


class Colourless(LineFilter):
    """See the module. ``ground`` is the colour that the screen has where there is nothing."""

    def __init__(self, ground: Callable[[], str]) -> None:
        super().__init__()
        self._ground = ground

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without colours."""
        ground = Color.parse(self._ground()).brightness
        return [
            Segment(text, None if style is None else _without(style, ground), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without(style: Style, ground: float) -> Style:
    found = style.bgcolor
    stands_out = (
        found is not None
        and not found.is_default
        and abs(Color.from_rich_color(found).brightness - ground) > _STANDS_OUT
    )
    plain = style.without_color
    return plain + _REVERSED if stands_out and not style.reverse else plain
