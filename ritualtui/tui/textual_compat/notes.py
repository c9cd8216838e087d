"""What the installed Textual lacks of the names that this folder leans on, told at the end and only when asked.

A line in the middle of the screen would spoil it, and nobody but us can do anything about a name that has moved. So
notes are collected here, and ``tell`` writes them once the terminal is the shell's again, under RITUALTUI_DEBUG=1.
"""

import os
import sys

_notes: dict[str, None] = {}


def note(text: str) -> None:
    """Remember ``text``, once, for whoever asks at the end."""
    _notes.setdefault(text)


def has(owner: object, name: str, without: str) -> bool:
    """Whether Textual's ``owner`` (a class, a module or an instance) still has ``name``.

    Where it doesn't, what is lost ``without`` it is noted.
    """
    found = hasattr(owner, name)
    if not found:
        where = getattr(owner, "__name__", type(owner).__name__)
        note(f"{where}.{name} is gone: {without}")
    return found


def tell() -> None:
    """Write the notes to standard error where RITUALTUI_DEBUG=1."""
    if _notes and os.environ.get("RITUALTUI_DEBUG") == "1":
        sys.stderr.write("".join(f"Textual: {text}\n" for text in _notes))
    _notes.clear()
