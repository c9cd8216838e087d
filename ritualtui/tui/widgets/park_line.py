"""A line for a to-do that comes up in a ritual: it opens under the page, and its words wait when it closes."""

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from ritualtui.tui import words
from ritualtui.tui.textual_compat.containers import Container, Vertical
from ritualtui.tui.widgets.text_field import Line


class ParkLine(Container):
    """See the module. Its screen has the class ``parks`` while it is open. ``aside`` is what stands on it at first."""

    class Closed(Message):
        """It has closed."""

    def __init__(self, aside: str = "") -> None:
        super().__init__(id="park-line")
        self.is_open = False
        self._aside = aside
        self._before: Widget | None = None  # where the cursor was when it opened

    def compose(self) -> ComposeResult:
        """What it is for; the line is there only while it is open."""
        with Vertical(id="parking"):
            yield Static(words.PARK_HERE, id="park-says", markup=False)

    @property
    def text(self) -> str:
        """What stands on it, or will when it is opened again."""
        return next((field.value for field in self.query("#park-field").results(Line)), self._aside)

    async def open(self) -> None:
        """Open it, with the cursor on it."""
        if not self.query(Line):
            await self.query_one("#parking").mount(Line(self._aside, id="park-field"))
        self.screen.add_class("parks")
        self.is_open, self._before = True, self.screen.focused
        self.screen.set_focus(self.query_one(Line))
        self.screen.refresh_bindings()

    async def close(self, keep: str = "") -> None:
        """Close it. ``keep`` is what will stand on it the next time."""
        self.is_open, self._aside = False, keep
        self.screen.remove_class("parks")
        await self.query(Line).remove()
        self.screen.refresh_bindings()
        self.post_message(self.Closed())

    async def leave(self) -> None:
        """Close it, and put the cursor back where it was."""
        await self.close()
        self.screen.set_focus(self._before)

    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The cursor was taken off it: it closes, and has its words still when it is opened again."""
        left, here = event.widget, self.is_open and self.app.app_focus and self.screen.is_active
        if here and isinstance(left, Line) and self.screen.focused is not left:
            await self.close(left.value)
