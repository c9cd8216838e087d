"""Fixtures: the real servers, a home with their keys and passwords where the tools keep them, a place on each."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.sync_folders import MakePlace, Place, Servers, place_on

_THEIRS = ("AWS_", "RCLONE_", "SSH_", "XDG_", "RITUALTUI_WEBDAV", "RITUALTUI_SYNC")


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """The real servers."""
    made = Servers(tmp_path_factory.mktemp("servers"))
    with made.stack:
        yield made


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, in this process too: nothing of who runs the tests is read."""
    home = tmp_path / "home"
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(_THEIRS) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("NETRC", raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NO_PROXY", "*")
    return home


@pytest.fixture
def make_place(request: pytest.FixtureRequest, tmp_path: Path, at_home: Path) -> Iterator[MakePlace]:
    """Make a place on a server of a kind: ``make_place("sftp")``."""
    made: list[Place] = []

    def make(kind: str) -> Place:
        place = place_on(kind, tmp_path, at_home, lambda: request.getfixturevalue("real"))
        made.append(place)
        return place

    yield make
    for place in made:
        for target in place.opened:
            target.close()
