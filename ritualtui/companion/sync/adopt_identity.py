"""Having a log become of the two people in an invite: their ids in records, header, vaults and what was shown.

It is done after a backup and before anything of it is put anywhere.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from ritualtui.companion import former_names, partner_joins
from ritualtui.companion.backups import Keeping
from ritualtui.companion.open_log import OpenLog
from ritualtui.companion.partner_joins import Chosen, Review
from ritualtui.companion.stamps import Stamper
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.records import PEOPLE
from ritualtui.store import files
from ritualtui.store.datafile import NOT_JSON, document
from ritualtui.store.state import State
from ritualtui.strings import _
from ritualtui.sync import config
from ritualtui.sync.shared_key import Invite, Scope


def begin_together(companion: OpenLog, chosen: Chosen, partner: str | None) -> tuple[int, int]:
    """Where one was alone here, the partner takes part from now on. Returns how much is shared, and kept."""
    if not companion.people.solo:
        return 0, 0
    done = partner_joins.join(companion, chosen, partner=partner)
    return sum(done.shared.values()), sum(done.kept.values())


def settle(companion: OpenLog, given: Invite, who: str, share: str | Review) -> tuple[int, int]:
    """Have the log be of the two people of the invite, after a backup; before that it is chosen what is shared."""
    c = companion
    names = dict(given.people)
    other = next(ident for ident, _name in given.people if ident != who)
    header = c.state.header
    mine = next((ident for ident, _name in header["people"] if ident == header["me"]), c.people.me.id)
    theirs = next(ident for ident, _name in header["people"] if ident != mine)
    if c.people.me.id != mine:
        raise RitualError(_("Only whoever this log belongs to can join it."), _("Leave out --as."))
    new = {mine: who, theirs: other}
    solo = c.people.solo and given.scope == "couple"
    if not solo and all(old == ident for old, ident in new.items()) and _names(header) == names:
        return 0, 0
    chosen = partner_joins.chosen(c, share) if solo else {}
    Keeping(c.places, c.time).backup()
    c.refresh()
    shared, kept = begin_together(c, chosen, names[other]) if given.scope == "couple" else (0, 0)
    if all(old == ident for old, ident in new.items()):
        header = c.state.header
        c.facts(former_names.facts(header, [[ident, names[ident]] for ident, _name in header["people"]]))
    else:
        _rename(c, new, names)
    return shared, kept


def _names(header: Mapping[str, Any]) -> dict[str, str]:
    return {str(ident): str(name) for ident, name in header["people"]}


def _rename(companion: OpenLog, new: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Every person of this log becomes the one that ``new`` says: records, header, vaults, what was shown.

    The records get new stamps, so that what stands in a backup of before never wins against them.
    """
    c = companion

    def change(state: State) -> str:
        stamper = Stamper(state, c.time.ms())
        for key, raw in state.records.items():
            try:
                record = document(raw)
                found = {f: new[record[f]] for f in PEOPLE if isinstance(record.get(f), str) and record[f] in new}
                if found:
                    record |= {**found, "stamp": stamper.next(over=str(record.get("stamp", "")))}
                    state.records[key] = msgspec.Raw(msgspec.json.encode(record))
                    state.changed.add(key)
            except NOT_JSON:
                continue
        before = state.header["people"]
        now = {
            **state.header, "me": new[state.header["me"]], "people": [[new[ident], name] for ident, name in before],
            "former": former_names.moved(state.header, new),
        }  # fmt: skip
        state.header = {**now, **former_names.facts(now, [[ident, names[ident]] for ident, _ in now["people"]])}
        state.last = {**state.last, "facts": {}}
        return stamper.clock

    # The vaults and places first: joining again then finishes what was cut off in between.
    move_vaults(c.places, new)
    try:
        _rename_places(c.places, new)
        c.storage.take(change)
    except BaseException:
        back = {ident: old for old, ident in new.items()}
        move_vaults(c.places, back)
        _rename_places(c.places, back)
        raise
    for remembered in (c.places.seen, c.places.half_written):
        _rename_keys(remembered, new)
    with suppress(OSError):
        files.discard(c.places.glance)
        files.discard(c.places.status)
    c.became(new)


def move_vaults(places: Places, new: Mapping[str, str]) -> None:
    """Give each person's vault, and its second names, the folder of their new id. Done twice it changes nothing."""
    for top in (os.path.join(places.home, "vault"), os.path.join(places.backups, "vault")):
        for old, ident in new.items():
            for end in ("", "-burning", "-lock"):
                there, to = os.path.join(top, old + end), os.path.join(top, ident + end)
                if old != ident and os.path.lexists(there) and not os.path.lexists(to):
                    os.rename(there, to)
        if os.path.isdir(top):
            files.sync_folder(top)


def _rename_places(places: Places, new: Mapping[str, str]) -> None:
    """Have what is set up be of the new ids, and all there be read anew: what was another's then may be theirs now."""
    scopes: tuple[Scope, ...] = ("mine", "couple")
    for scope in scopes:
        with suppress(RitualError):  # what cannot be read cannot be synced with
            found = config.read(places, scope)
            if found is not None and new.get(found.person, found.person) != found.person:
                config.remove_ledger(places, scope)
                config.write(places, scope, msgspec.structs.replace(found, person=new[found.person]))


def _rename_keys(path: str, new: Mapping[str, str]) -> None:
    try:
        seen = json.loads(files.read(path) or b"{}")
        if seen:
            files.replace(path, json.dumps({new.get(ident, ident): found for ident, found in seen.items()}).encode())
    except (ValueError, AttributeError):
        return  # what cannot be read is as good as not there
