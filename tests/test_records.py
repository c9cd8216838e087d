"""Record kinds: each round-trips; the strict door names the field; reading is generous; names for ids and back."""

from datetime import UTC, datetime
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui import freetext, kinds, records
from ritualtui.errors import UsageError

NOW = datetime(2026, 11, 21, 20, 15, tzinfo=UTC)
ANA, BEN = "anaaaaaa", "benbbbbb"
PEOPLE = {ANA: "Ana", BEN: "O'Brien"}
COMMON = {"by": ANA, "at": "2026-11-21T20:00:00+00:00"}
FULL: dict[str, dict[str, Any]] = {
    "appreciation": {"to": BEN, "text": "soup", "tags": ["home"]},
    "bid": {"from": BEN, "response": "away", "text": "heron"},
    "ritual": {"ritual": "tea", "present": ANA, "steps": ["a"], "minutes": 3.5, "complete": True, "guided": False,
               "first": BEN, "form": "easy", "parked": ["milk"], "text": "We read."},
    "checkin": {"closeness": 7, "feelings": ["calm"], "text": "x", "topic": "inner", "minutes": 15},
    "care": {"channel": "food", "text": "a pear"},
    "landed": {"channel": "food", "about": "the pear", "much": 4},
    "repair": {"text": "x", "part": "y", "instead": "z", "open": False},
    "promise": {"text": "x", "due": "2026-12-01", "state": "kept", "why": "x"},
    "detail": {"text": "x", "due": "2026-12-01", "done": True, "picked": True, "why": "x"},
    "outing": {"text": "x", "on": "2026-12-01", "unplugged": True, "new": True, "done": True, "why": "x"},
    "milestone": {"text": "x", "on": "1999-12-01", "yearly": False},
    "meeting": {"feeling": "x", "appreciations": ["a"], "concerns": ["b"], "plans": ["c"], "minutes": 30,
                "complete": True},
    "answer": {"question": "bed-001", "asked": "What?", "text": "That."},
    "plan": {"ritual": "tea", "days": ["sat"], "opens": "21:00", "closes": "01:00", "since": "2026-11-01",
             "times": 1, "weeks": 2},
    "pause": {"ritual": "tea", "since": "2026-11-01", "until": "2026-11-08", "why": "ill", "season": "work",
              "spared": "bedtime"},
    "mark": {"of": "01a1ffbf-75a0-7000-8000-000000000001", "mark": "reply", "text": "x"},
    "definition": {"ritual": "tea", "name": "Tea", "definition": {"days": ["sat"], "steps": [{"id": "a"}]},
                   "withdrawn": True},
    "question": {"deck": "walks", "name": "Walks", "about": "x", "drawn": "always", "card": "own-1", "text": "What?",
                 "depth": 2, "themes": ["home"], "gentle": True, "asked": True, "unless": ["hard"]},
}  # fmt: skip


def checked(kind: str, **fields: Any) -> dict[str, Any]:
    made = {
        "kind": kind,
        **COMMON,
        **{
            k: v for k, v in FULL[kind].items() if k in (*kinds.by_name()[kind].needs, *kinds.by_name()[kind].needs_one)
        },
        **fields,
    }
    return records.check(made, now=NOW, turn=4, solo=False)


def refused(kind: str, **fields: Any) -> str:
    with pytest.raises(UsageError) as raised:
        checked(kind, **fields)
    return str(raised.value)


def test_every_kind_is_here() -> None:
    assert list(FULL) == list(kinds.by_name())
    for kind, fields in FULL.items():
        own = set(records.fields(kind)) - set(kinds.Record.__struct_fields__) - {"kind"}
        assert own == set(fields), kind


