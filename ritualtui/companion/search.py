"""Finding a record among ten years of them as one types: newest first, without a stutter.

What each record says is put into words once and kept, folded for comparing; a query that goes on from the last one
looks only at what that one left. ``Index.follow`` takes in what changed.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from ritualtui import freetext, messages, records
from ritualtui.companion.look import SETTINGS, moment_of
from ritualtui.records import Answer, Appreciation, Bid, Checkin, Record, Ritual

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion

_AT_ONCE: Final = 60
"""Days put in order before an answer: more than a screen shows."""
_IN_WORDS: Final = 600


class Query(NamedTuple):
    """What to show: every one of ``words`` occurs, of this ``kind``, by this ``person`` (an id); empty: any."""

    words: tuple[str, ...] = ()
    kind: str = ""
    person: str = ""

    @classmethod
    def of(cls, text: str, kind: str = "", person: str = "") -> "Query":
        """A query from what was typed."""
        return cls(tuple(freetext.searched(text).split()), kind, person)

    def within(self, other: "Query") -> bool:
        """Whether everything this finds, ``other`` finds too."""
        narrower = all(any(old in new for new in self.words) for old in other.words)
        return narrower and other.kind in ("", self.kind) and other.person in ("", self.person)


class Index:
    """See the module. The newest day comes first; within a day, the newest record.

    Days are put in order where one looks, ``ahead`` and ``warm`` do the rest meanwhile.
    """

    def __init__(self, companion: "Companion") -> None:
        self._c = companion
        self._mark = (-1, 0)
        self._days: dict[str, list[Record]] = {}
        self._unsorted: set[str] = set()
        self._said: dict[str, str] = {}
        self._alike: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._rituals: dict[str, str] = {}
        self._unsaid: Iterator[Record] = iter(())
        self._last: tuple[Query, list[Record]] | None = None

    def follow(self) -> bool:
        """Take in what the log holds now. True where that is not what the last ``find`` went by."""
        names, rituals = self._c.people.names(), self._c.rituals.names
        if (names, rituals) != (self._names, self._rituals):
            self._names, self._rituals, self._said, self._alike = names, rituals, {}, {}
            self._last = None
        me = self._c.people.me.id
        self._mark, changes = self._c.shelf.changes(self._mark)
        if changes is None:
            self._days, self._said, self._alike, self._last = {}, {}, {}, None
            for record in self._c.visible():
                if record.kind not in SETTINGS:
                    self._days.setdefault(record.day, []).append(record)
            self._unsorted = set(self._days)
        for before, after in changes or ():
            self._last = None
            for one in (before, after):
                if one is not None:
                    self._said.pop(one.id, None)
            if before is not None and before.day in self._days:
                self._days[before.day] = [r for r in self._days[before.day] if r.id != before.id]
            if after is not None and not after.deleted and after.kind not in SETTINGS and self._c.may_see(after, me):
                self._days.setdefault(after.day, []).append(after)
                self._unsorted.add(after.day)
        self._sort([after.day for _, after in (changes or ())[-_AT_ONCE:] if after is not None])
        if self._last is not None:
            return False
        self._unsaid = chain.from_iterable(self._days.values())
        return True

    def find(self, query: Query) -> list[Record]:
        """The records that fit, newest first."""
        if self._last is not None and query == self._last[0]:
            return self._last[1]
        if self._last is not None and query.within(self._last[0]):
            among: Iterable[Record] = self._last[1]
        else:
            days = sorted(self._days, reverse=True)
            self._sort(days[:_AT_ONCE])
            among = chain.from_iterable(self._days[day] for day in days)
        found = [record for record in among if self._fits(record, query)] if any(query) else list(among)
        self._last = query, found
        return found

    def ahead(self) -> bool:
        """Put some more days in order. True where there was something to do; what was found may then stand anew."""
        days = list(islice(self._unsorted, _AT_ONCE))
        if days:
            self._sort(days)
            self._last = None
        return bool(days)

    def warm(self) -> bool:
        """Put some more records into words ahead of the first query. True where there was something to do."""
        left = list(islice(self._unsaid, _IN_WORDS))
        for record in left:
            self._words(record)
        return bool(left)

    def _sort(self, days: Iterable[str]) -> None:
        for day in days:
            if day in self._unsorted:
                self._days[day].sort(key=moment_of, reverse=True)
                self._unsorted.discard(day)

    def kinds(self) -> list[str]:
        """The kinds that occur, the most frequent first."""
        counts: dict[str, int] = {}
        for record in chain.from_iterable(self._days.values()):
            counts[record.kind] = counts.get(record.kind, 0) + 1
        return sorted(counts, key=lambda kind: (-counts[kind], kind))

    def _fits(self, record: Record, query: Query) -> bool:
        if (query.kind and record.kind != query.kind) or (query.person and record.said_by != query.person):
            return False
        if not query.words:
            return True
        known = self._words(record)
        return all(word in known for word in query.words)

    def _words(self, record: Record) -> str:
        """What is searched in it; where many say the same, as bids and rituals do, in memory once."""
        known = self._said.get(record.id)
        if known is None:
            words = self._haystack(record)
            known = self._said[record.id] = self._alike.setdefault(words, words)
        return known

    def _haystack(self, record: Record) -> str:
        """What is searched: the words in it and the names. Cheaper than the line that is shown, ten years at a time."""
        parts = [
            record.kind,
            messages.kind_named(record.kind, many=False),
            self._names.get(record.said_by, ""),
            getattr(record, "text", ""),
        ]
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
        return freetext.searched(" ".join(parts))
