"""The end by a signal: the window was closed (SIGHUP), or the machine goes down (SIGTERM). Words are sealed first."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress

_ENDS = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]


def then(act: Callable[[], None]) -> Callable[[], None]:
    """Do ``act`` before such a signal ends the process as it would have. Returns what takes that back."""
    loop = asyncio.get_running_loop()

    def end(number: int) -> None:
        try:
            act()
        finally:
            loop.remove_signal_handler(number)
            os.kill(os.getpid(), number)

    # Windows has no such handlers, and neither has a loop that does not run in the main thread.
    with suppress(NotImplementedError, RuntimeError, ValueError):
        for number in _ENDS:
            loop.add_signal_handler(number, end, number)

    def undo() -> None:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in _ENDS:
                loop.remove_signal_handler(number)

    return undo
