"""TinyDB over the data file and its journal: a storage and a table, by TinyDB's own extension points.

``RecordDB(places, now=…)`` is a TinyDB whose ``records`` table reads through the journal and appends to it instead of
writing the whole file at each change. Queries, ``get``, ``insert``, ``upsert`` and ``update`` are TinyDB's own. What
faces use is ``JournaledStorage.commit``, which TinyDB's writes go through as well.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, files, journal, owned_files, purge, remembered
from ritualtui.store.checkpoint import fold, has_news, is_due
from ritualtui.store.datafile import bare, document, document_key, is_burned, stamp_of, version
from ritualtui.store.lock import PATIENCE, held
from ritualtui.store.owned_files import Purged
from ritualtui.store.state import Change, State, one_line
from ritualtui.strings import _

_RECORDS = "records"
_A_MOMENT = 0.2
"""Seconds to wait for one's turn at what can be done another time, or will most likely be done by whoever has it."""


class Draft(msgspec.Struct, frozen=True):
    """A change before it has its number: see ``journal`` for the fields.

    ``was`` and ``before`` are filled in from what stands; ``facts`` are those that this change sets.
    """

    set: Sequence[Mapping[str, Any] | msgspec.Raw]
    clock: str = ""
    who: str = ""
    undoes: int | None = None
    redoes: int | None = None
    what: str = ""
    facts: dict[str, Any] = {}


