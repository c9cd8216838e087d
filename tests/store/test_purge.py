"""Burned is gone: from every file, after a kill anywhere, after every restore; and everything else is still there.

As a program (``test_purge.py OPERATION HOW TEMPLATE OUT``) this is ``cut_at_each_step``, with operations that are here.
"""

import ctypes
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import where

from ritualtui import clock
from ritualtui.clock import Clock
from ritualtui.companion import quick, today_cache
from ritualtui.companion.backups import Keeping
from ritualtui.companion.people import NotBegun
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.kinds import Plan, Ritual
from ritualtui.places import Places
from ritualtui.store import backup_files, datafile, files
from ritualtui.store.backup_files import Backup
from ritualtui.store.state import State
from support import cut_at_each_step, on_path, script
from support.homes import ANA, BEN, Still, begun, header, picture, stock, words
from support.writers_and_readers import WIDTH

pytestmark = pytest.mark.sample(2)

OTHERS = ["other 1", "other 2", "other 3", "other 4", "other 5"]
BURNT = "00000000-0000-7000-8000-00000000b0b0"


def _canary(number: int) -> str:
    """Words that nobody else should ever read; no piece of them is in those of another number."""
    return f"canary {number}: " + f"{number:x}".rjust(3, "k") * 20


def holding(home: Places, what: bytes = b"canary") -> list[str]:
    """The files in a home that have these bytes, in whatever case; those of the lock are looked at too."""
    found = [path for path in Path(home.home).rglob("*") if path.is_file()]
    return sorted(str(path.relative_to(home.home)) for path in found if what in path.read_bytes().lower())


def _known(companion: Companion, text: str) -> None:
    """Keep a record under the id that all of this is about."""
    at = clock.rfc3339(companion.time.now())
    fields = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": at, "text": text, "id": BURNT}
    companion.transfer.take([json.dumps(fields)])


def everywhere(home: Places, still: Still) -> None:
    """A log with a record, edited thrice, whose words are in every kind of file that there is, among others."""
    with begun(home, still, plans=True) as companion:
        companion.log.thank("other 1")
        _known(companion, _canary(1))
        still.move(minutes=1)
        companion.storage.fold()
        companion.log.edit(BURNT, {"text": _canary(2)})
        companion.log.thank("other 2")
        Keeping(home, still).backup()
        companion.refresh()
    still.move(minutes=1)
    # A damaged data file, set aside with its journal.
    with Companion.open(home, time=still) as companion:
        companion.log.edit(BURNT, {"text": _canary(3)})
        companion.log.thank("other 3")
    whole = Path(home.data).read_bytes()
    Path(home.data).write_bytes(whole[: len(whole) - 40])
    Keeping(home, still).restore()
    still.move(minutes=1)
    # An interrupted write, and a damaged line: set apart, and kept by the next fold.
    line = Path(home.journal).read_bytes().splitlines(keepends=True)[-1]
    with Path(home.journal).open("ab") as file:
        file.write(b"00000000 " + json.dumps({"set": [{"id": BURNT, "text": _canary(4)}]}).encode() + b"\n")
        for number in (1, 3):
            file.write(b"01234567 " + json.dumps({"set": [{"text": _canary(number)}]}).encode() + b"\n")
        file.write(line[:-1] if b"canary" in line else b'01234567 {"n":9,"set":[{"text":"' + _canary(2).encode())
    with Companion.open(home, time=still) as companion:
        companion.log.thank("other 4")
        companion.storage.fold()
        still.move(minutes=1)
        # In the journal only, with what it replaces, and once more damaged.
        companion.log.edit(BURNT, {"text": _canary(4)})
        companion.log.edit(BURNT, {"text": _canary(5)})
    with Path(home.journal).open("ab") as file:
        file.write(b"fedcba98 " + json.dumps({"set": [{"id": BURNT, "text": _canary(4)}]}).encode() + b"\n")
        file.write(b"fedcba98 " + json.dumps({"set": [{"text": _canary(1)}]}).encode() + b"\n")
    quick.thank(home, still, "other 5")
    # What interrupted writes leave, and what the full screen remembers.
    for path in (
        f"{home.data}.new",
        f"{home.journal}.new",
        f"{home.glance}.new",
        backup_files.listed(home)[0].path + ".new",
    ):
        shutil.copy(home.journal, path)
    with Companion.open(home, time=still) as companion:
        companion.notes()
        seen = companion.look.today()._replace(latest=companion.log.find(BURNT))  # type: ignore[arg-type]
        today_cache.write(home, companion.people, seen, usual=True)
        assert words(companion) == [_canary(5), *OTHERS]


@pytest.fixture
def full_home(tmp_path: Path) -> Places:
    """``everywhere``, in a home of its own."""
    home = Places(str(tmp_path / "log"), str(tmp_path / "log"))
    everywhere(home, Still())
    found = holding(home)
    kinds = {name.split("/")[0].split(".")[0] for name in found} | {Path(name).suffix for name in found}
    assert kinds >= {"ritualtui", "backups", "set-aside", "glance", ".json-wal", ".txt", ".new"}, found
    return home


def _now() -> Still:
    """After all of that."""
    still = Still()
    still.move(minutes=30)
    return still


def burn(home: Places, still: Still) -> Any:
    with Companion.open(home, time=still) as companion:
        return companion.forgetting.burn(BURNT)


def is_burned(home: Places, still: Still) -> bool:
    with Companion.open(home, time=still) as companion:
        return datafile.is_burned(companion.storage.state.get(BURNT))


def holds_all_else(home: Places, still: Still, what: str = "") -> None:
    """Everything else is there, once, for us and for stock TinyDB; the log goes on."""
    with Companion.open(home, time=still) as companion:
        assert companion.notes() == [], what
        assert words(companion) == OTHERS, what
        raw = companion.raw(BURNT)
        assert raw is not None and raw.keys() == {"id", "kind", "stamp", "deleted", "burned"}, what
        companion.log.thank("another")
        companion.storage.fold()
        companion.log.undo()
        companion.storage.fold()
        assert words(companion) == OTHERS, what
    texts = sorted(document["text"] for document in stock(home) if "text" in document)
    assert texts == OTHERS, what
    assert "purging" not in header(home), what
    assert holding(home) == [], what


