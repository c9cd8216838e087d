"""The vault: one person's sealed entries. Writing needs no passphrase, reading does. See ``vault.vault``."""

from ritualtui.store.sealing import WrongPassphrase
from ritualtui.store.vault.opened import Opened
from ritualtui.store.vault.vault import Vault
from ritualtui.store.vault.vault_files import IDENTITY

__all__ = ["IDENTITY", "Opened", "Vault", "WrongPassphrase"]
