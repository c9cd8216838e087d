"""Finding records as one types."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ritualtui import places
from ritualtui.companion import demo
from ritualtui.companion.search import Filter, Index, Query
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import Still, begun


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Companion:
    home = places.find(str(tmp_path_factory.mktemp("year")))
    demo.write(home, 3, date(2026, 3, 1), days=60)
    return Companion.open(home)


def test_newest_first_and_settings_left_out(year: Companion) -> None:
    index = Index(year)
    index.follow()
    found = index.find(Query())
    assert len(found) == len(year.look.listed())
    assert [r.at[:10] for r in found] == sorted((r.at[:10] for r in found), reverse=True)
    assert not {"plan", "mark"} & {r.kind for r in found}


def test_the_order_is_that_of_the_list_once_all_is_sorted_and_after_changes(tmp_path: Path, still: Still) -> None:
    with begun(places.find(str(tmp_path)), still) as ana:
        index = Index(ana)
        for number in range(200):
            still.move(hours=11)
            ana.log.thank(f"thing {number}")
            if number % 40 == 7:
                index.follow()
                index.find(Query())
        index.follow()
        while index.ahead():
            pass
        listed = ana.look.listed()
        assert [r.id for r in index.find(Query())] == [r.id for r in reversed(listed)]
        ana.log.edit(listed[3].id, {"text": "another word"})
        ana.log.edit(listed[9].id, {"at": "2026-12-24T10:00:00+00:00"})
        ana.log.remove(listed[5].id)
        assert index.follow()
        assert [r.id for r in index.find(Query())] == [r.id for r in reversed(ana.look.listed())]
        assert [r.id for r in index.find(Query.of("another word"))] == [listed[3].id]


def test_kind_person_and_words_together(year: Companion) -> None:
    index = Index(year)
    index.follow()
    person = year.people.partner.id
    found = index.find(Query.of("you THE", Filter(frozenset({"appreciation"}), frozenset({person}))))
    assert found
    assert all(r.kind == "appreciation" and r.by == person for r in found)
    assert all("the" in r.text.casefold() for r in found)  # type: ignore[attr-defined]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["", "t", "th", "the", "the d", "dog", "d", "ritual", "ana", "ana th"]), max_size=8))
def test_typing_on_finds_what_a_fresh_look_finds(year: Companion, typed: list[str]) -> None:
    index = Index(year)
    index.follow()
    for text in typed:
        fresh = Index(year)
        fresh.follow()
        assert index.find(Query.of(text)) == fresh.find(Query.of(text))


def test_warming_changes_nothing_but_the_time(year: Companion) -> None:
    index, fresh = Index(year), Index(year)
    index.follow()
    fresh.follow()
    while index.ahead() or index.warm():
        pass
    for text in ("ben dog", "toward", "soup"):
        assert index.find(Query.of(text)) == fresh.find(Query.of(text))


def test_what_is_logged_is_found_after_following(tmp_path: Path) -> None:
    companion = Companion.begin(places.find(str(tmp_path)), "Ana", "Ben")
    index = Index(companion)
    index.follow()
    record = companion.log.thank("the heron")
    index.follow()
    assert [r.id for r in index.find(Query.of("HERON"))] == [record["id"]]
    companion.log.edit(record["id"], {"text": "the stork"})
    index.follow()
    assert index.find(Query.of("heron")) == []
    assert len(index.find(Query.of("stork"))) == 1


def test_letters_with_and_without_marks_are_alike_also_after_a_change(home: Places, still: Still) -> None:
    with begun(home, still) as ana:
        index = Index(ana)
        made = ana.log.thank("the Blümchen")
        ana.log.thank("a flower")
        index.follow()
        for words in ("blumchen", "BLÜMCHEN", "blu\u0308m"):
            assert [record.id for record in index.find(Query.of(words))] == [made["id"]]
        ana.log.edit(made["id"], {"text": "the café"})
        assert index.follow()
        assert index.find(Query.of("blumchen")) == []
        assert [record.id for record in index.find(Query.of("cafe"))] == [made["id"]]
