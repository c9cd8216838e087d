"""What is made is for this user alone; nothing is made by importing or by looking; a home that cannot be written."""

import ctypes
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.places import Places
from support.homes import Still, begun, picture

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277, 0o777])
def test_all_that_is_made_is_private_whatever_the_umask(home: Places, still: Still, tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        companion = begun(home, still)
        companion.log.thank("words")
        companion.storage.fold()
        Path(home.journal).open("ab").write(b"rubbish\n")  # noqa: SIM115
        companion.refresh()
        companion.tidy()
        quick.thank(home, still, "more")
        companion.close()
        keeping = Keeping(home, still)
        keeping.backup()
        keeping.backup(str(tmp_path / "of" / "mine" / "copy.json"))
        Path(home.data).write_bytes(b"{}")
        keeping.restore()
    finally:
        os.umask(before)
    made = [path for top in ("data", "of") for path in [tmp_path / top, *(tmp_path / top).rglob("*")]]
    assert {path.name for path in made} >= {
        "data",
        "ritualtui",
        "backups",
        "set-aside",
        "of",
        "mine",
        "ritualtui.json-lock",
    }
    for path in made:
        if path.parent.name == "set-aside" and path.name.startswith("ritualtui.json."):
            continue  # the damaged file as it was, which this test wrote
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.slow
def test_importing_and_looking_make_nothing(home: Places, run: Run, tmp_path: Path, env: dict[str, str]) -> None:
    code = """
import importlib, pkgutil, ritualtui
for module in pkgutil.walk_packages(ritualtui.__path__, "ritualtui."):
    if module.name != "ritualtui.__main__":
        importlib.import_module(module.name)
"""
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=tmp_path)
    for command in (
        ["--help"], ["--version"], ["locate"], ["list"], ["today"], ["thank", "x"], ["bid", "toward"], ["undo"],
        ["backup"], ["restore"], ["restore", "--yes"], ["export"], ["completion", "bash"],
    ):  # fmt: skip
        done = run(*command)
        assert "Traceback" not in done.stderr, done
    assert [path.name for path in tmp_path.rglob("*")] == []


@pytest.fixture
def plainly(env: dict[str, str], tmp_path: Path) -> Run:
    """Run the command as a user whom permissions bind: root without the capabilities to pass over them."""
    command = Path(sys.executable).with_name("ritualtui")

    def drop() -> None:
        if os.geteuid() == 0:
            prctl = ctypes.CDLL(None).prctl
            for capability in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
                prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP: gone at the next exec

    def run(*args: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [command, *args], capture_output=True, text=True, timeout=300, cwd=tmp_path, env=env, preexec_fn=drop
        )

    locked = tmp_path / "locked"
    locked.write_bytes(b"")
    locked.chmod(0)
    done = subprocess.run(["cat", locked], capture_output=True, preexec_fn=drop, check=False)
    if done.returncode == 0:
        pytest.skip("permissions cannot be made to bind here")
    assert run("init", "--me", "Ana", "--partner", "Ben").returncode == 0
    return run


@pytest.mark.slow
def test_a_home_that_cannot_be_written_can_be_read(home: Places, plainly: Run) -> None:
    run = plainly
    assert run("thank", "words").returncode == 0
    os.unlink(home.lock)
    os.chmod(home.data, 0o400)
    os.chmod(home.journal, 0o400)
    os.chmod(home.home, 0o500)
    before = picture(home.home)
    done = run("list")
    assert done.returncode == 0 and "words" in done.stdout and done.stderr == ""
    assert run("export").returncode == 0 and run("today").returncode == 0
    for command in (["thank", "x"], ["undo"], ["backup"], ["bid", "away"]):
        done = run(*command)
        assert done.returncode == 1 and done.stderr.count("\n") == 1 and "Permission denied" in done.stderr, done
    assert picture(home.home) == before
    os.chmod(home.home, 0o700)


@pytest.mark.slow
def test_a_data_file_that_cannot_be_read_comes_back_from_the_backups(home: Places, plainly: Run) -> None:
    run = plainly
    run("thank", "folded")
    run("backup")
    run("thank", "in the journal")
    os.chmod(home.data, 0)
    done = run("list")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "Permission denied" in done.stderr
    assert run("thank", "meanwhile").returncode == 0
    done = run("restore", "--yes")
    assert done.returncode == 0, done
    done = run("list")
    assert all(text in done.stdout for text in ("folded", "in the journal", "meanwhile")), done
    (kept,) = [path for path in Path(home.aside).iterdir() if path.name.startswith("ritualtui.json.")]
    assert kept.stat().st_size > 0


@pytest.mark.slow
def test_a_journal_that_cannot_be_read_is_not_left_out_of_a_mending(home: Places, plainly: Run) -> None:
    run = plainly
    run("thank", "in the journal")
    Path(home.data).write_bytes(b"")
    os.chmod(home.journal, 0)
    before = picture(home.home)
    for command in (["list"], ["thank", "x"], ["restore", "--yes"]):
        done = run(*command)
        assert done.returncode == 1 and "Permission denied" in done.stderr.splitlines()[-1], done
    assert picture(home.home) == before
    os.chmod(home.journal, 0o600)
    assert run("restore", "--yes").returncode == 0
    assert "in the journal" in run("list").stdout
