"""Two stretches of days side by side: each row on a scale of its own, from where it was (○) to where it is (●)."""

from datetime import date
from typing import Final

from rich.cells import cell_len, set_cell_size

from ritualtui.companion.charts.months import Beside, Measure, label, value, verdict
from ritualtui.tui.charts.canvas import MUTED, Canvas, Sign

BEFORE: Final = "○"
NOW: Final = "●"
_LINE: Final = "─"
_AXIS: Final = "┊"
_WIDEST_NAME = 24
_WIDEST_HALF = 24
_POINTS = 3.0
"""Points of ten that are half a row."""
_BESIDE = 3
"""Cells between what is counted and the word at its end."""


def draw(found: Beside, today: date, width: int, height: int) -> Canvas:
    """The rows on a canvas of this size. Half a row is twice as much, or none."""
    canvas = Canvas(width, height)
    many = len(found.measures)
    if not many or width < 30:
        return canvas
    high = height - (1 if many + 1 == height else 2)
    step = 2 if high >= 2 * many - 1 else 1
    shown = found.measures[: max(1, high // step + (step > 1))]
    left = min(_WIDEST_NAME, width * 2 // 5, max(cell_len(one.name) for one in shown) + 2)
    right = max(cell_len(verdict(one)) for one in shown) + _BESIDE
    if width - left - right < 30:
        right = 0
    figures = max(len(value(one, number)) for one in shown for number in (one.now, one.before)) + 1
    half = max(1, min(_WIDEST_HALF, (width - left - right - 1) // 2 - figures))
    axis = left + figures + half
    for n, one in enumerate(shown):
        y = n * step
        name = one.name if cell_len(one.name) < left else f"{set_cell_size(one.name, left - 3).rstrip()}…"
        canvas.put(0, y, name, "$text")
        _row(canvas, one, axis, half, y)
        if right:
            canvas.put(axis + half + figures + _BESIDE - 1, y, verdict(one))
        if step > 1 and n + 1 < len(shown) and _is_beside(one) and _is_beside(shown[n + 1]):
            canvas.put(axis, y + 1, _AXIS, "$border")
    legend = [Sign(NOW, label(found.now, today), "$primary")]
    if any(_is_beside(one) for one in shown):
        legend.insert(0, Sign(BEFORE, label(found.before, today), MUTED))
    canvas.legend(left, min(height - 1, len(shown) * step + (step == 1)), legend)
    return canvas


def _is_beside(one: Measure) -> bool:
    return one.now is not None and one.before is not None


def _row(canvas: Canvas, one: Measure, axis: int, half: int, y: int) -> None:
    now, before = (value(one, number) for number in (one.now, one.before))
    if not _is_beside(one):
        known, sign, style = (now, NOW, "bold $primary") if one.now is not None else (before, BEFORE, MUTED)
        canvas.put(axis, y, sign, style)
        canvas.put(axis + 2, y, known, "$text" if one.now is not None else MUTED)
        return
    at = axis + _moved(one, half)
    for x in range(min(at, axis), max(at, axis)):
        canvas.put(x, y, _LINE, MUTED)
    canvas.put(axis, y, BEFORE, MUTED)
    canvas.put(at, y, NOW, "bold $primary")
    if at >= axis:
        canvas.put(axis - 1 - len(before), y, before, MUTED)
        canvas.put(at + 2, y, now, "$text")
    else:
        canvas.put(axis + 2, y, before, MUTED)
        canvas.put(at - 1 - len(now), y, now, "$text")


def _moved(one: Measure, half: int) -> int:
    """Cells from where it was to where it is: of a count, the part that came or went; of ten, so many points."""
    now, before = one.now or 0.0, one.before or 0.0
    share = (now - before) / (_POINTS if one.of_ten else max(now, before) or 1.0)
    cells = max(-half, min(half, round(share * half)))
    return cells or (0 if value(one, now) == value(one, before) else 1 if share > 0 else -1)
