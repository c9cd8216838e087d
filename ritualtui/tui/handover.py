"""Handing the screen over: to the other person, or to a log that has been put in the place of the one that was open.

Either way the open log is let go of, with all that the app remembers of it, and is opened anew on first need.
"""

from typing import TYPE_CHECKING

from ritualtui.tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from ritualtui.tui.app import RitualApp


def to_whoever_comes(app: "RitualApp") -> None:
    """Let go of what is whoever's is here, and ask who is here now."""
    from ritualtui.tui.screens.who import WhoScreen

    if app.companion is not None:
        app.unkept.leave()
        for screen in app.screen_stack:
            if isinstance(screen, TodayScreen):
                screen.let_go_of_words()
        app.leave_glance()
        app.companion.tidy()
    _let_go(app)
    if len(app.screen_stack) > 1 and isinstance(app.screen_stack[-2], WhoScreen):
        app.pop_screen()
    else:
        app.push_screen(WhoScreen())


def to_another_log(app: "RitualApp", said: str) -> None:
    """The log is another than it was: read it anew, and go to Today, which says ``said``."""
    app.unkept.leave()
    _let_go(app)
    while len(app.screen_stack) > 1:
        app.pop_screen()
    today = TodayScreen()
    app.push_screen(today)  # a default screen cannot be switched; nobody comes back to it
    today.call_after_refresh(today.say, said)


def _let_go(app: "RitualApp") -> None:
    if app.companion is not None:
        app.companion.close()
    app.companion = None
    app.rituals.forget()
