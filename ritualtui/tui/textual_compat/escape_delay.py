"""What comes from the terminal, on its way to Textual: no answer is a key, and esc comes without a wait that one feels.

A terminal sends a lone esc and the beginning of a longer key alike; which it was shows in what does not follow.
Textual waits for 100 ms, and its driver looks at the keyboard only ten times a second. On the same machine the rest
of a key is there at once, so a fifth of that is plenty; over ssh the wait stays. (Terminals that speak kitty's
keyboard protocol need none of this.)
"""

import os
import selectors
import sys
import time
from collections.abc import Iterable, Iterator

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from ritualtui.tui import answers, early_input, layouts

WAIT_MS = 20
_AT_ONCE = 0.05
"""Seconds from the beginning in which comes what was typed before it."""
_EARLY = 0.001
"""Seconds by which the selector may come before its time."""


class Prompt(selectors.SelectSelector):
    """A selector that looks again soon after there was something, and then as seldom as it is asked to."""

    _typed = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """As the selector's own."""
        soon = timeout is not None and self._typed
        found = super().select(WAIT_MS / 1000 if soon else timeout)
        self._typed = bool(found)
        return found


class Keys(XTermParser):
    """Textual's parser, which hears of keys alone."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._answers = answers.Answers(constants.ESCAPE_DELAY - _EARLY, layouts.tell)
        self._in_lines = early_input.typed_in_lines()
        self._began = time.monotonic()

    def feed(self, data: str) -> Iterator[Message]:
        """What keys there are in ``data``; it is over with an empty one."""
        if not data:
            yield from super().feed(data)
            return
        if self._in_lines > 0:
            typed, self._in_lines = self._in_lines, self._in_lines - len(data.encode())
            there = len(data.encode()[:typed].decode(errors="ignore"))
            data = data[:there].replace("\n", "\r") + data[there:]
        now = time.monotonic()
        yield from self._handed_on(self._answers.feed(data, now, gathered=now - self._began < _AT_ONCE))

    def tick(self) -> Iterator[Message]:
        """What waited for more that did not come."""
        yield from self._handed_on(self._answers.late(time.monotonic()))
        yield from super().tick()

    def _handed_on(self, keys: Iterable[answers.Key]) -> Iterator[Message]:
        for key in keys:
            if key is None:
                yield events.Key("escape", answers.ESC)
            else:
                yield from super().feed(key)


def prepare() -> None:
    """Before Textual is asked for its driver. Waits less for esc, but where that could split a key."""
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    linux_driver.XTermParser = Keys  # type: ignore[attr-defined]
    if "SSH_CONNECTION" in os.environ or "ESCDELAY" in os.environ:
        return
    constants.ESCAPE_DELAY = WAIT_MS / 1000  # type: ignore[misc]

    class Selectors:
        """What the driver takes of the module."""

        SelectSelector = Prompt
        EVENT_READ = selectors.EVENT_READ

    linux_driver.selectors = Selectors  # type: ignore[attr-defined,assignment]
