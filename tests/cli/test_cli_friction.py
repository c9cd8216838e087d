"""Small things of every day: a note on a ritual, words from a pipe, searching without accents, by a tag."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from support.command_line import Ask, said


def notes(ask: Ask) -> list[tuple[str, str]]:
    return [(record["by"], record["text"]) for record in ask("list", "--kind", "ritual", "--json").records]


# -- did RITUAL "a note"


def test_a_note_is_kept_with_the_ritual(begun: Ask) -> None:
    answer = begun("did", "bedtime", "We read the letters.", "--when", "yesterday")
    assert answer.code == 0 and "Bedtime, yesterday" in answer.out
    assert notes(begun) == [("Ana", "We read the letters.")]
    assert "Bedtime, both, away from the screen: “We read the letters.”" in begun("list").out
    assert "We read the letters." in begun("list", "letters").out


def test_a_note_joins_what_one_logged_and_stands_beside_what_the_other_did(begun: Ask) -> None:
    begun("did", "bedtime", "-q")
    begun("did", "bedtime", "first", "-q")
    assert "second" not in begun("did", "bedtime", "second").err
    assert notes(begun) == [("Ana", "first\nsecond")]
    before = begun("today").out
    again = begun("did", "bedtime", "second")
    assert again.code == 0 and notes(begun) == [("Ana", "first\nsecond")]
    begun("--as", "Ben", "did", "bedtime", "the lamp", "-q")
    assert notes(begun) == [("Ana", "first\nsecond"), ("Ben", "the lamp")]
    assert [line for line in begun("today").lines if "●" in line] == [
        line for line in before.splitlines() if "●" in line
    ]  # one day, whoever logged it


def test_a_name_of_two_words_is_no_note(begun: Ask) -> None:
    assert begun("did", "morning", "goodbye", "-q").code == 0
    assert begun("did", "Morning", "Goodbye", "at", "the", "gate", "-q").code == 0
    assert [text for _, text in notes(begun)] == ["at the gate"]
    begun("did", "bedtime", "-", "-q", input="from a pipe\n")
    assert [text for _, text in notes(begun)] == ["at the gate", "from a pipe"]


def test_a_note_goes_with_its_writer(begun: Ask) -> None:
    begun("did", "bedtime", "the letters", "-q")
    assert begun("forget", "--word", "forget").code == 0
    assert "letters" not in begun("list", "--json").out and "Bedtime" in begun("list").out


# -- words from a pipe


@pytest.mark.parametrize("command", [["bid", "toward"], ["thank"]])
def test_words_come_from_a_pipe(begun: Ask, command: list[str]) -> None:
    assert begun(*command, input="look, the héron\n").code == 0
    assert said(begun) == ["look, the héron"]
    assert begun(*command, "typed", input="piped\n").code == 0  # what was typed is meant
    assert said(begun) == ["look, the héron", "typed"]
    assert begun(*command, input=b"\xff\xfe").code == 2
    assert said(begun) == ["look, the héron", "typed"]


def test_no_words_on_a_pipe_are_none(begun: Ask) -> None:
    assert begun("bid", "open", input="").code == 0
    assert said(begun) == [""]
    assert begun("thank", input=" \n").code == 2


@pytest.mark.slow
def test_a_real_pipe_and_a_real_file_and_nothing(
    env: dict[str, str], tmp_path: Path, run: Callable[..., object]
) -> None:
    run("init", "--me", "Ana", "--partner", "Ben")
    run("bid", "away", input="from a pipe")
    words = tmp_path / "words"
    words.write_text("from a file", encoding="utf-8")

    def ran(*args: str, stdin: int | IO[str] = subprocess.DEVNULL) -> str:
        command = [Path(sys.executable).with_name("ritualtui"), *args]
        return subprocess.run(command, stdin=stdin, capture_output=True, env=env, text=True, check=True).stdout

    with words.open(encoding="utf-8") as file:
        ran("bid", "away", stdin=file)
    ran("bid", "away")
    listed = ran("list", "--json").splitlines()
    assert [text in line for text, line in zip(("from a pipe", "from a file", '"text":""'), listed, strict=True)] == [
        True,
        True,
        True,
    ]


# -- searching


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("blumchen", True), ("BLÜMCHEN", True), ("blu\u0308mchen", True), ("cafe naive", True), ("kafé", False),
        ("lodz", True), ("smorrebrod", True), ("don't", True), ("don’t", True), ("strasse", True), ("oeuvre", True),
    ],
)  # fmt: skip
def test_accents_do_not_matter_in_a_search(begun: Ask, words: str, found: bool) -> None:
    begun("thank", "-q", "Für die Blümchen, naïve café, Łódź, smørrebrød, don’t, Straße, œuvre")
    assert ("caf" in begun("list", words).out) is found


def test_a_tag_finds_what_has_it(begun: Ask) -> None:
    begun("thank", "-q", "soup", "--tag", "Küche", "--tag", "family")
    begun("thank", "-q", "call", "--tag", "family")
    begun("thank", "-q", "a family affair")
    assert said(begun, "--tag", "family") == ["soup", "call"]
    assert said(begun, "--tag", "#family", "--tag", "kuche") == ["soup"]
    assert begun("list", "--tag", "fam").code == 0 and said(begun, "--tag", "fam") == []
    assert begun("list", "--tag", "").code == 2
