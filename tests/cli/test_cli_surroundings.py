"""Nonsense in what surrounds a process: it goes on, or says in one line what to set."""

import subprocess
from collections.abc import Callable

import pytest

from ritualtui.places import Places
from support.homes import begun

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.sample(1)
@pytest.mark.parametrize("zone", ["<+99>-99", "<+24>-23:59:59", "<-99>99", "XXX1YYY-99"])
def test_a_zone_that_cannot_be_is_told_and_goes_by_utc(run: Run, home: Places, zone: str) -> None:
    begun(home).close()
    for args in (["thank", "soup"], ["list"]):
        done = run(*args, more={"TZ": zone})
        assert done.returncode == 0
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"TZ={zone} is a day or more off") and "Set TZ to a place" in line
    assert "+00:00" in run("list", "--json", more={"TZ": zone}).stdout


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "more",
    [{"TZ": ":/etc/passwd"}, {"TZ": "/dev/zero"}, {"TZ": "x" * 5_000}, {"TZ": ""}, {"LANG": "nonsense", "LC_ALL": "é"},
     {"COLUMNS": "-5"}, {"COLUMNS": "9" * 20}, {"COLUMNS": "abc", "LINES": "0"}],
    ids=str,
)  # fmt: skip
def test_other_nonsense_is_no_matter(run: Run, home: Places, more: dict[str, str]) -> None:
    begun(home).close()
    done = run("today", more=more)
    assert done.returncode == 0 and done.stderr == "" and "edtime" in done.stdout


@pytest.mark.parametrize("where", ["", "relative", "~", "/dev/null"])
def test_a_home_that_is_none_is_one_line(run: Run, where: str) -> None:
    done = run(
        "init", "--me", "Ana", "--partner", "Ben", more={"HOME": where, "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    )
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "Set HOME" in done.stderr or "--at DIR" in done.stderr
