"""Real servers behind a proxy that stalls, cuts and slows down: the real command ends in time, says so, and goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ritualtui.cli.group import cli
from support.proxy import Proxy
from support.servers import until
from support.sync_folders import MakePlace

Run = At = Callable[..., "CompletedProcess[str]"]

pytestmark = pytest.mark.sample(1)

KINDS = ("sftp", "webdav", "apache", "nginx", "s3", "rclone over webdav")
PATIENCE = 4.0
"""Seconds of silence that are waited for in these tests."""
AWAY = "can't be reached right now. Nothing is lost. Try again later."


class Two(NamedTuple):
    """Ana's and Ben's machines, joined by way of ``wire``: ``at("ana", "sync")`` in this process, ``really`` in one.

    ``start`` begins a process and waits for nothing.
    """

    wire: Proxy
    at: At
    really: At
    start: Callable[..., "subprocess.Popen[str]"]

    def texts(self, who: str) -> list[str]:
        return sorted(json.loads(line)["text"] for line in self.at(who, "list", "--json").stdout.splitlines())


@pytest.fixture
def joined(run: Run, env: dict[str, str], make_place: MakePlace, at_home: Path, tmp_path: Path) -> Callable[[str], Two]:
    """Two homes, joined by way of a place of a kind."""

    def named(who: str, **more: str) -> dict[str, str]:
        return {"HOME": str(at_home), "NO_PROXY": "*", "RITUALTUI_HOME": str(tmp_path / who), **more}

    def at(who: str, *args: str, status: int = 0, **more: str) -> "CompletedProcess[str]":
        done = CliRunner(env=named(who, **more)).invoke(cli, args, prog_name="ritualtui")
        return checked(CompletedProcess(args, done.exit_code, done.stdout, done.stderr), status)

    def really(who: str, *args: str, status: int = 0, **more: str) -> "CompletedProcess[str]":
        return checked(run(*args, more=named(who, **more)), status)

    def start(who: str, *args: str, **more: str) -> "subprocess.Popen[str]":
        command, pipe = Path(sys.executable).with_name("ritualtui"), subprocess.PIPE
        return subprocess.Popen(
            [command, *args], stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, text=True,
            env={**env, **named(who, **more)},
        )  # fmt: skip

    def two(kind: str) -> Two:
        place = make_place(kind)
        assert place.wire is not None
        at("ana", "init", "--me", "Ana", "--partner", "Ben")
        invite = json.loads(at("ana", "sync", "setup", place.url, "--json").stdout)["invite"]
        at("ben", "sync", "join", invite, "--target", place.url, "--json")
        at("ana", "sync")
        return Two(place.wire, at, really, start)

    return two


def checked(done: "CompletedProcess[str]", status: int) -> "CompletedProcess[str]":
    assert done.returncode == status, done
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def much(tmp_path: Path) -> Path:
    """A file of records to import: many words that no packing makes much shorter."""
    letters = random.Random(14)
    texts = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9_000)) for _ in range(10)]
    record = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-11-21T20:15:00+00:00"}
    file = tmp_path / "much.jsonl"
    file.write_text("".join(json.dumps({**record, "text": text}) + "\n" for text in texts))
    return file


# -- silence


@pytest.mark.slow
@pytest.mark.parametrize("part", [0.0, 0.6])
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_falls_silent_is_asked_once_and_left_in_time(
    kind: str, part: float, joined: Callable[[str], Two]
) -> None:
    """Silent from the first byte on, and in mid-connection."""
    two = joined(kind)
    two.at("ana", "thank", "soup")
    two.at("ana", "sync")
    two.wire.reset()
    two.at("ben", "sync")
    whole = two.wire.down
    two.at("ana", "thank", "walk")
    two.wire.stall_after(int(whole * part))
    begun = time.monotonic()
    two.really("ana", "--version")
    start = time.monotonic() - begun  # what it takes to begin and to end, with what else the machine has to do
    told = two.really("ana", "sync", status=75, RITUALTUI_SYNC_TIMEOUT=str(PATIENCE))
    assert two.wire.silent_since is not None, "it was over before the server fell silent"
    took = time.monotonic() - two.wire.silent_since
    assert AWAY in told.stderr
    assert two.wire.asked <= 1
    # rclone connects anew for each call, and its two waits are one.
    assert took <= PATIENCE * (2 if "rclone" in kind else 1) + 3 + start
    two.wire.mend()
    for who in ("ana", "ben"):
        two.at(who, "sync")
    assert two.texts("ben") == two.texts("ana") == ["soup", "walk"]


# -- cuts


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_is_cut_off_is_said_and_whole_at_the_next_sync(
    kind: str, joined: Callable[[str], Two], much: Path
) -> None:
    two = joined(kind)
    two.at("ana", "import", str(much))
    two.at("ana", "sync")
    two.wire.cut_after(down=40_000)
    told = two.really("ben", "sync", status=75)
    assert AWAY in told.stderr and "computer" not in told.stderr and told.stdout == ""
    two.wire.mend()
    assert "10 new" in two.at("ben", "sync").stdout
    assert two.texts("ben") == two.texts("ana") and len(two.texts("ben")) == 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_while_it_is_sent_goes_whole_with_the_next_sync(
    kind: str, joined: Callable[[str], Two], much: Path
) -> None:
    two = joined(kind)
    two.at("ana", "import", str(much))
    two.wire.cut_after(up=40_000)
    told = two.really("ana", "sync", status=75)
    assert AWAY in told.stderr and told.stdout == ""
    two.wire.mend()
    assert two.at("ben", "sync").stderr == ""
    assert two.texts("ben") == []
    assert "10 sent" in two.at("ana", "sync").stdout
    two.at("ben", "sync")
    assert two.texts("ben") == two.texts("ana") and len(two.texts("ben")) == 10


# -- the whole of a sync


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sftp", "webdav", "s3", "rclone over webdav"])
def test_a_whole_sync_ends_in_the_time_it_has(kind: str, joined: Callable[[str], Two]) -> None:
    """Every answer comes soon enough, and yet it is too long."""
    two = joined(kind)
    two.at("ana", "thank", "soup")
    two.wire.round_trip = 1.5
    begun = time.monotonic()
    told = two.really("ana", "sync", status=75, RITUALTUI_SYNC_MAX_TIME="2")
    assert "The sync took longer than 2 seconds, so it was ended. Nothing is lost. Try again later." in told.stderr
    assert time.monotonic() - begun < 600
    two.wire.mend()
    for who in ("ana", "ben"):
        two.at(who, "sync")
    assert two.texts("ben") == two.texts("ana") == ["soup"]


@pytest.mark.slow
def test_a_time_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    run("init", "--me", "Ana", "--partner", "Ben")
    run("sync", "setup", "ours")
    for name in ("RITUALTUI_SYNC_TIMEOUT", "RITUALTUI_SYNC_MAX_TIME"):
        for said in ("soon", "0", "nan", "1e9"):
            told = run("sync", more={name: said})
            assert (told.returncode, told.stdout) == (2, "")
            assert f"{name} takes seconds" in told.stderr and told.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sftp", "webdav"])
def test_a_place_that_is_far_away_is_asked_seldom(kind: str, make_place: MakePlace) -> None:
    """What does not hang on an answer does not wait for one."""
    place = make_place(kind)
    assert place.wire is not None
    target = place.open()
    target.write("d/a", b"1" * 1000)
    place.wire.round_trip = 0.2
    each = {}
    for name, act in (
        ("read", lambda: target.read("d/a", 9000)),
        ("write", lambda: target.write("d/a", b"2" * 1000)),
        ("names", lambda: target.names("d")),
    ):
        place.wire.reset()
        for _ in range(3):
            act()
        each[name] = (place.wire.turns - 1) // 3
    most = {"read": 2, "write": 3, "names": 2} if kind == "sftp" else {"read": 1, "write": 2, "names": 1}
    assert each == {name: min(number, most[name]) for name, number in each.items()}


# -- where nothing is set up yet


@pytest.mark.parametrize("command", ["setup", "join"])
def test_a_place_that_is_not_there_when_it_is_set_up_is_not_said_to_go_on(
    command: str, joined: Callable[[str], Two]
) -> None:
    two = joined("webdav")
    invite = two.at("ana", "sync", "invite", "--json")
    words = [json.loads(invite.stdout)["invite"]] if command == "join" else []
    url = ["--target"] if command == "join" else []
    two.wire.cut()
    two.at("cleo", "init", "--me", "Ana", "--partner", "Ben")
    there = f"webdav://ana@127.0.0.1:{two.wire.port}/x"
    told = two.at("cleo", "sync", command, *words, *url, there, "--json", status=75)
    assert told.stderr == f"{there} can't be reached right now. Nothing is set up yet. Try again later.\n"
    assert json.loads(two.at("cleo", "sync", "status", "--json").stdout) == {"targets": []}


# -- the end of us is the end of what we began


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_rclone_ends_with_us(number: signal.Signals, joined: Callable[[str], Two]) -> None:
    two = joined("rclone over webdav")
    two.at("ana", "thank", "soup")
    two.wire.stall_after(1)
    process = two.start("ana", "sync", RITUALTUI_SYNC_TIMEOUT="600")  # by itself it would wait for long
    until(lambda: two.wire.silent_since is not None, what="rclone waiting for its answer")
    theirs = children_of(process.pid)
    assert theirs
    process.send_signal(number)
    process.communicate(timeout=60)
    until(lambda: not any(map(lives, theirs)), what="the end of rclone")


def children_of(pid: int) -> list[int]:
    """Processes that this one began."""
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in said.stdout.split()]


def lives(pid: int) -> bool:
    """Whether a process is there, and no mere remains of one."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(said.strip()) and not said.startswith("Z")
