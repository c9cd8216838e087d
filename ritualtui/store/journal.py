"""The write-ahead journal: one checksummed line a change, a header that says who is here.

A line is eight hex digits of CRC-32, a space, one JSON object, a newline; without its newline it is not whole. The
header (first line) holds what logging needs to know, the last line holds the clock, so that
appending costs the same on the first day and in the fiftieth year. Standard library only: this is the quick path.

A change: ``n`` its number in this journal, ``clock`` our hybrid logical clock after it, ``who`` was at the machine,
``set`` the new whole records, ``was`` what each replaced (null where there was
nothing), ``undoes`` the number of the change it takes back, ``redoes`` the number of the undo that it takes forward
again, ``what`` was done, in a word. ``facts`` are those of this machine that changed since the header was written, all
of them in every later line, so that the header and the last line say what holds; ``before`` is what this very change's
facts replaced (null: there was none). ``purge`` marks a change that burns: what its records said before has to leave
every file, and until that is done the log is being purged.

In the header beside the facts of this machine: ``generation`` of the data file it follows, ``data`` that file's
checksum, ``carried`` the bytes of lines that are in the data file already and stand here for ``undo`` and ``redo``,
``purging`` what of a purge is still to be done (see ``purge``).
"""

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ritualtui.errors import RitualError
from ritualtui.store.files import flush, open_plain, refused, write_all
from ritualtui.strings import _

FORMAT = 1
"""The version of data file and journal: the number of ``migrations``, and one."""
UNFINISHED = b" (unfinished)"
"""Put behind an end that an interrupted write left, so that nobody ever takes it for a whole line."""
_WINDOW = 4096
HEADER_LIMIT = 1 << 20

Object = dict[str, Any]


class OtherVersion(RitualError):
    """A file of a newer version of the program. Nothing was changed, and nothing of it may be mended by this one."""

    def __init__(self, path: str, format_: object) -> None:
        super().__init__(
            _("{path} was written by another version of ritualtui (format {theirs}, this one reads {ours}).").format(
                path=path, theirs=f"{format_!s:.20}", ours=FORMAT
            ),
            _("Update this program; nothing was changed."),
        )


class Journal(NamedTuple):
    """What stands in an open journal, as far as appending needs it."""

    fd: int
    header: Object
    last: Object  # the last whole line: a change, or the header itself
    end: int  # bytes
    torn: bool  # the bytes before ``end`` are no whole line


def encode(obj: Object) -> bytes:
    """One line, its checksum in front, its newline behind."""
    return line(compact(obj))


def compact(value: object) -> bytes:
    """``value`` as JSON in as few bytes as can be, on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def line(body: bytes) -> bytes:
    """``body`` (JSON without line breaks) as a journal line."""
    return b"%08x %s\n" % (zlib.crc32(body), body)


def checksum(data: bytes) -> str:
    """The checksum of a data file, as its journal's header holds it."""
    return f"{zlib.crc32(data):08x}"


def body_of(text: bytes) -> bytes | None:
    """The JSON in a line (without its newline), None where the checksum says it is not whole."""
    try:
        return text[9:] if text[8:9] == b" " and int(text[:8], 16) == zlib.crc32(text[9:]) else None
    except ValueError:
        return None


def decode(text: bytes) -> Object | None:
    """The object in a line (without its newline), None where it is not whole."""
    body = body_of(text)
    try:
        obj = None if body is None else json.loads(body)
    except (ValueError, RecursionError):
        return None
    return obj if isinstance(obj, dict) else None


def is_clock(value: object) -> bool:
    """Whether ``value`` has the shape of a clock's stamp: twelve digits, four, a device."""
    return isinstance(value, str) and [len(part) for part in value.split("-")[:2]] == [12, 4]


def has_facts(facts: Mapping[str, Any]) -> bool:
    """Whether what every reader needs stands in a header or in a data file's meta document."""
    people = facts.get("people")
    return (
        isinstance(facts.get("generation"), int)
        and all(isinstance(facts.get(key), str) for key in ("device", "me"))
        and is_clock(facts.get("clock"))
        and isinstance(people, list)
        and len(people) == 2
        and all(isinstance(person, list) and len(person) == 2 for person in people)
        and "solo" in facts
    )


def read_header(fd: int, path: str) -> tuple[Object, int]:
    """The header of the open journal at ``path`` and the offset behind it.

    Raises ``RitualError`` where there is none, ``OtherVersion`` where it is a newer version's.
    """
    os.lseek(fd, 0, os.SEEK_SET)
    data = b""
    while b"\n" not in data[-_WINDOW:] and len(data) < HEADER_LIMIT and (more := os.read(fd, _WINDOW)):
        data += more
    text, newline, _rest = data.partition(b"\n")
    header = decode(text) if newline else None
    if header is not None and "journal" in header:
        format_ = header["journal"]
        if not isinstance(format_, int) or not 1 <= format_ <= FORMAT:
            raise OtherVersion(path, format_)
        if has_facts(header):
            return header, len(text) + 1
    raise RitualError(
        _("{path} does not begin as a journal does.").format(path=path),
        _("`ritualtui restore` rebuilds it from a backup."),
    )


