"""Times as people say them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ritualtui import clock, when
from ritualtui.errors import UsageError
from support.time_zones import zone

SATURDAY, NIGHT, EARLY = "2026-11-21 15:30", "2026-11-22 00:40", "2026-11-21 06:10"
MARCH, FIRST, LEAP = "2026-03-01 10:00", "2026-01-01 01:00", "2024-03-01 00:30"
GAP, OVERLAP, AFTER = "2026-03-29 03:05", "2026-10-25 02:15", "2026-03-29 10:00"
NOW = "now"


def said(text: str, now: str, turn: int = 4) -> str:
    moment = datetime.fromisoformat(now).astimezone()
    return f"{when.parse(text, moment, turn):%Y-%m-%d %H:%M}"


PHRASES = {
    SATURDAY: {
        "now": NOW, "just now": NOW, "15:29": "2026-11-21 15:29", "15:31": "2026-11-20 15:31",
        "8:15": "2026-11-21 08:15", "at 9:05": "2026-11-21 09:05", "8.15": "2026-11-21 08:15",
        "8h15": "2026-11-21 08:15", "8am": "2026-11-21 08:00", "8 PM": "2026-11-20 20:00",
        "8:15pm": "2026-11-20 20:15", "12am": "2026-11-21 00:00", "12pm": "2026-11-21 12:00",
        "noon": "2026-11-21 12:00", "midnight": "2026-11-21 00:00", "03:59": "2026-11-21 03:59",
        "yesterday": "2026-11-20 15:30", "yesterday 21:00": "2026-11-20 21:00",
        "21:00 yesterday": "2026-11-20 21:00", "yesterday at 9pm": "2026-11-20 21:00",
        "yesterday evening": "2026-11-20 20:00", "yesterday night 23:15": "2026-11-20 23:15",
        "yesterday 00:40": "2026-11-21 00:40", "the day before yesterday": "2026-11-19 15:30",
        "day before yesterday 9:00": "2026-11-19 09:00", "today": NOW, "today 8:00": "2026-11-21 08:00",
        "today 21:00": "2026-11-21 21:00", "tonight 21:00": "2026-11-21 21:00", "tonight": NOW,
        "this morning": "2026-11-21 08:00", "this evening": NOW, "last night": "2026-11-20 22:00",
        "last-night": "2026-11-20 22:00", "Last  Evening": "2026-11-20 20:00", "mon": "2026-11-16 15:30",
        "monday 8:15": "2026-11-16 08:15", "fri evening": "2026-11-20 20:00", "sat": NOW,
        "sat 8:15": "2026-11-21 08:15", "sat 18:30": "2026-11-14 18:30", "saturday evening": "2026-11-14 20:00",
        "last saturday": "2026-11-14 15:30", "last sat 8:15": "2026-11-14 08:15",
        "last friday 9pm": "2026-11-20 21:00", "tues": "2026-11-17 15:30", "thurs 00:30": "2026-11-20 00:30",
        "9:00 fri": "2026-11-20 09:00", "20 minutes ago": "2026-11-21 15:10", "20min ago": "2026-11-21 15:10",
        "1 m ago": "2026-11-21 15:29", "an hour ago": "2026-11-21 14:30", "two hours ago": "2026-11-21 13:30",
        "a day ago": "2026-11-20 15:30", "3 days ago": "2026-11-18 15:30", "2 days ago 21:00": "2026-11-19 21:00",
        "a week ago": "2026-11-14 15:30", "3 weeks ago": "2026-10-31 15:30", "2026-11-20": "2026-11-20 12:00",
        "2026-11-21": NOW, "2026-11-20 8:15": "2026-11-20 08:15", "2026-11-20 at 8pm": "2026-11-20 20:00",
        "2026-11-20T08:15": "2026-11-20 08:15", "2026-11-20T08:15:30+05:30": "2026-11-20 08:15",
        "2026-11-20 08:15:30": "2026-11-20 08:15", "2026-11-20t08:15z": "2026-11-20 08:15",
        "morning": "2026-11-21 08:00",
        # as people write dates, and other programs
        "Nov 20": "2026-11-20 12:00", "20 Nov": "2026-11-20 12:00", "November 20th": "2026-11-20 12:00",
        "20th of November": "2026-11-20 12:00", "20 Nov 2025": "2025-11-20 12:00", "Nov 20, 2025": "2025-11-20 12:00",
        "nov 21": NOW, "22 Nov": "2025-11-22 12:00", "Dec 24": "2025-12-24 12:00", "feb 29": "2024-02-29 12:00",
        "20.11.2025": "2025-11-20 12:00", "20.11.": "2026-11-20 12:00", "20. November": "2026-11-20 12:00",
        "3.4.26": "2026-04-03 12:00", "11/20/2026": "2026-11-20 12:00", "20/11/2026": "2026-11-20 12:00",
        "5/5/2026": "2026-05-05 12:00", "2026/11/20": "2026-11-20 12:00", "20-Nov-2025": "2025-11-20 12:00",
        "Friday 20 November 2026": "2026-11-20 12:00", "fri, 20 nov": "2026-11-20 12:00",
        "Nov 20 9pm": "2026-11-20 21:00", "20 Nov at 8:15": "2026-11-20 08:15", "18:00 on 20 Nov": "2026-11-20 18:00",
        "on 20.11.2025 18:30": "2025-11-20 18:30", "Nov 20 evening": "2026-11-20 20:00",
        "half an hour ago": "2026-11-21 15:00", "a quarter of an hour ago": "2026-11-21 15:15",
        "an hour and a half ago": "2026-11-21 14:00", "1.5 hours ago": "2026-11-21 14:00",
        "1,5 h ago": "2026-11-21 14:00", "20 mins ago": "2026-11-21 15:10", "2 hrs ago": "2026-11-21 13:30",
        "last sunday at 18:00": "2026-11-15 18:00",
    },
    NIGHT: {
        "NOW": NOW, "midnight": "2026-11-22 00:00", "23:00": "2026-11-21 23:00", "00:10": "2026-11-22 00:10",
        "02:00": "2026-11-21 02:00", "today": NOW, "yesterday": "2026-11-21 00:40",
        "yesterday 21:00": "2026-11-20 21:00", "last night": "2026-11-20 22:00", "tonight": NOW,
        "this evening": "2026-11-21 20:00", "sat": NOW, "sat 18:30": "2026-11-21 18:30",
        "sun 8:00": "2026-11-15 08:00", "20-minutes-ago": "2026-11-22 00:20", "1 day ago": "2026-11-21 00:40",
        "2026-11-21": NOW,
    },
    EARLY: {
        "this morning": NOW,
    },
    MARCH: {
        "yesterday": "2026-02-28 10:00", "sat": "2026-02-28 10:00",
    },
    FIRST: {
        "yesterday 21:00": "2025-12-30 21:00", "today 21:00": "2025-12-31 21:00",
    },
    LEAP: {
        "yesterday": "2024-02-29 00:30", "2024-02-29": NOW, "2 weeks ago": "2024-02-16 00:30",
    },
}  # fmt: skip
NONSENSE = [
    "", "someday", "last", "this", "ago", "mo", "24:00", "12:60", "13pm", "0am", "yesterday yesterday",
    "fri 9:00 21:00", "2026-02-30", "2026-11-20 25:00", "2026-11-20 yesterday", "0001-01-01", "99999 days ago",
    "20 minutes ago 21:00", "tomorrow", "yesterday\x1b[31m", "next friday", "20.13.2026", "Nov 31", "may",
    "30 Feb 2026", "Fooember 3", "half ago", "2 days and a half ago", "half an hour ago 21:00", "13/14/2026",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "now", "meant"), [(t, now, m) for now, said in PHRASES.items() for t, m in said.items()]
)
def test_phrases(text: str, now: str, meant: str) -> None:
    with zone("UTC"):
        assert said(text, now) == (now if meant is NOW else meant)


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_time(text: str) -> None:
    with zone("UTC"), pytest.raises(UsageError, match="isn't a time I understand"):
        said(text, SATURDAY)


def test_an_offset_that_was_given_is_kept() -> None:
    moment = when.parse("2026-11-20T08:15:30+05:30", datetime.fromisoformat("2026-11-21T15:30:00+00:00"))
    assert clock.rfc3339(moment) == "2026-11-20T08:15:30+05:30"


@pytest.mark.parametrize(
    ("text", "now", "meant"),
    [
        ("yesterday", GAP, "2026-03-28T03:05:00+01:00"),
        ("20 minutes ago", GAP, "2026-03-29T01:45:00+01:00"),
        ("an hour ago", GAP, "2026-03-29T01:05:00+01:00"),
        ("a day ago", AFTER, "2026-03-28T10:00:00+01:00"),  # the same hour, though only 23 hours ago
        ("24 hours ago", AFTER, "2026-03-28T09:00:00+01:00"),
        ("last night", AFTER, "2026-03-28T22:00:00+01:00"),
        ("1:30", AFTER, "2026-03-29T01:30:00+01:00"),
        ("yesterday", OVERLAP, "2026-10-24T02:15:00+02:00"),
        ("1:50", OVERLAP, "2026-10-25T01:50:00+02:00"),
        ("2:30", AFTER, "2026-03-29T03:30:00+02:00"),  # the clock skipped it, forward
        ("2026-03-29 02:00", AFTER, "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T02:59", AFTER, "2026-03-29T03:59:00+02:00"),
    ],
)
def test_when_the_clocks_change(text: str, now: str, meant: str) -> None:
    with zone("Europe/Berlin"):
        assert clock.rfc3339(when.parse(text, datetime.fromisoformat(now).astimezone())) == meant


def test_an_hour_that_comes_twice_is_one_that_has_been() -> None:
    """At 02:15 the second time, 02:30 was 45 minutes ago: the first time it came."""
    with zone("Europe/Berlin"):
        now = datetime(2026, 10, 25, 2, 15, fold=1).astimezone()
        assert clock.rfc3339(when.parse("2:30", now)) == "2026-10-25T02:30:00+02:00"
        assert clock.rfc3339(when.parse("2:10", now)) == "2026-10-25T02:10:00+02:00"


def test_an_hour_that_was_left_out_is_never_later_than_now() -> None:
    with zone("Europe/Berlin"):
        now = datetime.fromisoformat(GAP).astimezone()
        assert when.parse("2:30", now) <= now


@pytest.mark.parametrize(
    ("turn", "today", "yesterday"),
    [(0, "2026-11-21 02:30", "2026-11-20 02:30"), (3, "2026-11-22 02:30", "2026-11-21 02:30"),
     (12, "2026-11-22 02:30", "2026-11-21 02:30")],
)  # fmt: skip
def test_the_turning_hour_decides_whose_night_it_is(turn: int, today: str, yesterday: str) -> None:
    with zone("UTC"):
        assert said("today 02:30", "2026-11-21 15:00", turn) == today
        assert said("yesterday 02:30", "2026-11-21 15:00", turn) == yesterday


NOWS = st.datetimes(datetime(1971, 1, 5), datetime(2037, 12, 1))
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
HOURS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
WEEKDAYS = st.sampled_from(["mon", "tuesday", "wed", "thurs", "friday", "sat", "sun"])
PAST = st.one_of(
    HOURS,
    st.sampled_from(
        ["now", "yesterday", "last night", "last-evening", "tonight", "this morning", "today", "a week ago"]
    ),
    st.builds("yesterday {}".format, HOURS),
    st.builds("{} yesterday".format, HOURS),
    WEEKDAYS,
    st.builds("{} {}".format, WEEKDAYS, HOURS),
    st.builds("last {}".format, WEEKDAYS),
    st.builds("{} evening".format, WEEKDAYS),
    st.builds("{} {} ago".format, st.integers(0, 500), st.sampled_from(["minutes", "hours", "days", "weeks"])),
    st.builds("{} days ago {}".format, st.integers(1, 500), HOURS),
)


@given(text=PAST, naive=NOWS, name=ZONES, turn=st.integers(0, 12))
def test_what_means_the_past_is_never_later_than_now(text: str, naive: datetime, name: str, turn: int) -> None:
    with zone(name):
        now = clock.local(naive.replace(microsecond=0))
        moment = when.parse(text, now, turn)
    assert moment.tzinfo is not None and moment.microsecond == 0
    assert moment <= now


@given(naive=NOWS, name=ZONES, turn=st.integers(0, 12), hour=st.one_of(st.just(""), HOURS))
def test_yesterday_is_the_logical_day_before(naive: datetime, name: str, turn: int, hour: str) -> None:
    with zone(name):
        now = clock.local(naive)
        moment = when.parse(f"yesterday {hour}", now, turn)
        meant = clock.logical_day(now, turn) - timedelta(days=1)
        # An hour that the clocks leave out is moved, and a day that a zone leaves out is none.
        assume((moment.hour, moment.minute) == ((int(hour[:2]), int(hour[3:])) if hour else (now.hour, now.minute)))
        assume(name != "Pacific/Apia")
    assert clock.logical_day(moment, turn) == meant


@given(st.text(max_size=90), NOWS, st.integers(0, 12))
def test_any_text_is_a_time_or_a_kind_no(text: str, naive: datetime, turn: int) -> None:
    with zone("Europe/Berlin"):
        try:
            moment = when.parse(text, naive.astimezone(), turn)
        except UsageError as err:
            assert err.what
        else:
            assert moment.tzinfo is not None and moment.microsecond == 0


@given(st.from_regex(r"\A[0-9a-z:. -]{0,30}\Z"), NOWS)
def test_text_that_looks_like_a_time(text: str, naive: datetime) -> None:
    test_any_text_is_a_time_or_a_kind_no.hypothesis.inner_test(text, naive, 4)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "form"), [("03/04/2026", "2026-03-04"), ("3-4-26", "2026-03-04"), ("12/11/2025 18:00", "2025-12-11")]
)
def test_a_date_that_could_be_two_is_refused_with_the_form_to_use(text: str, form: str) -> None:
    with zone("UTC"), pytest.raises(UsageError, match=f"could be two days. Write it as {form}, or with a name."):
        said(text, SATURDAY)
