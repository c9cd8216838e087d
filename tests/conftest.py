"""Fixtures for all tests: a home of one's own, a clock, the real command as a process; which tests run."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from ritualtui.places import Places
from support import day_turns, tiers
from support.homes import Still

os.environ["LC_ALL"] = "C.UTF-8"  # read when a day is first named: the tests have no region, whoever runs them has one

Run = Callable[..., "subprocess.CompletedProcess[str]"]

MOVED_CLOCK = ("LD_PRELOAD", "FAKETIME", "DONT_FAKE_MONOTONIC", "NO_FAKE_STAT")
"""What moves the clock of a process, see ``.ci/odd-hours``: one that a test starts has the same time as the test."""

# How long an example takes says more about what else runs on the machine than about us.
settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="Everything, not the quick tier alone; takes many minutes.")
    parser.addoption("--rest", action="store_true", help="Everything that is not in the quick tier.")
    parser.addoption("--full", action="store_true", help="Everything, with the full numbers (100,000 writes …): hours.")


def pytest_configure(config: pytest.Config) -> None:
    for number in (signal.SIGINT, getattr(signal, "SIGQUIT", signal.SIGINT)):
        if signal.getsignal(number) is signal.SIG_IGN:  # as a shell starts what it runs in the background
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    config.pluginmanager.register(day_turns)
    for mark in tiers.MARKS:
        config.addinivalue_line("markers", mark)
    if not tiers.everything(config) or config.getoption("--rest"):
        config.option.warn_unused_snapshots = True  # a part of the tests leaves the pictures of the others unused


def pytest_collection() -> None:
    gc.disable()  # thousands of tests come to life, none of them goes: to look for garbage among them is in vain


def pytest_collection_finish() -> None:
    gc.freeze()  # nor does it later on: what is left to look through is what the tests themselves make
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if tiers.everything(config) and not config.getoption("--rest"):
        return
    quick, rest = set(tiers.quick(items)), config.getoption("--rest")
    kept = [item for item in items if (item in quick) != rest]
    config.hook.pytest_deselected(items=[item for item in items if (item in quick) == rest])
    items[:] = kept


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not tiers.everything(config):
        terminalreporter.write_line("That was the quick tier; --all runs everything.")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the full numbers are asked for."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def everything(request: pytest.FixtureRequest) -> bool:
    """Whether this is more than the quick tier, in which a test may take smaller numbers."""
    return tiers.everything(request.config)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A clean environment for a process: its home, data and settings lie in the test's own folder."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", *MOVED_CLOCK)
    made = {name: os.environ[name] for name in kept if name in os.environ}
    made.setdefault("LANG", "C.UTF-8")
    for name, folder in (
        ("HOME", "."), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"), ("XDG_RUNTIME_DIR", "runtime"),
    ):  # fmt: skip
        made[name] = str(tmp_path / folder)
    return {**made, "TZ": "UTC", "COLUMNS": "100"}


@pytest.fixture
def home(tmp_path: Path) -> Places:
    """The home that ``run`` uses too; nothing is in it yet."""
    return Places(str(tmp_path / "data" / "ritualtui"), str(tmp_path / "config" / "ritualtui"))


@pytest.fixture
def still() -> Still:
    """A clock that stands still until it is moved."""
    return Still()


@pytest.fixture
def run(env: dict[str, str], tmp_path: Path) -> Run:
    """Run the real command: ``run("thank", "…")``; what it says comes back as text, no exit code is an error."""
    command = Path(sys.executable).with_name("ritualtui")

    def run(
        *args: str | os.PathLike[str], input: str | bytes = "", more: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        data = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [command, *args], input=data, capture_output=True, env={**env, **(more or {})}, cwd=tmp_path, timeout=300
        )
        out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run
