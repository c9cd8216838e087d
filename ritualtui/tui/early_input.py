"""The terminal, taken before the full screen is loaded: what is typed meanwhile waits for it, and none of it is lost.

Loading takes some tenths of a second. A terminal that is still in its usual mode then swallows ctrl+q (it means *go
on* there), lets ctrl+c end us half loaded, and makes a line feed of enter. This is the first that is loaded, so it
loads next to nothing itself.
"""

import os
import sys

if sys.platform != "win32":
    import fcntl
    import termios

TYPE_CHECKING = False  # that of `typing` costs more than all of this
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_ENDS = ("SIGHUP", "SIGTERM")
_before: "list[Any] | None" = None
_lines = 0


def take() -> None:
    """Have each key as it is typed, unseen, from now on; nothing where that was done, or where no terminal is."""
    global _before, _lines
    if sys.platform == "win32" or _before is not None:
        return
    try:
        _before = termios.tcgetattr(0)
    except termios.error:
        return
    termios.tcsetattr(0, termios.TCSANOW, _each_key(_before))
    try:
        _lines = int.from_bytes(fcntl.ioctl(0, termios.FIONREAD, bytes(4)), sys.byteorder)
    except OSError:
        _lines = 0
    import signal

    for name in _ENDS:
        if signal.getsignal(number := getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(number, _end)


def let_go() -> None:
    """The terminal as it was, where nobody else has taken that over."""
    global _before
    if sys.platform != "win32" and _before is not None:
        was, _before = _before, None
        termios.tcsetattr(0, termios.TCSANOW, was)


def hand_over() -> "list[Any] | None":
    """How the terminal was, to whoever gives it back from now on; None where it was not taken."""
    global _before
    was, _before = _before, None
    return was


def typed_in_lines() -> int:
    """How many bytes were typed before it was taken, and had a line feed made of enter. Asked once."""
    global _lines
    found, _lines = _lines, 0
    return found


def _each_key(was: "list[Any]") -> "list[Any]":
    """As Textual will have it."""
    made = [*was[:6], list(was[6])]
    made[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    made[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    if not os.environ.get("TEXTUAL_ALLOW_SIGNALS"):
        made[3] &= ~termios.ISIG
    made[6][termios.VMIN] = 1
    return made


def _end(number: int, frame: "FrameType | None") -> None:
    """Ended from outside before there is anything to keep: as if we had never been there."""
    import signal

    signal.signal(number, signal.SIG_DFL)
    try:
        let_go()
    finally:
        os.kill(os.getpid(), number)
