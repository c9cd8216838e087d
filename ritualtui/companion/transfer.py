"""Export and import: one JSON object a line, people by their names."""

import uuid
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ritualtui import clock, freetext, records
from ritualtui.errors import RitualError, UsageError
from ritualtui.store.state import document_key

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion, Plain, Stamper
    from ritualtui.store.state import State

_LINE_NAMESPACE = uuid.UUID("9f5a3c52-5c39-5d0c-9d6e-2f1f3e0f7a11")
"""Names the UUIDv5 of an imported line, so that the same line is the same record on every machine."""
_LINE_LIMIT = 1 << 20
_AT_ONCE = 500
"""Up to so many new records are one line of the journal, which undo can take back; more are folded in whole."""
_NO_DEVICE = "00000000"
_decode = msgspec.json.Decoder()


class Imported(NamedTuple):
    """How an import went. ``bad`` are the lines left out, each with its reason."""

    new: int
    known: int
    bad: list[str]


class Transfer:
    """See the module."""

    def __init__(self, companion: "Companion") -> None:
        self._c = companion

    def lines(self, chosen: Iterable[records.Record]) -> Iterator[str]:
        """Records as JSON lines, as ``export``, ``list --json`` and ``import`` speak them."""
        names = self._c.people.names()
        raw = self._c.storage.state.records
        for record in chosen:
            obj = records.with_names(_decode.decode(raw[document_key(record.id)]), names)
            yield msgspec.json.encode(obj).decode()

    def take(self, lines: Iterable[str], *, skip_bad: bool = False) -> Imported:
        """Import JSON lines: each checked as the command line checks, known ids (removed ones too) skipped.

        All or nothing, also when this process is killed; ``skip_bad`` keeps the good lines. A line without an id is
        known by its text. Raises ``RitualError`` with the first bad line and how many there are.
        """
        good: dict[str, tuple[str, msgspec.Raw, str]] = {}
        bad: list[str] = []
        repeated = total = 0
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if not line.strip():
                continue
            total += 1
            try:
                record = self._read(line)
            except RitualError as err:
                bad.append(f"line {number}: {err}")
                continue
            if record["id"] in good:
                repeated += 1
            else:
                good[record["id"]] = document_key(record["id"]), msgspec.Raw(msgspec.json.encode(record)), record["stamp"]
        if bad and not skip_bad:
            raise RitualError(
                f"{bad[0]} Nothing was imported ({len(bad):,} of {total:,} lines cannot be read).",
                "Mend the file, or import the good lines with --skip-bad.",
            )
        new = self._keep(list(good.values()))
        return Imported(new, len(good) - new + repeated, bad)

    def _read(self, line: str) -> "Plain":
        c = self._c
        if len(line) > _LINE_LIMIT:
            raise UsageError("it is longer than a megabyte.")
        try:
            obj: Any = _decode.decode(line.encode())
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            raise UsageError("it is not JSON.") from None
        if not isinstance(obj, dict):
            raise UsageError("it is not a JSON object.")
        named = records.with_ids(obj, c.people.names())
        record = records.check(named, now=self._now, turn=c.turn, solo=c.people.solo)
        record.setdefault("id", str(uuid.uuid5(_LINE_NAMESPACE, line)))
        if "stamp" not in record:
            ms = int(clock.parse_moment(record["at"]).timestamp() * 1000)
            record["stamp"] = clock.make_stamp(max(ms, 0), 0, _NO_DEVICE)
        return record

    @property
    def _now(self) -> Any:
        return self._c.time.now()

    def _keep(self, found: list[tuple[str, msgspec.Raw, str]]) -> int:
        """Keep those that are not known, in one step. Returns how many."""
        c = self._c
        c.refresh()
        fresh = [item for item in found if item[0] not in c.storage.state.records]
        if not fresh:
            return 0
        if len(fresh) <= _AT_ONCE:
            def draft(stamper: "Stamper") -> "list[Plain]":
                stands = c.storage.state.records
                return [_decode.decode(raw) for key, raw, _ in fresh if key not in stands]

            return len(c.keep(draft, "import")[0])
        added = 0

        def add(state: "State") -> str:
            nonlocal added
            ours: str = state.last["clock"]
            for key, raw, stamp in fresh:
                if key not in state.records:
                    state.records[key] = raw
                    state.changed.add(key)
                    ours = clock.observe(ours, stamp, c.time.ms())
                    added += 1
            return ours

        c.storage.take(add)
        c.refresh()
        return added


def from_bytes(data: bytes) -> list[str]:
    """The lines of an import file. Raises ``UsageError`` where it is no text."""
    try:
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise UsageError("The file is not text in UTF-8.", "Import takes the JSON lines that `export` writes.") from None


def shown(bad: list[str], most: int = 5) -> list[str]:
    """The first bad lines, for people."""
    rest = [f"… and {len(bad) - most:,} more"] if len(bad) > most else []
    return [freetext.one_line(line) for line in bad[:most]] + rest
