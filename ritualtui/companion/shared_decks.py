"""Question cards of your own as records: what is in a machine's ``decks.toml`` goes into the log, and to the other one.

A machine writes only its own records, as with rituals (``shared_rituals``); a card is a smaller thing, so each is a
record by itself, and one that is taken out of the file is removed. What came up when is in the log by its words, too.
"""

import hashlib
import os
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ritualtui import clock, freetext, records
from ritualtui.companion import own_files, own_rituals
from ritualtui.companion.open_log import Edit
from ritualtui.companion.stamps import removed
from ritualtui.errors import RitualError, UsageError
from ritualtui.kinds import Question
from ritualtui.places import Places
from ritualtui.practice import decks
from ritualtui.practice.decks import Card, Deck
from ritualtui.store import files, toml
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.stamps import Plain

MOST: Final = 2_000
"""Cards that are taken from other machines: a bound for every screen."""
CARD_LIMIT: Final = 200
"""Characters of a card that is typed: it should fit a small screen."""
_NAMESPACE: Final = uuid.UUID("5e0b4a36-4a0e-5a43-9a0e-3f7f1f6a2d9b")
"""Names the id of a card's record, so that a machine has one for each card of each deck."""
_WHAT: Final = "decks"
_FIRST: Final = _("Questions of your own. What each line means: docs/decks.md.")


class Own(NamedTuple):
    """One's own file. ``sound``: all of it was read, so what is not in it was taken out.

    ``digest`` is "" without a file, None where it cannot be read.
    """

    decks: tuple[Deck, ...]
    problems: tuple[str, ...]
    sound: bool
    digest: str | None


class Added(NamedTuple):
    """A card that was put into the file: its deck's id and name, and its own id. ``new``: the deck is new, too."""

    deck: str
    name: str
    card: str
    new: bool


def read(places: Places) -> Own:
    """Read one's own file; what is wrong in it is told, and raises nothing."""
    path = places.own_decks
    try:
        data = files.read(path, toml.MOST)
    except RitualError as err:
        return Own((), (_("{what} Your own cards are left out.").format(what=err.what),), False, None)
    digest = own_rituals.digest(data)
    try:
        own, problems = decks.parse(toml.checked(path, data or b""), path)
    except RitualError as err:
        return Own((), (_("{what} Your own cards are left out.").format(what=err.what),), False, digest)
    except UnicodeDecodeError:
        told = _("{path}: not text in UTF-8; your own cards are left out.").format(path=path)
        return Own((), (told,), False, digest)
    return Own(own, problems, not problems, digest)


def known(shipped: Mapping[str, Deck], own: Own, kept: Iterable[Question], device: str) -> dict[str, Deck]:
    """All decks by id: ours, those of one's own file, and what other machines have; the same on each of them."""
    words: dict[str, Deck] = {}  # by its id, a deck for what it is called and when it is drawn
    cards: dict[str, dict[str, Card]] = {}
    theirs = [one for one in sorted(kept, key=lambda one: (one.stamp, one.id)) if not _is_of(one, device)]
    for deck in (*(_read(one) for one in theirs[-MOST:]), *own.decks):
        if deck is None:
            continue
        words[deck.id] = min(words.get(deck.id, deck), deck, key=lambda one: (one.name, one.about, one.drawn))
        there = cards.setdefault(deck.id, {})
        for card in deck.cards:  # where two files have one id for two questions, both machines take the same of them
            there[card.id] = min(there.get(card.id, card), card, key=lambda one: one.text)
    made = [
        Deck(ident, deck.name, deck.about, tuple(cards[ident].values()), deck.drawn)
        for ident, deck in sorted(words.items())
    ]
    return decks.combine(shipped, made)


def _read(one: Question) -> Deck | None:
    """A deck of the one card that a record has; None where it cannot be shown here."""
    text = freetext.one_line(one.text)[:CARD_LIMIT].strip()
    if not text or not one.card or not one.deck:
        return None
    asked: decks.Drawn = "asked"  # so is what a newer version says: it is not drawn by itself here
    drawn = next((known for known in decks.DRAWN if known == one.drawn), asked)
    name = freetext.one_line(one.name)[: freetext.NAME_LIMIT] or freetext.one_line(one.deck)
    card = Card(one.card, text, one.depth, tuple(map(freetext.one_line, one.themes)), one.gentle, one.asked, one.unless)
    return Deck(one.deck, name, freetext.one_line(one.about), (card,), drawn)


# -- keeping what the file says


def keep(companion: "OpenLog", own: Own) -> None:
    """Keep in the log what one's own file says, where it says something else than before; nobody's change to undo.

    A log that cannot be written stays as it is.
    """
    c = companion
    if not (_changes(c, own) or _facts(c, own)) or not os.access(c.places.home, os.W_OK):
        return
    try:
        c.save(lambda: Edit(_changes(c, own), _WHAT, _facts(c, own), mine=False))
    except RitualError as err:
        c.state.notes.append(_("Your own cards couldn’t be saved in the log: {why}").format(why=err.what))


def _changes(c: "OpenLog", own: Own) -> "list[Plain]":
    """The records that have to be written, without a stamp."""
    device = str(c.state.header["device"])
    if own.digest == (c.state.header.get(own_rituals.DECKS) or {}).get("read", ""):
        return []
    made: list[Plain] = []
    there: set[str] = set()
    for deck in own.decks:
        for card in deck.cards:
            ident = _identity(deck.id, card.id, device)
            there.add(ident)
            stands = c.raw(ident) or {}
            if not stands.get("burned"):
                made += _of_card(c, deck, card, {} if stands.get("deleted") else stands, ident)
    kept = c.of(Question) if own.sound else ()
    return [*made, *(removed(one.id, "question") for one in kept if _is_of(one, device) and one.id not in there)]


