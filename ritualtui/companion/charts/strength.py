"""How settled each ritual is over time: its strength (see ``practice.streaks``) at the end of each day."""

from datetime import date
from functools import partial
from typing import Final, NamedTuple

from ritualtui.companion.charts.material import Held, Material, days_between
from ritualtui.companion.charts.span import Span
from ritualtui.companion.charts.wording import begun, say
from ritualtui.practice import streaks
from ritualtui.practice.streaks import Word

_MOVED: Final = 0.15
_ORDER: Final[tuple[Word, ...]] = ("strong", "steady", "growing", "taking root", "new")


class Course(NamedTuple):
    """One ritual: its strength a day (None before it was first done), and the word for how it stands.

    ``meant``: for some day of the week, as things stand.
    """

    name: str
    strength: list[float | None]
    word: Word
    meant: bool


class Courses(NamedTuple):
    """All rituals over the same days."""

    days: list[date]
    paused: list[bool]
    rituals: list[Course]


def courses(material: Material, span: Span) -> Courses:
    """The rituals that were ever done."""
    days = days_between(span.first, span.last)
    paused = [material.pauses.paused(day) for day in days]
    rituals = []
    for held in material.rituals:
        strength, word = material.once(f"strength {held.ident}", partial(_whole, material, held))
        meant = held.planned.meant_at_all(material.until)
        rituals.append(Course(held.name, [strength.get(day) for day in days], word, meant))
    return Courses(days, paused, rituals)


def _whole(material: Material, held: Held) -> tuple[dict[date, float], Word]:
    """The strength on every day there is, and the word for it now."""
    asked = held.planned.is_planned, held.pauses.paused, held.done, material.until
    return dict(streaks.course(*asked)), streaks.streak(*asked).word


def said(found: Courses, *, solo: bool) -> str:
    """How settled each is in a word, and which has grown or comes less often."""
    meant = [one for one in found.rituals if one.meant] or found.rituals
    if not meant:
        return say("strength", "nothing", solo=solo)
    parts = []
    for word in _ORDER:
        names = [one.name for one in meant if one.word == word]
        if names:
            key = word.replace(" ", "-")
            parts.append(say("strength", key if len(names) == 1 else f"{key}-more", rituals=_and(names)))
    sentence = f"{begun(', '.join(parts))}."
    grown = {one.name: _grown(one) for one in meant if one.word != "new"}
    most = max(grown, key=lambda name: grown[name], default=None)
    least = min(grown, key=lambda name: grown[name], default=None)
    if most is not None and grown[most] >= _MOVED:
        return f"{sentence} {say('strength', 'grown', ritual=most)}"
    if least is not None and grown[least] <= -_MOVED:
        return f"{sentence} {begun(say('strength', 'less', ritual=least))}"
    return sentence


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
