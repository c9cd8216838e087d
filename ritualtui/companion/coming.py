"""What comes back: everything with a day on which it is brought up again, and the three answers to it.

    companion.coming.all()                                  # follow-ups, promises, dates, planned time, by day
    companion.coming.answer(companion.coming.find("her review"), "move", date(2026, 12, 4))

Whether and when a record comes back, and what an answer makes of it, is said in its kind's row. A promise is its
writer's own to answer, and comes back for nobody else.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ritualtui import freetext, kinds, records
from ritualtui.companion import settings
from ritualtui.companion.log import SHORT, Log
from ritualtui.errors import UsageError
from ritualtui.kinds import ComesBack, Kind, Outcome, Record
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

KEPT_DAYS: Final = 7
"""Days for which Today brings something up. Then it is let be, not brought up for ever; it can still be answered."""
_LEAP_DAY: Final = "-02-29"
_MOST_NAMED: Final = 4
_SHORTEST: Final = 4
"""Letters of an id."""


class Back(NamedTuple):
    """A record, and how it comes back."""

    record: Record
    comes: ComesBack


def _comes(row: Kind, record: Record, today: date, in_march: Callable[[], bool]) -> ComesBack | None:
    """How ``record`` comes back; not at all where its day is in no calendar, as another program may have written it.

    ``in_march``: whether a day that is on 29 February is 1 March in other years, where its kind has it on the 28th.
    """
    if row.comes_back is None:
        return None
    leaps = (getattr(record, "on", None) or "").endswith(_LEAP_DAY) and in_march()
    try:
        comes = row.comes_back(record, today - timedelta(days=1) if leaps else today)
        if comes is None:
            return None
        day = date.fromisoformat(comes.day)
        if leaps and (day.month, day.day) == (2, 28):
            comes = comes._replace(day=(day + timedelta(days=1)).isoformat())
        return comes._replace(id=record.id, asks=comes.asks and row.answered is not None)
    except ValueError:
        return None


def _is_for(me: str, record: Record, comes: ComesBack) -> bool:
    """Whether it comes back for ``me``: it is my own, or for both of us and not only for the other."""
    return me != comes.not_for and (comes.both or record.said_by == me)


class Coming:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def all(self, today: date | None = None) -> list[Back]:
        """What comes back for whoever is here and has no answer yet, by day; also what its day is over for.

        ``today`` may be another day, to be looked at from there.
        """
        c, today = self._c, today or date.fromisoformat(self._c.today)
        me = c.people.me.id
        in_march = cache(lambda: settings.load(c.places)[0].leap == "march")  # most have no such day, and read no file
        found = [
            Back(record, comes)
            for row in kinds.ROWS
            if row.comes_back is not None
            for record in c.of(row.record)
            if (comes := _comes(row, record, today, in_march)) and _is_for(me, record, comes)
        ]
        return sorted(found, key=lambda back: (back.comes.day, back.record.id))

    def today(self) -> tuple[ComesBack, ...]:
        """What Today says of it: what has come within a week, and of some kinds what is so many days away."""
        return tuple(back.comes for back in self.on(date.fromisoformat(self._c.today)))

    def on(self, day: date) -> list[Back]:
        """What Today says, or will say, on ``day``, as things stand."""
        oldest = (day - timedelta(days=KEPT_DAYS)).isoformat()
        return [
            back
            for back in self.all(day)
            if oldest < back.comes.day <= day.isoformat()
            or (date.fromisoformat(back.comes.day) - day).days in back.comes.early
        ]

    def find(self, asked: str) -> Back:
        """What comes back and is meant by ``asked``: the end of its id, or words that only one has.

        Raises ``UsageError`` where there is none, or more than one.
        """
        said = freetext.clean(asked, freetext.TEXT_LIMIT, "what").strip()
        every, ident = self.all(), said.lower().lstrip("#…")
        found = [back for back in every if len(ident) >= _SHORTEST and back.record.id.endswith(ident)]
        words = freetext.searched(said).split()
        found = found or [
            back for back in every if words and all(word in freetext.searched(back.comes.text) for word in words)
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UsageError(
                _("Nothing that comes back is called {asked}.").format(asked=freetext.quoted(asked)),
                _("`ritualtui coming` shows what does."),
            )
        ids = ", ".join(back.record.id[-SHORT:] for back in found[:_MOST_NAMED])
        raise UsageError(
            _("{asked} could be more than one.").format(asked=freetext.quoted(asked)),
            _("Say which by its id: {ids}.").format(ids=ids),
        )

    def answer(self, back: Back, outcome: Outcome, day: date | None = None, why: str = "") -> Record | None:
        """Answer: ``done``, ``move`` (to ``day``) or ``letgo`` (``why`` is kept with it, where it stays).

        Returns it as it stands then; None where it goes.

        Raises ``UsageError`` where it has no such answer.
        """
        record = back.record
        row = kinds.of(record)
        if row.answered is None or outcome not in back.comes.outcomes:
            other = _("`ritualtui letgo` takes it off the list, `move` changes it.")
            other = _("`ritualtui done` answers it.") if "done" in back.comes.outcomes else other
            raise UsageError(_("That comes and goes by itself."), other)
        made = row.answered(outcome, day.isoformat() if day else "")
        log = self._c.group(Log)
        if made.get("deleted"):
            log.remove(record.id)
            return None
        log.edit(record.id, {**made, "why": why} if why and "why" in records.fields(record.kind) else made)
        return next((one for one in self._c.of(type(record)) if one.id == record.id), None)
