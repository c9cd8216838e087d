"""Decks of questions, and the draw: no question comes back while the deck holds one that has not been asked.

The draw depends on nothing but what it is given, so two machines that know the same answers draw the same card. The
draw of an evening, from all decks, is ``evening_card``.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final, Literal, TypeVar, get_args

from ritualtui.clock import EARLIEST
from ritualtui.freetext import NAME_LIMIT, TAG_LIMIT
from ritualtui.kinds import Answer, Record
from ritualtui.practice.checked_toml import Definitions, Table, nearest, quoted
from ritualtui.strings import _, read_content

D = TypeVar("D", bound=str)
LIGHT: Final = 1
DEEP: Final = 3
_NEVER = date.min
EVENING: Final = "evening"
"""What a step names to draw from every deck that is drawn by itself; no deck of its own."""
Drawn = Literal["always", "asked", "both", "children", "apart"]
"""When a deck is drawn from: by itself; when somebody asks for it; once both have switched it on; where there are
children; in two places. The last three only when asked for, too."""
DRAWN: Final[tuple[Drawn, ...]] = get_args(Drawn)
Evening = Literal["tired", "hard", "quarrel"]
"""Evenings for which a card can be wrong."""
EVENINGS: Final[tuple[Evening, ...]] = get_args(Evening)


@dataclass(frozen=True)
class Card:
    """A question. ``id`` is unique over all decks and never changes; ``depth`` is 1 (light) to 3 (deep).

    ``gentle``: it may come on a tired evening though it is no light one. ``asked``: it never comes by itself.
    ``unless``: evenings on which it doesn't come by itself.
    """

    id: str
    text: str
    depth: int = LIGHT
    themes: tuple[str, ...] = ()
    gentle: bool = False
    asked: bool = False
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deck:
    """Questions that belong together; at least one. ``first``: a line that is said before each of them."""

    id: str
    name: str
    about: str
    cards: tuple[Card, ...]
    drawn: Drawn = "always"
    first: str = ""


def parse(text: str, source: str) -> tuple[tuple[Deck, ...], tuple[str, ...]]:
    """Read decks from TOML ``text``; ``source`` is the file's name as problems should say it.

    Returns the decks, and each problem as one line by file name and line. A card with a mistake is left out, and
    so is a deck that has one itself or holds no good card. Raises nothing.
    """
    definitions = Definitions(text, source)
    found: dict[str, Deck] = {}
    ids: set[str] = set()
    for table in definitions.tables("deck"):
        told = definitions.told
        table.only(("id", "name", "about", "drawn", "first", "cards"), _("a deck"))
        ident = table.identifier()
        name = table.line_of_text("name", needed=True, limit=NAME_LIMIT)
        about, first = table.line_of_text("about"), table.line_of_text("first")
        drawn = _one_of(table, "drawn", DRAWN)
        if ident in found:
            table.tell("id", _("there are two decks with the id {ident}.").format(ident=quoted(ident)))
        good = definitions.told == told
        cards = tuple(_cards(table, ids))
        if not cards:
            table.tell(None, _("this deck has no cards."))
        elif good:
            found[ident] = Deck(ident, name, about, cards, drawn or "always", first)
    return tuple(found.values()), definitions.problems


def _cards(deck: Table, ids: set[str]) -> Iterator[Card]:
    """The good cards of a deck; ``ids`` are those taken in the whole file so far, and grows."""
    definitions = deck.source
    for table in deck.tables("cards"):
        told = definitions.told
        table.only(("id", "text", "depth", "themes", "gentle", "asked", "unless"), _("a card"))
        ident = table.identifier()
        words = table.line_of_text("text", needed=True)
        depth = table.whole("depth", LIGHT, DEEP)
        themes = table.texts("themes", limit=TAG_LIMIT)
        gentle, asked = table.yes_or_no("gentle"), table.yes_or_no("asked")
        unless = _unless(table)
        if ident in ids:
            table.tell("id", _("there are two cards with the id {ident}.").format(ident=quoted(ident)))
        if definitions.told == told:
            ids.add(ident)
            yield Card(ident, words, depth or LIGHT, themes, gentle or False, asked or False, unless)


def _one_of(table: Table, key: str, known: Sequence[D]) -> D | None:
    """The one of ``known`` that is at ``key``; None where there is none, or another, which is told."""
    said = table.text(key)
    for one in known:
        if one == said:
            return one
    if said:
        near = nearest(said, known, _("choose from"))
        table.tell(key, _("“{key}” can’t be {said}{near}").format(key=key, said=quoted(said), near=near))
    return None


def _unless(table: Table) -> tuple[str, ...]:
    unless = table.texts("unless")
    for number, said in enumerate(unless):
        if said and said not in EVENINGS:
            near = nearest(said, EVENINGS, _("choose from"))
            told = _("“{key}” can’t be {said}{near}").format(key="unless", said=quoted(said), near=near)
            table.source.tell((*table.path, "unless", number), told)
    return unless


@cache
def shipped() -> dict[str, Deck]:
    """The decks that come with the program, by id, in the order in which they are shown."""
    decks, _ = parse(read_content("questions.toml"), "questions.toml")
    return {deck.id: deck for deck in decks}


def names() -> Collection[str]:
    """What a step may draw from: the ids of the decks that come with the program, and all of them at once.

    A deck that takes two is never part of a ritual.
    """
    return (*(deck.id for deck in shipped().values() if deck.drawn != "both"), EVENING)


def combine(shipped: Mapping[str, Deck], own: Iterable[Deck]) -> dict[str, Deck]:
    """All decks by id. One's own deck with a shipped id adds its cards to that deck, which keeps its words.

    A card of one's own with the id of one in that deck replaces it.
    """
    made = dict(shipped)
    for deck in own:
        there = made.get(deck.id, deck)
        known = there.cards if deck.id in made else ()
        cards = {card.id: card for card in (*known, *deck.cards)}
        made[deck.id] = replace(there, cards=tuple(cards.values()))
    return made


def asked_in(records: Iterable[Record]) -> Iterator[tuple[str, date]]:
    """Which card came up on which logical day, from the ``answer`` records among ``records``, for ``draw``."""
    for record in records:
        if isinstance(record, Answer) and record.question and not record.deleted:
            try:
                day = date.fromisoformat(record.day)
            except ValueError:
                day = EARLIEST  # it came up, if nobody can say when
            yield record.question, day


def draw(
    deck: Deck,
    asked: Iterable[tuple[str, date]],
    today: date,
    seed: str,
    low_energy: bool = False,
    avoid: Collection[str] = (),
) -> Card:
    """Draw the card of ``deck`` for the logical day ``today``.

    ``asked`` says which card came up when, in any order; cards of other decks in it change nothing. A card that
    was never asked comes first, in an order mixed anew each day by ``seed`` (something both machines know, as the
    couple's id); once all have been asked, the one that was asked longest ago. What was asked today counts as not
    asked, so that the same evening gives the same card again, on the other machine too, synced or not. For a
    different one give the ids of those already seen tonight as ``avoid`` (of no effect once it names the whole
    deck).

    ``low_energy`` prefers light cards: the lightest of that half of the deck which is next in turn, so a light
    card may come back before the deck is through, but not before half of it is.
    """
    last = {card.id: _NEVER for card in deck.cards}
    for ident, day in asked:
        if ident in last and day != today and day > last[ident]:
            last[ident] = day

    def mixed(card: Card) -> bytes:
        return hashlib.blake2b("\0".join((seed, deck.id, today.isoformat(), card.id)).encode(), digest_size=16).digest()

    cards = [card for card in deck.cards if card.id not in avoid] or list(deck.cards)
    if low_energy:
        in_turn = sorted(cards, key=lambda card: (last[card.id], card.depth, mixed(card)))
        cards = in_turn[: (len(in_turn) + 1) // 2]
        return min(cards, key=lambda card: (card.depth, last[card.id], mixed(card)))
    return min(cards, key=lambda card: (last[card.id], mixed(card)))
