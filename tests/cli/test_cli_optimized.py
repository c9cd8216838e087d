"""Under ``python -OO``, which strips docstrings and asserts, the program says and does the same."""

import subprocess
import sys
from pathlib import Path

import pytest

# Prints the path of every command that there is, and of every command in one, with its help.
_WALK = """\
import click
from ritualtui.cli.group import cli

def walk(command, path):
    with click.Context(command, info_name=path) as ctx:
        print(command.get_help(ctx))
        if isinstance(command, click.Group):
            for name in command.list_commands(ctx):
                walk(command.get_command(ctx, name), f"{path} {name}")

walk(cli, "ritualtui")
"""


def python(env: dict[str, str], *args: str) -> str:
    done = subprocess.run([sys.executable, *args], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.sample(1)
@pytest.mark.parametrize("args", [[], ["thank"], ["sync", "setup"]])
def test_help_keeps_its_words(env: dict[str, str], args: list[str]) -> None:
    stripped = python(env, "-OO", "-m", "ritualtui", *args, "--help")
    assert stripped == python(env, "-m", "ritualtui", *args, "--help")


@pytest.mark.slow
def test_every_command_has_the_same_help(env: dict[str, str]) -> None:
    whole = python(env, "-c", _WALK)
    assert whole.count("Usage:") > 40
    assert python(env, "-OO", "-c", _WALK) == whole


@pytest.mark.slow
def test_a_log_is_kept_and_read(env: dict[str, str], tmp_path: Path) -> None:
    for args in (["init", "--me", "Ana", "--partner", "Ben"], ["thank", "For the soup."], ["today"], ["pulse"]):
        python(env, "-OO", "-m", "ritualtui", "--at", str(tmp_path / "log"), *args)
    assert "For the soup." in python(env, "-OO", "-m", "ritualtui", "--at", str(tmp_path / "log"), "list")