def _copied(home: Places, name: str) -> Places:
    made = Places(f"{home.home}-{name}", f"{home.home}-{name}")
    shutil.rmtree(made.home, ignore_errors=True)
    shutil.copytree(home.home, made.home, symlinks=True)
    return made


def _others_in(home: Places, backup: Backup, still: Still) -> list[str]:
    """What a backup has of other records."""
    from ritualtui.store import recovery

    found = recovery.as_it_was(home, backup).state
    texts = (datafile.document(raw).get("text", "") for raw in found.records.values())
    return sorted(text for text in texts if text and "canary" not in text)


# -- burned is gone


def test_burned_words_are_in_no_file_and_all_else_is(full_home: Places) -> None:
    home, still = full_home, _now()
    before = {backup.name: _others_in(home, backup, still) for backup in backup_files.listed(home)}
    assert len(before) >= 4
    result = burn(home, still)
    assert holding(home) == []
    assert (result.records, result.pending, result.left) == (1, False, ())
    assert any("set-aside/ritualtui.json." in name for name in result.removed), "a data file nobody can read"
    assert any("damaged line" in name for name in result.removed)
    assert any(name.startswith("backups/") and name.endswith("-wal") for name in result.rewritten)
    after = {backup.name: _others_in(home, backup, still) for backup in backup_files.listed(home)}
    assert {name: after[name] for name in before} == before
    assert all(Keeping(home, still).look(backup).notes == [] for backup in backup_files.listed(home)), "each is sound"
    holds_all_else(home, still)


def test_burning_again_finds_nothing_and_breaks_nothing(full_home: Places) -> None:
    still = _now()
    burn(full_home, still)
    assert burn(full_home, still)[1:] == ((), (), (), False)
    holds_all_else(full_home, still)


@pytest.mark.parametrize("first", [True, False])
def test_a_removed_record_can_be_burned_too(full_home: Places, first: bool) -> None:
    home, still = full_home, _now()
    with Companion.open(home, time=still) as companion:
        companion.log.remove(BURNT)
        if first:
            companion.storage.fold()
    assert holding(home)
    burn(home, still)
    assert holding(home) == []
    holds_all_else(home, still)


