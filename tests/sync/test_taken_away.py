"""What was removed, burned or taken back to oneself stays so, whatever is remembered of who had it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ritualtui.companion.backups import Keeping
from ritualtui.companion.sync import merging
from ritualtui.store.datafile import burned
from ritualtui.sync.ledger import Book
from support.computers import Cut, Machine, Memory, _with, pair

WORD = "CANARY"
HOW: dict[str, Callable[[Any, str], Any]] = {
    "burn": lambda c, ident: c.forgetting.burn(ident),
    "remove": lambda c, ident: c.log.remove(ident),
    "take back": lambda c, ident: c.log.edit(ident, {"audience": "self"}),
}


@pytest.fixture
def target() -> Memory:
    return Memory()


@pytest.fixture
def two(tmp_path: Path, target: Memory) -> tuple[Machine, Machine]:
    return pair(tmp_path, target)


def _takes_away(machine: Machine, ident: str, how: str, *, folded: bool = False) -> None:
    machine.do(lambda c: HOW[how](c, ident))
    if folded:  # two days later, so that the journal does not have it for undo any more
        machine.time.move(days=2)
        machine.do(lambda c: c.storage.fold())


def _with_the_word(machine: Machine) -> list[str]:
    """The files of a home that have the word."""
    every = (path for path in Path(machine.places.home).rglob("*") if path.is_file())
    return sorted(path.name for path in every if WORD.encode() in path.read_bytes())


def _is_gone(how: str, target: Memory, by: Machine, *others: Machine, **also: Any) -> None:
    """Once all have synced: nobody else shows it, and what was burned is in nobody's files."""
    for _ in range(3):
        for machine in (by, *others):
            machine.sync(target)
    for machine in others:
        assert WORD not in machine.texts()
    if how == "burn":
        assert [_with_the_word(machine) for machine in (by, *others)] == [[]] * (1 + len(others))
    if how == "take back":
        assert by.texts("self") == [WORD]
    assert [machine.sync(target).sent for machine in (by, *others)] == [0] * (1 + len(others))


@pytest.mark.parametrize("folded", [False, True], ids=["in the journal", "folded"])
@pytest.mark.parametrize("way", ["rotate", "rotate after a sync", "leave"])
@pytest.mark.parametrize("how", HOW)
def test_a_new_key_brings_nothing_back(
    how: str, way: str, folded: bool, two: tuple[Machine, Machine], target: Memory
) -> None:
    ana, ben = two
    ident = ana.thank(WORD)
    ana.sync(target)
    ben.sync(target)
    _takes_away(ana, ident, how, folded=folded)
    if way == "rotate after a sync":
        ana.sync(target)
    if way == "leave":
        ana.leave()
        ben.leave()
        invite = ana.setup(target)
    else:
        invite = ana.rotate(target)
    ana.sync(target)
    ben.join(invite, target)
    _is_gone(how, target, ana, ben)


@pytest.mark.parametrize("how", ["burn", "remove"])
@pytest.mark.parametrize("way", ["import", "copy", "merge"])
def test_what_was_never_sent_comes_back_by_no_other_way(
    how: str, way: str, two: tuple[Machine, Machine], target: Memory, tmp_path: Path
) -> None:
    ana, ben = two
    ident = ben.thank(WORD)
    lines = ben.do(lambda c: list(c.transfer.lines(c.visible())))
    copy = ben.copy(3)
    _takes_away(ben, ident, how, folded=True)
    ben.sync(target)
    if way == "import":
        ana.do(lambda c: c.transfer.take(lines))
    elif way == "copy":
        copy.sync(target)
    else:
        for machine in (ana, ben):
            _merges(machine, Path(copy.places.home))
    _is_gone(how, target, ben, ana, *([copy] if way == "copy" else []))
    for machine in two:
        machine.do(lambda c: c.transfer.take(lines))
    _is_gone(how, target, ben, ana)


def _merges(machine: Machine, home: Path) -> None:
    def act(c: Any) -> None:
        state = merging.read_file(str(home))
        merging.take(c, merging.brought(c, str(home), state), from_me=merging.is_ones_own(c, state))

    machine.do(act)


