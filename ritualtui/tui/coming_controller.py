"""What comes back on Today: when its keys are offered, and what they do."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ritualtui import freetext
from ritualtui.strings import _
from ritualtui.tui import words
from ritualtui.tui.widgets.ask_about import AskAbout
from ritualtui.tui.widgets.news import News
from ritualtui.tui.widgets.nudge import NudgeWord

if TYPE_CHECKING:
    from ritualtui.companion.look import Today
    from ritualtui.companion.service import Companion
    from ritualtui.kinds import Outcome
    from ritualtui.tui.screens.today import TodayScreen

_QUOTED: Final = 40
"""Letters of it that are said again."""
_SAID: "Final[dict[Outcome, str]]" = {
    "done": _("Done: {text}"), "move": _("Moved to tomorrow: {text}"), "letgo": _("Let go: {text}"),
}  # fmt: skip


class ComingBack:
    """See the module. ``screen`` is Today."""

    def __init__(self, screen: "TodayScreen") -> None:
        self._screen = screen

    def show(self, data: "Today", partner: str) -> None:
        """Show what is due in ``data``; its keys only where neither a question nor an early word has them."""
        screen = self._screen
        alone = screen.query_one(News).asked is None and not screen.query_one(NudgeWord).shown
        screen.query_one(AskAbout).show(data, partner, alone=alone)

    def nudged(self) -> None:
        """An early word came or went."""
        screen, companion = self._screen, self._screen._app.companion
        if companion is not None and screen.data is not None:
            self.show(screen.data, freetext.one_line(companion.people.partner.name))
        screen.call_after_refresh(screen.refresh_bindings)

    def answer(self, outcome: "Outcome") -> None:
        """Answer the one whose keys are shown; another day is tomorrow."""
        screen = self._screen

        def act() -> None:
            companion = screen._app.opened()
            first = screen.query_one(AskAbout).first
            if companion is not None and screen._try(lambda: screen.say(answered(companion, first, outcome))):
                screen.paint()

        screen._app.held.once(f"coming-{outcome}", act)

    def struck(self, outcome: "Outcome") -> None:
        """The key of ``outcome`` did something else just now: held, it answers nothing here."""
        self._screen._app.held.struck(f"coming-{outcome}")


def answered(companion: "Companion", ident: str, outcome: "Outcome") -> str:
    """Answer what comes back by its id; another day is tomorrow. Returns what to say. Raises ``UsageError``."""
    back = companion.coming.find(ident)
    companion.coming.answer(back, outcome, date.fromisoformat(companion.today) + timedelta(days=1))
    return _SAID[outcome].format(text=words.shortened(freetext.one_line(back.comes.text), _QUOTED))
