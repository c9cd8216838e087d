"""Folding the journal into the data file, and the backups that come of it.

The data file that a fold replaces is kept together with the journal that was folded: the two give exactly what the
new data file holds. So a damaged data file loses nothing: the newest backup, its journal and today's journal follow
each other without a gap.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files, journal
from ritualtui.store.state import FORMAT, State, parse_data_file

LONG = 1 << 20
"""Bytes of journal from which a command that loads the data folds it."""

_NAME = re.compile(r"^ritualtui-(\d{8}T\d{6})Z-(\d+)(-kept)?\.json$")


class Backup(NamedTuple):
    """A data file in the backups folder; its journal, if it has one, lies beside it with ``-wal`` behind the name."""

    path: str
    made: datetime
    generation: int
    kept: bool  # asked for by a person: never rotated away

    @property
    def name(self) -> str:
        """The file's name, as ``restore`` takes it."""
        return os.path.basename(self.path)

    @property
    def journal(self) -> str:
        """Where its journal would be."""
        return self.path + "-wal"


def fold(
    state: State, now: datetime, header: dict[str, Any] | None = None, *, fresh: bool = False, mending: bool = False
) -> None:
    """Write a new data file from ``state`` and begin a new journal. The caller holds the lock and has refreshed.

    ``header`` are facts to change (names, who is here, …). ``fresh``: the data did not come by this journal's
    lines, so others have to read it whole, and it is its own first backup. ``mending``: what it replaces is damaged
    and no backup. Every step leaves something that the next start understands: until the new journal is in place
    the old one is replayed, which changes nothing.
    """
    places = state.places
    facts = {**state.header, **(header or {})}
    facts["generation"] = max(int(facts.get("generation", 0)), int(state.meta.get("generation", 0))) + 1
    facts["clock"], facts["counts"] = state.last["clock"], state.last["counts"]
    if fresh or mending:
        facts["fresh"] = facts["generation"]
    carried = [] if fresh or mending else _for_undo(state, now)
    state.set_apart_end()
    meta = {"format": FORMAT, **{k: v for k, v in facts.items() if k not in ("journal", "counts")}}
    _keep_unreadable(state, now)
    try:
        encoded = state.encode(meta)
        made = files.write_beside(places.data, encoded)
        if not mending:
            _keep_replaced(places, state, now)
        os.replace(made, places.data)
        files.sync_folder(places.home)
    except OSError as err:
        raise files.refused(places.data, err) from None
    if fresh or mending:
        files.make_folder(places.backups)
        files.replace(backup_path(places, now, facts["generation"]), encoded)
    begin_journal(places, facts, carried)
    state.meta, state.unreadable = meta, []
    state.take_journal()
    rotate(places)


def begin_journal(places: Places, facts: dict[str, Any], lines: list[bytes]) -> None:
    """Put a new journal in place, beginning with ``facts`` as its header and these lines."""
    files.replace(places.journal, journal.encode({"journal": journal.FORMAT, **facts}) + b"".join(lines))


