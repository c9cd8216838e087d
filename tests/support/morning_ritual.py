"""The morning ritual on the full screen from beginning to end: by keys alone, and by mouse alone."""

from ritualtui.places import Places
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.fields import Words
from ritualtui.tui.widgets.ritual_row import RitualRow
from support.full_screen import begin, choose, click, opened, seen, until, write
from support.homes import Still


async def morning_by_keys(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "right")
        for text in ("the tea", "q", "his exam", "her bus"):
            await write(pilot, text)
            await pilot.press("enter")
        await pilot.press("right")
        await pilot.pause()
        assert "Ana to Ben: “the tea”" in seen(app)


async def morning_by_mouse(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        row = next(row for row in app.screen.query(RitualRow) if row.data and row.data.ritual.id == "morning")
        await pilot.click(row)
        await pilot.pause()
        await choose(pilot, 0)
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        await pilot.pause()
        await click(pilot, "screen.next")
        await click(pilot, "screen.next")
        for text in ("the tea", "q", "his exam", "her bus"):
            app.screen.query_one(Words).text = text  # words have to come from somewhere
            await click(pilot, "screen.next")
        await click(pilot, "screen.next")
        await pilot.click()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
