"""What this machine remembers of a target: how far it has read each device, what it wrote, which versions lie there.

Files of this machine alone. ``ledger.json`` is small and replaced whole. ``known`` has forty bytes for each version
that is in the target (id, stamp, hash of its bytes) and is only appended to; what has gathered there goes into
``known-sorted`` now and then, so that a sync costs what is new. ``withheld`` has the ids of records in the log of which
the target has nothing: a sync that does not read the data file asks it before it takes an id for new. All of it can be
found out again: where something is lost or damaged, everything is read anew.
"""

import hashlib
import os
from collections.abc import Iterable, Set
from datetime import date
from typing import NamedTuple

import msgspec

from ritualtui.store import files
from ritualtui.store.datafile import NOT_JSON, version
from ritualtui.store.state import State
from ritualtui.sync import checksum

_ENTRY = 40
_IDENT = 16
_LATELY = 90
"""Days for which it is remembered that the place had lost something."""
_MOST_LATELY = 1_000
_MANY = 1024


class Reading(msgspec.Struct, frozen=True):
    """How far a device was read: its head's ``seq``, the segment ``last`` and its hash (hex), where it begins."""

    seq: int = 0
    last: int = 0
    hash: str = ""
    base: int = 1


class Live(msgspec.Struct, frozen=True, array_like=True):
    """A segment of ours that is in the target. ``full``: it is too large to be compacted any further."""

    level: int
    first: int
    last: int
    full: bool = False


class Own(msgspec.Struct, frozen=True):
    """What we wrote: as ``Reading``, and which segments of ours are in the target; ``want``: see ``chain.Head``."""

    seq: int = 0
    last: int = 0
    hash: str = ""
    base: int = 1
    live: tuple[Live, ...] = ()
    want: dict[str, int] = {}


