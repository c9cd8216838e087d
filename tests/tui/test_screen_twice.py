"""Each key of each screen, dialog and field, twice in one write: nothing ends, doubles, or closes a screen too many."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ritualtui.companion.service import Companion
from ritualtui.kinds import BOTH
from ritualtui.places import Places
from ritualtui.tui import keymap_check, screens, widgets
from ritualtui.tui.app import RitualApp
from ritualtui.tui.palette import Palette
from ritualtui.tui.screens import (
    first_steps,
    guide,
    mine_pages,
    mine_room,
    partner,
    report_file,
    room,
    swift,
    today,
    welcome,
    who,
)  # fmt: skip
from ritualtui.tui.widgets.fields import Writing as WritingArea
from ritualtui.tui.widgets.text_field import ByLetters
from support.every_screen import ALONE, AT_HOME, OF_ONES_OWN, Make, companion_of
from support.full_screen import Ticks, at_rest, opened, seen, strike, until
from support.homes import Still, begun, words
from support.private_space import enter

NO_SCREENS = {
    swift.FirstAnswer, swift.Swift, swift.Small, room.Room, mine_room.Sealed, mine_room.Written,
    mine_pages.WritingScreen, partner.KindsScreen,
}  # fmt: skip
"""What screens are made of."""
ELSEWHERE = {report_file.ReportFileScreen, who.WhoScreen, welcome.WelcomeScreen}
"""Those that have a test of their own below."""


def test_no_screen_is_forgotten() -> None:
    every = {one for one in keymap_check.classes(screens) if issubclass(one, Screen)} | {Palette}
    assert every - NO_SCREENS == {*AT_HOME, *OF_ONES_OWN, *ALONE, *ELSEWHERE}
    assert all(issubclass(one, swift.FirstAnswer) for one in every), "the first answer closes it, and no other"


def test_no_field_is_forgotten() -> None:
    every = {*keymap_check.classes(screens), *keymap_check.classes(widgets)}
    fields = {one for one in every if issubclass(one, Input | TextArea)}
    assert fields and all(issubclass(one, ByLetters | WritingArea) for one in fields), "it takes every letter"


def kept(app: RitualApp) -> Counter[str]:
    """How many records there are of each kind that somebody says something with."""
    return Counter(r.kind for r in companion_of(app).visible() if r.kind not in ("plan", "mark", "pause"))


def fields(screen: Screen[Any]) -> list[Widget]:
    """Those one can come to."""
    return [widget for widget in screen.focus_chain if isinstance(widget, Input | TextArea)]


@asynccontextmanager
async def settled(home: Places, still: Still) -> AsyncIterator[tuple[RitualApp, Pilot[int]]]:
    """An app whose keys are held down like any."""
    async with opened(home, still) as (app, pilot):
        app.held.repeats, app.held.begins = 0.12, 0.75
        app.linger = 0.01
        yield app, pilot


LEAVES = ("app.quit", "leave_now", "app.leave_now", "lock", "screen.lock")
"""Actions that leave the app, or all of one's own space: nothing is left to open a screen on."""


