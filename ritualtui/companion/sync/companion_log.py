"""The log of an open companion, as a sync reads and writes it."""

from typing import TYPE_CHECKING

import msgspec

from ritualtui.companion.sync import merging
from ritualtui.store.datafile import document_key, version
from ritualtui.sync.ledger import Mark, mark_of
from ritualtui.sync.merge import Merged, Records

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog


class CompanionLog:
    """The log, as ``engine.Log`` has it."""

    def __init__(self, companion: "OpenLog", from_me: bool) -> None:
        self._c = companion
        self._from_me = from_me

    def changed(self, mark: Mark) -> tuple[list[msgspec.Raw], Mark] | None:
        """See ``engine.Log``."""
        state = self._c.state
        now = mark_of(state)
        if (mark.generation, mark.data) != (now.generation, now.data) or mark.n > now.n or not state.sound:
            return None
        keys = {
            document_key(version(raw).id): None for change in state.lines if change.n > mark.n for raw in change.set
        }
        return [state.records[key] for key in keys if key in state.records], now

    def all(self) -> tuple[list[msgspec.Raw], Mark]:
        """See ``engine.Log``."""
        return list(self._c.state.records.values()), mark_of(self._c.state)

    def get(self, key: str) -> msgspec.Raw | None:
        """See ``engine.Log``."""
        return self._c.state.records.get(key)

    def take(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        return merging.take(self._c, records, from_me=self._from_me)

    def look(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        return merging.look(self._c, records)
