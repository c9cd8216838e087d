"""Records in words for somebody who does not know the program, with the names as they are, shortened, or hidden.

Stands apart from ``look``, whose lines are for the two themselves.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from ritualtui import freetext
from ritualtui.companion.people import PARTNER, People
from ritualtui.messages import kind_named, number
from ritualtui.practice.definitions import packaged
from ritualtui.records import (
    BOTH,
    Answer,
    Appreciation,
    Bid,
    Care,
    Checkin,
    Detail,
    Landed,
    Meeting,
    Milestone,
    Outing,
    Pause,
    Promise,
    Record,
    Repair,
    Ritual,
)

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


class Told(NamedTuple):
    """One line retold: what leads to it, and the texts with a label each (empty: the text itself)."""

    lead: str
    said: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> list[str]:
        """The text itself behind what leads to it, each other text by itself; lines stay lines."""
        texts = [f"{label}{': ' if label else ''}{freetext.in_marks(text, text)}" for label, text in self.said]
        first = f"{self.lead}: {texts.pop(0)}" if texts and not self.said[0][0] else self.lead
        return [freetext.shown(text) for text in (first, *texts)]

    @property
    def line(self) -> str:
        """All of it in one line that is safe to show."""
        return freetext.one_line("; ".join(self.lines))


@cache
def words() -> dict[str, Any]:
    """The words of a report, by part."""
    return tomllib.loads(packaged("report.toml"))


def counted(forms: list[str], n: int, **more: object) -> str:
    """The form for one, or for more."""
    return forms[n != 1].format(n=number(n), **more)


def saying(part: str, key: str, n: int, **more: object) -> str:
    """A whole sentence with a count in it."""
    return sentence(counted(words()[part][key], n, **more))


def sentence(text: str) -> str:
    """``text`` with a capital in front."""
    return text[:1].upper() + text[1:]


def long_day(day: str, *, year: bool = True) -> str:
    """``21 November 2026``; a text that is no date as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return freetext.one_line(day)
    return f"{found.day} {found:%B %Y}" if year else f"{found.day} {found:%B}"


class Retelling:
    """See the module. ``rituals``: id → name."""

    def __init__(self, people: People, rituals: Mapping[str, str], naming: Naming = "full") -> None:
        self._rituals = rituals
        self._people = people
        self.called = dict(zip(people.names(), _called(people, naming), strict=True))
        shown = [(name, self.called[ident]) for ident, name in people.names().items() if name != PARTNER]
        self._hidden = [(_standing_alone(name), short) for name, short in shown] if naming != "full" else []
        self._hidden.sort(key=lambda pair: -len(pair[0].pattern))  # “Ana Maria” before “Ana”

    def text(self, text: str) -> str:
        """Somebody's own words, with the names in them replaced where names are."""
        for pattern, short in self._hidden:
            text = pattern.sub(short.replace("\\", r"\\"), text)
        return text

    def ritual(self, ident: str) -> str:
        """A ritual's name."""
        return self._short(self._rituals.get(ident, ident))

    def who(self, ident: str) -> str:
        """The person with this id."""
        return self.called.get(ident, str(words()["somebody"]))

    def everybody(self, idents: set[str]) -> str:
        """Those people, the one who sits here first."""
        names = [name for ident, name in self.called.items() if ident in idents]
        return str(words()["and"]).format(one=names[0], other=names[1]) if len(names) == 2 else "".join(names)

    def told(self, line: Line) -> Told:
        """One line, retold. A kind that is not told of any more than that gives its text."""
        say: dict[str, str] = words()["line"]
        if isinstance(line, Sealed):
            kind = self._short(kind_named(line.kind, many=False).lower())
            return self._told(say["own"].format(by=self.who(self._people.me.id), kind=kind), ("", line.text))
        by = self.who(line.by)
        match line:
            case Appreciation():
                return self._told(say["appreciation"].format(by=by, to=self.who(line.to)), ("", line.text))
            case Bid():
                lead = say[f"bid_{line.response or 'open'}"].format(who=self.who(line.from_))
                return self._told(lead, ("", line.text))
            case Ritual():
                who = str(words()["both"]) if line.present == BOTH else self.who(line.present)
                return self._told(say["ritual"].format(ritual=self.ritual(line.ritual), who=who), ("", line.text))
            case Checkin():
                near = [say["closeness"].format(n=line.closeness)] if line.closeness is not None else []
                return self._told(
                    ", ".join([say["checkin"].format(by=by), *near, *map(self._short, line.feelings)]), ("", line.text)
                )
            case Care():
                return self._told(", ".join([say["care"].format(by=by), *self._some(line.channel)]), ("", line.text))
            case Landed():
                much = [say["much"].format(n=line.much)] if line.much is not None else []
                lead = ", ".join([say["landed"].format(by=by), *self._some(line.channel), *much])
                return self._told(lead, ("", line.about))
            case Repair():
                lead = ", ".join([say["repair"].format(by=by), *([say["still_open"]] if line.open else [])])
                part, instead = (say["part"].format(by=by), line.part), (say["instead"], line.instead)
                return self._told(lead, ("", line.text), part, instead)
            case Promise():
                due = [say["due"].format(day=long_day(line.due))] if line.due else []
                return self._told(", ".join([say[f"promise_{line.state}"].format(by=by), *due]), ("", line.text))
            case Detail():
                due = [say["due"].format(day=long_day(line.due))] if line.due else []
                return self._told(", ".join([say["detail"].format(by=by), *due]), ("", line.text))
            case Outing() | Milestone():
                done = isinstance(line, Outing) and line.done
                lead = say["outing_done"] if done else say[line.kind]
                more = [say["on"].format(day=long_day(line.on))] if line.on else []
                if isinstance(line, Outing):
                    more += [say[how] for how in ("unplugged", "new") if getattr(line, how)]
                return self._told(", ".join([lead, *more]), ("", line.text))
            case Meeting():
                said = [(say["feeling"], line.feeling)]
                for part_of in ("appreciations", "concerns", "plans"):
                    said += [(say[part_of], text) for text in getattr(line, part_of)]
                return self._told(say["meeting"], *said)
            case Answer():
                asked = say["answer" if line.text else "answered"].format(by=by, asked=self._short(line.asked))
                return self._told(asked, ("", line.text))
            case Pause():
                ends = say["from_to" if line.until else "from_on"]
                on = ends.format(since=long_day(line.since or line.day), until=long_day(line.until or ""))
                what = say[line.why.replace(" ", "_")]
                named = f"{self.ritual(line.ritual)}: {what[:1].lower()}{what[1:]}" if line.ritual else what
                return Told(f"{named}, {on}")
            case _:
                return self._told(say["own"].format(by=by, kind=line.kind), ("", str(getattr(line, "text", ""))))

    def _short(self, text: str) -> str:
        return self.text(freetext.one_line(text))

    def _some(self, text: str) -> list[str]:
        return [self._short(text)] if text.strip() else []

    def _told(self, lead: str, *said: tuple[str, str]) -> Told:
        return Told(lead, tuple((label, self.text(text)) for label, text in said if text.strip()))


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


def _standing_alone(name: str) -> re.Pattern[str]:
    """Finds ``name`` in a text where it stands by itself. Scripts without capitals write words together: anywhere."""
    forms = sorted({name, name.title(), name.capitalize(), name.upper()}, key=len, reverse=True)
    first, last = name[0].lower() != name[0].upper(), name[-1].lower() != name[-1].upper()
    either = "|".join(re.escape(form) for form in forms)
    before, after = r"(?<!\w)" if first else "", r"(?!\w)" if last else ""
    return re.compile(f"{before}(?:{either}){after}")
