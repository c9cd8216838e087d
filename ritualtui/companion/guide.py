"""Being guided through a ritual: a ``practice`` session whose every step is in the log before the next is shown.

Both faces drive this one class, so a ritual done by keys, by mouse, line by line or through a pipe leaves the same
records. Whatever was passed is kept at once; leaving, or being killed, loses nothing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ritualtui import clock, freetext, kinds, messages, records
from ritualtui.companion import partners_copy, ritual_summary
from ritualtui.companion.coming import KEPT_DAYS
from ritualtui.companion.listener_words import ListenerWords
from ritualtui.companion.log import Log
from ritualtui.companion.open_log import Edit
from ritualtui.companion.seen import Seen
from ritualtui.companion.stamps import removed
from ritualtui.errors import UsageError
from ritualtui.kinds import Checkin, Detail, Ritual
from ritualtui.practice import ritual_records, step_kinds
from ritualtui.practice import ritual_run as sessions
from ritualtui.practice.decks import Card
from ritualtui.practice.rituals import RitualDef
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

_OWN: Final = ("number", "feelings")
"""What a page asks for that is for its giver alone."""
_DAYS_AHEAD: Final = (1, 2, 3, 7)
"""Days until something comes back, as they are offered."""
_MOST_ASKED: Final = 2
"""So many are named: the page has room for these."""
Draw = Callable[[str, bool, tuple[str, ...]], Card | None]
"""Draws a card of a deck by its name, easy or not, that is none of these (ids)."""


class Guide:
    """One run of a ritual. ``session`` is where it stands (``practice.ritual_run``), ``draw`` has other questions.

    ``talks`` is how often it was begun before: a listener's words are drawn by it. ``first`` is whose turn comes first.
    """

    def __init__(
        self, companion: "OpenLog", ritual: RitualDef, present: str, easy: bool, questions: dict[str, Card], draw: Draw,
        *, talks: int = 0, first: str = "",
    ) -> None:  # fmt: skip
        self._c = companion
        self._draw = draw
        people = companion.people
        self._began = companion.time.ms()
        self._at = clock.rfc3339(companion.time.now())
        self._day = companion.today
        self._minutes = 0.0
        self._ids: dict[str, str] = {}  # page key → the record that stands for it
        self._stands: dict[str, dict[str, Any]] = {}  # page key → the fields it has
        self._before: dict[str, dict[str, Any]] = {}  # page key → what its record says from an earlier sitting
        self._ahead: dict[str, int] = {}  # page key → days until what is given there comes back, where that was said
        self._shared: dict[str, bool] = {}  # page key → whether the rating there is shared, where that was said
        self.by_season = False
        """Whether it's short because it's a hard season, so that the whole of it is offered at its beginning."""
        self._avoid: tuple[str, ...] = tuple(card.id for card in questions.values())
        self.session = sessions.begin(
            ritual,
            sessions.Person(*people.me),
            sessions.Person(*people.partner),
            present=present,
            form="easy" if easy else "full",
            questions=questions,
            first=first,
        )
        self._listening = ListenerWords(ritual, talks, "/".join(sorted(people.names())))
        self.session = self.session.with_cues(
            {key: cues for page in self.session.pages for key, cues in self._listening.for_page(page).items()}
        )

    @property
    def day(self) -> str:
        """The logical day of this run, an ISO date."""
        return self._day

    @property
    def page(self) -> sessions.Page | None:
        """The page to show; None at the end."""
        return self.session.page

    def forward(self, value: str | int | None = None, *, shared: bool | None = None) -> None:
        """Pass the page with what was given on it. Raises ``UsageError`` where that is unfit; then nothing moved.

        ``shared``: whether a rating is shared; None leaves that as it is.
        """
        self._to(self.session.forward(value), shared=shared)

    def skip(self) -> None:
        """Pass the page without doing it."""
        self._to(self.session.skip(), shared=False)

    @property
    def may_share(self) -> bool:
        """Whether there is a rating on this page that can be shared: it is its giver's alone otherwise."""
        return self.page is not None and self.page.wants == "number" and not self._c.people.solo

    @property
    def shared(self) -> bool:
        """Whether the rating on this page is shared."""
        return self.page is not None and self._shared.get(self.page.key, False)

    def share(self, shared: bool) -> None:
        """Share the rating on this page, given or still to come; or leave it for its giver alone."""
        self._to(self.session, shared=shared)

    def who_sees(self) -> str:
        """Who will see what is given on this page; empty where that isn't worth a word."""
        if self.page is None or self.page.wants not in _OWN or self._c.people.solo:
            return ""
        if self.shared:
            return messages.RATING_SHARED
        people = self._c.people
        elsewhere = self.page.by == people.partner.id and not people.both
        said = messages.RATING_OWN
        if elsewhere:
            reach = partners_copy.way(self._c.places, people)
            said = messages.RATING_GOES if reach == "sync" else messages.RATING_ONLY_HERE
        return said.format(by=freetext.one_line(people.name(self.page.by or people.me.id)))

    @property
    def hint(self) -> str:
        """The quieter line of the page; on one with a listener, also what they picked earlier to ask about."""
        page = self.page
        if page is None:
            return ""
        names = {ident: freetext.one_line(name) for ident, name in self._c.people.names().items()}
        opening = self._opening if page.kind.heard else None
        asks = self._picked_by(page.to) if page.kind.heard and self.session.present == kinds.BOTH and page.to else []
        lines = [
            _("{to}, ask {by} about {what}.").format(to=names[page.to or ""], by=names[page.by or ""], what=what)
            for what in asks
        ]
        asked = [opening.text] if opening is not None else []
        return "\n".join([*asked, *lines, *([page.hint] if page.hint else [])])

    @property
    def _opening(self) -> Card | None:
        """The question that the talk began with."""
        steps = [step.id for step in self.session.ritual.steps if step_kinds.BY_NAME[step.kind].begins]
        return self.session.questions.get(steps[0]) if steps else None

    @property
    def each_other(self) -> list[str]:
        """How close each of two at one computer said they feel, a line each; empty unless both said it."""
        return ritual_summary.each_other(self.session, self._c.people)

    def _picked_by(self, person: str) -> list[str]:
        """What ``person`` picked in a ritual for today or the days before, and nobody asked yet."""
        oldest = (date.fromisoformat(self._c.today) - timedelta(days=KEPT_DAYS)).isoformat()
        found = [
            record
            for record in self._c.of(Detail)
            if record.picked and not record.done and oldest < (record.due or "") <= self._c.today
        ]
        return [freetext.quoted(record.text) for record in found if record.said_by == person][-_MOST_ASKED:]

    def back(self) -> None:
        """Go one page back."""
        self.session = self.session.back()

    def easier(self) -> None:
        """Go on in the low-energy form."""
        self._to(self.session.easier())

    @property
    def may_be_whole(self) -> bool:
        """Whether the whole of it can still be had instead of the short version."""
        session = self.session
        return self.by_season and session.form == "easy" and session.index == 0

    def whole(self) -> None:
        """Go through the whole of it."""
        if self.may_be_whole:
            self._to(self.session.whole())

    def park(self, text: str) -> None:
        """Put a to-do aside, to be shown after."""
        self._to(self.session.park(text))

    def another(self) -> None:
        """Draw another question in place of this one."""
        page = self.session.page
        if page is None or page.question is None:
            return
        card = self._draw(page.step.deck, self.session.form == "easy", self._avoid)
        if card is not None:
            self._avoid = (*self._avoid, card.id)
            self._to(self.session.another(card))

    def go_on(self, record: Ritual) -> None:
        """Take up a run that was left: its record is the one that is continued."""
        self._ids[""] = record.id
        self._minutes = record.minutes
        if record.first:
            self.session = self.session.begun_by(record.first)
        self.session = self.session.resume(record.steps, record.parked, self._answered(record))
        self._stands[""] = ritual_records.ritual_fields(self.session, record.minutes)

    @property
    def comes_back(self) -> date | None:
        """The day on which what is given on this page comes back; None where it doesn't."""
        page = self.page
        if page is None or page.kind.due_in is None:
            return None
        return date.fromisoformat(self._day) + timedelta(days=self._ahead.get(page.key, page.kind.due_in))

    def bring_back(self, day: date) -> None:
        """Have what is given on this page, or was, come back on another day.

        Raises ``UsageError`` for one before today.
        """
        page, ahead = self.page, (day - date.fromisoformat(self._day)).days
        if page is None or page.kind.due_in is None:
            return
        if ahead < 0:
            raise UsageError(_("That day is over."), _("Say tonight, tomorrow, friday, or a date to come."))
        self._ahead[page.key] = ahead
        self._to(self.session)

    def bring_back_later(self) -> None:
        """The next of a few days; after the last, the first again."""
        page, day = self.page, self.comes_back
        if page is None or day is None:
            return
        days = [page.kind.due_in or 0, *(one for one in _DAYS_AHEAD if one > (page.kind.due_in or 0))]
        now = (day - date.fromisoformat(self._day)).days
        ahead = next((one for one in days if one > now), days[0])
        self.bring_back(date.fromisoformat(self._day) + timedelta(days=ahead))

    def take_on(self) -> int:
        """Whoever is here takes on what was parked, by tomorrow: a promise each. Returns how many."""
        parked = self.session.parked
        due = (date.fromisoformat(self._day) + timedelta(days=1)).isoformat()
        by = self.session.here.id
        self._c.group(Log).add_all(
            [{"kind": "promise", "by": by, "text": line, "due": due} for line in parked], self.session.ritual.name
        )
        return len(parked)

    @property
    def may_swap(self) -> bool:
        """Whether the other could begin instead."""
        page = self.page
        return page is not None and page.kind.begins and self.session.present == kinds.BOTH

    @property
    def other_first(self) -> str:
        """The name of whoever would begin instead."""
        return self.session.in_turn[-1].name

    def swap(self) -> None:
        """Let the other begin."""
        if self.may_swap:
            self._to(self.session.begun_by(self.session.in_turn[-1].id))

    def other_words(self) -> None:
        """Other words for whoever listens on this page."""
        self.session = self.session.with_cues(self._listening.for_page(self.page))

    def _answered(self, record: Ritual) -> set[str] | None:
        """The pages that each answers alone and that were answered in the sitting of ``record``; it is gone on with.

        None where the ritual has no such pages that go together. What was answered stays in its entry and is not shown
        again: whoever goes on may be the other one.
        """
        keys = ritual_records.check_in_keys(self.session)
        answered: set[str] = set()
        for person, key in keys.items():
            # One that has words was noted by itself.
            mine = [
                one
                for one in self._c.shelf.of(Checkin)
                if one.said_by == person and one.day == record.day and record.at <= one.at and not one.text
            ]
            if mine:
                found = max(mine, key=lambda one: (one.at, one.id))
                self._ids[key] = found.id
                pages, self._before[key] = ritual_records.check_in_pages(self.session, person, found)
                answered |= pages
        return answered if keys else None

    def summary(self) -> list[str]:
        """What was kept, a line each, and nothing else."""
        return ritual_summary.summary(self.session, self._c.people, self._shared)

    def _to(self, after: sessions.Session, *, shared: bool | None = None) -> None:
        """Keep what ``after`` holds, then be there: where keeping fails, one is still on the page.

        ``shared``: whether a rating on the page that is left is shared.
        """
        before, sharing = self.session, dict(self._shared)
        if shared is not None and self.may_share and self.page is not None:
            self._shared[self.page.key] = shared
        self.session = after
        try:
            self._sync()
        except BaseException:
            self.session, self._shared = before, sharing
            raise

    def _wanted(self) -> dict[str, dict[str, Any]]:
        """Page key → the fields of the record that should stand for it; the ritual itself under the empty key."""
        wanted: dict[str, dict[str, Any]] = {}
        kinds_of = {step.id: step_kinds.BY_NAME[step.kind] for step in self.session.ritual.steps}
        for keep in ritual_records.kept(self.session):
            wanted[keep.key] = {"kind": keep.kind, **self._before.get(keep.key, {}), **keep.fields}
            if (due_in := kinds_of[keep.step].due_in) is not None:
                due = date.fromisoformat(self._day) + timedelta(days=self._ahead.get(keep.key, due_in))
                wanted[keep.key]["due"] = due.isoformat()
            if keep.kind == "checkin" and self._talks_inside:
                wanted[keep.key]["minutes"] = round(min(self._minutes + self._so_far(), 1440.0), 1)
            if keep.kind == "detail" and self.session.present == kinds.BOTH:
                wanted[keep.key]["picked"] = True
        for key, shared in self._shared.items():
            if key in wanted:
                wanted[key]["audience"] = "ours" if shared else "self"
        if self.session.done or self.session.parked:
            minutes = self._minutes + self._so_far()
            wanted[""] = {"kind": "ritual", **ritual_records.ritual_fields(self.session, minutes)}
        return wanted

    @property
    def _talks_inside(self) -> bool:
        """Whether this ritual asks what the talk was about, so that its minutes are worth keeping."""
        return any(step.kind == "topic" for step in self.session.ritual.steps)

    def _so_far(self) -> float:
        """Minutes of this sitting."""
        return (self._c.time.ms() - self._began) / 60_000

    def _sync(self) -> None:
        """Journal, as one change, what of the session is not in the log yet."""
        wanted = self._wanted()
        if not _news(wanted, self._stands):
            return
        ids = dict(self._ids)
        self._c.save(lambda: Edit(self._difference(wanted, ids), f"{self.session.ritual.name}"))
        me = self._c.people.me.id
        to_me = [ids[key] for key, fields in wanted.items() if fields.get("to") == me and key not in self._ids]
        self._ids, self._stands = ids, wanted
        if to_me:
            self._c.group(Seen).typed_here(to_me)

    def _difference(self, wanted: dict[str, dict[str, Any]], ids: dict[str, str]) -> "list[Plain]":
        """The records that have to change; ``ids`` says then which record stands for which page."""
        made = []
        for key in [*wanted, *(key for key in self._stands if key not in wanted)]:
            old = self._c.raw(ids[key]) if key in ids else None
            if old is not None and old.get("deleted"):
                old = None
                ids.pop(key)  # removed elsewhere meanwhile; what is typed now is a new one
            if key not in wanted:
                if old is not None:
                    made.append(removed(old["id"], old["kind"]))
                ids.pop(key, None)
            elif old is None or wanted[key] != self._stands.get(key):
                record = self._version(wanted[key], old)
                ids[key] = record["id"]
                made.append(record)
        return made

    def _version(self, fields: "Plain", old: "Plain | None") -> "Plain":
        """A whole record from ``fields``: a new one, or the next version of ``old``."""
        c, now = self._c, self._c.time.now()
        base: Plain = {"by": c.people.me.id, "at": self._at if fields["kind"] == "ritual" else clock.rfc3339(now)}
        if old is not None:
            base |= {key: old[key] for key in ("by", "at", "day", "audience")}
            fields = {key: value for key, value in fields.items() if key != "by"}
        checked = records.check({**base, **fields}, now=now, turn=c.turn, solo=c.people.solo)
        if old is None:
            checked = c.people.kept(checked)
        elif old.get("voice"):
            checked["voice"] = old["voice"]
        return {**checked, "id": old["id"] if old else clock.uuid7(c.time.ms())}


def _news(wanted: dict[str, dict[str, Any]], stands: dict[str, dict[str, Any]]) -> bool:
    """Whether anything but the minutes differs: time alone is not worth a line."""

    def rest(fields: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {key: {k: v for k, v in value.items() if k != "minutes"} for key, value in fields.items()}

    return rest(wanted) != rest(stands)
