"""One quiet line that says what has just happened, and goes by itself."""

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from ritualtui import freetext

SECONDS = 8.0


class Notice(Static):
    """See the module. Its place is kept while it is empty, so that nothing on the page moves."""

    DEFAULT_CSS = """
    Notice { height: 1; text-overflow: ellipsis; text-wrap: nowrap; color: $text-muted; }
    Notice.-error { color: $error; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._going: Timer | None = None
        self.said = ""

    def say(self, text: str, *, error: bool = False, seconds: float = SECONDS) -> None:
        """Show ``text``; an error waits for the next thing said instead of going by itself."""
        self.said = freetext.one_line(text)
        self.set_class(error, "-error")
        self.update(Content(self.said))
        self.tooltip = Content(self.said) if self.said else None
        if self._going is not None:
            self._going.stop()
            self._going = None
        if self.said and not error:
            self._going = self.set_timer(seconds, self.clear)

    def clear(self) -> None:
        """Say nothing."""
        self.say("")
