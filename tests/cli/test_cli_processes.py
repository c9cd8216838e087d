"""The command as a real process: closed and full streams, locales, permissions, environments that lack things."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import check

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = str(Path(sys.executable).with_name("ritualtui"))


@pytest.fixture
def log(run: Run) -> Run:
    """``run``, with a log of Ana and Ben and one thank-you in it; what holds for every answer is looked at."""

    def checked(*args: str | os.PathLike[str], **more: object) -> "subprocess.CompletedProcess[str]":
        done = run(*args, **more)
        check(done.returncode, done.stdout, done.stderr)
        return done

    checked("init", "--me", "Ana", "--partner", "Ben")
    checked("thank", "For the soup.")
    return checked


@pytest.fixture
def shell(env: dict[str, str], tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run a line of shell, for what only a shell does to streams."""

    def shell(line: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, cwd=tmp_path,
            env={**env, **more, "R": COMMAND}, stdin=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip

    return shell


def test_the_module_runs_as_the_command_does(env: dict[str, str]) -> None:
    for command in ([COMMAND], [sys.executable, "-m", "ritualtui"]):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, env=env, check=True)
        assert done.stdout.startswith("ritualtui ") and done.stderr == ""


# -- streams


@pytest.mark.slow
def test_standard_output_closed(log: Run, shell: Run) -> None:
    for line in ("thank one", "bid away", "did bedtime", "today", "list", "list --json", "export", "--help", "locate"):
        done = shell(f"$R {line} >&-")
        assert (done.returncode, done.stderr) == (0, ""), line
    assert "one" in log("list").stdout


@pytest.mark.slow
def test_standard_error_closed(log: Run, shell: Run) -> None:
    assert shell("$R thank one 2>&-").stdout == "Saved.\n"
    assert shell("$R nosuch 2>&-").returncode == 2
    assert shell("$R list >&- 2>&- <&-").returncode == 0
    assert log("list").returncode == 0, "no file of ours was taken for a stream"


@pytest.mark.skipif("FAKETIME" in os.environ, reason="what moves the clock opens a file where the input was closed")
def test_standard_input_closed(log: Run, shell: Run) -> None:
    done = shell("$R thank - <&-")
    assert (done.returncode, done.stderr) == (2, "The appreciation is empty. Nothing was saved.\n")
    done = shell("$R ritual bedtime --plain <&-")
    assert done.returncode == 0 and done.stdout.endswith("Bedtime: done.\n")
    assert shell("$R import - <&-").stdout == "0 new.\n"


@pytest.mark.sample(1)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("args", ["thank one", "list", "list --json", "today", "--help", "export", "completion bash"])
def test_standard_output_full(log: Run, shell: Run, args: str) -> None:
    done = shell(f"$R {args} > /dev/full")
    assert done.returncode == 1
    assert done.stderr == "The answer couldn't be shown (No space left on device). What was saved is saved.\n"
    assert log("list").stdout.count("“") == 1 + args.startswith("thank")


@pytest.mark.slow
def test_a_reader_that_leaves_early(log: Run, shell: Run, tmp_path: Path) -> None:
    row = '{"kind":"appreciation","by":"Ben","at":"2026-01-01T00:00:00Z","to":"Ana","text":"%d, with the same words"}\n'
    (tmp_path / "many.jsonl").write_text("".join(row % number for number in range(2500)))
    assert log("import", "many.jsonl").stdout == "2,500 new.\n"
    for args in ("list", "list --json", "export"):
        done = shell(f"$R {args} | head -1")
        assert (done.returncode, done.stderr) == (0, ""), args
        assert done.stdout.count("\n") == 1


@pytest.mark.slow
def test_nothing_is_printed_on_standard_error_when_all_is_well(log: Run) -> None:
    for args in (
        ["thank", "x"],
        ["bid", "away"],
        ["did", "reunion"],
        ["today"],
        ["list"],
        ["undo"],
        ["redo"],
        ["export"],
        ["locate"],
    ):
        assert log(*args).stderr == ""


# -- letters


@pytest.mark.slow
@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "C.UTF-8"},
     {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "utf-16"}, {"TERM": "dumb"},
     {"NO_COLOR": "1"}],
    ids=lambda made: "-".join(made.values()),
)  # fmt: skip
def test_words_survive_every_locale(log: Run, locale: dict[str, str]) -> None:
    words = "Für die Suppe, 美咲, שלום 🍲"
    assert log("thank", words, more=locale).returncode == 0
    assert log("thank", "-", input=words + " (2)", more=locale).returncode == 0
    log("ritual", "morning", "--plain", input=f"{words} (3)\n", more=locale)
    texts = [words, f"{words} (2)", f"{words} (3)"]
    listed = log("list", more={"LC_ALL": "C.UTF-8"}).stdout
    assert all(f"“{text}”" in listed for text in texts)
    # JSON is UTF-8 whatever the terminal can show: what is lost there would be lost in what reads it.
    if locale.get("PYTHONIOENCODING") != "utf-16":
        exported = log("export", more=locale).stdout
        assert all(f'"{text}"' in exported for text in texts)
        assert log("list", more=locale).stdout.count("\n") >= 5
        assert log("today", more=locale).returncode == 0