def test_what_was_in_the_journal_only_goes(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("other 1")
        _known(companion, _canary(1))
        companion.log.edit(BURNT, {"text": _canary(2)})
        companion.forgetting.burn(BURNT)
        assert words(companion) == ["other 1"]
    assert holding(home) == []


def test_a_hundred_records_cost_one_rewrite(home: Places, still: Still, monkeypatch: pytest.MonkeyPatch) -> None:
    with begun(home, still) as companion:
        fields = {"kind": "appreciation", "to": BEN}
        made = companion.log.add_all([{**fields, "text": _canary(number)} for number in range(100)])
        companion.storage.fold()
        companion.log.edit(made[7]["id"], {"text": _canary(107)})
        companion.storage.fold()
        companion.log.thank("other")
        replaced: list[str] = []
        replace = os.replace
        monkeypatch.setattr(os, "replace", lambda source, target: (replaced.append(target), replace(source, target)))
        result = companion.forgetting.burn_all([record["id"] for record in made])
        assert result.records == 100 and words(companion) == ["other"]
    assert len(replaced) == len(set(replaced)) and {home.data, home.journal} <= set(replaced)
    assert len(replaced) <= 2 + 2 * len(backup_files.listed(home))
    assert holding(home) == []


# -- and stays gone


def test_undo_never_brings_it_back(full_home: Places) -> None:
    home, still = full_home, _now()
    burn(home, still)
    with Companion.open(home, time=still) as companion:
        for _ in range(20):
            try:
                companion.log.undo()
            except RitualError:
                break
            assert not any("canary" in text for text in words(companion))
        with pytest.raises(RitualError, match="nothing to undo"):
            companion.log.undo()
        companion.storage.fold()
    assert holding(home) == []


def test_undo_says_that_there_is_nothing(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        kept = companion.log.thank(_canary(1))
        companion.forgetting.burn(kept["id"])
        with pytest.raises(RitualError, match="nothing to undo") as err:
            companion.log.undo()
        assert "restore" not in str(err.value)


def test_undo_takes_back_what_was_done_with_others_in_one_change(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        fields = {"kind": "appreciation", "to": BEN}
        one, _ = companion.log.add_all([{**fields, "text": _canary(1)}, {**fields, "text": "other"}])
        companion.forgetting.burn(one["id"])
        companion.log.undo()
        assert words(companion) == []
        with pytest.raises(RitualError, match="nothing to undo"):
            companion.log.undo()
        companion.log.thank("and on")
        companion.log.undo()
    assert holding(home) == []


@pytest.mark.parametrize("exactly", [False, True])
def test_going_back_to_any_backup_brings_nothing_back(full_home: Places, exactly: bool) -> None:
    burn(full_home, _now())
    names = [backup.name for backup in backup_files.listed(full_home)]
    for name in names:
        home, still = _copied(full_home, "back"), _now()
        still.move(minutes=1)
        keeping = Keeping(home, still)
        keeping.restore(keeping.find(name), exactly=exactly)
        with Companion.open(home, time=still) as companion:
            companion.log.thank("and on")
            companion.storage.fold()
            assert not any("canary" in text for text in words(companion))
        assert holding(home) == [], name


@pytest.mark.parametrize("named", [False, True])
def test_mending_from_any_backup_brings_nothing_back_and_all_else(full_home: Places, named: bool) -> None:
    burn(full_home, _now())
    quick.thank(full_home, _now(), "after the burning")
    # The newest damaged as well, then the newest two, …: until nothing but the first is left.
    for bad in range(len(backup_files.listed(full_home))):
        home, still = _copied(full_home, "mend"), _now()
        still.move(minutes=1)
        for backup in backup_files.listed(home)[:bad]:
            Path(backup.path).write_bytes(b"{")
        Path(home.data).write_bytes(b"")
        keeping = Keeping(home, still)
        keeping.restore(backup_files.listed(home)[bad] if named else None)
        with Companion.open(home, time=still) as companion:
            found = words(companion)
            assert "after the burning" in found and not any("canary" in text for text in found)
            if bad <= 1:
                assert found == ["after the burning", *OTHERS], bad
        assert holding(home) == [], bad


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize("into", ["elsewhere", "backups"])
def test_a_copy_from_before_brings_nothing_back(full_home: Places, tmp_path: Path, damaged: bool, into: str) -> None:
    """A copy that lay elsewhere all the while, which nothing here could reach."""
    home, still = full_home, _now()
    with Companion.open(home, time=still) as companion:
        companion.storage.fold()
    copy = tmp_path / "copy.json" if into == "elsewhere" else Path(home.backups, "ritualtui-20301121T201500Z-99.json")
    data = Path(home.data).read_bytes()
    assert b"canary" in data
    burn(home, still)
    copy.write_bytes(data)
    quick.thank(home, still, "after")
    still.move(minutes=1)
    if damaged:
        Path(home.data).write_bytes(b"{}")
    keeping = Keeping(home, still)
    plan = keeping.look(keeping.find(str(copy)))
    assert plan.mend == damaged and plan.back == 0 and plan.total == len(OTHERS) + (3 + 1 if damaged else 3)
    keeping.restore(keeping.find(str(copy)))
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["after", *OTHERS]
        assert datafile.is_burned(companion.storage.state.get(BURNT))
        companion.storage.fold()
    if into == "elsewhere":
        assert holding(home) == []
    else:
        assert holding(home) == [f"backups/{copy.name}"]
        burn(home, still)
        assert holding(home) == [], "burning again takes that out too"


def test_a_copy_from_long_before_brings_nothing_back_to_a_damaged_log(
    home: Places, still: Still, tmp_path: Path
) -> None:
    """When no journal is left that tells of the burning, the data files do."""
    copy = tmp_path / "copy.json"
    with begun(home, still) as companion:
        _known(companion, _canary(1))
        companion.storage.fold()
        shutil.copy(home.data, copy)
        companion.forgetting.burn(BURNT)
        companion.log.thank("other")
        companion.storage.fold()
        still.move(days=2)
        companion.storage.fold()
    for backup in backup_files.listed(home):
        files.discard(backup.journal)
    Path(home.data).write_bytes(b"")
    keeping = Keeping(home, still)
    keeping.restore(keeping.find(str(copy)))
    with Companion.open(home, time=still) as companion:
        assert not any("canary" in text for text in words(companion))
    assert holding(home) == []


@pytest.mark.parametrize("count", [1, 700])
def test_an_import_of_an_old_export_skips_what_was_burned(full_home: Places, count: int) -> None:
    home, still = full_home, _now()
    with Companion.open(home, time=still) as companion:
        lines = list(companion.transfer.lines(companion.visible()))
        assert any("canary" in line for line in lines)
        companion.forgetting.burn(BURNT)
        done = companion.transfer.take([*lines, *cut_at_each_step.lines(count - 1)])
        assert (done.new, done.known) == (count - 1, len(lines))
        assert not any("canary" in text for text in words(companion))
    assert holding(home) == []


def test_no_other_version_stands_against_a_burned_one_in_any_order() -> None:
    def made(stamp: int, **more: object) -> msgspec.Raw:
        fields = {"id": BURNT, "kind": "appreciation", "stamp": clock.make_stamp(stamp, 0, "x"), **more}
        return msgspec.Raw(msgspec.json.encode(fields))

    more = made(11, deleted=True, burned=True, text="and yet it says something", by=ANA)
    versions = [
        more, made(1, text="first"), made(9, text="a later edit, from another machine"), made(8, deleted=True),
        made(2, deleted=True, burned=True), made(3, deleted=True, burned=True), made(10, burned=True, text="no such"),
    ]  # fmt: skip
    for order in itertools.permutations(versions):
        state = State(Places("", ""))
        for raw in order:
            state.put(raw)
        (stands,) = state.records.values()
        assert datafile.document(stands) == datafile.burned(BURNT, "appreciation", datafile.stamp_of(more))


def test_whoever_writes_it_what_is_burned_stays_burned(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        other = companion.log.thank("other")
        kept = companion.log.thank(_canary(1))
        companion.forgetting.burn(kept["id"])
        later = {**kept, "stamp": clock.make_stamp(still.ms() + 9_000, 0, "otherone")}
        companion.storage.put([later, {**other, "text": "other 2", "stamp": later["stamp"]}])
        companion.db.table("records").upsert(later)
        again = clock.make_stamp(still.ms() + 9_000, 1, "otherone")  # the upsert left one burned version more
        companion.db.table("records").update({"text": "canary", "stamp": again}, where("id") == kept["id"])
        companion.storage.put([{**later, "deleted": True, "burned": True}])
        with pytest.raises(RitualError, match="is gone"):
            companion.log.edit(kept["id"], {"text": _canary(1)})
        assert words(companion) == ["other 2"]
        # One that was burned elsewhere, and says more than it may.
        companion.storage.put([{**other, "stamp": later["stamp"], "text": "canary", "deleted": True, "burned": True}])
        assert words(companion) == []
    assert holding(home) == []


# -- cut off, and among others


def _cuts(
    operation: str, how: str, template: Places, out: Path, env: dict[str, str]
) -> Iterator[tuple[Places, str, int]]:
    out.mkdir()
    done = subprocess.run(
        [sys.executable, __file__, operation, how, template.home, str(out)],
        env=on_path(env), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0 and done.stderr == "", done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[-1][2] == "0" and len(rows) > 20
    for step, call, status in rows:
        home = Places(str(out / step / "home"), str(out / step / "home"))
        yield home, f"{operation}, {how} at step {step}, {call}", int(status)
        shutil.rmtree(out / step)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "half", "EIO", "ENOSPC"])
@pytest.mark.parametrize("operation", ["burn", "burn removed"])
def test_a_burning_that_was_cut_off_is_finished_by_the_next_opening(
    full_home: Places, tmp_path: Path, env: dict[str, str], operation: str, how: str
) -> None:
    template, still = full_home, _now()
    if operation == "burn removed":
        with Companion.open(template, time=still) as companion:
            companion.log.remove(BURNT)
            companion.storage.fold()
    went_on = 0
    for home, what, status in _cuts("burn", how, template, tmp_path / "cuts", env):
        assert status in ((0, 9) if how in ("kill", "half") else (0, 1)), what
        quick.thank(home, still, "quickly")
        with Companion.open(home, time=still) as companion:
            told = companion.notes()
            begun_to = datafile.is_burned(companion.storage.state.get(BURNT))
            assert begun_to or status != 0, what
            if begun_to and holding(home) != []:
                # The disk refused, and there was nothing that this process could do but say so.
                raise AssertionError((what, holding(home), told))
            if not begun_to:
                assert operation == "burn removed" or _canary(5) in words(companion), what
                companion.forgetting.burn(BURNT)
            else:
                went_on += 1
            companion.log.remove(next(r.id for r in companion.visible() if getattr(r, "text", "") == "quickly"))
            assert holding(home) == [], what
            assert all("set apart" in note for note in companion.notes()), what
        holds_all_else(home, still, what)
        still.move(seconds=1)
        Path(home.data).write_bytes(b"")
        Keeping(home, still).restore()
        with Companion.open(home, time=still) as companion:
            assert words(companion) == OTHERS, what
        assert holding(home) == [], what
    assert went_on > 20


@pytest.mark.slow
def test_what_is_damaged_is_judged_while_the_words_are_still_known(
    home: Places, still: Still, tmp_path: Path, env: dict[str, str]
) -> None:
    """They stand in one backup's journal, and in a damaged line of a later one, which has no id."""
    with begun(home, still) as companion:
        _known(companion, _canary(1))
        companion.storage.fold()
        companion.log.edit(BURNT, {"text": _canary(2)})  # and so in no data file
        companion.log.edit(BURNT, {"text": _canary(3)})
        still.move(days=2)
        companion.storage.fold()
        with Path(home.journal).open("ab") as file:
            file.write(b"01234567 " + json.dumps({"set": [{"text": _canary(2)}]}).encode() + b"\n")
        still.move(days=2)
        companion.storage.fold()
    for path in Path(home.aside).iterdir():
        path.unlink()
    assert len(holding(home, b"canary 2")) == 2
    for cut, what, _ in _cuts("burn", "kill", home, tmp_path / "cuts", env):
        with Companion.open(cut, time=still) as companion:
            if not datafile.is_burned(companion.storage.state.get(BURNT)):
                companion.forgetting.burn(BURNT)
        assert holding(cut) == [], what


def test_another_process_goes_on_with_it_before_it_writes(full_home: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    home, still = full_home, _now()
    early = Companion.open(home, time=still)
    begin_only(home, still)
    assert holding(home)
    early.log.thank("mine")
    assert holding(home) == [] and early.notes() and words(early) == ["mine", *OTHERS]


def begin_only(home: Places, still: Still) -> None:
    """A burning that ended right after its line was flushed."""
    child = os.fork()
    if child == 0:
        from ritualtui.store import purge

        purge.finish = lambda state, now: os._exit(9)  # type: ignore[assignment]
        burn(home, still)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_the_quick_way_passes_by_a_burning_that_is_not_finished(full_home: Places) -> None:
    home, still = full_home, _now()
    quick.thank(home, still, "one")
    begin_only(home, still)
    lines = Path(home.journal).read_bytes().splitlines()
    (purge,) = [line for line in lines if b'"purge"' in line]
    assert b"canary" not in purge and b"other" not in purge and len(purge) < 600
    quick.thank(home, still, "two")
    with Companion.open(home, time=still) as companion:
        assert words(companion) == sorted(["one", "two", *OTHERS])
    assert holding(home) == []


def test_a_damaged_log_with_a_burning_that_is_not_finished_is_mended_without_the_words(full_home: Places) -> None:
    home, still = full_home, _now()
    begin_only(home, still)
    still.move(minutes=1)
    Path(home.data).write_bytes(Path(home.data).read_bytes()[:-9])
    Keeping(home, still).restore()
    with Companion.open(home, time=still) as companion:
        assert words(companion) == OTHERS
        companion.notes()
    assert holding(home) == []
    holds_all_else(home, still)


def test_an_open_reader_does_not_write_it_back(full_home: Places) -> None:
    home, still = full_home, _now()
    readers = [Companion.open(home, time=still) for _ in range(4)]
    assert all(_canary(5) in words(reader) for reader in readers)
    burn(home, still)
    readers[0].storage.fold()
    readers[1].refresh()
    readers[2].log.thank("mine")
    with pytest.raises(RitualError):
        readers[3].log.edit(BURNT, {"tags": ["dog"]})
    for reader in readers:
        reader.refresh()
        assert words(reader) == ["mine", *OTHERS]
        reader.storage.fold()
        reader.close()
    assert holding(home) == []


@pytest.mark.slow
@pytest.mark.parametrize("every", [1])
def test_others_who_log_at_the_same_time_lose_nothing(home: Places, env: dict[str, str], every: int) -> None:
    places = Places(home.home, home.home)
    with begun(places, Clock()) as companion:
        fields = {"kind": "appreciation", "to": BEN}
        burned = companion.log.add_all([{**fields, "text": _canary(number)} for number in range(12)])
        companion.storage.fold()
        workers = [
            subprocess.Popen(
                [sys.executable, script("writers_and_readers"), role, places.home, "40"],
                env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )
            for role in ("quick_writer", "full_writer", "folder", "long_reader")
        ]  # fmt: skip
        acked = Path(places.home, "acked")
        try:
            for number, record in enumerate(burned, 1):
                while not acked.exists() or acked.stat().st_size < number * 20 * WIDTH:
                    assert all(worker.poll() is None for worker in workers)
                companion.forgetting.burn(record["id"])
        finally:
            for worker in workers:
                worker.kill()
            told = [worker.communicate()[1].decode() for worker in workers]
        assert told == [""] * 4
        acknowledged = dict(line.split(" ", 1) for line in acked.read_text().splitlines())
        companion.refresh()
        kept = {record.id: getattr(record, "text", "") for record in companion.visible()}
        assert len(acknowledged) >= 240
        assert {ident: kept.get(ident) for ident in acknowledged} == acknowledged
        assert len(set(kept.values())) == len(kept) <= len(acknowledged) + 2
    assert holding(places) == []


# -- what is damaged, what is not ours, what cannot be written


@pytest.mark.parametrize("holds", [True, False])
def test_a_damaged_backup_goes_only_where_it_has_the_words(full_home: Places, holds: bool) -> None:
    home, still = full_home, _now()
    listed = backup_files.listed(home)
    damaged = Path(listed[0].path)
    data = damaged.read_bytes()
    assert b"canary" in data
    damaged.write_bytes(data[:-5] if holds else b'{"meta":{"1":{"format":1,"rubbish')
    before = damaged.read_bytes()
    result = burn(home, still)
    assert (f"backups/{damaged.name}" in result.removed) == holds
    assert damaged.exists() != holds and (holds or damaged.read_bytes() == before)
    holds_all_else(home, still)
    for backup in backup_files.listed(home):
        if backup.path != str(damaged):
            assert Keeping(home, still).look(backup).notes == []


def test_a_backup_that_rots_stays_known_as_one(full_home: Places) -> None:
    """Rewriting does not make a damaged copy pass for a good one."""
    home, still = full_home, _now()
    with Companion.open(home, time=still) as companion:
        companion.log.thank("other 6")
        companion.storage.fold()
        companion.storage.fold()
    path = Path(backup_files.listed(home)[0].path)
    assert b"canary" in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b"other 1", b"odder 1"))
    told = Keeping(home, still).look(backup_files.listed(home)[0]).notes
    assert told and "not as it was written" in told[0]
    burn(home, still)
    assert holding(home) == []
    (backup,) = [backup for backup in backup_files.listed(home) if backup.path == str(path)]
    assert "not as it was written" in Keeping(home, still).look(backup).notes[0]


def test_what_was_set_aside_and_has_nothing_of_it_stays(full_home: Places) -> None:
    home, still = full_home, _now()
    with Path(home.journal).open("ab") as file:
        file.write(b'0badc0de {"set":[{"id":"00000000-0000-7000-8000-000000000001","text":"somebody else"}]}\n')
    with Companion.open(home, time=still) as companion:
        companion.storage.fold()
    aside = Path(home.aside)
    # Cut off, and the same day, people and form as all that is there.
    (another,) = [document for document in stock(home) if document.get("text") == "other 1"]
    rest = json.dumps({"records": {"1": another}}, separators=(",", ":")).encode()[:-3]
    (aside / "ritualtui.json.20200101T000000").write_bytes(rest)
    Path(aside, "ritualtui.json.20200101T000001").mkdir()
    Path(aside, "ritualtui.json.20200101T000001", "inside").write_text("somebody's own")
    result = burn(home, still)
    assert result.left == ()
    assert (aside / "ritualtui.json.20200101T000000").exists()
    assert (aside / "ritualtui.json.20200101T000001" / "inside").exists()
    assert holding(home, b"somebody else")
    assert holding(home) == []


def test_words_that_are_short_or_far_from_ascii_are_known_again(home: Places, still: Still) -> None:
    for number, text in enumerate(
        ("küss mich", "Ich hab’ dich sehr, sehr lieb – für immer", "愛しているよ、ずっと一緒に")
    ):
        with (begun if not number else Companion.open)(home, time=still) as companion:
            kept = companion.log.thank(text)
            companion.log.thank(f"other {number}")
            files.make_folder(home.aside)
            said = json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":"))
            for name, data in (
                ("journal-20261121-00000001.txt", said),
                ("journal-20261121-00000002.txt", json.dumps({"text": text}, separators=(",", ":"))),
                ("ritualtui.json.20261121T000000", '{"records":{"1":{"text":"' + text + '","tags'),
                ("journal-20261121-00000003.txt", '0000 {"text":"something else, by somebody else"}'),
            ):  # fmt: skip
                Path(home.aside, name).write_text(data, encoding="utf-8")
            companion.forgetting.burn(kept["id"])
        assert [path.name for path in Path(home.aside).iterdir()] == ["journal-20261121-00000003.txt"], text


