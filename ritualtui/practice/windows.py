"""Windows: from when to when of a day a ritual is planned, and whether that is now.

Apart from the plans because the full screen asks it before any record is read. Standard library only.
"""

from datetime import datetime, time
from typing import Literal

Window = tuple[time, time]
"""From when to when of a day; where the end is not after the beginning it runs past midnight."""
WindowState = Literal["before", "now", "after"]

_DAY = 24 * 3_600


def window_state(now: datetime, window: Window, turn: int) -> WindowState:
    """Whether ``now`` is before, in or after ``window`` on its own logical day, which turns at ``turn`` o'clock.

    Goes by the wall clock that ``now`` carries. The beginning is in the window, the end is not; both the same:
    the whole day. Times before the turn are late ones of the evening before. A window that runs over the turn
    ends, or begins, with it: what is done on the far side counts for the other day.
    """
    opens, closes = (_seconds(end) for end in window)
    if opens == closes:
        return "now"
    if closes < opens:
        closes += _DAY
    turns = turn * 3_600
    if closes <= turns:
        opens, closes = opens + _DAY, closes + _DAY
    at = _seconds(now.time())
    if at < turns:
        at += _DAY
    if at < opens:
        return "before"
    return "now" if at < closes else "after"


def _seconds(of: time) -> int:
    return of.hour * 3_600 + of.minute * 60 + of.second
