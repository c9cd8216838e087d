"""Where one is on the way: a dot a step."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_PAST, _HERE, _AHEAD = ("●", "$primary"), ("◉", "bold $primary"), ("○", "$text-disabled")


class Steps(Widget):
    """``progress``: which step this is, from 1, and of how many. Past ones are full, this one is ringed."""

    DEFAULT_CSS = """
    Steps { height: 1; width: 100%; text-align: center; }
    """
    progress: reactive[tuple[int, int]] = reactive((0, 0))

    def render(self) -> Content:
        """Dots joined by lines; without lines where there is no room for them."""
        at, of = self.progress
        join = "────" if of * 5 < self.size.width - 4 else "─" if of * 2 < self.size.width - 4 else ""
        parts: list[tuple[str, str]] = []
        for step in range(1, of + 1):
            if step > 1 and join:
                parts.append((join, "$primary" if step <= at else "$border"))
            parts.append(_PAST if step < at else _HERE if step == at else _AHEAD)
        return Content.assemble(*parts)
