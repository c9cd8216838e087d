"""Words that stand on a screen and are not kept, when we are left or ended: the next time they are offered again."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.css.query import NoMatches

from ritualtui.companion import unsaved_text
from ritualtui.errors import RitualError
from ritualtui.tui.screens.swift import Swift

if TYPE_CHECKING:
    from textual.screen import Screen

    from ritualtui.tui.app import RitualApp


class Unkept:
    """See the module. Whoever is here is the one whose they are."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app

    def offered(self, place: str) -> str:
        """What was being written at ``place`` when we were ended; from now on it is on the screen alone."""
        app = self._app
        return unsaved_text.take(app.places, app.companion.people.me.id, place) if app.companion is not None else ""

    def leave(self, *screens: "Screen[Any]") -> None:
        """Leave what stands on these screens, on all of them by default, for the next time."""
        app = self._app
        if app.companion is None:
            return
        there: dict[str, str] = {}
        for screen in screens or app.screen_stack:
            if isinstance(screen, Swift):
                with suppress(NoMatches):  # it is just coming, or going
                    there |= screen.half_written()
        with suppress(RitualError):
            unsaved_text.leave(app.places, app.companion.people.me.id, there)

    def forget(self) -> None:
        """Have nothing offered any more to whoever is here; where both may be, to nobody's loss but theirs."""
        from ritualtui.companion import people

        app = self._app
        known = app.companion.people if app.companion is not None else people.at(app.places.journal)
        if known is None or not known.both:
            unsaved_text.forget(app.places)
        elif app.companion is not None:
            unsaved_text.forget(app.places, known.me.id)
        elif app.who is not None:
            with suppress(RitualError):
                unsaved_text.forget(app.places, known.called(app.who).id)
