"""Keys are changed by pressing them: swapped where another has the key, put back, undone; the way out is nobody's."""

import tomllib
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.keys import CaptureScreen, KeysScreen
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.today import TodayScreen
from support import textual_inside
from support.full_screen import SIZES, opened, overlapping, part, said, seen, until
from support.homes import Still

pytestmark = pytest.mark.sample(1)


async def keys(pilot: Pilot[int]) -> None:
    """To the keys, by the settings."""
    await pilot.press("comma", "end", "enter")
    await until(lambda: isinstance(pilot.app.screen, KeysScreen))
    await pilot.pause()


async def capture(pilot: Pilot[int], *pressed: str) -> None:
    """Change the key under the cursor."""
    await pilot.press("enter")
    await until(lambda: isinstance(pilot.app.screen, CaptureScreen))
    await pilot.press(*pressed)
    await pilot.pause()


def saved(home: Places) -> dict[str, str]:
    path = Path(home.settings)
    return dict(tomllib.loads(path.read_text()).get("keys", {})) if path.exists() else {}


def row(app: object, name: str) -> str:
    return next(line for line in seen(app).splitlines() if line.strip(" ▸").startswith(name))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_is_changed_by_pressing_it_and_holds_at_once(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await keys(pilot)
        await capture(pilot, "h")
        assert "was a" in row(app, "Thank") and said(app) == "Thank: h."
        assert not overlapping(app)
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert "h thank" in seen(app)
        await pilot.press("a")
        assert app.screen.focused is None
        await pilot.press("h")
        await until(lambda: app.screen.focused is not None)
    assert saved(home) == {"today.thank": "h"}
    async with opened(home, still) as (app, _):
        assert "h thank" in seen(app)


@pytest.mark.slow
async def test_a_key_that_another_has_is_swapped_if_one_says_so(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        await capture(pilot, "b")
        assert isinstance(app.screen, CaptureScreen) and "b is taken by Bid" in part(app, "#about")
        await pilot.press("y")
        await until(lambda: isinstance(app.screen, KeysScreen))
        await pilot.pause()
        assert "was a" in row(app, "Thank") and "was b" in row(app, "Bid")
        await pilot.press("1")
        await until(lambda: "b thank   a bid" in seen(app))
    assert saved(home) == {"today.thank": "b", "today.bid": "a"}
    async with opened(home, still) as (app, _):
        assert not textual_inside.notices(app), "no clash is told"
        assert "b thank   a bid" in seen(app)


@pytest.mark.slow
async def test_a_place_and_a_ritual_can_be_swapped_too(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        await capture(pilot, "2", "y")
        await capture(pilot, "m", "y")
        await until(lambda: isinstance(app.screen, KeysScreen))
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: "a Log" in seen(app) and "m thank" in seen(app))
        line = next(line for line in seen(app).splitlines() if "Morning goodbye" in line)
        assert line.split()[-1] == "2"
        await pilot.press("a")
        await until(lambda: isinstance(app.screen, LogScreen))


@pytest.mark.slow
async def test_backspace_brings_the_first_key_back_and_esc_leaves_it(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        await capture(pilot, "b", "y")
        await capture(pilot, "escape")
        assert isinstance(app.screen, KeysScreen) and len(saved(home)) == 2
        await pilot.press("backspace")
        await pilot.pause()
        assert saved(home) == {}, "who was swapped with has its own again, too"
        await capture(pilot, "h")
        await capture(pilot, "backspace")
        assert saved(home) == {}
        await pilot.press("u")
        await pilot.pause()
        assert saved(home) == {"today.thank": "h"}


@pytest.mark.slow
@pytest.mark.parametrize("key", ["enter", "tab", "up", "space", "ctrl+c"])
async def test_what_moves_about_cannot_be_given(log: Companion, home: Places, still: Still, key: str) -> None:
    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        await capture(pilot, key)
        assert isinstance(app.screen, CaptureScreen) and "can’t be given" in part(app, "#about")
    assert saved(home) == {}


@pytest.mark.slow
async def test_leaving_at_once_is_not_given_away(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        await capture(pilot, "ctrl+q")
        await until(lambda: app.return_code is not None)
        assert app.left_now
    assert saved(home) == {}


@pytest.mark.slow
async def test_what_shares_a_key_keeps_it(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('[keys]\n"today.thank" = "h" # by hand\n')
    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        while "▸ Last night: no" not in seen(app):
            await pilot.press("down")
            await pilot.pause()
        await capture(pilot, "k")
        assert saved(home)["today.night-no"] == "k"
    assert saved(home)["today.nudge-put"] == "x", "Textual takes a key from all that share it"
    assert "# by hand" in Path(home.settings).read_text()


@pytest.mark.slow
async def test_by_mouse(log: Companion, home: Places, still: Still) -> None:
    from support.full_screen import click

    async with opened(home, still) as (app, pilot):
        await keys(pilot)
        await pilot.click("KeyRow")
        await until(lambda: isinstance(app.screen, CaptureScreen))
        await click(pilot, "screen.dismiss")
        await until(lambda: isinstance(app.screen, KeysScreen))
