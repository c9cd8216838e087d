"""One quiet line that says what has just happened, and goes by itself."""

from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import lines

SECONDS = 8.0
_MOST = 2


class Notice(Widget):
    """See the module. Its place is kept while it is empty, so that nothing on the page moves.

    What is too long for two lines loses from the middle of what it quotes: its end says what to do next.
    """

    DEFAULT_CSS = """
    Notice { height: auto; min-height: 1; color: $text-muted; }
    Notice.-error { color: $error; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._going: Timer | None = None
        self.said = ""

    def say(self, text: str, *, error: bool = False, seconds: float = SECONDS) -> None:
        """Show ``text``; an error waits for the next thing said instead of going by itself."""
        self.said = freetext.one_line(text)
        self.set_class(error, "-error")
        self.set_class(bool(self.said), "-says")
        self.refresh(layout=True)
        self.tooltip = Content(self.said) if self.said else None
        if self._going is not None:
            self._going.stop()
            self._going = None
        if self.said and not error:
            self._going = self.set_timer(seconds, self.clear)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line or two."""
        return len(lines.fitted(self.said, width, _MOST))

    def render(self) -> Content:
        """The line, or the two."""
        return Content("\n".join(lines.fitted(self.said, self.content_size.width, _MOST)))

    def clear(self) -> None:
        """Say nothing."""
        self.say("")
