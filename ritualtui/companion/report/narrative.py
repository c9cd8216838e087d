"""Records in words for somebody who does not know the program, with the names as they are, shortened, or hidden.

Stands apart from ``look``, whose lines are for the two themselves.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from ritualtui import freetext, kinds
from ritualtui.companion.people import PARTNER, People
from ritualtui.companion.report import hiding
from ritualtui.kinds import BOTH, Record
from ritualtui.kinds.base import Told
from ritualtui.messages import WROTE_DOWN, number
from ritualtui.strings import as_sentence, dates, read_content

Naming = Literal["full", "initials", "letters"]
NAMINGS: Final[tuple[Naming, ...]] = ("full", "initials", "letters")
"""Names as they are; as short as tells them apart; A (whoever sits here) and B."""


class Sealed(NamedTuple):
    """An entry of one's own sealed space, opened by its owner and handed in. ``at`` is RFC 3339, ``day`` its day."""

    day: str
    at: str
    kind: str
    text: str
    id: str = ""


Line = Record | Sealed


@cache
def words() -> dict[str, Any]:
    """The words of a report, by part."""
    return tomllib.loads(read_content("report.toml"))


def counted(forms: list[str], n: int, **more: object) -> str:
    """The form for one, or for more."""
    return forms[n != 1].format(n=number(n), **more)


def saying(part: str, key: str, n: int, **more: object) -> str:
    """A whole sentence with a count in it."""
    return as_sentence(counted(words()[part][key], n, **more))


def long_day(day: str, *, year: bool = True) -> str:
    """``21 November 2026``; a text that is no date as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return freetext.one_line(day)
    return dates.full_date(found) if year else dates.day_of_month(found)


class Retelling:
    """See the module. ``rituals``: id → name."""

    def __init__(self, people: People, rituals: Mapping[str, str], naming: Naming = "full") -> None:
        self._rituals = rituals
        self._people = people
        self.called = dict(zip(people.names(), _called(people, naming), strict=True))
        shown = [(name, self.called[ident]) for ident, name in people.names().items() if name != PARTNER]
        self._hidden = hiding.hidden(shown, {*words()["hiding"]["words"].split()}) if naming != "full" else []
        self._names = [name for name, _ in shown] if naming != "full" else []

    def text(self, text: str) -> str:
        """Somebody's own words, with the names in them replaced where names are."""
        return hiding.without(text, self._hidden)

    def left(self, lines: Iterable[Line]) -> list[tuple[str, int]]:
        """Words in ``lines``, as they are retold, that may be a name still, with how often; none with names in full."""
        texts = (text for line in lines for _, text in self.told(line).said)
        return hiding.left(texts, self._names) if self._names else []

    def ritual(self, ident: str) -> str:
        """A ritual's name."""
        return self.short(self._rituals.get(ident, ident))

    def person(self, ident: str) -> str:
        """The person with this id."""
        return self.called.get(ident, str(words()["somebody"]))

    def present(self, ident: str) -> str:
        """Who was there, in words."""
        return str(words()["both"]) if ident == BOTH else self.person(ident)

    def everybody(self, idents: set[str]) -> str:
        """Those people, the one who sits here first."""
        names = [name for ident, name in self.called.items() if ident in idents]
        return str(words()["and"]).format(one=names[0], other=names[1]) if len(names) == 2 else "".join(names)

    def by(self, record: Record) -> str:
        """Whose words these are; marked where the other put them down, and both take part."""
        name = self.person(record.said_by)
        if not record.voice or self._people.solo:
            return name
        return WROTE_DOWN.format(voice=name, by=self.person(record.by))

    @property
    def say(self) -> Mapping[str, str]:
        """The words of ``[line]``."""
        found: Mapping[str, str] = words()["line"]
        return found

    def day(self, day: str) -> str:
        """``21 November 2026``."""
        return long_day(day)

    def short(self, text: str) -> str:
        """Somebody's own words in one line, with the names in them as the report has them."""
        return self.text(freetext.one_line(text))

    def line(self, lead: str, *said: tuple[str, str]) -> Told:
        """``lead``, then each text that isn't empty, with its label."""
        return Told(lead, tuple((label, self.text(text)) for label, text in said if text.strip()))

    def told(self, line: Line) -> Told:
        """One line, retold. A kind that says no more than that gives its text."""
        if isinstance(line, Record) and (told := kinds.of(line).told) is not None:
            return told(line, self)
        kind = self.short(kinds.named(line.kind, many=False).lower())
        by = self.by(line) if isinstance(line, Record) else self.person(self._people.me.id)
        return self.line(self.say["own"].format(by=by, kind=kind), ("", str(getattr(line, "text", ""))))


def _called(people: People, naming: Naming) -> tuple[str, str]:
    """What the one who is here and the other are called."""
    me, partner = people.me.name, people.partner.name
    if naming == "letters":
        return "A", "B"
    if partner == PARTNER:
        return (me if naming == "full" else _initials(me, 1)), str(words()["partner"])
    if naming == "full":
        return me, partner
    for length in range(1, 4):
        short = _initials(me, length), _initials(partner, length)
        if freetext.alike(short[0]) != freetext.alike(short[1]):
            return short
    return "A", "B"


def _initials(name: str, length: int) -> str:
    return " ".join(f"{part[:length]}." for part in name.split())
