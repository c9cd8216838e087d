"""Style sheets and the styles that widgets bring along, read before the screen that they are on is opened.

Textual reads them as a widget is first mounted, and has all others parsed anew for it. ``_get_default_css`` (seen in
8.2.8) gives them as it would read them then; it needs no widget that was initialised. ``Stylesheet.add_source`` takes
them with the class that they are limited to, ``rules_map`` sorts them, and ``has_source`` knows which sheets were read.
Where one of these is gone, Textual reads the styles when the screen is opened: the first key to each screen is slower,
and nothing else.
"""

from typing import Final

from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = (
    "textual.dom:DOMNode._get_default_css",
    "textual.css.stylesheet:Stylesheet.add_source",
    "textual.css.stylesheet:Stylesheet.rules_map",
    "textual.css.stylesheet:Stylesheet.has_source",
)
_SLOWER: Final = "the first key to each screen is slower"


def knows(stylesheet: Stylesheet, path: str) -> bool:
    """Whether ``stylesheet`` has read the file at ``path``."""
    return notes.has(Stylesheet, "has_source", _SLOWER) and stylesheet.has_source(path)


def read(stylesheet: Stylesheet, widget: type[Widget]) -> None:
    """Have ``stylesheet`` know the default styles of ``widget``."""
    if not notes.has(widget, "_get_default_css", _SLOWER):
        return
    try:
        for place, css, tie_breaker, scope in widget.__new__(widget)._get_default_css():
            stylesheet.add_source(css, place, is_default_css=True, tie_breaker=tie_breaker, scope=scope)
    except (AttributeError, TypeError, ValueError) as error:
        notes.note(f"default styles are not as they were ({error}): {_SLOWER}")


def parse(stylesheet: Stylesheet) -> None:
    """Parse what ``stylesheet`` has read, and sort it."""
    if notes.has(Stylesheet, "rules_map", _SLOWER):
        _ = stylesheet.rules, stylesheet.rules_map
