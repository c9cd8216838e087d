"""How it is going in plain text, and as data for other programs: what ``ritualtui pulse`` prints."""

from collections.abc import Iterator
from typing import Any

from ritualtui import messages
from ritualtui.companion.charts import bids, captions, months, strength, year
from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import span
from ritualtui.companion.charts.pulse import learning, line
from ritualtui.companion.charts.wording import say
from ritualtui.companion.nudge_text import how_often, unit_of
from ritualtui.insight.detector import LEARNING
from ritualtui.insight.nudge_kinds import THRESHOLDS
from ritualtui.insight.signals import Spoken, State

_DIGITS = 4


def lines(material: Material) -> Iterator[str]:
    """The charts' sentences, each signal's arithmetic, what was said lately."""
    if not material.rows:
        yield say("pulse", "nothing")
        return
    pulse = material.pulse
    if pulse.ready:
        for state in pulse.signals:
            if state.signal != "closeness" or _is_rated(state, material):
                yield captions.standing(state, material)
        yield say("arithmetic", "lately-alone" if material.solo else "lately")
    else:
        yield learning(material)
    yield ""
    yield from sentences(material)
    found = captions.lately(material)
    if found:
        yield ""
    for one in found:
        yield f"{messages.day_heading(one.day.isoformat())}: {captions.in_words(one, material)}"
    yield from captions.chances(found)


def _is_rated(state: State, material: Material) -> bool:
    """Whether there is a closeness rating of that person's to be seen here; the other's only where they shared it."""
    return any(row.closeness[state.person or 0] is not None for row in material.rows)


def sentences(material: Material) -> Iterator[str]:
    """The sentence of each chart, with its name."""
    days = span(material, "90")
    month = months.beside(material, "30")
    found = [
        (say("names", "bids"), bids.said(material, days)),
        (say("names", "year"), year.said(material, span(material, "365"))),
        (say("names", "strength"), strength.said(strength.courses(material, days), solo=material.solo)),
        (month.name, month.said),
    ]
    if material.pulse.ready:
        found.insert(
            0, (say("names", "pulse-alone" if material.solo else "pulse"), line(material, days).said)
        )  # fmt: skip
    for name, said in found:
        yield f"{name}: {said}"


def replayed(material: Material) -> Iterator[str]:
    """Each day on which it spoke, in words."""
    if not material.rows:
        yield say("pulse", "nothing")
    elif not (found := captions.all_spoken(material)):
        yield say("replay", "nothing") if material.pulse.ready else learning(material)
    else:
        for one in found:
            yield f"{messages.day_heading(one.day.isoformat())}: {captions.in_words(one, material)}"
        yield from captions.chances(found)


def replayed_rows(material: Material) -> Iterator[dict[str, Any]]:
    """A row a day: whether it was logged, the joint evidence, what was said on it."""
    for day in material.pulse.days:
        yield {
            "day": day.day.isoformat(), "logged": day.logged, "evidence": _round(day.evidence),
            "nudges": [{"kind": one.kind, "signals": list(one.signals)} for one in day.spoken],
        }  # fmt: skip


def document(material: Material) -> dict[str, Any]:
    """How every signal stands, and all together; people by name."""
    pulse = material.pulse
    return {
        "as_of": (pulse.days[-1].day if pulse.days else material.until).isoformat(),
        "logged": pulse.logged,
        "ready": pulse.ready,
        "days_to_go": max(0, LEARNING - pulse.logged),
        "paused": material.paused,
        "signals": [
            {
                "signal": state.signal, "person": None if state.person is None else material.names[state.person],
                "kind": state.kind, "baseline": _round(state.usual),
                "band": None if state.band is None else [_round(edge) for edge in state.band],
                "recent": _round(state.recent), "evidence": _round(state.evidence), "threshold": state.threshold,
                "false_alarms_a_year": state.false_alarms,
                "unit": None if state.usual is None else say("measures", unit_of(state.signal, state.usual)),
                "in_words": captions.standing(state, material),
            }
            for state in pulse.signals
            if not state.person or _is_rated(state, material)
        ],
        "joint": {
            "kind": "thinning", "evidence": _round(pulse.evidence), "threshold": pulse.threshold,
            "false_alarms_a_year": pulse.false_alarms,
        },
        "spoken": [_said(one, material) for one in captions.lately(material)],
    }  # fmt: skip


def _said(one: Spoken, material: Material) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(), "kind": one.kind, "holds": one in captions.now(material),
        "since": one.since.isoformat(), "signals": list(one.signals),
        "moved": [
            {
                "signal": moved.signal, "person": None if moved.person is None else material.names[moved.person],
                "usual": _round(moved.usual), "recent": _round(moved.recent), "low": _round(moved.low),
                "since": moved.since.isoformat(),
                "until": moved.until.isoformat(), "days": moved.days,
            }
            for moved in one.moved
        ],
        "in_words": captions.in_words(one, material),
        "by_chance": how_often(THRESHOLDS[one.kind].false_alarms) if one.kind in THRESHOLDS else None,
    }  # fmt: skip


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
