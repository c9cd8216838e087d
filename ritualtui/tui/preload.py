"""What is made ready behind the first paint while nobody types, so that the first key to each screen is answered at
once: their modules, their style sheets and those of what they are made of, the pages, the log's order.

Read when a screen is opened, a style sheet would have all of them parsed anew.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from textual.widget import Widget

from ritualtui.tui.textual_compat import default_css

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

_BEGINS, _BETWEEN, _ORDERS = 0.2, 0.03, 0.02
"""Seconds till the first thing, between two, and between two parts of the log."""
_COLD: Final = (
    ("presence", "small"), ("log", "log"), ("guide", "guide"), ("insights", "insights"), ("settings", "settings"),
    ("together", "together"), ("questions", "questions"),
    ("bid", "small"), ("help", "small"), ("pages", "pages"), ("report", "report"), ("partner", "partner"),
    ("mine", "mine"), ("mine_inside", "mine"), ("machines", "machines"),
)  # fmt: skip
"""A screen and its style sheet, the likeliest first."""


def _widgets(screen: ModuleType) -> set[type[Widget]]:
    """Those that it has by name, and of ours those that these are made of."""
    named = {made for made in vars(screen).values() if isinstance(made, type) and issubclass(made, Widget)}
    ours = (sys.modules[made.__module__] for made in named if made.__module__.startswith("ritualtui."))
    return named | {
        made
        for module in ours
        for made in vars(module).values()
        if isinstance(made, type) and issubclass(made, Widget) and made.__module__ == module.__name__
    }


class Warming:
    """See the module."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self._cold = list(_COLD)
        self.done = False  # with the screens

    def begin(self) -> None:
        """From now on, until all is done."""
        self._app.set_timer(_BEGINS, self._next)

    def _next(self) -> None:
        app, wait = self._app, _BETWEEN
        if self._cold:
            screen, sheet = self._cold.pop(0)
            self._style(import_module(f"ritualtui.tui.screens.{screen}"), sheet)
            if screen == "pages":
                from ritualtui.practice import pages

                pages.every()
            elif screen == "log":
                from ritualtui.companion.report import narrative

                narrative.words()
        elif app.companion is None:
            return
        else:
            self.done = True
            app.companion.index.follow()
            if not app.companion.index.ahead():
                app.collecting.keep()
                return
            wait = _ORDERS
        app.set_timer(wait, self._next)

    def _style(self, screen: ModuleType, sheet: str) -> None:
        """Read the sheet of a screen, and what its widgets bring along."""
        styles = self._app.stylesheet
        for made in _widgets(screen):
            default_css.read(styles, made)
        path = str((Path(__file__).parent / "styles" / f"{sheet}.tcss").resolve())
        if not default_css.knows(styles, path):
            styles.read(path)
        default_css.parse(styles)
