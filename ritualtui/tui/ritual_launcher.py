"""Starting a ritual on the screen: one that was stopped goes on, and who is here is asked once a day."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ritualtui.errors import RitualError
from ritualtui.tui.screens.room import Room

if TYPE_CHECKING:
    from ritualtui.companion.guide import Guide
    from ritualtui.tui.app import RitualApp


class Beginning:
    """See the module. ``straight_to`` (a ritual's name) is gone through at once, and leaving it leaves the app.

    ``easy``: the short version (None: in a hard season); ``present``: who is there (``both`` or a name),
    asked where it is None.
    """

    def __init__(self, app: "RitualApp", straight_to: str | None, easy: bool | None, present: str | None) -> None:
        self._app = app
        self.straight_to = straight_to
        self._easy = easy
        self._present = present
        self._here: tuple[tuple[str, str], str | None] | None = None  # of which day and person, and what they said
        self.under_way = False  # one is being gone through

    def begin(self, name: str) -> None:
        """Go through a ritual; one that was left before its end goes on. Asks who is here, once a day."""
        from ritualtui.kinds import BOTH  # here, so that the first paint doesn't load the kinds

        app = self._app
        companion = app.opened()
        if companion is None:
            return
        try:
            ritual = companion.rituals.find(name)
            left = companion.rituals.unfinished(ritual.id)
            if left is not None:
                self._guide(companion.rituals.resume(left))
                return
            present = self._present
            if present not in (None, BOTH):
                present = companion.people.called(str(present)).id
        except RitualError as err:
            if self.straight_to is None and isinstance(app.screen, Room):
                app.screen.say(str(err), error=True)  # it was taken out elsewhere a moment ago
            else:
                app.end_with(err)
            return
        if present is None and companion.people.solo:
            present = companion.people.me.id

        def go(who: str | None) -> None:
            if who is None:
                self._done(ritual.id, None)
            else:
                self._guide(companion.rituals.begin(ritual.id, easy=self._easy, present=who))

        if who := present or self.here:
            go(who)
        else:
            self.ask_who(go)

    @property
    def here(self) -> str | None:
        """Who was said to be here today: “both”, or an id; None where whoever is here wasn't asked yet."""
        companion = self._app.companion
        if companion is None or companion.people.solo:
            return None
        now = companion.today, companion.people.me.id
        if self._here is None or self._here[0] != now:
            from ritualtui.companion.since_last_visit import Welcome

            self._here = now, Welcome(companion).here()
        return self._here[1]

    def forget(self) -> None:
        """Somebody else is here now: what they said counts, and they are asked where they said nothing yet."""
        self._here = None

    def key_of(self, ritual: str) -> str:
        """The key that begins a ritual on Today; nothing where it has none, or where that is taken."""
        from ritualtui.tui.screens.today import TodayScreen

        today = (screen for screen in self._app.screen_stack if isinstance(screen, TodayScreen))
        return next((screen.ritual_keys.held.get(ritual, "") for screen in today), "")

    def ask_who(self, then: Callable[[str | None], None]) -> None:
        """Ask who is here, remember it for the day, and go on with the answer (None: rather not)."""
        from ritualtui.tui.screens.presence import PresenceScreen

        companion = self._app.opened()
        if companion is None:
            return

        def answered(who: str | None) -> None:
            if who is not None:
                from ritualtui.companion.since_last_visit import Welcome

                Welcome(companion).say_here(who)
                self._here = (companion.today, companion.people.me.id), who
            then(who)

        self._app.push_screen(PresenceScreen(companion.people), answered)

    def _guide(self, guide: "Guide") -> None:
        from ritualtui.tui.screens.guide import GuideScreen

        self.under_way = True
        self._app.push_screen(GuideScreen(guide), partial(self._done, guide.session.ritual.id))

    def _done(self, ritual: str, said: str | None) -> None:
        """A guide was left: say what it says, or leave with it. What has no key is gone on with from its card."""
        from ritualtui.tui.screens.today import TodayScreen

        self.under_way = False
        if self.straight_to is not None:
            self._app.exit(0)
        elif said and isinstance(self._app.screen, Room):
            self._app.screen.say(said)
            if isinstance(self._app.screen, TodayScreen) and not self.key_of(ritual):
                self._app.screen.point_at(ritual)
