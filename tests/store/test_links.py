"""Links in a home: what is deleted through one is ours, and nothing else that is there."""

import os
import shutil
from pathlib import Path

from ritualtui.places import Places
from ritualtui.store import backup_files
from support.homes import Still, begun, picture
from support.vaults import begun_vault

HEX = "0123456789abcdef0123456789abcdef"


def strangers(folder: Path) -> dict[str, bytes]:
    """Fill a folder with somebody's own files; returns what is in it."""
    for name in ("letter.txt", "draft.new", "notes.json-wal", "entries.txt", "photos/one.jpg", "photos/two.new"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"somebody's own")
    (folder / "empty").mkdir()
    return picture(folder)


def test_burning_a_space_that_is_a_link_takes_nothing_else(tmp_path: Path) -> None:
    vault, _ = begun_vault(tmp_path / "home", "one", "two")
    own = tmp_path / "own"
    before = strangers(own)
    shutil.copytree(vault.folder, own, dirs_exist_ok=True)
    shutil.rmtree(vault.folder)
    os.symlink(own, vault.folder)
    vault.burn_all()
    assert picture(own) == before, "its keys and entries went, and nothing else"
    assert not os.path.lexists(vault.folder)


def test_burning_a_space_whose_entries_are_a_link(tmp_path: Path) -> None:
    vault, names = begun_vault(tmp_path / "home", "one", "two")
    own, entries = tmp_path / "own", Path(vault.folder, "entries")
    before = strangers(own)
    for path in entries.iterdir():
        path.rename(own / path.name)
    entries.rmdir()
    entries.symlink_to(own)
    assert vault.names() == sorted(names)
    vault.burn_all()
    assert picture(own) == before and not os.path.lexists(vault.folder)


def test_rotating_backups_takes_nothing_else(home: Places, still: Still, tmp_path: Path) -> None:
    log = begun(home, still)
    own = tmp_path / "own"
    before = strangers(own)
    kept = log.keeping.backup()
    log.close()
    shutil.copytree(home.backups, own, dirs_exist_ok=True)
    shutil.rmtree(home.backups)
    os.symlink(own, home.backups)
    stale = Path(own, "ritualtui-20260101T000000Z-3.json.new")
    stale.write_bytes(b"unfinished")
    backup_files.rotate(home)
    after = picture(own)
    assert not stale.exists() and kept is not None
    assert {name: data for name, data in after.items() if not name.startswith("ritualtui-")} == before


def test_forgetting_everything_takes_no_folder_and_no_file_of_somebody_else(
    home: Places, still: Still, tmp_path: Path
) -> None:
    log = begun(home, still)
    log.log.thank("tea")
    log.keeping.backup()
    own = tmp_path / "own"
    before = strangers(own)
    shutil.copytree(home.backups, own, dirs_exist_ok=True)
    shutil.rmtree(home.backups)
    os.symlink(own, home.backups)
    (Path(home.home) / "vault").mkdir()
    (Path(home.home) / "vault" / "anaaaaaa").symlink_to(tmp_path)
    done = log.forgetting.forget_everything()
    assert picture(own) == before
    assert not os.path.exists(home.data) and not done.pending
    assert any("anaaaaaa was left" in line for line in done.left), "a link that was not followed is named"
