"""Merging, pure: a map from document key to record, of each two versions the one of higher rank.

Rank (``datafile.rank``) is: burned before all else, then the higher stamp (the device is its end), then the greater
bytes. A removal is a version like any other. So merging is commutative, associative and idempotent, and what comes
late, twice or from a clock that is years off changes nothing that it should not.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from ritualtui import clock
from ritualtui.store.datafile import NOT_JSON, bare, document, document_key, rank, version

Records = Mapping[str, msgspec.Raw]

MOST_BYTES = 1 << 20
"""Bytes of one record that is taken from elsewhere: what ``import`` takes in a line."""
_MOST_KIND = 80


class Merged(NamedTuple):
    """How it went: ``set`` is what has to be kept anew, by document key; the rest are counts of the other's records.

    ``new`` were unknown here, ``newer`` replace what stands, ``older`` are replaced by what stands.
    """

    set: dict[str, msgspec.Raw]
    new: int = 0
    newer: int = 0
    older: int = 0
    same: int = 0


def higher(one: msgspec.Raw, other: msgspec.Raw) -> msgspec.Raw:
    """Of two versions of a record the one that stands."""
    return max(bare(one), bare(other), key=rank)


def union(one: Records, other: Records) -> dict[str, msgspec.Raw]:
    """Both maps as one."""
    made = {key: bare(raw) for key, raw in one.items()}
    for key, raw in other.items():
        made[key] = higher(made[key], raw) if key in made else bare(raw)
    return made


def merge(mine: Records, other: Records) -> Merged:
    """What ``other`` brings to ``mine``."""
    found: dict[str, msgspec.Raw] = {}
    new = newer = older = same = 0
    for key, raw in other.items():
        raw, stands = bare(raw), mine.get(key)
        if stands is None:
            new += 1
        elif bytes(stands) == bytes(raw):
            same += 1
            continue
        elif rank(stands) > rank(raw):
            older += 1
            continue
        else:
            newer += 1
        found[key] = raw
    return Merged(found, new, newer, older, same)


def observed(ours: str, merged: Iterable[msgspec.Raw], ms: int) -> str:
    """Our clock after these versions were seen at ``ms``: one stamped over a day ahead never moves it."""
    for raw in merged:
        ours = clock.observe(ours, version(raw).stamp, ms)
    return ours


class _Whole(msgspec.Struct, frozen=True):
    """What every record that comes from elsewhere has."""

    id: str
    kind: str
    stamp: str
    audience: str = ""
    by: str = ""
    deleted: bool = False


_whole = msgspec.json.Decoder(_Whole)
_ID_SHAPE = [8, 4, 4, 4, 12]
_HEX = frozenset("0123456789abcdef-")


class Looked(NamedTuple):
    """What a record says of itself: its document key, whom it is for, whose words it has, whether it is removed."""

    key: str
    audience: str
    by: str
    deleted: bool


def sound(raw: bytes | msgspec.Raw) -> Looked | None:
    """A look at a record from elsewhere; None where it is none that can be kept.

    Unknown kinds and fields are no matter; id, stamp and size are: nothing could be merged without.
    """
    if len(raw) > MOST_BYTES:
        return None
    try:
        found = _whole.decode(raw)
        document(raw)  # deep or odd in a way that some later reader would fall over
        if [len(part) for part in found.id.split("-")] != _ID_SHAPE or not _HEX.issuperset(found.id):
            return None
        if not 0 < len(found.kind) <= _MOST_KIND or clock.stamp_ms(found.stamp) >= clock.LAST_MS:
            return None
        return Looked(document_key(found.id), found.audience, found.by, found.deleted)
    except NOT_JSON:
        return None


def is_sealed(raw: bytes | msgspec.Raw) -> bool:
    """Whether it is a sealed entry of one's own machines, of which nobody is told, not even how many there are."""
    try:
        return b'"sealed"' in bytes(raw) and _whole.decode(raw).kind == "sealed"
    except NOT_JSON:
        return False


def withdrawn(raw: msgspec.Raw) -> dict[str, Any]:
    """What the others are left with of a record that is no longer for them: that it was removed.

    Its stamp lies above every version they have seen and below the one that stands here, so here nothing changes
    should it ever come back.
    """
    found = _whole.decode(raw)
    gone = {"id": found.id, "kind": found.kind, "deleted": True}
    return {**gone, "stamp": f"{found.stamp[:18]}0"}