@pytest.mark.parametrize("kind", FULL)
def test_every_kind_round_trips(kind: str) -> None:
    """Strictly in, encoded, read generously, plain again: the same, every field of it."""
    whole = records.check({"kind": kind, **COMMON, **FULL[kind]}, now=NOW, turn=4, solo=False)
    whole = msgspec.json.decode(msgspec.json.encode(whole))
    assert {key: whole[key] for key in FULL[kind]} == FULL[kind]
    whole |= {"id": "01a1ffbf-75a0-7000-8000-000000000001", "stamp": "01a1ffbf75a0-0000-deviceaa"}
    raw = msgspec.json.encode(whole)
    record = records.read(raw)
    assert record is not None and record.kind == kind
    assert msgspec.json.decode(msgspec.json.encode(records.plain(record))) == msgspec.json.decode(raw)
    named = records.with_names(whole, PEOPLE)
    assert records.with_ids(named, PEOPLE) == whole
    again = records.check(whole, now=NOW, turn=4, solo=False)
    assert msgspec.json.decode(msgspec.json.encode(again)) == whole, "what was checked passes again, unchanged"


@pytest.mark.parametrize("kind", FULL)
def test_the_heart_is_needed_and_the_rest_is_not(kind: str) -> None:
    assert checked(kind)["kind"] == kind
    for field in ("by", "at", *kinds.by_name()[kind].needs):
        made = {"kind": kind, **COMMON, **FULL[kind]}
        del made[field]
        with pytest.raises(UsageError, match=f"^{field}: an entry of kind {kind} needs it"):
            records.check(made, now=NOW, turn=4, solo=False)
        if isinstance(FULL[kind].get(field), str) and field not in ("on", "since"):
            for empty in ("", " \n", "\x1b", "\u200b"):
                assert refused(kind, **{field: empty}).startswith(f"{field}: ") or field == "response"


@pytest.mark.parametrize("kind", FULL)
@pytest.mark.parametrize(
    "value", [5, 5.5, True, None, "x" * 10_001, "\ud800", [], [[]], {}, {"a": 1}, ["x" * 10_001], [5], -1, 1 << 70]
)
def test_a_wrong_value_is_refused_by_the_fields_name_or_is_right(kind: str, value: Any) -> None:
    for field in (*FULL[kind], "audience", "day", "id", "stamp", "by", "at"):
        try:
            checked(kind, **{field: value})
        except UsageError as err:
            said = str(err)
            assert said.startswith(f"{field}: ") or f"The {field} has " in said, (field, said)
            assert "msgspec" not in said and "`" not in said.replace("`export`", "") and "regex" not in said


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("bid", {"foo": 1}, "foo: an entry of kind bid has no such field. It has id, stamp, by,"),
        ("bid", {"text ": "x"}, "text: an entry of kind bid has no such field."),
        ("bid", {"\x1b[31m": 1}, "�[31m: an entry of kind bid has no such field."),
        ("bid", {"to": BEN}, "to: an entry of kind bid has no such field."),
        ("bid", {"response": "maybe"}, "response: “maybe” isn't known. Choose from toward, away, against."),
        ("bid", {"audience": "all"}, "audience: “all” isn't known. Choose from ours, self, sealed."),
        ("bid", {"deleted": True}, "deleted: a removed entry can't be imported."),
        ("bid", {"by": 5}, "by: expected text, got a whole number."),
        ("bid", {"at": "yesterday"}, "at: “yesterday” isn't a time with a UTC offset."),
        ("bid", {"at": "2026-11-21T20:00:00"}, "at: “2026-11-21T20:00:00” isn't a time with a UTC offset."),
        ("bid", {"at": "1823-01-01T00:00:00Z"}, "1823-01-01 is out of range."),
        ("bid", {"at": "3000-01-01T00:00:00Z"}, "3000-01-01 is out of range."),
        ("bid", {"day": "2026-11-19"}, "day: 2026-11-19 is not the day of 2026-11-21T20:00:00+00:00."),
        ("bid", {"day": "2026-11-22"}, "day: 2026-11-22 is not the day of"),
        ("bid", {"day": "x"}, "day: “x” isn't a date."),
        ("bid", {"stamp": "x"}, "stamp: not one of ours."),
        ("bid", {"stamp": 5}, "stamp: not one of ours."),
        ("bid", {"stamp": "ffffffffffff-0000-a"}, "stamp: not one of ours."),
        ("bid", {"id": "x"}, "id: not written as it should be."),
        ("checkin", {"closeness": 0}, "closeness: expected a whole number >= 1."),
        ("checkin", {"closeness": 11}, "closeness: expected a whole number <= 10."),
        ("checkin", {"closeness": True}, "closeness: expected a whole number, got a yes or no."),
        ("checkin", {"closeness": "8"}, "closeness: expected a whole number, got text."),
        ("checkin", {"feelings": "calm"}, "feelings: expected a list, got text."),
        ("checkin", {"feelings": ["x"] * 61}, "feelings: expected a list of length <= 60."),
        ("checkin", {"minutes": -1}, "minutes: expected a number >= 0.0."),
        ("appreciation", {"tags": [""]}, "tags: expected text of length >= 1."),
        ("appreciation", {"tags": ["x" * 41]}, "tags: expected text of length <= 40."),
        ("promise", {"due": "soon"}, "due: “soon” isn't a date. Write it as 2026-11-21."),
        ("milestone", {"on": "1899-12-31"}, "on: 1899-12-31 is out of range."),
        ("plan", {"opens": "25:00"}, "opens: not written as it should be."),
        ("plan", {"days": ["someday"]}, "days: invalid enum value 'someday'."),
        ("plan", {"times": 57}, "times: expected a whole number <= 56."),
        ("pause", {"why": "tired"}, "why: “tired” isn't known. Choose from away, ill, hard season."),
        ("ritual", {"form": "hard"}, "form: “hard” isn't known. Choose from full, easy."),
    ],
)
def test_refusals(kind: str, fields: dict[str, Any], said: str) -> None:
    assert refused(kind, **fields).startswith(said)


