"""The encrypted private space of whoever is here: its entries, unsent drafts, and how strong a passphrase is."""
