"""What tests share: a clock moved by hand, a log of two people, and looking at files as any other program would."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from ritualtui.clock import Clock
from ritualtui.companion.service import Companion
from ritualtui.places import Places

EVENING = datetime(2026, 11, 21, 20, 15, tzinfo=UTC)
ANA, BEN = "anaaaaaa", "benbbbbb"


class Still(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime = EVENING) -> None:
        self.set(moment)

    def ms(self) -> int:
        return self._ms

    def set(self, moment: datetime) -> None:
        """Put it at ``moment`` (aware), also back."""
        self._ms = int(moment.timestamp() * 1000)

    def move(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0, ms: int = 0) -> None:
        """Move it, also back."""
        self._ms += int((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000) + ms


def begun(places: Places, time: Clock | None = None, *, solo: bool = False, plans: bool = False) -> Companion:
    """A new log of Ana (who is here) and Ben, open."""
    return Companion.begin(
        places, "Ana", "Ben", solo=solo, time=time or Still(), device="deviceaa", ids=(ANA, BEN), plans=plans
    )


def words(companion: Companion) -> list[str]:
    """The texts of all that whoever is here may see, sorted; plans have none."""
    return sorted(text for record in companion.visible() if (text := getattr(record, "text", "")))


def stock(places: Places) -> list[dict[str, Any]]:
    """All records of the data file, as TinyDB itself reads them."""
    with TinyDB(places.data, access_mode="r") as db:
        return [dict(document) for document in db.table("records").all()]


def picture(folder: str | os.PathLike[str]) -> dict[str, bytes]:
    """Every file under ``folder`` by name, with its bytes (folders are empty), to see that nothing was changed."""
    root = Path(folder)
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
        if not path.name.endswith("-lock")
    }


def header(places: Places) -> dict[str, Any]:
    """The first line of the journal."""
    return json.loads(Path(places.journal).read_bytes().split(b"\n", 1)[0][9:])


_HOLDER = """
import os, signal, sys
from ritualtui.store.lock import held
with held(sys.argv[1]):
    print("held", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
"""


@contextmanager
def stopped(path: str) -> Iterator[None]:
    """A real process holds the lock at ``path`` and stands still."""
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, path], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        yield
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
