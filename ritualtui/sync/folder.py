"""A folder as a target: what Syncthing, Dropbox, Nextcloud, a network share or a USB stick need, and no more.

Whoever else writes there may put a link in a place of ours, so that what we read, write or take away is a file of
theirs choosing. So nothing below the root is followed, not even for the moment between looking and opening: each
folder is opened within the one above it. The root itself may be a link: it is ours to name.
"""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from ritualtui.errors import RitualError
from ritualtui.store import files
from ritualtui.strings import _
from ritualtui.sync.target import Counted, Foreign, TargetError, TooLarge

_UNFINISHED = ".new"
_READ = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_CLOEXEC", "O_BINARY", "O_NONBLOCK", "O_NOFOLLOW"))
_ROOT = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_CLOEXEC", "O_DIRECTORY"))
_BELOW = _ROOT | getattr(os, "O_NOFOLLOW", 0)
_WITHIN = {os.open, os.mkdir, os.unlink, os.rename, os.stat} <= os.supports_dir_fd and os.scandir in os.supports_fd
"""Whether this system opens names within an open folder: Linux and macOS do. Elsewhere each is looked at first."""
_NOT_FOLLOWED = {errno.ELOOP, errno.EMLINK, errno.ENOTDIR}


class Linked(Foreign):
    """There is a link in the place of a file or folder of ours."""

    def __init__(self, path: str) -> None:
        super().__init__(
            _("{path} is a link to somewhere else, and was not followed.").format(path=path),
            _("Remove it, then sync again."),
        )


class _Place(NamedTuple):
    """A folder below the root: its path, and the open folder (None where names are not opened within it)."""

    path: str
    fd: int | None

    def at(self, name: str) -> str:
        """``name``, to be given together with ``fd``."""
        return name if self.fd is not None else os.path.join(self.path, name)

    def is_link(self, name: str) -> bool:
        """Whether there is a link by that name."""
        try:
            return stat.S_ISLNK(os.stat(self.at(name), dir_fd=self.fd, follow_symlinks=False).st_mode)
        except OSError:
            return False

    def check(self, name: str) -> None:
        """Raise ``Linked`` where there is a link by that name."""
        if self.is_link(name):
            raise Linked(os.path.join(self.path, name))


