"""Pauses and seasons on Today: the line that says so, and what their keys do."""

from typing import TYPE_CHECKING

from ritualtui.tui import words
from ritualtui.tui.widgets.pause_line import PauseLine

if TYPE_CHECKING:
    from ritualtui.companion.look import Today
    from ritualtui.tui.screens.today import TodayScreen


class Pausing:
    """See the module. ``screen`` is Today."""

    def __init__(self, screen: "TodayScreen") -> None:
        self._screen = screen

    def show(self, data: "Today") -> None:
        """Say that a pause or a season is on; a pause before a season."""
        line = self._screen.query_one(PauseLine)
        if data.paused is None and data.season is not None:
            line.show(data.season.said, season=True)
        else:
            line.show(data.paused.said if data.paused else "")

    @property
    def word(self) -> str | None:
        """What the key for a pause is called just now, where that is another thing than usual."""
        data = self._screen.data
        if data is not None and data.paused is not None:
            return words.END_PAUSE
        return words.SEASON if data is not None and data.season is not None else None

    def pause(self) -> None:
        """Pause, or end a pause; in a season change that."""
        data = self._screen.data
        in_season = data is not None and data.paused is None and data.season is not None
        self._ask(season=in_season)

    def season(self) -> None:
        """Begin a season, change it or end it."""
        self._ask(season=True)

    def _ask(self, *, season: bool) -> None:
        """Ask for one of them; either screen may answer that it's to be the other, or what to say."""
        if self._screen._app.opened() is None:
            return
        from ritualtui.tui.screens import pause
        from ritualtui.tui.screens import season as seasons

        def answered(said: str | None) -> None:
            if said == other:
                self._ask(season=not season)
            elif said:
                self._screen.say(said)

        other = seasons.INSTEAD if season else pause.INSTEAD
        self._screen.app.push_screen(seasons.SeasonScreen() if season else pause.PauseScreen(), answered)
