"""Making a ritual of one's own on the screen."""

from pathlib import Path

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.practice import rituals
from ritualtui.tui.screens.ritual_maker import LookScreen, RitualMakerScreen, StepTextScreen
from ritualtui.tui.screens.today import TodayScreen
from support.full_screen import SIZES, opened, overlapping, seen
from support.homes import Still

pytestmark = pytest.mark.sample(1)


async def test_it_is_made_looked_at_and_begins(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press(*"Tea [b]", "enter", "right", "enter", *"15-17", "enter", "enter")
        await pilot.pause()
        await pilot.press("down", "down", "down", "enter")  # to talk and listen
        await pilot.pause()
        assert isinstance(app.screen, StepTextScreen)
        await pilot.press("enter", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+u", *"Put the cups out.", "enter")
        await pilot.pause()
        await pilot.press("up", "left_square_bracket")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RitualMakerScreen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LookScreen)
        told = seen(app)
        assert "1. Put the cups out." in told and "2. Ana talks, and Ben just listens. (4 min each)" in told
        await pilot.press("escape")
        await pilot.pause()
        assert not Path(home.own_rituals).exists(), "looking saves nothing"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen) and "Tea [b]" in seen(app)
    (made,), problems = rituals.parse(Path(home.own_rituals).read_text(), "rituals.toml")
    assert problems == () and (made.name, made.opens, len(made.days)) == ("Tea [b]", "15:00", 7)
    assert [step.kind for step in made.steps] == ["say", "listen"]


async def test_what_is_missing_is_said_and_escape_saves_nothing(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("enter", "enter", *"late", "enter", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert "15:00–17:00" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    assert not Path(home.own_rituals).exists()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_many_steps_have_room(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press(*"Tea", "enter", "enter", "enter")
        for _step in range(8):
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
        assert not overlapping(app)
        await pilot.press("up", "x", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LookScreen) and not overlapping(app)
        assert "Save it" in seen(app)
