"""The days as a calendar: weekdays down, weeks along; years down where all are shown.

How much a day held is told by shapes of four sizes, which no theme makes pale.
"""

from datetime import date, timedelta
from typing import Final

from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import Span
from ritualtui.companion.charts.wording import counted, listed, say
from ritualtui.companion.charts.year import Calendar, Sign, calendar, weekday_means
from ritualtui.strings import dates
from ritualtui.tui.charts.canvas import MUTED, TIGHT, Canvas

SIGNS: Final[dict[Sign, str]] = {"none": " ", "rest": "–", 1: "·", 2: "▪", 3: "■", 4: "█"}
_LEFT, _RIGHT = 6, 10
_WIDEST = 8
_APART = 3
"""Cells a week where it is easy to read; then there may be room for more beside it."""
_WEEKS = 53


def draw(material: Material, span: Span, width: int, height: int) -> Canvas:
    """The calendar on a canvas of this size."""
    canvas = Canvas(width, height)
    found = calendar(material, span)
    wide, high = width - _LEFT - 1, height - 3
    if wide < 20 or high < 5 or not found.days:
        return canvas
    weeks = ((found.days[-1] - dates.week_begins(found.days[0])).days) // 7 + 1
    if weeks > wide:
        _years(canvas, found, wide, high)
        return canvas
    named = _APART * weeks + _RIGHT <= wide or (wide < _APART * weeks and weeks + _RIGHT <= wide)
    _weeks(canvas, found, weeks, wide - _RIGHT * named, high)
    if named:
        _means(canvas, material, span)
    return canvas


def _means(canvas: Canvas, material: Material, span: Span) -> None:
    """Behind each weekday, how much its logged days held."""
    for n, mean in enumerate(weekday_means(material, span)):
        if mean is not None:
            said = say("year", "mean" if n == 0 else "mean-short", n=round(mean))
            canvas.put(canvas.width - _RIGHT, 1 + n, said)


def _weeks(canvas: Canvas, found: Calendar, weeks: int, wide: int, high: int) -> None:
    each = min(_WIDEST, wide // weeks)
    start = dates.week_begins(found.days[0])
    months = [day for day in found.days if day.day == 1]
    if not months or (months[0] - start).days // 7 * each > 4:
        months.insert(0, found.days[0])  # the rest of the month in which it begins has room for its name
    columns = [_LEFT + (day - start).days // 7 * each for day in months]
    for day, x, beyond in zip(months, columns, [*columns[1:], canvas.width + 1], strict=True):
        named = day.month > 1 or day.day > 1 or beyond - x <= 4  # a year needs four cells and one between
        canvas.put(x, 0, dates.month_short(day) if named else f"{day.year}")
    for n in range(7):
        canvas.put(0, 1 + n, dates.weekday_short(start + timedelta(days=n)))
    for day, sign in zip(found.days, found.signs, strict=True):
        week, weekday = divmod((day - start).days, 7)
        canvas.put(_LEFT + week * each, 1 + weekday, SIGNS[sign], _style(sign))
    _legend(canvas, found, 8 + (canvas.height >= TIGHT))


def _years(canvas: Canvas, found: Calendar, wide: int, high: int) -> None:
    """A row a year, a sign a week: how much its days held, by the quarters of all weeks."""
    each = 2 if wide >= 2 * _WEEKS else 1
    weeks: dict[tuple[int, int], list[Sign]] = {}
    for day, sign in zip(found.days, found.signs, strict=True):
        weeks.setdefault((day.year, min(_WEEKS - 1, (day.timetuple().tm_yday - 1) // 7)), []).append(sign)
    years = sorted({year for year, _ in weeks})
    held = {week: _mean(signs) for week, signs in weeks.items()}
    ordered = sorted(mean for mean in held.values() if mean)
    edges = [ordered[len(ordered) * n // 4] for n in (1, 2, 3)] if ordered else []
    rows = 2 if len(years) * 2 <= high - 1 else 1
    fit = high if len(years) <= high else high - 1
    for month in range(1, 13):
        x = _LEFT + (date(2023, month, 1).timetuple().tm_yday - 1) // 7 * each
        canvas.put(x, 0, dates.month_short(date(2023, month, 1)))
    for n, year in enumerate(years[-fit:]):
        canvas.put(0, 1 + n * rows, str(year))
        for week in range(_WEEKS):
            if signs := weeks.get((year, week)):
                mean = held[year, week]
                rest: Sign = "rest" if signs.count("rest") * 2 > len(signs) else "none"
                sign = 1 + sum(mean >= edge for edge in edges) if mean else rest
                canvas.put(_LEFT + week * each, 1 + n * rows, SIGNS[sign], _style(sign))
    shown = min(fit, len(years))
    _legend(canvas, found, min(canvas.height - 1 - (len(years) > fit), 2 + shown * rows - (rows == 2)),
            say("year", "week-each"))  # fmt: skip
    if len(years) > fit:
        canvas.put(_LEFT, canvas.height - 1, counted("year", "earlier", len(years) - fit))


def _mean(signs: list[Sign]) -> float:
    """How much the days of a week held; nothing where none held anything."""
    return sum(sign for sign in signs if isinstance(sign, int)) / len(signs)


def _legend(canvas: Canvas, found: Calendar, y: int, more: str = "") -> None:
    fewer, most = listed("year", "legend")
    scale = " ".join(SIGNS[sign] for sign in (1, 2, 3, 4))
    x = _LEFT
    for text, style in ((fewer, MUTED), (scale, "$primary"), (most, MUTED)):
        canvas.put(x, y, text, style)
        x += len(text) + 1
    x += 2
    for sign, said in (("", more), ("rest", say("year", "paused-legend"))):
        if said and (not sign or sign in found.signs):
            text = f"{SIGNS[sign]} {said}" if sign else said
            if x + len(text) <= canvas.width:
                canvas.put(x, y, text)
                x += len(text) + 3


def _style(sign: Sign) -> str:
    return MUTED if isinstance(sign, str) else "$primary"
