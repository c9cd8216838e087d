"""What comes from the terminal as Textual reads it, but for the terminal's answers: none of them is taken for a key.

``textual._xterm_parser.XTermParser`` (seen in 8.2.8) makes keys of what it is fed. Ours takes out what answers a
question first, and reads what was typed before the screen came. Importing this fails where the parser has moved; then
Textual's own stays in place: see ``escape_delay.prepare``.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Final

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from ritualtui.tui import answers, early_input, layouts

LEANS_ON: Final = ("textual._xterm_parser:XTermParser.feed", "textual._xterm_parser:XTermParser.tick")
_AT_ONCE = 0.05
"""Seconds from the beginning in which comes what was typed before it."""
_EARLY = 0.001
"""Seconds by which the selector may come before its time."""


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
