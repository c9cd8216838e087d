"""The two key files of a vault: the identity, which a passphrase opens, and the recipient, which entries are sealed to.

Each has its second name in the mirror. To change one, the caller holds the vault's lock and has looked.
"""

import os
from contextlib import suppress

from ritualtui.errors import RitualError
from ritualtui.store import files
from ritualtui.store.vault import vault_files
from ritualtui.store.vault.two_places import TwoPlaces
from ritualtui.store.vault.vault_files import IDENTITY, RECIPIENT

_MOST_KEY = 64 * 1024


class KeyFiles:
    """See the module."""

    def __init__(self, places: TwoPlaces) -> None:
        self._places = places

    def recipient(self, place: str = "") -> str:
        """What entries are encrypted to, as it is in the folder (or the mirror); empty where there is no such text."""
        try:
            found = vault_files.read(os.path.join(place or self._places.folder, RECIPIENT), _MOST_KEY) or b""
            return found.decode("ascii").strip()
        except UnicodeError:
            return ""

    def identities(self) -> list[bytes]:
        """The locked key, and the mirror's where that differs (one of them was changed by another way than ours)."""
        found = [vault_files.read(os.path.join(place, IDENTITY), _MOST_KEY) for place in self._places.both]
        return list(dict.fromkeys(data for data in found if data))

    def set_identity(self, locked: bytes, *, as_of_before: bool = False) -> None:
        """Put another locked key in the place of the one there is, and of its second name.

        ``as_of_before``: it is a millisecond younger than that one and no more (see ``Opened.strengthen``).
        """
        folder, mirror = self._places.both
        here, second = os.path.join(folder, IDENTITY), os.path.join(mirror, IDENTITY)
        if not vault_files.there(folder, IDENTITY) and vault_files.is_file(mirror, IDENTITY):
            self._places.give_second_names([IDENTITY], mirror, folder)
        files.make_folder(folder)
        before = os.stat(here).st_mtime_ns if as_of_before else 0
        made = files.write_beside(here, locked)
        try:
            if before:
                os.utime(made, ns=(before + 1_000_000, before + 1_000_000))
            # First the old one's second name: then no kill leaves one that the old passphrase still opens.
            files.discard(second)
            vault_files.sync(mirror)
            os.replace(made, here)
        except BaseException:
            with suppress(OSError):
                files.discard(made)
            raise
        vault_files.sync(folder)
        with suppress(OSError, RitualError):
            self._places.give_second_names([IDENTITY], folder, mirror)

    def set_recipient(self, recipient: str) -> None:
        """Put another recipient in the place of the one there is."""
        folder, mirror = self._places.both
        files.make_folder(folder)
        files.replace(os.path.join(folder, RECIPIENT), f"{recipient}\n".encode())
        with suppress(OSError, RitualError):
            self._places.give_second_names([RECIPIENT], folder, mirror)
