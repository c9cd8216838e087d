"""The real command in a real pseudo-terminal: it begins, keeps, and leaves the terminal as it should."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest
from homes import begun

from ritualtui.companion.service import Companion
from ritualtui.places import Places


class Terminal:
    """A process on a terminal of its own; ``screen`` is what a person would see."""

    def __init__(self, env: dict[str, str], *args: str) -> None:
        self.raw = b""
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        command = str(Path(sys.executable).with_name("ritualtui"))
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(command, [command, *args], {**env, "TERM": "xterm-256color"})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.code: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def until(self, condition: Callable[[], object], seconds: float = 20) -> None:
        """Read until ``condition`` holds."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.text
            if select.select([self.fd], [], [], 0.05)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    data = b""
                if not data:
                    assert condition() or self.left(), self.text
                    return
                self.raw += data
                # pyte does not know these private sequences, and would print their ends.
                self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[uc]|\x1b\[[<>=][0-9;]*[a-zA-Z]", b"", data))

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def left(self) -> bool:
        """Whether the process has ended; ``code`` is how."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def close(self) -> None:
        if not self.left():
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


Open = Callable[..., Terminal]


@pytest.fixture
def terminal(env: dict[str, str]) -> Iterator[Open]:
    made: list[Terminal] = []

    def start(*args: str) -> Terminal:
        made.append(Terminal(env, *args))
        return made[-1]

    yield start
    for one in made:
        one.close()


def test_from_nothing_to_a_kept_thank_you(terminal: Open, home: Places) -> None:
    screen = terminal()
    screen.until(lambda: "Your name" in screen.text)
    screen.type("Ana\rBen\r")
    screen.until(lambda: re.search(r"Good \w+, Ana\.", screen.text))
    screen.type("a")
    screen.until(lambda: "keep" in screen.text)
    screen.type("the soup\r")
    screen.until(lambda: "Kept for Ben" in screen.text)
    screen.type("q")
    screen.until(screen.left)
    assert screen.code == 0
    with Companion.open(home) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == ["the soup"]


@pytest.mark.parametrize("key", ["\x11", "\x1b[21~"])
def test_leaving_now_clears_the_terminal_and_what_scrolled_by(terminal: Open, home: Places, key: str) -> None:
    begun(home).close()
    screen = terminal()
    screen.until(lambda: "Ana & Ben" in screen.text)
    screen.type(key)
    screen.until(screen.left)
    assert screen.code == 0
    assert screen.raw.rstrip().endswith(b"\x1b[H\x1b[2J\x1b[3J")


def test_leaving_does_not_clear(terminal: Open, home: Places) -> None:
    begun(home).close()
    screen = terminal()
    screen.until(lambda: "Ana & Ben" in screen.text)
    screen.type("q")
    screen.until(screen.left)
    assert screen.code == 0 and b"\x1b[3J" not in screen.raw


def test_a_damaged_log_is_one_line_on_the_terminal(terminal: Open, home: Places) -> None:
    begun(home).close()
    Path(home.data).write_bytes(b"{ruined")
    screen = terminal()
    screen.until(screen.left)
    assert screen.code == 1
    assert "restore" in screen.text and "Traceback" not in screen.text


def test_a_name_that_nobody_has(terminal: Open, home: Places) -> None:
    begun(home).close()
    screen = terminal("--as", "Zoe")
    screen.until(screen.left)
    assert screen.code == 2 and "Zoe" in screen.text


def test_straight_to_a_ritual(terminal: Open, home: Places) -> None:
    begun(home, plans=True).close()
    screen = terminal("ritual", "reunion", "--with", "both")
    screen.until(lambda: "Put the phones away" in screen.text)
    screen.type("\x1b")
    screen.until(screen.left)
    assert screen.code == 0
