"""Readers that stay open while others write, fold, import, mend, or take the whole folder away."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import backup_files, lock
from ritualtui.store.lock import held
from support.homes import ANA, BEN, Still, begun, header, picture, words

pytestmark = pytest.mark.sample(3)


def _lines(count: int, mark: str, to: str = "Ben") -> list[str]:
    fields = {"kind": "appreciation", "by": "Ana", "to": to, "at": "2026-11-20T20:15:00+00:00"}
    return [json.dumps({**fields, "text": f"{mark} {number}"}) for number in range(count)]


def _fold(home: Places, still: Still) -> None:
    with Companion.open(home, time=still) as companion:
        companion.storage.fold()


def _fold_of_many(home: Places, still: Still) -> None:
    """More than a fold carries along for ``undo``."""
    for number in range(205):
        quick.thank(home, still, f"many {number}")
    still.move(days=2)
    _fold(home, still)


def _import(home: Places, still: Still) -> None:
    with Companion.open(home, time=still) as companion:
        companion.transfer.take(_lines(501, str(still.ms()), companion.people.partner.name))


def _mend(home: Places, still: Still) -> None:
    Path(home.data).write_bytes(b"{}")
    Keeping(home, still).restore()


def _rename(home: Places, still: Still) -> None:
    with Companion.open(home, time=still) as companion:
        companion.facts({"people": [[ANA, "Ana"], [BEN, "Benno"]]})


EVENTS: dict[str, Callable[[Places, Still], None]] = {
    "nothing": lambda home, still: None,
    "a fold": _fold,
    "a fold of many": _fold_of_many,
    "two folds": lambda home, still: (_fold(home, still), quick.thank(home, still, "between"), _fold(home, still)),
    "an import": _import,
    "a fold and an import": lambda home, still: (_fold(home, still), _import(home, still)),
    "an import and a fold": lambda home, still: (_import(home, still), _fold(home, still)),
    "mended": _mend,
    "mended twice": lambda home, still: (_mend(home, still), _mend(home, still)),
    "a new name": _rename,
}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("again", EVENTS)
def test_a_reader_that_stays_open_has_what_a_fresh_one_has(home: Places, still: Still, event: str, again: str) -> None:
    with begun(home, still) as reader:
        quick.thank(home, still, "before")
        for name in (event, again):
            quick.thank(home, still, f"before {name}")
            EVENTS[name](home, still)
            quick.thank(home, still, f"after {name}")
            still.move(minutes=1)
            reader.refresh()
            with Companion.open(home, time=still) as fresh:
                assert reader.storage.state.records == fresh.storage.state.records
                assert words(reader) == words(fresh)
                assert reader.storage.state.last == fresh.storage.state.last
                assert reader.people == fresh.people
                if "mended" not in name and "import" not in name:
                    assert [c.n for c in reader.storage.state.lines] == [c.n for c in fresh.storage.state.lines]
            assert reader.refresh() is False
            reader.log.thank(f"and it writes after {name}")


def test_a_fold_that_was_cut_off_between_its_two_files_is_read_whole(
    home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun(home, still) as reader:
        quick.thank(home, still, "before")
        replace = os.replace

        def cut(source: str, target: str) -> None:
            if target == home.journal:
                raise OSError(5, "Input/output error")
            replace(source, target)

        with Companion.open(home, time=still) as companion:
            monkeypatch.setattr(os, "replace", cut)
            with pytest.raises(RitualError):
                companion.transfer.take(_lines(501, "imported"))
            monkeypatch.undo()
        assert not list(Path(home.home).rglob("*.new"))
        quick.thank(home, still, "after")
        for _ in range(2):
            reader.refresh()
            assert len(words(reader)) == 503
            with Companion.open(home, time=still) as fresh:
                assert fresh.storage.state.records == reader.storage.state.records
                assert fresh.notes() == []
                fresh.storage.fold()
        Path(home.data).write_bytes(b"")
        Keeping(home, still).restore()
        reader.refresh()
        assert len(words(reader)) == 503


class _Between:
    """Runs ``event`` just before the system call number ``at`` that a reader makes."""

    CALLS = ("open", "read", "stat", "fstat", "lseek")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, event: Callable[[], None]) -> None:
        self.left, self.event, self.busy = at, event, False
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self._wrapped(getattr(os, name)))
        monkeypatch.setattr("builtins.open", self._wrapped(open))

    def _wrapped(self, call: Callable[..., object]) -> Callable[..., object]:
        def before(*args: object, **more: object) -> object:
            if not self.busy:
                self.left -= 1
                if self.left == 0:
                    self.busy = True
                    self.event()
                    self.busy = False
            return call(*args, **more)

        return before


@pytest.mark.parametrize(
    "event", ["a fold", "a fold of many", "two folds", "an import", "a fold and an import", "mended"]
)
@pytest.mark.parametrize("way", ["open", "refresh"])
def test_whatever_happens_between_two_steps_of_a_reader_it_misses_nothing(
    home: Places, still: Still, event: str, way: str
) -> None:
    with begun(home, still) as companion:
        companion.log.thank("before")
    for at in range(1, 60):
        with Companion.open(home, time=still) as reader, pytest.MonkeyPatch.context() as patch:
            told = quick.thank(home, still, f"told before {at}").record["id"]

            def happens() -> None:
                still.move(minutes=1)
                EVENTS[event](home, still)
                quick.thank(home, still, "meanwhile")

            between = _Between(patch, at, happens)
            if way == "open":
                reader.close()
                found = Companion.open(home, time=still)
            else:
                found = reader
                found.refresh()
            patch.undo()
            assert found.raw(told) is not None, at
            found.refresh()
            with Companion.open(home, time=still) as fresh:
                assert found.storage.state.records == fresh.storage.state.records, at
                assert fresh.notes() == found.notes() == []
            found.close()
        if between.left > 0:
            break  # it was done before
    assert between.left > 0 and at > 8


def test_a_generation_is_never_used_twice(home: Places, still: Still, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    begun(home, still).close()
    for event in ("a fold", "an import", "mended", "a fold", "a new name", "mended"):
        still.move(minutes=1)
        EVENTS[event](home, still)
        seen.append(header(home)["generation"])
    assert seen == sorted(set(seen))

    def cut(source: str, target: str) -> None:
        if target == home.data:
            raise OSError(5, "Input/output error")
        replace(source, target)

    replace = os.replace
    with Companion.open(home, time=still) as companion:
        monkeypatch.setattr(os, "replace", cut)
        with pytest.raises(RitualError):
            companion.transfer.take(_lines(501, "never", companion.people.partner.name))
        monkeypatch.undo()
        left = backup_files.listed(home)[0].generation
        assert left > header(home)["generation"], "a copy of what never was put in place"
        companion.storage.fold()
    assert header(home)["generation"] > left


def test_a_folder_that_was_taken_away_is_not_written_again(home: Places, still: Still) -> None:
    companion = begun(home, still)
    kept = companion.log.thank("mine")
    shutil.rmtree(home.home)
    doings: list[Callable[[], object]] = [
        lambda: companion.log.thank("x"),
        lambda: companion.log.remove(kept["id"]),
        lambda: companion.storage.fold(),
        lambda: companion.facts({"turn": 3}),
        lambda: companion.transfer.take(_lines(600, "x")),
        companion.refresh,
        lambda: quick.thank(home, still, "x"),
        lambda: Keeping(home, still).backup(),
    ]
    for doing in doings:
        with pytest.raises(RitualError):
            doing()
        assert not Path(home.home).exists()
    Path(home.home).mkdir()  # a disk that is not mounted leaves its empty folder
    for doing in doings:
        with pytest.raises(RitualError):
            doing()
        assert picture(home.home) == {}
    begun(home, still).close()
    companion.refresh()
    assert words(companion) == []
    companion.log.thank("in the new log")
    assert words(companion) == ["in the new log"]


def test_a_new_log_does_not_mix_with_the_backups_of_an_old_one(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("the old log")
        companion.storage.fold()
    os.unlink(home.data)
    os.unlink(home.journal)
    with pytest.raises(RitualError, match="restore"):
        begun(home, still)
    Keeping(home, still).restore()
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["the old log"]


def test_nothing_that_fails_keeps_a_file_open(home: Places, still: Still) -> None:
    companion = begun(home, still)
    companion.log.thank("words")

    def opened() -> int:
        return len(os.listdir("/proc/self/fd" if sys.platform == "linux" else "/dev/fd"))

    good = Path(home.journal).read_bytes()
    for path, bad in (
        (home.data, b"{}"),
        (home.journal, b"rubbish\n"),
        (home.journal, good.replace(b'"journal":1', b'"journal":2')),
    ):
        before, whole = opened(), Path(path).read_bytes()
        Path(path).write_bytes(bad)
        for _ in range(5):
            for doing in (
                companion.refresh,
                lambda: companion.log.thank("x"),
                lambda: Companion.open(home, time=still),
            ):
                with pytest.raises(RitualError):
                    doing()
        assert opened() <= before
        Path(path).write_bytes(whole)
    companion.refresh()
    assert words(companion) == ["words"]
    for _ in range(5):
        companion.storage.fold()
        quick.thank(home, still, "x")
        Keeping(home, still).list()
    companion.refresh()
    before = opened()
    for _ in range(5):
        _fold(home, still)
        companion.refresh()
    assert opened() == before
    companion.close()


def test_the_journal_may_be_missing(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("folded")
        companion.storage.fold()
        companion.log.thank("only in the journal")
    os.unlink(home.journal)
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["folded"]
        (told,) = companion.notes()
        assert "missing" in told
        companion.refresh()
        assert companion.notes() == [], "once is enough"
        quick.thank(home, still, "again")
        companion.refresh()
        assert words(companion) == ["again", "folded"]


def test_a_lock_file_that_was_deleted_locks_nobody_out_and_nothing_twice(home: Places, still: Still) -> None:
    begun(home, still).close()
    with held(home.lock):
        os.unlink(home.lock)
        quick.thank(home, still, "another one")  # nobody can be stopped from that
    quick.thank(home, still, "and on")
    with held(home.lock), pytest.raises(RitualError, match="Another"), held(home.lock, patience=0):
        pass
    fd = os.open(home.lock, os.O_RDWR)
    os.unlink(home.lock)
    Path(home.lock).touch()
    assert not lock._in_place(fd, home.lock)
    os.close(fd)


def test_a_data_file_older_than_its_journal_is_not_taken_for_the_whole(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("one")
        companion.storage.fold()
        old = Path(home.data).read_bytes()
        companion.log.thank("two")
        companion.storage.fold()
    quick.thank(home, still, "three")
    Path(home.data).write_bytes(old)
    with pytest.raises(RitualError, match="older"):
        Companion.open(home, time=still)
    quick.thank(home, still, "four")
    Keeping(home, still).restore()
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["four", "one", "three", "two"]


def test_a_data_file_changed_from_outside_is_told_and_one_can_choose(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("as it was")
        companion.storage.fold()
    good = Path(home.data).read_bytes()
    for choice in ("restore", "backup"):
        Path(home.data).write_bytes(good.replace(b"as it was", b"changed!!"))
        for _ in range(2):
            with Companion.open(home, time=still) as companion:
                assert words(companion) == ["changed!!"]
                assert "not as it was left" in companion.notes()[0]
        keeping = Keeping(home, still)
        assert keeping.damaged() is not None
        still.move(minutes=1)
        if choice == "restore":
            keeping.restore()
        else:
            keeping.backup()
        assert keeping.damaged() is None
        with Companion.open(home, time=still) as companion:
            assert words(companion) == (["as it was"] if choice == "restore" else ["changed!!"])
            assert companion.notes() == []
        good = Path(home.data).read_bytes()
