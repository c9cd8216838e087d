"""What takes a while is done beside the screen, which stays alive meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

T = TypeVar("T")


def beside(app: "RitualApp", act: Callable[[], T], done: Callable[[T | None, Exception | None], None]) -> None:
    """Do ``act`` in a thread; then ``done`` on the screen, with what it gave or with what it raised.

    ``app`` is asked for by the caller, at once: later, a screen that was left has none.
    """

    def work() -> None:
        found: T | None = None
        error: Exception | None = None
        try:
            found = act()
        except Exception as err:
            error = err
        with suppress(RuntimeError):  # the program was left meanwhile
            app.call_later(done, found, error)

    app.run_worker(work, thread=True, exit_on_error=False)
