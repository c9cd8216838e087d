"""What comes out of the command line: plain text that no terminal obeys, JSON that every program reads.

The last gate before the screen: whatever a record, a name or a file holds, nothing goes out but through here.
"""

import codecs
import sys
import unicodedata
from collections.abc import Iterable, Iterator

from ritualtui import freetext

# What a terminal without our letters shows in their place. Anything else becomes a question mark.
_SIMPLER = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "→": "->", "·": ".",
     "●": "*", "◐": "+", "○": "o", "◌": "_"}
)  # fmt: skip
# C1 controls, line separators and bidi marks are allowed in JSON as they are; a terminal might still act on them.
_ESCAPED = {
    code: f"\\u{code:04x}"
    for first, last in ((0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069))
    for code in range(first, last + 1)
}


def prepare() -> None:
    """Make the standard streams show what they can and never fail over a letter that they cannot."""
    codecs.register_error("simpler", _simpler)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="simpler")


def _simpler(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    said = error.object[error.start : error.end].translate(_SIMPLER)
    return "".join(c if c.isascii() else "?" for c in said), error.end


def fitted(text: str, indent: int = 0, *, err: bool = False) -> str:
    """``text`` (one line) in as many lines as a terminal is wide, each further one indented; whole for a pipe."""
    stream = sys.stderr if err else sys.stdout
    if stream is None or not stream.isatty():
        return text
    import shutil

    width = max(40, shutil.get_terminal_size().columns)
    lines, used = [""], 0
    for piece in _pieces(text):
        if used and used + _cells(piece) > width:
            lines.append(" " * indent)
            used, piece = indent, piece.lstrip()
        lines[-1] += piece
        used += _cells(piece)
    return "\n".join(lines)


def columns(most: int) -> int:
    """How wide lines of ours are: as wide as the terminal, at most ``most``, and that for a pipe."""
    if sys.stdout is None or not sys.stdout.isatty():
        return most
    import shutil

    return min(most, max(20, shutil.get_terminal_size().columns))


def _pieces(text: str) -> Iterator[str]:
    """``text`` cut where a line may end: before spaces, and between letters of scripts that write without any.

    What has no such place (a path) stays whole, to be copied; the terminal breaks it at its edge.
    """
    piece = ""
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] == "L"
        if piece.strip() and (wide or (char == " " and piece[-1:] != " ")):
            yield piece
            piece = ""
        piece += char
    yield piece


def _cells(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else unicodedata.category(char) not in ("Mn", "Me", "Cf")
        for char in text
    )


def _echo(message: str | bytes, *, nl: bool = True, err: bool = False) -> None:
    import click  # here: the full screen prints nothing, and is opened without it

    click.echo(message, nl=nl, err=err)


def say(text: str = "") -> None:
    """Print ``text`` on standard output, made safe to show."""
    _echo(freetext.shown(text))


def say_whole(text: str) -> None:
    """Print a document that was made safe to show, as UTF-8 whatever the locale: it says itself that it is."""
    _echo(text.encode(), nl=False)


def tell(notes: Iterable[str]) -> None:
    """Print notes on standard error, a line each, out of the way of pipes."""
    for note in notes:
        _echo(fitted(freetext.one_line(note), err=True), err=True)


def say_json(lines: Iterable[str]) -> None:
    """Print JSON lines as UTF-8 whatever the locale: a letter lost here would be lost in what reads it."""
    for line in lines:
        _echo(line.translate(_ESCAPED).encode())
