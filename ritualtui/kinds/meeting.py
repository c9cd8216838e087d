"""A weekly talk about us."""

from ritualtui.kinds.base import Kind, Lines, Minutes, Record, Telling, Told, Words
from ritualtui.strings import _


class Meeting(Record, frozen=True, kw_only=True, tag="meeting"):
    """A weekly talk about us, in its four parts."""

    feeling: Words = ""
    appreciations: Lines = ()
    concerns: Lines = ()
    plans: Lines = ()
    minutes: Minutes = 0
    complete: bool = False


def _told(record: Meeting, tell: Telling) -> Told:
    said = [(tell.say["feeling"], record.feeling)]
    for part in ("appreciations", "concerns", "plans"):
        said += [(tell.say[part], text) for text in getattr(record, part)]
    return tell.line(tell.say["meeting"], *said)


KIND = Kind(Meeting, (_("Weekly talk"), _("Weekly talks")), sign="□", words=("state-of-the-union",), told=_told)
