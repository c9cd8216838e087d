"""The vault: one person's sealed entries, each a small age file of its own. Writing needs no passphrase, reading does.

Every file has a second name in the mirror among the backups, so that a vault that was lost can be put back; burning
takes both. Names are random, lengths padded, times all the same. What has to go is written down and flushed first
(beside the folders, so that it outlives them), and every opening finishes what was cut off. All changes hold the
vault's own lock, but a new entry where somebody keeps that; none holds it while a passphrase is worked on.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from ritualtui.errors import RitualError
from ritualtui.store import files, lock, sealing
from ritualtui.store.sealing import Key, WrongPassphrase
from ritualtui.store.vault import vault_files
from ritualtui.store.vault.burn_log import Burn, BurnLog
from ritualtui.store.vault.key_files import KeyFiles
from ritualtui.store.vault.opened import Opened
from ritualtui.store.vault.two_places import MOST_SEALED, TwoPlaces
from ritualtui.store.vault.vault_files import ENTRIES, IDENTITY, KEYS, NAME, RECIPIENT
from ritualtui.strings import _

_A_MOMENT = 0.2
"""Seconds to wait for the lock before a new entry is sealed without it: many times what anybody needs it for."""
_TRIES = 3


class Vault:
    """One person's vault. Nothing is read or made before a method is called; each finishes a burning cut off before.

    ``keys`` are its key files. Methods raise ``RitualError`` where the disk refuses.
    """

    def __init__(self, folder: str, mirror: str) -> None:
        """``folder``: this person's own, under the home's ``vault``; ``mirror``: the same among the backups."""
        self.folder = folder
        self.mirror = mirror
        self._places = TwoPlaces(folder, mirror)
        self._burns = BurnLog(self._places)
        self.keys = KeyFiles(self._places)

    def __repr__(self) -> str:
        return f"Vault({self.folder!r}, {self.mirror!r})"

    @property
    def exists(self) -> bool:
        """Whether there is a vault in the folder: a recipient or an identity. False where only the mirror has one."""
        self._settle()
        return not self._burns.left().everything and any(vault_files.there(self.folder, name) for name in KEYS)

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
                name = self._places.write_beside(sealed)
                self._places.put_in_place(name)
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
        gone = frozenset(name for name in names if NAME.fullmatch(name))
        if any(vault_files.there(place, vault_files.entry(name)) for place in self._places.both for name in gone):
            with self.held(patience=patience):
                self._burns.carry_out(Burn(gone))

    def burn_all(self) -> None:
        """Take the whole vault away for good: entries, identity, recipient, in folder and mirror."""
        if any(os.path.lexists(path) for path in (*self._places.both, self.folder + "-new")):
            with self.held():
                self._burns.carry_out(Burn(everything=True))

    def unlock(self, passphrase: str) -> Opened:
        """Open the vault. Takes a second or three.

        Raises ``WrongPassphrase``, and ``RitualError`` where there is no vault or no identity is left.
        """
        words = sealing.typed(passphrase)
        self._demand()
        warnings = self._put_in_order()
        locked = self.keys.identities()
        if not locked:
            said = _("The file that the passphrase opens is missing in {folder}.").format(folder=self.folder)
            raise RitualError(said, _("Open it with the recovery key on your sheet of paper."))
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
        opened = Opened(self, key, self.keys.identities(), self._put_in_order())
        if key.public in map(self.keys.recipient, self._places.both) or opened.entries()[0]:
            return opened
        raise WrongPassphrase(_("This recovery key belongs to another space."), _("Look for the sheet of this one."))

    def missing(self) -> bool:
        """Whether the mirror has what the folder lacks: it went by another way than burning."""
        return self.lost() > 0

    def put_back(self) -> int:
        """Give what the mirror has and the folder lacks its name in the folder again. Returns how many files."""
        if not self.missing():
            return 0
        with self.held():
            lost = self._burns.lacking(self.folder, self.mirror)
            self._places.give_second_names(lost, self.mirror, self.folder)
        return len(lost)

    # For what was opened: files only, no secrets. To change one, the caller holds the lock and has looked.

    @contextmanager
    def held(self, patient: bool = False, patience: float = lock.PATIENCE) -> Iterator[None]:
        """Hold the lock, what was cut off before being finished. ``patient``: go on where a few entries resist that.

        Raises ``Busy`` after ``patience`` seconds.
        """
        files.make_folder(os.path.dirname(self.folder))
        with lock.held(self.folder + "-lock", patience), self._told():
            left = self._burns.left()
            try:
                self._burns.finish(left)
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
            self._places.hide_times()

    def names(self) -> list[str]:
        """The entries in the folder, sorted; none that is being burned."""
        self._settle()
        return sorted(self._burns.entries(self.folder))

    def has(self, name: str) -> bool:
        """Whether the entry is in the folder, damaged or not, and not being burned."""
        self._settle()
        gone = self._burns.hidden()
        return (
            gone is not None
            and name not in gone
            and bool(NAME.fullmatch(name))
            and vault_files.there(self.folder, vault_files.entry(name))
        )

    def copies(self, name: str) -> Iterator[bytes]:
        """What stands in an entry's file, then in its second name in the mirror; nothing where that is no such file."""
        return self._places.copies(name)

    def recipient(self) -> str:
        """What entries are encrypted to, as it is in the folder; empty where there is no such text."""
        return self.keys.recipient()

    def lost(self) -> int:
        """How many files the mirror has and the folder lacks."""
        self._settle()
        return len(self._burns.lacking(self.folder, self.mirror))

    def receive(self, name: str, sealed: bytes) -> None:
        """Keep an entry of another machine under its name there. Raises ``ValueError`` for what is none."""
        if not NAME.fullmatch(name) or not 0 < len(sealed) <= MOST_SEALED:
            raise ValueError("no entry")
        with self.held(patient=True):
            if not any(vault_files.there(place, vault_files.entry(name)) for place in self._places.both):
                self._places.write_beside(sealed, name)
                self._places.put_in_place(name)

    def second_names(self) -> list[str]:
        """The entries that the mirror has."""
        return sorted(self._burns.entries(self.mirror))

    def exchange(self, name: str, sealed: bytes) -> str:
        """Put a new entry in the place of another: after a kill there is the one or the other. Returns its name."""
        new = self._places.write_beside(sealed)
        self._burns.carry_out(Burn(frozenset([name]) if NAME.fullmatch(name) else frozenset(), new))
        return new

    # What is there.

    def _demand(self) -> None:
        """Raise where there is no vault in the folder, saying where there is a part of one."""
        if not self.exists:
            self._refuse_a_second()
            raise RitualError(_("There's no private space yet."), _("Set one up first."))

    def _refuse_a_second(self) -> None:
        if any(vault_files.there(self.folder, name) for name in KEYS):
            raise RitualError(_("There's already a private space."), _("Unlock it, or burn it first."))
        if self._burns.lacking(self.folder, self.mirror):
            said = _("Your private space is gone from {folder}, and its second copy is in {mirror}.").format(
                folder=self.folder, mirror=self.mirror
            )
            raise RitualError(said, _("Put it back, or burn it first."))
        if self._burns.entries(self.folder):
            said = _("The keys of your private space are gone; its entries are in {folder}.").format(folder=self.folder)
            raise RitualError(said, _("Open it with the recovery key, or burn it first."))

    # What was cut off.

    def _settle(self) -> str:
        """Finish what was cut off. Returns why not, where it cannot be done now; it stays hidden then."""
        if self._burns.is_cut_off:
            try:
                with self.held(patience=_A_MOMENT):
                    pass
            except RitualError as err:
                return _("What is to be burned could not be taken away yet: {err}").format(err=err)
        return ""

    def _put_in_order(self) -> list[str]:
        """Finish, sweep, complete the mirror, before an unlocking. Returns what could not be done, for the person."""
        told = self._settle()
        if not told and os.path.isdir(self.folder):
            try:
                with self.held():
                    self._complete_mirror()
            except RitualError as err:
                told = _("The second copy of your private space couldn't be brought up to date: {err}").format(err=err)
        return [told] if told else []

    def _complete_mirror(self) -> None:
        """Give every file of the folder its second name, and sweep away what was never finished."""
        self._places.sweep_unfinished()
        self._places.give_second_names(self._burns.lacking(self.mirror, self.folder), self.folder, self.mirror)
