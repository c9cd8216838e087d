"""The newest appreciation on Today; before anything was saved, an invitation to write the first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.widgets.news import news_key
from ritualtui.tui.widgets.sentence import Paragraph

if TYPE_CHECKING:
    from ritualtui.companion.look import Today

_QUOTED: Final = 240
"""Letters that are shown at first."""
_NAMED: Final = 14
"""Letters of a name in a sentence that has one line."""


class KindWord(Paragraph):
    """See the module. ``key`` says how a binding's key is called. What is new already stands in ``News``, not here."""

    def __init__(self, key: Callable[[str], str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._key = key
        self.cuts = False  # whether there is more to read than is shown, or would be, were it not shown whole

    def show(self, data: "Today", partner: str, *, whole: bool, told: bool) -> None:
        """Show what ``data`` has; ``partner`` is a name, ``whole`` leaves nothing out, ``told``: it is in the news."""
        if data.latest is not None:
            said = freetext.shown(data.latest.text)
            shown = said if whole else words.shortened(freetext.one_line(said), _QUOTED)
            said_by = words.FROM.format(partner=partner, day=messages.day_in_words(data.latest.day, data.day))
            marked = freetext.in_marks(said, shown)
            self.update(Content.assemble((said_by, "$text-muted"), "\n", (marked, "$text")))
        elif data.empty and not data.paused:
            invites = words.EMPTY_INVITES.format(partner=words.shortened(partner, _NAMED))  # on one line
            key = news_key(self._key("today.thank"), words.EMPTY_KEY.format(partner=partner), "screen.thank")
            self.update(Content.assemble((words.EMPTY, "$text-muted"), "\n", (invites, "$text"), "\n", key))
        else:
            self.update("")
        alone = data.latest is not None and not told
        self.cuts = alone and data.latest is not None and len(data.latest.text) > _QUOTED
        self.display = alone or (data.empty and not data.paused)
