"""A data file that is damaged, in every way we could think of: one clear line, logging goes on, and all comes back."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, journal
from support.homes import EVENING, Still, begun, header, picture, words

# -- what went before


def _lines(count: int) -> list[str]:
    fields = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-09-20T20:15:00+00:00"}
    return [json.dumps({**fields, "text": f"imported {number}"}) for number in range(count)]


def _busy(home: Places, still: Still, mark: str = "") -> None:
    """A journal of some length, with changes of every sort; the last word is the quick path's."""
    with Companion.open(home, time=still) as companion:
        for number in range(8):
            kept = companion.log.thank(f"{mark} thanks {number}")
            still.move(seconds=7)
        companion.log.edit(kept["id"], {"text": f"{mark} edited"})
        companion.log.remove(companion.log.thank(f"{mark} removed")["id"])
        companion.log.undo()
        companion.transfer.take(_lines(3))
    quick.thank(home, still, f"{mark} the last word")


def _init(home: Places, still: Still) -> None:
    begun(home, still, plans=True).close()
    _busy(home, still)


def _folds(home: Places, still: Still) -> None:
    begun(home, still).close()
    for number in range(25):
        with Companion.open(home, time=still) as companion:
            companion.log.thank(f"fold {number}")
            companion.storage.fold()
        still.move(days=1 if number % 3 else 0, seconds=1)
    _busy(home, still)


def _imported(home: Places, still: Still) -> None:
    begun(home, still).close()
    _busy(home, still, "before")
    with Companion.open(home, time=still) as companion:
        companion.transfer.take(_lines(510))


def _mended(home: Places, still: Still) -> None:
    _folds(home, still)
    Path(home.data).write_bytes(b"\0" * 4096)
    Keeping(home, still).restore()


def _named(home: Places, still: Still) -> None:
    _init(home, still)
    with Companion.open(home, time=still) as companion:
        companion.facts({"people": [["anaaaaaa", "Anna"], ["benbbbbb", "Ben"]], "turn": 2})


HISTORIES: dict[str, Callable[[Places, Still], None]] = {
    "right after init": _init,
    "many folds": _folds,
    "right after an import": _imported,
    "right after a mending": _mended,
    "after a mending": lambda home, still: (_mended(home, still), _busy(home, still, "again")),
    "another name": _named,
}

# -- the damage


def _changed(home: Places, change: Callable[[dict[str, Any]], Any]) -> None:
    data = json.loads(Path(home.data).read_bytes())
    made = change(data)
    Path(home.data).write_text(json.dumps(data if made is None else made))


def _cut(share: float) -> Callable[[Places], None]:
    def cut(home: Places) -> None:
        os.truncate(home.data, int(os.path.getsize(home.data) * share))

    return cut


def _written(data: bytes) -> Callable[[Places], None]:
    return lambda home: Path(home.data).write_bytes(data) and None


def _folder(home: Places) -> None:
    os.unlink(home.data)
    Path(home.data).mkdir()
    Path(home.data, "inside").write_text("something")


def _nowhere(home: Places) -> None:
    os.unlink(home.data)
    os.symlink("nowhere", home.data)


