"""Letters as people see them: a family of emoji, a vowel with its marks, a flag is one, however many characters it has.

Textual's fields go by characters: backspace would take a child out of the family, and the cursor would stand inside a
syllable. Unicode's rules for what belongs together (UAX #29) are wcwidth's, which is loaded for letters that need them.
"""

from rich.style import Style
from rich.text import Text
from textual import events

from ritualtui import freetext

_MARKS = "\u0300"
"""The first character that can belong to the one before it; all below stand alone."""
_PREPENDED = "\u0600"
"""The first character to which the one behind it can belong."""


def typed(event: events.Key) -> str | None:
    """What a key writes: every character that a record keeps, also joiners and hard spaces; None where it is no letter.

    Textual takes only what Python calls printable, which leaves those out, and letters newer than Python's tables.
    """
    character = event.character
    if not character or not all(freetext.is_kept(c) for c in character):
        return None
    return character.replace("\u2028", "\n").replace("\u2029", "\n")


def before(text: str, position: int) -> int:
    """Where the letter begins that ends at ``position``; 0 at the beginning."""
    if position <= 0:
        return 0
    if text[position - 1] < _MARKS:
        return position - 1
    from wcwidth import grapheme_boundary_before

    return grapheme_boundary_before(text, position)


def after(text: str, position: int) -> int:
    """Where the letter ends that begins at ``position``; the end at the end."""
    if position + 1 >= len(text):
        return len(text)
    if text[position] < _PREPENDED and text[position + 1] < _MARKS:
        return position + 1
    from wcwidth import iter_graphemes

    return position + len(next(iter_graphemes(text, position)))


def beginning(text: str, position: int) -> int:
    """Where the letter begins in which ``position`` is: there, unless it is in the middle of one."""
    return before(text, position + 1) if 0 < position < len(text) else position


class Letters(Text):
    """A text of which no part of a letter gets a style of its own: a terminal would draw its parts one by one."""

    def stylize(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """As Rich's, out to the whole letters at both ends."""
        if end is not None and (begins := beginning(self.plain, end)) != end:
            end = after(self.plain, begins)
        super().stylize(style, beginning(self.plain, start), end)
