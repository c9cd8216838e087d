"""Leaving in a hurry: by the key that leaves at once, or because the process is being ended from outside.

First what can be seen, then the process; what was typed and not saved is kept on the way.
"""

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ScreenStackError
from textual.binding import Binding

from ritualtui.errors import RitualError
from ritualtui.tui import early_input, terminal_restore
from ritualtui.tui.screens.room import Room

if TYPE_CHECKING:
    from textual.driver import Driver

    from ritualtui.tui.app import RitualApp

LEAVE_NOW = "app.leave-now"
"""The id of the key."""


class Leaving:
    """See the module. ``driver`` is what has the terminal; None before that, and without one."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self.driver: Driver | None = None

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys to leave at once, ours or one's own: they wait for nothing."""
        app = self._app
        usual = next(made.key for made in app.BINDINGS if isinstance(made, Binding) and made.id == LEAVE_NOW)
        keys = Binding(app.settings.keys.get(LEAVE_NOW, usual), "leave_now")
        return frozenset(binding.key for binding in Binding.make_bindings([keys]))

    def now(self) -> None:
        """Clear the terminal and end the process. What was logged is on the disk."""
        app = self._app
        app.left_now = True
        if self.driver is None:
            app.unkept.forget()
            app.exit(0)
            return
        terminal_restore.give_back(self.driver)
        app.unkept.forget()  # the terminal is another's already
        self._keep_typed()
        os._exit(0)

    def cut_off(self) -> None:
        """The process is being ended from outside: give the terminal back, and keep what was typed."""
        if self.driver is not None:
            terminal_restore.cut_off(self.driver, clear=self._app.own)
        else:
            early_input.let_go()  # what we made of it before Textual came
        with suppress(ScreenStackError):  # no screen yet, or none any more
            self._keep_typed()
            self._app.unkept.leave()

    def _keep_typed(self) -> None:
        """Keep what was typed on any screen and not yet kept; nothing stands in the way of what comes next."""
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, Room):
                with suppress(RitualError):
                    screen.keep_typed()
