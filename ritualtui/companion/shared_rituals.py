"""Rituals of your own as records: what is in a machine's ``rituals.toml`` goes into the log, and to the other machine.

So the partner can do them too, and their names stay with the log once they are gone from the file. A machine writes
only its own records, so two files that differ never overwrite each other in turns. Days and hours are ``plan``
records, as everywhere: changing a ritual, or taking it out, changes nothing about the days before.
"""

import os
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from ritualtui import clock, freetext, messages, records
from ritualtui.companion import own_rituals
from ritualtui.companion.open_log import Edit
from ritualtui.errors import RitualError, UsageError
from ritualtui.kinds import Definition, Plan, Ritual
from ritualtui.places import Places
from ritualtui.practice import decks, plans, pools, rituals
from ritualtui.practice.rituals import RitualDef, Step
from ritualtui.records import DEFINITION_BYTES
from ritualtui.store import files, toml
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

MOST: Final = 60
"""Rituals that are taken from other machines: more than two people have, and a bound for every screen."""
_NAMESPACE: Final = uuid.UUID("b5a9d0f2-6f0b-5c35-9c54-0f8a4f0e3d21")
"""Names the id of a definition's record, so that a machine has one for each ritual."""


class Own(NamedTuple):
    """One's own file. ``sound``: all of it was read, so what is not in it was taken out.

    ``digest`` is "" without a file, None where it cannot be read.
    """

    rituals: dict[str, RitualDef]
    problems: tuple[str, ...]
    sound: bool
    digest: str | None


class Known(NamedTuple):
    """All rituals. ``here`` can be done here; ``ever`` has those taken out, too; ``names`` every name that is known.

    ``came`` are the ids of those in ``here`` that another machine's file has, and this one's has not.
    """

    here: dict[str, RitualDef]
    ever: dict[str, RitualDef]
    names: dict[str, str]
    came: frozenset[str]


def deck_names() -> set[str]:
    """What a step of a ritual may draw from: the decks we ship, all of them at once, a pool."""
    return {*decks.names(), *pools.names()}


def read(places: Places) -> Own:
    """Read one's own file; what is wrong in it is told, and raises nothing."""
    path = places.own_rituals
    try:
        data = files.read(path, toml.MOST)
    except RitualError as err:
        return Own({}, (_("{what} Your own rituals are left out.").format(what=err.what),), False, None)
    digest = own_rituals.digest(data)
    try:
        own, problems = rituals.parse(toml.checked(path, data or b""), path, deck_names)
    except RitualError as err:
        return Own({}, (_("{what} Your own rituals are left out.").format(what=err.what),), False, digest)
    except UnicodeDecodeError:
        return Own(
            {}, (_("{path}: not text in UTF-8; your own rituals are left out.").format(path=path),), False, digest
        )
    long = tuple(
        messages.RITUAL_TOO_LONG.format(path=path, name=ritual.name) for ritual in own if "steps" not in _data(ritual)
    )
    return Own({ritual.id: ritual for ritual in own}, (*problems, *long), not problems, digest)


def known(shipped: Mapping[str, RitualDef], own: Own, kept: Iterable[Definition], device: str) -> Known:
    """All rituals there are: ours, one's own (which come before what others have), those of other machines.

    Of each person the newest definition holds: it may have been written on another machine of theirs.
    """
    newest: dict[tuple[str, str], tuple[bool, Definition]] = {}
    for one in sorted(kept, key=lambda one: (one.stamp, one.id)):
        gone = one.withdrawn or (one.ritual not in own.rituals and _is_of(one, device))  # or broken in the file, now
        newest[one.ritual, one.by] = gone, one
    names: dict[str, str] = {}
    standing: dict[str, RitualDef] = {}
    before: dict[str, RitualDef] = {}
    for gone, one in sorted(newest.values(), key=lambda pair: (not pair[0], pair[1].stamp, pair[1].id)):
        names[one.ritual] = freetext.one_line(one.name)[: freetext.NAME_LIMIT] or freetext.one_line(one.ritual)
        into = before if gone else standing
        ritual = _read(one) if len(into) < MOST else None
        if ritual is not None:
            into[one.ritual] = ritual
    theirs = {ident: ritual for ident, ritual in standing.items() if ident not in own.rituals}
    here = {**shipped, **own.rituals, **theirs}
    taken = {ritual.key for ident, ritual in here.items() if ident not in theirs}
    for ident, ritual in theirs.items():
        if ritual.key in taken:
            here[ident] = replace(ritual, key="")  # one's own keys come first
        taken.add(ritual.key)
    names |= {ident: ritual.name for ident, ritual in here.items()}
    return Known(here, {**before, **here}, names, frozenset(theirs))


