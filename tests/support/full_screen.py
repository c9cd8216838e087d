"""What the tests of the full screen share: an app on a home, hands on keys and mouse, eyes on the screen."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from ritualtui import records
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.timing import Timed
from support import textual_inside
from support.homes import Still

SIZES = [(80, 24), (120, 40), (60, 20)]
THEMES = ["hearth", "dawn"]


class Ticks:
    """The seconds by which timers run, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def opened(
    home: Places, still: Still, size: tuple[int, int] = (80, 24), **more: Any
) -> AsyncIterator[tuple[RitualApp, Pilot[int]]]:
    """The app on ``home``, painted and read."""
    app = RitualApp(home, clock=still, **more)
    app.ticks = Ticks()
    app.held.repeats = app.held.begins = 0.0  # these hands are quicker than any that hold a key down
    async with app.run_test(size=size) as pilot:
        await until(lambda: not isinstance(app.screen, TodayScreen) or app.screen.data is not None)
        await pilot.pause()
        yield app, pilot


async def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until ``condition`` holds; only what never comes takes so long."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to be")


async def write(pilot: Pilot[int], text: str) -> None:
    """Type ``text``, key by key."""
    names = {" ": "space", "[": "left_square_bracket", "]": "right_square_bracket"}
    await pilot.press(*(names.get(char, char) for char in text))


def seen(app: RitualApp) -> str:
    """What the screen shows, as text."""
    return textual_inside.text_on(app)


def part(app: RitualApp, selector: str) -> str:
    """What the screen shows where this widget stands."""
    region = app.screen.query_one(selector).content_region
    lines = seen(app).splitlines()[region.y : region.bottom]
    return "\n".join(line[region.x : region.right].rstrip() for line in lines).strip("\n")


def rows(app: RitualApp) -> list[str]:
    """The lines of the list, the newest first."""
    return [line.strip(" ▸▁▂▃▄▅▆▇█") for line in part(app, "#list").splitlines() if line.strip()]


def said(app: RitualApp) -> str:
    """The quiet line."""
    return app.screen.query_one(Notice).said


def place_of(app: RitualApp, action: str) -> tuple[int, int]:
    """Where on the screen a click does ``action``."""
    width, height = app.size
    for y in range(height):
        for x in range(width):
            if app.screen.get_style_at(x, y).meta.get("@click") == action:
                return x, y
    raise AssertionError(f"nothing to click for {action}:\n{seen(app)}")


async def click(pilot: Pilot[int], action: str) -> None:
    """Click where ``action`` is."""
    await pilot.click(offset=place_of(pilot.app, action))
    await pilot.pause()


async def choose(pilot: Pilot[int], number: int) -> None:
    """Click the answer of this number, from 0."""
    await pilot.click("Choices", offset=(2, number))
    await pilot.pause()


async def begin(pilot: Pilot[int], key: str, who: str = "b") -> GuideScreen:
    """Begin a ritual by its key, and say who is here."""
    await pilot.press(key)
    await until(lambda: not isinstance(pilot.app.screen, TodayScreen))
    if not isinstance(pilot.app.screen, GuideScreen):
        await pilot.press(who)
    await until(lambda: isinstance(pilot.app.screen, GuideScreen) and pilot.app.screen.ready)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, GuideScreen)
    return screen


async def pass_time(pilot: Pilot[int], seconds: float) -> None:
    """Let the timers on the screen run."""
    app = pilot.app
    assert isinstance(app, RitualApp) and isinstance(app.ticks, Ticks)
    app.ticks.now += seconds
    for screen in list(app.screen_stack):
        for timed in screen.query(Timed):
            timed.tick()
    await pilot.pause()


def overlapping(app: RitualApp) -> list[str]:
    """Widgets that hold words, and lie over each other or reach out of the screen.

    What one scrolls to counts as far as it is in sight; it may reach out below, but not at the side.
    """
    width, height = app.size
    shown: list[tuple[Widget, Any]] = []
    wrong = []
    for widget, region, clip in textual_inside.in_sight(app):
        if widget.children or not widget.visible or not region.area or isinstance(widget, ScrollBar):
            continue
        scrolled = any(above.allow_vertical_scroll for above in widget.ancestors if isinstance(above, Widget))
        if region.x < 0 or region.right > width or not (scrolled or (region.y >= 0 and region.bottom <= height)):
            wrong.append(f"{widget} reaches out: {region}")
        shown.append((widget, region.intersection(clip)))
    for n, (one, first) in enumerate(shown):
        for other, second in shown[n + 1 :]:
            if first.overlaps(second):
                wrong.append(f"{one} {first} and {other} {second}")
    return wrong


def normalised(home: Places, still: Still) -> list[tuple[Any, ...]]:
    """All that is in the log, but for ids, stamps and times."""
    with Companion.open(home, time=still) as companion:
        kept = []
        for record in companion.all.values():
            assert record is not None
            plain = records.plain(record)
            if plain["kind"] not in ("plan", "pause"):
                for field in ("id", "stamp", "at", "minutes"):
                    plain.pop(field, None)
                kept.append(tuple(sorted((key, str(value)) for key, value in plain.items())))
        return sorted(kept)


def of_kind(companion: Companion, kind: str) -> list[Any]:
    """The records of a kind, oldest first."""
    return sorted((r for r in companion.visible() if r.kind == kind), key=lambda r: (r.at, r.id))


def picture(app: RitualApp) -> str:
    """The screen as an SVG that is the same at every run."""
    return re.sub(r"terminal-\d+", "terminal", app.export_screenshot(title="ritualtui"))


async def at_rest(app: RitualApp, pilot: Pilot[int]) -> str:
    """The picture once nothing on the screen changes any more."""
    before, now = "", picture(app)
    while now != before:
        for _ in range(3):
            await pilot.pause()
        before, now = now, picture(app)
    return now


def strike(app: RitualApp, *keys: str) -> None:
    """Strike keys in one write, as a terminal hands them on: none is seen to before the last is there."""
    driver = textual_inside.driver_of(app)
    for key in keys:
        event = events.Key(textual_inside.name_of_key(key) if len(key) == 1 else key, key if len(key) == 1 else None)
        event.set_sender(app)
        driver.send_message(event)
