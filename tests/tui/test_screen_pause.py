"""A pause on the full screen: said in four lines, ahead of time too; Today says it, asks nothing, and ends it."""

from datetime import date

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.pause import PauseScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.news import News
from ritualtui.tui.widgets.nudge import NudgeWord
from support.full_screen import SIZES, opened, overlapping, part, said, seen, until, write
from support.homes import Still
from support.lived_days import live

pytestmark = pytest.mark.sample(1)


def pauses(log: Companion) -> list[tuple[str, date, date | None, str]]:
    log.refresh()
    return [(one.why, one.since, one.until, one.ritual) for one in log.pausing.all()]


TODAY = date(2026, 11, 21)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ("p enter", ("away", TODAY, None, "")),
        ("p right down down right enter", ("ill", TODAY, date(2026, 11, 22), "")),
        ("p left down right down right right enter", ("hard season", date(2026, 11, 22), date(2026, 11, 28), "")),
        ("p down down down right enter", ("away", TODAY, None, "morning")),
        ("p down down left 3 space d e c enter", ("away", TODAY, date(2026, 12, 3), "")),
        ("p down left 2 4 space d e c enter", ("away", date(2026, 12, 24), None, "")),
    ],
)
async def test_a_pause_is_what_the_last_line_says(
    log: Companion, home: Places, still: Still, keys: str, what: tuple[str, date, date | None, str]
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(*keys.split()[:-1])
        await pilot.pause()
        line = part(app, "#says")
        for word in (what[0], "from", "24 December" if what[1].month == 12 else ""):
            assert word in line.lower() or word in line
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert "aused" in said(app) and "streaks are safe" in said(app)
    assert pauses(log) == [what]


@pytest.mark.slow
@pytest.mark.parametrize("rows", [10, 24])
async def test_its_lines_are_gone_through_with_the_arrows(
    log: Companion, home: Places, still: Still, rows: int
) -> None:
    async with opened(home, still, (80, rows)) as (app, pilot):
        await pilot.press("p")
        await until(lambda: isinstance(app.screen, PauseScreen))
        assert "↑↓ line" in seen(app)
        for label in ("From", "Until", "For"):
            await pilot.press("down")
            await until(lambda label=label: f"▸ {label}" in seen(app))
        await pilot.press("up")
        await until(lambda: "▸ Until" in seen(app))


@pytest.mark.parametrize("size", SIZES)
async def test_today_says_the_pause_and_ends_it(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    log.pausing.set("ill", date(2026, 11, 15))
    async with opened(home, still, size) as (app, pilot):
        assert "Paused since Sunday: ill." in seen(app) and "p  End it" in seen(app)
        assert "Start" not in part(app, "#rituals"), "nothing calls"
        assert "p end pause" in seen(app)
        await pilot.press("p")
        await until(lambda: isinstance(app.screen, PauseScreen))
        assert "▸ End it" in seen(app) and not overlapping(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: "Paused" not in part(app, "#body"))
        await pilot.press("u")
        await until(lambda: "Paused since Sunday: ill." in part(app, "#body"))
    assert pauses(log) == [("ill", date(2026, 11, 15), None, "")]


@pytest.mark.slow
async def test_the_end_of_a_pause_is_moved_and_its_beginning_stays(log: Companion, home: Places, still: Still) -> None:
    log.pausing.set("ill", date(2026, 11, 15))
    async with opened(home, still) as (app, pilot):
        await pilot.press("p", "down", "down", "down", "right", "enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert "Paused since Sunday, until tomorrow: ill." in said(app)
    assert pauses(log) == [("ill", date(2026, 11, 15), date(2026, 11, 22), "")]


@pytest.mark.slow
async def test_a_pause_asks_nothing(home: Places, still: Still) -> None:
    from support.homes import begun

    with begun(home, still, plans=True) as log:
        live(log, still, 35)
        live(log, still, 7, thanks=0, bids=1, toward=0, rituals=False, closeness=4)
        log.log.add({"kind": "detail", "text": "her review", "due": log.today})
        still.set(still.now().replace(hour=8))
        log.pausing.set("away")
    async with opened(home, still) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not app.screen.query_one(NudgeWord).shown
        assert app.screen.query_one(News).asked is None
        assert "her review" not in seen(app) and "Start" not in seen(app)
        await pilot.press("p", "enter")
        await until(lambda: "her review" in seen(app))
        await until(lambda: app.screen.query_one(News).asked is not None)


@pytest.mark.slow
async def test_of_one_ritual_the_row_says_until_when(log: Companion, home: Places, still: Still) -> None:
    log.pausing.set("away", until=date(2026, 11, 24), ritual="bedtime")
    async with opened(home, still) as (app, pilot):
        assert "– Bedtime           paused until Tuesday" in seen(app)
        assert "– Reunion" not in seen(app)
        await pilot.press("p", "enter")
        await until(lambda: "paused until" not in part(app, "#rituals"))
    assert pauses(log) == []


@pytest.mark.slow
async def test_a_day_that_is_none_is_told_and_nothing_is_saved(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("p", "down", "down", "left", "down")
        await write(pilot, "the moon")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PauseScreen) and "“the moon”" in part(app, "#says")
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
    assert pauses(log) == []


@pytest.mark.slow
async def test_by_mouse_alone(log: Companion, home: Places, still: Still) -> None:
    from support.full_screen import click

    async with opened(home, still) as (app, pilot):
        await click(pilot, "screen.pause")
        await until(lambda: isinstance(app.screen, PauseScreen))
        row = app.screen.query_one("#why").region
        line = seen(app).splitlines()[row.y]
        await pilot.click(offset=(line.index("ill") + 1, row.y))
        await click(pilot, "screen.take")
        await until(lambda: "Paused since today: ill." in seen(app))
        await click(pilot, "screen.pause")
        await pilot.pause()
        await pilot.click("Ending")
        await until(lambda: "Paused" not in part(app, "#body") if isinstance(app.screen, TodayScreen) else False)


@pytest.mark.slow
async def test_the_palette_has_it(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("ctrl+p")
        await write(pilot, "pause")
        await until(lambda: "Pause" in seen(app))
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, PauseScreen))
