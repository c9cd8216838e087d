"""Words that are burned while something else is being done with them, at every point at which that can be.

Real processes: one is stopped before each of its steps, another burns, the first goes on. Afterwards the words are in
no file of the log, and in no file outside that was not there yet when they were burned.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ritualtui.cli.group import cli
from ritualtui.clock import Clock
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support import script
from support.homes import begun

CANARY = "canary of the north"
BURNT = "01935a00-0000-7000-8000-00000000beef"
PASSPHRASE = "a heron stands still"


@pytest.fixture
def template(tmp_path: Path) -> Places:
    """A log with the words in data file and backups; beside it a copy and an export that have them."""
    home = Places(str(tmp_path / "template"), str(tmp_path / "template"))
    at = "2026-11-20T20:15:00+00:00"
    fields = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": at, "text": CANARY, "id": BURNT}
    with begun(home, Clock(), plans=True) as companion:
        companion.transfer.take([json.dumps(fields)])
        companion.log.thank("the other one")
    Keeping(home, Clock()).backup()
    with Companion.open(home) as companion:
        companion.log.edit(BURNT, {"text": f"{CANARY} again"})
    there = Places(str(tmp_path / "there"), str(tmp_path / "there"))
    shutil.copytree(home.home, there.home)
    with Companion.open(there) as companion:
        companion.log.edit(BURNT, {"text": f"{CANARY} once more"})
        companion.log.thank("one from there")
    cli(["--at", there.home, "export", str(tmp_path / "export.jsonl")], standalone_mode=False)
    Keeping(there, Clock()).backup(str(tmp_path / "copy.json"))
    return home


def interleaved(template: Places, out: Path, command: list[str] | str, burning: list[str] | str) -> list[list[str]]:
    """Run ``pause_at_each_step``; returns its lines, having seen that nothing failed."""
    program = [sys.executable, script("pause_at_each_step"), template.home, out]
    told = subprocess.run(
        [*program, json.dumps(command), json.dumps(burning)], capture_output=True, text=True, check=True, timeout=300
    )
    lines = [line.split() for line in told.stdout.splitlines()]
    assert {line[1] for line in lines} == {"burned", "held"}, "it was stopped under the lock and without"
    assert {tuple(line[3:]) for line in lines} == {("0", "0")}, told.stderr
    return lines


DOING: dict[str, list[str] | str] = {
    "backup": ["backup"],
    "backup to a file": ["backup", "@/out"],
    "export": ["export", "@/out"],
    "report": ["report", "--all", "--format", "md", "--out", "@/out"],
    "restore": ["restore", "KEPT", "--yes"],
    "merge": ["merge", "BESIDE/copy.json"],
    "import": ["import", "BESIDE/export.jsonl"],
    "glance": "leave_glance",
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("what", DOING)
def test_what_is_burned_meanwhile_is_nowhere(template: Places, tmp_path: Path, what: str) -> None:
    doing = DOING[what]
    if isinstance(doing, list):
        kept = next(path.name for path in Path(template.backups).glob("*-kept.json"))
        doing = [word.replace("KEPT", kept).replace("BESIDE", str(tmp_path)) for word in doing]
        doing = ["--at", "@/home", *doing]
    lines = interleaved(template, tmp_path / "out", doing, ["--at", "@/home", "burn", "-y", BURNT])
    for step, how, was_there, *_ in lines:
        where = tmp_path / "out" / step
        if how == "burned":
            files = [path for path in (where / "home").rglob("*") if path.is_file()]
            assert [path for path in files if CANARY.encode() in path.read_bytes()] == [], step
            if (where / "out").exists() and was_there == "False":
                assert CANARY not in (where / "out").read_text(), step
        if doing[-1] == "@/out":
            assert "the other one" in (where / "out").read_text(), step
            assert not (where / "out.new").exists(), step


@pytest.mark.slow
def test_pages_that_are_burned_meanwhile_are_in_no_export(template: Places, tmp_path: Path) -> None:
    with Companion.open(template) as companion:
        Path(template.home, "recovery-key").write_text(companion.private.setup(PASSPHRASE))
        companion.private.write(CANARY)
    for step, how, was_there, *_ in interleaved(template, tmp_path / "out", "export_own", "burn_own"):
        out = tmp_path / "out" / step / "out"
        assert (CANARY not in out.read_text()) == (how == "burned" and was_there == "False"), step
