"""The invented year: the same everywhere, valid at the strict door, and shaped as a year of two people is."""

import itertools
import json
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ritualtui import kinds, records
from ritualtui.clock import TURN, logical_day, parse_moment, stamp_ms
from ritualtui.practice import decks, plans, rituals, streaks
from ritualtui.practice.made_up_year import MY_DEVICE, PARTNERS_DEVICE, year

pytestmark = pytest.mark.sample(1)

ME = "01900000-0000-7000-8000-00000000000a"
PARTNER = "01900000-0000-7000-8000-00000000000b"
UNTIL = date(2026, 11, 21)

Record = dict[str, Any]


def made(seed: int = 1, until: date = UNTIL, **more: Any) -> list[Record]:
    return list(year(seed, until, ME, PARTNER, **more))


@pytest.fixture(scope="module")
def log() -> list[Record]:
    return made()


def of(log: list[Record], kind: str) -> list[Record]:
    return [record for record in log if record["kind"] == kind]


def test_same_seed_same_year() -> None:
    assert json.dumps(made(3)) == json.dumps(made(3))


@pytest.mark.slow
def test_another_seed_another_year() -> None:
    assert {record["id"] for record in made(3)}.isdisjoint(record["id"] for record in made(4))


@pytest.mark.parametrize("seed", range(4))
def test_every_record_passes_the_strict_door_and_reads_back(seed: int) -> None:
    end = datetime.fromisoformat(f"{UNTIL}T17:00:00+01:00")
    for record in made(seed):
        checked = records.check(record, now=end, turn=TURN, solo=False)
        read = records.read(json.dumps(record).encode())
        assert read is not None, record
        assert checked == {**records.plain(read), "audience": record["audience"]}


def test_common_fields_stand_and_agree(log: list[Record]) -> None:
    for record in log:
        assert record["by"] in (ME, PARTNER)
        assert record["day"] == logical_day(parse_moment(record["at"])).isoformat()
        assert abs(parse_moment(record["at"]).timestamp() * 1000 - stamp_ms(record["stamp"])) < 1000
        for person in ("to", "from", "present"):
            assert record.get(person, ME) in (ME, PARTNER, "both")


def test_ids_are_unique_and_stamps_rise_on_each_device(log: list[Record]) -> None:
    assert len({record["id"] for record in log}) == len(log)
    for device in (MY_DEVICE, PARTNERS_DEVICE):
        stamps = [record["stamp"] for record in log if record["stamp"].endswith(device)]
        assert len(stamps) > 300
        assert stamps == sorted(set(stamps))


def test_offsets_follow_the_european_rule(log: list[Record]) -> None:
    offsets = {record["at"][:10]: record["at"][-6:] for record in log if record["at"][11:13] > "04"}
    assert {offsets.get("2026-03-28"), offsets.get("2026-10-25")} <= {"+01:00", None}
    assert {offsets.get("2026-03-29"), offsets.get("2026-10-24")} <= {"+02:00", None}
    assert {offset for day, offset in offsets.items() if "2026-04" <= day < "2026-10"} == {"+02:00"}
    assert {offset for day, offset in offsets.items() if "2025-11" <= day < "2026-03"} == {"+01:00"}


@pytest.mark.parametrize("days", [1, 2, 10, 365, 800])
def test_days_are_those_asked_for_in_order(days: int) -> None:
    found = [record["day"] for record in made(days=days)]
    assert found == sorted(found)
    assert found[0] == (UNTIL - timedelta(days=days - 1)).isoformat()
    assert found[-1] == UNTIL.isoformat()


def test_three_to_five_records_a_day(log: list[Record]) -> None:
    assert 3 * 365 <= len(log) <= 5 * 365


@pytest.mark.parametrize("per_day", [1.0, 10.0, 60.0])
def test_as_many_records_as_asked_for(per_day: float) -> None:
    assert len(made(days=200, per_day=per_day)) == pytest.approx(200 * per_day, rel=0.2)


