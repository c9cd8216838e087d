"""Care given, and how."""

from ritualtui.kinds.base import Kind, Record, Short, Telling, Told, Words
from ritualtui.strings import _


class Care(Record, frozen=True, kw_only=True, tag="care"):
    """Care I gave, and through which channel (a free tag)."""

    channel: Short = ""
    text: Words = ""


def _told(record: Care, tell: Telling) -> Told:
    channel = [tell.short(record.channel)] if record.channel.strip() else []
    return tell.line(", ".join([tell.say["care"].format(by=tell.by(record)), *channel]), ("", record.text))


KIND = Kind(Care, (_("Care given"), _("Care given")), sign="+", needs=("channel",), told=_told)
