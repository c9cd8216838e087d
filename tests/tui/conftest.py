"""The full screen's tests run at one place on earth, and with no theme from outside."""

import time
from collections.abc import Iterator

import pytest
from homes import Still, begun

from ritualtui.companion.service import Companion
from ritualtui.places import Places


@pytest.fixture(autouse=True)
def one_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def log(home: Places, still: Still) -> Iterator[Companion]:
    """A log of Ana, who is here, and Ben, with the plans of the three rituals."""
    with begun(home, still, plans=True) as companion:
        yield companion
