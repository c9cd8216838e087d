"""One quiet line that says what has just happened, and goes by itself."""

from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui import text_wrap

SECONDS = 8.0
_LONG = 24.0
_MOST, _WHOLE = 2, 8


class Notice(Widget):
    """See the module. Its place is kept while it is empty, so that nothing on the page moves.

    What is too long for two lines loses from the middle of what it quotes: its end says what to do next. What people
    may rely on is said ``whole``, on as many lines as it needs, and stays longer.
    """

    DEFAULT_CSS = """
    Notice { height: auto; min-height: 1; color: $text-muted; }
    Notice.-error { color: $error; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._going: Timer | None = None
        self._most = _MOST
        self.said = ""

    def say(self, text: str, *, error: bool = False, whole: bool = False, seconds: float = SECONDS) -> None:
        """Show ``text``; an error waits for the next thing said instead of going by itself."""
        self.said = freetext.one_line(text)
        self._most = _WHOLE if whole else _MOST
        self.set_class(error, "-error")
        self.set_class(bool(self.said), "-says")
        self.refresh(layout=True)
        self.tooltip = Content(self.said) if self.said else None
        if self._going is not None:
            self._going.stop()
            self._going = None
        if self.said and not error:
            self._going = self.set_timer(_LONG if whole else seconds, self.clear)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line or two, or as many as what is said whole needs."""
        return len(text_wrap.fitted(self.said, width, self._most))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(text_wrap.fitted(self.said, self.content_size.width, self._most)))

    def clear(self) -> None:
        """Say nothing."""
        self.say("")
