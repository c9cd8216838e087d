"""The words of the charts: read from ``content/insights.toml``, for two people or for one."""

import tomllib
from datetime import date
from functools import cache
from typing import Any

from ritualtui.messages import number
from ritualtui.strings import dates, read_content


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(read_content("insights.toml"))


def say(table: str, key: str, *, solo: bool = False, **fields: object) -> str:
    """A sentence with its fields; of two wordings the second is for one who takes part alone."""
    found = _content()[table][key]
    said: str = found[solo] if isinstance(found, list) else found
    return said.format(**fields)


def counted(table: str, key: str, n: int, **fields: object) -> str:
    """A sentence that has one wording for one and another for more; ``n`` is put in as a word up to twelve."""
    said: str = _content()[table][key][n != 1]
    return said.format(n=number(n), **fields)


def listed(table: str, key: str) -> list[str]:
    """Words that belong together, in order."""
    return list(_content()[table][key])


def on(day: date, today: date) -> str:
    """A day as one says it: ``3 April``, with its year where that is another than today's."""
    return dates.day_of_month(day) if day.year == today.year else dates.full_date(day)


def level(value: float) -> str:
    """A mean in one decimal, without one that says nothing."""
    return f"{value:.1f}".removesuffix(".0")
