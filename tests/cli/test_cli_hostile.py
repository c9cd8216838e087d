"""What comes in is data: shown as it was typed, never obeyed; refused in one line where it cannot be kept."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ritualtui import freetext
from ritualtui.places import Places
from support.command_line import Ask, ids, said
from support.homes import Still, header

pytestmark = pytest.mark.sample(3)

ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x00 \x7f \u202eevil\u2066 \r"


def line(obj: object) -> bytes:
    """A journal line with the right checksum, as somebody who means harm would write it."""
    body = json.dumps(obj).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def plant(home: Places, *records: dict[str, Any]) -> None:
    """Append records to the journal, past every door."""
    change = {
        "n": 99,
        "clock": header(home)["clock"],
        "set": list(records),
        "was": [None] * len(records),
        "what": ESCAPES,
    }
    with Path(home.journal).open("ab") as file:
        file.write(line(change))


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m", "[31mred[0m"),
        ("[red]markup[/] [link=file:///]x[/link]", None, None),
        ("{me} %s {0} $HOME `x`", None, None),
        ("תודה על המרק", None, None),
        ("\u202eabc\u202c", "\u202eabc\u202c", "abc"),
        ("👩‍👩‍👧 🇩🇪 e\u0301", "👩‍👩‍👧 🇩🇪 é", "👩‍👩‍👧 🇩🇪 é"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", "one two three four"),
        ("\ttab\tin\tit", "tab\tin\tit", "tab in it"),
        ("日本語" * 50, None, None),
        ("a" * freetext.TEXT_LIMIT, None, None),
        ('"quoted" \\ and \\n', None, None),
        ("\u200fRTL mark", None, "RTL mark"),
        ("\ufeffbom", None, None),
        ("\U0001faea new", None, None),
    ],
)
def test_accepted_words_are_shown_as_typed(begun: Ask, typed: str, kept: str | None, shown: str | None) -> None:
    for args in (("thank", typed), ("bid", "toward", typed), ("thank", "-")):
        assert begun(*args, input=typed.encode()).code == 0
    kept = typed if kept is None else kept
    expected = {kept, kept.removeprefix("\ufeff")}  # what comes by a pipe may begin with a mark that is no word
    assert set(said(begun)) <= expected and len(said(begun)) == 3
    assert begun("list").out.count(f"“{kept if shown is None else shown}”") >= 2


@pytest.mark.parametrize(
    "typed", ["", " ", "\n\t", "\x1b", "\x00\x07", "\u200b\u200d", "\ufeff", "\u202e", "a" * 10_001, "é" * 100_000,
              "\udcff", "\ud800x"]
)  # fmt: skip
def test_words_that_cannot_be_kept(begun: Ask, typed: str) -> None:
    answer = begun("thank", typed)
    assert answer.code == 2 and "othing was saved" in answer.err
    begun("bid", "toward", typed)
    assert [text for text in said(begun) if text] == []


@pytest.mark.parametrize("data", [b"", b"\xff", b"caf\xe9", b"a\xc3", b"a" * 40_001, b"\xe2\x80\x8b"])
def test_standard_input_that_cannot_be_kept(begun: Ask, data: bytes) -> None:
    assert begun("thank", "-", input=data).code == 2
    assert ids(begun) == []


def test_bytes_of_a_plain_locale_are_read_as_the_utf8_they_are(begun: Ask) -> None:
    """With a locale that knows no letters, Python hands on each byte of “é” as a surrogate."""
    begun("thank", "caf\udcc3\udca9")
    assert said(begun) == ["café"]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_any_text_at_all(begun: Ask, text: str) -> None:
    """``ask`` itself checks that nothing obeyed comes out and that the end is one of the few good ones."""
    for args in (
        ("thank", "--", text), ("bid", text), ("bid", "toward", "--", text), ("did", "--", text), ("list", "--", text),
        ("list", "--since", text), ("thank", "--when", text, "x"), ("thank", "--from", text, "x"), ("rm", "--", text),
        ("edit", "--", text, "x"), ("thank", "--tag", text, "x"), ("list", "--kind", text), ("list", "--as", text),
        (text.replace("\x00", ""),),
    ):  # fmt: skip
        begun(*args)
    begun("list")


@pytest.mark.parametrize(
    "when", ["1823-05-01", "3000-01-01", "1899-12-31", "9999-12-31", "0900-01-01", "9999 weeks ago"]
)
def test_a_date_out_of_range(begun: Ask, when: str) -> None:
    for args in (("thank", "--when", when, "x"), ("bid", "away", "--when", when), ("did", "bedtime", "--when", when)):
        answer = begun(*args)
        assert answer.code == 2
        assert answer.err.endswith("Dates from 1900-01-01 to 2026-11-22 (tomorrow) can be saved.\n")
    assert ids(begun) == []


def test_the_first_and_the_last_day_that_can_be_kept(begun: Ask) -> None:
    for when in ("1900-01-01", "2026-11-22 23:59"):
        assert begun("thank", "--when", when, when).code == 0
    assert said(begun) == ["1900-01-01", "2026-11-22 23:59"]


# -- records that came past every door


def evil(number: int, people: list[list[str]], **fields: Any) -> dict[str, Any]:
    ident = f"01a1ffbf-75a0-7000-8000-00000000{number:04x}"
    common = {
        "by": people[1][0],
        "at": "2026-11-21T20:00:00+00:00",
        "day": "2026-11-21",
        "stamp": "01a1ffbf75a0-0000-evil",
    }
    return {"id": ident, **common, **fields}


ALL: dict[str, dict[str, Any]] = {
    "appreciation": {"to": "nobody", "text": ESCAPES, "tags": [ESCAPES]},
    "bid": {"from": ESCAPES, "text": ESCAPES},
    "ritual": {"ritual": ESCAPES, "present": ESCAPES, "parked": [ESCAPES], "guided": False},
    "checkin": {"closeness": 8, "feelings": [ESCAPES], "text": ESCAPES},
    "care": {"channel": ESCAPES, "text": ESCAPES},
    "landed": {"channel": ESCAPES, "about": ESCAPES},
    "repair": {"text": ESCAPES, "part": ESCAPES, "instead": ESCAPES},
    "promise": {"text": ESCAPES},
    "detail": {"text": ESCAPES, "due": "2026-11-21"},
    "outing": {"text": ESCAPES},
    "milestone": {"text": ESCAPES, "on": "2026-11-21"},
    "meeting": {"feeling": ESCAPES, "concerns": [ESCAPES]},
    "answer": {"question": ESCAPES, "asked": ESCAPES, "text": ESCAPES},
    "plan": {"ritual": ESCAPES},
    "pause": {"since": "2026-11-21"},
    "mark": {"of": ESCAPES, "text": ESCAPES},
}


def test_planted_records_are_shown_and_not_obeyed(begun: Ask, home: Places) -> None:
    people = header(home)["people"]
    mine = people[0][0]
    planted = [evil(n, people, kind=kind, **fields) for n, (kind, fields) in enumerate(ALL.items())]
    planted += [
        evil(50, people, kind="appreciation", to=mine, text=ESCAPES),
        evil(51, people, kind="appreciation", by=ESCAPES, at=ESCAPES, day=ESCAPES, to=mine, text=ESCAPES),
        evil(52, people, kind="detail", by=mine, at="", day="", text=ESCAPES, due="2026-11-21"),
        evil(53, people, kind=ESCAPES),
        evil(54, people, kind="appreciation", text=5),
    ]
    plant(home, *planted)
    # ``ask`` itself looks for what a terminal would obey.
    listed = begun("list", "--all").out
    assert "�[31mred�[0m" in listed
    assert "�[31mred" in begun("today").out
    for args in (
        ["list", "--json", "--all"],
        ["export"],
        ["list", "red"],
        ["--as", "ben", "today"],
        ["--as", "ben", "list"],
    ):
        assert begun(*args).code == 0
    assert json.loads(begun("list", "--json", "--kind", "promise").out)["text"] == ESCAPES, "nothing is lost in JSON"
    for number in [*range(len(ALL)), 50, 51, 52]:
        ident = planted[min(number, len(ALL) + number - 50) if number >= 50 else number]["id"]
        begun("edit", ident, "x")
        begun("rm", ident)
    begun("undo")


def test_hostile_names_in_the_journal(begun: Ask, home: Places) -> None:
    begun("thank", "For the soup.")
    first, rest = Path(home.journal).read_bytes().split(b"\n", 1)
    made = json.loads(first[9:])
    made["people"] = [[made["people"][0][0], "A\x1b[31mna\u202e"], [made["people"][1][0], "\x9b2JBen\nx"]]
    Path(home.journal).write_bytes(line(made) + rest)
    for args in (["thank", "x"], ["bid", "away"], ["today"], ["list"], ["list", "--json"], ["did", "bedtime"], ["undo"],
                 ["ritual", "morning", "--plain"], ["thank", "--from", "nobody", "x"]):  # fmt: skip
        begun(*args)
    assert "�2JBen x" in begun("list").out


def test_a_stamp_that_nothing_can_follow_is_told(begun: Ask, home: Places) -> None:
    people = header(home)["people"]
    plant(home, evil(1, people, kind="promise", text="x", stamp="ffffffffffff-ffff-zzzzzzzz"),
          evil(2, people, kind="promise", text="y", stamp="zzz"))  # fmt: skip
    for ident in ids(begun):
        for args in (("rm", ident), ("edit", ident, "z")):
            answer = begun(*args)
            assert (answer.code, answer.err.split(".")[0]) == (1, "That entry has a stamp that nothing can follow")
    record = '{"kind":"bid","by":"Ana","at":"2026-11-20T21:00:00Z","response":null,"stamp":"ffffffffffff-ffff-a"}'
    assert "stamp: not one of ours" in begun("import", "-", input=record).err


def test_a_far_future_stamp_can_be_edited_and_does_not_move_our_clock(begun: Ask, home: Places, still: Still) -> None:
    people = header(home)["people"]
    plant(home, evil(1, people, kind="promise", text="x", stamp="0fffffffffff-0000-other"))
    ident = ids(begun)[0]
    assert begun("edit", ident, "y").code == 0
    assert begun("list", "--json").records[0]["stamp"].startswith("0fffffffffff-0001-")
    begun("thank", "later")
    assert begun("list", "--json", "later").records[0]["stamp"] < "02"
    assert begun("rm", ident).code == 0
    assert begun("undo").out.startswith("Restored")
    assert said(begun, "--kind", "promise") == ["y"]


# -- files that are not what they should be


@pytest.mark.parametrize(
    "data",
    [b"{}", b"", b"\x00\xff\xfe" * 100, b"[]", b"null", b'{"meta":{},"records":{}}', b'{"meta":{"1":{}},"records":[]}',
     b'{"meta":{"1":' + b'{"a":' * 5000 + b"}" * 5000 + b'},"records":{}}', "cut"],
    ids=["object", "empty", "binary", "list", "null", "no-meta", "no-facts", "deep", "truncated"],
)  # fmt: skip
def test_a_data_file_that_cannot_be_read(begun: Ask, home: Places, data: bytes | str) -> None:
    begun("thank", "For the soup.")
    begun("backup")
    path = Path(home.data)
    path.write_bytes(path.read_bytes()[:-40] if isinstance(data, str) else data)
    broken = path.read_bytes()
    for args in (["today"], ["list"], ["undo"], ["export"], ["did", "bedtime"], ["ritual", "bedtime", "--plain"],
                 ["backup"], ["rm", "abcdef"], ["edit", "abcdef", "x"], ["import", "-"]):  # fmt: skip
        answer = begun(*args, input="")
        assert answer.code == 1 and "`ritualtui restore`" in answer.err, args
    assert path.read_bytes() == broken, "a damaged file is never written over"
    assert begun("thank", "For the bread.").code == 0
    assert begun("restore", "--yes").code == 0
    assert sorted(said(begun)) == ["For the bread.", "For the soup."]


def test_a_folder_in_a_files_place(begun: Ask, home: Places) -> None:
    Path(home.data).unlink()
    Path(home.data).mkdir()
    for args in (["today"], ["list"]):
        assert "Is a directory" in begun(*args).err
    Path(home.journal).unlink()
    Path(home.journal).mkdir()
    for args in (["thank", "x"], ["today"], ["restore"]):
        assert begun(*args).code == 1


@pytest.mark.parametrize("number", [2, 99, "x\x1b[31m"])
def test_a_journal_of_another_version(begun: Ask, home: Places, number: object) -> None:
    first, rest = Path(home.journal).read_bytes().split(b"\n", 1)
    Path(home.journal).write_bytes(line({**json.loads(first[9:]), "journal": number}) + rest)
    before = Path(home.journal).read_bytes()
    for args in (["thank", "x"], ["today"], ["undo"], ["restore", "--yes"]):
        answer = begun(*args)
        assert answer.code == 1 and "nothing was changed" in answer.err
    assert Path(home.journal).read_bytes() == before


def test_a_torn_journal_is_told_once_and_logging_goes_on(begun: Ask, home: Places) -> None:
    begun("thank", "one")
    with Path(home.journal).open("ab") as file:
        file.write(b'deadbeef {"n":7,"set":[{"id"')
    answer = begun("thank", "two")
    assert answer.code == 0 and answer.err.count("\n") == 1
    assert begun("thank", "three").err == ""
    assert said(begun) == ["one", "two", "three"]


# -- rituals of one's own


TEA = """\
[[ritual]]
id = "tea"
name = "Tea on the steps"
[[ritual.steps]]
id = "sit"
kind = "say"
text = "Sit down."
"""


def test_ones_own_ritual_works_everywhere(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(TEA)
    assert begun("did", "tea").out == "Saved: Tea on the steps, today.\n"
    assert "Tea on the steps: done 20:15, both" in begun("today").lines
    assert "1/1  Sit down." in begun("ritual", "Tea", "--plain").lines


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TEA + '[[ritual]]\nid = "x"\nname = "X"\n', "line 8: "),
        (TEA.replace('"say"', '"sya"'), "line 6: "),
        (TEA + "[[ritual]", "line 8: this is not TOML"),
        (b"\xff\xfe", "not text in UTF-8; your own rituals are left out."),
        (TEA.replace("Sit", "\\u001b[31mSit").replace("Tea on", "\\u202eTea on"), ""),
        (TEA.replace("kind", "\\u001b[31m"), "line "),
        (TEA + 'x\x1b[31m = "1"\n', "line "),
        ("a = " + "[" * 5000, "nested too deeply"),
    ],
    ids=["no-steps", "kind", "toml", "bytes", "escapes", "escape-key", "escape-raw", "deep"],
)
def test_a_mistake_in_ones_own_rituals_is_told_and_the_rest_works(
    begun: Ask, own_rituals: Callable[[str | bytes], None], text: str | bytes, problem: str
) -> None:
    own_rituals(text)
    for args in (["today"], ["did", "morning"], ["ritual", "bedtime", "--plain"]):
        answer = begun(*args)
        assert answer.code == 0
        assert all("rituals.toml" in told for told in answer.err.splitlines())
        assert problem in answer.err and (answer.err != "") == (problem != "")
    begun("did", "tea")
    begun("ritual", "tea", "--plain")
    begun("list")


def test_ones_own_rituals_as_a_folder(begun: Ask, home: Places) -> None:
    Path(home.own_rituals).mkdir(parents=True)
    answer = begun("today")
    assert answer.code == 0
    assert answer.err == f"{home.own_rituals}: Is a directory. Your own rituals are left out.\n"
