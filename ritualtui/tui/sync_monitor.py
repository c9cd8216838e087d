"""Two computers kept in sync, beside the screen: synced at the start, after changes, now and then, and at the end.

Being offline is normal: nothing waits for it, nothing is red, and the word in the corner says that it comes later.
"""

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ritualtui.strings import dates
from ritualtui.tui import words

if TYPE_CHECKING:
    from ritualtui.companion.sync.background import Outcome
    from ritualtui.tui.app import RitualApp

_LOOK: Final = 3.0
"""Seconds between two looks at whether the log has changed."""
_AGAIN: Final = 600.0
"""Seconds after which the other machine is asked again, while the screen is open."""
_AT_THE_END: Final = 3.0
"""Seconds that leaving waits for a last sync."""


class InStep:
    """See the module. ``word`` is what stands in the corner; nothing where nothing is set up."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self._running: threading.Thread | None = None
        self._seen: tuple[int, int] | None = None
        self._at = 0.0
        self.outcome: Outcome | None = None
        self._unseen = False  # something was told that will not be told again, and nobody has looked
        self.ended = ""  # HH:MM of the last one that reached the target

    def begin(self) -> None:
        """From now on."""
        if os.path.isdir(self._app.places.sync):
            self.now()
        self._app.set_interval(_LOOK, self._look)

    @property
    def word(self) -> str:
        """What stands in the corner."""
        if self._running is not None:
            return words.SYNC_NOW
        if self.outcome is None:
            return ""
        return words.SYNC_WORDS["look" if self._unseen else self.outcome.state]

    def seen(self) -> None:
        """Somebody has looked at how it stands."""
        self._unseen = False

    def _look(self) -> None:
        """Sync where the log was changed, or the last time is long ago."""
        if not os.path.isdir(self._app.places.sync):
            self.left()
            return
        if self._running is None and (self._stands() != self._seen or self._app.ticks() - self._at >= _AGAIN):
            self.now()

    def left(self) -> None:
        """Nothing is set up any more: the corner says nothing."""
        if self.outcome is not None:
            self.outcome = None
            self._show()

    def _stands(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._app.places.journal)
        except OSError:
            return None
        return found.st_ino, found.st_size

    def now(self) -> None:
        """Sync, in a thread, unless one is under way."""
        if self._running is not None:
            return
        self._at = self._app.ticks()
        before = self._stands()
        self._running = threading.Thread(target=self._run, args=(before,), daemon=True)
        self._running.start()
        self._show()

    def _run(self, before: tuple[int, int] | None) -> None:
        from ritualtui.companion.sync import background

        app = self._app
        try:
            outcome = background.sync(app.places, app.who, app.clock)
        except Exception:  # nobody is to lose the screen over a sync; the command says what it is
            outcome = background.Outcome("look", notes=(words.SYNC_UNEXPECTED,))
        with suppress(RuntimeError):  # the program was left meanwhile
            app.call_later(self._done, before, outcome)

    def _done(self, before: tuple[int, int] | None, outcome: "Outcome") -> None:
        self._running = None
        self.outcome = outcome
        self._unseen = outcome.state == "look" or (self._unseen and bool(outcome.known))
        if outcome.state in ("step", "waiting"):
            self.ended = dates.hour(self._app.clock.now())
        # What came is our own doing; what was written beside it is seen by the next look.
        self._seen = self._stands() if outcome.received else before
        self._show()

    def _show(self) -> None:
        from ritualtui.tui.widgets.head import Head

        for screen in self._app.screen_stack:
            for head in screen.query(Head):
                head.refresh()

    def last(self) -> None:
        """Before the end: what is not there yet goes out, if that is a matter of a moment."""
        if not os.path.isdir(self._app.places.sync) or self._app.left_now:
            return
        if self._running is not None:
            self._running.join(_AT_THE_END)
        elif self._stands() != self._seen:
            from ritualtui.companion.sync import background

            args = (self._app.places, self._app.who, self._app.clock)
            last = threading.Thread(target=background.sync, args=args, daemon=True)
            last.start()
            last.join(_AT_THE_END)
