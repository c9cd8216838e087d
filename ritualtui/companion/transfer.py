"""Export and import: one JSON object a line, people by their names."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ritualtui import clock, freetext, records
from ritualtui.companion import files_for_people, foreign_formats, former_names, json_forms
from ritualtui.companion.log import is_beginning
from ritualtui.companion.open_log import Edit
from ritualtui.errors import RitualError, UsageError
from ritualtui.kinds import Record
from ritualtui.store.datafile import document, document_key, version
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain
    from ritualtui.places import Places
    from ritualtui.store.state import State

_LINE_NAMESPACE = uuid.UUID("9f5a3c52-5c39-5d0c-9d6e-2f1f3e0f7a11")
"""Names the UUIDv5 of an imported line, so that the same line is the same record on every machine."""
_LINE_LIMIT = 1 << 20
_AT_ONCE = 500
_AT_ONCE_BYTES = 1 << 20
"""Up to so many new records are one line of the journal, which undo can take back; more are folded in whole."""
_NO_DEVICE = "00000000"
_decode = msgspec.json.Decoder()
_HOW = _(
    '`import` reads what `export` writes: JSON, an entry each, as {"kind":"appreciation","by":"Ana","to":"Ben",'
    '"at":"2026-11-20 21:00","text":"…"}. docs/data.md has the fields.'
)


class Imported(NamedTuple):
    """How it went. ``bad`` are the lines left out, each with its reason; ``local`` counts times without an offset."""

    new: int
    known: int
    bad: list[str]
    local: int = 0


class Transfer:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._called: dict[str, str] = {}
        self._local = 0
        self._strangers: list[str] = []

    def chosen(self, *, with_self: bool) -> list[Record]:
        """What an export has: what is *ours*, and all that whoever is here may see where they are alone."""
        from ritualtui.companion.look import Look

        whole = with_self or self._c.people.solo
        return self._c.group(Look).listed(audiences=("ours", "self") if whole else ("ours",), settings=True)

    def write(self, file: str, *, with_self: bool = False, force: bool = False) -> int:
        """Export to ``file``; returns how many records. Nothing is in it that was burned by the time it is there.

        Raises ``UsageError`` where it must not be written there, ``RitualError`` where it cannot be.
        """
        target = destination(self._c.places, file, force=force)
        while True:
            chosen = self.chosen(with_self=with_self)
            data = "".join(line + "\n" for line in self.lines(chosen)).encode()
            try:
                files_for_people.put(
                    str(target), data, partial(files_for_people.unchanged, self._c, chosen), new=not force
                )
            except files_for_people.Changed:
                continue
            except FileExistsError:
                raise is_there(file) from None
            return len(chosen)

    def lines(self, chosen: Iterable[Record]) -> Iterator[str]:
        """Records as JSON lines, as ``export``, ``list --json`` and ``import`` speak them."""
        names = self._c.people.names()
        raw = self._c.state.records
        for record in chosen:
            obj = records.with_names(document(raw[document_key(record.id)]), names)
            yield msgspec.json.encode(obj).decode()

    def take_file(
        self, data: bytes, *, skip_bad: bool = False, called: Mapping[str, str] | None = None, name: str = "This"
    ) -> Imported:
        """Import a file, however its JSON is written (see ``json_forms``); the rest is as with ``take``.

        Raises ``RitualError`` for a file of another program, by its ``name`` and by what it is.
        """
        what = foreign_formats.named(data)
        if what == foreign_formats.OURS:
            raise RitualError(
                _("{name} is {what}.").format(name=name, what=what), _("`ritualtui merge FILE` takes it in.")
            )
        if what is not None:
            raise RitualError(
                _("{name} is {what}, which can’t be imported as it is.").format(name=name, what=what), _HOW
            )
        found = json_forms.entries(data)
        return self.take(found.texts, skip_bad=skip_bad, called=called, unit=found.unit)

    def take(
        self, lines: Iterable[str], *, skip_bad: bool = False, called: Mapping[str, str] | None = None,
        unit: str = "line",
    ) -> Imported:  # fmt: skip
        """Import JSON lines: each checked as the command line checks, known ids (removed ones too) skipped.

        All or nothing, also when this process is killed; ``skip_bad`` keeps the good lines. A line without an id is
        known by its text. ``called``: names in the file, and the name or former name of who that is here. Raises
        ``RitualError`` with the first bad line and how many there are.
        """
        people = self._c.people
        self._called = {freetext.alike(old): people.called(now).id for old, now in (called or {}).items()}
        self._local, self._strangers = 0, []
        stands = self._c.state.records
        good: dict[str, msgspec.Raw] = {}
        bad: list[str] = []
        known = total = 0
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if not line.strip():
                continue
            total += 1
            try:
                record = self._read(line)
            except RitualError as err:
                bad.append(f"{unit} {number}: {err}")
                continue
            key = document_key(record["id"])
            if key in good or key in stands:
                known += 1
            else:
                good[key] = msgspec.Raw(msgspec.json.encode(record))
        many = {"line": "lines", "entry": "entries"}[unit]
        if bad and (not skip_bad or len(bad) == total):
            what = _("{bad} Nothing was imported ({bad_2:,} of {total:,} {many} can’t be read).").format(
                bad=bad[0], bad_2=len(bad), total=total, many=many
            )
            if self._strangers:
                old, now = freetext.one_line(self._strangers[0]), freetext.one_line(people.partner.name)
                raise RitualError(
                    what,
                    _("If that’s one of you by another name, say who: --from-name “{old}={now}”").format(
                        old=old, now=now
                    ),
                )
            others = _("Fix the file, or import the other {many} with --skip-bad.").format(many=many)
            raise RitualError(what, others if len(bad) < total else _HOW)
        new = self._keep(good)
        return Imported(new, known + len(good) - new, bad, self._local)

    def _read(self, line: str) -> "Plain":
        c = self._c
        if len(line) > _LINE_LIMIT:
            raise UsageError(_("it is longer than a megabyte."))
        try:
            obj: Any = _decode.decode(line.encode())
        except UnicodeError:
            raise UsageError(_("it is not text in UTF-8.")) from None
        except msgspec.ValidationError:
            raise UsageError(_("it has a number that is out of range.")) from None
        except (msgspec.MsgspecError, RecursionError):
            raise UsageError(_("it is not JSON.")) from None
        if not isinstance(obj, dict):
            raise UsageError(_("it is not a JSON object."))
        if isinstance(obj.get("id"), str):
            obj["id"] = obj["id"].lower()  # the same UUID, as other programs write it
        if (moment := _local(obj.get("at"))) is not None:
            obj["at"] = moment
            self._local += 1
        named = records.with_ids(obj, c.people.names(), self._formerly)
        record = records.check(named, now=self._now, turn=c.turn, solo=c.people.solo)
        record = record if is_beginning(record) else c.people.kept(record)
        record.setdefault("id", str(uuid.uuid5(_LINE_NAMESPACE, line)))
        if "stamp" not in record:
            ms = int(clock.parse_moment(record["at"]).timestamp() * 1000)
            record["stamp"] = clock.make_stamp(max(ms, 0), 0, _NO_DEVICE)
        return record

    def _formerly(self, name: str) -> str | None:
        """Whose name that is where it is nobody's now: as was said for this import, or as the log remembers."""
        said = self._called.get(freetext.alike(name))
        found = said or former_names.whose(self._c.state.header, self._c.people, name)
        if found is None:
            self._strangers.append(name[:40])
        return found

    @property
    def _now(self) -> Any:
        return self._c.time.now()

    def _keep(self, found: dict[str, msgspec.Raw]) -> int:
        """Keep those that are not known, in one step. Returns how many."""
        c = self._c
        if not found:
            return 0
        if len(found) <= _AT_ONCE and sum(map(len, found.values())) <= _AT_ONCE_BYTES:

            def edit() -> Edit:
                new = [document(raw) for key, raw in found.items() if key not in c.state.records]
                return Edit(new, "import", stamped=True)

            return len(c.save(edit)[0])
        added = 0

        def add(state: "State") -> str:
            nonlocal added
            ours: str = state.last["clock"]
            ms = c.time.ms()
            for key, raw in found.items():
                if key not in state.records:
                    state.records[key] = raw
                    state.changed.add(key)
                    ours = clock.observe(ours, version(raw).stamp, ms)
                    added += 1
            return ours

        c.storage.take(add)
        c.refresh()
        return added


