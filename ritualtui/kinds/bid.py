"""A bid: a small reach for contact, and how it was answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from ritualtui import audiences, messages
from ritualtui.kinds.base import (
    ComesBack,
    Kind,
    Outcome,
    Plain,
    Record,
    Response,
    Saying,
    Telling,
    Told,
    Words,
    quoted,
)
from ritualtui.strings import _


class Bid(Record, frozen=True, kw_only=True, tag="bid", rename={"from_": "from"}):
    """A small reach for contact by ``from``, and how it was met (None while not yet known)."""

    from_: str = ""
    response: Response | None = None
    text: Words = ""


def _sentence(record: Bid, say: Saying) -> str:
    return _("{person}’s bid ({answers}): {record}").format(
        person=say.person(record.from_), answers=messages.ANSWERS[record.response], record=quoted(record)
    )


def _told(record: Bid, tell: Telling) -> Told:
    lead = tell.say[f"bid_{record.response or 'open'}"].format(who=tell.person(record.from_))
    return tell.line(lead, ("", record.text))


def _in_short(bids: Sequence[Bid], say: Mapping[str, Any]) -> Mapping[str, str]:
    responses: Counter[str] = Counter(bid.response or "open" for bid in bids)
    order = ("toward", "away", "against", "open")
    return {"how": ", ".join(say[one].format(n=messages.number(responses[one])) for one in order if responses[one])}


def _comes_back(record: Bid, today: date) -> ComesBack | None:
    """An open one is for whoever it was made to, for two weeks; then it is let be."""
    if record.response is not None or record.audience != "ours":
        return None
    if not timedelta() <= today - date.fromisoformat(record.day) < timedelta(days=OPEN_DAYS):
        return None
    return ComesBack(
        record.day, record.text, _("{partner} made a bid:"), _("{partner} made a bid: {text}"), both=True,
        not_for=record.from_, outcomes=("done",), done=_("turned toward it"),
    )  # fmt: skip


def _answered(_outcome: Outcome, _day: str) -> Plain:
    return {"response": "toward"}


OPEN_DAYS: Final = 14
"""Days for which an open bid can still be turned toward; Today names it in the first of them."""

KIND = Kind(
    Bid,
    (_("Bid"), _("Bids")),
    sign="◇",
    needs=("response",),
    own=lambda record, solo: audiences.is_own(record, solo=solo),  # the quick path asks it, too
    sentence=_sentence,
    found_by=lambda record, names: (names.person(record.from_), record.response or "open"),
    comes_back=_comes_back,
    answered=_answered,
    told=_told,
    in_short=_in_short,
    repeats=("from_",),
)
