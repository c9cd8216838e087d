"""The signals of the pulse, one row a place; what it says of them: the arithmetic of a nudge, a day, a state."""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal, NamedTuple

from ritualtui.insight.nudge_kinds import Kind
from ritualtui.insight.series import Row

Signal = Literal["appreciations", "bids", "toward", "rituals", "closeness"]
Measure = Literal["count", "share", "rating"]
"""What a level is: so many a day, 0 to 1 of so many, or 1 to 10."""


class Place(NamedTuple):
    """One signal, at its place in all tuples that have one for every signal; closeness has one place a person.

    ``kind`` is spoken where it alone has moved. ``level`` is what a day had, and of how much: of one day, or of so
    many bids or rituals; 0 of 0 where the day says nothing of it. ``slower`` is what a day weighs in the baseline while
    the signal seems to be falling. ``spread`` is half a band where none is known, of a mean of seven days.
    """

    signal: Signal
    kind: Kind
    measure: Measure
    level: Callable[[Row], tuple[float, float]]
    slower: float
    spread: float
    person: int | None = None


def _count(of: int | None) -> tuple[float, float]:
    return (0.0, 0.0) if of is None else (float(of), 1.0)


def _share(part: int, of: int) -> tuple[float, float]:
    return float(part), float(of)


def _rating(felt: float | None) -> tuple[float, float]:
    return (0.0, 0.0) if felt is None else (felt, 1.0)


# fmt: off
PLACES: Final[tuple[Place, ...]] = (
    Place("appreciations", "fewer-appreciations", "count", lambda row: _count(row.appreciations), 0.25, 1.5),
    Place("bids", "fewer-bids", "count", lambda row: _count(row.bids), 0.25, 2.0),
    Place("toward", "bids-met-less", "share", lambda row: _share(row.toward, row.answered), 0.5, 0.2),
    Place("rituals", "rituals-slipping", "share", lambda row: _share(row.done, row.planned), 0.5, 0.2),
    Place("closeness", "closeness-falling", "rating", lambda row: _rating(row.closeness[0]), 0.5, 1.0, 0),
    Place("closeness", "closeness-falling", "rating", lambda row: _rating(row.closeness[1]), 0.5, 1.0, 1),
)
# fmt: on
A, B, P, Q, C = range(5)
"""The places by letter: appreciations, bids, bids met (``P``), rituals (``Q``), closeness from ``C`` on."""


def place_of(signal: Signal, person: int | None = None) -> Place:
    """The row of a signal; of closeness, that of a person, by default the first."""
    found = [place for place in PLACES if place.signal == signal]
    return found[person or 0]


class Moved(NamedTuple):
    """The arithmetic of one signal: from what is usual to what it was from ``since`` to ``until``, both included.

    Counts a day, shares 0 to 1, closeness 1 to 10. ``days`` are the logged ones among them. ``person`` is the number of
    the one whose closeness it is, None for all else. ``low`` is where it was, for one that has come back from a decline
    that was spoken of; None for all else.
    """

    signal: Signal
    person: int | None
    usual: float
    recent: float
    since: date
    until: date
    days: int
    low: float | None = None


class Spoken(NamedTuple):
    """What is worth a word on a day: the kind, the signals that moved, and how. ``since`` is where it began.

    ``both``: all that has risen was risen by each of the two; only what is known by person can say so.
    """

    kind: Kind
    day: date
    since: date
    signals: tuple[Signal, ...]
    moved: tuple[Moved, ...]
    both: bool = False


class Day(NamedTuple):
    """One day of the replay. ``evidence`` is the joint one; ``each`` and ``usual`` have a place for every signal.

    Evidence is what the day had reached; where it was spoken of, it begins anew with the next.
    The places are those of ``PLACES``. ``usual`` is what was to be expected of the day, None where nothing was.
    """

    day: date
    logged: bool
    evidence: float
    each: tuple[float, ...]
    usual: tuple[float | None, ...]
    spoken: tuple[Spoken, ...]


class State(NamedTuple):
    """One signal as it stands: usual level and band (where four in five days lie), recent mean, evidence, threshold."""

    signal: Signal
    person: int | None
    kind: Kind
    usual: float | None
    band: tuple[float, float] | None
    recent: float | None
    evidence: float
    threshold: float
    false_alarms: float
