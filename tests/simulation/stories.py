"""What happens to the invented couples, a row of the table each, and what is asked of the pulse then."""

import collections
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from couples import USUAL, Life, Story, draw, live, steady, with_rates

from ritualtui.insight.nudge_kinds import DECLINES
from ritualtui.insight.pulse import pulse
from ritualtui.insight.signals import Day, Moved

RHYTHM = (2.2, 0.5, 0.5, 0.6, 0.5, 0.9, 1.8)
"""A strong weekly rhythm: a factor a weekday."""
START = 28
"""Days of baseline before anything happens."""


@dataclass(frozen=True)
class Heard:
    """What one couple heard: each kind that was spoken, with its day counted from the start of the story."""

    spoken: tuple[tuple[int, str], ...]
    better: tuple[tuple[int, tuple[Moved, ...]], ...] = ()
    """On which days it was said that things got better, and of what."""

    def after(self, day: int) -> list[tuple[int, tuple[Moved, ...]]]:
        """What was said to have got better after a day."""
        return [said for said in self.better if said[0] > day]

    def first_better(self, after: int = 0) -> float:
        """The day, counted from ``after``, on which that was first said since; infinite where it never was."""
        return next((day - after for day, _ in self.after(after)), math.inf)

    @property
    def delay(self) -> float:
        """The day of the first decline after the start, 1 being the first; infinite where none was spoken."""
        return next((day for day, kind in self.spoken if day > 0 and kind in DECLINES), math.inf)

    def kinds(self, first: int = 1, last: int = 10**6) -> set[str]:
        """The kinds heard on the days from ``first`` to ``last``."""
        return {kind for day, kind in self.spoken if first <= day <= last}


@dataclass(frozen=True)
class Row:
    """A story with its name, its length in days after the start, and rates that are set."""

    name: str
    story: Story
    days: int
    own: dict[str, Any] = field(default_factory=dict)

    def hear(self, seed: int, couples: int) -> list[Heard]:
        """What ``couples`` couples hear. The same seed gives the same couples in every row."""
        rng = random.Random(seed)
        return [self._one(random.Random(rng.random())) for _ in range(couples)]

    def _one(self, rng: random.Random) -> Heard:
        couple = with_rates(draw(rng), **self.own)
        rows = live(rng, couple, START + self.days, lambda day: self.story(day - START) if day >= START else USUAL)
        return heard(pulse(rows).days)


def heard(days: Sequence[Day]) -> Heard:
    """What is spoken in ``days``."""
    every = [(number - START + 1, said) for number, day in enumerate(days) for said in day.spoken]
    better = tuple((number, said.moved) for number, said in every if said.kind == "getting-better")
    return Heard(tuple((number, said.kind) for number, said in every), better)


def everything(factor: float) -> Story:
    """All signals at ``factor`` of the usual, from one day to the next."""
    return lambda _: Life(factor, factor, factor, factor, factor)


def sliding(day: int) -> Life:
    """All signals sliding to half over six weeks."""
    return everything(1 - 0.5 * min(1.0, day / 42))(day)


def wearing_off(day: int) -> Life:
    """Counts wear off by 40 % over three months; all else holds."""
    left = 1 - 0.4 * min(1.0, day / 90)
    return Life(appreciations=left, bids=left)


def _between(first: int, last: int, life: Life) -> Story:
    return lambda day: life if first <= day <= last else USUAL


_TRIP = Life(appreciations=0.2, bids=0.2, toward=0.8, rituals=0.1, paused=True)
STEADY = Row("steady couples", steady, 365)
FALLING = (
    Row("all signals −60 %", everything(0.4), 70),
    Row("all signals −40 %", everything(0.6), 70),
    Row("all signals −30 %", everything(0.7), 100),
    Row("only the share turned toward, 80 % → 50 % (5 bids a day)", lambda _: Life(toward=0.625), 100,
        {"bids": 5.0, "toward": 0.8}),
    Row("only appreciations −50 % (from 2 a day)", lambda _: Life(appreciations=0.5), 200, {"appreciations": 2.0}),
    Row("all signals sliding to −50 % over six weeks", sliding, 100),
)  # fmt: skip
WEARING_OFF = Row("counts wear off by 40 % over three months", wearing_off, 90)
QUIET_LIVES = (
    Row("a declared pause of a fortnight, with a trip in it", _between(14, 27, _TRIP), 60),
    Row("a fortnight unlogged", _between(14, 27, Life(unlogged=True)), 60),
    Row("one partner away for ten days", _between(14, 23, Life(away=True)), 60),
    Row("one partner stops writing anything down", _between(14, 10**6, Life(silent=True)), 60),
    Row("a strong weekly rhythm", steady, 60, {"weekday": tuple(day * 7 / sum(RHYTHM) for day in RHYTHM)}),
)  # fmt: skip
LOW_DAYS = 60
LASTING = Row("everything at 40 % for a year, and nothing comes back", everything(0.4), 365)
RECOVERY = Row(f"everything at 40 % for {LOW_DAYS} days, then as before", _between(0, LOW_DAYS - 1, everything(0.4)(0)),
               LOW_DAYS + 40)  # fmt: skip
_PART = Life(appreciations=0.4, rituals=0.4, closeness=0.4)
PARTLY = Row(
    f"the same, but only bids and how they’re answered come back after {LOW_DAYS} days",
    lambda day: everything(0.4)(day) if day < LOW_DAYS else _PART, LOW_DAYS + 60,
)  # fmt: skip
NOT_BACK = frozenset({"appreciations", "rituals", "closeness"})
"""What does not come back in ``PARTLY``."""
NOTHING = Row("nothing happens", steady, 60)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of them do not pass."""
    return sorted(values)[min(len(values) - 1, math.ceil(share * len(values)) - 1)]


def yearly(heard_by: Sequence[Heard], days: int) -> dict[str, float]:
    """Words a couple-year, by kind, from the first day on."""
    found = collections.Counter(kind for one in heard_by for _, kind in one.spoken)
    return {kind: number / len(heard_by) * 365 / days for kind, number in sorted(found.items())}
