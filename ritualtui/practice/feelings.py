"""Words for feelings, by family and strength, and the search for one by a few letters.

What somebody did is no feeling (“ignored”); such a word leads to feelings near it and is nobody's mistake. The words
are in ``content/<language>/feelings.toml``.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ritualtui import freetext
from ritualtui.strings import read_content


class Feeling(NamedTuple):
    """A word. ``family`` is the name of its family, empty for an answer that is none of them (“not sure”).

    ``strength`` is 1 (light) to 3 (strong), 0 for such an answer. ``gloss`` says it in other words; by ``also`` it is
    found, too.
    """

    id: str
    text: str
    gloss: str
    family: str = ""
    strength: int = 0
    also: tuple[str, ...] = ()


class Vocabulary(NamedTuple):
    """All words in the order in which they are shown; ``near`` are feelings by a word for what somebody did."""

    words: tuple[Feeling, ...]
    near: dict[str, tuple[Feeling, ...]]


@cache
def shipped() -> Vocabulary:
    """The words that come with the program."""
    content: dict[str, Any] = tomllib.loads(read_content("feelings.toml"))
    words = [Feeling(one["id"], one["text"], one["gloss"]) for one in content["answer"]]
    for family in content["family"]:
        words += [
            Feeling(one["id"], one["text"], one["gloss"], family["name"], one["strength"], tuple(one["also"]))
            for one in family["words"]
        ]
    by_id = {word.id: word for word in words}
    near = {one["typed"]: tuple(by_id[ident] for ident in one["offers"]) for one in content["neighbour"]}
    return Vocabulary(tuple(words), near)


def search(typed: str) -> list[Feeling]:
    """The words that ``typed`` could be the beginning of, best first; all of them where nothing is typed.

    First those that begin so themselves, then those with another word for it that does, then those near what somebody
    did, then those in whose explanation a word begins so.
    """
    known, wanted = shipped(), freetext.alike(typed.strip())
    if not wanted:
        return list(known.words)
    found = [word for word in known.words if _begins(word.text, wanted)]
    found += [word for word in known.words if any(_begins(other, wanted) for other in word.also)]
    found += neighbours(wanted)
    found += [word for word in known.words if _begins(word.gloss, wanted)]
    return list(dict.fromkeys(found))


def neighbours(typed: str) -> list[Feeling]:
    """Feelings near what somebody did, where ``typed`` is the beginning of a word for that."""
    wanted = freetext.alike(typed.strip())
    found = [near for said, near in shipped().near.items() if wanted and freetext.alike(said).startswith(wanted)]
    return list(dict.fromkeys(word for near in found for word in near))


def named(text: str) -> Feeling | None:
    """The word that is this text, whatever its capitals; None where it is one of somebody's own."""
    wanted = freetext.alike(text.strip())
    return next((word for word in shipped().words if freetext.alike(word.text) == wanted), None)


def _begins(text: str, wanted: str) -> bool:
    """Whether the text, or what begins at one of its words, begins so."""
    return any(rest.startswith(wanted) for rest in _from_each_word(freetext.alike(text)))


def _from_each_word(text: str) -> Iterator[str]:
    words = text.replace(",", " ").split()
    return (" ".join(words[at:]) for at in range(len(words)))
