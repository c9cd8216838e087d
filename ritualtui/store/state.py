"""What the data file and the journal say together, in memory, and how it is brought up to date.

Records stay as the bytes they were written with: unknown kinds and fields survive word for word, and a fold copies
instead of encoding. Of each two versions the one with the higher stamp stands (of two with one stamp, the greater
bytes), so that applying a line twice, or late, changes nothing.
"""

import os
from typing import Any

import msgspec

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files, journal

FORMAT = 1
NOTHING = b"null"

type_error = (msgspec.MsgspecError, UnicodeDecodeError, ValueError)


class Version(msgspec.Struct, frozen=True):
    """What the merge needs to see of a record."""

    id: str
    stamp: str
    deleted: bool = False


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the journal; see ``journal``."""

    n: int
    clock: str
    who: str = ""
    counts: dict[str, Any] = {}
    set: list[msgspec.Raw] = []
    was: list[msgspec.Raw] = []
    undoes: int | None = None
    what: str = ""


_version = msgspec.json.Decoder(Version)
_change = msgspec.json.Decoder(Change)
_tables = msgspec.json.Decoder(dict[str, msgspec.Raw])
_json = msgspec.json.Decoder(dict[str, Any])



def version(raw: msgspec.Raw | bytes) -> Version:
    """Id, stamp and removal of a record. Raises ``msgspec.MsgspecError``."""
    return _version.decode(raw)


def document_key(ident: str) -> str:
    """The key a record has in the data file: its UUID as a decimal number, because TinyDB's document ids are integers."""
    return str(int(ident.replace("-", ""), 16))


def stamp_of(raw: msgspec.Raw) -> str:
    """The stamp of a record; one that has none is older than every other."""
    try:
        return version(raw).stamp
    except type_error:
        return ""


class DataFile(msgspec.Struct, frozen=True):
    """A data file, taken apart: its meta document, its records by document key, tables we do not know."""

    meta: dict[str, Any]
    records: dict[str, msgspec.Raw]
    others: dict[str, msgspec.Raw]


class Damaged(RitualError):
    """The data file cannot be read as one. Nothing was changed."""


def parse_data_file(data: bytes, path: str) -> DataFile:
    """Take the bytes of a data file apart. Raises ``Damaged``, or ``RitualError`` for one of a newer version."""
    try:
        tables = _tables.decode(data)
        meta = _tables.decode(tables.pop("meta"))["1"]
        read_meta = _json.decode(meta)
        records = _tables.decode(tables.pop("records"))
        format_ = read_meta["format"]
        if not isinstance(read_meta["generation"], int) or not isinstance(format_, int):
            raise ValueError
    except (*type_error, KeyError):
        raise Damaged(
            f"{path} cannot be read: it is damaged, or not a file of ours.",
            "Nothing was changed; `ritualtui restore` brings back a good backup and the journal.",
        ) from None
    if format_ > FORMAT:
        raise RitualError(
            f"{path} was written by a newer version of ritualtui (format {format_}, this one reads {FORMAT}).",
            "Update this program; nothing was changed.",
        )
    return DataFile(read_meta, records, tables)


