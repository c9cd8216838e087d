"""The pulse: day by day, how much speaks for connection thinning out, and on which days that is worth a word.

For each signal the evidence against its own baseline is added up in a one-sided CUSUM of log-likelihood ratios (Page
1954, Biometrika 41:100), and in a joint one for several at once. ``docs/pulse.md`` explains the model, its proof and
its limits. Online: a day's row is made from that day and the ones before, so a replay of a prefix is a prefix of the
replay.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, NamedTuple

from ritualtui.insight.detector import LEARNING, Watch
from ritualtui.insight.nudge_kinds import FALSE_ALARMS, THRESHOLDS
from ritualtui.insight.series import Row
from ritualtui.insight.signals import PLACES, C, Day, State

RECENT: Final = 7
"""Logged days of the recent mean."""
Answer = tuple[date, Literal["logging", "living"]]
"""What was said to *logging less, or living less?*, and on which day."""


class Pulse(NamedTuple):
    """The whole replay, and how each signal stands after its last day.

    ``ready``: enough days were logged to know what is usual. ``evidence`` and ``threshold`` are the joint ones;
    ``false_alarms`` a year are those of all declines together, with steady couples.
    """

    days: list[Day]
    signals: tuple[State, ...]
    ready: bool
    logged: int
    evidence: float
    threshold: float
    false_alarms: float


def pulse(rows: Iterable[Row], answers: Iterable[Answer] = ()) -> Pulse:
    """The pulse of ``rows`` as ``series`` makes them, all of them, in their order."""
    rows = list(rows)
    watch = Watch(len(rows[0].closeness) if rows else 2)
    relearn = {day for day, what in answers if what == "logging"}
    days: list[Day] = []
    for row in rows:
        days.append(watch.step(row))
        if row.day in relearn:
            watch.relearn()
    return Pulse(
        days, tuple(_states(watch, days)), watch.logged >= LEARNING, watch.logged, days[-1].evidence if days else 0.0,
        THRESHOLDS["thinning"].evidence, FALSE_ALARMS,
    )  # fmt: skip


def _states(watch: Watch, days: list[Day]) -> Iterable[State]:
    for place, row in enumerate(PLACES[: C + watch.people]):
        threshold = THRESHOLDS[row.kind]
        usual, band = watch.usual(place)
        yield State(
            row.signal, row.person, row.kind, usual, band, watch.recent(place, RECENT),
            days[-1].each[place] if days else 0.0, threshold.evidence, threshold.false_alarms,
        )  # fmt: skip
