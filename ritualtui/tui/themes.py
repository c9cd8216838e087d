"""Themes from TOML: ours, and those in one's own settings folder. A broken one is told and left out.

Stands apart from the app because nothing here runs before the first paint but the reading of one file.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from ritualtui import freetext
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import toml
from ritualtui.strings import _, nearest
from ritualtui.tui import words

DEFAULT: Final = "hearth"
READABLE: Final = 4.5
"""The contrast that text needs to what is behind it (WCAG 2.2, 1.4.3)."""
COLOURS: Final = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success", "warning", "error",
)  # fmt: skip
_NEEDED: Final = ("primary", "foreground", "background")
_TOP: Final = ("name", "dark", "about", "colours", "variables")
_MOST_BYTES: Final = 64 * 1024
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")

VARIABLES: Final = {"night": "#050403", "night-text": "#a8998a", "ember": "#5a3a22"}
"""Variables of our own, for the themes that know nothing of them: the dark page, words on it, the one spark."""


class Found(NamedTuple):
    """The themes that are good, in order, and a line for each that is not."""

    themes: tuple[Theme, ...]
    problems: tuple[str, ...]


class Unfit(ValueError):
    """What is wrong with a theme, in words."""


def shipped_folder() -> Path:
    """Where our own themes are: in the package once it is installed, beside it in a checkout."""
    package = Path(__file__).absolute().parent.parent
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def own_folder(places: Places) -> Path:
    """Where a person's own themes are."""
    return Path(places.config, "themes")


def parse(text: str) -> Theme:
    """The theme in TOML ``text``. Raises ``Unfit`` with what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise Unfit(_("this is not TOML: {err}").format(err=freetext.one_line(str(err)))) from None
    except RecursionError:
        raise Unfit(_("this is nested too deeply")) from None
    except ValueError:
        raise Unfit(_("a number is too long")) from None
    _only(data, _TOP, "a theme")
    name = data.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Unfit(_("“name” wants small letters, digits and hyphens"))
    if not isinstance(dark := data.get("dark", True), bool):
        raise Unfit(_("“dark” is true or false"))
    colours = _table(data, "colours")
    _only(colours, COLOURS, "“colours”")
    for key in _NEEDED:
        if key not in colours:
            raise Unfit(_("“colours” has no “{key}”").format(key=key))
    parsed = {key: _colour(key, value) for key, value in colours.items()}
    variables = _table(data, "variables")
    for key, value in variables.items():
        if not isinstance(value, str):
            raise Unfit(_("the variable “{key}” wants text").format(key=freetext.one_line(key)))
        if key.startswith("text") or key in VARIABLES:
            _colour(key, value)
    for key in ("foreground", "text-muted", "text-disabled"):
        text_colour = parsed["foreground"] if key == "foreground" else variables.get(key)
        if text_colour is not None:
            _readable(key, text_colour, parsed)
    return Theme(name=name, dark=dark, variables=dict(variables), **colours)


def _only(data: dict[str, Any], allowed: Iterable[str], what: str) -> None:
    for key in data:
        if key not in allowed:
            raise Unfit(
                _("{what} has no “{key}”; it has {allowed}").format(
                    what=what, key=freetext.one_line(key)[:60], allowed=", ".join(allowed)
                )
            )


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise Unfit(_("“{key}” wants a table").format(key=key))
    return table


def _colour(key: str, value: object) -> Color:
    try:
        return Color.parse(value if isinstance(value, str) else "")
    except ColorParseError:
        raise Unfit(
            _("“{value}” is no colour for “{key}”; write it as #e0a458").format(
                value=freetext.one_line(str(value))[:40], key=key
            )
        ) from None


def _readable(key: str, colour: Color | str, parsed: dict[str, Color]) -> None:
    ahead = colour if isinstance(colour, Color) else _colour(key, colour)
    for ground in ("background", "surface", "panel"):
        if ground in parsed and (found := contrast(ahead, parsed[ground])) < READABLE:
            raise Unfit(
                _("“{key}” on “{ground}” has a contrast of {found:.1f}; {readable} can be read").format(
                    key=key, ground=ground, found=found, readable=READABLE
                )
            )


def contrast(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def load(*folders: Path) -> Found:
    """The themes in ``folders``; one in a later folder takes the place of one of the same name."""
    themes: dict[str, Theme] = {}
    problems: list[str] = []
    for path in _files(folders):
        try:
            theme = parse(_text(path))
        except RitualError as err:
            problems.append(freetext.one_line(_("{what} That theme is left out.").format(what=err.what)))
        except Unfit as err:
            problems.append(f"{freetext.one_line(str(path))}: {err}.")
        else:
            themes[theme.name] = theme
    return Found(tuple(themes.values()), tuple(problems))


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        try:
            yield from sorted(path for path in folder.iterdir() if path.suffix == ".toml")
        except OSError:
            continue  # there is none, which is usual


def _text(path: Path) -> str:
    try:
        return toml.read(str(path), _MOST_BYTES)
    except UnicodeDecodeError:
        raise Unfit(_("it is not text in UTF-8")) from None


def missing(places: Places, name: str, offered: Collection[str]) -> str:
    """That the settings name a theme that is not there (or is broken), in a line, and the nearest of ``offered``."""
    near = nearest.nearest(name, offered)
    hint = nearest.asked(f"“{near}”") if near else words.THEMES_ARE.format(names=", ".join(offered))
    return f"{words.NO_THEME.format(path=places.settings, name=freetext.quoted(name), default=DEFAULT)} {hint}"


def find(places: Places, name: str) -> Theme | None:
    """The theme of this name, one's own before ours; None where there is none that is good."""
    for folder in (own_folder(places), shipped_folder()):
        try:
            theme = parse(_text(folder / f"{name}.toml")) if _NAME.fullmatch(name) else None
        except (Unfit, RitualError):
            continue
        if theme is not None and theme.name == name:
            return theme
    return None
