"""Ended from outside: the terminal is given back, and half-written words are offered again, once, to their writer."""

import json
import os
import signal
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion import unsaved_text
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import begun
from support.watched_terminal import PATIENCE, Screen, Watched

ENDS = [signal.SIGTERM, signal.SIGHUP]
GIVEN_BACK = (b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[<u", b"\x1b[?1049l", b"\x1b[?25h")
WORDS = "half a canary thought"


@pytest.fixture
def here(home: Places) -> Places:
    begun(home, plans=True).close()
    return home


def modes(terminal: Watched) -> list[object]:
    return termios.tcgetattr(terminal._fd)


def end(terminal: Watched, number: int = signal.SIGHUP) -> bytes:
    """End it by a signal; returns what it wrote then."""
    before = len(terminal.raw)
    os.kill(terminal._pid, number)
    assert terminal.wait_for_end() == -number
    return terminal.raw[before:]


def on_the_line(screen: Screen, *args: str) -> Watched:
    terminal = screen(*args)
    terminal.wait_for("1 Today")
    terminal.type("a")
    terminal.wait_for("enter save")
    terminal.type(WORDS)
    terminal.wait_for(WORDS)
    return terminal


def today(screen: Screen, *args: str) -> Watched:
    terminal = screen(*args)
    terminal.wait_for("1 Today")
    terminal.wait_for("q quit")
    return terminal


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDS, ids=["term", "hup"])
def test_the_terminal_is_given_back_and_the_words_stand_there_once(here: Places, screen: Screen, number: int) -> None:
    terminal = screen()
    usual = modes(terminal)
    terminal.wait_for("1 Today")
    terminal.type("a")
    terminal.wait_for("enter save")
    terminal.type(WORDS)
    terminal.wait_for(WORDS)
    wrote = end(terminal, number)
    assert [mode for mode in GIVEN_BACK if mode not in wrote] == []
    assert modes(terminal) == usual
    assert os.stat(here.half_written).st_mode & 0o777 == 0o600
    again = today(screen)
    again.wait_for(WORDS)
    again.type("a")  # on, where one was
    again.wait_for("enter save")
    again.type(", whole\r")
    again.wait_for("Saved.")
    assert again.leave(b"q") == 0
    with Companion.open(here) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == [f"{WORDS}, whole"]  # type: ignore[attr-defined]
    assert not Path(here.half_written).exists()


@pytest.mark.slow
def test_words_left_on_the_line_wait_for_the_next_time(here: Places, screen: Screen) -> None:
    terminal = on_the_line(screen)
    terminal.type("\x1b")
    terminal.wait_for("q quit")
    assert terminal.leave(b"q") == 0
    today(screen).wait_for(WORDS)


@pytest.mark.slow
def test_after_leaving_now_nothing_is_offered(here: Places, screen: Screen) -> None:
    end(on_the_line(screen))
    terminal = today(screen)
    terminal.wait_for(WORDS)
    assert terminal.leave(b"\x11") == 0
    assert not Path(here.half_written).exists()
    end(on_the_line(screen))
    at_once = screen()
    at_once.wait_for("1 Today")
    assert at_once.leave(b"\x11") == 0
    assert not Path(here.half_written).exists()


@pytest.mark.sample(1)
@pytest.mark.parametrize("command", ["burn", "forget", "forget --everything"])
def test_taking_words_away_takes_these_too(here: Places, run: Callable[..., Any], command: str) -> None:
    run("thank", "the soup")
    with Companion.open(here) as companion:
        ident = next(r.id for r in companion.visible() if r.kind == "appreciation")
        unsaved_text.leave(here, companion.people.me.id, {"today": WORDS})
    assert WORDS in Path(here.half_written).read_text()
    sure = [ident, "--yes"] if command == "burn" else ["--word", "forget"]
    assert run(*command.split(), *sure).returncode == 0
    assert not Path(here.half_written).exists()


@pytest.mark.slow
def test_words_are_their_writers_alone(home: Places, screen: Screen, run: Callable[..., object]) -> None:
    run("init", "--me", "Ana", "--partner", "Ben", "--both-here")
    end(on_the_line(screen, "--as", "Ana"))
    his = today(screen, "--as", "Ben")
    his.wait_for(", Ben.")
    assert "canary" not in his.shown
    his.type("\x1bOR")  # f3: she is here now
    his.wait_for("Who’s here?")
    his.type("1")
    his.wait_for(WORDS)
    his.type("\x1bOR")  # and he again
    his.wait_for("Who’s here?")
    his.type("2")
    his.wait_for(", Ben.")
    his.wait_for("q quit")
    assert "canary" not in his.shown
    end(his)
    kept = json.loads(Path(home.half_written).read_text())
    assert [list(words.values()) for words in kept.values()] == [[WORDS]]
    today(screen, "--as", "Ana").wait_for(WORDS)


@pytest.mark.slow
def test_in_a_ritual_the_page_has_them_again(here: Places, screen: Screen) -> None:
    guide = screen("ritual", "morning", "--with", "both")
    guide.wait_for("Stop for a moment together")
    guide.type("\r")
    guide.wait_for("six seconds")
    guide.type("\x1b[C")
    guide.wait_for("Ana, tell Ben")
    guide.type(WORDS)
    guide.wait_for(WORDS)
    wrote = end(guide)
    assert [mode for mode in GIVEN_BACK if mode not in wrote] == []
    again = screen("ritual", "morning")
    again.wait_for("Ana, tell Ben")
    again.wait_for(WORDS)
    again.type(", whole\r")
    again.wait_for("Ben, tell Ana")
    with Companion.open(here) as companion:
        said = [r.text for r in companion.visible() if r.kind == "appreciation"]  # type: ignore[attr-defined]
    assert said == [f"{WORDS}, whole"]
    end(again)
    assert not Path(here.half_written).exists()


@pytest.mark.slow
def test_a_bid_and_a_correction(here: Places, screen: Screen, run: Callable[..., object]) -> None:
    run("thank", "the soup")
    bid = today(screen)
    bid.type("b1")
    bid.wait_for("enter save")
    bid.type(WORDS)
    bid.wait_for(WORDS)
    end(bid)
    again = today(screen)
    again.type("b1")
    again.wait_for(WORDS)
    again.type("\x1b")
    again._read(lambda: WORDS not in again.shown, "Today")
    again.type("2")
    again.wait_for("esc back")
    again.type("e")
    again.wait_for("enter save")
    again.type(", warm")
    again.wait_for("the soup, warm")
    end(again)
    last = today(screen)
    last.type("2")
    last.wait_for("esc back")
    assert "warm" not in last.shown
    last.type("e")
    last.wait_for("the soup, warm")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "delay" in metafunc.fixturenames:
        every = [(number, delay) for delay in range(0, 1001, 50) for number in ENDS]
        full = metafunc.config.getoption("--full")
        metafunc.parametrize(("number", "delay"), every if full else [(ENDS[0], 150), (ENDS[1], 350)])


@pytest.mark.sample(1)
def test_in_the_first_second(here: Places, screen: Screen, number: int, delay: int) -> None:
    terminal = screen()
    usual = modes(terminal)
    stop = time.monotonic() + delay / 1000
    while time.monotonic() < stop:
        terminal._read_once(0.02)
    os.kill(terminal._pid, number)
    assert terminal.wait_for_end() == -number
    assert modes(terminal) == usual
    assert b"Traceback" not in terminal.raw
    drawn = terminal.raw.rfind(b"\x1b[?1049h")
    assert drawn < 0 or terminal.raw.rfind(b"\x1b[?1049l") > drawn


@pytest.mark.slow
def test_twice_changes_nothing(here: Places, screen: Screen) -> None:
    terminal = on_the_line(screen)
    for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGHUP):
        os.kill(terminal._pid, number)
    assert terminal.wait_for_end() in (-signal.SIGTERM, -signal.SIGHUP)
    assert b"\x1b[?1049l" in terminal.raw
    assert WORDS in Path(here.half_written).read_text()


@pytest.mark.slow
def test_a_window_that_is_closed(here: Places, screen: Screen) -> None:
    terminal = on_the_line(screen)
    pid = terminal._pid
    os.close(terminal._fd)
    stop = time.monotonic() + 20
    while not (found := os.waitpid(pid, os.WNOHANG))[0]:
        assert time.monotonic() < stop, "it goes on without a terminal"
        time.sleep(0.05)
    terminal.code, terminal._fd = os.waitstatus_to_exitcode(found[1]), os.open(os.devnull, os.O_RDONLY)
    assert terminal.code == -signal.SIGHUP
    assert WORDS in Path(here.half_written).read_text()


def test_stopped_and_gone_on_with(here: Places, screen: Screen) -> None:
    terminal = on_the_line(screen)
    usual = modes(terminal)
    os.kill(terminal._pid, signal.SIGTSTP)
    terminal._read(lambda: b"\x1b[?1049l" in terminal.raw, "the terminal")
    stop = time.monotonic() + PATIENCE
    while os.waitpid(terminal._pid, os.WNOHANG | os.WUNTRACED)[0] == 0:  # a shell waits for this as well
        assert time.monotonic() < stop, "it does not stop"
        terminal._read_once(0.02)
    assert modes(terminal) != usual
    before = len(terminal.raw)
    os.kill(terminal._pid, signal.SIGCONT)
    terminal._read(lambda: b"\x1b[?1049h" in terminal.raw[before:], "the screen")
    terminal.type("!")
    terminal.wait_for(f"{WORDS}!")
    assert b"\x1b[?1049l" in end(terminal)
