"""Seasons: a mode in which rituals stay open, no streak suffers, and nothing asks how much; kept by both, and over."""

from datetime import date, timedelta
from typing import Any

import pytest

from ritualtui.companion.service import Companion
from ritualtui.errors import UsageError
from ritualtui.kinds import Pause
from ritualtui.places import Places
from ritualtui.practice import plans
from support.homes import Still, begun

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture
def log(home: Places, still: Still) -> Companion:
    """Twelve evenings, of which two were not done; today's is."""
    made = begun(home, still, plans=True)
    for back in range(12):
        if back not in (3, 4):
            moment = f"{TODAY - timedelta(days=back)}T20:00:00Z"
            made.log.add({"kind": "ritual", "ritual": "bedtime", "at": moment, "complete": True})
    return made


def standing(log: Companion, ritual: str = "bedtime") -> dict[str, Any]:
    (found,) = (one for one in log.look.rituals() if one.ritual.id == ritual)
    return {"state": found.state, "paused": found.paused, "run": found.run, "recent": found.recent, "word": found.word}


def test_in_a_hard_season_rituals_stay_open_and_short_and_no_day_costs_anything(log: Companion, still: Still) -> None:
    before = standing(log)
    log.seasons.set("hard")
    still.move(days=9)
    after = standing(log)
    assert after == {**before, "state": "later"} and not after["paused"]
    assert log.pausing.now is None and log.look.today().paused is None
    assert log.rituals.begin("bedtime").session.form == "easy"
    assert log.rituals.begin("bedtime", easy=False).session.form == "full"
    log.rituals.did("bedtime")
    assert standing(log)["run"] == before["run"] + 1
    log.seasons.end()
    assert standing(log)["run"] == before["run"] + 1
    assert log.rituals.begin("bedtime").session.form == "full"


def test_in_a_work_season_one_stays_and_the_others_are_paused(log: Companion) -> None:
    before = standing(log)
    season = log.seasons.set("work", TODAY + timedelta(days=6), "Bed")
    assert season.said == "A work season: Bedtime stays, the rest can wait until Friday."
    assert not standing(log)["paused"] and standing(log, "morning")["paused"]
    assert standing(log) == before
    assert log.rituals.begin("bedtime").session.form == "full"
    spared, other = (plans.pauses(log.of(Pause), ritual) for ritual in ("bedtime", "reunion"))
    assert not spared.paused(TODAY) and other.paused(TODAY)


def test_what_a_work_season_pauses_is_not_meant_for_its_days_and_the_rest_is(log: Companion, still: Still) -> None:
    for back in range(12):
        log.rituals.did("reunion", still.now() - timedelta(days=back, hours=1))
    log.seasons.set("work", ritual="bedtime")
    still.move(days=3)
    for back in range(1, 3):
        log.log.thank("x", at=(still.now() - timedelta(days=back)).isoformat())
    rows, _pulse = log.insight.asking()()
    planned = {row.day: row.planned for row in rows}
    assert not any(row.paused for row in rows)
    assert planned[TODAY - timedelta(days=1)] == 2 and planned[TODAY + timedelta(days=1)] == 1


def test_it_is_over_after_its_last_day_and_says_nothing_of_it(log: Companion, still: Still) -> None:
    log.seasons.set("hard", TODAY + timedelta(days=2))
    still.move(days=2)
    assert log.seasons.hard
    still.move(days=1)
    assert log.seasons.now is None and log.look.today().season is None and not log.state.notes


def test_a_new_one_takes_the_place_of_the_one_that_holds_and_undo_brings_it_back(log: Companion, still: Still) -> None:
    log.seasons.set("hard")
    still.move(days=3)
    log.seasons.set("work", ritual="morning")
    assert log.seasons.now is not None and log.seasons.now.mode == "work"
    log.log.undo()
    assert log.seasons.hard and log.seasons.now.since == TODAY
    log.seasons.end()
    assert log.seasons.now is None and log.of(Pause)[0].until == str(TODAY + timedelta(days=2))
    log.log.undo()
    assert log.seasons.hard


def test_it_is_both_peoples(log: Companion, home: Places, still: Still) -> None:
    log.seasons.set("hard")
    with Companion.open(home, who="Ben", time=still) as other:
        assert other.seasons.hard
        other.seasons.end()
    log.refresh()
    assert log.seasons.now is None


def test_what_makes_no_sense_holds_on_no_day(log: Companion) -> None:
    for since, until in (("2026-13-45", None), ("2026-11-01", "2026-10-01"), ("2026-11-01", "2026-99-99")):
        log.log.add({"kind": "pause", "since": "2026-11-01", "season": "hard"})
        raw = dict(log.raw(log.of(Pause)[-1].id) or {})
        assert raw
        log.log.undo()
        assert plans.pauses([Pause(id=raw["id"], since=since, until=until, season="hard")]).spans == ()
    for mode, until, ritual in (("soft", None, None), ("hard", TODAY - timedelta(days=1), None), ("work", None, None),
                                ("work", None, "tea"), ("hard", None, "bedtime")):  # fmt: skip
        with pytest.raises(UsageError):
            log.seasons.set(mode, until, ritual)
    assert log.seasons.now is None
