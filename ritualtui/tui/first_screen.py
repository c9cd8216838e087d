"""The screen that comes first: Today, the question who is here, or the first run. The first paint waits for this."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ritualtui.errors import RitualError
from ritualtui.store import files
from ritualtui.tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from ritualtui.places import Places

Name = Literal["today", "who", "welcome"]
"""What a first screen is called; its style sheet, too."""
_END: Final = 1 << 16
"""Bytes at either end of the journal that are looked at."""


def name(places: "Places", who: str | None) -> Name:
    """Which it is in this home, for ``who`` (a name that was given, or None). Reads the journal's ends at most."""
    if not Path(places.journal).exists() and not Path(places.data).exists():
        return "welcome"
    return "today" if who or not _both_here(places) else "who"


def made(name: Name) -> "Screen[None]":
    """The screen of this name; those that are rare are loaded only now."""
    if name == "today":
        return TodayScreen()
    if name == "who":
        from ritualtui.tui.screens.who import WhoScreen

        return WhoScreen()
    from ritualtui.tui.screens.welcome import WelcomeScreen

    return WelcomeScreen()


def _both_here(places: "Places") -> bool:
    """Whether both use this computer: then it is asked first who is here.

    Where neither end of the journal says so, no more is loaded for it: the first paint waits for this.
    """
    try:
        with open(files.open_plain(places.journal), "rb") as file:
            ends = file.read(_END)
            file.seek(max(0, os.fstat(file.fileno()).st_size - _END))
            ends += file.read(_END)
    except (OSError, RitualError):
        return False
    if b'"both":true' not in ends:
        return False
    from ritualtui.companion import people

    known = people.at(places.journal)
    return known is not None and known.both
