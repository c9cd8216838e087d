"""A nudge in words: what changed, its arithmetic in a line each, one small thing to do.

What was, what is usual and in which unit comes from ``measured`` wherever it is said: here, in ``pulse``, on charts.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from ritualtui import freetext
from ritualtui.companion.people import People
from ritualtui.insight.balance import Lopsided
from ritualtui.insight.nudge_choice import called
from ritualtui.insight.nudge_kinds import THRESHOLDS, Kind
from ritualtui.insight.signals import Moved, Signal, Spoken, place_of
from ritualtui.messages import number
from ritualtui.strings import _, dates, read_content

_NAMED = 2
_DAYS_FROM = 1.0
"""What is usual a day, from which on days are the measure of a count; below it weeks are."""
_WHOLE = 0.3
"""How far a number may be from the whole one that is said in a word."""
_LONG = 12
"""Days up to which a stretch is counted in days; beyond, in weeks."""


@cache
def content() -> dict[str, Any]:
    """The words of the nudges, by kind."""
    return tomllib.loads(read_content("nudges.toml"))


def said(one: Spoken, people: People, ritual: str = "", until: date | None = None) -> str:
    """What a nudge says, up to ``until``. ``ritual``: the name of the one it speaks of. Its day chooses the variant."""
    words = content()[called(one)]
    forms: list[str] = (people.solo and words["alone"]) or (one.both and words.get("both")) or words["said"]
    first = one.moved[0] if one.moved else None
    recent, usual = levels(first) if first is not None else ("", "")
    return forms[one.day.toordinal() % len(forms)].format(
        days=stretch(first.since if first else one.since, first.until if first else until or one.day),
        recent=recent, usual=usual, what=several(one.moved), ritual=freetext.one_line(ritual),
        partner=freetext.one_line(people.partner.name),
    )  # fmt: skip


def label(one: Spoken | None, people: People, ritual: str = "") -> str:
    """The one small thing to do; a thank-you where there is no ritual at all."""
    words = content()[called(one) if one is not None else "fewer-appreciations"]
    return str(words["label"]).format(partner=freetext.one_line(people.partner.name), ritual=freetext.one_line(ritual))


def lopsided(found: Lopsided, people: People, ritual: str) -> tuple[str, str]:
    """What is said of who starts things, and its arithmetic. The month chooses the variant."""
    forms: list[str] = content()["lopsided"]["said"]
    most = max(range(len(found.begun)), key=lambda person: found.begun[person])
    who = freetext.one_line((people.me, people.partner)[most].name)
    why: str = content()["lopsided"]["why"]
    return (
        forms[found.until.month % len(forms)].format(
            days=stretch(found.since, found.until), who=who, ritual=freetext.one_line(ritual)
        ),
        why.format(of=sum(found.begun), since=_day(found.since), who=who, n=max(found.begun)),
    )


def why(one: Spoken, people: People, until: date | None = None) -> list[str]:
    """The arithmetic, a line a signal, and how often a nudge of this kind comes by chance."""
    say: dict[str, Any] = content()["why"]
    lines = []
    if not one.moved:
        lines.append(content()[one.kind]["why"].format(since=_day(one.since), until=_day(until or one.day)))
    for moved in one.moved:
        recent, usual, unit = measured(moved.signal, moved.usual, moved.recent)
        form, low = "line", ""
        if moved.low is not None:
            form = "back"
            recent, low, _ = measured(moved.signal, moved.low, moved.recent, of=moved.usual)
        logged = say["logged"][moved.days != 1].format(n=moved.days)
        lines.append(say[form].format(
            name=say["names"][moved.signal], recent=recent, usual=usual, low=low, unit=say["units"][unit],
            since=_day(moved.since), until=_day(moved.until), days=logged,
        ))  # fmt: skip
    return [*lines, *([by_chance(one.kind)] if one.kind in THRESHOLDS else [])]


def by_chance(kind: Kind, name: str = "") -> str:
    """How often a nudge of a kind comes although nothing has changed. ``name``: its name, where there are several."""
    say, a_year = content()["why"], THRESHOLDS[kind].false_alarms
    return str(say["chance-of" if name else "chance"].format(often=how_often(a_year), name=name))


def how_often(a_year: float) -> str:
    """So many times a year, in words: “about once in two years”."""
    times, once, every, hardly = content()["why"]["often"]
    if a_year >= 1.5:
        return str(times.format(n=number(round(a_year))))
    if a_year < 0.05:
        return str(hardly)
    years = round(1 / a_year)
    return str(every.format(n=number(years)) if years > 1 else once)


def several(moved: tuple[Moved, ...]) -> str:
    """The signals with their levels, in a row; of many, the two that moved most."""
    words = content()["words"]
    most = sorted(moved, key=_share)[:_NAMED]
    parts = []
    for one in most:
        recent, usual = levels(one)
        form = words["back" if one.low is not None else "beside"]
        parts.append(form.format(name=words[one.signal], recent=recent, usual=usual))
    parts += [words["more"]] if len(moved) > len(most) else []
    return f" {words['and']} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _share(moved: Moved) -> float:
    """How far a signal has moved: the lesser level as a share of the greater."""
    other = moved.usual if moved.low is None else moved.low
    return min(moved.recent, other) / (max(moved.recent, other) or 1)


def measured(signal: Signal, usual: float, recent: float, *, of: float | None = None) -> tuple[str, str, str]:
    """What came, what is usual, and the unit of both: ``("1.1", "2", "a-day")``.

    The unit goes by what is usual alone (``of``, where ``usual`` stands for something else), so that a signal has one
    wherever it is spoken of. Two levels that differ are never the same number.
    """
    unit = unit_of(signal, usual if of is None else of)
    factor = {"a-week": 7, "in-ten": 10}.get(unit, 1)
    for digits in (1, 2):
        came, before = (f"{round(value * factor, digits):g}" for value in (recent, usual))
        if came != before or recent == usual:
            break
    return came, before, unit


def unit_of(signal: Signal, usual: float) -> str:
    """The unit in which a signal is said, by what is usual: ``a-day``, ``a-week``, ``in-ten`` or ``of-ten``."""
    units = {"rating": "of-ten", "share": "in-ten", "count": "a-day" if usual >= _DAYS_FROM else "a-week"}
    return units[place_of(signal).measure]


def levels(moved: Moved) -> tuple[str, str]:
    """How it has been, and how it usually is (or was, for what came back): “about one a day”, “two”.

    In words where whole numbers come near, in figures where they do not. Never the same for two levels.
    """
    words = content()["words"]
    other = moved.usual if moved.low is None else moved.low
    recent, usual, unit = measured(moved.signal, other, moved.recent, of=moved.usual)
    if recent != "0" and _is_whole(recent) and _is_whole(usual) and round(float(recent)) != round(float(usual)):
        return words[unit].format(n=words["about"].format(n=_in_words(recent))), _in_words(usual)
    usual = _in_words(usual) if usual.isdigit() else usual
    if recent == "0":
        return words["none"], words[unit].format(n=usual)
    return words[unit].format(n=_in_words(recent) if recent.isdigit() and usual.isalpha() else recent), usual


def _is_whole(figure: str) -> bool:
    return round(float(figure)) > 0 and abs(float(figure) - round(float(figure))) <= _WHOLE


def _in_words(figure: str) -> str:
    return number(round(float(figure)))


def in_short(kind: Kind) -> str:
    """What was spoken of, in a few words, as the charts say it."""
    return str(content()[kind]["short"])


def stretch(since: date, until: date) -> str:
    """“ten days”, “three weeks”: a stretch of days, both ends included, in words."""
    count = (until - since).days + 1
    if count < 3:
        return _("last few days")
    if count <= _LONG:
        return _("{number} days").format(number=number(count))
    return _("{number} weeks").format(number=number(round(count / 7)))


def _day(day: date) -> str:
    return dates.short_date(day)


def choices(kind: str, people: People) -> Mapping[str, str]:
    """What can be answered where a nudge asks: the answer → its words; none where it asks nothing."""
    return {one: alone if people.solo else both for one, both, alone in content()[kind].get("ask", ())}


def answered(how: str) -> str:
    """What is said to an answer."""
    return str(content()["answered"]["away-it-goes" if how == "put" else how])