@pytest.mark.slow
def test_a_terminal_without_our_letters_shows_simpler_ones(log: Run) -> None:
    shown = log("list", more={"PYTHONIOENCODING": "latin-1"}).stdout
    assert 'Ana -> Ben: "For the soup."' in shown


@pytest.mark.slow
def test_bytes_that_are_no_letters(log: Run, env: dict[str, str], tmp_path: Path) -> None:
    for args in (
        [b"thank", b"\xff"],
        [b"did", b"\xff"],
        [b"\xff"],
        [b"list", b"--kind", b"\xff"],
        [b"thank", b"--tag", b"\xc3", b"x"],
    ):
        done = subprocess.run([COMMAND.encode(), *args], capture_output=True, env=env, cwd=tmp_path, timeout=300)
        check(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert done.returncode == 2
    done = subprocess.run(
        [COMMAND.encode(), b"--at", b"h\xff", b"init", b"--me", b"Ana", b"--solo"],
        capture_output=True,
        env=env,
        cwd=tmp_path,
    )
    assert done.returncode == 0, "a folder may have any name"
    assert log("thank", "-", input=b"caf\xe9").returncode == 2
    left = log("ritual", "morning", "--plain", input=b"good\n\xff\n")
    assert left.returncode == 2 and left.stderr.endswith("Everything up to here is saved.\n")
    assert "“good”" in log("list").stdout


# -- places


def _without_root() -> list[str]:
    """What to put before a command so that permissions hold for it; root passes them all otherwise."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root, and no setpriv to be anything less")
    dropped = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}"]


@pytest.mark.slow
def test_a_read_only_home_can_be_looked_at(log: Run, home: Places, env: dict[str, str]) -> None:
    before = log("list").stdout
    folder = Path(home.home)
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        for args, code in (
            (["list"], 0), (["today"], 0), (["export"], 0), (["list", "--json"], 0), (["locate"], 0), (["restore"], 0),
            (["thank", "x"], 1), (["bid", "away"], 1), (["did", "bedtime"], 1), (["undo"], 1), (["backup"], 1),
            (["ritual", "bedtime", "--plain"], 1),
        ):  # fmt: skip
            done = subprocess.run(
                [*_without_root(), COMMAND, *args], capture_output=True, text=True, env=env, stdin=subprocess.DEVNULL
            )
            check(done.returncode, done.stdout, done.stderr)
            assert done.returncode == code, (args, done.stderr)
            if code:
                assert "Permission denied" in done.stderr and "--at DIR" in done.stderr
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert log("list").stdout == before


@pytest.mark.slow
def test_a_home_that_is_closed(log: Run, home: Places, env: dict[str, str]) -> None:
    Path(home.home).chmod(0)
    try:
        for args in (["thank", "x"], ["list"], ["init", "--me", "Ana", "--solo"], ["restore"]):
            done = subprocess.run([*_without_root(), COMMAND, *args], capture_output=True, text=True, env=env)
            check(done.returncode, done.stdout, done.stderr)
            assert done.returncode == 1 and "can't be read. Check who owns it" in done.stderr
    finally:
        Path(home.home).chmod(0o700)


def test_a_place_that_cannot_be_made(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    args = ["--at", "closed/below", "init", "--me", "Ana", "--partner", "Ben"]
    done = subprocess.run([*_without_root(), COMMAND, *args], capture_output=True, text=True, env=env, cwd=tmp_path)
    check(done.returncode, done.stdout, done.stderr)
    assert done.returncode == 1 and "Permission denied" in done.stderr


@pytest.mark.slow
def test_no_home_at_all(run: Run) -> None:
    nowhere = {"HOME": "relative", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    for args in (["thank", "x"], ["locate"], ["init", "--me", "Ana", "--solo"]):
        done = run(*args, more=nowhere)
        assert (done.returncode, done.stderr) == (
            1,
            "Your home folder isn't known. Set HOME, or name a folder with --at DIR.\n",
        )
    assert run("--at", "here", "init", "--me", "Ana", "--solo", more=nowhere).returncode == 0


def test_without_home_in_the_environment(env: dict[str, str], tmp_path: Path) -> None:
    """Then the system's list of users says where it is; nothing is written by asking."""
    bare = {name: value for name, value in env.items() if name != "HOME" and not name.startswith("XDG")}
    for args in (["locate"], ["list"]):
        done = subprocess.run([COMMAND, *args], capture_output=True, text=True, env=bare, cwd=tmp_path)
        check(done.returncode, done.stdout, done.stderr)


def test_relative_xdg_folders_are_ignored(run: Run, tmp_path: Path) -> None:
    shown = run("locate", more={"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}).stdout
    assert str(tmp_path / ".local" / "share" / "ritualtui" / "ritualtui.json") in shown
    assert str(tmp_path / ".config" / "ritualtui" / "rituals.toml") in shown


# -- what goes wrong inside


@pytest.mark.slow
def test_a_traceback_only_where_it_is_asked_for(log: Run, run: Run) -> None:
    assert "Traceback" in run("list", "--kind", "foo", more={"RITUALTUI_DEBUG": "1"}).stderr
    assert "Traceback" not in log("list", "--kind", "foo").stderr
