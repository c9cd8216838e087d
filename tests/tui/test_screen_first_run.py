"""The first run: two names, or one, or a polite no."""

import os

import pytest

from ritualtui.companion import agreements
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.first_steps import FirstStepsScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.screens.welcome import WelcomeScreen
from support.full_screen import SIZES, opened, seen, until, write
from support.homes import Still

pytestmark = pytest.mark.sample(1)


@pytest.mark.parametrize("size", SIZES)
async def test_the_welcome_is_whole_for_one_and_for_two(home: Places, still: Still, size: tuple[int, int]) -> None:
    async with opened(home, still, size) as (app, pilot):
        for about in (words.WELCOME_ABOUT, words.WELCOME_ABOUT_ALONE):
            shown = " ".join(seen(app).split())
            assert about in shown and words.PRIVACY in shown
            assert app.screen.query_one("#body").max_scroll_y == 0
            lines = [line.strip() for line in seen(app).splitlines()]
            assert "one." not in lines, "no last word stands alone"
            assert not lines[next(n for n, line in enumerate(lines) if line.startswith("Start")) + 1]
            await pilot.press("ctrl+t")
            await pilot.pause()


@pytest.mark.slow
async def test_two_names_begin_a_log_and_lead_to_today(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        assert words.PRIVACY[:25] in seen(app)
        await write(pilot, "Ana")
        await pilot.press("enter")
        await write(pilot, "Ben")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, FirstStepsScreen))
        await pilot.press("enter", "enter", "enter")
        await until(lambda: isinstance(app.screen, TodayScreen) and app.screen.data is not None)
        await pilot.pause()
        assert "Good evening, Ana." in seen(app)
        assert "Nothing here yet, and no rush." in seen(app)
    with Companion.open(home, time=still) as companion:
        assert (companion.people.me.name, companion.people.partner.name) == ("Ana", "Ben")
        assert not companion.people.solo


@pytest.mark.slow
async def test_one_can_begin_alone_by_mouse(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await write(pilot, "Ana")
        await pilot.click("#alone")
        await pilot.click("#begin")
        await until(lambda: isinstance(app.screen, FirstStepsScreen))
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen) and app.screen.data is not None)
    with Companion.open(home, time=still) as companion:
        assert companion.people.solo


async def test_not_now_writes_nothing(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await write(pilot, "Ana")
        await pilot.press("escape")
        await until(lambda: app.return_code is not None)
    assert app.return_code == 0
    assert not os.path.exists(home.home)


async def test_not_now_can_be_clicked(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.click("#leave")
        await until(lambda: app.return_code is not None)
    assert not os.path.exists(home.home)


@pytest.mark.parametrize(
    ("me", "partner", "line"), [("Ana", "ana", "same name"), ("", "Ben", "name"), ("both", "Ben", "both")]
)
async def test_names_that_will_not_do_are_told_and_nothing_is_lost(
    home: Places, still: Still, me: str, partner: str, line: str
) -> None:
    async with opened(home, still) as (app, pilot):
        await write(pilot, me)
        await pilot.press("tab")
        await write(pilot, partner)
        await pilot.click("#begin")
        await pilot.pause()
        assert isinstance(app.screen, WelcomeScreen)
        assert line in seen(app).lower()
        assert partner in seen(app)
    assert not os.path.exists(home.data)


@pytest.mark.slow
async def test_letters_are_letters(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await write(pilot, "q?abmrn")
        await pilot.pause()
        assert "q?abmrn" in seen(app)


@pytest.mark.slow
async def test_first_steps_come_after_the_names_and_again_from_today(home: Places, still: Still) -> None:
    app = RitualApp(home, clock=still)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"Ana", "enter", *"Ben", "enter")
        await until(lambda: isinstance(app.screen, FirstStepsScreen))
        await pilot.pause()
        for pages, key in (
            (("First steps", "Bedtime: time", "A first look: Morning goodbye", "1. ", "5. "), "enter"),
            (("Does Ben use another computer?", "encrypted before it leaves"), "enter"),
            (("Where your words go", "nothing sent"), "left"),
            (("Does Ben use another computer?",), "left"),
        ):
            for said in pages:
                assert said in seen(app)
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("tab", "enter", *["backspace"] * 12, *"weekdays", "enter")
        await pilot.pause()
        assert "weekdays" in seen(app)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: isinstance(app.screen, TodayScreen) and app.screen.data is not None)
        await pilot.press("f2")
        await until(lambda: isinstance(app.screen, FirstStepsScreen))
        await pilot.press("enter", "enter", "enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert app.companion is not None
        assert agreements.in_force(app.companion, app.companion.rituals.find("morning")).days[-1] == "fri"
