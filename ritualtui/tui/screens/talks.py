"""Which talk to begin: the rituals that are planned for no day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from ritualtui.practice.rituals import RitualDef


class TalksScreen(Small[str | None]):
    """Answers the id of the ritual that is to begin; None for none."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("back"), id="talks.leave", tooltip=_("Back, without a talk")),
    ]

    def __init__(self, talks: "Sequence[RitualDef]") -> None:
        super().__init__()
        self._talks = talks

    def compose(self) -> ComposeResult:
        """The talks, by name."""
        with Vertical(id="box", classes="wide"):
            yield Static(_("Which talk?") if self._talks else _("There’s no talk here yet."), id="title", markup=False)
            yield Choices(*(("", freetext.one_line(f"{talk.name}: {talk.purpose}")) for talk in self._talks))
            yield KeyBar("choices.up+choices.down", "choices.take", "talks.leave")

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        event.stop()
        self.dismiss(self._talks[event.option_index].id)

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss(None)
