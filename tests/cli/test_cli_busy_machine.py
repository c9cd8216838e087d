"""A passphrase that is set while every core is busy: the lock is as strong as at any other time, and is said to be."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ritualtui.places import Places
from ritualtui.store import sealing
from support.homes import begun

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@contextmanager
def every_core_busy() -> Iterator[None]:
    """Two processes a core that never wait."""
    turning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for each in turning:
            each.kill()
            each.wait()


def locks(home: Places) -> list[int]:
    """The work in every file that a passphrase opens, second names too."""
    return [sealing.work(path.read_bytes()) for path in Path(home.home).rglob("identity.age*")]


@pytest.mark.slow
def test_every_lock_holds_however_busy_the_machine_is(run: Run, home: Places, tmp_path: Path) -> None:
    begun(home).close()
    weak, other = tmp_path / "weak", tmp_path / "other"
    weak.write_text("12345678\n")
    other.write_text("correct horse battery staple\n")
    with every_core_busy():
        done = run("private", "setup", "--passphrase-file", str(weak), "--sheet", str(tmp_path / "sheet"))
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert "easy to guess" in line and "12345678" not in line
    assert len(locks(home)) == 2 and min(locks(home)) >= 17
    done = run("private", "passphrase", "--passphrase-file", str(weak), "--new-passphrase-file", str(other))
    assert done.returncode == 0 and done.stderr == ""
    said = re.search(r"takes ([\d,]+) MiB of memory and 2\^(\d+) rounds of scrypt; 2\^17 is the least", done.stdout)
    assert said and set(locks(home)) == {int(said[2])} and min(locks(home)) >= 17
    assert int(said[1].replace(",", "")) == 2 ** (int(said[2]) - 10)
    assert "2^17 rounds" in " ".join(run("private", "passphrase", "--help").stdout.split())
