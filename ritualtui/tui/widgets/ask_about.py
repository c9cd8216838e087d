"""What comes back today: a line for each thing to ask the partner about, or to do."""

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
        lines = []
        for back in data.due:
            lead = back.lead.format(partner=partner)
            said = words.shortened(freetext.one_line(back.text), _QUOTED)
            when = messages.day_in_words(back.day, data.day)
            since = "" if back.day == str(data.day) else words.ASK_SINCE.format(day=when)
            lines.append(Content.assemble((f"{lead} ", "$text-muted"), said, (since, "$text-muted")))
        self.update(Content("\n").join(lines))
        self.display = bool(lines) and not data.paused
