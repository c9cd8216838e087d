"""``pause_at_each_step TEMPLATE OUT COMMAND BURNING``: stop a command before each step, burn, and let it go on.

A step is a call that reads or changes the disk. Each time the home TEMPLATE is copied to ``OUT/<step>/home``, and
COMMAND runs there in a process of its own: a JSON list for the command line, in which ``@`` is ``OUT/<step>``, or the
name of a function of this module. It stops itself just before the step. Where it holds neither the lock of the log then
nor that of a vault, BURNING (another such command) runs from beginning to end. Prints a line a step: its number,
``burned`` or ``held``, whether the file ``OUT/<step>/out`` was there by then, and both exit codes.
"""

import builtins
import fcntl
import glob
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ritualtui.cli.group import cli
from ritualtui.companion import today_cache
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places

CALLS = ("replace", "link", "unlink", "open", "fsync")


def leave_glance(where: str) -> None:
    """What the full screen does as it is left."""
    with Companion.open(Places(f"{where}/home", f"{where}/home")) as companion:
        companion.look.today()
        today_cache.leave(companion, usual=True)


def export_own(where: str) -> None:
    """Write all that is in the sealed space to a file."""
    home = Places(f"{where}/home", f"{where}/home")
    with Companion.open(home) as companion:
        companion.private.unlock_with(Path(home.home, "recovery-key").read_text()).write(f"{where}/out")


def burn_own(where: str) -> None:
    """Burn what is in the sealed space, without opening it."""
    with Companion.open(Places(f"{where}/home", f"{where}/home")) as companion:
        vault = companion.private.vault
        vault.burn(vault.names())


def _stop_before(at: int) -> None:
    count = 0

    def wrapped(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGSTOP)
            return call(*args, **more)

        return counted

    for name in CALLS:
        setattr(os, name, wrapped(getattr(os, name)))
    builtins.open = wrapped(builtins.open)


def _do(command: list[str] | str, where: str) -> None:
    if isinstance(command, str):
        globals()[command](where)
    else:
        cli([word.replace("@", where) for word in command], standalone_mode=False)


def _run(command: list[str] | str, where: str, at: int = 0) -> int:
    """Fork, and run; returns the process."""
    child = os.fork()
    if child:
        return child
    status = 2
    try:
        if at:
            _stop_before(at)
        _do(command, where)
        status = 0
    except RitualError as err:
        print(f"{command}, step {at}: {err}", file=sys.stderr)
        status = 1
    except BaseException as err:
        print(f"{command}, step {at}: {err!r}", file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(status)


def _is_held(home: str) -> bool:
    for path in [f"{home}/ritualtui.json-lock", *glob.glob(f"{home}/vault/*-lock")]:
        fd = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(fd)
    return False


def main(template: str, out: str, command: list[str] | str, burning: list[str] | str) -> None:
    """See the module."""
    told = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    for done in (command, burning):  # once here: what they import is then there in every process
        shutil.copytree(template, f"{out}/0/home", dirs_exist_ok=True)
        _do(done, f"{out}/0")
    for at in range(1, 1_000):
        where = f"{out}/{at}"
        shutil.copytree(template, f"{where}/home")
        child = _run(command, where, at)
        if os.WIFSTOPPED(status := os.waitpid(child, os.WUNTRACED)[1]):
            there, how, burned = os.path.exists(f"{where}/out"), "held", 0
            if not _is_held(f"{where}/home"):
                how, burned = "burned", os.waitstatus_to_exitcode(os.waitpid(_run(burning, where), 0)[1])
            os.kill(child, signal.SIGCONT)
            status = os.waitpid(child, 0)[1]
            print(at, how, there, burned, os.waitstatus_to_exitcode(status), file=told, flush=True)
        else:
            return  # it was done before that step


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4]))
