"""A repair after a small rupture."""

from collections.abc import Mapping, Sequence
from typing import Any

from ritualtui import messages
from ritualtui.kinds.base import Kind, Record, Telling, Told, Words, while_alone
from ritualtui.strings import _


class Repair(Record, frozen=True, kw_only=True, tag="repair"):
    """A small rupture: what happened, my part in it, what I would do differently."""

    text: Words = ""
    part: Words = ""
    instead: Words = ""
    open: bool = True


def _told(record: Repair, tell: Telling) -> Told:
    by = tell.by(record)
    still = [tell.say["still_open"]] if record.open else []
    return tell.line(
        ", ".join([tell.say["repair"].format(by=by), *still]),
        ("", record.text), (tell.say["part"].format(by=by), record.part), (tell.say["instead"], record.instead),
    )  # fmt: skip


def _in_short(repairs: Sequence[Repair], say: Mapping[str, Any]) -> Mapping[str, str]:
    still = sum(repair.open for repair in repairs)
    return {"still": say["still"].format(n=messages.number(still))} if still else {}


KIND = Kind(
    Repair, (_("Repair"), _("Repairs")), sign="∞", needs=("text",), own=while_alone, told=_told, in_short=_in_short
)
