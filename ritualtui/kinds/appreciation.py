"""An appreciation: something good about the other, said."""

from ritualtui.kinds.base import Kind, Record, Saying, Tags, Telling, Told, Words, quoted
from ritualtui.strings import _


class Appreciation(Record, frozen=True, kw_only=True, tag="appreciation"):
    """Something good about the other, said."""

    to: str = ""
    text: Words = ""
    tags: Tags = ()


def _sentence(record: Appreciation, say: Saying) -> str:
    tags = "".join(f" #{tag}" for tag in record.tags)
    return f"{say.by(record)} → {say.person(record.to)}: {quoted(record)}{tags}"


def _told(record: Appreciation, tell: Telling) -> Told:
    lead = tell.say["appreciation"].format(by=tell.by(record), to=tell.person(record.to))
    return tell.line(lead, ("", record.text))


KIND = Kind(
    Appreciation,
    (_("Appreciation"), _("Appreciations")),
    sign="♥",
    needs=("to", "text"),
    words=("thank-you", "thank-yous", "thanks"),
    sentence=_sentence,
    found_by=lambda record, names: (names.person(record.to), *record.tags),
    told=_told,
    repeats=("to", "tags"),
)
