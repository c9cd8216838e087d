"""One open log: where it is, what time it is, who is here, what they may see, and how a change is saved.

What every group of actions works on; the groups know nothing of the front that hands them out (``service``). One that
needs another asks the log for it:

    with OpenLog.open(places) as log:
        log.group(Log).thank("…")
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar, cast

from ritualtui import clock
from ritualtui.companion import conflict_copies, people
from ritualtui.companion.record_cache import Shelf
from ritualtui.companion.stamps import Plain, Stamper
from ritualtui.errors import RitualError
from ritualtui.kinds import Record
from ritualtui.places import Places
from ritualtui.store.datafile import document
from ritualtui.store.owned_files import Purged
from ritualtui.store.state import Change, State
from ritualtui.store.tinydb_storage import Draft, JournaledStorage, RecordDB
from ritualtui.strings import _

R = TypeVar("R", bound=Record)
G = TypeVar("G")


class Edit(NamedTuple):
    """What one act changes, not stamped yet: whole records, and facts of this computer that change in the same line.

    Each record takes the place of the version that stands under its id, if any, and of the one whose stamp it still
    has, which may be in a backup alone. ``what`` was done, in a word.
    ``undoes`` and ``redoes`` are the number of the line that it reverses. ``mine``: it's whoever is here who can undo
    it; otherwise nobody. ``stamped``: the records bring stamps of their own.
    """

    records: Sequence[Plain]
    what: str
    facts: Plain | None = None
    undoes: int | None = None
    redoes: int | None = None
    mine: bool = True
    stamped: bool = False


class OpenLog:
    """See the module. ``people`` is who is here; ``turn`` the hour at which the logical day turns."""

    def __init__(
        self, places: Places, storage: JournaledStorage, db: RecordDB, who: str | None, time: clock.Clock
    ) -> None:
        self.places = places
        self.time = time
        self.db = db
        self.storage = storage
        self.shelf = Shelf(storage.state)
        self._mine: dict[type[Record], tuple[Sequence[Record], Sequence[Record]]] = {}
        self._facts = storage.state.header
        self.people = people.read(self._facts, who)
        self._me = self.people.me.id
        self.turn = people.turn(storage.state.header)
        self._groups: dict[object, Any] = {}

    # -- opening and closing

    @classmethod
    def open(cls, places: Places, who: str | None = None, time: clock.Clock | None = None) -> Self:
        """Open the log in ``places`` for ``who`` (a name; whoever always sits here by default).

        Raises ``NotBegun`` where there is none, ``RitualError`` where it cannot be read.
        """
        time = time or clock.Clock()
        db = RecordDB(places, now=time.now)
        storage = db.journaled
        if not storage.refresh():
            raise people.NotBegun
        storage.state.notes += conflict_copies.told(places)
        return cls(places, storage, db, who, time)

    @classmethod
    def begin(
        cls, places: Places, me: str, partner: str = people.PARTNER, *, solo: bool = False, both: bool = False,
        time: clock.Clock | None = None, device: str | None = None, ids: tuple[str, str] | None = None,
    ) -> Self:  # fmt: skip
        """Begin an empty log for two names. ``solo``: one of them takes part; ``both``: both use this computer.

        ``device`` and ``ids`` are made at random unless given. Raises ``RitualError`` where there is a log already.
        """
        time = time or clock.Clock()
        me, partner = people.check_names(me, partner)
        first, second = ids or (clock.new_device(), clock.new_device())
        db = RecordDB(places, now=time.now)
        db.journaled.create({
            "device": device or clock.new_device(), "clock": clock.NEVER, "me": first,
            "people": [[first, me], [second, partner]], "solo": solo, "turn": clock.TURN, "both": both,
            "joined": not solo,
        })  # fmt: skip
        return cls(places, db.journaled, db, me, time)

    def close(self) -> None:
        """Let go of the files."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def group(self, kind: "Callable[[OpenLog], G]") -> G:
        """The group of actions of this kind for this log: made when it is first asked for, the same one ever after."""
        if kind not in self._groups:
            self._groups[kind] = kind(self)
        return cast(G, self._groups[kind])

    # -- what it says

    @property
    def state(self) -> State:
        """Every record and fact as it stood when it was last read."""
        return self.storage.state

    @property
    def today(self) -> str:
        """The logical day that it is."""
        return clock.logical_day(self.time.now(), self.turn).isoformat()

    def notes(self) -> list[str]:
        """Lines that should be told once: what was set apart, what was missing."""
        told, self.state.notes = self.state.notes, []
        return told

    def refresh(self) -> bool:
        """Take in what other processes wrote; True where anything changed."""
        changed = self.state.refresh()
        if self.state.header is not self._facts:  # it may have been read under the lock already
            self.read_facts()
        return changed

    def facts(self, changed: Plain) -> None:
        """Change facts of this machine: ``people``, ``me``, ``turn``, ``solo``."""
        self.storage.facts(changed)
        self.read_facts()

    def became(self, ids: Mapping[str, str]) -> None:
        """Go on with whoever is here after the people of the log got other ids: old → new."""
        self._me = ids[self._me]
        self.read_facts()

    def read_facts(self) -> None:
        """Read names and facts anew after they were changed; who is here is the same person."""
        header = self._facts = self.state.header
        found = people.read(header, any_=True)
        if found.me.id != self._me:
            found = found._replace(me=found.partner, partner=found.me)
        self.people, self.turn = found, people.turn(header)

    @property
    def all(self) -> dict[str, Record | None]:
        """Every record by document key, removed ones included; None what this version cannot show."""
        return self.shelf.all

    def visible(self) -> Iterable[Record]:
        """The records that whoever is here may see: those of *ours*, and their own of *self*."""
        me = self.people.me.id
        for record in self.all.values():
            if record is not None and not record.deleted and self.may_see(record, me):
                yield record

    def of(self, kind: type[R]) -> Sequence[R]:
        """The visible records of one kind, in no order; the same sequence until one of that kind changes."""
        shelved = self.shelf.of(kind)
        known = self._mine.get(kind)
        if known is None or known[0] is not shelved:
            me = self.people.me.id
            known = self._mine[kind] = shelved, [record for record in shelved if self.may_see(record, me)]
        return known[1]  # type: ignore[return-value]

    @staticmethod
    def may_see(record: Record, person: str) -> bool:
        """Whether ``person`` (an id) may see ``record``."""
        return record.audience == "ours" or (record.audience == "self" and record.by == person)

    def raw(self, ident: str) -> Plain | None:
        """A record as it stands, every field of it, or None."""
        found = self.state.get(ident)
        return None if found is None else document(found)

    def save(self, edit: Edit | Callable[[], Edit]) -> tuple[list[Plain], Change | None]:
        """Stamp what is to change, and append it as one line, under the lock; nothing where nothing is to change.

        Where that depends on what stands in the log, ``edit`` is a function: it is called under the lock, when the log
        is up to date. Returns the records as they are saved, and the change as it was acknowledged: flushed to the
        disk. Raises ``RitualError``; then nothing was saved.
        """
        saved: list[Plain] = []
        change = self.storage.commit(lambda state: self._stamped(edit() if callable(edit) else edit, state, saved))
        if self.state.header is not self._facts:
            self.read_facts()
        return saved, change

    def burn(self, edit: Callable[[], Edit], forget: Mapping[str, str] | None = None) -> tuple[list[Plain], Purged]:
        """Save as ``save`` does, and take what the burned ones among the records said out of every file of ours.

        ``forget`` is as for ``JournaledStorage.burn``. Returns the records as they are saved, and what was done.
        """
        saved: list[Plain] = []
        return saved, self.storage.burn(lambda state: self._stamped(edit(), state, saved), forget)

    def _stamped(self, edit: Edit, state: State, saved: list[Plain]) -> Draft:
        """What the journal is to say, by the state under the lock; ``saved`` gets the records as they are written."""
        stamper = Stamper(state, self.time.ms())
        if edit.facts or edit.stamped:
            stamper.next()  # the change is of now, also where no record gets a stamp of now
        saved[:] = edit.records if edit.stamped else map(stamper.stamped, edit.records)
        return Draft(
            list(saved), clock=stamper.clock, who=self.people.me.id if edit.mine else "", what=edit.what,
            undoes=edit.undoes, redoes=edit.redoes, facts=edit.facts or {},
        )  # fmt: skip

    def parse_when(self, text: str) -> datetime:
        """The moment a person's words mean (see ``when``), in range."""
        from ritualtui import when

        now = self.time.now()
        return clock.check_range(when.parse(text, now, self.turn), now)

    def day_of(self, text: str) -> str:
        """The logical day that a person's words mean."""
        return clock.logical_day(self.parse_when(text), self.turn).isoformat()

    def tidy(self, *, leaving: bool = False) -> None:
        """Fold a journal that is due for it; what stands in the way of that is not worth stopping for.

        ``leaving``: where anything is new, so that the data file by itself is worth copying.
        """
        if not os.access(self.places.home, os.W_OK):
            return
        try:
            self.storage.fold(only_if_due=not leaving, only_if_new=leaving)
        except RitualError as err:
            self.state.notes.append(_("The journal could not be folded: {err}").format(err=err))
