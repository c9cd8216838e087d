"""Esc without a wait that one feels.

A terminal sends a lone esc and the beginning of a longer key alike; which it was shows in what does not follow.
Textual waits for 100 ms, and its driver looks at the keyboard only ten times a second. On the same machine the rest
of a key is there at once, so a fifth of that is plenty; over ssh the wait stays. (Terminals that speak kitty's
keyboard protocol need none of this.)
"""

import os
import selectors
import sys

WAIT_MS = 20


class Prompt(selectors.SelectSelector):
    """A selector that looks again soon after there was something, and then as seldom as it is asked to."""

    _typed = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """As the selector's own."""
        soon = timeout is not None and self._typed
        found = super().select(WAIT_MS / 1000 if soon else timeout)
        self._typed = bool(found)
        return found


def shorten() -> None:
    """Wait less, before Textual is asked for its driver. Does nothing where that could split a key, or elsewhere."""
    if sys.platform == "win32" or "SSH_CONNECTION" in os.environ or "ESCDELAY" in os.environ:
        return
    from textual import constants
    from textual.drivers import linux_driver

    constants.ESCAPE_DELAY = WAIT_MS / 1000  # type: ignore[misc]

    class Selectors:
        """What the driver takes of the module."""

        SelectSelector = Prompt
        EVENT_READ = selectors.EVENT_READ

    linux_driver.selectors = Selectors  # type: ignore[attr-defined,assignment]
