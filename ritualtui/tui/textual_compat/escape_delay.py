"""Esc comes without a wait that one feels.

A terminal sends a lone esc and the beginning of a longer key alike; which it was shows in what does not follow.
Textual waits for 100 ms, and its driver looks at the keyboard only ten times a second. On the same computer the rest
of a key is there at once, so a fifth of that is plenty; over ssh the wait stays. (Terminals that speak kitty's
keyboard protocol need none of this.)

Textual's Linux driver (seen in 8.2.8) takes two names from its own module, which are replaced there: ``selectors``,
of which it uses ``SelectSelector``, and ``XTermParser`` (see ``key_parser``). Where one is gone Textual's own is left
in place: esc takes a tenth of a second longer, or a terminal's slow answer may be taken for a key.
"""

import os
import selectors
import sys
from types import ModuleType
from typing import Final

from textual import constants

from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = ("textual.drivers.linux_driver:selectors", "textual.drivers.linux_driver:XTermParser")
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


def prepare() -> None:
    """Before Textual is asked for its driver. Waits less for esc, but where that could split a key."""
    if sys.platform == "win32":
        return
    try:
        from textual.drivers import linux_driver
    except ImportError:
        notes.note("textual.drivers.linux_driver is gone: esc is slower")
        return
    _hear_keys_alone(linux_driver)
    if "SSH_CONNECTION" in os.environ or "ESCDELAY" in os.environ:
        return
    constants.ESCAPE_DELAY = WAIT_MS / 1000  # type: ignore[misc]
    _look_sooner(linux_driver)


def _hear_keys_alone(driver: ModuleType) -> None:
    without = "a terminal's slow answer may be taken for a key"
    try:
        from ritualtui.tui.textual_compat.key_parser import Keys
    except ImportError as error:
        notes.note(f"{error}: {without}")
        return
    if notes.has(driver, "XTermParser", without) and all(notes.has(Keys, name, without) for name in ("feed", "tick")):
        driver.XTermParser = Keys  # type: ignore[attr-defined]


def _look_sooner(driver: ModuleType) -> None:
    if notes.has(driver, "selectors", "esc is slower"):
        # The whole module but for one name, so that the driver finds whatever else it comes to use.
        prompt = ModuleType("selectors", selectors.__doc__)
        vars(prompt).update({**vars(selectors), "SelectSelector": Prompt})
        driver.selectors = prompt  # type: ignore[attr-defined]
