"""The contrast of every letter, measured on the rendered screen."""

from textual.color import Color
from textual.screen import ModalScreen

from ritualtui.tui import themes
from ritualtui.tui.app import RitualApp
from support import textual_inside

THEMES = ["dawn", "dusk", "hearth", "high-contrast", "paper", "sea"]
"""The themes that are looked at."""
READABLE = {"high-contrast": 7.0}
"""The contrast that a theme promises, where that is more than 4.5."""


def worst(app: RitualApp) -> tuple[float, str]:
    """The lowest contrast that a letter or digit has to what is behind it, and the words it is in."""
    found = (21.0, "")
    strips = textual_inside.painted(app)
    if isinstance(app.screen, ModalScreen):  # what stands behind it is dimmed on purpose
        box = app.screen.query("#box, #--container").first().region
        strips = [strip.crop(box.x, box.right) for strip in strips[box.y : box.bottom]]
    for strip in strips:
        for text, style, _ in strip:
            if style is None or not any(character.isalnum() for character in text):
                continue
            assert style.color is not None and style.bgcolor is not None, text
            front, behind = (Color.from_rich_color(colour) for colour in (style.color, style.bgcolor))
            if style.reverse:
                front, behind = behind, front
            assert not style.dim, f"dimmed below what its colour says: {text}"
            found = min(found, (themes.contrast(front, behind), text))
    return found
