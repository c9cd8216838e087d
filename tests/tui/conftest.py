"""The full screen's tests run at one place on earth, and with no theme from outside."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.store.vault import Opened, Vault, WrongPassphrase
from support import textual_inside
from support.homes import Still, begun
from support.private_space import PASSPHRASE, give
from support.watched_terminal import COMMAND, Screen, Watched


@pytest.fixture(scope="session", autouse=True)
def sheets_parsed_once() -> Iterator[None]:
    """That is a fifth of the time of most of them."""
    with textual_inside.sheets_parsed_once():
        yield


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
    """A log of Ana, who is here, and Ben, with the plans of the rituals of each day."""
    with begun(home, still, plans=True) as companion:
        yield companion


@pytest.fixture
def screen(env: dict[str, str]) -> Iterator[Screen]:
    """Opens the full screen as a process; it is ended after the test."""
    opened: list[Watched] = []

    def open_(*args: str, columns: int = 100, rows: int = 30, **more: str) -> Watched:
        full = {k: v for k, v in env.items() if k not in ("COLUMNS", "LINES")}
        full |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **more}
        opened.append(Watched([COMMAND, *args], full, columns, rows))
        return opened[-1]

    yield open_
    for terminal in opened:
        terminal.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault and its recovery key; to make one takes a second, so there is one for all."""
    folder = tmp_path_factory.mktemp("vault") / "one"
    return folder, Vault(str(folder), str(folder.with_name("second"))).setup(PASSPHRASE)


@pytest.fixture
def space(log: Companion, made: tuple[Path, str]) -> Companion:
    """The log of Ana and Ben, in which Ana has a space of her own."""
    give(log.places, made[0])
    return log


@pytest.fixture
def quick(space: Companion, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Companion:
    """The same, where the passphrase opens without the second that this takes."""

    def unlock(self: Vault, passphrase: str) -> Opened:
        if passphrase != PASSPHRASE:
            raise WrongPassphrase("The passphrase does not open your space.")
        return self.unlock_with(made[1])

    monkeypatch.setattr(Vault, "unlock", unlock)
    return space
