"""Questions: the decks, and a card in the middle of the screen, for two who look at one screen, or go for a walk."""

from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from ritualtui import freetext, messages
from ritualtui.companion.questions import Drawn
from ritualtui.errors import UsageError
from ritualtui.strings import _, ngettext
from ritualtui.tui.screens.room import Room
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.head import Head
from ritualtui.tui.widgets.keybar import SPLIT, KeyBar
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.sentence import Paragraph, Sentence

TITLE: Final = _("Questions")
TONIGHT: Final = _("Tonight’s question")
_TONIGHT_ABOUT: Final = _("The one that Bedtime has, on both computers.")
STARRED: Final = _("With a star")
_STARRED_ABOUT: Final = _("The cards that one of you gave a star.")
_CLOSED_ABOUT: Final = _("It’s there once both of you have switched it on. Nobody is told who has.")
_BESIDES: Final = 18
"""Cells of a line that are neither a name, a count nor a sentence."""


class Row(NamedTuple):
    """One that can be drawn from: its name, a sentence, how many cards; ``deck`` is None for all of them.

    ``two``: it takes two to switch it on, and ``closed`` until they have.
    """

    name: str
    about: str
    cards: int
    deck: str | None = None
    starred: bool = False
    closed: bool = False
    two: bool = False


class QuestionsScreen(Room[None]):
    """The decks, each with a sentence and how many cards it has."""

    CSS_PATH = "../styles/questions.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "walk", _("for a walk"), id="questions.walk", tooltip=_("A card and nothing else on the screen")),
        Binding(
            "c",
            "close",
            _("switch off"),
            id="questions.close",
            tooltip=_("Switch off a deck that takes two; nobody is told who did"),
        ),
        Binding("escape", "back", _("back"), id="questions.back", tooltip=_("Back to where you were")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown = [Row(TONIGHT, _TONIGHT_ABOUT, 0)]

    def compose(self) -> ComposeResult:
        """The list, and the sentence of the deck under the cursor."""
        yield Head(title=TITLE)
        with Vertical(id="list"):
            yield Choices(id="decks")
            yield Paragraph(id="about")
        yield Notice()
        yield KeyBar(
            "choices.up+choices.down", "choices.take", "questions.walk", "questions.close", SPLIT, "questions.back",
            "app.help", wording=self._word,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()
        problems = self._companion.questions.problems
        if problems:
            self.say(problems[0], error=True)

    def _rows(self) -> list[Row]:
        questions = self._companion.questions
        decks = [
            Row(
                freetext.one_line(deck.name), freetext.one_line(deck.about), len(deck.cards), deck.id,
                two=deck.drawn == "both",
            )
            for deck in questions.here.values()
        ]  # fmt: skip
        decks += [
            Row(freetext.one_line(d.name), _CLOSED_ABOUT, 0, d.id, closed=True, two=True) for d in questions.closed
        ]
        stars = len({card.id for deck in questions.here.values() for card in deck.cards} & questions.starred)
        starred = [Row(STARRED, _STARRED_ABOUT, stars, starred=True)] if stars else []
        return [self._shown[0], *starred, *decks]

    def _show(self) -> None:
        at = self._list.highlighted or 0
        self._shown = self._rows()
        self._list.show(*(("", line) for line in self._lines()))
        self._list.highlighted = min(at, len(self._shown) - 1)
        self._explain()

    def _lines(self) -> list[str]:
        """Each deck in a line; with its sentence, where there is room for that."""
        name = max(Content(row.name).cell_length for row in self._shown)
        count = max(Content(_count(row.cards)).cell_length for row in self._shown)
        room = self.size.width - name - count - _BESIDES if self.has_class("-wide") else 0
        lines = []
        for row in self._shown:
            line = f"{row.name}{' ' * (name - Content(row.name).cell_length)}   {_count(row.cards):>{count}}"
            about = Content(row.about).truncate(room, ellipsis=True).plain if room > 0 else ""
            lines.append(f"{line}   {about}".rstrip())
        return lines

    def on_resize(self) -> None:
        """The sentences come into the list, or go from it."""
        super().on_resize()
        self._show()

    @property
    def _list(self) -> Choices:
        return self.query_one("#decks", Choices)

    @property
    def _row(self) -> Row:
        return self._shown[self._list.highlighted or 0 if self.is_mounted else 0]

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        self.query_one("#about", Paragraph).update(self._row.about)
        self.refresh_bindings()

    def _word(self, ident: str) -> str | None:
        if ident == "choices.take":
            return _("switch on") if self._row.closed else _("draw a card")
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action == "close":
            return self.is_mounted and self._row.two
        return not (action == "walk" and self.is_mounted and self._row.closed)

    @on(OptionList.OptionSelected)
    def draw(self) -> None:
        """A card of the deck under the cursor; one that takes two is switched on, first."""
        if self._row.closed:
            self._switch(on=True)
        else:
            self._open(walk=False)

    def action_close(self) -> None:
        """Switch it off, for whoever is here: then it's closed for both."""
        self._switch(on=False)

    def _switch(self, *, on: bool) -> None:
        row = self._row
        if row.deck is not None and self._try(lambda: self._companion.questions.open(row.deck or "", on)):
            said = messages.DECK_OPEN if on else messages.DECK_CLOSED
            self.say(said.format(deck=row.name), whole=True)
            self._show()

    def action_walk(self) -> None:
        """A card of it, and nothing else."""
        self._open(walk=True)

    def _open(self, *, walk: bool) -> None:
        row = self._row
        if self._try(lambda: self._companion.questions.choose(row.deck, starred=row.starred)):
            self.app.push_screen(CardScreen(row, walk=walk), lambda _none: self._show())

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)


class CardScreen(Room[None]):
    """One card, and another; ``walk``: nothing but the card."""

    CSS_PATH = "../styles/questions.tcss"
    AUTO_FOCUS = "#middle"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,space", "another", _("another"), id="card.another", tooltip=_("Draw another card")),
        Binding("s", "star", _("star"), id="card.star", tooltip=_("Give this card a star, or take it")),
        Binding(
            "x", "never", _("never this one"), id="card.never", tooltip=_("Never draw this card again, for you two")
        ),
        Binding("d", "depth", _("depth"), id="card.depth", tooltip=_("Only easy, closer or deep cards; or any")),
        Binding("w", "walk", _("for a walk"), id="card.walk", tooltip=_("The card and nothing else on the screen")),
        Binding("u", "undo", _("undo"), id="card.undo", tooltip=_("Undo the last change")),
        Binding("escape", "back", _("back"), id="card.back", tooltip=_("Back to the decks")),
    ]

    def __init__(self, row: Row, *, walk: bool = False) -> None:
        super().__init__()
        self._row = row
        self._depth: int | None = None
        self._drawn: Drawn | None = None
        self.set_class(walk, "-walk")

    def compose(self) -> ComposeResult:
        """The card in the middle."""
        yield Head(title=self._row.name)
        with VerticalScroll(id="middle", can_focus=True), Vertical(id="card"):
            yield Sentence(id="first")
            yield Sentence(id="text")
            yield Sentence(id="from")
        yield Notice()
        yield KeyBar(
            "card.another", "card.star", "card.never", "card.depth", "card.walk", "card.undo", SPLIT, "card.back",
            "app.help", wording=self._word,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Draw one."""
        self._draw(another=False)

    def _draw(self, *, another: bool) -> bool:
        row, questions = self._row, self._companion.questions

        def draw() -> None:
            self._drawn = questions.choose(row.deck, self._depth, another=another, starred=row.starred)

        drawn = self._try(draw)
        self._show()
        return drawn

    def _show(self) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        card, deck = drawn
        star = [_("★ a star")] if card.id in self._companion.questions.starred else []
        about = [freetext.one_line(deck.name), messages.DEPTHS[card.depth], *star]
        self.query_one("#first", Sentence).display = bool(drawn.first)
        self.query_one("#first", Sentence).update(freetext.one_line(drawn.first))
        self.query_one("#text", Sentence).update(freetext.one_line(card.text))
        self.query_one("#from", Sentence).update(" · ".join(about))
        self.refresh_bindings()

    def _word(self, ident: str) -> str | None:
        if ident == "card.star" and self._drawn and self._drawn.card.id in self._companion.questions.starred:
            return _("no star")
        if ident == "card.depth" and self._depth:
            return _("only {depth}").format(depth=messages.DEPTHS[self._depth])
        return "" if ident == "card.undo" and not self._companion.log.can_undo() else None

    # -- acting

    def action_another(self) -> None:
        """Another card."""
        self.say("")
        self._draw(another=True)

    def action_star(self) -> None:
        """Give it a star, or take it."""
        self._app.held.once("star", self._star)

    def _star(self) -> None:
        if (drawn := self._drawn) is not None:
            questions = self._companion.questions
            on = drawn.card.id not in questions.starred
            self._try(lambda: questions.star(drawn.card.id, on))
            self._show()

    def action_never(self) -> None:
        """Never this one; the next one comes."""
        self._app.held.once("never", self._never)

    def _never(self) -> None:
        drawn = self._drawn
        never = drawn is not None and self._try(lambda: self._companion.questions.never(drawn.card.id))
        if never and self._draw(another=True):
            self.say(_("It won’t be drawn again."))

    def action_depth(self) -> None:
        """Only cards of the next depth that there are."""
        before = self._depth
        for depth in (*range((before or 0) + 1, max(messages.DEPTHS) + 1), None):
            self._depth = depth
            try:
                self._drawn = self._companion.questions.choose(self._row.deck, depth, starred=self._row.starred)
            except UsageError:
                continue
            break
        self._show()

    def action_walk(self) -> None:
        """Nothing but the card, or all the rest again."""
        self.toggle_class("-walk")

    def action_undo(self) -> None:
        """Undo the last change."""
        self.reverse_once("undo", self._reversed)

    def _reversed(self, said: str, _idents: list[str]) -> None:
        self.say(said)
        self._show()

    def action_back(self) -> None:
        """Back; from the card alone, to the card with its keys."""
        if self.has_class("-walk"):
            self.remove_class("-walk")
        else:
            self.dismiss(None)


def _count(cards: int) -> str:
    return ngettext("{n} card", "{n} cards", cards).format(n=cards) if cards else ""
