"""Names, the turning hour, plans: changed from today on, the past left as it was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ritualtui import clock, places
from ritualtui.companion import agreements
from ritualtui.companion.service import Companion
from ritualtui.errors import UsageError
from ritualtui.kinds import WEEKDAYS
from ritualtui.practice import plans


class Moved(clock.Clock):
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday

    def ms(self) -> int:
        return int(self.moment.timestamp() * 1000)


@pytest.fixture
def ana(tmp_path: Path) -> Companion:
    return Companion.begin(places.find(str(tmp_path)), "Ana", "Ben", time=Moved())


def test_a_new_name_is_the_same_person(ana: Companion) -> None:
    ana.log.thank("the soup")
    agreements.rename(ana, "Anja", "Ben")
    again = Companion.open(ana.places, None, ana.time)
    assert (again.people.me.name, again.people.partner.name) == ("Anja", "Ben")
    assert [again.look.words(r) for r in again.look.listed()] == ["Anja → Ben: “the soup”"]


def test_the_other_profile_renames_without_swapping(ana: Companion) -> None:
    his = Companion.open(ana.places, "Ben", ana.time)
    agreements.rename(his, "Benno", "Ana")
    assert Companion.open(ana.places, None, ana.time).people.me.name == "Ana"
    assert Companion.open(ana.places, None, ana.time).people.partner.name == "Benno"


@pytest.mark.parametrize("bad", [("", "Ben"), ("Ben", "ben"), ("both", "Ben"), ("x" * 60, "Ben")])
def test_unfit_names_change_nothing(ana: Companion, bad: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        agreements.rename(ana, *bad)
    assert ana.people.me.name == "Ana"


def test_the_turning_hour_holds_from_now_on(ana: Companion) -> None:
    assert isinstance(ana.time, Moved)
    ana.time.moment = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    before = ana.log.thank("late")
    agreements.turn_at(ana, "0")
    after = ana.log.thank("later")
    assert (before["day"], after["day"]) == ("2026-11-20", "2026-11-21")
    for bad in ("13", "-1", "four", ""):
        with pytest.raises(UsageError):
            agreements.turn_at(ana, bad)
    assert ana.turn == 0


def test_a_changed_plan_does_not_rewrite_the_past(ana: Companion) -> None:
    assert isinstance(ana.time, Moved)
    bedtime = ana.rituals.find("bedtime")
    for back in range(10, 0, -1):
        ana.rituals.did("bedtime", ana.time.now() - timedelta(days=back, hours=-4))
    before = next(r for r in ana.look.today().rituals if r.ritual.id == "bedtime")
    agreements.plan(ana, bedtime, days="sat sun", window="22-1:30")
    after = next(r for r in ana.look.today().rituals if r.ritual.id == "bedtime")
    assert (after.run, after.recent) == (before.run, before.recent)
    assert (after.opens, after.closes) == ("22:00", "01:30")
    assert after.state == "off"
    assert agreements.in_force(ana, bedtime).days == ("sat", "sun")


def test_the_same_plan_again_is_no_change(ana: Companion) -> None:
    morning = ana.rituals.find("morning")
    count = len(ana.storage.state.records)
    agreements.plan(ana, morning, days="every day", window="06:00–10:00")
    assert len(ana.storage.state.records) == count


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("every day", WEEKDAYS),
        ("Mon, tuesday fri", ("mon", "tue", "fri")),
        ("weekend", ("sat", "sun")),
        ("no day", ()),
        ("sun mon", ("mon", "sun")),
    ],
)
def test_days(said: str, meant: tuple[str, ...]) -> None:
    assert agreements.read_days(said) == meant
    assert agreements.read_days(agreements.said_days(agreements.read_days(said))) == meant


@pytest.mark.parametrize("bad", ["someday", "mo", "monkey", "mon xyz", "9 times a week", "0 times a week", "3 times"])
def test_no_days(bad: str) -> None:
    with pytest.raises(UsageError):
        agreements.read_when(bad)


@pytest.mark.parametrize(
    ("said", "rhythm", "again"),
    [
        ("3 times a week", (3, 1), "3 times a week"),
        ("Twice per week", (2, 1), "2 times a week"),
        ("every second week", (1, 2), "once every 2 weeks"),
        ("three times every 4 weeks", (3, 4), "3 times every 4 weeks"),
        ("mon tue", None, "mon tue"),
    ],
)
def test_so_often_a_week(ana: Companion, said: str, rhythm: tuple[int, int] | None, again: str) -> None:
    morning = ana.rituals.find("morning")
    agreements.plan(ana, morning, days="once a week")
    agreements.plan(ana, morning, days=said)
    stands = agreements.in_force(ana, morning)
    assert (plans.rhythm(stands), agreements.said_when(stands)) == (rhythm, again)
    assert agreements.read_when(again)[1] == rhythm
    agreements.plan(ana, morning, window="07:00–08:00")
    assert plans.rhythm(agreements.in_force(ana, morning)) == rhythm


@pytest.mark.parametrize(
    ("said", "meant"),
    [("21:00–01:00", ("21:00", "01:00")), ("6-10", ("06:00", "10:00")), ("6.30 to 7:15", ("06:30", "07:15"))],
)
def test_windows(said: str, meant: tuple[str, str]) -> None:
    assert agreements.read_window(said) == meant


@pytest.mark.parametrize("bad", ["", "25-26", "6", "evening", "6:70-7"])
def test_no_window(bad: str) -> None:
    with pytest.raises(UsageError):
        agreements.read_window(bad)


def test_what_a_wrong_clock_put_ahead_can_still_be_corrected(ana: Companion) -> None:
    assert isinstance(ana.time, Moved)
    ana.time.moment += timedelta(days=400)
    record = ana.log.thank("from next year")
    ana.time.moment -= timedelta(days=400)
    changed = ana.log.edit(record["id"], {"text": "from a wrong clock"})
    assert changed["text"] == "from a wrong clock"
    assert changed["at"] == record["at"]
    assert changed["stamp"] > record["stamp"]
    with pytest.raises(UsageError):
        ana.log.edit(record["id"], {"at": "2028-01-01T00:00:00+00:00"})
