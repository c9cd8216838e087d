"""From records to one row a logical day, the only thing that the pulse and the charts look at.

A day without any sign of life is *unlogged*, which is not the same as zero; a signal has zeros only while its own kind
is in use; a paused day is marked, and left out by whoever reads on. The order of records does not matter.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from ritualtui.clock import EARLIEST
from ritualtui.kinds import (
    BOTH,
    WEEKDAYS,
    Appreciation,
    Bid,
    Checkin,
    Definition,
    Mark,
    Pause,
    Plan,
    Question,
    Record,
    Ritual,
)
from ritualtui.practice import plans
from ritualtui.practice.rituals import RitualDef

IN_USE: Final = 14
"""A kind is in use on a day if it was seen on that day or on one of the logged days before, this many together."""
_INNER: Final = {"inner": 1.0, "half": 0.5}
"""How much of a talk was about the inside, by its topic."""
_NO_SIGN: Final = (Plan, Pause, Mark, Definition, Question)
"""Kinds that say how things are meant or marked, or what there is to do, not that a day was lived."""


class Row(NamedTuple):
    """One logical day. Tuples have one entry a person, in the order in which ``series`` was given them.

    ``appreciations`` and ``bids`` are None while their kind is not in use; the sums of ``thanked`` and ``told``.
    ``answered`` bids have a known response, ``toward`` those turned toward. ``planned`` rituals were meant for the day
    and have been done before (or on it), ``done`` are those of them that were done; both 0 while rituals are not in
    use. ``closeness`` is the mean of a person's check-ins (1–10), None without. ``inner`` are minutes of inner talk.
    ``signs``: things a person wrote down besides appreciations. ``around``: whether anything of the day, also the
    other's words, has the person in it. ``begun``: rituals, check-ins, repairs, meetings and outings a person began,
    of those that both can see: whoever looks has only their own private ones, and would come out ahead by them.
    ``back``: the kinds that are in use by nothing but this very day.
    """

    day: date
    logged: bool
    paused: bool
    appreciations: int | None
    bids: int | None
    answered: int
    toward: int
    done: int
    planned: int
    closeness: tuple[float | None, ...]
    inner: float
    thanked: tuple[int, ...]
    told: tuple[int, ...]
    reached: tuple[int, ...]
    signs: tuple[int, ...]
    around: tuple[bool, ...]
    begun: tuple[int, ...]
    back: tuple[str, ...]


class _Tally:
    """What is counted up of one day before its row is made."""

    __slots__ = ("answered", "around", "begun", "inner", "rated", "reached", "rituals", "signs", "thanked", "told",
                 "toward")  # fmt: skip

    def __init__(self, people: int) -> None:
        none = [0] * people
        self.thanked, self.told, self.reached, self.signs, self.begun = none[:], none[:], none[:], none[:], none[:]
        self.around = [False] * people
        self.answered = self.toward = 0
        self.rated: list[list[int]] = [[] for _ in none]
        self.inner = [0.0] * people
        self.rituals: set[str] = set()


def series(
    records: Iterable[Record], people: Sequence[str], rituals: Iterable[RitualDef] = (), *, until: date
) -> list[Row]:
    """One row for each day from the first sign of life to ``until`` (included); none where there is no sign of life.

    ``people`` are the ids of those who take part: two, or one in solo mode, where the rest of the words count for that
    one. ``rituals`` are those that are known; each is meant for its own days until a plan says otherwise. What lies
    after ``until``, is removed, sealed or of a ``day`` that is no date from 1900 on is passed over.
    """
    tallies: dict[int, _Tally] = {}
    settings: list[Record] = []
    slots = {person: slot for slot, person in enumerate(people)}
    days: dict[str, _Tally | None] = {}
    last = until.toordinal()
    for record in records:
        kind = type(record)
        if kind in _NO_SIGN:
            settings.append(record)
            continue
        if record.deleted or record.audience == "sealed":
            continue
        try:
            tally = days[record.day]
        except KeyError:
            ordinal = _ordinal(record.day)
            tally = _Tally(len(people)) if ordinal is not None and ordinal <= last else None
            days[record.day] = tally
            if tally is not None and ordinal is not None:
                tallies[ordinal] = tally
        if tally is not None:
            _count(tally, record, kind, slots)
    if not tallies:
        return []
    return list(_rows(tallies, min(tallies), last, settings, list(rituals), len(people)))


def _count(tally: _Tally, record: Record, kind: type[Record], slots: dict[str, int]) -> None:
    """Count one record in. What somebody wrote down for the other is a sign of both."""
    by = slots.get(record.by, 0)
    said = slots.get(record.voice, by) if record.voice else by
    tally.around[by] = tally.around[said] = True
    both_see = record.audience == "ours"
    if kind is Appreciation:
        tally.thanked[said] += 1
        return
    tally.signs[by] += 1
    if kind is Bid:
        tally.told[by] += 1
        reached = slots.get(record.from_)  # type: ignore[attr-defined]
        if reached is not None:
            tally.reached[reached] += 1
            tally.around[reached] = True
        response = record.response  # type: ignore[attr-defined]
        if response is not None:
            tally.answered += 1
            tally.toward += response == "toward"
    elif kind is Checkin:
        tally.begun[by] += both_see
        if record.closeness is not None:  # type: ignore[attr-defined]
            tally.rated[said].append(record.closeness)  # type: ignore[attr-defined]
        tally.inner[by] += _INNER.get(record.topic, 0.0) * record.minutes  # type: ignore[attr-defined]
    elif isinstance(record, Ritual):
        if record.complete or record.steps or not record.guided:
            tally.rituals.add(record.ritual)
            tally.begun[by] += both_see
            if record.present == BOTH:
                tally.around[:] = [True] * len(tally.around)
            elif record.present in slots:
                tally.around[slots[record.present]] = True
    elif record.kind in ("repair", "meeting", "outing"):
        tally.begun[by] += both_see


def _rows(
    tallies: dict[int, _Tally], first: int, last: int, settings: list[Record], rituals: list[RitualDef], people: int
) -> Iterator[Row]:
    paused = plans.pauses(settings)
    lived = {o: t for o, t in tallies.items() if not paused.paused(date.fromordinal(o))} if paused.spans else tallies
    meant = _meant(lived, first, last, settings, rituals)
    nobody = (0,) * people
    silent = (None,) * people, nobody, (False,) * people
    same: dict[tuple[int, ...], tuple[int, ...]] = {}

    def counted(found: list[int]) -> tuple[int, ...]:  # thousands of days have the same few: one of each is kept
        return same.setdefault(made := tuple(found), made)

    logged = 0
    seen = {"appreciation": -IN_USE, "bid": -IN_USE, "ritual": -IN_USE}  # the number of the logged day, per kind
    for ordinal in range(first, last + 1):
        day = date.fromordinal(ordinal)
        pause = paused.paused(day) if paused.spans else False
        tally = tallies.get(ordinal)
        if tally is None:
            none, zeros, absent = silent
            yield Row(day, False, pause, None, None, 0, 0, 0, 0, none, 0.0, zeros, zeros, zeros, zeros, absent, zeros, ())  # fmt: skip # noqa: E501
            continue
        counts = {"appreciation": sum(tally.thanked), "bid": sum(tally.told), "ritual": len(tally.rituals)}
        back: list[str] = []
        use: list[bool] = []
        if pause:  # as if the day were not there: what is seen on it keeps nothing in use
            use = [bool(count) for count in counts.values()]
        else:
            for kind, count in counts.items():
                since = logged - seen[kind]
                if count:
                    if since >= IN_USE:
                        back.append(kind)
                    seen[kind] = logged
                use.append(bool(count) or since < IN_USE)
            logged += 1
        here = meant.get(ordinal, ()) if use[2] else ()
        yield Row(
            day, True, pause, counts["appreciation"] if use[0] else None, counts["bid"] if use[1] else None,
            tally.answered, tally.toward, sum(ritual in tally.rituals for ritual in here), len(here),
            tuple([sum(rated) / len(rated) if rated else None for rated in tally.rated]), max(tally.inner),
            counted(tally.thanked), counted(tally.told), counted(tally.reached), counted(tally.signs),
            tuple(tally.around), tuple(tally.begun), tuple(back),
        )  # fmt: skip


def _meant(
    tallies: dict[int, _Tally], first: int, last: int, settings: list[Record], rituals: list[RitualDef]
) -> dict[int, list[str]]:
    """The rituals meant for each day, each from the first of the ``tallies`` on which it was done.

    One that has no plan, because nobody here knows it, is meant for none.
    """
    begun: dict[str, int] = {}
    for ordinal, tally in tallies.items():
        for ritual in tally.rituals:
            begun[ritual] = min(ordinal, begun.get(ritual, ordinal))
    own = {ritual.id: plans.default(ritual) for ritual in rituals}
    meant: dict[int, list[str]] = {}
    for ritual, since in sorted(begun.items()):
        found = plans.planned([*own.get(ritual, ()), *settings], ritual)
        rests = plans.pauses([one for one in settings if _is_of_some(one)], ritual)
        ends = [*(start.toordinal() for start in found.starts[1:]), last + 1]
        for plan, start, end in zip(found.plans, found.starts, ends, strict=False):  # no plan: the end stands alone
            if plans.rhythm(plan) is not None:
                continue  # so often a week, on whatever days: no single day can be short of it
            weekdays = [day in plan.days for day in WEEKDAYS]
            for ordinal in range(max(since, start.toordinal()), min(end, last + 1)):
                if weekdays[(ordinal - 1) % 7] and not (  # the first of all days was a Monday
                    rests.spans and rests.paused(date.fromordinal(ordinal))
                ):
                    meant.setdefault(ordinal, []).append(ritual)
    return meant


def _is_of_some(record: Record) -> bool:
    """Whether a record pauses some rituals and not all of life: the days are lived, and those aren't meant for them."""
    return isinstance(record, Pause) and (record.season == "work" or (not record.season and bool(record.ritual)))


def _ordinal(text: str) -> int | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.toordinal() if day >= EARLIEST else None
