"""The one way to read a TOML file that people write: settings, rituals, themes.

Anything may be in such a place: a file without an end, a pipe that nobody writes to, a key that keeps the parser busy
for minutes. So it is a plain file of a size that people write, and no key has more parts than they would type.
"""

import json
import re
import unicodedata
from typing import Final

from ritualtui.errors import RitualError
from ritualtui.store import files
from ritualtui.strings import _

MOST: Final = 128 * 1024
"""Bytes in one file: all that is shipped together has about as many."""
MOST_PARTS: Final = 16
"""Parts of one key (``a.b.c`` has three): the time that a parser takes grows with their square."""

TOKEN: Final = re.compile(
    r"""
      (?P<blank>[ \t\r]+|\#[^\n]*)
    | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*')
    | [\n\[\]{},.=]
    | [^\s\[\]{},.=\#"']+
    """,
    re.VERBOSE | re.DOTALL,
)
"""The tokens of a valid document, one after the other."""


def read(path: str, most: int = MOST) -> str:
    """The text of the file at ``path``, empty where there is none. Whether it is TOML is still to be seen.

    Raises ``RitualError`` where it is no plain file, larger than ``most``, or has a key that is too long, and
    ``UnicodeDecodeError`` where it is not UTF-8.
    """
    return checked(path, files.read(path, most) or b"")


def checked(path: str, data: bytes) -> str:
    """The text of ``data``, which was read from ``path`` and is no larger than it may be. Raises as ``read`` does."""
    text = data.decode("utf-8-sig")
    if line := _overlong(text):
        raise RitualError(
            _("{path}, line {line}: a key has more than {most_parts} parts.").format(
                path=path, line=line, most_parts=MOST_PARTS
            )
        )
    return text


def _overlong(text: str) -> int:
    """The first line with a key of more than ``MOST_PARTS`` parts; 0 where there is none.

    Up to where the text is TOML, its tokens are these; behind that no parser looks.
    """
    line, parts = 1, 1
    for found in TOKEN.finditer(text):
        token = found.group()
        if token == ".":
            parts += 1
            if parts > MOST_PARTS:
                return line
        elif token in "\n,=[]{}":
            parts = 1
        line += token.count("\n")
    return 0


def quoted(text: str) -> str:
    """``text`` as a TOML string: JSON's escapes are TOML's, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_id(name: str) -> str:
    """What an id can be made of: the plain small letters and digits of ``name``, hyphens between; "" where none are."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-")
