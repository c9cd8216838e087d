"""The names that the two had before: known again where an older export says them, and never shown.

A former name may be one that nobody wants to read again, so the log keeps no more of it than what recognizes it: a
digest, among the facts of this computer, which goes with its owner's name where they are forgotten.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from ritualtui import freetext
from ritualtui.companion.people import People

_DIGITS: Final = 16
_MOST: Final = 20
"""Names that are remembered of one person, the latest."""


def facts(header: Mapping[str, Any], people: list[list[str]]) -> dict[str, Any]:
    """The facts of a change of names: ``people`` from now on, and what recognizes those that they had until now."""
    before = {str(ident): str(name) for ident, name in header["people"]}
    former = {ident: list(known) for ident, known in _known(header).items()}
    for ident, name in people:
        digest = _digest(before.get(ident, name))
        if freetext.alike(before.get(ident, name)) != freetext.alike(name):
            former[ident] = [*(one for one in former.get(ident, []) if one != digest), digest][-_MOST:]
    return {"people": people, "former": former} if former else {"people": people}


def whose(header: Mapping[str, Any], people: People, name: str) -> str | None:
    """The id of the one of ``people`` who was called so before; None where nobody was, or both were."""
    asked = _digest(name)
    found = [ident for ident, known in _known(header).items() if asked in known and ident in people.names()]
    return found[0] if len(found) == 1 else None


def moved(header: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, list[str]]:
    """What is known of former names once every person has the id that ``new`` says."""
    return {new.get(ident, ident): list(known) for ident, known in _known(header).items()}


def _known(header: Mapping[str, Any]) -> Mapping[str, list[str]]:
    former = header.get("former")
    if not isinstance(former, dict):
        return {}
    return {ident: [str(one) for one in known] for ident, known in former.items() if isinstance(known, list)}


def _digest(name: str) -> str:
    return hashlib.sha256(freetext.alike(freetext.one_line(name)).encode()).hexdigest()[:_DIGITS]
