"""What two people have under way: what comes back, promises and bids that are open, what was lately done.

    companion.together.coming()     # by day, for whoever is here
    companion.together.ours()       # promises of both, bids without an answer
    companion.together.lately()     # answered in the last two weeks, newest first

A line has its record's id, so one can go from it to the entry. Nobody is shown what the other had to do and did not:
a promise of the other's is on the list while it is open, and afterwards only where it was done.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ritualtui import clock, freetext
from ritualtui.companion.coming import KEPT_DAYS, Coming
from ritualtui.kinds import Bid, Detail, Outing, Promise, Record
from ritualtui.kinds.bid import OPEN_DAYS
from ritualtui.strings import _, dates

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.kinds import ComesBack, Outcome

LATELY_DAYS: Final = 14
"""So long what was done is on the list."""


class Entry(NamedTuple):
    """A line. ``id`` is its record's. ``day`` is an ISO date, ``said`` the words, ``note`` a few beside them.

    ``outcomes``: the answers it has here; ``done``: what that one is called, where it isn't called so.
    """

    id: str
    day: str
    said: str
    note: str = ""
    outcomes: "tuple[Outcome, ...]" = ()
    done: str = ""


class Together:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def coming(self) -> list[Entry]:
        """What comes back, by day; what came in the last days and has no answer, as of today.

        What Today has let be stands at the end, without a day.
        """
        oldest = (date.fromisoformat(self._c.today) - timedelta(days=KEPT_DAYS)).isoformat()
        partner = freetext.one_line(self._c.people.partner.name)
        made = []
        for record, comes in self._c.group(Coming).all():
            if isinstance(record, Bid):
                continue  # it stands among what is open
            said = f"{comes.lead.format(partner=partner)} {freetext.one_line(comes.text)}".strip()
            let_be = comes.day <= oldest
            day = "" if let_be else max(comes.day, self._c.today)
            made.append(_entry(record, day, said, _short_day(comes.day) if let_be else "", comes))
        return sorted(made, key=lambda entry: (not entry.day, entry.day))

    def ours(self) -> list[Entry]:
        """Open promises of both, then open bids that can still be answered."""
        back = {back.record.id: back.comes for back in self._c.group(Coming).all()}
        return [*self._promises(back), *self._bids(back)]

    def _promises(self, back: Mapping[str, "ComesBack"]) -> Iterator[Entry]:
        c = self._c
        open_ = [one for one in c.of(Promise) if one.state in ("open", "renegotiated") and one.due]
        for one in sorted(open_, key=lambda one: (one.due or "", one.id)):
            mine = one.said_by == c.people.me.id
            who = freetext.one_line(c.people.name(one.said_by))
            said = _("{name} promised: {text}").format(name=who, text=freetext.one_line(one.text))
            # The day of the other's is theirs: past it, nothing here says so.
            due = one.due if one.due and (mine or one.due >= c.today) else ""
            note = _("by {day}").format(day=_short_day(due)) if due else ""
            yield _entry(one, "", said, note, back.get(one.id))

    def _bids(self, back: Mapping[str, "ComesBack"]) -> Iterator[Entry]:
        c = self._c
        oldest = (date.fromisoformat(c.today) - timedelta(days=OPEN_DAYS)).isoformat()
        for one in sorted(c.of(Bid), key=lambda one: (one.at, one.id)):
            if one.response is None and oldest < one.day <= c.today and one.audience == "ours":
                who = freetext.one_line(c.people.name(one.from_))
                text = freetext.one_line(one.text)
                said = _("{name}’s bid: {text}") if text else _("{name} made a bid")
                said = said.format(name=who, text=text)
                yield _entry(one, "", said, _short_day(one.day), back.get(one.id))

    def lately(self) -> list[Entry]:
        """What was done in the last two weeks, newest first."""
        c = self._c
        oldest = date.fromisoformat(c.today) - timedelta(days=LATELY_DAYS)
        found: list[tuple[int, Entry]] = []
        for record, said in self._done():
            ms = clock.stamp_ms(record.stamp)
            try:
                day = clock.logical_day(clock.local(datetime.fromtimestamp(ms // 1000, UTC)), c.turn)
            except (OverflowError, ValueError, OSError):
                continue  # a clock that was years off
            if oldest < day <= date.fromisoformat(c.today):
                found.append((ms, Entry(record.id, day.isoformat(), said)))
        return [entry for _ms, entry in sorted(found, key=lambda pair: (-pair[0], pair[1].id))]

    def _done(self) -> Iterator[tuple[Record, str]]:
        c = self._c
        me, partner = c.people.me.id, freetext.one_line(c.people.partner.name)
        for detail in c.of(Detail):
            if detail.said_by == me and detail.done:
                text = freetext.one_line(detail.text)
                yield detail, _("Asked {partner} about {text}").format(partner=partner, text=text)
            elif detail.said_by == me and detail.why and not detail.due:
                yield detail, _let_go(detail.text, detail.why)
        for promise in c.of(Promise):
            if promise.state == "kept":
                who = freetext.one_line(c.people.name(promise.said_by))
                yield promise, f"{freetext.one_line(promise.text)} ({who})"
            elif promise.state == "renegotiated" and not promise.due and promise.said_by == me:
                yield promise, _let_go(promise.text, promise.why)
        for outing in c.of(Outing):
            if outing.done:
                yield outing, freetext.one_line(outing.text)


def _entry(record: Record, day: str, said: str, note: str, comes: "ComesBack | None") -> Entry:
    """A line with the answers that its record has for whoever is here."""
    if comes is None or not comes.asks:
        return Entry(record.id, day, said, note)
    return Entry(record.id, day, said, note, comes.outcomes, comes.done)


def _let_go(text: str, why: str) -> str:
    """What was let go, and why where that was said."""
    said = _("{text} (let go: {why})") if why else _("{text} (let go)")
    return said.format(text=freetext.one_line(text), why=freetext.one_line(why))


def _short_day(day: str) -> str:
    """``Sat 21 Nov``; one that is in no calendar, as another program may have written it, as it is."""
    try:
        return dates.short_day(date.fromisoformat(day))
    except ValueError:
        return freetext.one_line(day)
