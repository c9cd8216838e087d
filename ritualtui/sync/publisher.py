"""What this machine puts into the target: segments, then the head that tells of them; read back, compacted, begun anew.

What is about to be written is noted in the ledger first, so that whatever a cut leaves, the next sync finds either all
of it there or nothing that anybody was told of.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress

import msgspec

from ritualtui import __version__
from ritualtui.store.datafile import version
from ritualtui.strings import _
from ritualtui.sync import chain, envelope, ledger
from ritualtui.sync.chain import FAN, LEVELS, STRIDE, Head, Spot
from ritualtui.sync.envelope import NOTHING, Header, Refused
from ritualtui.sync.ledger import Book, Live, Own, Pending, Reading
from ritualtui.sync.merge import union
from ritualtui.sync.target import Foreign, Target, TargetError

_BYTES, _RECORDS = 2 << 20, 8_000
"""Of a segment that is written: plain bytes and records. A compacted one has at most twice the bytes."""


class Taken(Exception):
    """Our name in the target is used by another: a copy of this folder, or ourselves before a backup was put back."""


class Writer:
    """See the module."""

    def __init__(self, target: Target, spot: Spot, book: Book, person: str) -> None:
        self._target = target
        self._spot = spot
        self._book = book
        self._person = person
        self.tag = spot.tag(book.at.device)
        self.is_put_back = False
        """Whether what we had written and seen there was lost since, or is older now. ``settle`` finds it out."""

    def settle(self) -> bool:
        """See what became of what we wrote. Returns whether it is all there; else it has to be put there anew.

        Raises ``Taken``, and ``TargetError``.
        """
        own, pending = self._book.at.own, self._book.at.pending
        try:
            head = chain.read_head(self._target, self._spot, self.tag)
        except (Refused, Foreign):
            head = None
        if head is not None and pending is not None and self._stands(head, pending.own):
            self._keep(pending.own, bytes.fromhex(pending.known))
            return self._complete()
        if head is not None and head.seq > max(own.seq, self._book.at.spent):
            raise Taken
        there = self._stands(head, own) and self._complete()
        self.is_put_back = not there and (head is None or head.seq <= own.seq)
        return there

    @staticmethod
    def _stands(head: Head | None, own: Own) -> bool:
        return own.seq == 0 if head is None else (head.seq, head.hash) == (own.seq, own.hash)

    def _complete(self) -> bool:
        """Whether every segment of ours is there; a list may be late, so what is missing in it is looked for."""
        expected = {self._spot.file(self.tag, live.level, live.first) for live in self._book.at.own.live}
        missing = expected.difference(self._target.names(self._spot.folder(self.tag)))
        with suppress(Foreign):
            return all(self._target.read(self._spot.path(self.tag, name), envelope.MOST_BLOB) for name in missing)
        return False

    def publish(
        self, records: list[msgspec.Raw], want: dict[str, int], *, anew: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:  # fmt: skip
        """Put ``records`` there behind what is there, or, ``anew``, in place of it. Nothing to say: nothing is done.

        Raises ``TargetError`` where the target does not keep it; then it is as if nothing had been written.
        """
        own = self._book.at.own
        if not (records or anew or own.seq == 0 or want != own.want):
            return
        base = (own.last // STRIDE + 1) * STRIDE + 1 if anew and own.last else own.base
        last, chained = (
            (base - 1, NOTHING) if base != own.base else (own.last, bytes.fromhex(own.hash or NOTHING.hex()))
        )
        blobs: list[tuple[str, bytes]] = []
        live = [] if base != own.base else list(own.live)
        for part in _parts(records):
            last += 1
            blob = chain.sealed(self._spot, Header(0, self.tag, last, last, chained), part)
            chained = envelope.hash_of(blob)
            blobs.append((self._spot.file(self.tag, 0, last), blob))
            live.append(Live(0, last, last))
        seq = max(own.seq, self._book.at.spent) + 1
        new = Own(seq, last, chained.hex(), base, tuple(live), want)
        head = Head(self._book.at.device, self._person, new.seq, last, new.hash, base, want, __version__)
        known = ledger.entries(records)
        self._book.save(pending=Pending(new, known.hex()), spent=seq)
        for done, (name, blob) in enumerate(blobs):
            if progress is not None:
                progress(done, len(blobs))
            self._put(name, blob)
        self._put(self._spot.head(self.tag), chain.sealed_head(self._spot, self.tag, head))
        self._keep(new, known)

    def tidy(self) -> None:
        """Compact what is due for it, and take away what nobody needs. What stands in the way of that is no matter."""
        with suppress(TargetError, Refused):
            while (block := self._due()) is not None:
                self._compact(*block)
            needed = {self._spot.file(self.tag, live.level, live.first) for live in self._book.at.own.live}
            needed.add(self._spot.head(self.tag))
            for name in self._target.names(self._spot.folder(self.tag)):
                if chain.is_name(name) and name not in needed:
                    self._target.remove(self._spot.path(self.tag, name))

    def _put(self, name: str, blob: bytes) -> None:
        path = self._spot.path(self.tag, name)
        self._target.write(path, blob)
        if self._target.read(path, envelope.MOST_BLOB) != blob:
            raise TargetError(
                _("The sync folder didn't keep what was written to it."), _("Nothing is lost. Sync again.")
            )

    def _keep(self, own: Own, known: bytes) -> None:
        read = {**self._book.at.read, self.tag: Reading(own.seq, own.last, own.hash, own.base)}
        self._book.append(known, own=own, pending=None, read=read)

    def _due(self) -> tuple[int, list[Live]] | None:
        """The next sixteen to compact, and the level they become."""
        blocks: dict[tuple[int, int], list[Live]] = {}
        for live in self._book.at.own.live:
            size = FAN ** (live.level + 1)
            if live.level + 1 < LEVELS and not live.full:
                blocks.setdefault((live.level + 1, (live.first - 1) // size), []).append(live)
        return next(((level, part) for (level, _), part in sorted(blocks.items()) if len(part) == FAN), None)

    def _compact(self, level: int, parts: list[Live]) -> None:
        """Write ``parts`` as one segment of ``level``; only then do they go."""
        records: dict[str, msgspec.Raw] = {}
        before, after = NOTHING, NOTHING
        for number, live in enumerate(parts):
            header = Header(live.level, self.tag, live.first, live.last)
            blob = self._target.read(
                self._spot.path(self.tag, self._spot.file(self.tag, live.level, live.first)), envelope.MOST_BLOB
            )
            if blob is None:
                raise Refused(_("It is not there."))
            found, lines = chain.opened(self._spot, header, blob)
            before = found.before if number == 0 else before
            after = found.after if live.level else envelope.hash_of(blob)
            records = union(records, {version(raw).id: raw for raw in lines})
        own = self._book.at.own
        first, last = parts[0].first, parts[-1].last
        if len(records) > 2 * _RECORDS or sum(map(len, records.values())) > 2 * _BYTES:
            kept = tuple(msgspec.structs.replace(live, full=True) if live in parts else live for live in own.live)
            self._book.save(own=msgspec.structs.replace(own, live=kept))
            return
        made = chain.sealed(self._spot, Header(level, self.tag, first, last, before, after), list(records.values()))
        self._put(self._spot.file(self.tag, level, first), made)
        gone = set(parts)
        left = [*(live for live in own.live if live not in gone), Live(level, first, last)]
        now = tuple(sorted(left, key=lambda live: live.first))
        self._book.save(own=msgspec.structs.replace(own, live=now))
        for part in parts:
            self._target.remove(self._spot.path(self.tag, self._spot.file(self.tag, part.level, part.first)))


def _parts(records: Iterable[msgspec.Raw]) -> Iterable[list[msgspec.Raw]]:
    """Records as segments hold them."""
    part: list[msgspec.Raw] = []
    size = 0
    for raw in records:
        if part and (size + len(raw) > _BYTES or len(part) >= _RECORDS):
            yield part
            part, size = [], 0
        part.append(raw)
        size += len(raw) + 1
    if part:
        yield part
