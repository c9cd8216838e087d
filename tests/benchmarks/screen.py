"""First paint of the full screen against a Textual app with one label: ``python tests/benchmarks/screen.py``.

Each program runs in a real pseudo-terminal; the moments are those at which its words first stand on an emulated
screen. All are measured in turn within one run, so that what else the machine does falls on all alike. A key is said
in milliseconds and against one label's start, too: how fast the machine is falls out of the second.
"""

import codecs
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyte

from ritualtui import places
from ritualtui.companion import demo

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 9
KEY_ROUNDS = 3
_PICTURE = 0.004
"""Seconds of silence after which what was read is drawn: a terminal reads on meanwhile, this emulator does not."""
SIZE = (40, 120)
LABEL = """
from textual.app import App
from textual.widgets import Label
class One(App):
    def compose(self):
        yield Label("one label")
One().run()
"""


class Screen(pyte.Screen):
    """pyte refuses a private parameter that real terminals ignore."""

    def report_device_status(self, mode: int = 0, **_: object) -> None: ...


class Program:
    """A program on a pseudo-terminal, and what its screen shows."""

    def __init__(self, command: list[str], home: str) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            env = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES")}
            env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "RITUALTUI_HOME": home}
            os.execvpe(command[0], command, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self.screen = Screen(SIZE[1], SIZE[0])
        self.stream = pyte.Stream(self.screen)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def until(self, words: str, limit: float = 20) -> float:
        """Milliseconds from the start until ``words`` stand on the screen."""
        read: list[tuple[float, bytes]] = []
        while time.perf_counter() - self.began < limit:
            if select.select([self.fd], [], [], _PICTURE if read else 0.5)[0]:
                data = os.read(self.fd, 65536)
                read.append((time.perf_counter(), data))
                continue
            while read:
                now, data = read.pop(0)
                self.draw(data)
                if words in "\n".join(self.screen.display):
                    for _, rest in read:
                        self.draw(rest)
                    return (now - self.began) * 1000
        raise TimeoutError(words)

    def draw(self, data: bytes) -> None:
        """Show what was read."""
        self.stream.feed(re.sub(r"\x1b\[[<>=?][0-9;$]*[a-zA-Z]", "", self.decoder.decode(data)))

    def key(self, key: str, words: str) -> float:
        """Milliseconds from pressing ``key`` until ``words`` stand on the screen."""
        self.began = time.perf_counter()
        os.write(self.fd, key.encode())
        return self.until(words)

    def idle(self, seconds: float) -> float:
        """The share of one core it takes while nothing happens."""

        def used() -> float:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

        before, end = used(), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                self.draw(os.read(self.fd, 65536))
        return (used() - before) / seconds

    def rss(self) -> float:
        """Peak resident memory in megabytes."""
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    def stop(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def measured(command: list[str], home: str, words: str, more: Callable[[Program], None] | None = None) -> float:
    """One run: the first paint of ``words``."""
    program = Program(command, home)
    try:
        paint = program.until(words)
        if more is not None:
            more(program)
        return paint
    finally:
        program.stop()


KEYS = (
    ("to a bid's question", "b", "made a bid"),
    ("to Insights", "\x1b|3", "esc back"),
    ("to Mine", "\x1b|5", "esc back"),
    ("to the help", "\x1b|?", "esc back"),
    ("to the pages", "\x1b|\x1bOP", "esc back"),
    ("to two machines", "\x1b|\x1b[18~", "esc back"),
    ("to a report", "\x1b|\x1b[17~", "esc back"),
    ("Today, a", "\x1b|a", "enter save"),
    ("Today, a letter", "z", "z"),
    ("to the log", "\x1b|2", "entries"),
    ("the log, down", "\x1b[B", "20"),
    ("the log, /", "/", "enter back to list"),
    ("the log, a letter of a search", "s", "/ s "),
    ("the log, the next letter", "o", "/ so "),
    ("to the settings", "\x1b|\x1b|\x1b|,", "Your name"),
    ("the settings, down", "\x1b[B", "Settings"),
    ("to a ritual", "\x1b|m", "ust me"),
    ("into it", "b", "Stop for a moment"),
    ("the guide, next", "\x1b[C", "ix seconds"),
)
"""What is pressed, in order (keys before the last of a row are not timed), and what answers it."""


class Rest:
    """What comes after the first paint: idling, memory, keys, in as many runs as one likes."""

    def __init__(self) -> None:
        self.idle: list[float] = []
        self.peaks: list[tuple[float, float]] = []
        self.keys: dict[str, list[float]] = {name: [] for name, _, _ in KEYS}

    def run(self, program: Program) -> None:
        """One run, from when the other screens are made ready."""
        program.until(" of 14")
        program.idle(5)
        self.idle.append(program.idle(10))
        peak = program.rss()
        for name, pressed, words in KEYS:
            *before, key = pressed.split("|")
            for other in before:
                os.write(program.fd, other.encode())
                program.idle(0.5)
            self.keys[name].append(program.key(key, words))
            program.idle(0.3)
        self.peaks.append((peak, program.rss()))

    def show(self, label: float) -> None:
        """The medians, and the keys' worst; beside them what ``label`` milliseconds are to a key."""
        peak, later = (statistics.median(one) for one in zip(*self.peaks, strict=True))
        idle = statistics.median(self.idle)
        print(f"idle {idle:.2%} of a core, peak {peak:.0f} MB, {later:.0f} MB after all screens")
        for name, found in self.keys.items():
            median = statistics.median(found)
            print(f"    {name:32} {median:5.0f} ms, at most {max(found):.0f}   {median / label:.2f} × one label")


def main() -> None:
    """Measure and print."""
    command = str(Path(sys.executable).with_name("ritualtui"))
    with tempfile.TemporaryDirectory() as folder:
        label = Path(folder, "label.py")
        label.write_text(LABEL)
        homes = {}
        for name, days, per_day in (("a year", 365, 4.0), ("ten years", 3650, 10.0)):
            homes[name] = str(Path(folder, name.replace(" ", "-")))
            count = demo.write(places.find(homes[name]), 7, date.today(), days, per_day)
            print(f"{name}: {count:,} records")
        cases = {
            "one label": ([sys.executable, str(label)], folder, "one label"),
            "a year, first paint": ([command], homes["a year"], "Good "),
            "ten years, first paint": ([command], homes["ten years"], "Good "),
            "a year, with its records": ([command], homes["a year"], " of 14"),
            "ten years, with its records": ([command], homes["ten years"], " of 14"),
        }
        times: dict[str, list[float]] = {name: [] for name in cases}
        for turn in range(-1, ROUNDS):
            for name, (argv, home, words) in cases.items():
                found = measured(argv, home, words)
                if turn >= 0:
                    times[name].append(found)
        base = statistics.median(times["one label"])
        for name, found in times.items():
            print(f"{name:30} {statistics.median(found):7.0f} ms   {statistics.median(found) / base:.2f} × one label")
        for name, home in homes.items():
            print(f"{name}: ", end="")
            rest = Rest()
            for number in range(KEY_ROUNDS):
                fresh = f"{home}-{number}"  # what is asked once a day is asked each time
                shutil.copytree(home, fresh)
                measured([command], fresh, "Good ", rest.run)
            rest.show(base)


if __name__ == "__main__":
    main()
