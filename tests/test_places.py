"""Where the files are: computed here, and the same as platformdirs says."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from ritualtui import places


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("RITUALTUI_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="asks platformdirs itself there")
@pytest.mark.parametrize("data", [None, "", " ", "relative", "/abs/data", "/with space/é"])
@pytest.mark.parametrize("config", [None, "", "./x", "/abs/config"])
def test_the_usual_places_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, data: str | None, config: str | None
) -> None:
    for name, value in (("XDG_DATA_HOME", data), ("XDG_CONFIG_HOME", config)):
        if value is not None:
            monkeypatch.setenv(name, value)
    found = places.find()
    assert found.home == platformdirs.user_data_dir("ritualtui", appauthor=False)
    assert found.config == platformdirs.user_config_dir("ritualtui", appauthor=False)


def test_a_home_that_is_named_holds_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RITUALTUI_HOME", "~/log")
    assert places.find() == places.Places(str(tmp_path / "log"), str(tmp_path / "log"))
    assert places.find("there/../here").home == str(tmp_path / "here")
    monkeypatch.setenv("RITUALTUI_HOME", "")
    assert places.find().home == platformdirs.user_data_dir("ritualtui", appauthor=False)


def test_every_file_lies_in_its_folder() -> None:
    found = places.find("x")
    for path in (found.data, found.journal, found.lock, found.backups, found.aside):
        assert os.path.dirname(path) == found.home
    assert os.path.dirname(found.own_rituals) == found.config
    assert len({found.data, found.journal, found.lock, found.backups, found.aside, found.own_rituals}) == 6


def test_nobody_knows_where_home_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "nowhere")
    with pytest.raises(LookupError):
        places.find()


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    places.find("new")
    places.find()
    assert list(tmp_path.iterdir()) == []
