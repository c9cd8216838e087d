"""The terminal as it was before, at once: *leave now*, and being ended from outside."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.driver import Driver

_UNDO_MODES: Final = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"  # the mouse
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[<u"  # paste, resizing, focus, the keyboard's protocol
    "\x1b[?7h\x1b[?25h"  # wrapped lines, the cursor
)


def give_back(driver: "Driver") -> None:
    """Clear the terminal with what scrolled by before, and let it be as it was. Raises what a lost terminal raises."""
    # In one write, so that what the terminal showed before is not seen in between.
    driver.write("\x1b[2J\x1b[?1049l\x1b[H\x1b[2J\x1b[3J\x1b]0;\x07" + _UNDO_MODES)
    driver.flush()
    before = getattr(driver, "attrs_before", None)
    if before is None:  # not a POSIX terminal: its own way, which takes a little longer
        driver.stop_application_mode()
        driver.close()
    else:
        import termios

        driver.close()
        termios.tcsetattr(driver.fileno, termios.TCSANOW, before)  # type: ignore[attr-defined]
