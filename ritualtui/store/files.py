"""Files that are private (0600 in folders of 0700) and whole: written beside, flushed to the disk, put in place."""

import errno
import os
import stat
import sys
from contextlib import suppress

from ritualtui.errors import RitualError
from ritualtui.strings import _

_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NOT_WAITING = _CLOEXEC | _BINARY | getattr(os, "O_NONBLOCK", 0)
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}


def make_folder(path: str) -> None:
    """Make ``path`` and what is missing above it, for this user alone whatever the umask, flushed to the disk."""
    missing, above = [], os.path.abspath(path)
    while not os.path.isdir(above):
        missing.append(above)
        above = os.path.dirname(above)
    for folder in reversed(missing):
        try:
            with suppress(FileExistsError):  # another process may have been quicker
                os.mkdir(folder, 0o700)
                make_private(folder, 0o700)
            sync_folder(os.path.dirname(folder))
        except OSError as err:
            raise refused(folder, err) from None


def make_private(path: str | int, mode: int) -> None:
    """Give a new file or folder (by name, or open) ``mode``: a umask may have taken even our own rights.

    A file system without permissions of its own (a USB stick) keeps what it has.
    """
    if isinstance(path, int) and not hasattr(os, "fchmod"):
        return
    with suppress(PermissionError):
        os.chmod(path, mode)


def flush(fd: int) -> None:
    """Flush a file to the disk itself; on macOS ``fsync`` alone leaves it in the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass  # not every file system has it
    os.fsync(fd)


def sync_folder(path: str | int) -> None:
    """Flush a folder's entries (by name, or open) to the disk; a system without that does it by itself."""
    if os.name == "nt":
        return
    try:
        fd = os.dup(path) if isinstance(path, int) else os.open(path, os.O_RDONLY | _CLOEXEC)
    except PermissionError:  # a folder above ours that may be passed through but not read
        return
    try:
        os.fsync(fd)
    except OSError as err:
        if err.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write every byte; ``os.write`` may write fewer."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def write_beside(path: str, data: bytes, *, dir_fd: int | None = None) -> str:
    """Write ``data`` to a new private file next to ``path``, flushed to the disk. Returns its name.

    ``dir_fd``: an open folder that ``path`` is a name in.

    What was written is removed again where that fails (a full disk). What an interrupted write left under that
    name is unlinked, never opened: it may be a second name of a file that is in use.
    """
    made = f"{path}.new"
    discard(made, dir_fd=dir_fd)
    fd = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLOEXEC | _BINARY, 0o600, dir_fd=dir_fd)
    try:
        make_private(fd, 0o600)
        write_all(fd, data)
        flush(fd)
    except BaseException:
        os.close(fd)
        discard(made, dir_fd=dir_fd)
        raise
    os.close(fd)
    return made


def real(path: str) -> str:
    """Where the file is that ``path`` names: what a symbolic link there leads to, else ``path`` itself.

    A file of ours may be kept elsewhere (in a folder of dotfiles, on another disk) with a link in its place. Whoever
    writes it anew writes what the link leads to, beside that file, so that the link stays and the replacing is atomic.
    """
    return os.path.realpath(path) if os.path.islink(path) else path


def discard(path: str, *, dir_fd: int | None = None) -> None:
    """Remove a file that nothing needs; that it is not there is no matter."""
    with suppress(FileNotFoundError):
        os.unlink(path, dir_fd=dir_fd)


def remove(*paths: str) -> None:
    """Remove files for good, flushed to the disk: no power cut brings them back. Raises ``OSError``."""
    gone: dict[str, None] = {}
    try:
        for path in paths:
            with suppress(FileNotFoundError):
                os.unlink(path)
                gone[os.path.dirname(path) or "."] = None
    finally:
        for folder in gone:
            sync_folder(folder)


def replace(path: str, data: bytes) -> None:
    """Put ``data`` in place of the file at ``path`` whole or not at all. A link there is replaced, see ``real``."""
    try:
        made = write_beside(path, data)
        try:
            os.replace(made, path)
        except BaseException:
            discard(made)
            raise
        sync_folder(os.path.dirname(path) or ".")
    except OSError as err:
        raise refused(path, err) from None


def create(path: str, data: bytes) -> None:
    """Make a new private file at ``path``, whole or not at all. Raises ``FileExistsError`` where there is one."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLOEXEC | _BINARY, 0o600)
        try:
            make_private(fd, 0o600)
            write_all(fd, data)
            flush(fd)
        except BaseException:
            discard(path)
            raise
        finally:
            os.close(fd)
        sync_folder(os.path.dirname(path) or ".")
    except FileExistsError:
        raise
    except OSError as err:
        raise refused(path, err) from None


def read(path: str, most: int | None = None) -> bytes | None:
    """The bytes of the file at ``path``, None where there is none.

    Raises ``RitualError`` where it cannot be read, is no plain file (a pipe may never end, nor begin), or has more
    than ``most`` bytes.
    """
    try:
        with open(open_plain(path), "rb") as file:
            data = file.read() if most is None else file.read(most + 1)
    except FileNotFoundError:
        return None
    except OSError as err:
        raise refused(path, err) from None
    if most is not None and len(data) > most:
        raise RitualError(
            _("{path} is too large: {most:,} KiB fit.").format(path=path, most=most // 1024),
            _("Make it shorter, or move it away."),
        )
    return data


def open_plain(path: str, flags: int = os.O_RDONLY) -> int:
    """Open a file that is one, without ever waiting: a pipe may have nobody at its other end.

    Raises ``OSError``, and ``RitualError`` where it is a pipe, a socket or a device.
    """
    try:
        fd = os.open(path, flags | _NOT_WAITING)
    except OSError as err:
        if err.errno in (errno.ENXIO, errno.EOPNOTSUPP):  # a socket is not even opened
            raise _not_plain(path) from None
        raise
    kind = os.fstat(fd).st_mode
    if stat.S_ISREG(kind):
        return fd
    os.close(fd)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    raise _not_plain(path)


def _not_plain(path: str) -> RitualError:
    return RitualError(
        _("{path} is not a plain file.").format(path=path), _("Move it away, or put the right one in its place.")
    )


def link_or_copy(source: str, target: str) -> None:
    """Give the file at ``source`` a second name; copy it where the file system has no links. Replaces ``target``."""
    discard(target)
    try:
        os.link(os.path.realpath(source), target)
    except OSError:
        with open(source, "rb") as file:
            os.replace(write_beside(target, file.read()), target)


def refused(path: str, err: OSError) -> RitualError:
    """An operating system's refusal as one line that says what to do."""
    reason = os.strerror(err.errno) if err.errno else str(err)
    if isinstance(err, PermissionError) or reason.startswith("Read-only"):
        step = _("Check who owns it and whether it may be written, or name another place with --at DIR.")
    elif reason.startswith(("No space", "File too large", "Disk quota")):
        step = _("Free some space and do it again; what stood before is whole.")
    else:
        step = _("Name another folder with --at DIR, or fix this one.")
    return RitualError(f"{path}: {reason}.", step)
