"""Ended from outside: the window was closed (SIGHUP), somebody or the system ended us (SIGTERM).

A handler of the loop would wait for the loop, which may be waiting for a terminal that takes nothing more. Python's
own runs between two steps of the main thread, wherever that is.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDS = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]


@contextmanager
def heard(act: Callable[[], None]) -> Iterator[None]:
    """Do ``act`` once before such a signal ends the process as it would have. What is ignored (nohup) stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        for other in _ENDS:  # a second one changes nothing
            signal.signal(other, signal.SIG_IGN)
        try:
            act()
        finally:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    before = {number: signal.getsignal(number) for number in _ENDS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
