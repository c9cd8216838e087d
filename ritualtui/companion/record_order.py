"""Records by when they happened, whatever their offsets say."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from ritualtui.kinds import Record

R = TypeVar("R", bound=Record)


def newest(among: Sequence[R]) -> R | None:
    """The record that happened last; None of none. No two offsets lie more than a day or two apart."""
    if not among:
        return None
    last = date.fromisoformat(max(record.day for record in among))
    nearly = (last - timedelta(days=2)).isoformat()
    return max((record for record in among if record.day >= nearly), key=moment_of)


def moment_of(record: Record) -> tuple[float, str, str]:
    """Sorts records by when they happened, whatever their offsets; those of one second as they were made."""
    made, last = record.id[:13], record.stamp + record.id  # an id begins with its millisecond, a stamp goes on counting
    try:
        return datetime.fromisoformat(record.at).timestamp(), made, last
    except (ValueError, OverflowError):
        return 0.0, made, last
