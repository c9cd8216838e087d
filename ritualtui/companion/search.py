"""Finding a record among ten years of them as one types: newest first, without a stutter.

What each record says is put into words once and kept, folded for comparing; a query that goes on from the last one
looks only at what that one left. ``Index.follow`` takes in what changed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from ritualtui import freetext, kinds, records
from ritualtui.companion.record_order import moment_of
from ritualtui.companion.rituals import Rituals
from ritualtui.kinds import Record

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

_AT_ONCE: Final = 60
"""Days put in order before an answer: more than a screen shows."""
_IN_WORDS: Final = 600


class Filter(NamedTuple):
    """Entries of one of these ``kinds``, by one of these ``people`` (ids), with one of these ``tags``.

    Where there are none, any is let through. ``private``: only those marked so.
    """

    kinds: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    private: bool = False
    tags: frozenset[str] = frozenset()

    def lets(self, record: Record) -> bool:
        """Whether it lets ``record`` through."""
        return (
            (not self.kinds or record.kind in self.kinds)
            and (not self.people or record.said_by in self.people)
            and (not self.private or record.audience == "self")
            and (not self.tags or self._tagged(record))
        )

    def _tagged(self, record: Record) -> bool:
        return not {freetext.tag(tag) for tag in self.tags}.isdisjoint(freetext.tag(tag) for tag in _tags(record))

    def within(self, other: "Filter") -> bool:
        """Whether ``other`` lets everything through that this one does."""
        pairs = (self.kinds, other.kinds), (self.people, other.people), (self.tags, other.tags)
        return all(not theirs or (mine and mine <= theirs) for mine, theirs in pairs) and self.private >= other.private


def _tags(record: Record) -> tuple[str, ...]:
    return getattr(record, "tags", ())


class Counts(NamedTuple):
    """How many entries there are of each kind, by each person (an id), marked as private, and with each tag.

    The most first. A tag is spelled as it is most often.
    """

    kinds: dict[str, int]
    people: dict[str, int]
    private: int
    tags: dict[str, int]

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self.kinds.values())


class Query(NamedTuple):
    """What to show: every one of ``words`` occurs, and ``only`` lets it through."""

    words: tuple[str, ...] = ()
    only: Filter = Filter()

    @classmethod
    def of(cls, text: str, only: Filter | None = None) -> "Query":
        """A query from what was typed."""
        return cls(tuple(freetext.searched(text).split()), only or Filter())

    def within(self, other: "Query") -> bool:
        """Whether everything this finds, ``other`` finds too."""
        return all(any(old in new for new in self.words) for old in other.words) and self.only.within(other.only)


class Index:
    """See the module. The newest day comes first; within a day, the newest record.

    Days are put in order where one looks, ``ahead`` and ``warm`` do the rest meanwhile.
    """

    def __init__(self, companion: "OpenLog") -> None:
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
        names, rituals = self._c.people.names(), self._c.group(Rituals).names
        if (names, rituals) != (self._names, self._rituals):
            self._names, self._rituals, self._said, self._alike = names, rituals, {}, {}
            self._last = None
        me = self._c.people.me.id
        self._mark, changes = self._c.shelf.changes(self._mark)
        if changes is None:
            self._days, self._said, self._alike, self._last = {}, {}, {}, None
            for record in self._c.visible():
                if not kinds.of(record).setting:
                    self._days.setdefault(record.day, []).append(record)
            self._unsorted = set(self._days)
        for before, after in changes or ():
            self._last = None
            for one in (before, after):
                if one is not None:
                    self._said.pop(one.id, None)
            if before is not None and before.day in self._days:
                self._days[before.day] = [r for r in self._days[before.day] if r.id != before.id]
            if after is not None and not after.deleted and not kinds.of(after).setting and self._c.may_see(after, me):
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
        found = [record for record in among if self._fits(record, query)] if query != Query() else list(among)
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

    def counts(self) -> Counts:
        """What there is to choose among."""
        kinds: Counter[str] = Counter()
        people: Counter[str] = Counter()
        spelled: dict[str, Counter[str]] = {}
        private = 0
        for record in chain.from_iterable(self._days.values()):
            kinds[record.kind] += 1
            people[record.said_by] += 1
            private += record.audience == "self"
            for tag, spelling in {freetext.tag(tag): tag for tag in _tags(record)}.items():
                spelled.setdefault(tag, Counter())[spelling] += 1
        tags = {ways.most_common(1)[0][0]: ways.total() for ways in spelled.values()}
        return Counts(_most_first(kinds), dict(people), private, _most_first(tags))

    def __len__(self) -> int:
        """How many entries there are."""
        return sum(map(len, self._days.values()))

    def _fits(self, record: Record, query: Query) -> bool:
        if not query.only.lets(record):
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

    def person(self, ident: str) -> str:
        """See ``kinds.base.Names``."""
        return self._names.get(ident, "")

    def ritual(self, ident: str) -> str:
        """See ``kinds.base.Names``."""
        return self._rituals.get(ident, ident)

    def _haystack(self, record: Record) -> str:
        """What is searched: the words in it and the names. Cheaper than the line that is shown, ten years at a time."""
        parts = [
            record.kind,
            kinds.named(record.kind, many=False),
            self._names.get(record.said_by, ""),
            getattr(record, "text", ""),
        ]
        found_by = kinds.of(record).found_by
        if found_by is not None:
            parts += found_by(record, self)
        else:
            parts += [value for value in records.plain(record).values() if isinstance(value, str)]
        return freetext.searched(" ".join(parts))


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
