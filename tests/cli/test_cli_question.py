"""``question`` and ``deck``: tonight's card, another, stars, cards that never come, cards of one's own."""

from pathlib import Path
from typing import Any

import pytest

from ritualtui.places import Places
from support.command_line import Ask
from support.homes import Still

W = '[[deck]]\nid = "w"\nname = "W"\n'


def drawn(ask: Ask, *args: str) -> dict[str, Any]:
    (card,) = ask("question", *args, "--json").records
    return card


def written(home: Places, text: str) -> Path:
    """One's own ``decks.toml``."""
    path = Path(home.own_decks)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_tonights_question_stays_and_is_the_one_of_bedtime(begun: Ask) -> None:
    answer = begun("question")
    text, about = answer.lines
    assert begun("question").out == answer.out
    card = drawn(begun)
    assert text == card["text"] and about.endswith(f" · {card['id']}")
    assert text in begun("ritual", "bedtime", "--plain", input="\n\n\n\n\n").out
    assert begun("question").out == answer.out, "it came up, and it is still tonight's"


def test_another_is_none_of_those_shown_today(begun: Ask) -> None:
    seen = [drawn(begun)["id"], *(drawn(begun, "--another")["id"] for _ in range(3))]
    assert len(set(seen)) == 4


def test_by_deck_and_depth(begun: Ask) -> None:
    card = drawn(begun, "--deck", "Dreams", "--depth", "3")
    assert (card["deck"], card["depth"]) == ("dreams", 3)
    assert drawn(begun, "--depth", "2")["depth"] == 2


def test_a_star_a_card_that_never_comes_and_the_way_back(begun: Ask) -> None:
    ident = drawn(begun)["id"]
    assert begun("question", "--star", ident).out.startswith("★ ")
    assert [card["id"] for card in begun("question", "--list", "--json").records] == [ident]
    assert begun("question", "--star", ident).out.startswith("No star any more")
    begun("question", "--never", ident)
    assert drawn(begun)["id"] != ident
    begun("question", "--again", ident)
    assert drawn(begun)["id"] == ident
    begun("question", "--never", ident)
    assert "Ana has a question card drawn again" in begun("undo").out
    assert drawn(begun)["id"] == ident


def test_a_theme_is_left_out(begun: Ask) -> None:
    (theme, *_more) = drawn(begun)["themes"]
    assert begun("deck", "without", theme.upper()).code == 0
    assert theme not in drawn(begun)["themes"]
    begun("deck", "with", theme)
    assert theme in drawn(begun)["themes"]


def test_a_card_of_ones_own_and_the_rest_of_its_file(begun: Ask, home: Places) -> None:
    path = Path(home.own_decks)
    assert begun("deck", "add", "Walks", "What did you notice?").out.endswith("to a new deck, “Walks”.\n")
    path.write_text(path.read_text() + "\n# mine\n")
    assert begun("deck", "add", "walks", "Which way?", "--depth", "2").code == 0
    assert "# mine" in path.read_text()
    assert "walks    Walks, 2 cards." in begun("deck", "list").lines
    assert {drawn(begun, "--deck", "walks", "--another")["text"] for _ in range(2)} == {
        "What did you notice?", "Which way?",
    }  # fmt: skip
    assert begun("deck", "add", "us", "What about us?").out.startswith("Added to “Us two”")
    assert drawn(begun, "--deck", "us")["deck_name"] == "Us two"
    again = begun("deck", "add", "walks", "which  way?")
    assert (again.code, again.err) == (2, "That question is in the deck already.\n")


def test_an_inline_list_of_cards_grows(begun: Ask, home: Places) -> None:
    path = written(home, '[[deck]]\nid = "w"\nname = "W"\ncards = [\n  { id = "w-1", text = "One?" }, # first\n]\n')
    assert begun("deck", "add", "w", 'Two "or" three?').code == 0
    assert "# first" in path.read_text()
    assert [card["text"] for card in begun("question", "--list", "--deck", "w", "--json").records] == [
        "One?", 'Two "or" three?',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (W, "line 1: this deck has no cards."),
        (W + 'drawn = "allways"\ncards = [{ id = "a", text = "A?" }]\n', "line 4: “drawn” can’t"),
        (W + 'cards = [{ id = "a", text = "A?", unless = ["rain"] }]\n', "line 4: “unless” can’t"),
        ("[[deck]\n", "line 1: this is not TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_its_line_and_costs_nothing_else(begun: Ask, home: Places, text: str, told: str) -> None:
    path = written(home, text)
    answer = begun("question")
    assert answer.code == 0 and f"decks.toml, {told}" in answer.err
    refused = begun("deck", "add", "w", "What?")
    assert refused.code == 1 and "nothing was changed" in refused.err
    assert path.read_text() == text


@pytest.mark.parametrize(
    "args",
    [["question", "--deck", "\x1b[2J"], ["question", "--star", "zzz"], ["question", "--depth", "4"],
     ["question", "--star", "bed-001", "--another"], ["deck", "ad", "x", "y"], ["deck", "add"], ["deck", "add", "x"],
     ["deck", "add", "x", "y" * 300], ["deck", "without", "cabbage"], ["deck", "open", "us"], ["deck", "list", "us"]],
)  # fmt: skip
def test_what_it_does_not_understand_changes_nothing(begun: Ask, home: Places, args: list[str]) -> None:
    answer = begun(*args)
    assert answer.code in (1, 2) and answer.err.count("\n") == 1 and "\x1b" not in answer.err
    assert not Path(home.own_decks).exists() and begun("list", "--kind", "marker").out == "No matches.\n"


def test_a_hard_season_is_light(begun: Ask, still: Still) -> None:
    begun("season", "hard")
    for _ in range(14):
        card = drawn(begun)
        assert card["depth"] < 3
        still.move(days=1)


@pytest.mark.slow
def test_alone_there_is_nothing_about_two(ask: Ask, still: Still) -> None:
    ask("init", "--me", "Ana", "--solo")
    for _ in range(40):
        assert drawn(ask, "--another")["deck"] != "us"
