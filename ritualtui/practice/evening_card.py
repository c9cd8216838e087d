"""The question of an evening, drawn from all decks that are drawn by themselves: how deep by the weekday, none twice.

Stands apart from ``decks``, whose draw is from one deck and knows no calendar. Here, too, nothing counts but what is
given, so that two machines which know the same draw the same, and the same evening draws the same again.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from ritualtui.practice.decks import DEEP, LIGHT, Card, Deck, Evening

CLOSER: Final = 2
_NEVER: Final = date.min
_SAME_DECK, _SAME_THEME = timedelta(days=3), timedelta(days=5)
"""So long another deck, and other themes, come first."""
_FIRST_MONTH: Final = timedelta(days=30)
SHORT: Final = 56
"""Characters of a card that is one line on a small screen."""
NOT_ALONE: Final = "us"
"""The deck that is left out where one takes part alone."""


class Wanted(NamedTuple):
    """What an evening is like. ``tired``: the short version; ``hard``: a hard season; ``quarrel``: a repair is on
    record for today or yesterday; ``solo``: one takes part alone.

    ``not_themes`` and ``never`` (ids of cards) are what people don't want to be asked.
    """

    tired: bool = False
    hard: bool = False
    quarrel: bool = False
    solo: bool = False
    not_themes: Collection[str] = ()
    never: Collection[str] = ()

    @property
    def evenings(self) -> set[Evening]:
        """What it is, as cards name it."""
        named: tuple[tuple[Evening, bool], ...] = (
            ("tired", self.tired), ("hard", self.hard), ("quarrel", self.quarrel),
        )  # fmt: skip
        return {evening for evening, so in named if so}


USUAL: Final = Wanted()
"""A rested evening of two, without a wish."""


class _Choice(NamedTuple):
    """A card that may come, and how well it fits: the least comes first."""

    card: Card
    deck: str
    last: date
    step: int
    near: int


def depth_of(today: date) -> int:
    """How deep the question of a day is, where all is well."""
    odd = (today.toordinal() - 1) // 7 % 2  # whole weeks, which begin on a Monday
    return (LIGHT, CLOSER, LIGHT, CLOSER, LIGHT, DEEP if odd else CLOSER, LIGHT if odd else CLOSER)[today.weekday()]


def draw(
    decks: Iterable[Deck], asked: Iterable[tuple[str, date]], today: date, seed: str, wanted: Wanted = USUAL,
    avoid: Collection[str] = (),
) -> Card | None:  # fmt: skip
    """The card for the logical day ``today``; None where no card may come.

    ``asked`` says which card came up when, in any order; what was asked today counts as not asked. ``seed`` is
    something that both machines know. ``avoid`` has the ids of those already seen tonight, and is of no effect once it
    names them all.

    A card that was never asked comes first. Among those, the depth of the day comes first, then less deep; a light
    evening has light and gentle cards alone, short ones first; on another, a closer card stands in once no light one
    is left. Decks and themes of the last days stand back. Once every card that may come has been asked, the one that
    was asked longest ago comes again.
    """
    last: dict[str, date] = {}
    for ident, day in asked:
        if day != today and day > last.get(ident, _NEVER):
            last[ident] = day
    decks = list(decks)
    lately = _Lately(decks, last, today)
    new = not any(day <= today - _FIRST_MONTH for day in last.values())
    choices = []
    for deck, card in _may_come(decks, wanted):
        step = _step(card, today, wanted.evenings, new)
        if step is not None:
            choices.append(_Choice(card, deck.id, last.get(card.id, _NEVER), step, lately.near(deck, card)))
    choices = [choice for choice in choices if choice.card.id not in avoid] or choices
    if not choices:
        return None
    best = min(choice[2:] for choice in choices)
    tied = [choice.card for choice in choices if choice[2:] == best]
    return min(tied, key=lambda card: _mixed(seed, today, card.id))


def _may_come(decks: Iterable[Deck], wanted: Wanted) -> Iterator[tuple[Deck, Card]]:
    """The cards that come by themselves on such an evening, each once."""
    not_themes, evenings = frozenset(wanted.not_themes), wanted.evenings
    seen: set[str] = set()
    for deck in decks:
        if deck.drawn != "always" or (deck.id == NOT_ALONE and (wanted.solo or wanted.quarrel)):
            continue
        for card in deck.cards:
            out = card.asked or card.id in wanted.never or card.id in seen
            if not out and not not_themes & {*card.themes} and not evenings & {*card.unless}:
                seen.add(card.id)
                yield deck, card


def _step(card: Card, today: date, evenings: Collection[str], new: bool) -> int | None:
    """Which of them comes first, from 0; None: not on such an evening."""
    if evenings:
        if card.depth > LIGHT and not (card.gentle and card.depth == CLOSER):
            return None
        return 2 * (len(card.text) > SHORT) + (card.depth > LIGHT)
    depth = depth_of(today)
    if depth == DEEP and new:
        depth = CLOSER
    if card.depth <= depth:
        return depth - card.depth
    return (DEEP if card.gentle else DEEP + 1) if card.depth == CLOSER else None


class _Lately:
    """Which decks and themes were asked from in the last days."""

    def __init__(self, decks: Iterable[Deck], last: dict[str, date], today: date) -> None:
        lately = {ident: day for ident, day in last.items() if today - _SAME_THEME < day < today}
        self._decks: set[str] = set()
        self._themes: set[str] = set()
        for deck in decks if lately else ():
            for card in deck.cards:
                if (day := lately.get(card.id)) is not None:
                    self._themes.update(card.themes)
                    if day > today - _SAME_DECK:
                        self._decks.add(deck.id)

    def near(self, deck: Deck, card: Card) -> int:
        """How near a card is to what was asked: 0 not at all; a theme counts less than a deck."""
        return 2 * (deck.id in self._decks) + (not self._themes.isdisjoint(card.themes))


def _mixed(seed: str, today: date, ident: str) -> bytes:
    return hashlib.blake2b("\0".join((seed, today.isoformat(), ident)).encode(), digest_size=16).digest()
