"""``cut_at_each_step OPERATION HOW TEMPLATE OUT``: do an operation again and again, cut off one step later each time.

A step is a call that changes the disk (replace, link, write, fsync, …). Each time the home TEMPLATE is copied to
``OUT/<step>`` and a process of its own does the operation there. HOW: ``kill`` ends it just before the step,
``half`` the same, but a write it does by half; ``EIO`` makes the step fail, ``ENOSPC`` that step and all after it
that need space. Prints a line a step: its number, the call, the exit status (0 done, 1 told in one line, 9 killed,
2 anything else).
"""

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from typing import Any

from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from support.homes import Still, begun

CALLS = ("replace", "link", "fsync", "write", "unlink", "mkdir", "chmod", "ftruncate", "open")


def lines(count: int) -> list[str]:
    """Lines to import."""
    fields = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-11-20T20:15:00+00:00"}
    return [json.dumps({**fields, "text": f"imported {number}"}) for number in range(count)]


def _with(doing: Callable[[Companion], object]) -> Callable[[Places, Still], None]:
    def do(home: Places, still: Still) -> None:
        with Companion.open(home, time=still) as companion:
            doing(companion)

    return do


OPERATIONS: dict[str, Callable[[Places, Still], Any]] = {
    "begin": lambda home, still: begun(home, still, plans=True).close(),
    "thank": lambda home, still: quick.thank(home, still, "the new one"),
    "add": _with(lambda c: c.log.thank("the new one")),
    "undo": _with(lambda c: c.log.undo()),
    "fold": _with(lambda c: c.storage.fold()),
    "rename": _with(lambda c: c.facts({"people": [["anaaaaaa", "Anna"], ["benbbbbb", "Ben"]]})),
    "import few": _with(lambda c: c.transfer.take(lines(3))),
    "import many": _with(lambda c: c.transfer.take(lines(501))),
    "backup": lambda home, still: Keeping(home, still).backup(),
    "restore": lambda home, still: Keeping(home, still).restore(),
}


def _cut(how: str, at: int, log: int) -> None:
    """From now on count the calls, and at number ``at`` do what ``how`` says."""
    count = 0

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            nonlocal count
            if name == "open" and not args[1] & os.O_CREAT:
                return call(*args, **more)
            count += 1
            if how == "ENOSPC" and count > at and name in ("link", "write", "mkdir", "open"):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if count == at:
                real_write(log, name.encode())
                if how == "half" and name == "write":
                    call(args[0], args[1][: max(1, len(args[1]) // 2)])
                if how in ("kill", "half"):
                    os._exit(9)
                raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)))
            return call(*args, **more)

        return counted

    real_write = os.write
    for name in CALLS:
        setattr(os, name, wrapped(name, getattr(os, name)))


def _child(operation: str, how: str, at: int, home: Places, log: int) -> int:
    _cut(how, at, log)
    try:
        OPERATIONS[operation](home, Still())
    except RitualError:
        return 1
    except BaseException as err:
        print(f"{operation}, step {at}: {err!r}", file=sys.stderr)
        return 2
    return 0


def main(operation: str, how: str, template: str, out: str) -> None:
    """See the module."""
    for at in range(1, 1_000):
        home = Places(f"{out}/{at}/home", f"{out}/{at}/home")
        os.makedirs(f"{out}/{at}")
        if os.path.exists(template):
            shutil.copytree(template, home.home, symlinks=True)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            status = _child(operation, how, at, home, writer)
            sys.stderr.flush()
            os._exit(status)
        os.close(writer)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        name = os.read(reader, 100).decode()
        os.close(reader)
        print(at, name or "-", status, flush=True)
        if not name:
            return  # it was done before there was anything to cut


if __name__ == "__main__":
    main(*sys.argv[1:])
