"""A mark on an entry of the other, on a nudge, on a question card or a deck."""

from typing import Final, Literal

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


_SAID: Final = {
    ("favourite", "card"): (_("{by} gave a question card a star"), _("{by} took a star off a question card")),
    ("never", "card"): (_("{by} set a question card aside"), _("{by} has a question card drawn again")),
    ("never", "theme"): (_("{by} set a theme of questions aside"), _("{by} has a theme of questions drawn again")),
    ("open", "deck"): (_("{by} switched a deck on"), _("{by} switched a deck off")),
}
"""What it's on → what it says while it is ``on``, and where that was taken back."""


def _sentence(record: Mark, say: Saying) -> str:
    by, said = say.by(record), _SAID.get((record.mark, record.of.partition(":")[0]))
    if said is not None:
        return said[record.text != "on"].format(by=by)
    parts = (record.mark, record.of, quoted(record))
    return f"{by}, {record.kind}: {', '.join(part for part in parts if part)}"


KIND = Kind(
    Mark, (_("Mark"), _("Marks")), needs=("of", "mark"), words=("marker", "markers"), sentence=_sentence, setting=True,
    offered=False,
)  # fmt: skip
