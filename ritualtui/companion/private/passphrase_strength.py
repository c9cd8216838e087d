"""Whether a passphrase is easily guessed, and why, in one line. It is said, never refused: it is its owner's to choose.

zxcvbn (Wheeler 2016, USENIX Security) has the lists of words and passwords that guessers try first. Added here is what
it can't know: the two names with little around them, and rows of keyboards that are not Latin. Loaded only where a
passphrase is set; nothing of one is ever kept or put into an error.
"""

from collections.abc import Iterable
from typing import Any

from ritualtui import freetext
from ritualtui.strings import _

_ENOUGH = 3
"""Of zxcvbn's scores, 0 to 4, the first that is no cause to speak: a hundred million guesses at least."""
_PART = 24
"""Characters that are looked at as one: zxcvbn takes seconds over forty that were chosen to make it slow."""
_REST = 6
"""Characters beside the names that make a passphrase of names worth more than the names."""
_RUN = 4
"""Neighbouring keys that count as a run."""
_ROWS = (
    "1234567890", "qwertyuiop", "qwertzuiopü", "azertyuiop", "asdfghjkl", "asdfghjklöä", "qsdfghjklm", "zxcvbnm",
    "yxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ",
)  # fmt: skip
_REASONS = {
    "repeat": _("it is the same few characters again and again"),
    "sequence": _("it goes on like the alphabet or like numbers"),
    "spatial": _("it is a run of neighbouring keys"),
    "date": _("it is a date"),
    "dictionary": _("it is among the first that anybody would try"),
    "names": _("it is your names and little else"),
    "short": _("it is short, and made of what is tried first"),
}


def weakness(passphrase: str, names: Iterable[str]) -> str:
    """Why ``passphrase`` is easily guessed, as a line; empty where it isn't. ``names``: of both people."""
    why = _why(passphrase, sorted({part for name in names for part in (name, *name.split()) if len(part) > 1}))
    if not why:
        return ""
    return _("That passphrase is easy to guess: {reasons}. It works, and you can set another at any time.").format(
        reasons=_REASONS[why]
    )


def _why(passphrase: str, names: list[str]) -> str:
    if len(set(passphrase)) == 1:
        return "repeat"
    if _is_of_names(passphrase, names):
        return "names"
    if _is_run(passphrase):
        return "spatial"
    # Of a long one it is enough that one part is hard to guess.
    parts = [passphrase[:_PART], passphrase[-_PART:]] if len(passphrase) > _PART else [passphrase]
    looked = [_looked(part, names) for part in parts]
    best = max(looked, key=lambda found: float(found["guesses_log10"]))
    if best["score"] >= _ENOUGH:
        return ""
    patterns = {str(piece["pattern"]) for piece in best["sequence"]} - {"bruteforce", "regex"}
    if not patterns:
        return ""  # only its length was counted, as if every character were a digit: letters are worth more
    return patterns.pop() if len(patterns) == 1 else "short"


def _looked(part: str, names: list[str]) -> dict[str, Any]:
    from zxcvbn import zxcvbn

    found: dict[str, Any] = zxcvbn(part, user_inputs=names)
    return found


def _is_of_names(passphrase: str, names: list[str]) -> bool:
    """Whether hardly anything is left once the names are taken out."""
    left = freetext.alike(passphrase)
    for name in sorted(map(freetext.alike, names), key=len, reverse=True):
        left = left.replace(name, " ")
    return left != freetext.alike(passphrase) and len("".join(left.split())) < _REST


def _is_run(passphrase: str) -> bool:
    """Whether it is all runs of neighbouring keys, forwards or backwards."""
    left = "".join(passphrase.casefold().split())
    while left:
        row = max((_run_at(left, row) for keys in _ROWS for row in (keys, keys[::-1])), default=0)
        if row < min(_RUN, len(left)):
            return False
        left = left[row:]
    return True


def _run_at(text: str, row: str) -> int:
    """How many characters at the beginning of ``text`` are neighbours in ``row``."""
    start = row.find(text[0])
    count = 0
    while start >= 0 and count < len(text) and start + count < len(row) and row[start + count] == text[count]:
        count += 1
    return count
