"""A process of its own: the full screen with one screen on top, on which an exception flies with words of records.

``python crash_on_screen.py SCREEN WHERE``: WHERE is "screen", "worker" or "thread".
"""

import asyncio
import sys
from typing import Any

from ritualtui.__main__ import main
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.mine import MineScreen
from support.every_screen import ALONE, AT_HOME, OF_ONES_OWN
from support.private_space import PASSPHRASE

NAME, WHERE = sys.argv[1:3]
MAKE = {made.__name__: make for made, make in {**AT_HOME, **OF_ONES_OWN, **ALONE}.items()}
OWN = {made.__name__ for made in OF_ONES_OWN}


async def until(condition: Any) -> None:
    while not condition():
        await asyncio.sleep(0.02)


async def go(app: RitualApp) -> None:
    await until(lambda: app.companion is not None and app._settled)
    companion = app.companion
    assert companion is not None
    words = [str(getattr(record, "text", "")) for record in companion.visible()]
    if NAME in OWN:
        space = companion.private.unlock(PASSPHRASE)
        words += [entry.text for entry in space.entries]
        door = MineScreen()
        app.push_screen(door)
        await until(lambda: app.screen is door)
        door._opened(space)
        await until(lambda: app.screen is not door)
    if NAME != "TodayScreen":
        screen = MAKE[NAME](app)
        app.push_screen(screen)
        await until(lambda: app.screen is screen and getattr(screen, "ready", True))

    def boom() -> None:
        here = list(words)
        raise KeyError(*here)

    async def later() -> None:
        boom()

    if WHERE == "screen":
        app.screen.call_later(boom)
    else:
        app.screen.run_worker(boom if WHERE == "thread" else later(), thread=WHERE == "thread")


def on_ready(app: RitualApp) -> None:
    """Goes there once it is painted."""
    ready(app)
    app.going_there = asyncio.ensure_future(go(app))  # type: ignore[attr-defined]


if __name__ == "__main__":
    ready, RitualApp.on_ready = RitualApp.on_ready, on_ready  # type: ignore[method-assign]
    sys.argv[1:] = []
    main()
