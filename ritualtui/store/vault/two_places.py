"""The two places of a vault, its folder and the mirror among the backups: single files in them, and their second names.

Files only: nothing here knows a secret, what is being burned, or the lock that whoever changes anything holds.
"""

import os
from collections.abc import Iterator
from contextlib import suppress

from ritualtui.errors import RitualError
from ritualtui.store import files, sealing
from ritualtui.store.vault import vault_files
from ritualtui.store.vault.vault_files import ENTRIES, KEYS, NAME, RECIPIENT

ALL_ONE_TIME = 946_684_800
"""When every entry says it was written: the first second of 2000, UTC."""
MOST_SEALED = sealing.MOST + 8 * 1024
"""Bytes of an entry's file at most."""


class TwoPlaces:
    """See the module. ``both`` are the folder and the mirror, in this order."""

    def __init__(self, folder: str, mirror: str) -> None:
        self.folder = folder
        self.mirror = mirror
        self.both = (folder, mirror)

    def path(self, name: str, place: str = "") -> str:
        """Where an entry's file is, in the folder or another place."""
        return os.path.join(place or self.folder, vault_files.entry(name))

    def entries(self, place: str) -> dict[str, bool]:
        """All entries in a place by name, and whether each is a file."""
        found = {}
        try:
            with os.scandir(os.path.join(place, ENTRIES)) as scan:
                for each in scan:
                    name = each.name.removesuffix(".age")
                    if name != each.name and NAME.fullmatch(name):
                        found[name] = each.is_file(follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as err:
            raise files.refused(place, err) from None
        return found

    def copies(self, name: str) -> Iterator[bytes]:
        """What stands in an entry's file, then in its second name in the mirror; nothing where that is no such file."""
        for place in self.both:
            data = None
            with suppress(RitualError):
                data = vault_files.read(self.path(name, place), MOST_SEALED)
            yield data or b""

    def write_beside(self, data: bytes, name: str = "") -> str:
        """Write a new entry beside its place. Returns its name."""
        name = name or os.urandom(16).hex()
        files.make_folder(os.path.join(self.folder, ENTRIES))
        made = files.write_beside(self.path(name), data)
        os.utime(made, (ALL_ONE_TIME, ALL_ONE_TIME))
        return name

    def put_in_place(self, name: str) -> None:
        """Put an entry that was written beside in place, and give it its second name."""
        path = self.path(name)
        try:
            os.replace(f"{path}.new", path)
        except BaseException:
            with suppress(OSError):
                files.discard(f"{path}.new")
            raise
        vault_files.sync(os.path.dirname(path))
        with suppress(OSError, RitualError):  # it is saved: the next unlocking makes up for the mirror, or tells
            self.give_second_names([vault_files.entry(name)], self.folder, self.mirror)

    def give_second_names(self, names: list[str], source: str, target: str) -> None:
        """Give files of one place a name in the other too, in place of what has it there."""
        if not names:
            return
        files.make_folder(os.path.join(target, ENTRIES))
        for name in names:
            path = os.path.join(target, name)
            files.link_or_copy(os.path.join(source, name), path)
            if name not in KEYS:
                os.utime(path, (ALL_ONE_TIME, ALL_ONE_TIME))
        vault_files.sync(os.path.join(target, ENTRIES))
        vault_files.sync(target)

    def sweep_unfinished(self) -> None:
        """Take away what was written beside its place and never put there."""
        for place in self.both:
            for folder in (place, os.path.join(place, ENTRIES)):
                for name in os.listdir(folder) if os.path.isdir(folder) else []:
                    if name.endswith((".age.new", RECIPIENT + ".new")):
                        vault_files.remove(os.path.join(folder, name))

    def hide_times(self) -> None:
        """Have the folders say nothing of when anything in them was changed."""
        for place in self.both:
            for folder in (os.path.join(place, ENTRIES), place, os.path.dirname(place)):
                with suppress(OSError):
                    os.utime(folder, (ALL_ONE_TIME, ALL_ONE_TIME))
