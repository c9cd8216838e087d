"""The journal's end and its beginning: torn lines, damaged lines, other versions, writes that fail late."""

import errno
import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import journal
from support.homes import Still, begun, picture, words

Write = Callable[[Places, Still, str], str]


def _quickly(places: Places, still: Still, text: str) -> str:
    return quick.thank(places, still, text).note


def _by_the_full_way(places: Places, still: Still, text: str) -> str:
    with Companion.open(places, time=still) as companion:
        notes = companion.notes()
        companion.log.thank(text)
        return "\n".join(notes)


BOTH_WAYS = pytest.mark.parametrize("write", [_quickly, _by_the_full_way])


def _line(body: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(body), body)


@pytest.mark.slow
@BOTH_WAYS
def test_a_journal_cut_at_every_byte_of_its_last_line_takes_the_next_write(
    home: Places, still: Still, write: Write
) -> None:
    begun(home, still).close()
    quick.thank(home, still, "first")
    quick.thank(home, still, "cut off")
    whole = Path(home.journal).read_bytes()
    start = whole.rindex(b"\n", 0, -1) + 1
    shutil.copytree(home.home, home.home + ".then")
    for cut in range(start, len(whole)):
        Path(home.journal).write_bytes(whole[:cut])
        note = write(home, still, "next")
        with Companion.open(home, time=still) as companion:
            assert words(companion) == ["first", "next"], cut
            told = companion.notes()
            assert bool(told) == (cut > start) and (write is _by_the_full_way or bool(note) == (cut > start)), cut
            if cut in (start + 1, start + 200, len(whole) - 1):
                companion.tidy()  # what is set apart is reason enough to fold
                (kept,) = Path(home.aside).iterdir()
                assert kept.read_bytes().startswith(whole[start:cut])
                assert str(kept) in companion.notes()[0]
                assert Companion.open(home, time=still).notes() == []
                shutil.rmtree(home.home)
                shutil.copytree(home.home + ".then", home.home)


def test_an_end_that_was_cut_off_is_kept_aside_by_a_fold_too(home: Places, still: Still) -> None:
    begun(home, still).close()
    quick.thank(home, still, "first")
    with Path(home.journal).open("ab") as file:
        file.write(b'1234abcd {"n":')
    with Companion.open(home, time=still) as companion:
        companion.storage.fold()
        assert words(companion) == ["first"]
    (kept,) = Path(home.aside).iterdir()
    assert kept.read_bytes().startswith(b'1234abcd {"n":')


@BOTH_WAYS
@pytest.mark.parametrize("rubbish", [
    b"\xff\x00\xfe\n", b"zzzzzzzz {}\n", b"\n\n", b"\0" * 5000 + b"\n", _line(b"[1]"), _line(b'{"a":1}'),
    _line(b'{"n":1,"clock":"x","set":[{"id":"no uuid","stamp":"x"}]}'), _line(b"[" * 99_999)])  # fmt: skip
def test_rubbish_in_the_middle_costs_nothing_else_and_is_kept(
    home: Places, still: Still, write: Write, rubbish: bytes
) -> None:
    begun(home, still).close()
    quick.thank(home, still, "before")
    with Path(home.journal).open("ab") as file:
        file.write(rubbish)
    write(home, still, "after")
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["after", "before"]
        told = companion.notes()
        assert len(told) == (rubbish != b"\n\n")
        assert not told or "damaged" in told[0]
        companion.tidy()
    kept = [path.read_bytes() for path in Path(home.aside).glob("*")]
    assert kept == ([] if rubbish == b"\n\n" else [rubbish])
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["after", "before"]
        assert companion.notes() == []


def test_a_damaged_line_is_not_called_an_unfinished_one(home: Places, still: Still) -> None:
    begun(home, still).close()
    quick.thank(home, still, "good words")
    quick.thank(home, still, "other words")
    path = Path(home.journal)
    path.write_bytes(path.read_bytes().replace(b"good words", b"food words"))
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["other words"]
        (told,) = companion.notes()
        assert "damaged" in told and "acknowledged" not in told


def test_what_is_set_apart_twice_makes_one_file(home: Places, still: Still) -> None:
    begun(home, still).close()
    with Path(home.journal).open("ab") as file:
        file.write(b"rubbish\n")
    readers = [Companion.open(home, time=still) for _ in range(3)]
    for reader in readers:
        reader.refresh()
        reader.storage.fold()
    assert [path.read_bytes() for path in Path(home.aside).iterdir()] == [b"rubbish\n"]