async def each_key_twice(app: RitualApp, pilot: Pilot[int], make: Make, full: bool, done: set[str]) -> bool:
    """Open the screen anew for each of its keys but those in ``done``, to which they are added, then for each field.

    False once there is nothing left to open it on.
    """
    base = list(app.screen_stack)

    async def fresh() -> Screen[Any]:
        while len(app.screen_stack) > len(base):
            app.pop_screen()
        await pilot.pause()
        screen = make(app)
        app.push_screen(screen)
        await until(lambda: app.screen is screen and getattr(screen, "ready", True))
        await pilot.pause()
        return screen

    async def check(what: str, *, leaves: bool = False, goes: bool = False) -> None:
        for _ in range(3):
            await pilot.pause()
        assert app.failure is None, what
        stack = app.screen_stack
        if not app.is_running or leaves:
            return
        if goes:  # to a place, from Today: the screens between are closed
            assert stack[:1] == base[:1] and len(stack) <= 2, f"{what} went astray: {stack}"
            return
        assert stack[: len(base)] == base, f"{what} closed a screen too many"
        assert len(stack) <= len(base) + 2, f"{what} opened more than one: {stack}"
        opened = Counter(type(screen) for screen in stack[len(base) :])
        assert max(opened.values(), default=0) <= 1, f"{what} opened one twice: {stack}"

    screen = await fresh()
    bound = {
        key: binding.action
        for key, (_, binding, enabled, _) in screen.active_bindings.items()
        if enabled and binding.id
    }
    for n in range(0 if done else len(fields(screen))):
        screen = await fresh() if n else screen
        field = fields(screen)[n]
        screen.set_focus(field)
        before = kept(app)
        strike(app, *"soup", "enter", "enter")
        await check(f"enter twice in {field}")
        assert (kept(app) - before).total() <= 1, f"enter twice in {field} kept {kept(app) - before}"
    is_last = {key: action in LEAVES or (key == "escape" and "leave" in action) for key, action in bound.items()}
    keys = sorted(bound.keys() - done, key=lambda key: (is_last[key], key))
    if not full:
        others = [key for key in keys if key not in ("enter", "escape")]
        keys = [key for key in keys if key in ("enter", "escape", *others[:: max(1, len(others) // 2)])]
    for key in keys:
        done.add(key)
        screen = await fresh()
        before = kept(app)
        strike(app, key, key)
        await check(f"{key} twice on {screen}", leaves=is_last[key], goes="place(" in bound[key])
        if not app.is_running:
            assert app.return_code == 0 and app.failure is None
            return False
        new, gone = kept(app) - before, before - kept(app)
        assert max([*new.values(), *gone.values()], default=0) <= 1, (
            f"{key} twice on {screen} kept {new} and took away {gone}"
        )
        if app.screen_stack[: len(base)] != base:
            return False
    return True


async def each_time(home: Places, still: Still, make: Make, full: bool, *, inside: bool = False) -> None:
    """All of that, in an app of its own after each key that leaves it."""
    done: set[str] = set()
    again = True
    while again:
        async with settled(home, still) as (app, pilot):
            if inside:
                await enter(pilot)
            again = not await each_key_twice(app, pilot, make, full, done) and full


@pytest.mark.slow
@pytest.mark.parametrize("one", AT_HOME, ids=lambda one: one.__name__)
async def test_each_key_twice(
    quick: Companion, home: Places, still: Still, full: bool, one: type[Screen[Any]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)  # where a report would be written
    for text in ("soup", "walk", "tea"):
        quick.log.thank(text)
    quick.log.bid("toward", "a heron")
    await each_time(home, still, AT_HOME[one], full)


@pytest.mark.slow
@pytest.mark.parametrize("one", OF_ONES_OWN, ids=lambda one: one.__name__)
async def test_each_key_twice_in_ones_own_space(
    quick: Companion, home: Places, still: Still, full: bool, one: type[Screen[Any]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    quick.private.write("ring Mira", "goal", set_="wellbeing")
    await each_time(home, still, OF_ONES_OWN[one], full, inside=True)


@pytest.mark.slow
@pytest.mark.parametrize("one", ALONE, ids=lambda one: one.__name__)
async def test_each_key_twice_alone(home: Places, still: Still, full: bool, one: type[Screen[Any]]) -> None:
    with begun(home, still, solo=True) as companion:
        companion.log.thank("soup")
        companion.log.bid("toward", "a heron")
    await each_time(home, still, ALONE[one], full)


@pytest.mark.slow
async def test_enter_twice_where_a_report_goes(
    log: Companion, home: Places, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log.log.thank("soup")
    async with settled(home, still) as (app, pilot):
        await pilot.press("f6", "w")
        await until(lambda: isinstance(app.screen, report_file.ReportFileScreen))
        await pilot.pause()
        strike(app, "enter", "enter")
        await until(lambda: list(tmp_path.glob("*.html")))
        await at_rest(app, pilot)
        assert len(list(tmp_path.glob("*.html"))) == 1 and len(app.screen_stack) in (2, 3)


@pytest.mark.sample(1)
@pytest.mark.parametrize("key", ["enter", "1", "2"])
async def test_who_is_here_twice(home: Places, still: Still, key: str) -> None:
    with begun(home, still) as companion:
        companion.facts({"both": True})
    app = RitualApp(home, clock=still)
    app.ticks = Ticks()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, who.WhoScreen))
        await pilot.press("down")
        strike(app, key, key)
        await until(lambda: isinstance(app.screen, today.TodayScreen) and app.screen.data is not None)
        await pilot.pause()
        assert [type(screen) for screen in app.screen_stack].count(today.TodayScreen) == 1


@pytest.mark.slow
async def test_the_first_run_twice(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(*"Ana", "enter", *"Ben")
        strike(app, "enter", "enter")
        await until(lambda: isinstance(app.screen, first_steps.FirstStepsScreen))
        await pilot.pause()
        assert isinstance(app.screen, first_steps.FirstStepsScreen), "the second enter closes nothing"
        assert companion_of(app).people.partner.name == "Ben"


# -- the thank-you line


async def test_a_thank_you_is_kept_once(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("a", *"soup")
        strike(app, "enter", "enter")
        await pilot.pause()
        assert words(companion_of(app)) == ["soup"] and app.focused is None


@pytest.mark.slow
async def test_three_lines_in_one_write_are_three_things(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        strike(app, "a")
        await until(lambda: app.focused is not None)
        strike(app, *"one", "enter", *"two q", "enter", *"three", "enter")
        await until(lambda: len(words(companion_of(app))) == 3)
        await pilot.pause()
        assert words(companion_of(app)) == ["one", "three", "two q"] and app.focused is None
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, screens.log.LogScreen))  # its keys are keys again


@pytest.mark.slow
async def test_three_lines_on_a_list_are_three_lines(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = guide.GuideScreen(companion_of(app).rituals.begin("reunion", present=BOTH))
        app.push_screen(screen)
        await until(lambda: app.screen is screen and screen.ready)
        while not screen.query("ParkList"):
            await pilot.press("pagedown")
            await until(lambda: screen.ready)
            await pilot.pause()
            assert not screen.closing, "no page of it has a list"
        park = screen.query_one("ParkList")
        strike(app, *"one", "enter", *"two", "enter", *"three", "enter")
        await pilot.pause()
        assert park.lines == ["one", "two", "three"]  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_letters_behind_a_dialog_are_no_commands(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("b", "1")
        strike(app, *"look", "enter", *"quiet", "enter")
        for _ in range(3):
            await pilot.pause()
        assert app.is_running and [type(screen) for screen in app.screen_stack] == [today.TodayScreen]
        assert words(companion_of(app)) == ["look"]


# -- undo, redo, removing


@pytest.mark.sample(1)
@pytest.mark.parametrize("there", ["today", "log"])
async def test_a_key_held_down_is_one_press(log: Companion, home: Places, still: Still, there: str) -> None:
    for n in range(8):
        log.log.thank(f"thanks {n}")
    async with settled(home, still) as (app, pilot):
        if there == "log":
            await pilot.press("2")
            await pilot.pause()

        def held(key: str, first: float, times: int = 15) -> None:
            """Press it after ``first`` seconds, as the keyboard repeats it 30 times a second."""
            nonlocal now
            now += first
            for n in range(times):
                action = {"u": "undo", "U": "redo", "d": "remove"}[key]
                app.struck = now + n / 30
                getattr(app.screen, f"action_{action}")()
            now += times / 30

        now = 100.0
        held("u", 1.0)
        assert len(words(companion_of(app))) == 7
        held("u", 1.0)
        assert len(words(companion_of(app))) == 6, "a second press takes back the next"
        held("U", 1.0)
        assert len(words(companion_of(app))) == 7
        if there == "log":
            held("d", 1.0)
            assert len(words(companion_of(app))) == 6
        # The first repetition comes later than the others: it could be a press, till the next one comes.
        held("u", 1.0)
        before = len(words(companion_of(app)))
        held("u", 1.0, 1)
        held("u", 0.4, 10)
        assert len(words(companion_of(app))) == before - 1
        held("u", 1.0, 1)
        held("u", 0.4, 1)
        await until(lambda: len(words(companion_of(app))) == before - 3)


@pytest.mark.slow
async def test_redo_by_key_on_each_screen_that_undoes(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("soup")
    async with opened(home, still) as (app, pilot):
        assert "U redo" not in seen(app)
        await pilot.press("u")
        assert words(companion_of(app)) == [] and "U redo" in seen(app)
        await pilot.press("U")
        await pilot.pause()
        assert words(companion_of(app)) == ["soup"] and "Restored" in seen(app)
        await pilot.press("U")
        assert "nothing to redo" in seen(app)
        await pilot.press("2")
        await pilot.press("u", "U")
        await pilot.pause()
        assert words(companion_of(app)) == ["soup"]
        await pilot.press("escape", "comma", "down", "enter")
        await pilot.press(*"x", "enter")
        await until(lambda: companion_of(app).people.partner.name == "Benx")
        await pilot.press("u")
        await until(lambda: companion_of(app).people.partner.name == "Ben")
        await pilot.press("U")
        await until(lambda: companion_of(app).people.partner.name == "Benx")
        assert "Changed again" in seen(app)
        await pilot.press("escape", "f6")
        await pilot.pause()
        shown = seen(app)
        await pilot.press("space")
        marked = seen(app)
        assert marked != shown
        await pilot.press("u", "U")
        await pilot.pause()
        assert "Redone." in seen(app)
