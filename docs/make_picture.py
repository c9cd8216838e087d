"""Make the README's picture from the real program: ``.venv/bin/python docs/make_picture.py``.

Opens the full screen on the made-up year, at a set moment, and writes ``docs/today.svg``.
"""

import asyncio
import os
import re
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from ritualtui import clock, places
from ritualtui.companion import demo
from ritualtui.tui.app import RitualApp

PICTURE = Path(__file__).with_name("today.svg")
DAY = date(2026, 11, 21)
SIZE = (100, 30)


class Evening(clock.Clock):
    """The evening of that day, in a place that keeps Central European Time."""

    def ms(self) -> int:
        """Half past six."""
        return int(datetime(DAY.year, DAY.month, DAY.day, 18, 30).astimezone().timestamp() * 1000)


async def picture() -> str:
    """The screen as SVG, without the web font that the export would fetch."""
    with tempfile.TemporaryDirectory() as home:
        demo.write(places.find(home), 7, DAY)
        app = RitualApp(places.find(home), clock=Evening())
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            svg = app.export_screenshot(title="ritualtui")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg)


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")
    print(PICTURE)
