"""How to add a part that isn't installed, for the way in which ritualtui was installed here.

The program is installed from a clone: its name on the package index isn't ours, so no line of ours may name it there.
"""

import importlib.util
import os
import shlex
import sys


def how_to_add(extra: str) -> str:
    """One sentence: the command that adds ``extra`` to this installation, to be run in the clone."""
    part = f"'.[{extra}]'"
    if os.path.exists(os.path.join(sys.prefix, "pipx_metadata.json")):
        command = f"pipx install --force {part}"
    elif os.path.exists(os.path.join(sys.prefix, "uv-receipt.toml")):
        command = f"uv tool install --force {part}"
    elif importlib.util.find_spec("pip") is None:  # an environment that uv made
        command = f"uv pip install --python {shlex.quote(sys.executable)} {part}"
    else:
        command = f"{shlex.quote(sys.executable)} -m pip install {part}"
    return f"To add it, run this in your clone of ritualtui: {command}"
