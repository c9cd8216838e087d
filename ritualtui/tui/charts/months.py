"""Two stretches of days side by side: a bar for now, and one, or a mark, for before."""

from datetime import date
from typing import Final

from rich.cells import cell_len, set_cell_size

from ritualtui.companion.charts.months import Beside, Measure, label, value
from ritualtui.tui.charts.canvas import MUTED, Canvas, Sign

NOW: Final = "█"
BEFORE: Final = "░"
THIN: Final = "━"
MARK: Final = "│"
"""Where there is little room: a thin bar for now, a mark on it or beyond it for before."""
_WIDEST_NAME = 24
_WIDEST_BAR = 60


def draw(found: Beside, today: date, width: int, height: int) -> Canvas:
    """The bars on a canvas of this size."""
    canvas = Canvas(width, height)
    many = len(found.measures)
    if not many or width < 30:
        return canvas
    left = min(_WIDEST_NAME, width * 2 // 5, max(cell_len(one.name) for one in found.measures) + 2)
    texts = [value(one, number) for one in found.measures for number in (one.now, one.before)]
    right = max(len(text) for text in texts) + 1
    high = height - (1 if many + 1 == height else 2)
    pairs = high >= 3 * many - 1
    if not pairs and any(one.before is not None for one in found.measures):
        right = 2 * right + 2
    wide = min(_WIDEST_BAR, width - left - right - 1)
    step = 3 if pairs else 2 if high >= 2 * many - 1 else 1
    for n, one in enumerate(found.measures[: max(1, high // step + (step > 1))]):
        name = one.name if cell_len(one.name) < left else f"{set_cell_size(one.name, left - 3).rstrip()}…"
        canvas.put(0, n * step, name, "$text")
        if pairs:
            _pair(canvas, one, left, wide, n * step)
        else:
            _marked(canvas, one, left, wide, n * step)
    y = min(height - 1, many * step + (step == 1))
    legend = [Sign(NOW if pairs else THIN, label(found.now, today), "$primary")]
    if any(one.before is not None for one in found.measures):
        legend.append(Sign(BEFORE if pairs else MARK, label(found.before, today), MUTED))
    canvas.legend(left, y, legend)
    return canvas


def _cells(one: Measure, number: float | None, wide: int) -> int:
    return 0 if not number or not one.most else max(1, round(number / one.most * wide))


def _pair(canvas: Canvas, one: Measure, left: int, wide: int, y: int) -> None:
    for row, (number, sign, style, words) in enumerate(
        ((one.now, NOW, "$primary", "$text"), (one.before, BEFORE, MUTED, MUTED))
    ):
        cells = _cells(one, number, wide)
        if number is None:
            continue
        canvas.put(left, y + row, sign * cells, style)
        canvas.put(left + cells + (cells > 0), y + row, value(one, number), words)


def _marked(canvas: Canvas, one: Measure, left: int, wide: int, y: int) -> None:
    now, before = _cells(one, one.now, wide), _cells(one, one.before, wide)
    canvas.put(left, y, THIN * now, "bold $primary")
    if before:
        canvas.put(left + before - 1, y, MARK, "$text")
    said = value(one, one.now)
    canvas.put(left + wide + 1, y, said, "$text")
    if one.before is not None:
        canvas.put(left + wide + 1 + len(said) + 1, y, f"{MARK} {value(one, one.before)}", MUTED)
