"""What stands under and over a chart fits on it whole."""

from datetime import date, timedelta

import pytest

from ritualtui.companion.charts.pulse import Line
from ritualtui.companion.charts.year import Calendar
from ritualtui.insight.signals import Kind, Spoken
from ritualtui.tui.charts import bids, pulse
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
    said = pulse.draw(found, *size).content().plain
    for sign in ("– paused", "○ a question", "▲ a nudge", "◇ more again"):
        assert sign in said, said


@pytest.mark.parametrize("high", range(6, 11))
def test_each_bid_is_as_tall_as_every_other_up_and_down(high: int) -> None:
    bars = [(4, 1, 0, 1), (1, 1, 1, 0), (0, 1, 0, 0), (2, 0, 0, 0)]
    (most, up), (rest, down) = bids._rows(bars, high)
    assert (most, rest) == (4, 2) and up * rest == down * most and up + down <= high
    for toward, *others in bars:
        assert bids._scaled(toward, most, up) * most == toward * up
        cells = bids._cells((0, *others), rest, down)
        assert [cells.count(n) for n in (1, 2, 3)] == [count * down // rest for count in others]


def test_where_there_are_many_each_kind_is_still_seen() -> None:
    (most, up), (rest, down) = bids._rows([(40, 1, 2, 3), (0, 0, 1, 0)], 9)
    assert up + down == 9 and down >= 3
    assert set(bids._cells((0, 1, 2, 3), rest, down)) == {1, 2, 3}
    assert bids._scaled(1, most, up) == 1


def test_the_months_over_a_year_are_apart() -> None:
    canvas = Canvas(76, 13)
    years._weeks(canvas, Calendar(DAYS, [1] * 365), 53, 69, 10)
    top = next(row for row in canvas.content().plain.splitlines() if "Feb" in row)
    assert top.split()[:4] == ["Dec", "Jan", "Feb", "Mar"], top
