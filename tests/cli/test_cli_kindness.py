"""How it speaks: nobody is blamed, nothing is shouted, and each answer is one friendly line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ritualtui
from ritualtui import messages
from ritualtui.cli.group import COMMANDS
from support.command_line import Ask

ROOT = Path(ritualtui.__file__).parent
SPOKEN = [
    *(ROOT / f"{name}.py" for name in ("messages", "when", "freetext", "clock", "records", "places", "errors")),
    *sorted(path for room in ("cli", "companion", "store") for path in (ROOT / room).glob("*.py")),
]
BANNED = (
    "fail", "invalid", "illegal", "wrong with you", "you must", "you should", "you forgot", "you have to", "your fault",
    "error", "bad ", "sorry", "oops", "please", "unfortunately", "abort", "fatal", "missed", "forbidden", "never mind",
    "great job", "well done", "awesome", "streak broken", "lost your", "only did", "again?",
)  # fmt: skip


SCRIPT = re.compile(r"COMP_WORDS|^import sys$", re.M)
"""Scripts, for a shell or for another process, are nothing that people read."""


def spoken(path: Path) -> Iterator[str]:
    """The texts in a file that people see: all string literals but docstrings and names, and the help of commands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in statements:
            if " " in node.value and not SCRIPT.search(node.value):
                yield node.value
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_command"):
            yield ast.get_docstring(node) or ""


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_blame_and_no_shouting(path: Path) -> None:
    for text in spoken(path):
        assert "!" not in text, text
        assert not [word for word in BANNED if word in text.casefold()], text


@pytest.mark.slow
def test_the_scan_sees_what_is_said() -> None:
    texts = list(spoken(ROOT / "messages.py"))
    assert any("Something unexpected went wrong" in text for text in texts)
    assert len([text for path in SPOKEN for text in spoken(path)]) > 300


def test_how_a_bid_was_met_is_said_without_a_verdict() -> None:
    for response in ("toward", "away", "against", None):
        for reached in ("Ana", "Ben"):
            line = messages.bid_kept(reached, "Ana", "Ben", response)
            assert len(line) < 80 and line.startswith("Saved: ") and line.endswith(".")
            for word in ("ignored", "rejected", "turned away", "refused", "should", "only"):
                assert word not in line


def test_no_answer_is_a_tally() -> None:
    for reach in ("", "here", "sync"):
        assert not re.search(r"first|second|\d", messages.thanked("Ana", "Ben", "Ana", reach))
    assert not re.search(r"first|second|\d", messages.bid_kept("Ben", "Ana", "Ben", "toward"))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (6, "6 seconds"), (89, "89 seconds"), (90, "1 minute 30 seconds"), (300, "5 minutes")],
)
def test_durations(seconds: int, said: str) -> None:
    assert messages.duration(seconds) == said


def test_every_answer_ends_as_a_sentence(begun: Ask) -> None:
    for args in (
        ["thank", "x"],
        ["bid", "away"],
        ["did", "bedtime"],
        ["did", "bedtime"],
        ["undo"],
        ["redo"],
        ["list", "nothing"],
    ):
        answer = begun(*args)
        assert re.search(r"[.…)”\"]\n$", answer.out), answer.out


def test_the_list_of_commands_says_each_in_a_line(begun: Ask) -> None:
    shown = begun("--help").lines
    for name, (_, help_) in COMMANDS.items():
        assert any(line.split() == [name, *help_.split()] for line in shown), name
