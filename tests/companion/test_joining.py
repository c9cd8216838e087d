"""Beginning alone, joining later: nothing that was not chosen is ever seen by the partner, nothing vanishes for me."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ritualtui import clock, places
from ritualtui.companion import partner_joins, people, quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from support.homes import ANA, BEN, Still, begun, words

FIELDS: dict[str, dict[str, Any]] = {
    "appreciation": {"to": BEN, "text": "w"}, "bid": {"from": BEN, "response": "toward", "text": "w"},
    "ritual": {"ritual": "bedtime", "parked": ["w"]}, "checkin": {"closeness": 7, "text": "w"},
    "care": {"channel": "tea", "text": "w"}, "landed": {"channel": "tea", "about": "w"}, "repair": {"text": "w"},
    "promise": {"text": "w"}, "detail": {"text": "w"}, "outing": {"text": "w"},
    "milestone": {"text": "w", "on": "2026-12-24"}, "meeting": {"feeling": "w"},
    "answer": {"question": "q", "asked": "w", "text": "w"}, "plan": {"ritual": "bedtime", "since": "2026-11-21"},
    "pause": {"since": "2026-11-21", "why": "ill"}, "mark": {"of": "x", "mark": "favourite", "text": "w"},
}  # fmt: skip
"""A record of every kind."""


@pytest.fixture
def ana(home: Places, still: Still) -> Iterator[Companion]:
    """A log of Ana alone."""
    with begun(home, still, solo=True, plans=True) as companion:
        yield companion


def ben(companion: Companion) -> Companion:
    return Companion.open(companion.places, "Ben", companion.time)


def seen_by_ben(companion: Companion) -> set[str]:
    """The ids that Ben sees, but for the plans that a log begins with."""
    with ben(companion) as his:
        return {r.id for r in his.visible() if not (r.kind == "plan" and not getattr(r, "since", None))}


def ids(companion: Companion) -> set[str]:
    return {r.id for r in companion.visible()}


def live_alone(companion: Companion, kind: str) -> str:
    return str(companion.log.add({"kind": kind, **FIELDS[kind]})["id"])


@pytest.mark.parametrize("kind", FIELDS)
def test_alone_everything_is_for_oneself(ana: Companion, kind: str) -> None:
    kept = ana.log.add({"kind": kind, **FIELDS[kind], "audience": "ours"})
    assert (kept["by"], kept["audience"]) == (ANA, "self")
    assert kept["id"] in ids(ana)
    assert seen_by_ben(ana) == set()


@pytest.mark.parametrize("kind", FIELDS)
def test_what_one_writes_in_the_others_name_is_ones_own(ana: Companion, kind: str) -> None:
    kept = ana.log.add({"kind": kind, "by": BEN, **FIELDS[kind]})
    assert (kept["by"], kept["voice"], kept["audience"]) == (ANA, BEN, "self")
    partner_joins.join(ana, {})
    assert kept["id"] in ids(ana)
    assert kept["id"] not in seen_by_ben(ana)


def test_by_the_quick_way_too(ana: Companion, home: Places, still: Still) -> None:
    kept = quick.thank(home, still, "for the tea", by="Ben")
    assert (kept.record["by"], kept.record["voice"], kept.record["audience"]) == (ANA, BEN, "self")
    quick.thank(home, still, "for the lamp")
    ana.refresh()
    latest = ana.look.today().latest
    assert latest is not None and latest.text == "for the tea"
    assert [r.id for r in ana.look.listed(person=BEN)] == [kept.record["id"]]


def test_a_guided_ritual_alone_is_all_mine(ana: Companion) -> None:
    guide = ana.rituals.begin("morning", present="both")
    while guide.page is not None:
        guide.forward({"words": "w", "number": 5, "lines": "w"}.get(guide.page.wants))
    assert {(r.by, r.audience) for r in ana.visible() if r.kind != "plan"} == {(ANA, "self")}
    guide.back()
    guide.back()
    guide.forward("other words")
    partner_joins.join(ana, {})
    assert seen_by_ben(ana) == set()


def test_an_import_alone_is_all_mine_and_the_others_too(ana: Companion) -> None:
    at = "2026-11-19T19:30:00Z"
    lines = [
        {"kind": "appreciation", "by": "Ben", "to": "Ana", "at": at, "text": "his"},
        {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": at, "text": "mine", "audience": "ours"},
        {"kind": "detail", "by": "Ben", "at": at, "text": "his surprise", "audience": "self"},
    ]
    ana.transfer.take(map(json.dumps, lines))
    assert words(ana) == ["his", "his surprise", "mine"]
    partner_joins.join(ana, {})
    assert words(ana) == ["his", "his surprise", "mine"]
    assert seen_by_ben(ana) == set()
    again = list(ana.transfer.lines(ana.look.listed()))
    assert sorted(json.loads(line).get("voice", "") for line in again) == ["", "Ben", "Ben"]


def test_what_is_chosen_is_shared_and_nothing_else(ana: Companion) -> None:
    made = {kind: live_alone(ana, kind) for kind in FIELDS}
    before = ids(ana)
    offer = partner_joins.offered(ana)
    assert set(offer) == set(FIELDS) - {"mark"}, "marks are nobody else's"
    done = partner_joins.join(ana, partner_joins.read_share("bid, detail", offer))
    assert (done.shared, done.changed) == ({"bid": 1, "detail": 1}, 0)
    assert sum(done.kept.values()) == len(offer) - 2
    assert seen_by_ben(ana) == {made["bid"], made["detail"]}
    assert ids(ana) == before
    assert not ana.people.solo


def test_all_is_all_but_marks(ana: Companion) -> None:
    made = {kind: live_alone(ana, kind) for kind in FIELDS}
    partner_joins.join(ana, partner_joins.read_share("all", partner_joins.offered(ana)))
    assert seen_by_ben(ana) == set(made.values()) - {made["mark"]}


def test_sealed_is_never_offered_nor_shared(ana: Companion) -> None:
    kept = ana.log.add({"kind": "detail", "text": "w", "audience": "sealed"})
    assert partner_joins.offered(ana) == {}
    partner_joins.join(ana, {kept["id"]: kept["stamp"]})
    assert seen_by_ben(ana) == set()
    assert ana.raw(kept["id"])["audience"] == "sealed"  # type: ignore[index]


def test_undo_takes_all_of_it_back_as_one(ana: Companion, home: Places) -> None:
    one, two = live_alone(ana, "appreciation"), live_alone(ana, "bid")
    names = ana.people.names()
    partner_joins.join(
        ana, partner_joins.choice(r for r in ana.visible() if r.id in (one, two)), partner="Benno", both_here=True
    )
    assert (ana.people.partner.name, ana.people.both, ana.people.solo) == ("Benno", True, False)
    ana.log.undo()
    assert ana.people.names() == names
    assert (ana.people.both, ana.people.solo) == (False, True)
    ana.storage.fold()
    with Companion.open(home, time=ana.time) as again:
        assert again.people.solo
        assert seen_by_ben(again) == set()
        assert {one, two} <= ids(again)


def test_undo_after_a_fold(ana: Companion, home: Places) -> None:
    live_alone(ana, "appreciation")
    partner_joins.join(ana, partner_joins.read_share("all", partner_joins.offered(ana)))
    ana.storage.fold()
    with Companion.open(home, time=ana.time) as again:
        assert not again.people.solo
        assert again.log.undo()[0] == "together"
        assert again.people.solo
    assert seen_by_ben(ana) == set()


def test_joining_with_nothing_to_share_is_a_change_all_the_same(ana: Companion) -> None:
    partner_joins.join(ana, {})
    assert not ana.people.solo
    what, after = ana.log.undo()
    assert (what, after) == ("together", [])
    assert ana.people.solo


def test_joining_is_not_undone_from_under_what_the_other_kept_since(ana: Companion) -> None:
    partner_joins.join(ana, {})
    with ben(ana) as his:
        kept = his.log.thank("mine, really")
    ana.refresh()
    with pytest.raises(RitualError, match="has saved something here since"):
        ana.log.undo()
    assert kept["id"] in ids(ana) and not ana.people.solo


def test_what_changed_since_it_was_looked_at_is_left_out(ana: Companion) -> None:
    one, two = live_alone(ana, "appreciation"), live_alone(ana, "promise")
    chosen = partner_joins.read_share("all", partner_joins.offered(ana))
    ana.log.edit(one, {"text": "words that nobody reviewed"})
    assert partner_joins.join(ana, chosen).changed == 1
    assert seen_by_ben(ana) == {two}


def test_alone_again_removes_nothing_and_shares_nothing_more(ana: Companion, still: Still) -> None:
    first = live_alone(ana, "appreciation")
    kept_apart = live_alone(ana, "promise")
    partner_joins.join(ana, partner_joins.read_share("appreciation", partner_joins.offered(ana)))
    ours = live_alone(ana, "bid")
    with ben(ana) as his:
        his_own = his.log.add({"kind": "detail", "text": "a surprise"})["id"]
        his_ours = his.log.thank("his thanks")["id"]
    ana.refresh()
    partner_joins.part(ana)
    still.move(hours=1)
    after = live_alone(ana, "appreciation")
    ana.transfer.take([json.dumps({"kind": "promise", "by": "Ana", "at": "2020-01-01T12:00:00Z", "text": "old"})])
    assert seen_by_ben(ana) == {first, ours, his_own, his_ours}
    assert his_own not in ids(ana)
    assert set(partner_joins.offered(ana)) == {"appreciation"}, "what was kept apart on purpose is not brought up again"
    partner_joins.join(ana, partner_joins.read_share("all", partner_joins.offered(ana)))
    assert seen_by_ben(ana) == {first, ours, his_own, his_ours, after}
    assert kept_apart in ids(ana)
    with ben(ana) as his:
        assert his.raw(his_ours)["by"] == BEN  # type: ignore[index]


def test_being_alone_again_is_undone(ana: Companion) -> None:
    partner_joins.join(ana, {})
    partner_joins.part(ana)
    assert ana.people.solo
    assert ana.log.undo()[0] == "alone"
    assert not ana.people.solo


def test_streaks_go_on(ana: Companion, still: Still) -> None:
    for days in range(6, 0, -1):
        ana.rituals.did("bedtime", ana.parse_when(f"{days} days ago 22:00"))
    before = {r.ritual.id: (r.run, r.best) for r in ana.look.rituals()}
    shared = ana.look.days_with_a_ritual()
    partner_joins.join(ana, {})
    ana.rituals.did("bedtime")
    after = {r.ritual.id: (r.run, r.best) for r in ana.look.rituals()}
    assert before["bedtime"] == (6, 6) and after["bedtime"] == (7, 7)
    assert ana.look.days_with_a_ritual().run == shared.run + 1


def test_what_was_done_alone_can_be_done_together_the_same_day(ana: Companion) -> None:
    ana.rituals.did("bedtime")
    assert ana.rituals.did("bedtime")[2] is False
    partner_joins.join(ana, {})
    assert ana.rituals.did("bedtime")[2] is True
    assert ana.rituals.did("bedtime")[2] is False
    assert len(seen_by_ben(ana)) == 1
    assert [r.run for r in ana.look.rituals() if r.ritual.id == "bedtime"] == [1]


def test_records_of_an_older_log_are_closed(ana: Companion) -> None:
    """A log begun alone by an earlier version has records of *ours*, in both names."""

    def old(number: int, **more: Any) -> dict[str, Any]:
        at = {"at": "2026-11-20T20:00:00+00:00", "day": "2026-11-20", "audience": "ours"}
        ident = f"01a1f000-0000-7000-8000-{number:012d}"
        return {"id": ident, "kind": "appreciation", **at, **more, "stamp": f"01a1f0000000-{number:04x}-deviceaa"}

    mine, his, chosen = (
        old(1, by=ANA, to=BEN, text="mine"), old(2, by=BEN, to=ANA, text="his"), old(3, by=BEN, to=ANA, text="chosen"),
    )  # fmt: skip
    unknown = {**old(4), "kind": "of-tomorrow", "by": BEN, "note": "kept"}
    ana.storage.put([mine, his, chosen, unknown])
    ana.refresh()
    before = ids(ana)
    partner_joins.join(ana, {chosen["id"]: chosen["stamp"]})
    assert ids(ana) == before
    assert seen_by_ben(ana) == {chosen["id"]}
    assert (ana.raw(his["id"])["by"], ana.raw(his["id"])["voice"]) == (ANA, BEN)  # type: ignore[index]
    assert ana.raw(unknown["id"])["audience"] == "self"  # type: ignore[index]
    assert ana.raw(unknown["id"])["note"] == "kept"  # type: ignore[index]


def test_who_may_say_who_takes_part(ana: Companion) -> None:
    with ben(ana) as his, pytest.raises(RitualError, match="Only Ana"):
        partner_joins.join(his, {})
    partner_joins.join(ana, {})
    with pytest.raises(RitualError, match="is already taking part"):
        partner_joins.join(ana, {})
    with ben(ana) as his, pytest.raises(RitualError, match="Only Ana"):
        partner_joins.part(his)


@pytest.mark.parametrize("share", ["everything", "none,bid", "all,bid", "", "mark", "bid,,ritual"])
def test_a_share_that_means_nothing_is_refused(ana: Companion, share: str) -> None:
    with pytest.raises(UsageError):
        partner_joins.read_share(share, {})


def test_a_partner_who_has_no_name_gets_one(home: Places, still: Still) -> None:
    with Companion.begin(home, "Ana", solo=True, time=still) as companion:
        with pytest.raises(UsageError, match="needs a name"):
            partner_joins.join(companion, {})
        with pytest.raises(UsageError):
            partner_joins.join(companion, {}, partner="ana")
        assert companion.people.solo
        partner_joins.join(companion, {}, partner="Ben")
        assert companion.people.partner.name == "Ben"


def test_an_edit_opens_nothing_while_one_is_alone(ana: Companion) -> None:
    kept = live_alone(ana, "appreciation")
    for changes in ({"audience": "ours"}, {"by": BEN}, {"voice": BEN}, {"by": BEN, "audience": "ours"}):
        with pytest.raises(UsageError):
            ana.log.edit(kept, changes)
    ana.log.edit(kept, {"text": "mended"})
    assert seen_by_ben(ana) == set() and "mended" in words(ana)


def test_going_back_to_a_backup_never_shares(ana: Companion) -> None:
    partner_joins.join(ana, {})
    kept = live_alone(ana, "appreciation")
    keeping = Keeping(ana.places, ana.time)
    backup = keeping.find(keeping.backup())
    ana.refresh()
    ana.log.edit(kept, {"text": "for nobody else", "audience": "self"})
    with ben(ana) as his:
        Keeping(his.places, his.time).restore(backup, who="Ben")
        with pytest.raises(RitualError):
            ana.log.undo() and pytest.fail("it was not hers")
    ana.refresh()
    assert words(ana) == ["w"] and seen_by_ben(ana) == set()


def test_facts_are_there_for_every_way_of_reading(ana: Companion, home: Places, still: Still) -> None:
    partner_joins.join(ana, {}, partner="Benno", both_here=True)
    assert people.in_journal(home.journal) == ("Ana", "Benno")
    known = people.at(home.journal)
    assert known is not None and known.both
    with pytest.raises(people.WhoIsHere):
        quick.thank(home, still, "who?")
    kept = quick.thank(home, still, "for the bread", who="Benno")
    assert (kept.record["by"], kept.record["audience"]) == (BEN, "ours")
    assert quick.bid(home, still, None, who="Ana").people.partner.name == "Benno", "carried on in every line"
    with pytest.raises(people.WhoIsHere):
        Companion.open(home, time=still)
    os.remove(home.journal)
    with Companion.open(home, "Ana", still) as again:  # what stood only there is lost, and said to be
        assert again.people.solo


def test_a_log_put_together_again_knows_who_takes_part(ana: Companion, home: Places, still: Still) -> None:
    partner_joins.join(ana, {})
    ana.storage.fold()
    partner_joins.part(ana)
    ana.storage.fold()
    ana.close()
    Path(home.data).write_text("{")
    Keeping(home, still).restore()
    with Companion.open(home, time=still) as again:
        assert again.people.solo, "an older journal's facts are older"


def test_a_kill_at_any_byte_leaves_both_or_neither(ana: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    made = [live_alone(ana, kind) for kind in ("appreciation", "bid", "promise")]
    size = os.path.getsize(home.journal)
    partner_joins.join(ana, partner_joins.read_share("bid,promise", partner_joins.offered(ana)))
    whole = Path(home.journal).read_bytes()
    data = Path(home.data).read_bytes()
    for n, end in enumerate([*range(size, len(whole), 97), len(whole) - 1, len(whole)]):
        cut = places.find(str(tmp_path / f"cut{n}"))
        os.makedirs(cut.home)
        Path(cut.data).write_bytes(data)
        Path(cut.journal).write_bytes(whole[:end])
        with Companion.open(cut, "Ana", still) as found:
            complete = end == len(whole)
            assert found.people.solo is not complete
            assert seen_by_ben(found) == (set(made[1:]) if complete else set())
            assert set(made) <= ids(found)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_unchosen_is_ever_seen_and_nothing_vanishes(data: st.DataObject) -> None:
    """Whatever is kept alone, however, over several times of being alone and together."""
    still = Still()
    with tempfile.TemporaryDirectory() as folder, begun(places.find(folder), still, solo=True) as companion:
        allowed: set[str] = set()
        for _ in range(data.draw(st.integers(1, 3))):
            for _ in range(data.draw(st.integers(0, 6))):
                still.move(minutes=7)
                kind = data.draw(st.sampled_from(sorted(FIELDS)))
                way = data.draw(st.sampled_from(["mine", "his", "ours", "import", "import his", "quick", "edit", "rm"]))
                fields = {"kind": kind, **FIELDS[kind]}
                if way == "quick":
                    quick.thank(companion.places, still, "w", by=data.draw(st.sampled_from(["Ana", "Ben"])))
                    companion.refresh()
                elif way in ("edit", "rm"):
                    mine = sorted(ids(companion))
                    if mine:
                        ident = data.draw(st.sampled_from(mine))
                        if way == "rm":
                            companion.log.remove(ident)
                        else:
                            companion.log.edit(ident, {"at": clock.rfc3339(still.now())})
                elif way.startswith("import"):
                    by = BEN if way == "import his" else ANA
                    line = {**fields, "by": by, "at": "2021-03-01T20:00:00+00:00",
                            "audience": data.draw(st.sampled_from(["ours", "self"]))}  # fmt: skip
                    named = {k: {ANA: "Ana", BEN: "Ben"}.get(v, v) if isinstance(v, str) else v
                             for k, v in line.items()}  # fmt: skip
                    companion.transfer.take([json.dumps(named)])
                else:
                    more = {"mine": {}, "his": {"by": BEN}, "ours": {"audience": "ours"}}[way]
                    companion.log.add({**fields, **more})
                if data.draw(st.booleans()):
                    companion.storage.fold()
            # before: what Ben was shown in an earlier time together, and nothing else
            assert seen_by_ben(companion) <= allowed
            before = ids(companion)
            offer = [record for many in partner_joins.offered(companion).values() for record in many]
            picked = data.draw(st.lists(st.sampled_from(offer), unique_by=lambda r: r.id)) if offer else []
            partner_joins.join(companion, partner_joins.choice(picked))
            allowed |= {record.id for record in picked}
            assert seen_by_ben(companion) == allowed & ids(companion)
            assert ids(companion) == before
            if data.draw(st.booleans()):
                companion.log.undo()
                allowed -= {record.id for record in picked}
                assert seen_by_ben(companion) == allowed & ids(companion)
                assert ids(companion) == before
            else:
                partner_joins.part(companion)
                assert seen_by_ben(companion) == allowed & ids(companion)
