"""Words that people type: checked and cleaned once, at the door, and shown as plain text everywhere after.

Text is data. Control characters (terminal escapes begin with one) never enter a record; everything else stays
as it was typed. Stands apart from ``records`` because the quick path needs it without msgspec.
"""

import unicodedata

from ritualtui.errors import UsageError
from ritualtui.strings import _

TEXT_LIMIT = 10_000
"""Characters in one text: about five pages, far beyond a thank-you, and a bound for every reader."""
NAME_LIMIT = 40
TAG_LIMIT = 40

_KEPT_CONTROLS = "\n\t"
_PAIRS = {"“": "”", '"': '"'}
_UNSEEN = frozenset({"Cc", "Cf", "Zs"})
_HARD_SPACES = frozenset({"\u00a0", "\u2007", "\u202f"})
"""Spaces at which no line breaks; French has one before a colon."""
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
# Embeddings, overrides and isolates reorder what stands around them on a terminal line; right-to-left
# letters need none of them. They are data and are kept, but never reach a screen.
_BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])

_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ħ": "h", "Ħ": "h", "ı": "i", "æ": "ae", "Æ": "ae",
     "œ": "oe", "Œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u00ad": "", "\u200b": "",
     "\u200c": "", "\u200d": "", "\ufeff": ""}
)  # fmt: skip
"""Letters that stand beside plain ones and are not made of them, and signs that are typed otherwise or not at all."""


def clean(text: str, limit: int = TEXT_LIMIT, what: str = "text") -> str:
    """Return ``text`` in NFC, without control characters (newline and tab stay) and outer white space.

    Raises ``UsageError`` where it is longer than ``limit`` characters or cannot be written as UTF-8. The result may
    be empty, and is where nothing of it could be seen: whether that is allowed is the caller's to say.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _utf8(text, what))
    if not text.isprintable():
        for end, newline in _LINE_ENDS.items():
            text = text.replace(end, newline)
        text = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) != "Cc")
        if all(unicodedata.category(c) in _UNSEEN for c in text):
            text = ""
    text = text.strip()
    if len(text) > limit:
        raise UsageError(
            _("The {what} has {text:,} characters; {limit:,} fit.").format(what=what, text=len(text), limit=limit),
            _("Shorten it. Nothing was saved."),
        )
    return text


def is_kept(character: str) -> bool:
    """Whether ``clean`` keeps this one character inside a line; of U+2028 and U+2029 it makes line breaks."""
    return unicodedata.category(character) not in ("Cc", "Cs")


def _utf8(text: str, what: str) -> str:
    """``text`` without lone surrogates. Raises ``UsageError`` where they are not UTF-8 that was read as something else.

    In a plain C locale Python hands the bytes of an argument on as surrogates, though they are UTF-8 all the same.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return text.encode(errors="surrogateescape").decode()
        except UnicodeError:
            said = _("The {what} has bytes that are not UTF-8.").format(what=what)
            raise UsageError(said, _("Type it again, or check the encoding. Nothing was saved.")) from None
    return text


def needed(text: str, limit: int = TEXT_LIMIT, what: str = "text") -> str:
    """``clean``, and refuse what is empty."""
    text = clean(text, limit, what)
    if not text:
        raise UsageError(_("The {what} is empty.").format(what=what), _("Nothing was saved."))
    return text


def alike(text: str) -> str:
    """``text`` for comparing names and words: case, width and characters without a shape do not matter."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def searched(text: str) -> str:
    """``text`` for finding words in it: case, width, accents and the shape of quotation marks do not matter.

    What a keyboard without those letters gives is found: “blumchen” in “Blümchen”, “lodz” in “Łódź”. Marks that make
    another letter of it stay (the voicing of kana, vowels of Indic scripts); those of Hebrew and Arabic, which are
    mostly left out, go.
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold())
    left = "".join(c for c in plain if c.isascii() or not _is_mark(unicodedata.combining(c)))
    return unicodedata.normalize("NFC", left)


def tag(text: str) -> str:
    """A tag in the form in which tags are compared: as words are searched, with its # or without."""
    return searched(text).removeprefix("#")


def _is_mark(combining: int) -> bool:
    """Whether a character of this canonical combining class is an accent, or a point of Hebrew or Arabic."""
    return combining >= 200 or 10 <= combining <= 36


def shown(text: str) -> str:
    """``text`` made safe for a terminal: a record that came by another way may hold what ``clean`` refuses."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_BIDI_CONTROLS)
    return "".join(c if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs") else "�" for c in text)


def one_line(text: str) -> str:
    """``shown``, with line breaks and tabs as single spaces, for lists."""
    return " ".join(shown(text).split())


def in_one_line(text: str) -> str:
    """``text`` for a field of one line: line breaks, tabs and runs of spaces are single spaces, hard spaces stay."""
    text = "".join(" " if c.isspace() and c not in _HARD_SPACES else c for c in text)
    return " ".join(word for word in text.split(" ") if word)


def path(name: str) -> str:
    """``shown`` in one line: the name of a file as it is, but for what would break the line or be obeyed."""
    return "".join("�" if c in _KEPT_CONTROLS or c in _LINE_ENDS else c for c in shown(name))


def in_marks(text: str, drawn: str) -> str:
    """``drawn``, which shows ``text``, in quotation marks: in those that ``text`` has, where it stands in a pair.

    Where ``drawn`` is cut and ends with “…”, the pair is closed behind that.
    """
    closing = _PAIRS.get(text[:1])
    if closing and text.find(closing, 1) == len(text) - 1 > 0:
        return f"{drawn}{closing}" if drawn.endswith("…") else drawn
    return f"“{drawn}”"


def quoted(text: str, limit: int = 60) -> str:
    """What somebody typed, in quotation marks and short enough to stand in an answer."""
    said = one_line(text)
    return f"“{said if len(said) <= limit else said[: limit - 1] + '…'}”"
