"""One line to type on: what is pasted keeps all its words, nothing is selected by surprise, enter is the screen's."""

from textual import events
from textual.geometry import Region
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
        self.cursor_blink = False  # well seen as it is, and nothing is painted while nobody types

    def on_resize(self) -> None:
        """Where one types stays in sight: also when words came before the line had its width, or has another now."""
        self.call_after_refresh(
            self.scroll_to_region, Region(self._cursor_offset, 0, width=1, height=1), force=True, animate=False
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is not ours."""
        return False if action == "submit" else super().check_action(action, parameters)

    def _on_paste(self, event: events.Paste) -> None:
        if event.text:
            self.insert_text_at_cursor(" ".join(event.text.split()))
        event.prevent_default()
        event.stop()
