"""``help``: the pages on the command line. No log, no pager, nothing left behind."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.cli.group import COMMANDS
from ritualtui.practice import pages
from support.command_line import Ask, Terminal
from support.homes import Still  # noqa


def words(text: str) -> str:
    return " ".join(text.split())


def test_it_lists_every_page_with_what_it_is_about(ask: Ask, tmp_path: Path) -> None:
    answer = ask("help")
    assert answer.code == 0 and answer.err == ""
    assert [line.split()[0] for line in answer.lines if re.match("  [a-z]", line)] == list(pages.ORDER)
    for page in pages.every():
        assert words(f"{page.id} {page.summary}") in words(answer.out)
    assert "`ritualtui --help`" in answer.out and "`ritualtui help thank`" in answer.out
    assert len(answer.lines) <= 24 and all(len(line) <= 80 for line in answer.lines)
    assert list(tmp_path.iterdir()) == []


def test_where_to_find_help_is_at_the_top() -> None:
    assert pages.ORDER.index("abuse") == 1


@pytest.mark.parametrize("name", pages.ORDER)
def test_it_prints_a_page_whole(ask: Ask, tmp_path: Path, name: str) -> None:
    answer = ask("help", name, "--at", "nowhere", "--as", "Nobody")
    assert answer.code == 0 and answer.err == ""
    assert all(len(line) <= 80 for line in answer.lines)
    shown = words(answer.out)
    for block in pages.load(name).blocks:
        assert words(block.text) in shown
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_cannot_be_read_is_no_hindrance(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ritualtui.json").write_text("{ruined")
    assert ask("--at", "broken", "help", "abuse").code == 0
    assert ask("help", "abuse", "--at", "").code == 0


def test_some_of_the_name_is_enough(ask: Ask) -> None:
    whole = ask("help", "my-part").out
    for name in (["my"], ["my", "part"], ["MY-PART"], ["being the one"]):
        assert ask("help", *name).out == whole


@pytest.mark.parametrize("name", [*COMMANDS])
def test_with_a_commands_name_it_says_what_that_does(ask: Ask, name: str) -> None:
    assert ask("help", name).out == ask(name, "--help").out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("thnak", "There's no page or command “thnak”. Did you mean `ritualtui help thank`?"),
        ("abus e", "Did you mean `ritualtui help abuse`?"),
        ("nonesuch", "`ritualtui help` lists them."),
        ("x" * 200, "80 fit"),
        ("\x1b[31mred\x1b[0m", "There's no page or command"),
    ],
)
def test_a_slip_is_told_with_the_nearest(ask: Ask, name: str, said: str) -> None:
    answer = ask("help", name)
    assert answer.code == 2 and answer.out == "" and said in answer.err


def test_it_fits_the_terminal_and_goes_through_no_pager(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ntouch {tmp_path}/paged\ncat\n")
    pager.chmod(0o755)
    screen = terminal("help", "abuse", columns=50, rows=12, more={"PAGER": str(pager), "LESSHISTFILE": "history"})
    assert screen.wait_for_end() == 0
    shown = screen.raw.decode().replace("\r\n", "\n").splitlines()
    assert shown[0] == pages.load("abuse").title
    assert all(len(line) <= 50 for line in shown) and max(map(len, shown)) > 40
    assert "nomoredirectory.org" in screen.raw.decode()
    assert not (tmp_path / "paged").exists()


def test_a_wide_terminal_makes_no_long_lines(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("help", "privacy", columns=200, rows=60)
    assert screen.wait_for_end() == 0
    assert max(len(line) for line in screen.raw.decode().splitlines()) <= 80


def test_the_numbers_can_be_read_in_any_encoding(run: Callable[..., "subprocess.CompletedProcess[str]"]) -> None:
    done = run("help", "abuse", more={"PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 0 and "the organisation's own site" in done.stdout
    assert "116 016" in done.stdout and "1-800-799-7233" in done.stdout
