"""Records in and out: one JSON object a record. What kinds there are is said in ``kinds``.

Two ways in. ``read`` is generous: it takes what stands in a data file or came by sync, and answers None for what
this version cannot show (unknown kinds, odd types); the caller keeps those word for word. ``check`` is strict: it
is the door for the command line and for import, and names the field that is wrong.

``by`` and the like hold people's internal ids inside, their names outside (``with_names``, ``with_ids``).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import force_setattr

from ritualtui import freetext, kinds
from ritualtui.clock import EARLIEST, LAST_MS, check_range, logical_day, parse_moment, rfc3339, stamp_ms
from ritualtui.errors import UsageError
from ritualtui.kinds import BOTH, Record
from ritualtui.strings import _

_DEEPEST = 5
"""How deep the plain data of a definition goes: a list of steps, each with a table and lists of texts, and one more."""
DEFINITION_BYTES = 1 << 16
"""Bytes of JSON that the data of one definition may have: thirty steps with several paragraphs each."""

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_MS = 253_370_764_800_000
"""The year 9999, behind which Python knows no dates."""

PEOPLE = ("by", "to", "from", "present", "voice", "first")
"""The fields that hold a person."""


def read(raw: bytes | msgspec.Raw, kept: dict[Any, Any] | None = None) -> Record | None:
    """The record in ``raw`` (one JSON object), or None where this version cannot show it.

    Give the same ``kept`` (empty at first) for many: what stands in many of them is then in memory once.
    """
    try:
        record = kinds.decoder().decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if kept is not None:
        for field in ("by", "day", *kinds.of(record).repeats):
            value = getattr(record, field)
            force_setattr(record, field, kept.setdefault(value, value))
    return record


def plain(record: Record) -> dict[str, Any]:
    """``record`` as a plain JSON object, every field of its kind in it."""
    made: dict[str, Any] = msgspec.to_builtins(record)
    for field in ("voice", "first", "deleted", "times", "weeks"):  # earlier versions do not know all of them
        if not made.get(field, True):
            del made[field]
    return made


def fields(kind: str) -> tuple[str, ...]:
    """The field names of a kind as its JSON has them, common ones first."""
    return kinds.by_name()[kind].record.__struct_encode_fields__


def _named(obj: Mapping[str, Any], rename: Callable[[str, str], str]) -> dict[str, Any]:
    out = dict(obj)
    for field in PEOPLE:
        value = out.get(field)
        if isinstance(value, str) and value and not (field == "present" and value == BOTH):
            out[field] = rename(field, value)
    return out


def with_names(obj: Mapping[str, Any], people: Mapping[str, str]) -> dict[str, Any]:
    """``obj`` with names in place of ids; ``people`` maps id to name. An unknown id stays as it is."""
    return _named(obj, lambda _, value: people.get(value, value))


def with_ids(
    obj: Mapping[str, Any], people: Mapping[str, str], formerly: Callable[[str], str | None] = lambda _name: None
) -> dict[str, Any]:
    """``obj`` with ids in place of names; ``people`` maps id to name. Case does not matter. Raises ``UsageError``.

    ``formerly`` gives the id of who was called so before, for a name that is none of theirs now.
    """
    known = {freetext.alike(name): ident for ident, name in people.items()}

    def rename(field: str, value: str) -> str:
        value = freetext.clean(value, what=field)
        ident = known.get(freetext.alike(value)) or formerly(value)
        if ident is None:
            names = " and ".join(people.values())
            raise UsageError(
                _("{field}: nobody here is called {value}.").format(field=field, value=freetext.quoted(value)),
                _("Here are {names}.").format(names=names),
            )
        return ident

    return _named(obj, rename)


def check(obj: Mapping[str, Any], *, now: datetime, turn: int, solo: bool) -> dict[str, Any]:
    """Check one record as strictly as the command line does, and fill in what has defaults.

    ``obj`` has ids for people. ``now`` is aware and bounds ``at``, unless the stamp is later. Returns the plain object,
    free words cleaned, ``day`` and ``audience`` filled; ``id`` and ``stamp`` are the caller's to give where they are
    missing. Raises ``UsageError`` naming the field.
    """
    kind = obj.get("kind")
    if not isinstance(kind, str) or kind not in kinds.by_name():
        said = _("kind: {what} isn't known.").format(what=freetext.quoted("nothing" if kind is None else str(kind)))
        raise UsageError(said, _("Choose from {by_name}.").format(by_name=", ".join(kinds.by_name())))
    row = kinds.by_name()[kind]
    allowed = {"kind", *fields(kind)}
    for field in obj:
        if field not in allowed:
            raise UsageError(
                _("{field}: an entry of kind {kind} has no such field.").format(
                    field=freetext.one_line(str(field))[:60], kind=kind
                ),
                _("It has {value}.").format(value=", ".join(f for f in fields(kind) if f != "deleted")),
            )
    if obj.get("deleted"):
        raise UsageError(_("deleted: a removed entry can't be imported."), _("Leave the line out."))
    for field in ("by", "at", *row.needs):
        if field not in obj or (obj[field] in ("", None) and not (kind == "bid" and field == "response")):
            raise UsageError(_("{field}: an entry of kind {kind} needs it.").format(field=field, kind=kind))
    out = {key: _cleaned(key, value) for key, value in obj.items()}
    if empty := next((field for field in row.needs if out[field] == ""), ""):
        raise UsageError(_("{empty}: it is empty.").format(empty=empty))
    moment = check_range(_moment(out["at"]), max(now, _written(out["stamp"])) if "stamp" in out else now)
    out["at"] = rfc3339(moment)
    out["day"] = _day_of(out["day"], moment) if "day" in out else logical_day(moment, turn).isoformat()
    for field in ("due", "on", "since", "until"):
        if out.get(field) is not None:
            out[field] = _date(field, out[field])
    out.setdefault("audience", "self" if row.own(out, solo) else "ours")
    if kind == "definition" and len(msgspec.json.encode(out.get("definition"))) > DEFINITION_BYTES:
        raise UsageError(
            _("definition: it is longer than {definition_bytes:,} bytes.").format(definition_bytes=DEFINITION_BYTES),
            _("Shorten its texts."),
        )
    if kind == "ritual" and not {"complete", "steps", "guided"} & out.keys():
        out |= {"complete": True, "guided": False}  # a line that says no more than that it was: it was done
    try:
        made = msgspec.convert({"id": "00000000-0000-7000-8000-000000000000", **out}, row.record)
    except msgspec.ValidationError as err:
        raise _said_plainly(str(err), kind, out) from None
    if row.needs_one and not any(getattr(made, field) for field in row.needs_one):
        wanted = _("{first} or {last}").format(first=", ".join(row.needs_one[:-1]), last=row.needs_one[-1])
        raise UsageError(_("{wanted}: an entry of kind {kind} needs one of these.").format(wanted=wanted, kind=kind))
    return {key: value for key, value in plain(made).items() if key in out or key not in ("id", "stamp")}


def _written(stamp: Any) -> datetime:
    """When the version with this stamp was written: where a clock here is years behind, that was no less true."""
    try:
        ms = stamp_ms(stamp)
        if ms >= LAST_MS:
            raise ValueError  # no edit could ever follow it
    except (ValueError, AttributeError):
        raise UsageError(_("stamp: not one of ours."), _("Leave the field out.")) from None
    return _FIRST + timedelta(milliseconds=min(ms, _MOST_MS))


def _cleaned(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return freetext.clean(value, what=key)
    if isinstance(value, list | tuple):  # lists of texts; what else is in there is refused by its type
        return [freetext.clean(item, what=key) if isinstance(item, str) else item for item in value]
    if key == "definition" and isinstance(value, dict):
        return _cleaned_data(key, value, _DEEPEST)
    return value


def _cleaned_data(key: str, value: Any, depth: int) -> Any:
    """Plain data with every text in it cleaned."""
    if isinstance(value, dict | list) and not depth:
        raise UsageError(_("{key}: it is nested too deeply.").format(key=key))
    if isinstance(value, dict):
        return {freetext.clean(str(k), what=key): _cleaned_data(key, v, depth - 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_cleaned_data(key, item, depth - 1) for item in value]
    return freetext.clean(value, what=key) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    try:
        return parse_moment(value)
    except (ValueError, TypeError):
        said = _("at: {value} isn't a time with a UTC offset.").format(value=freetext.quoted(str(value)))
        raise UsageError(said, _("Write it as 2026-11-21T20:15:00+01:00.")) from None


def _date(field: str, value: Any) -> str:
    try:
        day = date.fromisoformat(value)
    except (ValueError, TypeError):
        raise UsageError(
            _("{field}: {value} isn't a date.").format(field=field, value=freetext.quoted(str(value))),
            _("Write it as 2026-11-21."),
        ) from None
    if day < EARLIEST:
        raise UsageError(
            _("{field}: {day} is out of range.").format(field=field, day=day),
            _("Dates from {earliest} on can be saved.").format(earliest=EARLIEST),
        )
    return day.isoformat()


def _day_of(value: Any, moment: datetime) -> str:
    """A record's ``day``: the date of its time or, because the day turns late, the one before."""
    day = _date("day", value)
    if not timedelta() <= moment.date() - date.fromisoformat(day) <= timedelta(days=1):
        raise UsageError(
            _("day: {day} is not the day of {rfc3339}.").format(day=day, rfc3339=rfc3339(moment)),
            _("Leave the field out."),
        )
    return day