def test_only_what_is_mine_is_private(log: list[Record]) -> None:
    private = [record for record in log if record["audience"] != "ours"]
    assert private
    assert {record["audience"] for record in private} == {"self"}
    assert {record["kind"] for record in private} == {"detail", "checkin", "bid"}
    assert all(record["by"] == ME for record in private if record["kind"] == "detail")
    hurt = [record for record in of(log, "bid") if record["response"] in ("away", "against")]
    assert all((record["audience"] == "self") == (record["by"] == record["from"]) for record in hurt)
    assert all(record["audience"] == "self" for record in of(log, "checkin"))
    assert all(record["stamp"].endswith(MY_DEVICE) for record in private if record["by"] == ME)


def test_every_kind_occurs(log: list[Record]) -> None:
    assert set(Counter(record["kind"] for record in log)) == set(kinds.by_name())


def test_rituals_are_planned_from_the_first_day_as_shipped(log: list[Record]) -> None:
    found = {plan["ritual"]: plan for plan in of(log, "plan")}
    assert len(of(log, "plan")) == len(found)
    for ritual in (ritual for ritual in rituals.shipped().values() if ritual.days):
        plan = found[ritual.id]
        assert (tuple(plan["days"]), plan["opens"], plan["closes"]) == (ritual.days, ritual.opens, ritual.closes)
        assert plan["since"] is None
        assert plan["day"] == log[0]["day"]


def test_rituals_have_steps_that_exist_and_lie_in_their_windows(log: list[Record]) -> None:
    shipped = rituals.shipped()
    for record in of(log, "ritual"):
        ritual = shipped[record["ritual"]]
        steps = ritual.easy_steps if record["form"] == "easy" else ritual.steps
        every = [step.id for step in steps]
        assert record["steps"] == every[: len(record["steps"])]
        assert record["complete"] == (record["steps"] == every or not record["guided"])
        begun = record["at"][11:16]
        if ritual.opens < ritual.closes:
            assert ritual.opens <= begun < ritual.closes
        else:
            assert begun >= ritual.opens or begun < ritual.closes


@pytest.mark.parametrize("seed", range(4))
def test_each_ritual_comes_once_a_day_and_is_strong_but_not_perfect(seed: int) -> None:
    read = [found for record in made(seed) if (found := records.read(json.dumps(record).encode())) is not None]
    paused = plans.pauses(read).paused
    for ritual in (ident for ident, found in rituals.shipped().items() if found.days):
        days = [record.day for record in read if isinstance(record, kinds.Ritual) and record.ritual == ritual]
        assert len(days) == len(set(days))
        planned = plans.planned(read, ritual).is_planned
        asked = [UNTIL - timedelta(days=back) for back in range(1, 364)]
        asked = [day for day in asked if planned(day) and not paused(day)]
        assert 0.7 < sum(day.isoformat() in days for day in asked) / len(asked) < 0.97
        streak = streaks.streak(planned, paused, streaks.ritual_days(read, ritual), UNTIL)
        assert 0.65 < streak.strength <= 1.0
        assert streak.best >= 14


def test_two_holidays_are_declared_before_they_begin(log: list[Record]) -> None:
    pauses = of(log, "pause")
    assert [pause["why"] for pause in pauses] == ["away", "away"]
    for pause in pauses:
        assert pause["day"] < pause["since"] < pause["until"] < UNTIL.isoformat()
        quiet = [r for r in of(log, "ritual") if pause["since"] <= r["day"] <= pause["until"]]
        days = (date.fromisoformat(pause["until"]) - date.fromisoformat(pause["since"])).days + 1
        assert len(quiet) < 1.5 * days


def rate(log: list[Record], since: date, until: date, kind: str, **fields: Any) -> float:
    found = [
        record
        for record in of(log, kind)
        if since.isoformat() <= record["day"] <= until.isoformat()
        and all(record[name] == value for name, value in fields.items())
    ]
    return len(found) / ((until - since).days + 1)


