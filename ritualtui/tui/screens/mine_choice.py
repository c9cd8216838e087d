"""What to write: the journal, a set of prompts, something unsaid."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from ritualtui.practice import prompts
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.screens.mine_room import Stay
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import KeyBar


class ChoiceScreen(Small[str | None]):
    """Answers ``journal``, ``draft`` or the id of a set; None where nothing was chosen."""

    CSS_PATH = "../styles/mine.tcss"
    AUTO_FOCUS = "Choices"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"choose({n - 1})", str(n), id=f"choice.{n}", show=False, tooltip=_("Choose {n}").format(n=n))
          for n in range(1, 10)),
        Binding("ctrl+l", "lock", _("lock"), id="choice.lock", priority=True, show=False, tooltip=_("Lock it now")),
        Binding("escape", "leave", _("back"), id="choice.leave", tooltip=_("Back")),
    ]  # fmt: skip

    def __init__(self, stay: Stay) -> None:
        super().__init__()
        self.stay = stay
        self._choices = {
            "journal": words.MINE_JOURNAL,
            **{one.ident: one.name for one in prompts.sets().values()},
            "draft": words.MINE_UNSAID,
        }

    def compose(self) -> ComposeResult:
        """A line each."""
        with Vertical(id="box"):
            yield Static(words.MINE_WHAT, id="question", markup=False)
            yield Choices(*((str(n), name) for n, name in enumerate(self._choices.values(), 1)))
            yield KeyBar("choices.up+choices.down", "choices.take", "choice.leave")

    def action_choose(self, n: int) -> None:
        """This one."""
        if n < len(self._choices):
            self.dismiss(list(self._choices)[n])

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """One was taken."""
        event.stop()
        self.action_choose(event.option_index)

    def action_lock(self) -> None:
        """Close the space."""
        self.stay.lock()

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)
