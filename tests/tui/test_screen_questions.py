"""Questions on the full screen: decks with a sentence, a card in the middle, another, a star, never this one."""

import pytest

from ritualtui.companion import partner_joins
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.questions import CardScreen, QuestionsScreen
from ritualtui.tui.screens.today import TodayScreen
from support.full_screen import SIZES, opened, overlapping, said, seen, until
from support.homes import Still

pytestmark = pytest.mark.sample(1)


def card(app: object) -> str:
    screen = app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, CardScreen) and screen._drawn is not None
    return screen._drawn.card.id


@pytest.mark.parametrize("size", SIZES)
async def test_a_deck_has_a_sentence_and_a_card_is_tonights(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    log.questions.add("Walks [b]", "What did you [b]notice[/]?")
    tonight = log.questions.tonight()
    assert tonight is not None
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f5")
        await until(lambda: isinstance(app.screen, QuestionsScreen))
        assert "Tonight’s question" in seen(app) and "Walks [b]" in seen(app) and "34 cards" in seen(app)
        assert "The one that Bedtime has, on both computers." in seen(app) and not overlapping(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, CardScreen) and "·" in seen(app))
        assert card(app) == tonight.card.id and not overlapping(app)
        await pilot.press("escape", "up")
        await until(lambda: isinstance(app.screen, QuestionsScreen))
        await pilot.press("end", "up", "enter")
        await until(lambda: isinstance(app.screen, CardScreen) and "[b]notice[/]?" in seen(app))
        await pilot.press("escape", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_another_a_star_and_never_this_one(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f5", "enter")
        await until(lambda: isinstance(app.screen, CardScreen) and "·" in seen(app))
        seen_ids = [card(app)]
        for _ in range(3):
            await pilot.press("o")
            await until(lambda: card(app) not in seen_ids)
            seen_ids.append(card(app))
        await pilot.press("s")
        await until(lambda: "★ a star" in seen(app) and "no star" in seen(app))
        starred = card(app)
        await pilot.press("x")
        await until(lambda: card(app) not in seen_ids)
        assert "It won’t be drawn again." in said(app)
        log.refresh()
        assert log.questions.starred == log.questions.never_cards == {starred}
        await pilot.press("u", "escape")
        await until(lambda: isinstance(app.screen, QuestionsScreen) and "With a star" in seen(app))
    log.refresh()
    assert log.questions.never_cards == frozenset()


@pytest.mark.slow
async def test_only_deep_ones_and_nothing_but_the_card(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f5", "enter")
        await until(lambda: isinstance(app.screen, CardScreen) and "·" in seen(app))
        for word in ("easy", "closer", "deep"):
            await pilot.press("d")
            await until(lambda word=word: f"only {word}" in seen(app) and f"· {word}" in seen(app))
        await pilot.press("d")
        await until(lambda: "only" not in seen(app))
        await pilot.press("w")
        await until(lambda: "another" not in seen(app) and "·" not in seen(app))
        before = card(app)
        await pilot.press("space")
        await until(lambda: card(app) != before)
        await pilot.press("escape")
        await until(lambda: "another" in seen(app))
        assert isinstance(app.screen, CardScreen)
        await pilot.press("escape", "w")
        await until(lambda: isinstance(app.screen, CardScreen) and app.screen.has_class("-walk"))


@pytest.mark.slow
async def test_when_every_card_of_a_deck_is_out(log: Companion, home: Places, still: Still) -> None:
    log.questions.add("Walks", "What did you notice?")
    async with opened(home, still) as (app, pilot):
        await pilot.press("f5", "end", "up", "enter")
        await until(lambda: isinstance(app.screen, CardScreen) and "What did you notice?" in seen(app))
        await pilot.press("x")
        await until(lambda: "No card fits that." in seen(app))
        await pilot.press("escape", "enter")
        await until(lambda: isinstance(app.screen, QuestionsScreen) and "No card fits that." in seen(app))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_deck_that_takes_two(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    partner_joins.set_both_here(log, True)
    with Companion.open(home, "Ben", still) as ben:
        ben.questions.open("intimacy")
    log.refresh()
    async with opened(home, still, size, who="Ana") as (app, pilot):
        await pilot.press("f5", "end")
        await until(lambda: isinstance(app.screen, QuestionsScreen) and "switch on" in seen(app))
        assert "both of you have" in seen(app) and "for a walk" not in seen(app) and not overlapping(app)
        await pilot.press("enter")
        await until(lambda: "20 cards" in seen(app) and "switch off" in seen(app))
        await pilot.press("end", "enter")
        await until(lambda: isinstance(app.screen, CardScreen) and "Either of you can say no" in seen(app))
        assert not overlapping(app)
        await pilot.press("escape", "c")
        await until(lambda: isinstance(app.screen, QuestionsScreen) and "20 cards" not in seen(app))
    log.refresh()
    assert not log.questions.is_open("intimacy")
