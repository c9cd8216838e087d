"""Syncing this log with a target: what the engine needs of a log, and one run of it under its lock."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ritualtui import clock, messages
from ritualtui.companion.people import People
from ritualtui.companion.sync.companion_log import CompanionLog
from ritualtui.companion.sync.handing_over import CoupleLog
from ritualtui.companion.sync.journal_only_log import Journaled, JournalLog, NeedsAll
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files, lock
from ritualtui.strings import _
from ritualtui.sync import chain, config, machine, timeouts
from ritualtui.sync.engine import Crossing, Engine, Machine, Progress, Result
from ritualtui.sync.envelope import Refused
from ritualtui.sync.ledger import Book, Own, lately
from ritualtui.sync.merge import Looked
from ritualtui.sync.open_target import open_target
from ritualtui.sync.publisher import Taken
from ritualtui.sync.shared_key import Keys, Scope
from ritualtui.sync.target import Foreign, Target

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

SCOPES: tuple[Scope, ...] = ("mine", "couple")
"""In this order: what one removed oneself on another machine is known before the partner's versions come."""
_TRIES = 3
_PATIENCE = 1.0

Open = Callable[[str], Target]


class NotSetUp(RitualError):
    """There is no target yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Sync isn't set up yet."),
            _("`ritualtui sync setup FOLDER` makes an invite, `ritualtui sync join INVITE` uses one."),
        )


class Alone(RitualError):
    """Nobody else takes part here, so the place of the two rests.

    Where something else is set up, that is nothing to be told at each sync: it is passed over, and the status says it.
    """

    def __init__(self) -> None:
        super().__init__(
            _("You're solo here, so nothing is sent or received."),
            _("`ritualtui together` shares again, `ritualtui sync leave` stops syncing."),
        )


def crossing(scope: Scope, person: str, here: People) -> Crossing:
    """Which records go between the machines of a scope.

    Between the two goes what is ours, and what one of them typed on the other's computer for themselves alone: that is
    handed over to their own (``handing_over``). Where both use this computer, it is with them already.
    """
    if scope == "mine":

        def own(looked: Looked) -> bool:
            return looked.audience in ("self", "sealed") and looked.by == person

        return Crossing(own, own)
    partner = here.other(person).id

    def of(looked: Looked, whose: str) -> bool:
        return looked.audience == "self" and looked.by == whose

    return Crossing(
        out=lambda looked: looked.audience == "ours" or (of(looked, partner) and not here.both),
        into=lambda looked: looked.audience == "ours" or of(looked, person),
        past=lambda looked: of(looked, partner),
    )


def refuse_alone(scope: Scope, here: People) -> None:
    """Raise ``Alone`` where nobody else takes part."""
    if scope == "couple" and here.solo:
        raise Alone


def refuse_cut_off(found: config.Config, here: People) -> None:
    """Raise where joining was cut off: what is set up is of who one becomes by it, and the log not yet.

    What is theirs would be taken for what is no longer theirs, and nobody could join by an invite from here.
    """
    if found.person not in here.names():
        raise RitualError(_("Joining was interrupted here."), _("Join again with the same invite. Nothing is lost."))


@contextmanager
def locked(places: Places, scope: Scope) -> Iterator[None]:
    """Hold the lock of a target's files: one sync at a time."""
    where = config.folder(places, scope)
    files.make_folder(where)
    try:
        with lock.held(os.path.join(where, "lock"), _PATIENCE):
            yield
    except lock.Busy:
        raise RitualError(_("Another sync of this log is running."), _("Wait for it, then try again.")) from None


def scopes(places: Places) -> list[Scope]:
    """What is set up, in the order in which it is synced."""
    return [scope for scope in SCOPES if config.exists(places, scope)]


def quickly(
    places: Places, scope: Scope, time: clock.Clock, *, dry: bool = False, opener: Open = open_target,
    outside: str | None = None,
) -> Result:  # fmt: skip
    """Sync once without reading the data file.

    Raises ``journal_only_log.NeedsAll`` where that cannot be done, then ``Syncing.run`` does it; and what that raises.
    """
    found = config.read(places, scope)
    if found is None:
        raise NotSetUp
    if scope == "mine":
        raise NeedsAll  # the vault is no part of the journal
    here = Journaled(places, time)
    try:
        refuse_alone(scope, here.people)
        keys = found.keys  # before the lock: a keyring may wait for its owner
        if here.is_long:
            raise NeedsAll
        with locked(places, scope):
            here.refresh()
            book = Book(config.folder(places, scope))
            book.load()
            mark = machine.Mark(outside or machine.folder(), places.home, scope, machine.identity())
            if book.at.device != here.state.header["device"] or not mark.fits(book.at.token) or book.at.owed:
                raise NeedsAll
            log = JournalLog(here, book)
            log.changed(book.at.mark)
            target = opener(found.target)
            try:
                ways = crossing(scope, found.person, here.people)
                engine = Engine(target, keys, book, log, found.person, ways, here.today)
                with timeouts.whole():
                    result = engine.run(dry=dry)
            except Taken:
                raise NeedsAll from None
            finally:
                target.close()
            if result.sent and not dry:
                token = os.urandom(16).hex()
                mark.give(token, book.at.token)
                book.save(token=token)
                mark.give(token)
            return result
    finally:
        here.close()


