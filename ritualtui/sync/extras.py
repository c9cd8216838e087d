"""How to add a part that isn't installed, for the way in which ritualtui was installed here.

The program is installed from a clone: its name on the package index isn't ours, so no line of ours may name it there.
"""

import importlib.util
import os
import shlex
import sys

from ritualtui.strings import _


def how_to_add(extra: str) -> str:
    """One sentence: the command that adds ``extra`` to this installation, to be run in the clone."""
    part = f"'.[{extra}]'"
    if os.path.exists(os.path.join(sys.prefix, "pipx_metadata.json")):
        command = _("pipx install --force {part}").format(part=part)
    elif os.path.exists(os.path.join(sys.prefix, "uv-receipt.toml")):
        command = _("uv tool install --force {part}").format(part=part)
    elif importlib.util.find_spec("pip") is None:  # an environment that uv made
        command = _("uv pip install --python {quote} {part}").format(quote=shlex.quote(sys.executable), part=part)
    else:
        command = _("{quote} -m pip install {part}").format(quote=shlex.quote(sys.executable), part=part)
    return _("To add it, run this in your clone of ritualtui: {command}").format(command=command)
