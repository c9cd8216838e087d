"""Logical days across daylight saving, travel and two zones; identifiers in time order; the hybrid logical clock."""

import time
import uuid
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui import clock
from ritualtui.clock import (
    DAY_MS,
    LAST_MS,
    NEVER,
    check_range,
    local,
    logical_day,
    make_stamp,
    observe,
    parse_moment,
    rfc3339,
    stamp_ms,
    tick,
    tick_over,
    uuid7,
)  # fmt: skip
from ritualtui.errors import RitualError, UsageError
from support.time_zones import zone

MS = st.integers(0, LAST_MS - 10)
DEVICES = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8, max_size=8)
STAMPS = st.builds(make_stamp, MS, st.integers(0, 0xFFFF), DEVICES)


# -- days


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-21T23:59:59+01:00", "2026-11-21"),
        ("2026-11-22T00:40:00+01:00", "2026-11-21"),
        ("2026-11-22T03:59:59+01:00", "2026-11-21"),
        ("2026-11-22T04:00:00+01:00", "2026-11-22"),
        ("2026-01-01T02:00:00+00:00", "2025-12-31"),
        ("2024-03-01T01:00:00+00:00", "2024-02-29"),
        ("2026-03-29T03:05:00+02:00", "2026-03-28"),  # just after the hour that is left out
        ("2026-03-29T04:00:00+02:00", "2026-03-29"),
        ("2026-10-25T02:30:00+01:00", "2026-10-24"),  # the second of the two
        ("2026-10-25T04:00:00+01:00", "2026-10-25"),
    ],
)
def test_the_day_turns_at_four(moment: str, day: str) -> None:
    assert logical_day(parse_moment(moment)).isoformat() == day


def test_the_day_is_that_of_the_place_one_was_at() -> None:
    """One moment, two zones: dinner in Berlin, lunch in New York; each logs their own day."""
    berlin = parse_moment("2026-11-22T03:30:00+01:00")
    new_york = parse_moment("2026-11-21T21:30:00-05:00")
    tokyo = parse_moment("2026-11-22T11:30:00+09:00")
    assert berlin == new_york == tokyo
    assert [str(logical_day(moment)) for moment in (berlin, new_york, tokyo)] == [
        "2026-11-21",
        "2026-11-21",
        "2026-11-22",
    ]


def test_travel_keeps_the_day_a_record_had() -> None:
    with zone("Europe/Berlin"):
        at = rfc3339(local(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)))
    with zone("Asia/Tokyo"):
        assert str(logical_day(parse_moment(at))) == "2026-11-21"
        assert str(logical_day(local(parse_moment(at)))) == "2026-11-22"


@pytest.mark.parametrize("turn", range(13))
def test_every_hour_of_the_turn(turn: int) -> None:
    day = datetime(2026, 11, 21, tzinfo=UTC)
    assert logical_day(day + timedelta(hours=turn), turn) == date(2026, 11, 21)
    assert logical_day(day + timedelta(hours=turn, seconds=-1), turn) == date(2026, 11, 20)


def test_the_ends_of_the_calendar() -> None:
    assert logical_day(datetime(1, 1, 1, 2, tzinfo=UTC)) == date(1, 1, 1)
    assert logical_day(datetime(9999, 12, 31, 23, tzinfo=UTC)) == date(9999, 12, 31)


def test_each_day_of_a_year_is_one_day_whatever_the_clocks_do() -> None:
    """Hour by hour through a year in Berlin: the logical day never goes back, and each comes up."""
    with zone("Europe/Berlin"):
        start = datetime(2026, 1, 1, 12, tzinfo=UTC)
        days = [logical_day(local(start + timedelta(hours=hour))) for hour in range(365 * 24)]
    assert days == sorted(days)
    assert len(set(days)) == (days[-1] - days[0]).days + 1
    assert {days.count(day) for day in set(days[24:-24])} == {23, 24, 25}


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60), st.integers(0, 12))
def test_a_logical_day_is_the_date_or_the_one_before(moment: datetime, minutes: int, turn: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert 0 <= (aware.date() - logical_day(aware, turn)).days <= 1


# -- moments


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1)),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "Africa/Monrovia"]),
)
def test_rfc3339_round_trips(naive: datetime, name: str) -> None:
    """Also where an old zone was off by odd seconds (Monrovia, until 1972): the text has whole minutes."""
    with zone(name):
        moment = local(naive)
    text = rfc3339(moment)
    assert parse_moment(text) == moment.replace(microsecond=0)
    assert rfc3339(parse_moment(text)) == text
    assert len(text) == len("2026-11-21T20:15:00+01:00")


