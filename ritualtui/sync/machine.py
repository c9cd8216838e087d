"""By what a log knows that it is still on the machine, and in the state, in which it last synced.

A mark of this machine is kept outside the data folder. A folder that was copied to another machine, or put back from a
backup, does not go with it any more, and takes a new name before it writes to the target: two that write under one
name would lose each other's words.
"""

import hashlib
import json
import os

from ritualtui import places
from ritualtui.errors import RitualError
from ritualtui.store import files

_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def folder() -> str:
    """Where this platform keeps what belongs to a machine. Nothing is made."""
    return places.state_folder()


def identity() -> str:
    """What tells this machine from another, as a hash."""
    said = ""
    for path in _IDS:
        try:
            with open(path, encoding="ascii", errors="replace") as file:
                said = file.read().strip()
        except OSError:
            continue
        if said:
            break
    if not said:
        import uuid

        said = str(uuid.getnode())
    return hashlib.sha256(f"ritualtui {said}".encode()).hexdigest()[:32]


class Mark:
    """The mark of the log in ``home`` for one target, in the folder ``outside``."""

    def __init__(self, outside: str, home: str, scope: str, machine: str) -> None:
        whose = hashlib.sha256(f"{os.path.realpath(home)}\0{scope}".encode()).hexdigest()[:16]
        self._path = os.path.join(outside, f"log-{whose}.json")
        self._folder = outside
        self._machine = machine

    def fits(self, token: str) -> bool:
        """Whether ``token``, which lies in the data folder, is the one that was given last."""
        try:
            found = json.loads(files.read(self._path) or b"{}")
            return found["machine"] == self._machine and bool(token) and token in found["tokens"]
        except (ValueError, KeyError, TypeError, RitualError):
            return False

    def give(self, token: str, before: str = "") -> None:
        """Have ``token`` fit from now on; ``before`` too, until the data folder has the new one."""
        files.make_folder(self._folder)
        tokens = [token, before] if before else [token]
        files.replace(self._path, json.dumps({"machine": self._machine, "tokens": tokens}).encode())

    def forget(self) -> None:
        """Take it away."""
        files.remove(self._path)
