"""What to ask the partner about, on Today: a line for each thing that they have before them."""

from typing import TYPE_CHECKING, Final

from textual.content import Content

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from ritualtui.companion.look import Today

_QUOTED: Final = 120
"""Letters of each."""


class AskAbout(Paragraph):
    """See the module. In a pause nothing is asked."""

    def show(self, data: "Today", partner: str) -> None:
        """Show what is due in ``data``; ``partner`` is a name."""
        asked = words.ASK_ABOUT.format(partner=partner)
        lines = []
        for detail in data.due:
            said = words.shortened(freetext.one_line(detail.text), _QUOTED)
            when = messages.day_in_words(detail.due or "", data.day)
            since = "" if detail.due == str(data.day) else words.ASK_SINCE.format(day=when)
            lines.append(Content.assemble((f"{asked} ", "$text-muted"), said, (since, "$text-muted")))
        self.update(Content("\n").join(lines))
        self.display = bool(lines) and not data.paused
