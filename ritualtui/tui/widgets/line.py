"""One line to type on: what is pasted keeps all its words, nothing is selected by surprise, enter is the screen's."""

from textual import events
from textual.widgets import Input


class Line(Input):
    """See the module."""

    DEFAULT_CSS = """
    Line { border: none; height: 1; padding: 0; background: transparent; }
    Line:focus { border: none; background: transparent; background-tint: transparent; }
    Line > .input--placeholder, Line > .input--suggestion { color: $text-disabled; }
    """

    def __init__(self, value: str = "", placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder, id=id, select_on_focus=False)
        self.cursor_blink = self.app.animation_level != "none"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is not ours."""
        return False if action == "submit" else super().check_action(action, parameters)

    def _on_paste(self, event: events.Paste) -> None:
        if event.text:
            self.insert_text_at_cursor(" ".join(event.text.split()))
        event.prevent_default()
        event.stop()