@pytest.mark.slow
def test_three_weeks_in_late_winter_are_thin_and_recover() -> None:
    before, dip, after = [], [], []
    for seed in range(12):
        log = made(seed)
        for found, since, until in (
            (before, date(2025, 12, 20), date(2026, 2, 3)),
            (dip, date(2026, 2, 9), date(2026, 2, 22)),
            (after, date(2026, 3, 2), date(2026, 4, 15)),
        ):
            found.append((rate(log, since, until, "appreciation"), rate(log, since, until, "bid", response="toward")))
    mean = [[sum(pair[i] for pair in found) / len(found) for i in (0, 1)] for found in (before, dip, after)]
    for signal in (0, 1):
        assert mean[1][signal] < 0.65 * mean[0][signal]
        assert mean[2][signal] > 0.8 * mean[0][signal]


@pytest.mark.slow
def test_closeness_grows() -> None:
    values: dict[bool, list[int]] = {False: [], True: []}
    for seed in range(4):
        for record in of(made(seed), "checkin"):
            values[record["day"] > "2026-08-01"].append(record["closeness"])
    early, late = (sum(found) / len(found) for found in values.values())
    assert late > early + 0.7


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("until", [UNTIL, date(2026, 2, 14), date(2026, 8, 12), date(2024, 2, 29), date(2027, 1, 1)])
def test_it_ends_well(seed: int, until: date) -> None:
    log = made(seed, until)
    today, yesterday = until.isoformat(), (until - timedelta(days=1)).isoformat()
    assert [r["ritual"] for r in of(log, "ritual") if r["day"] == today and r["complete"]] == ["morning"]
    theirs = [record for record in of(log, "appreciation") if record["by"] == PARTNER][-1]
    assert (theirs["day"], theirs["at"][11:16]) == (yesterday, "22:10")
    assert theirs["to"] == ME
    assert sum(record["text"] == theirs["text"] for record in log if "text" in record) == 1
    due = [record["due"] for record in of(log, "detail") if not record.get("done")]
    assert today in due, "what the morning asked for is to be asked about today"
    assert all(day >= today for day in due)
    assert any(today < r["on"] <= (until + timedelta(days=4)).isoformat() for r in of(log, "outing") if not r["done"])
    assert len(of(log, "pause")) == 2
    assert all(pause["until"] < today for pause in of(log, "pause"))


def test_marks_answers_and_follow_ups_point_at_what_is_there(log: list[Record]) -> None:
    ids = {record["id"]: record for record in log}
    cards = {card.id: card.text for deck in decks.shipped().values() for card in deck.cards}
    for mark in of(log, "mark"):
        assert ids[mark["of"]]["by"] != mark["by"]
        assert ids[mark["of"]]["at"] <= mark["at"]
    for answer in of(log, "answer"):
        assert cards[answer["question"]] == answer["asked"]
    for promise in of(log, "promise"):
        assert (promise["state"] == "open") == (promise["due"] > UNTIL.isoformat())


def test_words_hardly_repeat_within_a_year_and_keep_to_the_season(log: list[Record]) -> None:
    said = Counter(record["text"] for record in of(log, "appreciation"))
    assert sum(said.values()) - len(said) < 0.25 * len(said)
    for record in log:
        text = str(record.get("text", ""))
        if "tomatoes" in text:
            assert "06" <= record["day"][5:7] <= "09"
        if "snow " in text or "Christmas" in text:
            assert record["day"][5:7] in ("12", "01", "02")


@pytest.mark.slow
def test_a_hundred_years_can_be_made() -> None:
    found = list(itertools.islice(year(1, UNTIL, ME, PARTNER, days=36_500), 2_000))
    assert found[0]["day"].startswith("1926-")
    assert all(records.read(json.dumps(record).encode()) is not None for record in found)
