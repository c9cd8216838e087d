"""Files of the log that are symbolic links: kept in a folder of dotfiles, or on another disk."""

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.companion import settings
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from support.homes import Still, begun, words

Run = Callable[..., "subprocess.CompletedProcess[str]"]

CANARY = "canary of the north"


@pytest.fixture
def linked(home: Places, still: Still, tmp_path: Path) -> Places:
    """A log whose data file, journal and settings are links into one other folder."""
    begun(home, still, plans=True).close()
    dots = tmp_path / "dots"
    dots.mkdir()
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('# mine\ntheme = "hearth"\n')
    for path in (home.data, home.journal, home.settings):
        os.rename(path, dots / Path(path).name)
        os.symlink(dots / Path(path).name, path)
    return home


def _are_links(home: Places, dots: Path) -> None:
    assert all(os.path.islink(path) for path in (home.data, home.journal, home.settings))
    assert sorted(os.listdir(dots)) == ["config.toml", "ritualtui.json", "ritualtui.json-wal"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in dots.glob("ritualtui*")} == {0o600}


@pytest.mark.slow
def test_what_they_lead_to_is_written_and_they_stay(linked: Places, run: Run, tmp_path: Path) -> None:
    dots = tmp_path / "dots"
    for command in (["thank", "one"], ["backup"], ["thank", "two"], ["backup", "mine.json"], ["undo"]):
        run(*command)
    settings.save(linked, "bell", False)
    _are_links(linked, dots)
    assert '"text":"one"' in (dots / "ritualtui.json").read_text()
    assert (dots / "config.toml").read_text() == '# mine\ntheme = "hearth"\nbell = false\n'
    assert all(path.is_file() and not path.is_symlink() for path in Path(linked.backups).iterdir())
    shown = run("list")
    assert "one" in shown.stdout and "two" not in shown.stdout and shown.stderr == ""


def test_a_damaged_file_that_a_link_leads_to_is_mended_there(linked: Places, still: Still, tmp_path: Path) -> None:
    with Companion.open(linked, time=still) as companion:
        companion.log.thank("one")
    (tmp_path / "dots" / "ritualtui.json").write_text("nothing of ours")
    Keeping(linked, still).restore()
    with Companion.open(linked, time=still) as companion:
        assert words(companion) == ["one"] and companion.notes() == []
    _are_links(linked, tmp_path / "dots")
    assert any(path.read_text() == "nothing of ours" for path in Path(linked.aside).iterdir())


def test_a_folder_that_may_not_be_written_changes_nothing(linked: Places, still: Still, tmp_path: Path) -> None:
    with Companion.open(linked, time=still) as companion:
        companion.log.thank("one")
    dots = tmp_path / "dots"
    before = {path.name: path.read_bytes() for path in dots.iterdir()}
    (dots / "ritualtui.json.new").mkdir()  # root may write anywhere, but not over a folder
    with pytest.raises(RitualError, match="dots"):
        Keeping(linked, still).backup()
    (dots / "ritualtui.json.new").rmdir()
    assert {path.name: path.read_bytes() for path in dots.iterdir()} == before
    _are_links(linked, dots)


@pytest.mark.slow
def test_forgetting_everything_forgets_what_they_lead_to(linked: Places, run: Run, tmp_path: Path) -> None:
    run("thank", CANARY)
    run("backup")
    run("thank", CANARY)
    done = run("forget", "--everything", "--settings", "--word", "forget")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "dots").iterdir()] == ["config.toml"]
    assert not any(os.path.lexists(path) for path in (linked.data, linked.journal, linked.settings))
    assert "config.toml was a link" in done.stderr + done.stdout
