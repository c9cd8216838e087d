"""Textual's unpublished side is leaned on in one folder only, and nothing there keeps the program from starting."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import textual

import ritualtui.tui
from ritualtui.places import Places
from ritualtui.tui import textual_compat
from support import TESTS, on_path, script
from support.homes import Still, begun
from support.watched_terminal import Screen, Watched

TUI, COMPAT = Path(ritualtui.tui.__path__[0]), Path(textual_compat.__path__[0])
TEXTUAL = Path(textual.__path__[0])
ALLOWED: dict[tuple[str, str], str] = {}
"""By file and name, why a reach outside ``textual_compat`` has to stay."""
CANARY = "heronbythecanal"
ITS_TERMINAL_AGAIN = b"\x1b[?1049l"


def is_private(name: str) -> bool:
    return re.match(r"_[a-zA-Z]", name) is not None


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def private_names(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Private names that are made here: functions, classes, variables and attributes."""
    for node in nodes:
        name = ""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = node.attr
        if is_private(name):
            yield name


@cache
def made_in(folder: Path, without: Path | None = None) -> frozenset[str]:
    """The private names that the files of ``folder`` make."""
    files = [file for file in folder.rglob("*.py") if without is None or without not in file.parents]
    return frozenset(name for file in files for name in private_names(ast.walk(parsed(file))))


def body_of(one: type) -> ast.ClassDef:
    file = inspect.getsourcefile(one)
    assert file is not None
    return next(
        node for node in ast.walk(parsed(Path(file))) if isinstance(node, ast.ClassDef) and node.name == one.__name__
    )


@cache
def made_by(one: type) -> frozenset[str]:
    """The private names of a class: in its body, and those that its methods give to ``self``."""
    names = set()
    for node in body_of(one).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(filter(is_private, names | given_to_self(body_of(one))))


def given_to_self(body: ast.ClassDef) -> set[str]:
    """The attributes that the methods of a class set."""
    found = set()
    for node in ast.walk(body):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                found.add(name)
    return found


def read_by(one: type) -> set[str]:
    """The private names that the methods of a class read of ``self`` or of ``super()``."""
    found = set()
    for node in ast.walk(body_of(one)):
        match node:
            case ast.Attribute(value=ast.Name(id="self") | ast.Call(func=ast.Name(id="super")), attr=name):
                found.add(name)
    return set(filter(is_private, found))


def classes() -> set[type]:
    """Every class of the full screen, as it is at runtime."""
    modules = [import_module(found.name) for found in walk_packages([str(TUI)], "ritualtui.tui.")]
    return {
        one
        for module in modules
        for _, one in inspect.getmembers(module, inspect.isclass)
        if one.__module__ == module.__name__
    }


def by_classes() -> set[tuple[str, str]]:
    """By file, what classes of ours take of their Textual bases: names that they override, or read."""
    found = set()
    for one in classes():
        theirs = [base for base in one.__mro__ if base.__module__.split(".")[0] == "textual"]
        ours = [base for base in one.__mro__ if base.__module__.startswith("ritualtui.")]
        outside = [base for base in ours if not base.__module__.startswith(textual_compat.__name__)]
        inherited = frozenset[str]().union(*map(made_by, theirs))
        own = frozenset[str]().union(*map(made_by, outside))
        for base in outside:
            taken = (made_by(base) | (read_by(base) - own)) & inherited
            found |= {(base.__module__, name) for name in taken}
    return found


