"""One word for one idea: no word that was given up is in anything that people read.

Each part yields the texts that it shows. What stands in backticks, and blocks of code, are names: commands, files and
fields keep theirs.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from ritualtui.cli.group import COMMANDS, cli

ROOT = Path(__file__).parents[1]
HERE = ROOT / "ritualtui"

OLD = {
    r"kept": "saved (or stays, stored)",
    r"early words?": "nudge",
    r"machines?": "computer",
    r"sealed|unsealed": "encrypted, locked, private",
    r"neither way": "paused days don't count for or against you",
    r"in step": "synced",
    r"forgiven|forgives?": "grace day",
    r"mend(s|ed|ing)?": "fix, rebuild",
    r"small reach(es)?|reached out": "bid",
    r"met an edge|passed by|how (it|they|a bid) (was|were|is|are) met|was met|bids met": "turned toward, away, against",
    r"short form|low-energy|easier form": "short version",
    r"tender": "taking root",
    r"run \d+|best \d+|shared run": "streak, longest",
    r"(?<!there )is no (day|date|weekday|setting|time|kind|label|id|invite|address|answer|placeholder)": "isn't a",
    r"meant": "planned",
    r"records?": "entry",
    r"targets?": "sync folder",
    r"unsaid": "unsent draft",
    r"own space|space of (your|one[’']s) own|sealed space": "private space",
    r"rarely wrong": "(nothing: it is not so)",
    r"anew": "again",
    r"was elsewhere|been elsewhere": "absent",
    r"turns at|day turns": "a new day starts at",
    r"^go on$|go on with it|to go on\.?$|(enter|ctrl\+c) goes on|and go on$": "continue (a timer: resume)",
    r"set back to zero": "a missed day costs a little, and never everything",
}
"""What was given up → what is said instead."""

ALLOWED = {
    "a bid, a small reach for": "introduces the word bid",
    "bids, the small reaches for": "introduces the word bid",
    "bids too (small reaches for": "introduces the word bid",
    "kept word for word": "fields of a newer version are left as they are, which is more than saved",
    "it's kept until you delete it": "a promise",
    "kept together with the journal": "two files that stay side by side",
    "being kept from": "prevented from",
    "have kept a log": "as one keeps a diary",
    "kept a promise": "a promise that is kept",
    "a promise kept": "a promise that is kept",
    "promised, and kept it": "a promise that is kept",
    "promised, and it was not kept": "a promise that is kept, or not",
    "not kept": "of promises, in a report",
    "{n} kept": "of promises, in a report",
    "86 and 33 as targets": "goals",
    "records keys or the screen": "the verb",
    "machine host login user": "a line of ~/.netrc",
    "[targets.md": "a page's file",
    "a bid is a small reach for": "introduces the word bid",
    "nothing has to be forgiven": "of people, and no day",
    "better left unsaid": "of words, and no draft",
    "record | none": "a type",
    "list[record]": "a type",
}
"""Where an old word is the right one, and why."""

CODES_OWN = {
    "data.md": r"[Rr]ecord",
    "architecture.md": r"\b([Rr]ecord|target)s?\b",
    "glossary.md": r"\b([Rr]ecord|[Tt]arget)s?\b",
}
"""Words of the code, in pages on it."""

SEEN = ("RitualError", "UsageError", "TargetError", "RingError")
"""The errors whose words people see."""


def literals(path: Path) -> Iterator[str]:
    """The texts in a file of code that people may see: string literals with a space in them, but no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(said, str) and " " in said:
            yield said


