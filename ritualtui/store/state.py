"""What the data file and the journal say together, in memory, and how it is brought up to date.

Records stay as the bytes they were written with: unknown kinds and fields survive word for word, and a fold copies
instead of encoding. Of each two versions the one with the higher stamp stands (of two with one stamp, the greater
bytes), so that applying a line twice, or late, changes nothing. What was burned stays burned, whatever the stamps.
"""

import os
from collections.abc import Container, Mapping
from typing import Any

import msgspec

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, datafile, files, journal, migrations, remembered
from ritualtui.store.datafile import NOT_JSON, Damaged, bare, document_key, is_burned, rank, version
from ritualtui.store.journal import FORMAT
from ritualtui.strings import _, dates

_LOOKS = 3
"""Times that a damaged data file is read again because another took its place meanwhile."""
_TAIL = 256
"""Bytes before the offset by which a journal is known to be still the one that was read."""


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the journal; see ``journal``."""

    n: int
    clock: str
    who: str = ""
    set: list[msgspec.Raw] = []
    was: list[msgspec.Raw] = []
    undoes: int | None = None
    redoes: int | None = None
    what: str = ""
    purge: dict[str, dict[str, str]] | None = None
    facts: dict[str, Any] = {}
    before: dict[str, Any] = {}


_change = msgspec.json.Decoder(Change)


def one_line(raw: msgspec.Raw) -> bytes:
    """A record's JSON without line breaks: one that came as bytes may have white space in it."""
    found = bytes(raw)
    return msgspec.json.format(found, indent=-1) if b"\n" in found else found


def key_of(raw: msgspec.Raw) -> str:
    """The document key of a record, nothing for what is none."""
    try:
        return document_key(version(raw).id)
    except NOT_JSON:
        return ""


def without(change: Change, keys: Container[str]) -> Change | None:
    """``change`` as it may be carried on once the records with ``keys`` are burned: None where nothing is left."""
    pairs = list(zip(change.set, change.was, strict=False))
    kept = [pair for pair in pairs if key_of(pair[0]) not in keys]
    if change.purge is not None or (pairs and not kept):
        return None
    if len(kept) == len(pairs):
        return change
    return msgspec.structs.replace(change, set=[new for new, _ in kept], was=[was for _, was in kept])


