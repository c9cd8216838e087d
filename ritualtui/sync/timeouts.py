"""How long a sync waits: for a connection, for an answer, and for the whole of it.

Two variables of the environment say otherwise, for a network that is slower or for somebody who waits less.
"""

import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ritualtui.errors import UsageError
from ritualtui.strings import _
from ritualtui.sync.target import GOES_ON, TargetError

TIMEOUT, MAX_TIME = "RITUALTUI_SYNC_TIMEOUT", "RITUALTUI_SYNC_MAX_TIME"
WHOLE = 600.0
"""Seconds for one whole sync with one place: ten years of two people at the slowest pace have four times that room."""
_LEAST = 0.05

_ends: ContextVar[float] = ContextVar("ends", default=math.inf)


class Overtime(TargetError):
    """The whole sync took as long as one may."""

    def __init__(self) -> None:
        super().__init__(
            _("The sync took longer than {said}, so it was ended.").format(said=_said(max_time())),
            _("{goes_on} {max_time} allows more seconds.").format(goes_on=GOES_ON, max_time=MAX_TIME),
            offline=True,
        )


def silence(usual: float) -> float:
    """Seconds of silence that are waited for: ``usual`` ones, or what the environment says."""
    return _seconds(TIMEOUT, 600) or usual


def max_time() -> float:
    """Seconds that one whole sync may take."""
    return _seconds(MAX_TIME, 86_400) or WHOLE


@contextmanager
def whole() -> Iterator[None]:
    """Give all within, in this thread, the time of one whole sync together. A bound that stands already stays.

    Raises ``UsageError`` where the environment says something else than seconds.
    """
    silence(0)
    if _ends.get() != math.inf:
        yield
        return
    token = _ends.set(time.monotonic() + max_time())
    try:
        yield
    finally:
        _ends.reset(token)


def left() -> float:
    """Seconds that are left of the whole sync, below 0 where it is over."""
    return _ends.get() - time.monotonic()


def over() -> bool:
    """Whether the whole sync has had its time."""
    return left() < _LEAST


def capped(seconds: float) -> float:
    """``seconds``, or what is left."""
    return max(_LEAST, min(seconds, left()))


def _seconds(name: str, most: int) -> float | None:
    """What a variable says, None where it says nothing. Raises ``UsageError``."""
    said = os.environ.get(name, "").strip()
    if not said:
        return None
    try:
        found = float(said)
    except ValueError:
        found = math.nan
    if not 0.1 <= found <= most:
        raise UsageError(
            _("{name} takes seconds, from 0.1 to {most:,}.").format(name=name, most=most),
            _("Leave it away for the usual ones."),
        )
    return found


def _said(seconds: float) -> str:
    if seconds >= 120:
        return _("{count:g} minutes").format(count=seconds / 60)
    return _("{count:g} seconds").format(count=seconds)
