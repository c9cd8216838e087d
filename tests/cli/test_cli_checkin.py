"""The check-in: in one line, and line by line for two."""

import pytest

from support.command_line import Answer, Ask


def kept(ask: Ask, who: str = "Ana") -> list[tuple[object, ...]]:
    """Check-ins that ``who`` sees."""
    found = ask("--as", who, "list", "--kind", "checkin", "--json").records
    return [(r["by"], r["closeness"], r["feelings"], r["topic"], r["text"], r["audience"]) for r in found]


def test_in_one_line(begun: Ask) -> None:
    said = begun("checkin", "7", "tired but near", "--feel", "tired, Warm", "--topic", "inner", "--minutes", "12")
    assert said == (0, "Saved just for you: closeness 7 of 10, tired, Warm, about the inside.\n", "")
    assert kept(begun) == [("Ana", 7, ["tired", "Warm"], "inner", "tired but near", "self")]
    assert kept(begun, "Ben") == []
    begun("checkin", "--feel", "not sure", "--share")
    assert [row[1:3] for row in kept(begun, "Ben")] == [(None, ["not sure"])]
    assert "Ana: not sure" in begun("list", "--kind", "checkin").out


def test_a_word_for_what_somebody_did_stands_and_feelings_near_it_are_named(begun: Ask) -> None:
    said = begun("checkin", "--feel", "ignored").lines
    assert said[0] == "Saved just for you: ignored."
    assert said[1].startswith("“ignored” says what somebody did. In you, it may be: ")
    assert kept(begun)[0][2] == ["ignored"]


@pytest.mark.parametrize(
    ("args", "err"),
    [
        (("11",), "Closeness is a whole number from 1 to 10."),
        (("0", "x"), "Closeness is a whole number from 1 to 10."),
        ((), "How close do you feel, from 1 to 10?"),
        (("tired", "but", "near"), "How close do you feel, from 1 to 10?"),
        (("7", "--topic", "money"), "“money” isn't something to talk about here. Say inner, half or logistics."),
        (("--feel", "a,b,c,d"), "Three feelings at most."),
        (("--feel", "x" * 81), "The feeling has 81 characters"),
    ],
)
def test_what_is_unfit_is_said_and_nothing_saved(begun: Ask, args: tuple[str, ...], err: str) -> None:
    answer = begun("checkin", *args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(err), answer.err
    assert kept(begun) == []


def through(ask: Ask, typed: str, *args: str) -> Answer:
    return ask("ritual", "checkin", "--plain", *args, input=typed)


def test_for_two_each_answers_alone_and_what_they_talked_about_is_with_both(begun: Ask) -> None:
    said = through(begun, "warm\n7\ntired, \x1b[31mred\n\nhalf\n")
    assert (said.code, said.err) == (0, "")
    turns = [line for line in said.lines if "what’s it like in you?" in line or "how close" in line]
    first, other = ("Ana", "Ben") if "Ana begins today" in said.out else ("Ben", "Ana")
    assert [line.split("  ")[1].partition(",")[0] for line in turns] == [first, first, other, other]
    assert f"{first}: check-in saved, just for {first}" in said.out and "closeness 7" not in said.out
    assert kept(begun, first) == [(first, 7, ["warm"], "half", "", "self")]
    assert kept(begun, other) == [(other, None, ["tired", "[31mred"], "half", "", "self")]
    (ritual,) = begun("list", "--kind", "ritual", "--json").records
    assert ritual["complete"] and ritual["first"] == first


def test_who_begins_takes_turns_and_no_card_comes_twice(begun: Ask) -> None:
    runs = [through(begun, "\n\n\n\n\n").out for _ in range(3)]
    firsts = [run.split(" begins today")[0].rsplit(" ", 1)[-1] for run in runs]
    assert firsts[0] == firsts[2] != firsts[1]
    said_back = [line for run in runs for line in run.splitlines() if "First say back" in line]
    assert len(said_back) == len(set(said_back)) == 6


def test_stopped_after_a_feeling_it_goes_on_with_the_number_in_the_same_entry(begun: Ask) -> None:
    through(begun, "warm\n9 or so\n")  # the second line ends a piped ritual
    said = through(begun, "7\ntired\n5\ninner\n")
    assert said.lines[0] == "Picking up where you stopped. Type `back` to go back."
    first = "Ana" if "Ana, how close" in said.lines[3] else "Ben"
    assert kept(begun, first) == [(first, 7, ["warm"], "inner", "", "self")]
    assert [row[1:4] for row in kept(begun, "Ben" if first == "Ana" else "Ana")] == [(5, ["tired"], "inner")]


def test_alone_there_is_no_turn_and_no_card(begun: Ask) -> None:
    said = through(begun, "warm\n7\ninner\n", "--with", "me")
    assert "begins" not in said.out and "First say back" not in said.out
    assert kept(begun) == [("Ana", 7, ["warm"], "inner", "", "self")]
    assert "Ana: closeness 7 of 10, warm, about the inside" in said.lines
