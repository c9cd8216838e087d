"""Guided rituals, those done away from the screen, and the plans behind them."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ritualtui import clock, freetext, messages
from ritualtui.companion import own_rituals, settings, shared_rituals
from ritualtui.companion.log import BEGINNING, Log
from ritualtui.errors import UsageError
from ritualtui.kinds import BOTH, WEEKDAYS, Answer, Definition, Pause, Ritual
from ritualtui.practice import decks, plans, rituals
from ritualtui.strings import _, nearest

if TYPE_CHECKING:
    from ritualtui.companion.guide import Guide
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.ritual_maker import Draft


_KEY = "ritual."
"""What the id of a key that begins a ritual begins with."""


def _with_note(text: str, note: str) -> str:
    """A note after those that are there; the same one again adds nothing."""
    return text if not note or note in text.split("\n") else f"{text}\n{note}".strip()


class Rituals:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._known: tuple[Sequence[Definition], shared_rituals.Known] | None = None
        self._here: tuple[object, frozenset[str], dict[str, rituals.RitualDef]] | None = None

    @property
    def known(self) -> shared_rituals.Known:
        """Every ritual there is or was: ours, those of one's own file, those of other machines."""
        kept = self._c.of(Definition)
        if self._known is None or self._known[0] is not kept:
            device = str(self._c.state.header["device"])
            self._known = kept, shared_rituals.known(rituals.shipped(), self._own, kept, device)
        return self._known[1]

    @property
    def all(self) -> dict[str, rituals.RitualDef]:
        """Every ritual that is offered here, by id: those we ship, one's own, those of other machines. Not the hidden.

        A broken one of one's own is left out and told.
        """
        here, hidden = self.known.here, self.hidden
        if self._here is None or self._here[0] is not here or self._here[1] != hidden:
            self._here = here, hidden, {ident: one for ident, one in here.items() if ident not in hidden}
        return self._here[2]

    @property
    def ever(self) -> dict[str, rituals.RitualDef]:
        """Every ritual by id that can be read, also one that is hidden or was taken out: days before still count."""
        return self.known.ever

    @property
    def names(self) -> dict[str, str]:
        """Id → name, the last one known, of every ritual that ever had one here."""
        return self.known.names

    def name(self, ident: str) -> str:
        """What the ritual with this id is called; by its id where nothing else is known."""
        return self.names.get(ident, ident)

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of those that are hidden on this machine."""
        return frozenset(self._settings[0].hidden)

    def hide(self, name: str, hidden: bool) -> rituals.RitualDef:
        """Hide a ritual on this machine, or show it again; nothing else changes. Raises ``RitualError``."""
        ritual = self.find(name)
        names = [ident for ident in self._settings[0].hidden if ident != ritual.id]
        settings.save(self._c.places, "hidden", [*names, ritual.id] if hidden else names)
        del self._settings
        return ritual

    @cached_property
    def _settings(self) -> tuple[settings.Settings, tuple[str, ...]]:
        return settings.load(self._c.places)

    @cached_property
    def _own(self) -> shared_rituals.Own:
        return shared_rituals.read(self._c.places)

    @property
    def problems(self) -> tuple[str, ...]:
        """The mistakes in one's own file, and what the settings name that is not there, a line each."""
        found, told = self._settings[0], []
        keys = [key.removeprefix(_KEY) for key in found.keys if key.startswith(_KEY)]
        for where, ident in (*(("hidden", ident) for ident in found.hidden), *(("keys", ident) for ident in keys)):
            if ident not in self.names:
                hint = nearest.ending(ident, self.known.here)
                path, name = self._c.places.settings, freetext.quoted(ident)
                told.append(messages.NO_SUCH_RITUAL.format(path=path, where=where, name=name, hint=hint))
        return (*self._own.problems, *told)

    def keep_own(self) -> None:
        """Keep in the log what one's own files say, where that is news, so that it can travel; noted for people."""
        known = self.known
        came = {ident: known.names[ident] for ident in known.came}
        c = self._c
        c.state.notes += shared_rituals.keep(c, self._own, rituals.shipped(), came)
        if own_rituals.differs(c.places.own_decks, c.state.header.get(own_rituals.DECKS)):
            from ritualtui.companion.questions import Questions

            c.group(Questions).keep_own()
            c.state.notes += c.group(Questions).problems

    def make(self, draft: "Draft") -> rituals.RitualDef:
        """Put a ritual that was made on the screen into one's own file. Raises ``RitualError``."""
        from ritualtui.companion import ritual_maker

        ident = ritual_maker.save(self._c.places, draft, self.names, date.fromisoformat(self._c.today))
        del self._own
        self._known = self._here = None
        self.keep_own()
        return self.known.here[ident]

    def find(self, name: str) -> rituals.RitualDef:
        """The ritual with this id, or whose id or name begins with it, hidden or not. Raises ``UsageError``."""
        asked = freetext.alike(freetext.clean(name, 80, "ritual"))
        here = self.known.here
        if asked in here:
            return here[asked]
        names = {ident: freetext.alike(ritual.name) for ident, ritual in here.items()}
        exact = [ident for ident, called in names.items() if asked == called]
        close = exact or [
            i for i, called in names.items() if asked and (i.startswith(asked) or called.startswith(asked))
        ]
        if len(close) == 1:
            return here[close[0]]
        if close:
            raise UsageError(
                _("{name} could be {close}.").format(name=freetext.quoted(name), close=" or ".join(close)),
                _("Say which."),
            )
        wrong = next(iter(self._own.problems), "")
        for ident, called in self.names.items():
            if asked in (ident, freetext.alike(called)) and not wrong:
                raise self._not_here(ident)
        there = _("The rituals are {all}.").format(all=", ".join(self.all)) if self.all else ""
        raise UsageError(_("There's no ritual {name}.").format(name=freetext.quoted(name)), wrong or there)

    def named_first(self, words: Sequence[str]) -> tuple[str, Sequence[str]]:
        """The name that ``words`` begin with and the words after it: as many as are the whole name of a ritual.

        So “morning goodbye” is one ritual and no note on another. The first word by itself where there is no such name.
        """
        whole = {freetext.alike(ritual.name) for ritual in self.known.here.values()}
        for size in range(len(words), 1, -1):
            if freetext.alike(" ".join(words[:size])) in whole:
                return " ".join(words[:size]), words[size:]
        return words[0], words[1:]

    def _not_here(self, ident: str) -> UsageError:
        """Why a ritual whose name is known cannot be done."""
        name = freetext.one_line(self.name(ident))
        if ident in self.ever or not any(one.ritual == ident and not one.withdrawn for one in self._c.of(Definition)):
            return UsageError(messages.RITUAL_GONE.format(name=name), messages.RITUAL_GONE_NEXT)
        return UsageError(messages.RITUAL_UNREADABLE.format(name=name), messages.RITUAL_UNREADABLE_NEXT)

    def plan_shipped(self) -> None:
        """Write the plans of the rituals we ship that have days, in force from the beginning of the log."""
        self._c.group(Log).add_all(
            [
                {"kind": "plan", "ritual": r.id, **r.plan, "days": list(r.days)}
                for r in rituals.shipped().values()
                if r.days
            ],
            BEGINNING,
        )

    def did(
        self, name: str, at: datetime | None = None, present: str | None = None, note: str = ""
    ) -> tuple[rituals.RitualDef, str, bool]:
        """Keep a ritual done away from the screen, at ``at`` (now by default), by ``present`` (``both`` or an id).

        A ritual counts once a day: one that is there already is left alone, or completed. A ``note`` on it goes with
        what whoever is here logged that day; beside what the other logged it is an entry of its own, for it is their
        words. Returns the ritual, the logical day, and whether anything was new.
        """
        c = self._c
        ritual = self.find(name)
        moment = at or c.time.now()
        day = clock.logical_day(moment, c.turn).isoformat()
        there = [r for r in c.of(Ritual) if r.ritual == ritual.id and r.day == day]
        if not c.people.solo:
            there = [r for r in there if r.audience == "ours"]  # one that was kept alone says nothing to the other
        note = freetext.clean(note)
        done = any(r.complete for r in there)
        if done and not note:
            return ritual, day, False
        mine = [r for r in there if not note or r.by == c.people.me.id]
        if mine:
            last = max(mine, key=lambda r: (r.complete, r.at, r.id))
            changes = {"complete": True, "text": _with_note(last.text, note)}
            return ritual, day, c.group(Log).edit(last.id, changes)["stamp"] != last.stamp
        c.group(Log).add({
            "kind": "ritual", "ritual": ritual.id, "at": clock.rfc3339(moment), "complete": True, "guided": False,
            "present": present or (c.people.me.id if c.people.solo else BOTH), "text": note,
        })  # fmt: skip
        return ritual, day, True

    def begin(self, name: str, *, easy: bool | None = None, present: str | None = None) -> "Guide":
        """Begin to guide a ritual; ``present`` is ``both`` or an id (by default: both, or me in solo mode).

        ``easy``: in its short version; None: where it's a hard season.
        """
        from ritualtui.companion.guide import Guide  # what is logged, and what Today asks, guides nobody

        c = self._c
        by_season = easy is None and self._is_hard
        easy = easy or by_season
        ritual = self.find(name)
        present = present or (c.people.me.id if c.people.solo else BOTH)
        if present == BOTH and settings.load(c.places)[0].apart:
            ritual = rituals.in_two_places(ritual)
        before = [record for record in c.of(Ritual) if record.ritual == ritual.id and record.guided]
        guide = Guide(
            c, ritual, present, easy, self._questions(ritual, easy),
            lambda deck, easier, avoid: self.draw(deck, easy=easier, avoid=avoid),
            talks=len(before), first=self._first(before) if ritual.takes_turns else "",
        )  # fmt: skip
        guide.by_season = by_season and ritual.easy_steps != ritual.steps
        return guide

    def _first(self, before: Sequence[Ritual]) -> str:
        """Who begins, an id: whoever did not the last time, the other of the two computers asks the same records."""
        last = max((r for r in before if r.first), key=lambda r: (r.day, r.at, r.id), default=None)
        both = sorted(self._c.people.names())
        return next((ident for ident in both if last is None or ident != last.first), "")

    def unfinished(self, ident: str | None = None) -> Ritual | None:
        """The newest guided ritual of today that was left before its end; none where it was done today already.

        ``ident``: of this ritual only.
        """
        c = self._c
        today = c.today
        among = self.all if ident is None else self.known.here
        mine = [r for r in c.of(Ritual) if r.day == today and r.ritual in among and ident in (None, r.ritual)]
        done = {r.ritual for r in mine if r.complete}
        left = [r for r in mine if r.guided and not r.complete and r.ritual not in done]
        return max(left, key=lambda r: (r.at, r.id), default=None)

    def resume(self, record: Ritual) -> "Guide":
        """Go on with a ritual that was left."""
        guide = self.begin(record.ritual, easy=record.form == "easy", present=record.present)
        guide.go_on(record)
        return guide

    def draw(self, deck: str, *, easy: bool = False, avoid: tuple[str, ...] = ()) -> decks.Card | None:
        """Today's card of a deck or a pool, one that has not come up for longest; None where there is no such deck."""
        from ritualtui.companion.questions import Questions

        c = self._c
        if (found := self._pool(deck)) is None or not found.cards:
            return c.group(Questions).for_step(deck, tired=easy, avoid=avoid)
        couple = "/".join(sorted(c.people.names()))
        asked = decks.asked_in(c.of(Answer))
        easy = easy or self._is_hard
        return decks.draw(found, asked, date.fromisoformat(c.today), couple, easy, avoid)

    @property
    def _is_hard(self) -> bool:
        return plans.is_hard(self._c.of(Pause), date.fromisoformat(self._c.today))

    def _pool(self, name: str) -> decks.Deck | None:
        """The lines of a pool that fit the day, as questions."""
        from ritualtui.practice import pools

        return pools.as_deck(name, {WEEKDAYS[date.fromisoformat(self._c.today).weekday()]})

    def _questions(self, ritual: rituals.RitualDef, easy: bool) -> dict[str, decks.Card]:
        drawn = {step.id: self.draw(step.deck, easy=easy) for step in ritual.steps if step.deck}
        return {ident: card for ident, card in drawn.items() if card is not None}
