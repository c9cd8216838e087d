"""A key that is held down is one press: what can be done many times by it, undo above all, is done once.

Keyboards repeat a key that is held, after a quarter of a second or more, some ten to forty times a second, and a
terminal says nothing of a key that goes up. So a key that comes again that soon is still the same press. The first
repetition could be a second press as well: it waits for what comes next.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


class Held:
    """See the module. ``repeats``: seconds between two repetitions, ``begins``: till the first one, at the most."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self.repeats, self.begins = 0.12, 0.75
        self._struck: dict[str, float] = {}  # when the key of each action came last
        self._waiting: dict[str, Timer] = {}

    def once(self, action: str, act: Callable[[], None]) -> None:
        """Do ``act``, unless the key for ``action`` is only being held."""
        since = self._app.struck - self._struck.get(action, -self.begins)
        self._struck[action] = self._app.struck
        if (waiting := self._waiting.pop(action, None)) is not None:
            waiting.stop()
            if since >= self.repeats:
                act()  # it was a press of its own, only nobody had the time for it
        if since >= self.begins:
            act()
        elif since >= self.repeats:
            self._wait(action, act)

    def struck(self, action: str) -> None:
        """The key of ``action`` did something else just now: while it's held, it is still that press."""
        self._struck[action] = self._app.struck

    def _wait(self, action: str, act: Callable[[], None]) -> None:
        screen = self._app.screen

        def over() -> None:
            self._waiting.pop(action, None)
            if self._app.screen is screen:
                act()

        self._waiting[action] = self._app.set_timer(self.repeats, over)
