"""Bids by how they were met, stacked week by week; by months or longer where there are more weeks than room."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from math import sqrt
from typing import Final, NamedTuple

from ritualtui import messages
from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import Span
from ritualtui.companion.charts.wording import counted, say
from ritualtui.strings import as_sentence, dates

RESPONSES: Final = ("toward", "away", "against", "open")
"""From the bottom of a bar to its top."""
_LATELY = 3
"""The last third of the days is compared with the two before it."""
_ENOUGH, _DIFFERENT = 8, 1.64
_FEW = 5
"""Fewer are counted, and no more is made of them."""


class Stacks(NamedTuple):
    """``bars``: the first day of each and its counts in the order of ``RESPONSES``. ``unit``: week, month … ."""

    bars: list[tuple[date, tuple[int, ...]]]
    unit: str


def stacks(material: Material, span: Span, most: int) -> Stacks:
    """The bids of these days in at most ``most`` bars (or years). The first bar has all of its days."""
    for unit, first_of in _UNITS:
        starts: dict[date, Counter[str]] = {}
        day = first_of(span.first)
        while day <= span.last:
            starts[day] = Counter()
            day = first_of(day + timedelta(days=_LONGEST[unit]))
        if len(starts) <= most or unit == "year":
            break
    for when, response in _of(material, span, first_of):
        starts[first_of(when)][response or "open"] += 1
    return Stacks([(day, tuple(found[name] for name in RESPONSES)) for day, found in starts.items()], unit)


def _of(material: Material, span: Span, first_of: Callable[[date], date]) -> list[tuple[date, str | None]]:
    first = first_of(span.first)
    return [bid for bid in material.bids if first <= bid[0] <= span.last]


def _month(day: date) -> date:
    return day.replace(day=1)


def _quarter(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _year(day: date) -> date:
    return date(day.year, 1, 1)


_UNITS: Final[tuple[tuple[str, Callable[[date], date]], ...]] = (
    ("week", dates.week_begins), ("month", _month), ("quarter", _quarter), ("year", _year),
)  # fmt: skip
_LONGEST: Final = {"week": 7, "month": 31, "quarter": 92, "year": 366}


def said(material: Material, span: Span) -> str:
    """How many there were and how they were met; whether that has changed, where there are enough to tell."""
    if not material.bids:
        return say("bids", "never")
    found = _of(material, span, dates.week_begins)
    if not found:
        return say("bids", "none-here")
    counts = Counter(response or "open" for _, response in found)
    spelled = len(found) <= messages.SPELLED  # all of them, or none
    each = {name: messages.number(many) if spelled else f"{many:,}" for name, many in counts.items()}
    how = ", ".join(say("bids", name, n=each[name]) for name in RESPONSES if name in each)
    sentence = as_sentence(counted("bids", "counted", len(found), how=how))
    since = span.last - timedelta(days=span.days // _LATELY)
    change = _change(
        [response for day, response in found if response is not None and day <= since],
        [response for day, response in found if response is not None and day > since],
    )
    return f"{sentence} {say('bids', change)}" if change else sentence


def headline(material: Material, span: Span) -> str:
    """How most of them were answered, where there are enough to say so; nothing where there are none."""
    found = _of(material, span, dates.week_begins)
    if len(found) < _FEW:
        return as_sentence(counted("headlines", "bids", len(found))) if found else ""
    toward = sum(response == "toward" for _, response in found)
    answered = sum(response is not None for _, response in found)
    if toward == len(found):
        return say("headlines", "bids-all")
    if toward == answered and toward:
        return say("headlines", "bids-all-answered")
    if 2 * toward > len(found):
        return say("headlines", "bids-most")
    if 2 * toward > answered:
        return say("headlines", "bids-most-answered")
    return say("headlines", "bids-half" if 2 * toward == len(found) else "bids-fewer")


def _change(before: list[str], lately: list[str]) -> str:
    """More, fewer or the same, or nothing where it cannot be told (by two proportions, pooled)."""
    if min(len(before), len(lately)) < _ENOUGH:
        return ""
    met = [sum(response == "toward" for response in some) for some in (before, lately)]
    pooled = sum(met) / (len(before) + len(lately))
    spread = sqrt(pooled * (1 - pooled) * (1 / len(before) + 1 / len(lately)))
    apart = met[1] / len(lately) - met[0] / len(before)
    if abs(apart) <= _DIFFERENT * spread or not spread:
        return "same"
    return "more" if apart > 0 else "fewer"
