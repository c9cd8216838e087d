"""Import: known is known for good, all or nothing, and hostile lines are refused by name."""

import json
import subprocess
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion import quick
from ritualtui.companion.json_forms import lines as from_bytes
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from support.homes import BEN, EVENING, Still, begun, picture, words

Run = Callable[..., "subprocess.CompletedProcess[str]"]
GOOD = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-11-20T20:15:00+00:00"}


def _line(text: str, /, **more: object) -> str:
    return json.dumps({**GOOD, "text": text, **more}, ensure_ascii=False)


def _ident(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012x}"


@pytest.mark.parametrize("count", [5, 700])
def test_the_same_import_again_adds_nothing_and_changes_nothing(home: Places, still: Still, count: int) -> None:
    lines = [_line(f"with an id {n}", id=_ident(n)) if n % 2 else _line(f"line {n}") for n in range(count)]
    with begun(home, still) as companion:
        done = companion.transfer.take([*lines, lines[0], lines[1], "", "  "])
        assert (done.new, done.known, done.bad) == (count, 2, [])
        edited, removed = (next(r.id for r in companion.visible() if getattr(r, "text", "") == f"{name} {n}")
                           for name, n in (("with an id", 1), ("line", 2)))  # fmt: skip
        companion.log.edit(edited, {"text": "edited"})
        companion.log.remove(removed)
        also = next(r.id for r in companion.visible() if getattr(r, "text", "") == "line 0")
        still.move(days=-1)
        companion.log.edit(also, {"text": "also"})
        after = sorted(
            ({"also", "edited"} | {json.loads(line)["text"] for line in lines}) - {"with an id 1", "line 2", "line 0"}
        )
        assert words(companion) == after
    for step in (0, 1, 365 * 30):
        still.set(EVENING + timedelta(days=step))
        with Companion.open(home, time=still) as companion:
            before = picture(home.home)
            done = companion.transfer.take(lines)
            assert (done.new, done.known) == (0, count)
            assert picture(home.home) == before
            assert words(companion) == after
            companion.storage.fold()


@pytest.mark.parametrize("count", [5, 700])
def test_undo_after_an_import(home: Places, still: Still, count: int) -> None:
    today = {"at": "2026-11-21T08:00:00+00:00"}
    with begun(home, still) as companion:
        companion.log.thank("one")
        companion.transfer.take([_line(f"today {n}", **today) for n in range(count)])
        quick.thank(home, still, "more")
        companion.refresh()
        companion.log.thank("by the full way")
        companion.log.undo()
        companion.log.undo()
        if count == 5:
            companion.log.undo()
            assert words(companion) == ["one"]
            assert companion.transfer.take([_line("today 0", **today)]).known == 1, "taken back is known too"
        else:
            with pytest.raises(RitualError, match="restore"):
                companion.log.undo()


def test_one_bad_line_keeps_everything_out_and_skip_bad_keeps_the_rest(home: Places, still: Still, run: Run) -> None:
    lines = "\n".join([_line("good"), "rubbish", _line("also good"), "{}"])
    begun(home).close()
    before = picture(home.home)
    done = run("import", "-", input=lines)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1
    assert "line 2" in done.stderr and "2 of 4" in done.stderr
    assert picture(home.home) == before
    done = run("import", "--skip-bad", "-", input=lines)
    assert done.returncode == 0 and done.stdout == "2 new, 2 left out.\n"
    assert "line 2" in done.stderr and "line 4" in done.stderr
    with Companion.open(home) as companion:
        assert words(companion) == ["also good", "good"]


