"""Every reach of the tests into Textual's unpublished side, and nothing else: each with what there is no other way to.

If a new Textual moves one of these names, this is the file to mend. The program's own reaches are in
``ritualtui/tui/textual_compat``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.app import App
from textual.binding import Binding
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.strip import Strip
from textual.widget import Widget


def painted(app: App[Any]) -> list[Strip]:
    """The lines of the screen as they are painted, with their styles. What is published is a picture, without cells."""
    return app.screen._compositor.render_strips()


def text_on(app: App[Any]) -> str:
    """The same as text."""
    return "\n".join("".join(segment.text for segment in strip) for strip in painted(app))


def in_sight(app: App[Any]) -> list[tuple[Widget, Region, Region]]:
    """Each widget that is in sight, where it lies, and what is in sight of where it may lie.

    ``Widget.region`` does not say what of it its containers cut off.
    """
    return [(widget, *where) for widget, where in app.screen._compositor.visible_widgets.items()]


def sent_anew(app: App[Any], console: Any) -> str:
    """What the whole screen is to a terminal, before anything of ours shortens it. No driver of a test is sent that."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return update.render_segments(console)


def driver_of(app: App[Any]) -> Driver:
    """What takes keys, and writes. A pilot waits after each key, and a terminal that hands on several does not."""
    assert app._driver is not None
    return app._driver


def name_of_key(character: str) -> str:
    """What Textual calls the key of a character; it is published for whole events only."""
    return _character_to_key(character)


def notices(app: App[Any]) -> list[str]:
    """What was said beside the screen. Its widgets come later, and those of a screen below are not there."""
    return [notice.message for notice in app._notifications]


def bindings_in_force(app: App[Any]) -> Iterator[tuple[str, Binding]]:
    """Each key and what it does, also where another does something else by the same key.

    ``Screen.active_bindings`` has only the one that wins.
    """
    for owner, bindings in app.screen._modal_binding_chain:
        for key, binding in bindings:
            if app._check_action_state(binding.action, owner):
                yield key, binding


@contextmanager
def sheets_parsed_once() -> Iterator[None]:
    """Keep what a style sheet was parsed to from one app to the next. Each app parses all of them by itself."""
    parse = Stylesheet._parse_rules
    parsed: dict[frozenset[tuple[str, str]], dict[tuple[Any, ...], list[RuleSet]]] = {}

    def parse_once(
        self: Stylesheet,
        css: str,
        read_from: Any,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        if key not in self._parse_cache:
            alike = parsed.setdefault(frozenset(self._variables.items()), {})
            if key not in alike:
                alike[key] = parse(self, *key)
            self._parse_cache[key] = alike[key]
        return self._parse_cache[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield
