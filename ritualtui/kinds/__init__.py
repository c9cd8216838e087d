"""The kinds of records: one file a kind, one row a kind, and everything else reads the rows.

To add one, write its file beside the others and put it into ``ROWS``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, reduce
from operator import or_
from typing import Final

import msgspec

from ritualtui import freetext
from ritualtui.kinds.answer import KIND as ANSWER
from ritualtui.kinds.answer import Answer
from ritualtui.kinds.appreciation import KIND as APPRECIATION
from ritualtui.kinds.appreciation import Appreciation
from ritualtui.kinds.base import BOTH, WEEKDAYS, Audience, ComesBack, Kind, Outcome, Record, Response, Weekday
from ritualtui.kinds.bid import KIND as BID
from ritualtui.kinds.bid import Bid
from ritualtui.kinds.care import KIND as CARE
from ritualtui.kinds.care import Care
from ritualtui.kinds.checkin import KIND as CHECKIN
from ritualtui.kinds.checkin import Checkin
from ritualtui.kinds.definition import KIND as DEFINITION
from ritualtui.kinds.definition import Definition
from ritualtui.kinds.detail import KIND as DETAIL
from ritualtui.kinds.detail import Detail
from ritualtui.kinds.landed import KIND as LANDED
from ritualtui.kinds.landed import Landed
from ritualtui.kinds.mark import KIND as MARK
from ritualtui.kinds.mark import Mark
from ritualtui.kinds.meeting import KIND as MEETING
from ritualtui.kinds.meeting import Meeting
from ritualtui.kinds.milestone import KIND as MILESTONE
from ritualtui.kinds.milestone import Milestone
from ritualtui.kinds.outing import KIND as OUTING
from ritualtui.kinds.outing import Outing
from ritualtui.kinds.pause import KIND as PAUSE
from ritualtui.kinds.pause import Pause
from ritualtui.kinds.plan import KIND as PLAN
from ritualtui.kinds.plan import Plan
from ritualtui.kinds.private_space import PRIVATE, PrivateKind
from ritualtui.kinds.promise import KIND as PROMISE
from ritualtui.kinds.promise import Promise
from ritualtui.kinds.question import KIND as QUESTION
from ritualtui.kinds.question import Question
from ritualtui.kinds.repair import KIND as REPAIR
from ritualtui.kinds.repair import Repair
from ritualtui.kinds.ritual import KIND as RITUAL
from ritualtui.kinds.ritual import Ritual

__all__ = [
    "BOTH",
    "WEEKDAYS",
    "Answer",
    "Appreciation",
    "Audience",
    "Bid",
    "Care",
    "Checkin",
    "ComesBack",
    "Definition",
    "Detail",
    "Kind",
    "Landed",
    "Mark",
    "Meeting",
    "Milestone",
    "Outcome",
    "Outing",
    "Pause",
    "Plan",
    "Promise",
    "Question",
    "Record",
    "Repair",
    "Response",
    "Ritual",
    "Weekday",
]

ROWS: Final[list[Kind]] = [
    APPRECIATION,
    BID,
    RITUAL,
    CHECKIN,
    CARE,
    LANDED,
    REPAIR,
    PROMISE,
    DETAIL,
    OUTING,
    MILESTONE,
    MEETING,
    ANSWER,
    PLAN,
    PAUSE,
    MARK,
    DEFINITION,
    QUESTION,
]
"""All of them, in the order of lists and menus."""


@cache
def by_name() -> dict[str, Kind]:
    """Each kind by its name in the data file."""
    return {row.kind: row for row in ROWS}


@cache
def decoder() -> msgspec.json.Decoder[Record]:
    """Reads a record of any kind from its JSON."""
    every = reduce(or_, (row.record for row in ROWS))  # a tagged union, as msgspec takes it
    return msgspec.json.Decoder(every)


@contextmanager
def one_more(row: Kind) -> Iterator[None]:
    """Have one more kind meanwhile, to try it out. Raises ``ValueError`` where there is one of its name."""
    if row.kind in by_name():
        raise ValueError(f"there is a kind {row.kind} already")
    caches = by_name, _by_type, decoder
    ROWS.append(row)
    try:
        for cached in caches:
            cached.cache_clear()
        yield
    finally:
        ROWS.remove(row)
        for cached in caches:
            cached.cache_clear()


@cache
def _by_type() -> dict[type[Record], Kind]:
    return {row.record: row for row in ROWS}


def of(record: Record) -> Kind:
    """The row of a record's kind."""
    return _by_type()[type(record)]


def _row(kind: str) -> Kind | PrivateKind | None:
    return by_name().get(kind) or PRIVATE.get(kind)


def named(kind: str, many: bool = True) -> str:
    """A kind as people call it; one that this version does not know by its own word, safe to show."""
    row = _row(kind)
    return row.names[many] if row else freetext.one_line(kind)


def sign(kind: str) -> str:
    """One cell to show in front of an entry of this kind."""
    row = _row(kind)
    return row.sign if row else "·"


def word(kind: str) -> str:
    """The word for a kind on a command line: ``follow-up``, ``weekly-talk``."""
    row = _row(kind)
    return _slug(row.names[False]) if row else kind


def called(said: str, among: Iterable[str]) -> str | None:
    """The kind that somebody means by ``said``, in the singular or plural; None where it is none of ``among``."""
    asked, known = _slug(said), tuple(among)
    if asked in known:
        return asked
    for kind in known:
        row = _row(kind)
        if row and asked in {*map(_slug, row.names), *row.words}:
            return kind
    return None


def _slug(said: str) -> str:
    return "-".join(said.casefold().replace("-", " ").replace("_", " ").split())
