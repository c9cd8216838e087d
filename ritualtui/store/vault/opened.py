"""A vault that was unlocked: what can be done with its key.

A change is made under the vault's lock, after a look whether the vault is still the one that was unlocked. The key is
a ``sealing.Key``, which does the cryptography and shows itself to nobody.
"""

from typing import TYPE_CHECKING

from ritualtui.errors import RitualError
from ritualtui.store import sealing
from ritualtui.store.lock import PATIENCE
from ritualtui.store.sealing import Key
from ritualtui.strings import _, ngettext

if TYPE_CHECKING:
    from ritualtui.store.vault.vault import Vault


class Opened:
    """A vault that was unlocked: what its key can do. ``warnings``: what was not as it should be, a line each."""

    __slots__ = ("_key", "_locked", "_vault", "warnings")

    def __init__(self, vault: "Vault", key: Key, locked: list[bytes], warnings: list[str]) -> None:
        """``locked``: the identity files at that time; ``warnings``: what could not be put in order."""
        self._vault = vault
        self._key = key
        self._locked = locked
        self.warnings = [*warnings, *self._looked()]

    def __repr__(self) -> str:
        return f"<Opened {self._vault!r}>"

    @property
    def recovery_key(self) -> str:
        """The secret key, for a new recovery sheet."""
        return self._key.secret

    def _looked(self) -> list[str]:
        lines = []
        recipient, lost = self._vault.recipient(), self._vault.lost()
        if not recipient:
            lines.append(
                _("The key that entries are encrypted to is missing or damaged. To write, put the right one back.")
            )
        elif recipient != self._key.public:
            lines.append(
                _(
                    "The key that entries are encrypted to was exchanged: what is written opens for somebody else, "
                    "not for you, until the right one is put back."
                )
            )
        if lost:
            said = ngettext(
                "1 file is gone from your private space and still in its second copy: put back, or burn.",
                "{lost:,} files are gone from your private space and still in its second copy: put back, or burn.",
                lost,
            )
            lines.append(said.format(lost=lost))
        if not self._locked:
            lines.append(_("The file that the passphrase opens is gone: set a passphrase again."))
        elif len(self._locked) > 1:
            lines.append(
                _("The file that the passphrase opens differs from its second copy: set the passphrase again.")
            )
        return lines

    def entries(self) -> tuple[list[tuple[str, bytes]], list[str]]:
        """Every entry that opens, as name and content, by name; and lines to show where something does not."""
        found, shut, second = [], [], 0
        for name in self._vault.names():
            which, plain = self._read(name)
            if plain is not None:
                found.append((name, plain))
                second += which
            elif self._vault.has(name):  # not burned by another process in this moment
                shut.append(name)
        told = []
        if shut:
            some = ", ".join(shut[:3]) + (" …" if len(shut) > 3 else "")
            told.append(
                _(
                    "{entries} can't be opened: damaged, or encrypted to another key ({some}). Put them back "
                    "from a backup of your own, or burn them."
                ).format(entries=_entries(len(shut)), some=some)
            )
        if second:
            told.append(
                _("{entries} damaged in your private space, read from the second copy.").format(
                    entries=_entries(second)
                )
            )
        return found, told

    def read(self, name: str) -> bytes:
        """The content of one entry. Raises ``RitualError`` where it is not there or does not open."""
        if not self._vault.has(name):
            raise RitualError(
                _("There's no such entry in your private space."), _("It may have been deleted or edited elsewhere.")
            )
        plain = self._read(name)[1]
        if plain is None:
            raise RitualError(
                _("The entry is damaged, or encrypted to another key."), _("Burn it, or put it back by hand.")
            )
        return plain

    def _read(self, name: str) -> tuple[int, bytes | None]:
        """Which of its two copies opened, and what was in it."""
        for which, data in enumerate(self._vault.copies(name)):
            plain = self._key.open(data)
            if plain is not None:
                return which, plain
        return 0, None

    def replace(self, name: str, plain: bytes, patience: float = PATIENCE) -> str:
        """Put ``plain`` in the place of an entry, which is burned. Returns the new name.

        After a kill there is the one or the other. Where the old one is gone by now, the new one is kept all the
        same. Raises ``RitualError`` as ``Vault.seal`` does, ``Busy`` where somebody else keeps the lock for longer than
        ``patience`` seconds.
        """
        sealed_new = sealing.sealed(plain, self._key.public)  # to our own key, whatever the recipient's file says
        with self._vault.held(patience=patience):
            self._still_ours()
            return self._vault.exchange(name, sealed_new)

    @property
    def work(self) -> int:
        """How much work each guess at the passphrase is, as a power of two; 0 where no file says so."""
        return min(map(sealing.work, self._locked), default=0)

    @property
    def weak(self) -> bool:
        """Whether the lock was made with too little work, by a version that took what a busy machine gave it."""
        return bool(self._locked) and self.work < sealing.WORK

    def strengthen(self, passphrase: str) -> None:
        """Make the lock anew for the passphrase that opened it, where it is ``weak``.

        It counts as set when it was, so that a newer passphrase of one's other machine still goes before it. Raises
        as ``change_passphrase`` does; the lock that was there then stays.
        """
        if not self.weak or len(self._locked) > 1:
            return  # where the two copies differ, it is not for us to say which of them stays
        locked = sealing.lock_key(self._key.secret, sealing.typed(passphrase))
        with self._vault.held():
            self._still_ours()
            if self._vault.keys.identities() != self._locked:
                return  # another process was quicker
            self._vault.keys.set_identity(locked, as_of_before=True)
        self._locked = [locked]

    def change_passphrase(self, new: str) -> None:
        """From now on ``new`` opens the vault; the old one opens nothing that is left in the home.

        Takes a second or three. A copy of the old file elsewhere, with the old passphrase, still gives the key: the
        key itself stays. Raises ``RitualError`` as ``Vault.setup`` does; after a kill the old or the new one opens.
        """
        locked = sealing.lock_key(self._key.secret, sealing.chosen(new))
        with self._vault.held():
            self._still_ours()
            self._vault.keys.set_identity(locked)
        self._locked = [locked]

    def mend_recipient(self) -> None:
        """Put the right recipient back. What was sealed to another one in the meantime stays shut."""
        with self._vault.held():
            self._still_ours()
            self._vault.keys.set_recipient(self._key.public)

    def _still_ours(self) -> None:
        """Raise where another process has burned this vault, or begun another one, since it was unlocked."""
        if self._vault.recipient() == self._key.public:
            return
        if not self._locked or not set(self._locked).intersection(self._vault.keys.identities()):
            raise RitualError(_("Another program changed your private space in the meantime."), _("Unlock it again."))


def _entries(count: int) -> str:
    return ngettext("1 private entry", "{count:,} private entries", count).format(count=count)
