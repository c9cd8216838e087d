"""Cut off at every step: by a kill, in the middle of a write, by an error. The next start understands what is left."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.people import NotBegun
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support import on_path, script
from support.cut_at_each_step import lines
from support.homes import Still, begun, words

pytestmark = pytest.mark.sample(1)

HOWS = ("half", "EIO", "ENOSPC")
BEFORE = ["first", "fourth", "second", "third"]
IMPORTED = {"import few": 3, "import many": 501}


@pytest.fixture
def template(home: Places) -> Places:
    """A log that was folded, and has words in its journal and an unfinished line there."""
    still = Still()
    still.move(minutes=-5)
    begun(home, still).close()
    quick.thank(home, still, "first")
    with Companion.open(home, time=still) as companion:
        companion.log.thank("second")
        companion.storage.fold()
        still.move(minutes=1)
        companion.log.thank("third")
    with Path(home.journal).open("ab") as file:
        file.write(b"01234567 unfinis")
    quick.thank(home, still, "fourth")
    return home


def _cuts(
    operation: str, how: str, template: Places, out: Path, env: dict[str, str]
) -> Iterator[tuple[Places, str, int]]:
    out.mkdir()
    done = subprocess.run(
        [sys.executable, script("cut_at_each_step"), operation, how, template.home, str(out)],
        env=on_path(env), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0 and done.stderr == "", done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[-1][2] == "0" and len(rows) > 2
    for step, call, status in rows:
        home = Places(str(out / step / "home"), str(out / step / "home"))
        yield home, f"{operation}, {how} at step {step}, {call}", int(status)
        shutil.rmtree(out / step)


def _holds(home: Places, still: Still, what: str, maybe: list[str] | None = None) -> list[str]:
    """What the log holds; it opens, takes the next word, folds, leaves nothing lying, and can be mended.

    ``maybe``: what a cut-off import has left in a backup, and comes back where the data file is lost afterwards.
    """
    with Companion.open(home, time=still) as companion:
        found = words(companion)
        assert not any("damaged" in note for note in companion.notes()), what
    quick.thank(home, still, "next")
    with Companion.open(home, time=still) as companion:
        companion.log.thank("and next")
        companion.storage.fold()
        assert words(companion) == sorted([*found, "and next", "next"]), what
        ids = [record.id for record in companion.all.values() if record]
        assert len(ids) == len(set(ids)) == len(companion.all), what
    assert not list(Path(home.home).rglob("*.new")), what
    still.move(seconds=1)
    Path(home.data).write_bytes(b"")
    Keeping(home, still).restore()
    with Companion.open(home, time=still) as companion:
        back = words(companion)
        assert back in ([sorted([*found, "and next", "next"]), sorted([*(maybe or found), "and next", "next"])]), what
        assert companion.notes() == [], what
    return found


@pytest.mark.slow
@pytest.mark.sample(3)
@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("operation", ["thank", "add", "undo", "fold", "rename", "import few", "import many", "backup"])
def test_cut_off_at_every_step(template: Places, tmp_path: Path, env: dict[str, str], operation: str, how: str) -> None:
    after = {
        "thank": [*BEFORE, "the new one"], "add": [*BEFORE, "the new one"], "undo": ["first", "second", "third"],
        **{name: [*BEFORE, *(f"imported {n}" for n in range(count))] for name, count in IMPORTED.items()},
    }.get(operation, BEFORE)  # fmt: skip
    for home, what, status in _cuts(operation, how, template, tmp_path / "cuts", env):
        assert status in ((0, 9) if how == "half" else (0, 1)), what
        found = _holds(home, Still(), what, after)
        assert found in (BEFORE, sorted(after)), what
        if status == 0:
            assert found == sorted(after), what
        if status == 1 and "replace" not in what and "fsync" not in what:
            assert found == BEFORE, what


@pytest.mark.sample(1)
@pytest.mark.parametrize("how", HOWS)
def test_a_beginning_that_was_cut_off_can_be_begun_again_or_is_there(
    tmp_path: Path, env: dict[str, str], how: str
) -> None:
    nothing = Places(str(tmp_path / "nothing"), str(tmp_path / "nothing"))
    for home, what, _ in _cuts("begin", how, nothing, tmp_path / "cuts", env):
        still = Still()
        try:
            Companion.open(home, time=still).close()
        except NotBegun:
            if list(Path(home.backups).glob("*.json")):
                still.move(seconds=1)
                Keeping(home, still).restore()
            else:
                begun(home, still).close()
        assert _holds(home, still, what) == [], what


@pytest.mark.slow
@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("damage", ["data", "journal's header", "both"])
def test_a_restore_that_was_cut_off_is_finished_by_the_next(
    template: Places, tmp_path: Path, env: dict[str, str], damage: str, how: str
) -> None:
    bad_data = Path(template.data).read_bytes()[:200]
    bad_journal = b"x" + Path(template.journal).read_bytes()[1:]
    if damage != "journal's header":
        Path(template.data).write_bytes(bad_data)
    if damage != "data":
        Path(template.journal).write_bytes(bad_journal)
    for home, what, status in _cuts("restore", how, template, tmp_path / "cuts", env):
        still = Still()
        still.move(seconds=1)
        keeping = Keeping(home, still)
        assert (status == 0) <= (keeping.damaged() is None), what
        if keeping.damaged() is not None:
            keeping.restore()
        everything = [path.read_bytes() for path in Path(home.home).rglob("*") if path.is_file()]
        if damage != "journal's header":
            assert bad_data in everything, what
        if damage != "data":
            assert bad_journal in everything, what
        assert _holds(home, still, what) == BEFORE, what


@pytest.mark.slow
@pytest.mark.parametrize("damaged", [False, True])
def test_killed_at_random(
    home: Places, run: Callable[..., object], env: dict[str, str], full: bool, damaged: bool
) -> None:
    """Real processes that import, fold and mend, killed at whatever moment."""
    chance = random.Random(7)
    begun(home).close()
    quick.thank(home, Still(), "kept")
    source = Path(home.home).parent / "import.jsonl"
    command = Path(sys.executable).with_name("ritualtui")
    source.write_text("\n".join(lines(5_000)))
    began = time.monotonic()
    assert (
        subprocess.run([command, "import", source], env=env, capture_output=True, check=True).stdout == b"5,000 new.\n"
    )
    if damaged:
        Path(home.data).write_bytes(b"{")
        began = time.monotonic()
        subprocess.run([command, "restore", "--yes"], env=env, capture_output=True, check=True)
    took = time.monotonic() - began
    times = 200 if full else 8
    rounds = {"killed": 0, "done": 0}
    for number in range(times):
        if damaged:
            Path(home.data).write_bytes(b"{")
            doing = ["restore", "--yes"]
        else:
            shutil.rmtree(home.home)
            begun(home).close()
            quick.thank(home, Still(), "kept")
            doing = ["import", str(source)]
        began = time.monotonic()
        child = subprocess.Popen([command, *doing], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # The later part is where files change; that it is a moment nobody chose is the point.
            child.wait(timeout=took * chance.uniform(0.4, 1.0))
            rounds["done"] += 1
            took = min(took, time.monotonic() - began)  # the machine was busier before
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            rounds["killed"] += 1
        keeping = Keeping(home, Still())
        if keeping.damaged() is not None:
            assert damaged
            keeping.restore()
        with Companion.open(home) as companion:
            found = words(companion)
            assert len(found) in ((5_001,) if damaged else (1, 5_001)), number
            assert "kept" in found
            assert companion.notes() == []
    assert rounds["killed"] > 0
    print(rounds)
    assert os.path.exists(home.lock)
