"""What somebody was writing when the full screen was ended, to be offered to them again: theirs alone, and once.

A small file beside the log, readable by its owner like the log itself, never synced, in no backup. What goes out of
it is on the screen again; whatever takes words away for good, and *leave now*, removes it. Standard library only.
"""

import json
from collections.abc import Mapping
from contextlib import suppress

from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import files

_MOST_BYTES = 1 << 20

Words = dict[str, str]
"""By the place where they were typed."""


def _read(places: Places) -> dict[str, Words]:
    """Everybody's, by id; what cannot be read is as good as not there."""
    try:
        data = files.read(places.half_written) or b"{}"
        found = json.loads(data) if len(data) <= _MOST_BYTES else {}
        return {
            str(person): {str(place): said for place, said in words.items() if isinstance(said, str)}
            for person, words in found.items()
        }
    except (RitualError, ValueError, AttributeError):
        return {}


def _write(places: Places, everyone: dict[str, Words]) -> None:
    kept = {person: words for person, words in everyone.items() if words}
    if kept:
        files.replace(places.half_written, json.dumps(kept, ensure_ascii=False).encode(errors="surrogatepass"))
    else:
        with suppress(OSError):
            files.discard(places.half_written)


def take(places: Places, person: str, place: str) -> str:
    """What ``person`` (an id) was writing at ``place``, out of the file; nothing where there is nothing."""
    everyone = _read(places)
    said = everyone.get(person, {}).pop(place, "")
    if said:
        with suppress(RitualError):
            _write(places, everyone)
    return said


def leave(places: Places, person: str, words: Mapping[str, str]) -> None:
    """Leave ``words`` of ``person`` for the next time; what another screen of theirs left stays with them.

    Raises ``RitualError`` where they cannot be written.
    """
    left = {place: said for place, said in words.items() if said.strip()}
    if not left:
        return
    everyone = _read(places)
    theirs = everyone.setdefault(person, {})
    for place, said in left.items():
        before = theirs.get(place, "")
        theirs[place] = said if before in ("", said) else f"{before}\n{said}"
    _write(places, everyone)


def forget(places: Places, person: str | None = None) -> None:
    """Remove what ``person`` was writing, or what anybody was. Never raises."""
    with suppress(RitualError, OSError):
        if person is None:
            files.discard(places.half_written)
        elif (everyone := _read(places)).pop(person, None) is not None:
            _write(places, everyone)
