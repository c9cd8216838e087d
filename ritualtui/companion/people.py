"""The two people, and who is at the machine. Read from the journal's header; standard library only."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ritualtui import freetext
from ritualtui.clock import TURN
from ritualtui.errors import RitualError, UsageError

PARTNER = "my partner"
"""The other's name where one begins alone and names nobody."""
_RESERVED = frozenset({"both", "me"})


class Person(NamedTuple):
    """An internal id (in records) and a name (everywhere else)."""

    id: str
    name: str


class People(NamedTuple):
    """Me, who is at the machine, and my partner. ``solo``: the partner does not take part."""

    me: Person
    partner: Person
    solo: bool

    def other(self, ident: str) -> Person:
        """The one of the two who is not ``ident``."""
        return self.partner if ident == self.me.id else self.me

    def names(self) -> dict[str, str]:
        """Id → name, of both."""
        return {self.me.id: self.me.name, self.partner.id: self.partner.name}

    def called(self, name: str) -> Person:
        """The person of this name (case does not matter; ``me`` is who is here). Raises ``UsageError``."""
        asked = freetext.clean(name, what="name").casefold()
        for person in (self.me, self.partner):
            if asked == person.name.casefold():
                return person
        if asked == "me":
            return self.me
        raise UsageError(
            f"Nobody here is called “{freetext.one_line(name)[:60]}”.",
            f"Here are {self.me.name} and {self.partner.name}.",
        )


class NotBegun(RitualError):
    """There is no log here yet."""

    def __init__(self) -> None:
        super().__init__("There is no log here yet.", "Begin one: ritualtui init --me NAME --partner NAME")


def read(header: Mapping[str, Any], who: str | None = None) -> People:
    """The people in a journal's header; ``who`` (a name) sits at the machine, else the one who always does."""
    first, second = (Person(ident, name) for ident, name in header["people"])
    me, partner = (first, second) if header["me"] == first.id else (second, first)
    people = People(me, partner, bool(header["solo"]))
    if who is not None and people.called(who).id == partner.id:
        people = People(partner, me, people.solo)
    return people


def turn(header: Mapping[str, Any]) -> int:
    """The hour at which this home's logical day turns."""
    return int(header.get("turn", TURN))


def check_names(me: str, partner: str) -> tuple[str, str]:
    """Two names fit to be told apart. Raises ``UsageError``."""
    me, partner = (" ".join(freetext.needed(name, freetext.NAME_LIMIT, "name").split()) for name in (me, partner))
    if me.casefold() == partner.casefold():
        raise UsageError("Both have the same name.", "Give two that differ: a nickname, or a letter behind one.")
    for name in (me, partner):
        if name.casefold() in _RESERVED or name.startswith("-"):
            raise UsageError(f"“{name}” cannot be a name here.", "Choose another.")
    return me, partner
