"""The house: no file leads back to itself, also by an import inside a function; no name means two things."""

import ast
from collections.abc import Iterator
from pathlib import Path

import ritualtui

ROOT = Path(ritualtui.__file__).parent
LISTED: frozenset[str] = frozenset()
"""Modules that may lead back to themselves, each with its reason. None so far."""


def modules() -> dict[str, Path]:
    found = {}
    for path in ROOT.rglob("*.py"):
        name = ".".join(("ritualtui", *path.relative_to(ROOT).with_suffix("").parts))
        found[name.removesuffix(".__init__")] = path
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    """What it imports when it runs; what is only for the type checker is none of it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        else:
            yield from imported(node)


def test_no_file_leads_back_to_itself() -> None:
    known = modules()
    leads: dict[str, set[str]] = {}
    for name, path in known.items():
        to = imported(ast.parse(path.read_text()))
        leads[name] = {found for said in to for found in (said, said.rpartition(".")[0]) if found in known} - {name}
        # ``from a.b import c``: the module c where there is one, else b.
        leads[name] -= {found.rpartition(".")[0] for found in leads[name] if found.rpartition(".")[0] in known}
    left = {name: to - LISTED for name, to in leads.items() if name not in LISTED}
    while ends := {name for name, to in left.items() if not to & left.keys()}:
        left = {name: to for name, to in left.items() if name not in ends}
    assert not left, f"these lead back to themselves: {sorted(left)}"


def test_it_would_be_seen(tmp_path: Path) -> None:
    assert list(imported(ast.parse("def f():\n    from a import b\n    import c.d"))) == ["a.b", "c.d"]
    assert list(imported(ast.parse("if TYPE_CHECKING:\n    from a import b"))) == []


FACES = {"cli", "tui/screens", "tui/charts", "companion", "companion/charts", "companion/report", "kinds"}
"""One thing has one name where it is typed, shown, done and kept."""
NAMED_ALIKE = {
    "merge": "the command, and what it does",
    "pages": "the help pages as text, on the command line and on the screen",
    "pulse": "the command, and what it shows",
    "rituals": "the rituals as data, what can be done with them, and the commands",
}
"""Names in other rooms, too, with the reason."""


def test_no_name_means_two_things() -> None:
    rooms: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        if path.stem != "__init__":
            rooms.setdefault(path.stem, set()).add(path.parent.relative_to(ROOT).as_posix())
    twice = {name for name, where in rooms.items() if len(where) > 1 and not where <= FACES}
    assert twice == NAMED_ALIKE.keys()


NO_CHART = {"__init__", "canvas", "gallery"}
"""What the charts are drawn on, and the list of them."""


def test_a_chart_has_one_name_where_it_is_worked_out_and_where_it_is_drawn() -> None:
    worked_out, drawn = ({path.stem for path in (ROOT / face / "charts").glob("*.py")} for face in ("companion", "tui"))
    assert drawn - NO_CHART and drawn - NO_CHART <= worked_out
