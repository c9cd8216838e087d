"""Single files within a vault's folders: their names, reading what may be anything, taking away what is ours."""

import os
import re
import stat
from contextlib import suppress

from ritualtui.store import files

ENTRIES = "entries"
"""The folder of the entries in each place."""
IDENTITY, RECIPIENT = "identity.age", "recipient"
"""The file that a passphrase opens, and the one that says what entries are encrypted to."""
KEYS = (IDENTITY, RECIPIENT)
NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
"""The name of an entry: random, so that it says nothing."""
_OURS = re.compile(r"(identity\.age|recipient|[0-9a-f]{32}\.age)(\.new)?", re.ASCII)

_READ = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def entry(name: str) -> str:
    """Where an entry's file is, within either place."""
    return os.path.join(ENTRIES, f"{name}.age")


def there(place: str, name: str) -> bool:
    """Whether there is anything by that name, also a link that leads nowhere."""
    return os.path.lexists(os.path.join(place, name))


def is_file(place: str, name: str) -> bool:
    """Whether there is a file of its own by that name."""
    path = os.path.join(place, name)
    return os.path.isfile(path) and not os.path.islink(path)


def sync(folder: str) -> None:
    """Flush the names in a folder to the disk, where there is one. Raises ``OSError``."""
    if os.path.isdir(folder):
        files.sync_folder(folder)


def read(path: str, most: int) -> bytes | None:
    """A file of at most ``most`` bytes. None where there is none, or something else (a link is not followed)."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(os.open(path, _READ), "rb") as file:
            return file.read() if os.fstat(file.fileno()).st_size <= most else None
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as err:
        raise files.refused(path, err) from None


def remove(path: str) -> None:
    """Take away a file or a link. A folder by that name is not of our making: what is in it stays."""
    if os.path.isdir(path) and not os.path.islink(path):
        with suppress(OSError):
            os.rmdir(path)
    else:
        files.discard(path)


def remove_all(place: str) -> None:
    """Take away a folder and all that is in it.

    Where it is a link, or the folder of its entries is one (to another disk, as like as not), what has a name of ours
    goes there, and nothing else: who knows what it leads to.
    """
    import shutil

    for folder in (os.path.join(place, ENTRIES), place):
        if os.path.islink(folder):
            _remove_ours(os.path.realpath(folder))
            os.unlink(folder)
    if os.path.lexists(place):
        shutil.rmtree(place)
    sync(os.path.dirname(place))


def _remove_ours(folder: str) -> None:
    """Take away what has a name of ours in a folder, its entries too, and the folder where nothing else was in it."""
    if not os.path.isdir(folder):
        return
    inner = os.path.join(folder, ENTRIES)
    if os.path.isdir(inner) and not os.path.islink(inner):
        _remove_ours(inner)
    files.remove(*(os.path.join(folder, name) for name in os.listdir(folder) if _OURS.fullmatch(name)))
    with suppress(OSError):
        os.rmdir(folder)
        files.sync_folder(os.path.dirname(folder))
