"""``question`` and ``deck``: cards to talk about, stars, cards of one's own."""

import json
from typing import TYPE_CHECKING, Any

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, text_from
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _, ngettext

if TYPE_CHECKING:
    from ritualtui.companion.questions import Drawn, Questions
    from ritualtui.companion.service import Companion
    from ritualtui.practice.decks import Deck

_DECK_WORDS = ("list", "add", "without", "with", "open", "close")


@click.command("question")
@click.option("--deck", metavar="DECK", callback=params.given, shell_complete=params.decks, help=_("From this deck."))
@click.option("--depth", type=click.IntRange(1, 3), metavar="1–3", help=_("1 easy, 2 closer, 3 deep."))
@click.option("--another", is_flag=True, help=_("Another than those shown today."))
@click.option("--star", metavar="ID", callback=params.given, help=_("Give this card a star, or take it."))
@click.option("--never", metavar="ID", callback=params.given, help=_("Never draw this card for you two."))
@click.option("--again", metavar="ID", callback=params.given, help=_("Take that back."))
@click.option("--list", "lists", is_flag=True, help=_("List the cards with a star, or those of --deck."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object a line."))
@click.pass_obj
def question_command(
    session: Session, deck: str | None, depth: int | None, another: bool, star: str | None, never: str | None,
    again: str | None, lists: bool, as_json: bool,
) -> None:  # fmt: skip
    """Draw a question to talk about. Alone it's tonight's, the same on both computers.

    \b
    ritualtui question
    ritualtui question --deck dreams --depth 2
    ritualtui question --another
    """
    marks = [given for given in (star, never, again) if given is not None]
    draws = deck is not None or depth is not None or another
    if len(marks) > 1 or (marks and (draws or lists)) or (lists and another):
        raise UsageError(_("These options can’t be combined."), _("Use one of --star, --never, --again and --list."))
    with session.companion() as companion:
        questions = companion.questions
        if marks:
            _mark(questions, star, never, again, as_json)
        elif lists:
            _list(questions, deck, depth, as_json)
        else:
            drawn = questions.choose(deck, depth, another=another)
            _show(questions, drawn, as_json)
        _end(companion)


def _end(companion: "Companion") -> None:
    companion.questions.keep_own()
    companion.tidy()
    tell([*companion.questions.problems, *companion.notes()])


def _show(questions: "Questions", drawn: "Drawn", as_json: bool) -> None:
    card, deck = drawn.card, drawn.deck
    if as_json:
        say_json([json.dumps(_plain(questions, drawn), ensure_ascii=False)])
        return
    if drawn.first:
        say(fitted(freetext.one_line(drawn.first)))
        say()
    say(fitted(freetext.one_line(card.text)))
    star = "★ " if card.id in questions.starred else ""
    say(fitted(f"{star}{freetext.one_line(deck.name)} · {messages.DEPTHS[card.depth]} · {freetext.one_line(card.id)}"))


def _plain(questions: "Questions", drawn: "Drawn") -> dict[str, Any]:
    card, deck = drawn.card, drawn.deck
    return {
        "id": card.id, "text": card.text, "depth": card.depth, "themes": list(card.themes), "deck": deck.id,
        "deck_name": deck.name, "first": drawn.first, "starred": card.id in questions.starred,
        "never": card.id in questions.never_cards,
    }  # fmt: skip


def _mark(questions: "Questions", star: str | None, never: str | None, again: str | None, as_json: bool) -> None:
    if star is not None:
        on = questions.find_card(star).card.id not in questions.starred
        drawn = questions.star(star, on)
        said = messages.CARD_STARRED if on else messages.CARD_UNSTARRED
    elif never is not None:
        drawn, said = questions.never(never), messages.CARD_NEVER
    else:
        drawn, said = questions.never(again or "", on=False), messages.CARD_AGAIN
    if as_json:
        say_json([json.dumps(_plain(questions, drawn), ensure_ascii=False)])
    else:
        say(fitted(said.format(text=freetext.one_line(drawn.card.text), ident=freetext.one_line(drawn.card.id))))


def _list(questions: "Questions", deck: str | None, depth: int | None, as_json: bool) -> None:
    from ritualtui.companion.questions import Drawn

    starred, never = questions.starred, questions.never_cards
    among = list(questions.here.values()) if deck is None else [questions.find_deck(deck)]
    found = [
        Drawn(card, one)
        for one in among
        for card in one.cards
        if (deck is not None or card.id in starred) and depth in (None, card.depth)
    ]
    if as_json:
        say_json([json.dumps(_plain(questions, drawn), ensure_ascii=False) for drawn in found])
        return
    for drawn in found:
        sign = "★" if drawn.card.id in starred else "–" if drawn.card.id in never else " "
        ident = freetext.one_line(drawn.card.id)
        say(fitted(f"{sign} {ident:<12} {drawn.card.depth}  {freetext.one_line(drawn.card.text)}", 18))
    if not found:
        say(fitted(messages.NO_STARS if deck is None else _("No card fits that.")))


@click.command("deck")
@click.argument("what", metavar="[list|add|…]", required=False, shell_complete=params.one_of(*_DECK_WORDS))
@click.argument("name", metavar="[NAME]", required=False, shell_complete=params.decks)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option("--depth", type=click.IntRange(1, 3), metavar="1–3", default=None, help=_("How deep a new card is."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object a line."))
@click.pass_obj
def deck_command(
    session: Session, what: str | None, name: str | None, text: tuple[str, ...], depth: int | None, as_json: bool
) -> None:
    """List the decks of questions, or add a card of your own.

    \b
    ritualtui deck list
    ritualtui deck add walks "What did you notice on the way?"
    ritualtui deck without worries
    ritualtui deck open intimacy

    `without` leaves out all cards about a theme, and `with` takes that back. `open` and `close` are for a deck that's
    there once you've both switched it on. Your own cards are in decks.toml, beside rituals.toml, and reach your
    partner's computer by sync.
    """
    what = (what or "list").casefold()
    if what not in _DECK_WORDS:
        from ritualtui.strings.nearest import ending

        others = f". {_('Say one of {words}.').format(words=', '.join(_DECK_WORDS))}"
        raise UsageError(
            _("`deck` has no {what}{hint}").format(what=freetext.quoted(what), hint=ending(what, _DECK_WORDS, others))
        )
    if depth is not None and what != "add":
        raise UsageError(_("--depth is for `deck add`."), _("Leave it out."))
    if (text and what != "add") or (name is not None and what == "list"):
        raise UsageError(_("That is a word too many for `deck {what}`.").format(what=what), _("Leave it out."))
    if name is None and what != "list":
        raise UsageError(_("Which one?"), _("Say it like `ritualtui deck {what} NAME`.").format(what=what))
    with session.companion() as companion:
        questions = companion.questions
        if what == "list":
            _list_decks(questions, as_json)
        else:
            said = _done(questions, what, name or "", text, depth)
            if as_json:
                say_json([json.dumps({"said": said}, ensure_ascii=False)])
            else:
                say(fitted(said))
        _end(companion)


def _done(questions: "Questions", what: str, name: str, text: tuple[str, ...], depth: int | None) -> str:
    """Do it; returns what to say."""
    if what == "add":
        added = questions.add(name, text_from(text) if text else "", depth or 1)
        said = messages.CARD_ADDED_NEW if added.new else messages.CARD_ADDED
        return said.format(deck=freetext.one_line(added.name), ident=added.card)
    if what in ("open", "close"):
        deck = questions.open(name, what == "open")
        said = messages.DECK_OPEN if what == "open" else messages.DECK_CLOSED
        return said.format(deck=freetext.one_line(deck.name))
    theme = questions.leave_out(name, what == "without")
    return (messages.THEME_OUT if what == "without" else messages.THEME_BACK).format(theme=freetext.one_line(theme))


def _list_decks(questions: "Questions", as_json: bool) -> None:
    found = list(questions.here.values())
    if as_json:
        say_json([json.dumps(_plain_deck(deck), ensure_ascii=False) for deck in found])
        return
    wide = max(len(deck.id) for deck in found)
    for deck in found:
        count = ngettext("{n} card", "{n} cards", len(deck.cards)).format(n=len(deck.cards))
        about = f" {freetext.one_line(deck.about)}" if deck.about else ""
        said = f"{freetext.one_line(deck.id):<{wide}}  {freetext.one_line(deck.name)}, {count}.{about}"
        say(fitted(said, wide + 2))
    for deck in questions.closed:
        say(fitted(messages.DECK_TAKES_TWO.format(deck=freetext.one_line(deck.name), ident=freetext.one_line(deck.id))))


def _plain_deck(deck: "Deck") -> dict[str, Any]:
    return {"id": deck.id, "name": deck.name, "about": deck.about, "drawn": deck.drawn, "cards": len(deck.cards)}
