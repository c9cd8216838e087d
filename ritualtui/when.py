"""Times as people say them: “yesterday 21:00”, “last night”, “20 minutes ago”, “mon 8:15”, “20 Nov 9pm”, RFC 3339.

Read relative to a given now, in this place's wall time (so daylight saving is the system's to know). Days are logical
days: at 00:40 “today” is still the evening before. What can be meant as past is: a weekday is the latest one, a bare
hour that has not come yet today was yesterday's. A date without a year is the latest one. An hour that a clock change
left out is taken as so much later.
"""

import re
from datetime import date, datetime, time, timedelta

from ritualtui import days, freetext
from ritualtui.clock import local, logical_day, parse_moment
from ritualtui.errors import UsageError
from ritualtui.strings import _, typed

EXAMPLES = _(
    "Say it like “yesterday 21:00”, “last night”, “20 minutes ago”, “fri 18:30”, “20 Nov” or “2026-11-21 08:15”."
)

_PARTS = {"morning": time(8), "afternoon": time(15), "evening": time(20), "night": time(22)}
_AGO = re.compile(
    rf"(\d{{1,4}}|{'|'.join(days.COUNTS)}) ?(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?P<half> and a half)? ago"
)
_PART_AGO = re.compile(
    r"(?:(?P<half>(?:a )?half(?: an| of an)?)|(?P<quarter>(?:a )?quarter of an)|(?P<tenths>\d{1,2}[.,]\d)) ?"
    r"(?:h|hrs?|hours?) ago"
)
_CLOCK = (
    r"(?:at )?(?:(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)"
    r"|(?P<hour12>1[0-2]|0?[1-9])(?:[:.](?P<minute12>[0-5]\d))? ?(?P<half>[ap])m|(?P<word>noon|midnight))"
)
_HOUR_LAST = re.compile(rf"(?P<rest>.*?)(?:^| ){_CLOCK}$")
_HOUR_FIRST = re.compile(rf"{_CLOCK}(?:$| )(?P<rest>.*)$")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def parse(text: str, now: datetime, turn: int = 4) -> datetime:
    """The moment ``text`` means, aware, in whole seconds. ``now`` is aware; the day turns at ``turn``.

    Raises ``UsageError`` where it means nothing to us.
    """
    said = typed.in_english(" ".join(freetext.clean(text, 80, "time").lower().split()))
    try:
        found = _absolute(said, now, turn) if _DATE.match(said) else _relative(said.replace("-", " "), now, turn)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None:
        raise UsageError(_("{text} isn't a time I understand.").format(text=freetext.quoted(text)), EXAMPLES)
    return found.replace(microsecond=0)


def _absolute(said: str, now: datetime, turn: int) -> datetime | None:
    day, rest = date.fromisoformat(said[:10]), said[10:].strip()
    if not rest:
        return now if day == logical_day(now, turn) else _at(day, time(12))
    left, hour = _hour(rest)
    if hour is not None and not left:
        return _at(day, hour)
    moment = datetime.fromisoformat(said.upper().replace(" ", "T", 1).replace(" ", ""))
    return local(moment) if moment.tzinfo is None else parse_moment(moment.isoformat())


def _relative(said: str, now: datetime, turn: int) -> datetime | None:
    if said in ("now", "just now"):
        return now
    said, hour = _hour(said)
    today = logical_day(now, turn)
    if part_ago := _PART_AGO.fullmatch(said):
        tenths = float(part_ago["tenths"].replace(",", ".")) if part_ago["tenths"] else 0
        return None if hour else local(now - timedelta(hours=tenths or (0.5 if part_ago["half"] else 0.25)))
    if ago := _AGO.fullmatch(said):
        count, unit = days.COUNTS.get(ago[1]) or int(ago[1]), ago[2][0]
        if unit in "mh":
            exactly = (timedelta(minutes=1) if unit == "m" else timedelta(hours=1)) * (count + 0.5 * bool(ago["half"]))
            return None if hour else local(now - exactly)
        if ago["half"]:
            return None
        return _past(today - timedelta(days=count * (7 if unit == "w" else 1)), hour, "", now, turn)
    if not said:
        if hour is None:
            return None
        moment = _on(today, hour, turn)
        return moment if moment <= now else _past(today - timedelta(days=1), hour, "", now, turn)
    *day, last = said.split()
    part = last if last in _PARTS else ""
    words = day if part else [*day, last]
    written = days.written(" ".join(words).removeprefix("on "), today)
    if written is not None:
        return now if written == today and hour is None else _at(written, hour or _PARTS.get(part, time(12)))
    if words == ["yesterday"] or (part and words == ["last"]):
        return _past(today - timedelta(days=1), hour, part, now, turn)
    if words in (["today"], ["tonight"]) or (part and words in ([], ["this"])):
        # An hour that was named is taken at its word; a part of the day that is still to come means now.
        return _on(today, hour, turn) if hour else _past(today, None, part, now, turn)
    if words in (["day", "before", "yesterday"], ["the", "day", "before", "yesterday"]):
        return _past(today - timedelta(days=2), hour, part, now, turn)
    return _weekday(words, hour, part, now, turn)


def _weekday(words: list[str], hour: time | None, part: str, now: datetime, turn: int) -> datetime | None:
    """The latest such day whose hour has come; with “last” in front, one before today."""
    last = words[0] == "last"
    names = words[1:] if last else words
    if len(names) != 1 or len(names[0]) < 3:
        return None
    index = next((i for i, name in enumerate(days.WEEKDAYS) if name.startswith(names[0])), None)
    if index is None:
        return None
    today = logical_day(now, turn)
    back = (today.weekday() - index) % 7 or (7 if last else 0)
    if back == 0 and (hour or part) and (_on(today, hour, turn) if hour else _at(today, _PARTS[part])) > now:
        back = 7
    return _past(today - timedelta(days=back), hour, part, now, turn)


def _hour(said: str) -> tuple[str, time | None]:
    """``said`` without the hour at its end or its beginning, and that hour."""
    found = _HOUR_LAST.fullmatch(said) or _HOUR_FIRST.fullmatch(said)
    if found is None:
        return said, None
    if found["word"]:
        hour = time(12 if found["word"] == "noon" else 0)
    elif found["half"]:
        hour = time(int(found["hour12"]) % 12 + (12 if found["half"] == "p" else 0), int(found["minute12"] or 0))
    else:
        hour = time(int(found["hour"]), int(found["minute"]))
    return found["rest"].strip(), hour


def _past(day: date, hour: time | None, part: str, now: datetime, turn: int) -> datetime:
    """That hour or part of the logical ``day``, at the latest now; with neither, the time that it is now."""
    if hour is None and part:
        moment = _at(day, _PARTS[part])
    elif hour is None and day == logical_day(now, turn):
        moment = now
    else:
        moment = _on(day, hour or now.time(), turn)
    return min(moment, now)


def _at(day: date, hour: time) -> datetime:
    return local(datetime.combine(day, hour))


def _on(day: date, hour: time, turn: int) -> datetime:
    """``hour`` on the logical ``day``: 00:40 belongs to the night that follows it."""
    return _at(day + timedelta(days=1) if hour.hour < turn else day, hour)
