"""The two people, and who is at the machine. Read from the journal's header; standard library only."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ritualtui import freetext
from ritualtui.clock import TURN
from ritualtui.errors import RitualError, UsageError
from ritualtui.store import journal
from ritualtui.strings import _

PARTNER = _("your partner")
"""The other's name where one begins alone and names nobody: what is said to whoever sits here reads right with it."""
SOMEONE = "someone"
"""Who is named by an id of neither."""
_RESERVED = frozenset({"both", "me"})
WHO = "RITUALTUI_AS"
"""The variable that says who is at the keyboard, where both use this computer and no ``--as`` does."""


class Person(NamedTuple):
    """An internal id (in records) and a name (everywhere else)."""

    id: str
    name: str


class People(NamedTuple):
    """Me, who is at the machine, and my partner. ``solo``: the partner does not take part.

    ``both``: both of them use this machine, so nobody is taken for the other without saying so.
    """

    me: Person
    partner: Person
    solo: bool
    both: bool = False

    def kept(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A new record as it is kept here: while one is alone, everything is for them alone.

        So nothing is there to be seen when the other begins to take part. What one writes in the other's name is
        one's own record of it: ``by`` me, in the ``voice`` of the other.
        """
        made = dict(record)
        if not self.solo:
            return made
        if made.get("audience", "ours") == "ours":
            made["audience"] = "self"
        if made.get("by") == self.partner.id:
            made |= {"by": self.me.id, "voice": self.partner.id}
        return made

    def other(self, ident: str) -> Person:
        """The one of the two who is not ``ident``."""
        return self.partner if ident == self.me.id else self.me

    def name(self, ident: str) -> str:
        """What the person with this id is called, also one who is none of the two (a newer version may know more)."""
        return self.names().get(ident, SOMEONE)

    def names(self) -> dict[str, str]:
        """Id → name, of both."""
        return {self.me.id: self.me.name, self.partner.id: self.partner.name}

    def called(self, name: str) -> Person:
        """The person of this name (case does not matter; ``me`` is who is here). Raises ``UsageError``."""
        asked = freetext.alike(" ".join(freetext.clean(name, what="name").split()))
        for person in (self.me, self.partner):
            if asked == freetext.alike(person.name):
                return person
        if asked == "me":
            return self.me
        raise UsageError(
            _("Nobody here is called {name}.").format(name=freetext.quoted(name)),
            _("You two are {me} and {partner}.").format(me=self.me.name, partner=self.partner.name),
        )


class NotBegun(RitualError):
    """There's no log here yet."""

    def __init__(self) -> None:
        super().__init__(_("There's no log here yet."), _("Start one: ritualtui init --me NAME --partner NAME"))


class WhoIsHere(UsageError):
    """Both use this machine, and nobody said who is at the keyboard now."""

    def __init__(self, names: tuple[str, str]) -> None:
        super().__init__(
            _("{first} and {second} both use this computer.").format(first=names[0], second=names[1]),
            _("Say who you are with --as NAME, or set {who} to your name.").format(who=WHO),
        )
        self.names = names


def read(header: Mapping[str, Any], who: str | None = None, *, any_: bool = False) -> People:
    """The people in a journal's header; ``who`` (a name) sits at the machine, else the one who always does.

    Raises ``WhoIsHere`` where both use the machine and ``who`` is not said, unless ``any_`` of them will do.

    Names are made safe to show: whoever wrote the file may not be who cleaned them. Raises ``RitualError`` where
    the header does not name two.
    """
    try:
        first, second = (Person(str(ident), freetext.one_line(str(name))) for ident, name in header["people"])
        me, partner = (first, second) if header["me"] == first.id else (second, first)
        people = People(me, partner, bool(header["solo"]), bool(header.get("both")) and not header["solo"])
    except (KeyError, TypeError, ValueError):
        raise RitualError(
            _("The log does not say who the two of you are."), _("`ritualtui restore` shows backups.")
        ) from None
    if who is None and people.both and not any_:
        raise WhoIsHere((first.name, second.name))
    if who is not None and people.called(who).id == partner.id:
        people = people._replace(me=partner, partner=me)
    return people


def in_journal(path: str) -> tuple[str, ...]:
    """The two names in the journal at ``path``, for completion; none where there is none or it cannot be read."""
    known = at(path)
    return tuple(known.names().values()) if known else ()


def at(path: str) -> People | None:
    """The people in the journal at ``path``, without reading the log; None where it cannot be read."""
    import os

    try:
        opened = journal.open_to_append(path)
        if opened is None:
            return None
        os.close(opened.fd)
        return read(journal.facts(opened), any_=True)
    except (OSError, ValueError, RitualError):
        return None


def turn(header: Mapping[str, Any]) -> int:
    """The hour at which this home's logical day turns."""
    turn = header.get("turn")
    return turn if isinstance(turn, int) and 0 <= turn <= 12 else TURN


def check_name(name: str) -> str:
    """One name, cleaned. Raises ``UsageError`` where it is not fit to be one."""
    name = " ".join(freetext.needed(name, freetext.NAME_LIMIT, "name").split())
    if freetext.alike(name) in _RESERVED or name.startswith("-"):
        raise UsageError(_("{name} cannot be a name here.").format(name=freetext.quoted(name)), _("Choose another."))
    return name


def check_names(me: str, partner: str) -> tuple[str, str]:
    """Two names fit to be told apart. Raises ``UsageError``."""
    me, partner = check_name(me), check_name(partner)
    if freetext.alike(me) == freetext.alike(partner):
        raise UsageError(_("Both have the same name."), _("Use two that differ: a nickname, or an extra letter."))
    return me, partner