def notes(result: Result, names: Mapping[str, str]) -> list[str]:
    """What a person should be told of a sync; ``names`` says who the people are, by id."""
    whose = {machine.device: names.get(machine.person, "") for machine in result.machines}
    made = []
    for note in result.notes:
        device, _, what = note.partition(": ")
        made.append(messages.sync_note(whose.get(device, ""), device, what))
    if result.left_out:
        made.append(messages.SYNC_LEFT_OUT.format(records=messages.records(result.left_out)))
    return made + _put_back(result.put_back)


def _put_back(times: int) -> list[str]:
    """That a place does not keep what is sent there: once may be a slip of somebody's, more than that has a cause."""
    return [messages.SYNC_PUT_BACK.format(times=times)] if times > 1 else []


class Status(NamedTuple):
    """What is known without asking the target. ``unsent`` counts records that are not there yet.

    ``notes`` say what of other machines could not be read at the last sync, told then or before. ``rests``: one is
    alone here, so nothing is sent or fetched. ``put_back``: how often lately the place had lost what was sent from
    here, or had it as it was before.
    """

    scope: Scope
    target: str
    device: str
    unsent: int
    machines: int
    notes: tuple[str, ...] = ()
    rests: bool = False
    put_back: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should be told of it, in lines."""
        told = [*self.notes, messages.SYNC_MENDS] if self.notes else []
        return (*told, *_put_back(self.put_back))


class Syncing:
    """See the module. ``outside``: the folder for what belongs to this machine and no data folder."""

    def __init__(self, companion: "OpenLog", opener: Open = open_target, outside: str | None = None) -> None:
        self._c = companion
        self._open = opener
        self._outside = outside
        self._machine = machine.identity()

    def run(
        self, scope: Scope, *, dry: bool = False, target: Target | None = None, progress: Progress | None = None
    ) -> Result:
        """Sync once. ``target`` is used instead of opening the one that is set up.

        Raises ``TargetError``, ``RitualError``, and ``NotSetUp``.
        """
        found = config.read(self._c.places, scope)
        if found is None:
            raise NotSetUp
        refuse_alone(scope, self._c.people)
        refuse_cut_off(found, self._c.people)
        keys = found.keys  # before the lock: a keyring may wait for its owner
        with locked(self._c.places, scope):
            opened = target if target is not None else self._open(found.target)
            try:
                return self._run(scope, keys, found.person, opened, dry, progress)
            finally:
                if target is None:
                    opened.close()

    def _run(
        self, scope: Scope, keys: Keys, person: str, target: Target, dry: bool, progress: Progress | None
    ) -> Result:
        self._c.refresh()
        book = Book(config.folder(self._c.places, scope))
        book.load()
        for _attempt in range(_TRIES):
            token = self._take_place(scope, book, dry)
            engine = Engine(
                target, keys, book, self._log(scope, book, person), person, crossing(scope, person, self._c.people),
                self._c.today, progress,
            )  # fmt: skip
            try:
                with timeouts.whole():
                    return engine.run(dry=dry)
            except Taken:
                self._new_name(book)
            finally:
                if not dry:
                    self._mark(scope).give(token)
        raise RitualError(_("This computer found no name of its own in the sync folder."), _("Do it again."))

    def _log(self, scope: Scope, book: Book, person: str) -> CompanionLog:
        if scope == "couple":
            return CoupleLog(self._c, person)
        from ritualtui.companion.sync.own_machines import OwnLog

        return OwnLog(self._c, book, person)

    # -- the name of this machine

    def _mark(self, scope: Scope) -> machine.Mark:
        return machine.Mark(self._outside or machine.folder(), self._c.places.home, scope, self._machine)

    def forget_outside(self) -> list[str]:
        """Take away what is kept outside the data folder, marks and keys, for every target that is set up.

        Returns what a person should be told.
        """
        left = []
        for scope in scopes(self._c.places):
            left += config.remove_key(self._c.places, scope)
            self.forget_mark(scope)
        return left

    def forget_mark(self, scope: Scope) -> None:
        """Take away what was kept outside the data folder for a target."""
        self._mark(scope).forget()

    def _take_place(self, scope: Scope, book: Book, dry: bool) -> str:
        """Make sure that nobody else writes under our name, and give out a new token; returns it."""
        token, before = os.urandom(16).hex(), book.at.token
        mark = self._mark(scope)
        ours = str(self._c.state.header["device"])
        if book.at.own.seq or book.at.pending is not None:
            if not mark.fits(before):
                book.reread()  # what it remembers is of another day, or of another machine
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
                except (Refused, Foreign):
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
        log = self._log(scope, book, found.person)
        # Nothing is opened and no name is looked for, so no key is asked for: a keyring might wait for its owner.
        keys, today = Keys(found.space, ""), self._c.today
        ways = crossing(scope, found.person, self._c.people)
        engine = Engine(_NoTarget(), keys, book, log, found.person, ways, today)
        names = self._c.people.names()
        told = tuple(
            messages.sync_note(names.get(each.person, ""), each.device, each.what) for each in book.at.told.values()
        )
        rests = scope == "couple" and self._c.people.solo
        machines = len(book.at.read) + (book.at.own.seq == 0)  # what one wrote oneself counts as read
        put_back = len(lately(book.at.put_back, today))
        return Status(scope, found.target, book.at.device, engine.unsent(), machines, told, rests, put_back)


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
