"""The write-ahead journal: one checksummed line a change, a header that says who is here.

A line is eight hex digits of CRC-32, a space, one JSON object. The header (first line) holds what logging needs
to know, the last line holds the clock and today's counts, so that appending costs the same on the first day and in
the fiftieth year. Standard library only: this is the quick path.

A change: ``n`` its number in this journal, ``clock`` our hybrid logical clock after it, ``who`` was at the machine,
``counts`` of today after it, ``set`` the new whole records, ``was`` what each replaced (null where there was
nothing), ``undoes`` the number of the change it takes back, ``what`` was done, in a word.
"""

import json
import os
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from ritualtui.errors import RitualError
from ritualtui.store.files import refused, write_all

FORMAT = 1
_WINDOW = 4096

Object = dict[str, Any]


class Journal(NamedTuple):
    """What stands in an open journal, as far as appending needs it."""

    fd: int
    header: Object
    last: Object  # the last whole line: a change, or the header itself
    end: int  # bytes
    torn: bool  # the bytes before ``end`` are no whole line


def encode(obj: Object) -> bytes:
    """One line, its checksum in front, its newline behind."""
    body = json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()
    return line(body)


def line(body: bytes) -> bytes:
    """``body`` (JSON without line breaks) as a journal line."""
    return b"%08x %s\n" % (zlib.crc32(body), body)


def body_of(text: bytes) -> bytes | None:
    """The JSON in a line (without its newline), None where the checksum says it is not whole."""
    try:
        return text[9:] if text[8:9] == b" " and int(text[:8], 16) == zlib.crc32(text[9:]) else None
    except ValueError:
        return None


def decode(text: bytes) -> Object | None:
    """The object in a line, None where it is not whole."""
    body = body_of(text)
    if body is None:
        return None
    obj = json.loads(body)
    return obj if isinstance(obj, dict) else None


def check_header(header: Object | None, path: str) -> Object:
    """Return ``header`` if this version reads it; raise ``RitualError`` otherwise."""
    if header is None or "journal" not in header:
        raise RitualError(f"{path} does not begin as a journal does.", "`ritualtui restore` mends it from a backup.")
    if header["journal"] != FORMAT:
        raise RitualError(
            f"{path} was written by another version of ritualtui (format {header['journal']}, this one reads {FORMAT}).",
            "Update this program; nothing was changed.",
        )
    return header


def open_to_append(path: str) -> Journal | None:
    """Open the journal at ``path`` for a writer that holds the lock; None where there is none.

    Reads the header and the end, whatever the length. Raises ``RitualError`` where it is not one of ours.
    """
    try:
        fd = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    except OSError as err:
        raise refused(path, err) from None
    try:
        start, size = _first_line(fd)
        header = check_header(decode(start), path)
        end = os.lseek(fd, 0, os.SEEK_END)
        last, torn = _last_line(fd, size, end) if end > size else (header, False)
        return Journal(fd, header, last or header, end, torn)
    except BaseException:
        os.close(fd)
        raise


def _first_line(fd: int) -> tuple[bytes, int]:
    data = b""
    while b"\n" not in data:
        more = os.read(fd, _WINDOW)
        if not more:
            return data, len(data)
        data += more
    text = data.split(b"\n", 1)[0]
    return text, len(text) + 1


def _last_line(fd: int, start: int, end: int) -> tuple[Object | None, bool]:
    """The last whole change between ``start`` and ``end``, and whether the bytes after it are torn."""
    window = _WINDOW
    while True:
        begin = max(start, end - window)
        os.lseek(fd, begin, os.SEEK_SET)
        data = os.read(fd, end - begin)
        torn = not data.endswith(b"\n")
        lines = data.split(b"\n")
        if begin > start:
            lines = lines[1:]  # begins in the middle of a line
        for text in reversed(lines):
            found = decode(text) if text else None
            if found is not None:
                return found, torn
        if begin == start:
            return None, torn
        window *= 8


def append(journal: Journal, data: bytes, path: str) -> None:
    """Append the line ``data`` and flush it to the disk: once this returns, it is kept.

    A torn end is fenced off: it becomes a line of its own, which no reader takes for whole. Where writing fails
    (a full disk), the journal is cut back to what it was. Raises ``RitualError``.
    """
    try:
        os.lseek(journal.fd, journal.end, os.SEEK_SET)
        write_all(journal.fd, b"\n" + data if journal.torn else data)
        os.fsync(journal.fd)
    except OSError as err:
        os.ftruncate(journal.fd, journal.end)
        raise refused(path, err) from None


def whole_lines(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Each line of ``data`` that ends in a newline: the offset behind it, its text, its JSON (None: not whole)."""
    position = 0
    while (stop := data.find(b"\n", position)) >= 0:
        text = data[position:stop]
        position = stop + 1
        if text:
            yield position, text, body_of(text)
