"""The line for a prompt: what it is time for, in nobody's words; from a small file wherever that is of the log."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ritualtui import data_folder, status_line
from ritualtui.places import Places, find
from support.command_line import Ask
from support.homes import Still

TEA = """\
[[ritual]]
id = "tea"
name = "Make up with Ben"
opens = "20:00"
closes = "20:30"
[[ritual.steps]]
id = "go"
kind = "say"
text = "Go."
"""


def held(home: Places, still: Still, **ahead: float) -> str | None:
    """What the file says without the log, so much later."""
    now = still.now().replace(tzinfo=None) + timedelta(**ahead)
    return status_line.holds(status_line.read(home.status), home.home, home.config, f"{now:{status_line.MOMENT}}")


def test_what_it_is_time_for_and_how_much_there_is_to_ask(begun: Ask, home: Places, still: Still) -> None:
    """It is 20:15."""
    assert begun("status") == (0, "", "")
    assert (held(home, still), held(home, still, hours=1)) == ("", "Bedtime until 01:00")
    assert held(home, still, days=1, hours=-4) == "Reunion until 20:00" and held(home, still, days=4) is None
    begun("remember", "her canary", "--on", "tomorrow")
    begun("promise", "the canary", "--by", "tomorrow")
    assert held(home, still) is None, "it is of another log"
    begun("status")
    assert held(home, still, hours=1) == "Bedtime until 01:00"
    still.move(days=1)
    assert begun("status").out == "1 to ask · 1 for today\n"
    assert begun("--as", "Ben", "status").out == ""
    assert begun("status", "--json").records == [
        {"ritual": "", "until": "", "ask": 1, "more": 1, "line": "1 to ask · 1 for today"}
    ]
    assert "canary" not in Path(home.status).read_text()
    assert stat.S_IMODE(Path(home.status).stat().st_mode) == 0o600
    begun("did", "bedtime", "-q")
    assert held(home, still, hours=1) == "1 to ask · 1 for today", "written by whoever has read the log"
    begun("pause", "3 days")
    assert begun("status").out == ""


def test_a_ritual_of_ones_own_goes_by_no_name(
    begun: Ask, home: Places, still: Still, own_rituals: Callable[[str], None]
) -> None:
    own_rituals(TEA)
    assert begun("status").out == "A ritual until 20:30\n"
    assert begun("status", more={"RITUALTUI_CLOCK": "12"}).code == 0
    begun("thank", "x")
    assert held(home, still) == "A ritual until 20:30", "nobody is asked about a thank-you"
    own_rituals(TEA.replace("20:30", "20:10"))
    assert held(home, still) is None
    assert begun("status").out == ""
    begun("forget", "everything", "--word", "everything")
    assert "Make up" not in "".join(map(str, status_line.read(home.status)))


@pytest.mark.parametrize("put", ["", "x", "{stamp}", "{stamp}\n= \n", "{stamp}\n{block}\n2000-01-01T00:00 \x1b[2J\n"])
def test_what_is_no_line_of_ours_is_worked_out_anew(begun: Ask, home: Places, still: Still, put: str) -> None:
    stamp = status_line.stamp(home.home, home.config)
    Path(home.status).write_text(put.format(stamp=stamp, block=status_line.block()))
    assert held(home, still) is None
    assert begun("status") == (0, "", "")
    assert held(home, still) == ""


def test_it_loads_next_to_nothing_and_a_pipe_in_its_place_holds_nothing_up(
    begun: Ask, home: Places, env: dict[str, str]
) -> None:
    started = "import sys; sys.argv[1:] = ['status']; from ritualtui.__main__ import main; main()"

    def run(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([sys.executable, *command], env=env, timeout=20, capture_output=True, text=True)

    def loaded(code: str) -> set[str]:
        lines = run("-X", "importtime", "-c", code).stderr.splitlines()
        return {line.rsplit("|", 1)[1].strip() for line in lines}

    os.mkfifo(home.status)
    done = run("-c", started)
    assert (done.returncode, done.stderr) == (0, "")
    begun("thank", "x")
    run("-c", started)
    ours = {"ritualtui", "ritualtui.__main__", "ritualtui.status_line", "ritualtui.data_folder"}
    assert loaded(started) - loaded("pass") == ours


def test_its_home_is_the_one_of_every_other_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RITUALTUI_HOME", raising=False)
    for at in (None, str(tmp_path)):
        found = find(at)
        assert (found.home, found.config) == data_folder.find(at)
    assert found.status == str(tmp_path / data_folder.STATUS)


def test_the_line_is_said_as_it_holds(begun: Ask, home: Places, still: Still) -> None:
    lines = [
        status_line.stamp(home.home, home.config),
        status_line.block(),
        "2026-11-21T10:00 a",
        "2026-11-21T20:00 b·",
    ]
    lines += ["2026-11-22T10:00 ?", "= other", "2026-11-21T10:00 c", ""]

    def at(hour: int, day: int = 21) -> str | None:
        return status_line.holds(lines, home.home, home.config, f"{datetime(2026, 11, day, hour):{status_line.MOMENT}}")

    assert [at(9), at(10), at(19), at(20), at(9, 22), at(10, 22)] == [None, "a", "a", "b·", "b·", None]
