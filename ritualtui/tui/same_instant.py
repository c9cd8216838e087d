"""What is struck in the same instant as a key that changes what is on the screen: enter twice, a paste line by line.

Such keys were meant for what was there when they were struck. The key that closed a dialog, or opened one, does not go
to the next screen as well; letters that were meant for a field are no commands. Any other key goes on, so that one can
type ahead.
"""

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widget import Widget

from ritualtui import freetext

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

_GAP = 0.005
"""Seconds between two keys that a terminal hands on at once, as they are read. Nobody types that fast."""


class Instant:
    """See the module."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self._key = ""  # the key that was struck last when the screen changed
        self._until = 0.0  # what was struck till then belongs to what was there before
        self._typing = False  # a field had the focus
        self._closed: Widget | None = None  # the field that was left, on the same screen

    def changed(self, key: str) -> None:
        """Another screen comes to the top, by ``key``, or after it."""
        self._key, self._typing, self._closed = key, is_field(self._app.focused), None
        self._until = Message().time

    def closed(self, field: Widget) -> None:
        """A field was emptied and left; what follows in the same instant is for it, too."""
        self._key, self._typing, self._closed = "", True, field
        self._until = Message().time

    def takes(self, event: events.Key) -> bool:
        """Whether the key belongs to what was there before; then it is seen to."""
        if event.time > self._until + (0 if self._app.is_headless else _GAP):
            return False
        typed = event.key == "enter" or all(map(freetext.is_kept, event.character or "\0"))
        field = self._closed
        if field is not None and typed and field.is_attached and field.screen is self._app.screen:
            from ritualtui.tui.textual_compat.forwarding import forward

            forward(field, event)
        elif field is not None or (event.key != self._key and not (typed and self._typing)):
            return False
        self._until = max(self._until, event.time)
        return True


def is_field(widget: Widget | None) -> bool:
    """Whether one types on it; neither an Input nor a TextArea is imported for this."""
    return hasattr(widget, "insert_text_at_cursor") or hasattr(widget, "insert")