_PLAINLY = {"str": "text", "int": _("a whole number"), "float": "a number", "bool": _("a yes or no"), "array": "a list"}


def _said_plainly(message: str, kind: str, obj: Mapping[str, Any]) -> UsageError:
    """A msgspec message ("Expected `int`, got `str` - at `$.closeness`") with the field in front."""
    what, _mark, where = message.partition(" - at `$.")
    field = where.rstrip("`").partition("[")[0] or "record"
    if isinstance(obj.get(field), str) and (choices := _choices(kind, field)):
        return UsageError(
            _("{field}: {obj} isn't known.").format(field=field, obj=freetext.quoted(obj[field])),
            _("Choose from {choices}.").format(choices=choices),
        )
    if "regex" in what:
        return UsageError(
            _("{field}: not written as it should be.").format(field=field),
            _("Leave it out, or look at how `export` writes it."),
        )
    what = what.replace(" | null", "")
    for name, plainly in _PLAINLY.items():
        what = what.replace(f"`{name}`", plainly)
    return UsageError(f"{field}: {what[0].lower()}{what[1:].replace('`', '')}.")


def _choices(kind: str, field: str) -> str:
    """The words that a field can have, where it cannot have any other."""
    hint = get_type_hints(kinds.by_name()[kind].record).get(field)
    literals = [part for part in (hint, *get_args(hint)) if get_origin(part) is Literal]
    return ", ".join(str(value) for part in literals for value in get_args(part))
