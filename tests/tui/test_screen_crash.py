"""Whatever goes wrong on whichever screen: no word of a record is on the terminal, or in a file outside the home."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ritualtui.places import Places
from support import on_path, script
from support.every_screen import ALONE, AT_HOME, OF_ONES_OWN
from support.homes import Still, begun
from support.private_space import give, on_the_disk
from support.watched_terminal import Watched

CANARY, OWN_CANARY = "heronbythecanal", "fornobodytoread"
SCREENS = [made.__name__ for made in (*AT_HOME, *OF_ONES_OWN, *ALONE)]
ITS_TERMINAL_AGAIN = b"\x1b[?1049l"
"""Until then the words are on the screen, as they are meant to be."""

Crash = Callable[..., str]


@pytest.fixture
def crash(env: dict[str, str], home: Places, still: Still, made: tuple[Path, str], tmp_path: Path) -> Iterator[Crash]:
    """Opens the full screen with ``screen`` on top, on which an exception flies; what the terminal shows after that."""
    opened: list[Watched] = []

    def crash(screen: str, where: str = "screen", **more: str) -> str:
        with begun(home, still, solo=screen in {made.__name__ for made in ALONE}, plans=True) as companion:
            companion.log.thank(CANARY)
            give(home, made[0])
            companion.private.write(OWN_CANARY)
        full = {k: v for k, v in env.items() if k not in ("COLUMNS", "LINES")}
        full |= {"TERM": "xterm-256color", **more}
        terminal = Watched([sys.executable, script("crash_on_screen"), screen, where], on_path(full), 100, 30)
        opened.append(terminal)
        assert terminal.wait_for_end() == 1, terminal.shown
        return terminal.raw.rpartition(ITS_TERMINAL_AGAIN)[2].decode().replace("\r\n", " ")

    yield crash
    for terminal in opened:
        terminal.close()
    assert all(path.startswith(home.home) for path in on_the_disk(tmp_path, CANARY))
    assert on_the_disk(tmp_path, OWN_CANARY) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("screen", SCREENS)
def test_on_no_screen_does_it_show_a_word(crash: Crash, screen: str) -> None:
    shown = crash(screen)
    assert "Something unexpected went wrong (KeyError). What was saved is saved." in shown
    assert CANARY not in shown and OWN_CANARY not in shown


@pytest.mark.slow
@pytest.mark.parametrize("screen", ["TodayScreen", "InsideScreen", "GuideScreen"])
@pytest.mark.parametrize("where", ["worker", "thread"])
def test_nor_beside_it(crash: Crash, screen: str, where: str) -> None:
    shown = crash(screen, where)
    assert "Something unexpected went wrong" in shown
    assert CANARY not in shown and OWN_CANARY not in shown


@pytest.mark.slow
@pytest.mark.parametrize("where", ["screen", "worker", "thread"])
def test_asked_where_it_says_where_and_no_more(crash: Crash, where: str) -> None:
    shown = crash("InsideScreen", where, RITUALTUI_DEBUG="1")
    assert "in boom" in shown and "KeyError" in shown
    assert CANARY not in shown and OWN_CANARY not in shown