class JournaledStorage(Storage):
    """A TinyDB storage that keeps the file in ``places`` and a journal beside it.

    ``now`` tells the time, for the names of backups. Opening reads nothing; a home without data reads as empty.
    """

    def __init__(self, places: Places, now: Callable[[], datetime]) -> None:
        self.places = places
        self.state = State(places)
        self._now = now
        self._loaded = False
        self._remembered: tuple[int, int, str] | None = None
        self._tried = -1  # the generation in which this process tried to finish a purge, in vain

    # -- TinyDB's side

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table as TinyDB knows it, or None where there is no data yet."""
        if not self.refresh():
            return None
        state = self.state
        meta = {"1": dict(state.meta), **{key: msgspec.json.decode(raw) for key, raw in state.other_meta.items()}}
        others = {name: msgspec.json.decode(raw) for name, raw in state.others.items()}
        return {"meta": meta, _RECORDS: {key: document(raw) for key, raw in state.records.items()}, **others}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Refuse: the records' table journals its own changes, and no other table is TinyDB's to write here."""
        raise TypeError(
            "only the table `records` can be written: meta is set by `facts`, other tables are kept as they are"
        )

    def close(self) -> None:
        """Let go of the files."""
        self.state.close()

    # -- ours

    def refresh(self) -> bool:
        """Read what is new, from whoever wrote it. False where there is no data yet.

        What was cut off while words were being taken away for good is finished first, as far as that can be done.
        """
        found = self._take_in()
        if self._is_to_purge() or (not found and backup_files.is_forgotten(self.places)):
            with suppress(RitualError), held(self.places.lock, _A_MOMENT):
                if backup_files.is_forgotten(self.places):
                    owned_files.everything(self.places)
                    return False
                found = self._take_in()
                self._finish_purge()
        return found

    def _take_in(self) -> bool:
        if self._loaded:
            self.state.refresh()
        else:
            self._loaded = self.state.load()
        return self._loaded

    def _is_to_purge(self) -> bool:
        return self.state.purging is not None and self._tried != self.state.header["generation"]

    def _finish_purge(self) -> None:
        """Finish a purge that was cut off. The caller holds the lock; what stands in the way is noted, once."""
        if not self._is_to_purge():
            return
        try:
            self.state.notes += purge.finish(self.state, self._now()).lines()
        except RitualError as err:
            self.state.notes.append(_("What was burned is not gone from the disk yet: {err}").format(err=err))
        self._tried = self.state.header["generation"]

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[State]:
        """The lock, and the state as it stands under it. Raises ``RitualError`` where there is no log.

        Whoever puts words of the log into any file does so here, or looks here once more before that file stands: a
        burn holds the lock until the words are gone, and knows of no file that is still on its way.
        """
        with held(self.places.lock, patience):
            if not self._take_in():
                raise RitualError(_("There's no log here yet."), _("Begin one with `ritualtui init`."))
            if self.state.is_older():
                fold(self.state, self._now())
            self._finish_purge()
            yield self.state
            if not self.state.behind:
                self._remember()

    def _remember(self) -> None:
        state = self.state
        now = state.header["generation"], state.last["n"], state.last["clock"]
        if now != self._remembered:
            remembered.write(self.places, state.header, state.last)
            self._remembered = now

    def accept(self) -> None:
        """Take the log as it is, whatever this machine remembers of it."""
        with self.writing() as state:
            state.behind = False

    def create(self, facts: dict[str, Any]) -> None:
        """Begin a home: an empty data file and a journal with ``facts`` as its header. Raises where there is one."""
        files.make_folder(self.places.home)
        with held(self.places.lock):
            if backup_files.is_forgotten(self.places):
                done = owned_files.everything(self.places, keep_lock=True)
                if done.pending:
                    raise RitualError(done.left[0], _("It has to go before a new log can begin here."))
            if self.state.load():
                raise RitualError(_("There's already a log here."), _("`ritualtui locate` shows where."))
            if backup_files.listed(self.places):
                raise RitualError(
                    _("There was a log here: its backups are in {backups}.").format(backups=self.places.backups),
                    _("`ritualtui restore` brings it back. To start fresh, move that folder elsewhere."),
                )
            self.state.header = {"generation": 0, **facts}
            self.state.last = {"n": 0, "clock": facts["clock"], "facts": {}}
            fold(self.state, self._now(), fresh=True)
            self._loaded = True
            self._remember()

    def put(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Journal whole records that bring their id and stamp."""
        drafts = [dict(record) for record in records]
        self.commit(lambda state: Draft(drafts, clock=state.last["clock"]))

    def commit(self, make: Callable[[State], Draft | None]) -> Change | None:
        """Append one change: ``make`` sees the state as it stands under the lock and says what to write, or None.

        Returns the change as it stands in the journal, acknowledged: flushed to the disk. Raises ``RitualError``,
        and then nothing was changed.
        """
        with self.writing() as state:
            draft = make(state)
            if draft is None or not (draft.set or draft.facts):
                return None
            # Whoever writes it (a merge, a restore, TinyDB): what is burned stays burned, and says no more.
            drafts = map(_encoded, draft.set)
            new = [bare(raw) for raw in drafts if is_burned(raw) or not is_burned(state.get(version(raw).id))]
            return self._append(state, draft, new) if new or draft.facts else None

    def _append(
        self, state: State, draft: Draft, new: list[msgspec.Raw], purges: dict[str, dict[str, str]] | None = None
    ) -> Change:
        keys = [document_key(version(raw).id) for raw in new]  # or no reader would take the line for a change
        opened = journal.open_to_append(self.places.journal)
        if opened is None:
            fold(state, self._now())
            opened = cast(journal.Journal, journal.open_to_append(self.places.journal))
        try:
            journal.append_change(
                opened,
                self.places.journal,
                clock=draft.clock or state.last["clock"],
                who=draft.who if purges is None else "",  # nobody's: `undo` passes it by
                set=[one_line(raw) for raw in new],
                was=[_bytes_or_none(state.records.get(key)) if purges is None else None for key in keys],
                undoes=draft.undoes,
                redoes=draft.redoes,
                what=draft.what,
                facts={**state.last["facts"], **draft.facts},
                before={key: state.header.get(key) for key in draft.facts},
                purge=purges,
            )
        finally:
            os.close(opened.fd)
        state.follow()
        return state.lines[-1]  # the one that was just appended

    def burn(self, make: Callable[[State], Draft | None], forget: Mapping[str, str] | None = None) -> Purged:
        """Append one change by ``make``, and take what its burned records said before out of every file of ours.

        ``make`` is as for ``commit``, and what it returns has ``datafile.burned`` records. ``forget``: people (ids)
        whose own files go as well, each with the name that is left of them. From the moment the line is flushed no
        kill stops it, only puts it off to the next opening. Raises ``RitualError``, and then nothing was changed.
        """
        with self.writing() as state:
            draft = make(state)
            if draft is None or not (draft.set or forget):
                return Purged()
            self._append(state, draft, [_encoded(r) for r in draft.set], {"forget": dict(forget)} if forget else {})
            try:
                done = purge.finish(state, self._now())
            except RitualError as err:
                said = _(
                    "What was burned is hidden, but not gone from the disk yet; the next opening goes on. {err}"
                ).format(err=err)
                done = Purged(left=(said,), pending=True)
            self._tried = state.header["generation"]
            return done

    def fold(self, *, only_if_due: bool = False, only_if_new: bool = False) -> None:
        """Fold the journal into the data file. Nothing where there is none.

        ``only_if_due``: where it has grown long, or the data file is of another day; ``only_if_new``: where the data
        file lacks anything. Either waits no more than a moment for another process. Raises ``RitualError``.
        """
        if not self._loaded and not self.refresh():
            return
        if (only_if_due and not is_due(self.state, self._now())) or (only_if_new and not has_news(self.state)):
            return
        with self.writing(_A_MOMENT if only_if_due or only_if_new else PATIENCE) as state:
            fold(state, self._now())

    def copied(self, path_of: Callable[[int], str]) -> str:
        """Fold, and copy the data file to a new one in the home, named by its generation. Returns that name."""
        with self.writing() as state:
            state.behind = False  # who asks for a backup takes the log as it is
            fold(state, self._now())
            path = path_of(int(state.meta["generation"]))
            files.make_folder(os.path.dirname(path))
            files.replace(path, self.data())
            return path

    def data(self) -> bytes:
        """The data file as it is. Raises ``RitualError`` where it is gone."""
        found = files.read(self.places.data)
        if found is None:
            raise RitualError(_("{data} is gone.").format(data=self.places.data))
        return found

    def facts(self, changed: dict[str, Any]) -> None:
        """Change facts of this machine (names, who is here): a fold, because the header holds them."""
        with self.writing() as state:
            fold(state, self._now(), changed)

    def take(self, make: Callable[[State], str]) -> None:
        """Change the records in memory by ``make`` (which returns our clock after it) and fold: for large imports.

        All or nothing also under a kill: the new data file takes the old one's place in one step.
        """
        with self.writing() as state:
            try:
                clock = make(state)
                state.last = {**state.last, "clock": clock}
                fold(state, self._now(), fresh=True)
            except BaseException:
                state.load()
                raise


def _bytes_or_none(raw: msgspec.Raw | None) -> bytes | None:
    return None if raw is None else one_line(raw)


def _encoded(record: Mapping[str, Any] | msgspec.Raw) -> msgspec.Raw:
    return record if isinstance(record, msgspec.Raw) else msgspec.Raw(msgspec.json.encode(record))


class _Touched(MutableMapping[int, Any]):
    """The records as TinyDB's updaters want them: copies by document id, remembering which were handed out."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.copies: dict[int, dict[str, Any]] = {}

    def __getitem__(self, doc_id: int) -> dict[str, Any]:
        if doc_id not in self.copies:
            self.copies[doc_id] = document(self._state.records[str(doc_id)])
        return self.copies[doc_id]

    def __setitem__(self, doc_id: int, doc: Mapping[str, Any]) -> None:
        self.copies[doc_id] = dict(doc)

    def __delitem__(self, doc_id: int) -> None:
        raise TypeError("a record is removed by a newer version that says so")

    def __iter__(self) -> Iterator[int]:
        return iter(dict.fromkeys([*map(int, self._state.records), *self.copies]))

    def __len__(self) -> int:
        return len(self._state.records)

    def changed(self) -> list[dict[str, Any]]:
        """The records that are no longer what they were."""
        stands = self._state.records
        return [d for i, d in self.copies.items() if str(i) not in stands or document(stands[str(i)]) != d]


class _Lazy(Mapping[str, Mapping[str, Any]]):
    """The records by document key, decoded as they are looked at."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        return document(self._state.records[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.records)

    def __len__(self) -> int:
        return len(self._state.records)


class RecordTable(Table):
    """TinyDB's table over records: a document's id is its record's UUID as a number."""

    default_query_cache_capacity = 0  # another process may have written since

    def insert(self, document: Mapping[str, Any]) -> int:
        """TinyDB's ``insert``; the document brings ``id``, ``kind`` and ``stamp``."""
        return super().insert(_document(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """TinyDB's ``insert_multiple``; the documents bring ``id``, ``kind`` and ``stamp``."""
        return super().insert_multiple([_document(document) for document in documents])

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> list[int]:
        """TinyDB's ``upsert``, by the record's own id unless ``cond`` says otherwise."""
        return super().upsert(document if cond else _document(document), cond)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        storage = self._journaled()
        if storage is None:
            return super()._read_table()
        return cast(dict[str, Mapping[str, Any]], _Lazy(storage.state)) if storage.refresh() else {}

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        storage = self._journaled()
        if storage is None:
            super()._update_table(updater)
            return

        def make(state: State) -> Draft:
            touched = _Touched(state)
            updater(cast(dict[int, Mapping[str, Any]], touched))
            changed = touched.changed()
            for doc in changed:
                stands = state.get(doc["id"])
                if stands is not None and stamp_of(stands) >= doc["stamp"]:
                    raise ValueError("a changed record needs a stamp above the one it replaces, or it would not stand")
            return Draft(changed, clock=state.last["clock"])

        storage.commit(make)

    def _journaled(self) -> JournaledStorage | None:
        return self._storage if self.name == _RECORDS and isinstance(self._storage, JournaledStorage) else None


def _document(document: Mapping[str, Any]) -> Document:
    for field in ("id", "kind", "stamp"):
        if field not in document:
            raise ValueError(f"a record needs {field}")
    return Document(document, doc_id=int(document_key(document["id"])))


class RecordDB(TinyDB):
    """A TinyDB whose storage is journaled and whose tables are tables of records."""

    table_class = RecordTable
    default_storage_class = JournaledStorage  # type: ignore[assignment]

    @property
    def journaled(self) -> JournaledStorage:
        """The storage, by its type."""
        return cast(JournaledStorage, self.storage)
