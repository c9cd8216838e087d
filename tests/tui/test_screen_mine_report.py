"""A report from behind the door: one's own pages among the lines, left out until taken in; it closes with the space."""

from pathlib import Path

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.mine_report import OwnReportScreen
from ritualtui.tui.screens.report_file import ReportFileScreen
from support.full_screen import opened, seen, until, write
from support.homes import Still
from support.private_space import enter, held_in_widgets, wait_idle

pytestmark = pytest.mark.sample(1)


@pytest.fixture
def two(quick: Companion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Companion:
    monkeypatch.chdir(tmp_path)
    quick.log.thank("the soup")
    quick.private.write("KEPT-TO-ME")
    quick.private.write("FOR-THE-ROOM")
    return quick


@pytest.mark.slow
async def test_each_page_is_left_out_until_it_is_taken_in(
    two: Companion, home: Places, still: Still, tmp_path: Path
) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("t")
        await until(lambda: isinstance(app.screen, OwnReportScreen))
        await pilot.pause()
        assert "1 of 3 in" in seen(app)
        for _ in range(3):
            if "FOR-THE-ROOM" in str(app.screen.query_one("#words").render()):
                break
            await pilot.press("down")
            await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert "2 of 3 in" in seen(app)
        await pilot.press("w")
        await until(lambda: isinstance(app.screen, ReportFileScreen))
        await pilot.pause()
        await write(pilot, ".x")
        await pilot.press("enter")
        await until(lambda: list(tmp_path.glob("*.x")))
        await until(lambda: "lines written" in seen(app))
    (made,) = tmp_path.glob("*.x")
    said = made.read_text("utf-8")
    assert "FOR-THE-ROOM" in said and "the soup" in said and "KEPT-TO-ME" not in said


@pytest.mark.slow
@pytest.mark.parametrize("way", ["lock", "idle"])
async def test_it_closes_with_the_space(two: Companion, home: Places, still: Still, way: str) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("t")
        await until(lambda: isinstance(app.screen, OwnReportScreen))
        await pilot.pause()
        if way == "lock":
            await pilot.press("ctrl+l")
        else:
            await pilot.press("w")
            await until(lambda: isinstance(app.screen, ReportFileScreen))
            await wait_idle(pilot, app.settings.lock * 60 + 1)
        await until(lambda: isinstance(app.screen, MineScreen) and app.screen.is_active)
        await pilot.pause()
        assert held_in_widgets(app, "FOR-THE-ROOM") == []
