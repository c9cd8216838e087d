"""One person's own machines: what is for them alone, and their sealed entries, which go across as they lie there.

A sealed entry goes as a record of kind ``sealed`` whose id is its file's name; it never comes into the log. Nothing
here can open one. Its stamp says only whether it is there or burned: an entry is never changed, only replaced.
Which were burned is remembered beside the ledger, and outlives it: a new key brings none of them back.
"""

import base64
import os
import uuid
from collections.abc import Iterator, Set
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ritualtui.clock import make_stamp
from ritualtui.companion.private import space
from ritualtui.companion.sync.companion_log import CompanionLog
from ritualtui.errors import RitualError
from ritualtui.store import datafile, files
from ritualtui.store.datafile import document, version
from ritualtui.store.vault import IDENTITY
from ritualtui.strings import _
from ritualtui.sync import config
from ritualtui.sync.ledger import Book, Mark
from ritualtui.sync.merge import Merged, Records, is_sealed

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

_THERE = make_stamp(1, 0, "sealed")
_BURNED = make_stamp(2, 0, "sealed")
_KEY = "identity"
_GONE = "burned"
"""The file beside the ledger with the ids of entries that were burned."""
_NAMESPACE = uuid.UUID("8f0f2f3f-6d0e-5a43-9a52-0c3c0f9c5a10")
"""Names the id of the locked key, which is one for each person."""


class OwnLog(CompanionLog):
    """The log and the vault of ``person`` (an id), as ``engine.Log`` has it. ``book`` knows what the others have."""

    def __init__(self, companion: "OpenLog", book: Book, person: str) -> None:
        super().__init__(companion, True)
        self._book = book
        self._person = person
        self._vault = space.of(companion, self._person)
        self._key_id = str(uuid.uuid5(_NAMESPACE, self._person))

    def changed(self, mark: Mark) -> tuple[list[msgspec.Raw], Mark] | None:
        """See ``engine.Log``."""
        found = super().changed(mark)
        return None if found is None else ([*found[0], *self._sealed()], found[1])

    def all(self) -> tuple[list[msgspec.Raw], Mark]:
        """See ``engine.Log``."""
        records, mark = super().all()
        return [*records, *self._sealed(every=True)], mark

    def get(self, key: str) -> msgspec.Raw | None:
        """See ``engine.Log``. Of the vault only its stamp: what is not there was burned."""
        known = self._book.entry(int(key).to_bytes(16, "big"))
        if known is None or known.stamp[18:] not in ("sealed", _KEY):
            return super().get(key)
        ident = str(uuid.UUID(int=int(key)))
        return _raw({"id": ident, "kind": "sealed", "stamp": max(known.stamp, _THERE)})

    def take(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        self._take_sealed({key: raw for key, raw in records.items() if is_sealed(raw)})
        return super().take({key: raw for key, raw in records.items() if not is_sealed(raw)})

    def look(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        return super().look({key: raw for key, raw in records.items() if not is_sealed(raw)})

    # -- what goes

    def _sealed(self, every: bool = False) -> Iterator[msgspec.Raw]:
        """The vault as records: what the others do not have, or ``every`` one; and what was burned since."""
        vault = self._vault
        names = {*vault.names(), *vault.second_names()}
        for name in sorted(names):
            if every or self._book.entry(bytes.fromhex(name)) is None:
                sealed = next((data for data in vault.copies(name) if data), b"")
                if sealed:
                    yield self._entry(str(uuid.UUID(name)), _THERE, data=base64.b64encode(sealed).decode())
        if (locked := vault.keys.identities()) and (recipient := vault.recipient()):
            stamp = make_stamp(self._key_time(), 0, _KEY)
            yield self._entry(self._key_id, stamp, data=base64.b64encode(locked[0]).decode(), recipient=recipient)
        for ident in sorted(self._burned(names)):
            yield _raw(datafile.burned(str(uuid.UUID(bytes=ident)), "sealed", _BURNED))

    def _burned(self, names: Set[str]) -> set[bytes]:
        """The ids of entries that others have, or had, and that were burned: those that are not among ``names`` now."""
        sealed = {ident: known for ident, known in self._book.index().items() if known.stamp[18:] == "sealed"}
        gone = {ident for ident, known in sealed.items() if known.stamp == _BURNED or ident.hex() not in names}
        return gone | _read_burned(self._book.folder)

    def remember_burned(self) -> None:
        """Write down which entries were burned, before the ledger goes."""
        names = {*self._vault.names(), *self._vault.second_names()}
        known = {ident.hex() for ident in self._book.index()}
        gone = self._burned(names if self._vault.exists else known)
        if gone != _read_burned(self._book.folder):
            files.replace(os.path.join(self._book.folder, _GONE), b"".join(sorted(gone)))

    def _entry(self, ident: str, stamp: str, **fields: str) -> msgspec.Raw:
        made = {"id": ident, "kind": "sealed", "stamp": stamp, "by": self._person, "audience": "sealed"}
        return _raw({**made, **fields})

    def _key_time(self) -> int:
        """When the locked key was last changed, in UTC milliseconds."""
        try:
            return os.stat(os.path.join(self._vault.folder, IDENTITY)).st_mtime_ns // 1_000_000
        except OSError:
            return 0

    # -- what comes

    def _take_sealed(self, records: Records) -> None:
        keys = [raw for raw in records.values() if version(raw).id == self._key_id]
        for raw in keys:
            self._take_key(raw)
        gone, burned = [], self._burned({ident.hex() for ident in self._book.index()})
        for raw in records.values():
            found = document(raw)
            name = str(found["id"]).replace("-", "")
            if found.get("deleted"):
                gone.append(name)
            elif found["id"] != self._key_id and self._vault.exists and bytes.fromhex(name) not in burned:
                with suppress(ValueError, KeyError, TypeError):
                    self._vault.receive(name, base64.b64decode(found["data"], validate=True))
        self._vault.burn(gone)

    def _take_key(self, raw: msgspec.Raw) -> None:
        """Have the key of one's other machine here too, where there is none; a newer passphrase where there is."""
        found, vault = document(raw), self._vault
        try:
            locked, recipient = base64.b64decode(found["data"], validate=True), str(found["recipient"])
            ms = int(str(found["stamp"])[:12], 16)
        except (ValueError, KeyError, TypeError):
            return
        here = vault.recipient()
        if here and here != recipient:
            raise RitualError(
                _("Your private space here and the one on your other computer have different keys."),
                _("Export one with `ritualtui private export`, delete it with `private burn`, then sync again."),
            )
        if here and ms <= self._key_time():
            return
        with vault.held():
            vault.keys.set_identity(locked)
            if not here:
                vault.keys.set_recipient(recipient)
            path = os.path.join(vault.folder, IDENTITY)
            os.utime(path, ns=(ms * 1_000_000, ms * 1_000_000))
            files.sync_folder(vault.folder)


def remember_burned(companion: "OpenLog", person: str) -> None:
    """Before all that is remembered of the target goes: write down which of the entries there were burned."""
    book = Book(config.folder(companion.places, "mine"))
    book.load()
    OwnLog(companion, book, person).remember_burned()


def _read_burned(folder: str) -> set[bytes]:
    data = files.read(os.path.join(folder, _GONE)) or b""
    return {data[at : at + 16] for at in range(0, len(data), 16)}


def _raw(record: dict[str, object]) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(record))
