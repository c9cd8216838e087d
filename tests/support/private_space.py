"""What the tests of one's own space share: a vault that was made once, hands that open it, eyes on the disk."""

import base64
import os
import shutil
from pathlib import Path

from textual.pilot import Pilot

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.mine_inside import InsideScreen
from ritualtui.tui.screens.mine_pages import WritingScreen
from support.full_screen import seen, until, write
from support.homes import ANA

PASSPHRASE = "a lamp in the hall"


def give(places: Places, made: Path) -> None:
    """Put a copy of Ana's vault in a home."""
    shutil.copytree(made, Path(places.home) / "vault" / ANA)


async def door(pilot: Pilot[int]) -> MineScreen:
    """To the door."""
    await pilot.press("5")
    await until(lambda: isinstance(pilot.app.screen, MineScreen))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, MineScreen)
    return screen


async def enter(pilot: Pilot[int]) -> InsideScreen:
    """Through the door."""
    if not isinstance(pilot.app.screen, MineScreen):
        await door(pilot)
    await write(pilot, PASSPHRASE)
    await pilot.press("enter")
    await until(lambda: isinstance(pilot.app.screen, InsideScreen))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, InsideScreen)
    return screen


async def turn(pilot: Pilot[int], *keys: str) -> None:
    """Press keys that turn pages."""
    for key in keys:
        await pilot.press(key)
        await until(lambda: not isinstance(pilot.app.screen, WritingScreen) or pilot.app.screen.ready)
        await pilot.pause()


async def wait_idle(pilot: Pilot[int], seconds: float) -> None:
    """Let time go by in which nobody does anything."""
    app = pilot.app
    assert isinstance(app, RitualApp)
    app.ticks.now += seconds  # type: ignore[attr-defined]
    for screen in app.screen_stack:
        if isinstance(screen, MineScreen):
            screen.watch_idle()
    await pilot.pause()


def texts(log: Companion) -> list[str]:
    """All that is sealed, oldest first, read with the passphrase."""
    space = log.private.unlock(PASSPHRASE)
    return [entry.text or str(entry.parts) for entry in reversed(space.entries)]


def held_in_widgets(app: RitualApp, words: str) -> list[str]:
    """Where on the screens, in their widgets or among what they show, ``words`` are."""
    found = [] if words not in seen(app) else ["screen"]
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            for name in ("text", "value", "renderable", "content", "visual", "_rows", "said"):
                if words in str(getattr(widget, name, "")):
                    found.append(f"{widget}.{name}")
    return found


def on_the_disk(root: Path, words: str) -> list[str]:
    """The files under ``root`` that have ``words`` in their bytes, in any of the ways in which they might."""
    forms = [words.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
    plain = words.encode()
    for shift in range(3):  # base64 of them, at whichever place of a longer text they begin
        coded = base64.b64encode(b"\0" * shift + plain)
        whole = coded[4 if shift else 0 : len(coded) - 4]
        forms += [whole, whole.replace(b"+", b"-").replace(b"/", b"_")]
    forms += [plain.hex().encode(), plain[::-1]]
    found = []
    for folder, _, files in os.walk(root):
        for file in files:
            path = Path(folder) / file
            data = path.read_bytes() + os.fsencode(path.name)
            if any(form in data for form in forms):
                found.append(str(path))
    return found
