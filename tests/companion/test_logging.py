"""Logging, changing and looking, through what both faces use; the quick way writes what the full one does."""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ritualtui import clock, when
from ritualtui.companion import people, quick
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from support.homes import ANA, BEN, Still, begun
from support.time_zones import zone


@pytest.fixture(autouse=True)
def _in_utc() -> Iterator[None]:
    with zone("UTC"):
        yield


@pytest.fixture
def ana(home: Places, still: Still) -> Iterator[Companion]:
    with begun(home, still) as companion:
        yield companion


def ben(ana: Companion) -> Companion:
    return Companion.open(ana.places, "ben", ana.time)


# -- the quick way and the full one


@pytest.mark.parametrize("solo", [False, True])
@pytest.mark.parametrize("said", [None, "yesterday 21:00", "2026-11-21 03:30"])
@pytest.mark.parametrize("kind", ["thank", "bid"])
def test_the_quick_way_writes_what_the_full_way_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, still: Still, kind: str, said: str | None, solo: bool
) -> None:
    """The same fields with the same values; each reads the other's as its own."""
    written = []
    for name in ("quick", "full"):
        places = Places(str(tmp_path / name), str(tmp_path / name))
        begun(places, still, solo=solo).close()
        monkeypatch.setattr(clock.os, "urandom", random.Random(3).randbytes)
        meant = (lambda moment: when.parse(said, moment.now, moment.turn)) if said else None
        words = " one\r\ntwo\x1b e\u0301 "
        if name == "full":
            Path(places.journal).unlink()  # without a journal, the full companion does it
        if kind == "thank":
            kept = quick.thank(places, still, words, who="Ben", tags=("a", "b"), when=meant)
        else:
            kept = quick.bid(places, still, "away", words, who="Ben", when=meant)
        written.append(msgspec.json.decode(msgspec.json.encode(kept.record)))
        with Companion.open(places, "Ben", still) as companion:
            assert companion.raw(kept.record["id"]) == written[-1]
    # The device in the stamp is the home's own; where the journal was lost it is the data file's.
    assert written[0] == written[1]


def test_without_a_log_neither_way_makes_one(home: Places, still: Still) -> None:
    for keep in (
        lambda: quick.thank(home, still, "x"),
        lambda: quick.bid(home, still, None),
        lambda: Companion.open(home),
    ):
        with pytest.raises(people.NotBegun):
            keep()
    assert not Path(home.home).exists()


# -- changing


def test_an_edit_keeps_what_it_does_not_name_and_fields_of_a_newer_version(ana: Companion) -> None:
    record = ana.log.thank("soup", tags=("a",))
    newer = {**record, "tags": ["a"], "mood": {"of": "tomorrow"}, "stamp": clock.tick(record["stamp"], 0, "otherone")}
    ana.storage.put([newer])
    edited = ana.log.edit(record["id"], {"text": "bread"})
    stands = ana.raw(record["id"])
    assert stands == {**newer, "text": "bread", "stamp": edited["stamp"]}
    assert edited["stamp"] > newer["stamp"]


def test_an_edit_of_nothing_writes_nothing(ana: Companion, home: Places) -> None:
    record = ana.log.thank("soup", tags=("a",))
    before = Path(home.journal).read_bytes()
    assert ana.log.edit(record["id"], {"text": " soup\n", "tags": ["a"]})["stamp"] == record["stamp"]
    assert Path(home.journal).read_bytes() == before


def test_who_may_change_what(ana: Companion) -> None:
    mine = ana.log.add({"kind": "detail", "text": "a surprise"})
    ours = ana.log.thank("soup")
    other = ben(ana)
    assert [record.id for record in other.visible()] == [ours["id"]]
    for change in (lambda: other.log.edit(mine["id"], {"text": "x"}), lambda: other.log.remove(mine["id"])):
        with pytest.raises(UsageError):
            change()
    with pytest.raises(UsageError):
        other.log.find(mine["id"])
    other.log.edit(ours["id"], {"text": "bread"})
    with pytest.raises(UsageError, match="Only the one who wrote"):
        other.log.edit(ours["id"], {"audience": "self"})
    other.log.remove(ours["id"])
    ana.refresh()
    assert [record.id for record in ana.visible()] == [mine["id"]]


def test_a_removed_record_keeps_no_words(ana: Companion) -> None:
    record = ana.log.thank("soup")
    assert ana.log.remove(record["id"])["text"] == "soup"
    assert ana.raw(record["id"]) == {
        "id": record["id"], "kind": "appreciation", "deleted": True, "stamp": ana.raw(record["id"])["stamp"],  # type: ignore[index]
    }  # fmt: skip
    with pytest.raises(UsageError, match="is gone"):
        ana.log.edit(record["id"], {"text": "x"})


def test_undo_is_refused_where_the_other_changed_it_since(ana: Companion) -> None:
    record = ana.log.thank("soup")
    ben(ana).log.edit(record["id"], {"text": "bread"})
    with pytest.raises(RitualError, match="changed again since"):
        ana.log.undo()
    assert ana.raw(record["id"])["text"] == "bread"  # type: ignore[index]


def test_several_records_are_undone_together(ana: Companion) -> None:
    ana.log.add_all([{"kind": "detail", "text": text} for text in "abcd"])
    ana.log.add_all([{"kind": "detail", "text": text} for text in "ef"])
    _, after = ana.log.undo()
    assert [line.split("“")[1][0] for line in ana.look.undone(after)] == ["e", "f"]
    _, after = ana.log.undo()
    assert ana.look.undone(after) == ["Undone: 4 entries are as they were before."]
    assert list(ana.visible()) == []


