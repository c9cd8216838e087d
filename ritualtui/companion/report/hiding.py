"""Hiding names in what somebody wrote, and finding what may be a name still.

Pure. A name is found in any case, with or without its accents, also as “Ben’s”, and by each part of it. Where it is a
word as well (Will, May, Rose), small letters are taken for the word, left, and shown to whoever hands it out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple

from ritualtui import freetext

_SHORT: Final = 3
"""Letters of a part of a name, or of a beginning, below which it would be found everywhere."""
_WORD: Final = re.compile(r"\w+")


class Hidden(NamedTuple):
    """One name that is hidden: how it is found, and what stands in its place."""

    pattern: re.Pattern[str]
    short: str


def hidden(names: Sequence[tuple[str, str]], words: Set[str]) -> list[Hidden]:
    """What hides ``names``, each with what stands in its place: longer ones first, then the parts of them.

    ``words`` are names that are words, too, in small letters.
    """
    parts = [(part, short) for name, short in names for part in _parts(name)]
    whole = {freetext.searched(name) for name, _ in names}
    of = Counter(freetext.searched(part) for part, _ in parts)
    alone = [
        (part, short)
        for part, short in parts
        if of[freetext.searched(part)] == 1 and freetext.searched(part) not in whole
    ]
    every = sorted([*names, *alone], key=lambda pair: -len(pair[0]))
    return [Hidden(_standing_alone(name, freetext.searched(name) not in words), short) for name, short in every]


def without(text: str, names: Iterable[Hidden]) -> str:
    """``text`` with what is hidden in place of the names in it."""
    for one in names:
        text = one.pattern.sub(one.short.replace("\\", r"\\"), text)
    return text


def left(texts: Iterable[str], names: Iterable[str]) -> list[tuple[str, int]]:
    """Words in ``texts``, in which ``names`` are hidden already, that may be a name still, with how often.

    Those that begin as a name does (Benny, where Ben is hidden), and names that are words, in small letters.
    """
    asked = {freetext.searched(part) for name in names for part in (name, *_parts(name))}
    longer = tuple(name for name in asked if len(name) >= _SHORT)
    found = Counter(
        word
        for text in texts
        for word in _WORD.findall(text)
        if (folded := freetext.searched(word)) in asked or folded.startswith(longer)
    )
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _parts(name: str) -> list[str]:
    """The words of a name of several, those that can stand for it."""
    parts = name.split()
    return [part for part in parts if len(part) >= _SHORT and part.isalpha()] if len(parts) > 1 else []


def _standing_alone(name: str, any_case: bool) -> re.Pattern[str]:
    """Finds ``name`` in a text where it stands by itself. Scripts without capitals write words together: anywhere."""
    forms = {name, freetext.searched(name)} if any_case else {name, name.title(), name.capitalize(), name.upper()}
    first, last = name[0].lower() != name[0].upper(), name[-1].lower() != name[-1].upper()
    either = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    before, after = r"(?<!\w)" if first else "", r"(?!\w)" if last else ""
    return re.compile(f"{before}(?:{either}){after}", re.IGNORECASE if any_case else 0)
