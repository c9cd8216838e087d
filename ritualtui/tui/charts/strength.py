"""How full the weeks of each ritual were: a row of bars each, with its name and how settled a habit it is."""

from typing import Final

from rich.cells import cell_len, set_cell_size

from ritualtui import messages
from ritualtui.companion.charts.strength import Course, Courses, Week
from ritualtui.companion.charts.wording import counted, say
from ritualtui.tui.charts.canvas import MUTED, Canvas, ticks

_PAUSED: Final = "–"
_BARS: Final = "▁▂▃▄▅▆▇█"
_WIDEST = 6
_RIGHT = 18


def draw(found: Courses, width: int, height: int) -> Canvas:
    """The rows on a canvas of this size: the name above its bars where there is room, else before them."""
    canvas = Canvas(width, height)
    high = height - 2
    if width < 24 or high < 1 or not found.rituals:
        return canvas
    many = len(found.rituals)
    above = high >= 2 * many
    step = 3 if high >= 3 * many - 1 and above else 2 if above else 1
    shown = found.rituals[: max(1, high // step + (step == 3))]
    left = 0 if above else min(max(cell_len(one.name) for one in shown) + 2, width // 3)
    wide = width - left - _RIGHT
    merged = -(-len(found.mondays) // wide)  # so many weeks to a bar
    bars = -(-len(found.mondays) // merged)
    each = max(1, min(_WIDEST, wide // bars))
    for n, one in enumerate(shown):
        y = n * step
        name = one.name if above or cell_len(one.name) < left else f"{set_cell_size(one.name, left - 3).rstrip()}…"
        canvas.put(0, y, name, "$text" if one.meant else MUTED)
        _row(canvas, one, (left, y + above, each, merged))
        ends = left + bars * each + 2
        said = messages.HABIT[one.word] if one.meant else say("strength", "off")
        canvas.put(ends, y + above, said, MUTED)
        done, planned = (sum(getattr(week, what) for week in one.weeks) for what in ("done", "planned"))
        if above and planned:
            canvas.put(ends, y, say("strength", "of", n=f"{done:,}", of=f"{planned:,}"), MUTED)
    below = len(shown) * step - (step == 3)
    for x, said in ticks(found.mondays[0], found.days[-1], bars * each):
        canvas.put(left + x, below, said)
    notes = [f"{_PAUSED} {say('legend', 'paused')}"] if any(found.paused) else []
    if len(shown) < many:
        notes.append(counted("strength", "more", many - len(shown)))
    canvas.put(left, below + 1, "   ".join(notes))
    return canvas


def _row(canvas: Canvas, one: Course, at: tuple[int, int, int, int]) -> None:
    """The bars of one ritual: as tall as the share of its planned days on which it was done."""
    left, y, each, merged = at
    bar = max(1, each - 1)
    for n in range(0, len(one.weeks), merged):
        weeks = one.weeks[n : n + merged]
        x, planned = left + n // merged * each, sum(week.planned for week in weeks)
        if planned:
            share = sum(week.done for week in weeks) / planned
            sign = _BARS[max(0, round(share * len(_BARS)) - 1)] if share else "·"
            canvas.put(x, y, sign * bar if share else sign, "$primary" if one.meant and share else MUTED)
        elif _rests(weeks):
            canvas.put(x, y, _PAUSED * bar)


def _rests(weeks: list[Week]) -> bool:
    return any(week.paused for week in weeks)
