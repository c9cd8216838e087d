"""Which of what the pulse spoke is worth showing today: few, the declines first, nothing that was put away."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from ritualtui.insight.said import DECLINES, Day, Kind, Moved, Spoken
from ritualtui.insight.series import Row

Way = Literal["later", "away", "never"]
"""How a nudge was put aside: for ``LATER`` days, this one for good, its kind for ``NEVER`` days."""
MOST: Final = 2
"""Nudges shown at once."""
LATER: Final = 3
NEVER: Final = 182
_STANDS: Final[dict[Kind, int]] = {"getting-better": 5, "quiet": 7}
_BACK: Final = 0.95
"""The share of what is usual from which on a level counts as back."""
_STANDS_USUALLY: Final = 14
"""Days for which one is shown unless it is put away."""
_ORDER: Final[tuple[Kind, ...]] = (*DECLINES, "quiet", "logging-less", "getting-better")


class Put(NamedTuple):
    """That a nudge (its kind, the day on which it spoke) was put aside, how, and on which day."""

    kind: Kind
    day: date
    way: Way
    on: date


def due(days: Sequence[Day], put: Iterable[Put], today: date) -> list[Spoken]:
    """At most ``MOST`` of what was spoken, the first of them to be shown whole. ``days`` end before ``today``."""
    newest: dict[Kind, Spoken] = {}
    oldest = today - timedelta(days=_STANDS_USUALLY)
    for day in reversed(days):
        if day.day < oldest:
            break
        for one in day.spoken:
            if (today - one.day).days <= _STANDS.get(one.kind, _STANDS_USUALLY):
                newest.setdefault(one.kind, one)
    _settle(newest)
    aside = list(put)
    shown = [one for one in newest.values() if not is_aside(one.kind, one.day, aside, today)]
    return sorted(shown, key=lambda one: _ORDER.index(one.kind))[:MOST]


def is_aside(kind: Kind, day: date, put: Iterable[Put], today: date) -> bool:
    """Whether a nudge (its kind, the day on which it spoke) was put aside, and still is."""
    return any(_hides(each, kind, day, today) for each in put)


def current(one: Spoken, rows: Sequence[Row]) -> Spoken | None:
    """What was spoken, with its arithmetic up to the last of ``rows``; None where all of it is back to usual."""
    if one.kind == "getting-better" or not one.moved:
        return one
    moved = tuple(now for each in one.moved if (now := _now(each, rows)) is not None)
    low = [now for now in moved if now.recent < _BACK * now.usual]
    return one._replace(moved=tuple(low), signals=tuple(dict.fromkeys(now.signal for now in low))) if low else None


def last_quiet(one: Spoken, rows: Sequence[Row]) -> date:
    """The last day of the quiet stretch that was spoken of: on the day after it something was logged."""
    last = one.day
    for row in rows:
        if row.day > one.day:
            if row.logged:
                break
            last = row.day
    return last


def _now(moved: Moved, rows: Sequence[Row]) -> Moved | None:
    since = [row for row in rows if row.day >= moved.since and row.logged and not row.paused]
    pairs = [pair for row in since if (pair := _level(moved, row)) is not None]
    weight = sum(weight for _, weight in pairs)
    if not weight:
        return None
    recent = sum(value for value, _ in pairs) / weight
    return moved._replace(recent=recent, until=since[-1].day, days=len(pairs))


def _level(moved: Moved, row: Row) -> tuple[float, float] | None:
    """A day's part of a level, as a sum and what it is to be divided by; None where the day says nothing of it."""
    match moved.signal:
        case "appreciations":
            return None if row.appreciations is None else (row.appreciations, 1)
        case "bids":
            return None if row.bids is None else (row.bids, 1)
        case "toward":
            return (row.toward, row.answered) if row.answered else None
        case "rituals":
            return (row.done, row.planned) if row.planned else None
        case _:
            felt = row.closeness[moved.person or 0]
            return None if felt is None else (felt, 1)


def _settle(newest: dict[Kind, Spoken]) -> None:
    """What is better again is no decline any more; several at once say what each alone would say."""
    better = newest.get("getting-better")
    for kind in DECLINES:
        one = newest.get(kind)
        if one is None or better is None:
            continue
        if one.day <= better.day:
            del newest[kind]
        else:
            newest.pop("getting-better", None)
            better = None
    if "thinning" in newest:
        for kind in DECLINES[1:]:
            newest.pop(kind, None)


def _hides(put: Put, kind: Kind, day: date, today: date) -> bool:
    if put.kind != kind:
        return False
    if put.way == "never":
        return (today - put.on).days < NEVER
    return put.day == day and (put.way == "away" or (today - put.on).days < LATER)