def encode_header(facts: Object) -> bytes:
    """The first line of a journal. Raises ``RitualError`` where it would be too long to be read again."""
    first = encode({"journal": FORMAT, **{key: value for key, value in facts.items() if key != "journal"}})
    if len(first) > HEADER_LIMIT or not has_facts(facts):
        raise RitualError(_("These are no facts that a journal can begin with."), _("Nothing was changed."))
    return first


def open_to_append(path: str) -> Journal | None:
    """Open the journal at ``path`` for a writer that holds the lock; None where there is none.

    Reads the header and the end, whatever the length. Raises ``RitualError`` where it is not one of ours.
    """
    try:
        fd = open_plain(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    except OSError as err:
        raise refused(path, err) from None
    try:
        header, start = read_header(fd, path)
        end = os.lseek(fd, 0, os.SEEK_END)
        last, torn = _last_line(fd, start, end)
        return Journal(fd, header, last or header, end, torn)
    except BaseException as err:
        os.close(fd)
        if isinstance(err, OSError):
            raise refused(path, err) from None
        raise


def _last_line(fd: int, start: int, end: int) -> tuple[Object | None, bool]:
    """The last whole change between ``start`` and ``end``, and whether the bytes after it are torn."""
    window = _WINDOW
    while True:
        begin = max(start, end - window)
        os.lseek(fd, begin, os.SEEK_SET)
        data = os.read(fd, end - begin)
        lines = data.split(b"\n")
        torn = lines.pop() != b""  # behind the last newline nothing is whole
        if begin > start:
            lines = lines[1:]  # begins in the middle of a line
        for text in reversed(lines):
            found = decode(text) if text else None
            if found is not None and is_clock(found.get("clock")):
                return found, torn
        if begin == start:
            return None, torn
        window *= 8


def facts(opened: Journal) -> Object:
    """The facts of this machine that hold now: the header's, and what changed since."""
    changed = opened.last.get("facts")
    return {**opened.header, **changed} if isinstance(changed, dict) else opened.header


def append(journal: Journal, data: bytes, path: str) -> None:
    """Append the line ``data`` and flush it to the disk: once this returns, it is kept.

    A torn end is fenced off: it becomes a line of its own, which no reader takes for whole. Where writing fails
    (a full disk, an interrupt), the journal is cut back to what it was. Raises ``RitualError``.
    """
    try:
        os.lseek(journal.fd, journal.end, os.SEEK_SET)
        write_all(journal.fd, UNFINISHED + b"\n" + data if journal.torn else data)
        flush(journal.fd)
    except BaseException as err:
        with suppress(OSError):
            os.ftruncate(journal.fd, journal.end)
        if isinstance(err, OSError):
            raise refused(path, err) from None
        raise


def append_change(
    opened: Journal, path: str, *, clock: str, set: Sequence[bytes], was: Sequence[bytes | None] = (), who: str = "",
    undoes: int | None = None, redoes: int | None = None, what: str = "",
    purge: Object | None = None, facts: Object | None = None, before: Object | None = None,
) -> None:  # fmt: skip
    """Append one change (see the module for its fields) behind the last, and flush it: once this returns, it is kept.

    Every line but the header is made here, whoever writes it. ``set`` and ``was`` are records as JSON without line
    breaks; where ``was`` is left out, nothing was there before. Fields that say nothing are left out. Raises
    ``RitualError``, and then nothing was appended.
    """
    fields: Object = {"n": opened.last.get("n", 0) + 1, "clock": clock, "who": who}
    records = {"set": set, "was": was or [None] * len(set)} if set else {}
    more: Object = {"undoes": undoes, "redoes": redoes, "what": what}
    more |= {"purge": purge} if purge is not None else {}  # an empty one says that this change burns
    more |= {"facts": facts or "", "before": before or ""}
    parts = [_field(name, value) for name, value in fields.items() if value]
    for name, raws in records.items():
        parts.append(b'"%s":[%s]' % (name.encode(), b",".join(raw or b"null" for raw in raws)))
    parts += [_field(name, value) for name, value in more.items() if value not in (None, "")]
    append(opened, line(b"{%s}" % b",".join(parts)), path)


def _field(name: str, value: object) -> bytes:
    return b'"%s":%s' % (name.encode(), compact(value))


def whole_lines(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Each line of ``data`` that ends in a newline: the offset behind it, its text, its JSON (None: not whole)."""
    position = 0
    while (stop := data.find(b"\n", position)) >= 0:
        text = data[position:stop]
        position = stop + 1
        if text:
            yield position, text, body_of(text)
