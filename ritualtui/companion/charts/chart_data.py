"""What every chart is made of, taken from the log once.

In two steps: ``taken`` reads the log and is quick, ``made`` does the reckoning with nothing but what was taken, so
that a screen can leave it to a thread.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ritualtui import freetext
from ritualtui.companion.insight import Insight
from ritualtui.companion.rituals import Rituals
from ritualtui.insight.pulse import Answer, Pulse, pulse
from ritualtui.insight.replay import replay
from ritualtui.insight.series import Row, series
from ritualtui.kinds import Bid, Pause, Plan, Record, Ritual
from ritualtui.practice import plans, streaks
from ritualtui.practice.rituals import RitualDef

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog


T = TypeVar("T")


class Taken(NamedTuple):
    """What was read from the log: structs that nobody changes. ``people`` are ids, mine first; alone, mine only.

    ``called`` has the name of each ritual by id, also of those that are only remembered.
    """

    records: tuple[Record, ...]
    people: tuple[str, ...]
    names: tuple[str, ...]
    rituals: tuple[RitualDef, ...]
    called: Mapping[str, str]
    answers: tuple[Answer, ...]
    today: date


class Held(NamedTuple):
    """One ritual: its id and name, its plans and pauses, the days on which it was done."""

    ident: str
    name: str
    planned: plans.Planned
    pauses: plans.Pauses
    done: frozenset[date]


class Material(NamedTuple):
    """See the module. ``rows`` go to ``until``; the pulse goes to the last of them that is over.

    ``names`` are those of who takes part, fit to show, in the order of a row's tuples; one name: somebody alone.
    ``bids`` are (day, response), oldest first. ``today`` is still running, or is the day that was asked about.
    """

    until: date
    names: tuple[str, ...]
    rows: list[Row]
    pulse: Pulse
    bids: list[tuple[date, str | None]]
    pauses: plans.Pauses
    rituals: list[Held]
    memo: dict[str, Any]

    def once(self, what: str, make: Callable[[], T]) -> T:
        """What ``make`` makes of the whole log, made once whatever days a chart shows of it."""
        if what not in self.memo:
            self.memo[what] = make()
        return self.memo[what]  # type: ignore[no-any-return]

    @property
    def solo(self) -> bool:
        """Whether one takes part alone."""
        return len(self.names) == 1

    @property
    def paused(self) -> plans.Why | None:
        """Why the last day is paused, or None."""
        return self.pauses.why(self.until)


def taken(companion: "OpenLog") -> Taken:
    """Read what the charts need."""
    insight, rituals = companion.group(Insight), companion.group(Rituals)
    people, names = insight.people(), companion.people.names()
    return Taken(
        tuple(companion.visible()), people, tuple(freetext.one_line(names[person]) for person in people),
        tuple(rituals.ever.values()), rituals.names, tuple(insight.answers()),
        date.fromisoformat(companion.today),
    )  # fmt: skip


def made(found: Taken, until: date | None = None) -> Material:
    """The material through ``until`` (included); by default through today, the pulse through yesterday."""
    last = until or found.today
    if until is not None:  # what was written down later was not known then
        known_then = until.isoformat()
        records = tuple(record for record in found.records if record.day <= known_then)
        found = found._replace(records=records, answers=tuple(one for one in found.answers if one[0] <= until))
    rows = series(found.records, found.people, found.rituals, until=last)
    over = rows if until is not None else [row for row in rows if row.day < found.today]
    known = {row.day.isoformat(): row.day for row in rows}
    bids = [
        (known[record.day], record.response)
        for record in found.records
        if type(record) is Bid and not record.deleted and record.day in known
    ]
    return Material(
        last, found.names, rows, pulse(over, found.answers), sorted(bids, key=lambda bid: bid[0]),
        plans.pauses(found.records), _held(found, last), {},
    )  # fmt: skip


def replayed(found: Taken, until: date | None = None) -> Material:
    """The material through ``until`` (by default the last day that is over), each day by what was known on it."""
    last = until or found.today - timedelta(days=1)
    material = made(found, last)
    days = replay(found.records, found.people, found.rituals, until=last, answers=found.answers)
    return material._replace(pulse=material.pulse._replace(days=days))


def _held(found: Taken, last: date) -> list[Held]:
    """The rituals that were ever done, those that are meant for some day first; also those that nobody here knows."""
    done: dict[str, list[Record]] = {ritual.id: [] for ritual in found.rituals}
    for record in found.records:
        if type(record) is Ritual:
            done.setdefault(record.ritual, []).append(record)
    known = {ritual.id: ritual for ritual in found.rituals}
    settings = [record for record in found.records if type(record) is Plan]
    pauses = [record for record in found.records if type(record) is Pause]
    held = []
    for ident, records in done.items():
        days = frozenset(day for day in streaks.ritual_days(records, ident) if day <= last)
        if days:
            planned = plans.planned([*plans.default(known.get(ident)), *settings], ident)
            name = freetext.one_line(found.called.get(ident, ident))
            held.append((not planned.meant_at_all(last), Held(ident, name, planned, plans.pauses(pauses, ident), days)))
    return [one for _, one in sorted(held, key=lambda pair: pair[0])]


def days_between(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