def test_what_is_too_damaged_to_tell_goes(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        one, two = companion.log.thank(_canary(1)), companion.log.thank(_canary(2))
        files.make_folder(home.aside)
        with_id = Path(home.aside, "journal-20261121-00000001.txt")
        with_id.write_text(f'0000 {{"id":"{one["id"]}","text":"c@n@ry words of which nothing is left as it was"')
        other = Path(home.aside, "journal-20261121-00000002.txt")
        other.write_text('0000 {"id":"00000000-0000-7000-8000-000000000001","text":"another\'s"')
        companion.forgetting.burn(one["id"])
        assert not with_id.exists() and other.exists()
        # Removed long ago: what it said stands nowhere that it could be read, and nobody can say what this is.
        companion.log.remove(two["id"])
        companion.storage.fold()
        still.move(days=2)
        companion.storage.fold()
        for backup in backup_files.listed(home):
            files.discard(backup.journal)
            files.discard(backup.path)
        other.write_text('0000 {"text":"' + _canary(2))
        companion.forgetting.burn(two["id"])
        assert not other.exists()
    assert holding(home) == []


def test_a_burning_that_the_disk_refused_is_no_fold_away_from_the_backups(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        kept = companion.log.thank(_canary(1))
        in_the_way = Path(f"{home.data}.new")
        in_the_way.mkdir()
        result = companion.forgetting.burn(kept["id"])
        assert result.pending and len(result.left) == 1 and "\n" not in result.left[0]
        assert words(companion) == []
        in_the_way.rmdir()
        with pytest.raises(RitualError, match="not gone"):
            companion.storage.fold()
        companion.log.thank("other")
        assert holding(home) == ["ritualtui.json-wal"]
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["other"]
    assert holding(home) == []


def test_copies_that_are_not_ours_are_named_and_left(full_home: Places) -> None:
    home, still = full_home, _now()
    conflict = Path(home.home, "ritualtui.sync-conflict-20261121-201500-ABCDEFG.json")
    shutil.copy(home.data, conflict)
    with Companion.open(home, time=still) as companion:
        companion.storage.fold()
        conflict.write_bytes(Path(home.data).read_bytes())
    mine = Path(home.backups, "my own notes.txt")
    mine.write_text(f"I once wrote: {_canary(5)}")
    named = Path(home.backups, "before-the-trip.json")
    shutil.copy(conflict, named)
    before = mine.read_bytes(), conflict.read_bytes()
    result = burn(home, still)
    assert (mine.read_bytes(), conflict.read_bytes()) == before
    assert sorted(line.split(" has ")[0] for line in result.left) == ["backups/my own notes.txt", conflict.name]
    assert holding(home) == sorted(["backups/my own notes.txt", conflict.name])
    assert b"other 1" in named.read_bytes() and not result.pending


def test_what_is_burned_leaves_the_files_that_links_lead_to(full_home: Places, tmp_path: Path) -> None:
    home, still = full_home, _now()
    os.mkdir(tmp_path / "dots")
    for path in (home.data, home.journal):
        os.rename(path, tmp_path / "dots" / Path(path).name)
        os.symlink(tmp_path / "dots" / Path(path).name, path)
    Path(tmp_path, "dots", "ritualtui.json.new").write_bytes(Path(home.data).read_bytes())  # as a kill leaves it
    result = burn(home, still)
    assert result.left == () and not result.pending
    assert holding(home) == []
    assert os.path.islink(home.data) and os.path.islink(home.journal)
    assert sorted(os.listdir(tmp_path / "dots")) == ["ritualtui.json", "ritualtui.json-wal"]
    kept = [Path(tmp_path, "dots", name).read_bytes() for name in os.listdir(tmp_path / "dots")]
    assert not any(_canary(n).encode() in data for n in range(10) for data in kept)


@pytest.fixture
def plainly(env: dict[str, str], tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run code as a user whom permissions bind: root without the capabilities to pass over them."""

    def drop() -> None:
        if os.geteuid() == 0:
            prctl = ctypes.CDLL(None).prctl
            for capability in (1, 2, 3):
                prctl(24, capability, 0, 0, 0)

    locked = tmp_path / "locked"
    locked.write_bytes(b"")
    locked.chmod(0)
    if subprocess.run(["cat", locked], capture_output=True, preexec_fn=drop, check=False).returncode == 0:
        pytest.skip("permissions cannot be made to bind here")
    head = "import sys, json; from support.homes import *; home = Places(sys.argv[1], sys.argv[1]); still = Still()\n"
    head += "still.move(minutes=30)\n"

    def run(home: Places, code: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", head + code, home.home], preexec_fn=drop, capture_output=True, text=True,
            env=on_path(env), timeout=300,
        )  # fmt: skip

    return run


_BURN = f"""
with Companion.open(home, time=still) as c:
    done = c.forgetting.burn({BURNT!r})
    print(json.dumps([done.left, done.pending, words(c), c.notes()]))
"""
_OPEN = """
with Companion.open(home, time=still) as c:
    c.log.thank("went on")
    c.storage.fold() if FOLD else None
    print(json.dumps([c.notes(), words(c)]))
"""


@pytest.mark.slow
def test_backups_that_may_not_be_written_keep_it_pending_and_the_log_is_clean(
    full_home: Places, plainly: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    home, still = full_home, _now()
    Path(home.backups).chmod(0o500)
    done = plainly(home, _BURN)
    assert done.returncode == 0, done
    left, pending, found, notes = json.loads(done.stdout)
    assert pending and found == OTHERS
    assert len(left) == 1 and "\n" not in left[0] and home.backups in left[0] and "Permission denied" in left[0]
    assert {name.split("/")[0] for name in holding(home)} == {"backups"}, "gone from the log itself"
    assert b"canary" not in Path(home.data).read_bytes() + Path(home.journal).read_bytes()
    generation = header(home)["generation"]
    for _ in range(2):
        done = plainly(home, _OPEN.replace("FOLD", "False"))
        assert done.returncode == 0, done
        notes, found = json.loads(done.stdout)
        assert len([line for line in notes if home.backups in line]) == 1
    assert header(home)["generation"] == generation, "trying again in vain rewrites nothing"
    # A restore meanwhile does not bring it back either.
    for backup in backup_files.listed(home):
        keeping = Keeping(_copied(home, "meanwhile"), still)
        os.chmod(keeping.places.backups, 0o700)
        keeping.restore(keeping.find(backup.name))
        with Companion.open(keeping.places, time=still) as companion:
            assert not any("canary" in text for text in words(companion))
        assert holding(keeping.places) == []
    Path(home.backups).chmod(0o700)
    done = plainly(home, _OPEN.replace("FOLD", "True"))
    assert not any("denied" in note for note in json.loads(done.stdout)[0])
    assert holding(home) == [] and "purging" not in header(home)
    with Companion.open(home, time=still) as companion:
        assert words(companion) == [*OTHERS, "went on", "went on", "went on"]


@pytest.mark.slow
def test_two_burnings_that_wait_for_the_same_folder_are_both_done(
    home: Places, still: Still, plainly: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    """Also where the second knows nothing of what the first would have known again in a damaged line."""
    with begun(home, still) as companion:
        _known(companion, _canary(1))
        with Path(home.journal).open("ab") as file:
            file.write(b"01234567 " + json.dumps({"set": [{"text": _canary(1)}]}).encode() + b"\n")
        companion.storage.fold()
        second = companion.log.thank(_canary(7))["id"]
        companion.storage.fold()
    Path(home.backups).chmod(0o500)
    for code in (_BURN, _BURN.replace(BURNT, second)):
        done = plainly(home, code)
        assert json.loads(done.stdout)[1], "pending"
    assert {name.split("/")[0] for name in holding(home)} == {"backups"}
    Path(home.backups).chmod(0o700)
    with Companion.open(home, time=_now()) as companion:
        companion.notes()
    assert holding(home) == [] and "purging" not in header(home)


def test_what_somebody_seals_after_being_forgotten_stays_while_the_rest_is_pending(
    home_of_two: Places, plainly: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    home, still = home_of_two, _now()
    Path(home.backups).chmod(0o500)
    done = plainly(home, "with Companion.open(home, time=still) as c: print(c.forgetting.forget_me().pending)")
    assert done.stdout == "True\n", done
    assert holding(home, b"other: sealed") == [] and holding(home) and header(home)["people"][0][1] == "someone"
    Path(home.backups).chmod(0o700)
    for top in (home.home, home.backups):
        shutil.rmtree(Path(top, "vault", ANA), ignore_errors=True)
    _vault(home, ANA, "sealed later")
    with Companion.open(home, time=still) as companion:
        companion.notes()
    assert holding(home, b"sealed later")
    is_forgotten(home, still)


@pytest.mark.slow
def test_a_home_that_may_not_be_written_says_so_and_nothing_is_changed(
    full_home: Places, plainly: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    home, still = full_home, _now()
    os.chmod(home.journal, 0o400)
    os.chmod(home.home, 0o500)
    before = picture(home.home)
    done = plainly(home, _BURN)
    assert done.returncode == 1 and "Permission denied" in done.stderr.splitlines()[-1]
    assert picture(home.home) == before and not is_burned(home, still)
    os.chmod(home.journal, 0o600)
    done = plainly(home, _BURN)
    left, pending, found, _ = json.loads(done.stdout)
    assert pending and found == OTHERS and len(left) == 1 and "Permission denied" in left[0]
    done = plainly(home, "with Companion.open(home, time=still) as c: print(words(c))")
    assert done.returncode == 0 and "canary" not in done.stdout
    os.chmod(home.home, 0o700)
    with Companion.open(home, time=still) as companion:
        companion.notes()
    assert holding(home) == []
    holds_all_else(home, still)


# -- a person


def _vault(home: Places, person: str, text: str) -> None:
    """A vault as it lies on the disk; what is in it looks sealed enough for this."""
    for top in (home.home, home.backups):
        folder = Path(top, "vault", person)
        (folder / "entries").mkdir(parents=True)
        for name in ("identity.age", "recipient", f"entries/{'ab' * 16}.age"):
            (folder / name).write_text(text)


def two_people(home: Places, still: Still) -> None:
    """``everywhere``, which is all Ana's, and what Ben has beside it."""
    everywhere(home, still)
    with Companion.open(home, "Ben", still) as ben:
        for number in range(3):
            ben.log.thank(f"ben {number}")
        ben.storage.fold()
    with Companion.open(home, time=still) as ana:
        removed = ana.log.thank("other: removed, and in a backup")
        ana.storage.fold()
        ana.log.remove(removed["id"])
        fields = {"kind": "ritual", "ritual": "bedtime", "complete": True, "guided": True, "minutes": 7}
        ana.log.add({**fields, "present": "both", "parked": ["other: call the plumber"]})
        ana.storage.fold()
        ana.log.add({"kind": "checkin", "closeness": 7, "text": "other: mine alone", "audience": "self"})
    Path(home.seen).write_text(json.dumps({ANA: ["other"], BEN: ["seen by ben"]}))
    _vault(home, ANA, "other: sealed")
    _vault(home, BEN, "ben's, sealed")


def forget_me(home: Places, still: Still) -> Any:
    with Companion.open(home, time=still) as companion:
        return companion.forgetting.forget_me()


def is_forgotten(home: Places, still: Still, what: str = "") -> None:
    """Nothing Ana said is in any file, nor her name, and all of Ben's is there; the log goes on for him."""
    for trace in (b"canary", b"other", b'"ana"'):
        assert holding(home, trace) == [], (what, trace)
    assert json.loads(Path(home.seen).read_bytes()) == {BEN: ["seen by ben"]}, what
    assert holding(home, b"ben's, sealed") == sorted(
        f"{top}vault/{BEN}/{name}"
        for top in ("", "backups/")
        for name in ("identity.age", "recipient", f"entries/{'ab' * 16}.age")
    )
    with Companion.open(home, "Ben", still) as ben:
        assert ben.people.partner.name == "someone", what
        assert words(ben) == ["ben 0", "ben 1", "ben 2"], what
        (ritual,) = ben.of(Ritual)
        assert (ritual.complete, ritual.present, ritual.minutes, ritual.parked) == (True, "both", 7, ()), what
        assert len(ben.of(Plan)) == 3, what
        ben.log.thank("and on")
        ben.storage.fold()
        ben.log.undo()
        ben.storage.fold()
        assert words(ben) == ["ben 0", "ben 1", "ben 2"], what
        assert all("set apart" in note for note in ben.notes()), what
    assert "purging" not in header(home), what


@pytest.fixture
def home_of_two(tmp_path: Path) -> Places:
    """``two_people``, in a home of its own."""
    home = Places(str(tmp_path / "log"), str(tmp_path / "log"))
    two_people(home, Still())
    assert holding(home, b'"ana"') and holding(home, b"other: removed") and holding(home, b"other: sealed")
    return home


def test_somebody_who_is_forgotten_is_in_no_file_and_the_other_goes_on(home_of_two: Places) -> None:
    home, still = home_of_two, _now()
    result = forget_me(home, still)
    assert (result.pending, result.left) == (False, ())
    is_forgotten(home, still)
    for backup in backup_files.listed(home):
        for damaged in (False, True):
            at = _copied(home, "back")
            still.move(minutes=1)
            if damaged:
                Path(at.data).write_bytes(b"")
            keeping = Keeping(at, still)
            keeping.restore(keeping.find(backup.name))
            with Companion.open(at, "Ben", still) as ben:
                ben.storage.fold()
                assert {*words(ben)} <= {"and on", "ben 0", "ben 1", "ben 2"}, backup.name
            for trace in (b"canary", b"other", b'"ana"'):
                assert holding(at, trace) == [], (backup.name, damaged, trace)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "EIO"])
def test_a_forgetting_that_was_cut_off_is_finished_by_the_next_opening(
    home_of_two: Places, tmp_path: Path, env: dict[str, str], how: str
) -> None:
    still = _now()
    for home, what, status in _cuts("forget me", how, home_of_two, tmp_path / "cuts", env):
        assert status in ((0, 9) if how == "kill" else (0, 1)), what
        with Companion.open(home, time=still) as companion:
            if not any(datafile.is_burned(raw) for raw in companion.storage.state.records.values()):
                assert status != 0 and _canary(5) in words(companion), what
                companion.forgetting.forget_me()
        is_forgotten(home, still, what)


def test_who_comes_back_keeps_what_they_add(home_of_two: Places) -> None:
    """A forgetting that is done is done: it does not come back over what the same person does later."""
    home, still = home_of_two, _now()
    forget_me(home, still)
    _vault(home, ANA, "sealed later")
    with Companion.open(home, time=still) as ana:
        ana.facts({"people": [[ANA, "Anna"], [BEN, "Ben"]]})
        ana.log.thank("here again")
        gone = ana.log.thank(_canary(9))
        ana.forgetting.burn(gone["id"])
        assert words(ana) == ["ben 0", "ben 1", "ben 2", "here again"]
    assert holding(home, b"sealed later") and holding(home) == []
    with Companion.open(home, "Anna", still) as anna:
        assert anna.people.me.id == ANA
        anna.forgetting.forget_me()
        assert words(anna) == ["ben 0", "ben 1", "ben 2"] and anna.people.me.name == "someone"
    assert holding(home, b"anna") == [] and holding(home, b"here again") == []


# -- a whole home


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "half", "EIO", "ENOSPC"])
def test_forgetting_everything_that_was_cut_off_is_finished_by_the_next_opening(
    full_home: Places, tmp_path: Path, env: dict[str, str], how: str
) -> None:
    still = _now()
    Path(full_home.home, "a letter.txt").write_text("somebody's own")
    gone = 0
    for home, what, status in _cuts("forget everything", how, full_home, tmp_path / "cuts", env):
        assert status in ((0, 9) if how in ("kill", "half") else (0, 1)), what
        try:
            quick.thank(home, still, "quickly")
        except NotBegun:
            pass
        else:
            assert _canary(5) in _words(home, still), what
        try:
            assert words(Companion.open(home, time=still)) == sorted([_canary(5), *OTHERS, "quickly"]), what
        except NotBegun:
            gone += 1
            left = {name for name in picture(home.home) if not name.endswith("-lock")}
            assert left == {"a letter.txt"}, what
            begun(home, still).close()
            assert holding(home) == [] and _words(home, still) == [], what
            continue
        assert status != 0, what
        with Companion.open(home, time=still) as companion:
            companion.forgetting.forget_everything()
        assert holding(home) == [], what
    assert gone > 20


