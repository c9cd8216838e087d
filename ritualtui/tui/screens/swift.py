"""Screens that answer the key that opens them at once."""

from typing import TYPE_CHECKING, TypeVar, cast

from textual import events, on
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

R = TypeVar("R")


class Swift(Screen[R]):
    """A screen that is styled once before it is first seen.

    Textual styles it three times: as its widgets come, as it comes to the top, and as its size is known. Where its
    size and its style sheet are known from the first, nothing is changed by the other two.
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        app, (width, height) = self.app, self.app.size
        for size, names in ((width, app.HORIZONTAL_BREAKPOINTS), (height, app.VERTICAL_BREAKPOINTS)):
            self.add_class(*self._get_breakpoint_classes(size, names or []), update=False)
        self._styled = all(app.stylesheet.has_source(str(path)) for path in self.css_path)

    @property
    def _app(self) -> "RitualApp":
        return cast("RitualApp", self.app)

    @on(events.ScreenResume)
    def keep_styles(self, event: events.ScreenResume) -> None:
        """The first time its styles are new."""
        if self._styled:
            self._styled = False
            event.refresh_styles = False


class Small(ModalScreen[R], Swift[R]):
    """A question over the screen that it is about. (Textual takes styles from the first base alone.)"""