HOSTILE: dict[str, str | bytes] = {
    "no JSON": "rubbish",
    "a list": "[]",
    "a number": "1",
    "null": "null",
    "cut off": _line("x")[:-1],
    "two objects": _line("x") + _line("y"),
    "deep": '{"kind":' + "[" * 100_000 + "]" * 100_000 + "}",
    "deep in a field": _line("x")[:-1] + ',"tags":' + "[" * 5_000 + "]" * 5_000 + "}",
    "huge exponent": '{"kind":"ritual","by":"Ana","at":"2026-11-20T20:15:00Z","ritual":"bedtime","minutes":1e400}',
    "huge integer": '{"kind":"checkin","by":"Ana","at":"2026-11-20T20:15:00Z","closeness":' + "9" * 5_000 + "}",
    "not a number": '{"kind":"checkin","by":"Ana","at":"2026-11-20T20:15:00Z","closeness":NaN}',
    "lone surrogate": _line("x").replace('"x"', '"\\ud800"'),
    "lone surrogate in a key": _line("x")[:-1] + ',"\\ud800":1}',
    "not UTF-8": _line("x").encode().replace(b'"x"', b'"\xff\xfe"'),
    "an encoded surrogate": _line("x").encode().replace(b'"x"', b'"\xed\xa0\x80"'),
    "UTF-16": _line("x").encode("utf-16"),
    "a raw control character": _line("x").replace('"x"', '"\x01"'),
    "only NUL": _line("\0\0"),
    "two megabytes": _line("x" * (2 << 20)),
    "long": _line("x" * 10_001),
    "unknown kind": _line("x", kind="dance"),
    "kind in a list": _line("x", kind=["appreciation"]),
    "unknown field": _line("x", colour="blue"),
    "text is a number": _line("x", text=5),
    "text is null": _line("x", text=None),
    "text is an object": _line("x", text={"a": "b"}),
    "tags is a text": _line("x", tags="one"),
    "tags of numbers": _line("x", tags=[1]),
    "too many tags": _line("x", tags=["a"] * 21),
    "nobody": _line("x", by="Carl"),
    "an internal id": _line("x", by=BEN),
    "by a list": _line("x", by=["Ana"]),
    "by a number": _line("x", by=1),
    "no time": _line("x", at=""),
    "time in words": _line("x", at="yesterday"),
    "time is a number": _line("x", at=1_700_000_000),
    "time of 1800": _line("x", at="1800-01-01T00:00:00Z"),
    "time of 9999": _line("x", at="9999-12-31T23:59:59-23:59"),
    "a day that is none": _line("x", day="2026-02-30"),
    "day is a number": _line("x", day=5),
    "an id that is none": _line("x", id="first"),
    "id is a number": _line("x", id=5),
    "id is null": _line("x", id=None),
    "id in braces": _line("x", id="{" + _ident(1) + "}"),
    "id with other digits": _line("x", id=_ident(1).replace("8", "８")),
    "stamp in words": _line("x", stamp="now"),
    "stamp is a number": _line("x", stamp=5),
    "stamp in capitals": _line("x", stamp="01ABCDEF0123-0000-deviceaa"),
    "stamp with an escape": _line("x", stamp="01abcdef0123-0000-\x1b[31m"),
    "stamp of other digits": _line("x", stamp="０１abcdef0123-0000-deviceaa"),
    "stamp that nothing can follow": _line("x", stamp="ffffffffffff-ffff-otherone"),
    "audience unknown": _line("x", audience="everybody"),
    "removed": _line("x", deleted=True),
    "closeness 11": '{"kind":"checkin","by":"Ana","at":"2026-11-20T20:15:00Z","closeness":11}',
    "closeness true": '{"kind":"checkin","by":"Ana","at":"2026-11-20T20:15:00Z","closeness":true}',
    "closeness 1.5": '{"kind":"checkin","by":"Ana","at":"2026-11-20T20:15:00Z","closeness":1.5}',
    "response unknown": '{"kind":"bid","by":"Ana","at":"2026-11-20T20:15:00Z","from":"Ben","response":"maybe"}',
    "heart missing": '{"kind":"bid","by":"Ana","at":"2026-11-20T20:15:00Z","from":"Ben"}',
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_refused_in_one_line_and_the_rest_can_be_kept(home: Places, still: Still, name: str) -> None:
    line = HOSTILE[name]
    data = line if isinstance(line, bytes) else line.encode()
    with begun(home, still) as companion:
        before = picture(home.home)
        with pytest.raises(RitualError) as err:
            companion.transfer.take(from_bytes(data))
        assert "line 1" in str(err.value) and len(str(err.value)) < 800 and str(err.value).isprintable()
        assert picture(home.home) == before
        done = companion.transfer.take(from_bytes(_line("good").encode() + b"\n" + data), skip_bad=True)
        assert done.new == 1 and len(done.bad) >= 1
        assert words(companion) == ["good"]


def test_lines_that_look_odd_and_are_good(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        lines = [
            "\ufeff" + _line("with a mark in front"),
            _line("in capitals", id=_ident(0xABCDEF).upper()),
            _line("tabs\tand\nlines and \u0085 and \u2028", id=_ident(2)) + "\r",
            _line("NUL\0and escapes\x1b[31m", id=_ident(3)),
            _line("a pair \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), id=_ident(4)),
            json.dumps({**GOOD, "text": "a pair, escaped 😀", "id": _ident(5)}),
            _line("far ahead", stamp="fffffffffff0-0000-otherone", id=_ident(6)),
            _line("long ago", at="1900-01-01T12:00:00+00:00", id=_ident(8)),
            "  " + _line("white space around", id=_ident(9)) + "  ",
        ]
        assert companion.transfer.take(from_bytes("\n".join(lines).encode())).new == len(lines)
        assert companion.transfer.take([_line("in capitals", id=_ident(0xABCDEF))]).known == 1
        kept = {record.id: record for record in companion.visible()}
        assert _ident(0xABCDEF) in kept
        for ident, record in kept.items():
            companion.log.edit(ident, {"text": "edited"})
            assert companion.raw(ident)["stamp"] > record.stamp
        assert companion.storage.state.last["clock"] < f"{still.ms() + 2 * 86_400_000:012x}", (
            "no stamp moves our clock far"
        )
        companion.storage.fold()
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["edited"] * len(lines)


def test_a_line_without_an_id_is_the_same_record_on_every_machine(tmp_path: Path, still: Still) -> None:
    found = []
    for name in ("one", "two"):
        places = Places(str(tmp_path / name), str(tmp_path / name))
        with begun(places, still) as companion:
            companion.transfer.take([_line("words", text="words"), _line("words", text="words") + "\r\n"])
            (record,) = companion.visible()
            found.append((record.id, record.stamp))
            assert uuid.UUID(record.id).version == 5
    assert found[0] == found[1]


def test_an_export_reads_into_another_home_as_it_was(tmp_path: Path, home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        companion.log.thank("thanks", tags=("dog",))
        companion.log.bid("away", "hm")
        companion.log.checkin("fine", closeness=7)
        companion.log.add({"kind": "detail", "text": "for oneself"})
        lines = list(companion.transfer.lines(companion.visible()))
        plain = {record.id: record for record in companion.visible()}
    other = Places(str(tmp_path / "other"), str(tmp_path / "other"))
    with Companion.begin(other, "Ben", "Ana", time=still, ids=("otherben", "otherana"), plans=False) as companion:
        done = companion.transfer.take(lines)
        assert done.new == len(lines) == len(plain)
        names = companion.people.names()
        for line in lines:
            obj: dict[str, Any] = json.loads(line)
            raw = companion.raw(obj["id"])
            assert raw is not None and names[raw["by"]] == obj["by"]
            assert raw["stamp"] == plain[obj["id"]].stamp


def test_later_edits_win_whatever_the_clock_says(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.transfer.take([_line("as imported", at="1975-01-01T12:00:00+00:00", id=_ident(1))])
        ident = _ident(1)
        for number, days in enumerate((3650, -7300, 36_500, -18_000, 0)):
            still.set(EVENING + timedelta(days=days))
            companion.log.edit(ident, {"text": f"edit {number}"})
            assert words(companion) == [f"edit {number}"]
            if number % 2:
                companion.storage.fold()
            kept = quick.thank(home, still, "x").record["id"]
            companion.refresh()
            companion.log.remove(kept)
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["edit 4"]


def test_a_ritual_that_says_no_more_than_that_it_was_was_done(home: Places, still: Still) -> None:
    line = {"kind": "ritual", "by": "Ana", "at": "2026-11-20T20:15:00+00:00", "ritual": "bedtime"}
    begun_only = {**line, "at": "2026-11-19T20:15:00+00:00", "guided": True}
    with begun(home, still, plans=True) as companion:
        companion.transfer.take([json.dumps(line), json.dumps(begun_only)])
        (bedtime,) = [shown for shown in companion.look.rituals() if shown.ritual.id == "bedtime"]
        assert bedtime.recent[0] == 1
