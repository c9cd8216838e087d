"""The ways a file of records may be written: JSON lines, an array, objects over several lines as `jq .` writes them.

Pure. What each entry says is judged elsewhere; here a file is only taken apart.
"""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

_NOT_JSON: Final = (msgspec.MsgspecError, ValueError, RecursionError)
_decode: Final = msgspec.json.Decoder()


class Entries(NamedTuple):
    """The entries of a file, each as JSON text, and what to call one: “line” or “entry”."""

    texts: Iterable[str]
    unit: str


def entries(data: bytes) -> Entries:
    """The entries in ``data``. What is none of the ways is taken as lines, for whoever reads them to refuse by number.

    An entry that had no line of its own comes as the line that an export would have: so the same entry is the same
    record however its file was written.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.lstrip()[:1] == b"[":
        found = _array(data)
    elif data.lstrip()[:1] == b"{" and not _is_json(data.lstrip().partition(b"\n")[0]):
        found = _over_lines(data)
    else:
        found = None
    return Entries(lines(data), "line") if found is None else Entries(found, "entry")


def lines(data: bytes) -> Iterator[str]:
    """The lines of ``data``. Bytes that are not UTF-8 come as what the reader then names as such."""
    for line in io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")):
        yield line.decode("utf-8", "surrogateescape")


def _is_json(line: bytes) -> bool:
    try:
        _decode.decode(line)
    except _NOT_JSON:
        return False
    return True


def _array(data: bytes) -> list[str] | None:
    """The objects of one array, None where it is no array of objects."""
    try:
        found = _decode.decode(data)
    except _NOT_JSON:
        return None
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        return None
    return [_line(one) for one in found]


def _over_lines(data: bytes) -> list[str] | None:
    """Objects one after the other, each beginning on a line of its own; None where there is anything else."""
    found: list[str] = []
    try:
        text = data.decode()
        read, at = json.JSONDecoder().raw_decode, _next(text, 0)
        while at < len(text):
            end = read(text, at)[1]
            found.append(_line(_decode.decode(text[at:end].encode())))
            at = _next(text, end)
            if at < len(text) and (text[at] != "{" or "\n" not in text[end:at]):
                return None
    except _NOT_JSON:
        return None
    return found


def _next(text: str, at: int) -> int:
    """The place of the next character that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _line(obj: Any) -> str:
    return msgspec.json.encode(obj).decode()
