"""Bringing an older format up to date, with a step made up here: today there is only one format."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, datafile, journal, migrations, state
from ritualtui.store.tinydb_storage import RecordDB
from support.homes import Still, begun, header, picture, stock, words

pytestmark = pytest.mark.sample(3)

Record = dict[str, Any]


def louder(record: Record) -> Record:
    """Format 2: every text ends with an exclamation mark."""
    return {**record, "text": record["text"] + "!"} if "text" in record else record


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on this is a version of the program with one format more."""

    def become() -> None:
        monkeypatch.setattr(migrations, "STEPS", (louder,))
        for module in (journal, datafile, state):
            monkeypatch.setattr(module, "FORMAT", 2)

    return become


def test_the_format_is_the_number_of_steps_and_one() -> None:
    assert len(migrations.STEPS) + 1 == journal.FORMAT
    assert all(step.__doc__ for step in migrations.STEPS)


def _old(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("folded")
        companion.storage.fold()
        companion.log.thank("in the journal")


@pytest.mark.parametrize("first", ["thank", "tinydb", "backup", "undo"])
def test_it_runs_once_after_a_backup_that_stays(
    home: Places, still: Still, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    _old(home, still)
    before = picture(home.home)
    reader = Companion.open(home, time=still)
    newer()
    match first:
        case "undo":
            with Companion.open(home, time=still) as companion:
                assert words(companion) == ["folded!", "in the journal!"]
                assert picture(home.home) == before, "looking changes nothing"
                companion.log.undo()
        case "thank":
            quick.thank(home, still, "the new way")
        case "tinydb":
            with RecordDB(home, now=still.now) as db:
                assert len(db.table("records").update({})) == 2
        case "backup":
            Keeping(home, still).backup()
    then = {"thank": ["folded!", "in the journal!", "the new way"], "undo": ["folded!"]}.get(
        first, ["folded!", "in the journal!"]
    )
    assert header(home)["journal"] == 2
    for _ in range(3):
        with Companion.open(home, time=still) as companion:
            assert words(companion) == then
            assert companion.storage.state.meta["format"] == 2
            still.move(days=40)
            companion.storage.fold()
    assert sorted(record["text"] for record in stock(home) if "text" in record) == then
    reader.refresh()
    assert words(reader) == then
    kept = [backup for backup in backup_files.listed(home) if backup.kept]
    assert Path(kept[-1].path).read_bytes() == before["ritualtui.json"]
    assert Path(kept[-1].journal).read_bytes() == before["ritualtui.json-wal"]

    monkeypatch.undo()
    after = picture(home.home)
    for doing in (
        lambda: Companion.open(home, time=still),
        lambda: quick.thank(home, still, "x"),
        Keeping(home, still).restore,
    ):
        with pytest.raises(RitualError, match="another version"):
            doing()
    assert picture(home.home) == after


@pytest.mark.parametrize("calls", range(1, 14))
def test_cut_off_it_is_finished_by_the_next_start(
    home: Places, still: Still, env: dict[str, str], newer: Callable[[], None], calls: int
) -> None:
    """Killed at each call that renames, links or flushes."""
    _old(home, still)
    code = """
import os, signal, sys
from ritualtui.store import journal, datafile, migrations, state
journal.FORMAT = datafile.FORMAT = state.FORMAT = 2
migrations.STEPS = (lambda r: {**r, "text": r["text"] + "!"} if "text" in r else r,)
left = int(sys.argv[2])
def counted(call):
    def counting(*args, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **more)
    return counting
for name in ("replace", "link", "fsync"):
    setattr(os, name, counted(getattr(os, name)))
from ritualtui.companion.service import Companion
from ritualtui.places import Places
Companion.open(Places(sys.argv[1], sys.argv[1])).storage.fold()
"""
    done = subprocess.run([sys.executable, "-c", code, home.home, str(calls)], env=env, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    if done.returncode and header(home)["journal"] == 1:
        quick.thank(home, still, "by the older version, meanwhile")
    newer()
    then = [
        text
        for text in ("by the older version, meanwhile!", "folded!", "in the journal!")
        if "mean" not in text or _meanwhile(home)
    ]
    for _ in range(2):
        with Companion.open(home, time=still) as companion:
            assert words(companion) == then
            companion.storage.fold()
    Path(home.data).write_bytes(b"")
    Keeping(home, still).restore()
    with Companion.open(home, time=still) as companion:
        assert words(companion) == then


def _meanwhile(home: Places) -> bool:
    return b"meanwhile" in Path(home.journal).read_bytes()
