"""One's own keys, checked against all actions there are. Loads every screen, so nobody asks without need."""

import inspect
import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from ritualtui import freetext
from ritualtui.strings import nearest
from ritualtui.tui import screens, widgets, words


def classes(package: ModuleType) -> set[type[DOMNode]]:
    """Every screen or widget that is made in a module of ``package``."""
    modules = [import_module(found.name) for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]
    return {
        one
        for module in modules
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, DOMNode) and one.__module__ == module.__name__
    }


def problems(app: type[App[int]], keys: Mapping[str, str]) -> tuple[str, ...]:
    """A line for each action in ``keys`` (id → its keys) that neither ``app`` nor a screen has.

    And one for each key that two actions then share.
    """
    everywhere = _bound(app, keys)
    there = set(everywhere)
    lines = []
    for one in sorted({*classes(screens), *classes(widgets)}, key=lambda one: one.__name__):
        mine = _bound(one, keys)
        there |= set(mine)
        beside = {**everywhere, **mine} if issubclass(one, Screen) else mine
        for action in sorted(mine.keys() & keys.keys()):
            for other, held in sorted(beside.items()):
                if other != action and mine[action] & held and (other not in keys or other > action):
                    lines.append(words.CLASHES.format(action=action, other=other, key=min(mine[action] & held)))
    return (*(_unknown(action, there) for action in keys if action not in there and action[:7] != "ritual."), *lines)


def _bound(one: type[DOMNode], keys: Mapping[str, str]) -> dict[str, set[str]]:
    """The keys of each action that a class has, as they are once ``keys`` are set."""
    found: dict[str, set[str]] = {}
    for made in vars(one).get("BINDINGS", ()):
        if isinstance(made, Binding) and made.id:
            asked = Binding(keys.get(made.id, made.key), made.action)
            found.setdefault(made.id, set()).update(binding.key for binding in Binding.make_bindings([asked]))
    return found


def _unknown(action: str, there: set[str]) -> str:
    return words.NO_ACTION.format(action=freetext.one_line(action)[:60]) + nearest.ending(action, there)
