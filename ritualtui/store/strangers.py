"""Copies of the log beside it that other programs made: known by what is in them, whatever they are called.

Every cloud has names of its own for the copies it makes when two machines write at once, and some make one at each
writing. So the first bytes of each file that is not ours are looked at, and of no more than a few hundred files.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from ritualtui.places import Places
from ritualtui.store import backup_files, files
from ritualtui.strings import _

DATA, JOURNAL = _("data file"), "journal"

_BEGINS = 4096
_MOST = 300
_DATA_BEGINS = re.compile(rb'\s*\{\s*"meta"\s*:\s*\{\s*"1"\s*:\s*\{')
_JOURNAL_BEGINS = re.compile(rb'[0-9a-f]{8} \{"journal":')
_OPEN = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def kind(path: str) -> str:
    """``DATA`` or ``JOURNAL`` where the file at ``path`` begins as one of ours does, else nothing. Raises nothing."""
    try:
        with open(os.open(path, _OPEN), "rb") as file:
            begins = file.read(_BEGINS)
    except OSError:
        return ""
    if _JOURNAL_BEGINS.match(begins):
        return JOURNAL
    return DATA if _DATA_BEGINS.match(begins) and b'"generation"' in begins else ""


def beside(places: Places) -> Iterator[os.DirEntry[str]]:
    """Files beside the log that are none of its own: in the home, and in the folder that a link of it leads to."""
    own = {
        places.data, places.journal, places.lock, places.glance, places.status, places.seen,
        backup_files.forgotten_path(places),
    }  # fmt: skip
    own |= {files.real(path) for path in (places.data, places.journal)}
    own |= {f"{path}.new" for path in own}
    for folder in dict.fromkeys(
        [places.home, *(os.path.dirname(files.real(p)) for p in (places.data, places.journal))]
    ):
        with suppress(OSError), os.scandir(folder) as found:
            for entry in islice(found, _MOST):
                if entry.path not in own and entry.is_file(follow_symlinks=False):
                    yield entry


def copies(places: Places) -> dict[str, str]:
    """Where such copies are, sorted, each with its kind; a journal goes with the data file that was copied with it."""
    found = {entry.path: what for entry in beside(places) if (what := kind(entry.path))}
    return {path: found[path] for path in sorted(found) if path.removesuffix("-wal") not in found.keys() - {path}}
