"""Care that was felt."""

from typing import Annotated

from msgspec import Meta

from ritualtui.kinds.base import Kind, Record, Short, Telling, Told, Words
from ritualtui.strings import _


class Landed(Record, frozen=True, kw_only=True, tag="landed"):
    """Care that reached me: the channel, what it was about, and how much it reached me (0–4)."""

    channel: Short = ""
    about: Words = ""
    much: Annotated[int, Meta(ge=0, le=4)] | None = None


def _told(record: Landed, tell: Telling) -> Told:
    channel = [tell.short(record.channel)] if record.channel.strip() else []
    much = [tell.say["much"].format(n=record.much)] if record.much is not None else []
    return tell.line(", ".join([tell.say["landed"].format(by=tell.by(record)), *channel, *much]), ("", record.about))


KIND = Kind(Landed, (_("Care that was felt"), _("Care that was felt")), sign="✓", needs=("channel",), told=_told)
