"""The terminal as it was before, at once: *leave now*, and being ended from outside."""

import os
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.driver import Driver

_UNDO_MODES: Final = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"  # the mouse
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[<u"  # paste, resizing, focus, the keyboard's protocol
    "\x1b[?7h\x1b[?25h"  # wrapped lines, the cursor
)
_CLEARED: Final = "\x1b[2J\x1b[?1049l\x1b[H\x1b[2J\x1b[3J\x1b]0;\x07"
_LEFT: Final = "\x1b[0m\x1b[2J\x1b[?1049l"
_PATIENCE: Final = 0.3
"""Seconds for a terminal to take a few bytes, where we are ended from outside."""


def attributes() -> "list[Any] | None":
    """How the terminal is now (its termios attributes); None where there is no POSIX terminal."""
    if sys.platform == "win32":
        return None
    import termios

    try:
        return termios.tcgetattr(_keyboard())
    except (OSError, termios.error):
        return None


def set_attributes(before: "list[Any] | None") -> None:
    """Make the terminal as ``attributes`` found it."""
    if sys.platform != "win32" and before is not None:
        import termios

        with suppress(OSError, termios.error):
            termios.tcsetattr(_keyboard(), termios.TCSANOW, before)


def _keyboard() -> int:
    return sys.__stdin__.fileno() if sys.__stdin__ is not None else 0


def give_back(driver: "Driver") -> None:
    """Clear the terminal with what scrolled by before, and let it be as it was."""
    # In one write, so that what the terminal showed before is not seen in between.
    driver.write(_CLEARED + _UNDO_MODES)
    driver.flush()
    before = getattr(driver, "terminal_before", None)
    if before is None:  # not a POSIX terminal: its own way, which takes a little longer
        driver.stop_application_mode()
        driver.close()
    else:
        driver.close()
        set_attributes(before)


def cut_off(driver: "Driver", *, clear: bool) -> None:
    """The same in the middle of anything, waiting for nobody; ``clear``: also what scrolled by before.

    A terminal that is gone, takes nothing, or is another's now (we are in the background) is let alone.
    """
    before = getattr(driver, "terminal_before", None)
    if before is None or sys.__stderr__ is None:
        return
    import termios

    with suppress(OSError, termios.error):
        shown = sys.__stderr__.fileno()
        if os.tcgetpgrp(shown) != os.getpgrp():
            return
        terminal = os.dup(shown)
        # What another thread still paints goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), shown)
        if select.select([], [terminal], [], _PATIENCE)[1]:
            os.write(terminal, ((_CLEARED if clear else _LEFT) + _UNDO_MODES).encode())
        termios.tcsetattr(_keyboard(), termios.TCSANOW, before)
