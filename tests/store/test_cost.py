"""What logging may touch: the journal's two ends and the lock, a handful of modules, and nothing that grows."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ritualtui.cli.group import COMMANDS
from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import Still, begun

HEAVY = ("textual", "rich", "tinydb", "msgspec", "tomllib", "platformdirs", "pathlib", "asyncio")
_WATCHED = """
import json, os, sys
opened = []
def watch(event, args):
    if event == "open" and isinstance(args[0], str):
        opened.append(os.path.realpath(args[0]))
    elif event in ("os.listdir", "os.scandir"):
        opened.append(os.path.realpath(args[0] or "."))
sys.addaudithook(watch)
from ritualtui.__main__ import main
sys.argv = ["ritualtui", *sys.argv[2:]]
try:
    main()
except SystemExit as end:
    status = end.code
with os.fdopen(int(os.environ["TOLD"]), "w") as told:
    json.dump({"opened": opened, "modules": sorted(sys.modules), "status": status or 0}, told)
"""
Watched = Callable[..., dict[str, list[str]]]


@pytest.fixture
def still() -> Still:
    """A clock that stands at this moment: the commands are processes of their own, and have the machine's."""
    return Still(datetime.now(UTC))


@pytest.fixture
def watched(env: dict[str, str], tmp_path: Path) -> Watched:
    """Run a command in a process of its own: which files it opened, which modules it loaded."""

    def run(*args: str, status: int = 0) -> dict[str, list[str]]:
        told = os.open(tmp_path / "told", os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.set_inheritable(told, True)
        done = subprocess.run(
            [sys.executable, "-c", _WATCHED, "ritualtui", *args], env={**env, "TOLD": str(told)}, pass_fds=[told],
            input="", capture_output=True, text=True, cwd=tmp_path, timeout=300,
        )  # fmt: skip
        os.close(told)
        found = json.loads((tmp_path / "told").read_text() or "{}")
        assert found and found["status"] == status, done
        return found

    return run


def test_logging_opens_the_journal_and_the_lock_and_nothing_else(home: Places, still: Still, watched: Watched) -> None:
    with begun(home, still) as companion:
        companion.log.thank("one")
        companion.storage.fold()
    for command in (
        ["thank", "two"],
        ["bid", "toward", "look"],
        ["thank", "--when", "yesterday 21:00", "three"],
        ["bid", "open"],
    ):
        opened = [path for path in watched(*command)["opened"] if path.startswith(os.path.realpath(home.home))]
        assert sorted(set(opened)) == sorted(os.path.realpath(path) for path in (home.journal, home.lock)), command


@pytest.mark.parametrize("command", [["thank", "x"], ["thank", "-q", "x", "--tag", "dog"], ["bid", "away", "x"]])
def test_logging_loads_only_what_it_needs(home: Places, watched: Watched, command: list[str]) -> None:
    begun(home).close()
    loaded = watched(*command)["modules"]
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []
    assert {name for name in loaded if name.startswith("ritualtui.store.")} == {
        f"ritualtui.store.{name}" for name in ("files", "journal", "lock", "remembered")
    }


@pytest.mark.slow
def test_logging_reads_as_much_with_years_behind_it(home: Places, still: Still, env: dict[str, str]) -> None:
    """Counted in bytes read from the journal, by the system's own account of a process."""
    if not Path("/proc/self/io").exists():
        pytest.skip("this system does not count what a process reads")
    code = """
import sys
from ritualtui.clock import Clock
from ritualtui.companion import quick
from ritualtui.places import Places
places = Places(sys.argv[1], sys.argv[1])
quick.thank(places, Clock(), "warm")
def read():
    return int(open("/proc/self/io").read().split()[1])
before = read(); own = read() - before
before = read(); quick.thank(places, Clock(), "counted"); print(read() - before - own)
"""

    def cost() -> int:
        command = [sys.executable, "-c", code, home.home]
        return int(subprocess.run(command, env=env, capture_output=True, check=True, text=True).stdout)

    with begun(home, still) as companion:
        first = cost()
        companion.transfer.take(
            json.dumps({"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-01-01T12:00:00Z", "text": str(n)})
            for n in range(5_000)
        )
        folded = cost()
        for number in range(2_000):
            quick.thank(home, still, f"{number}")
    assert first <= 2 * 4096
    assert max(folded, cost()) <= 2 * 4096, "one piece at the beginning, one at the end"


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_loads_the_full_screen(home: Places, still: Still, watched: Watched, name: str) -> None:
    with begun(home, still) as companion:
        ident = companion.log.thank("words")["id"]
        companion.log.add({"kind": "promise", "text": "the talk", "due": "2026-12-01"})
        if name == "redo":
            companion.log.thank("more")
            companion.log.undo()
    arguments = {
        "init": ["--me", "Ana", "--partner", "Ben"], "thank": ["x"], "bid": ["toward"], "did": ["bedtime"],
        "checkin": ["7"],
        "edit": [ident, "new words"], "rm": [ident], "import": ["-"], "completion": ["bash"],
        "ritual": ["bedtime", "--plain"], "demo": ["--help"], "together": ["--alone"], "report": ["--all"],
        "burn": [ident, "--yes"], "forget": ["--word", "forget"], "journal": ["--help"], "private": ["read", "--help"],
        "sync": ["status"], "merge": [home.data], "remember": ["x"], "promise": ["x", "--by", "friday"],
        "anniversary": ["x", "2013-09-17"], "outing": ["x", "--on", "friday"], "done": ["the talk"],
        "move": ["the talk", "friday"], "letgo": ["the talk"],
    }.get(name, [])  # fmt: skip
    for args, status in ((arguments, 1 if name == "init" else 0), (["--help"], 0)):
        loaded = watched(name, *args, status=status)["modules"]
        assert [module for module in loaded if module.split(".")[0] in ("textual", "rich")] == [], args


def test_help_and_version_load_little(watched: Watched) -> None:
    for args in (["--help"], ["--version"]):
        loaded = watched(*args)["modules"]
        assert [name for name in loaded if name.split(".")[0] in (*HEAVY, "hypothesis")] == []


def test_opening_reads_no_backup(home: Places, still: Still, watched: Watched) -> None:
    with begun(home, still) as companion:
        companion.log.thank("one")
        companion.storage.fold()
    opened = watched("list")["opened"]
    assert not [path for path in opened if path.startswith(os.path.realpath(home.backups))]
    with Companion.open(home, time=still):
        pass
