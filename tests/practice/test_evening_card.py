"""The question of an evening: how deep by the weekday, none twice while there is another, light where it should be."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ritualtui.practice import decks, evening_card
from ritualtui.practice.decks import Card, Deck
from ritualtui.practice.evening_card import Wanted

MONDAY = date(2026, 11, 16)
LONG_AGO = [("long-ago", date(2026, 1, 1))]
"""The first month is over."""
Evening = tuple[date, Card, Wanted]


def a_deck(n: int, depth: int, ident: str = "d", **more: object) -> Deck:
    cards = tuple(Card(f"{ident}{depth}-{i}", f"{i}?", depth, **more) for i in range(n))  # type: ignore[arg-type]
    return Deck(ident, ident, "", cards)


def evenings(count: int, seed: str, wanted: Callable[[int], Wanted]) -> list[Evening]:
    """What the decks that come with the program give on so many evenings, one after the other."""
    asked, lived = [], []
    for n in range(count):
        day = MONDAY + timedelta(days=n)
        card = evening_card.draw(decks.shipped().values(), asked, day, seed, wanted(n))
        assert card is not None
        asked.append((card.id, day))
        lived.append((day, card, wanted(n)))
    return lived


def may_come(card: Card, wanted: Wanted, day: date) -> bool:
    """In words of the test: what an evening allows at all."""
    evening = {name for name in ("tired", "hard", "quarrel") if getattr(wanted, name)}
    if card.asked or evening & {*card.unless}:
        return False
    if evening:
        return card.depth == 1 or (card.depth == 2 and card.gentle)
    return card.depth < 3 or evening_card.depth_of(day) == 3


def a_year(seed: str, count: int = 365) -> None:
    lived = evenings(count, seed, lambda n: Wanted(hard=120 <= n < 180, tired=n % 10 < 3))
    came: set[str] = set()
    every = [card for deck in decks.shipped().values() if deck.drawn == "always" for card in deck.cards]
    for n, (day, card, wanted) in enumerate(lived):
        assert may_come(card, wanted, day), (day, card)
        if wanted.hard:
            assert card.depth < 3
        if card.id in came:
            new = [one for one in every if one.id not in came and may_come(one, wanted, day)]
            assert not [one for one in new if one.depth < 3 or n > 60], f"{card.id} came twice on {day}"
        came.add(card.id)
    assert len(came) > 250
    assert {card.depth for _day, card, _wanted in lived} == {1, 2, 3}


def test_half_a_year_brings_no_card_twice_and_a_hard_season_none_that_is_deep() -> None:
    lived = evenings(180, "ana/ben", lambda n: Wanted(hard=120 <= n < 180))
    assert len({card.id for _day, card, _wanted in lived}) == 180
    assert max(card.depth for _day, card, wanted in lived if wanted.hard) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["ana/ben", "1/2", "x", "y"])
def test_a_year(seed: str) -> None:
    a_year(seed)


def test_every_card_that_comes_by_itself_comes() -> None:
    """What is drawn once is out of the way, so each gets its evening; on deep Saturdays all of them may come."""
    left = {card.id for deck in decks.shipped().values() if deck.drawn == "always" for card in deck.cards}
    left -= {card.id for deck in decks.shipped().values() for card in deck.cards if card.asked}
    saturday = next(day for day in days_from(MONDAY) if evening_card.depth_of(day) == 3)
    never: set[str] = set()
    while left:
        card = evening_card.draw(decks.shipped().values(), LONG_AGO, saturday, "s", Wanted(never=never))
        assert card is not None, f"nobody draws {sorted(left)[:5]}"
        never.add(card.id)
        left.discard(card.id)


def days_from(day: date) -> list[date]:
    return [day + timedelta(days=n) for n in range(14)]


def test_how_deep_by_the_weekday() -> None:
    two_weeks = [evening_card.depth_of(day) for day in days_from(MONDAY)]
    assert two_weeks[:5] == two_weeks[7:12] == [1, 2, 1, 2, 1]
    assert sorted([two_weeks[5:7], two_weeks[12:]]) == [[2, 2], [3, 1]]
    assert evening_card.depth_of(date(2026, 12, 28)) == evening_card.depth_of(date(2027, 1, 4)) == 1


def test_the_depth_of_the_day_falls_back_down_and_no_further_up_than_it_must() -> None:
    tuesday, saturday = MONDAY + timedelta(days=1), next(d for d in days_from(MONDAY) if evening_card.depth_of(d) == 3)
    one, two, three, gentle = a_deck(1, 1), a_deck(1, 2), a_deck(1, 3), a_deck(1, 2, "g", gentle=True)

    def drawn(day: date, *among: Deck, asked: list[tuple[str, date]] = LONG_AGO) -> str:
        card = evening_card.draw(among, asked, day, "s")
        return card.id if card else ""

    assert drawn(tuesday, one, two, three) == "d2-0"
    assert drawn(tuesday, one, three) == "d1-0"
    assert drawn(saturday, one, two, three) == "d3-0"
    assert drawn(saturday, one, two, three, asked=[]) == "d2-0", "not in the first month"
    assert drawn(saturday, one) == "d1-0"
    assert drawn(MONDAY, two, gentle, three) == "g2-0"
    assert drawn(MONDAY, three) == ""


@pytest.mark.parametrize("evening", ["tired", "hard", "quarrel"])
def test_a_light_evening_takes_light_and_gentle_cards_short_ones_first(evening: str) -> None:
    wanted = Wanted(**{evening: True})  # type: ignore[arg-type]
    long = Deck("l", "l", "", (Card("long", "Which " + "very " * 12 + "long one?", 1),))
    not_now = Deck("n", "n", "", (Card("not-now", "Now?", 1, unless=(evening,)),))
    among = [long, not_now, a_deck(1, 2), a_deck(1, 3), a_deck(1, 2, "g", gentle=True)]
    saturday = MONDAY + timedelta(days=5)
    asked = list(LONG_AGO)
    for expected in ("g2-0", "long", "g2-0"):
        card = evening_card.draw(among, asked, saturday, "s", wanted)
        assert card is not None and card.id == expected
        asked.append((card.id, saturday))
        saturday += timedelta(days=1)


def test_what_is_never_drawn() -> None:
    asked_for = Deck("a", "a", "", a_deck(2, 1, "a").cards, "asked")
    intimate = Deck("b", "b", "", a_deck(2, 1, "b").cards, "both")
    us = a_deck(1, 1, "us")
    cards = (Card("one", "1?", themes=("money",)), Card("two", "2?", asked=True), Card("three", "3?"))
    mixed = Deck("m", "m", "", cards)
    solo = Wanted(solo=True, not_themes={"money"}, never={"three"})
    assert evening_card.draw([asked_for, intimate, us, mixed], [], MONDAY, "s", solo) is None
    for wanted, left in ((solo._replace(solo=False), "us1-0"), (solo._replace(not_themes=()), "one"),
                         (solo._replace(never=()), "three")):  # fmt: skip
        card = evening_card.draw([asked_for, intimate, us, mixed], [], MONDAY, "s", wanted)
        assert card is not None and card.id == left


def test_another_deck_and_another_theme_come_first() -> None:
    one = Deck("one", "", "", (Card("o1", "1?", themes=("a",)), Card("o2", "2?", themes=("b",))))
    two = Deck("two", "", "", (Card("t1", "1?", themes=("a",)), Card("t2", "2?", themes=("c",))))
    for seed in "abcdef":
        card = evening_card.draw([one, two], [("o1", MONDAY - timedelta(days=1))], MONDAY, seed)
        assert card is not None and card.id == "t2"


def test_both_machines_and_the_same_evening_draw_the_same() -> None:
    asked = [(f"bed-{n:03}", MONDAY - timedelta(days=n)) for n in range(1, 40)]
    shipped = list(decks.shipped().values())
    card = evening_card.draw(shipped, asked, MONDAY, "s")
    assert card is not None
    assert evening_card.draw(shipped[::-1], [*asked[::-1], (card.id, MONDAY)], MONDAY, "s") == card
    other = evening_card.draw(shipped, asked, MONDAY, "s", avoid=(card.id,))
    assert other is not None and other != card
    assert len({evening_card.draw(shipped, asked, MONDAY, str(n)) for n in range(20)}) > 10
