"""The pulse: a line of dots between the two edges of what is usual, each named where it ends.

Below it the days on which it spoke and those that rest.
"""

from itertools import pairwise
from typing import Final

from ritualtui.companion.charts.pulse import Line
from ritualtui.companion.charts.wording import level, listed, say
from ritualtui.insight.detector import LEARNING
from ritualtui.insight.nudge_kinds import BY_NAME
from ritualtui.tui.charts.canvas import Canvas, Dots, Sign, ticks

PAUSED: Final = "–"
EDGE: Final = "╌"
NOW: Final = "●"
_LEFT = 6
_TALLEST = 11
"""Lines of the plot: where it is taller, each wobble looks like a cliff."""
_MANY: Final = {"a-week": 7, "in-ten": 10}
"""How many times a level is what is said of it, in units in which it is another."""
_LATE = 0.1
"""The last tenth of the days: a line that ends in it is named as how it is now."""
_GAP, _GAP_OF_RATINGS = 4, 10
"""Days without a word over which the line still goes on."""
_BELOW = 3
"""Lines under the plot: marks, days, what the signs mean."""


def draw(found: Line, width: int, height: int) -> Canvas:
    """The line on a canvas of this size."""
    canvas = Canvas(width, height)
    wide, high = width - _LEFT - _right(), min(_TALLEST, height - _BELOW)
    if wide < 8 or high < 3 or not found.days:
        return canvas
    low, top = _range(found)
    _labels(canvas, found, low, top, high)
    days = len(found.days)
    dots = Dots(wide, high)
    scale = (dots.height - 1) / (top - low)

    def row(value: float) -> int:
        return round((top - min(top, max(low, value))) * scale)

    ends: dict[int, str] = {}
    for x in range(wide):
        some = range(x * days // wide, max(x * days // wide + 1, (x + 1) * days // wide))
        bands = [band for n in some if (band := found.band[n]) is not None]
        if not bands:
            continue
        upper = row(sum(band[1] for band in bands) / len(bands)) // 4
        lower = row(sum(band[0] for band in bands) / len(bands)) // 4
        if x % 2 == 0:
            canvas.put(_LEFT + x, upper, EDGE)
            canvas.put(_LEFT + x, lower, EDGE)
        ends = dict(zip((upper, lower), listed("pulse", "band"), strict=True)) if upper != lower else {}
    before: int | None = None
    for x, value in enumerate(_along(found, dots.width)):
        if value is None:
            before = None
            continue
        here = row(value)
        dots.join(x, here if before is None else before, here)
        before = here
    dots.draw(canvas, _LEFT, 0, "bold $primary")
    _name_ends(canvas, found, ends, [None if value is None else row(value) // 4 for value in found.level], wide)
    _marks(canvas, found, wide, high)
    for x, said in ticks(found.days[0], found.days[-1], wide):
        canvas.put(_LEFT + x, high + 1, said)
    return canvas


def draw_learning(logged: int, width: int, height: int) -> Canvas:
    """A dot for each day that it takes to know what is usual, filled as they come."""
    canvas = Canvas(width, height)
    row = " ".join(["●"] * min(logged, LEARNING) + ["○"] * (LEARNING - logged))
    x, y = max(0, (width - len(row)) // 2), height // 2
    canvas.put(x, y, row, "$primary")
    said = say("pulse", "learning-dots")
    canvas.put(max(0, (width - len(said)) // 2), y + 2, said)
    return canvas


def _along(found: Line, width: int) -> list[float | None]:
    """The line at each of ``width`` places: means where a place has several days, straight between days that are apart.

    It breaks where days are paused, and where nothing was written down for longer than a few days.
    """
    days = len(found.days)
    gap = _GAP_OF_RATINGS if found.unit == "of-ten" else _GAP
    known = [(n, value) for n, value in enumerate(found.level) if value is not None]
    along: list[float | None] = [None] * width
    sums: dict[int, list[float]] = {}
    for n, value in known:
        sums.setdefault(n * width // days, []).append(value)
    for x, values in sums.items():
        along[x] = sum(values) / len(values)
    for (n, value), (m, other) in pairwise(known):
        first, last = n * width // days, m * width // days
        if m - n > gap or any(found.paused[n + 1 : m]):
            continue
        for x in range(first + 1, last):
            share = (x - first) / (last - first)
            along[x] = value + share * (other - value)
    return along


def _range(found: Line) -> tuple[float, float]:
    """The lowest and highest value that the plot has room for."""
    values = [value for value in (*found.level, *found.usual) if value is not None]
    values += [edge for band in found.band if band is not None for edge in band]
    low, top = (min(values), max(values)) if values else (0.0, 1.0)
    if not found.unit:
        return min(-1.0, low), max(1.0, top)
    if found.unit in ("a-day", "a-week"):
        return 0.0, max(1.0 / _MANY.get(found.unit, 1), top * 1.05)
    if found.unit == "in-ten":
        return min(0.5, low), 1.0
    return max(1.0, min(5.0, low - 0.5)), 10.0


def _right() -> int:
    """The columns beside the line, where its ends are named."""
    return 2 + max(map(len, listed("pulse", "band")))


def _labels(canvas: Canvas, found: Line, low: float, top: float, high: int) -> None:
    usual = next((value for value in reversed(found.usual) if value is not None), None)
    many = _MANY.get(found.unit, 1)
    if not found.unit:
        for y, said in zip((0, high - 1), listed("pulse", "axis"), strict=True):
            canvas.put(0, y, said)
        return
    at = None if usual is None else round((top - usual) / (top - low) * (high * 4 - 1)) // 4
    for y, value in ((0, top), (high - 1, low)):
        if at is None or abs(at - y) > 0:
            canvas.put(0, y, f"{level(value * many):>{_LEFT - 2}}")
    if at is not None:
        canvas.put(0, at, f"{level((usual or 0) * many):>{_LEFT - 2}}", "$text")


def _name_ends(canvas: Canvas, found: Line, ends: dict[int, str], rows: list[int | None], wide: int) -> None:
    """Say at the right what each line is; where two would lie on each other, the band gives way."""
    last = max((n for n, y in enumerate(rows) if y is not None), default=None)
    if last is not None and last >= len(rows) * (1 - _LATE) and (y := rows[last]) is not None:
        value = found.level[last] or 0.0
        said = say("pulse", "now")
        if found.unit:
            said = level(value * _MANY.get(found.unit, 1))
        x = _LEFT + min(wide - 1, last * wide // len(rows))
        canvas.put(x, y, NOW, "bold $primary")
        canvas.put(x + 2, y, said, "$text")
        ends = {(at if at != y else at - 1 if at == min(ends) else at + 1): what for at, what in ends.items()}
    for at, what in ends.items():
        canvas.put(_LEFT + wide + 1, at, what)


def _marks(canvas: Canvas, found: Line, wide: int, high: int) -> None:
    days = len(found.days)
    seen: dict[str, str] = {}
    for n, paused in enumerate(found.paused):
        if paused:
            canvas.put(_LEFT + n * wide // days, high, PAUSED)
            seen[PAUSED] = say("legend", "paused")
    for one in found.spoken:
        sign, meaning = BY_NAME[one.kind].sign
        canvas.put(_LEFT + (one.day - found.days[0]).days * wide // days, high, sign, "bold $accent")
        seen[sign] = say("legend", meaning)
    shown = [Sign(sign, said) for sign, said in seen.items()]
    canvas.legend(_LEFT, high + 2, shown)
