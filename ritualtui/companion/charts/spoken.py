"""What the pulse said, in words, and each signal's arithmetic in a line: the same on the screen and in plain text."""

from datetime import date, timedelta

from ritualtui.companion.charts.material import Material
from ritualtui.companion.charts.wording import begun, level, on, say
from ritualtui.companion.charts.wording import counted as _counted
from ritualtui.insight.said import Moved, Spoken, State

_FORM = {"appreciations": "a-day", "bids": "a-day", "toward": "of-ten", "rituals": "of-ten", "closeness": "rating"}
LATELY = timedelta(days=42)
"""For how long a day on which it spoke counts as lately."""


def all_spoken(material: Material) -> list[Spoken]:
    """Everything it said, the oldest first."""
    return [one for day in material.pulse.days for one in day.spoken]


def name(signal: str, person: int | None, material: Material) -> str:
    """What a signal is called."""
    return say("signals", signal, name=material.names[person] if person is not None else "")


def arithmetic(moved: Moved, material: Material) -> str:
    """``thank-yous, 0.9 a day where 1.9 is usual (11 logged days)``."""
    form = _FORM[moved.signal]
    said = say("arithmetic", form, recent=_level(form, moved.recent), usual=_level(form, moved.usual))
    return f"{name(moved.signal, moved.person, material)}, {said} ({_counted('arithmetic', 'days', moved.days)})"


def in_words(spoken: Spoken, material: Material) -> str:
    """What was said on a day, over which days, with its arithmetic; what moved the other way is left out."""
    kind = begun(say("kinds", spoken.kind))
    better = spoken.kind == "getting-better"
    moved = [one for one in spoken.moved if (one.recent > one.usual) == better] or spoken.moved
    if not moved:
        return f"{kind}, since {on(spoken.since, material.until)}."
    first, last = min(one.since for one in moved), max(one.until for one in moved)
    begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else on(first, material.until)
    return f"{kind}, {begins} to {on(last, material.until)}: {'; '.join(arithmetic(one, material) for one in moved)}."


def standing(state: State, material: Material) -> str:
    """How a signal stands: ``Thank-yous: usually 1.9 a day, 0.9 lately (most days lie between 0 and 4).``"""
    called = begun(name(state.signal, state.person, material))
    if state.usual is None:
        return f"{called}: {say('arithmetic', 'unknown')}."
    form = _FORM[state.signal]
    usual = _level(form, state.usual)
    if state.recent is None:
        return f"{called}: {say('arithmetic', 'no-recent', usual=usual)}."
    said = say("arithmetic", f"usual-{form}", usual=usual, recent=_level(form, state.recent))
    if state.band is None:
        return f"{called}: {said}."
    low, high = (_level(form, edge, round_=form == "a-day") for edge in state.band)
    return f"{called}: {said} {say('arithmetic', 'band', low=low, high=high)}."


def lately(material: Material) -> list[Spoken]:
    """What was said in the last six weeks, the newest first."""
    since: date = material.until - LATELY
    return [one for one in reversed(all_spoken(material)) if one.day > since]


def _level(form: str, value: float, *, round_: bool = False) -> str:
    value = value * 10 if form == "of-ten" else value
    return str(round(value)) if round_ else level(value)
