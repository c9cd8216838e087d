"""What can wait until Today is painted: other themes, what is wrong with one's own files, getting ready for more.

Loaded by then only: nothing here may cost the first paint anything.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ritualtui.tui import themes, words

if TYPE_CHECKING:
    from ritualtui.companion.settings import Settings
    from ritualtui.tui.app import RitualApp


def settle(app: "RitualApp", problems: Sequence[str]) -> None:
    """Do all of it, once. ``problems`` are a line for each setting that could not be read."""
    found = themes.load(themes.shipped_folder(), themes.own_folder(app.places))
    for theme in found.themes:
        if theme.name not in app.available_themes:
            app.register_theme(theme)
    app.themes_offered = tuple(sorted(theme.name for theme in found.themes))
    there = app.settings.theme in app.available_themes
    missing = () if there else (themes.missing(app.places, app.settings.theme, app.themes_offered),)
    app.tell(words.PROBLEMS, (*problems, *found.problems, *missing, *_key_problems(app, app.settings)))
    if app.companion is not None:
        app.companion.rituals.keep_own()
        app.tell(words.YOUR_RITUALS, app.companion.notes())
    app.theme_changed_signal.subscribe(app, lambda theme: app.remember("theme", theme.name))
    if app.rituals.straight_to is not None:
        app.rituals.begin(app.rituals.straight_to)
    app.collecting.begin()
    app.warming.begin()
    app.in_step.begin()
    app.in_order.stand()


def _key_problems(app: "RitualApp", settings: "Settings") -> tuple[str, ...]:
    """A line for each of one's own keys that does not do what was meant."""
    if not settings.keys:
        return ()
    from ritualtui.tui import keymap_check

    return keymap_check.problems(type(app), settings.keys)
