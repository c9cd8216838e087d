"""The line at the bottom of Today on which a thank-you takes five seconds.

The field itself is made when it is first wanted: Today's first paint does not wait for it.
"""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ritualtui.tui.widgets.ground import Horizontal


class LogLine(Horizontal):
    """See the module. ``prompt`` is what it asks for."""

    DEFAULT_CSS = """
    LogLine { height: 1; }
    LogLine > #mark { width: 2; color: $primary; }
    LogLine > #asks { width: 1fr; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    LogLine > Line { display: none; width: 1fr; }
    LogLine.-open > Line { display: block; }
    LogLine.-open > #asks { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="line.keep", tooltip="Keep what stands on the line"),
        Binding("escape", "close", "close", id="line.close", tooltip="Leave the line; what stands on it stays"),
    ]

    class Kept(Message):
        """These words are to be kept."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

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

    _prompt = ""

    async def prepare(self) -> None:
        """Make the field, so that it is there at once when it is wanted."""
        from ritualtui.tui.widgets.line import Line

        if not self.query(Line):
            await self.mount(Line(placeholder=self._prompt))

    async def open(self) -> None:
        """Put the cursor on the line."""
        from ritualtui.tui.widgets.line import Line

        await self.prepare()
        self.add_class("-open")
        self.screen.set_focus(self.query_one(Line))  # at once; `focus` would let the next letter pass by

    def offer(self, text: str) -> None:
        """Have these words stand on it, as one left them; one goes on with the key that opens it."""
        from ritualtui.tui.widgets.line import Line

        field = self.query_one(Line)
        field.value = " ".join(text.split("\n"))
        field.cursor_position = len(field.value)
        self.add_class("-open")

    @property
    def text(self) -> str:
        """What stands on it."""
        return next((field.value for field in self.query("Line")), "")  # type: ignore[attr-defined]

    def clear(self) -> None:
        """Empty it, and leave."""
        self.screen.set_focus(None)
        for field in self.query("Line"):
            field.value = ""  # type: ignore[attr-defined]
        self.remove_class("-open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys hold while the line is open."""
        return self.has_class("-open") if action in ("keep", "close") else True

    def action_keep(self) -> None:
        """Hand on what was typed."""
        from ritualtui.tui.widgets.line import Line

        self.post_message(self.Kept(self.query_one(Line).value))

    def action_close(self) -> None:
        """Leave the line; words on it stay for later."""
        from ritualtui.tui.widgets.line import Line

        if self.query_one(Line).value.strip():
            self.screen.set_focus(None)
        else:
            self.clear()

    async def on_click(self, event: events.Click) -> None:
        """A click opens it."""
        event.stop()
        await self.open()
