"""Time: the one reading of the wall clock, logical days, identifiers in time order, the hybrid logical clock.

All else takes time as an argument, so that tests and replays set it. Standard library only (the quick path).
"""

import os
import time
from datetime import UTC, date, datetime, timedelta, timezone

from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _

TURN = 4
"""The hour at which a logical day begins, unless changed."""
EARLIEST = date(1900, 1, 1)
NEVER = "000000000000-0000-00000000"
"""A stamp below every other."""
DAY_MS = 86_400_000
LAST_MS = (1 << 48) - 1
"""A stamp has room for no more: the year 10889."""
_WIDEST = 86_400 - 30
"""Seconds: an offset is rounded to minutes, and has to stay under a day."""
_STAMP_DIGITS = frozenset("0123456789abcdef")
_DEVICE_LIMIT = 16


class Clock:
    """The wall clock. Tests pass one that stands still or is moved by hand."""

    def ms(self) -> int:
        """UTC milliseconds since 1970."""
        return time.time_ns() // 1_000_000

    def now(self) -> datetime:
        """The present moment with this place's UTC offset, in whole seconds."""
        return local(datetime.fromtimestamp(self.ms() // 1000, UTC))


def mend_zone() -> str:
    """Go by UTC in this process where ``TZ`` is a day or more off, which no time can carry. Returns what to say of it.

    Empty where there is nothing to mend. What else is nonsense in ``TZ`` the system itself takes for UTC.
    """
    if max(abs(time.timezone), abs(time.altzone)) < _WIDEST or not hasattr(time, "tzset"):
        return ""
    named = os.environ.get("TZ", "")
    os.environ["TZ"] = "UTC"
    time.tzset()
    return _(
        "TZ={named} is a day or more off, so the time is taken as UTC. Set TZ to a place, as in Europe/Berlin."
    ).format(named=named[:40])


def local(moment: datetime) -> datetime:
    """``moment`` with this place's offset at that moment; a naive one is taken as local wall time.

    A wall time that a clock change left out is as much later: 02:30 is 03:30 where the clock went from 2 to 3.
    Raises ``OverflowError``, ``ValueError`` or ``OSError`` at the ends of the calendar.
    """
    found = moment.astimezone()
    if moment.tzinfo is None and found.replace(tzinfo=None) != moment.replace(fold=0):
        found = max(found, moment.replace(fold=1 - moment.fold).astimezone())
    return _whole_minutes(found)


def _whole_minutes(moment: datetime) -> datetime:
    """``moment`` (aware) in an offset of whole minutes: RFC 3339 knows no other, though zones of 1930 do."""
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset / timedelta(minutes=1))
    if offset == timedelta(minutes=minutes):
        return moment
    return moment.astimezone(timezone(timedelta(minutes=minutes)))


def rfc3339(moment: datetime) -> str:
    """``moment`` (aware) as RFC 3339 text with its offset, in whole seconds."""
    return moment.replace(microsecond=0).isoformat()


def parse_moment(text: str) -> datetime:
    """RFC 3339 text with an offset (or ``Z``) as an aware datetime. Raises ``ValueError``."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its UTC offset")
    try:
        return _whole_minutes(moment.replace(microsecond=0))
    except OverflowError:
        raise ValueError("a time at the end of the calendar") from None


def logical_day(moment: datetime, turn: int = TURN) -> date:
    """The logical date of ``moment`` in its own offset: the day turns at ``turn`` o'clock (0–12), not at midnight."""
    try:
        return (moment.replace(tzinfo=None) - timedelta(hours=turn)).date()
    except OverflowError:
        return moment.date()


def check_range(moment: datetime, now: datetime) -> datetime:
    """Return ``moment`` if it lies between 1900 and tomorrow; raise ``UsageError`` otherwise."""
    latest = now.date() + timedelta(days=1)
    if not EARLIEST <= moment.date() <= latest:
        raise UsageError(
            _("{date} is out of range.").format(date=moment.date()),
            _("Dates from {earliest} to {latest} (tomorrow) can be saved.").format(earliest=EARLIEST, latest=latest),
        )
    return moment


def uuid7(ms: int, entropy: bytes | None = None) -> str:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of ``ms``, the rest from ``entropy`` (10 bytes; the system's by default)."""
    tail = bytearray(entropy if entropy is not None else os.urandom(10))
    tail[0] = 0x70 | (tail[0] & 0x0F)
    tail[2] = 0x80 | (tail[2] & 0x3F)
    text = f"{ms & 0xFFFFFFFFFFFF:012x}{tail.hex()}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_device(entropy: bytes | None = None) -> str:
    """A device name: eight characters of lower-case base 32."""
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(alphabet[b & 31] for b in (entropy if entropy is not None else os.urandom(8)))


def make_stamp(ms: int, counter: int, device: str) -> str:
    """A hybrid logical clock stamp as text that sorts: 12 hex digits of UTC ms, 4 of counter, the device."""
    return f"{ms:012x}-{counter:04x}-{device}"


def stamp_ms(stamp: str) -> int:
    """The physical part of a stamp, in UTC milliseconds. Raises ``ValueError`` for what is no stamp.

    Strict, because stamps are compared as text: another way of writing the same number would sort elsewhere.
    """
    head, counter, device = stamp.split("-")
    if len(head) != 12 or len(counter) != 4 or not _STAMP_DIGITS.issuperset(head + counter):
        raise ValueError("not a stamp")
    if not (device.isascii() and device.isalnum() and len(device) <= _DEVICE_LIMIT):
        raise ValueError("not a stamp")
    return int(head, 16)


def _after(stamp: str, device: str) -> str:
    """The next stamp. Raises ``RitualError`` where there is none, which only a forged stamp can bring about."""
    try:
        ms, counter = stamp_ms(stamp), int(stamp[13:17], 16) + 1
    except ValueError:
        ms, counter = LAST_MS + 1, 0
    if counter > 0xFFFF:
        ms, counter = ms + 1, 0
    if ms > LAST_MS:
        raise RitualError(
            _("That entry has a stamp that nothing can follow."), _("It stays as it is; nothing was changed.")
        )
    return make_stamp(ms, counter, device)


def tick(last: str, ms: int, device: str) -> str:
    """The stamp of a local event: after ``last`` also when the wall clock was set back.

    Kulkarni et al. 2014, Logical Physical Clocks (the send rule).
    """
    return make_stamp(ms, 0, device) if ms > stamp_ms(last) else _after(last, device)


def tick_over(last: str, ms: int, device: str, old: str) -> tuple[str, str]:
    """Stamp an edit of a version stamped ``old``: return the new version's stamp, and our clock after it.

    Where ``old`` lies in our future (another machine's clock was wrong), the edit is stamped just after it and
    our own clock does not follow.
    """
    stamp = tick(last, ms, device)
    return (stamp, stamp) if stamp > old else (_after(old, device), stamp)


def observe(last: str, seen: str, ms: int) -> str:
    """Our clock after seeing another's stamp: the later of both, but a stamp over a day ahead never moves it."""
    return max(last, seen) if stamp_ms(seen) <= ms + DAY_MS else last
