"""What was shown to each person on this computer, in a small file beside the log: no record, and never synced.

What one has seen is this computer's to remember and nobody's to know. There are no read receipts.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ritualtui.errors import RitualError
from ritualtui.store import files
from ritualtui.store.lock import Busy, held

if TYPE_CHECKING:
    from ritualtui.companion.open_log import OpenLog

CARD = "card"
"""Begins a line that says on which day a card was shown to somebody, and which: see ``questions``."""
_A_MOMENT = 0.2


class Seen:
    """See the module. What was seen is a list of lines for each person: ids, and what ``since_last_visit`` notes."""

    def __init__(self, companion: "OpenLog") -> None:
        self._c = companion

    def mine(self) -> list[str] | None:
        """The lines of whoever is here; None where nothing was ever noted for them."""
        return self._read().get(self._c.people.me.id)

    def save(self, seen: list[str]) -> None:
        """Note these lines for whoever is here. A file that can't be written is no reason to stop anybody."""
        places = self._c.places
        try:
            with held(places.lock, _A_MOMENT):
                everyone = {**self._read(), self._c.people.me.id: seen}
                files.replace(places.seen, json.dumps(everyone).encode())
        except Busy:
            pass  # they are shown once more
        except RitualError as err:
            self._c.state.notes.append(err.what)

    def typed_here(self, idents: Iterable[str]) -> None:
        """What was just typed on this screen for whoever is here, the other sitting beside them, is no news to them."""
        seen = self.mine()
        if seen is not None and (new := [ident for ident in idents if ident not in seen]):
            self.save([*seen, *new])

    def _read(self) -> dict[str, list[str]]:
        try:
            found = json.loads(files.read(self._c.places.seen) or b"{}")
        except (ValueError, RitualError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            person: [line for line in lines if isinstance(line, str)]
            for person, lines in found.items()
            if isinstance(lines, list)
        }
