"""Asking the command line: in this process for most, as a real process and on a real terminal where that matters."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ritualtui.cli.group import cli
from ritualtui.cli.invocation import Session
from ritualtui.places import Places
from support.command_line import Answer, Ask, Terminal, check
from support.homes import Still
from support.time_zones import zone


@pytest.fixture(autouse=True)
def _in_utc() -> Iterator[None]:
    with zone("UTC"):
        yield


@pytest.fixture
def ask(env: dict[str, str], tmp_path: Path, still: Still, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command in this process, at the time of ``still``. Whatever it is, it ends well and obeys nothing."""
    monkeypatch.chdir(tmp_path)

    def ask(*args: str, input: str | bytes | None = None, more: dict[str, str | None] | None = None) -> Answer:
        still.move(ms=1)  # one thing after the other, as lists show it
        runner = CliRunner(env={"RITUALTUI_HOME": None, "RITUALTUI_DEBUG": None, **env, **(more or {})})
        done = runner.invoke(cli, args, input=input, prog_name="ritualtui", obj=Session(time=still))
        assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
        answer = Answer(done.exit_code, done.stdout, done.stderr)
        check(answer.code, answer.out, answer.err)
        return answer

    return ask


@pytest.fixture
def begun(ask: Ask) -> Ask:
    """``ask``, with a log of Ana and Ben."""
    assert ask("init", "--me", "Ana", "--partner", "Ben").code == 0
    return ask


@pytest.fixture
def week(begun: Ask) -> Ask:
    """A log with something on three days."""
    begun("thank", "--when", "2026-11-19 21:00", "thursday soup")
    begun("thank", "--when", "2026-11-20 03:59", "late soup")
    begun("bid", "toward", "friday heron", "--when", "2026-11-20 04:00")
    begun("thank", "--from", "Ben", "--when", "2026-11-20 23:00", "friday call")
    begun("did", "bedtime", "-q")
    return begun


@pytest.fixture
def terminal(env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Run the real command on a pseudo-terminal: ``terminal("init")``."""
    opened: list[Terminal] = []
    command = str(Path(sys.executable).with_name("ritualtui"))

    def start(*args: str, columns: int = 80, rows: int = 40, more: dict[str, str] | None = None) -> Terminal:
        made = {**env, "TERM": "xterm-256color", **(more or {})}
        made.pop("COLUMNS", None)
        opened.append(Terminal([command, *args], made, columns, rows))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def own_rituals(home: Places) -> Callable[[str | bytes], None]:
    """Write one's own ``rituals.toml``."""

    def write(text: str | bytes) -> None:
        path = Path(home.own_rituals)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return write
