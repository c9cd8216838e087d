"""A recipe of CONTRIBUTING.md, followed: a copy of the program that is changed as it says, and then run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT, on_path


class Program:
    """A copy of the program in a folder of its own. ``touched`` are the files that were changed or added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        for name in ("ritualtui", "themes"):
            shutil.copytree(ROOT / name, folder / name)  # with what is compiled, which costs time to do again

    def add(self, path: str, text: str) -> None:
        """Write a new file."""
        assert not (self.folder / path).exists(), path
        self._write(path, text)

    def append(self, path: str, text: str) -> None:
        """Put ``text`` at the end of a file."""
        self._write(path, (self.folder / path).read_text(encoding="utf-8") + text)

    def after(self, path: str, line: str, text: str) -> None:
        """Put ``text`` behind the one place where ``line`` is in a file."""
        before = (self.folder / path).read_text(encoding="utf-8")
        assert before.count(line) == 1, f"{line!r} is {before.count(line)} times in {path}"
        self._write(path, before.replace(line, line + text))

    def _write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8")
        self.touched.add(path)

    def run(self, script: str, *args: str, env: dict[str, str], status: int = 0, input: str = "") -> str:
        """Run ``script`` with this copy, and what tests share; returns what it says. It has to end with ``status``."""
        done = subprocess.run(
            [sys.executable, "-c", script, *args], input=input.encode(), capture_output=True,
            env=on_path(env, self.folder), cwd=self.folder, timeout=300,
        )  # fmt: skip
        said = done.stderr.decode(errors="replace")
        assert done.returncode == status, said
        return done.stdout.decode() + (said if status else "")


def listed(title: str, example: str = "", name: str = "") -> set[str]:
    """The files that a recipe lists, those that are called after its ``example`` with ``name`` instead."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = text.split(f"\n### {title}\n")[1].split("\n### ")[0]
    steps = re.findall(r"^\d+\. `([^`]+)`:", recipe, re.MULTILINE)
    return {step.replace(f"/{example}.", f"/{name}.") if example else step for step in steps}


def python(paths: set[str]) -> int:
    """How many of these are Python files."""
    return sum(path.endswith(".py") for path in paths)
