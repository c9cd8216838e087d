"""A few answers, one a line: walked through with the arrows, taken by enter, a click, or the key that stands before."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ritualtui.strings import _
from ritualtui.tui.widgets.marked import Marked


class Choices(Marked):
    """See the module; ``answers`` are pairs of key and words. At its ends the arrows go on to the next field, if any.

    The keys themselves are the screen's. What was taken is told by ``OptionList.OptionSelected``. With ``begin`` None,
    nothing is pointed at before one comes here.
    """

    DEFAULT_CSS = """
    Choices { border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1; }
    Choices:focus { border: none; background-tint: transparent; }
    Choices > .option-list--option { padding: 0 1 0 2; }
    Choices > .option-list--option-hover { background: $panel; }
    Choices > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: bold; }
    Choices:focus > .option-list--option-highlighted { background: $panel; color: $text; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left,k", "cursor_up", _("choose"), id="choices.up", tooltip=_("The answer above")),
        Binding("down,right,j", "cursor_down", _("down"), id="choices.down", show=False, tooltip=_("The answer below")),
        Binding("enter", "select", _("take"), id="choices.take", show=False, tooltip=_("This answer")),
    ]

    def __init__(self, *answers: tuple[str, str], begin: int | None = 0, id: str = "choices") -> None:
        super().__init__(*map(_option, answers), id=id, markup=False)
        self.highlighted = begin

    _told = False  # what was taken is on its way to the screen

    def show(self, *answers: tuple[str, str]) -> None:
        """These, and none pointed at."""
        self.set_options(map(_option, answers))

    def on_focus(self) -> None:
        """One is pointed at."""
        if self.highlighted is None:
            self.action_first()

    def action_select(self) -> None:
        """Take this one, once: a second press in the same instant is no second answer."""
        if not self._told:
            self._told = True
            super().action_select()
            self.call_after_refresh(setattr, self, "_told", False)

    def action_cursor_up(self) -> None:
        """The one above; above the first, the field before."""
        if self.highlighted or len(self.screen.focus_chain) == 1:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()

    def action_cursor_down(self) -> None:
        """The one below; below the last, the next field."""
        if self.highlighted != self.option_count - 1 or len(self.screen.focus_chain) == 1:
            super().action_cursor_down()
        else:
            self.screen.focus_next()


def _option(answer: tuple[str, str]) -> Content:
    key, said = answer
    return Content(f"{key}  {said}")
