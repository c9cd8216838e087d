"""Finding a record among ten years of them as one types: newest first, without a stutter.

What each record says is put into words once and kept, folded for comparing; a query that goes on from the last one
looks only at what that one left. ``Index.follow`` takes in what changed.
"""

from typing import TYPE_CHECKING, NamedTuple

from ritualtui import records
from ritualtui.companion.look import SETTINGS, moment_of
from ritualtui.records import Answer, Appreciation, Bid, Checkin, Record, Ritual

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion


class Query(NamedTuple):
    """What to show: every one of ``words`` occurs, of this ``kind``, by this ``person`` (an id); empty: any."""

    words: tuple[str, ...] = ()
    kind: str = ""
    person: str = ""

    @classmethod
    def of(cls, text: str, kind: str = "", person: str = "") -> "Query":
        """A query from what was typed."""
        return cls(tuple(text.casefold().split()), kind, person)

    def within(self, other: "Query") -> bool:
        """Whether everything this finds, ``other`` finds too."""
        narrower = all(any(old in new for new in self.words) for old in other.words)
        return narrower and other.kind in ("", self.kind) and other.person in ("", self.person)


class Index:
    """See the module."""

    def __init__(self, companion: "Companion") -> None:
        self._c = companion
        self._said: dict[str, tuple[Record, str]] = {}
        self._all: list[Record] = []
        self._names: dict[str, str] = {}
        self._rituals: dict[str, str] = {}
        self._last: tuple[Query, list[Record]] | None = None

    def follow(self) -> None:
        """Take in what the log holds now."""
        names = self._c.people.names()
        if names != self._names:
            self._names, self._said = names, {}
        self._rituals = {ident: ritual.name for ident, ritual in self._c.rituals.all.items()}
        seen = [record for record in self._c.visible() if record.kind not in SETTINGS]
        self._all = sorted(seen, key=moment_of, reverse=True)
        self._last = None

    def find(self, query: Query) -> list[Record]:
        """The records that fit, newest first."""
        if self._last is not None and query == self._last[0]:
            return self._last[1]
        among = self._last[1] if self._last is not None and query.within(self._last[0]) else self._all
        found = [record for record in among if self._fits(record, query)]
        self._last = query, found
        return found

    def warm(self, most: int = 2000) -> bool:
        """Put up to ``most`` more records into words ahead of the first query. True once nothing is left to do."""
        left = [record for record in self._all if self._said.get(record.id, (None,))[0] is not record][:most]
        for record in left:
            self._said[record.id] = record, self._haystack(record)
        return len(left) < most

    def kinds(self) -> list[str]:
        """The kinds that occur, the most frequent first."""
        counts: dict[str, int] = {}
        for record in self._all:
            counts[record.kind] = counts.get(record.kind, 0) + 1
        return sorted(counts, key=lambda kind: (-counts[kind], kind))

    def _fits(self, record: Record, query: Query) -> bool:
        if (query.kind and record.kind != query.kind) or (query.person and record.by != query.person):
            return False
        if not query.words:
            return True
        known = self._said.get(record.id)
        if known is None or known[0] is not record:
            known = self._said[record.id] = record, self._haystack(record)
        return all(word in known[1] for word in query.words)

    def _haystack(self, record: Record) -> str:
        """What is searched: the words in it and the names. Cheaper than the line that is shown, ten years at a time."""
        parts = [record.kind, self._names.get(record.by, ""), getattr(record, "text", "")]
        match record:
            case Appreciation():
                parts += [self._names.get(record.to, ""), *record.tags]
            case Bid():
                parts += [self._names.get(record.from_, ""), record.response or "open"]
            case Ritual():
                parts += [self._rituals.get(record.ritual, record.ritual), *record.parked]
            case Answer():
                parts.append(record.asked)
            case Checkin():
                parts += record.feelings
            case _:
                parts += [value for value in records.plain(record).values() if isinstance(value, str)]
        return " ".join(parts).casefold()
