"""A key of another layout as the key that lies there, where it means nothing by itself and nobody types."""

import unicodedata
from typing import TYPE_CHECKING

from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS

from ritualtui.tui import layouts, words

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


class ByPlace:
    """See the module."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self._told = False

    def meant(self, event: events.Key) -> events.Key:
        """The key that is meant by ``event``; it is said, once, where that cannot be known."""
        *held, letter = event.key.split("+")
        if not layouts.is_elsewhere(letter) or event.key in self._app.active_bindings:
            return event
        if not held and self._is_typed(event):
            return event
        key = layouts.key_at(letter)
        if key is None:
            if not self._told and not held:
                self._told = True
                self._app.notify(words.OTHER_LETTERS, markup=False)
            return event
        meant = events.Key("+".join([*held, _named(key)]), None if held else key)
        meant.time = event.time
        return meant.set_sender(self._app)

    @staticmethod
    def combined(event: events.Key) -> str:
        """The name of a key that is held together with others, by its place; any other's own."""
        *held, letter = event.key.split("+")
        key = layouts.key_at(letter) if held else None
        return event.key if key is None else "+".join([*held, _named(key)])

    def _is_typed(self, event: events.Key) -> bool:
        """Whether somebody is writing."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(event.key, event.character)


def _named(key: str) -> str:
    """The name that bindings call it by."""
    if key.isalnum():
        return key
    name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)
