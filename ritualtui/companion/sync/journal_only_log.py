"""A sync that reads the journal and never the data file: with ten years behind it, one new record costs what it costs.

What has changed here since the last sync is in the journal; which versions the others have, and of which records they
have nothing, is in the ledger. So what comes can be judged without the log, as long as it is new. Whatever else comes
(a newer version, a word that is burned, something older than what is in the data file alone, a target that has to be
mended) says so by ``NeedsAll``, and the sync is done again with all of the log.
"""

import os

import msgspec

from ritualtui import clock
from ritualtui.companion import people
from ritualtui.places import Places
from ritualtui.store import backup_files, journal
from ritualtui.store.checkpoint import LONG
from ritualtui.store.datafile import document_key, is_burned, rank, version
from ritualtui.store.lock import held
from ritualtui.store.state import State, one_line
from ritualtui.sync import merge
from ritualtui.sync.ledger import Book, Mark, mark_of
from ritualtui.sync.merge import Merged, Records

_MOST = 500


class NeedsAll(Exception):
    """This cannot be judged without the whole log."""


class Journaled:
    """As much of a log as such a sync needs. Raises ``NeedsAll`` where that is not enough."""

    def __init__(self, places: Places, time: clock.Clock) -> None:
        self.places = places
        self.time = time
        self.state = State(places)
        whole = not backup_files.is_forgotten(places) and self.state.load_journal()
        state = self.state
        if not whole or state.is_older() or state.purging is not None or state.unreadable:
            self.close()
            raise NeedsAll
        self.people = people.read(state.header, any_=True)
        self.today = clock.logical_day(time.now(), people.turn(state.header)).isoformat()

    @property
    def is_long(self) -> bool:
        """Whether the journal is due to be folded."""
        return self.state.offset - int(self.state.header.get("carried", 0)) >= LONG

    def refresh(self) -> None:
        """Take in what other processes appended."""
        if not self.state.follow_journal():
            raise NeedsAll

    def close(self) -> None:
        """Let go of the file."""
        self.state.close()


class JournalLog:
    """The journal, as ``engine.Log`` has it. ``book`` knows the versions that others have."""

    def __init__(self, of: Journaled, book: Book) -> None:
        self._of = of
        self._book = book

    def changed(self, mark: Mark) -> tuple[list[msgspec.Raw], Mark]:
        """See ``engine.Log``."""
        state = self._of.state
        now = mark_of(state)
        if (mark.generation, mark.data) != (now.generation, now.data) or mark.n > now.n:
            raise NeedsAll
        keys = {document_key(version(raw).id): None for line in state.lines if line.n > mark.n for raw in line.set}
        return [state.records[key] for key in keys], now

    def all(self) -> tuple[list[msgspec.Raw], Mark]:
        """See ``engine.Log``."""
        raise NeedsAll

    def get(self, key: str) -> msgspec.Raw | None:
        """See ``engine.Log``."""
        return self._of.state.records.get(key)

    def look(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        new: dict[str, msgspec.Raw] = {}
        older = same = 0
        for key, raw in records.items():
            stands = self.get(key)
            ident = int(key).to_bytes(16, "big")
            known = self._book.entry(ident)
            if b'"self"' in bytes(raw):
                raise NeedsAll  # it may be handed over, which takes two records
            if self._book.knows(raw) or (stands is not None and bytes(stands) == bytes(raw)):
                same += 1
            elif is_burned(raw):
                raise NeedsAll
            elif stands is None and known is None:
                if self._book.withholds(ident):
                    raise NeedsAll
                new[key] = raw
            elif stands is not None and rank(stands) > rank(raw):
                older += 1
            else:
                raise NeedsAll
        if len(new) > _MOST:
            raise NeedsAll
        return Merged(new, len(new), 0, older, same)

    def take(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        of = self._of
        of.refresh()
        found = self.look(records)
        if not found.set:
            return found
        with held(of.places.lock):
            of.refresh()
            found = self.look(records)
            opened = journal.open_to_append(of.places.journal)
            if opened is None:
                raise NeedsAll
            try:
                self._append(found, opened)
            finally:
                os.close(opened.fd)
        of.refresh()
        return found

    def _append(self, found: Merged, opened: journal.Journal) -> None:
        state, time = self._of.state, self._of.time
        journal.append_change(
            opened,
            self._of.places.journal,
            clock=merge.observed(state.last["clock"], found.set.values(), time.ms()),
            set=[one_line(raw) for raw in found.set.values()],
            what="sync",
            facts=state.last["facts"],
        )
