"""The last page of a ritual: what was kept. Any key leaves it, but for one that opens what both gave, or takes on."""

from typing import TYPE_CHECKING

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.textual_compat.containers import Vertical
from ritualtui.tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from ritualtui.tui.screens.guide import GuideScreen

_STAYS = ("up", "down")
"""The keys that move the page."""


class End:
    """See the module. ``screen`` is that of the ritual."""

    def __init__(self, screen: "GuideScreen") -> None:
        self._screen = screen
        self._taken = False  # what was put aside was taken on

    async def show(self, stage: Vertical) -> None:
        """What was kept, and nothing else; waiting leaves, too."""
        screen = self._screen
        guide = screen.guide
        name = freetext.one_line(guide.session.ritual.name)
        lines = guide.summary() or [messages.KEPT_RITUAL.format(name=name)]
        await stage.mount(
            Sentence("\n\n".join(lines), id="kept"),
            *([Sentence(words.SHOW_EACH_OTHER, id="show")] if guide.each_other else []),
            *([Sentence(words.TAKE_ON.format(name=self._here), id="take")] if guide.session.parked else []),
        )
        self._linger = screen.set_timer(screen._app.linger, self.close)

    def close(self) -> None:
        """Leave the page, where nothing lies over it."""
        if self._screen.is_active:
            self._screen.dismiss(None)

    def struck(self, key: str) -> bool:
        """A key came; False where it moves the page. One that is held is one press: what it opened stays."""
        if key in _STAYS:
            return False
        self._screen._app.held.once(f"end-{key}", lambda: self._act(key))
        return True

    def _act(self, key: str) -> None:
        if key == "v" and self._screen.query("#show"):
            self._show_each_other()
        elif key == "t" and self._screen.query("#take") and not self._taken:
            self._take_on()
        else:
            self.close()

    @property
    def _here(self) -> str:
        return freetext.one_line(self._screen.guide.session.here.name)

    def _take_on(self) -> None:
        """What was put aside comes back tomorrow, for whoever is here; the page stays until one leaves."""
        screen = self._screen
        if screen._try(screen.guide.take_on):
            screen.query_one("#take", Sentence).update(words.TAKEN_ON.format(name=self._here))
            self._taken = True
            self._linger.stop()

    def _show_each_other(self) -> None:
        """Both numbers, on this page only; nothing of it is saved, and the page stays until one leaves."""
        screen = self._screen
        screen.query_one("#show", Sentence).remove()
        screen.query_one("#kept", Sentence).update("\n\n".join(screen.guide.each_other))
        self._linger.stop()