class Folder:
    """The target in the folder ``root``, which is there: a stick that is not plugged in is not made anew."""

    def __init__(self, root: str) -> None:
        """``root``: an absolute path."""
        self.root = root

    def read(self, name: str, limit: int) -> bytes | None:
        """See ``Target``. Raises ``Foreign`` for what is no plain file, too."""
        *folders, last = name.split("/")
        path = self._path(name)
        try:
            with self._within(folders) as place:
                if place.fd is None:
                    place.check(last)
                try:
                    fd = os.open(place.at(last), _READ, dir_fd=place.fd)
                except OSError as err:
                    if err.errno in _NOT_FOLLOWED:
                        place.check(last)
                    raise
                with open(fd, "rb") as file:
                    if not stat.S_ISREG(os.fstat(fd).st_mode):
                        raise Foreign(
                            _("{path} is no plain file.").format(path=path),
                            _("Nothing was read. Remove it, then sync again."),
                        )
                    data = file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            self._demand()
            return None
        except OSError as err:
            raise _refused(path, err) from None
        if len(data) > limit:
            raise TooLarge(path)
        return data

    def write(self, name: str, data: bytes) -> None:
        """See ``Target``. Written beside and put in place, flushed to the disk; a link by that name is replaced."""
        self._demand()
        *folders, last = name.split("/")
        try:
            with self._within(folders, make=True) as place:
                made = files.write_beside(place.at(last), data, dir_fd=place.fd)
                try:
                    os.replace(made, place.at(last), src_dir_fd=place.fd, dst_dir_fd=place.fd)
                except BaseException:
                    files.discard(made, dir_fd=place.fd)
                    raise
                files.sync_folder(place.path if place.fd is None else place.fd)
        except OSError as err:
            raise _refused(self._path(name), err) from None
        except TargetError:
            raise
        except RitualError as err:
            raise TargetError(err.what, err.next_step) from None

    def remove(self, name: str) -> None:
        """See ``Target``. A link by that name goes; what it leads to stays."""
        self._demand()
        *folders, last = name.split("/")
        try:
            with suppress(FileNotFoundError, NotADirectoryError), self._within(folders) as place:
                os.unlink(place.at(last), dir_fd=place.fd)
        except OSError as err:
            raise _refused(self._path(name), err) from None

    def names(self, folder: str) -> list[str]:
        """See ``Target``. Plain files only."""
        return sorted(name for name, is_file, _ in self._scan(folder) if is_file and not name.endswith(_UNFINISHED))

    def folders(self, folder: str) -> list[str]:
        """See ``Target``. A link counts as one: whoever looks into it is told what it is."""
        return sorted(name for name, _, is_folder in self._scan(folder) if is_folder)

    def close(self) -> None:
        """See ``Target``."""

    def _scan(self, folder: str) -> list[tuple[str, bool, bool]]:
        """What is within: names, and whether each is a plain file, and a folder or a link."""
        self._demand()
        path = self._path(folder)
        try:
            with self._within(folder.split("/") if folder else []) as place:
                counted, entries = Counted(path), []
                with os.scandir(place.path if place.fd is None else place.fd) as found:
                    for entry in found:
                        counted.add(entry.name)
                        is_folder = entry.is_symlink() or entry.is_dir(follow_symlinks=False)
                        entries.append((entry.name, entry.is_file(follow_symlinks=False), is_folder))
                return entries
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as err:
            raise _refused(path, err) from None

    @contextmanager
    def _within(self, folders: Sequence[str], make: bool = False) -> Iterator[_Place]:
        """The folder below the root by these names, one in the other. ``make``: those that are not there.

        Raises ``Linked`` where one of them is a link, ``OSError``.
        """
        place = _Place(self.root, os.open(self.root, _ROOT) if _WITHIN else None)
        try:
            for name in folders:
                inner = _below(place, name, make)
                if place.fd is not None:
                    os.close(place.fd)
                place = inner
            yield place
        finally:
            if place.fd is not None:
                os.close(place.fd)

    def _path(self, name: str) -> str:
        return os.path.join(self.root, *name.split("/")) if name else self.root

    def _demand(self) -> None:
        if os.path.isfile(self.root):
            raise TargetError(
                _("{root} is a file, not a folder.").format(root=self.root),
                _("Name a folder that both computers can reach."),
            )
        if not os.path.isdir(self.root):
            raise TargetError(
                _("{root} is not there now.").format(root=self.root),
                _("Plug it in, or start what brings it; then try again."),
                offline=True,
            )


def _below(place: _Place, name: str, make: bool) -> _Place:
    """The folder ``name`` within ``place``, open."""
    path = os.path.join(place.path, name)
    try:
        return _Place(path, _opened(place, name))
    except FileNotFoundError:
        if not make:
            raise
    with suppress(FileExistsError):  # another program may have been quicker
        os.mkdir(place.at(name), 0o700, dir_fd=place.fd)
    fd = _opened(place, name)
    files.make_private(path if fd is None else fd, 0o700)
    files.sync_folder(place.path if place.fd is None else place.fd)
    return _Place(path, fd)


def _opened(place: _Place, name: str) -> int | None:
    if place.fd is None:
        place.check(name)
        os.listdir(place.at(name))  # raises as opening it would
        return None
    try:
        return os.open(name, _BELOW, dir_fd=place.fd)
    except OSError as err:
        if err.errno in _NOT_FOLLOWED:
            place.check(name)
        raise


def _refused(path: str, err: OSError) -> TargetError:
    said = files.refused(path, err)
    return TargetError(said.what, said.next_step.replace(_(", or name another place with --at DIR"), ""))