def _of_card(c: "OpenLog", deck: Deck, card: Card, stands: "Plain", ident: str) -> "list[Plain]":
    """What has to be written so that the log has the card as the file has it; ``stands`` is its record, or empty."""
    fields: dict[str, Any] = {
        "deck": deck.id, "name": deck.name, "about": deck.about, "drawn": deck.drawn, "card": card.id,
        "text": card.text, "depth": card.depth, "themes": list(card.themes), "gentle": card.gentle,
        "asked": card.asked, "unless": list(card.unless),
        "audience": stands.get("audience", "self" if c.people.solo else "ours"),
    }  # fmt: skip
    if all(stands.get(key) == value for key, value in fields.items()):
        return []
    now = c.time.now()
    common = {"kind": "question", "by": str(c.state.header["me"]), "at": clock.rfc3339(now)}
    try:
        checked = records.check({**common, **fields}, now=now, turn=c.turn, solo=c.people.solo)
    except UsageError:
        return []  # longer than a record may be: it stays on this machine
    return [{**checked, "id": ident}]


def _facts(c: "OpenLog", own: Own) -> "Plain":
    """The fact of this machine that has to be written; empty where it is so already."""
    stands = c.state.header.get(own_rituals.DECKS) or {}
    read = stands.get("read", "") if own.digest is None else own.digest
    wanted = {"read": read} if read else {}
    return {own_rituals.DECKS: wanted} if wanted != stands else {}


def _identity(deck: str, card: str, device: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{device} {deck} {card}"))


def _is_of(one: Question, device: str) -> bool:
    """Whether this machine keeps it."""
    return one.id == _identity(one.deck, one.card, device)


# -- adding to the file


def add(places: Places, deck: str, text: str, there: Mapping[str, Deck], depth: int = decks.LIGHT) -> Added:
    """Put a card at the end of a deck in one's own file, which is made where it is missing; the rest stays as it is.

    ``deck`` is the id or the name of one that is ``there``, or the name of a new one. Raises ``UsageError`` where the
    words aren't fit, ``RitualError`` where the file can't be read as it is, or written.
    """
    words = " ".join(freetext.needed(text, CARD_LIMIT, "question").split())
    name = " ".join(freetext.needed(deck, freetext.NAME_LIMIT, "deck").split())
    path = places.own_decks
    before = own_files.before(path, lambda text: decks.parse(text, path)[1])
    own = decks.parse(before, path)[0]
    known = {**there, **{one.id: one for one in own}}
    found = find(name, known)
    ident = found.id if found else _plain(name, "deck")
    if any(freetext.alike(card.text) == freetext.alike(words) for card in (found.cards if found else ())):
        raise UsageError(_("That question is in the deck already."))
    taken = {card.id for one in known.values() for card in one.cards}
    card = _card_id(words, taken)
    fresh = found is None or found.id not in {one.id for one in own}
    called = found.name if found else name
    whole = _with_card(before, ident, called, card, words, depth) if fresh else _into(before, ident, card, words, depth)
    if problems := decks.parse(whole, path)[1]:
        raise RitualError(problems[0], _("Write the card into the file by hand; nothing was changed."))
    own_files.write(path, whole)
    return Added(ident, called, card, found is None)


def find(said: str, among: Mapping[str, Deck]) -> Deck | None:
    """The deck with this id or name, or the only one whose id or name begins so; None where there is none."""
    asked = freetext.alike(said)
    whole = [deck for deck in among.values() if asked in (deck.id, freetext.alike(deck.name))]
    begins = [
        d for d in among.values() if asked and (d.id.startswith(asked) or freetext.alike(d.name).startswith(asked))
    ]
    return whole[0] if whole else begins[0] if len(begins) == 1 else None


def _card_id(text: str, taken: Collection[str]) -> str:
    """Made of the words, so that the same question has the same id on both machines."""
    for salt in range(1, 100):
        ident = "own-" + hashlib.blake2b(f"{text}\0{salt}".encode(), digest_size=4).hexdigest()
        if ident not in taken:
            break
    return ident


def _plain(name: str, otherwise: str) -> str:
    stem = toml.as_id(name)
    if not stem or not stem[0].isalpha():
        digest = hashlib.blake2b(name.encode(), digest_size=3).hexdigest()
        stem = f"{otherwise}-{stem or digest}"
    return stem


def _table(card: str, text: str, depth: int) -> list[str]:
    return ["[[deck.cards]]", f"id = {toml.quoted(card)}", f"text = {toml.quoted(text)}",
            *([f"depth = {depth}"] if depth != decks.LIGHT else [])]  # fmt: skip


def _with_card(before: str, ident: str, name: str, card: str, text: str, depth: int) -> str:
    """The file with a new deck of one card at its end."""
    head = ["[[deck]]", f"id = {toml.quoted(ident)}", f"name = {toml.quoted(name)}", ""]
    return own_files.behind(before, [*head, *_table(card, text, depth)], _FIRST)


def _into(before: str, ident: str, card: str, text: str, depth: int) -> str:
    """The file with one card more at the end of the deck it has, comments and all else as they are."""
    import tomlkit

    fields = {"id": card, "text": text, **({"depth": depth} if depth != decks.LIGHT else {})}
    document: Any = tomlkit.parse(before)
    cards = next(one for one in document["deck"] if one["id"] == ident)["cards"]
    if isinstance(cards, tomlkit.items.AoT):
        made = tomlkit.table()
        made.trivia.indent = "\n"  # an empty line before its head
        made.update(fields)
        cards.append(made)
    else:
        inline = tomlkit.inline_table()
        inline.update(fields)
        cards.append(inline)
    return tomlkit.dumps(document)
