"""For terminals whose locale has no UTF-8: each line as it leaves, in characters that every terminal has.

Shapes keep their differences (done, forgiven, missed), letters lose their accents, what has no near neighbour becomes
a question mark. The records are not touched.
"""

import codecs
import os
import sys
import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_FROM = "•●◐○◌◉◇♥≈✓∞☼★□·–—…→←↑↓❯‹›“”‘’│║─═▌▐▎▏▕▊▁▂▃▄▅▆▔█▇░▒▓▚▲━¶§‡¦»„ßæøłđ╌┊▪■▞"
_TO = """**/o_@<v=+8O*#:--~><^v><>""''||-=|||||#_.:-=+-#%=+%x^=PST!^,seold-|+%x"""
_UPPER, _LOWER = 0x1B, 0xE4
"""The dots in the upper and in the lower half of a braille sign."""
_HEIGHTS = {(False, False): " ", (True, False): "'", (False, True): ".", (True, True): "|"}
_NEAR = dict(zip(_FROM, _TO, strict=True))


def wanted() -> bool:
    """Whether the terminal is one that cannot show UTF-8, as far as its locale tells."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    if said in ("C", "POSIX"):
        return True
    if said:
        _, dot, encoding = said.partition(".")
        encoding = encoding.partition("@")[0]
        if dot and encoding:
            try:
                return codecs.lookup(encoding).name != "utf-8"
            except LookupError:
                return False
    encoding = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    return codecs.lookup(encoding).name not in ("utf-8", "utf_8", "cp65001")


@lru_cache(4096)
def plainly(text: str) -> str:
    """``text`` in ASCII, as many cells wide as it was."""
    if text.isascii():
        return text
    out = []
    for character in text.replace("…  ", "..."):  # with room behind it, as one writes it; else one sign for it
        if character.isascii():
            out.append(character)
            continue
        width = cell_len(character)
        near = _NEAR.get(character) or _drawn(character) or unicodedata.normalize("NFKD", character)[0]
        out.append((near if near.isascii() else "?" if width else "").ljust(width)[:width])
    return "".join(out)


def _drawn(character: str) -> str:
    """Corners and crossings of lines; dots of the breathing circle."""
    point = ord(character)
    if 0x2500 <= point <= 0x257F:
        return "+"
    return _HEIGHTS[bool(point & _UPPER), bool(point & _LOWER)] if 0x2800 <= point <= 0x28FF else ""


class Plainly(LineFilter):
    """Writes each line in ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with their text in ASCII."""
        return [Segment(plainly(text), style, control) for text, style, control in segments]
