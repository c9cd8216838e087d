"""For somebody who translates: the template of all texts, the compiled catalogue, and a pseudo-language to try it by.

    python -m ritualtui.strings.catalogues template FILE.pot        all texts, with the lines that they stand in
    python -m ritualtui.strings.catalogues compile FOLDER           the .mo of each .po below a folder of languages
    python -m ritualtui.strings.catalogues pseudo FOLDER            the language ``en_XA`` in a folder of languages

A folder of languages has one folder a language: ``LC_MESSAGES/ritualtui.po`` (and ``.mo``) and the files of
``content/en`` that are translated. ``RITUALTUI_LANGUAGES=FOLDER RITUALTUI_LANGUAGE=en_XA ritualtui`` tries one. The
pseudo-language is English with an accent on each vowel and each vowel twice: some forty per cent longer, readable, and
whatever has a plain vowel was not looked up. Needs Babel, which the extra ``test`` brings.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ritualtui.strings import DOMAIN, SOURCE

if TYPE_CHECKING:
    from babel.messages import Catalog

PSEUDO: Final = "en_XA"
"""The name that the Unicode CLDR has for English with accents."""
_PACKAGE: Final = Path(__file__).parents[1]
_KEYWORDS: Final = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_ACCENTS: Final = dict(zip("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ", strict=True))
_AS_IT_IS: Final = re.compile(
    r"\\u[0-9a-fA-F]{4}|\\n|\{[^{}]*\}|`[^`]*`|%\(\w+\)[sd]|https?://\S+|<[^>]+>|&\w+;|--[a-z-]+|\[/?[\w.$ -]*\]"
    r"|\b[a-z]\([a-z]+\)|\bctrl\+\w|\bf\d\b|\besc\b|\benter\b|\btab\b|\b[A-Z_]{2,}\b|\b\w+\.(?:toml|json|html|md)\b"
    r"|\w+://\S*|ritualtui\b"
)
"""What a translation keeps: values, code, addresses, options, keys, names of files."""


def texts() -> "Catalog":
    """Every text of the program: what stands in ``_()`` and ``ngettext()``, help of commands, and what click says."""
    import click
    from babel.messages import Catalog
    from babel.messages.extract import extract_from_dir

    made = Catalog(domain=DOMAIN, project=DOMAIN)
    for folder in (_PACKAGE, Path(click.__file__).parent):
        for name, line, message, _comments, context in extract_from_dir(folder, keywords=_KEYWORDS):
            made.add(message, locations=[(name, line)], context=context)
    for path in sorted((_PACKAGE / "cli").glob("*.py")):
        for line, text in _help(path):
            made.add(text, locations=[(f"cli/{path.name}", line)])
    return made


def _help(path: Path) -> Iterator[tuple[int, str]]:
    """The docstrings of commands, which click shows as their help."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and any(_is_command(each) for each in node.decorator_list):
            text = ast.get_docstring(node)
            if text:
                yield node.lineno, text


def _is_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def accented(text: str) -> str:
    """``text`` in the pseudo-language: ``Good evening, {name}.`` becomes ``Góóóód éévééníng, {name}.``"""
    made, at = [], 0
    for kept in _AS_IT_IS.finditer(text):
        made += [_vowels(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*made, _vowels(text[at:])])


def _vowels(text: str) -> str:
    return "".join(_ACCENTS.get(letter, letter) * (1 + (letter in "aeiou")) for letter in text)


def compile_all(folder: Path) -> list[Path]:
    """Compile each catalogue below ``folder``. Returns what was written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, domain=DOMAIN)
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


def pseudo(folder: Path) -> Path:
    """Write the pseudo-language below ``folder``, compiled. Returns its folder."""
    from babel.messages.pofile import write_po

    place = folder / PSEUDO
    (place / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    catalogue = texts()
    for message in catalogue:
        if message.id:
            both = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            said = tuple(accented(each) for each in both)
            message.string = said if len(said) > 1 else said[0]
    catalogue.locale = SOURCE  # its plural rule
    with (place / "LC_MESSAGES" / f"{DOMAIN}.po").open("wb") as file:
        write_po(file, catalogue)
    compile_all(folder)
    for source in sorted((_PACKAGE / "content" / SOURCE).rglob("*.*")):
        target = place / source.relative_to(_PACKAGE / "content" / SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        target.write_text(_in_toml(text) if source.suffix == ".toml" else _in_page(text), encoding="utf-8")
    return place


_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NO_TEXT: Final = ("#", "evidence = ")
_NO_PROSE: Final = re.compile(r"[a-z0-9_:.,-]*")


def _in_toml(text: str) -> str:
    """The values of a TOML file accented, but for its ids: one word in small letters."""

    def said(found: re.Match[str]) -> str:
        return found[0] if _NO_PROSE.fullmatch(found[1]) else f'"{accented(found[1])}"'

    return "\n".join(line if line.startswith(_NO_TEXT) else _QUOTED.sub(said, line) for line in text.split("\n"))


def _in_page(text: str) -> str:
    return "\n".join(accented(line) for line in text.split("\n"))


def main(words: list[str]) -> int:
    """The command. Returns its exit code."""
    import click
    from babel.messages.pofile import write_po

    match words:
        case ["template", file]:
            with Path(file).open("wb") as out:
                write_po(out, texts(), omit_header=False)
        case ["compile", folder]:
            click.echo("\n".join(map(str, compile_all(Path(folder)))))
        case ["pseudo", folder]:
            click.echo(pseudo(Path(folder)))
        case _:
            click.echo(__doc__, err=True)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
