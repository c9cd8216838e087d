"""Stamps for new versions, by the hybrid logical clock of this computer."""

from typing import Any

from ritualtui import clock
from ritualtui.store.datafile import stamp_of
from ritualtui.store.state import State

Plain = dict[str, Any]
"""A record as in its JSON."""


class Stamper:
    """Stamps for one change: our clock as it stood, ticking at each version."""

    def __init__(self, state: State, ms: int) -> None:
        self.device: str = state.header["device"]
        self.clock: str = state.last["clock"]
        self._state = state
        self._ms = ms

    def next(self, over: str = "") -> str:
        """A stamp for a new version that replaces one stamped ``over``."""
        stamp, self.clock = clock.tick_over(self.clock, self._ms, self.device, over)
        return stamp

    def stamped(self, record: Plain) -> Plain:
        """A whole record as the next version of what stands under its id, and of the version whose stamp it has."""
        stands = self._state.get(record["id"])
        over = max("" if stands is None else stamp_of(stands), record.get("stamp", ""))
        return {**record, "stamp": self.next(over)}


def removed(ident: str, kind: str) -> Plain:
    """What stays of a record that is taken out of the log."""
    return {"id": ident, "kind": kind, "stamp": "", "deleted": True}
