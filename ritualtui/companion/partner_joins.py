"""The partner begins to take part, and being alone again.

Nothing is shared by itself. While one is alone, what is kept is kept for oneself (``people.People.kept``); when the
other joins, what was chosen in a review becomes *ours*, and everything else stays as it is. The records and the fact
that two take part stand in one line of the journal, so both hold or neither does, and undo takes both back.

A log that was begun alone by a version before this one has records of *ours* in it: those that are not chosen are
closed in the same line, and what stands there in the partner's name becomes one's own record of it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ritualtui import freetext, kinds, records
from ritualtui.companion import former_names, people
from ritualtui.companion.log import ALONE, TOGETHER, is_beginning
from ritualtui.companion.open_log import Edit
from ritualtui.companion.record_order import moment_of
from ritualtui.errors import RitualError, UsageError
from ritualtui.kinds import Record
from ritualtui.store.datafile import NOT_JSON, document
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

NONE, ALL = "none", "all"
"""One's own marks say what one has put away or noted; they are nobody else's, whatever they are on."""

Chosen = Mapping[str, str]
"""What was chosen: id → the stamp of the version that was looked at."""
Review = Callable[["OpenLog"], Chosen]
"""Lets somebody look at what could be shared, and says what they chose."""


class Joined(NamedTuple):
    """How it went: records of each kind that are shared now, and that stay; ``changed`` were chosen, but changed."""

    shared: dict[str, int]
    kept: dict[str, int]
    changed: int


def offered(companion: "OpenLog") -> dict[str, list[Record]]:
    """What could be shared, by kind, the most frequent first; the records of a kind oldest first.

    After a time together it is only what was kept since one is alone again. ``sealed`` is never among it.
    """
    header, me = companion.state.header, companion.people.me.id
    first, since = not header.get("joined"), str(header.get("alone_since") or "")
    found: dict[str, list[Record]] = {}
    for record in companion.visible():
        if _is_offered(record, me, first, since):
            found.setdefault(record.kind, []).append(record)
    for many in found.values():
        many.sort(key=moment_of)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _is_offered(record: Record, me: str, first: bool, since: str) -> bool:
    if not kinds.of(record).offered or (record.kind == "plan" and not getattr(record, "since", None)):
        return False
    if record.audience == "ours":
        return first
    return record.audience == "self" and record.by == me and (first or record.stamp > since)


def choice(of: Iterable[Record]) -> Chosen:
    """These records as they were looked at."""
    return {record.id: record.stamp for record in of}


def read_share(text: str, offer: Mapping[str, list[Record]]) -> Chosen:
    """What ``none``, ``all``, or kinds with commas between them choose. Raises ``UsageError`` for what is no kind."""
    known = [row.kind for row in kinds.ROWS if row.offered]
    said: list[str] = []
    for word in (word.strip().casefold() for word in text.split(",")):
        kind = word if word in (NONE, ALL) else kinds.called(word, known)
        if kind is None:
            words = ", ".join(map(kinds.word, known))
            raise UsageError(
                _("{word} can't be shared.").format(word=freetext.quoted(word)),
                _("Say none, all, or kinds: {words}.").format(words=words),
            )
        said.append(kind)
    if len(said) > 1 and (alone := next((word for word in said if word in (NONE, ALL)), "")):
        raise UsageError(_("“{alone}” goes by itself.").format(alone=alone), _("Or name kinds, separated by commas."))
    wanted: Collection[str] = offer if said == [ALL] else [] if said == [NONE] else said
    return choice(record for kind in wanted for record in offer.get(kind, []))


def chosen(companion: "OpenLog", share: str | Review) -> Chosen:
    """What is chosen, by words as in ``read_share`` or by a look at it; nobody is asked where there is nothing."""
    offer = offered(companion)
    if isinstance(share, str):
        return read_share(share, offer)
    return share(companion) if offer else {}


def after(stands: "Plain", chosen: Chosen, me: str, partner: str, first: bool) -> "Plain | None":
    """What becomes of a record (a plain object) when the partner joins; None where it stays what it is.

    ``first``: they never took part before, so that nothing of *ours* was ever seen by them.
    """
    if stands.get("deleted") or "audience" not in stands:
        return None
    audience, by = stands["audience"], stands.get("by")
    if chosen.get(stands["id"]) == stands["stamp"]:
        return {**stands, "audience": "ours"} if audience == "self" and by == me else None
    if not first or audience != "ours" or is_beginning(stands):
        return None
    return {**stands, "audience": "self", **({"by": me, "voice": partner} if by == partner else {})}


def join(companion: "OpenLog", chosen: Chosen, *, partner: str | None = None, both_here: bool | None = None) -> Joined:
    """The partner takes part from now on, by the name ``partner`` if one is given, and sees what was ``chosen``.

    One change of the journal. ``both_here``: whether both use this computer. Raises ``RitualError`` where two take part
    already, or the partner has no name yet.
    """
    c, here = companion, companion.people
    if not here.solo:
        raise RitualError(
            _("{name} is already taking part.").format(name=here.partner.name),
            _("`ritualtui edit ID --audience ours` shares an entry."),
        )
    _my_machine(c)
    _me, name = people.check_names(here.me.name, partner or here.partner.name)
    if name == people.PARTNER:
        raise UsageError(_("Your partner needs a name now."), _("ritualtui together --partner NAME"))
    names = {here.me.id: here.me.name, here.partner.id: name}
    facts: dict[str, Any] = {
        "solo": False,
        "joined": True,
        **former_names.facts(c.state.header, _people(c, names)),
    }
    if both_here is not None:
        facts["both"] = both_here
    result = Joined({}, {}, 0)

    def edit() -> Edit:
        nonlocal result
        state = c.state
        if not state.header["solo"]:
            raise RitualError(_("{name} is already taking part.").format(name=name))
        first, since = not state.header.get("joined"), str(state.header.get("alone_since") or "")
        made = []
        shared: dict[str, int] = {}
        kept: dict[str, int] = {}
        for raw in state.records.values():
            try:
                stands = document(raw)
                new = after(stands, chosen, here.me.id, here.partner.id, first)
            except (*NOT_JSON, KeyError):
                continue  # of no version that anybody could see here
            record = records.read(raw)
            if record is not None and not record.deleted and _is_offered(record, here.me.id, first, since):
                of = shared if chosen.get(record.id) == record.stamp else kept
                of[record.kind] = of.get(record.kind, 0) + 1
            if new is not None:
                made.append(new)
        result = Joined(shared, kept, len(chosen) - sum(shared.values()))
        return Edit(made, TOGETHER, facts)

    c.save(edit)
    return result


def part(companion: "OpenLog") -> None:
    """The partner takes no part from now on: nothing more is shared, nothing is removed. Raises ``RitualError``."""
    c = companion
    if c.people.solo:
        raise RitualError(_("You're already solo here."), _("`ritualtui together` shares again."))
    _my_machine(c)
    c.save(Edit([], ALONE, {"solo": True, "joined": True, "alone_since": c.state.last["clock"]}))


def set_both_here(companion: "OpenLog", both: bool) -> None:
    """Say whether both use this computer, or only the one whose it is. Raises ``RitualError``."""
    if both and companion.people.solo:
        raise RitualError(_("You're solo here."), _("`ritualtui together --both-here` changes that."))
    _my_machine(companion)
    companion.facts({"both": both})


def _my_machine(companion: "OpenLog") -> None:
    """Raises where whoever is here is not the one whose machine it is: it is not for them to leave the other out."""
    me = companion.state.header["me"]
    if companion.people.me.id != me:
        name = freetext.one_line(companion.people.partner.name)
        raise RitualError(
            _("This is {name}'s log here.").format(name=name),
            _("Only {name} can change who takes part in it.").format(name=name),
        )


def _people(companion: "OpenLog", names: Mapping[str, str]) -> list[list[str]]:
    return [[ident, names[ident]] for ident, _ in companion.state.header["people"]]
