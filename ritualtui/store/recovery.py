"""Putting a log together from what can still be read: a good data file or backup, and every journal there is."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, datafile, files, journal
from ritualtui.store.backup_files import Backup
from ritualtui.store.journal import OtherVersion
from ritualtui.store.state import State
from ritualtui.strings import _


class Found(NamedTuple):
    """What can be brought back: a state put together, which backup it rests on, what was in the way."""

    state: State
    backup: Backup | None
    notes: list[str]


def as_it_was(places: Places, backup: Backup) -> Found:
    """The log as ``backup`` holds it: its data file, and the journal that was folded after it. Writes nothing.

    Raises ``RitualError`` where it cannot be read.
    """
    every = backup_files.listed(places)
    sums = _checksums([*every, _here(places)])
    data = _parse(backup.path, sums if backup in every else {})
    notes = [] if data.sound else [_("{path} is not as it was written.").format(path=backup.path)]
    found = _begin(places, data, backup, notes)
    replay(found.state, backup.journal, notes)
    for raw in _burned([_here(places)], sums):
        found.state.put(raw)
    return found


def rebuild(places: Places, wanted: Backup | None = None) -> Found:
    """Put together all that can still be read, up to the last acknowledged change, writing nothing.

    Begins with the newest good data file (the log's own, or a backup's; ``wanted`` if one is), then replays every
    journal, the backups' too: a line that is in it already, or an older one, changes nothing. Raises
    ``RitualError`` where there is nothing to put together, where the journal cannot be read (what stands in it must
    not be left out), and ``OtherVersion`` where the log is a newer version's.
    """
    notes: list[str] = []
    every = backup_files.listed(places)
    sums = _checksums([*every, _here(places)])
    found = _newest(places, [wanted] if wanted else every, wanted is None, sums, notes)
    for backup in reversed(every):
        with suppress(OtherVersion):
            replay(found.state, backup.journal, notes, lenient=True)
    replay(found.state, places.journal, notes)
    for raw in _burned([_here(places), *every], sums):
        found.state.put(raw)
    if not found.state.header:
        raise RitualError(
            _("No good backup was found, and no journal that is whole."), _("First of all, make a copy of the folder.")
        )
    if not found.state.meta:
        notes.append(_("No good backup was found: only what stands in the journals comes back."))
    return found


def _newest(
    places: Places, candidates: Iterable[Backup], also_here: bool, sums: dict[int, str], notes: list[str]
) -> Found:
    best: datafile.DataFile | None = None
    whose: Backup | None = None
    here = _here(places)
    for backup in [here, *candidates] if also_here else candidates:
        if best is not None and best.sound and best.meta["generation"] >= backup.generation:
            break
        try:
            found = _parse(backup.path, sums)
        except OtherVersion:
            if backup is here:
                raise
            continue
        except RitualError as err:
            notes.append(err.what)
            continue
        rank = found.sound, found.meta["generation"]
        if best is None or rank > (best.sound, best.meta["generation"]):
            best, whose = found, None if backup is here else backup
    if best is None:
        return Found(State(places), None, notes)
    if not best.sound:
        notes.append(
            _("{path} is not as it was written, and nothing better was found.").format(path=(whose or here).path)
        )
    return _begin(places, best, whose, notes)


def _here(places: Places) -> Backup:
    """The log's own two files, as if they were a backup: the newest there can be."""
    return Backup(places.data, datetime.max.replace(tzinfo=UTC), 1 << 62, kept=True)


def _burned(every: Iterable[Backup], sums: dict[int, str]) -> list[msgspec.Raw]:
    """What stays of the records that were burned: a backup that came from elsewhere brings none of them back."""
    found: dict[str, msgspec.Raw] = {}
    for backup in every:
        state = State(Places("", ""))
        for path in (backup.path, backup.journal):
            with suppress(RitualError):
                if b'"burned"' not in (files.read(path) or b""):
                    continue
                if path == backup.path:
                    state.begin_with(_parse(path, sums))
                else:
                    replay(state, path, [])
        found |= state.burned()
    return list(found.values())


def _parse(path: str, sums: dict[int, str]) -> datafile.DataFile:
    data = files.read(path)
    if data is None:
        raise RitualError(_("{path} is missing.").format(path=path))
    return datafile.parse(data, path, sums)


def _begin(places: Places, found: datafile.DataFile, backup: Backup | None, notes: list[str]) -> Found:
    state = State(places)
    state.begin_with(found)
    return Found(state, backup, notes)


def _checksums(every: Iterable[Backup]) -> dict[int, str]:
    """The checksums that the journals' headers tell, by generation of the data file."""
    known: dict[int, str] = {}
    for backup in every:
        with suppress(OSError, RitualError), open(files.open_plain(backup.journal), "rb") as file:
            header = journal.decode(file.readline(journal.HEADER_LIMIT)[:-1]) or {}
            if isinstance(header.get("generation"), int) and isinstance(header.get("data"), str):
                known[header["generation"]] = header["data"]
    return known


def replay(state: State, path: str, notes: list[str], lenient: bool = False) -> None:
    """Apply a journal's whole lines, also where its header is lost.

    Raises ``OtherVersion``, and ``RitualError`` where it cannot be read (a note where that is ``lenient``).
    """
    try:
        data = files.read(path) or b""
    except RitualError as err:
        if not lenient:
            raise
        notes.append(err.what)
        return
    clock, format_ = state.last["clock"], journal.FORMAT
    ours = not lenient  # the facts its lines bring are not older than those we have
    for _at, text, body in journal.whole_lines(data):
        header = journal.decode(text) if body and body.startswith(b'{"journal":') else None
        if header is not None:
            if header["journal"] not in range(1, journal.FORMAT + 1):
                raise OtherVersion(path, header["journal"])
            format_ = header["journal"]
            ours = journal.has_facts(header) and header["generation"] >= state.header.get("generation", 0)
            if ours:
                state.take_header(header)
                clock = max(clock, header["clock"])
        elif (body is None or not state.apply(body, format_, facts=ours)) and not lenient:
            state.unreadable.append(text)  # of a backup's journal that was done when it was folded
        clock = max(clock, state.last["clock"])
    state.last = {**state.last, "clock": clock}
