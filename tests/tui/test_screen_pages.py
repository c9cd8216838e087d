"""Pages to read: always in reach, by keys alone and by mouse alone, and never there because of what was logged."""

import os

import pytest
from textual.widgets import OptionList

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.practice import pages
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.pages import PagesScreen
from ritualtui.tui.screens.presence import PresenceScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.screens.welcome import WelcomeScreen
from ritualtui.tui.widgets.reading import Reading
from ritualtui.tui.widgets.ritual_row import RitualRow
from support import textual_inside
from support.full_screen import SIZES, THEMES, click, opened, overlapping, place_of, seen, until, write
from support.homes import Still, begun

pytestmark = pytest.mark.sample(1)


def here(app: RitualApp) -> PagesScreen:
    assert isinstance(app.screen, PagesScreen)
    return app.screen


def read(app: RitualApp) -> str:
    """The words of the page as far as they are on the screen."""
    return "\n".join(line.strip() for line in seen(app).splitlines())


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", SIZES)
async def test_how_to_leave_at_once_stands_under_every_page(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f1")
        await until(lambda: isinstance(app.screen, PagesScreen))
        for _ in pages.every()[:2]:  # the second says where help is
            await pilot.pause()
            assert "ctrl+q leave now" in seen(app).splitlines()[-1]
            await pilot.press("enter")
            await pilot.pause()
            assert "ctrl+q leave now" in seen(app).splitlines()[-1]
            await pilot.press("left", "down")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_every_page_by_keys_alone(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f1")
        for page in pages.every():
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.focused, Reading)
            assert page.title in seen(app)
            shown = ""
            place = app.focused
            while True:
                shown += read(app)
                before = place.scroll_y
                await pilot.press("pagedown")
                await pilot.pause()
                if place.scroll_y == before:
                    break
            said = " ".join(shown.split())
            for block in page.blocks:
                for word in block.text.replace("`", "").split():
                    assert word in said, (page.id, word)
            await pilot.press("left", "down")
            await pilot.pause()
            assert isinstance(app.focused, OptionList)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_lines_screenfuls_and_both_ends(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f1", "enter")
        await pilot.pause()
        place = app.screen.query_one(Reading)
        for keys, then in (("down", 1), ("j", 2), ("up", 1), ("k", 0), ("up", 0)):
            await pilot.press(keys)
            await pilot.pause()
            assert place.scroll_y == then
        await pilot.press("space")
        await pilot.pause()
        assert 10 < place.scroll_y < place.size.height
        await pilot.press("pageup", "end")
        await pilot.pause()
        assert place.scroll_y == place.max_scroll_y > 50
        await pilot.press("home")
        await pilot.pause()
        assert place.scroll_y == 0


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_by_mouse_alone(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    async with opened(home, still, size) as (app, pilot):
        await click(pilot, "app.help")
        await click(pilot, "screen.pages")
        screen = here(app)
        listed = screen.query_one(OptionList)
        await pilot.click(listed, offset=(3, pages.ORDER.index("therapy")))
        await pilot.pause()
        assert "Kinds of counselling" in seen(app)
        place = screen.query_one(Reading)
        await click(pilot, "screen.turn(1)")
        assert place.scroll_y > 5
        await click(pilot, "screen.list")
        await pilot.click(listed, offset=(3, 0))
        await pilot.pause()
        while "A hard season." not in seen(app) or "seasons”" not in seen(app):
            await click(pilot, "screen.turn(1)")
        await pilot.click(offset=place_of(app, "app.pages('seasons')"))
        await pilot.pause()
        assert "Hard seasons and low days" in read(app) and place.scroll_y == 0
        await click(pilot, "screen.back")
        if isinstance(app.screen, PagesScreen):
            await click(pilot, "screen.back")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_wide_the_page_stands_beside_the_list(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (120, 40)) as (app, pilot):
        await pilot.press("f1", "down", "down")
        await pilot.pause()
        assert "When care is left undone" in seen(app) and "It often begins with one." in seen(app)
        assert isinstance(app.focused, OptionList)
        await pilot.press("pagedown")
        await pilot.pause()
        assert app.screen.query_one(Reading).scroll_y > 10, "read on without leaving the list"
        await pilot.press("tab")
        await pilot.pause()
        assert isinstance(app.focused, Reading) and "← all pages" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_a_resize_leaves_one_where_one_is(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (120, 40)) as (app, pilot):
        await pilot.press("f1", "end", "home", "down", "down", "down")
        for size in ((80, 24), (60, 20), (120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert isinstance(app.focused, OptionList) and app.focused.region.area, size
            assert "Being the one who was absent" in seen(app)
            assert ("Perhaps you were told" in seen(app)) == (size[0] == 120)
            assert ("further" in seen(app)) == (size[0] == 120)
        await pilot.press("enter")
        for size in ((120, 40), (60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert isinstance(app.focused, Reading) and app.focused.region.area, size
            assert "Perhaps you were told" in seen(app) and "further" in seen(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_before_there_is_a_log(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        assert "f1 pages" in seen(app)
        await write(pilot, "An")
        await pilot.press("f1", "down", "down", "down", "enter")
        await pilot.pause()
        assert "Perhaps you were told" in seen(app)
        assert "start the ritual" not in seen(app), "there is no log to keep it in"
        await pilot.press("b", "escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, WelcomeScreen)
        await write(pilot, "a")
        assert app.screen.query_one("#me").value == "Ana"  # type: ignore[attr-defined]
    assert not os.path.exists(home.home)


@pytest.mark.slow
async def test_from_the_palette_by_its_plain_name_and_back(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):

        async def choose(words: str) -> None:
            await pilot.press("ctrl+p")
            await write(pilot, words)
            await until(lambda: words in seen(app).replace("\n", " ").split("🔎")[-1][len(words) + 80 :])
            await pilot.pause(0.3)
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, PagesScreen))
            await pilot.pause()

        await choose("Abuse, and where")
        assert isinstance(app.focused, Reading) and "In immediate danger" in " ".join(seen(app).split())
        await choose("What is saved")
        assert "Everything is in one folder" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen), "back to where one came from"


@pytest.mark.slow
async def test_from_other_screens_too(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        for key in ("2", "comma", "f2"):
            await pilot.press(key)
            await pilot.pause()
            of = app.screen
            await pilot.press("f1", "f1")
            await pilot.pause()
            assert here(app).query_one(OptionList).has_focus
            await pilot.press("question_mark", "f1")  # the pages lie beneath already
            await pilot.press("escape", "escape")
            await pilot.pause()
            assert app.screen is of
            await pilot.press("escape")
            await pilot.pause()


@pytest.mark.slow
async def test_leaving_now_is_one_key_from_a_page(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f1", "enter", "ctrl+q")
        await until(lambda: app.return_code is not None)
        assert app.left_now


@pytest.mark.slow
async def test_a_page_offers_its_ritual_by_one_key(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f1", "b")
        await pilot.pause()
        assert isinstance(app.screen, PagesScreen), "only where it is about it"
        await pilot.press("down", "down", "down", "b")
        await pilot.pause()
        assert isinstance(app.screen, PagesScreen), "only where one reads it"
        await pilot.press("enter")
        await pilot.pause()
        await click(pilot, "screen.begin")
        await until(lambda: isinstance(app.screen, PresenceScreen))
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        assert "Being there" in seen(app)
        await pilot.press("f1", "down", "down", "down", "enter")
        await pilot.pause()
        assert "start the ritual" not in seen(app), "it is being gone through"
        await pilot.press("escape", "escape", "right", "escape")
        await until(lambda: isinstance(app.screen, PagesScreen))
        await pilot.pause()
        assert "Being there: stopped for now" in seen(app)
        assert "b start the ritual" in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [*SIZES, (108, 24), (42, 12), (20, 6), (200, 60), (1, 1)])
async def test_no_size_crashes_and_nothing_overlaps(
    log: Companion, home: Places, still: Still, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    async with opened(home, still, size) as (app, pilot):
        for keys in (["f1"], ["down"], ["enter"], ["pagedown"], ["end"]):
            await pilot.press(*keys)
            await pilot.pause()
            if size in SIZES:
                assert not [wrong for wrong in overlapping(app) if not wrong.startswith("Leaf()")]  # it scrolls
        assert max(len(line.rstrip()) for line in seen(app).splitlines()) <= size[0]
        await pilot.resize_terminal(30, 9)
        await pilot.pause()


@pytest.mark.slow
async def test_nothing_that_is_logged_brings_a_page(home: Places, still: Still) -> None:
    """The hardest month there could be: Today says nothing of pages, and nothing opens."""
    with begun(home, still, plans=True) as companion:
        for day in range(1, 30):
            at = companion.parse_when(f"{day} days ago 20:00")
            me, on = companion.people.me.id, at.isoformat()
            bid = {"kind": "bid", "from": me, "response": "against", "text": "I am afraid", "at": on}
            near = {"kind": "checkin", "closeness": 1, "feelings": ["afraid"], "text": "abuse", "at": on}
            for fields in (bid, near):
                companion.log.add(fields)
    async with opened(home, still) as (app, pilot):
        shown = seen(app)
        await pilot.pause(0.5)
        assert isinstance(app.screen, TodayScreen) and not textual_inside.notices(app)
        for page in pages.every():
            assert page.title not in shown


# -- the ritual that is meant for no day


def cards(app: RitualApp) -> list[str]:
    return [card.data.ritual.id for card in app.screen.query(RitualRow) if card.data and card.display]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_it_takes_no_room_on_today_until_it_is_begun(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    usual = ["bedtime", "morning", "reunion"]
    async with opened(home, still, size) as (app, pilot):
        assert cards(app) == usual and "Being there" not in seen(app)
        await pilot.press("ctrl+p")
        await write(pilot, "Being there")
        await until(lambda: "Listen to what was missed" in seen(app))
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, PresenceScreen))
        await pilot.press("o")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        await pilot.press("right", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: cards(app) == ["presence", *usual])
        await pilot.pause()
        assert "Being there: stopped for now" in seen(app) and not overlapping(app)
        log.refresh()
        log.rituals.did("presence")
        await until(lambda: "▸ Being there       this evening, Ana" in seen(app))
        still.move(hours=12)
        await until(lambda: cards(app) == ["morning", "reunion", "bedtime"])


@pytest.mark.slow
async def test_its_glance_is_painted_as_today_was(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("presence")
    async with opened(home, still) as (app, _):
        before = seen(app)
        assert "Being there" in before
        app.leave_glance()
    app = RitualApp(home, clock=still)
    app.opened = lambda: None  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Being there" in seen(app) and "this evening, both" in seen(app)


@pytest.mark.slow
async def test_the_settings_can_mean_it_for_days(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (80, 40)) as (app, pilot):
        await pilot.press("comma")
        await pilot.pause()
        app.screen.query_one("#ritual-presence").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "Being there: days" in seen(app) and "Being there: time" not in seen(app)
        await pilot.press("enter", *["backspace"] * 12)
        await write(pilot, "sat")
        await pilot.press("enter")
        await pilot.pause()
        assert "Being there: time" in seen(app) and "any time" in seen(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Being there: time" not in seen(app)
        await pilot.press("enter", *["backspace"] * 12)
        await write(pilot, "sat")
        await pilot.press("enter", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen) and len(cards(app)) == 4)
        await pilot.pause()
        assert "any time today" in seen(app)


@pytest.mark.slow
async def test_the_first_steps_do_not_ask_about_it(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (80, 40)) as (app, pilot):
        await pilot.press("f2")
        await pilot.pause()
        assert "Bedtime: days" in seen(app) and "Being there" not in seen(app)
