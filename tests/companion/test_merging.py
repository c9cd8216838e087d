"""Data files that meet by another way than sync: copies, conflicts that a cloud made."""

import json
import os
import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.clock import make_stamp
from ritualtui.companion import conflict_copies
from ritualtui.companion.service import Companion
from ritualtui.companion.sync import merging
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store.datafile import document_key
from ritualtui.sync.merge import merge, observed, union, withdrawn
from support.homes import Still, begun, words

# -- the laws

_versions = st.builds(
    lambda number, ms, device, text, state: {
        "id": f"00000000-0000-7000-8000-{number:012x}", "kind": "appreciation", "audience": "ours",
        "stamp": make_stamp(ms, 0, device), **({} if state else {"text": text}),
        **([{}, {"deleted": True}, {"deleted": True, "burned": True}][state]),
    },
    st.integers(0, 4), st.integers(0, 3), st.sampled_from(["a", "b"]), st.sampled_from(["x", "y"]), st.integers(0, 2),
)  # fmt: skip


def _log(versions: list[dict[str, object]]) -> dict[str, msgspec.Raw]:
    made: dict[str, msgspec.Raw] = {}
    for version in versions:
        made = union(made, {document_key(str(version["id"])): msgspec.Raw(msgspec.json.encode(version))})
    return made


def _plain(records: dict[str, msgspec.Raw]) -> dict[str, bytes]:
    return {key: bytes(raw) for key, raw in records.items()}


_logs = st.lists(_versions, max_size=8).map(_log)


@pytest.mark.slow
@given(_logs, _logs, _logs)
def test_merging_is_commutative_associative_and_idempotent(a: dict, b: dict, c: dict) -> None:  # type: ignore[type-arg]
    assert _plain(union(a, b)) == _plain(union(b, a))
    assert _plain(union(union(a, b), c)) == _plain(union(a, union(b, c)))
    assert _plain(union(a, a)) == _plain(a)


@given(_logs, _logs)
def test_what_a_merge_says_is_what_it_does(mine: dict, other: dict) -> None:  # type: ignore[type-arg]
    done = merge(mine, other)
    assert _plain({**mine, **done.set}) == _plain(union(mine, other))
    assert done.new + done.newer + done.older + done.same == len(other)
    assert len(done.set) == done.new + done.newer
    again = merge({**mine, **done.set}, other)
    assert (again.new, again.newer) == (0, 0)


@given(st.integers(0, (1 << 48) - 2), st.integers(0, 1 << 41))
def test_a_stamp_of_the_far_future_never_moves_our_clock(stamp: int, now: int) -> None:
    ours = make_stamp(now, 0, "ours")
    raw = msgspec.Raw(json.dumps({"id": "0", "stamp": make_stamp(stamp, 0, "b")}).encode())
    assert observed(ours, [raw], now) <= make_stamp(now + 86_400_000, 0, "b")


def test_what_is_withdrawn_lies_between_what_was_seen_and_what_stands() -> None:
    for seen, stands in (("000000000001-0000-zzzzzzzz", "000000000001-0001-aaaaaaaa"),
                         ("000000000001-ffff-zzzzzzzz", "000000000002-0000-aaaaaaaa")):  # fmt: skip
        raw = msgspec.Raw(json.dumps({"id": "x", "kind": "bid", "stamp": stands, "text": "a word"}).encode())
        left = withdrawn(raw)
        assert seen < left["stamp"] < stands
        assert set(left) == {"id", "kind", "stamp", "deleted"}


# -- files


@pytest.fixture
def two(home: Places, still: Still, tmp_path: Path) -> tuple[Companion, Places]:
    """A log, and a copy of it that went on by itself, with a journal of its own."""
    companion = begun(home, still)
    companion.log.thank("before")
    other = Places(str(tmp_path / "other"), str(tmp_path / "other"))
    shutil.copytree(home.home, other.home)
    still.move(minutes=1)
    with Companion.open(other, time=still) as elsewhere:
        elsewhere.log.thank("in the copy")
    return companion, other


def test_a_copy_is_merged_with_its_journal(two: tuple[Companion, Places]) -> None:
    companion, other = two
    before = {path.name: path.read_bytes() for path in Path(other.home).iterdir() if path.is_file()}
    found = merging.brought(companion, other.data, merging.read_file(other.data))
    assert merging.take(companion, found)[1:] == (1, 0, 0, 1)
    assert words(companion) == ["before", "in the copy"]
    assert merging.take(companion, found)[1:] == (0, 0, 0, 2)
    assert {path.name: path.read_bytes() for path in Path(other.home).iterdir() if path.is_file()} == before


def test_a_merge_is_no_change_of_ones_own_to_undo(two: tuple[Companion, Places]) -> None:
    companion, other = two
    merging.take(companion, merging.brought(companion, other.data, merging.read_file(other.data)))
    companion.log.undo()
    assert words(companion) == ["in the copy"]


def test_a_large_merge_is_all_or_nothing_in_one_step(two: tuple[Companion, Places], still: Still) -> None:
    companion, other = two
    with Companion.open(other, time=still) as elsewhere:
        elsewhere.log.add_all([{"kind": "promise", "text": f"p{n}"} for n in range(1500)])
    assert merging.take(companion, merging.brought(companion, other.data, merging.read_file(other.data))).new == 1501
    assert len(words(companion)) == 1502


