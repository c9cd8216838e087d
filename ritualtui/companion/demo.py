"""A home with a made-up life in it, to look around in. The same seed and last day give the same files."""

from datetime import UTC, date, datetime, time
from typing import Any, Final

import msgspec

from ritualtui import clock, freetext
from ritualtui.companion.open_log import OpenLog
from ritualtui.errors import UsageError
from ritualtui.places import Places
from ritualtui.practice import made_up_year
from ritualtui.store.datafile import document_key
from ritualtui.store.state import State
from ritualtui.strings import _

NAMES = ("Ana", "Ben")
_PEOPLE = ("anaaaaaa", "benbbbbb")
_DEVICE = "demoaaaa"
MOST_DAYS = 20_000
_MAKEABLE: Final = frozenset(
    {"appreciation", "bid", "ritual", "checkin", "detail", "answer", "plan", "pause", "definition", "question"}
)
"""The kinds that a command or a screen makes. A demo shows nothing that its reader couldn't make, too."""
_BEYOND: Final = {"checkin": ("feelings", "topic", "minutes"), "detail": ("done",)}
"""By kind, what nothing lets one say yet."""


def makeable(record: dict[str, Any]) -> dict[str, Any] | None:
    """An invented record as far as commands and screens make such a thing; None where none does.

    A follow-up is for the day on which the morning ritual asked for it, and only its writer's.
    """
    kind = record["kind"]
    if kind not in _MAKEABLE or (kind == "detail" and record["audience"] != "self"):
        return None
    made = {key: value for key, value in record.items() if key not in _BEYOND.get(kind, ())}
    return {**made, "due": record["day"]} if kind == "detail" else made


class _Still(clock.Clock):
    """A clock that stands at one moment: what is written must not depend on when."""

    def __init__(self, moment: datetime) -> None:
        self._ms = int(moment.timestamp() * 1000)

    def ms(self) -> int:
        return self._ms


def write(places: Places, seed: int, until: date, days: int = 365, per_day: float = 4.0, *, every: bool = False) -> int:
    """Write ``days`` days of two people up to ``until`` into ``places``; returns the number of records.

    ``every``: also the kinds that can be imported and nothing makes yet, for tests of what shows them.

    Raises ``RitualError`` where there is a log already, ``UsageError`` for a number of days out of range.
    """
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(
            _("A demo has 1 to {most_days:,} days.").format(most_days=MOST_DAYS), _("Choose a number between.")
        )
    still = _Still(datetime.combine(until, time(20), UTC))
    companion = OpenLog.begin(places, *NAMES, time=still, device=_DEVICE, ids=_PEOPLE)
    count = 0

    def add(state: State) -> str:
        nonlocal count
        ours: str = state.last["clock"]
        for record in made_up_year.year(seed, until, *_PEOPLE, days=days, per_day=per_day):
            if record["audience"] == "self" and record["by"] != _PEOPLE[0]:
                continue  # Ben's own are on Ben's computer
            shown = record if every else makeable(record)
            if shown is None:
                continue
            record = shown
            key = document_key(record["id"])
            state.records[key] = msgspec.Raw(msgspec.json.encode(record))
            state.changed.add(key)
            ours = clock.observe(ours, record["stamp"], still.ms())
            count += 1
        return ours

    companion.storage.take(add)
    companion.close()
    return count


def parse_day(text: str, today: date) -> date:
    """The last day of a demo. Raises ``UsageError``."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            _("“{text}” isn't a date.").format(text=freetext.one_line(text)[:40]), _("Write it as 2026-11-21.")
        ) from None
    if not date(1990, 1, 1) <= day <= today:
        raise UsageError(
            _("{day} is out of range.").format(day=day),
            _("A demo ends between 1990-01-01 and {today}.").format(today=today),
        )
    return day