class State:
    """The records and the machine's own facts, as of ``offset`` bytes of the journal of ``generation``.

    ``records``: document key → the record's bytes. ``changed`` collects the keys that came since it was last
    emptied. ``notes`` are lines a person should be told (set apart, missing). Holds the journal's file open: when
    another process folds, the old journal is read to its end before the new one is begun, so nothing is missed.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.header: dict[str, Any] = {}
        self.last: dict[str, Any] = {}
        self.records: dict[str, msgspec.Raw] = {}
        self.others: dict[str, msgspec.Raw] = {}
        self.meta: dict[str, Any] = {}
        self.changed: set[str] = set()
        self.lines: list[Change] = []
        self.unreadable: list[bytes] = []
        self.notes: list[str] = []
        self.offset = 0
        self._fd = -1
        self._data: tuple[int, ...] = ()
        self.epoch = 0  # grows each time everything was read anew

    # -- reading

    def load(self) -> bool:
        """Read everything anew. False where this home has no data at all. Raises ``RitualError``.

        The journal is opened first, then the data file: a fold between the two leaves us an old journal and a new
        file, whose lines then change nothing. The other way round would lose what was folded away.
        """
        self.close()
        fd = self._open_journal()
        self._data = self._identity()
        data = files.read(self.places.data)
        if data is None and fd < 0:
            return False
        if data is None:
            raise Damaged(
                f"{self.places.data} is missing, while its journal is there.",
                "`ritualtui restore` brings back the newest good backup and the journal.",
            )
        found = parse_data_file(data, self.places.data)
        self.meta, self.records, self.others = found.meta, dict(found.records), found.others
        self.changed, self.lines, self.unreadable, self.notes = set(), [], [], []
        self.epoch += 1
        self.header = {k: v for k, v in found.meta.items() if k != "format"}
        self.last = {"n": 0, "clock": found.meta["clock"], "counts": {}}
        if fd < 0:
            self.notes.append("The journal was missing; changes that stood only there are not here.")
            return True
        self._begin(fd)
        if self.header["generation"] > found.meta["generation"]:
            self.notes.append("The data file is older than its journal: `ritualtui restore` shows what can come back.")
        self._follow()
        return True

    def refresh(self) -> bool:
        """Take in what other processes wrote. True where anything changed. Raises as ``load`` does."""
        before = (self.header.get("generation"), self.offset)
        fd = self._open_journal()
        if fd < 0 or self._fd < 0:
            self._drop(fd)
            self.load()
        elif os.path.samestat(os.fstat(fd), os.fstat(self._fd)):
            self._drop(fd)
            if self._identity() == self._data:
                self._follow()
            else:
                self.load()  # a new data file whose journal is not (or never was) begun
        else:
            header = self._read_header(fd)
            if header["generation"] != self.header["generation"] + 1 or header.get("fresh") == header["generation"]:
                self._drop(fd)
                self.load()
            else:
                # An ordinary fold. The old journal was complete before the new one took its name.
                self._follow()
                self._data = self._identity()
                self._begin(fd)
                self._follow()
        return before != (self.header.get("generation"), self.offset)

    def take_journal(self) -> None:
        """After a fold of our own: what lies there is what we hold; go on in the new journal."""
        self._data = self._identity()
        self._begin(self._open_journal())
        self._follow()

    def _identity(self) -> tuple[int, ...]:
        try:
            found = os.stat(self.places.data)
        except OSError:
            return ()
        return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    @staticmethod
    def _drop(fd: int) -> None:
        if fd >= 0:
            os.close(fd)

    def close(self) -> None:
        """Let go of the journal's file."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1

    def _open_journal(self) -> int:
        try:
            return os.open(self.places.journal, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return -1
        except OSError as err:
            raise files.refused(self.places.journal, err) from None

    def _read_header(self, fd: int) -> dict[str, Any]:
        os.lseek(fd, 0, os.SEEK_SET)
        text = os.read(fd, 1 << 16).split(b"\n", 1)[0]
        return journal.check_header(journal.decode(text), self.places.journal)

    def _begin(self, fd: int) -> None:
        try:
            header = self._read_header(fd)
        except BaseException:
            os.close(fd)
            raise
        self.close()
        self._fd, self.offset, self.header, self.lines = fd, 0, {**header}, []
        self.last = {"n": 0, "clock": header["clock"], "counts": header.get("counts", {})}

    def _follow(self) -> None:
        """Apply the whole lines behind ``offset``. What has no newline yet is left for later."""
        data = self._behind()
        begin, first = self.offset, self.offset == 0
        for stop, text, body in journal.whole_lines(data):
            self.offset = begin + stop
            if first:
                first = False
            elif body is None or not self.apply(body):
                self.set_apart(text)

    def _behind(self) -> bytes:
        if self._fd < 0:
            return b""
        os.lseek(self._fd, self.offset, os.SEEK_SET)
        parts = []
        while part := os.read(self._fd, 1 << 20):
            parts.append(part)
        return b"".join(parts)

    def set_apart_end(self) -> None:
        """Before the journal is replaced: what lies behind its last whole line was cut off and is kept aside."""
        if end := self._behind():
            self.set_apart(end)

    def apply(self, body: bytes) -> bool:
        """Apply one change. False where it is none."""
        try:
            change = _change.decode(body)
            for raw in change.set:
                version(raw)
        except type_error:
            return False
        self.lines.append(change)
        self.last = {"n": change.n, "clock": change.clock, "counts": change.counts}
        for raw in change.set:
            self.put(raw)
        return True

    def set_apart(self, text: bytes) -> None:
        """Remember a line that is not whole, and say so."""
        self.unreadable.append(text)
        self.notes.append(
            f"An unfinished line of the journal ({len(text)} bytes of an interrupted write) was set apart; "
            "nothing that was acknowledged is in it."
        )

    def put(self, raw: msgspec.Raw) -> None:
        """Merge one version of a record in."""
        new = version(raw)
        key = document_key(new.id)
        old = self.records.get(key)
        if old is not None:
            stands = stamp_of(old)
            if stands > new.stamp or (stands == new.stamp and bytes(old) >= bytes(raw)):
                return
        self.records[key] = raw
        self.changed.add(key)

    # -- looking

    def get(self, ident: str) -> msgspec.Raw | None:
        """The record with this id, removed or not, None where it is unknown."""
        try:
            return self.records.get(document_key(ident))
        except ValueError:
            return None

    def encode(self, meta: dict[str, Any]) -> bytes:
        """The whole as the bytes of a data file, with ``meta`` as its meta document."""
        return msgspec.json.encode({"meta": {"1": meta}, "records": self.records, **self.others})

