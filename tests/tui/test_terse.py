"""What goes to the terminal is less, and paints the same."""

from datetime import date
from typing import cast

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.driver import Driver
from textual.strip import Strip

from ritualtui.companion import demo
from ritualtui.places import Places
from ritualtui.tui.textual_compat import compact_output
from support import textual_inside
from support.full_screen import opened
from support.homes import Still

WIDTH, HEIGHT = 24, 6
colours = st.sampled_from([None, "red", "bright_cyan", "color(200)", "#102030", "#f0e0d0", "default"])
styles = st.builds(
    lambda front, back, **on: Style(color=front and Color.parse(front), bgcolor=back and Color.parse(back), **on),
    colours, colours, bold=st.booleans(), italic=st.booleans(), underline=st.booleans(), strike=st.booleans(),
    reverse=st.booleans(),
)  # fmt: skip
texts = st.sampled_from([" ", "   ", "a", "two words", " lead", "tail ", "ü", "日本"])
written = st.lists(st.lists(st.tuples(texts, styles), max_size=6), min_size=1, max_size=HEIGHT)


def painted(*data: str) -> list[list[object]]:
    """Each cell as it is seen: of a blank, not the letters' colour."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for one in data:
        stream.feed(one)
    seen: list[list[object]] = []
    for y in range(HEIGHT):
        row: list[object] = []
        for x in range(WIDTH):
            cell = screen.buffer[y][x]
            lined = cell.underscore, cell.strikethrough, cell.reverse
            letters = (cell.fg, cell.bold, cell.italics) if cell.data.strip() or any(lined) else ()
            row.append((cell.data, cell.bg, lined, letters))
        seen.append(row)
    return seen


def as_textual_writes(rows: list[list[tuple[str, Style]]]) -> str:
    console = Console(color_system="truecolor", force_terminal=True, width=WIDTH)
    return "".join(
        f"\x1b[{y};1H{Strip([Segment(text, style) for text, style in row]).crop(0, WIDTH).render(console)}"
        for y, row in enumerate(rows, 1)
    )


@pytest.mark.slow
@given(written, written)
def test_it_paints_the_same(first: list[list[tuple[str, Style]]], then: list[list[tuple[str, Style]]]) -> None:
    usual = as_textual_writes(first), as_textual_writes(then)
    short = tuple(map(compact_output.shortened, usual))
    assert painted(*short) == painted(*usual)
    assert all(len(a) <= len(b) for a, b in zip(short, usual, strict=True))


def test_what_is_no_picture_goes_as_it_is() -> None:
    for data in ("\x1b[?2026h", "\x1b[?1049l\x1b[H", "", "words", "\x1b]0;\x07"):
        assert compact_output.shortened(data) == data


@pytest.mark.parametrize(
    "codes",
    ["58;5;1", "58;2;9;9;9;1", "38", "38;2;1", "38;5;", "48;9;1", "73", "4;58;5;1", "999", "4:3", "38:2::1:2:3"],
)
def test_a_style_that_is_not_known_goes_through_as_it_is(codes: str) -> None:
    data = f"\x1b[1;31mred\x1b[0m\x1b[{codes}mother\x1b[0m\x1b[32mgreen\x1b[0m plain"
    short = compact_output.shortened(data)
    assert f"\x1b[0m\x1b[{codes}mother\x1b[0;32mgreen" in short
    assert short.endswith(" plain")


def test_a_style_that_is_not_known_at_the_end_is_taken_back() -> None:
    assert compact_output.shortened("\x1b[58;5;1mwords\x1b[0m") == "\x1b[58;5;1mwords\x1b[0m"


def test_before_anything_else_the_style_is_as_it_was_meant() -> None:
    """Clearing takes the background that holds."""
    data = "\x1b[48;2;1;2;3mx\x1b[0m\x1b[2K\x1b[48;2;1;2;3my\x1b[0m"
    assert "\x1b[0m\x1b[2K" in compact_output.shortened(data) and compact_output.shortened(data).endswith("\x1b[0m")


@pytest.mark.slow
@pytest.mark.parametrize("key", ["", "b", "2", "question_mark"])
async def test_a_screen_takes_half_the_bytes(key: str, home: Places, still: Still) -> None:
    demo.write(home, 7, date.fromisoformat(still.now().date().isoformat()), 60, 4.0)
    async with opened(home, still, (120, 40)) as (app, pilot):
        await pilot.press(*([key] if key else []))
        await pilot.pause()
        console = Console(color_system="truecolor", force_terminal=True)
        usual = textual_inside.sent_anew(app, console)
    assert len(compact_output.shortened(usual)) < 0.6 * len(usual)


def test_the_terminals_own_driver_says_less() -> None:
    said: list[str] = []

    class Usual:
        def write(self, data: str) -> None:
            said.append(data)

    compact_output.driver(cast("type[Driver]", Usual))().write("\x1b[1mx\x1b[0m\x1b[1my\x1b[0m")  # type: ignore[call-arg]
    assert said == ["\x1b[1mxy\x1b[0m"]
