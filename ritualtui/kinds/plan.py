"""A schedule: which days and hours a ritual is planned for."""

from typing import Annotated

from msgspec import Meta

from ritualtui import messages
from ritualtui.kinds.base import WEEKDAYS, Day, Hour, Kind, Record, Saying, Short, Weekday
from ritualtui.strings import _


class Plan(Record, frozen=True, kw_only=True, tag="plan"):
    """Which weekdays a ritual is meant for, and its window; in force from ``since`` on (None: from the beginning).

    A window whose ``closes`` is not after ``opens`` runs past midnight. No days: not planned from then on.
    ``times``: so often in ``weeks`` (0: in one), on any of the days; 0 times: on each of them.
    """

    ritual: Short = ""
    days: Annotated[tuple[Weekday, ...], Meta(max_length=7)] = WEEKDAYS
    opens: Hour = "00:00"
    closes: Hour = "00:00"
    since: Day | None = None
    times: Annotated[int, Meta(ge=0, le=56)] = 0
    weeks: Annotated[int, Meta(ge=0, le=8)] = 0


def _sentence(record: Plan, say: Saying) -> str:
    days = _("every day") if len(record.days) == 7 else " ".join(record.days) or _("not planned")
    days = messages.rhythm(record.times, record.weeks) if record.times and record.days else days
    since = _(", from {day}").format(day=record.since) if record.since else ""
    return _("Schedule: {ritual}, {days}, {opens}–{closes}{since}").format(
        ritual=say.ritual(record.ritual), days=days, opens=record.opens, closes=record.closes, since=since
    )


KIND = Kind(Plan, (_("Schedule"), _("Schedules")), needs=("ritual",), sentence=_sentence, setting=True)
