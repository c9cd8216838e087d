"""From one place to another by its number, from wherever one is; what lies over Today is left on the way."""

from typing import TYPE_CHECKING, Final

from ritualtui.tui.screens.room import Room
from ritualtui.tui.widgets.head import PLACES, Head

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp
    from ritualtui.tui.screens.today import TodayScreen

PALETTE: Final = "--command-palette"
"""The id by which Textual knows its palette."""


class Going:
    """See the module. Places are those of ``head.PLACES``."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app

    @property
    def roams(self) -> bool:
        """Whether the screen on top is one that can be left for any other, or that the app can be quit from.

        The palette lists what holds on the screen that it was opened over.
        """
        app = self._app
        screen = app.screen_stack[-2] if app.screen.id == PALETTE else app.screen
        return isinstance(screen, Room) and screen.ROAMS

    def by_key(self, key: str) -> str:
        """The place whose key this is; "" for any other. For a dialog, in which the app's own keys do not hold."""
        keys = self._app.settings.keys
        return next((name for name, one in PLACES.items() if key in keys.get(one.ident, one.key).split(",")), "")

    def to(self, place: str) -> None:
        """Go there. One's own space is closed as it is left; where something in it could not be saved, one stays."""
        app = self._app
        today = self._today
        if today is None or app.opened() is None or any(head.place == place for head in app.screen.query(Head)):
            return
        while app.screen is not today:
            if not app.own:
                app.pop_screen()
            elif not self._leave_own():
                return
        if place != "today":
            today.action_go(place)

    def _leave_own(self) -> bool:
        """Close one's own space; whether that could be."""
        from ritualtui.tui.screens.mine import MineScreen

        door = next(screen for screen in self._app.screen_stack if isinstance(screen, MineScreen))
        door.leave()
        return door.left

    @property
    def _today(self) -> "TodayScreen | None":
        from ritualtui.tui.screens.today import TodayScreen

        return next((screen for screen in reversed(self._app.screen_stack) if isinstance(screen, TodayScreen)), None)
