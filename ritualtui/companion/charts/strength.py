"""How settled each ritual is over time: its strength (see ``practice.streaks``) at the end of each day."""

from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from ritualtui.companion.charts.chart_data import Held, Material, days_between
from ritualtui.companion.charts.date_range import Span
from ritualtui.companion.charts.wording import say
from ritualtui.practice import streaks
from ritualtui.practice.streaks import Word
from ritualtui.strings import as_sentence, dates

_MOVED: Final = 0.15
_ORDER: Final[tuple[Word, ...]] = ("strong", "steady", "growing", "taking root", "new")


class Week(NamedTuple):
    """On how many of the days for which a ritual was planned it was done; ``paused`` days are none of them."""

    done: int
    planned: int
    paused: bool


class Course(NamedTuple):
    """One ritual: its strength a day (None before it was first done), and the word for how it stands.

    ``meant``: for some day of the week, as things stand. ``weeks`` go with those of ``Courses``.
    """

    name: str
    strength: list[float | None]
    word: Word
    meant: bool
    weeks: list[Week]


class Courses(NamedTuple):
    """All rituals over the same days. ``mondays`` begin the weeks; the first and the last may be cut short."""

    days: list[date]
    mondays: list[date]
    paused: list[bool]
    rituals: list[Course]


def courses(material: Material, span: Span) -> Courses:
    """The rituals that were ever done."""
    days = days_between(span.first, span.last)
    mondays = days_between(dates.week_begins(days[0]), days[-1])[::7]
    paused = [material.pauses.paused(day) for day in days]
    rituals = []
    for held in material.rituals:
        strength, word = material.once(f"strength {held.ident}", partial(_whole, material, held))
        meant = held.planned.meant_at_all(material.until)
        weeks = [_week(material, held, monday, span) for monday in mondays]
        rituals.append(Course(held.name, [strength.get(day) for day in days], word, meant, weeks))
    return Courses(days, mondays, paused, rituals)


def _week(material: Material, held: Held, monday: date, span: Span) -> Week:
    """A week of one ritual, from the day on which it was first done to today, which is still to come."""
    begins, ends = max(span.first, min(held.done)), min(span.last, material.until)
    days = [day for day in days_between(monday, monday + timedelta(days=6)) if begins <= day <= ends]
    lived = [day for day in days if not material.pauses.paused(day)]
    meant = held.planned.is_for_the_day
    planned = [day for day in lived if day in held.done or (meant(day) and day < material.until)]
    short = sum(_short(held, day, material.until) for day in lived) if held.planned.rhythms else 0
    return Week(sum(day in held.done for day in planned), len(planned) + short, len(lived) < len(days))


def _short(held: Held, day: date, today: date) -> int:
    """How much a period of a rhythm that ends on ``day`` is short of, where that is told of it."""
    rhythm = held.planned.rhythm(day)
    if rhythm is None or day >= today or rhythm.period(day) == rhythm.period(day + timedelta(days=1)):
        return 0
    days = days_between(day - timedelta(days=7 * rhythm.weeks - 1), day)
    if min(held.done) > days[0] or held.planned.rhythm(days[0]) != rhythm or any(map(held.pauses.paused, days)):
        return 0
    return max(0, rhythm.times - sum(one in held.done for one in days))


def _whole(material: Material, held: Held) -> tuple[dict[date, float], Word]:
    """The strength on every day there is, and the word for it now."""
    asked = held.planned.is_planned, held.pauses.paused, held.done, material.until
    rhythm = held.planned.rhythms
    return dict(streaks.course(*asked, rhythm=rhythm)), streaks.streak(*asked, rhythm=rhythm).word


def said(found: Courses, *, solo: bool) -> str:
    """How settled each is in a word, and which has grown or comes less often."""
    if not found.rituals:
        return say("strength", "nothing", solo=solo)
    moved, more = _moved(found)
    return " ".join(part for part in (f"{as_sentence(', '.join(_settled(found)))}.", moved, more) if part)


def headline(found: Courses) -> str:
    """Which has grown or comes less often; where none does, those that are the most settled."""
    return (_moved(found)[0].removesuffix(".") or as_sentence(_settled(found)[0])) if found.rituals else ""


def more(found: Courses, *, solo: bool) -> str:
    """What the headline leaves out."""
    if not found.rituals:
        return said(found, solo=solo)
    settled, (moved, after) = _settled(found), _moved(found)
    left = settled if moved else settled[1:]
    return " ".join(part for part in (f"{as_sentence(', '.join(left))}." if left else "", after) if part)


def _meant(found: Courses) -> list[Course]:
    return [one for one in found.rituals if one.meant] or found.rituals


def _settled(found: Courses) -> list[str]:
    """How settled they are, the most settled first."""
    parts = []
    for word in _ORDER:
        names = [one.name for one in _meant(found) if one.word == word]
        if names:
            key = word.replace(" ", "-")
            parts.append(say("strength", key if len(names) == 1 else f"{key}-more", rituals=_and(names)))
    return parts


def _moved(found: Courses) -> tuple[str, str]:
    """What has grown or comes less often, and what else is to be said of that; nothing where neither is so."""
    grown = {one.name: _grown(one) for one in _meant(found) if one.word != "new"}
    most = max(grown, key=lambda name: grown[name], default=None)
    least = min(grown, key=lambda name: grown[name], default=None)
    if most is not None and grown[most] >= _MOVED:
        return say("strength", "grown", ritual=most), ""
    if least is not None and grown[least] <= -_MOVED:
        return as_sentence(say("strength", "less", ritual=least)), say("strength", "less-more")
    return "", ""


def _grown(one: Course) -> float:
    """How much it has moved, but for its first fortnight: a first day is all or nothing."""
    known = [value for value in one.strength if value is not None]
    if len(known) < len(one.strength):
        known = known[streaks.RECENT :]
    return known[-1] - known[0] if len(known) > streaks.RECENT else 0.0


def _and(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return say("months", "and", one=", ".join(names[:-1]), other=names[-1])
