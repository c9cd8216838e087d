"""Nothing to see: the screen for the last minutes of the day. Any key, or a click, brings the page back."""

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from ritualtui.tui.screens.swift import FirstAnswer


class DarkScreen(FirstAnswer[None]):
    """Dark but for one ember. The time runs on the page below it."""

    CSS_PATH = "../styles/guide.tcss"
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """The ember, so that one knows the machine is on."""
        yield Static("·", id="ember", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Wake; the key itself does nothing."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """Wake."""
        self.dismiss()
