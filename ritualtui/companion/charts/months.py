"""Two stretches of days side by side: this month and the last one up to the same day, or longer ones."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Final, NamedTuple

from ritualtui import messages
from ritualtui.companion.charts import captions
from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import Range
from ritualtui.companion.charts.wording import level, listed, say
from ritualtui.insight.series import Row
from ritualtui.strings import as_sentence, dates

_YOUNG: Final = 5
_APART: Final = 1.64
_ALIKE: Final = 0.1
"""Two that lie no further apart than this part of the greater are about the same; others may differ by chance."""
_MINUTES: Final = 4
"""Minutes come in talks of about a quarter of an hour, so their sum spreads more than a count would."""


class Measure(NamedTuple):
    """One thing counted now and before; ``most`` is the end of its scale. None: nothing to say.

    ``moved``: 1 more, -1 fewer, 0 where the two can be the same by chance. ``of_ten``: a mean on a scale to ten.
    ``share``: one of so many, said in ten. ``remarked``: whether a word is said of it, as it is not of how close the
    other has felt.
    """

    name: str
    now: float | None
    before: float | None
    most: float
    moved: int
    of_ten: bool
    remarked: bool = True
    share: bool = False


class Beside(NamedTuple):
    """Both stretches (first and last day), what was counted in them, the sentence; and as headline and rest."""

    now: tuple[date, date]
    before: tuple[date, date]
    measures: list[Measure]
    name: str
    said: str
    headline: str
    more: str


def beside(material: Material, of: Range) -> Beside:
    """The stretches of a range laid side by side."""
    now, before = _stretches(material.until, of)
    name = listed("names", "months")[("30", "90", "365", "all").index(of)]
    these = [row for row in material.rows if now[0] <= row.day <= now[1]]
    those = [row for row in material.rows if before[0] <= row.day <= before[1]]
    if 3 * sum(row.logged for row in those) < (before[1] - before[0]).days:
        those = []  # too little to lay anything beside
    measures = list(_measures(material, these, those))
    unsaid = _unsaid(now, these, those, measures)
    more = [one.name for one in measures if one.moved > 0]
    fewer = [one.name for one in measures if one.moved < 0]
    if unsaid:
        return Beside(now, before, measures, name, unsaid, "", unsaid)
    rest = say("months", "rest") if 0 < len(more) + len(fewer) < len(measures) else ""
    return Beside(now, before, measures, name, _said(more, fewer, rest), _headline(more, fewer), rest)


def label(stretch: tuple[date, date], today: date) -> str:
    """``1–21 Nov``."""
    first, last = stretch
    return dates.short_range(first, last, year=first.year != today.year)


def _stretches(until: date, of: Range) -> tuple[tuple[date, date], tuple[date, date]]:
    if of == "30":
        first = until.replace(day=1)
        last = first - timedelta(days=1)
        return (first, until), (last.replace(day=1), last.replace(day=min(until.day, last.day)))
    if of == "all":
        year = max(1, until.year - 1)
        same = date(year, until.month, min(until.day, monthrange(year, until.month)[1]))
        return (date(until.year, 1, 1), until), (date(year, 1, 1), same)
    length = timedelta(days=int(of))
    first = until - length + timedelta(days=1)
    return (first, until), (first - length, first - timedelta(days=1))


def _measures(material: Material, these: Sequence[Row], those: Sequence[Row]) -> "list[Measure]":
    found = []
    for signal in ("appreciations", "bids"):
        now, before = (sum(getattr(row, signal) or 0 for row in rows) for rows in (these, those))
        if now or before:
            moved = _sign(now - before, sqrt(now + before))
            name = captions.name(signal, None, material)
            found.append(Measure(name, now, before if those else None, max(now, before), moved if those else 0, False))
    for signal, of, on_ in (("toward", "toward", "answered"), ("rituals", "done", "planned")):
        shares = [(sum(getattr(row, of) for row in rows), sum(getattr(row, on_) for row in rows))
                  for rows in (these, those)]  # fmt: skip
        (a, m), (b, n) = shares
        if m or n:
            found.append(Measure(
                f"{captions.name(signal, None, material)}", 10 * a / m if m else None, 10 * b / n if n else None, 10,
                _shares(a, m, b, n), True, share=True,
            ))  # fmt: skip
    for person in range(len(material.names)):
        rated = [[value for row in rows if (value := row.closeness[person]) is not None] for rows in (these, those)]
        if any(rated):
            one, other = (sum(some) / len(some) if some else None for some in rated)
            name = captions.name("closeness", person, material)
            # How the other has rated is there to be seen where they shared it, and not to be remarked on.
            moved = 0 if person else _rated(rated[0], rated[1])
            found.append(Measure(name, one, other, 10, moved, True, not person))
    now, before = (round(sum(row.inner for row in rows)) for rows in (these, those))
    if now or before:
        moved = _sign(now - before, _MINUTES * sqrt(now + before)) if those else 0
        name = say("months", "inner")
        found.append(Measure(name, now, before if those else None, max(now, before), moved, False))
    return found


def _sign(apart: float, spread: float) -> int:
    return (apart > 0) - (apart < 0) if abs(apart) > _APART * spread else 0


def _shares(a: int, m: int, b: int, n: int) -> int:
    if min(m, n) < _YOUNG:
        return 0
    pooled = (a + b) / (m + n)
    return _sign(a / m - b / n, sqrt(pooled * (1 - pooled) * (1 / m + 1 / n)))


def _rated(these: list[float], those: list[float]) -> int:
    """Days follow each other in ratings, so that the difference has to be half a point at least."""
    if min(len(these), len(those)) < _YOUNG:
        return 0
    one, other = sum(these) / len(these), sum(those) / len(those)
    variance = (sum((v - one) ** 2 for v in these) + sum((v - other) ** 2 for v in those)) / (len(these) + len(those))
    apart = one - other
    return _sign(apart, sqrt(2 * variance * (1 / len(these) + 1 / len(those)))) if abs(apart) >= 0.5 else 0


def _unsaid(now: tuple[date, date], these: Sequence[Row], those: Sequence[Row], measures: Sequence[Measure]) -> str:
    """Why nothing can be said of the two; nothing where it can."""
    if not measures:
        return say("months", "nothing")
    if not those:
        return say("months", "alone")
    days = (now[1] - now[0]).days + 1
    if days < _YOUNG:
        return say("months", "now-young", of=messages.days(days))
    if 3 * max(sum(row.paused for row in rows) for rows in (these, those)) > days:
        return say("months", "paused")
    return ""


def _said(more: Sequence[str], fewer: Sequence[str], rest: str) -> str:
    if not more and not fewer:
        return say("months", "same")
    parts = [say("months", which, what=_and(names)) for which, names in (("more", more), ("fewer", fewer)) if names]
    return " ".join(as_sentence(part) for part in (*parts, rest) if part)


def _headline(more: Sequence[str], fewer: Sequence[str]) -> str:
    which = "both" if more and fewer else "more" if more else "fewer" if fewer else "none"
    return say("headlines", f"moved-{which}", more=more and _and(more), fewer=fewer and _and(fewer))


def _and(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return say("months", "and", one=", ".join(names[:-1]), other=names[-1])


def value(measure: Measure, number: float | None) -> str:
    """A number of a measure as it is shown."""
    if number is None:
        return "–"
    if measure.of_ten:
        return say("months", "in-ten" if measure.share else "of-ten", n=level(number))
    return f"{round(number):,}"


def verdict(measure: Measure) -> str:
    """What a row shows, in a word or two: never another than its numbers do."""
    if measure.now is None or measure.before is None or not measure.remarked:
        return ""
    if value(measure, measure.now) == value(measure, measure.before):
        return say("months", "verdict-same")
    if measure.moved:
        ways = ("verdict-lower", "verdict-higher") if measure.of_ten else ("verdict-fewer", "verdict-more")
        return say("months", ways[measure.moved > 0])
    return say("months", "verdict-alike" if _is_alike(measure.now, measure.before) else "verdict-chance")


def _is_alike(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * max(one, other)