def _words(home: Places, still: Still) -> list[str]:
    with Companion.open(home, time=still) as companion:
        return words(companion)


def test_everything_but_what_may_not_be_removed_goes_and_the_rest_later(
    full_home: Places, plainly: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    home, still = full_home, _now()
    Path(home.backups).chmod(0o500)
    code = (
        "with Companion.open(home, time=still) as c: d = c.forgetting.forget_everything(); print(d.pending, d.left[0])"
    )
    done = plainly(home, code)
    assert done.stdout.startswith("True ") and "Permission denied" in done.stdout, done
    assert {name.split("/")[0] for name in holding(home)} == {"backups"}
    done = plainly(home, "begun(home, still)")
    assert done.returncode == 1 and "It has to go before a new log can begin here." in done.stderr.splitlines()[-1]
    Path(home.backups).chmod(0o700)
    with pytest.raises(NotBegun):
        Companion.open(home, time=still)
    assert picture(home.home) == {}


def test_a_home_that_is_half_forgotten_can_be_begun_anew(full_home: Places) -> None:
    home, still = full_home, _now()
    Path(home.settings).write_text('theme = "hearth"\n')
    os.replace(home.journal, backup_files.forgotten_path(home))
    with begun(home, still) as companion:
        assert words(companion) == []
    assert holding(home) == [] and Path(home.settings).exists()


def test_nothing_is_brought_back_from_a_home_that_is_half_forgotten(full_home: Places) -> None:
    home, still = full_home, _now()
    os.replace(home.journal, backup_files.forgotten_path(home))  # as a kill right after the first step leaves it
    keeping = Keeping(home, still)
    for doing in (
        lambda: keeping.restore(), lambda: keeping.backup(), lambda: quick.thank(home, still, "x"),
        lambda: Companion.open(home, time=still),
    ):  # fmt: skip
        with pytest.raises(RitualError):
            doing()
    assert holding(home) == []


def _cut_operations() -> dict[str, Callable[[Places, Still], Any]]:
    def burned(home: Places, still: Still) -> None:
        done = burn(home, _now())
        if done.pending:
            raise RitualError(done.left[0])

    def forgotten(home: Places, still: Still) -> None:
        with Companion.open(home, time=_now()) as companion:
            done = companion.forgetting.forget_everything()
        if done.pending:
            raise RitualError(done.left[0])

    def forgot_me(home: Places, still: Still) -> None:
        if (done := forget_me(home, _now())).pending:
            raise RitualError(done.left[0])

    return {"burn": burned, "forget me": forgot_me, "forget everything": forgotten}


if __name__ == "__main__":
    cut_at_each_step.OPERATIONS.update(_cut_operations())
    cut_at_each_step.main(*sys.argv[1:])
