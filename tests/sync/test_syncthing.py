"""A folder that two real Syncthing processes keep in step, as a target, by the real command in two homes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ritualtui.sync.cloud_folders import synced_folder
from ritualtui.sync.folder import Folder
from support import syncthing
from support.servers import until

Say = Callable[..., str]


@pytest.fixture
def peers(tmp_path: Path) -> Iterator[tuple[syncthing.Peer, syncthing.Peer]]:
    with syncthing.pair(tmp_path / "syncthing") as both:
        yield both


def home(folder: Path, env: dict[str, str]) -> Say:
    """The real command in a home of its own."""
    folder.mkdir()
    env = {**env, "HOME": str(folder)}
    env.update({name: str(folder / name) for name in env if name.startswith("XDG_")})

    def say(*args: str, input: str = "") -> str:
        command = [str(Path(sys.executable).with_name("ritualtui")), *args]
        done = subprocess.run(command, input=input, capture_output=True, env=env, cwd=folder, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return say


def in_step(*peers: syncthing.Peer) -> bool:
    """Whether all their folders hold the same, every one looked at anew."""
    for peer in peers:
        peer.look()
    seen = [{str(p.relative_to(peer.folder)): p.read_bytes() for p in files(peer.folder)} for peer in peers]
    return all(each == seen[0] for each in seen)


def files(folder: Path) -> list[Path]:
    """Every file in it but Syncthing's own."""
    found = (Path(top) / name for top, _, names in os.walk(folder) for name in names)
    return [path for path in found if not any(part.startswith(".st") for part in path.parts)]


@pytest.mark.slow
def test_two_homes_meet_by_a_folder_that_syncthing_keeps_in_step(
    peers: tuple[syncthing.Peer, syncthing.Peer], tmp_path: Path, env: dict[str, str]
) -> None:
    his, hers = peers
    ben, ana = home(tmp_path / "ben", env), home(tmp_path / "ana", env)
    ben("init", "--me", "Ben", "--partner", "Ana")
    ana("init", "--me", "Ana", "--partner", "Ben")
    ben("thank", "You fixed the gate.")
    invite = json.loads(ben("sync", "setup", str(his.folder), "--json"))["invite"]
    until(lambda: in_step(his, hers), what="the first segments")
    ana("sync", "join", "-", "--me", "Ana", "--target", str(hers.folder), "--json", input=invite)
    ana("thank", "You sang.")
    ana("sync", "--quiet")
    until(lambda: in_step(hers, his), what="hers")
    ben("sync", "--quiet")
    for say in (ana, ben):
        texts = {json.loads(line).get("text") for line in say("list", "--json").splitlines()}
        assert {"You fixed the gate.", "You sang."} <= texts
    until(lambda: in_step(hers, his), what="all")
    conflicts = [path.name for peer in peers for path in files(peer.folder) if "conflict" in path.name]
    assert conflicts == [], "no file has two writers"
    assert synced_folder(str(his.folder / "x")) == ("Syncthing", str(his.folder.resolve()))


@pytest.mark.slow
def test_what_is_overwritten_and_removed_comes_across(peers: tuple[syncthing.Peer, syncthing.Peer]) -> None:
    his, hers = peers
    here, there = Folder(str(his.folder)), Folder(str(hers.folder))
    here.write("d/a", b"1")
    there.write("e/b", b"2" * 200_000)
    until(lambda: in_step(his, hers) and there.read("d/a", 10) == b"1" and here.names("e") == ["b"], what="both")
    here.write("d/a", b"newer")
    there.remove("e/b")
    until(lambda: in_step(his, hers) and there.read("d/a", 10) == b"newer" and here.names("e") == [], what="changes")
