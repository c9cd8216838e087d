"""Guided rituals, those done away from the screen, and the plans behind them."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ritualtui import clock, freetext
from ritualtui.companion.guide import Guide
from ritualtui.companion.log import BEGINNING
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.practice import decks, rituals
from ritualtui.records import BOTH, Answer, Ritual
from ritualtui.store import toml

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion


def known(places: Places) -> tuple[dict[str, rituals.RitualDef], tuple[str, ...]]:
    """Every ritual by id, those we ship and then one's own, and what is wrong in one's own file, a line each."""
    shipped = rituals.shipped()
    path = places.own_rituals
    try:
        own, problems = rituals.parse(toml.read(path), path)
    except UnicodeDecodeError:
        return shipped, (f"{path}: not text in UTF-8; your own rituals are left out.",)
    except RitualError as err:
        return shipped, (f"{err.what} Your own rituals are left out.",)
    return rituals.combine(shipped, own), problems


class Rituals:
    """See the module. ``problems`` are the mistakes in one's own file of rituals, a line each."""

    def __init__(self, companion: "Companion") -> None:
        self._c = companion
        self.problems: tuple[str, ...] = ()

    @cached_property
    def all(self) -> dict[str, rituals.RitualDef]:
        """Every ritual by id: those we ship, then one's own. A broken one of one's own is left out and told."""
        found, self.problems = known(self._c.places)
        return found

    def find(self, name: str) -> rituals.RitualDef:
        """The ritual with this id, or whose id or name begins with it. Raises ``UsageError``."""
        asked = freetext.alike(freetext.clean(name, 80, "ritual"))
        if asked in self.all:
            return self.all[asked]
        names = {ident: freetext.alike(ritual.name) for ident, ritual in self.all.items()}
        exact = [ident for ident, called in names.items() if asked == called]
        close = exact or [
            i for i, called in names.items() if asked and (i.startswith(asked) or called.startswith(asked))
        ]
        if len(close) == 1:
            return self.all[close[0]]
        if close:
            raise UsageError(f"{freetext.quoted(name)} could be {' or '.join(close)}.", "Say which.")
        raise UsageError(f"There is no ritual {freetext.quoted(name)}.", f"There are {', '.join(self.all)}.")

    def plan_shipped(self) -> None:
        """Write the plans of the rituals we ship that have days, in force from the beginning of the log."""
        self._c.log.add_all(
            [
                {"kind": "plan", "ritual": r.id, "days": list(r.days), "opens": r.opens, "closes": r.closes}
                for r in rituals.shipped().values()
                if r.days
            ],
            BEGINNING,
        )

    def did(
        self, name: str, at: datetime | None = None, present: str | None = None
    ) -> tuple[rituals.RitualDef, str, bool]:
        """Keep a ritual done away from the screen, at ``at`` (now by default), by ``present`` (``both`` or an id).

        A ritual counts once a day: one that stands there already is left alone, or completed. Returns the ritual,
        the logical day, and whether anything was new.
        """
        c = self._c
        ritual = self.find(name)
        moment = at or c.time.now()
        day = clock.logical_day(moment, c.turn).isoformat()
        there = [r for r in c.of(Ritual) if r.ritual == ritual.id and r.day == day]
        if not c.people.solo:
            there = [r for r in there if r.audience == "ours"]  # one that was kept alone says nothing to the other
        if any(r.complete for r in there):
            return ritual, day, False
        if there:
            c.log.edit(max(there, key=lambda r: (r.at, r.id)).id, {"complete": True})
        else:
            c.log.add({
                "kind": "ritual", "ritual": ritual.id, "at": clock.rfc3339(moment), "complete": True, "guided": False,
                "present": present or (c.people.me.id if c.people.solo else BOTH),
            })  # fmt: skip
        return ritual, day, True

    def begin(self, name: str, *, easy: bool = False, present: str | None = None) -> Guide:
        """Begin to guide a ritual; ``present`` is ``both`` or an id (by default: both, or me in solo mode)."""
        c = self._c
        ritual = self.find(name)
        present = present or (c.people.me.id if c.people.solo else BOTH)
        return Guide(c, ritual, present, easy, self._questions(ritual, easy))

    def unfinished(self, ident: str | None = None) -> Ritual | None:
        """The newest guided ritual of today that was left before its end; none where it was done today already.

        ``ident``: of this ritual only.
        """
        c = self._c
        today = c.today
        mine = [r for r in c.of(Ritual) if r.day == today and r.ritual in self.all and ident in (None, r.ritual)]
        done = {r.ritual for r in mine if r.complete}
        left = [r for r in mine if r.guided and not r.complete and r.ritual not in done]
        return max(left, key=lambda r: (r.at, r.id), default=None)

    def resume(self, record: Ritual) -> Guide:
        """Go on with a ritual that was left."""
        guide = self.begin(record.ritual, easy=record.form == "easy", present=record.present)
        guide.go_on(record)
        return guide

    def draw(self, deck: str, *, easy: bool = False, avoid: tuple[str, ...] = ()) -> decks.Card | None:
        """Today's card of a deck, one that has not come up for longest; None where there is no such deck."""
        c = self._c
        found = self._decks.get(deck)
        if found is None or not found.cards:
            return None
        couple = "/".join(sorted(c.people.names()))
        asked = decks.asked_in(c.of(Answer))
        return decks.draw(found, asked, date.fromisoformat(c.today), couple, easy, avoid)

    @cached_property
    def _decks(self) -> dict[str, decks.Deck]:
        return decks.shipped()

    def _questions(self, ritual: rituals.RitualDef, easy: bool) -> dict[str, decks.Card]:
        drawn = {step.id: self.draw(step.deck, easy=easy) for step in ritual.steps if step.kind == "ask"}
        return {ident: card for ident, card in drawn.items() if card is not None}
