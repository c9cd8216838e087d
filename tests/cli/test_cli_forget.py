"""``burn`` and ``forget``: a clear word first, then the words are in no file."""

from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import Ask, ids, said

CANARY = "quokkaswimsatmidnight"


def holding(home: Places, word: str) -> list[str]:
    return [str(path) for path in Path(home.home).rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_burned_is_in_no_file_and_the_rest_is_there(begun: Ask, home: Places) -> None:
    begun("thank", "stays")
    begun("thank", CANARY)
    begun("edit", ids(begun)[-1][-6:], f"{CANARY} twice")
    begun("backup")
    assert len(holding(home, CANARY)) > 1
    ident = ids(begun)[-1]
    refused = begun("burn", ident[-6:])
    assert refused.code == 2 and holding(home, CANARY)
    burned = begun("burn", ident[-6:], "--yes")
    assert burned.out == "Deleted.\n"
    assert holding(home, CANARY) == []
    assert said(begun) == ["stays"]
    assert begun("undo").code in (0, 1)
    assert holding(home, CANARY) == []


def test_what_was_removed_before_can_be_burned_too(begun: Ask, home: Places) -> None:
    begun("thank", CANARY)
    ident = ids(begun)[0]
    begun("rm", ident)
    assert holding(home, CANARY)
    assert begun("burn", ident[-8:], "-y").code == 0
    assert holding(home, CANARY) == []


@pytest.mark.parametrize("ident", ["", "zz", "nothing", "\x1b[2J", "0" * 200])
def test_no_such_record(begun: Ask, home: Places, ident: str) -> None:
    begun("thank", "stays")
    assert begun("burn", ident, "--yes").code in (1, 2)
    assert said(begun) == ["stays"]


def test_the_partners_own_cannot_be_burned(begun: Ask, home: Places) -> None:
    begun("--as", "Ben", "ritual", "morning", "--plain", input=f"\n\n{CANARY}\n\n")
    ident = next(r["id"] for r in begun("--as", "Ben", "list", "--json").records if r["audience"] == "self")
    assert begun("burn", ident, "--yes").code == 2
    assert holding(home, CANARY)


def test_forgetting_asks_for_the_word(begun: Ask, home: Places) -> None:
    begun("thank", CANARY)
    begun("--as", "Ben", "thank", "his words")
    for args in ((), ("--word", "yes"), ("--word", ""), ("--settings",)):
        assert begun("forget", *args).code == 2
    assert holding(home, CANARY)
    assert begun("forget", "--word", "forget").code == 0
    assert holding(home, CANARY) == []
    assert said(begun, "--person", "Ben") == ["his words"]
    assert "Ana" not in begun("list").out


def test_forgetting_everything(begun: Ask, home: Places) -> None:
    begun("thank", CANARY)
    begun("backup")
    Path(home.home, "mine.txt").write_text("not ours")
    answer = begun("forget", "--everything", "--word", "forget")
    assert answer.code == 0
    assert "mine.txt" in answer.err
    assert holding(home, CANARY) == []
    assert begun("list").code == 1
    assert begun("init", "--me", "Ana", "--partner", "Ben").code == 0
    assert said(begun) == []
