"""The invite as a QR code: how it's drawn, and whether a terminal has room for it.

A code of which a part is missing can't be read, so it's shown whole or not at all.
"""

from typing import Final, NamedTuple

from textual.geometry import Size

_FRAME: Final = 5
"""Lines of the screen that are not the page's: its head, the line for what is said, the keys."""
_SAID: Final = 13
"""Lines of the invite without its code, at most."""
_NARROWEST: Final = 52
"""Cells of the words beside a code, at least, with all that lies around the two."""


class Fit(NamedTuple):
    """Where there's room for a code: with the words (``beside`` them, else under them), or only by itself."""

    with_words: bool
    beside: bool
    only_alone: bool


def drawn(invite: str) -> str:
    """The code as lines of half blocks; "" for an invite that is too long for one."""
    from ritualtui.sync import shared_key

    above, _, last = shared_key.qr(invite, border=1).rpartition("\n")
    return f"{above}\n{last.replace('▀', '█')}" if above else ""  # its last line is half its border, half nothing


def fit(code: str, size: Size) -> Fit:
    """Where a drawn code has room in a terminal of ``size`` cells."""
    if not code:
        return Fit(with_words=False, beside=False, only_alone=False)
    wide, high = len(code.partition("\n")[0]), code.count("\n") + 1
    beside = wide + _NARROWEST <= size.width and high + _FRAME <= size.height
    with_words = beside or high + _SAID + _FRAME <= size.height
    return Fit(with_words, beside, not with_words and wide <= size.width and high <= size.height)
