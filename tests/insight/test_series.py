"""Daily series: unlogged is not zero, a kind counts while it is in use, pauses and the order of records."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ritualtui.clock import logical_day
from ritualtui.insight.series import IN_USE, series
from ritualtui.kinds import Bid, Checkin, Plan, Record
from support.homes import ANA, BEN
from support.pulse_logs import FIRST, PEOPLE, RITUALS, bids, close, common, did, on, pause, rows_of, thanks


def test_no_sign_of_life_makes_no_rows() -> None:
    assert series([], PEOPLE, until=FIRST) == []
    assert rows_of([pause(0, 3), Plan(**common(0), ritual="bedtime")], 5) == []


def test_a_day_without_a_sign_of_life_is_unlogged_and_one_without_thanks_has_none() -> None:
    rows = rows_of([*thanks(0), *bids(2, 1)], 2)
    assert [row.logged for row in rows] == [True, False, True]
    assert [row.appreciations for row in rows] == [1, None, 0]
    assert [row.bids for row in rows] == [None, None, 1]


def test_a_kind_that_was_not_seen_for_fourteen_logged_days_is_not_in_use() -> None:
    log = [*thanks(0), *(close(number, ANA, 7) for number in range(1, 20))]
    rows = rows_of(log, 19)
    assert [row.appreciations for row in rows] == [1] + [0] * (IN_USE - 1) + [None] * (20 - IN_USE)
    assert "appreciation" in rows_of([*log, *thanks(19)], 19)[-1].back
    assert rows_of([*log, *thanks(5)], 5)[-1].back == ()


def test_unlogged_and_paused_days_do_not_wear_a_kind_out() -> None:
    later = [close(number, ANA, 7) for number in range(40, 45)]
    assert rows_of([*thanks(0), *later], 44)[-1].appreciations == 0
    away = [close(number, ANA, 7) for number in range(1, 40)]
    assert rows_of([*thanks(0), *away, *later, pause(1, 39)], 44)[-1].appreciations == 0
    assert rows_of([*thanks(0), *away, *later], 44)[-1].appreciations is None


def test_bids_are_shared_out_by_how_they_were_met() -> None:
    unknown = Bid(**common(0), from_=BEN, response=None)
    row = rows_of([*bids(0, 2, 1), *bids(0, 1, by=BEN), unknown], 0)[0]
    assert (row.bids, row.answered, row.toward) == (5, 4, 3)
    assert (row.told, row.reached) == ((4, 1), (3, 2))


def test_rituals_count_from_the_day_they_were_first_done_and_once_a_day() -> None:
    one, two = RITUALS[:2]
    rows = rows_of([did(0, one.id), did(0, one.id), did(1, two.id), *bids(2, 1)], 2)
    assert [(row.done, row.planned) for row in rows] == [(1, 1), (1, 2), (0, 2)]


def test_a_ritual_is_planned_for_the_weekdays_of_the_plan_in_force() -> None:
    ritual = RITUALS[0].id
    log: list[Record] = [did(number, ritual) for number in range(14)]
    log += [Plan(**common(7), ritual=ritual, days=("mon", "sun"), since=on(7).isoformat())]
    assert [row.planned for row in rows_of(log, 13)] == [1] * 7 + [1, 0, 0, 0, 0, 0, 1]


def test_what_is_meant_so_often_a_week_is_expected_of_no_day() -> None:
    one, two = (ritual.id for ritual in RITUALS[:2])
    log: list[Record] = [*bids(0, 1), did(0, one), did(0, two), *bids(1, 1)]
    log += [Plan(**common(0), ritual=one, times=3)]
    assert [(row.done, row.planned) for row in rows_of(log, 1)] == [(1, 1), (0, 1)]


def test_closeness_is_a_persons_mean_and_inner_talk_is_counted_once() -> None:
    talk = [Checkin(**common(0, by), closeness=8, topic="inner", minutes=15) for by in PEOPLE]
    row = rows_of([*talk, close(0, ANA, 5), Checkin(**common(0), topic="logistics", minutes=30)], 0)[0]
    assert row.closeness == (6.5, 8.0)
    assert row.inner == 15


def test_what_is_removed_sealed_or_later_does_not_count() -> None:
    gone = Bid(id="00000000-0000-7000-8000-00000000ffff", day=on(0).isoformat(), deleted=True)
    hidden = Checkin(**common(0), audience="sealed", closeness=1)
    nowhere = Bid(**{**common(0), "day": "2025-02-31"}, from_=ANA)
    assert rows_of([gone, hidden, nowhere, *thanks(3)], 2) == []


def test_the_order_of_records_does_not_matter() -> None:
    rng = random.Random(1)
    log: list[Record] = [pause(30, 40)]
    for number in range(60):
        log += [*thanks(number, BEN, number % 3), *bids(number, number % 4, 1), close(number, ANA, 1 + number % 10)]
        log += [did(number, RITUALS[number % 3].id)]
    ordered = rows_of(log, 59)
    for _ in range(5):
        rng.shuffle(log)
        assert rows_of(log, 59) == ordered


def test_alone_all_words_are_ones_own() -> None:
    rows = series([close(0, ANA, 6), *bids(0, 1)], (ANA,), RITUALS, until=on(0))
    assert (rows[0].closeness, rows[0].told, rows[0].signs) == ((6.0,), (1,), (2,))


def test_the_night_before_daylight_saving_ends_is_one_row_more_and_none_twice() -> None:
    """A logical day runs from turn to turn; with the clocks going back in it, it is still one row."""
    zone = ZoneInfo("Europe/Berlin")
    begins = datetime(2026, 10, 23, 12, tzinfo=UTC)
    log = []
    for hour in range(72):
        moment = (begins + timedelta(hours=hour)).astimezone(zone)
        log.append(Checkin(**{**common(0), "day": logical_day(moment).isoformat()}, closeness=7))
    rows = series(log, PEOPLE, until=date(2026, 10, 26))
    assert [row.day for row in rows] == [date(2026, 10, 23) + timedelta(days=number) for number in range(4)]
    assert all(row.logged for row in rows)
