"""A check-in: how close one feels, feelings by name, what the talk was about."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from ritualtui import freetext
from ritualtui.kinds.base import Few, Kind, Minutes, Record, Saying, Scale10, Telling, Told, Words, always, quoted
from ritualtui.strings import _

Topic = Literal["inner", "half", "logistics"]
FEELING_LIMIT: Final = 80
MOST_FEELINGS: Final = 3
"""So many feelings one names at a time: more is a list, and no longer an answer."""


class Checkin(Record, frozen=True, kw_only=True, tag="checkin"):
    """How close one feels (1–10), up to three feelings by name, and what the talk was about: the inside, or half of it.

    ``minutes`` is how long one talked. Nothing of it is needed by itself, but something has to be there.
    """

    closeness: Scale10 | None = None
    feelings: Few = ()
    text: Words = ""
    topic: Topic | None = None
    minutes: Minutes = 0


NAMES = ("Check-in", "Check-ins")


def topic_words(topic: Topic) -> str:
    """What the talk was about, in words."""
    said = {"inner": _("about the inside"), "half": _("half about the inside"), "logistics": _("about logistics")}
    return said[topic]


def _felt(record: Checkin) -> list[str]:
    """What was felt, in words; what the talk was about where nothing else was said."""
    near = [_("closeness {number} of 10").format(number=record.closeness)] if record.closeness is not None else []
    felt = [*near, *map(freetext.one_line, record.feelings)]
    return felt if felt or record.topic is None else [topic_words(record.topic)]


def _sentence(record: Checkin, say: Saying) -> str:
    return f"{say.by(record)}: {', '.join(part for part in (*_felt(record), quoted(record)) if part)}"


def _head(record: Checkin, say: Saying) -> str:
    felt = _felt(record)
    return f"{NAMES[0]}: {', '.join(felt)}" if felt else NAMES[0]


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
    needs_one=("closeness", "feelings", "topic"),
    own=always,  # a rating that is watched stops being an honest one
    sentence=_sentence,
    head=_head,
    found_by=lambda record, names: record.feelings,
    told=_told,
    in_short=_in_short,
    repeats=("feelings", "minutes"),
)
