"""The check-in on the full screen: who begins, the listener's card, feelings, and what each alone may see."""

import pytest
from textual.pilot import Pilot

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.widgets.feel import Feel
from ritualtui.tui.widgets.listener_card import ListenerCard
from ritualtui.tui.widgets.topic import TopicChoice
from support.full_screen import SIZES, begin, of_kind, opened, overlapping, seen, strike
from support.homes import ANA, BEN, Still

pytestmark = pytest.mark.sample(1)


async def to(pilot: Pilot[int], screen: GuideScreen, kind: str) -> None:
    """On to the next page of this kind."""
    while screen.shown is not None and screen.shown.step.kind != kind:
        await pilot.press("pagedown")
        await pilot.pause()


async def test_from_beginning_to_end(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "c")
        first = screen.guide.session.in_turn[0].name
        assert f"{first} begins today" in seen(app)
        app.held.repeats, app.held.begins = 0.12, 0.75
        strike(app, "b", "b")  # one press, as from a key that is held
        await pilot.pause()
        first, other = screen.guide.session.in_turn[0].name, first
        assert f"{first} begins today" in seen(app) and f"b {other} begins" in seen(app)
        await to(pilot, screen, "listen")
        card = screen.query_one(ListenerCard)
        before = str(card.render())
        await pilot.press("o")
        await pilot.pause()
        assert str(card.render()) != before and "First say back" in str(card.render())
        await to(pilot, screen, "feel")
        await pilot.press(*"tir", "enter", *"lone", "enter", "enter")  # the last on an empty line
        await pilot.pause()
        await pilot.press("7", "enter")
        await pilot.pause()
        assert first not in screen.query_one("#sentence").render().plain  # type: ignore[attr-defined]
        await pilot.press("enter", "5", "enter")
        await pilot.pause()
        await pilot.press("i", "enter")
        await pilot.pause()
        assert f"{first}: check-in saved, just for {first}" in seen(app) and "closeness" not in seen(app)
        strike(app, "v", "v")
        await pilot.pause()
        assert f"{first}: closeness 7 of 10" in seen(app) and f"{other}: closeness 5 of 10" in seen(app)
        await pilot.press("x")
        await pilot.pause()
        assert not isinstance(app.screen, GuideScreen)
    log.refresh()
    mine = [(r.closeness, r.topic, r.audience) for r in of_kind(log, "checkin")]
    with Companion.open(home, "Ben", still) as his:
        both = mine + [(r.closeness, r.topic, r.audience) for r in of_kind(his, "checkin")]
    assert sorted(both, key=str) == [(5, "inner", "self"), (7, "inner", "self")], "shown to both is not shared"
    ritual = next(r for r in of_kind(log, "ritual") if r.ritual == "checkin")
    assert ritual.complete and ritual.first == (ANA if first == "Ana" else BEN)


async def test_feelings_are_found_added_taken_back_and_three_at_most(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "c", "o")
        await to(pilot, screen, "feel")
        feel = screen.query_one(Feel)
        await pilot.press("down", "enter")
        assert feel.chosen == ["not sure"]
        await pilot.press(*"my own word", "enter", *"sa", "enter")
        assert feel.chosen[:2] == ["not sure", "my own word"] and len(feel.chosen) == 3
        await pilot.press(*"glad", "enter")
        await pilot.pause()
        assert len(feel.chosen) == 3 and "Three say enough" in seen(app)
        await pilot.press("backspace", *"not su", "enter")
        assert feel.chosen == ["my own word"], "a word that is there goes"
        await pilot.press(*"gla", "escape")
        await pilot.pause()
    log.refresh()
    assert [r.feelings for r in of_kind(log, "checkin")] == [("my own word",)]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_each_page_has_room(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "c")
        while not screen.closing:
            assert not overlapping(app), screen.shown
            if screen.shown is not None and screen.shown.step.kind == "feel":
                assert screen.query_one(Feel).query_one("#found").size.height >= 4
            if screen.shown is not None and screen.shown.step.kind == "topic":
                assert "what there is to do" in seen(app)
                await pilot.press("down", "down")
                assert screen.query_one(TopicChoice).given == "half"
            await pilot.press("pagedown")
            await pilot.pause()


async def test_left_after_the_first_answers_it_goes_on_with_the_other(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (_, pilot):
        screen = await begin(pilot, "c")
        first = screen.guide.session.in_turn[0].name
        await to(pilot, screen, "feel")
        await pilot.press(*"tired", "enter", "enter")
        await pilot.pause()
        await pilot.press("6", "enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
    async with opened(home, still) as (_, pilot):
        screen = await begin(pilot, "c")
        assert screen.shown is not None and screen.shown.step.kind == "feel"
        assert screen.guide.session.in_turn[0].name == first and screen.shown.by == screen.guide.session.in_turn[1].id
        await pilot.press("enter", "4", "enter", "l", "enter", "x")
        await pilot.pause()
    log.refresh()
    mine = [(r.closeness, r.feelings, r.topic) for r in of_kind(log, "checkin")]
    expected = (6, ("tired",), "logistics") if first == "Ana" else (4, (), "logistics")
    assert mine == [expected]


async def test_when_it_comes_back_and_what_was_parked_is_taken_on(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (120, 40)) as (app, pilot):
        screen = await begin(pilot, "m", "o")
        await to(pilot, screen, "remember")
        assert "ctrl+g back today" in " ".join(seen(app).split())
        await pilot.press(*"the choir", "ctrl+g")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("p", *"the bins", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "t takes these on for Ana" in " ".join(seen(app).split())
        app.held.repeats, app.held.begins = 0.12, 0.75
        strike(app, "t", "t")  # one press, as from a key that is held: what it opened stays
        await pilot.pause()
        assert "back tomorrow, for Ana" in " ".join(seen(app).split())
        await pilot.press("x")
        await pilot.pause()
        assert not isinstance(app.screen, GuideScreen)
    log.refresh()
    assert [(r.text, r.due) for r in of_kind(log, "detail")] == [("the choir", "2026-11-22")]
    assert [(r.text, r.due) for r in of_kind(log, "promise")] == [("the bins", "2026-11-22")]
