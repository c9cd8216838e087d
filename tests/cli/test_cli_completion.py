"""Completion in real shells, and that it is quick, quiet and does without the log."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.cli.group import COMMANDS
from ritualtui.places import Places
from support.command_line import Ask

pytestmark = pytest.mark.sample(2)

Complete = Callable[..., list[str]]
BIN = str(Path(sys.executable).parent)
TEA = """\
[[ritual]]
id = "tea-time"
name = "Tea, at five: ours"
[[ritual.steps]]
id = "x"
kind = "say"
text = "Sit."
"""


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not here")


@pytest.fixture
def bash(env: dict[str, str], tmp_path: Path) -> Complete:
    """What bash would put on the line: the script's function is called as bash calls it once it has read the line."""

    def complete(line: str, **more: str) -> list[str]:
        script = f"""
            eval "$(ritualtui completion bash)"
            COMP_WORDS=({" ".join(f"$'{_ansi(word)}'" for word in _words(line))})
            COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
            compopt() {{ local IFS=' '; echo "compopt $*"; }}
            _ritualtui_completion ritualtui
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        return _shell(["bash", "--norc", "-c", script], env, tmp_path, more)

    return complete


def _words(line: str) -> list[str]:
    """``line`` in words as bash makes them: quotes and backslashes stay, an equals sign is one."""
    words, word, quote, skip = [], "", "", False
    for char in line:
        if skip or char == "\\":
            word, skip = word + char, not skip
        elif quote or char in "'\"":
            word, quote = word + char, "" if char == quote else quote or char
        elif char == " ":
            words, word = [*words, word] if word else words, ""
        elif char == "=":
            words, word = [*words, *([word] if word else []), "="], ""
        else:
            word += char
    return [*words, word]


def _ansi(word: str) -> str:
    return word.replace("\\", "\\\\").replace("'", "\\'")


def _shell(command: list[str], env: dict[str, str], folder: Path, more: dict[str, str]) -> list[str]:
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, timeout=300,
        env={**env, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more},
    )  # fmt: skip
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture
def couple(ask: Ask) -> Ask:
    ask("init", "--me", "Ana Maria", "--partner", "O'Brien")
    return ask


@needs("bash")
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("ritualtui th", ["thank"]),
        ("ritualtui r", ["ritual", "remember", "rm", "redo", "report", "restore"]),
        ("ritualtui did ", ["morning", "reunion", "bedtime", "checkin", "presence"]),
        ("ritualtui did b", ["bedtime"]),
        ("ritualtui ritual mo", ["morning"]),
        ("ritualtui bid a", ["away", "against"]),
        ("ritualtui question --deck d", ["dreams"]),
        ("ritualtui deck add b", ["bedtime"]),
        ("ritualtui thank --from ", ["Ana\\ Maria", "O\\'Brien"]),
        ("ritualtui thank --from an", ["Ana\\ Maria"]),
        ("ritualtui thank --from Ana\\ M", ["Ana\\ Maria"]),
        ("ritualtui thank --from 'Ana M", ["Ana Maria"]),
        ("ritualtui thank --to=O", ["O\\'Brien"]),
        ("ritualtui thank --to=", ["Ana\\ Maria", "O\\'Brien"]),
        ("ritualtui --as o", ["O\\'Brien"]),
        ("ritualtui list --person o", ["O\\'Brien"]),
        ("ritualtui did bedtime --with m", ["me"]),
        ("ritualtui list --kind p", ["promise", "pause"]),
        ("ritualtui list --un", ["--until"]),
        ("ritualtui completion z", ["zsh"]),
        ("ritualtui help a", ["abuse", "alone", "anniversary"]),
        ("ritualtui help th", ["therapy", "thank"]),
        ("ritualtui help abuse ", []),
        ("ritualtui --at other help my", ["my-part"]),
        ("ritualtui --at ", ["compopt -o dirnames"]),
        ("ritualtui import ", ["compopt -o default"]),
        ("ritualtui thank so", []),
        ("ritualtui nosuch x", []),
        ("ritualtui thank --from 'x", []),
        ("ritualtui did \x1b[31m", []),
    ],
)
def test_bash(couple: Ask, bash: Complete, line: str, offers: list[str]) -> None:
    assert bash(line) == offers


@pytest.mark.slow
@needs("bash")
def test_bash_offers_every_command_and_ones_own_rituals(
    couple: Ask, bash: Complete, own_rituals: Callable[[str], None]
) -> None:
    assert bash("ritualtui ") == list(COMMANDS)
    own_rituals(TEA)
    assert bash("ritualtui did t") == ["tea-time"]


@pytest.mark.slow
@needs("bash")
def test_bash_takes_the_names_of_the_home_that_is_named(couple: Ask, bash: Complete) -> None:
    couple("--at", "other", "init", "--me", "Kim", "--partner", "*")
    assert bash("ritualtui --at other thank --from ") == ["Kim", "\\*"]
    assert bash("ritualtui thank --at other --from ") == ["Kim", "\\*"]


@pytest.mark.slow
@needs("bash")
def test_nothing_is_said_where_there_is_nothing(bash: Complete, tmp_path: Path, home: Places) -> None:
    assert bash("ritualtui --as ") == []
    assert bash("ritualtui did m") == ["morning"]
    assert bash("ritualtui --as ", HOME="relative", XDG_DATA_HOME="") == []
    (tmp_path / "file").write_text("x")
    assert bash("ritualtui --at file --as ") == []
    Path(home.journal).parent.mkdir(parents=True)
    Path(home.journal).write_bytes(b"\xff" * 5000)
    assert bash("ritualtui --as ") == []
    Path(home.own_rituals).mkdir(parents=True)
    assert bash("ritualtui did m") == ["morning"]


@pytest.mark.slow
@needs("fish")
def test_fish(couple: Ask, env: dict[str, str], tmp_path: Path, own_rituals: Callable[[str], None]) -> None:
    own_rituals(TEA)
    for line, offers in (
        ("ritualtui th", ["thank\tSave an appreciation for your partner."]),
        ("ritualtui did b", ["bedtime\tBedtime"]),
        ("ritualtui ritual te", ["tea-time\tTea"]),
        ("ritualtui thank --from ", ["Ana Maria", "O'Brien"]),
    ):
        script = f"ritualtui completion fish | source; complete -C {line!r}"
        assert _shell(["fish", "--no-config", "-c", script], env, tmp_path, {}) == offers


@pytest.mark.slow
@needs("zsh")
def test_zsh(couple: Ask, env: dict[str, str], tmp_path: Path) -> None:
    for line, offers in (
        ("ritualtui th", ["thank:Save an appreciation for your partner."]),
        ("ritualtui did b", ["bedtime:Bedtime"]),
        ("ritualtui thank --from ", ["Ana Maria", "O'Brien"]),
        ("ritualtui thank --from Ana\\ M", ["Ana Maria"]),
    ):
        script = f"""
            compdef() {{ }}
            compadd() {{ print -l -- "${{(@P)argv[-1]}}" }}
            _describe() {{ print -l -- "${{(@P)argv[3]}}" }}
            eval "$(ritualtui completion zsh)"
            words=({" ".join(f"$'{_ansi(word)}'" for word in _words(line))}); CURRENT=$#words
            _ritualtui_completion
        """
        assert _shell(["zsh", "-f", "-c", script], env, tmp_path, {}) == offers


def test_completion_names_its_shells(ask: Ask) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "ritualtui" in ask("completion", shell).out
        assert ask("completion", more={"SHELL": f"/usr/bin/{shell}"}).out == ask("completion", shell).out
    for args, more in ((["tcsh"], {}), ([], {"SHELL": "/bin/sh"}), ([], {"SHELL": None})):
        assert ask("completion", *args, more=more).err == "Completion works in bash, zsh and fish. Name one of them.\n"


@pytest.mark.parametrize(("words", "heavy"), [("ritualtui ", "msgspec"), ("ritualtui thank --from ", "msgspec")])
def test_completion_loads_no_log(env: dict[str, str], tmp_path: Path, words: str, heavy: str) -> None:
    """Neither what a log needs, nor any file of it but the journal's first line."""
    code = (
        "import sys, atexit\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "said = lambda: print([o for o in opened if 'ritualtui.json' in o], sorted(sys.modules), file=sys.stderr)\n"
        "atexit.register(said)\n"
        "from ritualtui.__main__ import main\nmain()\n"
    )
    asked = {
        "_RITUALTUI_COMPLETE": "bash_complete",
        "COMP_WORDS": words.replace(" ", "\n"),
        "COMP_CWORD": str(words.count(" ")),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env={**env, **asked}
    )
    for name in (heavy, "tinydb", "textual", "ritualtui.companion.service", "ritualtui.companion.look"):
        assert f"'{name}'" not in done.stderr, name
    assert done.stderr.startswith("[]") or done.stderr.startswith(f"['{tmp_path}/data/ritualtui/ritualtui.json-wal']")
