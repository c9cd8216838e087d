"""Places: a number goes to each from wherever one is, and q quits; where one types both are letters."""

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.help import HelpScreen
from ritualtui.tui.screens.insights import InsightsScreen
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.text_field import Line
from support.full_screen import SIZES, begin, opened, part, seen, until, write
from support.homes import Still
from support.private_space import enter

pytestmark = pytest.mark.sample(1)

PLACES = {"1": TodayScreen, "2": LogScreen, "3": InsightsScreen, "5": MineScreen}
NAMES = {"1": "1 Today", "2": "2 Log", "3": "3 Insights", "5": "5 Private"}


@pytest.mark.parametrize("size", SIZES)
async def test_a_number_goes_from_each_place_to_each(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        for key in ("2", "3", "2", "1", "3", "1", "2", "2", "5"):
            await pilot.press(key)
            await until(lambda key=key: type(app.screen) is PLACES[key])  # type: ignore[misc]
            assert len(app.screen_stack) == (1 if key == "1" else 2), "no pile of screens"
            await pilot.pause()
            head = part(app, "Head").splitlines()
            at = head[0].index(NAMES[key])
            assert head[1].strip("─") == "━" * len(NAMES[key]) and head[1].index("━") == at, "the rule shows where"


@pytest.mark.slow
@pytest.mark.parametrize("way", ["comma", "f1", "f6", "f7", "f2"])
async def test_numbers_and_q_hold_on_screens_that_have_none(
    log: Companion, home: Places, still: Still, way: str
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(way)
        await until(lambda: not isinstance(app.screen, TodayScreen))
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        assert len(app.screen_stack) == 2
        await pilot.press("1", way)
        await until(lambda: not isinstance(app.screen, TodayScreen))
        await pilot.press("q")
        await until(lambda: app.return_code is not None)
        assert app.return_code == 0


@pytest.mark.parametrize("key", ["2", "3"])
async def test_q_quits_from_a_place(log: Companion, home: Places, still: Still, key: str) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(key, "q")
        await until(lambda: app.return_code is not None)


@pytest.mark.slow
async def test_the_help_closes_first(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("question_mark")
        await until(lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.press("question_mark", "1")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await pilot.press("question_mark", "q")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert app.return_code is None
        await pilot.press("q")
        await until(lambda: app.return_code is not None)


@pytest.mark.slow
async def test_where_one_types_they_are_letters(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("the soup")
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        await write(pilot, "2 q")
        assert app.screen.query_one(Line).value == "2 q"
        await pilot.press("escape", "2", "slash", "3", "q")
        await pilot.pause()
        assert isinstance(app.screen, LogScreen) and app.screen.query_one("#find", Line).value == "3q"


@pytest.mark.slow
async def test_a_ritual_is_not_left_by_a_number(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("2", "q")
        await pilot.pause()
        assert isinstance(app.screen, GuideScreen) and app.return_code is None


@pytest.mark.slow
async def test_ones_own_space_is_closed_on_the_way_out(quick: Companion, home: Places, still: Still) -> None:
    quick.private.write("ring Mira", "goal", set_="wellbeing")
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        door = next(screen for screen in app.screen_stack if isinstance(screen, MineScreen))
        await pilot.press("enter")  # one entry, whole
        await pilot.pause()
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        assert len(app.screen_stack) == 2 and door.stay.space is None
        await pilot.press("5")
        await until(lambda: isinstance(app.screen, MineScreen))
        assert "ring Mira" not in seen(app)


@pytest.mark.slow
async def test_a_place_can_be_clicked(log: Companion, home: Places, still: Still) -> None:
    from support.full_screen import click

    async with opened(home, still) as (app, pilot):
        await click(pilot, "app.place('insights')")
        await until(lambda: isinstance(app.screen, InsightsScreen))
        await click(pilot, "app.place('today')")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_a_place_may_have_another_key_and_shows_it(log: Companion, home: Places, still: Still) -> None:
    from pathlib import Path

    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('[keys]\n"today.log" = "L"\n')
    async with opened(home, still) as (app, pilot):
        assert "L Log" in seen(app)
        await pilot.press("question_mark")
        await until(lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("L")
        await until(lambda: isinstance(app.screen, LogScreen))
