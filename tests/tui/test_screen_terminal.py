"""Coming and going on a real terminal: from nothing, with a damaged log, straight to a ritual, and out again."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import begun, stock
from support.watched_terminal import COMMAND, Screen

CLEARED = b"\x1b[3J"


@pytest.mark.slow
def test_from_nothing_to_a_kept_thank_you(home: Places, screen: Screen) -> None:
    first = screen()
    first.wait_for("Your name")
    first.type("Ana\r")
    first.wait_for("Ana")
    first.type("Ben")
    first.wait_for("Ben")
    first.type("\r")
    first.wait_for("First steps")
    first.type("\r")
    first.wait_for("Does Ben use another computer?")
    first.type("\r")
    first.wait_for("Where your words go")
    first.type("\r")
    first.wait_for(", Ana.")
    first.wait_for("What did you like about Ben today?")
    first.type("a")
    first.wait_for("enter save")
    first.type("the soup\r")
    first.wait_for("Saved.")
    assert first.leave(b"q") == 0
    assert CLEARED not in first.raw
    assert [record["text"] for record in stock(home) if "text" in record] == ["the soup"], "the data file by itself"
    with Companion.open(home) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == ["the soup"]  # type: ignore[attr-defined]


@pytest.mark.slow
def test_words_typed_with_the_key_in_one_go_are_not_lost(home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    today = screen()
    today.wait_for("1 Today")
    today.type("athe tea, and that you asked\r")
    today.wait_for("Saved.")
    assert today.leave(b"q") == 0
    with Companion.open(home) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == ["the tea, and that you asked"]  # type: ignore[attr-defined]


@pytest.mark.slow
def test_few_colours_still_have_lines(home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    today = screen(TERM="xterm", COLORTERM="")
    today.wait_for("1 Today")
    drawn = re.findall(rb"\x1b\[([0-9;]*)m[^\x1b]*\xe2\x94\x80", today.raw)
    assert drawn and not any({b"30", b"90"} & set(codes.split(b";")) for codes in drawn)
    assert today.leave(b"q") == 0


@pytest.mark.slow
def test_a_damaged_log_is_told_and_ends_it(home: Places, screen: Screen) -> None:
    begun(home).close()
    Path(home.data).write_bytes(b"{ruined")
    damaged = screen()
    assert damaged.wait_for_end() == 1
    assert "`ritualtui restore`" in damaged.shown
    assert "Traceback" not in damaged.shown


@pytest.mark.slow
def test_a_name_that_nobody_here_has(home: Places, screen: Screen) -> None:
    begun(home).close()
    nobody = screen("--as", "Zoe")
    assert nobody.wait_for_end() == 2
    assert "Zoe" in nobody.shown


@pytest.mark.slow
def test_straight_to_a_ritual_and_out_again(home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    guide = screen("ritual", "reunion", "--with", "both")
    guide.wait_for("Put your phones away")
    assert guide.leave(b"\x1b") == 0


@pytest.mark.parametrize("kind", ["dumb", ""])
@pytest.mark.parametrize("args", [(), ("ritual", "bedtime")], ids=["today", "ritual"])
def test_a_dumb_terminal_gets_a_line(home: Places, screen: Screen, kind: str, args: tuple[str, ...]) -> None:
    begun(home, plans=True).close()
    dumb = screen(*args, columns=200, TERM=kind)
    assert dumb.wait_for_end() == 2
    assert b"\x1b" not in dumb.raw
    assert dumb.shown.count("\n") == 0 and "`ritualtui today`" in dumb.shown and "--plain" in dumb.shown


def test_an_output_that_is_no_terminal_gets_a_line(home: Places, env: dict[str, str]) -> None:
    begun(home, plans=True).close()
    ours, theirs = os.openpty()
    for stream in ("stdin", "stdout", "stderr"):
        streams: dict[str, Any] = {**dict.fromkeys(("stdin", "stdout", "stderr"), theirs), stream: subprocess.DEVNULL}
        done = subprocess.run([COMMAND], env={**env, "TERM": "xterm"}, timeout=60, **streams)
        assert done.returncode == 2
    said = os.read(ours, 1 << 16)
    assert b"\x1b" not in said and b"needs a terminal" in said
    os.close(ours)
    os.close(theirs)


@pytest.mark.slow
def test_no_colours_where_none_are_wanted(home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    today = screen(NO_COLOR="1")
    today.wait_for("q quit")
    today.type("2")
    today.wait_for("esc back")
    today.type("\x1b")
    today.wait_for("ctrl+p find")
    today.type("\x10")
    today.wait_for("Undo")
    codes = {code for found in re.findall(rb"\x1b\[([0-9;]+)m", today.raw) for code in found.split(b";")}
    assert codes <= {b"0", b"1", b"3", b"4", b"7", b"9", b"22", b"23", b"24", b"27", b"29", b"39", b"49"}, codes
    assert b"7" in codes, "where the cursor is, is seen"
    assert today.leave(b"\x11") == 0
