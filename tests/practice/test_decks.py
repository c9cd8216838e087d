"""Questions: read from TOML, drawn without repeats, the same on both machines."""

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.kinds import Answer, Bid
from ritualtui.practice import decks
from ritualtui.practice.decks import Card, Deck

TODAY = date(2026, 11, 21)
GOOD = """\
[[deck]]
id = "small"
name = "Small"
about = "A few."

[[deck.cards]]
id = "s-1"
text = "What was good?"
depth = 2
themes = ["the day", "joy"]

[[deck.cards]]
id = "s-2"
text = "What was  odd?"
"""


def a_deck(n: int, depths: str = "1") -> Deck:
    return Deck("d", "D", "", tuple(Card(f"c{i}", f"{i}?", int(depths[i % len(depths)])) for i in range(n)))


def evenings(deck: Deck, n: int, **kwargs) -> list[Card]:
    """One card an evening for ``n`` evenings."""
    asked, drawn = [], []
    for i in range(n):
        day = TODAY + timedelta(days=i)
        card = decks.draw(deck, asked, day, "ana+ben", **kwargs)
        asked.append((card.id, day))
        drawn.append(card)
    return drawn


def test_a_deck_is_read():
    (small,), problems = decks.parse(GOOD, "own.toml")
    assert problems == ()
    assert (small.id, small.name, small.about) == ("small", "Small", "A few.")
    assert small.cards == (Card("s-1", "What was good?", 2, ("the day", "joy")), Card("s-2", "What was odd?", 1, ()))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("depth = 2", "depth = 4", "line 9: “depth” is 1 to 3."),
        ("depth = 2", "dept = 2", "line 9: a card has no “dept”; did you mean “depth”?"),
        ('text = "What was good?"', "", "line 6: “text” is missing here."),
        ('id = "s-1"', 'id = "s_1"', "line 7: “s_1” isn't an id"),
        ('"joy"', '""', "line 10: “themes” is empty."),
    ],
)
def test_a_broken_card_is_told_and_left_out(old, new, said):
    (small,), problems = decks.parse(GOOD.replace(old, new), "own.toml")
    assert [card.id for card in small.cards] == ["s-2"]
    assert problems[0].startswith(f"own.toml, {said}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Small"', "", "line 1: “name” is missing here."),
        ("about", "abot", "line 4: a deck has no “abot”; did you mean “about”?"),
        ('about = "A few."\n\n', 'about = "A few."\n\n[[deck]]\nid = "x"\nname = "X"\n', "line 1: this deck has no"),
    ],
)
def test_a_broken_deck_is_told_and_left_out(old, new, said):
    found, problems = decks.parse(GOOD.replace(old, new), "own.toml")
    assert "small" not in [deck.id for deck in found]
    assert problems[0].startswith(f"own.toml, {said}")


def test_ids_are_unique_over_all_decks():
    found, problems = decks.parse(GOOD + GOOD.replace("small", "other").replace("s-2", "s-3"), "own.toml")
    assert [[card.id for card in deck.cards] for deck in found] == [["s-1", "s-2"], ["s-3"]]
    assert problems == ("own.toml, line 21: there are two cards with the id “s-1”.",)
    found, problems = decks.parse(GOOD + GOOD.replace("s-", "t-"), "own.toml")
    assert len(found) == 1
    assert problems == ("own.toml, line 16: there are two decks with the id “small”.",)


def test_own_cards_join_a_shipped_deck():
    (small,), _ = decks.parse(GOOD, "a")
    (mine,), _ = decks.parse(GOOD.replace("good", "best").replace("s-2", "s-9"), "b")
    made = decks.combine({"small": small}, [mine, a_deck(1)])
    assert list(made) == ["small", "d"]
    assert [card.id for card in made["small"].cards] == ["s-1", "s-2", "s-9"]
    assert made["small"].cards[0].text == "What was best?"


def test_which_came_up_when():
    when = {"by": "a", "at": "2026-11-20T22:00:00+01:00"}
    answers = [
        Answer(id="1", day="2026-11-20", question="c1", asked="1?", **when),
        Answer(id="2", day="2026-11-20", question="c2", deleted=True, **when),
        Answer(id="3", day="someday", question="c3", **when),
        Bid(id="4", day="2026-11-20", **when),
    ]
    assert list(decks.asked_in(answers)) == [("c1", date(2026, 11, 20)), ("c3", date(1900, 1, 1))]


