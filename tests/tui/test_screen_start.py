"""The first second: whatever is pressed while the full screen comes, nothing crashes, doubles or vanishes."""

import re
import termios
import time
from collections.abc import Callable

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import Still, begun
from support.watched_terminal import Screen, Watched

DELAYS = range(0, 1001, 50)
FEW = (0, 250, 400)
TODAY = {
    **{key: key for key in "abvtyxglpziuw235qmrn,?U"},
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f6": "\x1b[17~", "f7": "\x1b[18~",
    "ctrl+p": "\x10", "enter": "\r", "escape": "\x1b", "tab": "\t", "left": "\x1b[D", "right": "\x1b[C",
    "down": "\x1b[B", "up": "\x1b[A",
}  # fmt: skip
FIRST_RUN = {
    "letter": "A", "enter": "\r", "escape": "\x1b", "tab": "\t", "ctrl+t": "\x14", "f1": "\x1bOP", "f7": "\x1b[18~",
    "ctrl+p": "\x10", "question": "?",
}  # fmt: skip
SAMPLE = ("a", "q", "2", "u")


def read_for(terminal: Watched, seconds: float) -> None:
    """Read what comes in this time: the delay is what is tried here."""
    end = time.monotonic() + seconds
    while terminal.code is None and (left := end - time.monotonic()) > 0:
        terminal._read_once(min(left, 0.05))


def taken(terminal: Watched) -> None:
    """Wait until keys come as they are typed; before that a terminal takes ctrl+q for itself."""
    end = time.monotonic() + 30
    while termios.tcgetattr(terminal._fd)[3] & termios.ICANON:
        assert time.monotonic() < end
        terminal._read_once(0.002)


def said_afterwards(terminal: Watched) -> str:
    """What stands on the terminal that one comes back to."""
    after = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    return re.sub(rb"\x1b\][^\x07]*\x07|\x1b\[[0-?]*[@-~]|\x07", b"", after).decode().strip()


def end_well(terminal: Watched) -> None:
    """It ends, at the latest by the key to leave at once, with nothing to complain about."""
    if terminal.code is None:
        taken(terminal)
        terminal.leave(b"\x11")
    assert terminal.code == 0, terminal.shown
    for complaint in (b"Traceback", b"unexpected", b"Error"):
        assert complaint not in terminal.raw, terminal.shown


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    full = metafunc.config.getoption("--full")
    for name, keys in (("today_key", TODAY), ("first_key", FIRST_RUN)):
        if name in metafunc.fixturenames:
            chosen = list(keys) if full else [key for key in keys if key in SAMPLE or key == "enter"]
            metafunc.parametrize(name, chosen)
    if "delay" in metafunc.fixturenames:
        metafunc.parametrize("delay", DELAYS if full else FEW)


@pytest.mark.sample(1)
def test_every_key_of_today(home: Places, screen: Screen, today_key: str, full: bool) -> None:
    with begun(home, plans=True) as companion:
        companion.log.thank("the soup")
        companion.log.thank("the tea")
    for delay in DELAYS if full else FEW[1:2]:
        terminal = screen(columns=80, rows=24)
        read_for(terminal, delay / 1000)
        terminal.type(TODAY[today_key])
        if today_key == "q":
            assert terminal.wait_for_end() == 0
        end_well(terminal)
    with Companion.open(home) as companion:
        said = [r.text for r in companion.visible() if r.kind == "appreciation"]  # type: ignore[attr-defined]
    assert set(said) <= {"the soup", "the tea"} and len(said) == len(set(said))


@pytest.mark.sample(1)
def test_every_key_of_the_first_run(home: Places, screen: Screen, first_key: str, full: bool) -> None:
    for delay in DELAYS if full else FEW[:1]:
        terminal = screen(columns=80, rows=24)
        read_for(terminal, delay / 1000)
        terminal.type(FIRST_RUN[first_key])
        end_well(terminal)


@pytest.mark.sample(1)
def test_quitting_is_silent_at_every_moment(home: Places, screen: Screen, delay: int) -> None:
    begun(home, plans=True).close()
    terminal = screen()
    read_for(terminal, delay / 1000)
    terminal.type("q")
    assert terminal.wait_for_end() == 0
    assert said_afterwards(terminal) == ""


@pytest.mark.sample(1)
@pytest.mark.parametrize("after", ["taken", "seen"])
def test_leaving_now_waits_for_nothing(home: Places, screen: Screen, after: str) -> None:
    begun(home, plans=True).close()
    terminal = screen()
    taken(terminal) if after == "taken" else terminal.wait_for("1 Today")
    terminal.type(b"\x11")
    assert terminal.wait_for_end() == 0
    assert said_afterwards(terminal) == ""


def test_all_that_is_typed_at_once_at_the_very_beginning_is_done_once_in_its_order(
    home: Places, screen: Screen
) -> None:
    begun(home, Still(), plans=True).close()
    terminal = screen()
    terminal.type("athe tea\r")
    terminal.wait_for("Saved.")
    end_well(terminal)
    with Companion.open(home) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == ["the tea"]  # type: ignore[attr-defined]


@pytest.mark.slow
def test_names_typed_before_the_first_run_stands_begin_the_log(home: Places, screen: Screen) -> None:
    terminal = screen()
    terminal.type("Ana\rBen\r")
    terminal.wait_for("First steps")
    end_well(terminal)
    with Companion.open(home) as companion:
        assert (companion.people.me.name, companion.people.partner.name) == ("Ana", "Ben")


@pytest.mark.slow
def test_names_in_one_write_on_the_first_run(home: Places, screen: Screen) -> None:
    terminal = screen()
    terminal.wait_for("Your partner’s name")
    terminal.type("Ana Lucía\rBen\r\r")  # one too many: it was meant for what is no longer there
    terminal.wait_for("First steps")
    end_well(terminal)
    with Companion.open(home) as companion:
        assert (companion.people.me.name, companion.people.partner.name) == ("Ana Lucía", "Ben")


@pytest.mark.slow
def test_esc_and_then_quitting_before_anything_is_there(home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    terminal = screen()
    taken(terminal)
    terminal.type("\x1bq")
    assert terminal.wait_for_end() == 0


@pytest.mark.slow
def test_somebody_and_quit_in_one_write(run: Callable[..., object], screen: Screen) -> None:
    run("init", "--me", "Ana", "--partner", "Ben", "--both-here")
    terminal = screen()
    terminal.type("1q")
    assert terminal.wait_for_end() == 0
