"""Widgets that show a pace: the breathing circle, the thin line of a timer."""

import math
from collections.abc import Callable
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ritualtui.tui import words
from ritualtui.tui.widgets.step_clock import Pace

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell, four rows of two."""
_STRIDE = 4.4
"""Dots between two spots of the widest circle."""
_APART = 3.0
"""Dots that the circles are apart where both are drawn."""
_ROOMY = 10.5
"""The least radius, in dots, of a circle with room for a word."""
_FRAME = 1 / 15
_STEP = 1 / 4


class Timed(Widget):
    """Moves ``pace`` on by the clock that ``ticks`` reads. ``tick`` may be called by hand."""

    DARKENS: ClassVar[bool] = False
    """Whether the screen is dark while it runs, and the page goes on by itself when it is over."""
    RINGS: ClassVar[bool] = True
    """Whether a bell says that it is over."""

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
        left = words.minutes(self.pace.left)
        if not self.pace.running:
            return f"{left} · {words.PAUSED}"
        return left if self.pace.begun else self._ready


class Breath(Timed):
    """A circle that widens and narrows at the pace of the step, the seconds left in its middle."""

    RINGS = False
    DEFAULT_CSS = """
    Breath { width: 27; height: 13; }
    """

    @property
    def every(self) -> float:
        """As often as motion needs."""
        return _STEP if self.still else _FRAME

    def look(self) -> object:
        """The radius, too."""
        return (*self._radii(), math.ceil(self.pace.left), self.pace.running, self.pace.begun)

    def _radii(self) -> tuple[float, float]:
        """Those of the circle and of the widest one, in dots. Halves only: every other one would have corners."""
        width, height = self._room
        full = min(width, height * 2) - 0.5
        breath = 0.7 if self.still else self.pace.breath
        return math.floor(full * (0.45 + 0.55 * breath)) + 0.5, full

    @property
    def _room(self) -> tuple[int, int]:
        """Cells to draw on: odd counts, so that there is one in the very middle."""
        width, height = self.size
        return max(1, width - 1 + width % 2), max(1, height - 1 + height % 2)

    def render(self) -> Content:
        """Rings of braille dots."""
        width, height = self._room
        radius, full = self._radii()
        ring = _drawn(width, height, _circle(radius))
        ghost = _drawn(width, height, _spots(full)) if full - radius >= _APART else {}
        row = height // 2
        middle = dict(zip((row, row + 1), self._middle(radius), strict=False))
        lines = []
        for y in range(height):
            parts: list[tuple[str, str]] = []
            for x in range(width):
                bits, style = (ring[y, x], "$primary") if (y, x) in ring else (ghost.get((y, x), 0), "$border")
                parts.append((chr(0x2800 | bits) if bits else " ", style if bits else ""))
            line = Content.assemble(*parts).simplify()
            if said := middle.get(y):
                left = (width - len(said)) // 2
                line = Content.assemble(line[:left], (said, "bold $text"), line[left + len(said) :])
            lines.append(line)
        return Content("\n").join(lines)

    def _middle(self, radius: float) -> tuple[str, ...]:
        """What stands in the middle: the seconds left, and under them, where the circle has room, that they stand."""
        pace = self.pace
        if pace.over:
            return ("✓",)
        left = str(math.ceil(pace.left)) if pace.seconds < 60 else words.minutes(pace.left)
        if not pace.running and radius >= _ROOMY:
            return left, words.PAUSED
        return (left,) if pace.begun else ("…",)


def _circle(radius: float) -> set[tuple[int, int]]:
    """The dots of a thin circle around the corner of four of them, which is (0, 0); even in all eight directions."""
    dots = set()
    before = -1
    for n in range(math.ceil(radius / math.sqrt(2)) + 1):
        along = n + 0.5
        across = math.sqrt(max(0.0, radius * radius - along * along))
        m = round(across - 0.5)
        if m < n or m == n == before:  # the last would be a corner between two dots that touch already
            break
        before = m
        for x, y in ((n, m), (m, n)):
            dots |= {(x, y), (-1 - x, y), (x, -1 - y), (-1 - x, -1 - y)}
    return dots


def _spots(radius: float) -> set[tuple[int, int]]:
    """Single dots at even distances on a circle, as many in each quarter."""
    each = max(2, round(radius * math.pi / 2 / _STRIDE))
    dots = set()
    for n in range(each):
        angle = (n + 0.5) / each * math.pi / 2
        x, y = round(radius * math.cos(angle) - 0.5), round(radius * math.sin(angle) - 0.5)
        dots |= {(x, y), (-1 - x, y), (x, -1 - y), (-1 - x, -1 - y)}
    return dots


def _drawn(width: int, height: int, dots: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Braille bits by row and column, for dots around the middle."""
    cells: dict[tuple[int, int], int] = {}
    for x, y in dots:
        column, row = x + width, y + height * 2
        if 0 <= column < width * 2 and 0 <= row < height * 4:
            spot = row // 4, column // 2
            cells[spot] = cells.get(spot, 0) | _DOTS[row % 4][column % 2]
    return cells


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


class Night(Timer):
    """A timer for the last minutes of the day: the screen goes dark while it runs."""

    DARKENS = True
