"""A question card of one’s own, as the other computer gets to know it."""

from typing import Annotated

from msgspec import Meta

from ritualtui.kinds.base import Kind, Record, Saying, Short, Tags, Words, quoted
from ritualtui.strings import _


class Question(Record, frozen=True, kw_only=True, tag="question"):
    """A card of somebody's own, as the file of one machine has it, with the deck it is in.

    ``name``, ``about`` and ``drawn`` are the deck's (see ``practice.decks``), for a deck the other machine lacks.
    """

    deck: Short = ""
    name: Short = ""
    about: Words = ""
    drawn: Short = ""
    card: Short = ""
    text: Words = ""
    depth: Annotated[int, Meta(ge=1, le=3)] = 1
    themes: Tags = ()
    gentle: bool = False
    asked: bool = False
    unless: Tags = ()


def _sentence(record: Question, say: Saying) -> str:
    return _("{by}, question in {deck}: {text}").format(
        by=say.by(record), deck=record.name or record.deck, text=quoted(record)
    )


KIND = Kind(
    Question, (_("Question of your own"), _("Questions of your own")), needs=("deck", "card", "text"),
    sentence=_sentence, setting=True,
)  # fmt: skip
