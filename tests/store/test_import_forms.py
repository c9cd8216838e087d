"""Import: however the JSON is written, names of before, times of this place, files of other programs by name."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.companion import agreements, foreign_formats, former_names, json_forms
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from support.homes import ANA, BEN, Still, begun, picture, words
from support.time_zones import zone

Run = Callable[..., "subprocess.CompletedProcess[str]"]
GOOD: dict[str, Any] = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-11-20T20:15:00+00:00"}


def told(companion: Companion, data: str, **more: Any) -> str:
    with pytest.raises(RitualError) as err:
        companion.transfer.take_file(data.encode(), **more)
    return str(err.value)


# -- the ways it may be written

FORMS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "lines": lambda many: "\n".join(json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in many),
    "an array": lambda many: json.dumps(many),
    "an array over lines": lambda many: "\ufeff" + json.dumps(many, indent=2, ensure_ascii=False),
    "over several lines": lambda many: "\n".join(json.dumps(one, indent=2) for one in many) + "\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_is_the_same_however_the_file_is_written(home: Places, still: Still, form: str) -> None:
    many = [{**GOOD, "text": f"thing {n}\nand “more” {{"} for n in range(3)]
    with begun(home, still) as companion:
        companion.transfer.take_file(FORMS["lines"](many).encode())
        ids = sorted(record.id for record in companion.visible())
        done = companion.transfer.take_file(FORMS[form](many).encode())
        assert (done.new, done.known, done.bad) == (0, 3, [])
        for record in many:
            record["text"] += " again"
        assert companion.transfer.take_file(FORMS[form](many).encode()).new == 3
        assert len(ids) == 3 and len(words(companion)) == 6


@pytest.mark.parametrize("form", ["an array", "over several lines"])
def test_a_bad_entry_is_named_by_its_number(home: Places, still: Still, form: str) -> None:
    data = FORMS[form]([{**GOOD, "text": "good"}, {**GOOD, "text": "bad", "colour": "blue"}])
    with begun(home, still) as companion:
        assert told(companion, data).startswith("entry 2: colour: ")
        assert words(companion) == []
        done = companion.transfer.take_file(data.encode(), skip_bad=True)
        assert (done.new, len(done.bad)) == (1, 1) and words(companion) == ["good"]


@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.integers(-99, 99), min_size=1), min_size=1)
)
def test_taken_apart_and_put_together_it_is_the_same(many: list[dict[str, Any]]) -> None:
    for form in FORMS.values():
        assert [json.loads(text) for text in json_forms.entries(form(many).encode()).texts] == many


@given(st.binary(max_size=40) | st.text('[]{}":,1a \n', max_size=40).map(str.encode))
def test_no_bytes_stop_it(data: bytes) -> None:
    found = json_forms.entries(data)
    assert found.unit in ("line", "entry") and all(isinstance(text, str) for text in found.texts)
    assert foreign_formats.named(data) is None or data


def test_what_is_all_bad_imports_nothing_and_says_so(home: Places, still: Still, run: Run) -> None:
    begun(home, still).close()
    done = run("import", "--skip-bad", "-", input="rubbish\nmore rubbish\n")
    assert (done.returncode, done.stdout) == (1, "") and "2 of 2 lines can’t be read" in done.stderr
    assert "export" in done.stderr


# -- times of this place


def test_a_time_without_an_offset_is_of_this_place_and_said_once(home: Places, still: Still, run: Run) -> None:
    many = [{**GOOD, "at": at, "text": at} for at in ("2026-01-19 19:30", "2026-07-19T19:30:15", "2026-03-01")]
    with zone("Europe/Berlin"), begun(home, still) as companion:
        done = companion.transfer.take_file(FORMS["lines"]([*many, {**GOOD, "text": "x"}]).encode())
        assert (done.new, done.local) == (4, 3)
        ats = {record.text: (record.at, record.day) for record in companion.visible()}  # type: ignore[attr-defined]
    assert ats["2026-01-19 19:30"] == ("2026-01-19T19:30:00+01:00", "2026-01-19")
    assert ats["2026-07-19T19:30:15"][0] == "2026-07-19T19:30:15+02:00"
    assert ats["2026-03-01"] == ("2026-03-01T12:00:00+01:00", "2026-03-01")
    again = run("import", "-", input=json.dumps({**GOOD, "at": "2026-02-01 09:00", "text": "new"}))
    assert again.returncode == 0 and again.stderr.count("\n") == 1 and again.stderr.startswith("1 time has no offset")


# -- names of before


def test_a_former_name_is_known_and_held_nowhere(home: Places, still: Still) -> None:
    old = FORMS["lines"]([{**GOOD, "text": "one"}, {**GOOD, "by": "Ben", "to": "Ana", "text": "two"}])
    with begun(home, still) as companion:
        agreements.rename(companion, "Anna-Lisa", "Ben")
        agreements.rename(companion, "Anna", "Benjamin")
        assert companion.transfer.take_file(old.encode()).new == 2
        assert {(record.text, record.by) for record in companion.visible()} == {("one", ANA), ("two", BEN)}  # type: ignore[attr-defined]
        assert companion.transfer.take_file(old.replace("Ana", "anna-lisa").encode()).new == 2
    for path in (home.data, home.journal):
        assert b"Anna-Lisa" not in Path(path).read_bytes()


def test_a_name_that_is_somebodys_now_is_theirs(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        agreements.rename(companion, "Ben", "Ana")  # they swap
        companion.transfer.take_file(FORMS["lines"]([{**GOOD, "text": "one"}]).encode())
        assert [record.by for record in companion.visible()] == [BEN]
        agreements.rename(companion, "Kim", "Lee")  # both were called Ana once
        assert "nobody here is called “Ana”" in told(companion, FORMS["lines"]([{**GOOD, "text": "two"}]))


@pytest.mark.slow
def test_another_name_can_be_said(home: Places, still: Still, run: Run) -> None:
    begun(home, still).close()
    line = json.dumps({**GOOD, "by": "Benny", "to": "Ana", "text": "x"})
    refused = run("import", "-", input=line)
    assert refused.returncode == 1 and "--from-name “Benny=Ben”" in refused.stderr
    assert run("import", "--from-name", "Benny", "-", input=line).returncode == 2
    assert run("import", "--from-name", "Benny=Carl", "-", input=line).returncode == 2
    assert run("import", "--from-name", "benny=Ben", "-", input=line).stdout == "1 new.\n"


def test_whoever_is_forgotten_leaves_no_former_name(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        agreements.rename(companion, "Anna", "Benjamin")
        assert former_names.whose(companion.storage.state.header, companion.people, "Ana") == ANA
        companion.forgetting.forget_me()
        assert former_names.whose(companion.storage.state.header, companion.people, "Ana") is None
        assert former_names.whose(companion.storage.state.header, companion.people, "Ben") == BEN
    with Companion.open(home, time=still) as companion:
        assert former_names.whose(companion.storage.state.header, companion.people, "Ana") is None


# -- files of other programs

FOREIGN = {
    "a Day One export": '{"metadata": {}, "entries": [{"creationDate": "2026-11-10T16:56:18Z", "text": "# A walk"}]}',
    "a jrnl export": '{"tags": {"@us": 1},\n "entries": [{"title": "A walk", "body": "x", "date": "2026-11-10"}]}',
    "a jrnl text file": "[2026-11-10 09:00] A walk by the river.\nWe talked.\n",
    "a Daylio export": "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\n2026-11-10,,,,good,,,\n",
    "a Loop Habit Tracker export": "Date,Morning goodbye,Reunion,\n2026-11-10,2,0,\n",
    "an iCalendar file": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "a Markdown file": "# 2026-11-10\n\nWe went for a walk.\n",
    "a table (CSV)": "day,mood,note\n2026-11-10,4,x\n",
    "a database": "SQLite format 3\0...",
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_of_another_program_is_named_and_nothing_of_it_taken(
    home: Places, still: Still, run: Run, tmp_path: Path, what: str
) -> None:
    begun(home, still).close()
    before, file = picture(home.home), tmp_path / "brought"
    file.write_text(FOREIGN[what], encoding="utf-8", newline="")
    for more in ([], ["--skip-bad"]):
        done = run("import", *more, file)
        assert (done.returncode, done.stdout) == (1, "") and done.stderr.count("\n") == 1
        assert f"is {what}, which can’t be imported as it is. `import` reads what `export` writes" in done.stderr
    assert picture(home.home) == before


def test_the_data_file_itself_is_for_merge(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("x")
        companion.storage.fold()
        assert "`ritualtui merge FILE` takes it in" in told(companion, Path(home.data).read_text(encoding="utf-8"))


def test_what_export_writes_is_never_taken_for_another_programs(home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        companion.log.thank("# a heading, and, commas", tags=("a",))
        assert foreign_formats.named("\n".join(companion.transfer.lines(companion.visible())).encode()) is None
