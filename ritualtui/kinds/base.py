"""What all kinds have: their common fields, the types of the others, and the row that says all about one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, Protocol

from msgspec import Meta, Struct

from ritualtui import freetext

Audience = Literal["ours", "self", "sealed"]
Response = Literal["toward", "away", "against"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BOTH = "both"

Words = Annotated[str, Meta(max_length=freetext.TEXT_LIMIT)]
Short = Annotated[str, Meta(max_length=80)]
Tag = Annotated[str, Meta(min_length=1, max_length=freetext.TAG_LIMIT)]
Tags = Annotated[tuple[Tag, ...], Meta(max_length=20)]
Few = Annotated[tuple[Short, ...], Meta(max_length=60)]
Lines = Annotated[tuple[Words, ...], Meta(max_length=60)]
Identifier = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Hour = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Minutes = Annotated[float, Meta(ge=0, le=1440)]
Scale10 = Annotated[int, Meta(ge=1, le=10)]


class Record(Struct, frozen=True, kw_only=True, gc=False, tag_field="kind", rename={"from_": "from"}):
    """What every kind has. A removed record (``deleted``) keeps only id, kind and stamp."""

    id: Identifier
    stamp: str = ""
    by: str = ""  # whose words these are
    at: str = ""  # when it happened: RFC 3339 with offset
    day: str = ""  # the logical date in ``at``'s own offset
    audience: Audience = "ours"
    voice: str = ""  # whose words ``by`` wrote down for themselves, where they are not their own
    deleted: bool = False

    @property
    def said_by(self) -> str:
        """Whose words these are."""
        return self.voice or self.by

    @property
    def kind(self) -> str:
        """The record's kind, as in its JSON."""
        tag = self.__struct_config__.tag
        return str(tag)


class Names(Protocol):
    """What a record's ids are called."""

    def person(self, ident: str) -> str:
        """The name of the person with this id."""

    def ritual(self, ident: str) -> str:
        """The name of the ritual with this id."""


class Saying(Names, Protocol):
    """What a sentence in the log may ask for."""

    def by(self, record: Record) -> str:
        """The name of whose words these are; marked where the other wrote them down."""

    def present(self, ident: str) -> str:
        """Who was there, in words: one person by name, or both; empty for whoever is alone anyway."""


class Told(NamedTuple):
    """One line of a report: what leads to it, and the texts with a label each (empty: the text itself)."""

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


class Telling(Saying, Protocol):
    """What a line of a report may ask for: names as they are, shortened or hidden, in free words too."""

    @property
    def say(self) -> Mapping[str, str]:
        """The words of ``[line]`` in ``content/report.toml``."""

    def short(self, text: str) -> str:
        """Somebody's own words in one line, with the names in them as the report has them."""

    def day(self, day: str) -> str:
        """``21 November 2026``."""

    def line(self, lead: str, *said: tuple[str, str]) -> Told:
        """The line: ``lead``, then each text that isn't empty, with its label."""


class ComesBack(NamedTuple):
    """What Today brings up again from a day on: the record's own words, a few before them, and a line for the shell.

    ``{partner}`` in ``lead`` and ``shell`` is the partner's name, ``{text}`` in ``shell`` the record's words.
    ``early``: so many days before, it is named too. ``both``: it is for either of them, and not for its writer alone.
    ``asks``: it wants an answer on its day, and does not pass by itself. ``id``: the record's, where it is known.
    ``not_for``: the id of whom it doesn't come back for, where it is for the other alone. ``outcomes``: the answers it
    has; ``done``: what that one is called, where it isn't called so.
    """

    day: str
    text: str
    lead: str
    shell: str
    early: tuple[int, ...] = ()
    both: bool = False
    asks: bool = True
    id: str = ""
    not_for: str = ""
    outcomes: "tuple[Outcome, ...]" = ("done", "move", "letgo")
    done: str = ""


Outcome = Literal["done", "move", "letgo"]
"""What can be said to what came back: done, another day, or no more of it."""


Plain = Mapping[str, Any]
"""A record as in its JSON."""


class Kind(NamedTuple):
    """One kind of record, and all that the program has to know about it. ``kinds.ROWS`` has them in their order.

    A kind that says no more than its struct and its names can be saved, listed, found, edited, shared, exported,
    imported and told in a report.
    """

    record: type[Record]
    names: tuple[str, str]
    """What people call it: one, and many."""
    sign: str = "·"
    """One cell in front of it in the log."""
    needs: tuple[str, ...] = ()
    """The fields that it can't do without, besides ``by`` and ``at``; what it is about."""
    needs_one: tuple[str, ...] = ()
    """Fields of which one at least has to say something."""
    words: tuple[str, ...] = ()
    """More words that people may use for it, as `list --kind` takes them: everyday ones, and those of earlier versions.
    """
    own: "Callable[[Plain, bool], bool]" = lambda record, solo: False
    """Whether a new one is its writer's alone unless they share it; the flag says whether one takes part alone."""
    sentence: "Callable[[Any, Saying], str] | None" = None
    """What it says in the log; None: as a report tells it."""
    head: "Callable[[Any, Saying], str] | None" = None
    """What stands over its words where they are shown whole; None: its name."""
    found_by: "Callable[[Any, Names], Iterable[str]] | None" = None
    """What a search reads besides its text, its names and its writer's; None: every field that is text."""
    told: "Callable[[Any, Telling], Told] | None" = None
    """What a report says of it; None: who, what kind, and the text."""
    in_short: "Callable[[Sequence[Any], Mapping[str, Any]], Mapping[str, str]] | None" = None
    """More for the count of a report, by the names in its words (``[short]`` in ``content/report.toml``)."""
    comes_back: "Callable[[Any, date], ComesBack | None] | None" = None
    """Whether Today brings it up again, and when, as of a day; None, or from the function: it doesn't (any more)."""
    answered: "Callable[[Outcome, str], Plain] | None" = None
    """The fields that an answer to what came back changes, ``deleted`` among them where it goes; the day is that of
    another day. It's asked for the ``outcomes`` of what came back alone."""
    setting: bool = False
    """It says how things are meant or marked, or what there is to do, and not what happened."""
    offered: bool = True
    """Whether it is offered to a partner who joins."""
    repeats: tuple[str, ...] = ()
    """Fields that have a few values in very many records: each value is then in memory once."""

    @property
    def kind(self) -> str:
        """Its name in the data file."""
        return str(self.record.__struct_config__.tag)


def quoted(record: Record) -> str:
    """The free text of a record in quotation marks, empty where it has none."""
    text = str(getattr(record, "text", ""))
    return freetext.in_marks(text, text) if text else ""


def always(record: Plain, solo: bool) -> bool:
    """A new one is its writer's alone."""
    return True


def while_alone(record: Plain, solo: bool) -> bool:
    """A new one is its writer's alone where one takes part alone."""
    return solo
