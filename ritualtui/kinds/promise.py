"""A promise, even a small one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from ritualtui import freetext, messages
from ritualtui.kinds.base import ComesBack, Day, Kind, Outcome, Plain, Record, Saying, Telling, Told, Words, quoted
from ritualtui.strings import _


class Promise(Record, frozen=True, kw_only=True, tag="promise"):
    """A promise, even a small one. ``renegotiated``: it has another day, or none where it was let go; both are good.

    ``why``: what was said when it was let go.
    """

    text: Words = ""
    due: Day | None = None
    state: Literal["open", "kept", "renegotiated", "missed"] = "open"
    why: Words = ""


def _sentence(record: Promise, say: Saying) -> str:
    became = {
        "open": "", "kept": _("done"), "missed": _("not this time"),
        "renegotiated": _("moved") if record.due else _("let go"),
    }[record.state]  # fmt: skip
    due = _("by {day}").format(day=messages.day_heading(record.due)) if record.due else ""
    why = freetext.one_line(record.why) if record.state == "renegotiated" and not record.due else ""
    what = ", ".join(part for part in (quoted(record), due, became, why) if part)
    return _("{by} promised: {what}").format(by=say.by(record), what=what)


def _told(record: Promise, tell: Telling) -> Told:
    due = [tell.say["due"].format(day=tell.day(record.due))] if record.due else []
    return tell.line(
        ", ".join([tell.say[f"promise_{record.state}"].format(by=tell.by(record)), *due]), ("", record.text)
    )


def _in_short(promises: Sequence[Promise], say: Mapping[str, Any]) -> Mapping[str, str]:
    states: Counter[str] = Counter(promise.state for promise in promises)
    order = ("open", "kept", "renegotiated", "missed")
    said = [say[f"state_{one}"].format(n=messages.number(states[one])) for one in order if states[one]]
    return {"how": ", ".join(said)}


def _comes_back(record: Promise, today: date) -> ComesBack | None:
    if record.state not in ("open", "renegotiated") or not record.due:
        return None
    return ComesBack(record.due, record.text, _("You promised:"), _("You promised: {text}"))


def _answered(outcome: Outcome, day: str) -> Plain:
    again = {"state": "renegotiated", "due": day if outcome == "move" else None}
    return {"state": "kept"} if outcome == "done" else again


KIND = Kind(
    Promise, (_("Promise"), _("Promises")), sign="→", needs=("text",),
    sentence=_sentence, comes_back=_comes_back, answered=_answered, told=_told, in_short=_in_short,
)  # fmt: skip
