"""Days and times of day as a region writes them, through what people see."""

import re
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def told(run: Run) -> Callable[..., str]:
    """What a command answers where these variables are set, in a log of two with a thank-you of a fixed day."""
    assert run("init", "--me", "Ana", "--partner", "Ben").returncode == 0
    assert run("thank", "--when", "2026-03-01 19:05", "the lamp").returncode == 0

    def ask(*words: str, **variables: str) -> str:
        done = run(*words, more=variables)
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    return ask


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("variables", "hour", "day"),
    [
        ({}, "19:05", "Sunday 1 March 2026"),
        ({"LC_ALL": "en_GB.UTF-8"}, "19:05", "Sunday 1 March 2026"),
        ({"LC_ALL": "en_US.UTF-8"}, "7:05 pm", "Sunday, March 1, 2026"),
        ({"LC_ALL": "en_US.UTF-8", "RITUALTUI_CLOCK": "24"}, "19:05", "Sunday, March 1, 2026"),
        ({"RITUALTUI_CLOCK": "12"}, "7:05 pm", "Sunday 1 March 2026"),
    ],
)
def test_a_day_and_a_time_are_as_the_region_writes_them(
    told: Callable[..., str], variables: dict[str, str], hour: str, day: str
) -> None:
    lines = told("list", **variables).splitlines()
    assert any(day in line for line in lines), lines
    assert any(f"{hour} " in line and "the lamp" in line for line in lines), lines


def test_a_clock_of_twelve_hours_is_one_wherever_a_time_stands(told: Callable[..., str], run: Run) -> None:
    assert run("did", "bedtime", "--when", "9:05").returncode == 0
    today = told("today", RITUALTUI_CLOCK="12")
    assert not re.search(r"\b\d\d:\d\d\b(?! [ap]m)", today), today


@pytest.mark.slow
def test_what_programs_read_is_the_same_everywhere(told: Callable[..., str]) -> None:
    plain = told("list", "--json")
    assert plain == told("list", "--json", LC_ALL="en_US.UTF-8", RITUALTUI_CLOCK="12", RITUALTUI_WEEK="sunday")
