"""The early word in words: what changed, its arithmetic in a line each, one small thing to do."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from ritualtui import freetext
from ritualtui.companion.people import People
from ritualtui.insight.balance import Lopsided
from ritualtui.insight.said import Moved, Spoken
from ritualtui.insight.thresholds import THRESHOLDS
from ritualtui.messages import number
from ritualtui.practice.definitions import packaged

_NAMED = 2
_LONG = 12
"""Days up to which a stretch is counted in days; beyond, in weeks."""


@cache
def content() -> dict[str, Any]:
    """The words of the early word, by kind."""
    return tomllib.loads(packaged("nudges.toml"))


def said(one: Spoken, people: People, ritual: str = "", until: date | None = None) -> str:
    """What a nudge says, up to ``until``. ``ritual``: the name of the one it speaks of. Its day chooses the variant."""
    words = content()[one.kind]
    forms: list[str] = (people.solo and words["alone"]) or words["said"]
    first = one.moved[0] if one.moved else None
    recent, usual = levels(first) if first is not None else ("", "")
    return forms[one.day.toordinal() % len(forms)].format(
        days=stretch(first.since if first else one.since, first.until if first else until or one.day),
        recent=recent, usual=usual, what=several(one.moved, people), ritual=freetext.one_line(ritual),
        partner=freetext.one_line(people.partner.name), who=_who(first, people),
    )  # fmt: skip


def label(one: Spoken | None, people: People, ritual: str = "") -> str:
    """The one small thing to do; a thank-you where there is no ritual at all."""
    words = content()[one.kind if one is not None else "fewer-appreciations"]
    return str(words["label"]).format(partner=freetext.one_line(people.partner.name), ritual=freetext.one_line(ritual))


def lopsided(found: Lopsided, people: People, ritual: str) -> tuple[str, str]:
    """What is said of who begins, and its arithmetic. Which variant is a matter of the month."""
    forms: list[str] = content()["lopsided"]["said"]
    most = max(range(len(found.begun)), key=lambda person: found.begun[person])
    who = freetext.one_line((people.me, people.partner)[most].name)
    why: str = content()["why"]["lopsided"]
    return (
        forms[found.until.month % len(forms)].format(
            days=stretch(found.since, found.until), who=who, ritual=freetext.one_line(ritual)
        ),
        why.format(of=sum(found.begun), since=_day(found.since), who=who, n=max(found.begun)),
    )


def why(one: Spoken, people: People, until: date | None = None) -> list[str]:
    """The arithmetic, a line a signal, and how often a word of this kind comes by chance."""
    say: dict[str, Any] = content()["why"]
    if one.kind == "quiet":
        return [say["quiet"].format(since=_day(one.since), until=_day(until or one.day))]
    lines = []
    for moved in one.moved:
        form = {"toward": "shares", "rituals": "shares", "closeness": "closeness"}.get(moved.signal, "counts")
        alone = moved.signal == "closeness" and people.solo
        name = say["names"]["closeness-alone" if alone else moved.signal].format(who=_who(moved, people))
        logged = say["logged"][moved.days != 1].format(n=moved.days)
        lines.append(say[form].format(
            name=name, recent=moved.recent, usual=moved.usual, since=_day(moved.since), until=_day(moved.until),
            days=logged,
        ))  # fmt: skip
    known = THRESHOLDS.get(one.kind)
    return [*lines, *([by_chance(known.false_alarms)] if known is not None else [])]


def by_chance(a_year: float) -> str:
    """How often a word comes although nothing has changed."""
    times, once, every, hardly = content()["why"]["often"]
    if a_year >= 1.5:
        often = times.format(n=number(round(a_year)))
    elif a_year >= 2 / 3:  # less often, the years between are two and more
        often = once
    else:
        often = every.format(n=number(round(1 / a_year))) if a_year >= 0.05 else hardly
    return str(content()["why"]["chance"].format(often=often))


def several(moved: tuple[Moved, ...], people: People) -> str:
    """The signals with their levels, in a row; of many, the two that moved most."""
    words = content()["words"]
    most = sorted(moved, key=lambda one: min(one.recent, one.usual) / (max(one.recent, one.usual) or 1))[:_NAMED]
    parts = []
    for one in most:
        recent, usual = levels(one)
        form = "closeness-alone" if one.signal == "closeness" and people.solo else one.signal
        parts.append(words[form].format(recent=recent, usual=usual, who=_who(one, people)))
    parts += [words["more"]] if len(moved) > len(most) else []
    return f" {words['and']} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def levels(moved: Moved) -> tuple[str, str]:
    """How it has been, and how it usually is: “about one a day”, “two”. Never the same words for two levels."""
    words = content()["words"]
    recent, usual = moved.recent, moved.usual
    if moved.signal == "closeness":
        return _pair(recent, usual, "about {n}", "{n}")
    if moved.signal in ("toward", "rituals"):
        if round(10 * recent) == 0:
            return words["none"], _pair(0, 10 * usual, "", words["of-ten"])[1].removeprefix("about ")
        return _pair(10 * recent, 10 * usual, words["of-ten"], "{n}")
    # From what is nearly one a day on, days are the measure; below, weeks.
    unit, factor = (words["a-day"], 1) if min(recent or usual, usual) >= 0.75 else (words["a-week"], 7)
    if round(recent * factor) == 0:
        return words["none"], _pair(recent * factor, usual * factor, unit, unit)[1].removeprefix("about ")
    return _pair(recent * factor, usual * factor, unit, "{n}")


def stretch(since: date, until: date) -> str:
    """“ten days”, “three weeks”: a stretch of days, both ends included, in words."""
    count = (until - since).days + 1
    if count < 3:
        return "last days"
    return f"{number(count)} days" if count <= _LONG else f"{number(round(count / 7))} weeks"


def _pair(recent: float, usual: float, first: str, second: str) -> tuple[str, str]:
    if round(recent) == round(usual):
        return first.format(n=f"{recent:.1f}").removeprefix("about "), second.format(n=f"{usual:.1f}")
    return first.format(n=number(round(recent))), second.format(n=number(round(usual)))


def _who(moved: Moved | None, people: People) -> str:
    if moved is None or moved.person is None:
        return ""
    return freetext.one_line((people.me, people.partner)[moved.person].name)


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def choices(kind: str, people: People) -> Mapping[str, str]:
    """What can be answered where a word asks: the answer → its words; none where it asks nothing."""
    return {one: alone if people.solo else both for one, both, alone in content()["ask"].get(kind, ())}


def answered(how: str) -> str:
    """What is said to an answer."""
    return str(content()["answered"]["away-it-goes" if how == "put" else how])
