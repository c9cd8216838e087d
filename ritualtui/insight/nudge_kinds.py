"""The kinds of nudges: one row a kind, in the order in which they matter; everything else reads the rows.

A kind's words are its table in ``nudges.toml`` in ``content/``. ``detector`` has the day on which one is due.
"""

from typing import Final, NamedTuple

Kind = str
"""The name of a kind, one of those in ``ROWS``; also in marks, where it stays as it was written."""


class Threshold(NamedTuple):
    """Evidence (in nats) at which a kind is spoken, and its false alarms a year with simulated steady couples."""

    evidence: float
    false_alarms: float


class Sign(NamedTuple):
    """How a nudge is marked on the chart: one cell, and what it means, a key of ``[legend]`` in the charts' words."""

    cell: str
    legend: str


SPOKEN: Final = Sign("▲", "spoken")
BETTER: Final = Sign("◇", "better")
ASKED: Final = Sign("○", "asked")


class NudgeKind(NamedTuple):
    """One kind of nudge, and all that the program has to know about it besides its words."""

    kind: Kind
    threshold: Threshold | None = None
    """How much evidence it takes; None where something else says when it is due, as the rhythm of a couple does.

    ``tests/simulation`` sets the evidence, and writes the false alarms here; ``docs/pulse.md`` has the table.
    """
    declines: bool = False
    """Whether it is about less than usual, and so gives way to what got better since."""
    rises: bool = False
    """Whether it holds while its signals are above what they were, and not while they are below."""
    stands: int = 14
    """Days for which it is shown unless it is put away."""
    sign: Sign = SPOKEN


# fmt: off
ROWS: Final[tuple[NudgeKind, ...]] = (
    NudgeKind("thinning", Threshold(7.4, 0.03), declines=True),
    NudgeKind("fewer-appreciations", Threshold(3.4, 0.49), declines=True),
    NudgeKind("fewer-bids", Threshold(7.0, 0.01), declines=True),
    NudgeKind("bids-met-less", Threshold(6.5, 0.11), declines=True),
    NudgeKind("rituals-slipping", Threshold(10.0, 0.01), declines=True),
    NudgeKind("closeness-falling", Threshold(10.0, 0.01), declines=True),
    NudgeKind("quiet", stands=7, sign=ASKED),  # when, says how often this couple is quiet
    NudgeKind("logging-less", Threshold(4.7, 0.31), sign=ASKED),
    NudgeKind("getting-better", Threshold(8.0, 0.52), rises=True, stands=5, sign=BETTER),
    NudgeKind("lopsided"),  # shown where both have asked for it
)
# fmt: on
"""All of them, the one to be shown first at the top."""

BY_NAME: Final = {row.kind: row for row in ROWS}
ORDER: Final = tuple(BY_NAME)
DECLINES: Final = tuple(row.kind for row in ROWS if row.declines)
THRESHOLDS: Final = {row.kind: row.threshold for row in ROWS if row.threshold is not None}
FALSE_ALARMS: Final = 0.66
"""A year, of all kinds of decline together."""
