"""A promise, even a small one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ritualtui import messages
from ritualtui.kinds.base import Day, Kind, Record, Telling, Told, Words
from ritualtui.strings import _


class Promise(Record, frozen=True, kw_only=True, tag="promise"):
    """A promise, even a small one. ``renegotiated`` early counts as good."""

    text: Words = ""
    due: Day | None = None
    state: Literal["open", "kept", "renegotiated", "missed"] = "open"


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


KIND = Kind(Promise, (_("Promise"), _("Promises")), sign="→", needs=("text",), told=_told, in_short=_in_short)
