"""The options that go with every command, help, and slips of the finger."""

from pathlib import Path

import pytest

from ritualtui import __version__
from ritualtui.cli.group import COMMANDS, cli
from support.command_line import Ask, said

NEEDED = {
    "init": ["--me", "Ana", "--solo"], "thank": ["x"], "bid": ["away"], "checkin": ["7"], "did": ["bedtime"],
    "ritual": ["bedtime", "--plain"], "edit": ["abcdef", "x"], "rm": ["abcdef"], "import": ["file"],
    "burn": ["abcdef", "--yes"], "forget": ["--word", "forget"], "journal": ["x"], "report": ["--all"],
    "merge": ["file"], "remember": ["x"], "promise": ["x", "--by", "friday"], "anniversary": ["x", "2013-09-17"],
    "season": ["hard"], "outing": ["x", "--on", "friday"], "done": ["x"], "move": ["x", "friday"], "letgo": ["x"],
    "deck": ["list"],
}  # fmt: skip
"""What a command cannot do without."""


def test_at_goes_before_and_after(begun: Ask, tmp_path: Path) -> None:
    begun("--at", "other", "init", "--me", "Kim", "--partner", "Lou")
    assert begun("thank", "x", "--at", "other").out.startswith("Saved.")
    assert begun("--at", "other", "thank", "y").out.startswith("Saved.")
    assert begun("--at", "nowhere", "thank", "y", "--at", "other").out.startswith("Saved."), "the nearer one"
    assert begun("thank", "z", more={"RITUALTUI_HOME": str(tmp_path / "other")}).out.startswith("Saved.")
    assert said(begun) == [] and said(begun, "--at", "other") == ["x", "y", "y", "z"]


def test_a_value_may_begin_with_a_dash(begun: Ask) -> None:
    begun("init", "--at", "-my log", "--me", "Kim", "--partner", "Lou")
    assert begun("thank", "--at", "-my log", "-5 degrees").out.startswith("Saved.")
    assert said(begun, "--at", "-my log") == ["-5 degrees"]


def test_at_of_an_empty_variable_never_means_the_usual_place(begun: Ask) -> None:
    for args in (("--at", "", "thank", "x"), ("thank", "x", "--at", " ")):
        assert begun(*args).err == "--at needs a folder. Name one, or leave --at out.\n"
    assert said(begun) == []


def test_at_a_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name in COMMANDS.keys() - {"completion", "demo", "help", "private"}:  # which touch no log
        args = NEEDED.get(name, [])
        answer = ask(name, *args, "--at", "file")
        assert answer == (2, "", f"{tmp_path / 'file'} is a file, not a folder. Name a folder with --at DIR.\n")
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.parametrize("who", ["zoe", "", "both", "\udcff", "\x1b[31m"])
def test_as_somebody_who_is_not_here(begun: Ask, who: str) -> None:
    for args in (("--as", who, "thank", "x"), ("list", "--as", who)):
        assert begun(*args).code == 2


def test_version(ask: Ask) -> None:
    assert ask("--version").out == f"ritualtui {__version__}\n"


def test_every_command_explains_itself(ask: Ask) -> None:
    assert ask("-h").out == ask("--help").out
    for name in COMMANDS:
        answer = ask(name, "--help")
        assert answer.code == 0
        assert "--at DIR" in answer.out and "--as NAME" in answer.out
        assert max(map(len, answer.lines)) <= 80


def test_a_slip_of_the_finger(ask: Ask) -> None:
    assert ask("lsit").err == "There's no command “lsit”. Did you mean `list`?\n"
    assert ask("xyzzy").err == "There's no command “xyzzy”. `ritualtui --help` lists the commands.\n"
    assert ask("undo", "it").err == "Got unexpected extra argument (it). See `ritualtui undo --help`.\n"
    assert ask("rm").err == "`ritualtui rm` needs ID. See `ritualtui rm --help`.\n"


def test_without_a_terminal_the_full_screen_says_so(begun: Ask) -> None:
    assert begun().code == 2
    answer = begun("ritual", "bedtime")
    assert answer.err == "The full screen needs a terminal. ritualtui ritual bedtime --plain works without one.\n"


def test_commands_are_in_the_order_of_their_table() -> None:
    assert list(COMMANDS) == cli.list_commands(None)  # type: ignore[attr-defined, arg-type]
