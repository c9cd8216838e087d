"""Pauses: what they say, which days they hold, and that they take nothing when they begin or end."""

from datetime import date, timedelta
from typing import Any

import pytest

from ritualtui.companion.service import Companion
from ritualtui.errors import UsageError
from ritualtui.places import Places
from support.homes import Still, begun

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture
def log(home: Places, still: Still) -> Companion:
    """Twelve evenings, of which two were missed; today's is done."""
    made = begun(home, still, plans=True)
    for back in range(12):
        if back not in (3, 4):
            moment = f"{TODAY - timedelta(days=back)}T20:00:00Z"
            made.log.add({"kind": "ritual", "ritual": "bedtime", "at": moment, "complete": True})
    return made


def numbers(log: Companion) -> dict[str, Any]:
    """Every number that a pause could take from."""
    rituals = {r.ritual.id: (r.strength, r.recent, r.run, r.best, r.word) for r in log.look.rituals()}
    every = log.look.days_with_a_ritual()
    return {**rituals, "": (every.strength, every.recent, every.run, every.best, every.counted, every.word)}


@pytest.mark.parametrize("ritual", [None, "bedtime"])
@pytest.mark.parametrize("done_today", [True, False])
def test_it_takes_nothing_when_it_begins_and_when_it_ends(
    log: Companion, still: Still, ritual: str | None, done_today: bool
) -> None:
    if not done_today:
        still.move(days=1)
    before = numbers(log)
    assert before["bedtime"][2] > 0
    log.pausing.set("ill", ritual=ritual)
    assert numbers(log) == before
    assert log.pausing.end()
    assert numbers(log) == before
    log.pausing.set("away", ritual=ritual)
    still.move(days=9)
    # Without the pause nine evenings would be missed: nothing of what shows in numbers has changed.
    assert numbers(log)["bedtime"] == before["bedtime"]
    if ritual is None:
        assert numbers(log)[""][1:5] == before[""][1:5]
    log.pausing.end()
    assert numbers(log)["bedtime"] == before["bedtime"]


def test_what_is_done_in_a_pause_counts(log: Companion, still: Still) -> None:
    run = log.look.days_with_a_ritual().run
    log.pausing.set()
    still.move(days=2)
    log.log.add({"kind": "ritual", "ritual": "bedtime", "complete": True})
    assert log.look.days_with_a_ritual().run == run + 1


def test_one_ritual_alone_can_rest(log: Companion, still: Still) -> None:
    paused = log.pausing.set("hard season", ritual="Bedtime")
    assert (paused.ritual, paused.name) == ("bedtime", log.rituals.find("bedtime").name)
    assert log.pausing.now is None and log.pausing.of("bedtime") == paused and log.pausing.of("morning") is None
    still.move(days=1)
    assert {r.ritual.id for r in log.look.rituals() if r.paused} == {"bedtime"}
    asked = {r.ritual.id: r.state for r in log.look.rituals()}
    assert asked.pop("bedtime") == "off" and set(asked.values()) != {"off"}


def test_nothing_is_asked_under_it(log: Companion, still: Still) -> None:
    still.move(days=1)
    log.pausing.set("ill")
    today = log.look.today()
    assert today.paused is not None and today.paused.why == "ill"
    assert {r.state for r in today.rituals} == {"off"} and all(r.paused for r in today.rituals)
    assert log.nudges.due() == []


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (0, None, "Paused since today: ill."),
        (-1, None, "Paused since yesterday: ill."),
        (-6, None, "Paused since Sunday: ill."),
        (-7, None, "Paused since 14 November: ill."),
        (0, 0, "Paused today: ill."),
        (-2, 0, "Paused since Thursday, today for the last time: ill."),
        (0, 1, "Paused since today, until tomorrow: ill."),
        (-2, 5, "Paused since Thursday, until Thursday: ill."),
        (1, 5, "Paused from tomorrow to Thursday: ill."),
        (33, 42, "Paused from 24 December to 2 January 2027: ill."),
        (33, None, "Paused from 24 December on: ill."),
    ],
)
def test_it_says_since_when_and_until_when(log: Companion, since: int, until: int | None, said: str) -> None:
    last = None if until is None else TODAY + timedelta(days=until)
    assert log.pausing.set("ill", TODAY + timedelta(days=since), last).said == said
    assert log.pausing.said() == [said]


def test_one_of_a_ritual_says_its_name(log: Companion) -> None:
    log.pausing.set("away", TODAY + timedelta(days=2), ritual="bedtime")
    log.pausing.set("hard season", ritual="morning")
    morning, bedtime = (log.rituals.find(name).name for name in ("morning", "bedtime"))
    assert log.pausing.said() == [
        f"{morning}: paused since today (hard season).", f"{bedtime}: paused from Monday on (away).",
    ]  # fmt: skip


def test_a_new_one_takes_the_place_of_the_one_that_runs(log: Companion, still: Still) -> None:
    log.pausing.set("away")
    still.move(days=3)
    log.pausing.set("ill", until=TODAY + timedelta(days=5))
    assert [(p.why, p.since, p.until) for p in log.pausing.all(TODAY)] == [
        ("away", TODAY, TODAY + timedelta(days=2)),
        ("ill", TODAY + timedelta(days=3), TODAY + timedelta(days=5)),
    ]
    log.log.undo()
    assert [(p.why, p.until) for p in log.pausing.all()] == [("away", None)]


def test_one_ahead_of_time_ends_nothing_that_runs(log: Companion) -> None:
    log.pausing.set("ill")
    log.pausing.set("away", date(2026, 12, 24), date(2027, 1, 2))
    assert [(p.why, p.until) for p in log.pausing.all()] == [("ill", None), ("away", date(2027, 1, 2))]
    assert log.pausing.now is not None and log.pausing.now.why == "ill"
    assert [p.why for p in log.pausing.ahead] == ["away"]


def test_the_end_is_of_what_runs_and_otherwise_of_what_was_to_begin_next(log: Companion, still: Still) -> None:
    log.pausing.set("away", date(2026, 12, 24), date(2027, 1, 2))
    log.pausing.set("ill", ritual="bedtime")
    log.pausing.set("hard season")
    still.move(days=2)
    assert [p.why for p in log.pausing.end()] == ["hard season"]
    assert [p.why for p in log.pausing.end()] == ["ill"]
    assert [p.why for p in log.pausing.end()] == ["away"]
    assert log.pausing.end() == [] == log.pausing.all()
    for _ in range(3):
        log.log.undo()
    assert [p.why for p in log.pausing.all()] == ["hard season", "ill", "away"]


def test_what_cannot_be(log: Companion) -> None:
    with pytest.raises(UsageError, match="can’t be “tired”"):
        log.pausing.set("tired")
    with pytest.raises(UsageError, match="2026-11-20 is before 2026-11-21"):
        log.pausing.set(until=TODAY - timedelta(days=1))
    with pytest.raises(UsageError, match="There's no ritual"):
        log.pausing.set(ritual="juggling")
    assert log.pausing.all() == []