def test_what_was_burned_is_said_before_anybody_asks(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, ben = two
    ident = ben.thank(WORD)
    lines = ben.do(lambda c: list(c.transfer.lines(c.visible())))
    _takes_away(ben, ident, "burn")
    ben.sync(target)
    ana.sync(target)
    assert ana.do(lambda c: c.transfer.take(lines)).known == len(lines)
    assert _with_the_word(ana) == []


@pytest.mark.parametrize("how", ["remove", "take back"])
def test_the_quick_way_takes_nothing_for_new_that_is_only_in_the_data_file(
    how: str, two: tuple[Machine, Machine], target: Memory
) -> None:
    ana, ben = two
    ident = ana.thank(WORD)
    lines = ana.do(lambda c: list(c.transfer.lines(c.visible())))
    _takes_away(ana, ident, how, folded=True)
    ana.sync(target)
    ben.do(lambda c: c.transfer.take(lines))
    ben.sync(target)
    assert ana.sync(target).received[1:3] == (0, 0)
    assert not ana.was_quick
    journal = Path(ana.places.journal).read_bytes()
    assert b'"sync"' not in journal and ana.do(lambda c: c.storage.state.lines) == []
    assert ana.sync(target).sent == 0 and ana.was_quick


def test_a_ledger_of_before_is_looked_through_once(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, _ = two
    ana.sync(target)
    assert ana.sync(target).sent == 0 and ana.was_quick
    withheld = Path(ana.places.home) / "sync" / "couple" / "withheld"
    ana.do(lambda c: c.log.add({"kind": "promise", "text": "mine", "audience": "self"}))
    ana.sync(target)
    assert withheld.stat().st_size >= 16
    withheld.unlink()
    ana.sync(target)
    assert not ana.was_quick and withheld.stat().st_size >= 16


@pytest.mark.parametrize("how", HOW)
def test_what_was_owed_when_a_sync_was_cut_off_goes_with_the_next(
    how: str, two: tuple[Machine, Machine], target: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = two
    ident = ana.thank(WORD)
    ana.sync(target)
    ben.sync(target)
    _takes_away(ana, ident, how, folded=True)
    invite = ana.rotate(target)
    ben.join(invite, target)
    was = Book.append

    def append(self: Book, entries: bytes, **changed: Any) -> None:
        was(self, entries, **changed)
        if "read" in changed:
            raise Cut  # it is remembered as read, and nothing has gone yet

    with monkeypatch.context() as patched:
        patched.setattr(Book, "append", append)
        with pytest.raises(Cut):
            ana.sync(target)
    _is_gone(how, target, ana, ben)


def test_both_may_burn_the_same(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, ben = two
    ident = ana.thank(WORD)
    ana.sync(target)
    ben.sync(target)
    for machine in two:
        _takes_away(machine, ident, "burn")
    _is_gone("burn", target, ana, ben)
    assert ana.everything() == ben.everything()


def test_what_is_burned_leaves_backups_that_have_it_alone(two: tuple[Machine, Machine], target: Memory) -> None:
    """A backup may have a record of which the log, put back to a state from before it, knows nothing."""
    ana, ben = two
    before = Path(ben.places.home).with_name("before")
    shutil.copytree(ben.places.home, before)
    ident = ana.thank(WORD)
    ana.sync(target)
    ben.sync(target)
    kept = Path(Keeping(ben.places, ben.time).backup())
    (before / "backups").mkdir(exist_ok=True)
    shutil.copy(kept, before / "backups" / kept.name)
    shutil.rmtree(ben.places.home)
    before.rename(ben.places.home)
    _takes_away(ana, ident, "burn")
    _is_gone("burn", target, ana, ben)


def test_a_burned_record_is_its_id_kind_and_stamp_to_the_others(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, ben = two
    ident = str(ana.do(lambda c: c.log.add({"kind": "promise", "text": WORD, "audience": "self"})["id"]))
    _takes_away(ana, ident, "burn")
    ana.sync(target)
    ben.sync(target)
    found = [record for record in ben.everything().values() if record["id"] == ident]
    assert found == [burned(ident, "promise", found[0]["stamp"])]


def test_what_was_never_sent_and_is_removed_is_nobodys_business(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, ben = two
    ident = str(ana.do(lambda c: c.log.add({"kind": "promise", "text": WORD, "audience": "self"})["id"]))
    _takes_away(ana, ident, "remove")
    for machine in (ana, ben, ana, ben):
        machine.sync(target)
    assert ident not in [record["id"] for record in ben.everything().values()]


def test_an_older_version_that_comes_is_answered_once(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, ben = two
    ident = ana.thank("one")
    ana.sync(target)
    ben.sync(target)
    ben.do(lambda c: c.log.edit(ident, {"text": "two"}))
    ana.time.move(ms=10)
    ana.do(lambda c: c.log.edit(ident, {"text": "three"}))
    ben.sync(target)
    assert ana.sync(target).sent == 1
    assert ben.sync(target).received.newer == 1
    assert [machine.sync(target).sent for machine in (ana, ben, ana, ben)] == [0] * 4
    assert ana.texts() == ben.texts() == ["three"]


def test_a_burn_with_more_words_in_it_is_passed_on_without_them(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, ben = two
    made = {**burned("0190a7c5-0000-7000-8000-000000000001", "note", "0190a7c50000-0000-deviceaa"), "text": WORD}
    ana.put(made)
    _is_gone("burn", target, ana, ben)
    assert [msgspec.json.encode(r) for r in ben.everything().values() if WORD in str(r)] == []


def test_nothing_of_it_is_left_once_everything_is_forgotten(two: tuple[Machine, Machine], target: Memory) -> None:
    ana, _ = two
    ana.do(lambda c: c.log.add({"kind": "promise", "text": WORD, "audience": "self"}))
    ana.sync(target)
    home = Path(ana.places.home)
    assert (home / "sync" / "couple" / "withheld").stat().st_size >= 16
    assert ana.do(lambda c: _with(ana, c.forgetting.forget_everything)).left == ()
    assert [path for path in home.rglob("*") if path.is_file() and "lock" not in path.name] == []
