"""Days and times of day as people read them, in their language and as their region writes them.

The region is that of ``LC_TIME`` (``LC_ALL`` before it, ``LANG`` after it); ``RITUALTUI_CLOCK`` (``12`` or ``24``) and
``RITUALTUI_WEEK`` (``monday`` or ``sunday``) have their own way. The facts about regions are those of the Unicode CLDR
(``timeData`` and ``weekData``). What is stored and what other programs read is ISO 8601 everywhere, and not from here.
"""

import os
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from ritualtui.strings import _

_TWELVE: Final = (
    "AE AU BD BH CA CO DO DZ EG GT HN IN IQ JO KR KW LB LY MX MY NI NZ OM PA PH PK PR QA SA SD SV SY TN US VE YE"
)
"""Where the clock has twelve hours."""
_SUNDAY: Final = (
    "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK "
    "PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW"
)
"""Where a week begins on Sunday."""
_MONTH_FIRST: Final = "AS BZ FM GU MH MP PH PR PW UM US VI"
"""Where English has the month before the day."""


@cache
def _region() -> str:
    """The region of the system's locale, as ``US``; empty where it has none."""
    chosen = next((value for name in ("LC_ALL", "LC_TIME", "LANG") if (value := os.environ.get(name))), "")
    return chosen.partition(".")[0].partition("@")[0].partition("_")[2].upper()


@cache
def _asked(name: str) -> str:
    return os.environ.get(f"RITUALTUI_{name}", "").strip().lower()


def twelve_hours() -> bool:
    """Whether the clock has twelve hours: 7:05 pm."""
    return _asked("CLOCK") == "12" or (_asked("CLOCK") != "24" and _region() in _TWELVE.split())


def first_weekday() -> int:
    """The day that a week begins with: 0 for Monday, 6 for Sunday."""
    own = {"monday": 0, "sunday": 6}.get(_asked("WEEK"))
    return own if own is not None else 6 * (_region() in _SUNDAY.split())


def weekday(of: date) -> str:
    """``Saturday``."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )[of.weekday()]  # fmt: skip


def weekday_short(of: date) -> str:
    """``Sat``."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[of.weekday()]


def month(of: date) -> str:
    """``November``."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )[of.month - 1]  # fmt: skip


def month_short(of: date) -> str:
    """``Nov``. May is as short as can be: a language in which it isn't says so by the context of the other months."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"),
        _("Dec"),
    )[of.month - 1]  # fmt: skip


def _is_month_first() -> bool:
    return _region() in _MONTH_FIRST.split()


def _written(pattern: str, month_first: str, of: date) -> str:
    return (month_first if _is_month_first() else pattern).format(
        weekday=weekday(of), wd=weekday_short(of), day=of.day, month=month(of), mon=month_short(of), year=of.year
    )


def day(of: date) -> str:
    """``Saturday 21 November``."""
    return _written(_("{weekday} {day} {month}"), _("{weekday}, {month} {day}"), of)


def day_and_year(of: date) -> str:
    """``Saturday 21 November 2026``."""
    return _written(_("{weekday} {day} {month} {year}"), _("{weekday}, {month} {day}, {year}"), of)


def short_day(of: date) -> str:
    """``Sat 21 Nov``."""
    return _written(_("{wd} {day} {mon}"), _("{wd} {mon} {day}"), of)


def short_day_and_year(of: date) -> str:
    """``Sat 21 Nov 2026``."""
    return _written(_("{wd} {day} {mon} {year}"), _("{wd} {mon} {day}, {year}"), of)


def short_date(of: date) -> str:
    """``21 Nov``."""
    return _written(_("{day} {mon}"), _("{mon} {day}"), of)


def short_date_and_year(of: date) -> str:
    """``21 Nov 2026``."""
    return _written(_("{day} {mon} {year}"), _("{mon} {day}, {year}"), of)


def full_date(of: date) -> str:
    """``21 November 2026``."""
    return _written(_("{day} {month} {year}"), _("{month} {day}, {year}"), of)


def hour(of: datetime | time) -> str:
    """``19:05``, or ``7:05 pm`` where the clock has twelve hours."""
    if not twelve_hours():
        return f"{of.hour:02}:{of.minute:02}"
    pattern = _("{hour}:{minute} am") if of.hour < 12 else _("{hour}:{minute} pm")
    return pattern.format(hour=of.hour % 12 or 12, minute=f"{of.minute:02}")


def hour_written(of: str) -> str:
    """A time of day that is stored (``19:05``) as people read it; what is none is left as it is."""
    try:
        return hour(time.fromisoformat(of))
    except ValueError:
        return of


def hour_width() -> int:
    """How many columns a time of day takes at the most."""
    return max(len(hour(time(22))), len(hour(time(10)))) if twelve_hours() else len("22:00")


def week_begins(of: date) -> date:
    """The first day of the week that ``of`` is in; in the first week that a date can have, the first date."""
    return of - timedelta(days=min((of.weekday() - first_weekday()) % 7, (of - date.min).days))


def day_of_month(of: date) -> str:
    """``21 November``."""
    return _written(_("{day} {month}"), _("{month} {day}"), of)


def short_range(first: date, last: date, *, year: bool) -> str:
    """``1–21 Nov``, ``30 Oct – 3 Nov``; with the ``year`` also where both are in the same one."""
    ends = (short_date_and_year if year or first.year != last.year else short_date)(last)
    if first == last:
        return ends
    if (first.year, first.month) == (last.year, last.month) and not _is_month_first():
        return _("{first}–{last}").format(first=first.day, last=ends)
    begins = (short_date if first.year == last.year else short_date_and_year)(first)
    return _("{first} – {last}").format(first=begins, last=ends)
