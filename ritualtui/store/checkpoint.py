"""Folding the journal into the data file: a new data file, a new journal, and backups of what they replace."""

import os
from collections.abc import Container, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ritualtui.errors import RitualError
from ritualtui.store import backup_files, datafile, files, journal
from ritualtui.store.state import State, renamed, without
from ritualtui.strings import _

LONG = 1 << 20
"""Bytes of journal from which a command that loads the data folds it."""


def has_news(state: State) -> bool:
    """Whether anything came that the data file does not have."""
    return bool(state.unreadable) or str(state.last["clock"]) > str(state.header.get("clock", ""))


def is_due(state: State, now: datetime) -> bool:
    """Whether the journal has grown long, something in it has to be set aside, or the data file is of another day.

    So the data file by itself, which is what people copy, has all but what came on its last day.
    """
    if state.unreadable or state.offset - int(state.header.get("carried", 0)) >= LONG:
        return True
    return has_news(state) and datafile.as_of(state.header).astimezone(now.tzinfo).date() < now.date()


def fold(
    state: State, now: datetime, header: dict[str, Any] | None = None, *, fresh: bool = False, mending: bool = False,
    purged: bool = False,
) -> None:  # fmt: skip
    """Write a new data file from ``state`` and begin a new journal. The caller holds the lock and has refreshed.

    ``header`` are facts to change (names, who is here, …). ``fresh``: the data did not come by this journal's
    lines, so others have to read it whole, and it is its own first backup. ``mending``: the same, and what it
    replaces is damaged and no backup. ``purged``: what it replaces has words that are to go, and ``purge`` has kept
    a backup of it without them; ``state.purging`` says what is left to do after it.

    All that needs space is written before the first file is replaced, so a full disk changes nothing; a kill
    between the two replacements leaves the new data file and the old journal, whose lines then change nothing.
    Raises ``RitualError``, also where a purge has begun that is to be finished first.
    """
    places = state.places
    begun = [change.purge for change in state.lines if change.purge is not None]
    if begun and not (purged or mending or state.is_older()):
        raise RitualError(
            _("What was burned is not gone from the disk yet."), _("Free some space, or see who may write.")
        )
    facts = {**state.header, **(header or {})}
    names = {ident: name for purge in begun for ident, name in purge.get("forget", {}).items()}
    facts = renamed(facts, names)
    facts.pop("purging", None)
    if begun and not purged:  # the words are leaving the log, so nobody will know them again in what is damaged
        left = state.purging or {}
        state.purging = {**left, "blind": {**left.get("blind", {}), "": ""}}
    if state.purging is not None:
        facts["purging"] = state.purging
    # Above every number in use, also by a backup of a fold that was cut off: a generation has one content.
    used = [backup.generation for backup in backup_files.listed(places)]
    facts["generation"] = 1 + max(facts.get("generation", 0), state.meta.get("generation", 0), *used)
    facts["clock"] = state.last["clock"]
    facts.pop("counts", None)  # an earlier version counted in here what was logged today
    if fresh or mending:
        facts["fresh"] = facts["generation"]
    _keep_unreadable(state, now)
    meta = {**{key: state.meta[key] for key in state.meta if key != "purging"}, **datafile.meta_of(facts)}
    meta["about"] = datafile.about(facts, os.path.basename(places.journal))
    encoded = datafile.encode(meta, state.records, state.other_meta, state.others)
    lines = (
        b"" if fresh or mending else b"".join(_for_undo(state, now, state.burned() if purged or begun else {}, names))
    )
    facts["data"], facts["carried"] = journal.checksum(encoded), len(lines)
    first = journal.encode_header(facts)
    files.make_folder(places.backups)
    real = files.real(places.data), files.real(places.journal)
    made: list[str] = []
    try:
        made.append(files.write_beside(real[0], encoded))
        made.append(files.write_beside(real[1], first + lines))
        if fresh or mending:
            copy = backup_files.path_for(places, now, facts["generation"])
            if mending and os.path.isfile(places.journal):
                # Should this copy be damaged as well, the lines that were mended are still replayed.
                files.link_or_copy(places.journal, copy + "-wal")
            os.replace(files.write_beside(copy, encoded), copy)
        if not (mending or purged):
            _keep_replaced(state, now)
        files.sync_folder(places.backups)
        for path, new in zip(real, made, strict=True):
            os.replace(new, path)
            files.sync_folder(os.path.dirname(path))
    except OSError as err:
        raise files.refused(err.filename or places.data, err) from None
    finally:
        for path in made:
            with suppress(OSError):
                files.discard(path)
    state.meta, state.sound = meta, True
    state.take_journal()
    if purged:
        return  # a restore may be under way, and the backup that it goes back to is still wanted
    try:
        backup_files.rotate(places)
    except (OSError, RitualError) as err:
        state.notes.append(_("Old backups could not be rotated away: {err}").format(err=err))


def _for_undo(state: State, now: datetime, burned: Container[str], names: Mapping[str, str]) -> list[bytes]:
    """The last day's lines, few enough to carry: they are in the data file already, and let ``undo`` find its way.

    The newest is carried whatever its size; nothing is of what was burned.
    """
    oldest = f"{max(0, int((now - timedelta(days=1)).timestamp() * 1000)):012x}"
    carried: list[bytes] = []
    size = 0
    for line in reversed(state.lines[-200:]):
        change = without(line, burned) if burned else line
        if change is None:
            continue
        # Its facts stand in the header now, or newer ones; who is forgotten has no name in what it replaced either.
        before = renamed(change.before, names)
        kept = msgspec.structs.replace(change, facts={}, before=before)
        if not carried:  # the last line says what the clock is: also where what came later burned
            kept = msgspec.structs.replace(kept, clock=state.last["clock"])
        encoded = journal.line(msgspec.json.encode(kept))
        size += len(encoded)
        if change.clock < oldest or (carried and size > LONG // 2):
            break
        carried.append(encoded)
    return carried[::-1]


def _keep_unreadable(state: State, now: datetime) -> None:
    """Keep what was set apart in a file named by its content, so that doing it again makes no second one."""
    lines = state.set_aside()
    if not lines:
        return
    files.make_folder(state.places.aside)
    data = b"\n".join(lines) + b"\n"
    path = os.path.join(state.places.aside, f"journal-{now:%Y%m%d}-{journal.checksum(data)}.txt")
    if not os.path.exists(path):
        files.replace(path, data)
    state.notes.append(_("What was set apart from the journal lies in {path}.").format(path=path))


def _keep_replaced(state: State, now: datetime) -> None:
    """Keep the data file about to be replaced, with the journal that leads from it to the new one.

    For good, where it is of an older format.
    """
    places = state.places
    if not os.path.exists(places.data):
        return
    kept = backup_files.path_for(places, now, int(state.meta.get("generation", 0)), kept=state.is_older())
    # The journal first: a backup is found by its data file, and is then complete.
    if os.path.exists(places.journal):
        files.link_or_copy(places.journal, kept + "-wal")
    files.link_or_copy(places.data, kept)
