"""Looking: what Today shows, the list, and what an undo took back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ritualtui import freetext, kinds, messages, records
from ritualtui.companion.coming import Coming
from ritualtui.companion.log import ALONE, TOGETHER
from ritualtui.companion.pausing import Paused, Pausing
from ritualtui.companion.record_order import moment_of, newest
from ritualtui.companion.record_words import RecordWords
from ritualtui.companion.ritual_standing import RitualStanding, RitualToday
from ritualtui.companion.seasons import Season, Seasons
from ritualtui.kinds import (
    Appreciation,
    Bid,
    Checkin,
    Mark,
    Meeting,
    Record,
    Ritual,
)
from ritualtui.practice import streaks
from ritualtui.practice.rituals import RitualDef

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

_NAMED = 3  # records that an undo names one by one


def is_setting(record: Record) -> bool:
    """Whether a record says how things are meant or marked, or what there is to do, and not what happened."""
    return kinds.of(record).setting


class Today(NamedTuple):
    """What Today shows. ``latest`` is the newest appreciation that the partner left for whoever is here.

    ``others`` are the rituals that are meant for no day and were not begun today: they take no room, and can be begun.
    ``paused`` is the pause of everything that today is in; nothing is asked under it. ``season`` is the one that
    holds; in a hard one at most one thing that comes back is in ``due``. ``thanked`` and ``talked`` have for each of
    the last seven days, today last, the sign of a thank-you, and of a talk that the two sat down to, or "".
    """

    day: date
    now: datetime
    rituals: tuple[RitualToday, ...]
    others: tuple[RitualDef, ...]
    latest: Appreciation | None
    thanks: int
    bids: int
    due: tuple[kinds.ComesBack, ...]
    unfinished: Ritual | None
    empty: bool
    paused: Paused | None = None
    thanked: tuple[str, ...] = ()
    talked: tuple[str, ...] = ()
    season: Season | None = None


class Look(RecordWords):
    """See the module; records in words, too."""

    def __init__(self, companion: "OpenLog") -> None:
        super().__init__(companion)
        self._pausing = companion.group(Pausing)
        self._coming = companion.group(Coming)
        self._standing = companion.group(RitualStanding)
        self._seasons = companion.group(Seasons)

    def today(self) -> Today:
        """Everything Today shows, as of now."""
        c = self._c
        day, me = c.today, c.people.me.id
        alone = c.people.solo  # then what one wrote down in the other's name is all there is
        to_me = [r for r in c.of(Appreciation) if r.to == me and r.said_by != me and (alone or r.by != me)]
        shown = tuple(self.rituals())
        taken = {one.ritual.id for one in shown}
        season = self._seasons.now
        due = self._coming.today()
        return Today(
            date.fromisoformat(day),
            c.time.now(),
            shown,
            tuple(ritual for ident, ritual in self._rituals.all.items() if ident not in taken),
            newest(to_me),
            sum(r.day == day for r in c.of(Appreciation)),
            sum(r.day == day for r in c.of(Bid)),
            due[:1] if season is not None and season.mode == "hard" else due,
            self._rituals.unfinished(),
            not any(not is_setting(r) and r.kind != "pause" for r in c.visible()),
            self._pausing.now,
            self._lately("appreciation", c.of(Appreciation)),
            self._lately("checkin", [*c.of(Checkin), *c.of(Meeting)]),
            season,
        )

    def _lately(self, kind: str, found: Iterable[Record]) -> tuple[str, ...]:
        """For each of the last seven days, today last, the sign of ``kind`` where one of ``found`` is from it."""
        days, today = {record.day for record in found}, date.fromisoformat(self._c.today)
        so = [(today - timedelta(days=ago)).isoformat() in days for ago in reversed(range(7))]
        return tuple(kinds.sign(kind) if happened else "" for happened in so)

    def rituals(self) -> Iterable[RitualToday]:
        """How each ritual stands today, see ``RitualStanding.today``."""
        return self._standing.today()

    def days_with_a_ritual(self) -> streaks.Streak:
        """The streak over all rituals, see ``RitualStanding.together``."""
        return self._standing.together()

    def listed(
        self, *, kinds: Sequence[str] = (), person: str | None = None, since: str | None = None,
        until: str | None = None, words: str | None = None, audiences: Sequence[str] = ("ours", "self"),
        settings: bool = False, tags: Sequence[str] = (),
    ) -> list[Record]:  # fmt: skip
        """The visible records that fit, oldest first. ``person`` (an id) wrote them; days are inclusive.

        ``words``: every one of them occurs in what the record says, in any case, with accents or without; ``tags``:
        it has every one of them. ``settings``: plans and marks too, which are no part of what happened; naming their
        kind asks for them as well.
        """
        asked = freetext.searched(words).split() if words else []
        tagged = {freetext.tag(tag) for tag in tags}
        found = []
        for record in self._c.visible():
            if (
                (record.kind in kinds if kinds else settings or not is_setting(record))
                and (person is None or record.said_by == person)
                and (since is None or record.day >= since)
                and (until is None or record.day <= until)
                and record.audience in audiences
                and not (isinstance(record, Mark) and record.mark == "open")  # nobody is told who has said so
                and (not tagged or tagged <= {freetext.tag(tag) for tag in getattr(record, "tags", ())})
            ):
                said = freetext.searched(self.words(record)) if asked else ""
                if all(word in said for word in asked):
                    found.append(record)
        return sorted(found, key=moment_of)

    def current(self, ident: str) -> Record | None:
        """The record with this id as it stands; None where it is gone, or not one that can be shown here."""
        raw = self._c.state.get(ident)
        return self._shown(None if raw is None else records.read(raw))

    def _shown(self, record: Record | None) -> Record | None:
        """The record, where it is there to be seen by whoever is here."""
        c = self._c
        if record is None or record.deleted or not c.may_see(record, c.people.me.id):
            return None
        return record

    def undone(self, after: "list[Plain]", what: str = "") -> list[str]:
        """What an undo took back, a line each; ``after`` are the records as the change ``what`` had left them."""
        if what == TOGETHER:
            return [messages.ALONE_AGAIN]
        if what == ALONE:
            return [messages.TOGETHER_AGAIN.format(partner=freetext.one_line(self._c.people.partner.name))]
        return self._reversed(after, messages.UNDONE)

    def redone(self, after: "list[Plain]", what: str = "") -> list[str]:
        """What a redo made again, a line each; ``after`` are the records as the undo of ``what`` had left them."""
        if what == TOGETHER:
            return [messages.TOGETHER_AGAIN.format(partner=freetext.one_line(self._c.people.partner.name))]
        if what == ALONE:
            from ritualtui.companion import partners_copy

            return [f"{messages.ALONE_NOW} {partners_copy.alone(self._c)}"]
        return self._reversed(after, messages.REDONE)

    def _reversed(self, after: "list[Plain]", said: dict[str, str]) -> list[str]:
        """Each record that was there before or is there now, in the words of ``said``."""
        if len(after) > _NAMED:
            return [said["many"].format(count=len(after))]
        lines = []
        for was in after:
            now, then = self.current(was["id"]), self._shown(records.read(msgspec.json.encode(was)))
            if now is not None:
                lines.append(said["back" if was.get("deleted") else "changed"].format(what=self.line(now)))
            elif then is not None:
                lines.append(said["gone"].format(what=self.line(then)))
        return lines or [said["done"]]
