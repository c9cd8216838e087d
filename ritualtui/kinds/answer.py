"""An answer to a question from a deck."""

from ritualtui.kinds.base import Kind, Record, Short, Telling, Told, Words, quoted
from ritualtui.strings import _


class Answer(Record, frozen=True, kw_only=True, tag="answer"):
    """A question that came up (its id in a deck, and its words then), and what was said to it, if written."""

    question: Short = ""
    asked: Words = ""
    text: Words = ""


def _told(record: Answer, tell: Telling) -> Told:
    said = tell.say["answer" if record.text else "answered"]
    return tell.line(said.format(by=tell.by(record), asked=tell.short(record.asked)), ("", record.text))


KIND = Kind(
    Answer,
    (_("Answer"), _("Answers")),
    sign="?",
    needs=("question",),
    sentence=lambda record, say: _("{by} on “{asked}” {record}").format(
        by=say.by(record), asked=record.asked, record=quoted(record)
    ),
    head=lambda record, say: _("Answer to “{asked}”").format(asked=record.asked) if record.text else _("Answer"),
    found_by=lambda record, names: (record.asked,),
    told=_told,
    repeats=("question", "asked"),
)
