"""A mark on an entry of the other, on a nudge, on a question card or a deck."""

from typing import Literal

from ritualtui.kinds.base import Kind, Record, Saying, Short, Words, quoted
from ritualtui.strings import _


class Mark(Record, frozen=True, kw_only=True, tag="mark"):
    """My mark on something that is another's: on the record ``of``, or on the nudge, card, theme or deck of that name.

    A card is a ``favourite`` or comes ``never``, and so does a theme; a deck that takes two is ``open`` for me. Such a
    mark holds where its ``text`` is ``on``.
    """

    of: Short = ""
    mark: Literal["favourite", "meeting", "seen", "reply", "dismissed", "never", "open"] = "favourite"
    text: Words = ""


def _sentence(record: Mark, say: Saying) -> str:
    parts = (record.mark, record.of, quoted(record))
    return f"{say.by(record)}, {record.kind}: {', '.join(part for part in parts if part)}"


KIND = Kind(
    Mark, (_("Mark"), _("Marks")), needs=("of", "mark"), words=("marker", "markers"), sentence=_sentence, setting=True,
    offered=False,
)  # fmt: skip
