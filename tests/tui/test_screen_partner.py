"""Alone, together, two at one machine: on the full screen."""

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ritualtui import clock, messages
from ritualtui.companion import partner_joins, partners_copy, today_cache
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.first_steps import FirstStepsScreen
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.log_filter import Menu
from ritualtui.tui.screens.partner import ChoosingScreen, PartnerScreen
from ritualtui.tui.screens.settings import SettingsScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.screens.who import WhoScreen
from support.canaries import NAMES, laid
from support.full_screen import SIZES, THEMES, choose, click, opened, overlapping, part, said, seen, until, write
from support.homes import ANA, BEN, Still, begun

pytestmark = pytest.mark.sample(1)


@pytest.fixture
def alone(home: Places, still: Still) -> Places:
    """A log of Ana alone, with something of several kinds."""
    with begun(home, still, solo=True, plans=True) as companion:
        for text in ("for the lamp", "for the bread"):
            companion.log.thank(text)
        companion.log.bid("toward", "the heron")
        companion.rituals.did("bedtime")
    return home


def seen_by_ben(home: Places, still: Still) -> list[str]:
    with Companion.open(home, "Ben", still) as companion:
        return sorted(getattr(r, "text", r.kind) for r in companion.look.listed())


def is_one(home: Places, still: Still) -> bool:
    """Whether one takes part alone, as another process finds it."""
    with Companion.open(home, time=still) as companion:
        return companion.people.solo


async def there(pilot: Pilot[int], screen: type) -> None:
    await until(lambda: isinstance(pilot.app.screen, screen))
    await until(lambda: not isinstance(pilot.app.screen, TodayScreen) or pilot.app.screen.data is not None)
    await pilot.pause()


@pytest.mark.slow
async def test_everything_is_worded_for_one(alone: Places, still: Still) -> None:
    async with opened(alone, still, (120, 40)) as (app, pilot):
        shown = seen(app)
        for keys, screen in (("2", LogScreen), ("comma", SettingsScreen), ("f2", FirstStepsScreen)):
            await pilot.press(keys)
            await there(pilot, screen)
            shown += seen(app)
            for _ in range(2 if screen is FirstStepsScreen else 0):
                await pilot.press("enter")
                await pilot.pause()
                shown += seen(app)
            await pilot.press("question_mark")
            await pilot.pause()
            shown += seen(app)
            await pilot.press("escape", "escape")
            await there(pilot, TodayScreen)
        await pilot.press("b")
        await pilot.pause()
        shown += seen(app)
    rest = " ".join(shown.split())
    one_day = words.FIRST_PRIVACY_ALONE[1]  # says what happens should the other take part one day
    for said_of_one in (one_day, "by a folder both can reach"):  # both computers
        assert said_of_one in rest
        rest = rest.replace(said_of_one, "")
    for two in ("Ana & Ben", "only you", "both", "two of you", "we did", "share"):
        assert two not in rest, two
    assert "together  " not in shown
    assert "✓ Bedtime this evening" in rest and "this evening, Ana" not in rest


@pytest.mark.slow
async def test_joining_by_keys(alone: Places, still: Still) -> None:
    async with opened(alone, still, (80, 24)) as (app, pilot):
        await pilot.press("f4")
        await there(pilot, PartnerScreen)
        assert "Ben will see 0 of 4 entries" in seen(app)
        await pilot.press("down", "down", "l")
        await there(pilot, ChoosingScreen)
        assert "○" in seen(app)
        await pilot.press("down", "space", "escape")
        await there(pilot, PartnerScreen)
        assert "1 of 2 shared" in seen(app)
        await pilot.press("down", "right")
        await pilot.pause()
        assert "Ben will see 2 of 4 entries" in seen(app)
        await pilot.press("b")
        await there(pilot, TodayScreen)
        assert said(app).startswith("You're sharing with Ben now. Ben sees 2 of 4 entries")
        assert not is_one(alone, still)
        assert seen_by_ben(alone, still) == ["for the lamp", "the heron"]
        await pilot.press("u")
        await pilot.pause()
        assert said(app) == messages.ALONE_AGAIN
        assert is_one(alone, still)
    assert seen_by_ben(alone, still) == []


@pytest.mark.slow
async def test_its_first_heading_is_in_sight_on_a_small_screen(alone: Places, still: Still) -> None:
    async with opened(alone, still, (60, 20)) as (app, pilot):
        await pilot.press("f4")
        await there(pilot, PartnerScreen)
        assert words.JOIN_WHO in seen(app)
        await pilot.press(*["down"] * 5, *["up"] * 5)
        await pilot.pause()
        assert words.JOIN_WHO in seen(app)


