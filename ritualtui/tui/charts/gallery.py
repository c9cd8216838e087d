"""Which charts there are, in their order: each with its name, how it is drawn and its sentence."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from ritualtui.companion.charts import line as line_data
from ritualtui.companion.charts.material import Material
from ritualtui.companion.charts.span import Range, span
from ritualtui.companion.charts.wording import say
from ritualtui.tui.charts import line as line_drawn
from ritualtui.tui.charts.canvas import Canvas


class Shown(NamedTuple):
    """A chart for one range: its name, what is beside it, how to draw it on so many cells, the sentence under it."""

    name: str
    beside: str
    draw: Callable[[int, int], Canvas]
    said: str


def pulse(material: Material, of: Range, place: int) -> Shown:
    """The pulse."""
    found = line_data.line(material, span(material, of), place)
    name = say("names", "pulse-alone" if material.solo else "pulse")
    return Shown(name, found.name, partial(line_drawn.draw, found), found.said)


CHARTS: Final[tuple[Callable[[Material, Range, int], Shown], ...]] = (pulse,)
