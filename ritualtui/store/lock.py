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
from ritualtui.store.files import make_private, refused
from ritualtui.strings import _

PATIENCE = 30.0
"""Seconds to wait for another process: a fold of fifty years on a slow disk fits in."""

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Busy(RitualError):
    """Another process holds the lock and does not let go."""


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


def _open(path: str) -> int:
    flags = os.O_RDWR | getattr(os, "O_CLOEXEC", 0)
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        fd = os.open(path, flags | os.O_CREAT, 0o600)
        make_private(fd, 0o600)
        return fd


def _in_place(fd: int, path: str) -> bool:
    """Whether ``path`` still names the file we hold: people delete lock files that look left over."""
    try:
        return os.path.samestat(os.fstat(fd), os.stat(path))
    except FileNotFoundError:
        return False


def _take(path: str, patience: float) -> int:
    wait, deadline = 0.001, time.monotonic() + patience
    fd = _open(path)
    try:
        while not (_try(fd) and _in_place(fd, path)):
            if time.monotonic() > deadline:
                raise Busy(_("Another ritualtui is writing and does not finish."), _("Close it and do this again."))
            time.sleep(wait)
            wait = min(wait * 2, 0.05)
            if not _in_place(fd, path):
                os.close(fd)
                fd = _open(path)
    except BaseException:
        os.close(fd)
        raise
    return fd


@contextmanager
def held(path: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file at ``path``, whose folder is there. Raises ``RitualError`` after ``patience`` seconds.

    The lock goes with the process: a killed one leaves nothing behind.
    """
    try:
        fd = _take(path, patience)
    except FileNotFoundError:
        where = os.path.dirname(path)
        raise RitualError(
            _("There's no log in {where}.").format(where=where), _("Start one with `ritualtui init`.")
        ) from None
    except OSError as err:
        raise refused(path, err) from None
    try:
        yield
    finally:
        os.close(fd)
