"""The ids of all actions, for those who set their own keys. Loads every screen, so nobody asks without need."""

import difflib
import inspect
import pkgutil
from collections.abc import Iterable
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

from ritualtui import freetext
from ritualtui.tui import screens, widgets, words


def known() -> set[str]:
    """Every id that a binding of ours has, but for those of rituals, which are data."""
    found = set()
    for package in (screens, widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for _, one in inspect.getmembers(import_module(module.name), inspect.isclass):
                if issubclass(one, DOMNode) and one.__module__.startswith("ritualtui."):
                    bindings = vars(one).get("BINDINGS", ())
                    found |= {b.id for b in bindings if isinstance(b, Binding) and b.id}
    from ritualtui.tui.app import RitualApp

    return found | {b.id for b in RitualApp.BINDINGS if isinstance(b, Binding) and b.id}


def unknown(asked: Iterable[str]) -> tuple[str, ...]:
    """A line for each of the ids ``asked`` for that there is not, with the nearest one that is."""
    there = known()
    lines = []
    for action in asked:
        if action not in there and not action.startswith("ritual."):
            near = difflib.get_close_matches(action, there, 1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            lines.append(words.NO_ACTION.format(action=freetext.one_line(action)[:60], near=hint).replace("?.", "?"))
    return tuple(lines)
