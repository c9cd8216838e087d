"""The early word of Today: looked for beside the screen, and what its keys do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ritualtui.errors import RitualError
from ritualtui.tui.run_in_thread import beside
from ritualtui.tui.widgets.news import News
from ritualtui.tui.widgets.nudge import NudgeWord

if TYPE_CHECKING:
    from ritualtui.companion.nudges import Nudge
    from ritualtui.companion.service import Companion
    from ritualtui.insight.nudge_choice import Way
    from ritualtui.tui.screens.today import TodayScreen

_WAYS: "dict[str, Way]" = {"later": "later", "put": "away", "never": "never"}


class Nudging:
    """See the module. ``screen`` is Today."""

    def __init__(self, screen: "TodayScreen") -> None:
        self._screen = screen
        self._looks = 0

    @property
    def _word(self) -> NudgeWord:
        return self._screen.query_one(NudgeWord)

    def look(self, companion: "Companion") -> None:
        """See what is worth a word, in a thread: ten years take a moment. The morning's question goes first.

        In a pause nothing is said.
        """
        app, screen = self._screen._app, self._screen
        self._looks += 1
        quiet = screen.data is not None and screen.data.paused is not None
        if quiet or not app.settings.nudges or screen.query_one(News).asked is not None:
            self._word.show([])
            return
        number = self._looks

        def show(due: "list[Nudge] | None", error: Exception | None) -> None:
            # What goes wrong in a look at the past is no reason to lose the screen.
            if due is not None and number == self._looks:
                for word in screen.query(NudgeWord):  # none where the screen is on its way out
                    word.show(due)
                    screen.coming.nudged()

        beside(app, companion.nudges.asking(), show)

    async def act(self, what: str) -> None:
        """``do`` the one small thing, ``later``, ``put`` it away, ``never`` of this kind, unfold ``why``."""
        screen, nudge, companion = self._screen, self._word.first, self._screen._app.companion
        if nudge is None or companion is None:
            return
        if what == "why":
            self._word.unfold()
            screen.call_after_refresh(screen.refresh_bindings)
        elif what in _WAYS:
            self._keep(lambda: companion.nudges.put(nudge, _WAYS[what]))
        elif nudge.place == "thank":
            await screen.action_thank()
        elif nudge.place == "bid":
            screen.action_bid()
        elif nudge.place == "ask":
            self._ask(nudge, companion)
        else:
            screen.action_begin(nudge.place)

    def _ask(self, nudge: "Nudge", companion: "Companion") -> None:
        from ritualtui.tui.screens.ask import AskScreen

        def answered(how: str | None) -> None:
            if how is not None:
                self._keep(lambda: companion.nudges.answer(nudge, how))

        self._screen.app.push_screen(AskScreen(nudge), answered)

    def _keep(self, act: Callable[[], str]) -> None:
        try:
            said = act()
        except RitualError as err:
            self._screen.say(str(err), error=True)
        else:
            self._word.show([])
            self._screen.say(said)
        self._screen.paint()
