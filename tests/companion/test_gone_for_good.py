"""What is promised to be gone for good is: no power cut brings a file back whose removal was never flushed."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion.service import Companion
from ritualtui.companion.sync import pairing
from ritualtui.places import Places
from ritualtui.store.sealing import Key, new_key
from ritualtui.sync import config
from ritualtui.sync.config import Config
from ritualtui.sync.shared_key import new_secret, space_of
from support.homes import ANA, Still, begun

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an open folder's name is looked up in /proc")


class Disk:
    """Names that were taken out of folders, and whether the folders were flushed since."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.pending: dict[str, set[str]] = {}
        self.gone = 0
        self._rmdir = os.rmdir
        for name in ("unlink", "rmdir"):
            patch.setattr(os, name, self._removing(getattr(os, name)))
        fsync = os.fsync

        def flushed(fd: int) -> None:
            fsync(fd)
            self.pending.pop(os.readlink(f"/proc/self/fd/{fd}"), None)

        patch.setattr(os, "fsync", flushed)

    def _removing(self, real: Callable[..., None]) -> Callable[..., None]:
        def remove(path: str, *, dir_fd: int | None = None) -> None:
            real(path, dir_fd=dir_fd)
            within = os.path.realpath(os.path.dirname(path) if dir_fd is None else f"/proc/self/fd/{dir_fd}")
            name = os.path.basename(path)
            inside = self.pending.pop(os.path.join(within, name), None)
            if inside or real is not self._rmdir:  # a folder that was flushed may come back: it is empty
                self.pending.setdefault(within, set()).add(name)
            self.gone += 1

        return remove


def joined(log: Companion) -> None:
    """Set up a target, with all the files that come with one."""
    secret = new_secret()
    made = Config("/nowhere", space_of(secret), secret, ANA)
    config.write(log.places, "couple", made)
    folder = Path(config.folder(log.places, "couple"))
    for name in ("ledger.json", "known", "known-sorted", "known.new"):
        (folder / name).write_bytes(b"{}")


def sealed(log: Companion) -> None:
    """A space of Ana's with two entries."""
    vault, key = log.private.vault, new_key()
    vault.keys.set_recipient(Key(key).public)
    for _ in range(2):
        vault.seal(b"{}")


def burned(log: Companion) -> None:
    record = log.log.thank("soup")
    log.keeping.backup()
    log.forgetting.burn(record["id"])


ACTS: dict[str, Callable[[Companion], Any]] = {
    "burn": burned,
    "forget me": lambda log: log.forgetting.forget_me(),
    "forget everything": lambda log: log.forgetting.forget_everything(settings=True),
    "leave": lambda log: pairing.leave(log, "couple"),
    "burn an entry": lambda log: log.private.vault.burn([log.private.vault.names()[0]]),
    "burn the whole space": lambda log: log.private.vault.burn_all(),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_removal_is_flushed(home: Places, still: Still, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    log = begun(home, still)
    log.log.thank("tea")
    log.keeping.backup()
    Path(home.config).mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text("bell = true\n")
    Path(home.glance).write_text("{}")
    (Path(home.backups) / "stranger.txt").write_text("not ours")
    joined(log)
    sealed(log)
    disk = Disk(monkeypatch)
    ACTS[act](log)
    assert disk.gone, "something was removed"
    assert disk.pending == {}
    log.close()
