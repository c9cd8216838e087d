"""An unexpected error ends the screen without showing a word of any record, and is handed on to whoever ran it.

Textual prints a traceback with the values of local variables in it: words of records. While the screen runs nothing
that goes to Python's standard streams reaches the terminal (Textual's drivers write to the streams beneath them), so
it doesn't matter by which of its ways Textual prints, or whether asyncio or a thread does.

``_handle_exception`` (seen in 8.2.8) is where Textual takes an error of a screen or a worker. It is overridden to keep
the error, and to let pass what a screen raises only because it is being closed. Without it the error isn't known: the
screen still ends silently, and its exit code says that something went wrong.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, Final

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.widget import MountError

from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = ("textual.app:App._handle_exception",)

if TYPE_CHECKING:
    _App = App[int]
else:
    _App = object


class ScreenFailed(Exception):
    """The screen ended because of an error that Textual didn't hand on."""


@contextmanager
def silenced() -> Iterator[None]:
    """Let nothing but Textual's driver write to the terminal."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield


class KeepsFailure(_App):
    """For an app: it remembers what ended it. (No ``App`` itself: Textual would count its styles as another layer's.)

    ``has_left``: the app has been told to end. What is just being mounted then finds its screen gone.
    """

    has_left = False
    _failed: Exception | None = None

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        notes.has(App, "_handle_exception", "an error that ends the screen is not named")

    @property
    def failure(self) -> Exception | None:
        """What went wrong unexpectedly, and ended the app; of a worker, what went wrong in it."""
        failed = self._failed
        if failed is None and self.return_code and not self.has_left:
            return ScreenFailed()
        inner = getattr(failed, "error", None)  # of Textual's WorkerFailed
        return inner if isinstance(inner, Exception) else failed

    def exit(self, *args: Any, **more: Any) -> None:
        """Leave."""
        self.has_left = True
        super().exit(*args, **more)

    def panic(self, *renderables: Any) -> None:
        """Leave because of an error: also one in the thread that reads the keyboard, which is told only here."""
        if self._failed is None:
            self._failed = ScreenFailed()
        super().panic(*renderables)

    def _handle_exception(self, error: Exception) -> None:
        if self.has_left and isinstance(error, MountError | NoMatches | ScreenStackError):
            return
        if self._failed is None:
            self._failed = error
        super()._handle_exception(error)
