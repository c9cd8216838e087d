"""The data file, taken apart and put together: a TinyDB file of three kinds of tables.

``meta`` (one document: the format, the generation, the facts of this machine), ``records`` (one document a record),
and tables that we do not know, which are kept as they are. Records stay as the bytes they were written with.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from ritualtui.errors import RitualError
from ritualtui.store import journal
from ritualtui.store.journal import FORMAT, OtherVersion, checksum
from ritualtui.strings import _

NOT_JSON = (ValueError, RecursionError)
"""What msgspec and ``json`` raise for text that is no JSON, of another shape, not UTF-8, or too deep."""

_JOURNALS_OWN = ("journal", "counts", "data", "carried")  # facts that only a journal's header has


class Version(msgspec.Struct, frozen=True):
    """What the merge needs to see of a record."""

    id: str
    stamp: str
    deleted: bool = False
    burned: bool = False

    @property
    def gone(self) -> bool:
        """Whether it was burned: what it said is gone for good, and no other version ever stands again."""
        return self.burned and self.deleted


_version = msgspec.json.Decoder(Version)
_tables = msgspec.json.Decoder(dict[str, msgspec.Raw])
_object = msgspec.json.Decoder(dict[str, Any])


class DataFile(msgspec.Struct, frozen=True):
    """A data file, taken apart: its meta document, its records by document key, all else word for word.

    ``sound`` is False where its checksum is known and is another: it was changed after it was written.
    """

    meta: dict[str, Any]
    records: dict[str, msgspec.Raw]
    other_meta: dict[str, msgspec.Raw]
    others: dict[str, msgspec.Raw]
    sound: bool


class Damaged(RitualError):
    """The data file cannot be read as one. Nothing was changed."""

    def __init__(self, what: str) -> None:
        super().__init__(what, _("Nothing was changed; `ritualtui restore` brings back a good backup and the journal."))


def version(raw: msgspec.Raw | bytes) -> Version:
    """Id, stamp and removal of a record. Raises ``NOT_JSON``."""
    return _version.decode(raw)


def document_key(ident: str) -> str:
    """A record's key in the data file: its UUID as a decimal number, because TinyDB's document ids are integers."""
    return str(int(ident.replace("-", ""), 16))


def stamp_of(raw: msgspec.Raw) -> str:
    """The stamp of a record; one that has none is older than every other."""
    try:
        return version(raw).stamp
    except NOT_JSON:
        return ""


def rank(raw: msgspec.Raw | bytes) -> tuple[bool, str, bytes]:
    """What a version is weighed by against another: burned, then the higher stamp, then the greater bytes."""
    try:
        found = version(raw)
    except NOT_JSON:
        return False, "", bytes(raw)
    return found.gone, found.stamp, bytes(raw)


def is_burned(raw: msgspec.Raw | bytes | None) -> bool:
    """Whether a record was burned; what is no record was not."""
    if raw is None or b'"burned"' not in bytes(raw):  # most are not, and a log has many
        return False
    try:
        return version(raw).gone
    except NOT_JSON:
        return False


def burned(ident: str, kind: str, stamp: str) -> dict[str, Any]:
    """What stays of a burned record."""
    return {"id": ident, "kind": kind, "stamp": stamp, "deleted": True, "burned": True}


def bare(raw: msgspec.Raw) -> msgspec.Raw:
    """A version that says it is burned, without whatever else stands in it; any other as it is."""
    if not is_burned(raw):
        return raw
    found = document(raw)
    only = burned(found["id"], str(found.get("kind", "")), found["stamp"])
    return raw if found == only else msgspec.Raw(msgspec.json.encode(only))


def document(raw: msgspec.Raw | bytes) -> dict[str, Any]:
    """A record as a plain object, also with numbers that only another program takes (1e400)."""
    try:
        return _object.decode(raw)
    except msgspec.MsgspecError:
        found: dict[str, Any] = json.loads(bytes(raw))
        return found


def parse(data: bytes, path: str, sums: Mapping[int, str]) -> DataFile:
    """Take the bytes of a data file apart. ``sums``: the checksums that are known, by generation.

    A file with the checksum it was written with needs no further look. Any other (written by another program, or
    cut off from its journal) is looked at closely. Raises ``Damaged``, or ``OtherVersion`` for one of a newer version.
    """
    try:
        # A line break here is white space between tokens, and would break the journal's lines: out with it.
        text = msgspec.json.format(data, indent=-1) if b"\n" in data else data
        tables = _tables.decode(text)
        metas = _tables.decode(tables.pop("meta"))
        meta = _object.decode(metas.pop("1"))
        format_ = meta["format"]
        if isinstance(format_, int) and format_ > FORMAT:
            raise OtherVersion(path, format_)
        records = _tables.decode(tables.pop("records"))
        if not isinstance(format_, int) or format_ < 1 or not journal.has_facts(meta):
            raise ValueError
    except (*NOT_JSON, KeyError):
        raise Damaged(_("{path} cannot be read: it is damaged, or not a file of ours.").format(path=path)) from None
    known = sums.get(meta["generation"])
    whole = known is not None and known == checksum(data)
    if not whole:
        _look_closely(text, records, path)
    return DataFile(meta, records, metas, tables, whole or known is None)


def _look_closely(text: bytes, records: Mapping[str, msgspec.Raw], path: str) -> None:
    """Raise ``Damaged`` where a key stands twice (all but one would be lost), or where a record is none."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            raise ValueError
        return made

    try:
        json.loads(text, object_pairs_hook=once)
    except NOT_JSON:
        raise Damaged(_("{path} is damaged: something is in it twice, or isn't text.").format(path=path)) from None
    for key, raw in records.items():
        try:
            whose = document_key(version(raw).id)
        except NOT_JSON:
            whose = ""
        if whose != key:
            raise Damaged(_("{path} is damaged: its document {key} isn't an entry.").format(path=path, key=key[:40]))


def encode(
    meta: Mapping[str, Any], records: Mapping[str, msgspec.Raw], other_meta: Mapping[str, msgspec.Raw],
    others: Mapping[str, msgspec.Raw],
) -> bytes:  # fmt: skip
    """The bytes of a data file."""
    return msgspec.json.encode({"meta": {"1": meta, **other_meta}, "records": records, **others})


def as_of(facts: Mapping[str, Any]) -> datetime:
    """The moment of the newest change that a data file with these facts has; 1970 where there is none, or no moment."""
    try:
        return datetime.fromtimestamp(int(str(facts["clock"])[:12], 16) / 1000, UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def about(facts: Mapping[str, Any], journal_name: str) -> str:
    """What the file says of itself, for whoever finds it alone."""
    until = as_of(facts)
    has = (
        _("Everything up to {until:%Y-%m-%dT%H:%M:%SZ}.").format(until=until)
        if until.year > 1970
        else _("Nothing yet.")
    )
    return _("{has} What came later is in {journal_name}, beside this file.").format(has=has, journal_name=journal_name)


def meta_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The meta document that goes with a journal's header."""
    return {"format": FORMAT, **{k: v for k, v in facts.items() if k not in (*_JOURNALS_OWN, "format")}}
