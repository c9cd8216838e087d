"""What the pulse said, in words, and each signal's arithmetic in a line: the same on the screen and in plain text."""

from collections.abc import Iterator
from datetime import date, timedelta

from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.wording import counted as _counted
from ritualtui.companion.charts.wording import level, on, say
from ritualtui.companion.nudge_text import by_chance, in_short, measured, unit_of
from ritualtui.insight.nudge_choice import called, holding
from ritualtui.insight.nudge_kinds import THRESHOLDS
from ritualtui.insight.signals import Moved, Spoken, State
from ritualtui.strings import _, as_sentence

LATELY = timedelta(days=42)
"""For how long a day on which it spoke counts as lately."""


def all_spoken(material: Material) -> list[Spoken]:
    """Everything it said, the oldest first."""
    return [one for day in material.pulse.days for one in day.spoken]


def now(material: Material) -> list[Spoken]:
    """What it said and still holds, as Today says it: with its arithmetic up to the last day that is over."""

    def find() -> list[Spoken]:
        days, over = material.pulse.days, material.rows[: len(material.pulse.days)]
        return holding(days, over, material.pulse.signals, days[-1].day + timedelta(days=1)) if days else []

    return material.once("holding", find)


def lately(material: Material) -> list[Spoken]:
    """What was said in the last six weeks, the newest first; what still holds as it is now, the rest as it was then."""
    since: date = material.until - LATELY
    held = {(one.kind, one.day): one for one in now(material)}
    found = [one for one in reversed(all_spoken(material)) if one.day > since]
    return [held.get((one.kind, one.day), one) for one in found]


def name(signal: str, person: int | None, material: Material) -> str:
    """What a signal is called."""
    if signal == "closeness" and person:
        return say("signals", "closeness-other", name=material.names[person])
    return say("signals", signal)


def kind(one: Spoken) -> str:
    """What was spoken of, in a few words."""
    return in_short(called(one))


def arithmetic(moved: Moved, material: Material) -> str:
    """``thank-yous, 0.9 a day, usually 1.9 (11 logged days)``; of what came back, also from where."""
    recent, usual, unit = measured(moved.signal, moved.usual, moved.recent)
    said = say("arithmetic", unit, recent=recent, usual=usual)
    if moved.low is not None:
        recent, low, unit = measured(moved.signal, moved.low, moved.recent, of=moved.usual)
        said = say("arithmetic", f"back-{unit}", recent=recent, low=low)
    return f"{name(moved.signal, moved.person, material)}, {said} ({_counted('arithmetic', 'days', moved.days)})"


def in_words(spoken: Spoken, material: Material) -> str:
    """What was said on a day, over which days, with its arithmetic."""
    said, moved = as_sentence(kind(spoken)), spoken.moved
    if not moved:
        return _("{said}, since {day}.").format(said=said, day=on(spoken.since, material.until))
    first, last = min(one.since for one in moved), max(one.until for one in moved)
    begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else on(first, material.until)
    how = "; ".join(arithmetic(one, material) for one in moved)
    return _("{said}, {first} to {last}: {how}.").format(
        said=said, first=begins, last=on(last, material.until), how=how
    )


def chances(found: list[Spoken]) -> Iterator[str]:
    """How often each kind among these comes by chance, as the nudge itself says it."""
    for one in dict.fromkeys(one.kind for one in found):
        if one in THRESHOLDS:
            yield by_chance(one, in_short(one))


def standing(state: State, material: Material) -> str:
    """How a signal stands: ``Thank-yous: usually 1.9 a day, 0.9 lately (most days lie between 0 and 4).``

    Where a nudge speaks of it, in the days that the nudge is about.
    """
    called_ = as_sentence(name(state.signal, state.person, material))
    if state.usual is None:
        return f"{called_}: {say('arithmetic', 'unknown')}."
    spoken_of = next((m for one in now(material) for m in one.moved if _same(m, state)), None)
    if spoken_of is not None:
        recent, usual, unit = measured(state.signal, state.usual, spoken_of.recent)
        lately_ = say("arithmetic", "since", day=on(spoken_of.since, material.until))
    elif state.recent is None:
        unit = unit_of(state.signal, state.usual)
        _, usual, _ = measured(state.signal, state.usual, state.usual)
        return f"{called_}: {say('arithmetic', f'no-recent-{unit}', usual=usual)}."
    else:
        _, usual, unit = measured(state.signal, state.usual, state.usual)  # the two may well be the same
        recent, _, _ = measured(state.signal, state.recent, state.recent, of=state.usual)
        lately_ = say("arithmetic", "of-late")
    said = say("arithmetic", f"usual-{unit}", usual=usual, recent=recent, lately=lately_)
    if state.band is None or unit == "a-week":
        return f"{called_}: {said}."
    low, high = (_edge(unit, edge) for edge in state.band)
    return f"{called_}: {said} {say('arithmetic', 'band', low=low, high=high)}."


def _same(moved: Moved, state: State) -> bool:
    return (moved.signal, moved.person) == (state.signal, state.person)


def _edge(unit: str, value: float) -> str:
    """An end of the band: whole counts, for no day has a part of a thank-you."""
    if unit == "a-day":
        return str(round(value))
    return level(value * 10 if unit == "in-ten" else value)