def renamed(facts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Facts of a machine with the people called by ``names`` (by id) from now on, and by no name of before."""
    made, people, former = dict(facts), facts.get("people"), facts.get("former")
    if names and isinstance(people, list):
        made["people"] = [[ident, names.get(ident, name)] for ident, name in people]
    if names and isinstance(former, dict):
        made["former"] = {ident: known for ident, known in former.items() if ident not in names}
    return made


def _lacking(places: Places, meta: Mapping[str, Any]) -> str:
    """What a data file without its journal has, and what it may lack."""
    until, name = datafile.as_of(meta).astimezone(), os.path.basename(places.journal)
    has = (
        _("everything up to {full_date}, {hour}").format(full_date=dates.full_date(until), hour=dates.hour(until))
        if until.year > 1970
        else _("nothing yet")
    )
    return _(
        "The journal ({name}) is missing. What is here has {has}; what came later was in it, and is not here."
    ).format(name=name, has=has)


def _purging(facts: Mapping[str, Any]) -> dict[str, dict[str, str]] | None:
    try:
        return msgspec.convert(facts.get("purging"), dict[str, dict[str, str]] | None)
    except msgspec.ValidationError:
        return {}


class State:
    """The records and the machine's own facts, as of ``offset`` bytes of the journal of ``generation``.

    ``records``: document key → the record's bytes. ``changed`` collects the keys that came since it was last
    emptied. ``notes`` are lines a person should be told (set apart, missing). ``purging``: what of a purge is still to
    be done (see ``purge``), None where there is nothing. Holds the journal's file open: when another process folds,
    the old journal is read to its end before the new one is begun, so nothing is missed.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.header: dict[str, Any] = {}
        self.last: dict[str, Any] = {"n": 0, "clock": "", "facts": {}}
        self.records: dict[str, msgspec.Raw] = {}
        self.meta: dict[str, Any] = {}
        self.other_meta: dict[str, msgspec.Raw] = {}
        self.others: dict[str, msgspec.Raw] = {}
        self.changed: set[str] = set()
        self.lines: list[Change] = []
        self.unreadable: list[bytes] = []
        self.notes: list[str] = []
        self.purging: dict[str, dict[str, str]] | None = None
        self.sound = True  # the data file is as it was written
        self.behind = False  # the log has less than this machine remembers of it
        self.offset = 0
        self.epoch = 0  # grows each time everything was read anew
        self._fd = -1
        self._tail = b""
        self._data: tuple[int, ...] | None = None

    # -- reading

    def load(self) -> bool:
        """Read everything anew. False where this home has no data, or all of it is being forgotten.

        Raises ``RitualError``.

        The journal is opened first, then the data file: a fold between the two leaves us an old journal and a new
        file, whose lines then change nothing. The other way round would lose what was folded away.
        """
        for _look in range(_LOOKS):
            before = self._identity()
            try:
                return self._load()
            except Damaged:
                if before == self._identity():
                    raise
                # Another file has taken its place meanwhile: a restore, which put the damaged one aside.
        return self._load()

    def _load(self) -> bool:
        self.close()
        self._data = None
        if backup_files.is_forgotten(self.places):
            return False
        known = remembered.read(self.places)
        fd = self._open_journal()
        try:
            # Before the reading: a file that takes the place in between is then noticed by the next refresh.
            identity = self._identity()
            data = files.read(self.places.data)
            if data is None and fd < 0:
                return False
            if data is None:
                raise Damaged(_("{data} is missing, while its journal is there.").format(data=self.places.data))
            header = self._read_header(fd)[0] if fd >= 0 else {}
            sums = {header["generation"]: header["data"]} if "data" in header else {}
            found = datafile.parse(data, self.places.data, sums)
            if header and header["generation"] > found.meta["generation"]:
                raise Damaged(
                    _("{data} is older than its journal: a part of the log is missing.").format(data=self.places.data)
                )
            self.begin_with(found)
            self._data = identity
            if fd >= 0:
                self._begin(fd)
                fd = -1
            else:
                self.notes.append(_lacking(self.places, found.meta))
        finally:
            _close(fd)
        self.follow()
        self._look_behind(known)
        return True

    def _look_behind(self, known: remembered.Note | None) -> None:
        """Say so where the log has less than this machine remembers of it; and remember that until it is settled."""
        self.behind = False
        if known is None or self._fd < 0 or self.unreadable:
            return  # what is missing is told already
        self.behind = known.is_missing(self.header, self.last, ((line.n, line.clock) for line in self.lines))
        if self.behind:
            self.notes.append(remembered.BEHIND)
        if self.behind != known.marked:
            remembered.mark(self.places, known, self.behind)

    def load_journal(self) -> bool:
        """Read the journal and nothing else: the records are then those that stand in it. False where there is none.

        Raises ``RitualError``.
        """
        self.close()
        known = remembered.read(self.places)
        fd = self._open_journal()
        if fd < 0:
            return False
        try:
            self._begin(fd)
        except BaseException:
            if self._fd != fd:
                _close(fd)
            raise
        self.follow()
        self._look_behind(known)
        return True

    def follow_journal(self) -> bool:
        """Take in what was appended since ``load_journal``. False where another journal is there now."""
        try:
            if not os.path.samestat(os.stat(self.places.journal), os.fstat(self._fd)) or not self._continues():
                return False
        except OSError:
            return False
        self.follow()
        return True

    def begin_with(self, found: datafile.DataFile) -> None:
        """Hold what a data file says, and nothing of a journal yet."""
        format_ = found.meta["format"]
        old = {key: migrations.upgraded(raw, format_) for key, raw in found.records.items()} if format_ < FORMAT else {}
        self.meta, self.records = found.meta, old or found.records
        self.other_meta, self.others, self.sound = found.other_meta, found.others, found.sound
        self.changed, self.lines, self.unreadable, self.notes = set(), [], [], []
        self.header = {key: value for key, value in found.meta.items() if key not in ("format", "about")}
        self.last = {"n": 0, "clock": found.meta["clock"], "facts": {}}
        self.purging = _purging(found.meta)
        self.epoch += 1
        if not found.sound:
            self.notes.append(
                _(
                    "The data file is not as it was left: another program changed it, or the disk did. "
                    "`ritualtui restore` puts it back, `ritualtui backup` takes it as it is."
                )
            )

    def refresh(self) -> bool:
        """Take in what other processes wrote. True where anything changed. Raises as ``load`` does.

        Raises ``RitualError`` too where the files are gone: what is in memory is not written to a folder that
        somebody has emptied, or to where a disk was that is no longer there.
        """
        before = (self.epoch, self.header.get("generation"), self.offset)
        identity = self._identity()
        fd = self._open_journal()
        try:
            if fd < 0 and self._fd < 0 and identity == self._data:
                pass  # the journal is still missing, and nobody has written
            elif fd < 0 or self._fd < 0 or not self._continues():
                self._load_again()
            elif os.path.samestat(os.fstat(fd), os.fstat(self._fd)):
                if identity == self._data:
                    self.follow()
                else:
                    self._load_again()  # a new data file whose journal is not (or never was) begun
            else:
                header = self._read_header(fd)[0]
                if header["generation"] != self.header["generation"] + 1 or header.get("fresh") == header["generation"]:
                    self._load_again()
                else:
                    # An ordinary fold. The old journal was complete before the new one took its name.
                    self.follow()
                    self._data = identity
                    self._begin(fd)
                    fd = -1
                    self.follow()
        finally:
            _close(fd)
        return before != (self.epoch, self.header.get("generation"), self.offset)

    def _load_again(self) -> None:
        if not self.load():
            raise RitualError(
                _("The log in {home} is gone.").format(home=self.places.home),
                _("Nothing was written; `ritualtui locate` shows."),
            )

    def _continues(self) -> bool:
        """Whether the journal still has what was read of it: a write that failed late was cut away again."""
        try:
            start = max(0, self.offset - _TAIL)
            os.lseek(self._fd, start, os.SEEK_SET)
            return os.read(self._fd, self.offset - start) == self._tail
        except OSError as err:
            raise files.refused(self.places.journal, err) from None

    def take_journal(self) -> None:
        """After a fold of our own: what lies there is what we hold; go on in the new journal."""
        self._data = self._identity()
        fd = self._open_journal()
        try:
            self._begin(fd)
        except BaseException:
            _close(fd)
            raise
        self.follow()

    def _identity(self) -> tuple[int, ...]:
        try:
            found = os.stat(self.places.data)
        except OSError:
            return ()
        return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def close(self) -> None:
        """Let go of the journal's file."""
        _close(self._fd)
        self._fd = -1

    def _open_journal(self) -> int:
        try:
            return files.open_plain(self.places.journal)
        except FileNotFoundError:
            return -1
        except OSError as err:
            raise files.refused(self.places.journal, err) from None

    def _read_header(self, fd: int) -> tuple[dict[str, Any], int]:
        try:
            return journal.read_header(fd, self.places.journal)
        except OSError as err:
            raise files.refused(self.places.journal, err) from None

    def _begin(self, fd: int) -> None:
        """Go on in the journal open at ``fd``, which is ours to close once this has returned."""
        header, offset = self._read_header(fd)
        self.close()
        self._fd, self.offset = fd, offset
        self.take_header(header)
        os.lseek(fd, 0, os.SEEK_SET)
        self._tail = os.read(fd, offset)[-_TAIL:]
        self.lines, self.unreadable = [], []
        self.last = {"n": 0, "clock": self.header["clock"], "facts": {}}

    def take_header(self, header: dict[str, Any]) -> None:
        """Hold the facts of a journal's header, and what it says is still to be purged."""
        self.header, self.purging = header, _purging(header)

    def follow(self) -> None:
        """Apply the whole lines behind ``offset``. What has no newline yet is left for later."""
        begin, data = self.offset, self._behind()
        for stop, text, body in journal.whole_lines(data):
            self.offset = begin + stop
            if body is None or not self.apply(body, self.header["journal"]):
                self.set_apart(text)
        self._tail = (self._tail + data[: self.offset - begin])[-_TAIL:]

    def _behind(self) -> bytes:
        if self._fd < 0:
            return b""
        try:
            os.lseek(self._fd, self.offset, os.SEEK_SET)
            parts = []
            while part := os.read(self._fd, 1 << 20):
                parts.append(part)
        except OSError as err:
            raise files.refused(self.places.journal, err) from None
        return b"".join(parts)

    def set_aside(self) -> list[bytes]:
        """What has to be kept aside before the journal is replaced: lines that are not whole, and a cut-off end."""
        end = self._behind()
        return [*self.unreadable, end + journal.UNFINISHED] if end else self.unreadable

    def apply(self, body: bytes, format_: int = FORMAT, *, facts: bool = True) -> bool:
        """Apply one change, from a journal of ``format_``. False where it is none.

        ``facts``: those it brings hold too; not where its journal is older than what we know of this machine.
        """
        try:
            change = _change.decode(body)
            if format_ < FORMAT:
                new, was = ([migrations.upgraded(raw, format_) for raw in part] for part in (change.set, change.was))
                change = msgspec.structs.replace(change, set=new, was=was)
            for raw in change.set:
                document_key(version(raw).id)
        except NOT_JSON:
            return False
        if not journal.is_clock(change.clock):
            return False
        self.lines.append(change)
        known = change.facts if facts else self.last["facts"]
        self.last = {"n": change.n, "clock": change.clock, "facts": known}
        if facts and change.facts:
            self.header = {**self.header, **change.facts}
        if change.purge is not None:
            before = self.purging or {}
            self.purging = {
                key: {**before.get(key, {}), **change.purge.get(key, {})} for key in {*before, *change.purge}
            }
        for raw in change.set:
            self.put(raw)
        return True

    def set_apart(self, text: bytes) -> None:
        """Remember a line that is not whole, and say so."""
        self.unreadable.append(text)
        if text.endswith(journal.UNFINISHED):
            self.notes.append(
                _(
                    "An unfinished line of the journal ({text} bytes of an interrupted write) was set apart; "
                    "nothing that was acknowledged is in it."
                ).format(text=len(text))
            )
        else:
            self.notes.append(
                _("A line of the journal ({text} bytes) is damaged and was set apart.").format(text=len(text))
            )

    def put(self, raw: msgspec.Raw) -> None:
        """Merge one version of a record in."""
        raw = bare(raw)
        new = version(raw)
        key = document_key(new.id)
        old = self.records.get(key)
        if old is not None and rank(old) >= (new.gone, new.stamp, bytes(raw)):
            return
        self.records[key] = raw
        self.changed.add(key)

    # -- looking

    def is_older(self) -> bool:
        """Whether a file of an older format stands there still; what we hold is of ours."""
        return any(
            format_ < FORMAT for format_ in (self.meta.get("format", FORMAT), self.header.get("journal", FORMAT))
        )

    def burned(self) -> dict[str, msgspec.Raw]:
        """What stays of the records that were burned, by document key."""
        return {key: raw for key, raw in self.records.items() if is_burned(raw)}

    def get(self, ident: str) -> msgspec.Raw | None:
        """The record with this id, removed or not, None where it is unknown."""
        try:
            return self.records.get(document_key(ident))
        except ValueError:
            return None


def _close(fd: int) -> None:
    if fd >= 0:
        os.close(fd)
