"""``docs/commands.md`` names every command and option, and its examples say what the commands say."""

import os
import random
import re
import shlex
from pathlib import Path

import pytest

from ritualtui.cli.group import COMMANDS, cli
from support.command_line import Ask
from support.homes import Still

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
COMMON = {"at", "as", "help"}


def test_every_command_has_its_section_and_every_option_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    assert [name for name in sections if name != "Times"] == list(COMMANDS)
    for name, section in sections.items():
        if name == "Times":
            continue
        command = cli.get_command(None, name)  # type: ignore[attr-defined, arg-type]
        for param in command.params:
            if param.param_type_name == "option" and param.name not in COMMON:
                assert any(option in section for option in param.opts), f"{name}: {param.opts}"
        assert name == "completion" or f"ritualtui {name}" in section


def test_the_examples_say_what_the_commands_say(
    ask: Ask, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run one after the other, at one time, with the same chance each time. ``WRITE_DOCS=1`` writes what they say."""
    monkeypatch.setattr(os, "urandom", random.Random(8).randbytes)

    def ran(block: re.Match[str]) -> str:
        return (
            "```console\n"
            + "".join(_said(ask, line, tmp_path) for line in block[1].splitlines() if line[:2] == "$ ")
            + "```"
        )

    text = PAGE.read_text(encoding="utf-8")
    true = re.sub(r"```console\n(.*?)```", ran, text, flags=re.DOTALL)
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(true, encoding="utf-8")
    else:
        assert text.splitlines() == true.splitlines()


def _said(ask: Ask, line: str, folder: Path) -> str:
    piped, _, own = line.removeprefix("$ ").rpartition(" | ")
    name, *args = shlex.split(own)
    assert name == "ritualtui"
    answer = ask(*args, input=shlex.split(piped)[1].replace("\\n", "\n") if piped else None)
    said = answer.out + answer.err
    for real, shown in (("data", ".local/share/"), ("config", ".config/"), ("", "")):
        said = said.replace(f"{folder / real}/", f"/home/ana/{shown}")
    return f"{line}\n{said}"
