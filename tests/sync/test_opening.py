"""From an address to a target; what is said where a part is missing; no secret anywhere; folders kept in step."""

import importlib.util
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ritualtui.errors import UsageError
from ritualtui.sync.cloud_folders import synced_folder
from ritualtui.sync.extras import how_to_add
from ritualtui.sync.open_target import open_target
from ritualtui.sync.target import TargetError
from support import servers
from support.sync_folders import KINDS, OVER_A_WIRE, MakePlace, write_private


@pytest.mark.parametrize(
    ("address", "module", "extra"),
    [
        ("sftp://host/x", "sshfs", "sftp"),
        ("webdavs://host/x", "webdav4.fsspec", "webdav"),
        ("s3://bucket/x", "s3fs", "s3"),
    ],
)
def test_a_missing_part_is_named_with_how_to_install_it(
    address: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for name in ("sftp", "webdav", "s3"):
        monkeypatch.delitem(sys.modules, f"ritualtui.sync.{name}", raising=False)
    with pytest.raises(TargetError, match="not installed") as err:
        open_target(address)
    assert err.value.next_step.endswith(f"clone of ritualtui: {sys.executable} -m pip install '.[{extra}]'")


@pytest.mark.parametrize(
    ("there", "command"),
    [
        ("pipx_metadata.json", "pipx install --force '.[sftp]'"),
        ("uv-receipt.toml", "uv tool install --force '.[sftp]'"),
        ("", f"uv pip install --python {sys.executable} '.[sftp]'"),
    ],
)
def test_how_to_add_a_part_fits_how_the_program_was_installed(
    there: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / (there or "no pip")).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert how_to_add("sftp").endswith(f": {command}")


def test_a_missing_rclone_is_named_with_where_it_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TargetError, match="rclone is not here") as err:
        open_target("rclone:drive:x")
    assert "rclone.org/install" in err.value.next_step


