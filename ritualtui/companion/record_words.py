"""A record in words: its sentence, whose it is and when it was, as a line of a list and by itself.

What a kind says is its row's (``kinds``); here it gets the names of this log, and what only some may know.
"""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ritualtui import freetext, kinds, messages
from ritualtui.companion.log import SHORT
from ritualtui.kinds import BOTH, Record
from ritualtui.strings import _, dates

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.rituals import Rituals


class RecordWords:
    """See the module. Also a ``kinds.base.Saying``, which the sentence of a kind asks for names."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    @cached_property
    def _rituals(self) -> "Rituals":
        from ritualtui.companion.rituals import Rituals

        return self._c.group(Rituals)

    def by(self, record: Record) -> str:
        """The name of whose words these are; marked where the other put them down, and both take part."""
        people = self._c.people
        name = people.name(record.said_by)
        if not record.voice or people.solo:
            return name
        return messages.WROTE_DOWN.format(voice=name, by=people.name(record.by))

    def hour(self, record: Record) -> str:
        """The time of day for whoever logged it; empty for the other, for whom the day is enough."""
        return dates.hour_written(self.clock_time(record))

    def clock_time(self, record: Record) -> str:
        """The same as HH:MM, which can be compared."""
        return freetext.one_line(record.at[11:16]) if record.by == self._c.people.me.id else ""

    def words(self, record: Record) -> str:
        """What a record says, in one line that is safe to show, for lists and for searching."""
        sentence = kinds.of(record).sentence
        return freetext.one_line(sentence(record, self) if sentence else self._retold(record)).rstrip(" :,")

    def person(self, ident: str) -> str:
        """See ``kinds.base.Saying``."""
        return self._c.people.name(ident)

    def ritual(self, ident: str) -> str:
        """See ``kinds.base.Saying``."""
        return self._rituals.name(ident)

    def present(self, ident: str) -> str:
        """See ``kinds.base.Saying``."""
        people = self._c.people
        if people.solo and ident == people.me.id:
            return ""
        return _("both") if ident == BOTH else people.name(ident)

    def kind(self, record: Record) -> str:
        """What an entry is, with what its own words don't say: which ritual and how it went, what was asked or rated.

        For the head of a place that shows those words whole.
        """
        head = kinds.of(record).head
        return freetext.one_line(head(record, self) if head else kinds.named(record.kind, many=False))

    def _retold(self, record: Record) -> str:
        """A record of a kind that there are few of, as a report has it."""
        from ritualtui.companion.report.narrative import Retelling

        retelling = Retelling(self._c.people, self._rituals.names)
        said = retelling.told(msgspec.structs.replace(record, by=record.said_by, voice="")).line
        return f"{self.by(record)}: {said}" if record.voice else said

    def entry(self, record: Record) -> str:
        """A record in a list: the end of its id, the time if it is one's own, what it says; if only one sees it."""
        own = f"  {messages.ONLY_YOU}" if record.audience == "self" and not self._c.people.solo else ""
        return f"{record.id[-SHORT:]}  {self.hour(record):<{dates.hour_width()}}  {self.words(record)}{own}"

    def line(self, record: Record) -> str:
        """A record by itself: what it says, and when it was."""
        on, hour = messages.day_in_words(record.day, date.fromisoformat(self._c.today)), self.hour(record)
        said = _("{words} ({day} at {hour})") if hour else _("{words} ({day})")
        return freetext.one_line(said.format(words=self.words(record), day=on, hour=hour))
