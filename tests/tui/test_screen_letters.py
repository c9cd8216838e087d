"""Every letter that a record keeps can be typed in every field, and backspace and the cursor go by whole letters."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea
from wcwidth import iter_graphemes

from ritualtui import freetext
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import graphemes, keymap_check, widgets
from ritualtui.tui.palette import Palette
from ritualtui.tui.widgets.text_field import ByLetters
from support import textual_inside
from support.full_screen import opened, seen, strike, until
from support.homes import Still, words

TEXTS = [
    "می\u200cخواهم",  # a joiner that keeps two letters apart
    "ශ්\u200dරී",  # one that joins them
    "👨\u200d👩\u200d👧 👍🏽 🇵🇹 ❤\ufe0f 1\ufe0f\u20e3",
    "a\u00a0b :\u202fc",  # hard spaces
    "o\u0323\u0302x नमस्ते 각",
    "\U0001fae9",  # newer than the tables of Python 3.11
    "soft\u00adhyphen \u2060 \ue000",
]
FIELDS = sorted(
    (one for one in keymap_check.classes(widgets) if issubclass(one, Input | TextArea) and one is not ByLetters),
    key=lambda one: one.__name__,
)


def value(field: Any) -> str:
    return str(field.text if isinstance(field, TextArea) else field.value)


class Alone(App[None]):
    """An app with one field."""

    def __init__(self, one: Any) -> None:
        super().__init__()
        self.one = one

    def compose(self) -> ComposeResult:
        yield self.one("")


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("one", FIELDS, ids=lambda one: one.__name__)
async def test_every_field_takes_every_letter(one: type[Any], text: str) -> None:
    app = Alone(one)
    async with app.run_test() as pilot:
        field = app.query_one(one)
        field.focus()
        await pilot.pause()
        strike(app, *text)  # type: ignore[arg-type]
        await until(lambda: value(field) == text)
        letters = list(iter_graphemes(text))
        for n in range(len(letters), 0, -1):
            await pilot.press("left")
            at = field.cursor_position if isinstance(field, Input) else field.cursor_location[1]
            assert at == len("".join(letters[: n - 1]))
        await pilot.press("right")
        await pilot.press("backspace")
        assert value(field) == "".join(letters[1:])
        await pilot.press("delete")
        assert value(field) == "".join(letters[2:])
        await pilot.press("end")
        for n in range(len(letters) - 1, 1, -1):
            await pilot.press("backspace")
            assert value(field) == "".join(letters[2:n])


@pytest.mark.slow
async def test_the_palette_takes_every_letter(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(lambda: isinstance(app.screen, Palette))
        await pilot.pause()
        strike(app, *TEXTS[0])
        await until(lambda: app.screen.query_one(Input).value == TEXTS[0])
        await until(lambda: "No matches" in seen(app) or "Nothing" in seen(app))
        await pilot.press("escape")


@pytest.mark.sample(1)
@pytest.mark.parametrize("text", TEXTS)
async def test_what_is_typed_is_kept_and_no_line_breaks(log: Companion, home: Places, still: Still, text: str) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        await pilot.press("a")
        await pilot.pause()
        strike(app, *text)
        await until(lambda: app.focused is not None and app.focused.value == text)  # type: ignore[attr-defined]
        for _ in range(3):
            await pilot.press("left")
            await pilot.pause()
            widths = {strip.cell_length for strip in textual_inside.painted(app)}
            assert widths == {60}, "no part of a letter stands alone"
        await pilot.press("enter")
        await pilot.pause()
        assert app.companion is not None and words(app.companion) == [freetext.clean(text)]


@pytest.mark.slow
async def test_a_click_goes_to_a_whole_letter(log: Companion, home: Places, still: Still) -> None:
    text = "👨\u200d👩\u200d👧👨\u200d👩\u200d👧x"
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        await pilot.pause()
        strike(app, *text)
        field = app.focused
        assert isinstance(field, Input)
        await until(lambda: field.value == text)
        for cell, at in ((0, 0), (1, 0), (2, 5), (3, 5), (4, 10), (5, 11)):
            await pilot.click("Line", offset=(cell, 0))
            assert field.cursor_position == at


@pytest.mark.slow
@given(st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from([*"".join(TEXTS)]))))
@settings(max_examples=300, deadline=None)
def test_the_way_there_is_the_way_back(text: str) -> None:
    ends = [0]
    while ends[-1] < len(text):
        ends.append(graphemes.after(text, ends[-1]))
    assert ends == [0] + [len("".join(list(iter_graphemes(text))[: n + 1])) for n in range(len(ends) - 1)]
    back = [len(text)]
    while back[-1] > 0:
        back.append(graphemes.before(text, back[-1]))
    assert back[::-1] == ends
    for position in range(len(text) + 1):
        assert graphemes.beginning(text, position) == max(end for end in ends if end <= position)


@given(st.characters())
def test_what_can_be_typed_is_what_is_kept(character: str) -> None:
    if character in "\n\t" or unicodedata.category(character) == "Cs":
        return
    kept = freetext.clean(f"a{character}b") if unicodedata.category(character) != "Cc" else "ab"
    assert freetext.is_kept(character) == (kept != "ab")
