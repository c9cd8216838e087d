"""Days as people and other programs write them: “Nov 20”, “20 November 2026”, “20.11.2026”, and, ahead, “sunday”.

Stands apart from ``when``, which reads times of day around them. Pure: today comes in.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ritualtui import freetext
from ritualtui.errors import UsageError
from ritualtui.strings import _, typed

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNTS: Final = {"a": 1, "an": 1, **{word: count for count, word in enumerate(_NUMBERS, 1)}}
"""How many a word says."""
_COUNT: Final = rf"(\d{{1,3}}|{'|'.join(COUNTS)})"
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)")
_DOTTED: Final = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?")
_SLASHED: Final = re.compile(r"(\d\d?)([/ -])(\d\d?)\2(\d{4}|\d\d)")
_NAMED: Final = re.compile(
    r"(?:(?P<day>\d\d?)(?:st|nd|rd|th|\.)? ?(?:of )?(?P<month>[a-z]{3,9})\.?"
    r"|(?P<month2>[a-z]{3,9})\.? (?P<day2>\d\d?)(?:st|nd|rd|th)?)(?:,? (?P<year>\d{4}))?"
)
_WEEKDAY_FIRST: Final = re.compile(r"([a-z]{3,9})\.?,? (?=.*\d)(.+)")
_AHEAD: Final = re.compile(rf"(?:in )?{_COUNT} (day|night|week)s?(?: from now)?")
_LASTING: Final = re.compile(rf"(?:for )?{_COUNT} (day|night|week)s?")
AHEAD_EXAMPLES: Final = _("Say it like “sunday”, “in 9 days”, “24 December” or “2026-12-24”.")


def written(said: str, today: date, *, ahead: bool = False) -> date | None:
    """The date that ``said`` (lower case, single spaces) writes out, or None where it writes none.

    Without a year it is the latest such day up to ``today``, or, ``ahead``, the next from ``today`` on. A weekday in
    front is taken off. Raises ``ValueError`` for a date that isn't in the calendar, ``UsageError`` for one that could
    be two (“03/04/2026”).
    """
    if found := _ISO.fullmatch(said):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _DOTTED.fullmatch(said):
        return _in_year(int(found[1]), int(found[2]), found[3], today, ahead)
    if found := _SLASHED.fullmatch(said):
        return _either_way(said, int(found[1]), int(found[3]), found[4], today, ahead)
    if found := _NAMED.fullmatch(said):
        month = _one_of(found["month"] or found["month2"], _MONTHS)
        if month is not None:
            return _in_year(int(found["day"] or found["day2"]), month + 1, found["year"], today, ahead)
    if (found := _WEEKDAY_FIRST.fullmatch(said)) and _one_of(found[1], WEEKDAYS) is not None:
        return written(found[2], today, ahead=ahead)
    return None


def to_come(text: str, today: date) -> date:
    """A day from ``today`` on: “sunday” (the next), “friday week”, “tomorrow”, “in 9 days”, “24 December”, an ISO date.

    Today's own weekday is a week away. What has a year is taken at its word, also where it is over. Raises
    ``UsageError``.
    """
    said = typed.in_english(" ".join(freetext.clean(text, 80, "day").lower().split()))
    try:
        found = _to_come(said, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise UsageError(_("{text} isn’t a day I understand.").format(text=freetext.quoted(text)), AHEAD_EXAMPLES)
    return found


def last_of(text: str, first: date) -> date | None:
    """The last of so many days beginning with ``first``: “3 days”, “for two weeks”; None for other words."""
    found = _LASTING.fullmatch(typed.in_english(" ".join(freetext.one_line(text).lower().split())))
    if found is None or not (count := COUNTS.get(found[1]) or int(found[1])):
        return None
    return first + timedelta(days=count * (7 if found[2] == "week" else 1) - 1)


def _to_come(said: str, today: date) -> date | None:
    if said in ("today", "tonight"):
        return today
    if said == "tomorrow":
        return today + timedelta(days=1)
    if said in ("the day after tomorrow", "day after tomorrow"):
        return today + timedelta(days=2)
    if said == "next week":
        return today + timedelta(days=7 - today.weekday())
    if found := _AHEAD.fullmatch(said):
        count = COUNTS.get(found[1]) or int(found[1])
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    words = said.removeprefix("on ").split()
    later = words[-1] == "week" if len(words) == 2 else False  # “friday week”: a week after that
    name = words[0] if later else " ".join(words).removeprefix("next ").removeprefix("this ")
    weekday = _one_of(name, WEEKDAYS)
    if weekday is not None:
        away = (weekday - today.weekday()) % 7 or 7
        return today + timedelta(days=away + (7 if later else 0))
    return written(said, today, ahead=True)


def _in_year(day: int, month: int, year: str | None, today: date, ahead: bool) -> date | None:
    """That day of that year; without one, of the nearest year in which it is, in the direction that is meant."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for one in _years(today.year, ahead):
        try:
            found = date(one, month, day)
        except ValueError:  # 29 February
            continue
        if found >= today if ahead else found <= today:
            return found
    raise ValueError


def _years(year: int, ahead: bool) -> Iterator[int]:
    """Years from this one on or back, over the widest gap between two that have a 29 February."""
    return iter(range(year, year + 9) if ahead else range(year, year - 9, -1))


def _either_way(said: str, first: int, second: int, year: str, today: date, ahead: bool) -> date | None:
    """Two numbers of which one is the month: told apart where only one can be, or where they are the same."""
    if first <= 12 and second <= 12 and first != second:
        raise UsageError(
            _("{said} could be two days.").format(said=freetext.quoted(said)),
            _("Write it as {iso}, or with a name.").format(iso=_iso(year, first, second)),
        )
    day, month = (second, first) if first <= 12 < second else (first, second)
    return _in_year(day, month, year, today, ahead)


def _iso(year: str, month: int, day: int) -> str:
    return f"{int(year) + (2000 if len(year) == 2 else 0)}-{month:02}-{day:02}"


def _one_of(said: str, names: tuple[str, ...]) -> int | None:
    """Which of ``names`` begins with ``said``, of three letters at least."""
    return next((i for i, name in enumerate(names) if len(said) >= 3 and name.startswith(said)), None)


def of_any_year(said: str, today: date, *, ahead: bool = False) -> date:
    """A date of any year, as people write it; without a year the latest, or, ``ahead``, the next.

    Raises ``UsageError`` where it is none.
    """
    try:
        plain = " ".join(freetext.clean(said, 80, "day").lower().split())
        found = written(typed.in_english(plain), today, ahead=ahead)
    except ValueError:
        found = None
    return found or to_come(said, today)
