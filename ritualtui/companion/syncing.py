"""Syncing this log with a target: what the engine needs of a log, and one run of it under its lock."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ritualtui import clock
from ritualtui.companion import merging
from ritualtui.errors import RitualError
from ritualtui.store import files, lock
from ritualtui.store.datafile import document_key, version
from ritualtui.sync import chain, config, machine
from ritualtui.sync.config import Config
from ritualtui.sync.engine import Engine, Machine, Progress, Result
from ritualtui.sync.envelope import Refused
from ritualtui.sync.keys import Scope
from ritualtui.sync.ledger import Book, Mark, Own
from ritualtui.sync.merge import Looked, Merged, Records
from ritualtui.sync.opening import open_target
from ritualtui.sync.target import Target
from ritualtui.sync.writing import Taken

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion

SCOPES: tuple[Scope, ...] = ("mine", "couple")
"""In this order: what one removed oneself on another machine is known before the partner's versions come."""
_TRIES = 3
_PATIENCE = 1.0

Open = Callable[[str], Target]


class NotSetUp(RitualError):
    """There is no target yet."""

    def __init__(self) -> None:
        super().__init__(
            "No other machine is joined to this one yet.",
            "`ritualtui sync setup FOLDER` makes an invite, `ritualtui sync join INVITE` takes one.",
        )


