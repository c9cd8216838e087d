"""The full screen as a real process on a real terminal, watched."""

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from support.command_line import PATIENCE, Terminal

__all__ = ["COMMAND", "PATIENCE", "Screen", "Watched"]

COMMAND = str(Path(sys.executable).with_name("ritualtui"))
Screen = Callable[..., "Watched"]


class Watched(Terminal):
    """A terminal on which the full screen runs. pyte is fed without the private parameters that it stumbles over."""

    def _read_once(self, patience: float) -> None:
        before = len(self.raw)
        feed, self._stream.feed = self._stream.feed, lambda data: None  # type: ignore[method-assign]
        try:
            super()._read_once(patience)
        finally:
            self._stream.feed = feed  # type: ignore[method-assign]
        self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;$]*[a-zA-Z]", b"", self.raw[before:]))

    def kill(self) -> None:
        """As a flat battery does."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self.code = -9