@pytest.mark.parametrize(
    "text",
    ["2026-11-21T20:15:00", "2026-11-21", "", "yesterday", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+05:30:10"],
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError):
        parse_moment(text)


def test_z_is_an_offset() -> None:
    assert rfc3339(parse_moment("2026-11-21T20:15:00.999Z")) == "2026-11-21T20:15:00+00:00"


def test_now_is_in_whole_seconds_and_in_this_place() -> None:
    class At(clock.Clock):
        def ms(self) -> int:
            return 1_795_292_100_999

    with zone("Asia/Kathmandu"):
        assert rfc3339(At().now()) == "2026-11-22T02:00:00+05:45"
    assert abs(clock.Clock().ms() - time.time() * 1000) < 5000


@pytest.mark.parametrize(
    ("day", "fits"), [("1899-12-31", False), ("1900-01-01", True), ("2026-11-22", True), ("2026-11-23", False)]
)
def test_range(day: str, fits: bool) -> None:
    now, moment = parse_moment("2026-11-21T20:15:00Z"), parse_moment(f"{day}T12:00:00Z")
    if fits:
        assert check_range(moment, now) is moment
    else:
        with pytest.raises(UsageError, match="Dates from 1900-01-01 to 2026-11-22"):
            check_range(moment, now)


# -- identifiers


@given(st.integers(0, (1 << 48) - 1), st.binary(min_size=10, max_size=10))
def test_uuid7_is_laid_out_as_rfc_9562_says(ms: int, entropy: bytes) -> None:
    made = uuid.UUID(uuid7(ms, entropy))
    assert str(made) == uuid7(ms, entropy)
    assert made.version == 7 and made.variant == uuid.RFC_4122
    assert made.int >> 80 == ms
    random = (made.int >> 64 & 0xFFF) << 62 | made.int & (1 << 62) - 1
    given_bits = int.from_bytes(entropy)
    assert random == (given_bits >> 64 & 0xFFF) << 62 | given_bits & (1 << 62) - 1


@given(st.integers(0, (1 << 48) - 2), st.integers(1, 10_000))
def test_uuid7_sorts_by_time(ms: int, later: int) -> None:
    assert uuid7(ms) < uuid7(min(ms + later, (1 << 48) - 1))


def test_identifiers_and_devices_are_random() -> None:
    assert len({uuid7(1) for _ in range(1000)}) == 1000
    devices = {clock.new_device() for _ in range(1000)}
    assert len(devices) == 1000
    assert all(len(device) == 8 and device.isalnum() and device == device.lower() for device in devices)


# -- the hybrid logical clock


@given(MS, st.integers(0, 0xFFFF), DEVICES, MS, st.integers(0, 0xFFFF), DEVICES)
def test_stamps_sort_as_text_as_their_parts_do(
    ms: int, counter: int, device: str, ms2: int, counter2: int, device2: str
) -> None:
    one, two = (ms, counter, device), (ms2, counter2, device2)
    assert (make_stamp(*one) < make_stamp(*two)) == (one < two)
    assert stamp_ms(make_stamp(*one)) == ms


@pytest.mark.parametrize(
    "text",
    ["", "x", "a-b-c", "0x1234567890-0000-a", "0123456789AB-0000-a", "0123456789ab-00000-a", "0123456789ab-0000-",
     "0123456789ab-0000-a-b", "0123456789ab-0000-é", "٠١٢٣٤٥٦٧٨٩٠١-0000-a", "0123456789a_-0000-a",
     " 123456789ab-0000-a", "0123456789ab-0000-" + "a" * 17, "0123456789ab-+001-a", "0123456789ab-0000-\x1b"],
)  # fmt: skip
def test_what_is_no_stamp(text: str) -> None:
    with pytest.raises(ValueError):
        stamp_ms(text)


@given(STAMPS, st.lists(st.tuples(MS, st.one_of(st.none(), STAMPS)), max_size=30), DEVICES)
def test_our_clock_only_goes_forward(last: str, events: list[tuple[int, str | None]], device: str) -> None:
    """Whatever the wall clock does and whatever is seen of others."""
    for ms, seen in events:
        after = tick(last, ms, device)
        assert after > last and after.endswith(device)
        assert stamp_ms(after) >= ms
        last = after
        if seen is not None:
            observed = observe(last, seen, ms)
            assert observed >= last
            assert observed == last or stamp_ms(observed) <= ms + DAY_MS
            last = observed


@given(MS, st.integers(1, 1 << 40), DEVICES)
def test_a_clock_that_was_set_back(ms: int, back: int, device: str) -> None:
    last = tick(NEVER, ms + 1, device)
    for _ in range(3):
        after = tick(last, max(0, ms - back), device)
        assert after > last and stamp_ms(after) == ms + 1
        last = after


@given(MS, DEVICES)
def test_the_counter_runs_over_into_the_time(ms: int, device: str) -> None:
    assert tick(make_stamp(ms, 0xFFFE, device), ms, device) == make_stamp(ms, 0xFFFF, device)
    assert tick(make_stamp(ms, 0xFFFF, device), ms, device) == make_stamp(ms + 1, 0, device)


@given(STAMPS, MS, DEVICES, STAMPS)
def test_an_edit_comes_after_what_it_changes(last: str, ms: int, device: str, old: str) -> None:
    stamp, ours = tick_over(last, ms, device, old)
    assert stamp > old and stamp > last
    assert ours == tick(last, ms, device), "our clock is what it would be without the one edited"
    assert stamp == ours or (stamp_ms(stamp) - stamp_ms(old) <= 1 and old >= ours)


@given(MS, DEVICES)
def test_a_far_future_stamp_is_followed_and_does_not_move_us(ms: int, device: str) -> None:
    far = make_stamp(LAST_MS - 1, 5, "otherone")
    last = tick(NEVER, ms, device)
    assert observe(last, far, 1) == last
    stamp, ours = tick_over(last, 0, device, far)
    assert stamp == make_stamp(LAST_MS - 1, 6, device)
    again, ours = tick_over(ours, 0, device, stamp)
    assert again > stamp and stamp_ms(ours) <= ms + 1


@pytest.mark.parametrize("old", [make_stamp(LAST_MS, 0xFFFF, "otherone"), "zzz", "fffffffffffff-0000-a"])
def test_nothing_can_follow_the_last_stamp_or_one_that_is_none(old: str) -> None:
    with pytest.raises(RitualError, match="nothing can follow"):
        tick_over(NEVER, 1, "deviceaa", old)


@given(STAMPS, STAMPS, MS)
def test_what_is_seen_from_a_day_ahead_moves_us_and_no_more(last: str, seen: str, ms: int) -> None:
    expected = max(last, seen) if stamp_ms(seen) <= ms + DAY_MS else last
    assert observe(last, seen, ms) == expected
    assert observe(observe(last, seen, ms), seen, ms) == expected
