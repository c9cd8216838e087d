"""The vault: one person's sealed entries, each a small age file of its own. Writing needs no passphrase, reading does.

Every file has a second name in the mirror among the backups, so that a vault that was lost can be put back; burning
takes both. Names are random, lengths padded, times all the same. What has to go is written down and flushed first
(beside the folders, so that it outlives them), and every opening finishes what was cut off. All changes hold the
vault's own lock, but a new entry where somebody keeps that; none holds it while a passphrase is worked on.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from ritualtui.errors import RitualError
from ritualtui.store import files, lock, sealing
from ritualtui.store.sealing import Key, Opened, WrongPassphrase
from ritualtui.store.vault import vault_files
from ritualtui.store.vault.vault_files import ENTRIES

__all__ = ["Opened", "Vault", "WrongPassphrase"]

IDENTITY, RECIPIENT = "identity.age", "recipient"
ALL_ONE_TIME = 946_684_800
"""When every entry says it was written: the first second of 2000, UTC."""

_A_MOMENT = 0.2
"""Seconds to wait for the lock before a new entry is sealed without it: many times what anybody needs it for."""
_TRIES = 3
_BURNING = "-burning"
_KEYS = (IDENTITY, RECIPIENT)
_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MOST_SEALED = sealing.MOST + 8 * 1024
_MOST_KEY = 64 * 1024
_MOST_BURN = 1 << 24


class _Burn(NamedTuple):
    """What is to go. ``new``: an entry that comes in its place, written beside and not yet in place."""

    names: frozenset[str] = frozenset()
    new: str = ""
    everything: bool = False


class Vault:
    """One person's vault. Nothing is read or made before a method is called; each finishes a burning cut off before.

    Methods raise ``RitualError`` where the disk refuses.
    """

    def __init__(self, folder: str, mirror: str) -> None:
        """``folder``: this person's own, under the home's ``vault``; ``mirror``: the same among the backups."""
        self.folder = folder
        self.mirror = mirror
        self._both = (folder, mirror)

    def __repr__(self) -> str:
        return f"Vault({self.folder!r}, {self.mirror!r})"

    @property
    def exists(self) -> bool:
        """Whether there is a vault in the folder: a recipient or an identity. False where only the mirror has one."""
        self._settle()
        return not self._left().everything and any(vault_files.there(self.folder, name) for name in _KEYS)

    def setup(self, passphrase: str) -> str:
        """Make the keys. Returns the recovery key, to be printed once. The vault is there whole or not at all.

        Takes a second or three. Raises ``RitualError`` where there is a vault, also one that only the mirror has or
        that has lost its keys, and for a passphrase of fewer than 8 characters.
        """
        words = sealing.chosen(passphrase)
        self._settle()
        self._refuse_a_second()
        key = sealing.new_key()
        locked = sealing.lock_key(key, words)
        with self.held():
            self._refuse_a_second()
            half = self.folder + "-new"
            try:
                vault_files.remove_all(half)
                files.make_folder(os.path.join(half, ENTRIES))
                files.replace(os.path.join(half, IDENTITY), locked)
                files.replace(os.path.join(half, RECIPIENT), f"{Key(key).public}\n".encode())
                with suppress(OSError):
                    os.rmdir(self.folder)  # an empty one may stand there
                os.rename(half, self.folder)
            except BaseException:
                with suppress(OSError):
                    vault_files.remove_all(half)
                raise
            files.sync_folder(os.path.dirname(self.folder))
            with suppress(OSError, RitualError):  # it is made: the next unlocking makes up for the mirror, or tells
                self._complete_mirror()
        return key

    def seal(self, plain: bytes) -> str:
        """Keep ``plain`` (JSON: spaces at its end are not kept) as a new entry, flushed to the disk. Returns its name.

        An entry is a file of its own, so it does without the lock where another process holds that for longer than a
        moment (a stopped one may for ever): no word is lost for it. Raises ``RitualError`` where it has more than
        256 KiB, or there is no vault or no sound recipient.
        """
        sealing.pad(plain)  # too long is told before anything else
        self._demand()
        try:
            with self.held(patient=True, patience=_A_MOMENT):
                return self._new(plain)
        except lock.Busy:
            with self._told():
                return self._new(plain)

    def _new(self, plain: bytes) -> str:
        sealed = sealing.sealed(plain, self.recipient())
        for left in reversed(range(_TRIES)):
            try:
                name = self._beside(sealed)
                self._put(name)
                break
            except FileNotFoundError:  # swept away as unfinished, by one who has the lock that we do without
                if not left:
                    raise
        return name

    def burn(self, names: Iterable[str], patience: float = lock.PATIENCE) -> None:
        """Take the entries away for good, in folder and mirror. Names that are not there (any more) are no matter.

        Once it has begun to take effect a kill cannot stop it, only put it off to the next opening. Raises ``Busy``
        where another process holds the lock for longer than ``patience`` seconds.
        """
        gone = frozenset(name for name in names if _NAME.fullmatch(name))
        if any(vault_files.there(place, vault_files.entry(name)) for place in self._both for name in gone):
            with self.held(patience=patience):
                self._do(_Burn(gone))

    def burn_all(self) -> None:
        """Take the whole vault away for good: entries, identity, recipient, in folder and mirror."""
        if any(os.path.lexists(path) for path in (*self._both, self.folder + "-new")):
            with self.held():
                self._do(_Burn(everything=True))

    def unlock(self, passphrase: str) -> Opened:
        """Open the vault. Takes a second or three.

        Raises ``WrongPassphrase``, and ``RitualError`` where there is no vault or no identity is left.
        """
        words = sealing.typed(passphrase)
        self._demand()
        warnings = self._put_in_order()
        locked = self.identities()
        if not locked:
            said = f"The file that the passphrase opens is missing in {self.folder}."
            raise RitualError(said, "Open it with the recovery key on your sheet of paper.")
        refusals: list[RitualError] = []
        for each in locked:
            try:
                return Opened(self, Key(sealing.unlock_key(each, words)), locked, warnings)
            except RitualError as err:
                refusals.append(err)
        raise next((err for err in refusals if isinstance(err, WrongPassphrase)), refusals[0]) from None

    def unlock_with(self, recovery_key: str) -> Opened:
        """Open the vault by the key that ``setup`` gave; works without identity and recipient too.

        Raises ``WrongPassphrase`` where it is none or another vault's, ``RitualError`` where there is no vault.
        """
        key = Key(sealing.key_typed(recovery_key))
        if not self.names():
            self._demand()
        opened = Opened(self, key, self.identities(), self._put_in_order())
        if key.public in map(self.recipient, self._both) or opened.entries()[0]:
            return opened
        raise WrongPassphrase("This recovery key belongs to another space.", "Look for the sheet of this one.")

    def missing(self) -> bool:
        """Whether the mirror has what the folder lacks: it went by another way than burning."""
        return self.lost() > 0

    def put_back(self) -> int:
        """Give what the mirror has and the folder lacks its name in the folder again. Returns how many files."""
        if not self.missing():
            return 0
        with self.held():
            lost = self._lacking(self.folder, self.mirror)
            self._second_names(lost, self.mirror, self.folder)
        return len(lost)

    # For what was opened: files only, no secrets. To change one, the caller holds the lock and has looked.

    @contextmanager
    def held(self, patient: bool = False, patience: float = lock.PATIENCE) -> Iterator[None]:
        """Hold the lock, what was cut off before being finished. ``patient``: go on where a few entries resist that.

        Raises ``Busy`` after ``patience`` seconds.
        """
        files.make_folder(os.path.dirname(self.folder))
        with lock.held(self.folder + "-lock", patience), self._told():
            left = self._left()
            try:
                self._finish(left)
            except (OSError, RitualError):
                if left.everything or not patient:
                    raise
            yield

    @contextmanager
    def holding(self, names: Iterable[str]) -> Iterator[bool]:
        """Hold the lock, and say whether all these entries are there, none of them being burned."""
        with self.held():
            yield all(self.has(name) for name in names)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have the disk's refusals told as ours, and hide when anything was changed."""
        try:
            yield
        except OSError as err:
            raise files.refused(err.filename if isinstance(err.filename, str) else self.folder, err) from None
        finally:
            self._hide_times()

    def names(self) -> list[str]:
        """The entries in the folder, sorted; none that is being burned."""
        self._settle()
        return sorted(self._entries(self.folder))

    def has(self, name: str) -> bool:
        """Whether the entry is in the folder, damaged or not, and not being burned."""
        self._settle()
        gone = self._hidden()
        return (
            gone is not None
            and name not in gone
            and bool(_NAME.fullmatch(name))
            and vault_files.there(self.folder, vault_files.entry(name))
        )

    def copies(self, name: str) -> Iterator[bytes]:
        """What stands in an entry's file, then in its second name in the mirror; nothing where that is no such file."""
        for place in self._both:
            data = None
            with suppress(RitualError):
                data = vault_files.read(os.path.join(place, vault_files.entry(name)), _MOST_SEALED)
            yield data or b""

    def recipient(self, place: str = "") -> str:
        """What entries are encrypted to, as it is in the folder (or the mirror); empty where there is no such text."""
        try:
            found = vault_files.read(os.path.join(place or self.folder, RECIPIENT), _MOST_KEY) or b""
            return found.decode("ascii").strip()
        except UnicodeError:
            return ""

    def identities(self) -> list[bytes]:
        """The locked key, and the mirror's where that differs (one of them was changed by another way than ours)."""
        found = [vault_files.read(os.path.join(place, IDENTITY), _MOST_KEY) for place in self._both]
        return list(dict.fromkeys(data for data in found if data))

    def lost(self) -> int:
        """How many files the mirror has and the folder lacks."""
        self._settle()
        return len(self._lacking(self.folder, self.mirror))

    def receive(self, name: str, sealed: bytes) -> None:
        """Keep an entry of another machine under its name there. Raises ``ValueError`` for what is none."""
        if not _NAME.fullmatch(name) or not 0 < len(sealed) <= _MOST_SEALED:
            raise ValueError("no entry")
        with self.held(patient=True):
            if not any(vault_files.there(place, vault_files.entry(name)) for place in self._both):
                self._beside(sealed, name)
                self._put(name)

    def second_names(self) -> list[str]:
        """The entries that the mirror has."""
        return sorted(self._entries(self.mirror))

    def exchange(self, name: str, sealed: bytes) -> str:
        """Put a new entry in the place of another: after a kill there is the one or the other. Returns its name."""
        new = self._beside(sealed)
        self._do(_Burn(frozenset([name]) if _NAME.fullmatch(name) else frozenset(), new))
        return new

    def set_identity(self, locked: bytes, *, as_of_before: bool = False) -> None:
        """Put another locked key in the place of the one there is, and of its second name.

        ``as_of_before``: it is a millisecond younger than that one and no more (see ``Opened.strengthen``).
        """
        here, second = os.path.join(self.folder, IDENTITY), os.path.join(self.mirror, IDENTITY)
        if not vault_files.there(self.folder, IDENTITY) and vault_files.is_file(self.mirror, IDENTITY):
            self._second_names([IDENTITY], self.mirror, self.folder)
        files.make_folder(self.folder)
        before = os.stat(here).st_mtime_ns if as_of_before else 0
        made = files.write_beside(here, locked)
        try:
            if before:
                os.utime(made, ns=(before + 1_000_000, before + 1_000_000))
            # First the old one's second name: then no kill leaves one that the old passphrase still opens.
            files.discard(second)
            vault_files.sync(self.mirror)
            os.replace(made, here)
        except BaseException:
            with suppress(OSError):
                files.discard(made)
            raise
        vault_files.sync(self.folder)
        with suppress(OSError, RitualError):
            self._second_names([IDENTITY], self.folder, self.mirror)

    def set_recipient(self, recipient: str) -> None:
        """Put another recipient in the place of the one there is."""
        files.make_folder(self.folder)
        files.replace(os.path.join(self.folder, RECIPIENT), f"{recipient}\n".encode())
        with suppress(OSError, RitualError):
            self._second_names([RECIPIENT], self.folder, self.mirror)

    # What is there.

    def _demand(self) -> None:
        """Raise where there is no vault in the folder, saying where there is a part of one."""
        if not self.exists:
            self._refuse_a_second()
            raise RitualError("There's no private space yet.", "Set one up first.")

    def _refuse_a_second(self) -> None:
        if any(vault_files.there(self.folder, name) for name in _KEYS):
            raise RitualError("There's already a private space.", "Unlock it, or burn it first.")
        if self._lacking(self.folder, self.mirror):
            said = f"Your private space is gone from {self.folder}, and its second copy is in {self.mirror}."
            raise RitualError(said, "Put it back, or burn it first.")
        if self._entries(self.folder):
            said = f"The keys of your private space are gone; its entries are in {self.folder}."
            raise RitualError(said, "Open it with the recovery key, or burn it first.")

    def _entries(self, place: str) -> dict[str, bool]:
        """The entries in a place by name, but those that are being burned, and whether each is a file."""
        gone, found = self._hidden(), {}
        if gone is None:
            return {}
        try:
            with os.scandir(os.path.join(place, ENTRIES)) as scan:
                for each in scan:
                    name = each.name.removesuffix(".age")
                    if name != each.name and _NAME.fullmatch(name) and name not in gone:
                        found[name] = each.is_file(follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as err:
            raise files.refused(place, err) from None
        return found

    def _hidden(self) -> frozenset[str] | None:
        """The entries that are being burned; None where all are."""
        left = self._left()
        if left.everything:
            return None
        return (
            left.names if not left.new or vault_files.there(self.folder, vault_files.entry(left.new)) else frozenset()
        )

    def _lacking(self, target: str, source: str) -> list[str]:
        """What one place has as a file and the other not at all, as names within it; the recipient comes last."""
        if self._hidden() is None:
            return []
        there = self._entries(target)
        entries = [
            vault_files.entry(name) for name, is_file in self._entries(source).items() if is_file and name not in there
        ]
        return entries + [
            name for name in _KEYS if vault_files.is_file(source, name) and not vault_files.there(target, name)
        ]

    # What was cut off.

    def _left(self) -> _Burn:
        """What a burning that was cut off has left to do. It stands beside both places, should one be lost as well."""
        lines = [
            (vault_files.read(place + _BURNING, _MOST_BURN) or b"").decode(errors="replace").split()
            for place in self._both
        ]
        words = [*lines[0], *lines[1]]
        names = frozenset(word for word in words if _NAME.fullmatch(word))
        new = next((word[1:] for word in words if word[0] == "+" and _NAME.fullmatch(word[1:])), "")
        return _Burn(names, new, "everything" in words)

    def _do(self, burn: _Burn) -> None:
        """Write down what is to go, flushed, and take it away. Where it cannot be written, nothing has changed."""
        words = ["everything"] if burn.everything else sorted(burn.names)
        data = "".join(f"{word}\n" for word in [*words, *(["+" + burn.new] if burn.new else [])]).encode()
        try:
            for place in self._both:
                files.make_folder(os.path.dirname(place))
                files.replace(place + _BURNING, data)
        except BaseException:
            for path in (*(place + _BURNING for place in self._both), self._path(burn.new) + ".new"):
                with suppress(OSError):
                    files.discard(path)
            raise
        self._finish(burn)

    def _finish(self, burn: _Burn) -> None:
        if burn.everything:
            for place in (self.folder + "-new", *self._both):
                vault_files.remove_all(place)
        elif burn.new and not self._arrived(burn.new):
            pass  # what should have come in its place was lost: then the old one stays
        else:
            for place in self._both:
                for name in burn.names:
                    for path in (self._path(name, place), self._path(name, place) + ".new"):
                        vault_files.remove(path)
                if burn.names:
                    vault_files.sync(os.path.join(place, ENTRIES))
        for path in (place + _BURNING + end for place in self._both for end in (".new", "")):
            if os.path.lexists(path):
                files.discard(path)
                vault_files.sync(os.path.dirname(path))

    def _arrived(self, new: str) -> bool:
        if os.path.lexists(self._path(new) + ".new"):
            self._put(new)
        return os.path.lexists(self._path(new))

    def _settle(self) -> str:
        """Finish what was cut off. Returns why not, where it cannot be done now; it stays hidden then."""
        if any(os.path.lexists(place + _BURNING) for place in self._both):
            try:
                with self.held(patience=_A_MOMENT):
                    pass
            except RitualError as err:
                return f"What is to be burned could not be taken away yet: {err}"
        return ""

    def _put_in_order(self) -> list[str]:
        """Finish, sweep, complete the mirror, before an unlocking. Returns what could not be done, for the person."""
        told = self._settle()
        if not told and os.path.isdir(self.folder):
            try:
                with self.held():
                    self._complete_mirror()
            except RitualError as err:
                told = f"The second copy of your private space couldn't be brought up to date: {err}"
        return [told] if told else []

    def _complete_mirror(self) -> None:
        """Give every file of the folder its second name, and sweep away what was never finished."""
        for place in self._both:
            for folder in (place, os.path.join(place, ENTRIES)):
                for name in os.listdir(folder) if os.path.isdir(folder) else []:
                    if name.endswith((".age.new", RECIPIENT + ".new")):
                        vault_files.remove(os.path.join(folder, name))
        self._second_names(self._lacking(self.mirror, self.folder), self.folder, self.mirror)

    # Single files.

    def _path(self, name: str, place: str = "") -> str:
        return os.path.join(place or self.folder, vault_files.entry(name))

    def _beside(self, data: bytes, name: str = "") -> str:
        """Write a new entry beside its place. Returns its name."""
        name = name or os.urandom(16).hex()
        files.make_folder(os.path.join(self.folder, ENTRIES))
        made = files.write_beside(self._path(name), data)
        os.utime(made, (ALL_ONE_TIME, ALL_ONE_TIME))
        return name

    def _put(self, name: str) -> None:
        """Put an entry that was written beside in place, and give it its second name."""
        path = self._path(name)
        try:
            os.replace(f"{path}.new", path)
        except BaseException:
            with suppress(OSError):
                files.discard(f"{path}.new")
            raise
        vault_files.sync(os.path.dirname(path))
        with suppress(OSError, RitualError):  # it is kept: the next unlocking makes up for the mirror, or tells
            self._second_names([vault_files.entry(name)], self.folder, self.mirror)

    def _second_names(self, names: list[str], source: str, target: str) -> None:
        """Give files of one place a name in the other too, in place of what has it there."""
        if not names:
            return
        files.make_folder(os.path.join(target, ENTRIES))
        for name in names:
            path = os.path.join(target, name)
            files.link_or_copy(os.path.join(source, name), path)
            if name not in _KEYS:
                os.utime(path, (ALL_ONE_TIME, ALL_ONE_TIME))
        vault_files.sync(os.path.join(target, ENTRIES))
        vault_files.sync(target)

    def _hide_times(self) -> None:
        for place in self._both:
            for folder in (os.path.join(place, ENTRIES), place, os.path.dirname(place)):
                with suppress(OSError):
                    os.utime(folder, (ALL_ONE_TIME, ALL_ONE_TIME))
