"""What is known of rituals of one's own without the log: whether their file is news, what came from other machines.

Stands apart from ``shared_rituals``, which reads them: shell completion and a sync of one new record wait for neither.
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


def digest(data: bytes | None) -> str:
    """Tells one file from another; "" for none."""
    return "" if not data else hashlib.blake2b(data, digest_size=8).hexdigest()


def is_news(places: Places) -> bool:
    """Whether one's own file is another than the one that the log knows, as far as the journal says."""
    kept = _fact(places)
    try:
        return kept is not None and digest(files.read(places.own_rituals, toml.MOST)) != kept.get("read", "")
    except RitualError:
        return False


def came(places: Places) -> dict[str, str]:
    """Id → name of the rituals from elsewhere, as far as the journal says."""
    found = (_fact(places) or {}).get("came")
    return {str(ident): str(name) for ident, name in found.items()} if isinstance(found, dict) else {}


def _fact(places: Places) -> dict[str, Any] | None:
    """What the journal says; None where there is none that can be read."""
    try:
        opened = journal.open_to_append(places.journal)
        if opened is None:
            return None
        os.close(opened.fd)
        found = journal.facts(opened).get(FACT)
    except (OSError, ValueError, RitualError):
        return None
    return found if isinstance(found, dict) else {}
