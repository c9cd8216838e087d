"""The line at the bottom of Today on which a thank-you takes five seconds.

The field itself is made when it is first wanted: Today's first paint does not wait for it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui.textual_compat.containers import Horizontal

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


class LogLine(Horizontal):
    """See the module. ``keep`` keeps what was typed, and says whether it could."""

    DEFAULT_CSS = """
    LogLine { height: 1; }
    LogLine > #mark { width: 2; color: $primary; }
    LogLine > #asks { width: 1fr; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    LogLine > Line { display: none; width: 1fr; }
    LogLine.-open > Line { display: block; }
    LogLine.-open > #asks { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", _("save"), id="line.keep", tooltip=_("Save what’s on the line")),
        Binding("escape", "close", _("close"), id="line.close", tooltip=_("Close the line; what you typed stays")),
    ]

    def compose(self) -> ComposeResult:
        """The mark, and the words in place of the field."""
        yield Static("❯", id="mark", markup=False)
        yield Static("", id="asks", markup=False)

    def ask(self, prompt: str) -> None:
        """Ask for this from now on."""
        self.query_one("#asks", Static).update(Content(prompt))
        for field in self.query("Line"):
            field.placeholder = prompt  # type: ignore[attr-defined]
        self._prompt = prompt

    def __init__(self, keep: Callable[[str], bool]) -> None:
        super().__init__()
        self._keep = keep
        self._prompt = ""

    async def prepare(self) -> None:
        """Make the field, so that it is there at once when it is wanted."""
        from ritualtui.tui.widgets.text_field import Line

        if not self.query(Line):
            await self.mount(Line(placeholder=self._prompt, takes=("line.keep", self._take)))

    async def open(self) -> None:
        """Put the cursor on the line."""
        from ritualtui.tui.widgets.text_field import Line

        await self.prepare()
        self.add_class("-open")
        self.screen.set_focus(self.query_one(Line))  # at once; `focus` would let the next letter pass by

    def offer(self, text: str) -> None:
        """Have these words stand on it, as one left them; one goes on with the key that opens it."""
        from ritualtui.tui.widgets.text_field import Line

        field = self.query_one(Line)
        field.value = freetext.in_one_line(text)
        field.cursor_position = len(field.value)
        self.add_class("-open")

    @property
    def text(self) -> str:
        """What stands on it."""
        return next((field.value for field in self.query("Line")), "")  # type: ignore[attr-defined]

    def clear(self) -> None:
        """Empty it, and leave."""
        self.screen.set_focus(None)
        self.remove_class("-open")
        for field in self.query("Line"):
            field.value = ""  # type: ignore[attr-defined]
            cast("RitualApp", self.app).instant.closed(field)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys hold while the line is open."""
        return self.has_class("-open") if action in ("keep", "close") else True

    def action_keep(self) -> None:
        """Hand on what was typed."""
        from ritualtui.tui.widgets.text_field import Line

        self._take(self.query_one(Line).value)

    def _take(self, text: str) -> bool:
        """Have ``text`` kept now, and leave: what is typed in the same instant begins the next one."""
        if not text.strip() or self._keep(text):
            self.clear()
        return True

    def again(self) -> None:
        """One goes on typing."""
        self.add_class("-open")

    def action_close(self) -> None:
        """Leave the line; words on it stay for later."""
        from ritualtui.tui.widgets.text_field import Line

        if self.query_one(Line).value.strip():
            self.screen.set_focus(None)
        else:
            self.clear()

    async def on_click(self, event: events.Click) -> None:
        """A click opens it."""
        event.stop()
        await self.open()
