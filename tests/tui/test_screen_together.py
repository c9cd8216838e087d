"""Together: what comes back, what is open, what was done; answered, added to, and gone from to the log."""

from datetime import date, timedelta
from typing import Any

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.together import Lines, TogetherScreen
from support.full_screen import SIZES, of_kind, opened, overlapping, seen, until
from support.homes import BEN, Still

pytestmark = pytest.mark.sample(1)


def day(log: Companion, ahead: int = 0) -> str:
    return (date.fromisoformat(log.today) + timedelta(days=ahead)).isoformat()


@pytest.fixture
def full(log: Companion) -> Companion:
    """One of each, and one of Ben's."""
    log.log.add({"kind": "detail", "text": "her review", "due": day(log)})
    log.log.add({"kind": "promise", "text": "ring the plumber", "due": day(log, 2)})
    log.log.add({"kind": "promise", "by": BEN, "text": "the shelf", "due": day(log, -3)})
    log.log.add({"kind": "milestone", "text": "the bus stop", "on": day(log, 9)})
    log.log.add({"kind": "outing", "text": "the long walk", "on": day(log, 1)})
    log.log.add({"kind": "bid", "from": BEN, "response": None, "text": "Look, the heron"})
    return log


def fields(log: Companion, kind: str, *names: str) -> list[Any]:
    log.refresh()
    return [tuple(getattr(one, name) for name in names) for one in of_kind(log, kind)]


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_everything_is_there_and_nobody_is_blamed(
    full: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        assert isinstance(app.screen, TogetherScreen) and not overlapping(app)
        told = seen(app)
        for words in ("Ask Ben about her review", "Ben’s bid: Look", "Ben promised: the shelf", "Coming", "Ours"):
            assert words in told, words
        assert "overdue" not in told and "missed" not in told and "18 Nov" not in told, "his day is his own"


@pytest.mark.parametrize(
    ("key", "kept"), [("y", (True, "2026-11-21")), ("l", (False, "2026-11-22")), ("x", (False, None))]
)
async def test_a_line_is_answered_in_three_ways_and_undone(
    full: Companion, home: Places, still: Still, key: str, kept: tuple[bool, str | None]
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert fields(full, "detail", "done", "due") == [kept]
        assert ("Asked Ben about her review" in seen(app)) == (key == "y")
        lines = app.screen.query_one("#all", Lines)
        assert lines.chosen is not None and "the long walk" in lines.chosen.said, "on to the next one"
        await pilot.press("u")
        await pilot.pause()
        assert lines.chosen is not None and "her review" in lines.chosen.said, "back on what was undone"
        assert fields(full, "detail", "done", "due") == [(False, "2026-11-21")]


async def test_an_open_bid_is_turned_toward_and_another_promise_is_not_mine(
    full: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        lines = app.screen.query_one("#all", Lines)
        while lines.chosen is not None and "the shelf" not in lines.chosen.said:
            await pilot.press("down")
        await pilot.press("y", "l", "x")
        await pilot.pause()
        assert {state for (state,) in fields(full, "promise", "state")} == {"open"}
        while lines.chosen is not None and lines.chosen.outcomes != ("done",):
            await pilot.press("down")
        assert "y turned toward it" in " ".join(seen(app).split())
        await pilot.press("y")
        await pilot.pause()
    assert fields(full, "bid", "response") == [("toward",)]


async def test_something_is_added_and_its_entry_opened(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        assert "n saves something to ask about" in " ".join(seen(app).split())
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"her [review]", "enter", *"yesterday", "enter")
        await pilot.pause()
        assert fields(log, "detail", "due") == [], "a day that is over is no day to come back to"
        await pilot.press("ctrl+u", *"friday", "enter")
        await pilot.pause()
        assert fields(log, "detail", "text", "due") == [("her [review]", "2026-11-27")]
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("up", "right", "right", "right", "down", *"the bus", "enter", *"17 Sep 2013", "enter")
        await pilot.pause()
        assert fields(log, "milestone", "text", "on") == [("the bus", "2013-09-17")]
        assert "Ask Ben about her [review]" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LogScreen) and "Follow-up" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TogetherScreen)


async def test_a_talk_begins_from_here(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert "Check-in: " in seen(app) and "Being there: " in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, GuideScreen))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_many_lines_scroll_and_columns_are_walked(
    full: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    for number in range(40):
        full.log.add({"kind": "detail", "text": f"thing {number}", "due": day(full, number % 7)})
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("end", "pagedown", "down", "right", "right", "left", "home")
        await pilot.pause()
        assert not overlapping(app) and isinstance(app.screen.focused, Lines)


async def test_what_today_has_let_be_stands_last_and_no_day_is_held_against_it(
    log: Companion, home: Places, still: Still
) -> None:
    for text, ahead in (("an old thing", -20), ("last night", -1), ("the review", 3)):
        log.log.add({"kind": "detail", "text": text, "due": day(log, ahead)})
    async with opened(home, still) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        told = seen(app)
        assert told.index("today") < told.index("last night") < told.index("the review") < told.index("an old thing")


async def test_what_was_let_go_and_why_is_among_what_was_lately_done(
    log: Companion, home: Places, still: Still
) -> None:
    for kind, text in (("detail", "her review"), ("promise", "the plumber")):
        log.log.add({"kind": kind, "text": text, "due": day(log)})
        log.coming.answer(log.coming.find(text), "letgo", why="sorted [itself]")
    async with opened(home, still) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        told = seen(app)
        assert "the plumber (let go: sorted [itself])" in told and "her review (let go: sorted [itself])" in told
