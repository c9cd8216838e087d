"""A mark on an entry of the other, or on a nudge."""

from typing import Literal

from ritualtui.kinds.base import Kind, Record, Saying, Short, Words, quoted
from ritualtui.strings import _


class Mark(Record, frozen=True, kw_only=True, tag="mark"):
    """My mark on something that is another's: on the record ``of``, or on the nudge of that name."""

    of: Short = ""
    mark: Literal["favourite", "meeting", "seen", "reply", "dismissed"] = "favourite"
    text: Words = ""


def _sentence(record: Mark, say: Saying) -> str:
    parts = (record.mark, record.of, quoted(record))
    return f"{say.by(record)}, {record.kind}: {', '.join(part for part in parts if part)}"


KIND = Kind(
    Mark, (_("Mark"), _("Marks")), needs=("of", "mark"), words=("marker", "markers"), sentence=_sentence, setting=True,
    offered=False,
)  # fmt: skip