@pytest.mark.parametrize(
    ("kind", "said"), [(None, "nothing"), (5, "5"), ("diary", "diary"), ("", ""), ([], "[]"), ("\x1b[31m", "�[31m")]
)
def test_an_unknown_kind(kind: object, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        records.check({"kind": kind}, now=NOW, turn=4, solo=False)
    assert str(raised.value).startswith(f"kind: “{said}” isn't known. Choose from appreciation, bid,")


def test_words_are_cleaned_everywhere() -> None:
    made = checked("meeting", feeling=" a\x1b[31m ", concerns=[" b\x00 ", "e\u0301"])
    assert (made["feeling"], list(made["concerns"])) == ("a[31m", ["b", "é"])


def test_day_and_audience_are_filled_in() -> None:
    assert checked("bid", at="2026-11-21T03:59:00+01:00")["day"] == "2026-11-20"
    assert checked("bid", at="2026-11-21T04:00:00+01:00")["day"] == "2026-11-21"
    assert checked("bid", at="2026-11-21T00:30:00Z", day="2026-11-21")["day"] == "2026-11-21"
    assert checked("bid", at="2026-11-21T20:00:00.9+00:00")["at"] == "2026-11-21T20:00:00+00:00"


@pytest.mark.parametrize("solo", [False, True])
def test_default_audiences(solo: bool) -> None:
    """Details may be a surprise, closeness is one's own; bids and repairs are where one is alone."""
    own = {"detail", "checkin", *(("bid", "repair") if solo else ())}
    for kind in kinds.by_name():
        made = records.check({"kind": kind, **COMMON, **FULL[kind]}, now=NOW, turn=4, solo=solo)
        assert made["audience"] == ("self" if kind in own else "ours"), kind
        assert records.check({**made, "audience": "sealed"}, now=NOW, turn=4, solo=solo)["audience"] == "sealed"


# -- names


def test_names_for_ids_and_back() -> None:
    obj = {"kind": "ritual", "by": ANA, "to": BEN, "from": BEN, "present": "both", "text": ANA}
    named = records.with_names(obj, PEOPLE)
    assert named == {**obj, "by": "Ana", "to": "O'Brien", "from": "O'Brien"}
    assert records.with_ids(named, PEOPLE) == obj
    assert records.with_ids({"by": "ANA", "to": " o'brien ", "present": "Ana"}, PEOPLE) == {
        "by": ANA,
        "to": BEN,
        "present": ANA,
    }
    assert records.with_names({"by": "unknown"}, PEOPLE) == {"by": "unknown"}
    assert records.with_ids({"by": "", "to": None, "from": 5}, PEOPLE) == {"by": "", "to": None, "from": 5}
    assert obj["by"] == ANA, "neither changes what it was given"


def test_what_was_written_later_than_it_is_here_by_a_wrong_clock_is_no_less_true() -> None:
    line = {"kind": "bid", **COMMON, "response": "toward"}
    early = NOW.replace(year=2004)
    with pytest.raises(UsageError, match="out of range"):
        records.check(line, now=early, turn=4, solo=False)
    stamp = "019aa8b3f5a0-0000-deviceaa"  # of November 2025
    with pytest.raises(UsageError, match="out of range"):
        records.check({**line, "stamp": stamp}, now=early, turn=4, solo=False)
    at = "2025-11-21T20:00:00+00:00"
    assert records.check({**line, "at": at, "stamp": stamp}, now=early, turn=4, solo=False)["at"] == at


@pytest.mark.parametrize("field", records.PEOPLE)
def test_an_unknown_name_is_refused_by_the_fields_name(field: str) -> None:
    with pytest.raises(UsageError) as raised:
        records.with_ids({field: "Zoe\x1b"}, PEOPLE)
    assert str(raised.value) == f"{field}: nobody here is called “Zoe”. Here are Ana and O'Brien."


# -- reading


def test_reading_is_generous() -> None:
    least = {"kind": "bid", "id": "01a1ffbf-75a0-7000-8000-000000000001"}
    bid = records.read(msgspec.json.encode(least))
    assert isinstance(bid, kinds.Bid) and (bid.by, bid.at, bid.audience, bid.response) == ("", "", "ours", None)
    assert records.read(msgspec.json.encode({**least, "of a newer version": {"a": [1]}})) == bid
    gone = records.read(msgspec.json.encode({**least, "stamp": "x", "deleted": True}))
    assert gone is not None and gone.deleted


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b"5", b"[]", b"{}", b'{"kind":"bid"}',
     b'{"kind":"diary","id":"01a1ffbf-75a0-7000-8000-000000000001"}',
     b'{"kind":"bid","id":"x"}', b'{"kind":"bid","id":"01a1ffbf-75a0-7000-8000-000000000001","response":"maybe"}',
     b'{"kind":"bid","id":"01a1ffbf-75a0-7000-8000-000000000001","text":"\xff"}', b"\xff\xfe", b'{"kind":5}'],
)  # fmt: skip
def test_what_this_version_cannot_show_is_none(raw: bytes) -> None:
    assert records.read(raw) is None


@pytest.mark.slow
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_not_and_refused_or_kept(value: Any) -> None:
    records.read(msgspec.json.encode(value))
    for kind, fields in FULL.items():
        for field in fields:
            try:
                made = records.check({"kind": kind, **COMMON, **FULL[kind], field: value}, now=NOW, turn=4, solo=True)
            except UsageError as err:
                assert "\x1b" not in freetext.one_line(str(err))
            else:
                made |= {"id": "01a1ffbf-75a0-7000-8000-000000000001", "stamp": "01a1ffbf75a0-0000-deviceaa"}
                assert records.read(msgspec.json.encode(made)) is not None, "what is let in can be read"


def test_choices_are_those_of_the_types() -> None:
    assert get_args(kinds.Audience) == ("ours", "self", "sealed")
    assert tuple(get_args(kinds.Weekday)) == kinds.WEEKDAYS
