"""One short line for a prompt or a bar: what ritual it is time for, how much there is to ask about.

A bystander reads it, so no words of the log are in it: a ritual we ship goes by its name, one of somebody's own by
none, what comes back is counted. Worked out for the days ahead, moment by moment, and left in a small file that
``status_line`` reads.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ritualtui import messages, status_line
from ritualtui.companion.coming import Back, Coming
from ritualtui.companion.rituals import Rituals
from ritualtui.errors import RitualError
from ritualtui.kinds import Detail, Pause, Plan, Ritual
from ritualtui.practice import plans, rituals, windows
from ritualtui.practice.rhythms import MOST_WEEKS
from ritualtui.store import files

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

_DAYS: Final = 3
"""Days ahead that are worked out."""
_FRESH: Final = 1
"""Days ahead below which a file is written anew."""
_BLOCKS: Final = 4
"""Languages, or ways of writing the hour, that are kept beside each other."""
_LONGEST_PERIOD: Final = 7 * MOST_WEEKS
_A_MOMENT: Final = 0.2


class Now(NamedTuple):
    """What a moment has: the ritual it is time for, its name for bystanders, until when; how much has come back.

    ``ask`` are things to ask the other about, ``more`` what else Today names. Nothing: empty, or 0.
    """

    ritual: str = ""
    until: str = ""
    ask: int = 0
    more: int = 0

    @property
    def line(self) -> str:
        """All of it in one line, empty where there is nothing."""
        return messages.status(self.ritual, self.until, self.ask, self.more)


class _Meant(NamedTuple):
    """A ritual: its name for bystanders, its plans and pauses, the days on which it was done."""

    name: str
    plan: plans.Planned
    pauses: plans.Pauses
    done: frozenset[date]


class Status:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def now(self) -> Now:
        """What this moment has."""
        return self._at(self._c.time.now().replace(tzinfo=None), self._meant(), self._c.group(Coming).on)

    def moments(self) -> list[tuple[datetime, str]]:
        """The line that holds now, and each other one with the moment from which it does."""
        meant, coming = self._meant(), cache(self._c.group(Coming).on)  # a day has many moments
        now = self._c.time.now().replace(tzinfo=None, second=0, microsecond=0)
        found: list[tuple[datetime, str]] = []
        for moment in sorted({now, *(edge for edge in self._edges(now, meant) if edge > now)}):
            line = self._at(moment, meant, coming).line
            if not found or found[-1][1] != line:
                found.append((moment, line))
        return found

    def leave(self) -> None:
        """Write the file, where the one that is there is not of the log as it is, or knows too little. Never raises.

        As today's first picture it is read and written under the lock: nothing is in it that was burned meanwhile.
        """
        c = self._c
        path, where = c.places.status, (c.places.home, c.places.config)
        soon = c.time.now().replace(tzinfo=None) + timedelta(days=_FRESH)
        if status_line.holds(status_line.read(path), *where, f"{soon:{status_line.MOMENT}}") is not None:
            return
        with suppress(RitualError, OSError), c.storage.writing(_A_MOMENT):
            c.refresh()
            stamp, here = status_line.stamp(*where), status_line.block()
            lines = [f"{at:{status_line.MOMENT}} {line}" for at, line in self.moments()]
            end = c.time.now().replace(tzinfo=None) + timedelta(days=_DAYS)
            mine = [here, *lines, f"{end:{status_line.MOMENT}} {status_line.END}"]
            others = [block for block in _blocks(status_line.read(path), stamp) if block[0] != here]
            every = [line for block in [mine, *others[: _BLOCKS - 1]] for line in block]
            files.replace(path, "\n".join([stamp, *every, ""]).encode())

    def _meant(self) -> list[_Meant]:
        c, shipped = self._c, rituals.shipped()
        done: dict[str, set[date]] = {}
        since = (date.fromisoformat(c.today) - timedelta(days=_LONGEST_PERIOD)).isoformat()
        for record in c.of(Ritual):
            if record.day >= since and (record.complete or not record.guided):
                with suppress(ValueError):
                    done.setdefault(record.ritual, set()).add(date.fromisoformat(record.day))
        return [
            _Meant(
                shipped[ident].name if ident in shipped else messages.STATUS_RITUAL,
                plans.planned([*plans.default(ritual), *c.of(Plan)], ident),
                plans.pauses(c.of(Pause), ident), frozenset(done.get(ident, ())),
            )
            for ident, ritual in c.group(Rituals).all.items()
        ]  # fmt: skip

    def _edges(self, now: datetime, meant: list[_Meant]) -> Iterator[datetime]:
        """Every moment of the days ahead at which something may change."""
        for ahead in range(_DAYS):
            with suppress(OverflowError):
                day = now.date() + timedelta(days=ahead)
                yield datetime.combine(day, time(self._c.turn))
                for one in meant:
                    for end in one.plan.window(day) or ():
                        yield datetime.combine(day, end)

    def _at(self, moment: datetime, meant: list[_Meant], coming: Callable[[date], list[Back]]) -> Now:
        c = self._c
        day = (moment - timedelta(hours=c.turn)).date()
        if plans.pauses(c.of(Pause)).paused(day):
            return Now()
        open_ = [(left, one) for one in meant if (left := self._left(one, day, moment)) is not None]
        name, until = "", ""
        if open_:
            left, first = min(open_, key=lambda pair: pair[0])
            name, until = first.name, f"{moment + left:%H:%M}"
        if c.people.both:
            return Now(name, until)  # whoever looks: what one of the two wants to ask is for that one alone
        back = coming(day)
        ask = sum(isinstance(one.record, Detail) for one in back)
        return Now(name, until, ask, len(back) - ask)

    def _left(self, one: _Meant, day: date, moment: datetime) -> timedelta | None:
        """How long it is still time for a ritual; None where it is not, or where any time will do."""
        window = one.plan.window(day)
        if window is None or window[0] == window[1] or not one.plan.is_planned(day) or one.pauses.paused(day):
            return None
        rhythm = one.plan.rhythm(day)
        reached = rhythm is not None and rhythm.so_far(one.done, day) >= rhythm.times
        if day in one.done or reached or windows.window_state(moment, window, self._c.turn) != "now":
            return None
        closes = datetime.combine(moment.date(), window[1])
        return closes - moment if closes > moment else closes + timedelta(days=1) - moment


def _blocks(lines: list[str], stamp: str) -> list[list[str]]:
    """What a file that is of the same log has in each language."""
    found: list[list[str]] = []
    for line in lines[1:] if lines and lines[0] == stamp else ():
        if line.startswith(status_line.BLOCK):
            found.append([])
        if found and line:
            found[-1].append(line)
    return found
