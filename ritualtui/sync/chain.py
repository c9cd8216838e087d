"""A device's segments in the target, as they are named and as they are read.

Each device writes numbered segments and one small head that says how far they go; nobody else ever writes under its
name. Sixteen segments are compacted into one, sixteen of those into one again: a segment of level L holds 16**L
numbers, and which one holds a number can be worked out, so that nobody ever lists years of files and few files stay.

A reader that meets a gap looks for the compacted one; where all begins anew (a base), the head says so.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ritualtui.store.datafile import NOT_JSON
from ritualtui.strings import _
from ritualtui.sync import envelope
from ritualtui.sync.envelope import HEAD, NOTHING, Header, Refused
from ritualtui.sync.ledger import Reading
from ritualtui.sync.shared_key import Keys
from ritualtui.sync.target import Target, TargetError

FAN = 16
LEVELS = 5
STRIDE = FAN ** (LEVELS - 1)
"""A base begins behind a multiple of this, so that no compacted segment reaches over it."""
MOST_RECORDS = 50_000
"""Records in one segment."""
MOST_AT_ONCE = 200_000
"""Records that are taken from one device in one sync; the rest comes with the next."""
MOST_DEVICES = 512
_MOST_HEAD = 64 << 10


class Head(msgspec.Struct, frozen=True):
    """What a device says of its segments. ``want``: devices (tags) of which it could not read on, and where it stands.

    A device that is wanted so puts all it has there anew. ``ended``: it goes on under another key.
    """

    device: str
    person: str
    seq: int
    last: int
    hash: str
    base: int = 1
    want: dict[str, int] = {}
    program: str = ""
    ended: bool = False


class Got(NamedTuple):
    """One segment, read."""

    reading: Reading
    records: list[msgspec.Raw]


class Gap(Refused):
    """The next segment is not there (yet)."""


class Spot:
    """Names in the target for one couple."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.space = keys.name("space")

    def tag(self, device: str) -> str:
        """The folder of a device, and its name in headers."""
        return self.keys.name("device", device)

    def folder(self, tag: str) -> str:
        """The folder of a device, as the target calls it."""
        return f"{self.space}/{tag}"

    def file(self, tag: str, level: int, first: int) -> str:
        """The name of a segment within its folder."""
        return self.keys.name("segment", tag, level, first)

    def head(self, tag: str) -> str:
        """The name of a head within its folder."""
        return self.keys.name("head", tag)

    def path(self, tag: str, name: str) -> str:
        """A blob as the target calls it."""
        return f"{self.space}/{tag}/{name}"


def read_head(target: Target, spot: Spot, tag: str) -> Head | None:
    """A device's head, None where there is none. Raises ``Refused`` and ``TargetError``."""
    blob = target.read(spot.path(tag, spot.head(tag)), _MOST_HEAD)
    return None if blob is None else opened_head(spot, tag, blob)


def opened_head(spot: Spot, tag: str, blob: bytes) -> Head:
    """The head in a blob. Raises ``Refused``."""
    header, plain = envelope.open_(spot.keys, Header(HEAD, tag, 0, 0), blob)
    try:
        head = msgspec.json.decode(plain, type=Head)
    except NOT_JSON:
        raise Refused(_("It is of another version of this program.")) from None
    whole = 1 <= head.base <= head.last + 1 and head.last < 1 << 62 and (head.base - 1) % STRIDE == 0
    if not whole or header.last != head.last or head.seq < 1 or len(head.hash) != 64:
        raise Refused(_("It does not say what it should."))
    return head


def sealed_head(spot: Spot, tag: str, head: Head) -> bytes:
    """A head as a blob."""
    return envelope.seal(spot.keys, Header(HEAD, tag, 0, head.last), msgspec.json.encode(head))


def sealed(spot: Spot, header: Header, records: list[msgspec.Raw]) -> bytes:
    """A segment as a blob: a record a line."""
    return envelope.seal(spot.keys, header, b"\n".join(bytes(raw).replace(b"\n", b" ") for raw in records))


def opened(spot: Spot, header: Header, blob: bytes) -> tuple[Header, list[msgspec.Raw]]:
    """A segment's header and its records, none of them looked at yet. Raises ``Refused``."""
    found, plain = envelope.open_(spot.keys, header, blob)
    if plain.count(b"\n") >= MOST_RECORDS:
        raise Refused(_("It has more entries than a segment can have."))
    return found, [msgspec.Raw(line) for line in plain.split(b"\n") if line]


def segments(target: Target, spot: Spot, tag: str, head: Head, since: Reading) -> Iterator[Got]:
    """The segments of a device behind ``since``, up to what its head says, in order.

    The last one's ``reading`` has the head's ``seq``. Raises ``Refused`` (``Gap`` where one is missing) and
    ``TargetError``; what came before holds.
    """
    at, chained = since.last, bytes.fromhex(since.hash) if since.hash else NOTHING
    if head.base > at + 1 or head.base != since.base:
        at, chained = head.base - 1, NOTHING
    while at < head.last:
        header, records, after = _next(target, spot, tag, head, at)
        if header.first == at + 1 and header.before != chained:
            raise Refused(_("It does not follow the one before."))
        at, chained = header.last, after
        yield Got(Reading(since.seq, at, chained.hex(), head.base), records)
    if chained.hex() != head.hash:
        raise Refused(_("The last one is another than its device says."))
    yield Got(Reading(head.seq, at, chained.hex(), head.base), [])


def _next(target: Target, spot: Spot, tag: str, head: Head, at: int) -> tuple[Header, list[msgspec.Raw], bytes]:
    """The segment that holds the number ``at + 1``, compacted or not, and the hash after it."""
    trouble: Refused | None = None
    for level in _candidates(at, head.last):
        size = FAN**level
        first = at // size * size + 1
        name = spot.path(tag, spot.file(tag, level, first))
        blob = target.read(name, envelope.MOST_BLOB)
        if blob is None:
            continue
        try:
            header, records = opened(spot, Header(level, tag, first, first + size - 1), blob)
            return header, records, header.after if level else envelope.hash_of(blob)
        except Refused as err:
            trouble = trouble or err
    raise trouble or Gap(_("Number {at} is not there.").format(at=at + 1))


def _candidates(at: int, last: int) -> list[int]:
    """Levels at which the next number may be found: the largest that begins here first, then those around it."""
    fitting = [level for level in range(LEVELS) if at // FAN**level * FAN**level + FAN**level <= last]
    here = [level for level in fitting if at % FAN**level == 0]
    return here[::-1] + [level for level in fitting if level not in here]


def devices(target: Target, spot: Spot) -> list[str]:
    """The tags of the devices in the target, sorted. Folders of other names are nobody's. Raises ``TargetError``."""
    found = [name for name in target.folders(spot.space) if is_name(name)]
    if len(found) > MOST_DEVICES:
        raise TargetError(
            _("There are {found} computers in the sync folder, more than two people have.").format(found=len(found)), ""
        )
    return found


def is_name(name: str) -> bool:
    """Whether a name in the target is one that this program gives."""
    return len(name) == 32 and not set(name) - set("0123456789abcdef")
