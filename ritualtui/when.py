"""Times as people say them: “yesterday 21:00”, “last night”, “20 minutes ago”, “mon 8:15”, RFC 3339.

Read relative to a given now, in this place's wall time (so daylight saving is the system's to know). Always in the
past where it can be: a weekday is the latest one, a bare hour that has not come yet today was yesterday's.
"""

import re
from datetime import date, datetime, time, timedelta

from ritualtui import freetext
from ritualtui.clock import local, logical_day, parse_moment
from ritualtui.errors import UsageError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = {"morning": time(8), "noon": time(12), "afternoon": time(15), "evening": time(20), "night": time(22)}
_AGO = re.compile(r"^(\d{1,4}|an?)\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?) ago$")
_HOUR = re.compile(r"^(?:at )?([01]?\d|2[0-3])[:.h]([0-5]\d)$")
EXAMPLES = "Say it like “yesterday 21:00”, “last night”, “20 minutes ago”, “fri 18:30” or “2026-11-21 08:15”."


def parse(text: str, now: datetime, turn: int = 4) -> datetime:
    """The moment ``text`` means, aware, in whole seconds. ``now`` is aware; the day turns at ``turn``.

    Raises ``UsageError`` where it means nothing to us.
    """
    said = " ".join(freetext.clean(text, 80, "time").lower().replace("-", " ").split())
    whole = freetext.clean(text, 80, "time")
    for read in (_ago, _absolute, _relative):
        try:
            found = read(whole if read is _absolute else said, now, turn)
        except (ValueError, OverflowError):
            found = None
        if found is not None:
            return found.replace(microsecond=0)
    raise UsageError(f"“{freetext.one_line(text)[:60]}” is no time I understand.", EXAMPLES)


def _ago(said: str, now: datetime, turn: int) -> datetime | None:
    if said in ("now", "just now"):
        return now
    match = _AGO.match(said)
    if not match:
        return None
    count = 1 if match[1].startswith("a") else int(match[1])
    unit = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
    return local(now - count * unit[match[2][0]])


def _absolute(said: str, now: datetime, turn: int) -> datetime | None:
    said = said.strip()
    if not re.match(r"^\d{4}-\d\d-\d\d", said):
        return None
    if len(said) == 10:
        return _at(date.fromisoformat(said), time(12))
    moment = datetime.fromisoformat(said.replace(" ", "T", 1).replace(" ", ""))
    return local(moment) if moment.tzinfo is None else parse_moment(moment.isoformat())


def _relative(said: str, now: datetime, turn: int) -> datetime | None:
    today = logical_day(now, turn)
    words = said.split()
    hour: time | None = None
    if words and (match := _HOUR.match(words[-1])):
        hour = time(int(match[1]), int(match[2]))
        words = words[:-1]
        if words and words[-1] == "at":
            words = words[:-1]
    if not words:
        return None if hour is None else _latest(today, hour, now, turn)
    if words[0] in ("last", "yesterday") and words[1:] and words[-1] in _PARTS:
        day, part = today - timedelta(days=1), words[-1]
    elif words[0] in ("this", "today") and words[1:] and words[-1] in _PARTS:
        day, part = today, words[-1]
    elif words == ["tonight"]:
        day, part = today, "evening"
    elif words[0] == "yesterday" and len(words) == 1:
        day, part = today - timedelta(days=1), ""
    elif words[0] == "today" and len(words) == 1:
        day, part = today, ""
    else:
        names = [words[0]] if words[0] != "last" else words[1:2]
        index = next((i for i, name in enumerate(_DAYS) if names and len(names[0]) >= 3 and name.startswith(names[0])), None)
        rest = words[2:] if words[0] == "last" else words[1:]
        if index is None or (rest and (len(rest) > 1 or rest[0] not in _PARTS)):
            return None
        back = (today.weekday() - index) % 7 or (7 if words[0] == "last" else 0)
        day, part = today - timedelta(days=back), rest[0] if rest else ""
    if hour is not None:
        return _on(day, hour, turn)
    if part:
        return _at(day, _PARTS[part])
    return now if day == today else _at(day, local(now).time())


def _at(day: date, hour: time) -> datetime:
    return local(datetime.combine(day, hour))


def _on(day: date, hour: time, turn: int) -> datetime:
    """``hour`` on the logical ``day``: 00:40 belongs to the night that follows it."""
    return _at(day + timedelta(days=1) if hour.hour < turn else day, hour)


def _latest(today: date, hour: time, now: datetime, turn: int) -> datetime:
    moment = _on(today, hour, turn)
    return moment if moment <= now else _on(today - timedelta(days=1), hour, turn)
