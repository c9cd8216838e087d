"""Themes: ours can be read, one's own are checked, a broken one is told and left out."""

import re
from pathlib import Path

import pytest
from textual.color import Color

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import themes
from support import textual_inside
from support.full_screen import THEMES, opened, until
from support.homes import Still

pytestmark = pytest.mark.sample(1)

GOOD = """
name = "{name}"
[colours]
primary = "#e3a857"
foreground = "#eeeeee"
background = "#111111"
"""
EVERY = sorted(path.stem for path in themes.shipped_folder().glob("*.toml"))
STYLES = Path(themes.__file__).parent / "styles"


def test_ours_are_found_and_sound() -> None:
    found, problems = themes.load(themes.shipped_folder())
    assert {theme.name for theme in found} >= set(THEMES)
    assert not problems
    assert {theme.dark for theme in found} == {True, False}


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_that_words_have_can_be_read(name: str, tmp_path: Path) -> None:
    theme = themes.find(Places(str(tmp_path), str(tmp_path)), name)
    assert theme is not None
    colours = theme.to_color_system().generate()
    grounds = [Color.parse(colours[ground]) for ground in ("background", "surface", "panel")]
    for said in ("text", "text-muted", "text-disabled", "primary", "success", "error", "foreground"):
        for ground in grounds:
            assert themes.contrast(Color.parse(colours[said]), ground) >= themes.READABLE, (said, ground)
    night = {**themes.VARIABLES, **theme.variables}
    assert themes.contrast(Color.parse(night["night-text"]), Color.parse(night["night"])) >= themes.READABLE


@pytest.mark.parametrize("name", EVERY)
def test_lines_that_mean_something_can_be_seen(name: str, tmp_path: Path) -> None:
    theme = themes.find(Places(str(tmp_path), str(tmp_path)), name)
    assert theme is not None
    colours = theme.to_color_system().generate()
    for ground in ("background", "surface", "panel"):  # WCAG 2.2, 1.4.11: what is no text
        for line in ("border", "primary", "secondary"):
            found = themes.contrast(Color.parse(colours[line]), Color.parse(colours[ground]))
            assert found >= 3, (line, ground, found)
    night = {**themes.VARIABLES, **theme.variables}
    assert themes.contrast(Color.parse(night["night-text"]), Color.parse(night["night"])) >= 7


def test_contrast_is_that_of_wcag() -> None:
    assert themes.contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert themes.contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.005)


def test_no_colour_stands_in_a_stylesheet() -> None:
    for sheet in STYLES.glob("*.tcss"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\s*[;!%]|rgb\(|hsl\(", sheet.read_text()), sheet
    for code in Path(themes.__file__).parent.rglob("*.py"):
        assert not re.search(r"\bcolor: #|background: #", code.read_text()), code


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = ", "not TOML"),
        (GOOD.format(name="a b"), "name"),
        (GOOD.format(name="x") + 'back = "#fff"', "has no “back”"),
        (GOOD.format(name="x").replace("#eeeeee", "#222222"), "contrast of"),
        (GOOD.format(name="x").replace("#eeeeee", "reddish"), "“reddish” is no colour"),
        (GOOD.format(name="x").replace("primary", "colour"), "has no “colour”"),
        ('name = "x"\n[colours]\nprimary = "#fff"', "has no “foreground”"),
        ('dark = "no"\n' + GOOD.format(name="x"), "true or false"),
        (GOOD.format(name="x") + "[variables]\nborder = 3", "wants text"),
        (GOOD.format(name="x") + '[variables]\nnight = "pitch"', "no colour"),
        ('name = "x"\ncolours = 3', "wants a table"),
        (GOOD.format(name="x") + "# " + "x" * 70_000, "too large"),
    ],
)
def test_a_broken_theme_is_told(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    (tmp_path / "good.toml").write_text(GOOD.format(name="good"))
    found, problems = themes.load(tmp_path)
    assert [theme.name for theme in found] == ["good"]
    assert len(problems) == 1 and "bad.toml" in problems[0] and line in problems[0]


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in themes.load(tmp_path).problems[0]
    assert themes.load(tmp_path / "missing") == ((), ())


@pytest.mark.slow
async def test_ones_own_theme_is_there_and_a_broken_one_is_told(log: Companion, home: Places, still: Still) -> None:
    folder = themes.own_folder(home)
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(GOOD.format(name="mine"))
    (folder / "bad.toml").write_text("[[")
    async with opened(home, still) as (app, pilot):
        await until(lambda: "mine" in app.available_themes)
        await until(lambda: any("bad.toml" in notice for notice in textual_inside.notices(app)))
        app.theme = "mine"
        await pilot.pause()
    async with opened(home, still) as (app, _):
        assert app.theme == "mine"
    assert 'theme = "mine"' in Path(home.settings).read_text()


async def test_a_theme_that_is_gone_is_no_reason_to_stop(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('theme = "gone"\n')
    async with opened(home, still) as (app, _):
        assert app.theme == themes.DEFAULT


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["nord", "textual-light", "ansi-dark", "gruvbox"])
async def test_textuals_own_themes_work(
    log: Companion, home: Places, still: Still, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    async with opened(home, still) as (app, pilot):
        if theme in app.available_themes:
            assert app.theme == theme
        await pilot.press("r", "b", "right")
        await pilot.pause()
        assert app.return_code is None