class CompanionLog:
    """The log, as ``engine.Log`` has it."""

    def __init__(self, companion: "Companion", from_me: bool) -> None:
        self._c = companion
        self._from_me = from_me

    @property
    def _mark(self) -> Mark:
        state = self._c.storage.state
        return Mark(int(state.header["generation"]), int(state.last["n"]))

    def changed(self, mark: Mark) -> tuple[list[msgspec.Raw], Mark] | None:
        """See ``engine.Log``."""
        state = self._c.storage.state
        if mark.generation != state.header["generation"] or mark.n > state.last["n"] or not state.sound:
            return None
        keys = {
            document_key(version(raw).id): None for change in state.lines if change.n > mark.n for raw in change.set
        }
        return [state.records[key] for key in keys if key in state.records], self._mark

    def all(self) -> tuple[list[msgspec.Raw], Mark]:
        """See ``engine.Log``."""
        return list(self._c.storage.state.records.values()), self._mark

    def get(self, key: str) -> msgspec.Raw | None:
        """See ``engine.Log``."""
        return self._c.storage.state.records.get(key)

    def take(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        return merging.take(self._c, records, from_me=self._from_me)

    def look(self, records: Records) -> Merged:
        """See ``engine.Log``."""
        return merging.look(self._c, records)


class Status(NamedTuple):
    """What is known without asking the target. ``unsent`` counts records that are not there yet."""

    scope: Scope
    target: str
    device: str
    unsent: int
    machines: int


class Syncing:
    """See the module. ``outside``: the folder for what belongs to this machine and no data folder."""

    def __init__(self, companion: "Companion", opener: Open = open_target, outside: str | None = None) -> None:
        self._c = companion
        self._open = opener
        self._outside = outside
        self._machine = machine.identity()

    # -- what is set up

    def scopes(self) -> list[Scope]:
        """What is set up, in the order in which it is synced."""
        return [scope for scope in SCOPES if config.exists(self._c.places, scope)]

    def run(
        self, scope: Scope, *, dry: bool = False, target: Target | None = None, progress: Progress | None = None
    ) -> Result:
        """Sync once. ``target`` is used instead of opening the one that is set up.

        Raises ``TargetError``, ``RitualError``, and ``NotSetUp``.
        """
        found = config.read(self._c.places, scope)
        if found is None:
            raise NotSetUp
        self._refuse_alone(scope)
        with self.locked(scope):
            opened = target if target is not None else self._open(found.target)
            try:
                return self._run(scope, found, opened, dry, progress)
            finally:
                if target is None:
                    opened.close()

    def _refuse_alone(self, scope: Scope) -> None:
        if scope == "couple" and self._c.people.solo:
            raise RitualError(
                "You are alone here, so nothing is sent or fetched.",
                "`ritualtui together` is the way back, `ritualtui sync leave` takes the target away.",
            )

    def _run(self, scope: Scope, found: Config, target: Target, dry: bool, progress: Progress | None) -> Result:
        self._c.refresh()
        book = Book(config.folder(self._c.places, scope))
        book.load()
        for _ in range(_TRIES):
            token = self._take_place(scope, book, dry)
            engine = Engine(
                target, found.keys, book, CompanionLog(self._c, scope == "mine"), found.person,
                self._carried(scope, found.person), progress,
            )  # fmt: skip
            try:
                return engine.run(dry=dry)
            except Taken:
                self._new_name(book)
            finally:
                if not dry:
                    self._mark(scope).give(token)
        raise RitualError("This machine found no name of its own in the target.", "Do it again.")

    @staticmethod
    def _carried(scope: Scope, person: str) -> Callable[[Looked], bool]:
        if scope == "couple":
            return lambda looked: looked.audience == "ours"
        return lambda looked: looked.audience == "self" and looked.by == person

    # -- the name of this machine

    def _mark(self, scope: Scope) -> machine.Mark:
        return machine.Mark(self._outside or machine.folder(), self._c.places.home, scope, self._machine)

    def forget_mark(self, scope: Scope) -> None:
        """Take away what was kept outside the data folder for a target."""
        self._mark(scope).forget()

    def _take_place(self, scope: Scope, book: Book, dry: bool) -> str:
        """Make sure that nobody else writes under our name, and give out a new token; returns it."""
        token, before = os.urandom(16).hex(), book.at.token
        mark = self._mark(scope)
        ours = str(self._c.storage.state.header["device"])
        if book.at.own.seq or book.at.pending is not None:
            if not mark.fits(before):
                self._new_name(book)
            elif book.at.device != ours:
                self._begin_as(book, ours)
        elif book.at.device != ours:
            self._begin_as(book, ours)
        if not dry:
            mark.give(token, before)
            book.save(token=token)
        return token

    def _new_name(self, book: Book) -> None:
        device = clock.new_device()
        self._c.facts({"device": device})
        self._begin_as(book, device)

    @staticmethod
    def _begin_as(book: Book, device: str) -> None:
        book.at = msgspec.structs.replace(book.at, device=device, own=Own(), pending=None, spent=0)

    # -- looking

    @contextmanager
    def locked(self, scope: Scope) -> Iterator[None]:
        """Hold the lock of a target's files: one sync at a time."""
        where = config.folder(self._c.places, scope)
        files.make_folder(where)
        try:
            with lock.held(os.path.join(where, "lock"), _PATIENCE):
                yield
        except lock.Busy:
            raise RitualError("Another sync of this log is under way.", "Wait for it, or do this again.") from None

    def machines(self, scope: Scope) -> list[Machine]:
        """The machines that write to a target, this one first. Raises ``NotSetUp``, ``TargetError``."""
        found = config.read(self._c.places, scope)
        if found is None:
            raise NotSetUp
        spot = chain.Spot(found.keys)
        book = Book(config.folder(self._c.places, scope))
        book.load()
        ours, made = spot.tag(book.at.device), []
        target = self._open(found.target)
        try:
            for tag in chain.devices(target, spot):
                try:
                    head = chain.read_head(target, spot, tag)
                except Refused:
                    continue
                if head is not None:
                    made.append(Machine(head.device, head.person, tag == ours, head.last))
        finally:
            target.close()
        return sorted(made, key=lambda each: (not each.here, each.person, each.device))

    def status(self, scope: Scope) -> Status:
        """What is known here. Raises ``NotSetUp``."""
        found = config.read(self._c.places, scope)
        if found is None:
            raise NotSetUp
        book = Book(config.folder(self._c.places, scope))
        book.load()
        log = CompanionLog(self._c, scope == "mine")
        engine = Engine(_NoTarget(), found.keys, book, log, found.person, self._carried(scope, found.person))
        own = chain.Spot(found.keys).tag(book.at.device)
        return Status(scope, found.target, book.at.device, engine.unsent(), len({*book.at.read, own}))


class _NoTarget:
    """A target that nobody asks."""

    def read(self, name: str, limit: int) -> bytes | None:
        return None

    def write(self, name: str, data: bytes) -> None:
        return None

    def remove(self, name: str) -> None:
        return None

    def names(self, folder: str) -> list[str]:
        return []

    def folders(self, folder: str) -> list[str]:
        return []

    def close(self) -> None:
        return None
