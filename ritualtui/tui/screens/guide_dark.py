"""Going dark in a ritual: when it's time, not over the line for a to-do, and light again for the next page."""

from typing import TYPE_CHECKING

from ritualtui.tui.widgets.timing import Timed

if TYPE_CHECKING:
    from ritualtui.tui.screens.guide import GuideScreen


class Darkness:
    """See the module. ``screen`` is that of the ritual."""

    def __init__(self, screen: "GuideScreen") -> None:
        self._screen = screen
        self._waits = False  # it is time to go dark, but for the line for a to-do

    @property
    def comes(self) -> bool:
        """Whether the page that is shown is one that goes dark."""
        return any(timed.DARKENS for timed in self._screen.query(Timed))

    def begin(self) -> None:
        """It is time: go dark now, or once the line for a to-do has closed."""
        screen, comes = self._screen, self.comes
        self._waits = comes and screen.park_line.is_open
        if comes and screen.is_active and not screen.park_line.is_open:
            self.fall()

    def line_closed(self) -> None:
        """What waited for the line for a to-do comes now."""
        if self._waits:
            self.begin()

    def fall(self) -> None:
        """Go dark; the time runs on."""
        from ritualtui.tui.screens.dark import DarkScreen

        self._screen.app.push_screen(DarkScreen())

    def forgo(self) -> None:
        """The time is over: it isn't waited for any more."""
        self._waits = False

    def lift(self) -> None:
        """Light again; what comes after a dark page is shown as at night."""
        self._screen.add_class("-night")
        if not self._screen.is_active:
            self._screen.app.pop_screen()
