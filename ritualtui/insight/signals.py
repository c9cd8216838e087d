"""What the pulse says: the kinds, the arithmetic of one that is spoken, a day of the replay, a signal as it stands."""

from datetime import date
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "thinning", "fewer-appreciations", "fewer-bids", "bids-met-less", "rituals-slipping", "closeness-falling",
    "logging-less", "getting-better", "quiet", "lopsided",
]  # fmt: skip
Signal = Literal["appreciations", "bids", "toward", "rituals", "closeness"]
DECLINES: Final[tuple[Kind, ...]] = (
    "thinning", "fewer-appreciations", "fewer-bids", "bids-met-less", "rituals-slipping", "closeness-falling",
)  # fmt: skip
PLACES: Final[tuple[Signal, ...]] = ("appreciations", "bids", "toward", "rituals", "closeness", "closeness")
"""The signal at each place of a tuple; closeness has one place a person."""
A, B, P, Q, C = range(5)
"""The places by letter: appreciations, bids, bids met (``P``), rituals (``Q``), closeness from ``C`` on."""
KIND_OF: Final[tuple[Kind, ...]] = (
    "fewer-appreciations", "fewer-bids", "bids-met-less", "rituals-slipping", "closeness-falling", "closeness-falling",
)  # fmt: skip
"""The kind that is spoken where one signal alone has moved."""


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
