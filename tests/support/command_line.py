"""What tests of the command line share: an answer and what holds for each, a real pseudo-terminal."""

import json
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable
from fcntl import ioctl
from typing import Any, NamedTuple

import pyte

PATIENCE = 120.0
"""Seconds in which everything comes, however busy the machine is; only what never comes takes so long."""


class Answer(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Standard output without its line ends."""
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.lines]


Ask = Callable[..., Answer]


def check(code: int, out: str, err: str) -> None:
    """What holds for every answer: nothing a terminal would obey, no traceback, one line for what went wrong."""
    for said in (out, err):
        for obeyed in ("\x1b", "\x07", "\x9b", "\u202e", "\u2066"):
            assert obeyed not in said, said
    assert "Traceback" not in err and "unexpected went wrong" not in err, err
    assert code in (0, 1, 2, 75, 130), (code, err)
    if code in (1, 2):
        assert err.count("\n") == 1 and err.endswith("\n"), err
        assert len(err) < 500 and err[0] not in " \n", err


def ids(ask: Ask, *args: str) -> list[str]:
    """The ids of what ``list`` finds, oldest first."""
    return [record["id"] for record in ask("list", "--json", *args).records]


def said(ask: Ask, *args: str) -> list[str]:
    """The words of what ``list`` finds, oldest first."""
    return [record["text"] for record in ask("list", "--json", *args).records]


class Terminal:
    """A real pseudo-terminal with the command on it; ``pyte`` is the screen."""

    def __init__(self, args: list[str], env: dict[str, str], columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.code: int | None = None
        self._mark = 0
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # ignored under nohup, or in the background
                signal.signal(number, signal.SIG_DFL)
            os.execve(args[0], args, env)
        ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text: str | bytes) -> None:
        """Type it."""
        self._mark = len(self.raw)
        os.write(self._fd, text.encode() if isinstance(text, str) else text)

    def wait_for(self, text: str) -> None:
        """Read until ``text`` is on the screen, also where the terminal has broken it."""
        text = text.rstrip()  # as lines of the screen are compared
        self._read(lambda: text in self.shown or text in "".join(self.screen.display), f"“{text}”")

    def wait_for_prompt(self, prompt: str) -> None:
        """Read until the last line is ``prompt`` again: what is typed before may be taken for something else."""
        prompt = prompt.rstrip()
        new = prompt.strip().encode()
        self._read(lambda: self.shown.endswith(prompt) and new in self.raw[self._mark :], f"the prompt “{prompt}”")

    def wait_for_end(self) -> int:
        """Read to the end; returns the exit code."""
        self._read(lambda: self.code is not None, "the end")
        assert self.code is not None
        return self.code

    def leave(self, key: bytes) -> int:
        """Press ``key`` until the command ends: one that comes just before it begins to read is lost."""
        for _ in range(int(PATIENCE)):
            self.type(key)
            for _ in range(5):
                self._read_once(0.2)
                if self.code is not None:
                    return self.code
        raise AssertionError(f"it did not end; on the screen is:\n{self.shown}")

    @property
    def shown(self) -> str:
        """The screen as text."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def _read(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            if self.code is not None or time.monotonic() > deadline:
                raise AssertionError(f"{what} did not come; on the screen is:\n{self.shown}")
            self._read_once(0.2)

    def _read_once(self, patience: float) -> None:
        if not select.select([self._fd], [], [], patience)[0]:
            return
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # how Linux tells that the other side is closed
            data = b""
        self.raw += data
        self._stream.feed(data)
        if not data:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def close(self) -> None:
        """End what still runs."""
        if self.code is None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)
