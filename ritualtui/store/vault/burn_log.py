"""What is to go from a vault, written down and flushed before anything goes, so that a kill only puts it off.

It stands beside both places, should one be lost as well. Until it is carried out, what is to go is hidden: nobody sees
it, counts it or gives it a second name.
"""

import os
from contextlib import suppress
from typing import NamedTuple

from ritualtui.store import files
from ritualtui.store.vault import vault_files
from ritualtui.store.vault.two_places import TwoPlaces
from ritualtui.store.vault.vault_files import ENTRIES, KEYS, NAME

_BURNING = "-burning"
_MOST_BURN = 1 << 24


class Burn(NamedTuple):
    """What is to go. ``new``: an entry that comes in its place, written beside and not yet in place."""

    names: frozenset[str] = frozenset()
    new: str = ""
    everything: bool = False


class BurnLog:
    """See the module. Whoever writes or finishes one holds the vault's lock."""

    def __init__(self, places: TwoPlaces) -> None:
        self._places = places

    @property
    def is_cut_off(self) -> bool:
        """Whether a burning was written down and not carried out to its end."""
        return any(os.path.lexists(place + _BURNING) for place in self._places.both)

    def left(self) -> Burn:
        """What a burning that was cut off has left to do."""
        lines = [
            (vault_files.read(place + _BURNING, _MOST_BURN) or b"").decode(errors="replace").split()
            for place in self._places.both
        ]
        words = [*lines[0], *lines[1]]
        names = frozenset(word for word in words if NAME.fullmatch(word))
        new = next((word[1:] for word in words if word[0] == "+" and NAME.fullmatch(word[1:])), "")
        return Burn(names, new, "everything" in words)

    def hidden(self) -> frozenset[str] | None:
        """The entries that are being burned; None where all are."""
        left = self.left()
        if left.everything:
            return None
        arrived = not left.new or vault_files.there(self._places.folder, vault_files.entry(left.new))
        return left.names if arrived else frozenset()

    def entries(self, place: str) -> dict[str, bool]:
        """The entries in a place by name, but those that are being burned, and whether each is a file."""
        gone = self.hidden()
        if gone is None:
            return {}
        return {name: is_file for name, is_file in self._places.entries(place).items() if name not in gone}

    def lacking(self, target: str, source: str) -> list[str]:
        """What one place has as a file and the other not at all, as names within it; the recipient comes last."""
        if self.hidden() is None:
            return []
        there = self.entries(target)
        entries = [
            vault_files.entry(name) for name, is_file in self.entries(source).items() if is_file and name not in there
        ]
        return entries + [
            name for name in KEYS if vault_files.is_file(source, name) and not vault_files.there(target, name)
        ]

    def carry_out(self, burn: Burn) -> None:
        """Write down what is to go, flushed, and take it away. Where it cannot be written, nothing has changed."""
        words = ["everything"] if burn.everything else sorted(burn.names)
        data = "".join(f"{word}\n" for word in [*words, *(["+" + burn.new] if burn.new else [])]).encode()
        both = self._places.both
        try:
            for place in both:
                files.make_folder(os.path.dirname(place))
                files.replace(place + _BURNING, data)
        except BaseException:
            for path in (*(place + _BURNING for place in both), self._places.path(burn.new) + ".new"):
                with suppress(OSError):
                    files.discard(path)
            raise
        self.finish(burn)

    def finish(self, burn: Burn) -> None:
        """Take away what is written down, and then that it was."""
        places = self._places
        if burn.everything:
            for place in (places.folder + "-new", *places.both):
                vault_files.remove_all(place)
        elif burn.new and not self._arrived(burn.new):
            pass  # what should have come in its place was lost: then the old one stays
        else:
            for place in places.both:
                for name in burn.names:
                    for path in (places.path(name, place), places.path(name, place) + ".new"):
                        vault_files.remove(path)
                if burn.names:
                    vault_files.sync(os.path.join(place, ENTRIES))
        for path in (place + _BURNING + end for place in places.both for end in (".new", "")):
            if os.path.lexists(path):
                files.discard(path)
                vault_files.sync(os.path.dirname(path))

    def _arrived(self, new: str) -> bool:
        if os.path.lexists(self._places.path(new) + ".new"):
            self._places.put_in_place(new)
        return os.path.lexists(self._places.path(new))