def _for_undo(state: State, now: datetime) -> list[bytes]:
    """The last day's lines, few enough to carry: they are in the data file already, and let ``undo`` find its way."""
    import msgspec

    oldest = f"{int((now - timedelta(days=1)).timestamp() * 1000):012x}"
    recent = [change for change in state.lines if change.clock >= oldest][-200:]
    encoded = [journal.line(msgspec.json.encode(change)) for change in recent]
    while sum(map(len, encoded)) > LONG // 2:
        encoded = encoded[len(encoded) // 2 + 1 :]
    return encoded


def _keep_unreadable(state: State, now: datetime) -> None:
    if not state.unreadable:
        return
    files.make_folder(state.places.aside)
    path = os.path.join(state.places.aside, f"journal-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.txt")
    files.replace(path, b"\n".join(state.unreadable) + b"\n")
    state.notes.append(f"What was set apart from the journal lies in {path}.")


def _keep_replaced(places: Places, state: State, now: datetime) -> None:
    """Keep the data file about to be replaced, with the journal that leads from it to the new one."""
    if not os.path.exists(places.data):
        return
    files.make_folder(places.backups)
    kept = backup_path(places, now, int(state.meta.get("generation", 0)))
    files.link_or_copy(places.data, kept)
    if os.path.exists(places.journal):
        files.link_or_copy(places.journal, kept + "-wal")
    files.sync_folder(places.backups)


def backup_path(places: Places, now: datetime, generation: int, kept: bool = False) -> str:
    """The name of a backup made at ``now``."""
    name = f"ritualtui-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z-{generation}{'-kept' if kept else ''}.json"
    return os.path.join(places.backups, name)


def backups(places: Places) -> list[Backup]:
    """Every backup, the newest first."""
    try:
        names = os.listdir(places.backups)
    except FileNotFoundError:
        return []
    except OSError as err:
        raise files.refused(places.backups, err) from None
    found = []
    for name in names:
        if match := _NAME.match(name):
            made = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append(Backup(os.path.join(places.backups, name), made, int(match[2]), bool(match[3])))
    return sorted(found, key=lambda b: (b.generation, b.made), reverse=True)


def rotate(places: Places) -> None:
    """Keep the newest three, then one a day for five days, one a week for four weeks, one a month for six months."""
    all_ = [b for b in backups(places) if not b.kept]
    keep: set[str] = {b.path for b in all_[:3]}
    for key, most in (("%Y-%m-%d", 5), ("%G-%V", 4), ("%Y-%m", 6)):
        seen: dict[str, str] = {}
        for backup in all_:
            seen.setdefault(backup.made.strftime(key), backup.path)
        keep.update(list(seen.values())[:most])
    for backup in all_:
        if backup.path not in keep:
            for path in (backup.path, backup.journal):
                if os.path.exists(path):
                    os.unlink(path)


class Found(NamedTuple):
    """What can be brought back: a state put together, which backup it rests on, what was in the way."""

    state: State
    backup: Backup | None
    notes: list[str]


def rebuild(places: Places, wanted: Backup | None = None) -> Found:
    """Put together all that can still be read, writing nothing: a backup, its journal, every later one, today's.

    The data file itself if it is good, else the newest good backup, unless one is ``wanted``: then that one with
    its own journal. Raises ``RitualError`` where there is none.
    """
    notes: list[str] = []
    here = Backup(places.data, datetime.max.replace(tzinfo=UTC), 1 << 62, kept=True)
    for backup in [wanted] if wanted else [here, *backups(places)]:
        try:
            found = parse_data_file(files.read(backup.path) or b"", backup.path)
        except RitualError as err:
            notes.append(err.what)
            continue
        state = State(places)
        state.meta, state.records, state.others = found.meta, dict(found.records), found.others
        state.header = {k: v for k, v in found.meta.items() if k != "format"}
        state.last = {"n": 0, "clock": found.meta["clock"], "counts": {}}
        if wanted:
            journals = [wanted.journal]
        else:
            later = [b.journal for b in backups(places) if b.generation >= backup.generation]
            journals = [*reversed(later), places.journal]
        for path in journals:
            replay(state, path, notes)
        return Found(state, None if backup is here else backup, notes)
    state = State(places)
    state.last = {"n": 0, "clock": "", "counts": {}}
    replay(state, places.journal, notes)
    if not state.header:
        raise RitualError("No good backup was found, and no journal.", "Keep a copy of the folder before anything else.")
    notes.append("No good backup was found: only what stands in the journal comes back.")
    return Found(state, None, notes)


def replay(state: State, path: str, notes: list[str]) -> None:
    """Apply a journal's whole lines, also where its header is lost."""
    try:
        lines = journal.whole_lines(files.read(path) or b"")
    except RitualError as err:
        notes.append(err.what)
        return
    for _, text, body in lines:
        header = journal.decode(text) if body and body.startswith(b'{"journal":') else None
        if header is not None:
            if header["journal"] != journal.FORMAT:
                notes.append(f"{path} was written by another version of ritualtui and was left out.")
                return
            if header["generation"] >= state.header.get("generation", 0):
                state.header = {key: value for key, value in header.items() if key != "journal"}
            state.last["clock"] = max(state.last["clock"], header["clock"])
        elif body is None or not state.apply(body):
            state.unreadable.append(text)
