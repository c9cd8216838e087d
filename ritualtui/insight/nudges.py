"""Which of what the pulse spoke is worth showing today: few, the declines first, nothing that was put away."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from ritualtui.insight.said import DECLINES, Day, Kind, Spoken

Way = Literal["later", "away", "never"]
"""How a nudge was put aside: for ``LATER`` days, this one for good, its kind for ``NEVER`` days."""
MOST: Final = 2
"""Nudges shown at once."""
LATER: Final = 3
NEVER: Final = 182
_STANDS: Final[dict[Kind, int]] = {"getting-better": 5, "quiet": 7}
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
    shown = [one for one in newest.values() if not any(_hides(each, one, today) for each in aside)]
    return sorted(shown, key=lambda one: _ORDER.index(one.kind))[:MOST]


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


def _hides(put: Put, one: Spoken, today: date) -> bool:
    if put.kind != one.kind:
        return False
    if put.way == "never":
        return (today - put.on).days < NEVER
    return put.day == one.day and (put.way == "away" or (today - put.on).days < LATER)
