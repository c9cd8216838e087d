"""How the rituals hold: a strip each over the same days, its name before it and a word behind it."""

from typing import Final

from rich.cells import cell_len, set_cell_size

from ritualtui.companion.charts.strength import Course, Courses
from ritualtui.companion.charts.wording import counted, say
from ritualtui.tui.charts.canvas import MUTED, Canvas, Dots, ticks

_PAUSED: Final = "–"
_NONE: Final = "·"
"""Where the line would lie if nothing were done, for terminals that show no ground."""
_RIGHT = 9
_TALLEST = 6
_GROUND = "on $primary 14%"


def draw(found: Courses, width: int, height: int) -> Canvas:
    """The strips on a canvas of this size."""
    canvas = Canvas(width, height)
    left = min(max((cell_len(one.name) for one in found.rituals), default=0) + 2, width // 3)
    wide, high = width - left - _RIGHT, height - 3
    if wide < 8 or high < 1 or not found.rituals:
        return canvas
    many = min(len(found.rituals), high)
    rows = min(_TALLEST, max(1, high // many))
    if rows > 1:
        rows -= 1  # a line of air
    step = rows + (rows > 1 or high >= 2 * many)
    for n, one in enumerate(found.rituals[:many]):
        _strip(canvas, found, one, (left, wide), n * step, rows)
    below = many * step - (step > rows)
    for x, said in ticks(found.days[0], found.days[-1], wide):
        canvas.put(left + x, below, said)
    if many < len(found.rituals):
        canvas.put(0, below, counted("strength", "more", len(found.rituals) - many))
    if any(found.paused):
        canvas.put(left, below + 2, f"{_PAUSED} {say('legend', 'paused')}")
    return canvas


def _strip(canvas: Canvas, found: Courses, one: Course, across: tuple[int, int], y: int, rows: int) -> None:
    left, wide = across
    name = one.name if cell_len(one.name) < left else f"{set_cell_size(one.name, left - 3).rstrip()}…"
    last = y + rows - 1
    canvas.put(0, last, name, "$text" if one.meant else MUTED)
    canvas.put(left + wide + 1, last, one.word if one.meant else say("strength", "off"), MUTED)
    days = len(found.days)
    dots = Dots(wide, rows)
    before: int | None = None
    style = "bold $primary" if one.meant else MUTED
    for x in range(dots.width):
        some = range(x * days // dots.width, max(x * days // dots.width + 1, (x + 1) * days // dots.width))
        values = [value for n in some if (value := one.strength[n]) is not None]
        if not values or all(found.paused[n] for n in some):
            before = None
            if values:
                canvas.put(left + x // 2, last, _PAUSED)
            continue
        here = round((1 - sum(values) / len(values)) * (dots.height - 1))
        dots.join(x, here if before is None else before, here)
        before = here
        for lane in range(y, y + rows):
            canvas.ground(left + x // 2, lane, _GROUND)
        if x % 8 == 0 and rows > 1:
            canvas.put(left + x // 2, last, _NONE)
    dots.draw(canvas, left, y, style)
