"""Who is here: asked once a day before a ritual, because it decides whose turns there are."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from ritualtui.kinds import BOTH
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from ritualtui.companion.people import People


class PresenceScreen(Small[str | None]):
    """Answers “both”, or the id of the one who is here; None where one would rather not begin."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "answer('both')", _("both"), id="presence.both", tooltip=_("We’re both here")),
        Binding("o", "answer('me')", _("just me"), id="presence.me", tooltip=_("Just me")),
        Binding("escape", "answer('')", _("back"), id="presence.back", tooltip=_("Cancel")),
    ]

    def __init__(self, people: "People") -> None:
        super().__init__()
        self._people = people

    def compose(self) -> ComposeResult:
        """A question with two answers."""
        with Vertical(id="box"):
            yield Static(words.WHO, id="title", markup=False)
            yield Choices(("b", words.WHO_BOTH), ("o", words.WHO_ME))
            yield Static(words.WHO_ABOUT, id="about", markup=False)
            yield KeyBar("choices.up+choices.down", "choices.take", "presence.back")

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """An answer was taken."""
        self.action_answer(("both", "me")[event.option_index])

    def action_answer(self, who: str) -> None:
        """Answer."""
        self.dismiss({"both": BOTH, "me": self._people.me.id}.get(who))