def keep(companion: "OpenLog", own: Own, shipped: Collection[str], came: Mapping[str, str]) -> list[str]:
    """Keep in the log what one's own file says, where it says something else than before; nobody's change to undo.

    ``came`` are the names of those from elsewhere, for what is asked without the log. Returns what somebody should be
    told. A log that cannot be written stays as it is.
    """
    c = companion
    if not (_changes(c, own, shipped) or _facts(c, own, came)) or not os.access(c.places.home, os.W_OK):
        return []
    told: list[str] = []

    def edit() -> Edit:
        changes = _changes(c, own, shipped)
        shared = (one for one in changes if one["kind"] == "definition" and one["audience"] == "ours")
        told[:] = [one["name"] for one in shared if c.raw(one["id"]) is None]
        return Edit(changes, own_rituals.FACT, _facts(c, own, came), mine=False)

    try:
        c.save(edit)
    except RitualError as err:
        return [messages.RITUALS_NOT_KEPT.format(why=err)]
    if told and os.path.isdir(os.path.join(c.places.sync, "couple")):
        names, partner = freetext.one_line(", ".join(told)), freetext.one_line(c.people.partner.name)
        return [messages.RITUALS_TRAVEL.format(names=names, partner=partner)]
    return []


# -- what is to be kept


def _changes(c: "OpenLog", own: Own, shipped: Collection[str]) -> "list[Plain]":
    """The records that have to be written, without a stamp."""
    made: list[Plain] = []
    device = str(c.state.header["device"])
    for ritual in own.rituals.values():
        stands = c.raw(_identity(ritual.id, device))
        if stands is None or not stands.get("burned"):
            made += _of_ritual(c, ritual, {} if stands is None or stands.get("deleted") else stands, device)
    kept = c.of(Definition) if own.sound else ()
    for one in kept:
        if one.ritual in own.rituals or one.withdrawn or not _is_of(one, device):
            continue
        made += _whole(c, "definition", {**(c.raw(one.id) or {}), "withdrawn": True}, one.id)
        elsewhere = any(other.ritual == one.ritual and not other.withdrawn and other.by != one.by for other in kept)
        if one.ritual not in shipped and not elsewhere:
            made += _end(c, one)
    return made


def _of_ritual(c: "OpenLog", ritual: RitualDef, stands: "Plain", device: str) -> "list[Plain]":
    """What has to be written so that the log has ``ritual`` as the file has it; ``stands`` is its record, or empty."""
    fields = {"ritual": ritual.id, "name": ritual.name, "definition": _data(ritual), "withdrawn": False}
    audience = stands.get("audience", "self" if c.people.solo else "ours")
    if ritual.shared is not None and not (c.people.solo and ritual.shared):
        audience = "ours" if ritual.shared else "self"
    made: list[Plain] = []
    if any(stands.get(key) != value for key, value in {**fields, "audience": audience}.items()):
        made += _whole(c, "definition", {**stands, **fields, "audience": audience}, _identity(ritual.id, device))
    return [*made, *_plan(c, ritual, stands, audience)]


def _plan(c: "OpenLog", ritual: RitualDef, stands: "Plain", audience: str) -> "list[Plain]":
    """The plan to write with it, if any: the first one, or from today on another where the file has other hours."""
    own = _when(ritual.plan)
    known = [plan for plan in c.of(Plan) if plan.ritual == ritual.id]
    if not any(plan.since is None and (plan.audience == "ours" or audience == "self") for plan in known):
        return _whole(c, "plan", {"ritual": ritual.id, "audience": audience, **own})
    before = stands.get("definition")
    now = _data(ritual)
    same = isinstance(before, dict) and all(before.get(key) == now.get(key) for key in _WHEN)
    if not stands or (same and not stands.get("withdrawn")):
        return []
    last = max((plan for plan in known if plan.days), key=lambda plan: (plan.since or "", plan.stamp), default=None)
    if same and last is not None:  # put back: meant as it was when it was taken out
        own = _when(records.plain(last))
    return _from_now(c, ritual.id, own, audience, c.today)