def test_what_was_burned_stays_burned_whatever_is_merged(two: tuple[Companion, Places]) -> None:
    companion, other = two
    ident = next(r.id for r in companion.visible() if getattr(r, "text", "") == "before")
    companion.forgetting.burn(ident)
    found = merging.brought(companion, other.data, merging.read_file(other.data))
    assert merging.take(companion, found).older == 1
    assert words(companion) == ["in the copy"]


def test_a_damaged_copy_is_refused_with_the_reason(two: tuple[Companion, Places]) -> None:
    companion, other = two
    data = Path(other.data).read_bytes()
    for bad in (data[:-9], data.replace(b'"records"', b'"recordz"'), b"", b"[]"):
        Path(other.data).write_bytes(bad)
        with pytest.raises(RitualError):
            merging.read_file(other.data)
    with pytest.raises(UsageError, match="no file"):
        merging.read_file(other.data + "x")
    assert words(companion) == ["before"]


@pytest.mark.parametrize(
    "name",
    [
        "ritualtui (Ana's conflicted copy 2026-11-21).json", "ritualtui (conflicted copy 2026-11-21 201500).json",
        "ritualtui.sync-conflict-20261121-201500-ABCDEFG.json", "ritualtui_conflict-20261121-201500.json",
        "ritualtui (1).json", "ritualtui-MacBook.json", "ritualtui.json.sb-3f2a1b0c-QkLmNo", "ritualtui 2.json",
        ".~ritualtui.json", "ritualtui.json~", "ritualtui (Bens Kopie in Konflikt 2026-11-21).json", "Kopie.tmp", "🙈",
    ],
)  # fmt: skip
def test_a_copy_that_a_cloud_made_is_told_and_can_be_merged(two: tuple[Companion, Places], name: str) -> None:
    companion, other = two
    copy = os.path.join(companion.places.home, name)
    with Companion.open(other) as elsewhere:
        elsewhere.storage.fold()
    shutil.copy(other.data, copy)
    assert conflict_copies.conflicts(companion.places) == [copy]
    with Companion.open(companion.places, time=companion.time) as again:
        assert [note for note in again.notes() if copy in note and "merge" in note]
        merging.take(again, merging.brought(again, copy, merging.read_file(copy)))
        assert words(again) == ["before", "in the copy"]


@pytest.mark.parametrize(
    "name",
    [
        "ritualtui (Ana's conflicted copy 2026-11-21).json-wal",
        "ritualtui.sync-conflict-20261121-201500-ABCDEFG.json-wal",
        "ritualtui-MacBook.json-wal", "ritualtui.json-wal.sb-3f2a1b0c-QkLmNo", "ritualtui.json-wal (1)", "noch eine",
    ],
)  # fmt: skip
def test_a_copy_of_the_journal_alone_is_told_and_can_be_merged(two: tuple[Companion, Places], name: str) -> None:
    """The journal is what changes at every word, so it is what two machines write at once."""
    companion, other = two
    copy = os.path.join(companion.places.home, name)
    shutil.copy(other.journal, copy)
    assert conflict_copies.conflicts(companion.places) == [copy]
    assert "of the journal" in conflict_copies.told(companion.places)[0]
    found = merging.brought(companion, copy, merging.read_file(copy))
    assert merging.take(companion, found)[1:] == (1, 0, 0, 1)
    assert words(companion) == ["before", "in the copy"]
    if not name.endswith("-wal"):
        return
    shutil.copy(other.data, copy.removesuffix("-wal"))
    assert conflict_copies.conflicts(companion.places) == [copy.removesuffix("-wal")], "the two go together"
    for bad in (b"", b"hello\n", b"\0" * 100):
        Path(copy).write_bytes(bad)
        with pytest.raises(UsageError, match="not a journal"):
            merging.read_file(copy)


def test_our_own_files_and_what_is_none_are_no_copies_of_a_cloud(two: tuple[Companion, Places]) -> None:
    companion, _ = two
    companion.storage.fold()
    home = Path(companion.places.home)
    assert conflict_copies.conflicts(companion.places) == []
    Path(companion.places.data + ".new").write_bytes(Path(companion.places.data).read_bytes())
    (home / "ritualtui (1).json").write_text('{"meta": "a file of another program"}')
    (home / "ritualtui-export.jsonl").write_text('{"kind": "appreciation"}\n')
    (home / "ritualtui.json (a folder)").mkdir()
    (home / "ritualtui.json-of-Ben").symlink_to(companion.places.data)
    os.mkfifo(home / "ritualtui-fifo.json")
    with open(home / "ritualtui-huge.json", "wb") as file:
        file.truncate(1 << 40)  # of which only the first bytes are read
    assert conflict_copies.conflicts(companion.places) == []


def test_a_copy_beside_the_file_that_a_link_leads_to_is_told(two: tuple[Companion, Places], tmp_path: Path) -> None:
    companion, _ = two
    companion.storage.fold()
    data = companion.places.data
    (tmp_path / "cloud").mkdir()
    shutil.move(data, tmp_path / "cloud" / "ritualtui.json")
    os.symlink(tmp_path / "cloud" / "ritualtui.json", data)
    assert conflict_copies.conflicts(companion.places) == []
    shutil.copy(data, tmp_path / "cloud" / "ritualtui-MacBook.json")
    assert conflict_copies.conflicts(companion.places) == [str(tmp_path / "cloud" / "ritualtui-MacBook.json")]


def test_a_log_in_a_cloud_folder_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "cloud" / ".stfolder").mkdir(parents=True)
    inside, outside = (Places(str(tmp_path / n / "log"), "") for n in ("cloud", "elsewhere"))
    assert "Syncthing" in conflict_copies.warned(inside)[0]
    assert conflict_copies.warned(outside) == []
