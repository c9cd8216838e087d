"""A season on the full screen: one line on Today, begun and ended there, and rituals that open short."""

from datetime import date

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.pause import PauseScreen
from ritualtui.tui.screens.season import SeasonScreen
from ritualtui.tui.screens.settings import SettingsScreen
from ritualtui.tui.screens.today import TodayScreen
from support.full_screen import SIZES, opened, overlapping, part, said, seen, until, write
from support.homes import Still

pytestmark = pytest.mark.sample(1)


def season(log: Companion) -> tuple[str, date | None, str] | None:
    log.refresh()
    there = log.seasons.now
    return there and (there.mode, there.until, there.ritual)


@pytest.mark.parametrize("size", SIZES)
async def test_today_says_it_in_a_line_and_changes_it(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    log.seasons.set("hard")
    async with opened(home, still, size) as (app, pilot):
        assert "A hard season: short versions, until" in seen(app) and "p  Change" in seen(app)
        assert "aused" not in seen(app) and "streaks" not in seen(app)
        await pilot.press("p")
        await until(lambda: isinstance(app.screen, SeasonScreen))
        assert "[hard]" in seen(app) and not overlapping(app)
        await pilot.press("left", "enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert "Back to usual." in said(app)
        await until(lambda: "season" not in part(app, "#body"))
    assert season(log) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "made"),
    [
        ("f9 right enter", ("hard", None, "")),
        ("p s right down right enter", ("hard", date(2026, 11, 27), "")),
        ("f9 right right down right right down right enter", ("work", date(2026, 12, 18), "reunion")),
        ("f9 right down left 3 space d e c enter", ("hard", date(2026, 12, 3), "")),
        ("f9 enter", None), ("f9 right escape", None),
    ],
)  # fmt: skip
async def test_it_is_what_was_chosen(
    log: Companion, home: Places, still: Still, keys: str, made: tuple[str, date | None, str] | None
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(*keys.split())
        await until(lambda: isinstance(app.screen, TodayScreen))
    assert season(log) == made


@pytest.mark.slow
async def test_a_day_that_is_none_is_told_and_letters_stay_letters(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f9", "right", "down", "left")
        await write(pilot, "perhaps")
        await pilot.press("enter")
        await until(lambda: "“perhaps”" in seen(app))
        assert isinstance(app.screen, SeasonScreen)
        await pilot.press("shift+tab", "right", "up", "p")
        await until(lambda: isinstance(app.screen, PauseScreen))
    assert season(log) is None


@pytest.mark.slow
async def test_a_ritual_opens_short_and_e_has_the_whole(log: Companion, home: Places, still: Still) -> None:
    log.seasons.set("hard")
    async with opened(home, still) as (app, pilot):
        app.rituals.begin("bedtime")
        await until(lambda: not isinstance(app.screen, TodayScreen))
        if not isinstance(app.screen, GuideScreen):
            await pilot.press("b")
            await until(lambda: isinstance(app.screen, GuideScreen))
        guide = app.screen.guide  # type: ignore[attr-defined]
        assert guide.session.form == "easy" and "e whole" in seen(app)
        await pilot.press("e")
        await until(lambda: guide.session.form == "full" and "e short" in seen(app))
        await pilot.press("e")
        await until(lambda: guide.session.form == "easy" and "e whole" in seen(app))


@pytest.mark.slow
async def test_the_settings_and_the_palette_have_it(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        app.screen.query_one("#season").focus()
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, SeasonScreen))
        await pilot.press("right", "enter")
        await until(lambda: "hard: short versions" in seen(app))
        await pilot.press("escape", "ctrl+p")
        await write(pilot, "season")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, SeasonScreen))