def _end(c: "OpenLog", one: Definition) -> "list[Plain]":
    """The plan by which a ritual that was taken out is meant for no more days; a day it was done on still counts."""
    today = c.today
    plan = plans.planned(c.of(Plan), one.ritual).plan(date.fromisoformat(today))
    if plan is None or not plan.days:
        return []
    done = any(record.ritual == one.ritual and record.day == today for record in c.of(Ritual))
    since = _after(today) if done else today
    return _from_now(c, one.ritual, _when({**records.plain(plan), "days": [], "times": 0}), one.audience, since)


def _from_now(c: "OpenLog", ritual: str, plan: "Plain", audience: str, since: str) -> "list[Plain]":
    """A plan in force from ``since`` on, or from tomorrow where one written today is; none where it is so already."""
    known = [one.since for one in c.of(Plan) if one.ritual == ritual]
    since = _after(c.today) if _after(c.today) in known else since
    now = plans.planned(c.of(Plan), ritual).plan(date.fromisoformat(since))
    if now is not None and _when(records.plain(now)) == plan:
        return []
    return _whole(c, "plan", {"ritual": ritual, "audience": audience, **plan, "since": since})


_WHEN: Final = ("days", "times", "opens", "closes")


def _when(plan: Mapping[str, Any]) -> "Plain":
    """What a plan says of days and hours, each way of saying it alike."""
    days = {"days": list(plan["days"]), "opens": plan["opens"], "closes": plan["closes"]}
    return {**days, "times": plan["times"], "weeks": plan.get("weeks") or 1} if plan.get("times") else days


def _whole(c: "OpenLog", kind: str, fields: "Plain", ident: str = "") -> "list[Plain]":
    """A record with these fields, checked, and what a newer version has put there; none where it is not fit to be."""
    allowed = {*records.fields(kind)} - {"id", "stamp", "by", "at", "day", "voice", "deleted"}
    wanted = {key: value for key, value in fields.items() if key in allowed}
    now = c.time.now()
    common = {"kind": kind, "by": str(c.state.header["me"]), "at": clock.rfc3339(now)}
    try:
        checked = records.check({**common, **wanted}, now=now, turn=c.turn, solo=c.people.solo)
    except UsageError:
        return []  # the other machine has put something there that could not be written here
    extra = {key: value for key, value in fields.items() if key not in {"kind", *records.fields(kind)}}
    return [{**checked, **extra, "id": ident or clock.uuid7(c.time.ms())}]


def _facts(c: "OpenLog", own: Own, came: Mapping[str, str]) -> "Plain":
    """The fact of this machine that has to be written; empty where it is so already."""
    stands = c.state.header.get(own_rituals.FACT) or {}
    read = stands.get("read", "") if own.digest is None else own.digest
    wanted = {key: value for key, value in (("read", read), ("came", dict(came))) if value}
    return {own_rituals.FACT: wanted} if wanted != stands else {}


# -- one definition


def _data(ritual: RitualDef) -> "Plain":
    """A ritual as plain data; without its steps where they are too long to travel."""
    found = rituals.plain(ritual)
    if len(msgspec.json.encode(found)) > DEFINITION_BYTES:
        del found["steps"]
    return found


def _read(one: Definition) -> RitualDef | None:
    """The ritual as it can be gone through here; None where it cannot. A step with a deck we lack says its text."""
    if len(msgspec.json.encode(one.definition)) > DEFINITION_BYTES:
        return None
    ritual, _ = rituals.from_plain(one.ritual, one.name, one.definition)
    asked = {step.deck for step in ritual.steps if step.deck} if ritual is not None else set()
    if ritual is None or not (asked and asked.difference(deck_names())):
        return ritual
    steps, easy = (tuple(_without_deck(step) for step in many) for many in (ritual.steps, ritual.easy_steps))
    return replace(ritual, steps=steps, easy_steps=easy)


def _without_deck(step: Step) -> Step:
    return step if step.deck in ("", *deck_names()) else replace(step, kind="say", deck="")


def _identity(ritual: str, device: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{device} {ritual}"))


def _is_of(one: Definition, device: str) -> bool:
    """Whether this machine keeps it."""
    return one.id == _identity(one.ritual, device)


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
