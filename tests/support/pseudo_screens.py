"""A process of its own: every screen under the language that the environment names, as text, to see what is not in it.

``python pseudo_screens.py FOLDER WIDTH HEIGHT SCREEN …`` writes one JSON object a screen: its name, its lines, and what
lies over each other. The people and their words have no plain vowels.
"""

import asyncio
import json
import os
import re
import sys

from ritualtui import places
from ritualtui.companion.service import Companion
from ritualtui.tui.charts.canvas import Canvas
from ritualtui.tui.screens.insights import InsightsScreen
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.today import TodayScreen
from support.every_screen import ALONE, AT_HOME, OF_ONES_OWN
from support.full_screen import opened, overlapping, seen, until
from support.homes import Still
from support.vaults import OLD, begun_vault

MAKE = {made.__name__: make for made, make in {**AT_HOME, **OF_ONES_OWN, **ALONE}.items()}
OWN = {made.__name__ for made in OF_ONES_OWN}
SOLO = {made.__name__ for made in ALONE}


cut: list[str] = []
"""What a chart had no room for."""


def put(canvas: Canvas, x: int, y: int, text: str, *style: str) -> None:
    """As ``Canvas.put``, but telling what does not fit."""
    if re.search(r"\w\w", text) and not 0 <= x <= x + len(text) <= canvas.width:
        cut.append(f"{text} at {x} of {canvas.width}")
    plain_put(canvas, x, y, text, *style)


async def show(folder: str, size: tuple[int, int], name: str) -> None:
    """Write what the screen shows, on a home of its own."""
    home, still = places.find(os.path.join(folder, name)), Still()
    with Companion.begin(
        home, "Nxn", "Bzn", solo=name in SOLO, time=still, device="deviceaa", ids=("anaaaaaa", "benbbbbb"), plans=True
    ) as companion:
        companion.log.thank("brr")
        companion.log.bid("toward", text="hmm")
        for day in range(1, 21):
            companion.log.thank("brr", at=f"2026-11-{day:02}T20:00:00+00:00")
        begun_vault(home.home)
        companion.private.write("brr")
    async with opened(home, still, size) as (app, pilot):
        companion_of_app = app.companion
        assert companion_of_app is not None
        if name in OWN:
            door = MineScreen()
            app.push_screen(door)
            await until(lambda: app.screen is door and door.query("#first"))
            await pilot.pause()
            door._opened(companion_of_app.private.unlock(OLD))
            await until(lambda: app.screen is not door and app.screen.query("Sections"))
            await pilot.pause()
        if name != TodayScreen.__name__:
            screen = MAKE[name](app)
            app.push_screen(screen)
            await until(lambda: app.screen is screen and getattr(screen, "ready", True))
        await pilot.pause()
        lines, wrong = seen(app).splitlines(), overlapping(app)
        for _ in range(4 if name == InsightsScreen.__name__ else 0):
            await pilot.press("right")
            await pilot.pause()
            lines += seen(app).splitlines()
            wrong += overlapping(app)
        print(json.dumps({"screen": name, "lines": lines, "wrong": wrong + cut}), flush=True)


if __name__ == "__main__":
    plain_put, Canvas.put = Canvas.put, put  # type: ignore[method-assign,assignment]
    folder, width, height, *names = sys.argv[1:]
    for each in names or MAKE:
        asyncio.run(show(folder, (int(width), int(height)), each))
