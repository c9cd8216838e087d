"""The calendar of the invented couple in ``demo``: holidays, thin weeks, shifts, and local time by the European rule.

The offset is worked out here, not asked of the machine, so that the same seed gives the same records everywhere.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal

Shift = Literal["day", "early", "late", "free"]

_DIP_DAYS: Final = 23
_HOLIDAYS: Final = ((5, 24, 8), (8, 8, 15))  # month, day, length
_WINTER_TIME: Final = timezone(timedelta(hours=1))
_SUMMER_TIME: Final = timezone(timedelta(hours=2))


def shift_on(day: date) -> Shift:
    """The partner's shift: weekends are free, and a week of days is followed by an early and a late one."""
    rota: tuple[Shift, ...] = ("day", "early", "late")
    return "free" if day.weekday() > 4 else rota[(day.toordinal() - 1) // 7 % 3]


# When a ritual begins, by shift: mean and spread, in minutes after midnight.
USUAL_START: Final[dict[str, dict[Shift, tuple[float, float]]]] = {
    "morning": {"day": (459, 10), "early": (395, 12), "late": (500, 20), "free": (535, 25)},
    "reunion": {"day": (1085, 25), "early": (985, 20), "late": (1150, 30), "free": (1020, 50)},
    "bedtime": {"day": (1325, 25), "early": (1285, 12), "late": (1425, 20), "free": (1370, 35)},
}


def usual_chance(ritual: str, shift: Shift) -> float:
    """How likely a ritual is on an ordinary day."""
    low = {("morning", "early"): 0.8, ("reunion", "late"): 0.55, ("bedtime", "late"): 0.82}
    return low.get((ritual, shift), {"morning": 0.91, "reunion": 0.87, "bedtime": 0.91}[ritual])


def holidays(first: date, until: date) -> tuple[tuple[date, date], ...]:
    """The holidays, both days included. One that would reach into the last ten days is taken earlier."""
    found = []
    for number in range(first.year, until.year + 1):
        for month, of_month, length in _HOLIDAYS:
            since = date(number, month, of_month)
            if since <= until < since + timedelta(days=length + 10):
                since = until - timedelta(days=length + 10)
            if since + timedelta(days=3) > first and since <= until:
                found.append((max(since, first), since + timedelta(days=length - 1)))
    return tuple(found)


def dips(first: date, until: date) -> tuple[date, ...]:
    """The first days of the thin weeks: late each winter, but well after the first days and well before the last."""
    latest = until - timedelta(days=_DIP_DAYS + 22)
    found = [
        min(date(number, 2, 6), latest) for number in range(first.year, until.year + 1) if date(number, 2, 6) <= until
    ]
    found = [start for start in found if start >= first + timedelta(days=25)]
    if not found and latest >= first + timedelta(days=25):
        found = [latest]
    return tuple(found)


def depth(age: int) -> float:
    """How deep in a dip its day ``age`` is, 0 to 1: in within days, thin for two weeks, out over nine days."""
    return min(1.0, (age + 1) / 5, (_DIP_DAYS - age) / 9) if 0 <= age < _DIP_DAYS else 0.0


@lru_cache(maxsize=200)
def _summer(number: int) -> tuple[datetime, datetime]:
    """When summer time begins and ends in a year: 01:00 UTC on the last Sundays of March and October."""
    ends = (datetime(number, month, 31, 1, tzinfo=UTC) for month in (3, 10))
    begins, ends_at = (end - timedelta(days=(end.weekday() + 1) % 7) for end in ends)
    return begins, ends_at


def local(wall: datetime) -> datetime:
    """The naive wall time with the offset that holds then, by the European rule."""
    moment = wall.replace(tzinfo=_WINTER_TIME)
    begins, ends = _summer(wall.year)
    return wall.replace(tzinfo=_SUMMER_TIME) if begins <= moment < ends else moment
