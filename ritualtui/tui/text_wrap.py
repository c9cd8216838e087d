"""Where lines break and where they are cut: as few as fit, as even as can be; what is cut keeps its end. Pure.

All widths are in cells: a letter of a wide script has two.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from rich.cells import cell_len, chop_cells

_OPENS: Final = "“"
_CLOSES: Final = "”"
_CUT: Final = " … "
_LONG: Final = 16
"""Letters of a word from which on it is cut rather than left out."""
_TOGETHER: Final = re.compile(r"\S+(?: …\S*)+|\d[\d.,]* [^\W\d]\S*|(?:an? )?\w+ (?:second|minute|hour)s?\b\S*|\S+")
"""A word with the dots that it trails off in, a number with what it counts, any other word: what is not torn apart."""
_WORD: Final = re.compile(r"\S+")
_FEWEST: Final = 8
"""Cells of a quotation that stay at least, for it to say anything."""
_NO_WIDOW: Final = 3
"""Words that the last line of prose has at least."""
Rows = Callable[[Sequence[int], int, int], list[range]]
"""How items of these widths, so far apart, stand on lines of so much room."""


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


def full(widths: Sequence[int], gap: int, room: int) -> list[range]:
    """As ``even``, but each line as full as can be. No last word or two stand alone where that costs no line."""
    fewest = _filled(widths, gap, room)
    for narrower in range(room, room - room // 4, -1):
        rows = _filled(widths, gap, narrower)
        if len(rows) > len(fewest):
            break
        if len(rows) < 2 or len(rows[-1]) >= _NO_WIDOW:
            return rows
    return even(widths, gap, room)


def _filled(widths: Sequence[int], gap: int, room: int) -> list[range]:
    rows: list[range] = []
    start, width = 0, -gap
    for n, one in enumerate(widths):
        if n > start and width + gap + one > room:
            rows.append(range(start, n))
            start, width = n, -gap
        width += gap + one
    return [*rows, range(start, len(widths))] if widths else []


def balanced(text: str, width: int) -> list[str]:
    """``text`` in the fewest lines of ``width`` cells, broken so that they are as even as can be.

    Its own line breaks stay. A word wider than a line is broken.
    """
    said = "\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n"))
    return [said[start:end] for start, end in spans(said, width)]


def pointed(text: str, width: int) -> list[str]:
    """``text`` behind a dot, broken as ``balanced`` does; the lines after its first begin where its words do."""
    return [f"{'  ' if n else '· '}{line}" for n, line in enumerate(balanced(text, max(8, width - 2)))]


def spans(text: str, width: int, rows: Rows = even) -> list[tuple[int, int]]:
    """Where the lines of ``balanced`` begin and end in ``text``, with all the spaces that it has on a line.

    ``rows`` breaks them otherwise, as ``full`` does. Spaces before the first word of a paragraph stay where they have
    room: a verse, a list keep their shape.
    """
    width = max(2, width)
    found = []
    start = 0
    for paragraph in text.split("\n"):
        parts = [part for words in _TOGETHER.finditer(paragraph) for part in _parts(words, width)]
        if parts and cell_len(paragraph[: parts[0][1]]) <= width:
            parts[0] = (0, parts[0][1])
        ends = [begins - 1 for begins, _ in parts[1:]] + [end for _, end in parts[-1:]]
        widths = [cell_len(paragraph[part[0] : max(part[1], end)]) for part, end in zip(parts, ends, strict=True)]
        broken = rows(widths, 1, width)
        found += [(start + parts[row.start][0], start + parts[row.stop - 1][1]) for row in broken] or [(start, start)]
        start += len(paragraph) + 1
    return found


def _parts(words: re.Match[str], width: int) -> list[tuple[int, int]]:
    """Where the parts of what belongs together lie that each fit on a line."""
    if cell_len(words[0]) <= width:
        return [words.span()]
    parts = []
    for word in _WORD.finditer(words[0]):
        start = words.start() + word.start()
        for part in chop_cells(word[0], width):
            parts.append((start, start + len(part)))
            start += len(part)
    return parts


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
    """So many characters of ``text`` at most, from both its ends, with a sign between them.

    A word is kept whole or left out; of a long one, such as a path, a part says more than nothing.
    """
    if count >= len(text):
        return text
    ahead, behind = (count + 1) // 2, len(text) - count // 2
    front, back = text[:ahead], text[behind:]
    first, last = front.rpartition(" ")[2], back.partition(" ")[0]
    if not text[ahead].isspace() and len(first) < min(_LONG, len(front)):
        front = front.removesuffix(first)
    if behind < len(text) and not text[behind - 1].isspace() and len(last) < min(_LONG, len(back)):
        back = back.removeprefix(last)
    return f"{front.rstrip()}{_CUT}{back.lstrip()}"
