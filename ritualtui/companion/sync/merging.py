"""Merging records from elsewhere into the log: what comes by sync, another data file, a conflict copy.

What was kept for oneself never vanishes by it: where another's newer version takes its place, it goes on under an id of
its own. What was burned elsewhere is burned here.
"""

import os
import uuid
from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

import msgspec

from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store import datafile, files, journal, purge, recovery, remembered, strangers
from ritualtui.store.datafile import NOT_JSON, document, is_burned
from ritualtui.store.state import State, key_of
from ritualtui.store.tinydb_storage import Draft
from ritualtui.strings import _
from ritualtui.sync import merge
from ritualtui.sync.merge import Merged, Records, sound

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

_AT_ONCE, _AT_ONCE_BYTES = 500, 1 << 20
"""Up to so much is one line of the journal; more is folded in whole."""
_GOES_ON = uuid.UUID("4c1c3a3e-5e0e-5b53-8d0c-6a1a7d1f2b90")
"""Names the id under which what was kept for oneself goes on, so that it is the same whenever that is done."""


def take(companion: "OpenLog", records: Records, *, from_me: bool = False, unknown: Set[str] = frozenset()) -> Merged:
    """Merge ``records`` in, acknowledged when this returns. Raises ``RitualError``, and then nothing was kept.

    ``from_me``: they come from another machine of whoever this one is of, and may replace what is for them alone.
    ``unknown``: document keys of burned records of which no file here has a word, unless they are in the log.
    """
    c = companion
    now = look(companion, records)
    if not now.set:
        return now
    burned = {
        key: raw for key, raw in now.set.items() if is_burned(raw) and (key not in unknown or key in c.state.records)
    }
    if worded := _with_words(c.state, burned):
        c.storage.burn(lambda state: _draft(c, state, {key: burned[key] for key in worded}, True))
    if len(now.set) <= _AT_ONCE and sum(map(len, now.set.values())) <= _AT_ONCE_BYTES:
        c.storage.commit(lambda state: _draft(c, state, merge.merge(state.records, records).set, from_me))
        return now

    def add(state: State) -> str:
        new = merge.merge(state.records, records).set
        new = new if from_me else _with_ones_own(new, state.records)
        state.records.update(new)
        state.changed.update(new)
        return merge.observed(state.last["clock"], new.values(), c.time.ms())

    c.storage.take(add)
    c.refresh()
    return now


def _with_words(state: State, burned: Records) -> set[str]:
    """Those of whose words a file here may have something: of the others there is nothing to take away."""
    here = {key for key in burned if key in state.records and not is_burned(state.records[key])}
    if strange := burned.keys() - state.records.keys():  # a backup may have it that was put back over
        here |= strange & {key_of(raw) for raw in purge.versions(state)}
    return here


def settle(companion: "OpenLog", taken: Iterable[State]) -> None:
    """Where the log was older than this machine remembers, that is over once what came in is as new as that."""
    known = remembered.read(companion.places)
    if known is not None and known.marked and any(state.last["clock"] >= known.clock for state in taken):
        companion.storage.accept()


def look(companion: "OpenLog", records: Records) -> Merged:
    """What ``take`` would do."""
    companion.refresh()
    return merge.merge(companion.state.records, records)


def _draft(companion: "OpenLog", state: State, found: Records, from_me: bool) -> Draft | None:
    if not found:
        return None
    new = found if from_me else _with_ones_own(found, state.records)
    clock = merge.observed(state.last["clock"], new.values(), companion.time.ms())
    return Draft(list(new.values()), clock=clock, what="sync")


def _with_ones_own(found: Records, stands: Records) -> dict[str, msgspec.Raw]:
    """``found``, and what was kept for oneself and would be replaced by it, under another id."""
    made = dict(found)
    for key, raw in found.items():
        if key not in stands or b'"self"' not in bytes(stands[key]):
            continue
        old, new = document(stands[key]), document(raw)
        if old.get("audience") != "self" or old.get("deleted") or is_burned(raw) or _same(old, new):
            continue
        ident = str(uuid.uuid5(_GOES_ON, f"{old['id']} {old['stamp']}"))
        if (its := datafile.document_key(ident)) not in stands:
            made[its] = msgspec.Raw(msgspec.json.encode({**old, "id": ident}))
    return made


def _same(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether two versions differ in nothing but when and for whom."""
    hidden = ("stamp", "audience")
    return {k: v for k, v in one.items() if k not in hidden} == {k: v for k, v in other.items() if k not in hidden}


# -- other data files


def read_file(path: str) -> State:
    """What the data file at ``path`` holds, with its journal; or a journal alone. Nothing is written.

    Raises ``UsageError`` where it is none, with the reason.
    """
    if os.path.isdir(path):
        path = os.path.join(path, "ritualtui.json")
    if not os.path.isfile(path):
        raise UsageError(_("There's no file {path}.").format(path=path), _("Look at its name again."))
    state = State(Places(os.path.dirname(path), os.path.dirname(path)))
    if path.endswith("-wal") or strangers.kind(path) == strangers.JOURNAL:
        recovery.replay(state, path, [], lenient=False)
        if not state.header:
            raise UsageError(_("{path} is not a journal of ritualtui.").format(path=path), _("Nothing was changed."))
        return state
    data = files.read(path) or b""
    if not data.lstrip().startswith(b"{"):
        raise UsageError(
            _("{path} is not a data file of ritualtui.").format(path=path),
            _("`ritualtui import` reads what `ritualtui export` wrote."),
        )
    state.begin_with(datafile.parse(data, path, _sums(path)))
    state.notes.clear()
    recovery.replay(state, path + "-wal", state.notes, lenient=False)
    return state


def _sums(path: str) -> dict[int, str]:
    try:
        with open(files.open_plain(path + "-wal"), "rb") as file:
            header = journal.decode(file.readline(journal.HEADER_LIMIT)[:-1]) or {}
        return {header["generation"]: header["data"]}
    except (OSError, RitualError, KeyError, TypeError):
        return {}


def brought(companion: "OpenLog", path: str, state: State) -> dict[str, msgspec.Raw]:
    """The records of another data file as they may come in here: not what the other keeps for themselves.

    Raises ``UsageError`` where it is of two other people.
    """
    c = companion
    here = {ident for ident, _name in c.state.header["people"]}
    theirs = {ident for ident, _name in state.header.get("people", [])}
    if here != theirs:
        raise UsageError(
            _("{path} is the log of other people, or was begun apart from this one.").format(path=path),
            _("`ritualtui sync join` settles who is who; or read its `ritualtui export` in with `ritualtui import`."),
        )
    own = c.people.both or is_ones_own(c, state)
    found = {}
    for key, raw in state.records.items():
        try:
            looked = sound(raw)
        except NOT_JSON:
            looked = None
        if looked is None or looked.key != key:
            continue
        if looked.audience != "self" or looked.deleted or own or looked.by == c.people.me.id:
            found[key] = raw
        elif key in c.state.records:
            found[key] = msgspec.Raw(msgspec.json.encode(merge.withdrawn(raw)))
    return found


def is_ones_own(companion: "OpenLog", state: State) -> bool:
    """Whether another data file is of whoever's machine this one is."""
    return bool(state.header.get("me") == companion.state.header["me"])
