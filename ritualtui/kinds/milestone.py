"""A date that matters."""

from datetime import date, timedelta
from typing import Final

from ritualtui.kinds.base import ComesBack, Day, Kind, Outcome, Plain, Record, Telling, Told, Words
from ritualtui.strings import _, ngettext

EARLY: Final = (30, 7, 1)
"""So many days before, it is named."""


class Milestone(Record, frozen=True, kw_only=True, tag="milestone"):
    """A date that matters."""

    text: Words = ""
    on: Day | None = None
    yearly: bool = True


def _told(record: Milestone, tell: Telling) -> Told:
    on = [tell.say["on"].format(day=tell.day(record.on))] if record.on else []
    return tell.line(", ".join([tell.say["milestone"], *on]), ("", record.text))


def _in_year(on: date, year: int) -> date:
    """The day of that year; 29 February is the 28th where there is none."""
    try:
        return on.replace(year=year)
    except ValueError:
        return on.replace(year=year, day=28)


def _comes_back(record: Milestone, today: date) -> ComesBack | None:
    if not record.on:
        return None
    first = day = date.fromisoformat(record.on)
    if record.yearly and day < today:
        day = _in_year(first, today.year)
        day = _in_year(first, today.year + 1) if day < today else day
    if day < today - timedelta(days=1):
        return None
    years = day.year - first.year
    text = ngettext("{text}, {years} year", "{text}, {years} years", years) if years else "{text}"
    said = text.format(text=record.text, years=years)
    return ComesBack(
        day.isoformat(), said, _("A day that matters:"), _("A day that matters: {text}"), EARLY, both=True, asks=False,
        outcomes=("move", "letgo"),
    )  # fmt: skip


def _answered(outcome: Outcome, day: str) -> Plain:
    return {"deleted": True} if outcome == "letgo" else {"on": day}


KIND = Kind(
    Milestone, (_("Date that matters"), _("Dates that matter")), sign="★",
    needs=("text", "on"), words=("date", "dates"),
    comes_back=_comes_back, answered=_answered, told=_told,
)  # fmt: skip
