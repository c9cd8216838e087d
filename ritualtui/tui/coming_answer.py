"""Answering what came back by one key on Today."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import words

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion
    from ritualtui.kinds import Outcome

_QUOTED: Final = 40
"""Letters of it that are said again."""
_SAID: "Final[dict[Outcome, str]]" = {
    "done": _("Done: {text}"), "move": _("Moved to tomorrow: {text}"), "letgo": _("Let go: {text}"),
}  # fmt: skip


def given(companion: "Companion", outcome: "Outcome") -> str:
    """Answer the first that wants it, and say so; another day is tomorrow. Raises ``RitualError``."""
    back = companion.coming.first()
    if back is None:
        return ""
    companion.coming.answer(back, outcome, date.fromisoformat(companion.today) + timedelta(days=1))
    return _SAID[outcome].format(text=words.shortened(freetext.one_line(back.comes.text), _QUOTED))
