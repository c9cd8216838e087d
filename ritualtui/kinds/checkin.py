"""A check-in: how close one feels, feelings by name, what the talk was about."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ritualtui.kinds.base import Few, Kind, Minutes, Record, Saying, Scale10, Telling, Told, Words, always, quoted
from ritualtui.strings import _


class Checkin(Record, frozen=True, kw_only=True, tag="checkin"):
    """How close one feels (1–10), feelings by name, and what the talk was about."""

    closeness: Scale10 | None = None
    feelings: Few = ()
    text: Words = ""
    topic: Literal["inner", "logistics"] | None = None
    minutes: Minutes = 0


NAMES = ("Check-in", "Check-ins")


def _sentence(record: Checkin, say: Saying) -> str:
    near = [_("closeness {number} of 10").format(number=record.closeness)] if record.closeness is not None else []
    return f"{say.by(record)}: {', '.join([*near, *record.feelings, quoted(record)])}"


def _head(record: Checkin, say: Saying) -> str:
    if record.closeness is None:
        return NAMES[0]
    return ", ".join([f"{NAMES[0]}: {_('closeness {number} of 10').format(number=record.closeness)}", *record.feelings])


def _told(record: Checkin, tell: Telling) -> Told:
    near = [tell.say["closeness"].format(n=record.closeness)] if record.closeness is not None else []
    lead = [tell.say["checkin"].format(by=tell.by(record)), *near, *map(tell.short, record.feelings)]
    return tell.line(", ".join(lead), ("", record.text))


def _in_short(checkins: Sequence[Checkin], say: Mapping[str, Any]) -> Mapping[str, str]:
    felt = [one.closeness for one in checkins if one.closeness is not None]
    return {"felt": say["felt"].format(low=min(felt), high=max(felt))} if len(felt) > 1 else {}


KIND = Kind(
    Checkin,
    NAMES,
    sign="≈",
    needs=("closeness",),
    own=always,  # a rating that is watched stops being an honest one
    sentence=_sentence,
    head=_head,
    found_by=lambda record, names: record.feelings,
    told=_told,
    in_short=_in_short,
    repeats=("feelings", "minutes"),
)
