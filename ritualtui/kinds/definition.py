"""A ritual of one’s own, as the other computer gets to know it."""

from typing import Any

from ritualtui import messages
from ritualtui.kinds.base import Kind, Record, Saying, Short
from ritualtui.strings import _


class Definition(Record, frozen=True, kw_only=True, tag="definition"):
    """A ritual of somebody's own, as the file of one machine had it: its id, its name, the rest as plain data.

    So it can be done on the other machine, and keeps its name. ``withdrawn``: that file no longer has it.
    """

    ritual: Short = ""
    name: Short = ""
    definition: dict[str, Any] = {}  # noqa: RUF012 (msgspec gives each record its own)
    withdrawn: bool = False


def _sentence(record: Definition, say: Saying) -> str:
    steps = record.definition.get("steps")
    count = [messages.steps(len(steps))] if isinstance(steps, list) and steps else []
    gone = [messages.TAKEN_OUT] if record.withdrawn else []
    return _("{by}, ritual: {what}").format(
        by=say.by(record), what=", ".join([record.name or record.ritual, *count, *gone])
    )


KIND = Kind(
    Definition, (_("Ritual of your own"), _("Rituals of your own")), needs=("ritual", "name"), sentence=_sentence,
    setting=True,
)  # fmt: skip
