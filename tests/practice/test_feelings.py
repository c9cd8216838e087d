"""Words for feelings and how they are found; pools, and the turn that their lines take."""

from collections import Counter

import pytest

from ritualtui.practice import feelings, pools


def test_there_are_enough_and_each_is_one_of_its_own() -> None:
    words = feelings.shipped().words
    assert len(words) >= 150
    assert len({word.id for word in words}) == len(words)
    assert words[0].text == "not sure" and all(word.family == "" for word in words[:3])
    assert words[3].family == "In the body", "for whoever has no name for it"
    assert Counter(word.family for word in words).keys() >= {"Glad", "Sad", "Hurt", "Afraid", "Angry"}
    assert all(1 <= word.strength <= 3 for word in words if word.family)
    assert all(len(word.gloss) <= 44 for word in words)


def test_every_word_is_found_by_three_letters() -> None:
    for word in feelings.shipped().words:
        assert word in feelings.search(word.text[:3])[:6], word.text


def test_what_somebody_did_leads_to_feelings_near_it() -> None:
    near = feelings.neighbours("ignored")
    assert near and all(word.family for word in near) and feelings.named("ignored") is None
    assert [word.text for word in feelings.search("ignored")] == [word.text for word in near]


def test_a_search_for_nothing_is_all_and_one_for_no_word_is_none() -> None:
    assert feelings.search(" ") == list(feelings.shipped().words)
    assert feelings.search("zzzz") == []


@pytest.mark.parametrize("part", ["reflect", "validate", "ask", "offer"])
def test_no_line_of_a_pool_comes_back_before_all_have_come(part: str) -> None:
    drawn = [pools.in_turn("stems", part, number, "a couple") for number in range(32)]
    size = len({line.id for line in drawn})
    assert size >= 15 and drawn[:size] == drawn[size : 2 * size]
    assert sum(line.part == part for line in pools.shipped()["stems"]) == size
    assert [line.id for line in drawn] != [pools.in_turn("stems", part, n, "another").id for n in range(32)]


def test_an_opener_is_for_its_day() -> None:
    usual, sunday = pools.as_deck("openers"), pools.as_deck("openers", {"sun"})
    assert usual is not None and sunday is not None and pools.as_deck("nothing") is None
    assert len(usual.cards) >= 30 and set(usual.cards) < set(sunday.cards)
