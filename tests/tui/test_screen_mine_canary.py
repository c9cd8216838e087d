"""Canaries: long words of which each goes through one private field. Where they are not found is what is promised."""

import os
import signal
from pathlib import Path

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.mine_entry import EntryScreen
from ritualtui.tui.screens.mine_write import JournalScreen
from ritualtui.tui.screens.today import TodayScreen
from support import textual_inside
from support.full_screen import opened, seen, until, write
from support.homes import Still
from support.private_space import PASSPHRASE, door, enter, held_in_widgets, on_the_disk, texts, turn
from support.watched_terminal import Screen, Watched

pytestmark = pytest.mark.sample(1)

CLOSED, OPEN, CHANGED, REFLECTED, VENTED, WHEN, NEED, LEFT = CANARIES = [
    "canaryjournalshutdoor", "canaryjournalopendoor", "canarychangedinplace", "canaryreflectionpage",
    "canaryventedwords", "canarywhensaidaloud", "canaryneedunderit", "canaryhalftypedandleft",
]  # fmt: skip


def test_the_eyes_see(tmp_path: Path) -> None:
    """A test that cannot fail is none."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / f"{OPEN}.txt").write_text("x")
    (tmp_path / "plain").write_text(f"x{LEFT}x")
    assert len(on_the_disk(tmp_path, OPEN)) == len(on_the_disk(tmp_path, LEFT)) == 1


@pytest.mark.parametrize("code", ["utf-16-le", "base64", "base64 within"])
def test_the_eyes_see_other_forms(tmp_path: Path, code: str) -> None:
    import base64

    data = (
        OPEN.encode(code)
        if code.startswith("utf")
        else base64.b64encode((b"{'a': '" if "within" in code else b"") + OPEN.encode() + b"' and more")
    )
    (tmp_path / "x").write_bytes(b"abc" + data)
    assert on_the_disk(tmp_path, OPEN)


@pytest.mark.slow
async def test_no_word_leaves_the_vault(
    quick: Companion, home: Places, still: Still, tmp_path: Path, made: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    quick.log.thank("the soup")
    async with opened(home, still) as (app, pilot):
        written: list[str] = []
        monkeypatch.setattr(textual_inside.driver_of(app), "write", written.append)
        await door(pilot)
        await pilot.press("ctrl+n")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, CLOSED)
        await pilot.press("ctrl+s")
        await enter(pilot)
        await pilot.press("w", "1")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, OPEN)
        await pilot.press("ctrl+a", "shift+home", "ctrl+c", "escape")
        await pilot.pause()
        await pilot.press("enter", "e")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await write(pilot, CHANGED)
        await pilot.press("escape", "escape")
        await pilot.press("w", "2")
        await turn(pilot)
        await write(pilot, REFLECTED)
        await turn(pilot, "enter", "escape")
        await pilot.press("w", "9")
        await turn(pilot)
        for page in (VENTED, WHEN, "", NEED, ""):
            await write(pilot, page)
            await turn(pilot, "enter")
        assert WHEN in seen(app)
        await pilot.press("k")
        await pilot.press("w", "1")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, LEFT)
        await pilot.press("ctrl+l")
        await until(lambda: isinstance(app.screen, MineScreen) and app.screen.is_active)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        app.leave_glance()

        def silent() -> None:
            for word in CANARIES:
                assert not held_in_widgets(app, word), (word, app.screen)
            assert "canary" not in app.clipboard + app.title + app.sub_title
            assert not [notice for notice in textual_inside.notices(app) if "canary" in notice]

        silent()
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.press("slash")
        await write(pilot, "soup")
        await pilot.pause()
        silent()
        await pilot.press("escape", "escape", "question_mark")
        await pilot.pause()
        silent()
        await pilot.press("escape", "ctrl+p")
        await write(pilot, "journal")
        await pilot.pause()
        assert "canary" not in seen(app)
        await pilot.press("escape")
        assert not [text for text in written if "canary" in text or "\x1b]52" in text]
    for word in [*CANARIES, PASSPHRASE, made[1]]:
        assert on_the_disk(tmp_path, word) == []
    kept = "\n".join(texts(quick))
    assert [word for word in CANARIES if word not in kept] == []
    assert "canary" not in "".join(quick.transfer.lines(quick.visible()))
    assert "canary" not in str(quick.all)


def settle(terminal: Watched) -> None:
    """Read on until nothing more comes."""
    size = -1
    while len(terminal.raw) != size:
        size = len(terminal.raw)
        terminal._read_once(0.5)


@pytest.mark.slow
@pytest.mark.parametrize("end", ["q", "ctrl+q", "hangup", "term"])
def test_on_a_real_terminal(space: Companion, home: Places, screen: Screen, tmp_path: Path, end: str) -> None:
    space.log.thank("the soup")
    space.private.write(OPEN)
    terminal = screen(columns=80, rows=24)
    terminal.wait_for("thank Ben for")
    terminal.type("5")
    terminal.wait_for("Your passphrase opens it")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.wait_for(OPEN)
    terminal.type("w")
    terminal.wait_for("What would you like to write")
    terminal.type("1")
    terminal.wait_for("ctrl+s save")
    terminal.type(LEFT)
    terminal.wait_for(LEFT)
    settle(terminal)
    if end == "q":
        terminal.type("\x1b")
        terminal.wait_for("Saved and locked.")
        terminal.type("\x1b")
        terminal.wait_for("thank Ben for")
        terminal.type("2")
        terminal.wait_for("words, names, kinds")
        settle(terminal)
        before = len(terminal.raw)
        terminal.type("\x1b")
        terminal.wait_for("thank Ben for")
        assert terminal.leave(b"q") == 0
    elif end == "ctrl+q":
        before = len(terminal.raw)
        assert terminal.leave(b"\x11") == 0
    else:
        before = len(terminal.raw)
        number = signal.SIGHUP if end == "hangup" else signal.SIGTERM
        os.kill(terminal._pid, number)
        assert terminal.wait_for_end() == -number
        assert LEFT not in terminal.shown and OPEN not in terminal.shown
    assert b"canary" not in terminal.raw[before:]
    assert PASSPHRASE.encode() not in terminal.raw and b"\x1b]52" not in terminal.raw
    titles = terminal.raw.split(b"\x1b]0;")[1:] + terminal.raw.split(b"\x1b]2;")[1:]
    assert not [title for title in titles if b"canary" in title.split(b"\x07")[0]]
    for word in (OPEN, LEFT, PASSPHRASE):
        assert on_the_disk(tmp_path, word) == []
    assert sorted(texts(space)) == sorted([OPEN, LEFT])
