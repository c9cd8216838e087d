"""Garbage is collected while nobody types.

Python collects it when enough objects were made, which is in the middle of an answer to a key: what came before the
first paint is gone through while one waits for it, and with ten years of records a full collection took 36 ms. So
whoever opens the full screen switches collecting off; it is on again with the first paint, and full collections come
when a screen has closed and nothing was touched for a moment.
"""

import gc
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

_QUIET: Final = 0.7
"""Seconds without a key or a click."""
_YOUNG, _MIDDLE, _OLD = 50_000, 10, 20
"""New objects, and collections of these, after which Python collects all the same. A screen makes tens of thousands,
nearly all of which are there as long as it is; Python's own seven hundred have it look again and again."""


class Collecting:
    """See the module. Where collecting was not switched off before, it is left as it is."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self._begun = self._due = False

    def begin(self) -> None:
        """The first paint is there. What was made for it stays, and is not gone through again."""
        if self._begun or gc.isenabled():
            return
        self._begun = True
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
        gc.enable()

    def keep(self) -> None:
        """What is there now stays, and is not gone through again."""
        if self._begun:
            gc.freeze()

    def later(self) -> None:
        """Collect once it is quiet."""
        if self._begun and not self._due:
            self._due = True
            self._app.set_timer(_QUIET, self._collect)

    def _collect(self) -> None:
        app = self._app
        if app.idle() < _QUIET:
            app.set_timer(_QUIET, self._collect)
            return
        self._due = False
        gc.collect()
