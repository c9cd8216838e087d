"""Time that runs on a page: a lead-in, the seconds, a pause. Pure; the widgets beside it only show it."""

from typing import Final

LEAD_IN: Final = 3.0
"""Seconds before a timer begins by itself: enough to look up from the screen."""
DARK_LEAD_IN: Final = 8.0
"""The same before the screen goes dark: enough to read the page."""
_BREATH: Final = 10.0  # seconds of one breath in and out, about six a minute
_ONE_BREATH: Final = 14.0  # up to so many seconds are one breath


class Pace:
    """``seconds`` of time, begun ``lead`` seconds from now. ``elapsed`` is negative until then."""

    def __init__(self, seconds: float, lead: float = LEAD_IN) -> None:
        self.seconds = seconds
        self.elapsed = -lead
        self.running = True

    @property
    def begun(self) -> bool:
        """Whether the lead-in is over."""
        return self.elapsed >= 0

    @property
    def over(self) -> bool:
        """Whether the time has run out."""
        return self.elapsed >= self.seconds

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.seconds - min(max(self.elapsed, 0.0), self.seconds)

    @property
    def share(self) -> float:
        """How much is gone, 0 to 1."""
        return 1.0 - self.left / self.seconds

    def advance(self, seconds: float) -> bool:
        """Let time pass. True where it ran out just now."""
        if not self.running or self.over:
            return False
        self.elapsed += max(0.0, seconds)
        return self.over

    def toggle(self) -> None:
        """Pause, or go on."""
        self.running = not self.running

    @property
    def cycle(self) -> float:
        """Seconds of one breath, so that whole breaths fill the time."""
        return self.seconds if self.seconds <= _ONE_BREATH else self.seconds / round(self.seconds / _BREATH)

    @property
    def breath(self) -> float:
        """How full the breath is, 0 to 1: in for the first half of each cycle, out for the second."""
        if not self.begun or self.over:
            return 0.0
        at = (self.elapsed % self.cycle) / self.cycle
        part = at * 2 if at < 0.5 else (1 - at) * 2
        return part * part * (3 - 2 * part)  # slow at both ends
