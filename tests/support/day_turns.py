"""Days turn while tests run. A real process goes by the machine's clock, so a test of some can see two days where it
means one: where a day turned under a test and it failed, it is run again, on the new day.

A plugin of pytest, registered by ``conftest.py``. What the program does when days turn has tests of its own, whose
clock stands still.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from _pytest.runner import runtestprotocol

from ritualtui.clock import TURN


def days() -> set[tuple[str, date]]:
    """The days that it is: by the calendar and by the hour at which ours turn, in UTC, as in most tests, and here."""
    now = datetime.now(UTC)
    return {
        (f"{zone}, {hours}", (moment - timedelta(hours=hours)).date())
        for zone, moment in (("UTC", now), ("here", now.astimezone()))
        for hours in (0, TURN)
    }


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test, and again where a day turned under it and it failed."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    before = days()
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports) and days() != before:
        item._initrequest()  # type: ignore[attr-defined]
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
