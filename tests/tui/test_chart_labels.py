"""What stands under and over a chart fits on it whole."""

from datetime import date, timedelta

import pytest

from ritualtui.companion.charts.line import Line
from ritualtui.companion.charts.year import Calendar
from ritualtui.insight.said import Kind, Spoken
from ritualtui.tui.charts import line, weeks
from ritualtui.tui.charts import year as years
from ritualtui.tui.charts.canvas import Canvas

FIRST = date(2025, 11, 23)
DAYS = [FIRST + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize("size", [(58, 9), (76, 13), (116, 29)])
def test_every_sign_of_a_year_is_explained(size: tuple[int, int]) -> None:
    kinds: list[tuple[Kind, int]] = [("quiet", 90), ("thinning", 300), ("getting-better", 350)]
    spoken = [Spoken(kind, DAYS[n], DAYS[n], (), ()) for kind, n in kinds]
    band: list[tuple[float, float] | None] = [(1.0, 3.0)] * 365
    found = Line(DAYS, [2.0] * 365, [2.0] * 365, band, [n in (200, 201) for n in range(365)], spoken, "", "", "")
    said = line.draw(found, *size).content().plain
    for sign in ("– paused", "○ a question", "▲ a nudge", "◇ more again"):
        assert sign in said, said


@pytest.mark.parametrize("high", range(6, 30))
def test_each_bid_of_a_bar_is_as_tall_as_every_other(high: int) -> None:
    tall = weeks.tallest(6, high)
    assert tall % 6 == 0 and high - 6 < tall <= high
    for counts in ((4, 1, 0, 1), (1, 1, 1, 0), (0, 6, 0, 0), (0, 0, 0, 1)):
        cells = weeks._cells(counts, 6, tall)
        assert [cells.count(n) for n in range(4)] == [count * tall // 6 for count in counts]


def test_the_months_over_a_year_are_apart() -> None:
    canvas = Canvas(76, 13)
    years._weeks(canvas, Calendar(DAYS, [1] * 365), 53, 69, 10)
    top = next(row for row in canvas.content().plain.splitlines() if "Feb" in row)
    assert top.split()[:4] == ["Dec", "Jan", "Feb", "Mar"], top
