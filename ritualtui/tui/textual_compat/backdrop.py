"""The screen below a dialog, stood back: each of its styles is mixed once, not once for each piece of text.

``BackgroundScreen.process_segments`` (seen in 8.2.8) is what Textual mixes with. Where it is gone or is called
otherwise, Textual draws what is below by itself, which looks the same and takes longer.
"""

from collections.abc import Iterable
from typing import Final

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from ritualtui.tui.textual_compat import notes

LEANS_ON: Final = ("textual.renderables.background_screen:BackgroundScreen.process_segments",)
_SLOWER: Final = "dialogs open a little slower"

try:
    from textual.renderables.background_screen import BackgroundScreen
except ImportError:
    notes.note(f"textual.renderables.background_screen is gone: {_SLOWER}")

    def mixed_once(around: RenderableType) -> RenderableType:
        """``around`` as it is."""
        return around

else:

    class _Below(BackgroundScreen):
        @classmethod
        def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
            """As Textual does it."""
            mixed: dict[Style | None, Style | None] = {}
            for segment in segments:
                text, style, control = segment
                if control:
                    yield segment
                else:
                    if style not in mixed:
                        mixed[style] = next(iter(super().process_segments([segment], color))).style
                    yield Segment(text, mixed[style])

    def mixed_once(around: RenderableType) -> RenderableType:
        """What a dialog draws around itself; as it is where that isn't the screen below."""
        if not isinstance(around, BackgroundScreen) or not notes.has(BackgroundScreen, "process_segments", _SLOWER):
            return around
        return _Below(around.screen, around.color)
