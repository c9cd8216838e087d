"""TOML that people write, read so that every problem can be told by file name and line.

``tomllib`` checks the text but forgets where things stood; a second, much simpler pass over the text it has found
good gives each key its line. Stands apart from rituals and decks because both are read this way.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from ritualtui import freetext
from ritualtui.errors import UsageError
from ritualtui.store.toml import TOKEN
from ritualtui.strings import _
from ritualtui.strings.nearest import ending

Path = tuple[str | int, ...]
"""Where something stands: ``("ritual", 0, "steps", 2, "text")``."""

FORMAT: Final = 1
"""The only schema there is so far; a file may name it with ``format = 1``."""
_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MOST_TOLD, _MOST_SAID = 200, 20
"""Problems that are looked for, and those that are said: behind them a file has only more of the same."""
TEXT_LIMIT: Final = 1_000
"""Characters in one text of a definition: what is shown should fit a screen."""

_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class _Skim:
    """One pass over valid TOML that notes the line of each table, key and array item. Never judges."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._count: dict[Path, int] = {}  # the index of the newest table in each array of tables
        self._tokens: list[tuple[str, int]] = []
        line = 1
        for found in TOKEN.finditer(text):
            if found.lastgroup != "blank":
                self._tokens.append((found.group(), line))
            line += found.group().count("\n")
        self._at = 0
        self._document()

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _past_newlines(self) -> bool:
        while self._peek() == "\n":
            self._at += 1
        return self._at < len(self._tokens)

    def _line(self) -> int:
        return self._tokens[self._at][1]

    def _key(self) -> list[str]:
        parts = [_unquoted(self._take())]
        while self._peek() == ".":
            self._take()
            parts.append(_unquoted(self._take()))
        return parts

    def _document(self) -> None:
        base: Path = ()
        while self._past_newlines():
            if self._peek() == "[":
                base = self._header()
            else:
                self._pair(base)

    def _header(self) -> Path:
        line = self._line()
        self._take()
        array = self._peek() == "["
        if array:
            self._take()
        keys = self._key()
        self._at += 2 if array else 1  # the closing brackets
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            self.lines.setdefault(path, line)
            if array and number == len(keys):
                self._count[path] = self._count.get(path, -1) + 1
            if path in self._count:
                path = (*path, self._count[path])
            self.lines.setdefault(path, line)
        return path

    def _pair(self, base: Path) -> None:
        line = self._line()
        keys = self._key()
        self._take()  # the equals sign
        for length in range(1, len(keys) + 1):
            self.lines.setdefault((*base, *keys[:length]), line)
        self._value((*base, *keys))

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening not in ("[", "{"):
            while self._peek() not in (",", "]", "}", "\n", ""):
                self._take()
            return
        self._take()
        item = 0
        while self._past_newlines() and self._peek() not in ("]", "}"):
            if opening == "{":
                self._pair(path)
            else:
                self.lines.setdefault((*path, item), self._line())
                self._value((*path, item))
            item += 1
            self._past_newlines()
            if self._peek() == ",":
                self._take()
        self._take()


def _unquoted(key: str) -> str:
    """A key as it is meant: ``"a\\u0062"`` and ``'ab'`` and ``ab`` are the same."""
    if key[:1] not in ("'", '"'):
        return key
    (meant,) = tomllib.loads(f"{key}=0")
    return meant


