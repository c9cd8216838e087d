"""Bids stacked week by week; how each was met is told apart by its sign."""

from datetime import date
from typing import Final

from ritualtui.companion.charts.bids import RESPONSES, stacks
from ritualtui.companion.charts.material import Material
from ritualtui.companion.charts.span import Span
from ritualtui.companion.charts.wording import say
from ritualtui.tui.charts.canvas import GAP, TIGHT, Canvas, Sign

SIGNS: Final = ("█", "░", "▚", "·")
"""In the order of ``RESPONSES``."""
_STYLES: Final = ("$primary", "$text-muted", "$text-muted", "$text-muted")
_LEFT = 5
_BELOW = 3
_NARROWEST = 1
_WIDEST = 6


def draw(material: Material, span: Span, width: int, height: int) -> Canvas:
    """Stacked bars on a canvas of this size."""
    canvas = Canvas(width, height)
    below = _BELOW - (height < TIGHT)
    wide, high = width - _LEFT - 1, height - below
    if wide < 8 or high < 3:
        return canvas
    found = stacks(material, span, wide)
    found = found._replace(bars=found.bars[-wide:])  # of more years than there is room for, the newest
    bars = len(found.bars)
    each = max(_NARROWEST, min(_WIDEST + 1, wide // max(1, bars)))
    bar = max(_NARROWEST, each - 1) if each > 1 else 1
    top = _round_up(max((sum(counts) for _, counts in found.bars), default=0))
    rows = tallest(top, high)
    canvas.put(0, high - rows, f"{top:>{_LEFT - 2}} ")
    canvas.put(0, high - 1, f"{0:>{_LEFT - 2}} ")
    for n, (_, counts) in enumerate(found.bars):
        for y, which in enumerate(_cells(counts, top, rows)):
            canvas.put(_LEFT + n * each, high - 1 - y, SIGNS[which] * bar, _STYLES[which])
        if not any(counts):
            canvas.put(_LEFT + n * each, high - 1, "▁" * bar, "$border")
    end = -2
    for n, (day, _) in enumerate(found.bars):
        said = _name(found.unit, day, n)
        if said and n * each > end + 1 and n * each + len(said) <= wide:
            canvas.put(_LEFT + n * each, high, said)
            end = n * each + len(said)
    used = [any(counts[n] for _, counts in found.bars) for n in range(len(RESPONSES))]
    signs = [
        Sign(sign, say("bids-legend", name), style)
        for name, sign, style, there in zip(RESPONSES, SIGNS, _STYLES, used, strict=True)
        if there
    ]
    end = canvas.legend(_LEFT, height - 1, signs)
    unit = say("units", found.unit)
    if end + GAP + len(unit) < width:
        canvas.put(width - 1 - len(unit), height - 1, unit)
    return canvas


def tallest(top: int, high: int) -> int:
    """Rows of the bar that reaches ``top``: where there is room, so many that each bid is as tall as every other."""
    return high // top * top or high


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


def _round_up(value: int) -> int:
    """The end of a scale."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if value <= step * 5:
            return max(1, -(-value // step) * step)
    return value


def _name(unit: str, day: date, n: int) -> str:
    """What stands under a bar: the day of the first week of a month, a month, a year."""
    if unit == "week":
        return f"{day.day} {day:%b}" if n == 0 or day.day <= 7 else ""
    if unit == "year" or day.month == 1:
        return str(day.year)
    return f"{day:%b}" if unit == "month" else ""
