"""What tests share. A test has ``from support.full_screen import opened``; nothing is imported from another test.

Some modules are also scripts, for what has to happen in a process of its own: they are started by ``script``, with
``on_path`` in the environment where what they import lies here.
"""

import os
from collections.abc import Mapping
from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


def script(name: str) -> str:
    """The path of a module here, to be run by Python."""
    return str(Path(__file__).with_name(f"{name}.py"))


def on_path(env: Mapping[str, str], *before: str | os.PathLike[str]) -> dict[str, str]:
    """``env`` for a process that imports what tests share, and the program; modules in ``before`` come first."""
    return {**env, "PYTHONPATH": os.pathsep.join(map(str, (*before, TESTS, ROOT)))}
