"""One question of an early word, and its answers: one key, or a click."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from ritualtui.strings import _
from ritualtui.tui.screens.swift import Small
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from ritualtui.companion.nudges import Nudge

_MOST = 9


class AskScreen(Small[str | None]):
    """Answers which of the nudge's ``choices`` it was; None where one would rather not say."""

    CSS_PATH = "../styles/small.tcss"
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n + 1), f"answer({n})", _("answer"), id=f"ask.{n + 1}", show=False, tooltip=_("This answer"))
          for n in range(_MOST)),
        Binding("escape", "leave", _("back"), id="ask.leave", tooltip=_("Back, without an answer")),
    ]  # fmt: skip

    def __init__(self, nudge: "Nudge") -> None:
        super().__init__()
        self._nudge = nudge

    def compose(self) -> ComposeResult:
        """The question, its answers."""
        with Vertical(id="box"):
            yield Paragraph(self._nudge.said, id="title")
            yield Choices(*((str(n), said) for n, said in enumerate(self._nudge.choices.values(), 1)))
            yield KeyBar("choices.up+choices.down", "choices.take", "ask.leave")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are as many keys as answers."""
        return action != "answer" or int(str(parameters[0])) < len(self._nudge.choices)

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """An answer was taken."""
        event.stop()
        self.action_answer(event.option_index)

    def action_answer(self, n: int) -> None:
        """This one."""
        self.dismiss(list(self._nudge.choices)[n])

    def action_leave(self) -> None:
        """None of them, now."""
        self.dismiss(None)
