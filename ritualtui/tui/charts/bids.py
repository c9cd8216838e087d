"""Bids week by week: those that were turned toward up from a line, the others down from it, each told by its sign."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from ritualtui.companion.charts.bids import RESPONSES, stacks
from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import Span
from ritualtui.companion.charts.wording import say
from ritualtui.strings import dates
from ritualtui.tui.charts.canvas import Canvas

SIGNS: Final = ("█", "░", "▞", "·")
"""In the order of ``RESPONSES``."""
_STYLES: Final = ("$primary", "$text-muted", "$text-muted", "$text-muted")
_GROUND: Final = "─"
_LEFT = 1
_BELOW = 2
_NARROWEST = 1
_WIDEST = 6
_TALLEST = 10
"""Lines of the bars, up and down together."""
_TALL = 2
"""Lines of one bid, at most."""


def draw(material: Material, span: Span, width: int, height: int) -> Canvas:
    """The bars on a canvas of this size, with what they stand for at their right."""
    canvas = Canvas(width, height)
    totals = _totals(material, span)
    labels = _labels(totals)
    right = max((len(said) for said in labels.values()), default=0) + 4
    wide, high = width - _LEFT - right, min(_TALLEST, height - _BELOW - 1)
    if wide < 8 or high < 3:
        return canvas
    found = stacks(material, span, wide)
    found = found._replace(bars=found.bars[-wide:])  # of more years than there is room for, the newest
    each = max(_NARROWEST, min(_WIDEST + 1, wide // max(1, len(found.bars))))
    bar = max(_NARROWEST, each - 1) if each > 1 else 1
    up, down = _rows([counts for _, counts in found.bars], high)
    for n, (_, counts) in enumerate(found.bars):
        x = _LEFT + n * each
        for y in range(_scaled(counts[0], *up)):
            canvas.put(x, up[1] - 1 - y, SIGNS[0] * bar, _STYLES[0])
        for y, which in enumerate(_cells((0, *counts[1:]), *down) if down[1] else ()):
            canvas.put(x, up[1] + 1 + y, SIGNS[which] * bar, _STYLES[which])
    ends = _LEFT + len(found.bars) * each - (each - bar)
    canvas.put(_LEFT, up[1], _GROUND * (ends - _LEFT))
    _name_parts(canvas, labels, totals, ends + 3, up[1])
    below, end = up[1] + 1 + down[1], -2
    for n, (day, _) in enumerate(found.bars):
        said = _name(found.unit, day, n)
        if said and n * each > end + 1 and n * each + len(said) <= width - _LEFT:
            canvas.put(_LEFT + n * each, below, said)
            end = n * each + len(said)
    canvas.put(_LEFT, below + 1, say("units", found.unit))
    return canvas


def _totals(material: Material, span: Span) -> tuple[int, ...]:
    """How many there were in these days, in the order of ``RESPONSES``."""
    found = [response or "open" for day, response in material.bids if span.first <= day <= span.last]
    return tuple(found.count(name) for name in RESPONSES)


def _labels(totals: tuple[int, ...]) -> dict[str, str]:
    widest = max((len(say("bids-legend", name)) for name in RESPONSES[1:]), default=0)
    toward = say("bids-legend", "of", n=f"{totals[0]:,}", of=f"{sum(totals):,}")
    return {
        name: toward if n == 0 else f"{say('bids-legend', name):<{widest}} {totals[n]:>2,}"
        for n, name in enumerate(RESPONSES)
        if totals[n] or n == 0
    }


def _name_parts(canvas: Canvas, labels: dict[str, str], totals: tuple[int, ...], x: int, ground: int) -> None:
    """Say at the right what is up and what is down."""
    if totals[0] and ground > 1:
        canvas.put(x, max(0, ground // 3 - 1), SIGNS[0], _STYLES[0])
        canvas.put(x + 2, max(0, ground // 3 - 1), say("bids-legend", "toward"), "$text")
        canvas.put(x + 2, max(0, ground // 3 - 1) + 1, labels["toward"])
    others = [name for name in RESPONSES[1:] if name in labels]
    for n, name in enumerate(others):
        which = RESPONSES.index(name)
        canvas.put(x, ground + 1 + n, SIGNS[which], _STYLES[which])
        canvas.put(x + 2, ground + 1 + n, labels[name], "$text")


def _rows(bars: Sequence[tuple[int, ...]], high: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The most there is and its lines, upwards and downwards: each bid as tall as every other, if there is room."""
    up = max((counts[0] for counts in bars), default=0)
    down = max((sum(counts[1:]) for counts in bars), default=0)
    if 0 < up + down <= high:
        tall = min(_TALL, high // (up + down))
        return (up, up * tall), (down, down * tall)
    lines = min(high - 1, max(1, round(high * down / (up + down)))) if down else 0
    kinds = max((sum(count > 0 for count in counts[1:]) for counts in bars), default=0)
    lines = max(lines, min(kinds, high - 1))
    return (up, high - lines), (down, lines)


def _scaled(count: int, top: int, lines: int) -> int:
    """Lines of a bar; what there is shows."""
    return max(1, round(count * lines / top)) if count and top else 0


def _cells(counts: tuple[int, ...], top: int, high: int) -> list[int]:
    """Which response each cell of a bar is, from below: rounded so that what there is shows, and the sum is right."""
    total = sum(counts)
    cells = max(round(total * high / top), sum(count > 0 for count in counts)) if total else 0
    cells = min(cells, high)
    found: list[int] = []
    done = 0
    for which, count in enumerate(counts):
        done += count
        later = sum(one > 0 for one in counts[which + 1 :])
        upto = min(cells - later, max(len(found) + (count > 0), round(cells * done / total))) if total else 0
        found += [which] * max(0, upto - len(found))
    return found


def _name(unit: str, day: date, n: int) -> str:
    """What stands under a bar: the day of the first week of a month, a month, a year."""
    if unit == "week":
        return dates.short_date(day) if n == 0 or day.day <= 7 else ""
    if unit == "year" or day.month == 1:
        return str(day.year)
    return dates.month_short(day) if unit == "month" else ""
