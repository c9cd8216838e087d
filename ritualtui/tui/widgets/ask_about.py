"""What comes back today: a line for each thing to ask the partner about, to do, or to look forward to.

The first that wants an answer has three keys under it, where no other question on the page has them.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.widgets.news import news_key
from ritualtui.tui.widgets.sentence import Paragraph, filled

if TYPE_CHECKING:
    from ritualtui.companion.look import Today
    from ritualtui.kinds import ComesBack, Outcome

_QUOTED: Final = 120
"""Letters of each."""


class AskAbout(Paragraph):
    """See the module. ``key`` says how a binding's key is called. In a pause nothing is asked."""

    def __init__(self, key: Callable[[str], str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._key = key
        self.first = ""  # the id of the one with keys under it
        self.outcomes: tuple[Outcome, ...] = ()  # the answers that it has
        self._above = Content("")  # what stands over those keys

    def show(self, data: "Today", partner: str, *, alone: bool) -> None:
        """Show what is due in ``data``; ``partner`` is a name. ``alone``: nothing else on the page asks anything."""
        lines: list[Content] = []
        self.first = ""
        for back in data.due:
            lead = back.lead.format(partner=partner)
            said = words.shortened(freetext.one_line(back.text), _QUOTED)
            lines.append(
                Content.assemble((f"{lead} ", "$text-muted"), said, (_when(back.day, data.day), "$text-muted"))
            )
            if alone and not self.first and back.asks and back.day <= str(data.day):
                self.first, self._above = back.id, Content("\n").join(lines)
                self.outcomes = back.outcomes
                lines.append(self._keys(back))
        self.update(Content("\n").join(lines))
        self.display = bool(lines) and not data.paused

    @property
    def holds(self) -> bool:
        """Whether its keys do something: what they answer is in sight."""
        if not self.first or not self.display:
            return False
        row = filled(self._above, self.content_size.width).plain.count("\n") + 1
        body = self.screen.query_one("#body").region
        return body.y <= self.content_region.y + row < body.bottom

    def _keys(self, back: "ComesBack") -> Content:
        said = {"done": back.done or words.COMING_DONE, "move": words.COMING_LATER, "letgo": words.COMING_LET_GO}
        return Content("   ").join(
            news_key(self._key(f"today.coming-{what}"), said[what], f"screen.coming('{what}')")
            for what in back.outcomes
        )


def _when(day: str, today: date) -> str:
    """Since when it is there, or how far away it is; empty for today's."""
    if ahead := messages.day_ahead(day, today):
        return f"  {ahead}"
    return "" if day == str(today) else words.ASK_SINCE.format(day=messages.day_in_words(day, today))
