"""What the screens share: the app and its log, a line that says what went wrong."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from ritualtui.errors import RitualError
from ritualtui.tui.screens.swift import Swift
from ritualtui.tui.textual_compat.containers import ground
from ritualtui.tui.widgets.notice import Notice

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion

R = TypeVar("R")
Way = Literal["undo", "redo"]


class Room(Swift[R]):
    """A screen of ours. ``OWN``: it may hold words of one's own space.

    ``ROAMS``: one can go from it to any place by its number, and quit.
    """

    OWN: ClassVar[bool] = False
    ROAMS: ClassVar[bool] = True
    render_lines = ground

    @property
    def _companion(self) -> "Companion":
        """The log, where a screen is only come to with it open."""
        companion = self._app.companion
        assert companion is not None
        return companion

    def on_resize(self) -> None:
        """What has the focus stays in sight where the terminal gets smaller."""
        self.call_after_refresh(self._show_focused)

    def _show_focused(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def say(self, text: str, *, error: bool = False, whole: bool = False) -> None:
        """One quiet line; ``whole``: all of it, on as many as it needs."""
        self.query_one(Notice).say(text, error=error, whole=whole)

    def keep_typed(self) -> None:
        """Keep what was typed here and not yet kept, because the screen goes. Raises ``RitualError``."""

    def reverse(self, way: Way) -> tuple[str, list[str]]:
        """Undo or redo in the log. Returns what to say, and the ids of the records. Raises ``RitualError``."""
        log, look = self._companion.log, self._companion.look
        what, after = log.undo() if way == "undo" else log.redo()
        said = look.undone(after, what) if way == "undo" else look.redone(after, what)
        return "; ".join(said), [record["id"] for record in after]

    def reverse_once(self, way: Way, then: Callable[[str, list[str]], object]) -> None:
        """Undo or redo, once for a key that is held down: ``then`` gets what to say, and the ids of the records.

        Where that cannot be, why not is said.
        """

        def act() -> None:
            try:
                said, idents = self.reverse(way)
            except RitualError as err:
                log = self._companion.log
                self.say(str(err), error=log.can_undo() if way == "undo" else log.can_redo())
                return
            then(said, idents)

        self._app.held.once(way, act)

    def _try(self, act: Callable[[], object]) -> bool:
        """Do ``act``; where that cannot be, say why, and stay."""
        try:
            act()
        except RitualError as err:
            self.say(str(err), error=True)
            return False
        return True
