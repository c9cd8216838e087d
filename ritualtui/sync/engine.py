"""One sync: what the others put there is read and merged, what is new here is put there.

What fails with one device is told in a line, and the rest goes on. Nothing is remembered as read before the log has it
for good, and nothing as sent before the target has shown it again; so the next sync finishes what was cut off.

What goes is not left to memory alone, which a new key, a copied folder or a lost ledger ends. Whatever comes is
compared with what is in the log: where it is older, that goes there again. And what was burned always goes.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

import msgspec

from ritualtui.store.datafile import bare, document_key, is_burned, rank, version
from ritualtui.strings import _
from ritualtui.sync import chain, ledger
from ritualtui.sync.chain import Got, Head, Spot
from ritualtui.sync.envelope import Refused
from ritualtui.sync.ledger import Book, Mark, Reading, Told
from ritualtui.sync.merge import Looked, Merged, higher, is_sealed, sound, withdrawn
from ritualtui.sync.publisher import Writer
from ritualtui.sync.shared_key import Keys
from ritualtui.sync.target import Foreign, Target, TargetError

Progress = Callable[[str, int, int], None]
_ENDED = _(
    "It has a new key now, so nothing more goes from here; nothing is lost. Join with the new invite, or start over: "
    "`ritualtui sync leave`, then `sync setup`."
)


class Log(Protocol):
    """The log of this machine, as a sync needs it."""

    def changed(self, mark: Mark) -> tuple[list[msgspec.Raw], Mark] | None:
        """The records that changed since ``mark``, and a mark for the next time. None: that cannot be told."""
        ...

    def all(self) -> tuple[list[msgspec.Raw], Mark]:
        """Every record, removed ones too."""
        ...

    def get(self, key: str) -> msgspec.Raw | None:
        """The record with this document key."""
        ...

    def take(self, records: dict[str, msgspec.Raw]) -> Merged:
        """Merge these in, acknowledged when this returns. Says how it went."""
        ...

    def look(self, records: dict[str, msgspec.Raw]) -> Merged:
        """What ``take`` would do."""
        ...


class Machine(NamedTuple):
    """A device in the target: its name, whose it is (an id), whether it is this one, segments it has written."""

    device: str
    person: str
    here: bool
    segments: int


class Result(NamedTuple):
    """How a sync went. ``notes`` are lines for people; ``complete`` is False where something could not be done.

    ``known`` are lines that an earlier sync has told, of files that only another machine can mend: nothing has changed.
    ``put_back``: what we had written was lost in the target, or older again, so it was sent anew; how often lately.
    """

    received: Merged
    sent: int
    left_out: int
    machines: tuple[Machine, ...]
    notes: tuple[str, ...]
    known: tuple[str, ...] = ()
    put_back: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything was done that could be done since the last time."""
        return not self.notes


class Crossing(NamedTuple):
    """Which records leave this machine (``out``), which come in, and which only pass by, on their way to another's.

    No other ever leaves, or is taken in.
    """

    out: Callable[[Looked], bool]
    into: Callable[[Looked], bool]
    past: Callable[[Looked], bool] = lambda looked: False


