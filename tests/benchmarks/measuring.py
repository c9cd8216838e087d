"""Measuring whole processes side by side: interleaved, so that a busy machine is busy for all of them; medians."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ritualtui.companion import demo
from ritualtui.places import Places

PYTHON = sys.executable
COMMAND = str(Path(sys.executable).with_name("ritualtui"))
UNTIL = date(2026, 11, 21)
YEARS_50 = {"days": 18_250, "per_day": 20.0}
"""About 365,000 records."""
YEARS_10 = {"days": 3_650, "per_day": 10.0}
"""About 36,500 records."""


def environment(folder: str) -> dict[str, str]:
    """A clean environment; compiled files are kept, as they are for anybody."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": folder, "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}


@contextmanager
def folder() -> Iterator[str]:
    """A folder for the homes that are measured."""
    with tempfile.TemporaryDirectory(prefix="ritualtui-bench-") as made:
        yield made


def filled(path: str, days: int, per_day: float) -> Places:
    """A log of made-up years."""
    places = Places(path, path)
    demo.write(places, 1, UNTIL, days, per_day)
    return places


def seconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    """One run of ``command``, wall time."""
    began = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return time.perf_counter() - began


def side_by_side(what: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each over ``rounds``, in turn; the first three rounds warm up and do not count."""
    taken: dict[str, list[float]] = {name: [] for name in what}
    for number in range(rounds + 3):
        for name, measure in what.items():
            took = measure()
            if number >= 3:
                taken[name].append(took)
    return {name: statistics.median(times) for name, times in taken.items()}


def line(what: str, one: float, other: float, bar: float | None) -> str:
    """A ratio in words."""
    ratio = one / other
    verdict = "" if bar is None else f", bar {bar}: {'holds' if ratio <= bar else 'DOES NOT HOLD'}"
    return f"{what}: {one * 1000:.1f} ms / {other * 1000:.1f} ms = {ratio:.3f}{verdict}"
