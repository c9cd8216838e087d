"""What of all that the pulse spoke still holds, and which of it is worth showing today: few, the declines first.

Today, ``pulse``, its JSON and the arithmetic behind a nudge all read ``holding``, so that each says the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from ritualtui.insight.nudge_kinds import BY_NAME, DECLINES, ORDER, ROWS, Kind
from ritualtui.insight.series import Row
from ritualtui.insight.signals import Day, Moved, Signal, Spoken, State, place_of

Way = Literal["later", "away", "never"]
"""How a nudge was put aside: for ``LATER`` days, this one for good, its kind for ``NEVER`` days."""
MOST: Final = 2
"""Nudges shown at once."""
LATER: Final = 3
NEVER: Final = 182
_LONGEST: Final = max(row.stands for row in ROWS)
_BACK: Final = 0.95
"""The share of what is usual from which on a level counts as back."""


class Put(NamedTuple):
    """That a nudge (its kind, the day on which it spoke) was put aside, how, and on which day."""

    kind: Kind
    day: date
    way: Way
    on: date


def holding(days: Sequence[Day], rows: Sequence[Row], states: Iterable[State], today: date) -> list[Spoken]:
    """What was spoken before ``today`` and still holds, the most important first, one of a kind.

    With its arithmetic up to the last of ``rows``, held against what is usual now (``states``): a signal has one usual.
    """
    newest: dict[Kind, Spoken] = {}
    oldest = today - timedelta(days=_LONGEST)
    for day in reversed(days):
        if day.day < oldest:
            break
        for one in day.spoken:
            if (today - one.day).days <= BY_NAME[one.kind].stands:
                newest.setdefault(one.kind, one)
    usual = {(state.signal, state.person): state.usual for state in states}
    better = next((one for one in newest.values() if BY_NAME[one.kind].rises), None)
    if better is not None:
        for kind in DECLINES:
            if (before := newest.get(kind)) is not None and before.day <= better.day:
                newest[kind] = _since(before, better.since)
    found = _settled([now for one in newest.values() if (now := _current(one, rows, usual)) is not None])
    return sorted(found, key=lambda one: ORDER.index(one.kind))


def due(held: Iterable[Spoken], put: Iterable[Put], today: date) -> list[Spoken]:
    """At most ``MOST`` of what holds, the first of them to be shown whole."""
    aside = list(put)
    return [one for one in held if not is_aside(one.kind, one.day, aside, today)][:MOST]


def called(one: Spoken) -> Kind:
    """What it is called: of *several things at once* of which one alone is still low, that one's kind."""
    if one.kind != "thinning" or len({moved.signal for moved in one.moved}) != 1:
        return one.kind
    return place_of(one.moved[0].signal).kind


def is_aside(kind: Kind, day: date, put: Iterable[Put], today: date) -> bool:
    """Whether a nudge (its kind, the day on which it spoke) was put aside, and still is."""
    return any(_hides(each, kind, day, today) for each in put)


def last_quiet(one: Spoken, rows: Sequence[Row]) -> date:
    """The last day of the quiet stretch that was spoken of: on the day after it something was logged."""
    last = one.day
    for row in rows:
        if row.day > one.day:
            if row.logged:
                break
            last = row.day
    return last


def _current(
    one: Spoken, rows: Sequence[Row], usual: Mapping[tuple[Signal, int | None], float | None]
) -> Spoken | None:
    """What was spoken as it is now, of the signals that are still so; None where there is none."""
    if not one.moved:
        return one
    moved = tuple(
        now for each in one.moved
        if (now := _now(each, rows, usual.get((each.signal, each.person)))) is not None and _is_so(one, now)
    )  # fmt: skip
    return one._replace(moved=moved, signals=tuple(dict.fromkeys(now.signal for now in moved))) if moved else None


def _is_so(one: Spoken, now: Moved) -> bool:
    """Whether a signal is still lower than usual; or, of what rose, still higher than it was."""
    if not BY_NAME[one.kind].rises:
        return now.recent < _BACK * now.usual
    return now.recent > (now.usual if now.low is None else now.low) / _BACK


def _now(moved: Moved, rows: Sequence[Row], usual: float | None) -> Moved | None:
    since = [row for row in rows if row.day >= moved.since and row.logged and not row.paused]
    pairs = [pair for row in since if (pair := place_of(moved.signal, moved.person).level(row))[1]]
    weight = sum(weight for _, weight in pairs)
    if not weight or usual is None:
        return None
    recent = sum(value for value, _ in pairs) / weight
    return moved._replace(usual=usual, recent=recent, until=since[-1].day, days=len(pairs))


def _settled(found: list[Spoken]) -> list[Spoken]:
    """No signal is both: of *better* and *fewer*, the later says how it is. Several at once speak for each alone."""
    better = next((one for one in found if BY_NAME[one.kind].rises), None)
    kinds = {one.kind for one in found}
    left: list[Spoken | None] = []
    for one in found:
        if one.kind in DECLINES and one.kind != "thinning" and "thinning" in kinds:
            continue
        if one is better:
            left.append(_without(one, [other for other in found if other.kind in DECLINES and other.day > one.day]))
        elif better is not None and one.kind in DECLINES:
            left.append(_without(one, [better] if one.day <= better.day else []))
        else:
            left.append(one)
    return [one for one in left if one is not None]


def _since(one: Spoken, day: date) -> Spoken:
    """A decline of which something has come back since ``day``: the rest of it is looked at from then on."""
    return one._replace(moved=tuple(each._replace(since=max(day, each.since)) for each in one.moved))


def _without(one: Spoken, others: Sequence[Spoken]) -> Spoken | None:
    """The same without the signals that ``others`` speak of; None where nothing is left."""
    taken = {(moved.signal, moved.person) for other in others for moved in other.moved}
    moved = tuple(each for each in one.moved if (each.signal, each.person) not in taken)
    return one._replace(moved=moved, signals=tuple(dict.fromkeys(each.signal for each in moved))) if moved else None


def _hides(put: Put, kind: Kind, day: date, today: date) -> bool:
    if put.kind != kind:
        return False
    if put.way == "never":
        return (today - put.on).days < NEVER
    return put.day == day and (put.way == "away" or (today - put.on).days < LATER)