def _flipped(home: Places) -> None:
    data = bytearray(Path(home.data).read_bytes())
    data[len(data) * 2 // 3] ^= 0x80  # still JSON's shape, no longer UTF-8
    Path(home.data).write_bytes(data)


def _twice(home: Places) -> None:
    data = Path(home.data).read_bytes()
    Path(home.data).write_bytes(data[:-1] + b',"records":{}}')


def _deep(home: Places) -> None:
    record = b'"records":{"1":' + b'{"a":' * 900 + b"1" + b"}" * 900
    Path(home.data).write_bytes(
        Path(home.data).read_bytes().replace(b'"records":{', record + b",", 1).replace(b",}", b"}")
    )


def _record(data: dict[str, Any]) -> dict[str, Any]:
    """The records with one more, so that there always is one to damage."""
    data["records"]["112"] = {"id": "00000000-0000-0000-0000-000000000070", "stamp": "000000000000-0000-x", "kind": "x"}
    return data["records"]["112"]


DAMAGES: dict[str, Callable[[Places], None]] = {
    "empty": _written(b""),
    "{}": _written(b"{}"),
    "null": _written(b"null"),
    "a list": _written(b"[]"),
    "binary": _written(bytes(range(256)) * 40),
    "zeros": lambda home: Path(home.data).write_bytes(bytes(os.path.getsize(home.data))),
    "nested": _written(b'{"meta":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "deep in a record": lambda home: _deep(home),
    **{f"cut at {share}": _cut(share) for share in (0.001, 0.1, 0.5, 0.9, 0.9999)},
    "a folder": _folder,
    "a link to nowhere": _nowhere,
    "missing": lambda home: os.unlink(home.data),
    "a byte flipped": _flipped,
    "no meta": lambda home: _changed(home, lambda d: d.pop("meta") and None),
    "meta of another shape": lambda home: _changed(home, lambda d: {**d, "meta": []}),
    "no records": lambda home: _changed(home, lambda d: {"meta": d["meta"]}),
    "records in a list": lambda home: _changed(home, lambda d: {**d, "records": list(d["records"].values())}),
    "no clock": lambda home: _changed(home, lambda d: d["meta"]["1"].pop("clock") and None),
    "no people": lambda home: _changed(home, lambda d: d["meta"]["1"].pop("people") and None),
    "generation in words": lambda home: _changed(home, lambda d: d["meta"]["1"].update(generation="two")),
    "format in words": lambda home: _changed(home, lambda d: d["meta"]["1"].update(format="one")),
    "a key twice": _twice,
    "a record that is none": lambda home: _changed(home, lambda d: d["records"].update({"5": 7})),
    "a record in a list": lambda home: _changed(home, lambda d: d["records"].update({"5": []})),
    "no id": lambda home: _changed(home, lambda d: _record(d).pop("id") and None),
    "no stamp": lambda home: _changed(home, lambda d: _record(d).pop("stamp") and None),
    "a stamp that is a number": lambda home: _changed(home, lambda d: _record(d).update(stamp=5)),
    "an id that is none": lambda home: _changed(home, lambda d: _record(d).update(id="x")),
    "under another's key": lambda home: _changed(home, lambda d: _record(d).update(id=f"{1:08}" + "0" * 24)),
}  # fmt: skip

# -- and what else may be damaged with it


def _newest_backup(home: Places) -> None:
    Path(backup_files.listed(home)[0].path).write_bytes(b'{"meta":')


def _newest_backup_rots(home: Places) -> None:
    """Still JSON, but not what was written."""
    path = Path(backup_files.listed(home)[0].path)
    path.write_bytes(path.read_bytes().replace(b"thanks", b"tranks").replace(b"imported", b"inported"))


def _journals_header(home: Places) -> None:
    path = Path(home.journal)
    path.write_bytes(b"x" + path.read_bytes()[1:])


def _torn_end(home: Places) -> None:
    with Path(home.journal).open("ab") as file:
        file.write(b'01234567 {"n":')


WORSE: dict[str, Callable[[Places], None]] = {
    "nothing else": lambda home: None,
    "the newest backup": _newest_backup,
    "the newest backup, a little": _newest_backup_rots,
    "the journal's header": _journals_header,
    "the journal's end": _torn_end,
    "the newest backup and the journal's header": lambda home: (_newest_backup(home), _journals_header(home)),
}

CASES = [
    *((history, damage, "nothing else") for history in HISTORIES for damage in DAMAGES),
    *((history, damage, worse)
      for history in HISTORIES for damage in ("empty", "cut at 0.5") for worse in list(WORSE)[1:]
      # With all three gone nothing says whose log it is: see the test of that below.
      if (history, worse) != ("right after init", "the newest backup and the journal's header")),
]  # fmt: skip


@pytest.mark.sample(8)
@pytest.mark.parametrize(("history", "damage", "worse"), CASES)
def test_everything_comes_back(home: Places, history: str, damage: str, worse: str) -> None:
    still = Still(EVENING - timedelta(days=40))
    HISTORIES[history](home, still)
    with Companion.open(home, time=still) as companion:
        truth = dict(companion.storage.state.records)
        people, turn, last = companion.people, companion.turn, companion.storage.state.last
    whole_header = "header" not in worse
    WORSE[worse](home)
    DAMAGES[damage](home)
    damaged = picture(home.home)

    for doing in (lambda: Companion.open(home, time=still), lambda: begun(home, still)):
        with pytest.raises(RitualError) as err:
            doing()
        assert "\n" not in str(err.value)
    assert picture(home.home) == damaged, "looking changes nothing"
    still.move(seconds=1)
    if whole_header:
        quick.thank(home, still, "while it is damaged")
    else:
        with pytest.raises(RitualError, match="restore"):
            quick.thank(home, still, "while it is damaged")
    before = picture(home.home)
    still.move(seconds=1)
    keeping = Keeping(home, still)
    plan = keeping.look()
    assert plan.mend and picture(home.home) == before, "a plan changes nothing"
    keeping.restore()

    after = picture(home.home)
    aside = [data for name, data in after.items() if name.startswith("set-aside/")]
    if "ritualtui.json" in damaged and damage != "a folder":
        assert damaged["ritualtui.json"] in aside, "what was damaged is kept as it was"
    assert before["ritualtui.json-wal"] in aside
    assert not [name for name in after if name.endswith(".new")]
    with Companion.open(home, time=still) as companion:
        told = companion.notes()
        assert told == []
        state = companion.storage.state
        if history == "right after an import" and worse.startswith("the newest backup"):
            # Its only two copies are damaged: what was imported is in the file it came from, all else is here.
            truth = {key: raw for key, raw in truth.items() if key in state.records or b"imported" not in bytes(raw)}
        found = dict(state.records)
        if whole_header:
            assert "while it is damaged" in words(companion)
        assert {key: bytes(found[key]) for key in truth} == {key: bytes(raw) for key, raw in truth.items()}
        assert len(found) == len(truth) + whole_header
        if not (history == "another name" and not whole_header):  # then the name stood in two damaged places
            assert (companion.people, companion.turn) == (people, turn)
        assert state.last["clock"] >= last["clock"]
        assert keeping.damaged() is None
        companion.log.thank("and on")
        companion.storage.fold()
    with Companion.open(home, time=still) as companion:
        assert "and on" in words(companion) and companion.notes() == []


def test_mending_twice_in_one_second_keeps_both_damaged_files(home: Places, still: Still) -> None:
    _init(home, still)
    for data in (b"first", b"second", b"third"):
        Path(home.data).write_bytes(data)
        Keeping(home, still).restore()
    aside = {path.read_bytes() for path in Path(home.aside).iterdir() if "wal" not in path.name}
    assert aside == {b"first", b"second", b"third"}


def test_without_any_good_backup_the_journal_comes_back_and_that_is_said(home: Places, still: Still) -> None:
    begun(home, still).close()
    _busy(home, still)
    with Companion.open(home, time=still) as companion:
        truth = words(companion)
    Path(home.data).write_bytes(b"")
    for backup in backup_files.listed(home):
        os.unlink(backup.path)
    plan = Keeping(home, still).restore()
    assert any("only what stands in the journal" in note for note in plan.notes)
    with Companion.open(home, time=still) as companion:
        assert words(companion) == truth


def test_with_nothing_left_nothing_is_made_up(home: Places, still: Still) -> None:
    begun(home, still).close()
    for backup in backup_files.listed(home):
        os.unlink(backup.path)
    Path(home.data).write_bytes(b"")
    _journals_header(home)
    before = picture(home.home)
    with pytest.raises(RitualError, match="No good backup"):
        Keeping(home, still).restore()
    assert picture(home.home) == before


@pytest.mark.parametrize("newer", ["data", "journal", "both", "journal, and the data file damaged"])
def test_a_log_of_a_newer_version_is_not_mended_by_this_one(home: Places, still: Still, newer: str) -> None:
    _folds(home, still)
    if "data" in newer or newer == "both":
        path = Path(home.data)
        path.write_bytes(b"" if "damaged" in newer else path.read_bytes().replace(b'"format":1', b'"format":2', 1))
    if newer != "data":
        rest = Path(home.journal).read_bytes().split(b"\n", 1)[1]
        Path(home.journal).write_bytes(journal.encode({**header(home), "journal": 2}) + rest)
    before = picture(home.home)
    keeping, backup = Keeping(home, still), backup_files.listed(home)[0]
    doings: list[Callable[[], object]] = [keeping.restore, lambda: keeping.restore(backup)]
    if "damaged" not in newer:
        doings += [lambda: Companion.open(home, time=still), keeping.backup]
    for doing in doings:
        with pytest.raises(RitualError, match="another version"):
            doing()
    assert picture(home.home) == before


@pytest.mark.slow
def test_restore_by_the_command(home: Places, run: Callable[..., Any]) -> None:
    run("init", "--me", "Ana", "--partner", "Ben")
    for number in range(3):
        run("thank", f"number {number}")
    Path(home.data).write_bytes(b"rubbish")
    done = run("list")
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1 and "restore" in done.stderr
    assert run("thank", "number 3").returncode == 0
    before = picture(home.home)
    done = run("restore")
    assert done.returncode == 2 and picture(home.home) == before
    assert run("restore", "--look").returncode == 0 and picture(home.home) == before
    done = run("restore", "--yes")
    assert done.returncode == 0
    listed = run("list").stdout
    assert all(f"number {number}" in listed for number in range(4))
    assert run("thank", "number 4").stdout == "Saved.\n"
