"""Where lines break and where they are cut: as few as fit, as even as can be; what is cut keeps its end. Pure.

All widths are in cells: a letter of a wide script has two.
"""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len, chop_cells

_OPENS: Final = "“"
_CLOSES: Final = "”"
_CUT: Final = " … "
_FEWEST: Final = 8
"""Cells of a quotation that stay at least, for it to say anything."""


def even(widths: Sequence[int], gap: int, room: int) -> list[range]:
    """Which items stand on which line: the fewest lines of ``room`` cells, as even as can be.

    ``widths`` are those of the items in their order, ``gap`` what lies between two on a line. An item wider than the
    room has a line of its own.
    """
    # For the first n items: how many lines, the sum of their squared widths, where the last one begins.
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(widths) + 1):
        found: tuple[int, int, int] | None = None
        width = -gap
        for start in range(end - 1, -1, -1):
            width += widths[start] + gap
            if width > room and start < end - 1:
                break
            lines, squares, _ = best[start]
            now = lines + 1, squares + width * width, start
            found = now if found is None or now[:2] < found[:2] else found
        assert found is not None
        best.append(found)
    rows = []
    end = len(widths)
    while end:
        start = best[end][2]
        rows.append(range(start, end))
        end = start
    return rows[::-1]


def balanced(text: str, width: int) -> list[str]:
    """``text`` in the fewest lines of ``width`` cells, broken so that they are as even as can be.

    Its own line breaks stay. A word wider than a line is broken.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = [part for word in paragraph.split() for part in _parts(word, max(2, width))]
        rows = even([cell_len(word) for word in words], 1, max(2, width))
        lines += [" ".join(words[row.start : row.stop]) for row in rows] or [""]
    return lines


def _parts(word: str, width: int) -> list[str]:
    return [word] if cell_len(word) <= width else chop_cells(word, width)


def fitted(text: str, width: int, most: int) -> list[str]:
    """``text`` in at most so many lines. What is too long loses from the middle of its longest quotation.

    Its end stays, for that is where it says what to do next; without a quotation it loses from its own middle.
    """
    lines = balanced(text, width)
    if len(lines) <= most:
        return lines
    start, end = _quotation(text)
    head, quoted, tail = text[:start], text[start:end], text[end:]
    low, high = 0, len(quoted)
    while low < high:  # the most of it that fits
        middle = (low + high + 1) // 2
        if len(balanced(head + _shorter(quoted, middle) + tail, width)) <= most:
            low = middle
        else:
            high = middle - 1
    if low < _FEWEST and (start, end) != (0, len(text)):
        return fitted(text.replace(_OPENS, "‘").replace(_CLOSES, "’"), width, most)
    return balanced(head + _shorter(quoted, low) + tail, width)[:most]


def _quotation(text: str) -> tuple[int, int]:
    """Where the inside of the longest quotation lies; the whole text where there is none."""
    start, close = text.find(_OPENS) + 1, text.rfind(_CLOSES)
    return (start, close) if 0 < start < close else (0, len(text))


def _shorter(text: str, count: int) -> str:
    """So many characters of ``text``, from both its ends, with a sign between them."""
    if count >= len(text):
        return text
    front = text[: (count + 1) // 2]
    back = text[len(text) - count // 2 :]
    return f"{front.rstrip()}{_CUT}{back.lstrip()}"
