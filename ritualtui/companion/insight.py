"""What the log says about how it is going: the pulse over all that whoever is here may see."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ritualtui.companion.rituals import Rituals
from ritualtui.insight.pulse import Answer, Pulse, pulse
from ritualtui.insight.series import Row, series
from ritualtui.kinds import Definition, Mark, Pause, Plan, Question, Record

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

NUDGE: Final = "nudge:"
"""What a mark on a nudge is on: this, its kind, ``:`` and the ISO day on which it spoke."""
_LOOKS_BACK: Final = 1096
"""Days of the past that an early word rests on: three years."""


class Insight:
    """See the module. Pure functions do the work; nothing of it is kept on the disk."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._live: tuple[date, tuple[str, ...], tuple[list[Row], Pulse]] | None = None
        self._at = (-1, 0)

    @property
    def closed(self) -> date:
        """The last day that is over: a running day says nothing yet."""
        return date.fromisoformat(self._c.today) - timedelta(days=1)

    def people(self) -> tuple[str, ...]:
        """Whose closeness and whose words are looked at: both ids, mine first; alone, mine."""
        people = self._c.people
        return (people.me.id,) if people.solo else (people.me.id, people.partner.id)

    def answers(self) -> list[Answer]:
        """What was answered to *logging less, or living less?*, and on which day, oldest first."""
        found: list[Answer] = []
        for mark in self._c.of(Mark):
            if mark.of.startswith(f"{NUDGE}logging-less:") and mark.text in ("logging", "living"):
                with suppress(ValueError):  # of no day that there is
                    found.append((date.fromisoformat(mark.day), mark.text))  # type: ignore[arg-type]
        return sorted(found)

    def asking(self) -> Callable[[], tuple[list[Row], Pulse]]:
        """Takes a look at the log now; what it returns makes rows and pulse of the closed days, anywhere.

        Of the last three years: what lies further back weighs less than a five-hundredth in what is usual.

        It costs nothing where no closed day has changed since.
        """
        c, last, people = self._c, self.closed, self.people()
        self._at, changes = c.shelf.changes(self._at)
        at = self._at
        if changes is None or any(_matters(record, last) for pair in changes for record in pair):
            self._live = None
        elif self._live is not None and self._live[:2] == (last, people):
            known = self._live[2]
            return lambda: known
        since = (last - timedelta(days=_LOOKS_BACK)).isoformat()
        records = [r for r in c.visible() if r.day >= since or isinstance(r, Pause | Plan)]
        rituals, answers = list(c.group(Rituals).ever.values()), self.answers()

        def make() -> tuple[list[Row], Pulse]:
            rows = series(records, people, rituals, until=last)
            found = rows, pulse(rows, answers)
            if self._at == at:  # what has changed meanwhile is not in it
                self._live = last, people, found
            return found

        return make


def _matters(record: Record | None, last: date) -> bool:
    """Whether the closed days may look another way with this record."""
    if record is None:
        return False
    return isinstance(record, Mark | Pause | Plan | Definition | Question) or record.day <= last.isoformat()