@pytest.mark.slow
async def test_joining_by_mouse(alone: Places, still: Still) -> None:
    async with opened(alone, still, (100, 34)) as (app, pilot):
        await pilot.press("comma")
        await there(pilot, SettingsScreen)
        await pilot.click("#part")
        await there(pilot, PartnerScreen)
        await pilot.click("#kind-appreciation")
        await click(pilot, "screen.look")
        await there(pilot, ChoosingScreen)
        await pilot.click("LogList", offset=(10, 1))
        await click(pilot, "screen.done")
        await there(pilot, PartnerScreen)
        assert "1 of 2 shared" in seen(app)
        await pilot.click("#here")
        await pilot.click("#begin")
        await there(pilot, SettingsScreen)
        assert "both of us" in seen(app)
    assert len(seen_by_ben(alone, still)) == 1
    with pytest.raises(Exception, match="both use this computer"):
        Companion.open(alone, time=still)


@pytest.mark.slow
async def test_leaving_it_shares_nothing(alone: Places, still: Still) -> None:
    async with opened(alone, still) as (_, pilot):
        await pilot.press("f4")
        await there(pilot, PartnerScreen)
        await pilot.press("down", "down", "right", "escape")
        await there(pilot, TodayScreen)
    assert is_one(alone, still)
    assert seen_by_ben(alone, still) == []


@pytest.mark.slow
async def test_the_partners_name_is_asked_for(home: Places, still: Still) -> None:
    Companion.begin(home, "Ana", solo=True, time=still).close()
    async with opened(home, still) as (app, pilot):
        await pilot.press("f4")
        await there(pilot, PartnerScreen)
        await pilot.press("b")
        await pilot.pause()
        assert "needs a name now" in seen(app)
        await pilot.press("enter", *["backspace"] * 12)
        await write(pilot, "b b")  # letters are letters
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("b")
        await there(pilot, TodayScreen)
        assert said(app).startswith("You're sharing with b b now.")
        assert "thank b b for" in seen(app)
    assert not is_one(home, still)


@pytest.mark.slow
async def test_alone_again_from_the_settings_and_back(alone: Places, still: Still) -> None:
    with Companion.open(alone, time=still) as companion:
        partner_joins.join(companion, partner_joins.read_share("bid", partner_joins.offered(companion)))
    async with opened(alone, still, (80, 40)) as (app, pilot):
        await pilot.press("comma")
        await there(pilot, SettingsScreen)
        await pilot.press("down", "down", "right")
        await pilot.pause()
        assert words.PART_ALONE in seen(app) and "You\n" in seen(app).replace(" ", "") + "\n"
        assert words.SET_HERE not in seen(app)
        assert said(app) == f"{words.PART_DONE} {partners_copy.ALONE.format(partner='Ben')}"
        await pilot.press("u")
        await pilot.pause()
        assert said(app) == messages.TOGETHER_AGAIN.format(partner="Ben")
        assert words.SET_HERE in seen(app)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 6)])
async def test_every_size(
    alone: Places, still: Still, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    async with opened(alone, still, size) as (app, pilot):
        await pilot.press("f4")
        await there(pilot, PartnerScreen)
        if size in SIZES:
            assert not overlapping(app)
        await pilot.press("down", "down", "l")
        await pilot.pause()
        if size in SIZES:
            assert isinstance(app.screen, ChoosingScreen) and not overlapping(app)
        await pilot.press("a", "n", "escape", "escape")
    with Companion.open(alone, time=still) as companion:
        partner_joins.join(companion, {}, both_here=True)
    async with opened(alone, still, size) as (app, pilot):
        assert isinstance(app.screen, WhoScreen)
        if size in SIZES:
            assert not overlapping(app)
            assert "1  Ana" in seen(app) and "2  Ben" in seen(app)


# -- two at one machine


@pytest.mark.slow
async def test_nothing_is_painted_before_one_says_who_is_here(home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        companion.log.add({"kind": "detail", "text": "a surprise of hers", "due": companion.today})
    async with opened(home, still):
        pass
    async with opened(home, still) as (app, _):
        app.leave_glance()
    assert b"a surprise of hers" in Path(home.glance).read_bytes()
    with Companion.open(home, time=still) as companion:
        partner_joins.set_both_here(companion, True)
    day = clock.logical_day(still.now())
    assert today_cache.read(home, "Ben", day) is None
    async with opened(home, still) as (app, pilot):
        assert isinstance(app.screen, WhoScreen)
        assert app.companion is None
        assert "surprise" not in seen(app) and "Good evening" not in seen(app)
        await pilot.press("2")
        await there(pilot, TodayScreen)
        assert "Good evening, Ben." in seen(app) and "surprise" not in seen(app)
        app.leave_glance()
        assert today_cache.read(home, None, day) is None
        assert today_cache.read(home, "Ana", day) is None


async def test_as_says_it_already(home: Places, still: Still) -> None:
    laid(home, still, ANA)
    async with opened(home, still, who="Ben") as (app, _):
        assert isinstance(app.screen, TodayScreen)
        assert "Good evening, Ben." in seen(app)


@pytest.mark.slow
async def test_who_is_here_can_change_without_leaving(home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        partner_joins.set_both_here(companion, True)
    async with opened(home, still) as (app, pilot):
        await choose(pilot, 0)
        await there(pilot, TodayScreen)
        await pilot.press("a")
        await write(pilot, "hers")
        await pilot.press("enter")
        await pilot.press("a")
        await write(pilot, "half a sentence of hers")
        await pilot.press("escape", "f3")
        await there(pilot, WhoScreen)
        assert "hers" not in seen(app)
        await pilot.press("2")
        await there(pilot, TodayScreen)
        assert "Good evening, Ben." in seen(app)
        assert "“hers”" in seen(app) and "half a sentence" not in seen(app)
        await pilot.press("u")
        await pilot.pause()
        assert "nothing to undo" in said(app)
        await pilot.press("a")
        await pilot.pause()
        assert "half a sentence" not in seen(app)
        await write(pilot, "his")
        await pilot.press("enter")
        await pilot.pause()
        for _ in range(3):
            await pilot.press("f3")
            await there(pilot, WhoScreen)
            await pilot.press("1")
            await there(pilot, TodayScreen)
        assert len(app.screen_stack) == 2
        await pilot.press("u")
        await pilot.pause()
        assert "hers" in said(app)
    with Companion.open(home, "Ben", still) as companion:
        assert [r.text for r in companion.look.listed()] == ["his"]  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_it_can_be_switched_on_in_the_settings_and_used_at_once(home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        companion.log.thank("hers")
    async with opened(home, still, (80, 40)) as (app, pilot):
        assert "today.change-who" not in {b.id for _, b, on, _ in app.screen.active_bindings.values() if on}
        await pilot.press("comma")
        await there(pilot, SettingsScreen)
        await pilot.click("#here")
        await pilot.pause()
        await pilot.press("escape")
        await there(pilot, TodayScreen)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await write(pilot, "someone else")
        await until(lambda: "Someone else is here" in seen(app))
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, WhoScreen))
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, TodayScreen) and app.screen.data is not None)
        await until(lambda: "Good evening, Ben." in seen(app))


