"""``config.toml``: how the full screen looks, sounds and listens. What the couple agreed on (names, plans) is not here.

Read with tomllib, written with tomlkit so that one's own comments and order stay. A mistake is told with the nearest
name and costs only the setting it is in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ritualtui import freetext
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store import files, toml
from ritualtui.strings import _, nearest

Leap = Literal["february", "march"]
Motion = Literal["full", "still"]


@dataclass(frozen=True)
class Settings:
    """Each field is a key of the file. ``keys`` maps the id of an action to the keys it shall have, as Textual
    names them, comma-separated; ``lock`` is how many minutes without a key one's own space stays open, 1 to 60;
    ``nudges``: whether an early word is shown on Today; ``apart``: whether the two are in two places;
    ``leap``: whether 29 February is the 28th of that month or 1 March in other years; ``hidden``:
    ids of rituals that are not offered on this machine. Where the environment asks for less motion
    (``TEXTUAL_ANIMATIONS=none``), it is less.
    """

    theme: str = "hearth"
    motion: Motion = "full"
    bell: bool = True
    lock: int = 5
    nudges: bool = True
    apart: bool = False
    leap: Leap = "february"
    hidden: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)


_ALLOWED: dict[str, tuple[object, ...] | None] = {
    "theme": None, "motion": ("full", "still"), "bell": (True, False), "lock": None,
    "nudges": (True, False), "apart": (True, False),
    "leap": ("february", "march"), "hidden": None, "keys": None,
}  # fmt: skip
_MOST_SAID = 20
"""Mistakes that are told."""


def load(places: Places) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and each mistake in the file as one line. A missing file is all defaults. Raises nothing."""
    name = places.settings
    try:
        table = tomllib.loads(toml.read(name))
    except RitualError as err:
        return Settings(), (_("{what} The usual settings are used.").format(what=err.what),)
    except UnicodeDecodeError:
        return Settings(), (_("{name}: not text in UTF-8. The usual settings are used.").format(name=name),)
    except RecursionError:
        return Settings(), (_("{name}: nested too deeply. The usual settings are used.").format(name=name),)
    except tomllib.TOMLDecodeError as err:
        return Settings(), (_("{name}: {err}. The usual settings are used.").format(name=name, err=err),)
    except ValueError:
        return Settings(), (_("{name}: a number is too long. The usual settings are used.").format(name=name),)
    good: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in table.items():
        if key not in _ALLOWED and len(problems) > _MOST_SAID:
            continue  # it is another file than it should be: hundreds more would help nobody
        try:
            good[key] = _checked(key, value)
        except UsageError as err:
            problems.append(f"{name}: {err}")
    if len(problems) > _MOST_SAID:
        problems[_MOST_SAID:] = [_("{name}: there are more mistakes; fix these first.").format(name=name)]
    return Settings(**good), tuple(problems)


def save(places: Places, key: str, value: str | bool | int | list[str] | Mapping[str, str]) -> None:
    """Set one key in the file, leaving the rest of it as it is; the file is made where it is missing.

    Raises ``UsageError`` for an unfit value, ``RitualError`` where the file cannot be read or written.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    checked = _checked(key, value)
    name = places.settings
    try:
        document = tomlkit.parse(toml.read(name))
    except (ParseError, RecursionError, ValueError):
        raise UsageError(
            _("{name} cannot be read.").format(name=name), _("Fix it by hand, or remove it. Nothing was changed.")
        ) from None
    table = document.get(key)
    if isinstance(checked, dict) and isinstance(table, dict):  # what is beside each entry stays
        for gone in table.keys() - checked.keys():
            del table[gone]
        table.update({name: said for name, said in checked.items() if table.get(name) != said})
    else:
        document[key] = list(checked) if isinstance(checked, tuple) else checked
    files.make_folder(places.config)
    files.replace(files.real(name), tomlkit.dumps(document).encode())


def _checked(key: str, value: Any) -> Any:
    said = freetext.one_line(key)[:60]
    if key not in _ALLOWED:
        others = f". {_('There are {allowed}.').format(allowed=', '.join(_ALLOWED))}"
        raise UsageError(
            _("“{said}” isn't a setting{hint}").format(said=said, hint=nearest.ending(key, _ALLOWED, others))
        )
    if key == "keys":
        if not isinstance(value, Mapping) or not all(isinstance(v, str) and v for v in value.values()):
            raise UsageError(_("“keys” takes a table of actions, each with its keys in quotation marks."))
        return {str(k): str(v) for k, v in value.items()}
    if key == "hidden":
        if not isinstance(value, list) or not all(isinstance(v, str) and 0 < len(v) <= 60 for v in value):
            raise UsageError(_("“hidden” takes a list of rituals, each by its id in quotation marks."))
        return tuple(dict.fromkeys(map(str, value)))
    if key == "lock":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 60:
            raise UsageError(_("“lock” takes whole minutes from 1 to 60, without quotation marks."))
        return value
    choices = _ALLOWED[key]
    if choices is None:
        if not isinstance(value, str) or not value or len(value) > 60:
            raise UsageError(_("“{said}” takes a name in quotation marks.").format(said=said))
        return str(value)
    if value not in choices or isinstance(value, bool) != isinstance(choices[0], bool):
        named = " or ".join("true" if c is True else "false" if c is False else f"“{c}”" for c in choices)
        raise UsageError(_("“{said}” takes {named}.").format(said=said, named=named))
    return value
