"""The days that a chart shows: the last 30, 90, 365, or all there are."""

from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from ritualtui.companion.charts.chart_data import Material

Range = Literal["30", "90", "365", "all"]
RANGES: Final[tuple[Range, ...]] = ("30", "90", "365", "all")
LEAST: Final = 30
"""Days that are shown at least: a chart of two days says nothing."""


class Span(NamedTuple):
    """From ``first`` to ``last``, both included."""

    range: Range
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def span(material: Material, of: Range) -> Span:
    """The days of a range that ends with the material."""
    last = material.until
    if of != "all":
        return Span(of, last - timedelta(days=int(of) - 1), last)
    first = material.rows[0].day if material.rows else last
    return Span(of, min(first, last - timedelta(days=LEAST - 1)), last)
