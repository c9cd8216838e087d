"""One new record costs the same whatever lies behind it: counted in acts and bytes of the target, and in files read."""

from pathlib import Path

import pytest

from ritualtui.store.state import State
from ritualtui.sync.ledger import Book
from support.computers import Machine, Memory, pair


def _cost(ana: Machine, ben: Machine, target: Memory, word: str) -> tuple[int, int]:
    """Acts and bytes of both syncs, for one new record."""
    ana.thank(word)
    counting = Memory(target.blobs)
    for machine in (ana, ben):
        machine.sync(counting)
    return len(counting.asked), counting.sent + counting.got


@pytest.mark.slow
def test_one_record_costs_the_same_with_thousands_behind_it(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    _cost(ana, ben, target, "warm")
    first = _cost(ana, ben, target, "early")
    ana.do(lambda c: c.log.add_all([{"kind": "promise", "text": f"promise {n}"} for n in range(5_000)]))
    for machine in (ana, ben):
        machine.sync(target)
        machine.do(lambda c: c.storage.fold())
        machine.sync(target)
    later = _cost(ana, ben, target, "later")
    assert later[0] == first[0]
    assert later[1] < 1.1 * first[1]


def test_one_record_is_synced_without_reading_the_data_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ben.thank("his")
    ben.sync(target)
    ana.sync(target)
    ben.sync(target)
    ana.thank("hers")

    def load(self: State) -> bool:
        raise AssertionError("the data file was read")

    with monkeypatch.context() as patched:
        patched.setattr(State, "load", load)
        assert ana.sync(target).sent == 1
        assert ben.sync(target).received.new == 1
        assert ana.sync(target).sent == 0
    assert ana.texts() == ben.texts() == ["hers", "his"]


def test_what_is_known_is_found_among_very_many(tmp_path: Path) -> None:
    book = Book(str(tmp_path))
    idents = [bytes([n % 256, n // 256]) + b"x" * 14 for n in range(3_000)]
    book.append(b"".join(ident + bytes(24) for ident in idents[:2_000]))
    book.sort()
    book.append(b"".join(ident + bytes(23) + b"1" for ident in idents[1_500:]))
    again = Book(str(tmp_path))
    again.load()
    ends = [(found.hash[-1:] if (found := again.entry(ident)) else None) for ident in idents]
    assert ends == [b"\0"] * 1_500 + [b"1"] * 1_500
    assert again.entry(b"y" * 16) is None
    expected = {ident: b"\0" * 7 + (b"\0" if n < 1_500 else b"1") for n, ident in enumerate(idents)}
    assert {ident: found.hash for ident, found in again.index().items()} == expected


@pytest.mark.parametrize("name", ["known", "known-sorted", "withheld", "ledger.json"])
@pytest.mark.parametrize("damage", ["gone", "cut", "rubbish"])
def test_what_is_remembered_can_be_found_out_again(
    tmp_path: Path, name: str, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ritualtui.sync.ledger._MANY", 3)
    target = Memory()
    ana, ben = pair(tmp_path, target)
    for word in ("one", "two", "three", "four", "five"):
        ana.thank(word)
        ana.sync(target)
    gone = next(iter(ana.records()))
    path = Path(ana.places.home) / "sync" / "couple" / name
    if damage == "gone":
        path.unlink(missing_ok=True)
    elif path.exists():
        path.write_bytes(path.read_bytes()[:-17] if damage == "cut" else b"\xff" * 30)
    ana.do(lambda c: c.log.remove(gone))
    ana.thank("six")
    for machine in (ana, ben, ana, ben):
        assert machine.troubles(target) == ()
    assert ana.texts() == ben.texts() and len(ana.texts()) in (5, 6)
    assert gone not in ben.records()
