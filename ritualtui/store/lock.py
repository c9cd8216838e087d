"""The lock between processes: a file of its own, never replaced, held briefly.

``filelock`` and ``portalocker`` do the same with more platforms and modes; each costs the quick path more to import
than all of its own work, and what is needed is these few lines. POSIX: ``flock``. Windows: ``msvcrt.locking``
(written with care, not tested there).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ritualtui.errors import RitualError
from ritualtui.store.files import make_folder, refused

PATIENCE = 30.0
"""Seconds to wait for another process: a fold of fifty years on a slow disk fits in."""

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def _try(fd: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def held(path: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file at ``path``. Raises ``RitualError`` after ``patience`` seconds of another's holding it.

    The lock goes with the process: a killed one leaves nothing behind.
    """
    make_folder(os.path.dirname(path))
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as err:
        raise refused(path, err) from None
    try:
        wait, deadline = 0.001, 0.0
        while not _try(fd):
            now = time.monotonic()
            deadline = deadline or now + patience
            if now > deadline:
                raise RitualError("Another ritualtui is writing and does not finish.", "Close it and do this again.")
            time.sleep(wait)
            wait = min(wait * 2, 0.05)
        yield
    finally:
        os.close(fd)
