"""A line of a dialog on which one of a few words is chosen with the arrows; the chosen one is in brackets."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.strings import _

_LABEL = 8


class OneOf(Widget, can_focus=True):
    """See the module. ``options`` are in words; ``chosen`` is the index of one of them.

    Where not all of them have room, only the chosen one is shown, between arrows.
    """

    DEFAULT_CSS = """
    OneOf { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    OneOf:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", _("choose"), id="one-of.before", tooltip=_("The choice before")),
        Binding("right,space", "step(1)", _("next"), id="one-of.next", tooltip=_("The next choice")),
    ]

    class Chosen(Message):
        """Another one was chosen."""

    def __init__(self, label: str, options: Sequence[str], chosen: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._label = label
        self._options = [freetext.one_line(option) for option in options]
        self.chosen = chosen

    def render(self) -> Content:
        """The label and the options."""
        width = self.content_size.width
        label = "bold $text" if self.has_focus else "$text-muted"
        start = Content.assemble(
            ("▸ " if self.has_focus else "  ", "bold $primary"), (f"{self._label:<{_LABEL}}", label), " "
        )
        parts = []
        for n, option in enumerate(self._options):
            said = f"[{option}]" if n == self.chosen else f" {option} "
            style = "bold $text" if n == self.chosen else "$text-muted"
            parts.append(Content.styled(said, style).stylize(Style.from_meta({"chosen": n})))
        whole = Content.assemble(start, Content("  ").join(parts))
        if whole.cell_length <= width:
            return whole
        one = Content.styled(f"‹ {self._options[self.chosen]} ›", "bold $text")
        return Content.assemble(start, one).truncate(width, ellipsis=True)

    def action_step(self, step: int) -> None:
        """Another choice; the last is followed by the first."""
        self._choose((self.chosen + step) % len(self._options))

    def on_click(self, event: events.Click) -> None:
        """The one that is clicked, else the next."""
        self._choose(event.style.meta.get("chosen", (self.chosen + 1) % len(self._options)))

    def _choose(self, n: int) -> None:
        self.chosen = n
        self.refresh()
        self.post_message(self.Chosen())
