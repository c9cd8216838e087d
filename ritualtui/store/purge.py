"""Purging: what burned records said leaves every file of ours.

A burn is a line of the journal first: ids, kinds and stamps, flushed to the disk. From then on the words are no part
of the log, and whoever opens it goes on here until they are in no file of it: each backup and its journal, what was
set aside, the glance, what interrupted writes left, and last, in one step that also ends the purge, the data file and
the journal. Everything is done anew where it was cut off; doing it twice changes nothing. What could not be done (a
folder that may not be written) is noted in the new journal's header, ``purging``, and tried at every opening.

A backup stays what it was but for those records. Where something is too damaged to be read as data file or journal,
it is searched for the ids and for pieces of the words, and what has one of them, or of which nobody can tell, goes.

Files are replaced and unlinked, not overwritten: on a journaling file system, on one that copies on write and on any
SSD, writing over a file does not reach the blocks that held it. Until the disk uses those again, whoever reads it
below the file system may find them; so may a process that has the old file open, until it closes it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from datetime import datetime
from functools import cached_property

import msgspec

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, datafile, files, journal, strangers
from ritualtui.store.checkpoint import fold
from ritualtui.store.datafile import NOT_JSON, is_burned
from ritualtui.store.fragment_search import found_in, pieces_of, pieces_of_id
from ritualtui.store.owned_files import Purged, is_journal, is_ours, leftovers, listed, reason, vaults, within
from ritualtui.store.state import State, key_of, renamed
from ritualtui.strings import _, ngettext

_NULL = msgspec.Raw(b"null")
_MOST_OF_A_STRANGER = 1 << 28

_objects = msgspec.json.Decoder(dict[str, msgspec.Raw])
_records = msgspec.json.Decoder(list[msgspec.Raw])


def finish(state: State, now: datetime) -> Purged:
    """Do what is left of a purge. The caller holds the lock and has refreshed.

    Raises ``RitualError`` where the data file or the journal cannot be written anew; all else is in what it returns.
    """
    if state.is_older():
        fold(state, now)  # what it replaces is kept for good, and then gone through like all else
    sweep = _Sweep(state)
    before = state.purging
    forgotten = sweep.forget_files()
    sweep.run()
    begun = any(change.purge is not None for change in state.lines)
    if sweep.refused:
        # The names are changed by now here, and what a person adds from now on is not to go with what they had.
        still = sweep.still_to_forget(forgotten)
        state.purging = {"names": sweep.names, "forget": still, "blind": dict.fromkeys(sorted(sweep.unjudged), "")}
    else:
        state.purging = None
    if begun or state.purging != before:
        sweep.keep_replaced(now)
        try:
            fold(state, now, purged=True)
        except BaseException:
            state.purging = before
            raise
    return sweep.told()


def versions(state: State) -> Iterator[msgspec.Raw]:
    """Every version of every record that can still be read anywhere: in the log, its backups, what was set aside."""
    yield from state.records.values()
    for change in state.lines:
        yield from change.set
        yield from change.was
    for path in listed(state.places, lambda err: None):
        with suppress(RitualError):
            yield from _versions_in(path, files.read(path) or b"", state.places)


class _Sweep:
    """One going through of all files."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.places = state.places
        self.burned = state.burned()
        purging = state.purging or {}
        self.names = {**purging.get("names", {}), **purging.get("forget", {})}
        self.forget = purging.get("forget", {})
        lines = [change for change in state.lines if change.purge is not None]
        self._fresh = {key_of(raw) for change in lines for raw in change.set if is_burned(raw)}
        # Files that were to be searched when the words were still known, and could not be; "" stands for all.
        self._blind_to = set(purging.get("blind", {}))
        self.unjudged: set[str] = set()
        self._words: set[bytes] = set()
        self.sums: dict[int, str] = {}
        self.rewritten: list[str] = []
        self.removed: list[str] = []
        self.left: list[str] = []
        self.refused: dict[str, list[str]] = {}

    # -- the steps

    def forget_files(self) -> set[str]:
        """Take away what people who are forgotten had to themselves. Returns those of whom nothing was left."""
        done = set()
        for ident in self.forget:
            try:
                self._forget(ident)
                done.add(ident)
            except (OSError, RitualError) as err:
                self.refused.setdefault(self.places.home, []).append(reason(self.places.home, err))
        return done

    def still_to_forget(self, done: Set[str]) -> dict[str, str]:
        """Those whose own files are not all gone."""
        return {ident: name for ident, name in self.forget.items() if ident not in done}

    def run(self) -> None:
        """All but the log's own two files. What stands in the way is in ``refused``."""
        self._discard_leftovers()
        every = listed(self.places, lambda err: self._refuse(os.path.join(err.filename, ""), err, unjudged=True))
        kept = [path for path in every if is_journal(path, self.places)]
        self.sums = sums = dict(_sums(path) for path in [self.places.journal, *kept])
        self._learn()
        data, odd = [], []
        moved: dict[tuple[int, str], str] = {}
        for path in every:
            try:
                found = files.read(path)
            except RitualError as err:
                if within(path, self.places.aside):
                    odd.append(path)
                else:
                    self._refuse(path, err, unjudged=True)
                continue
            if found is None:
                continue
            self._learn_from(_versions_in(path, found, self.places, sums), elsewhere=True)
            if path in kept:
                continue
            if (file := _parsed(path, found, sums)) is None:
                odd.append(path)
            elif (new := self._data_without(file)) is not None:
                moved[file.meta["generation"], journal.checksum(found)] = journal.checksum(new)
                data.append(path)
        # By now all the words are known that can be; they have to stay known until all that is damaged was judged.
        for path in odd:
            self._judge(path)
        for path in kept:
            self._rewrite_journal(path, {}, only_damaged=True)
        # A journal's header has its data file's checksum: it is right again once both are rewritten.
        for path in kept:
            self._rewrite_journal(path, moved)
        for path in data:
            self._rewrite_data(path)
        whole = [text for text in self.state.unreadable if not self._may_hold(self.places.journal, text)]
        self._dropped(self.places.journal, len(self.state.unreadable) - len(whole))
        self.state.unreadable = whole
        self._look_at_strangers()

    def keep_replaced(self, now: datetime) -> None:
        """Keep the two files that are about to be replaced as a backup, as every fold does, without what was burned.

        Where that cannot be, the words go all the same.
        """
        places = self.places
        kept = backup_files.path_for(places, now, int(self.state.meta.get("generation", 0)))
        try:
            data = files.read(places.data) or b""
            found = _parsed(places.data, data, self.sums)
            if found is None:
                return
            new = self._data_without(found) or data
            moved = {(found.meta["generation"], journal.checksum(data)): journal.checksum(new)}
            # The journal first: a backup is found by its data file, and is then complete.
            if lines := files.read(places.journal):
                files.replace(kept + "-wal", self._journal_without(places.journal, lines, moved)[0])
            files.replace(kept, new)
        except (OSError, RitualError) as err:
            if not self.refused:
                self.state.notes.append(
                    _("What was replaced couldn't be saved with the backups: {reason}").format(reason=reason(kept, err))
                )

    def told(self) -> Purged:
        """What was done, for people."""
        left = [
            _("{reasons} What was burned is still in {folder}, and every opening of the log tries again.").format(
                reasons=reasons[0], folder=folder
            )
            for folder, reasons in self.refused.items()
        ]
        return Purged(
            tuple(dict.fromkeys(self.rewritten)), tuple(self.removed), (*left, *self.left), bool(self.refused)
        )

    def _forget(self, ident: str) -> None:
        from ritualtui.store.vault import Vault

        folders = [os.path.join(vault, ident) for vault in vaults(self.places)]
        if any(os.path.isdir(vault) for vault in vaults(self.places)):
            Vault(*folders).burn_all()
            files.remove(*(f"{path}-lock" for path in folders))
        try:
            seen = json.loads(files.read(self.places.seen) or b"{}")
            if not isinstance(seen, dict):
                raise ValueError
        except ValueError:
            files.remove(self.places.seen)  # nobody can read it; whose it was is not known
            return
        if ident in seen:
            del seen[ident]
            files.replace(self.places.seen, json.dumps(seen).encode())

    def _discard_leftovers(self) -> None:
        places = self.places
        mine = (places.data, places.journal, places.glance, places.status, places.seen, places.half_written)
        unfinished = [f"{name}.new" for path in mine for name in dict.fromkeys((path, files.real(path)))]
        for path in [places.glance, places.status, places.half_written, *unfinished, *leftovers(places)]:
            try:
                files.remove(path)
            except OSError as err:
                self._refuse(path, err)

    # -- what they rest on

    def _learn(self) -> None:
        """The words, from the log's own two files."""
        for change in self.state.lines:
            self._learn_from([*change.set, *change.was])
        if self._fresh:
            with suppress(RitualError):
                data = files.read(self.places.data) or b""
                self._learn_from(_versions_in(self.places.data, data, self.places, self.sums), elsewhere=True)

    def _learn_from(self, found: Iterable[msgspec.Raw], elsewhere: bool = False) -> None:
        for raw in found if self._fresh else ():
            if key_of(raw) not in self._fresh:
                continue
            if not datafile.version(raw).deleted:
                self._words.add(bytes(raw))
            elif elsewhere and is_burned(raw):
                # Somebody was cut off while rewriting: not all that was said is known any more. What is damaged
                # was judged before that, but in the log's own journal, whose lines go with it at the end.
                self._blind_to.add(self._name(self.places.journal))

    @cached_property
    def _needles(self) -> frozenset[bytes] | None:
        """What only burned records have; None where that is not known."""
        known = {key_of(msgspec.Raw(raw)) for raw in self._words}
        if "" in self._blind_to or self._fresh - known:
            return None
        encoded = datafile.encode({}, self.state.records, self.state.other_meta, self.state.others)
        pieces = {piece for raw in self._words for piece in pieces_of(raw)}
        idents = {piece for key, raw in self.burned.items() for piece in pieces_of_id(key, datafile.version(raw).id)}
        return frozenset(pieces - found_in(pieces, encoded)) | idents

    def _may_hold(self, path: str, data: bytes) -> bool:
        """Whether what cannot be read has, or may have, what was burned."""
        needles, name = self._needles, self._name(path)
        if needles is None or name in self._blind_to or os.path.dirname(name) in self._blind_to:
            return bool(data.strip())
        return bool(found_in(needles, data))

    def _data_without(self, found: datafile.DataFile) -> bytes | None:
        """A data file without what was burned, None where it is that already."""
        new = {key: self.burned[key] for key, raw in found.records.items() if key in self.burned and not is_burned(raw)}
        meta = renamed(found.meta, self.names)
        if not new and meta == found.meta:
            return None
        return datafile.encode(meta, {**found.records, **new}, found.other_meta, found.others)

    def _line_without(self, path: str, text: bytes, moved: Mapping[tuple[int, str], str]) -> bytes | None:
        """A journal's line (without its newline) without what was burned; None where nothing of it may stay."""
        body = journal.body_of(text)
        try:
            line = _objects.decode(body or b"")
            if "journal" in line:
                return self._header_without(text, moved)
            parts = {key: _records.decode(line.get(key, b"[]")) for key in ("set", "was")}
            if not all(key_of(raw) for raw in parts["set"]):
                raise ValueError
        except NOT_JSON:
            return None if self._may_hold(path, text) else text
        new = {
            "set": [self.burned[key_of(raw)] if self._is_words(raw) else raw for raw in parts["set"]],
            "was": [_NULL if self._is_words(raw) else raw for raw in parts["was"]],
        }
        facts = {key: datafile.document(line[key]) for key in ("facts", "before") if key in line}
        called = {key: renamed(value, self.names) for key, value in facts.items()}
        if new == parts and called == facts and "purge" not in line:
            return text
        changed = {key: value for key, value in line.items() if key != "purge"}
        changed |= {key: msgspec.Raw(msgspec.json.encode(new[key])) for key in new if key in line}
        changed |= {key: msgspec.Raw(msgspec.json.encode(value)) for key, value in called.items()}
        return journal.line(msgspec.json.encode(changed))[:-1]

    def _is_words(self, raw: msgspec.Raw) -> bool:
        return key_of(raw) in self.burned and not is_burned(raw)

    def _header_without(self, text: bytes, moved: Mapping[tuple[int, str], str]) -> bytes:
        header = journal.decode(text)
        if header is None or not journal.has_facts(header):
            raise ValueError
        new = renamed(header, self.names)
        if "data" in header:
            new["data"] = moved.get((header["generation"], str(header["data"])), header["data"])
        return text if new == header else journal.encode(new)[:-1]

    # -- changing files

    def _judge(self, path: str) -> None:
        """Remove what cannot be read and has, or may have, what was burned."""
        with suppress(RitualError):  # what cannot even be read may have anything
            if not self._may_hold(path, files.read(path) or b""):
                return
        if not is_ours(path, self.places):
            said = _("has what was burned, or may have it. It is no file of ours and was left")
            self.left.append(f"{self._name(path)} {said}.")
            return
        try:
            files.remove(path)
            self.removed.append(self._name(path))
        except OSError as err:
            self._refuse(path, err, unjudged=True)

    def _rewrite_journal(self, path: str, moved: Mapping[tuple[int, str], str], only_damaged: bool = False) -> None:
        with suppress(RitualError):  # it was read a moment ago
            data = files.read(path) or b""
            new, dropped = self._journal_without(path, data, moved, only_damaged)
            if new != data and self._replace(path, new, unjudged=dropped > 0):
                self._dropped(path, dropped)

    def _journal_without(
        self, path: str, data: bytes, moved: Mapping[tuple[int, str], str], only_damaged: bool = False
    ) -> tuple[bytes, int]:
        """A journal without what was burned, and how many damaged lines it is shorter for that."""
        was = data.split(b"\n")
        lines = [self._line_without(path, text, moved) for text in was]
        if only_damaged:
            lines = [old if new is not None else None for old, new in zip(was, lines, strict=True)]
        return b"\n".join(line for line in lines if line is not None), lines.count(None)

    def _rewrite_data(self, path: str) -> None:
        found = _parsed(path, files.read(path) or b"", self.sums)
        new = None if found is None else self._data_without(found)
        if new is not None:
            self._replace(path, new)

    def _replace(self, path: str, data: bytes, unjudged: bool = False) -> bool:
        linked = os.path.islink(path)
        try:
            if data.strip():
                files.replace(path, data)
                self.rewritten.append(self._name(path))
            else:
                files.remove(path)
        except (OSError, RitualError) as err:
            self._refuse(path, err, unjudged)
            return False
        if linked:
            self.left.append(
                _("{name} was a link; the file that it led to was left as it is.").format(name=self._name(path))
            )
        return True

    def _dropped(self, path: str, count: int) -> None:
        if count:
            self.removed.append(
                ngettext("{count} damaged line of {name}", "{count} damaged lines of {name}", count).format(
                    count=count, name=self._name(path)
                )
            )

    def _refuse(self, path: str, err: OSError | RitualError, unjudged: bool = False) -> None:
        if unjudged:
            self.unjudged.add(self._name(path))
        self.refused.setdefault(os.path.dirname(path), []).append(reason(path, err))

    def _name(self, path: str) -> str:
        return os.path.relpath(path, self.places.home)

    def _look_at_strangers(self) -> None:
        """Name copies that other programs made beside the data file; they are not ours to change."""
        for entry in strangers.beside(self.places):
            with suppress(OSError, RitualError):
                stranger = entry.name.startswith("ritualtui") or strangers.kind(entry.path)
                if entry.stat().st_size > _MOST_OF_A_STRANGER:
                    continue
                if stranger and found_in(self._strangers_needles, files.read(entry.path) or b""):
                    name = entry.name if within(entry.path, self.places.home) else entry.path
                    self.left.append(
                        _("{name} has what was burned. It is no file of ours and was left.").format(name=name)
                    )

    @cached_property
    def _strangers_needles(self) -> frozenset[bytes]:
        return frozenset(
            piece for key in self._fresh for piece in pieces_of_id(key, datafile.version(self.burned[key]).id)
        )


# -- what is in files


def _parsed(path: str, data: bytes, sums: Mapping[int, str]) -> datafile.DataFile | None:
    try:
        return datafile.parse(data, path, sums)
    except RitualError:
        return None


def _sums(path: str) -> tuple[int, str]:
    """What a journal's header says of its data file: generation and checksum."""
    with suppress(OSError, RitualError), open(files.open_plain(path), "rb") as file:
        header = journal.decode(file.readline(journal.HEADER_LIMIT)[:-1]) or {}
        if isinstance(header.get("generation"), int) and isinstance(header.get("data"), str):
            return header["generation"], header["data"]
    return -1, ""


def _versions_in(
    path: str, data: bytes, places: Places, sums: Mapping[int, str] | None = None
) -> Iterator[msgspec.Raw]:
    """Every version of a record in a file that can be read as a data file or a journal."""
    if not is_journal(path, places):
        found = _parsed(path, data, sums or {})
        if found is not None:
            yield from found.records.values()
        return
    for text in data.split(b"\n"):
        with suppress(*NOT_JSON):
            line = _objects.decode(journal.body_of(text) or b"")
            for key in ("set", "was"):
                yield from _records.decode(line.get(key, b"[]"))
