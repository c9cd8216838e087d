"""What is known of rituals and cards of one's own without the log: whether a file is news, what came from elsewhere.

Stands apart from ``shared_rituals`` and ``shared_decks``, which read them: shell completion and a sync of one new
record wait for neither.
"""

import hashlib
import os
from typing import Any, Final

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files, journal, toml

FACT: Final = "rituals"
"""The fact of this machine that has the ``digest`` of the file kept last (``read``) and, by id, the names of what
``came`` from elsewhere."""


DECKS: Final = "decks"
"""The fact that has the ``digest`` of the file with one's own cards, as it was kept last (``read``)."""


def digest(data: bytes | None) -> str:
    """Tells one file from another; "" for none."""
    return "" if not data else hashlib.blake2b(data, digest_size=8).hexdigest()


def is_news(places: Places) -> bool:
    """Whether a file of one's own is another than the one that the log knows, as far as the journal says."""
    kept = _facts(places)
    if kept is None:
        return False
    return any(differs(path, kept.get(fact)) for path, fact in ((places.own_rituals, FACT), (places.own_decks, DECKS)))


def differs(path: str, kept: Any) -> bool:
    """Whether the file is another than the one that the fact ``kept`` speaks of; not where it cannot be read."""
    try:
        read = kept.get("read", "") if isinstance(kept, dict) else ""
        return digest(files.read(path, toml.MOST)) != read
    except RitualError:
        return False


def came(places: Places) -> dict[str, str]:
    """Id → name of the rituals from elsewhere, as far as the journal says."""
    fact = (_facts(places) or {}).get(FACT)
    found = fact.get("came") if isinstance(fact, dict) else None
    return {str(ident): str(name) for ident, name in found.items()} if isinstance(found, dict) else {}


def _facts(places: Places) -> dict[str, Any] | None:
    """What the journal says; None where there is none that can be read."""
    try:
        opened = journal.open_to_append(places.journal)
        if opened is None:
            return None
        os.close(opened.fd)
        return dict(journal.facts(opened))
    except (OSError, ValueError, RitualError):
        return None
