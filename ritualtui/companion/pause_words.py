"""What a person types about a pause, read: “ill 3 days”, “bedtime until sunday”, “from 24 Dec until 2 Jan”, “end”.

The words come from a shell, a palette or a field; what they mean goes to ``pausing``.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from ritualtui import days, freetext
from ritualtui.errors import UsageError
from ritualtui.practice.plans import Why
from ritualtui.strings import _, typed

WHYS: Final[dict[str, Why]] = {
    "away": "away", "ill": "ill", "sick": "ill", "hard season": "hard season", "hard-season": "hard season",
    "hard_season": "hard season",
}  # fmt: skip
"""What each reason may be called."""
_ENDS: Final = ("end", "over", "stop")
_WHY: Final = re.compile(rf"(?:^| )({'|'.join(WHYS)})(?= |$)")
_UNTIL: Final = re.compile(r"(?:^| )(?:until|till|til|to|through)((?: .*)?)$")
_SINCE: Final = re.compile(r"(?:^| )(since|from)((?: .*?)?)(?= for |$)")
_TO_COME: Final = re.compile(r"(?:tomorrow|next|in|the day after|day after)\b")


class Asked(NamedTuple):
    """What was meant. ``ritual`` is as it was typed; empty: everything. ``why`` is away where nothing was said."""

    end: bool
    why: Why
    since: date | None
    until: date | None
    ritual: str


def understood(text: str, today: date, past: Callable[[str], date], since: str = "", until: str = "") -> Asked:
    """What ``text`` asks for. ``since`` and ``until`` are the days that were said apart from it, if any.

    ``past`` reads a day that has been (“monday”, “3 days ago”). Raises ``UsageError``.
    """
    rest = typed.in_english(" ".join(freetext.clean(text, 200, "pause").lower().split()))
    first, _space, more = rest.partition(" ")
    if first in _ENDS:
        if since or until:
            raise UsageError(_("A pause ends today."), _("`pause end` takes no days."))
        return Asked(True, "away", None, None, "" if more in ("now", "today", "it") else more)
    whys = _WHY.findall(rest)
    rest = " ".join(_WHY.sub("", rest).split())
    if found := _UNTIL.search(rest):
        until, rest = until or _said(found[1], "Until"), rest[: found.start()].strip()
    ahead = False
    if found := _SINCE.search(rest):
        since, ahead = since or _said(found[2], "Since"), found[1] == "from"
        rest = (rest[: found.start()] + rest[found.end() :]).strip()
    begins = _since(since, today, past, ahead) if since else None
    ends = _until(until, today, begins or today, past) if until else None
    ritual, lasts = _lasting(rest, begins or today)
    return Asked(False, WHYS[whys[-1]] if whys else "away", begins, ends or lasts, ritual)


def _said(text: str, which: str) -> str:
    if not text.strip():
        raise UsageError(_("{which} when?").format(which=which), days.AHEAD_EXAMPLES)
    return text.strip()


def _lasting(rest: str, first: date) -> tuple[str, date | None]:
    """What is left without “3 days” at its end or its beginning, and the last of them."""
    words = rest.split()
    for size in (3, 2):
        for lasting, others in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            last = days.last_of(" ".join(lasting), first)
            if last is not None:
                return " ".join(others), last
    return rest, None


def _since(text: str, today: date, past: Callable[[str], date], ahead: bool) -> date:
    """The day it begins: “monday” is the one that has been, after “from” the one to come; a date is the nearest."""
    said = " ".join(text.lower().split())
    if _TO_COME.match(said):
        return days.to_come(text, today)
    try:
        near = [found for way in (False, True) if (found := days.written(said, today, ahead=way))]
    except ValueError:
        near = []
    if near:
        return min(near, key=lambda day: abs((day - today).days))
    return days.to_come(text, today) if ahead else past(text)


def _until(text: str, today: date, begins: date, past: Callable[[str], date]) -> date:
    """The last day: the next one to come, after the beginning where that is to come itself; or one that has been."""
    try:
        found = days.to_come(text, today)
        return found if found >= begins or begins <= today else days.to_come(text, begins)
    except UsageError as err:
        try:
            return past(text)
        except UsageError:
            raise err from None