class Engine:
    """See the module. ``crossing`` says which records go where."""

    def __init__(
        self, target: Target, keys: Keys, book: Book, log: Log, person: str, crossing: Crossing,
        today: str, progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self._target = target
        self._spot = Spot(keys)
        self._book = book
        self._log = log
        self._person = person
        self._crossing = crossing
        self._today = today
        self._progress = progress or (lambda what, done, of: None)
        self._notes: list[str] = []
        self._known: list[str] = []
        self._told: dict[str, Told] = {}
        self._left_out = 0
        self._burned = False
        self._handed: set[str] = set()  # came for us alone, and is burned here: we have never written a word of it
        self._wanted = False
        self._ended = False
        self._want: dict[str, int] = {}
        self._machines: dict[str, Machine] = {}
        self._reached = Reading()
        self._lent = dict(book.at.lent)
        self._left: dict[str, Reading] = {}
        self._there: dict[str, msgspec.Raw] = {}
        self._owed = set(book.at.owed)
        self._withheld: set[bytes] = set()
        self._put_back = 0

    def run(self, *, dry: bool = False) -> Result:
        """Sync once. ``dry``: only say what would be done.

        Raises ``TargetError`` where the target cannot be used, ``publisher.Taken`` where our name is another's.
        """
        writer = Writer(self._target, self._spot, self._book, self._person)
        there = writer.settle()
        if self._log.changed(self._book.at.mark) is None and self._is_lost():
            self._book.reread()
        received = self._receive(writer.tag, dry)
        # Under a key that was given up nothing more goes: it may be in other hands.
        sent = 0 if self._ended else self._send(writer, there, dry)
        if not dry and self._told != self._book.at.told:
            self._book.save(told=self._told)
        machines = tuple(self._machines.values())
        return Result(received, sent, self._left_out, machines, tuple(self._notes), tuple(self._known), self._put_back)

    def _is_lost(self) -> bool:
        """Whether something that is in the target is no longer in the log: a backup was put back."""
        for ident, known in self._book.index().items():
            stands = self._log.get(str(int.from_bytes(ident, "big")))
            if stands is None or version(stands).stamp[:17] < known.stamp[:17]:
                return True
        return False

    # -- what comes

    def _receive(self, mine: str, dry: bool) -> Merged:
        total = Merged({})
        tags = chain.devices(self._target, self._spot)
        self._left = self._look_for_the_vanished(tags, mine)
        for number, tag in enumerate(tags):
            self._progress("read", number, len(tags))
            found, reading = self._read(tag, mine)
            if reading == self._book.at.read.get(tag):
                continue
            merged = self._log.look(found) if dry else self._log.take(found)
            total = Merged({**total.set, **merged.set}, *(a + b for a, b in zip(total[1:], merged[1:], strict=True)))
            self._compare(found)
            if not dry:
                burned = {key for key, raw in merged.set.items() if is_burned(raw)}
                handed = {key for key in burned if key in found and not is_burned(found[key])}
                self._handed |= handed
                self._burned |= burned != handed
                known = ledger.entries(raw for key, raw in found.items() if self._is_latest(key, raw))
                owed = tuple(sorted(self._owed))
                self._book.append(known, read={**self._book.at.read, tag: reading}, owed=owed)
        return total

    def _compare(self, found: dict[str, msgspec.Raw]) -> None:
        """Note what came older than it is in the log, unless another device brought it as it is: it goes there again.

        So nothing that was removed, burned or taken back stays with anybody, whatever is remembered of who knows it.
        """
        for key, raw in found.items():
            best = self._there[key] = higher(self._there[key], raw) if key in self._there else raw
            stands = self._log.get(key)
            self._owed.discard(key)
            if stands is None or bytes(stands) == bytes(best) or is_sealed(best):
                continue
            looked = sound(stands)
            if looked is not None and rank(self._outward(stands, looked)) > rank(best):
                self._owed.add(key)

    def _read(self, tag: str, mine: str) -> tuple[dict[str, msgspec.Raw], Reading]:
        """What a device has that is new, of each record the version that stands, and how far it was read."""
        since = self._book.at.read.get(tag, Reading())
        found: dict[str, msgspec.Raw] = {}
        reading = self._reached = since
        seq = 0
        try:
            head = chain.read_head(self._target, self._spot, tag)
            if head is None:
                if since.seq or tag != mine:
                    self._damaged(tag, _("Nothing can be found of it now."), mine, seq)
                return found, since
            seq = head.seq
            self._machines[tag] = Machine(head.device, head.person, tag == mine, head.last)
            self._wanted |= head.want.get(mine, 0) >= self._book.at.own.base
            self._lend(tag, mine, head)
            if head.ended:
                self._ended = True
                self._note(tag, _ENDED, mine)
                return found, since
            if head.seq < since.seq:
                self._damaged(tag, _("The sync folder shows an older state of it than before."), mine, seq)
                return found, since
            if (head.seq, head.last, head.hash) == (since.seq, since.last, since.hash):
                return found, since
            try:
                reading = self._follow(tag, head, since, found)
            except chain.Gap:
                # It may have been compacted or begun anew since its head was read.
                head = chain.read_head(self._target, self._spot, tag) or head
                reading = self._follow(tag, head, since, found)
            except Refused:
                # What was read before may have been put there anew by a device that was cut off.
                reading = self._follow(tag, head, Reading(since.seq, head.base - 1, "", head.base), found)
        except Refused as err:
            self._damaged(tag, err.what, mine, seq)
            if tag != mine:
                self._want[tag] = self._reached.last + 1
            reading = self._reached
        except TargetError as err:
            if err.offline:
                raise
            if isinstance(err, Foreign):
                self._damaged(tag, str(err), mine, seq)
                if tag != mine:
                    self._want[tag] = self._reached.last + 1
            else:
                self._note(tag, str(err), mine)
            reading = self._reached
        return found, reading

    def _lend(self, tag: str, mine: str, head: Head) -> None:
        """Where a device cannot read a third that we could, we put all there, once: the third may be gone for good."""
        for third, number in head.want.items():
            last = self._book.at.read.get(third, Reading()).last
            if third not in (mine, tag) and last >= number and self._lent.get(third, 0) < last:
                self._lent[third] = last
                self._wanted = True

    def _look_for_the_vanished(self, tags: list[str], mine: str) -> dict[str, Reading]:
        """Of what was read, the devices that are still there. What the others had is put there anew by us."""
        left = dict(self._book.at.read)
        for tag in set(left).difference(tags, [mine]):
            try:
                if chain.read_head(self._target, self._spot, tag) is None:
                    del left[tag]
                    self._wanted = True
            except (Refused, Foreign):
                continue
        return left

    def _follow(self, tag: str, head: Head, since: Reading, found: dict[str, msgspec.Raw]) -> Reading:
        self._reached = since
        taken = 0
        for got in chain.segments(self._target, self._spot, tag, head, since):
            self._gather(got, found)
            self._reached = got.reading
            taken += len(got.records)
            if taken > chain.MOST_AT_ONCE:
                break
        return self._reached

    def _gather(self, got: Got, found: dict[str, msgspec.Raw]) -> None:
        for raw in got.records:
            looked = sound(raw)
            if looked is not None and not looked.deleted and self._crossing.past(looked):
                if self._log.get(looked.key) is None:
                    continue
                raw = msgspec.Raw(msgspec.json.encode(withdrawn(raw)))  # it was ours before, and no longer is
            elif looked is None or not (looked.deleted or self._crossing.into(looked)):
                self._left_out += 1
                continue
            found[looked.key] = higher(found[looked.key], raw) if looked.key in found else raw

    def _is_latest(self, key: str, raw: msgspec.Raw) -> bool:
        known = self._book.entry(int(key).to_bytes(16, "big"))
        return known is None or known.stamp < version(raw).stamp or bytes(self._log.get(key) or b"") == bytes(raw)

    def _note(self, tag: str, what: str, mine: str) -> None:
        if tag == mine:
            return  # it is put there anew, by this very sync
        machine = self._machines.get(tag)
        name = machine.device if machine else tag[:8]
        self._notes.append(f"{name}: {what}")

    def _damaged(self, tag: str, what: str, mine: str, seq: int) -> None:
        """Note what only that device can mend: once, and again when something about it has changed."""
        if tag == mine:
            return
        machine = self._machines.get(tag)
        # What a head says of itself is bounded before it is kept.
        device, person = (machine.device[:40], machine.person[:40]) if machine else (tag[:8], "")
        self._told[tag] = Told(what, device, person, seq, self._reached.last)
        if self._book.at.told.get(tag) == self._told[tag]:
            self._known.append(f"{device}: {what}")
        else:
            self._note(tag, what, mine)

    # -- what goes

    def unsent(self) -> int:
        """How many records are not in the target yet, as far as is known here."""
        changed = self._log.changed(self._book.at.mark)
        if changed is None:
            self._book.index()
        return sum(not is_sealed(raw) for raw in self._outgoing((changed or self._log.all())[0]))

    def _send(self, writer: Writer, there: bool, dry: bool) -> int:
        changed = self._log.changed(self._book.at.mark)
        if changed is None:
            self._book.index()
        records, mark = changed or self._log.all()
        outgoing = self._outgoing(records)
        sent = sum(not is_sealed(raw) for raw in outgoing)
        burned = self._burned or any(
            is_burned(raw) and not self._book.knows(raw) and document_key(version(raw).id) not in self._handed
            for raw in outgoing
        )
        anew = not there or self._wanted or burned
        if anew:
            self._book.index()
            outgoing = self._whole()
        if not dry:
            writer.publish(outgoing, self._want, anew=anew, progress=lambda done, of: self._progress("write", done, of))
            gone = set(self._book.at.read).difference(self._left, self._machines, [writer.tag]) if anew else ()
            read = {tag: reading for tag, reading in self._book.at.read.items() if tag not in gone}
            if mark != self._book.at.mark or gone or self._lent != self._book.at.lent or self._book.at.owed:
                withheld = self._book.withhold(self._withheld, every=changed is None)
                self._book.save(mark=mark, read=read, lent=self._lent, owed=(), withheld=withheld)
            if outgoing:
                writer.tidy()
            self._book.sort()
        if writer.is_put_back:
            days = (*ledger.lately(self._book.at.put_back, self._today), self._today)
            self._put_back = len(days)
            if not dry:
                self._book.save(put_back=days)
        return sent

    def _outgoing(self, records: Iterable[msgspec.Raw]) -> list[msgspec.Raw]:
        """What of these is not in the target yet, and what is owed, as the others are to have it."""
        going: dict[str, msgspec.Raw] = {}
        for stands in records:
            if (raw := self._leaving(stands)) is not None and not self._book.knows(raw):
                going[version(raw).id] = raw
        for key in sorted(self._owed):
            if (owed := self._log.get(key)) is not None and (raw := self._leaving(owed)) is not None:
                going[version(raw).id] = raw
        return list(going.values())

    def _whole(self) -> list[msgspec.Raw]:
        """Everything that may be in the target, as it stands here."""
        return [raw for stands in self._log.all()[0] if (raw := self._leaving(stands))]

    def _leaving(self, stands: msgspec.Raw) -> msgspec.Raw | None:
        """A record as it may leave this machine; None where nothing of it may."""
        looked = sound(stands)
        if looked is None:
            return None
        ident = ledger.ident_of(stands)
        shared = not looked.deleted and self._crossing.out(looked)
        if shared or is_burned(stands) or self._book.entry(ident) is not None:
            return self._outward(stands, looked)
        self._withheld.add(ident)
        return None  # nobody has ever heard of it

    def _outward(self, stands: msgspec.Raw, looked: Looked) -> msgspec.Raw:
        """A record as somebody who has heard of it is to have it."""
        if looked.deleted:
            return bare(stands)
        return stands if self._crossing.out(looked) else msgspec.Raw(msgspec.json.encode(withdrawn(stands)))
