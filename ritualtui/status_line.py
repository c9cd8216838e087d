"""The line of `ritualtui status` as a small file knows it: for every prompt, so in no more time than Python needs.

``companion.status`` writes the file: which log it is of (the sizes and times of its files), and for each language and
way of writing the hour a line per moment from which it holds. Whoever asks compares that with the log and the clock;
nothing else is read. What does not fit is as good as not there, and is worked out anew.

Imports nothing that ``python -c pass`` does not, but where a home is.
"""

import os
import sys
import time

from ritualtui import data_folder

FORMAT = "ritualtui-status-1"
MOMENT = "%Y-%m-%dT%H:%M"
"""How moments are written: by the clock on the wall, and so that they sort."""
END = "?"
"""In place of a line: from then on nothing is known."""
BLOCK = "= "
_WIDE = 200
_MOST = 1 << 16
_SPOKEN = (
    "RITUALTUI_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "LC_TIME", "RITUALTUI_LANGUAGES",
    "RITUALTUI_CLOCK",
)  # fmt: skip
_OPEN = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def stamp(home: str, config: str) -> str:
    """What the lines rest on, as it is now: sizes and times of the log, of one's own rituals and of the settings.

    Always as long, so that one can be written over another.
    """
    files = [os.path.join(home, name) for name in (data_folder.DATA, data_folder.JOURNAL)]
    files += [os.path.join(config, name) for name in (data_folder.OWN_RITUALS, data_folder.SETTINGS)]
    seen = []
    for path in files:
        try:
            found = os.stat(path)
            seen.append(f"{found.st_size}.{found.st_mtime_ns}")
        except OSError:
            seen.append("-")
    return f"{FORMAT} {' '.join(seen)}"[:_WIDE].ljust(_WIDE)


def block() -> str:
    """The head of the lines in the language that is spoken here, with hours as they are written here."""
    said = "|".join(os.environ.get(name, "") for name in _SPOKEN)
    return BLOCK + said.encode("utf-8", "replace").decode().replace("\n", " ").replace("\r", " ")


def read(path: str) -> list[str]:
    """The lines of the file at ``path``, the stamp first; none where it cannot be read."""
    try:
        fd = os.open(path, os.O_RDONLY | _OPEN)
        try:
            return os.read(fd, _MOST).decode().split("\n")
        finally:
            os.close(fd)
    except (OSError, ValueError):
        return []


def known() -> str | None:
    """The line that holds now in the usual home, empty where there is nothing; None where that is not known."""
    try:
        home, config = data_folder.find()
    except LookupError:
        return None
    return holds(read(os.path.join(home, data_folder.STATUS)), home, config, time.strftime(MOMENT))


def holds(lines: list[str], home: str, config: str, now: str) -> str | None:
    """The line among ``lines`` that holds at ``now``; None where they are not of the log as it is."""
    if not lines or lines[0] != stamp(home, config):
        return None
    try:
        at = lines.index(block()) + 1
    except ValueError:
        return None
    found = None
    for line in lines[at:]:
        if not line or line.startswith(BLOCK) or line[: len(now)] > now:
            break
        found = line[len(now) + 1 :]
    return None if found is None or found == END or not found.isprintable() else found


def restamp(home: str, config: str, before: str) -> None:
    """Go on with a file that held for the log as it was ``before``: what was added to the log changes no line."""
    path = os.path.join(home, data_folder.STATUS)
    try:
        fd = os.open(path, os.O_RDWR | _OPEN)
    except OSError:
        return
    try:
        if os.read(fd, _WIDE) == before.encode():
            os.lseek(fd, 0, os.SEEK_SET)
            os.write(fd, stamp(home, config).encode())
    except OSError:
        pass
    finally:
        os.close(fd)


def say() -> bool:
    """Print the line where it is known, and nothing else can be wanted. False: the whole command has to."""
    found = known()
    if found is None or sys.stdout is None:
        return False
    if not found:
        return True
    try:
        os.write(1, f"{found}\n".encode(sys.stdout.encoding))
    except (OSError, UnicodeError):
        return False
    return True
