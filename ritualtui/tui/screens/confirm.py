"""One question before something that cannot be taken back: yes or no; or a word to type, where all is at stake."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.mine_room import Stay
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical, VerticalScroll
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.sentence import Paragraph
from ritualtui.tui.widgets.text_field import Line


class Sure(Small[bool]):
    """Answers whether to do it. ``quote`` is shown word for word; ``word``, where given, has to be typed for a yes."""

    CSS_PATH = "../styles/mine.tcss"
    AUTO_FOCUS = "Line, Choices"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", _("yes"), id="sure.yes", tooltip=_("Do it")),
        Binding("enter", "enter", _("do it"), id="sure.enter", tooltip=_("Do it, once the word is typed")),
        Binding("escape,n", "no", _("no"), id="sure.no", tooltip=_("Cancel")),
        Binding(
            "up,down,left,right", "choices", _("choices"), id="sure.choices", show=False, tooltip=_("To the answers")
        ),
        Binding(
            "ctrl+l",
            "lock",
            _("lock"),
            id="sure.lock",
            priority=True,
            show=False,
            tooltip=_("Lock your private space now"),
        ),
    ]

    def __init__(
        self, stay: Stay, question: str, yes: str = words.MINE_YES, *, quote: str = "", word: str = ""
    ) -> None:
        super().__init__()
        self.stay = stay
        self._question, self._yes, self._quote, self._word = question, yes, quote, word

    def compose(self) -> ComposeResult:
        """The question, what it is about, two answers; the one that changes nothing is pointed at."""
        with Vertical(id="box"):
            yield Paragraph(self._question, id="question")
            if self._quote:
                with VerticalScroll(id="quoted", can_focus=False):
                    yield Paragraph(freetext.shown(self._quote), id="quote")
            if self._word:
                yield Line(id="word")
            yes, no = "  " if self._word else "yn"  # a field takes the letters
            yield Choices((yes, self._yes), (no, words.MINE_NO), begin=1)
            yield KeyBar("choices.up+choices.down", "choices.take", "sure.enter", "sure.no")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where a word is asked for, it is typed and no key; among the answers the arrows are theirs."""
        if action == "choices":
            return not isinstance(self.focused, Choices)
        if action == "enter":
            return bool(self._word)
        return not self._word if action == "yes" else True

    def action_choices(self) -> None:
        """To the answers."""
        self.query_one(Choices).focus()

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_enter(self) -> None:
        """Do it, where the word is there."""
        if self._word and self.query_one("#word", Line).value.strip().casefold() == self._word:
            self.dismiss(True)

    def action_no(self) -> None:
        """Leave it."""
        self.dismiss(False)

    def action_lock(self) -> None:
        """Close the space."""
        self.stay.lock()

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """An answer was taken."""
        event.stop()
        if event.option_index:
            self.action_no()
        elif self._word:
            self.query_one(Line).focus()
            self.action_enter()
        else:
            self.action_yes()
