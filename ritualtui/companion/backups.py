"""Backups: making one, looking at what is there, bringing back.

Works on the files, not on an open log, because it is needed most when the log cannot be opened.
"""

import os
from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import NamedTuple

from ritualtui import clock
from ritualtui.companion import files_for_people, people
from ritualtui.companion.stamps import Stamper
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store import backup_files, files, recovery, remembered
from ritualtui.store.backup_files import Backup
from ritualtui.store.checkpoint import fold
from ritualtui.store.datafile import NOT_JSON, document, stamp_of, version
from ritualtui.store.journal import OtherVersion
from ritualtui.store.lock import held
from ritualtui.store.state import State
from ritualtui.store.tinydb_storage import Draft, JournaledStorage
from ritualtui.strings import _


class Listed(NamedTuple):
    """A backup, and how many records it holds (None where it cannot be read)."""

    backup: Backup
    records: int | None


class Plan(NamedTuple):
    """What a restore would do; nothing is written until it is carried out.

    ``mend``: the log cannot be opened, and is put together anew from ``backup`` and the journals. Otherwise records
    go back to the versions they had in ``backup``: ``back`` were removed since, ``reverted`` were changed since,
    ``since`` were logged since and stay (or are removed, where it is asked to be exact).
    """

    mend: bool
    backup: Backup | None
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
        if target and os.path.lexists(target):
            raise UsageError(_("{target} already exists.").format(target=target), _("Name another file."))
        storage = JournaledStorage(self.places, self.time.now)
        try:
            if not storage.refresh():
                raise RitualError(_("There's nothing to back up yet."), _("Start with `ritualtui init`."))
            if target is None:
                return storage.copied(lambda made: backup_files.path_for(self.places, self.time.now(), made, kept=True))
            return self._copied_to(os.path.abspath(target), storage)
        finally:
            storage.close()

    def _copied_to(self, path: str, storage: JournaledStorage) -> str:
        files.make_folder(os.path.dirname(path))
        storage.accept()
        while True:
            storage.fold()
            data, burned = storage.data(), storage.state.burned().keys()

            @contextmanager
            def standing(known: Set[str] = burned) -> Iterator[bool]:
                with storage.writing() as state:
                    yield state.burned().keys() == known

            try:
                files_for_people.put(path, data, standing, new=True)
            except files_for_people.Changed:
                continue
            except FileExistsError:
                raise UsageError(_("{path} already exists.").format(path=path), _("Name another file.")) from None
            return path

    def list(self) -> list[Listed]:
        """Every backup, the newest first."""
        return [Listed(backup, self._count(backup)) for backup in backup_files.listed(self.places)]

    def _count(self, backup: Backup) -> int | None:
        try:
            return _living(recovery.as_it_was(self.places, backup).state)
        except RitualError:
            return None

    def find(self, name: str) -> Backup:
        """The backup of this name, or the data file at this path. Raises ``UsageError``."""
        for backup in backup_files.listed(self.places):
            if name in (backup.name, backup.path, backup.name.removesuffix(".json")):
                return backup
        if os.path.isfile(name):
            return Backup(os.path.abspath(name), self.time.now(), 0, kept=True)
        raise UsageError(_("There's no backup “{name}”.").format(name=name), _("`ritualtui restore` lists them."))

    def damaged(self) -> RitualError | None:
        """Why the log needs mending, or None where it is sound.

        Raises ``UsageError`` where there is nothing at all, ``OtherVersion`` where the log is a newer version's:
        that is no damage, and mending would leave out what this version cannot read.
        """
        state = State(self.places)
        try:
            if not state.load():
                if not backup_files.listed(self.places):
                    raise UsageError(
                        _("There's no log here yet."), _("Start one: ritualtui init --me NAME --partner NAME")
                    )
                return RitualError(_("The log's files are gone, but there are backups."))
            return None if state.sound else RitualError(state.notes[0])
        except (UsageError, OtherVersion):
            raise
        except RitualError as err:
            return err
        finally:
            state.close()

    def look(self, backup: Backup | None = None) -> Plan:
        """What restoring from ``backup`` would change (None: put a damaged log together from all there is)."""
        if self.damaged() is not None:
            found = recovery.rebuild(self.places, backup)
            return Plan(True, found.backup, _living(found.state), 0, 0, 0, len(found.state.lines), found.notes)
        if backup is None:
            raise UsageError(_("Nothing is damaged."), _("Name a backup to go back to."))
        found = recovery.as_it_was(self.places, backup)
        now = self._open()
        back, reverted, since = (len(part) for part in _differences(now.state, found.state))
        now.close()
        return Plan(False, backup, _living(found.state), back, reverted, since, 0, found.notes)

    def restore(self, backup: Backup | None = None, *, exactly: bool = False, who: str | None = None) -> Plan:
        """Carry out what ``look`` says. Going back is a change like any other: new versions, undone by undo.

        ``who`` (a name) does it; nothing that is for one person alone now is for both after it.
        """
        plan = self.look(backup)
        if plan.mend:
            self._mend(backup)
        else:
            assert backup is not None
            self._go_back(backup, exactly, who)
        return plan

    def _open(self) -> JournaledStorage:
        storage = JournaledStorage(self.places, self.time.now)
        storage.refresh()
        return storage

    def _mend(self, backup: Backup | None) -> None:
        files.make_folder(self.places.home)  # it may be gone, and the backup elsewhere
        with held(self.places.lock):
            state = recovery.rebuild(self.places, backup).state
            self._set_aside()
            fold(state, self.time.now(), mending=True)
            remembered.write(self.places, state.header, state.last)
            state.close()

    def _set_aside(self) -> None:
        """Give the damaged file and the journal a second name: nothing is lost, also by a kill right after."""
        stamp = f"{self.time.now():%Y%m%dT%H%M%S}"
        files.make_folder(self.places.aside)
        journal, data = (
            _free(os.path.join(self.places.aside, f"{os.path.basename(path)}.{stamp}"))
            for path in (self.places.journal, self.places.data)
        )
        try:
            if os.path.isfile(self.places.journal):
                files.link_or_copy(self.places.journal, journal)
            try:
                if os.path.lexists(self.places.data):
                    files.link_or_copy(self.places.data, data)
            except (PermissionError, IsADirectoryError, FileNotFoundError):
                # What cannot be read, a folder, or a link to nowhere in the file's place. The journal is never moved
                # away: it would be missing if we were cut off here.
                os.replace(self.places.data, data)
            files.sync_folder(self.places.aside)
        except OSError as err:
            raise files.refused(self.places.aside, err) from None

    def _go_back(self, backup: Backup, exactly: bool, who: str | None) -> None:
        then = recovery.as_it_was(self.places, backup).state
        storage = self._open()

        def draft(state: State) -> Draft | None:
            stamper = Stamper(state, self.time.ms())
            back, reverted, since = _differences(state, then)
            made = []
            for key in [*back, *reverted]:
                old = stamp_of(state.records[key]) if key in state.records else ""
                again = {**document(then.records[key]), "stamp": stamper.next(over=old)}
                if key in reverted and (now := document(state.records[key])).get("audience") == "self":
                    again |= {field: now[field] for field in ("by", "voice", "audience") if field in now}
                made.append(again)
            for key in since if exactly else ():
                record = document(state.records[key])
                gone = {"id": record["id"], "kind": record.get("kind", ""), "deleted": True}
                made.append({**gone, "stamp": stamper.next(over=record["stamp"])})
            me = people.read(state.header, who, any_=True).me.id
            return Draft(made, clock=stamper.clock, who=me, what="restore")

        try:
            storage.commit(draft)
            storage.accept()
        finally:
            storage.close()


def _free(path: str) -> str:
    """``path``, with a number behind it where something has that name already."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = f"{path}-{number}"
    return free


def _alive(state: State, key: str) -> bool:
    try:
        return key in state.records and not version(state.records[key]).deleted
    except NOT_JSON:
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
            elif bytes(now.records[key]) != bytes(then.records[key]):
                reverted.append(key)
    since = [key for key in now.records if _alive(now, key) and not _alive(then, key)]
    return back, reverted, since
