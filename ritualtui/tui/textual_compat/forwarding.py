"""A key handed to a widget that no longer has the focus, as Textual hands one to the widget that has.

``Widget._forward_event`` (seen in 8.2.8) marks the key as handed on: without the mark, a key that the widget leaves
would come to the app as a new one. Where it is gone, letters are written to the field and any other key is dropped.
"""

from typing import Final

from textual import events
from textual.widget import Widget

from ritualtui import freetext
from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = ("textual.widget:Widget._forward_event",)


def forward(widget: Widget, key: events.Key) -> None:
    """Hand ``key`` to ``widget``."""
    if notes.has(Widget, "_forward_event", "a second line pasted into a field is not saved by itself"):
        widget._forward_event(key)
    elif key.character and all(map(freetext.is_kept, key.character)):
        write(widget, key.character)


def write(widget: Widget | None, letters: str) -> bool:
    """Type ``letters`` on ``widget``; False where one cannot type on it."""
    # Of an Input, of a TextArea: neither is imported for this.
    insert = getattr(widget, "insert_text_at_cursor", None) or getattr(widget, "insert", None)
    if insert is None:
        return False
    insert(letters)
    return True
