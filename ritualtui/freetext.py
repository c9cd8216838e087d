"""Words that people type: checked and cleaned once, at the door, and shown as plain text everywhere after.

Text is data. Control characters (terminal escapes begin with one) never enter a record; everything else stays
as it was typed. Stands apart from ``records`` because the quick path needs it without msgspec.
"""

import unicodedata

from ritualtui.errors import UsageError

TEXT_LIMIT = 10_000
"""Characters in one text: about five pages, far beyond a thank-you, and a bound for every reader."""
NAME_LIMIT = 40
TAG_LIMIT = 40

_KEPT_CONTROLS = "\n\t"
# Embeddings, overrides and isolates reorder what stands around them on a terminal line; right-to-left
# letters need none of them. They are data and are kept, but never reach a screen.
_BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def clean(text: str, limit: int = TEXT_LIMIT, what: str = "text") -> str:
    """Return ``text`` in NFC, without control characters (newline and tab stay) and outer white space.

    Raises ``UsageError`` where it is longer than ``limit`` characters or cannot be written as UTF-8.
    The result may be empty: whether emptiness is allowed is the caller's to say.
    """
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UsageError(f"The {what} has bytes that are not UTF-8.", "Type it again, or check the encoding.") from None
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
        text = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) != "Cc")
    text = text.strip()
    if len(text) > limit:
        raise UsageError(f"The {what} has {len(text):,} characters; {limit:,} fit.", "Shorten it, nothing was kept.")
    return text


def needed(text: str, limit: int = TEXT_LIMIT, what: str = "text") -> str:
    """``clean``, and refuse what is empty."""
    text = clean(text, limit, what)
    if not text:
        raise UsageError(f"The {what} is empty.", "Nothing was kept.")
    return text


def shown(text: str) -> str:
    """``text`` made safe for a terminal: a record that came by another way may hold what ``clean`` refuses."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_BIDI_CONTROLS)
    return "".join(c if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs") else "�" for c in text)


def one_line(text: str) -> str:
    """``shown``, with line breaks and tabs as single spaces, for lists."""
    return " ".join(shown(text).split())
