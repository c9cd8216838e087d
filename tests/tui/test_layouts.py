"""Keys of layouts that write other letters act by their place, where nobody types and the letter has no meaning."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import layouts
from ritualtui.tui.app import RitualApp
from support import textual_inside
from support.homes import Still, begun
from support.watched_terminal import Screen

BESIDE_CAPS_LOCK = {
    "ru": "ф", "uk": "ф", "el": "α", "he": "ש", "ar": "ش", "fa": "ش", "ka": "ა", "hy": "ջ", "sr": "а", "bg": "ь",
    "mn": "й", "th": "ฟ", "hi": "ो",
}  # fmt: skip


@pytest.mark.parametrize(("language", "letter"), BESIDE_CAPS_LOCK.items())
def test_the_key_beside_caps_lock(monkeypatch: pytest.MonkeyPatch, language: str, letter: str) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    assert layouts.key_at(letter) == "a"


@pytest.mark.parametrize(
    ("letter", "key"), [("й", "q"), ("Г", "U"), ("ї", "]"), ("٢", "2"), ("۳", "3"), ("ς", "w"), ("ө", "-"), ("ә", "2")]
)
def test_without_a_language_the_layout_that_has_the_letter(
    monkeypatch: pytest.MonkeyPatch, letter: str, key: str
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert layouts.key_at(letter) == key


@pytest.mark.parametrize("letter", [*"aqzäéßøıœÅ2,;?/'", "。", "、", "́", "", "ab"])
def test_latin_letters_and_signs_are_what_they_are(letter: str) -> None:
    assert layouts.key_at(letter) is None


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["ф", "α", "ש", "ش", "ა", "ฟ"])
async def test_today_answers_them(log: Companion, home: Places, still: Still, letter: str) -> None:
    app = RitualApp(home, clock=still)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press(letter)
        await pilot.press(*"tea", letter)
        await pilot.press("enter")
        await pilot.pause()
    log.refresh()
    said = [record.text for record in log.look.listed(kinds=["appreciation"])]  # type: ignore[attr-defined]
    assert said == [f"tea{letter}"], "on the line it is a letter"


async def test_a_letter_of_ones_own_comes_first(log: Companion, home: Places, still: Still) -> None:
    Path(home.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text('[keys]\n"today.log" = "2,ф"\n', encoding="utf-8")
    app = RitualApp(home, clock=still)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("ф")
        await pilot.pause()
        assert type(app.screen).__name__ == "LogScreen"


async def test_leaving_now_by_its_place(log: Companion, home: Places, still: Still) -> None:
    app = RitualApp(home, clock=still)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+й")
        await pilot.pause()
    assert app.left_now


async def test_a_letter_of_no_layout_that_is_known_is_told_once(log: Companion, home: Places, still: Still) -> None:
    app = RitualApp(home, clock=still)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("あ", "い", "é")
        await pilot.pause()
        said = textual_inside.notices(app)
    assert len(said) == 1 and "ctrl+p" in said[0]


@pytest.mark.slow
def test_a_terminal_that_says_where_the_key_lies(run: Callable[..., object], home: Places, screen: Screen) -> None:
    begun(home, plans=True).close()
    today = screen(LC_ALL="C.UTF-8")
    today.wait_for("1 Today")
    assert b"\x1b[=4;2u" in today.raw
    today.type("\x1b[1072::97;;1072u")  # а of a Serbian layout lies where a US one has f; this terminal says a
    today.wait_for("enter save")
    today.type("\x1b[1072::97;;1072u\x1b[13u")
    today.wait_for("Saved.")
    assert today.leave(b"\x1b[1081::113;;1081u") == 0
    with Companion.open(home) as companion:
        assert [r.text for r in companion.visible() if r.kind == "appreciation"] == ["а"]  # type: ignore[attr-defined]
