"""Nudges on Today: shown beside what else there is, answered by one key each, by mouse alone, never in the way."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ritualtui.companion import nudge_text
from ritualtui.companion.service import Companion
from ritualtui.kinds import Mark, Pause
from ritualtui.places import Places
from ritualtui.tui.screens.ask import AskScreen
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.presence import PresenceScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.logline import LogLine
from ritualtui.tui.widgets.news import News
from ritualtui.tui.widgets.nudge import NudgeWord
from support.full_screen import SIZES, click, opened, overlapping, said, seen, until
from support.homes import Still, begun
from support.lived_days import live

pytestmark = pytest.mark.sample(1)

THINNED = {"thanks": 0, "bids": 1, "toward": 0, "rituals": False, "closeness": 4}


@pytest.fixture
def thinned(home: Places, still: Still) -> Companion:
    log = begun(home, still, plans=True)
    live(log, still, 35)
    live(log, still, 7, **THINNED)  # type: ignore[arg-type]
    return log


async def shown(pilot: Pilot[int]) -> NudgeWord:
    """Wait for the word."""
    word = pilot.app.screen.query_one(NudgeWord)
    await until(lambda: word.shown)
    await pilot.pause()
    return word


async def test_it_is_shown_with_its_arithmetic(thinned: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        word = await shown(pilot)
        assert word.shown[0].said[:40] in seen(app)
        assert "by chance" not in seen(app)
        await pilot.press("i")
        await pilot.pause()
        await until(lambda: f"· {word.shown[0].why[0][:40]}" in seen(app))
        assert "by chance" in seen(app)
        await pilot.press("i")
        await pilot.pause()
        assert word.shown[0].why[0][:40] not in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize(("key", "text"), [("l", "later"), ("x", ""), ("z", "never")])
async def test_put_aside_it_goes_and_undo_brings_it_back(
    thinned: Companion, home: Places, still: Still, key: str, text: str
) -> None:
    async with opened(home, still) as (app, pilot):
        word = await shown(pilot)
        await pilot.press(key)
        await until(lambda: not word.shown)
        assert "u " in said(app), "it says how to take that back"
        thinned.refresh()
        (mark,) = [mark for mark in thinned.of(Mark) if mark.of.startswith("nudge:")]
        assert (mark.mark, mark.text, mark.audience) == ("dismissed", text, "self")
        await pilot.press("u")
        await shown(pilot)


@pytest.mark.slow
async def test_the_small_thing_opens_its_place(thinned: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        word = await shown(pilot)
        assert word.shown[0].place in ("morning", "reunion", "bedtime")
        await pilot.press("g")
        await until(lambda: not isinstance(app.screen, TodayScreen))
        assert isinstance(app.screen, PresenceScreen | GuideScreen)


@pytest.mark.slow
async def test_fewer_thanks_open_the_line(home: Places, still: Still) -> None:
    log = begun(home, still, plans=True)
    live(log, still, 45)
    live(log, still, 14, thanks=0)
    async with opened(home, still) as (app, pilot):
        word = await shown(pilot)
        assert (word.shown[0].kind, word.shown[0].label) == ("fewer-appreciations", "thank Ben for one thing")
        await pilot.press("g")
        await pilot.pause()
        assert app.focused is not None and app.screen.query_one(LogLine) in app.focused.ancestors_with_self


@pytest.mark.slow
async def test_a_quiet_stretch_is_asked_about(home: Places, still: Still) -> None:
    log = begun(home, still, plans=True)
    live(log, still, 35)
    still.move(days=8)
    async with opened(home, still) as (app, pilot):
        word = await shown(pilot)
        assert "eight days" in seen(app)
        await pilot.press("g")
        await until(lambda: isinstance(app.screen, AskScreen))
        await pilot.press("9", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert word.shown, "not answered, it stays"
        await pilot.press("g")
        await until(lambda: isinstance(app.screen, AskScreen))
        await pilot.press("3")
        await until(lambda: not word.shown)
        assert said(app) == nudge_text.answered("ill")
    log.refresh()
    assert [pause.why for pause in log.of(Pause)] == ["ill"]


@pytest.mark.slow
async def test_by_mouse_alone(thinned: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        word = await shown(pilot)
        await click(pilot, "screen.nudge('why')")
        await until(lambda: word.shown[0].why[0][:40] in seen(app))
        await click(pilot, "screen.nudge('put')")
        await until(lambda: not word.shown)


@pytest.mark.slow
async def test_switched_off_there_is_none(thinned: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text("nudges = false\n")
    async with opened(home, still) as (app, pilot):
        assert len(thinned.nudges.due()) == 1
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query_one(NudgeWord).shown == []
        await pilot.press("p", "l", "z")
        await pilot.pause()
    thinned.refresh()
    assert not [mark for mark in thinned.of(Mark) if mark.of.startswith("nudge:")]


@pytest.mark.slow
async def test_the_question_of_the_morning_goes_first(home: Places, still: Still) -> None:
    log = begun(home, still, plans=True)
    live(log, still, 35)
    live(log, still, 4, **THINNED)  # type: ignore[arg-type]
    still.set(still.now().replace(hour=8))
    assert log.nudges.due()
    async with opened(home, still) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query_one(News).asked is not None
        assert app.screen.query_one(NudgeWord).shown == []
        await pilot.press("x")
        await shown(pilot)


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (200, 60)])
async def test_no_size_cuts_or_overlaps_it(
    thinned: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        word = await shown(pilot)
        await pilot.press("i")
        await pilot.pause()
        assert not [found for found in overlapping(app) if "reaches out" not in found], "what is below is scrolled to"
        if size in SIZES:
            await pilot.press("i")
            await pilot.pause()
            words = " ".join(seen(app).split())
            assert word.shown[0].said[-30:] in words and "mute this kind" in words


async def test_what_comes_back_has_no_keys_beside_it_and_holding_one_answers_once(
    thinned: Companion, home: Places, still: Still
) -> None:
    thinned.log.add({"kind": "detail", "text": "her review", "due": thinned.today})
    async with opened(home, still) as (app, pilot):
        await shown(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        await until(lambda: "let go" not in seen(app))
        assert "Ask Ben about her review" in seen(app)
        app.held.repeats, app.held.begins = 0.12, 0.75
        app.struck = 100.0
        await screen.action_nudge("put")
        await until(lambda: not screen.query_one(NudgeWord).shown)
        await until(lambda: "let go" in seen(app))
        for repeat in range(8):  # the same key, held
            app.struck = 100.3 + repeat / 30
            screen.action_coming("letgo")
        await pilot.pause()
        assert "Ask Ben about her review" in seen(app)
        app.struck = 102.0
        screen.action_coming("letgo")
        await until(lambda: "Let go: her review" in seen(app))
