"""What the palette lists of ours: each action that holds on the screen, by its plain name."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from ritualtui import freetext


def commands(app: App[Any], screen: Screen[Any]) -> Iterable[SystemCommand]:
    """One command for each binding of ours in force on ``screen``."""
    seen = set()
    for _, (node, binding, enabled, tooltip) in screen.active_bindings.items():
        if enabled and binding.id and tooltip and binding.id not in seen and binding.id != "app.palette":
            seen.add(binding.id)
            name = freetext.one_line(binding.description).capitalize()
            yield SystemCommand(name, tooltip, partial(app.run_action, binding.action, node))
