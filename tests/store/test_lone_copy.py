"""The data file by itself is worth copying: what it has, when it is written, and what a lone copy says it lacks."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import Still, begun, stock, words
from support.time_zones import zone


def texts(home: Places) -> list[str]:
    """What stock TinyDB reads in the data file."""
    return sorted(document["text"] for document in stock(home))


@pytest.fixture
def copied(tmp_path: Path, home: Places, still: Still) -> Places:
    """A copy of the data file alone, made while the journal has one word more."""
    with begun(home, still) as companion:
        companion.log.thank("folded")
        companion.tidy()
        companion.log.thank("in the journal")
    other = Places(str(tmp_path / "copy"), str(tmp_path / "copy"))
    Path(other.home).mkdir()
    shutil.copy(home.data, other.data)
    return other


def test_commands_that_load_it_fold_it_once_a_day(home: Places, still: Still) -> None:
    with zone("UTC"), begun(home, still) as companion:
        companion.log.thank("one")
        assert texts(home) == []
        companion.tidy()
        assert texts(home) == ["one"]
        companion.log.thank("two")
        companion.tidy()
        assert texts(home) == ["one"], "once a day is enough"
        still.set(datetime(2026, 11, 22, 0, 1, tzinfo=UTC))
        companion.tidy()
        assert texts(home) == ["one", "two"]
        before = Path(home.data).stat().st_ino
        still.move(days=3)
        companion.tidy()
        assert Path(home.data).stat().st_ino == before, "nothing is new"


def test_leaving_the_screen_folds_whatever_is_new_and_nothing_else(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        for number in range(3):
            quick.thank(home, still, f"quick {number}")
            companion.refresh()
            companion.tidy(leaving=True)
            assert len(texts(home)) == number + 1
        before = Path(home.data).stat().st_ino
        companion.tidy(leaving=True)
        assert Path(home.data).stat().st_ino == before
        companion.log.undo()  # what was done today can be taken back all the same
        assert texts(home) == ["quick 0", "quick 1", "quick 2"] and words(companion) == ["quick 0", "quick 1"]


def test_a_lone_copy_says_what_it_lacks(copied: Places, still: Still) -> None:
    with zone("UTC"), Companion.open(copied, time=still) as companion:
        (note,) = companion.notes()
        assert note.startswith(
            "The journal (ritualtui.json-wal) is missing. What is here has everything up to 21 November"
        )
        assert "2026, 20:15;" in note and "is not here" in note
        assert words(companion) == ["folded"]
        companion.log.thank("goes on")
    with Companion.open(copied, time=still) as companion:
        assert companion.notes() == [] and words(companion) == ["folded", "goes on"]


def test_a_lone_copy_with_nothing_in_it_says_so(tmp_path: Path, home: Places, still: Still) -> None:
    begun(home, still).close()
    Path(home.journal).unlink()
    with Companion.open(home, time=still) as companion:
        assert "has nothing yet" in companion.notes()[0]


def test_the_file_says_it_to_other_programs_too(copied: Places) -> None:
    with TinyDB(copied.data, access_mode="r") as db:
        (meta,) = db.table("meta").all()
    assert (
        meta["about"]
        == "Everything up to 2026-11-21T20:15:00Z. What came later is in ritualtui.json-wal, beside this file."
    )


def test_a_clock_that_is_no_time_stops_nobody(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        line = '{"kind":"appreciation","by":"Ana","to":"Ben","at":"2026-11-20T20:15:00Z","text":"x",'
        companion.transfer.take([f'{line}"stamp":"fffffffffff0-0000-otherone"}}'])
        companion.tidy()
        companion.tidy(leaving=True)
        assert texts(home) == ["x"]