class Pending(msgspec.Struct, frozen=True):
    """What was about to be written when we were last here. ``known`` is what then stands in ``known``, in hex."""

    own: Own
    known: str = ""


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What a person was told of another device that could not be read, and where that stood then: its head's ``seq``.

    ``last``: how far it was read. ``device`` and ``person`` (an id) are as far as they are known.
    """

    what: str
    device: str
    person: str
    seq: int
    last: int


class Mark(NamedTuple):
    """A place in the journal: its generation, the number of the last change that was looked at, its data file."""

    generation: int = -1
    n: int = 0
    data: str = ""


def mark_of(state: State) -> Mark:
    """Where the journal of ``state`` is now."""
    try:
        found = os.stat(state.places.data)
        data = f"{found.st_size} {found.st_mtime_ns}"
    except OSError:
        data = ""
    return Mark(int(state.header["generation"]), int(state.last["n"]), data)


class Ledger(msgspec.Struct, frozen=True):
    """See the module. ``known`` and ``sorted`` count the entries that have to be there.

    ``token`` goes with this machine (see ``machine``). ``spent`` is the highest number of a head of ours that may be in
    the target. ``lent``: what others could not read of a third, and we put there in its place (see ``Engine``).
    ``told``: of which devices something is damaged that only they can mend, so that it is not told at each sync.
    ``owed``: records (document keys) of which something older came than what is in the log, so that they go there
    again. ``withheld`` counts the ids in the file of that name; below zero the log was not looked through for them yet.
    ``put_back``: the days on which what we wrote was lost there, or an older state of it had come back.
    """

    device: str = ""
    token: str = ""
    own: Own = Own()
    pending: Pending | None = None
    read: dict[str, Reading] = {}
    mark: Mark = Mark()
    lent: dict[str, int] = {}
    known: int = 0
    sorted: int = 0
    spent: int = 0
    told: dict[str, Told] = {}
    owed: tuple[str, ...] = ()
    withheld: int = -1
    put_back: tuple[str, ...] = ()


class Entry(NamedTuple):
    """What is known of a record in the target: stamp and hash of its bytes."""

    stamp: str
    hash: bytes


class Book:
    """The files in ``folder``."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._path = os.path.join(folder, "ledger.json")
        self._known_path = os.path.join(folder, "known")
        self._sorted_path = os.path.join(folder, "known-sorted")
        self._withheld_path = os.path.join(folder, "withheld")
        self.at = Ledger()
        self._data = b""
        self._index: dict[bytes, Entry] | None = None
        self._withheld: bytes | None = None

    def load(self) -> None:
        """Read what is needed of them. What is damaged is begun anew."""
        data = files.read(self._path)
        try:
            self.at = msgspec.json.decode(checksum.without(data or b"{}"), type=Ledger)
        except NOT_JSON:
            self.at = Ledger()
        self._data = files.read(self._known_path) or b""
        self._index = self._withheld = None
        if len(self._data) < self.at.known * _ENTRY or self._sorted() < self.at.sorted:
            self.reread()
        self._data = self._data[: self.at.known * _ENTRY]
        if not 0 <= self.at.withheld * _IDENT <= _size(self._withheld_path):
            self.at = msgspec.structs.replace(self.at, mark=Mark(), withheld=-1)

    def reread(self) -> None:
        """Begin all reading anew: from now on nothing in the target is known."""
        self.at = msgspec.structs.replace(self.at, read={}, mark=Mark(), known=0, sorted=0, pending=None, owed=())
        self._data, self._index = b"", None

    def save(self, **changed: object) -> None:
        """Replace ``ledger.json``, with these fields changed."""
        self.at = msgspec.structs.replace(self.at, **changed)
        files.make_folder(self.folder)
        files.replace(self._path, checksum.added(msgspec.json.encode(self.at)))

    def knows(self, raw: msgspec.Raw) -> bool:
        """Whether this very version is in the target, or was."""
        found = self.entry(ident_of(raw))
        return found is not None and found.hash == _hash(raw)

    def entry(self, ident: bytes) -> Entry | None:
        """What is known of the record with this id (16 bytes)."""
        if self._index is not None:
            return self._index.get(ident)
        end = len(self._data)
        while (at := self._data.rfind(ident, 0, end)) >= 0:
            if at % _ENTRY == 0:
                return _read(self._data[at : at + _ENTRY])
            end = at + len(ident) - 1
        return self._searched(ident) if self.at.sorted else None

    def index(self) -> dict[bytes, Entry]:
        """All that is known, by id (16 bytes): for looking at many."""
        if self._index is None:
            data = ((files.read(self._sorted_path) or b"") if self.at.sorted else b"") + self._data
            self._index = {data[at : at + 16]: _read(data[at : at + _ENTRY]) for at in range(0, len(data), _ENTRY)}
        return self._index

    def append(self, entries: bytes, **changed: object) -> None:
        """Add entries, flushed to the disk, and save with these fields changed."""
        if entries:
            files.make_folder(self.folder)
            try:
                fd = os.open(self._known_path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
                try:
                    os.ftruncate(fd, len(self._data))
                    os.lseek(fd, 0, os.SEEK_END)
                    files.write_all(fd, entries)
                    files.flush(fd)
                finally:
                    os.close(fd)
            except OSError as err:
                raise files.refused(self._known_path, err) from None
            self._data += entries
            if self._index is not None:
                for at in range(0, len(entries), _ENTRY):
                    self._index[entries[at : at + 16]] = _read(entries[at : at + _ENTRY])
        self.save(known=len(self._data) // _ENTRY, **changed)

    def sort(self) -> None:
        """Where much was appended, put it among what is sorted, so that looking one up stays a matter of few bytes."""
        if len(self._data) < _MANY * _ENTRY:
            return
        old = (files.read(self._sorted_path) or b"") if self.at.sorted else b""
        data = old + self._data
        latest = {data[at : at + 16]: data[at : at + _ENTRY] for at in range(0, len(data), _ENTRY)}
        files.replace(self._sorted_path, b"".join(latest[ident] for ident in sorted(latest)))
        self._data = b""
        self.save(known=0, sorted=len(latest))

    def withholds(self, ident: bytes) -> bool:
        """Whether the log has a record with this id (16 bytes) of which the target has nothing."""
        data, end = self._held_back(), 0
        while (at := data.find(ident, end)) >= 0:
            if at % _IDENT == 0:
                return True
            end = at + 1
        return False

    def withhold(self, idents: Set[bytes], *, every: bool) -> int:
        """Remember these ids; ``every``: they are all there are. Returns how many are remembered, to be saved."""
        more = b"".join(sorted(ident for ident in idents if every or not self.withholds(ident)))
        if not every and not more:
            return self.at.withheld
        data = more if every else self._held_back() + more
        if data != self._held_back():
            files.make_folder(self.folder)
            files.replace(self._withheld_path, data)
            self._withheld = data
        return len(data) // _IDENT

    def _held_back(self) -> bytes:
        """The ids of what is withheld, one behind the other."""
        if self._withheld is None:
            self._withheld = files.read(self._withheld_path) or b""
        return self._withheld

    def _sorted(self) -> int:
        """How many entries are sorted."""
        return _size(self._sorted_path) // _ENTRY

    def _searched(self, ident: bytes) -> Entry | None:
        """The entry among those that are sorted, by halves."""
        try:
            with open(files.open_plain(self._sorted_path), "rb", buffering=0) as file:
                low, high = 0, self._sorted()
                while low < high:
                    middle = (low + high) // 2
                    file.seek(middle * _ENTRY)
                    entry = file.read(_ENTRY)
                    if entry[:16] == ident:
                        return _read(entry)
                    low, high = (middle + 1, high) if entry[:16] < ident else (low, middle)
        except OSError as err:
            raise files.refused(self._sorted_path, err) from None
        return None


def lately(days: Iterable[str], today: str) -> tuple[str, ...]:
    """Those of ``days`` (ISO dates) that are not long before ``today``, nor long after it by a clock that was wrong."""
    now = date.fromisoformat(today)
    return tuple(day for day in days if abs((date.fromisoformat(day) - now).days) <= _LATELY)[-_MOST_LATELY:]


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def ident_of(raw: msgspec.Raw) -> bytes:
    """The id of a record, as it is looked up here."""
    return bytes.fromhex(version(raw).id.replace("-", ""))


def entries(records: Iterable[msgspec.Raw]) -> bytes:
    """These versions as they stand in ``known``."""
    return b"".join(_entry(raw) for raw in records)


def _entry(raw: msgspec.Raw) -> bytes:
    found = version(raw)
    ms, counter, device = found.stamp.split("-")
    return (
        bytes.fromhex(found.id.replace("-", "")) + bytes.fromhex(ms + counter)
        + device.encode()[:8].ljust(8, b"\0") + _hash(raw)
    )  # fmt: skip


def _read(entry: bytes) -> Entry:
    when = entry[16:24].hex()
    device = entry[24:32].rstrip(b"\0").decode("ascii", "replace")
    return Entry(f"{when[:12]}-{when[12:]}-{device}", entry[32:])


def _hash(raw: msgspec.Raw) -> bytes:
    return hashlib.blake2b(raw, digest_size=8).digest()
