"""Which line of a list of options is the first of which option: there goes the mark of the one under the cursor.

``_lines`` of its option list (seen in 8.2.8) has an option and a line of it for each line of the list. Where it is gone
there is no mark; the row under the cursor has a ground of its own as before.
"""

from typing import Final

from textual.widgets import OptionList

from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = ("textual.widgets:OptionList._lines",)


def begins_at(options: OptionList, line: int) -> int | None:
    """The index of the option that begins on this line of the whole list; None where none does."""
    if not notes.has(OptionList, "_lines", "no mark in front of the row under the cursor"):
        return None
    if line >= len(options._lines):
        return None
    index, line_of_it = options._lines[line]
    return index if line_of_it == 0 else None
