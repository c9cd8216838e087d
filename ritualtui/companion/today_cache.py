"""Today as it was last seen, in a small file: what the full screen paints at once while the log is read behind it.

Standard library only; ten years of records cost the first paint nothing. The file belongs to one person on one
machine, is written after each look and is never synced. What cannot be read is as good as not there.
"""

import json
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ritualtui import clock
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.practice import windows
from ritualtui.store import files
from ritualtui.strings import LANGUAGE

if TYPE_CHECKING:
    from ritualtui.companion.look import Today
    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.people import People

FORMAT = 13
_MOST_BYTES = 1 << 18
_A_MOMENT = 0.2
_OF_RITUAL = ("id", "name", "key", "purpose")
_STATES = {"before": "later", "now": "now", "after": "past"}


def read(places: Places, who: str | None, day: date, now: datetime | None = None) -> SimpleNamespace | None:
    """What was last seen by whoever is here, if that was on the logical ``day``; else None.

    Has ``people`` (me, partner, solo) and ``today``, with the attributes that painting asks of ``look.Today``. Which
    rituals are due is said as of ``now``: a glance of the morning is painted in the evening, too.
    """
    try:
        data = files.read(places.glance) or b"{}"
        if len(data) > _MOST_BYTES:
            return None
        found = json.loads(data, object_hook=lambda obj: SimpleNamespace(**obj))
        fits = (found.format, found.language, found.today.day) == (FORMAT, LANGUAGE, day.isoformat())
        if not fits or who not in (None, found.people.me.name) or (who is None and not found.usual):
            return None
        found.today.day = day
        if now is not None:
            _go_on_to(now, found)
    except (OSError, RitualError, ValueError, TypeError, AttributeError):
        return None
    return found  # type: ignore[no-any-return]


def _go_on_to(now: datetime, found: SimpleNamespace) -> None:
    for one in found.today.rituals:
        if one.state in _STATES.values():
            window = time.fromisoformat(one.opens), time.fromisoformat(one.closes)
            one.state = _STATES[windows.window_state(now, window, found.turn)]


def leave(companion: "OpenLog", *, usual: bool) -> None:
    """Keep today for the next start. ``usual``: it is whoever always sits here. Never raises.

    Read and written under the lock, so that nothing is in it that was burned meanwhile; where somebody else has the
    lock for longer than a moment, the next start does without.
    """
    from ritualtui.companion.look import Look

    with suppress(RitualError), companion.storage.writing(_A_MOMENT):
        companion.refresh()
        write(companion.places, companion.people, companion.group(Look).today(), usual=usual, turn=companion.turn)


def write(places: Places, people: "People", today: "Today", *, usual: bool, turn: int = clock.TURN) -> None:
    """Write ``today``. ``usual``: it is whoever always sits here. The caller has the lock. Never raises."""
    latest = today.latest
    made: dict[str, Any] = {
        "format": FORMAT,
        "language": LANGUAGE,
        "usual": usual,
        "turn": turn,
        "people": {"me": people.me._asdict(), "partner": people.partner._asdict(), "solo": people.solo},
        "today": {
            "day": today.day.isoformat(),
            "rituals": [
                {**card._asdict(), "ritual": {key: getattr(card.ritual, key) for key in _OF_RITUAL}}
                for card in today.rituals
            ],
            "others": [{key: getattr(ritual, key) for key in _OF_RITUAL} for ritual in today.others],
            "latest": latest and {key: getattr(latest, key) for key in ("id", "by", "day", "at", "text")},
            "due": [back._asdict() for back in today.due],
            "unfinished": today.unfinished and {"ritual": today.unfinished.ritual},
            "empty": today.empty,
            "thanked": today.thanked,
            "talked": today.talked,
            "paused": today.paused and {"said": today.paused.said},
            "season": today.season and {"said": today.season.said, "mode": today.season.mode},
        },
    }
    with suppress(RitualError):
        files.replace(places.glance, json.dumps(made, ensure_ascii=False).encode())


def forget(places: Places) -> None:
    """Remove it: it holds words, so whatever removes words for good removes it too."""
    with suppress(OSError):
        Path(places.glance).unlink()