def destination(places: "Places", file: str, *, force: bool = False) -> Path:
    """Where a file that a person named is written to. Raises ``UsageError`` where it must not be."""
    target = Path(file).expanduser().resolve()
    if not target.parent.is_dir():
        raise UsageError(
            _("There's no folder {parent}.").format(parent=target.parent), _("Create it first, or name another file.")
        )
    if target.exists() and not force:
        raise is_there(file)
    if target.exists() and not target.is_file():
        raise UsageError(_("{file} is not a file that can be written over.").format(file=file), _("Name another."))
    own = (
        places.data, places.journal, places.lock, places.own_rituals, places.own_decks, places.settings, places.seen,
        places.glance, places.status, places.half_written,
    )  # fmt: skip
    if target in {Path(path).resolve() for path in own}:
        raise UsageError(_("{file} is part of the log itself.").format(file=file), _("Name another file."))
    return target


def is_there(file: str) -> UsageError:
    """That a file is there already."""
    return UsageError(_("{file} already exists.").format(file=file), _("Name another file, or add --force."))


def _local(at: Any) -> str | None:
    """A time without an offset as one of this place, a date alone as its noon; None for anything else."""
    if not isinstance(at, str):
        return None
    try:
        moment = datetime.fromisoformat(at.strip())
        if moment.tzinfo is not None:
            return None
        if len(at.strip()) <= len("2026-11-21"):
            moment = datetime.combine(moment.date(), time(12))
        return clock.rfc3339(clock.local(moment))
    except (ValueError, OverflowError, OSError):
        return None


def shown(bad: list[str], most: int = 5) -> list[str]:
    """The first bad lines, for people."""
    rest = [_("… and {count:,} more").format(count=len(bad) - most)] if len(bad) > most else []
    return [freetext.one_line(line) for line in bad[:most]] + rest
