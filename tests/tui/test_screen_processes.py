"""The full screen as people run it: real processes on real terminals, several at once, killed, and left in a hurry."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.watched_terminal import COMMAND, PATIENCE, Screen


def begun(run: Callable[..., object], home: Places) -> None:
    run("init", "--me", "Ana", "--partner", "Ben")
    assert Path(home.journal).exists()


@pytest.mark.slow
def test_a_thank_from_elsewhere_comes_onto_the_open_screen(
    run: Callable[..., object], home: Places, screen: Screen
) -> None:
    begun(run, home)
    today = screen()
    today.wait_for("What did you like about Ben today?")
    run("--as", "Ben", "thank", "the soup on Thursday")
    today.wait_for("“the soup on Thursday”")


@pytest.mark.slow
def test_two_screens_lose_nothing_and_agree(run: Callable[..., object], home: Places, screen: Screen) -> None:
    begun(run, home)
    hers, his = screen(), screen("--as", "Ben")
    hers.wait_for("Good ")
    his.wait_for("What did you like about Ana today?")
    for round_ in range(4):
        for terminal, name, other in ((hers, "hers", his), (his, "his", hers)):
            terminal.type("a")
            terminal.wait_for("enter save")
            terminal.type(f"{name} {round_}")
            terminal.wait_for(f"{name} {round_}")
            terminal.type("\r")
            other.wait_for(f"“{name} {round_}”")
    with Companion.open(home) as companion:
        said = [record.text for record in companion.look.listed(kinds=["appreciation"])]  # type: ignore[attr-defined]
    assert sorted(said) == sorted(f"{name} {n}" for name in ("hers", "his") for n in range(4))


@pytest.mark.slow
def test_killed_in_the_middle_of_a_ritual(run: Callable[..., object], home: Places, screen: Screen) -> None:
    begun(run, home)
    guide = screen("ritual", "morning", "--with", "both")
    guide.wait_for("Stop for a moment together")
    guide.type("\r")
    guide.wait_for("six seconds")
    guide.type("\x1b[C")
    guide.wait_for("Ana, tell Ben")
    guide.type("you got up with the dog")
    guide.wait_for("with the dog")
    guide.type("\r")
    guide.wait_for("Ben, tell Ana")
    guide.kill()
    with Companion.open(home) as companion:
        said = [record.text for record in companion.look.listed(kinds=["appreciation"])]  # type: ignore[attr-defined]
        left = companion.rituals.unfinished()
    assert said == ["you got up with the dog"]
    assert left is not None
    assert not left.complete
    again = screen()
    again.wait_for("Continue")
    again.type("m")
    again.wait_for("Morning goodbye")
    again.wait_for("Ana, ask Ben")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_leaving_now_leaves_nothing_in_a_real_terminal(
    run: Callable[..., object], home: Places, env: dict[str, str], tmp_path: Path
) -> None:
    begun(run, home)
    run("--as", "Ben", "thank", "canary words of the evening")
    socket = ["tmux", "-f", os.devnull, "-S", str(tmp_path / "tmux")]
    # A moved clock does not outlive the process that a server of its own was started from.
    left_out = ("COLUMNS", "LINES", "LD_PRELOAD", "FAKETIME")
    clean = {k: v for k, v in env.items() if k not in left_out} | {"TERM": "xterm-256color", "PS1": "$ "}

    def tmux(*args: str) -> str:
        return subprocess.run([*socket, *args], env=clean, capture_output=True, text=True, timeout=300).stdout

    def until(there: Callable[[str], bool]) -> str:
        end = time.monotonic() + PATIENCE
        while not there(shown := tmux("capture-pane", "-p", "-S", "-", "-t", "x")):
            assert time.monotonic() < end, shown
        return shown

    tmux("new-session", "-d", "-s", "x", "-x", "90", "-y", "28", "sh")
    try:
        until(lambda shown: shown.strip() != "")
        tmux("send-keys", "-t", "x", f"{COMMAND} list && {COMMAND}", "Enter")
        until(lambda shown: "canary" in shown and "q quit" in shown)
        tmux("send-keys", "-t", "x", "C-q")
        left = until(lambda shown: "canary" not in shown and shown.strip() != "")
        assert "ritualtui" not in left
        assert "Ben" not in left
    finally:
        tmux("kill-server")
