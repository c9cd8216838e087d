"""A follow-up: something to ask about later."""

from datetime import date

from ritualtui import messages
from ritualtui.kinds.base import (
    ComesBack,
    Day,
    Kind,
    Outcome,
    Plain,
    Record,
    Saying,
    Telling,
    Told,
    Words,
    always,
    quoted,
)
from ritualtui.strings import _


class Detail(Record, frozen=True, kw_only=True, tag="detail"):
    """Something the other mentioned, to come back to on the day ``due``.

    ``picked``: in a ritual, with the other there, so that a later one may bring it up in front of them; it is no
    surprise. ``why``: what was said when it was let go.
    """

    text: Words = ""
    due: Day | None = None
    done: bool = False
    picked: bool = False
    why: Words = ""


def _sentence(record: Detail, say: Saying) -> str:
    due = [_("on {day}").format(day=messages.day_heading(record.due))] if record.due else []
    parts = [quoted(record), *due, *([_("done")] if record.done else [])]
    return _("{by}, follow-up: {what}").format(by=say.by(record), what=", ".join(parts))


def _told(record: Detail, tell: Telling) -> Told:
    due = [tell.say["due"].format(day=tell.day(record.due))] if record.due else []
    return tell.line(", ".join([tell.say["detail"].format(by=tell.by(record)), *due]), ("", record.text))


def _comes_back(record: Detail, today: date) -> ComesBack | None:
    if record.done or not record.due:
        return None
    return ComesBack(record.due, record.text, _("Ask {partner} about"), _("Ask today: {text}"))


def _answered(outcome: Outcome, day: str) -> Plain:
    made: dict[Outcome, Plain] = {"done": {"done": True}, "move": {"due": day}, "letgo": {"due": None}}
    return made[outcome]


KIND = Kind(
    Detail,
    (_("Follow-up"), _("Follow-ups")),
    sign="…",
    needs=("text",),
    words=("followup", "followups"),
    own=always,  # it may be a surprise that is to come
    sentence=_sentence,
    comes_back=_comes_back,
    answered=_answered,
    told=_told,
)
