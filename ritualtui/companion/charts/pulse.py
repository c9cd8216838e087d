"""The pulse as a line with its usual band, and the days on which it spoke.

All together: each signal's mean of the last seven logged days, in widths of its own band away from its usual; the line
is the mean of these. Its band is where four in five of this couple's own days lie. One signal: its mean of seven
logged days in its own measure, beside its usual as it was at the time.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date
from math import inf
from statistics import median
from typing import Final, NamedTuple

from ritualtui import messages
from ritualtui.companion.charts import captions
from ritualtui.companion.charts.chart_data import Material, days_between
from ritualtui.companion.charts.date_range import Span
from ritualtui.companion.charts.wording import on, say
from ritualtui.companion.nudge_text import unit_of
from ritualtui.insight.detector import LEARNING
from ritualtui.insight.series import Row
from ritualtui.insight.signals import PLACES, C, Day, Measure, Spoken
from ritualtui.strings import as_sentence

WEEK: Final = 7
"""Logged days of a mean."""
TOGETHER: Final = -1
"""In the place of a signal: all of them."""
_EDGE = 1.9
"""Four in five lie within so many times the median distance, where distances are normal."""
_LEAST_BAND = 0.5
_KNOWN = 28
"""Days on the line before its band is drawn from them alone."""
_ENDS: Final[dict[Measure, tuple[float, float]]] = {"count": (0.0, inf), "share": (0.0, 1.0), "rating": (1.0, 10.0)}
"""The least and the most that a level can be."""


class Line(NamedTuple):
    """A value a day with its usual level and band; None where there is none.

    ``unit``: what ``companion.nudge_text.unit_of`` says, or “”; levels are a day, shares, or ratings whatever it is.

    ``spoken`` is what was said in these days; ``paused`` days are marked. ``headline`` is how it is of late, where that
    can be said; ``said`` is all of it as a sentence, and ``more`` what the headline leaves out.
    """

    days: list[date]
    level: list[float | None]
    usual: list[float | None]
    band: list[tuple[float, float] | None]
    paused: list[bool]
    spoken: list[Spoken]
    unit: str
    name: str
    said: str
    headline: str = ""
    more: str = ""


def places(material: Material) -> list[int]:
    """What there is to look at: all together, then each signal that was ever known, by its place."""
    return material.once("places", lambda: _places(material))


def _places(material: Material) -> list[int]:
    known = {n for day in material.pulse.days for n, usual in enumerate(day.usual) if usual is not None}
    return [TOGETHER, *sorted(known)]


def line(material: Material, span: Span, place: int = TOGETHER) -> Line:
    """The line of all signals, or of the one at ``place``."""
    rows = {row.day: row for row in material.rows}
    found = material.once(f"line {place}", lambda: _found(material, place))
    days = days_between(span.first, span.last)
    values = [found.get(day, (None, None, None)) for day in days]
    said_here = [one for one in captions.all_spoken(material) if span.first <= one.day <= span.last]
    name = say("signals", "together")
    unit = ""
    if place != TOGETHER:
        signal = PLACES[place].signal
        name = captions.name(signal, PLACES[place].person, material)
        unit = unit_of(signal, material.pulse.signals[place].usual or 0.0)
        said_here = [one for one in said_here if signal in one.signals]
    how, more = _sentence(material, [value for value, _, _ in values], found, said_here, place)
    sentence = f"{say('pulse', how, solo=material.solo)} {more}".strip() if how else more
    return Line(
        days, [value for value, _, _ in values], [usual for _, usual, _ in values], [band for _, _, band in values],
        [rows[day].paused if day in rows else material.pauses.paused(day) for day in days], said_here, unit, name,
        sentence, _headline(how, place, solo=material.solo), more,
    )  # fmt: skip


Found = dict[date, tuple[float | None, float | None, tuple[float, float] | None]]


def _found(material: Material, place: int) -> Found:
    weighed = list(_weighed(material))
    return _together(material, weighed) if place == TOGETHER else _one(material, weighed, place)


def _weighed(material: Material) -> Iterable[tuple[Row, Day]]:
    """The logged days for which something was usual."""
    for row, day in zip(material.rows, material.pulse.days, strict=False):
        if any(usual is not None for usual in day.usual):
            yield row, day


def _week(weighed: Sequence[tuple[Row, Day]], place: int) -> Iterable[tuple[date, float, float]]:
    """For each day on which there is one: the mean of the last logged days, and what was usual for those."""
    value = weight = usual = 0.0
    window: deque[tuple[float, float, float]] = deque()
    for row, day in weighed:
        expected = day.usual[place]
        of, on_ = PLACES[place].level(row) if expected is not None else (0.0, 0.0)
        window.append((of, on_, (expected or 0.0) * on_))
        value, weight, usual = value + of, weight + on_, usual + window[-1][2]
        if len(window) > WEEK:
            gone = window.popleft()
            value, weight, usual = value - gone[0], weight - gone[1], usual - gone[2]
        if weight > 0.5 and len(window) == WEEK:
            yield row.day, value / weight, usual / weight


def _one(material: Material, weighed: Sequence[tuple[Row, Day]], place: int) -> Found:
    half = _half(material, place) * WEEK**-0.5
    least, most = _ENDS[PLACES[place].measure]
    found: Found = {}
    for day, value, usual in _week(weighed, place):
        found[day] = value, usual, (max(least, usual - half), min(most, usual + half))
    return found


def _half(material: Material, place: int) -> float:
    """Half the width of the band in which single days lie."""
    band = material.pulse.signals[place].band
    return (band[1] - band[0]) / 2 if band is not None and band[1] > band[0] else PLACES[place].spread


def _together(material: Material, weighed: Sequence[tuple[Row, Day]]) -> Found:
    away: dict[date, list[float]] = {}
    for place in range(C + 1):  # of the ratings one's own: those of the other may not be there on every day
        half = _half(material, place) * WEEK**-0.5
        for day, value, usual in _week(weighed, place):
            away.setdefault(day, []).append((value - usual) / half)
    levels = {day: sum(found) / len(found) for day, found in away.items()}
    band = _band([abs(value) for value in levels.values()])
    return {day: (value, 0.0, band) for day, value in levels.items()}


def _band(distances: Sequence[float]) -> tuple[float, float]:
    """Where four in five of the days lie, by the median distance: a decline does not widen its own band."""
    half = _EDGE * median(distances) if len(distances) >= _KNOWN else 1.0
    return -max(half, _LEAST_BAND), max(half, _LEAST_BAND)


# -- the sentence


def _sentence(
    material: Material, shown: Sequence[float | None], found: Found, said_here: Sequence[Spoken], place: int
) -> tuple[str, str]:
    """How the line ends (below, above, within; nothing where that cannot be said), and what else it shows, in words."""
    if not material.rows:
        return "", say("pulse", "nothing")
    if not material.pulse.ready:
        return "", learning(material)
    if place != TOGETHER and not found:
        return "", say("pulse", "signal-unknown")
    if all(value is None for value in shown):
        return "", f"{say('pulse', 'none-here')}{_now(material)}"
    how, now = "", _now(material)
    if not now:
        value, _, band = found[max(found)]
        assert value is not None and band is not None
        how = "below" if value < band[0] else "above" if value > band[1] else "within"
    if said_here:
        newest = said_here[-1]
        which = "spoke" if len(said_here) == 1 else "spoke-more"
        now += " " + say("pulse", which, n=messages.number(len(said_here)), day=on(newest.day, material.until),
                         what=captions.kind(newest))  # fmt: skip
    return how, now.strip()


def _headline(how: str, place: int, *, solo: bool) -> str:
    """The same in a few words; of a share or a rating one says higher and lower."""
    if place != TOGETHER and PLACES[place].measure != "count":
        how = {"above": "higher", "below": "lower"}.get(how, how)
    return say("headlines", how, solo=solo) if how else ""


def _now(material: Material) -> str:
    """Why there is no line just now, where there is none."""
    if material.paused is not None:
        return " " + say("pulse", "paused", why=say("why", material.paused))
    logged = [row.day for row in material.rows if row.logged]
    if logged and (material.until - logged[-1]).days > 3:
        return " " + say("pulse", "quiet", day=on(logged[-1], material.until))
    return ""


def learning(material: Material) -> str:
    """How long until it is known what is usual."""
    left = max(1, LEARNING - material.pulse.logged)
    if left == 1:
        return say("pulse", "learning", solo=material.solo)
    if left >= 14:
        return say("pulse", "learning-weeks", solo=material.solo, n=messages.number(round(left / 7)))
    return as_sentence(say("pulse", "learning-days", solo=material.solo, n=messages.number(left)))
