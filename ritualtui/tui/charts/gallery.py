"""Which charts there are, in their order: each with its name, how it is drawn and its sentence."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from ritualtui.companion.charts import bids, months, pulse, strength, year
from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import Range, span
from ritualtui.companion.charts.wording import say
from ritualtui.tui.charts import bids as bids_drawn
from ritualtui.tui.charts import months as months_drawn
from ritualtui.tui.charts import pulse as pulse_drawn
from ritualtui.tui.charts import strength as strength_drawn
from ritualtui.tui.charts import year as year_drawn
from ritualtui.tui.charts.canvas import Canvas


class Shown(NamedTuple):
    """A chart for one range: its name, what is beside it, how to draw it on so many cells, the sentence under it.

    ``headline`` says what it shows, in a line; nothing where there is nothing to say yet. The sentence is the rest.
    ``draw`` is None where there is nothing to draw; then the sentence stands in the chart's place.
    """

    name: str
    beside: str
    draw: Callable[[int, int], Canvas] | None
    said: str
    headline: str = ""


def _pulse(material: Material, of: Range, place: int) -> Shown:
    found = pulse.line(material, span(material, of), place)
    name = say("names", "pulse-alone" if material.solo else "pulse")
    beside = found.name if len(pulse.places(material)) > 1 else ""
    if material.rows and not material.pulse.ready:
        return Shown(name, beside, partial(pulse_drawn.draw_learning, material.pulse.logged), found.said)
    draw = partial(pulse_drawn.draw, found) if any(value is not None for value in found.level) else None
    return Shown(name, beside, draw, found.more, found.headline)


def _bids(material: Material, of: Range, place: int) -> Shown:
    days = span(material, of)
    draw = partial(bids_drawn.draw, material, days) if material.bids else None
    return Shown(say("names", "bids"), "", draw, bids.said(material, days), bids.headline(material, days))


def _year(material: Material, of: Range, place: int) -> Shown:
    days = span(material, of)
    name, (first, rest) = say("names", "year"), year.parts(material, days)
    if not material.rows:
        return Shown(name, "", None, first)
    return Shown(name, "", partial(year_drawn.draw, material, days), rest, first.removesuffix("."))


def _strength(material: Material, of: Range, place: int) -> Shown:
    found = strength.courses(material, span(material, of))
    draw = partial(strength_drawn.draw, found) if found.rituals else None
    rest = strength.more(found, solo=material.solo)
    return Shown(say("names", "strength"), "", draw, rest, strength.headline(found))


def _months(material: Material, of: Range, place: int) -> Shown:
    found = months.beside(material, of)
    draw = partial(months_drawn.draw, found, material.until) if found.measures else None
    return Shown(found.name, "", draw, found.more, found.headline)


CHARTS: Final[tuple[Callable[[Material, Range, int], Shown], ...]] = (_pulse, _bids, _year, _strength, _months)
"""Each makes a chart from the material, a range and (the first alone) the place of a signal."""