@given(st.integers(1, 12), st.integers(1, 40))
def test_no_repeat_until_the_deck_is_through_and_then_oldest_first(size, n):
    deck = a_deck(size)
    drawn = evenings(deck, n)
    for start in range(n - size + 1):
        assert len(set(drawn[start : start + size])) == size


@given(st.integers(1, 12), st.text("123", min_size=1, max_size=12), st.integers(1, 40))
def test_a_tired_evening_is_light_and_still_far_from_the_last_time(size, depths, n):
    deck = a_deck(size, depths)
    drawn = evenings(deck, n, low_energy=True)
    for i, card in enumerate(drawn):
        assert card not in drawn[max(0, i - size // 2) : i]
    assert drawn[0].depth == min(card.depth for card in deck.cards)


def test_a_tired_evening_prefers_a_light_card_that_is_long_past_to_a_deep_new_one():
    deck = a_deck(4, "1133")
    long_ago = TODAY - timedelta(days=90)
    asked = [("c0", long_ago), ("c1", TODAY - timedelta(days=1)), ("c2", long_ago)]
    assert decks.draw(deck, asked, TODAY, "s", low_energy=True).id == "c0"
    assert decks.draw(deck, asked, TODAY, "s").id == "c3"


def test_the_last_time_counts_whatever_the_order_of_the_log():
    asked = [("c0", TODAY - timedelta(days=age)) for age in (1, 9)] + [("c1", TODAY - timedelta(days=5))]
    assert decks.draw(a_deck(2), asked, TODAY, "s").id == decks.draw(a_deck(2), asked[::-1], TODAY, "s").id == "c1"


cards_asked = st.lists(st.tuples(st.sampled_from([f"c{i}" for i in range(9)] + ["elsewhere"]), st.integers(-9, 3)))


@given(cards_asked, st.randoms(), st.booleans(), st.text(max_size=4))
def test_both_machines_draw_the_same_also_after_it_was_asked(asked, random, low_energy, seed):
    deck = a_deck(8, "1123")
    known = [(ident, TODAY + timedelta(days=ago)) for ident, ago in asked]
    card = decks.draw(deck, known, TODAY, seed, low_energy)
    shuffled = [*known, (card.id, TODAY), ("elsewhere", TODAY)]
    random.shuffle(shuffled)
    assert decks.draw(deck, shuffled, TODAY, seed, low_energy) == card


def test_the_order_of_cards_in_the_file_and_the_day_before_say_nothing():
    deck = a_deck(50)
    turned = Deck(deck.id, deck.name, deck.about, deck.cards[::-1])
    assert decks.draw(deck, [], TODAY, "s") == decks.draw(turned, [], TODAY, "s")
    assert len({decks.draw(deck, [], TODAY + timedelta(days=i), "s") for i in range(20)}) > 10
    assert len({decks.draw(deck, [], TODAY, str(i)) for i in range(20)}) > 10


@given(st.integers(1, 9))
def test_another_one_please(size):
    deck = a_deck(size)
    seen: list[str] = []
    for _ in range(size):
        seen.append(decks.draw(deck, [], TODAY, "s", avoid=seen).id)
    assert len(set(seen)) == size
    assert decks.draw(deck, [], TODAY, "s", avoid=seen).id == seen[0]


def test_the_decks_that_come_with_the_program():
    text = (files("ritualtui") / "content" / "en" / "questions.toml").read_text(encoding="utf-8")
    found, problems = decks.parse(text, "questions.toml")
    assert problems == ()
    assert decks.shipped() == {deck.id: deck for deck in found}
    assert {"bedtime", "checkin"} <= set(decks.shipped())
    for deck in found:
        assert deck.about
        assert any(card.depth == 1 for card in deck.cards), f"{deck.id} has nothing for a tired evening"
    assert len(decks.shipped()["checkin"].cards) >= 60, "the check-in should not repeat for months"
