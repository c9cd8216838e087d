"""Logs for the tests of the pulse: records made of short words, and invented couples as records."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from ritualtui.insight.nudge_kinds import DECLINES
from ritualtui.insight.pulse import Answer, Pulse, pulse
from ritualtui.insight.series import Row, series
from ritualtui.insight.signals import Day
from ritualtui.kinds import BOTH, Appreciation, Bid, Checkin, Pause, Record, Ritual
from ritualtui.practice.rituals import shipped
from support.homes import ANA, BEN

sys.path.append(str(Path(__file__).parents[1] / "simulation"))

PEOPLE = (ANA, BEN)
FIRST = date(2025, 1, 6)
RITUALS = tuple(ritual for ritual in shipped().values() if ritual.days)[:3]
_numbers = count()


def on(number: int) -> date:
    """The day with that number, 0 being the first."""
    return FIRST + timedelta(days=number)


def common(number: int, by: str = ANA) -> dict[str, str]:
    """The fields that every record has."""
    ident = f"00000000-0000-7000-8000-{next(_numbers):012x}"
    return {"id": ident, "by": by, "day": on(number).isoformat(), "stamp": f"{number:012x}-0000-deviceaa"}


def thanks(number: int, by: str = ANA, times: int = 1) -> list[Record]:
    return [Appreciation(**common(number, by), to=BEN if by == ANA else ANA, text="Thanks") for _ in range(times)]


def bids(number: int, toward: int, other: int = 0, by: str = ANA) -> list[Record]:
    met = ["toward"] * toward + ["away"] * other
    return [Bid(**common(number, by), from_=by, response=response) for response in met]  # type: ignore[arg-type]


def close(number: int, by: str, closeness: int) -> Record:
    return Checkin(**common(number, by), closeness=closeness)


def did(number: int, ritual: str, present: str = BOTH) -> Record:
    return Ritual(**common(number), ritual=ritual, complete=True, present=present)


def pause(first: int, last: int, written: int | None = None) -> Record:
    since, until = on(first).isoformat(), on(last).isoformat()
    return Pause(**common(first if written is None else written), since=since, until=until)


def as_records(rows: Iterable[Row]) -> Iterator[Record]:
    """The records from which ``series`` makes such rows."""
    for row in rows:
        number = (row.day - FIRST).days
        if not row.logged:
            continue
        toward = row.toward
        for person, by in enumerate(PEOPLE):
            yield from thanks(number, by, row.thanked[person])
            met = min(toward, row.told[person])
            toward -= met
            yield from bids(number, met, row.told[person] - met, by)
            rating = row.closeness[person]
            if rating is not None:
                yield close(number, by, int(rating))
        for ritual in RITUALS[: row.done]:
            yield did(number, ritual.id, BOTH if row.around[1] else ANA)


def rows_of(records: Iterable[Record], until: int) -> list[Row]:
    return series(records, PEOPLE, RITUALS, until=on(until))


def pulse_of(records: Iterable[Record], until: int, answers: Iterable[Answer] = ()) -> Pulse:
    return pulse(rows_of(records, until), answers)


def declines(days: Iterable[Day]) -> list[tuple[int, str]]:
    """The declines that were spoken, with the number of the day."""
    return [((day.day - FIRST).days, said.kind) for day in days for said in day.spoken if said.kind in DECLINES]