def errors(path: Path) -> Iterator[str]:
    """What the errors say that a file of code raises, those that people see."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SEEN:
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
                    yield part.value


def values(found: Any) -> Iterator[str]:
    """Every text in a TOML table."""
    if isinstance(found, str):
        if " " in found:
            yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from values(value)
    elif isinstance(found, list):
        for value in found:
            yield from values(value)


def helps() -> Iterator[str]:
    """The help of every command, and of the commands in them."""

    def of(command: click.Command, name: str) -> Iterator[str]:
        # A command remembers its own option for help, and other tests read that, too.
        whole = command.get_help(click.Context(command, info_name=name, help_option_names=["-h", "--help"]))
        yield re.sub(r"(?m)^Usage: .*|^  [a-z-]+(?=  )", "", whole)  # without the commands' names
        if isinstance(command, click.Group) and name != "ritualtui":
            for inner in command.commands.values():
                yield from of(inner, inner.name or "")

    yield from of(cli, "ritualtui")
    context = click.Context(cli, info_name="ritualtui")
    for name in COMMANDS:
        command = cli.get_command(context, name)  # type: ignore[attr-defined]
        assert command is not None
        yield from of(command, name)


def toml(name: str) -> Callable[[], Iterator[str]]:
    return lambda: values(tomllib.loads((HERE / "content" / "en" / name).read_text(encoding="utf-8")))


def prose(*paths: Path) -> Iterator[str]:
    for path in paths:
        yield from path.read_text(encoding="utf-8").split("\n\n")


def pages() -> Iterator[str]:
    return prose(*sorted((HERE / "content" / "en" / "pages").glob("*.md")))


def docs() -> Iterator[str]:
    for path in sorted((ROOT / "docs").glob("*.md")):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        if path.name in CODES_OWN:  # what things are called by those who read the file, or the code
            text = re.sub(CODES_OWN[path.name], "", text)
        yield from text.split("\n\n")


def readme() -> Iterator[str]:
    yield from re.sub(r"```.*?```", "", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL).split("\n\n")


def tooltips() -> Iterator[str]:
    for path in sorted((HERE / "tui").rglob("*.py")):
        if path.name != "words.py":
            yield from literals(path)


def below() -> Iterator[str]:
    """What the parts below both faces say: notes, warnings, and errors that are put together from several texts."""
    for place in ("companion", "practice", "insight", "store", "sync"):
        for path in sorted((HERE / place).rglob("*.py")):
            if path.name != "tinydb_storage.py":  # speaks to those who use TinyDB on the file
                yield from literals(path)


def raised() -> Iterator[str]:
    for path in sorted(HERE.rglob("*.py")):
        if "tui" not in path.parts:
            yield from errors(path)


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "--help": helps,
    "messages.py": lambda: literals(HERE / "messages.py"),
    "cli": lambda: (text for path in sorted((HERE / "cli").glob("*.py")) for text in literals(path)),
    "partners_copy.py": lambda: literals(HERE / "companion" / "partners_copy.py"),
    "errors": raised,
    "below": below,
    "report.toml": toml("report.toml"),
    "pages": pages,
    "docs": docs,
    "README": readme,
    "CHANGELOG": lambda: prose(ROOT / "CHANGELOG.md"),
    "tui/words.py": lambda: literals(HERE / "tui" / "words.py"),
    "tooltips": tooltips,
    "rituals.toml": toml("rituals.toml"),
    "nudges.toml": toml("nudges.toml"),
    "insights.toml": toml("insights.toml"),
    "private.toml": toml("private.toml"),
}


NAMES = re.compile(r"`[^`]*`|~/\S+|\]\([^)]*\)|\{[a-z_]*\}|--[a-z-]+|\b[A-Z]{2,}\b")
"""What is a name and no word: code in backticks, paths, links, fields, options, metavars."""


def old_words(text: str) -> list[str]:
    """The old words in a text, with what is said instead."""
    said = " ".join(text.split())
    for allowed in ALLOWED:
        said = re.sub(re.escape(allowed), " ", said, flags=re.IGNORECASE)
    said = NAMES.sub(" ", said).casefold()
    return [
        f"{found[0]!r} ({better}) in {' '.join(text.split())[:200]!r}"
        for old, better in OLD.items()
        for found in re.finditer(rf"\b(?:{old})\b", said)
    ]


@pytest.mark.parametrize("part", PARTS)
def test_no_old_word_is_in_what_people_read(part: str) -> None:
    texts = list(PARTS[part]())
    assert texts
    found = [line for text in texts for line in old_words(text)]
    assert not found, "\n".join(found)


def test_an_old_word_is_found() -> None:
    assert old_words("Kept for Ben.") and old_words("on this machine") and old_words("a small reach")
    assert not old_words("`private mend` and `kept`") and not old_words("a bid, a small reach for attention")
