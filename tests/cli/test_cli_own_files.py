"""What anybody may put in the place of a file that people write: it holds nothing up, and is told by name."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.homes import begun

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@contextmanager
def _socket(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's path has room for a hundred letters
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
            yield
    finally:
        os.chdir(before)


@contextmanager
def _made(path: Path, kind: str) -> Iterator[None]:
    """Something of that kind at ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "socket":
        with _socket(path):
            yield
        return
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "endless":
        path.symlink_to("/dev/zero")
    elif kind == "large":
        path.write_text("# " + "x" * 300_000 + "\n")
    elif kind == "long key":
        path.write_text("\n" + ".".join("a" * 20_000) + " = 1\n")
    elif kind == "long key in brackets":
        path.write_text("\n[" + ".".join("a" * 20_000) + "]\n")
    elif kind == "deep":
        path.write_text("x = " + "[" * 20_000 + "]" * 20_000 + "\n")
    elif kind == "long number":
        path.write_text("x = " + "9" * 20_000 + "\n")
    yield


KINDS = {
    "pipe": "not a plain file", "endless": "not a plain file", "socket": "not a plain file", "folder": "s a directory",
    "large": "is too large", "long key": "line 2: a key has more than 16 parts",
    "long key in brackets": "line 2: a key has more than 16 parts", "deep": "nested too deeply",
    "long number": "number is too long",
}  # fmt: skip


def begin(home: Places) -> None:
    """A log of Ana and Ben."""
    begun(home).close()


@contextmanager
def cleared(path: Path) -> Iterator[None]:
    """Take away whatever is at ``path`` at the end."""
    yield
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()


@pytest.mark.slow
def test_own_rituals_of_any_kind_leave_those_that_are_shipped(run: Run, home: Places) -> None:
    begin(home)
    path = Path(home.own_rituals)
    for kind, told in KINDS.items():
        with _made(path, kind), cleared(path):
            done = run("today")
        assert done.returncode == 0 and "edtime" in done.stdout, kind
        (line,) = done.stderr.splitlines()
        assert home.own_rituals in line and told in line


@pytest.mark.parametrize("kind", KINDS)
def test_settings_of_any_kind_leave_the_usual_ones(home: Places, kind: str) -> None:
    look = (
        "import sys\n"
        "from ritualtui.companion import settings\n"
        "from ritualtui.errors import RitualError\n"
        "from ritualtui.places import Places\n"
        "places = Places(*sys.argv[1:])\n"
        "found, told = settings.load(places)\n"
        "assert found == settings.Settings()\n"
        "print(*told, sep='\\n')\n"
        "try:\n    settings.save(places, 'bell', False)\n"
        "except RitualError as err:\n    print(err)\n"
    )
    with _made(Path(home.settings), kind):
        done = subprocess.run(
            [sys.executable, "-c", look, *home], capture_output=True, text=True, timeout=120, check=True
        )
    told = done.stdout.splitlines()
    assert home.settings in told[0] and KINDS[kind] in told[0]
    assert len(told) <= 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_theme_of_any_kind_is_left_out(home: Places, kind: str) -> None:
    from ritualtui.tui import themes

    folder = Path(home.config, "themes")
    with _made(folder / "odd.toml", kind):
        found = themes.load(themes.shipped_folder(), folder)
        assert themes.find(home, "odd") is None
    assert len(found.themes) > 3
    (line,) = found.problems
    assert str(folder / "odd.toml") in line and "\n" not in line


def test_many_mistakes_are_a_few_lines(run: Run, home: Places) -> None:
    begin(home)
    path = Path(home.own_rituals)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(f"steqs{n} = 1" for n in range(6_000)))
    done = run("today")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert 2 < len(lines) <= 30 and "line 1:" in lines[0] and "more mistakes" in lines[-1]


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("name", "kind"),
    [("ritualtui.json", "pipe"), ("ritualtui.json", "endless"), ("ritualtui.json-wal", "pipe"),
     ("ritualtui.json-wal", "socket"), ("ritualtui.json-wal", "endless"), ("glance.json", "pipe"),
     ("seen.json", "pipe"), ("ritualtui.json-lock", "pipe")],
)  # fmt: skip
def test_in_the_place_of_our_own_files_nothing_is_waited_for(run: Run, home: Places, name: str, kind: str) -> None:
    begin(home)
    place = Path(home.home, name)
    place.unlink(missing_ok=True)
    with _made(place, kind):
        for args in (["today"], ["thank", "-q", "soup"]):
            done = run(*args)
            assert "Traceback" not in done.stderr and "unexpected" not in done.stderr
            assert done.stderr.count("\n") <= 2 and done.returncode in (0, 1)


@pytest.mark.slow
def test_what_is_read_once_may_be_a_pipe_but_not_without_end(run: Run, home: Places, tmp_path: Path) -> None:
    begin(home)
    done = run("import", "/dev/zero")
    assert done.returncode == 2 and "it never ends" in done.stderr and done.stderr.count("\n") == 1
    line = b'{"kind":"appreciation","by":"Ana","to":"Ben","text":"soup","at":"2026-11-20T20:00:00+00:00"}\n'
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(line))
    writer.start()
    assert run("import", str(tmp_path / "pipe")).stdout == "1 new.\n"
    writer.join()
    for file in ("/dev/zero", str(tmp_path)):
        done = run("private", "setup", "--passphrase-file", file, "--sheet", "-")
        assert done.returncode in (1, 2) and done.stderr.count("\n") == 1 and file in done.stderr
