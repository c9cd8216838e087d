"""An older copy of the log, put back behind our back by a cloud or a backup program."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui import places
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.store import journal
from ritualtui.store.state import State

Run = Callable[..., "subprocess.CompletedProcess[str]"]

OLDER = "The log is older than what was last saved here"


@pytest.fixture
def saved(run: Run, home: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A log with two thank-yous, of which a cloud has a copy with only the first."""
    monkeypatch.setenv("HOME", str(tmp_path))
    run("init", "--me", "Ana", "--partner", "Ben")
    run("thank", "one")
    shutil.copytree(home.home, f"{home.home}.cloud")
    run("thank", "two")
    return home


def _put_back(home: Places) -> None:
    shutil.copytree(home.home, f"{home.home}.newer")
    shutil.rmtree(home.home)
    shutil.copytree(f"{home.home}.cloud", home.home)


def _journal(home: Places) -> None:
    """The journal alone, as a new file."""
    shutil.copytree(home.home, f"{home.home}.newer")
    shutil.copy2(f"{home.home}.cloud/ritualtui.json-wal", f"{home.home}/arriving")
    os.replace(f"{home.home}/arriving", home.journal)


def _journal_in_place(home: Places) -> None:
    shutil.copytree(home.home, f"{home.home}.newer")
    shutil.copy2(f"{home.home}.cloud/ritualtui.json-wal", home.journal)


@pytest.mark.slow
@pytest.mark.parametrize("put_back", [_put_back, _journal, _journal_in_place])
@pytest.mark.parametrize("folded", [False, True])
def test_it_is_told_by_the_first_command_whichever_it_is(
    saved: Places, run: Run, put_back: Callable[[Places], None], folded: bool
) -> None:
    if folded:
        run("backup")
        run("thank", "three")
    put_back(saved)
    for command in (["list"], ["today"], ["thank", "four"], ["bid", "toward", "five"], ["list"]):
        done = run(*command)
        assert done.returncode == 0 and done.stderr.count(OLDER) == 1, (command, done.stderr)
    assert "four" in done.stdout and "five" in done.stdout, "one goes on, and nothing is lost"
    for _ in range(3):
        with Companion.open(places.find(saved.home)) as companion:
            companion.storage.fold()
    assert OLDER in run("list").stderr and OLDER in run("thank", "six").stderr, "folds do not hide it"
    for command in (["backup"], ["list"], ["thank", "seven"], ["today"]):
        assert run(*command).stderr == "", command


@pytest.mark.slow
def test_it_is_over_where_the_newer_copy_is_back_or_taken_in(saved: Places, run: Run) -> None:
    _put_back(saved)
    assert OLDER in run("thank", "three").stderr
    taken = run("merge", f"{saved.home}.newer")
    assert OLDER in taken.stderr and taken.returncode == 0
    shown = run("list")
    assert shown.stderr == "" and all(word in shown.stdout for word in ("one", "two", "three"))

    shutil.rmtree(f"{saved.home}.newer")
    _put_back(saved)
    assert OLDER in run("thank", "four").stderr
    shutil.rmtree(saved.home)
    shutil.copytree(f"{saved.home}.newer", saved.home)
    assert [run(*command).stderr for command in (["list"], ["thank", "five"], ["today"])] == ["", "", ""]


@pytest.mark.slow
def test_our_own_restore_undo_burn_and_folds_are_nothing_to_tell(saved: Places, run: Run) -> None:
    kept = Path(run("backup").stdout.split(": ")[1].strip()).name
    for command in (
        ["thank", "three"], ["undo"], ["restore", kept, "--yes"], ["undo"], ["backup"], ["thank", "four"],
        ["burn", "-y", run("list", "--json").stdout.split('"id":"')[1][:36]], ["list"], ["thank", "five"],
    ):  # fmt: skip
        done = run(*command)
        assert done.returncode == 0 and done.stderr == "", (command, done.stderr)
    os.truncate(saved.data, 100)
    assert run("restore", "--yes").returncode == 0
    assert [run(*command).stderr for command in (["list"], ["thank", "six"], ["list"])] == [""] * 3


@pytest.mark.slow
def test_a_copy_of_the_home_and_another_log_in_its_place_are_logs_of_their_own(saved: Places, run: Run) -> None:
    assert run("list", "--at", f"{saved.home}.cloud").stderr == ""
    shutil.rmtree(saved.home)
    run("init", "--me", "Cem", "--partner", "Dua")
    assert [run(*command).stderr for command in (["list"], ["thank", "x"], ["list"])] == [""] * 3


@pytest.mark.slow
def test_what_is_remembered_has_no_words_and_goes_with_everything(saved: Places, run: Run, env: dict[str, str]) -> None:
    folder = Path(env["HOME"], ".local", "state", "ritualtui")
    run("thank", "the heron")  # “one” and “two” may be in an id by chance
    (note,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700 and stat.S_IMODE(note.stat().st_mode) == 0o600
    said = note.read_text()
    assert note.stat().st_size == 160 and not any(word in said for word in ("Ana", "Ben", "heron", "ritualtui"))
    run("forget", "--everything", "--word", "forget")
    assert list(folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("what", ["a file in its place", "no room", "not ours", "torn", "a folder"])
def test_where_it_cannot_be_remembered_nothing_is_said(run: Run, env: dict[str, str], what: str) -> None:
    folder = Path(env["HOME"], ".local", "state", "ritualtui")
    folder.parent.mkdir(parents=True)
    if what == "a file in its place":
        folder.write_text("")
    run("init", "--me", "Ana", "--partner", "Ben")
    if what != "a file in its place":
        (note,) = folder.iterdir()
        if what == "no room":
            note.unlink()
            note.symlink_to("/dev/full")
        elif what == "a folder":
            note.unlink()
            note.mkdir()
        else:
            note.write_bytes({"not ours": b"\xff\0 words\n" * 100, "torn": note.read_bytes()[:9]}[what])
    for command in (["thank", "one"], ["list"], ["backup"], ["thank", "two"]):
        done = run(*command)
        assert (done.returncode, done.stderr) == (0, ""), command


@pytest.mark.slow
def test_lines_that_come_by_a_sync_beside_do_not_hide_it(saved: Places, run: Run) -> None:
    """Such a sync reads the journal alone and appends to it what came; nobody has looked at the log before it."""
    _put_back(saved)
    newer = [
        line for line in Path(f"{saved.home}.newer", "ritualtui.json-wal").read_bytes().splitlines() if b"two" in line
    ]
    state = State(places.find(saved.home))
    assert state.load_journal() and state.behind
    state.close()
    for number, text in enumerate((b"three", b"four")):
        body = newer[0][9:].replace(b'"two"', b'"%s"' % text)
        changed = json.loads(body)
        changed["n"] = json.loads(body)["n"] + number
        changed["clock"] = f"{int(changed['clock'][:12], 16) + 1 + number:012x}{changed['clock'][12:]}"
        with open(saved.journal, "ab") as file:
            file.write(journal.encode(changed))
    assert OLDER in run("thank", "five").stderr and OLDER in run("list").stderr


@pytest.mark.slow
def test_a_screen_that_is_open_notices_too(saved: Places) -> None:
    """Whoever holds the log open reads it anew when another file takes the journal's place."""
    with Companion.open(places.find(saved.home)) as companion:
        assert companion.notes() == []
        _journal(saved)
        assert companion.refresh() and any(OLDER in note for note in companion.notes())
