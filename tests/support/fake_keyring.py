"""A keyring that keeps what it is given in a file, for tests: chosen by keyring's own variable, as any other is.

``RING`` names the file. While beside it there is one that ends in ``.locked`` it is locked, ``.stuck`` it waits for an
answer that does not come, ``.deaf`` it keeps nothing, ``.keeping`` it gives nothing up.
"""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from support import on_path

ENV = {"PYTHON_KEYRING_BACKEND": "support.fake_keyring.FileRing"}


def env(path: Path) -> dict[str, str]:
    """What a process needs to have it, with its file at ``path``."""
    return on_path({**ENV, "RING": str(path)})


class FileRing(KeyringBackend):
    """See the module."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(os.environ["RING"])

    def _is(self, how: str) -> bool:
        return Path(f"{self.path}.{how}").exists()

    def _read(self) -> dict[str, str]:
        while self._is("stuck"):
            threading.Event().wait(0.02)
        if self._is("locked"):
            raise KeyringLocked("a secret word of the keyring's own")
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        found = self._read() | {f"{service} {username}": password}
        if not self._is("deaf"):
            self.path.write_text(json.dumps(found))

    def delete_password(self, service: str, username: str) -> None:
        found = self._read()
        if f"{service} {username}" not in found:
            raise PasswordDeleteError("not there")
        if self._is("keeping"):
            raise PasswordDeleteError("not now")
        del found[f"{service} {username}"]
        self.path.write_text(json.dumps(found))
