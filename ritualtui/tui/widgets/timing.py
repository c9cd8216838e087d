"""Widgets that show a pace: the breathing circle, the thin line of a timer."""

import math
from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ritualtui.tui import words
from ritualtui.tui.widgets.pace import Pace

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell, four rows of two."""
_FRAME = 1 / 15
_STEP = 1 / 4


class Timed(Widget):
    """Moves ``pace`` on by the clock that ``ticks`` reads. ``tick`` may be called by hand."""

    class Begun(Message):
        """The lead-in is over."""

    class Over(Message):
        """The time has run out."""

    def __init__(self, pace: Pace, ticks: Callable[[], float], ready: str = words.READY) -> None:
        super().__init__()
        self.pace = pace
        self._ready = ready
        self._ticks = ticks
        self._last = ticks()
        self._shown: object = None

    @property
    def still(self) -> bool:
        """Whether motion is unwanted."""
        return self.app.animation_level == "none"

    @property
    def every(self) -> float:
        """Seconds between two looks at the clock."""
        return _STEP

    def on_mount(self) -> None:
        """Begin to look at the clock."""
        self._last = self._ticks()
        self.set_interval(self.every, self.tick)

    def tick(self) -> None:
        """Take in the time that has passed; repaint where that shows."""
        now = self._ticks()
        before = self.pace.begun
        over = self.pace.advance(now - self._last)
        self._last = now
        if (look := self.look()) != self._shown:
            self._shown = look
            self.refresh()
        if self.pace.begun and not before:
            self.post_message(self.Begun())
        if over:
            self.post_message(self.Over())

    def look(self) -> object:
        """All that decides how it looks now."""
        return (int(self.pace.left), self.pace.running, self.pace.begun)

    def on_click(self) -> None:
        """A click pauses, or goes on."""
        self.toggle()

    def toggle(self) -> None:
        """Pause, or go on."""
        self.pace.toggle()
        self.refresh()

    def said(self) -> str:
        """What stands with it: the time left, or why it stands still."""
        if self.pace.over:
            return "✓"
        if not self.pace.running:
            return words.PAUSED
        return words.minutes(self.pace.left) if self.pace.begun else self._ready


class Breath(Timed):
    """A circle that widens and narrows at the pace of the step, the seconds left in its middle."""

    DEFAULT_CSS = """
    Breath { width: 27; height: 13; }
    """

    @property
    def every(self) -> float:
        """As often as motion needs."""
        return _STEP if self.still else _FRAME

    def look(self) -> object:
        """The radius to a tenth of a dot, too."""
        return (*self._radii(), math.ceil(self.pace.left), self.pace.running, self.pace.begun)

    def _radii(self) -> tuple[float, float]:
        full = min(self.size.width, self.size.height * 2) - 1.0
        breath = 0.7 if self.still else self.pace.breath
        return round(full * (0.45 + 0.55 * breath), 1), full

    def render(self) -> Content:
        """Rings of braille dots."""
        width, height = self.size
        radius, full = self._radii()
        ring = _rings(width, height, [(radius, 0.62)])
        ghost = _rings(width, height, [(full, 0.45)])
        middle = self._middle()
        lines = []
        for y in range(height):
            parts: list[tuple[str, str]] = []
            for x in range(width):
                bits, style = (ring[y][x], "$primary") if ring[y][x] else (ghost[y][x] & _sparse(x, y), "$border")
                parts.append((chr(0x2800 | bits) if bits else " ", style if bits else ""))
            lines.append(Content.assemble(*parts).simplify())
        row = height // 2
        left = (width - len(middle)) // 2
        lines[row] = Content.assemble(lines[row][:left], (middle, "bold $text"), lines[row][left + len(middle) :])
        return Content("\n").join(lines)

    def _middle(self) -> str:
        pace = self.pace
        if pace.running and pace.begun and not pace.over and pace.seconds < 60:
            return str(math.ceil(pace.left))
        return {self._ready: "…"}.get(self.said(), self.said())


def _rings(width: int, height: int, rings: list[tuple[float, float]]) -> list[list[int]]:
    """Braille bits of circles around the middle; radius and half the thickness in dots."""
    cells = [[0] * width for _ in range(height)]
    middle_x, middle_y = width - 0.5, height * 2 - 0.5
    for y in range(height * 4):
        for x in range(width * 2):
            distance = math.hypot(x - middle_x, y - middle_y)
            if any(abs(distance - radius) <= thick for radius, thick in rings):
                cells[y // 4][x // 2] |= _DOTS[y % 4][x % 2]
    return cells


def _sparse(x: int, y: int) -> int:
    return 0x11 if (x + y) % 2 else 0x88


class Timer(Timed):
    """The minutes left, and a thin line that fills."""

    DEFAULT_CSS = """
    Timer { width: 30; height: 2; content-align: center middle; }
    """

    def look(self) -> object:
        """The line in half cells, too."""
        halves = int(self.pace.share * self.size.width * 2)
        return (words.minutes(self.pace.left), self.pace.running, self.pace.begun, halves)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Two lines."""
        return 2

    def render(self) -> Content:
        """The minutes over the line."""
        width = self.content_size.width
        said = self.said()
        halves = int(self.pace.share * width * 2)
        whole, half = divmod(halves, 2)
        return Content.assemble(
            " " * max(0, (width - len(said)) // 2), (said, "bold $text"), "\n",
            ("━" * whole + ("╸" if half and whole < width else ""), "$primary"),
            ("─" * (width - whole - half), "$border"),
        )  # fmt: skip
