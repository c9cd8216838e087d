"""Which day a ritual is meant for, when its window is open, which days are paused."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.kinds import WEEKDAYS, Bid, Pause, Plan
from ritualtui.practice.plans import pauses, planned
from ritualtui.practice.windows import window_state

MONDAY = date(2026, 11, 16)
NIGHT = (time(21), time(1))


def a_plan(since: str | None, days=WEEKDAYS, stamp: str = "1", **kwargs) -> Plan:
    return Plan(id=f"{since}-{stamp}", ritual="bedtime", since=since, days=tuple(days), stamp=stamp, **kwargs)


def test_without_a_plan_nothing_is_meant():
    none = planned([a_plan("2026-11-01")], "morning")
    assert not none.is_planned(MONDAY)
    assert none.window(MONDAY) is None
    later = planned([a_plan("2026-11-17")], "bedtime")
    assert not later.is_planned(MONDAY)
    assert later.is_planned(MONDAY + timedelta(days=1))


def test_a_change_of_plan_leaves_the_past():
    plans = [
        a_plan("2026-11-18", ["sat"], opens="20:00", closes="22:00"),
        a_plan(None, ["mon", "wed"], opens="21:30", closes="01:00"),
        a_plan("2026-11-23", []),
        Bid(id="b"),
    ]
    for order in (plans, plans[::-1]):
        bedtime = planned(order, "bedtime")
        meant = [MONDAY + timedelta(days=i) for i in range(-7, 15) if bedtime.is_planned(MONDAY + timedelta(days=i))]
        assert [day.isoformat() for day in meant] == ["2026-11-09", "2026-11-11", "2026-11-16", "2026-11-21"]
        assert bedtime.window(MONDAY) == (time(21, 30), time(1))
        assert bedtime.window(date(2026, 11, 18)) == (time(20), time(22))
        assert bedtime.is_planned(date.min)  # a Monday


def test_of_two_plans_for_one_day_the_newest_holds():
    old, new = a_plan("2026-11-01", ["mon"], stamp="a"), a_plan("2026-11-01", ["tue"], stamp="b")
    for order in ([old, new], [new, old]):
        assert not planned(order, "bedtime").is_planned(MONDAY)
    unclear = a_plan("2026-13-45", stamp="z")
    removed = a_plan("2026-11-02", stamp="z", deleted=True)
    assert planned([old, unclear, removed], "bedtime").starts == (date(2026, 11, 1),)


def a_pause(since: str | None, until: str | None, why="away", stamp: str = "1", **kwargs) -> Pause:
    return Pause(id=f"{since}-{stamp}", since=since, until=until, why=why, stamp=stamp, **kwargs)


def test_pauses_take_both_ends_and_may_stay_open():
    found = pauses([a_pause("2026-12-24", None, "ill"), Bid(id="b"), a_pause("2026-11-16", "2026-11-18")])
    days = [MONDAY + timedelta(days=i) for i in range(-1, 4)]
    assert [found.paused(day) for day in days] == [False, True, True, True, False]
    assert found.why(MONDAY) == "away"
    assert found.why(date(2026, 11, 19)) is None
    assert not found.paused(date(2026, 12, 23))
    assert found.paused(date.max)


def test_the_reason_given_last_holds():
    long = a_pause("2026-11-01", "2026-11-30", "hard season", stamp="2")
    short = a_pause("2026-11-10", "2026-11-20", "ill", stamp="1")
    assert pauses([long, short]).why(MONDAY) == "hard season"
    assert pauses([short, a_pause("2026-11-01", "2026-11-30", "hard season", stamp="0")]).why(MONDAY) == "ill"


def test_a_pause_that_makes_no_sense_silences_nothing():
    odd = [
        a_pause(None, None),
        a_pause("2026-02-31", None),
        a_pause("2026-11-18", "2026-11-16"),
        a_pause("2026-11-16", "2026-99-99"),
        a_pause("2026-11-16", None, deleted=True),
    ]
    assert not any(pauses(odd).paused(MONDAY + timedelta(days=i)) for i in range(-300, 300))


@given(st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 20)), max_size=8))
def test_pauses_run_together_say_the_same_as_one_by_one(spans):
    def iso(i):
        return (MONDAY + timedelta(days=i)).isoformat()

    made = [a_pause(iso(s), None if n is None else iso(s + n), stamp=str(i)) for i, (s, n) in enumerate(spans)]
    found = pauses(made)
    for i in range(90):
        one_by_one = any(s <= i and (n is None or i <= s + n) for s, n in spans)
        assert found.paused(MONDAY + timedelta(days=i)) == one_by_one
        assert (found.why(MONDAY + timedelta(days=i)) is not None) == one_by_one


@pytest.mark.parametrize(
    ("at", "window", "turn", "state"),
    [
        ("05:59", (time(6), time(10)), 4, "before"),
        ("06:00", (time(6), time(10)), 4, "now"),
        ("09:59", (time(6), time(10)), 4, "now"),
        ("10:00", (time(6), time(10)), 4, "after"),
        ("00:30", (time(6), time(10)), 4, "after"),  # still the day before, whose morning is over
        ("04:00", (time(6), time(10)), 4, "before"),
        ("20:59", NIGHT, 4, "before"),
        ("21:00", NIGHT, 4, "now"),
        ("00:59", NIGHT, 4, "now"),
        ("01:00", NIGHT, 4, "after"),
        ("03:59", NIGHT, 4, "after"),
        ("04:00", NIGHT, 4, "before"),
        ("23:59", NIGHT, 0, "now"),
        ("00:30", NIGHT, 0, "before"),  # the day turned at midnight: it is tomorrow's turn
        ("00:10", (time(0, 30), time(2)), 4, "before"),  # a late window lies on the evening before
        ("01:10", (time(0, 30), time(2)), 4, "now"),
        ("05:00", (time(0, 30), time(2)), 4, "before"),
        ("03:59", (time(0, 30), time(4)), 4, "now"),
        ("23:00", (time(22), time(6)), 4, "now"),
        ("03:30", (time(22), time(6)), 4, "now"),
        ("05:00", (time(22), time(6)), 4, "before"),  # over the turn: what is done now counts for today
        ("04:30", (time(3), time(5)), 4, "now"),
        ("03:30", (time(3), time(5)), 4, "after"),
        ("03:30", (time(0), time(0)), 4, "now"),
        ("12:00", (time(0), time(0)), 4, "now"),
    ],
)
def test_the_state_of_a_window(at, window, turn, state):
    now = datetime.fromisoformat(f"2026-11-21T{at}:00+01:00")
    assert window_state(now, window, turn) == state


times = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(times, times, st.integers(0, 12))
def test_a_logical_day_goes_from_before_to_now_to_after_and_never_back(opens, closes, turn):
    order = ["before", "now", "after"]
    begins = datetime(2026, 11, 21, turn, tzinfo=ZoneInfo("UTC"))
    states = [
        order.index(window_state(begins + timedelta(minutes=i), (opens, closes), turn)) for i in range(0, 1440, 5)
    ]
    assert states == sorted(states)


def test_daylight_saving_goes_by_the_clock_on_the_wall():
    berlin = ZoneInfo("Europe/Berlin")
    assert window_state(datetime(2026, 3, 29, 3, 30, tzinfo=berlin), (time(2), time(3)), 0) == "after"
    for fold in (0, 1):
        assert window_state(datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=fold), (time(2), time(3)), 0) == "now"