class Definitions:
    """One TOML text with the line of every key, and the problems told so far.

    ``name`` is what problems call the file. Reading raises nothing: a text that is not TOML has one problem and
    an empty ``root``. ``generous``: keys that are not known are passed over.
    """

    generous = False

    def __init__(self, text: str, name: str) -> None:
        self.name = freetext.one_line(name)
        self._problems: list[tuple[int, str]] = []
        data: dict[str, Any] = {}
        self._text = text = text.removeprefix("\ufeff")  # some editors begin a file with it; TOML does not allow it
        try:
            data = tomllib.loads(text)
        except RecursionError:
            self._problems.append((0, _("this is nested too deeply.")))
        except ValueError as err:  # TOMLDecodeError, or a number too long for Python
            said = str(err)
            found = _AT_LINE.search(said)
            end = text.count("\n") + (not text.endswith("\n"))
            line = (int(found[1]) if found[1] else end) if found else 0
            said = _AT_LINE.sub("", said) if found else _("a number is too long")
            self._problems.append((line, _("this is not TOML: {said}.").format(said=freetext.one_line(said))))
        self.root = Table(self, (), data)

    @classmethod
    def of(cls, data: Mapping[str, Any], name: str) -> "Definitions":
        """The same for plain data that another machine wrote: there are no lines, and a newer version may know more."""
        made = cls("", name)
        made.generous = True
        made.root = Table(made, (), data)
        return made

    @cached_property
    def _lines(self) -> dict[Path, int]:
        """The line of everything, found out once there is a problem: a good file pays nothing for it."""
        try:
            return _Skim(self._text).lines
        except RecursionError:  # nested just deeply enough for tomllib
            return {}

    def line(self, path: Path) -> int:
        """The line (from 1) of what stands at ``path``, or of the nearest thing around it; 0 where unknown."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    def tell(self, path: Path, what: str) -> None:
        """Add a problem with what stands at ``path``."""
        self._problems.append((self.line(path), what))

    def tables(self, key: str) -> list["Table"]:
        """The tables of ``[[key]]``, which is all that a file holds, but for its format."""
        self.root.only(("format", key), _("this file"))
        if self.root.data.get("format", FORMAT) != FORMAT:
            self.root.tell(
                "format", _("“format” is {format} as far as this version of the program knows.").format(format=FORMAT)
            )
        return self.root.tables(key)

    @property
    def told(self) -> int:
        """How many problems there are so far."""
        return len(self._problems)

    @property
    def problems(self) -> tuple[str, ...]:
        """Each problem as one line, in the order of the file: ``rituals.toml, line 7: …``."""
        ordered = sorted(self._problems, key=lambda problem: problem[0])
        lines = [f"{self._place(line)}: {what}" for line, what in ordered]
        if len(lines) > _MOST_SAID:
            lines[_MOST_SAID:] = [_("{name}: there are more mistakes; fix these first.").format(name=self.name)]
        return tuple(lines)

    def _place(self, line: int) -> str:
        return _("{name}, line {line}").format(name=self.name, line=line) if line else self.name


class Table:
    """One table of a file. Each getter answers with a value of the right type; what is wrong is told, not raised."""

    def __init__(self, source: Definitions, path: Path, data: Mapping[str, Any]) -> None:
        self.source, self.path, self.data = source, path, data

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def tell(self, key: str | None, what: str) -> None:
        """Add a problem with ``key`` (None: with the table as a whole)."""
        self.source.tell(self.path if key is None else (*self.path, key), what)

    def only(self, allowed: Sequence[str], thing: str) -> None:
        """Tell each key that is not among ``allowed``. ``thing`` is what has those keys: ``a ritual``."""
        for key in () if self.source.generous else self.data:
            if self.source.told >= _MOST_TOLD:
                return  # it is another file than it should be: hundreds more would help nobody
            if key not in allowed:
                self.tell(
                    key,
                    _("{thing} has no {key}{nearest}").format(
                        thing=thing, key=quoted(key), nearest=nearest(key, allowed, _("it has"))
                    ),
                )

    def text(self, key: str, *, needed: bool = False, limit: int = TEXT_LIMIT) -> str:
        """The words at ``key``, cleaned; empty where there are none."""
        value = self._typed(key, str, needed)
        return "" if value is None else self._cleaned(key, value, limit)

    def identifier(self) -> str:
        """The ``id``; empty, and told, where there is none or it is not fit to be one."""
        value = self.text("id", needed=True)
        if value and not _IDENTIFIER.fullmatch(value):
            self.tell(
                "id",
                _("{value} isn't an id: small letters, digits, hyphens; a letter first; 40 at most.").format(
                    value=quoted(value)
                ),
            )
            return ""
        return value

    def line_of_text(self, key: str, *, needed: bool = False, limit: int = TEXT_LIMIT) -> str:
        """``text`` with white space run together, for names and the like."""
        return " ".join(self.text(key, needed=needed, limit=limit).split())

    def texts(self, key: str, *, limit: int = TEXT_LIMIT, most: int = 40) -> tuple[str, ...]:
        """A list of at most ``most`` texts, none of them empty."""
        value = self._typed(key, list, False) or []
        if len(value) > most:
            self.tell(key, _("“{key}” has {count} texts; {most} fit.").format(key=key, count=len(value), most=most))
        found = []
        for number, item in enumerate(value):
            place = (*self.path, key, number)
            if not isinstance(item, str):
                self.source.tell(
                    place,
                    _("“{key}” wants a list of texts, and holds {type_name}.").format(
                        key=key, type_name=_type_name(item)
                    ),
                )
            else:
                found.append(self._cleaned(place, item, limit))
        return tuple(found)

    def whole(self, key: str, low: int, high: int, *, needed: bool = False) -> int | None:
        """The whole number at ``key``, from ``low`` to ``high``; None where there is none or it is wrong."""
        value = self._typed(key, int, needed)
        if value is not None and not low <= value <= high:
            self.tell(key, _("“{key}” is {low} to {high:,}.").format(key=key, low=low, high=high))
            return None
        return None if value is None else int(value)

    def yes_or_no(self, key: str) -> bool | None:
        """The true or false at ``key``; None where there is none or it is wrong."""
        value: bool | None = self._typed(key, bool, False)
        return value

    def tables(self, key: str) -> list["Table"]:
        """The tables of ``[[key]]``."""
        value = self._typed(key, list, False) or []
        found = []
        for number, item in enumerate(value):
            place = (*self.path, key, number)
            if isinstance(item, dict):
                found.append(Table(self.source, place, item))
            else:
                self.source.tell(
                    place, _("“{key}” wants tables, and holds {type_name}.").format(key=key, type_name=_type_name(item))
                )
        return found

    def _typed(self, key: str, kind: type, needed: bool) -> Any:
        """The value at ``key`` if it is of ``kind``, else None (told, as is its absence where it is needed)."""
        if key not in self.data:
            if needed:
                self.tell(None, _("“{key}” is missing here.").format(key=key))
            return None
        value = self.data[key]
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.tell(
            key,
            _("“{key}” wants {type_names}, and has {type_name}.").format(
                key=key, type_names=_TYPE_NAMES[kind], type_name=_type_name(value)
            ),
        )
        return None

    def _cleaned(self, key: str | Path, value: str, limit: int) -> str:
        path = (*self.path, key) if isinstance(key, str) else key
        name = next(part for part in reversed(path) if isinstance(part, str))
        try:
            cleaned = freetext.clean(value, limit, f"“{name}”")
        except UsageError as err:
            self.source.tell(path, err.what)
            return ""
        if not cleaned:
            self.source.tell(path, _("“{name}” is empty.").format(name=name))
        return cleaned


_TYPE_NAMES = {
    str: _("text in quotes"), bool: _("true or false"), int: _("a whole number"), float: "a fraction", list: "a list",
    dict: "a table",
}  # fmt: skip


def _type_name(value: object) -> str:
    return _TYPE_NAMES.get(type(value), _("a date or a time"))


def quoted(word: str) -> str:
    """A word from a file, safe and short enough to stand in a problem."""
    word = freetext.one_line(word)
    return f"“{word if len(word) <= 40 else word[:39] + '…'}”"


def nearest(word: str, known: Collection[str], otherwise: str) -> str:
    """The end of a problem: ``; did you mean “…”?``, else all of ``known`` after the words ``otherwise``."""
    return ending(word.casefold(), known, f"; {otherwise} {', '.join(known)}.")
