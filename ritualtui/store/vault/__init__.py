"""The vault: one person's sealed entries. Writing needs no passphrase, reading does. See ``vault.vault``."""

from ritualtui.store.vault.vault import IDENTITY, Opened, Vault, WrongPassphrase

__all__ = ["IDENTITY", "Opened", "Vault", "WrongPassphrase"]
