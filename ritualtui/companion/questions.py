"""Questions: the decks there are, tonight's card, another one by choice, stars, cards that shall never come.

    companion.questions.tonight()                   # the same on both machines, and all evening
    companion.questions.choose("dreams", another=True)
    companion.questions.star("drm-001")

A star, a card or theme that shall never come, and whether a deck that takes two is open for me, are ``Mark`` records,
so they reach the other machine. Which cards were looked at by choice is remembered by this machine alone (``seen``).
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ritualtui import freetext
from ritualtui.companion import settings, shared_decks
from ritualtui.companion.log import Log
from ritualtui.companion.seen import CARD, Seen
from ritualtui.errors import UsageError
from ritualtui.kinds import Answer, Mark, Pause, Question, Repair
from ritualtui.practice import decks, evening_card, plans
from ritualtui.practice.decks import Card, Deck
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

_CARD, _THEME, _DECK = "card:", "theme:", "deck:"
"""What a mark is on."""
_ON, _OFF = "on", "off"
_REMEMBERED: Final = timedelta(days=60)
"""So long a card that was looked at by choice stands back."""
_MOST_REMEMBERED: Final = 400


class Drawn(NamedTuple):
    """A card, and the deck it is from."""

    card: Card
    deck: Deck

    @property
    def first(self) -> str:
        """A line that is said before it; empty for most decks."""
        return self.deck.first


class Questions:
    """See the module."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion
        self._known: tuple[object, shared_decks.Own, dict[str, Deck]] | None = None
        self.before_first: Callable[[], object] = lambda: None
        """What is to be done before a first line stands among what somebody has seen: it must make nothing news."""

    # -- what there is

    @cached_property
    def _own(self) -> shared_decks.Own:
        return shared_decks.read(self._c.places)

    @property
    def every(self) -> dict[str, Deck]:
        """Every deck by id, also those that are not open here: ours, one's own, those of other machines."""
        kept = self._c.of(Question)
        if self._known is None or self._known[0] is not kept or self._known[1] is not self._own:
            device = str(self._c.state.header["device"])
            self._known = kept, self._own, shared_decks.known(decks.shipped(), self._own, kept, device)
        return self._known[2]

    @property
    def here(self) -> dict[str, Deck]:
        """The decks that one can draw from here, by id."""
        return {ident: deck for ident, deck in self.every.items() if self._is_here(deck)}

    @property
    def closed(self) -> list[Deck]:
        """The decks that take two and aren't open; whoever is here may have switched them on. None of them alone."""
        return [
            d for d in self.every.values() if d.drawn == "both" and not self._is_here(d) and not self._c.people.solo
        ]

    @property
    def problems(self) -> tuple[str, ...]:
        """The mistakes in one's own file, a line each."""
        return self._own.problems

    def keep_own(self) -> None:
        """Keep in the log what one's own file says, where that is news, so that it can travel."""
        shared_decks.keep(self._c, self._own)

    def add(self, deck: str, text: str, depth: int = decks.LIGHT) -> shared_decks.Added:
        """Put a card into one's own file, and into the log. Raises ``RitualError``."""
        added = shared_decks.add(self._c.places, deck, text, self.here, depth)
        del self._own
        self.keep_own()
        return added

    def find_deck(self, name: str) -> Deck:
        """The deck with this id or name, or that alone begins so. Raises ``UsageError``."""
        here = self.here
        asked = freetext.clean(name, 80, "deck")
        found = shared_decks.find(asked, here)
        if found is None:
            raise UsageError(
                _("There’s no deck {name}.").format(name=freetext.quoted(asked)),
                _("The decks are {all}.").format(all=", ".join(here)),
            )
        return found

    def find_card(self, ident: str) -> Drawn:
        """The card with this id, in a deck that is open here. Raises ``UsageError``."""
        asked = freetext.clean(ident, 80, "id").casefold().strip()
        for deck in self.here.values():
            for card in deck.cards:
                if card.id == asked:
                    return Drawn(card, deck)
        raise UsageError(
            _("There’s no card {ident}.").format(ident=freetext.quoted(asked)),
            _("Each card is shown with its id: `ritualtui question`."),
        )

    def _is_here(self, deck: Deck) -> bool:
        if deck.drawn == "both":
            return self.is_open(deck.id)
        return deck.drawn != "apart" or settings.load(self._c.places)[0].apart

    # -- drawing

    def tonight(self, *, tired: bool = False, avoid: tuple[str, ...] = ()) -> Drawn | None:
        """The question of the evening, from the decks that are drawn by themselves; None where every card is out.

        It depends on nothing but what both machines know, so it is the same on both.
        """
        card = evening_card.draw(
            self.every.values(), decks.asked_in(self._c.of(Answer)), self._today, self._couple, self._wanted(tired),
            avoid,
        )  # fmt: skip
        return None if card is None else self._with_deck(card)

    def for_step(self, deck: str, *, tired: bool = False, avoid: tuple[str, ...] = ()) -> Card | None:
        """The card for a step that names ``deck``; None where there is no such deck, or no card in it may come."""
        if deck == decks.EVENING:
            tonight = self.tonight(tired=tired, avoid=avoid)
            return None if tonight is None else tonight.card
        found = self.every.get(deck)
        if found is None or found.drawn == "both":  # such a deck is never part of a ritual
            return None
        wanted = self._wanted(tired)
        fit = [card for card in found.cards if card.id not in wanted.never and not card.asked]
        if wanted.hard:
            fit = [card for card in fit if card.depth < decks.DEEP]
        return self._drawn(Deck(found.id, found.name, found.about, tuple(fit)), tired or wanted.hard, avoid)

    def choose(
        self, deck: str | None = None, depth: int | None = None, *, another: bool = False, starred: bool = False
    ) -> Drawn:
        """A card by choice: of one deck, of one depth, with a star; ``another`` than those that were shown here today.

        Without any of them it is the evening's. Remembers that it was shown. Raises ``UsageError`` where there is none.
        """
        shown = self._shown()
        today = tuple(ident for ident, day in shown if day == self._today) if another else ()
        chosen = starred or deck is not None or depth is not None
        found = self._chosen(deck, depth, today, shown, starred) if chosen else self.tonight(avoid=today)
        if found is None:
            raise UsageError(_("No card fits that."), _("Leave --depth out, or name another deck."))
        self._remember(found.card.id, shown)
        return found

    def _chosen(
        self, name: str | None, depth: int | None, avoid: tuple[str, ...], shown: list[tuple[str, date]], starred: bool
    ) -> Drawn | None:
        by_choice = starred or name is not None
        here = [self.find_deck(name)] if name is not None else self.here.values()
        among = [deck for deck in here if by_choice or deck.drawn == "always"]
        wanted, stars = self._wanted(False), self.starred if starred else ()
        fit = [
            card
            for one in among
            for card in one.cards
            if (depth is None or card.depth == depth)
            and card.id not in wanted.never
            and not set(wanted.not_themes) & {*card.themes}
            and (by_choice or not card.asked)
            and (not starred or card.id in stars)
        ]
        before = [pair for pair in shown if pair[1] != self._today]
        card = self._drawn(Deck(name or decks.EVENING, "", "", tuple(fit)), wanted.hard, avoid, before)
        return None if card is None else self._with_deck(card)

    def _drawn(
        self, deck: Deck, easy: bool, avoid: tuple[str, ...], shown: Iterable[tuple[str, date]] = ()
    ) -> Card | None:
        if not deck.cards:
            return None
        asked = [*decks.asked_in(self._c.of(Answer)), *shown]
        return decks.draw(deck, asked, self._today, self._couple, easy, avoid)

    def _with_deck(self, card: Card) -> Drawn:
        deck = next(deck for deck in self.every.values() if card in deck.cards)
        return Drawn(card, deck)

    def _wanted(self, tired: bool) -> evening_card.Wanted:
        c, today = self._c, self._today
        lately = {today.isoformat(), (today - timedelta(days=1)).isoformat()}
        return evening_card.Wanted(
            tired=tired,
            hard=plans.is_hard(c.of(Pause), today),
            quarrel=any(record.day in lately for record in c.of(Repair)),
            solo=c.people.solo,
            not_themes=self.themes_out,
            never=self.never_cards,
        )

    @property
    def _today(self) -> date:
        return date.fromisoformat(self._c.today)

    @property
    def _couple(self) -> str:
        return "/".join(sorted(self._c.people.names()))

    # -- what was shown by choice

    def _shown(self) -> list[tuple[str, date]]:
        found = []
        for line in self._c.group(Seen).mine() or ():
            head, _, rest = line.partition(" ")
            day, _, ident = rest.partition(" ")
            try:
                if head == CARD and ident:
                    found.append((ident, date.fromisoformat(day)))
            except ValueError:
                continue
        return [pair for pair in found if self._today - _REMEMBERED < pair[1] <= self._today]

    def _remember(self, ident: str, shown: list[tuple[str, date]]) -> None:
        if (ident, self._today) in shown:
            return
        seen = self._c.group(Seen)
        if seen.mine() is None:
            self.before_first()
        others = [line for line in seen.mine() or () if not line.startswith(f"{CARD} ")]
        cards = [f"{CARD} {day.isoformat()} {card}" for card, day in [*shown, (ident, self._today)]]
        seen.save([*others, *cards[-_MOST_REMEMBERED:]])

    # -- marks

    @property
    def starred(self) -> frozenset[str]:
        """The ids of cards with a star: whoever said so last."""
        newest: dict[str, Mark] = {}
        for mark in self._marks("favourite", _CARD):
            if mark.of not in newest or (mark.stamp, mark.id) > (newest[mark.of].stamp, newest[mark.of].id):
                newest[mark.of] = mark
        return frozenset(of.removeprefix(_CARD) for of, mark in newest.items() if mark.text == _ON)

    @property
    def never_cards(self) -> frozenset[str]:
        """The ids of cards that one of the two doesn't want to be asked."""
        return self._out(_CARD)

    @property
    def themes_out(self) -> frozenset[str]:
        """The themes that one of the two doesn't want to be asked about."""
        return self._out(_THEME)

    @property
    def themes(self) -> list[str]:
        """Every theme there is in the decks that are open here."""
        return sorted({theme for deck in self.here.values() for card in deck.cards for theme in card.themes})

    def star(self, ident: str, on: bool = True) -> Drawn:
        """Give a card a star, or take it. Raises ``UsageError`` where there is no such card."""
        found = self.find_card(ident)
        if (found.card.id in self.starred) != on:
            self._say("favourite", f"{_CARD}{found.card.id}", on)
        return found

    def never(self, ident: str, on: bool = True) -> Drawn:
        """Never draw this card for us; or take that back, for me. Raises ``UsageError`` where there is no such card."""
        found = self.find_card(ident)
        self._say("never", f"{_CARD}{found.card.id}", on)
        return found

    def leave_out(self, theme: str, on: bool = True) -> str:
        """Draw no card about this theme for us; or take that back, for me. Raises ``UsageError``."""
        asked = freetext.alike(freetext.clean(theme, freetext.TAG_LIMIT, "theme"))
        found = next((known for known in self.themes if freetext.alike(known) == asked), None)
        if found is None:
            raise UsageError(
                _("There’s no theme {theme}.").format(theme=freetext.quoted(theme)),
                _("The themes are {all}.").format(all=", ".join(map(freetext.one_line, self.themes))),
            )
        self._say("never", f"{_THEME}{found}", on)
        return found

    def is_open(self, deck: str) -> bool:
        """Whether both have switched on a deck that takes two. There is no saying who has."""
        c = self._c
        said = {mark.by for mark in self._marks("open", _DECK) if mark.of == f"{_DECK}{deck}" and mark.text == _ON}
        return not c.people.solo and {c.people.me.id, c.people.partner.id} <= said

    def is_open_for_me(self, deck: str) -> bool:
        """Whether whoever is here has switched it on."""
        return any(mark.of == f"{_DECK}{deck}" and mark.text == _ON for mark in self._marks("open", _DECK, mine=True))

    def open(self, deck: str, on: bool = True) -> Deck:
        """Switch a deck that takes two on, or off, for whoever is here. Raises ``UsageError``."""
        two = {ident: one for ident, one in self.every.items() if one.drawn == "both"}
        found = shared_decks.find(freetext.clean(deck, 80, "deck"), two)
        if found is None:
            raise UsageError(
                _("“{deck}” is open as it is.").format(deck=freetext.one_line(self.find_deck(deck).name)),
                _("Only a deck that takes two is switched on."),
            )
        if self._c.people.solo:
            raise UsageError(_("That deck is for two."), _("It’s there once you share your log with your partner."))
        if on and not self._c.people.both and self._c.people.me.id != self._c.state.header["me"]:
            raise UsageError(
                _("Each of you switches that on for themselves."), _("{name} can do it on their own computer.").format(
                    name=freetext.one_line(self._c.people.me.name)
                ),
            )  # fmt: skip
        self._say("open", f"{_DECK}{found.id}", on)
        return found

    def _out(self, what: str) -> frozenset[str]:
        return frozenset(mark.of.removeprefix(what) for mark in self._marks("never", what) if mark.text == _ON)

    def _marks(self, mark: str, what: str, *, mine: bool = False) -> list[Mark]:
        me = self._c.people.me.id
        return [m for m in self._c.of(Mark) if m.mark == mark and m.of.startswith(what) and (not mine or m.by == me)]

    def _say(self, mark: Literal["favourite", "never", "open"], of: str, on: bool) -> None:
        """Say it for whoever is here, in the one record that they have for it."""
        log, text = self._c.group(Log), _ON if on else _OFF
        there = sorted((m for m in self._marks(mark, of, mine=True) if m.of == of), key=lambda m: (m.stamp, m.id))
        if there:
            for one in there:
                log.edit(one.id, {"text": text})
        elif on or mark == "favourite":
            log.add_all([{"kind": "mark", "mark": mark, "of": of, "text": text}], _("question cards"))
