"""What is said to those who change the code: names exist, the picture is the contract, recipes leave no file out."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from ritualtui import kinds
from ritualtui.insight import nudge_kinds
from ritualtui.practice import step_kinds
from ritualtui.sync import address, schemes

ROOT = Path(__file__).parent.parent
CODE = ROOT / "ritualtui"
ARCHITECTURE, CONTRIBUTING = ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"
PAGES = (ARCHITECTURE, ROOT / "docs" / "glossary.md", CONTRIBUTING)

ELSEWHERE = {
    "ritualtui.json": "the data file in somebody's home",
    "log.filter": "the id of a key, and the example of a recipe",
}
"""Names with a dot that are none of our code's."""
OTHERS = {"os", "textual"}
"""Packages of others whose parts have names that ours have, too."""

EXAMPLES = {
    "A record kind": r"\bmilestone\b",
    "A step kind": r'"appreciate"',
    "A nudge kind": r"\bgetting-better\b",
    "A kind of sync folder": r"\bs3\b",
    "A theme": r'"dusk"',
    "A theme role": r"\bember\b",
    "A language": r"\bmsgstr\b",  # what only a catalogue has
    "A key": r'"log\.filter"',
}
"""By recipe: how its example is called in the files of the program."""
MOST = {"A record kind": 4, "A theme": 0, "A key": 1}
"""By recipe: how many Python files it may touch; three, where it isn't here."""


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def named(page: Path) -> set[str]:
    """What a page has in backticks, but for commands."""
    return {token for token in re.findall(r"`([^`]+)`", prose(page)) if not re.search(r"[\s=…]", token)}


def is_path(token: str) -> bool:
    return "/" in token or token.endswith((".py", ".md", ".toml"))


def targets(node: ast.AST) -> Iterator[str]:
    """The names that a statement gives."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name))
    elif isinstance(node, ast.ImportFrom):
        yield from (name.asname or name.name for name in node.names)


@cache
def defined() -> set[str]:
    """``module.name``, ``Class`` and ``Class.name``, and ``name`` alone, of all that is defined in the program."""
    found: set[str] = set()
    for path in CODE.rglob("*.py"):
        module = path.parent.name if path.stem == "__init__" else path.stem
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = {name for node in tree.body for name in targets(node)}
        found |= top | {f"{module}.{name}" for name in top}
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found |= {f"{node.name}.{name}" for inner in node.body for name in targets(inner)}
    return found


def unknown(tokens: Iterable[str]) -> list[str]:
    """Those of ``tokens`` that are the name of a file or of something in the code, and aren't there."""
    known, lost = defined(), []
    for token in tokens:
        if token in ELSEWHERE or token.startswith((".venv/", "'")):
            continue
        if is_path(token):
            there = any(ROOT.glob(token.rstrip("/")))
        elif "." in token or re.fullmatch(r"_?[A-Z][A-Za-z_]*[a-zA-Z]", token):
            there = token in known
        else:
            continue
        if not there:
            lost.append(token)
    return sorted(lost)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_named_is_there(page: Path) -> None:
    assert len(named(page)) > 50
    assert unknown(named(page)) == [], "a path is from the top of the repository, a function has its module in front"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_line_is_longer_than_the_code_and_no_link_leads_out(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 120
    assert not re.findall(r"\]\((?:https?:|/|(?:\.\./){2})", text)


def test_what_is_not_there_is_found() -> None:
    gone = ["Guide.no_such", "NoSuchClass", "_NO_SUCH", "journal.no_such", "ritualtui/insight/no_such.py"]
    assert unknown([*gone, "ritualtui/store/journal.py", "journal.append_change", "Guide.forward", "Guide"]) == gone


def test_what_a_docstring_names_is_there() -> None:
    """``module.name``, of a name that is ours: it may have moved, or its module may have another name now."""
    known, lost = defined(), []
    for path in CODE.rglob("*.py"):
        for token in re.findall(r"``([A-Za-z_.]+\.[A-Za-z_]+)``", path.read_text(encoding="utf-8")):
            first, *_, owner, name = token.partition(".")[0], *token.split(".")
            there = f"{owner}.{name}" in known or any(CODE.rglob(f"{owner}/{name}.py"))
            if name in known and not (there or is_path(token) or first in OTHERS):
                lost.append(f"{path.relative_to(ROOT)}: {token}")
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.stem)
def test_a_file_that_any_page_names_is_there(page: Path) -> None:
    """As other pages name one: from the top of the repository, or from ``ritualtui/``."""
    paths = {token for token in named(page) if re.fullmatch(r"[\w./-]+/[\w.-]+\.(py|toml)", token)}
    assert [path for path in paths if not (ROOT / path).exists() and not (CODE / path).exists()] == []


