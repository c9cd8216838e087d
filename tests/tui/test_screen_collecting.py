"""Garbage is collected while nobody types, never in the middle of an answer."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.today import TodayScreen
from support.full_screen import opened, until
from support.homes import Still


@pytest.fixture
def full() -> Iterator[list[int]]:
    """How many full collections there were; collecting is off before, as whoever opens the full screen leaves it."""
    found: list[int] = []

    def seen(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            found.append(info["collected"])

    before = gc.get_threshold()
    gc.collect()
    gc.disable()
    gc.callbacks.append(seen)
    yield found
    gc.callbacks.remove(seen)
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


@pytest.mark.slow
async def test_what_a_closed_screen_leaves_goes_once_it_is_quiet(
    full: list[int], log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home, still) as (app, pilot):
        asked: list[float] = []
        quiet = 0.0

        def idle() -> float:
            asked.append(quiet)
            return quiet

        monkeypatch.setattr(app, "idle", idle)
        await until(lambda: gc.isenabled() and app.warming.done)
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        left = weakref.ref(app.screen)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: len(asked) > 1)
        assert full == []
        quiet = 60.0
        await until(lambda: full)
        assert left() is None


async def test_it_is_on_again_where_there_is_no_log_yet(full: list[int], home: Places, still: Still) -> None:
    async with opened(home, still):
        await until(gc.isenabled)


async def test_where_it_was_not_switched_off_it_is_left_alone(log: Companion, home: Places, still: Still) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    async with opened(home, still) as (app, _):
        await until(lambda: app.warming.done)
        assert (gc.get_threshold(), gc.get_freeze_count()) == before
