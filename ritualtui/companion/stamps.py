"""Stamps for new versions, by the hybrid logical clock of this computer."""

from typing import Any

from ritualtui import clock
from ritualtui.store.state import State

Plain = dict[str, Any]
"""A record as in its JSON."""


class Stamper:
    """Stamps for one change: our clock as it stood, ticking at each version."""

    def __init__(self, state: State, ms: int) -> None:
        self.device: str = state.header["device"]
        self.clock: str = state.last["clock"]
        self._ms = ms

    def next(self, over: str = "") -> str:
        """A stamp for a new version that replaces one stamped ``over``."""
        stamp, self.clock = clock.tick_over(self.clock, self._ms, self.device, over)
        return stamp
