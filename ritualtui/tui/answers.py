"""What a terminal answers, sorted out of what is typed: an answer is no key, whenever and in how many pieces it comes.

Answers come late (over ssh, at the end of another program that asked) and are cut anywhere. Textual gives up on a
sequence after a few milliseconds, or where it knows none like it, and then takes its letters for keys. Here a sequence
that has begun waits for its end, and one that no key sends goes no further. Pure; ``textual_compat.escape_delay`` puts
it in its place.

A lone esc is a key after a moment, as it must be: where an answer is cut right behind its first byte and the rest takes
longer, that one key stays; the rest is no key.
"""

import re
from collections.abc import Callable
from typing import Final

ESC: Final = "\x1b"
PATIENCE: Final = 1.0
"""Seconds that a sequence may take from its first byte to its last; one that is cut off is let go then."""
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_STRING: Final = r"(?:\][0-9lLI]|P[0-9;>+$!=]|_G)[^\x00-\x1f\x7f]*"
"""OSC, DCS and APC, as answers begin."""
_WHOLE: Final = re.compile(rf"\x1b(?:\[\[[A-E]|\[[0-?]*[ -/]*[@-Z\\-~]|{_STRING}(?:\x07|\x1b\\))")
_BEGUN: Final = re.compile(rf"\x1b(?:\[\[|\[[0-?]*[ -/]*|[\]P_]|{_STRING}\x1b?)?")
_ANSWER: Final = re.compile(r"\x1b(?:[\]P_]|\[[<=>?]|\[[0-?]*[ -/]*[cntwxy]|\[\d+;\d+R)")
_KNOWN: Final = re.compile(r"\x1b\[(?:<[-\d;]+[Mm]|\?\d+;\d\$y|48;[\d:;]+t)")
"""What looks like an answer and means something to Textual: the mouse, a mode's report, a new size."""
_KITTY: Final = re.compile(r"\x1b\[(\d+):\d*(?::(\d+))?((?:;[\d:;]*)?[u~A-Z])")
"""A key with what it would be elsewhere: with shift, and on a US keyboard."""
_REST: Final = re.compile(r"\[[?>=\d]|\]\d|P[0-9>+$!]|_G")
"""How an answer goes on behind its esc; nobody types this within one read."""

Key = str | None
"""Letters and sequences of keys; None is the key esc."""


class Answers:
    """Feed it what comes; it hands on what are keys. ``told`` hears which key lies where (a letter, the US key)."""

    def __init__(self, wait: float, told: Callable[[str, str], None]) -> None:
        self._wait = wait
        self._told = told
        self._held = ""
        self._since = 0.0  # of the first byte of what is held
        self._escaped: float | None = None  # when esc was last handed on for want of more
        self._pasting = False

    def feed(self, text: str, now: float, *, gathered: bool = False) -> list[Key]:
        """The keys in what was held before and ``text``.

        ``gathered``: it was typed over some time, so an esc before a letter is more likely one by itself than alt.
        """
        if not self._held:
            self._since = now
            if self._escaped is not None and now - self._escaped < PATIENCE and _REST.match(text):
                text = ESC + text
        text = self._held + text
        keys: list[Key] = []
        at = 0
        while at < len(text):
            begin = text.find(_PASTED if self._pasting else ESC, at)
            if self._pasting:
                end = begin + len(_PASTED) if begin >= 0 else len(text) - _cut(text[at:])
                keys.append(text[at:end])
                self._pasting = begin < 0
            elif begin != at:
                end = begin if begin >= 0 else len(text)
                keys.append(text[at:end])
            elif whole := _WHOLE.match(text, at):
                end = whole.end()
                keys += self._sorted(whole.group())
            elif _BEGUN.fullmatch(text, at):
                break
            elif text.startswith(ESC, at + 1) or (gathered and text[at + 1] not in "O["):
                end = at + 1
                keys.append(None)
            else:  # held together with alt
                end = at + 2
                keys.append(text[at:end])
            if end == at:  # the end of what is pasted may have begun
                break
            at = end
        if at:
            self._since = now
        self._held = text[at:]
        return [key for key in keys if key != ""]

    def late(self, now: float) -> list[Key]:
        """The keys in what was held for too long."""
        held, waited = self._held, now - self._since
        if not held or self._pasting or waited < (self._wait if held == ESC else PATIENCE):
            return []
        self._held = ""
        if held == ESC:
            self._escaped = now
            return [None]
        return [held] if len(held) == 2 else []  # with alt; what is longer was an answer

    def _sorted(self, sequence: str) -> list[Key]:
        """A whole sequence, if it is no answer."""
        self._pasting = sequence == _PASTE
        if (key := _KITTY.fullmatch(sequence)) is not None:
            if key[2]:
                self._told(chr(int(key[1])), chr(int(key[2])))
            return [f"\x1b[{key[1]}{key[3]}"]
        return [] if _ANSWER.match(sequence) and not _KNOWN.fullmatch(sequence) else [sequence]


def _cut(text: str) -> int:
    """How many letters at the end of ``text`` may be the beginning of the end of a paste."""
    return next((n for n in range(len(_PASTED) - 1, 0, -1) if text.endswith(_PASTED[:n])), 0)
