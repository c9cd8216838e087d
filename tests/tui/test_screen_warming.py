"""What is made ready behind the first paint changes when a screen comes, never how it looks."""

from datetime import date

import pytest
from textual.pilot import Pilot

from ritualtui.companion import demo
from ritualtui.places import Places
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.today import TodayScreen
from support.full_screen import at_rest, opened, until
from support.homes import Still

pytestmark = pytest.mark.sample(1)

KEYS = ("comma", "2", "3", "5", "b", "question_mark", "f1", "f7", "m")


@pytest.fixture
def lived(home: Places, still: Still) -> Places:
    still.set(still.now().replace(hour=18, minute=10))
    demo.write(home, 7, date.fromisoformat(still.now().date().isoformat()), 60, 4.0)
    return home


async def looked_at(app: RitualApp, pilot: Pilot[int], key: str) -> str:
    """The screen behind a key, at rest; then back on Today."""
    await pilot.press(key)
    await until(lambda: not isinstance(app.screen, TodayScreen))
    found = await at_rest(app, pilot)
    await pilot.press("escape")
    await until(lambda: isinstance(app.screen, TodayScreen))
    await pilot.pause()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_screen_looks_the_same_however_early_one_comes(
    lived: Places, still: Still, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened before anything is ready, and once all is."""
    with monkeypatch.context() as never:
        never.setattr("ritualtui.tui.preload.Warming.begin", lambda _: None)
        async with opened(lived, still, size) as (app, pilot):
            early = {key: await looked_at(app, pilot, key) for key in KEYS}
    async with opened(lived, still, size) as (app, pilot):
        await until(lambda: app.warming.done)
        for key in KEYS:
            assert await looked_at(app, pilot, key) == early[key], key
