"""A line with something at its left and something at its right, whatever its width."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_GAP = 2


class Ends(Visual):
    """See the module; what is at the left gives way."""

    def __init__(self, left: Content, right: Content) -> None:
        self._left, self._right = left, right

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """One strip."""
        kept = width - self._right.cell_length - _GAP * bool(self._right)
        left = self._left.truncate(max(1, kept), ellipsis=True)
        gap = " " * max(0, width - left.cell_length - self._right.cell_length)
        return Content.assemble(left, gap, self._right).render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Both, and the space between them."""
        return self._left.cell_length + _GAP + self._right.cell_length

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line."""
        return 1
