"""What is at odds at the same moment: two syncs of one log, logging meanwhile, a kill in the middle of it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ritualtui.companion import partner_joins
from ritualtui.companion.service import Companion
from ritualtui.companion.sync import background, pairing, syncing
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.sync import shared_key
from support.computers import Machine, Memory, _with, pair
from support.homes import words


def test_one_sync_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syncing, "_PATIENCE", 0.01)
    target = Memory()
    ana, _ = pair(tmp_path, target)
    with syncing.locked(ana.places, "couple"), pytest.raises(RitualError, match="is running"):
        ana.sync(target)


def test_what_is_logged_while_a_sync_runs_goes_with_the_next(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)

    class Meanwhile(Memory):
        count = 0

        def read(self, name: str, limit: int) -> bytes | None:
            self.count += 1
            if self.count < 6:
                ana.thank(f"meanwhile {self.count}")
            return super().read(name, limit)

    ben.thank("from Ben")
    ben.sync(target)
    ana.thank("before")
    ana.sync(Meanwhile(target.blobs))
    ana.sync(target)
    ben.sync(target)
    assert ben.texts() == ana.texts() and len(ben.texts()) == 7


def test_alone_nothing_goes_and_nothing_comes(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(partner_joins.part)
    before = dict(target.blobs)
    with pytest.raises(RitualError, match="solo here"):
        ana.sync(target)
    assert target.blobs == before
    ana.do(lambda c: partner_joins.join(c, {}))
    ben.thank("again")
    ben.sync(target)
    ana.sync(target)
    assert ana.texts() == ["again"]


def test_beside_the_screen_it_is_passed_over_alone_where_something_else_is_set_up(tmp_path: Path) -> None:
    ana = Machine(tmp_path, 1)
    ana.begin()

    def setup(scope: shared_key.Scope) -> None:
        (tmp_path / scope).mkdir()
        ana.do(lambda c: pairing.setup(c, str(tmp_path / scope), scope=scope))

    def outcome() -> background.Outcome:
        return background.sync(ana.places, None, ana.time)

    _with(ana, lambda: setup("couple"))
    ana.do(partner_joins.part)
    assert _with(ana, outcome).state == "look"
    _with(ana, lambda: setup("mine"))
    assert _with(ana, outcome) == background.Outcome("waiting")
    assert ana.do(lambda c: [c.syncing.status(scope).rests for scope in ("couple", "mine")]) == [True, False]


def test_an_undo_of_ones_own_passes_by_what_came(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.thank("mine")
    ben.thank("his")
    ben.sync(target)
    ana.sync(target)
    ana.do(lambda c: c.log.undo())
    assert ana.texts() == ["his"]
    ana.sync(target)
    ben.sync(target)
    assert ben.texts() == ["his"]


def test_a_restore_of_a_backup_loses_nothing_that_is_in_the_target(tmp_path: Path) -> None:
    """The data folder of long ago, ledger and all but the records, which are of before."""
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(lambda c: c.storage.fold())
    data = {path: path.read_bytes() for path in map(Path, (ana.places.data, ana.places.journal))}
    ben.thank("his, since")
    ben.sync(target)
    ana.thank("hers, since")
    ana.sync(target)
    ana.do(lambda c: c.storage.fold())
    for path, then in data.items():
        path.write_bytes(then)
    assert ana.texts() == []
    ana.sync(target)
    assert ana.texts() == ["hers, since", "his, since"]


def test_whoever_stays_where_the_other_made_a_new_key_and_left_is_told_how_both_begin_anew(tmp_path: Path) -> None:
    target, anew = Memory(), Memory()
    ana, ben = pair(tmp_path, target)
    ana.thank("one")
    _with(ana, lambda: ana.do(lambda c: pairing.rotate(c, "couple", opener=lambda url: target)))
    _with(ana, lambda: ana.do(lambda c: pairing.leave(c, "couple")))
    ben.thank("two")
    for _ in range(2):  # as long as nothing goes
        (note,) = ben.sync(target).notes
        assert "nothing more goes from here; nothing is lost" in note and "`ritualtui sync leave`" in note
    _with(ben, lambda: ben.do(lambda c: pairing.leave(c, "couple")))
    ana.join(ben.setup(anew), anew)
    ben.sync(anew)
    assert ana.texts() == ben.texts() == ["one", "two"]


def test_a_new_key_ends_the_old_one(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.thank("one")
    ana.sync(target)
    ben.sync(target)
    old = set(target.blobs)
    from support.computers import _with

    invite, _ = ana.do(lambda c: _with(ana, lambda: pairing.rotate(c, "couple", opener=lambda url: target)))
    ben.thank("two")
    before = dict(target.blobs)
    told = ben.sync(target)
    assert "Join with the new invite" in told.notes[0] and told.sent == 0
    assert target.blobs == before, "nothing more goes under a key that was given up"
    ben.join(str(invite), target)
    ana.sync(target)
    assert ana.texts() == ben.texts() == ["one", "two"]
    assert len(old & set(target.blobs)) == 2, "of the old key only what says that it ended"


KILLED = """
import os, signal, sys
count = int(sys.argv.pop(1))
def watch(event, args):
    global count
    if event in ("os.rename", "os.truncate") or (event == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT):
        count -= 1
        if count < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from ritualtui.__main__ import main
main()
"""


@pytest.mark.slow
def test_a_kill_at_every_step_of_writing_is_finished_by_the_next_sync(
    tmp_path: Path, env: dict[str, str], full: bool
) -> None:
    """Real processes, killed before each file that they open to write or put in place, one after the other."""
    (tmp_path / "cloud").mkdir()

    def run(*args: str, kill: int | None = None) -> "subprocess.CompletedProcess[str]":
        code = ["-m", "ritualtui"] if kill is None else ["-c", KILLED, str(kill)]
        return subprocess.run([sys.executable, *code, *args], env=env, capture_output=True, text=True, cwd=tmp_path)

    run("init", "--at", "a", "--me", "Ana", "--partner", "Ben")
    invite = json.loads(run("sync", "setup", "--at", "a", "cloud", "--json").stdout)["invite"]
    run("sync", "join", "--at", "b", invite)
    step, killed = 0, True
    while killed and step < 60:
        run("thank", "-q", "--at", "a", f"step {step}")
        ends = [run("sync", "--at", home, kill=step).returncode for home in ("a", "b")]
        assert set(ends) <= {0, -signal.SIGKILL}
        killed = -signal.SIGKILL in ends
        step += 1 if full else 2
    assert step > 6
    for home in ("a", "b", "a"):
        assert run("sync", "--at", home).returncode == 0
    texts = []
    for home in ("a", "b"):
        with Companion.open(Places(str(tmp_path / home), str(tmp_path / home))) as companion:
            texts.append(words(companion))
    assert texts[0] == texts[1] == sorted(f"step {n}" for n in range(0, step, 1 if full else 2))


def test_forgetting_everything_takes_keys_and_marks_too(tmp_path: Path) -> None:
    target = Memory()
    ana, _ = pair(tmp_path, target)
    assert list(Path(ana.outside).iterdir())
    ana.do(lambda c: c.forgetting.forget_everything())
    assert not [path for path in Path(ana.places.home).rglob("*") if path.is_file() and "lock" not in path.name]
    assert not list(Path(ana.outside).iterdir())
