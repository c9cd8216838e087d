"""A folder as a target: what Syncthing, Dropbox, Nextcloud, a network share or a USB stick need, and no more."""

import os
from contextlib import suppress

from ritualtui.errors import RitualError
from ritualtui.store import files
from ritualtui.sync.target import Counted, TargetError, TooLarge

_UNFINISHED = ".new"
_READ = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_CLOEXEC", "O_BINARY", "O_NONBLOCK"))


class Folder:
    """The target in the folder ``root``, which is there: a stick that is not plugged in is not made anew."""

    def __init__(self, root: str) -> None:
        """``root``: an absolute path."""
        self.root = root

    def read(self, name: str, limit: int) -> bytes | None:
        """See ``Target``."""
        path = self._path(name)
        try:
            with open(os.open(path, _READ), "rb") as file:
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
        """See ``Target``. Written beside and put in place, flushed to the disk."""
        self._demand()
        path = self._path(name)
        try:
            files.make_folder(os.path.dirname(path))
            made = files.write_beside(path, data)
            try:
                os.replace(made, path)
            except BaseException:
                files.discard(made)
                raise
            files.sync_folder(os.path.dirname(path))
        except OSError as err:
            raise _refused(path, err) from None
        except RitualError as err:
            raise TargetError(err.what, err.next_step) from None

    def remove(self, name: str) -> None:
        """See ``Target``."""
        self._demand()
        path = self._path(name)
        try:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(path)
        except OSError as err:
            raise _refused(path, err) from None

    def names(self, folder: str) -> list[str]:
        """See ``Target``."""
        return sorted(e.name for e in self._scan(folder) if e.is_file() and not e.name.endswith(_UNFINISHED))

    def folders(self, folder: str) -> list[str]:
        """See ``Target``."""
        return sorted(e.name for e in self._scan(folder) if e.is_dir())

    def close(self) -> None:
        """See ``Target``."""

    def _scan(self, folder: str) -> "list[os.DirEntry[str]]":
        self._demand()
        path = self._path(folder)
        try:
            with os.scandir(path) as found:
                counted, entries = Counted(path), []
                for entry in found:
                    counted.add(entry.name)
                    entries.append(entry)
                return entries
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as err:
            raise _refused(path, err) from None

    def _path(self, name: str) -> str:
        return os.path.join(self.root, *name.split("/")) if name else self.root

    def _demand(self) -> None:
        if os.path.isfile(self.root):
            raise TargetError(f"{self.root} is a file, not a folder.", "Name a folder that both machines reach.")
        if not os.path.isdir(self.root):
            raise TargetError(
                f"{self.root} is not there now.",
                "Plug it in, or start what brings it; then do this again.",
                offline=True,
            )


def _refused(path: str, err: OSError) -> TargetError:
    said = files.refused(path, err)
    return TargetError(said.what, said.next_step.replace(", or name another place with --at DIR", ""))