def _facts(home: Places) -> dict[str, object]:
    return json.loads(Path(home.journal).read_bytes().split(b"\n", 1)[0][9:])


def _headed(home: Places, first: bytes) -> None:
    path = Path(home.journal)
    path.write_bytes(first + path.read_bytes().split(b"\n", 1)[1])


HEADERS: dict[str, Callable[[Places], None]] = {
    "version 2": lambda home: _headed(home, journal.encode({**_facts(home), "journal": 2})),
    "version in words": lambda home: _headed(home, journal.encode({**_facts(home), "journal": "one"})),
    "no JSON": lambda home: _headed(home, _line(b"{journal")),
    "no object": lambda home: _headed(home, _line(b"[]")),
    "damaged": lambda home: _headed(home, b"00000000 {}\n"),
    "missing": lambda home: _headed(home, b""),
    "no people": lambda home: _headed(home, journal.encode({**_facts(home), "people": None})),
    "no clock": lambda home: _headed(home, journal.encode({**_facts(home), "clock": 7})),
    "without its newline": lambda home: Path(home.journal).write_bytes(journal.encode(_facts(home))[:-1]),
    "empty": lambda home: Path(home.journal).write_bytes(b""),
    "zeros": lambda home: Path(home.journal).write_bytes(bytes(30_000_000)),
}


@pytest.mark.slow
@pytest.mark.sample(3)
@pytest.mark.parametrize("name", HEADERS)
def test_a_journal_that_does_not_begin_as_ours_gives_one_line_and_changes_nothing(
    home: Places, still: Still, run: Callable[..., "object"], name: str
) -> None:
    begun(home, still).close()
    quick.thank(home, still, "here")
    HEADERS[name](home)
    before = picture(home.home)
    for doing in (
        lambda: quick.thank(home, still, "x"),
        lambda: Companion.open(home, time=still),
        lambda: begun(home, still),
    ):
        with pytest.raises(RitualError) as err:
            doing()
        assert ("version" in str(err.value)) == name.startswith("version")
        assert ("restore" in str(err.value)) != name.startswith("version")
    for command in (["thank", "x"], ["list"]):
        done = run(*command)
        assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1
    assert picture(home.home) == before


@BOTH_WAYS
def test_a_write_that_fails_late_is_undone_and_nobody_misses_the_next(
    home: Places, still: Still, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(home, still).close()
    reader = Companion.open(home, time=still)
    before = Path(home.journal).read_bytes()

    def fail(fd: int) -> None:
        reader.refresh()  # it sees the line, which then goes away again
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(journal, "flush", fail)
    with pytest.raises(RitualError, match="Input/output"):
        write(home, still, "the same length")
    assert Path(home.journal).read_bytes() == before
    assert words(reader) == ["the same length"]
    monkeypatch.undo()
    write(home, still, "THE SAME LENGTH")
    reader.refresh()
    assert words(reader) == ["THE SAME LENGTH"]


@BOTH_WAYS
def test_an_interrupt_in_the_middle_of_a_write_leaves_nothing(
    home: Places, still: Still, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(home, still).close()
    before = Path(home.journal).read_bytes()

    def interrupted(fd: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "flush", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(home, still, "never")
    assert Path(home.journal).read_bytes() == before


def test_a_header_of_any_size_is_read_again_or_refused(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.facts({"note": "x" * 200_000})
        companion.log.thank("behind a long header")
        quick.thank(home, still, "the quick way too")
        before = picture(home.home)
        for facts in ({"note": "x" * (1 << 20)}, {"people": "nobody"}):
            with pytest.raises(RitualError):
                companion.facts(facts)
            assert picture(home.home) == before
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["behind a long header", "the quick way too"]
        assert companion.people.me.name == "Ana"


def test_a_very_long_last_line_is_found(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        fields = {"kind": "appreciation", "to": companion.people.partner.id}
        companion.log.add_all([{**fields, "text": f"{number} " + "é" * 9_000} for number in range(30)])  # fmt: skip
        quick.thank(home, still, "and one")
        companion.refresh()
        assert [change.n for change in companion.storage.state.lines] == [1, 2]
