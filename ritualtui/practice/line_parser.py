"""What a person types into the one line of Today: thanks unless it begins as something else.

``for the soup`` and ``thank Ben for the soup`` are thanks, ``bid toward the heron`` (or just ``toward …``) is a bid,
``check-in 7 tired but near`` a check-in, ``did bedtime last night`` a ritual done. Pure: words in, meaning out.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ritualtui.errors import UsageError
from ritualtui.strings import _

Response = Literal["toward", "away", "against"]
_RESPONSES: tuple[Response, ...] = ("toward", "away", "against")
_CHECKIN = re.compile(r"^(?:check-?in|close(?:ness)?)\s+(\S+)(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Thanks:
    """An appreciation for the partner."""

    text: str


@dataclass(frozen=True)
class BidMade:
    """A bid of the partner's (of mine where ``mine``), and how it was met; None: not yet known."""

    response: Response | None
    text: str
    mine: bool


@dataclass(frozen=True)
class CheckIn:
    """How close one feels, 1–10."""

    closeness: int
    text: str


@dataclass(frozen=True)
class Done:
    """A ritual done away from the screen, at a time as people say it (empty: now)."""

    ritual: str
    when: str


Meaning = Thanks | BidMade | CheckIn | Done


def read(line: str, partner: str, rituals: Collection[str] = ()) -> Meaning:
    """The meaning of ``line``; ``partner`` is the other's name, ``rituals`` the ids that “did …” may name.

    Raises ``UsageError`` where something is missing.
    """
    said = line.strip()
    first, _space, rest = said.partition(" ")
    word, rest = first.casefold(), rest.strip()
    if word in ("thank", "thanks"):
        text = _without(rest, partner)
        if not text:
            raise UsageError(_("Thanks for what?"), _("thank {partner} for …").format(partner=partner))
        return Thanks(text)
    if word == "bid" or (word in _RESPONSES and rest):
        return _bid(rest if word == "bid" else said)
    if found := _CHECKIN.match(said):
        if not found[1].isdecimal() or not 1 <= int(found[1]) <= 10:
            raise UsageError(_("How close, from 1 to 10?"), _("Write it like “check-in 7 slept well”."))
        return CheckIn(int(found[1]), (found[2] or "").strip())
    ritual, _space, when = rest.partition(" ")
    if word == "did" and ritual.casefold() in rituals:
        return Done(ritual.casefold(), when.strip())
    if not said:
        raise UsageError(_("Nothing was typed."))
    return Thanks(said)


def _bid(rest: str) -> BidMade:
    word, text = _first(rest)
    mine = word in ("mine", "i")
    if mine:
        word, text = _first(text)
    if word == "open":
        return BidMade(None, text, mine)
    for response in _RESPONSES:
        if word == response:
            return BidMade(response, text, mine)
    raise UsageError(_("How was it answered?"), _("bid toward …, bid away …, bid against …, or bid open …"))


def _first(text: str) -> tuple[str, str]:
    """The first word, folded, and the rest."""
    word, _, rest = text.strip().partition(" ")
    return word.casefold(), rest.strip()


def _without(text: str, partner: str) -> str:
    """``text`` without the partner's name and the “for” in front, where they stand there."""
    folded = text.casefold()
    for lead in (partner.casefold(), "you"):
        if folded == lead or folded.startswith(lead + " "):
            # Letters may fold to more than one; a name as long as it was typed is what is cut.
            text = text[len(partner) if lead != "you" else len(lead) :].lstrip()
            break
    first, _, rest = text.partition(" ")
    return rest.lstrip() if first.casefold() == "for" else text
