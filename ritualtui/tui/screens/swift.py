"""Screens that answer the key that opens them at once."""

from typing import TYPE_CHECKING, TypeVar, cast

from rich.console import RenderableType
from textual import events, on
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.screen import ModalScreen, Screen

from ritualtui.tui.textual_compat import default_css
from ritualtui.tui.textual_compat.backdrop import mixed_once

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp

R = TypeVar("R")


class FirstAnswer(Screen[R]):
    """A screen that is closed by its first answer. A second one, struck in the same instant, would close another."""

    _answered = False

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it with ``result``, once."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)


class Swift(FirstAnswer[R]):
    """A screen that is styled and laid out once before it is first seen.

    Textual styles it three times: as its widgets come, as it comes to the top, and as its size is known. Where its
    size and its style sheet are known from the first, nothing is changed by the other two. It lays it out as it comes
    to the top, and for the size that this gave it once more, with all that lies below.
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        app, (width, height) = self.app, self.app.size
        for size, names in ((width, app.HORIZONTAL_BREAKPOINTS), (height, app.VERTICAL_BREAKPOINTS)):
            self.add_class(*[name for least, name in sorted(names or []) if size >= least][-1:], update=False)
        self._sized = app.size
        self._styled = all(default_css.knows(app.stylesheet, str(path)) for path in self.css_path)

    def half_written(self) -> dict[str, str]:
        """What stands here and is not kept, by a name for the place: offered the next time, where we end before."""
        return {}

    @property
    def _app(self) -> "RitualApp":
        return cast("RitualApp", self.app)

    @on(events.ScreenResume)
    def keep_styles(self, event: events.ScreenResume) -> None:
        """The first time its styles are new."""
        if self._styled:
            self._styled = False
            event.refresh_styles = False

    @on(events.Resize)
    def keep_layout(self, event: events.Resize) -> None:
        """The first time it is laid out for that size already."""
        sized, self._sized = self._sized, Size()
        if event.size == sized:
            event.prevent_default()


class Small(ModalScreen[R], Swift[R]):
    """A question over the screen that it is about. (Textual takes styles from the first base alone.)"""

    def render(self) -> RenderableType:
        """What is around the question."""
        return mixed_once(super().render())
