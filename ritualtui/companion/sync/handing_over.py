"""What one typed on the partner's computer for oneself alone, handed over to one's own.

On the computer where it was typed it is a record of whose words it has, for them alone, and goes into the couple's
place as it is. Their own computer takes it in under an id of its own, which the same record always gets, and has the
one that came deleted for good in the same line of its journal. So the next sync takes its words out of every file of
the computer where they were typed, and nothing that comes late brings them back.
"""

import uuid
from typing import TYPE_CHECKING, Final

import msgspec

from ritualtui.companion.sync import merging
from ritualtui.companion.sync.companion_log import CompanionLog
from ritualtui.store import datafile
from ritualtui.sync.merge import Merged, Records, sound

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

_ARRIVED: Final = uuid.UUID("1f6f3c52-3b7b-5f0e-9d0a-6b0f6a4f2c11")
"""Names the id under which a record arrives."""


class CoupleLog(CompanionLog):
    """The log of ``person`` (an id), as ``engine.Log`` has it, for what goes between the two."""

    def __init__(self, companion: "OpenLog", person: str) -> None:
        super().__init__(companion, False)
        self._person = person

    def take(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        arrived, gone = arriving(records, self._person)
        return _counted(merging.take(self._c, arrived, unknown=gone), gone)

    def look(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        arrived, gone = arriving(records, self._person)
        return _counted(super().look(arrived), gone)


def arriving(records: Records, person: str) -> tuple[dict[str, msgspec.Raw], frozenset[str]]:
    """``records`` as they come in where ``person`` is at home; and the document keys of those deleted for another."""
    made: dict[str, msgspec.Raw] = {}
    gone = set()
    for key, raw in records.items():
        looked = sound(raw)
        if looked is None or looked.deleted or looked.audience != "self" or looked.by != person:
            made[key] = raw
            continue
        found = datafile.document(raw)
        ident = str(uuid.uuid5(_ARRIVED, str(found["id"])))
        made[datafile.document_key(ident)] = msgspec.Raw(msgspec.json.encode({**found, "id": ident}))
        left = datafile.burned(str(found["id"]), str(found["kind"]), str(found["stamp"]))
        made[key] = msgspec.Raw(msgspec.json.encode(left))
        gone.add(key)
    return made, frozenset(gone)


def _counted(merged: Merged, gone: frozenset[str]) -> Merged:
    """The counts without what was only deleted in place of what arrived."""
    return merged._replace(new=merged.new - len(gone & merged.set.keys()))