# -- ids


def test_find_by_the_end_of_an_id(ana: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.os, "urandom", lambda count: b"\x00" * (count - 2) + b"\xab\xcd")
    one = ana.log.thank("one")
    ana.time.move(ms=1)  # type: ignore[attr-defined]
    two = ana.log.thank("two")
    assert ana.log.find(f" #{one['id'].upper()} ").id == one["id"]
    with pytest.raises(UsageError, match="“abcd” is the end of 2 ids"):
        ana.log.find("abcd")
    with pytest.raises(UsageError, match="too short"):
        ana.log.find("bcd")
    ana.log.remove(two["id"])
    assert ana.log.find("abcd").id == one["id"]
    ana.log.remove(one["id"])
    with pytest.raises(UsageError, match="already removed"):
        ana.log.find("abcd")


# -- looking


def test_a_list_is_in_the_order_of_time_whatever_the_offsets(ana: Companion, still: Still) -> None:
    for at in ("2026-11-21T20:00:00+09:00", "2026-11-21T12:00:00+00:00", "2026-11-21T07:30:00-05:00"):
        ana.log.thank(at, at=at)
    ana.storage.put(
        [{"id": "01a1ffbf-75a0-7000-8000-000000000001", "kind": "promise", "text": "no time", "stamp": "0"}]
    )
    assert [getattr(record, "text", "")[11:16] for record in ana.look.listed()] == ["", "20:00", "12:00", "07:30"]


def test_every_kind_is_put_into_words(ana: Companion) -> None:
    said = {
        "checkin": ({"closeness": 7, "feelings": ["calm"], "text": "x"}, "Ana: closeness 7 of 10, calm, “x”"),
        "promise": ({"text": "call", "due": "2026-12-01"}, "Ana promised: “call”, by Tuesday 1 December 2026"),
        "detail": ({"text": "dentist", "due": "2026-12-01", "done": True},
                   "Ana, follow-up: “dentist”, on Tuesday 1 December 2026, done"),
        "answer": ({"question": "q", "asked": "What?", "text": "That."}, "Ana on “What?” “That.”"),
        "care": ({"channel": "food"}, "Ana gave care, food"),
        "outing": ({"text": "sea", "unplugged": True}, "Time together, planned, without screens: “sea”"),
        "pause": ({"since": "2026-11-01", "why": "ill"}, "A pause, ill, from 1 November 2026 on"),
        "plan": ({"ritual": "morning", "days": ["sat", "sun"], "opens": "08:00", "closes": "11:00"},
                 "Schedule: Morning goodbye, sat sun, 08:00–11:00"),
        "meeting": ({"concerns": ["a", "b"]}, "Weekly talk; concerns: “a”; concerns: “b”"),
        "milestone": ({"text": "met", "on": "2009-05-01"}, "A date that matters, on 1 May 2009: “met”"),
    }  # fmt: skip
    for kind, (fields, words) in said.items():
        record = ana.look.current(ana.log.add({"kind": kind, **fields})["id"])
        assert record is not None
        assert ana.look.words(record) == words


def test_the_latest_appreciation_is_the_partners(ana: Companion) -> None:
    ana.log.thank("mine")
    assert ana.look.today().latest is None
    ana.log.thank("older", by=BEN, at="2026-11-21T10:00:00+00:00")
    ana.log.thank("newer", by=BEN, at="2026-11-21T09:30:00-05:00")
    latest = ana.look.today().latest
    assert latest is not None and latest.text == "newer"


# -- people


def test_people(ana: Companion) -> None:
    here = ana.people
    assert (here.me.id, here.partner.id, here.solo) == (ANA, BEN, False)
    for name, ident in (("ana", ANA), (" BEN ", BEN), ("me", ANA), ("A\u200bna", ANA)):
        assert here.called(name).id == ident
    assert ben(ana).people.me.id == BEN and ben(ana).people.called("me").id == BEN
    assert people.in_journal(ana.places.journal) == ("Ana", "Ben")
    assert people.in_journal("nowhere") == ()


@pytest.mark.parametrize(
    "header",
    [{}, {"people": []}, {"people": 5, "me": "a", "solo": False}, {"people": [["a", "A"]], "me": "a", "solo": False},
     {"people": [["a"], ["b"]], "me": "a", "solo": False}, {"people": [["a", "A"], ["b", "B"]], "solo": False}],
)  # fmt: skip
def test_a_header_that_names_nobody(header: dict[str, object]) -> None:
    with pytest.raises(RitualError, match="does not say who"):
        people.read(header)


def test_names_are_safe_to_show_whoever_wrote_them() -> None:
    here = people.read({"people": [["a", "A\x1b[31m\u202e\n"], ["b", "\x9bB"]], "me": "b", "solo": False})
    assert (here.me.name, here.partner.name) == ("�B", "A�[31m")


@pytest.mark.parametrize("turn", [None, "4", -1, 13, 4.5, []])
def test_a_turning_hour_that_is_none(turn: object) -> None:
    assert people.turn({"turn": turn}) == clock.TURN
    assert people.turn({"turn": 12}) == 12 and people.turn({}) == clock.TURN


def test_the_shared_run_goes_on_whoever_was_there(ana: Companion, still: Still) -> None:
    for number in range(10):
        still.move(days=1)
        ana.rituals.did("morning", present=(ANA, BEN)[number % 2])
    held = ana.look.days_with_a_ritual()
    assert (held.run, held.best) == (10, 10)
    still.move(days=1)
    assert ana.look.days_with_a_ritual().run == 10  # today is never a miss
    ana.rituals.did("bedtime")
    assert ana.look.days_with_a_ritual().run == 11
