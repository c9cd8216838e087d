"""Days to come, as people write them, and so many days from one on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui import days
from ritualtui.errors import UsageError

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"), ("tonight", "2026-11-21"), ("tomorrow", "2026-11-22"), ("Sunday", "2026-11-22"),
        ("the day after tomorrow", "2026-11-23"), ("mon", "2026-11-23"), ("saturday", "2026-11-28"),
        ("next friday", "2026-11-27"), ("on friday", "2026-11-27"), ("friday week", "2026-12-04"),
        ("next week", "2026-11-23"), ("in 9 days", "2026-11-30"), ("in a week", "2026-11-28"),
        ("two weeks", "2026-12-05"), ("3 days from now", "2026-11-24"), ("24 December", "2026-12-24"),
        ("Dec 24", "2026-12-24"), ("2 Jan", "2027-01-02"), ("24.12.2026", "2026-12-24"), ("2.1.", "2027-01-02"),
        ("2026-12-24", "2026-12-24"), ("nov 21", "2026-11-21"), ("29 Feb", "2028-02-29"),
        ("2026-11-01", "2026-11-01"), ("Thursday 24 December 2026", "2026-12-24"),
    ],
)  # fmt: skip
def test_a_day_to_come(text: str, day: str) -> None:
    assert days.to_come(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "yesterday-ish", "week", "in days", "in 0 weekss", "2026-13-01", "someday", "mo"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(UsageError, match="no day I understand"):
        days.to_come(text, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 days", "2026-11-23"), ("a day", "2026-11-21"), ("for two weeks", "2026-12-04"), ("1 week", "2026-11-27"),
        ("7 nights", "2026-11-27"), ("0 days", None), ("bedtime", None), ("until sunday", None),
    ],
)  # fmt: skip
def test_so_many_days(text: str, day: str | None) -> None:
    assert days.last_of(text, TODAY) == (day and date.fromisoformat(day))


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.dates(date(2000, 1, 1), date(2400, 12, 31)), st.booleans())
def test_every_way_of_writing_it_says_the_same_day(day: date, today: date, ahead: bool) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%A %d %B %Y", "%Y/%m/%d"):
        assert days.written(f"{day:{form}}".lower(), today, ahead=ahead) == day


@given(st.dates(date(2000, 1, 1), date(2400, 12, 31)), st.dates(date(2000, 1, 1), date(2400, 12, 31)))
def test_without_a_year_it_is_the_nearest_on_the_side_that_is_meant(day: date, today: date) -> None:
    said = f"{day:%d %B}".lower()
    past, ahead = days.written(said, today), days.written(said, today, ahead=True)
    assert past is not None and ahead is not None and past <= today <= ahead
    assert (past.month, past.day) == (ahead.month, ahead.day) == (day.month, day.day)