@pytest.mark.slow
@pytest.mark.parametrize("owner", [ANA, BEN])
async def test_no_screen_shows_what_the_other_keeps_to_themselves(home: Places, still: Still, owner: str) -> None:
    laid(home, still, owner)
    me, other = (1, 0) if owner == ANA else (0, 1)
    shown: list[str] = []

    def look(app: RitualApp) -> None:
        shown.append(seen(app))

    async def settled(pilot: Pilot[int], app: RitualApp) -> None:
        await pilot.pause()
        look(app)

    async with opened(home, still, (120, 40)) as (app, pilot):
        await pilot.press(str(other + 1))
        await there(pilot, TodayScreen)
        assert "canarydetailtext" in seen(app), "its owner is asked about it"
        await pilot.press("f3")
        await there(pilot, WhoScreen)
        look(app)
        await pilot.press(str(me + 1))
        await until(lambda: isinstance(app.screen, TodayScreen))
        look(app)  # as it is painted first
        await there(pilot, TodayScreen)
        look(app)
        for keys in (["question_mark"], ["escape"], ["ctrl+p"], ["escape"], ["u"], ["t"], ["v"], ["f2"], ["escape"]):
            await pilot.press(*keys)
            await settled(pilot, app)
        await pilot.press("2")
        await there(pilot, LogScreen)
        look(app)
        await pilot.press("f")
        await settled(pilot, app)
        choices = app.screen.query_one(Menu).option_count
        assert choices
        await pilot.press("escape")
        for choice in range(choices):
            await pilot.press("f", *["down"] * choice, "enter")
            await there(pilot, LogScreen)
            look(app)
            await pilot.press("backspace")
        await pilot.press("u")
        await settled(pilot, app)
        while not isinstance(app.screen, TodayScreen):
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("2")
        await there(pilot, LogScreen)
        await pilot.press("slash")
        await write(pilot, "canary")
        await settled(pilot, app)
        assert part(app, "#filtered").strip().startswith("0 of")
        await pilot.press("escape", "escape", "escape")
        await there(pilot, TodayScreen)
        await pilot.press("comma")
        await there(pilot, SettingsScreen)
        look(app)
        await pilot.press("u")
        await settled(pilot, app)
        await pilot.press("escape")
        await there(pilot, TodayScreen)
        for key in ("m", "n", "r"):
            await pilot.press(key)
            await settled(pilot, app)
            await pilot.press("o")
            for _ in range(4):
                await settled(pilot, app)
                await pilot.press("right")
            await pilot.press("escape")
            await there(pilot, TodayScreen)
        app.leave_glance()
    lines = [line for screen in shown for line in screen.splitlines() if "canary" in line and "/ canary" not in line]
    assert lines == []
    assert b"canary" not in Path(home.glance).read_bytes()
    assert b"canary" not in Path(home.seen).read_bytes()
    assert NAMES[owner] and os.path.exists(home.seen)
