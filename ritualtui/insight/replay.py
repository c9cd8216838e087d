"""What the pulse would have said on each day of the log, by what was known on that day.

A pause, or a plan, that is written down later than the days it speaks of changes those days only from then on. So the
replay of a prefix of the records is the prefix of the replay, and its last day is what the pulse says now.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ritualtui.insight.pulse import Answer, pulse
from ritualtui.insight.series import series
from ritualtui.insight.signals import Day
from ritualtui.kinds import Pause, Plan, Record
from ritualtui.practice.rituals import RitualDef


def replay(
    records: Iterable[Record],
    people: Sequence[str],
    rituals: Iterable[RitualDef] = (),
    *,
    until: date,
    answers: Iterable[Answer] = (),
) -> list[Day]:
    """One ``Day`` for each row of ``series`` with the same arguments, each made from the records through that day.

    Costs one pulse, and one more for each day on which something was written down late.
    """
    last = until.isoformat()
    records = [record for record in records if record.day <= last]
    rituals, answers = list(rituals), list(answers)
    late = sorted({record.day for record in records if _late(record)})
    days: list[Day] = []
    for begins, ends in zip(["", *late], [*late, ""], strict=True):
        known = [record for record in records if not (ends and _late(record) and record.day >= ends)]
        end = min(until, date.fromisoformat(ends) - timedelta(days=1)) if ends else until
        found = pulse(series(known, people, rituals, until=end), answers).days
        days += [day for day in found if day.day.isoformat() >= begins]
    return days


def _late(record: Record) -> bool:
    """Whether a pause or plan speaks of days before the one it was written on."""
    return isinstance(record, Pause | Plan) and record.since is not None and record.since < record.day
