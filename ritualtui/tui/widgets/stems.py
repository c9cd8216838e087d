"""Ways for the listener to begin a sentence: three at a time, in their order, as the talk goes on."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.tui.widgets.step_clock import Pace

AT_ONCE: Final = 3
_LOOK = 1.0  # seconds between two looks at the clock


class Stems(Static):
    """``stems`` by threes: each three have an equal part of the time of ``pace``. ``tick`` may be called by hand."""

    def __init__(self, stems: Sequence[str], pace: Pace) -> None:
        super().__init__(id="stems", markup=False)
        self._threes = [stems[at : at + AT_ONCE] for at in range(0, len(stems), AT_ONCE)]
        self._pace = pace
        self._shown = -1

    def on_mount(self) -> None:
        """Show the first, and look at the clock."""
        self.tick()
        self.set_interval(_LOOK, self.tick)

    def tick(self) -> None:
        """Show those whose time it is."""
        now = min(int(self._pace.share * len(self._threes)), len(self._threes) - 1)
        if now != self._shown:
            self._shown = now
            self.update(Content("\n").join(Content(freetext.one_line(stem)) for stem in self._threes[now]))
