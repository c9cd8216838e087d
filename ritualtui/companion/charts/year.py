"""A calendar of the days by how much was written down on each; rests and days without a word are marked as such."""

from collections import Counter
from datetime import date
from typing import Final, Literal, NamedTuple

from ritualtui import messages
from ritualtui.companion.charts.chart_data import Material, days_between
from ritualtui.companion.charts.date_range import Span
from ritualtui.companion.charts.wording import counted, say
from ritualtui.insight.series import Row
from ritualtui.strings import as_sentence, dates

Sign = Literal["none", "rest"] | int
"""Nothing written down, a rest, or how much, 1 to 4: the quarters of this log's own days."""
_WEEKS_TO_TELL: Final = 8
_STANDS_OUT: Final = 1.25


class Calendar(NamedTuple):
    """A sign for each day."""

    days: list[date]
    signs: list[Sign]


def amount(row: Row) -> int:
    """How many things were written down on a day."""
    return sum(row.signs) + sum(row.thanked)


def calendar(material: Material, span: Span) -> Calendar:
    """The days of ``span``."""
    rows = {row.day: row for row in material.rows}
    quarters = _quarters(material.rows)
    days = days_between(span.first, span.last)
    signs: list[Sign] = []
    for day in days:
        row = rows.get(day)
        if row is not None and row.logged:
            many = amount(row)
            signs.append(1 + sum(many > edge for edge in quarters))
        else:
            signs.append("rest" if material.pauses.paused(day) else "none")
    return Calendar(days, signs)


def _quarters(rows: list[Row]) -> list[int]:
    """What parts this log's days into four."""
    ordered = sorted(amount(row) for row in rows if row.logged)
    return [ordered[len(ordered) * n // 4] for n in (1, 2, 3)] if ordered else [1, 2, 3]


def weekday_means(material: Material, span: Span) -> list[float | None]:
    """How much the logged days of each weekday held, the first of a week first; None where there is none."""
    held: list[list[int]] = [[] for _ in range(7)]
    for row in material.rows:
        if row.logged and span.first <= row.day <= span.last:
            held[(row.day - dates.week_begins(row.day)).days].append(amount(row))
    return [sum(found) / len(found) if found else None for found in held]


def said(material: Material, span: Span) -> str:
    """From how many days there is something, which weekday holds the most, how many were a rest."""
    return " ".join(part for part in parts(material, span) if part)


def parts(material: Material, span: Span) -> tuple[str, str]:
    """The same in two: from how many days there is something, and the rest."""
    if not material.rows:
        return say("year", "nothing"), ""
    first = max(span.first, material.rows[0].day)
    rows = [row for row in material.rows if first <= row.day <= span.last]
    logged = [row for row in rows if row.logged]
    rests = sum(row.paused for row in rows)
    if not logged:
        sentence = say("year", "none-here")
    else:
        every = {1: "one", 2: "both"}.get(len(rows), "every")
        which = every if len(logged) == len(rows) else "logged"
        sentence = as_sentence(
            say("year", which, solo=material.solo, n=messages.number(len(logged)), of=messages.number(len(rows)))
        )
    more = []
    if day := _fullest(logged):
        more.append(say("year", "weekday", day=day))
    if rests:
        more.append(as_sentence(counted("year", "paused", rests)))
    return sentence, " ".join(more)


def _fullest(logged: list[Row]) -> str:
    """The weekday that holds the most, where one does."""
    if len(logged) < 7 * _WEEKS_TO_TELL:
        return ""
    many: Counter[int] = Counter()
    for row in logged:
        many[row.day.weekday()] += amount(row)
    (weekday, most), (_, second) = [*many.most_common(2), (0, 0)][:2]
    if most * 7 < _STANDS_OUT * sum(many.values()) or most < 1.05 * second:
        return ""
    return dates.weekday(date(2024, 1, 1 + weekday))
