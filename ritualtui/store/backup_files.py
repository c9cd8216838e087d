"""The backups folder: names, what is there, what is rotated away.

A backup is a data file that a fold replaced, with the journal that was folded beside it: the two give exactly what
the next data file holds. Both are second names, not copies. Where a fold was cut off, the log goes on appending to
that journal, which only adds what a later backup has too; a data file is never written in place. What did not come
by a journal (the first data file, a large import, a mended log) is kept as a copy of its own. So a damaged data file
loses nothing: the newest good backup and the journals lead up to the last word.
"""

import os
import re
from datetime import UTC, datetime
from typing import NamedTuple

from ritualtui.places import Places
from ritualtui.store import files

NAME = re.compile(r"^ritualtui-(\d{8}T\d{6})Z-(\d{1,15})(-kept)?\.json$", re.ASCII)
SET_ASIDE = re.compile(r"ritualtui\.json(-wal)?\.\d{8}T\d{6}(-\d+)?|journal-\d{8}-[0-9a-f]{8}\.txt", re.ASCII)
"""What is set aside is called so."""


class Backup(NamedTuple):
    """A data file in the backups folder; its journal, if it has one, lies beside it with ``-wal`` behind the name."""

    path: str
    made: datetime
    generation: int
    kept: bool  # asked for by a person, or made before a migration: never rotated away

    @property
    def name(self) -> str:
        """The file's name, as ``restore`` takes it."""
        return os.path.basename(self.path)

    @property
    def journal(self) -> str:
        """Where its journal would be."""
        return self.path + "-wal"


def path_for(places: Places, now: datetime, generation: int, kept: bool = False) -> str:
    """The name of a backup made at ``now``."""
    name = f"ritualtui-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z-{generation}{'-kept' if kept else ''}.json"
    return os.path.join(places.backups, name)


def forgotten_path(places: Places) -> str:
    """The file that says that everything here is to be forgotten; it goes last."""
    return places.data + "-forgotten"


def is_forgotten(places: Places) -> bool:
    """Whether everything here is to be forgotten, and somebody was cut off doing it."""
    return os.path.lexists(forgotten_path(places))


def listed(places: Places) -> list[Backup]:
    """Every backup, the newest first; none where everything is to be forgotten."""
    if is_forgotten(places):
        return []
    found = []
    for name in _names(places.backups):
        if match := NAME.match(name):
            try:
                made = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            except ValueError:
                continue  # a name that only looks like one of ours
            found.append(Backup(os.path.join(places.backups, name), made, int(match[2]), bool(match[3])))
    return sorted(found, key=lambda b: (b.generation, b.made), reverse=True)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as err:
        raise files.refused(folder, err) from None


def rotate(places: Places) -> None:
    """Keep the newest three, then one a day for five days, one a week for four weeks, one a month for six months.

    Of two of one generation (a fold that was interrupted) the newer stays. What interrupted folds left goes too: it
    is in a later backup. The caller holds the lock.
    """
    every = [backup for backup in listed(places) if not backup.kept]
    newest = list({backup.generation: backup for backup in reversed(every)}.values())[::-1]
    keep = {backup.path for backup in newest[:3]}
    for key, most in (("%Y-%m-%d", 5), ("%G-%V", 4), ("%Y-%m", 6)):
        seen: dict[str, str] = {}
        for backup in newest:
            seen.setdefault(backup.made.strftime(key), backup.path)
        keep.update(list(seen.values())[:most])
    for backup in every:
        if backup.path not in keep:
            # The journal first: were it the other way round, a kill in between would leave it here for good.
            files.discard(backup.journal)
            files.discard(backup.path)
    for folder in (places.backups, places.aside):
        names = set(_names(folder))
        for name in names:
            whole = name.removesuffix(".new")
            alone = NAME.match(name.removesuffix("-wal")) and name.removesuffix("-wal") not in names
            unfinished = whole != name and (NAME.match(whole.removesuffix("-wal")) or SET_ASIDE.fullmatch(whole))
            if alone or unfinished:
                files.discard(os.path.join(folder, name))
