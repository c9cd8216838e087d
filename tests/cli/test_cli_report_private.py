"""``report --private``: entries of one's own space, opened by their owner, each left out until it is taken in."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import Terminal

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Open = Callable[..., Terminal]
SECRET = "correct horse"
MARKS = "Leave out (3 or 2-5; +3 puts back; b goes back; Enter continues):"
WRITE = "(y writes, look shows what stays in, b goes back, n stops):"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "passphrase"
    path.write_text(SECRET + "\n")
    return str(path)


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test's home is kept for the others: making a space takes a second."""
    return tmp_path_factory.mktemp("space") / "home"


@pytest.fixture
def mine(run: Run, file: str, home: Places, space: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    if not space.exists():
        assert run("init", "--me", "Ana", "--partner", "Ben").returncode == 0
        assert run("private", "setup", "--passphrase-file", file).returncode == 0
        assert run("thank", "the soup").returncode == 0
        for words in ("KEPT-TO-ME", "FOR-THE-ROOM\nin two lines"):
            assert run("journal", input=words).returncode == 0
        shutil.copytree(home.home, space)
    else:
        shutil.copytree(space, home.home)
    return run


@pytest.mark.slow
def test_nothing_sealed_is_in_it_without_the_word(mine: Run, tmp_path: Path) -> None:
    done = mine("report", "--all", "--own", "--out", "-")
    assert done.returncode == 0 and "the soup" in done.stdout
    assert "FOR-THE-ROOM" not in done.stdout and "KEPT-TO-ME" not in done.stdout


@pytest.mark.slow
def test_each_is_left_out_until_it_is_taken_in(mine: Run, terminal: Open, file: str, tmp_path: Path) -> None:
    one = terminal("report", "--private", "--passphrase-file", file, "--out", "x.md")
    one.wait_for(f"1 to 3 of 3\n{MARKS}")
    lines = [line for line in one.shown.splitlines() if "KEPT-TO-ME" in line or "FOR-THE-ROOM" in line]
    assert [line[0] for line in lines] == ["–", "–"]
    number = next(line for line in lines if "FOR-THE-ROOM" in line).split()[1]
    one.type(f"+{number}\n")
    one.wait_for_prompt(MARKS)
    one.type("\n")
    one.wait_for("Two lines stay in, one left out.")
    one.wait_for_prompt(WRITE)
    one.type("y\n")
    assert one.wait_for_end() == 0
    made = (tmp_path / "x.md").read_text("utf-8")
    assert "FOR-THE-ROOM" in made and "in two lines" in made and "from Ana’s private space" in made
    assert "KEPT-TO-ME" not in made


@pytest.mark.slow
def test_all_takes_them_too(mine: Run, file: str) -> None:
    done = mine("report", "--all", "--private", "--passphrase-file", file, "--format", "md", "--out", "-")
    assert "FOR-THE-ROOM" in done.stdout and "KEPT-TO-ME" in done.stdout and "the soup" in done.stdout
    done = mine("report", "--all", "--private", "--passphrase-file", file, "--kind", "journal", "--out", "-")
    assert "FOR-THE-ROOM" in done.stdout and "the soup" not in done.stdout


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--private",), "A passphrase is needed."),
        (("--private", "--passphrase-file", "wrong"), "The passphrase does not open your space."),
        (("--passphrase-file", "wrong"), "A passphrase is only used with --private."),
        (("--kind", "journal"), "“journal” isn't a kind of entry here."),
        (("--as", "Ben", "--private", "--passphrase-file", "wrong"), "You have no private space here yet."),
    ],
)
@pytest.mark.slow
def test_one_line_where_it_cannot_be(mine: Run, tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    (tmp_path / "wrong").write_text("wrong horse\n")
    done = mine("report", "--all", "--out", "x.md", *args)
    assert done.returncode in (1, 2) and done.stderr.startswith(says) and done.stderr.count("\n") == 1
    assert not (tmp_path / "x.md").exists()