def test_a_path_is_a_folder_from_here_or_from_home(
    tmp_path: Path, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stick").mkdir()
    (at_home / "stick").mkdir()
    for text, folder in (("stick", tmp_path), ("~/stick", at_home), (f"file://{tmp_path}/stick", tmp_path)):
        open_target(text).write("a", text.encode())
        assert (folder / "stick/a").read_bytes() == text.encode()


def test_opening_reaches_for_nothing(at_home: Path) -> None:
    servers.module("sshfs", "webdav4", "s3fs")
    for address in ("sftp://nowhere.invalid/x", "webdavs://nowhere.invalid/x", "s3://nowhere/x", "/no/such/folder"):
        open_target(address).close()


@pytest.mark.sample(2)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "folder"])
def test_no_secret_is_in_what_is_said_shown_logged_or_kept(
    kind: str, make_place: MakePlace, at_home: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The password is looked for, and the private key; also where it goes wrong, and with all that is logged."""
    caplog.set_level(logging.DEBUG)
    place = make_place(kind)
    before = {path: path.read_bytes() for path in at_home.rglob("*") if path.is_file()}
    target = place.open()
    said = [repr(target), str(target), repr(vars(target))]
    target.write("d/a", b"1")
    assert target.read("d/a", 10) == b"1"
    said += [repr(target), repr(vars(target)), *target.names("d")]
    with pytest.raises(TargetError) as err:
        target.read("d/a", 0)
    said += [str(err.value), repr(err.value)]
    if place.wire is not None:
        place.wire.cut()
        for call in (lambda: target.names("d"), lambda: place.open().write("d/a", b"")):
            with pytest.raises(TargetError) as err:
                call()
            said += [str(err.value), repr(err.value), repr(err.value.__cause__)]
        place.wire.mend()
    for name in (".netrc", ".aws/credentials", ".ssh/id_ed25519"):
        if (at_home / name).exists():  # now without the door's key
            write_private(at_home / name, "")
    fresh = place.open()
    if kind not in ("rclone", "rclone over webdav"):
        with pytest.raises(TargetError) as err:
            fresh.read("d/a", 10)
        said += [str(err.value), repr(err.value)]
    out, err_out = capfd.readouterr()
    everything = "\n".join([*said, caplog.text, out, err_out])
    assert servers.SECRET not in everything
    assert "PRIVATE KEY" not in everything
    after = {path: path.read_bytes() for path in at_home.rglob("*") if path.is_file()}
    assert set(after) == set(before), "no file of ours, and none of theirs, was made"


def test_a_password_in_the_address_opens_nothing() -> None:
    with pytest.raises(UsageError, match="does not go into the address"):
        open_target(f"sftp://ana:{servers.SECRET}@127.0.0.1/x")


@pytest.mark.parametrize(
    ("made", "inside", "program"),
    [
        (["Sync/.stfolder/"], "Sync/a/b", "Syncthing"),
        (["Sync/.stfolder"], "Sync", "Syncthing"),
        (["Dropbox/x"], "Dropbox/x", "Dropbox"),
        (["Dropbox (Personal)/x"], "Dropbox (Personal)/log", "Dropbox"),
        (["Elsewhere/.dropbox"], "Elsewhere/log", "Dropbox"),
        (["Nextcloud/.sync_0a1b2c.db"], "Nextcloud/log", "Nextcloud"),
        (["cloud/.sync_0a1b2c.db"], "cloud/log", "Nextcloud"),
        (["OneDrive - Work/x"], "OneDrive - Work/log", "OneDrive"),
        (["Library/CloudStorage/OneDrive-Personal/x"], "Library/CloudStorage/OneDrive-Personal/log", "OneDrive"),
        (["Library/CloudStorage/GoogleDrive-a@b.c/My Drive/x"],
         "Library/CloudStorage/GoogleDrive-a@b.c/My Drive/log", "Google Drive"),
        (["Library/Mobile Documents/com~apple~CloudDocs/x"],
         "Library/Mobile Documents/com~apple~CloudDocs/log", "iCloud"),
    ],
)  # fmt: skip
def test_a_folder_that_is_kept_in_step_is_known(made: list[str], inside: str, program: str, at_home: Path) -> None:
    _make(at_home, made)
    found = synced_folder(str(at_home / inside))
    assert found is not None
    assert found[0] == program
    assert os.path.join(str(at_home / inside), "").startswith(os.path.join(found[1], ""))


@pytest.mark.parametrize(
    "made",
    [[".local/share/ritualtui/x"], [".dropbox/info.json"], ["Dropbox notes/x"], ["nextcloudish/x"], ["work/.sync/x"]],
)
def test_a_folder_that_is_not_is_not(made: list[str], at_home: Path) -> None:
    _make(at_home, made)
    assert synced_folder(str(at_home / Path(made[0]).parent)) is None
    assert synced_folder(str(at_home / "not/there")) is None


def test_a_link_into_one_is_followed(at_home: Path) -> None:
    _make(at_home, ["Dropbox/log/x"])
    (at_home / "log").symlink_to(at_home / "Dropbox/log")
    assert synced_folder(str(at_home / "log")) == ("Dropbox", str((at_home / "Dropbox").resolve()))


def _make(home: Path, names: list[str]) -> None:
    for name in names:
        path = home / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True)
        if not name.endswith("/"):
            path.write_text("")


_QUIETLY = """
import sys
from ritualtui.sync.open_target import open_target
from ritualtui.sync.target import TargetError
url, leave = sys.argv[1:]
target = open_target(url)
print(target.read("d/a", 10), flush=True)
sys.stdin.readline()  # the wire is cut meanwhile
for each in (target, open_target(url)):
    try:
        each.names("d")
    except TargetError as err:
        print(err.offline, flush=True)
if leave != "open":
    target.close()
"""


@pytest.mark.slow
@pytest.mark.sample(2)
@pytest.mark.parametrize("leave", ["open", "closed"])
@pytest.mark.parametrize("kind", [kind for kind in OVER_A_WIRE if "rclone" not in kind])
def test_nothing_is_said_on_the_side(kind: str, leave: str, make_place: MakePlace) -> None:
    """No back-end complains on the screen, of a cut connection or at the end; none keeps the process from ending."""
    place = make_place(kind)
    assert place.wire is not None
    place.open().write("d/a", b"1")
    process = subprocess.Popen(
        [sys.executable, "-c", _QUIETLY, place.url, leave], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    place.wire.cut()
    out, err = process.communicate("\n", timeout=300)
    assert (first + out, err, process.returncode) == ("b'1'\nTrue\nTrue\n", "", 0)