def picture() -> list[list[str]]:
    """The rooms of the picture, line by line."""
    block = re.search(r"```text\n(.*?)```", ARCHITECTURE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    lines = [re.split(r"\s{3,}", line.strip())[0] for line in block[1].splitlines() if line.strip() not in ("", "|")]
    return [[room.strip() for room in line.split("|")] for line in lines]


def test_the_picture_is_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = [sorted(room.rstrip("/") for room in line) for line in picture()]
    assert drawn == [sorted(room.strip().removeprefix("ritualtui.") for room in layer.split("|")) for layer in layers]


def test_each_room_is_in_the_picture_as_what_it_is() -> None:
    drawn = {room for line in picture() for room in line}
    packages = {f"{path.parent.name}/" for path in CODE.glob("*/__init__.py")}
    modules = {path.stem for path in CODE.glob("*.py") if not path.stem.startswith("__")}
    assert drawn == packages | modules
    about = prose(ARCHITECTURE)
    assert [room for room in packages if f"**`ritualtui/{room}`**" not in about] == [], "say what it is for"


def recipes() -> dict[str, str]:
    """The recipes by their titles."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    parts = re.split(r"^### ", text[text.index("## Recipes") :], flags=re.MULTILINE)[1:]
    return {title: text for title, _, text in (part.partition("\n") for part in parts)}


def files(pattern: str) -> set[str]:
    """The files of the program in which ``pattern`` is."""
    every = [path for folder in ("ritualtui", "themes") for path in (ROOT / folder).rglob("*.*")]
    text = [path for path in every if path.suffix in (".py", ".toml", ".tcss", ".md", ".html")]
    return {path.relative_to(ROOT).as_posix() for path in text if re.search(pattern, path.read_text(encoding="utf-8"))}


def test_each_recipe_has_an_example() -> None:
    assert list(recipes()) == list(EXAMPLES)


@pytest.mark.parametrize("title", EXAMPLES)
def test_a_recipe_lists_every_file_that_its_example_is_in(title: str) -> None:
    text = recipes()[title]
    steps = re.findall(r"^\d+\. `([^`]+)`:", text, re.MULTILINE)
    listed = {path.relative_to(ROOT).as_posix() for step in steps for path in ROOT.glob(step)}
    assert listed == files(EXAMPLES[title])
    python = sum(path.endswith(".py") for path in listed)
    assert f"Files of the program: {len(listed)}{'' if python == len(listed) else f', {python} in Python'}." in text
    assert python <= MOST.get(title, 3)


# -- what the recipes end with, for all there are


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", step_kinds.ROWS, ids=lambda row: row.name)
def test_each_step_kind_says_what_there_is_to_say(row: step_kinds.StepKind) -> None:
    from ritualtui.tui.screens import step_widgets

    assert set(step_widgets.WIDGETS) == set(step_kinds.KINDS)
    assert f"\n| `{row.name}` | " in doc("rituals.md")
    assert not row.record or row.field in kinds.by_name()[row.record].record.__struct_fields__
    assert not row.only_given or row.wants != "none"
    assert set(row.fields) <= {"seconds", "deck", "stems", "pool"}


OF_THEMSELVES = {"quiet": "a couple's own rhythm says when", "lopsided": "both ask for it, a month at a time"}
"""The nudges that take no evidence, and what brings them instead."""


@pytest.mark.parametrize("row", nudge_kinds.ROWS, ids=lambda row: row.kind)
def test_each_nudge_kind_says_what_there_is_to_say(row: nudge_kinds.NudgeKind) -> None:
    assert (row.threshold is None) == (row.kind in OF_THEMSELVES)
    assert nudge_kinds.ORDER.index(row.kind) == nudge_kinds.ROWS.index(row)
    words, insights = (
        tomllib.loads((CODE / "content" / "en" / name).read_text(encoding="utf-8"))
        for name in ("nudges.toml", "insights.toml")
    )
    assert all(words[row.kind][part] for part in ("name", "said", "place", "label"))
    assert len(row.sign.cell) == 1 and insights["legend"][row.sign.legend]
    if row.kind != "lopsided":  # nothing that is watched: shown where both ask for it
        assert words[row.kind]["short"] and words[row.kind]["alone"]
        assert f"`{row.kind}`" in doc("pulse.md")


@pytest.mark.parametrize("row", schemes.ROWS, ids=lambda row: row.name)
def test_each_kind_of_sync_folder_says_what_there_is_to_say(row: schemes.Scheme) -> None:
    assert row.form.startswith(f"{row.name}:") and address.parse(row.form).scheme == row.name
    module, _, name = row.opens.rpartition(".")
    assert re.search(rf"^class {name}\b", (CODE / "sync" / f"{module}.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert row.stored == bool(row.extra), "what is a storage is on a server, and needs what speaks with it"
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert not row.extra or row.extra in extras
    if row.shape != "path":
        assert row.password
        heads = re.findall(r"^## (.*)", doc("targets.md"), re.MULTILINE)
        assert any(f"`{row.name}:" in head for head in heads)
