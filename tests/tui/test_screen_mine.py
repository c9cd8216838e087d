"""The door of one's own space: what it takes, what it never shows, how it closes."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from textual.widgets import TextArea

from ritualtui.companion.private import space as own
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import sealing
from ritualtui.store.vault import Vault
from ritualtui.tui import words
from ritualtui.tui.screens.help import HelpScreen
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.mine_entry import EntryScreen
from ritualtui.tui.screens.mine_inside import InsideScreen
from ritualtui.tui.screens.mine_settings import PassphraseScreen
from ritualtui.tui.screens.mine_sheet import SheetScreen
from ritualtui.tui.screens.mine_write import JournalScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.private_fields import Page, Secret
from support.full_screen import click, opened, overlapping, said, seen, until, write
from support.homes import ANA, BEN, Still, stopped
from support.private_space import PASSPHRASE, door, enter, held_in_widgets, texts, wait_idle

pytestmark = pytest.mark.sample(1)

SIZES = [(80, 24), (120, 40), (60, 20)]


@pytest.mark.slow
async def test_through_the_door_and_back(space: Companion, home: Places, still: Still) -> None:
    space.private.write("the evening was quiet")
    async with opened(home, still) as (app, pilot):
        await door(pilot)
        assert words.MINE_DOOR in seen(app) and "quiet" not in seen(app)
        await write(pilot, PASSPHRASE)
        assert "lamp" not in seen(app) and "•" * len(PASSPHRASE) in seen(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InsideScreen))
        await pilot.pause()
        assert "the evening was quiet" in seen(app)
        assert app.title == "ritualtui" and not app.sub_title
        inside = app.screen
        assert isinstance(inside, InsideScreen)
        opened_space = inside.stay.space
        assert opened_space is not None
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert opened_space.closed and not opened_space.entries
        await pilot.pause()
        assert not held_in_widgets(app, "the evening was")


@pytest.mark.slow
async def test_a_wrong_passphrase_is_one_quiet_line(space: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await door(pilot)
        await write(pilot, "not this one")
        await pilot.press("enter")
        await until(lambda: said(app) == words.MINE_WRONG)
        field = screen.query_one("#first", Secret)
        assert field.value == "" and app.focused is field
        await enter(pilot)


@pytest.mark.slow
async def test_the_screen_stays_alive_while_it_opens(
    quick: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, soon = threading.Event(), Vault.unlock
    handed: list[own.Space] = []

    def slow(self: Vault, passphrase: str) -> object:
        assert threading.current_thread() is not threading.main_thread()
        go.wait(10)
        return soon(self, passphrase)

    monkeypatch.setattr(Vault, "unlock", slow)
    plain = own.Space.__init__

    def watched(self: own.Space, *args: object) -> None:
        plain(self, *args)  # type: ignore[arg-type]
        handed.append(self)

    monkeypatch.setattr(own.Space, "__init__", watched)
    async with opened(home, still) as (app, pilot):
        await door(pilot)
        await write(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: words.MINE_OPENING in seen(app))
        await pilot.press("x", "enter", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        go.set()
        await until(lambda: handed and handed[0].closed)
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_a_passphrase_that_is_easily_guessed_is_said_and_taken(
    log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "lock_key", lambda key, words: b"a lock")  # what it takes is another test's
    async with opened(home, still) as (app, pilot):
        await door(pilot)
        for _ in range(2):
            await write(pilot, "Ana & Ben")
            await pilot.press("enter")
            await pilot.pause()
        await until(lambda: isinstance(app.screen, SheetScreen), 30)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InsideScreen))
        await pilot.pause()
        assert "easy to guess: it is your names" in seen(app) and "can set another at any time" in seen(app)
        for typed, expected in (("12345678", "neighbouring keys"), ("a candle in the porch", words.MINE_CHANGED)):
            await pilot.press("comma")
            await pilot.pause()
            await pilot.press("p")
            await until(lambda: isinstance(app.screen, PassphraseScreen))
            for _ in range(2):
                await write(pilot, typed)
                await pilot.press("enter")
                await pilot.pause()
            await until(lambda: not isinstance(app.screen, PassphraseScreen), 30)
            await pilot.pause()
            assert expected in said(app)
            await pilot.press("escape")
            await until(lambda: isinstance(app.screen, InsideScreen))
            await pilot.pause()
        assert "easy to guess" not in seen(app), "that was the passphrase before"
    assert log.private.ready


@pytest.mark.slow
async def test_making_one(log: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    async with opened(home, still) as (app, pilot):
        screen = await door(pilot)
        assert words.MINE_NONE in seen(app)
        await write(pilot, "short")
        await pilot.press("enter")
        assert "shorter than 8" in said(app)
        screen.query_one("#first", Secret).value = PASSPHRASE
        await pilot.press("enter")
        await write(pilot, "something else")
        await pilot.press("enter")
        await pilot.pause()
        assert words.MINE_DIFFER in seen(app) and not log.private.ready
        await write(pilot, PASSPHRASE)
        await pilot.press("enter")
        await write(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, SheetScreen))
        await pilot.pause()
        assert "AGE-SECRET-KEY-1" in seen(app) and "q ritualtui" not in seen(app)
        await pilot.press("f")
        await write(pilot, str(sheet))
        assert "enter write to a file" in seen(app), "what enter does while a name is typed"
        await pilot.press("enter")
        await pilot.pause()
        assert str(sheet) in said(app) and "enter I have it" in seen(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InsideScreen))
        await pilot.pause()
        assert "AGE-SECRET" not in seen(app)
        assert words.MINE_EMPTY in seen(app)
    assert sheet.stat().st_mode & 0o777 == 0o600
    key = next(line.strip() for line in sheet.read_text().splitlines() if "AGE-SECRET-KEY-1" in line)
    assert not log.private.unlock_with(key).entries
    assert not log.private.unlock(PASSPHRASE).entries


@pytest.mark.slow
async def test_the_recovery_sheet_opens_it(
    space: Companion, home: Places, still: Still, made: tuple[Path, str]
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await door(pilot)
        await pilot.press("ctrl+r")
        assert words.MINE_RECOVERY in seen(app)
        await write(pilot, "nothing like it")
        await pilot.press("enter")
        await until(lambda: said(app) == words.MINE_WRONG_KEY)
        screen.query_one("#first", Secret).value = made[1].lower()
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InsideScreen))


@pytest.mark.slow
async def test_a_page_without_opening(space: Companion, home: Places, still: Still) -> None:
    space.private.write("what stood before")
    async with opened(home, still) as (app, pilot):
        await door(pilot)
        await write(pilot, "abc")
        await pilot.press("ctrl+n")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await pilot.pause()
        assert "before" not in seen(app)
        await write(pilot, "a page")
        await pilot.press("enter")
        await write(pilot, "of two lines")
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, MineScreen))
        await pilot.pause()
        assert said(app) == words.MINE_SEALED
        assert not held_in_widgets(app, "of two lines")
        assert app.screen.query_one("#first", Secret).value == ""
        await pilot.press("ctrl+n", "escape")  # nothing written, nothing kept
        await pilot.pause()
        assert said(app) == ""
        await pilot.press("ctrl+n")
        await write(pilot, "rather not")
        await pilot.press("ctrl+b", "y")
        await until(lambda: said(app) == words.MINE_BURNED)
    assert sorted(texts(space)) == ["a page\nof two lines", "what stood before"]


@pytest.mark.slow
async def test_each_has_only_their_own(space: Companion, home: Places, still: Still) -> None:
    space.private.write("of Ana alone")
    async with opened(home, still, who="Ben") as (app, pilot):
        await door(pilot)
        assert words.MINE_NONE in seen(app)
        await pilot.press("ctrl+n")
        assert isinstance(app.screen, MineScreen)
    assert os.listdir(Path(home.home) / "vault") and not (Path(home.home) / "vault" / BEN).exists()
    assert (Path(home.home) / "vault" / ANA).exists()


@pytest.mark.slow
@pytest.mark.parametrize("keys", [[], ["enter"], ["enter", "e"], ["w"], ["w", "1"], ["w", "9"], ["comma"],
                                  ["comma", "r"], ["comma", "p"], ["d"], ["question_mark"], ["ctrl+p"]])  # fmt: skip
async def test_it_closes_by_itself_wherever_one_is(
    quick: Companion, home: Places, still: Still, keys: list[str]
) -> None:
    quick.private.write("mulberry lantern")
    async with opened(home, still) as (app, pilot):
        inside = await enter(pilot)
        space = inside.stay.space
        assert space is not None
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await wait_idle(pilot, 299)
        assert not space.closed
        await wait_idle(pilot, 2)
        assert space.closed
        await until(lambda: isinstance(app.screen, MineScreen) and app.screen.is_active)
        await pilot.pause()
        assert len(app.screen_stack) == 2
        assert words.MINE_DOOR in seen(app)
        assert not held_in_widgets(app, "mulberry")
        await enter(pilot)
        assert "mulberry lantern" in seen(app)


@pytest.mark.slow
async def test_a_key_keeps_it_open_and_the_setting_says_how_long(quick: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text("lock = 2\n")
    async with opened(home, still) as (app, pilot):
        inside = await enter(pilot)
        await wait_idle(pilot, 100)
        await pilot.press("down")
        await wait_idle(pilot, 100)
        assert app.screen is inside
        still.move(hours=3)  # the machine was asleep: its ticks stood still
        await wait_idle(pilot, 1)
        assert isinstance(app.screen, MineScreen)


@pytest.mark.slow
async def test_a_passphrase_half_typed_goes_too(quick: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (_, pilot):
        screen = await door(pilot)
        await write(pilot, "a lamp")
        await wait_idle(pilot, 400)
        assert screen.query_one("#first", Secret).value == ""


@pytest.mark.slow
async def test_what_was_typed_is_sealed_when_it_closes(quick: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("w", "1")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, "by the lock")
        await wait_idle(pilot, 301)
        assert not held_in_widgets(app, "by the lock")
        await enter(pilot)
        await pilot.press("w", "1")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, "by the key")
        await pilot.press("ctrl+l")
        await until(lambda: isinstance(app.screen, MineScreen))
        await pilot.press("ctrl+n")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, "at the end")
    assert sorted(texts(quick)) == ["at the end", "by the key", "by the lock"]  # in one moment


@pytest.mark.slow
async def test_leaving_now_seals_what_was_typed(quick: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await door(pilot)
        await pilot.press("ctrl+n")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, "in a hurry")
        await pilot.press("ctrl+q")
        await until(lambda: app.return_code == 0)
    assert texts(quick) == ["in a hurry"]


@pytest.mark.slow
async def test_a_lock_that_is_not_let_go_costs_nothing_that_was_typed(
    quick: Companion, home: Places, still: Still
) -> None:
    with stopped(f"{quick.private.vault.folder}-lock"):
        async with opened(home, still) as (app, pilot):
            await door(pilot)
            await pilot.press("ctrl+n")
            await until(lambda: isinstance(app.screen, JournalScreen))
            await write(pilot, "by the key")
            await pilot.press("escape")
            await until(lambda: words.MINE_SEALED in said(app))
            await pilot.press("ctrl+n")
            await until(lambda: isinstance(app.screen, JournalScreen))
            await write(pilot, "in a hurry")
            await pilot.press("ctrl+q")
            await until(lambda: app.return_code == 0)
    assert sorted(texts(quick)) == ["by the key", "in a hurry"]


@pytest.mark.slow
async def test_what_cannot_be_sealed_is_held_unseen(
    quick: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = True
    seal = Vault.seal

    def sealed(self: Vault, plain: bytes) -> str:
        if full:
            raise RitualError("No space left on device.")
        return seal(self, plain)

    monkeypatch.setattr(Vault, "seal", sealed)
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("w", "1")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, "wait for me")
        await pilot.press("escape")
        assert "No space left" in said(app) and isinstance(app.screen, JournalScreen)
        await wait_idle(pilot, 301)
        assert words.MINE_HELD in said(app) and not held_in_widgets(app, "wait for me")
        await pilot.press("escape")
        assert isinstance(app.screen, MineScreen) and "esc once more" in said(app)
        full = False
        await enter(pilot)
        assert "wait for me" in seen(app)
    assert texts(quick) == ["wait for me"]


@pytest.mark.slow
async def test_the_folder_goes_while_it_is_open(quick: Companion, home: Places, still: Still) -> None:
    quick.private.write("still in the second copy")
    quick.private.unlock(PASSPHRASE)  # completes the second copy
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        (Path(home.home) / "vault" / ANA).rename(Path(home.home) / "gone")
        await pilot.press("enter", "e")
        await pilot.pause()
        await write(pilot, " and more")
        await pilot.press("escape")
        await pilot.pause()
        assert said(app) != ""
        assert isinstance(app.screen, EntryScreen)
        await pilot.press("escape", "ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, MineScreen) and app.screen.stay.space is None
        assert not held_in_widgets(app, "second copy")
        assert app.screen.check_action("mend", ())
        await enter(pilot)  # as the recovery key would, without the keys
        assert "still in the second copy and more" in seen(app) and "2 files are gone" in seen(app)
        await pilot.press("m")
        await pilot.pause()
        assert said(app) == words.MINE_MENDED and "gone" not in seen(app)


@pytest.mark.slow
async def test_a_space_that_is_gone_is_put_back_at_the_door(space: Companion, home: Places, still: Still) -> None:
    space.private.write("two places")
    space.private.unlock(PASSPHRASE)  # completes the second copy
    shutil.rmtree(Path(home.home) / "vault" / ANA)
    async with opened(home, still) as (app, pilot):
        await door(pilot)
        await write(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: "Put it back" in said(app))
        await pilot.press("ctrl+t")
        await enter(pilot)
        assert "two places" in seen(app)


@pytest.mark.slow
async def test_a_damaged_entry_is_told_and_the_rest_is_there(quick: Companion, home: Places, still: Still) -> None:
    name = quick.private.write("this one breaks")
    quick.private.write("this one holds")
    (Path(home.home) / "vault" / ANA / "entries" / f"{name}.age").write_bytes(b"not age")
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        assert "this one holds" in seen(app) and "can't be opened" in seen(app)
        assert "breaks" not in seen(app)


@pytest.mark.slow
async def test_help_and_palette_know_the_place_and_nothing_of_it(quick: Companion, home: Places, still: Still) -> None:
    quick.private.write("mulberry lantern")
    async with opened(home, still) as (app, pilot):
        await pilot.press("ctrl+p")
        await write(pilot, "private")
        await until(lambda: "Your private space" in " ".join(seen(app).split()))
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, MineScreen))
        await enter(pilot)
        await pilot.press("question_mark")
        await until(lambda: isinstance(app.screen, HelpScreen))
        assert "ctrl+l" in seen(app)


@pytest.mark.slow
async def test_copying_stays_inside(quick: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("w", "1")
        await until(lambda: isinstance(app.screen, JournalScreen))
        await write(pilot, "mulberry")
        app.screen.query_one(TextArea).select_all()
        await pilot.press("ctrl+c")
        assert app.clipboard == "mulberry"
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert app.clipboard == ""


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("there", [True, False])
async def test_the_door_fits(
    log: Companion, home: Places, still: Still, made: tuple[Path, str], size: tuple[int, int], there: bool
) -> None:
    if there:
        from support.private_space import give

        give(home, made[0])
    async with opened(home, still, size) as (app, pilot):
        await door(pilot)
        assert not overlapping(app)
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_every_field_lets_one_leave_now(quick: Companion, home: Places, still: Still) -> None:
    for keys in ([], ["ctrl+n"]):
        async with opened(home, still) as (app, pilot):
            await door(pilot)
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.focused, (Secret, Page))
            await pilot.press("f10")
            await until(lambda app=app: app.return_code == 0)  # type: ignore[misc]


def test_what_seals_is_loaded_with_the_first_word_and_not_before() -> None:
    code = (
        "import sys, pkgutil, importlib, ritualtui.tui.app\n"
        "early = [m for m in sys.modules if '.mine' in m or m.endswith('.private')]\n"
        "import ritualtui.tui.screens as screens\n"
        "for found in pkgutil.iter_modules(screens.__path__, screens.__name__ + '.'):\n"
        "    importlib.import_module(found.name)\n"
        "print(early, 'pyrage' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] False\n"
