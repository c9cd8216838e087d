"""Ten thousand careless hands: keys, clicks and sizes at random never break it, and undo brings everything back."""

import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import OutOfBounds, Pilot

from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.private_fields import Secret
from support.homes import Still
from support.private_space import PASSPHRASE, door, enter, on_the_disk

pytestmark = pytest.mark.sample(1)

SIZES = [(80, 24), (120, 40), (60, 20), (100, 30), (42, 12), (20, 6), (200, 60)]
KEYS = [
    *"abcdefghijklmnoprstuvwxyz", *"1234567890", "comma", "slash", "question_mark", "space", "enter", "enter", "escape",
    "escape", "tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "backspace",
    "delete", "ctrl+p", "f1",
]  # fmt: skip


def alive(companion: Companion) -> dict[str, Any]:
    """Every record that is there, but for its stamp."""
    found = {}
    for key, record in companion.all.items():
        if record is not None and not record.deleted:
            raw = companion.raw(record.id) or {}
            found[key] = {name: value for name, value in raw.items() if name != "stamp"}
    return found


async def play(app: RitualApp, pilot: Pilot[int], hands: random.Random, still: Still, keys: list[str]) -> bool:
    """One careless thing. False where the app was left by it."""
    dice = hands.random()
    if dice < 0.8:
        await pilot.press(hands.choice(keys))
    elif dice < 0.95:
        width, height = app.size
        with suppress(OutOfBounds):
            await pilot.click(offset=(hands.randrange(width), hands.randrange(height)))
    else:
        await pilot.resize_terminal(*hands.choice(SIZES))
    still.move(seconds=hands.random() * 3)
    if app.is_running:
        focused = app.focused
        assert focused is None or (focused.is_attached and focused.screen is app.screen), "the focus is somewhere real"
    return app.is_running


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_careless_hands(
    log: Companion, still: Still, seed: int, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a report would be written
    log.log.thank("before the storm")
    log.rituals.did("bedtime", log.parse_when("yesterday 22:00"))
    still.move(days=2)  # beyond what undo reaches: it must come through untouched
    before = alive(log)
    hands = random.Random(seed)
    app = RitualApp(log.places, clock=still)
    app.linger = 0.01
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(2_500 if full else 120):
            if not await play(app, pilot, hands, still, KEYS):
                break
    log.refresh()
    with suppress(RitualError):  # there is nothing more to undo
        while alive(log) != before:
            log.log.undo()
    assert alive(log) == before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_careless_hands_in_ones_own_space(
    quick: Companion, still: Still, seed: int, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where they may take a file with them
    quick.private.write("mulberrylantern", "goal", set_="wellbeing", prompt="friends")
    quick.private.write("", "draft", parts={"vent": "mulberrylantern", "when": "it rains"})
    hands = random.Random(seed)
    app = RitualApp(quick.places, clock=still)
    keys = [key for key in KEYS if key not in ("d", "delete")]
    keys += ["ctrl+l", "ctrl+n", "ctrl+s", "ctrl+o", "ctrl+b", "ctrl+t", "pagedown", *"wwww", "comma", *"198"]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(2_500 if full else 150):
            if isinstance(app.screen, TodayScreen):
                app.set_focus(None)
                await door(pilot)
            if isinstance(app.screen, MineScreen) and not app.screen._working and hands.random() < 0.5:
                if app.screen._by_sheet:
                    await pilot.press("ctrl+r")
                app.screen.query_one("#first", Secret).value = ""
                await enter(pilot)
            if not await play(app, pilot, hands, still, keys):
                break
    assert on_the_disk(Path(quick.places.home), "mulberrylantern") == []
    assert quick.private.unlock(PASSPHRASE).told == []