def by_text(file: Path, own: frozenset[str]) -> set[str]:
    """The names of Textual's that a file asks of anything, by ``.name``, by ``getattr`` or by an import."""
    found = set()
    for node in ast.walk(parsed(file)):
        match node:
            case ast.Attribute(value=ast.Name(id="os")):
                pass
            case ast.Attribute(attr=name):
                found.add(name)
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "hasattr" | "delattr")
                | ast.Attribute(attr="setattr" | "delattr"),
                args=args,
            ):
                found |= {arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return {name for name in found if is_private(name) and name in made_in(TEXTUAL) and name not in own}


def imported(file: Path) -> set[str]:
    """What a file imports of Textual that is private, or lies in a private module."""
    found = set()
    for node in ast.walk(parsed(file)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name for name in names if name.startswith("textual.") and any(map(is_private, name.split(".")))}
    return found


@pytest.mark.slow
def test_nothing_outside_the_folder_reaches_into_textual() -> None:
    found = by_classes()
    own = made_in(TUI.parent, COMPAT)
    for file in sorted(TUI.rglob("*.py")):
        if COMPAT not in file.parents:
            name = ".".join(file.relative_to(TUI.parent.parent).with_suffix("").parts)
            found |= {(name, reach) for reach in by_text(file, own) | imported(file)}
    assert found - set(ALLOWED) == set()
    assert set(ALLOWED) - found == set(), "no longer needed"


@pytest.mark.slow
def test_the_tests_reach_into_textual_from_one_module() -> None:
    own = made_in(TUI.parent, COMPAT) | made_in(TESTS)
    found = {
        (str(file.relative_to(TESTS)), name)
        for file in sorted(TESTS.rglob("*.py"))
        for name in by_text(file, own) | imported(file)
    }
    assert {file for file, _ in found} == {"support/textual_inside.py"}, found


LEANS_ON = {
    file.stem: tuple(getattr(import_module(f"{textual_compat.__name__}.{file.stem}"), "LEANS_ON", ()))
    for file in sorted(COMPAT.glob("[!_]*.py"))
}
NAMES = [name for names in LEANS_ON.values() for name in names]


def last(name: str) -> str:
    """What moves: the last name, or that of a private module."""
    module, _, rest = name.partition(":")
    return next((part for part in module.split(".") if is_private(part)), rest.rpartition(".")[2])


def used_in(file: Path) -> set[str]:
    """Every name that stands in a file, but for the list of those it leans on."""
    found: set[str] = set()
    for statement in parsed(file).body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            continue
        for node in ast.walk(statement):
            match node:
                case ast.Attribute(attr=name) | ast.Name(id=name) | ast.FunctionDef(name=name):
                    found.add(name)
                case ast.ImportFrom(module=str(name)):
                    found |= set(name.split("."))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("file", LEANS_ON)
def test_each_file_lists_what_it_leans_on(file: str) -> None:
    """No private name of Textual's is in it that isn't listed; what is listed is in it, with the version it is from."""
    path, listed = COMPAT / f"{file}.py", LEANS_ON[file]
    own = {name for one in ast.walk(parsed(path)) if isinstance(one, ast.ClassDef) for name in given_to_self(one)}
    assert by_text(path, frozenset(own)) <= {last(name) for name in listed}
    assert {name.rpartition(".")[0] for name in imported(path)} <= {name.partition(":")[0] for name in listed}
    assert {last(name) for name in listed} <= used_in(path)
    told = " ".join((ast.get_docstring(parsed(path)) or "").split())
    assert not listed or re.search(r"seen in \d", told), "which Textual was it seen in?"


@pytest.mark.parametrize("name", NAMES)
def test_the_installed_textual_has_it(name: str) -> None:
    module, _, rest = name.partition(":")
    found = import_module(module)
    *owners, attribute = rest.split(".")
    for owner in owners:
        found = getattr(found, owner)
    if not hasattr(found, attribute):
        assert isinstance(found, type) and attribute in given_to_self(body_of(found))


# -- with names moved


@pytest.fixture
def moved(env: dict[str, str], home: Places, still: Still) -> Iterator[Screen]:
    """Runs the command, or a script, on a log with words in it, where Textual calls ``names`` otherwise."""
    with begun(home, still, plans=True) as companion:
        companion.log.thank(CANARY)
    opened: list[Watched] = []

    def start(names: list[str], *args: str, debug: str = "1") -> Watched:
        full = {k: v for k, v in env.items() if k not in ("COLUMNS", "LINES")}
        full |= {"TERM": "xterm-256color", "RITUALTUI_DEBUG": debug}
        call = [sys.executable, script("moved_names"), ",".join(sorted(set(map(last, names)))), *args]
        opened.append(Watched(call, on_path(full), 100, 30))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def is_used(terminal: Watched) -> str:
    """Today is there, a kind word is saved, the palette opens, and it is left. Returns what came after that."""
    terminal.wait_for("Good ")
    terminal.wait_for("thank Ben for")
    terminal.type("a")
    terminal.wait_for("enter save")
    terminal.type("the soup\r")
    terminal.wait_for("u undo")
    terminal.type("\x10")  # ctrl+p: a dialog with a field and a list
    terminal.wait_for("Type a command.")
    terminal.type("\x1b")
    terminal._read(lambda: "Type a command." not in terminal.shown, "Today again")
    terminal.type("q")
    assert terminal.wait_for_end() == 0
    before, _, after = terminal.raw.rpartition(ITS_TERMINAL_AGAIN)
    assert b"is gone" not in before
    return after.decode()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_it_starts_without(moved: Screen, name: str) -> None:
    assert CANARY not in is_used(moved([name]))


@pytest.mark.slow
def test_it_starts_without_any_of_them(moved: Screen) -> None:
    said = is_used(moved(NAMES))
    for name in ("_handle_exception", "_bindings", "_value", "_xterm_parser", "selectors"):
        assert re.search(rf"\b{name}\b", said), said
    assert CANARY not in said


@pytest.mark.slow
def test_nothing_is_noted_while_all_is_there(moved: Screen) -> None:
    assert "Textual: " not in is_used(moved(["_no_such_name"]))


@pytest.mark.sample(1)
@pytest.mark.parametrize(("where", "debug"), [("screen", ""), ("thread", ""), ("screen", "1")])
def test_a_crash_shows_no_word_however_textual_tells_of_it(moved: Screen, where: str, debug: str) -> None:
    ways = ["_handle_exception", "_print_error_renderables", "_exit_renderables", "_exception", "_fatal_error"]
    terminal = moved(ways, script("crash_on_screen"), "TodayScreen", where, debug=debug)
    assert terminal.wait_for_end() == 1, terminal.shown
    said = terminal.raw.rpartition(ITS_TERMINAL_AGAIN)[2].decode()
    assert ("ScreenFailed" if debug else "Something unexpected went wrong") in said and CANARY not in said
    assert ("_handle_exception is gone" in said) == bool(debug)
