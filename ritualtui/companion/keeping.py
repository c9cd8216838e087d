"""Backups: making one, looking at what is there, bringing back.

Works on the files, not on an open log, because it is needed most when the log cannot be opened.
"""

import os
from typing import Any, NamedTuple

import msgspec

from ritualtui import clock
from ritualtui.companion.service import Stamper
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store import files, fold
from ritualtui.store.lock import held
from ritualtui.store.state import State, stamp_of, version
from ritualtui.store.table import Draft, JournaledStorage

_decode = msgspec.json.Decoder(dict[str, Any])


class Listed(NamedTuple):
    """A backup, and how many records it holds (None where it cannot be read)."""

    backup: fold.Backup
    records: int | None


class Plan(NamedTuple):
    """What a restore would do; nothing is written until it is carried out.

    ``mend``: the log cannot be opened, and is put together anew from ``backup`` and the journals. Otherwise records
    go back to the versions they had in ``backup``: ``back`` were removed since, ``reverted`` were changed since,
    ``since`` were logged since and stay (or are removed, where it is asked to be exact).
    """

    mend: bool
    backup: fold.Backup | None
    total: int
    back: int
    reverted: int
    since: int
    changes: int
    notes: list[str]


class Keeping:
    """See the module."""

    def __init__(self, places: Places, time: clock.Clock) -> None:
        self.places = places
        self.time = time

    def backup(self, target: str | None = None) -> str:
        """Fold, and keep a copy of the whole data file that is never rotated away. Returns its path.

        ``target`` names a file of one's own instead, which must not exist yet.
        """
        storage = JournaledStorage(self.places, self.time.now)
        storage.fold()
        if not storage.refresh():
            raise RitualError("There is nothing to keep yet.", "Begin with `ritualtui init`.")
        generation = int(storage.state.meta["generation"])
        storage.close()
        path = target or fold.backup_path(self.places, self.time.now(), generation, kept=True)
        if target and os.path.exists(target):
            raise UsageError(f"{target} is there already.", "Name a file that is not.")
        files.make_folder(os.path.dirname(os.path.abspath(path)))
        data = files.read(self.places.data)
        assert data is not None
        files.replace(os.path.abspath(path), data)
        return path

    def list(self) -> list[Listed]:
        """Every backup, the newest first."""
        return [Listed(backup, self._count(backup)) for backup in fold.backups(self.places)]

    def _count(self, backup: fold.Backup) -> int | None:
        try:
            return _living(fold.rebuild(self.places, backup).state)
        except RitualError:
            return None

    def find(self, name: str) -> fold.Backup:
        """The backup of this name, or the data file at this path. Raises ``UsageError``."""
        for backup in fold.backups(self.places):
            if name in (backup.name, backup.path, backup.name.removesuffix(".json")):
                return backup
        if os.path.isfile(name):
            return fold.Backup(os.path.abspath(name), self.time.now(), 0, kept=True)
        raise UsageError(f"There is no backup “{name}”.", "`ritualtui restore` lists them.")

    def damaged(self) -> RitualError | None:
        """Why the log cannot be opened, or None where it can. Raises where there is nothing at all."""
        state = State(self.places)
        try:
            if not state.load() and not fold.backups(self.places):
                raise UsageError("There is no log here yet.", "Begin one: ritualtui init --me NAME --partner NAME")
            if not state.header:
                return RitualError("The log's files are gone.")
            if any("restore" in note for note in state.notes):
                return RitualError(state.notes[0])
        except UsageError:
            raise
        except RitualError as err:
            return err
        finally:
            state.close()
        return None

    def look(self, backup: fold.Backup | None = None) -> Plan:
        """What restoring from ``backup`` would change (None: put a damaged log together from all there is)."""
        damaged = self.damaged()
        found = fold.rebuild(self.places, backup)
        if damaged is not None:
            if backup is not None:
                found = self._with_later(found)
            total = _living(found.state)
            return Plan(True, found.backup, total, 0, 0, 0, len(found.state.lines), found.notes)
        if backup is None:
            raise UsageError("Nothing is damaged.", "Name a backup to go back to.")
        now = self._open()
        back, reverted, since = (len(part) for part in _differences(now.state, found.state))
        now.close()
        return Plan(False, backup, _living(found.state), back, reverted, since, 0, found.notes)

    def restore(self, backup: fold.Backup | None = None, *, exactly: bool = False) -> Plan:
        """Carry out what ``look`` says. Going back is a change like any other: new versions, undone by undo."""
        plan = self.look(backup)
        if plan.mend:
            self._mend(backup)
        else:
            assert backup is not None
            self._go_back(backup, exactly)
        return plan

    def _open(self) -> JournaledStorage:
        storage = JournaledStorage(self.places, self.time.now)
        storage.refresh()
        return storage

    def _with_later(self, found: fold.Found) -> fold.Found:
        for path in [*(b.journal for b in reversed(fold.backups(self.places))), self.places.journal]:
            fold.replay(found.state, path, found.notes)
        return found

    def _mend(self, backup: fold.Backup | None) -> None:
        with held(self.places.lock):
            found = fold.rebuild(self.places, backup)
            if backup is not None:
                found = self._with_later(found)
            self._set_aside()
            state = found.state
            # Above every number in use, so that nobody takes an old journal for the next one.
            highest = max([int(state.header.get("generation", 0)), *(b.generation for b in fold.backups(self.places))])
            state.header["generation"] = highest + 1
            fold.fold(state, self.time.now(), mending=True)
            state.close()

    def _set_aside(self) -> None:
        """Give the damaged file and the journal a second name: nothing is thrown away, and a kill here loses nothing."""
        stamp = f"{self.time.now():%Y%m%dT%H%M%S}"
        files.make_folder(self.places.aside)
        try:
            for path in (self.places.data, self.places.journal):
                kept = os.path.join(self.places.aside, f"{os.path.basename(path)}.{stamp}")
                if os.path.isfile(path):
                    files.link_or_copy(path, kept)
                elif os.path.lexists(path):  # a folder, or a link to nowhere, in the file's place
                    os.replace(path, kept)
        except OSError as err:
            raise files.refused(self.places.aside, err) from None

    def _go_back(self, backup: fold.Backup, exactly: bool) -> None:
        then = fold.rebuild(self.places, backup).state
        storage = self._open()

        def draft(state: State) -> Draft | None:
            stamper = Stamper(state, self.time.ms())
            back, reverted, since = _differences(state, then)
            made = []
            for key in [*back, *reverted]:
                old = stamp_of(state.records[key]) if key in state.records else ""
                made.append({**_decode.decode(then.records[key]), "stamp": stamper.next(over=old)})
            for key in since if exactly else ():
                record = _decode.decode(state.records[key])
                gone = {"id": record["id"], "kind": record["kind"], "deleted": True}
                made.append({**gone, "stamp": stamper.next(over=record["stamp"])})
            return Draft(list(made), clock=stamper.clock, who=state.header["me"], counts={}, what="restore")

        storage.commit(draft)
        storage.close()


def _alive(state: State, key: str) -> bool:
    try:
        return key in state.records and not version(state.records[key]).deleted
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False


def _living(state: State) -> int:
    return sum(_alive(state, key) for key in state.records)


def _differences(now: State, then: State) -> tuple[list[str], list[str], list[str]]:
    """Keys of records that were removed since ``then``, changed since, and logged since."""
    back, reverted = [], []
    for key in then.records:
        if _alive(then, key):
            if not _alive(now, key):
                back.append(key)
            elif stamp_of(now.records[key]) > stamp_of(then.records[key]):
                reverted.append(key)
    since = [key for key in now.records if _alive(now, key) and not _alive(then, key)]
    return back, reverted, since


