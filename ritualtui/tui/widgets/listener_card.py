"""A card for whoever listens: what to say first, what then, and what to ask; other words at the press of a key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from ritualtui import freetext, messages
from ritualtui.tui import text_wrap

if TYPE_CHECKING:
    from ritualtui.practice.ritual_run import Cue


_USUAL: Final = 60


class ListenerCard(Static):
    """See the module. ``name`` is the listener's."""

    DEFAULT_CSS = """
    ListenerCard {
        width: 100%; height: auto; border: round $border; border-title-color: $text-muted; padding: 0 2;
    }
    """

    def __init__(self, name: str, cues: "Sequence[Cue]") -> None:
        super().__init__(id="card", markup=False)
        self.border_title = Content(freetext.one_line(name))
        self._cues = cues

    def on_resize(self) -> None:
        """Its lines break elsewhere now."""
        self.show(self._cues)

    def show(self, cues: "Sequence[Cue]") -> None:
        """These words from now on; the lines after their first begin where it does."""
        self._cues = cues
        labels = [messages.CUES[cue.part] for cue in cues]
        wide = max(map(len, labels), default=0) + 2
        lines = []
        for label, cue in zip(labels, cues, strict=True):
            text = freetext.in_marks(cue.text, cue.text)
            room = max(8, (self.content_size.width or _USUAL) - wide)
            for number, (start, end) in enumerate(text_wrap.spans(text, room, text_wrap.full)):
                lines.append(Content.assemble((f"{'' if number else label:<{wide}}", "$text-muted"), text[start:end]))
        self.update(Content("\n").join(lines))
