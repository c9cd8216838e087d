"""Files that are private (0600 in folders of 0700) and whole: written beside, flushed to the disk, put in place."""

import os

from ritualtui.errors import RitualError


def make_folder(path: str) -> None:
    """Make ``path`` (and what is above it) if it is missing, for this user alone."""
    if os.path.isdir(path):
        return
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as err:
        raise refused(path, err) from None


def sync_folder(path: str) -> None:
    """Flush a folder's entries to the disk; a platform without that (Windows) does it by itself."""
    if os.name == "nt":
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write every byte; ``os.write`` may write fewer."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def write_beside(path: str, data: bytes) -> str:
    """Write ``data`` to a new private file next to ``path``, flushed to the disk. Returns its name.

    What was written is removed again where that fails (a full disk).
    """
    made = f"{path}.new"
    fd = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        write_all(fd, data)
        os.fsync(fd)
    except OSError:
        os.close(fd)
        os.unlink(made)
        raise
    os.close(fd)
    return made


def replace(path: str, data: bytes) -> None:
    """Put ``data`` in place of the file at ``path`` whole or not at all."""
    try:
        os.replace(write_beside(path, data), path)
        sync_folder(os.path.dirname(path))
    except OSError as err:
        raise refused(path, err) from None


def read(path: str) -> bytes | None:
    """The bytes of the file at ``path``, None where there is none. Raises ``RitualError`` where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as err:
        raise refused(path, err) from None


def link_or_copy(source: str, target: str) -> None:
    """Give the file at ``source`` a second name; copy it where the file system has no links. Replaces ``target``."""
    made = f"{target}.new"
    if os.path.exists(made):
        os.unlink(made)
    try:
        os.link(source, made)
    except OSError:
        with open(source, "rb") as file:
            made = write_beside(target, file.read())
    os.replace(made, target)


def refused(path: str, err: OSError) -> RitualError:
    """An operating system's refusal as one line that says what to do."""
    reason = os.strerror(err.errno) if err.errno else str(err)
    if isinstance(err, PermissionError) or reason.startswith("Read-only"):
        step = "Check who owns it and whether it may be written, or name another place with --at DIR."
    elif reason.startswith(("No space", "File too large", "Disk quota")):
        step = "Free some space and do it again; what stood before is whole."
    else:
        step = "Name another place with --at DIR, or mend this one."
    return RitualError(f"{path}: {reason}.", step)
