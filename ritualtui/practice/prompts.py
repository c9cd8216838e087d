"""Prompts for the space of one's own: reflections, worksheets, goals, and the way from a rough draft to a request.

Nothing here is scored. What was asked is kept with the answer, so that a look back reads as it was then.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from ritualtui.strings import _, read_content

Kind = Literal["journal", "reflection", "barrier", "boundary", "goal", "draft"]
KINDS: Final[tuple[Kind, ...]] = ("journal", "reflection", "barrier", "boundary", "goal", "draft")
PARTS: Final = ("vent", "when", "feel", "need", "request")
"""The pages of a draft, in order; all but the first are what may be shared."""

_ALWAYS = re.compile(r"\byou\s+(?:always|never|constantly|every\s+time)\b|\b(?:always|never)\b.{0,12}\byou\b", re.I)
_LABEL = re.compile(
    r"\byou(?:['’]re|\s+are)\s+(?:so\s+|such\s+|just\s+|being\s+)?(?:an?\s+)?"
    r"(?:selfish|cold|lazy|impossible|childish|crazy|useless|heartless|egoist|narcissist\w*|liar|control\w*|needy|"
    r"dramatic|stubborn|weak|rude|careless|thoughtless|inconsiderate|distant|monster|idiot|jerk|like\s+your)",
    re.I,
)


@dataclass(frozen=True)
class Prompt:
    """One question; ``ident`` is unique in its set and never changes."""

    ident: str
    ask: str
    help: str = ""


@dataclass(frozen=True)
class PromptSet:
    """Questions that belong together; ``kind`` is that of the entries they lead to."""

    ident: str
    name: str
    kind: Kind
    about: str
    evidence: str
    prompts: tuple[Prompt, ...]


@cache
def _content() -> dict[str, object]:
    return tomllib.loads(read_content("private.toml"))


@cache
def sets() -> dict[str, PromptSet]:
    """Every set by id, in the order in which they are offered."""
    found: dict[str, PromptSet] = {}
    for table in _content()["set"]:  # type: ignore[attr-defined]
        prompts = tuple(Prompt(p["id"], p["ask"], p.get("help", "")) for p in table["prompt"])
        found[table["id"]] = PromptSet(
            table["id"], table["name"], table["kind"], table["about"], table["evidence"], prompts
        )
    return found


@cache
def draft() -> dict[str, Prompt]:
    """What each page of a draft asks, in order."""
    table: dict[str, dict[str, str]] = _content()["draft"]  # type: ignore[assignment]
    return {part: Prompt(part, table[part]["ask"], table[part].get("help", "")) for part in PARTS}


def notices(text: str) -> list[str]:
    """Kind words on how ``text`` may be heard: “you always”, “you are …”. Nothing is forced by them."""
    said: dict[str, str] = _content()["draft"]["notice"]  # type: ignore[index]
    found = [said["you-always"]] if _ALWAYS.search(text) else []
    return [*found, said["label"]] if _LABEL.search(text) else found


def statement(parts: dict[str, str]) -> str:
    """The “I” statement and the request in one text, from what each page has; the venting is never part of it."""
    begins = {"when": "When", "feel": "I feel", "need": "I need", "request": _("It would help if")}
    lines = []
    for part, begin in begins.items():
        words = " ".join(parts.get(part, "").split()).strip(" .…")
        if words:
            bare = re.sub(rf"^{begin}\b[\s…]*", "", words, flags=re.I) or words
            lines.append(f"{begin} {bare}{'' if bare.endswith(('?', '!')) else '.'}")
    return " ".join(lines)
