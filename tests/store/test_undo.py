"""Two people at one machine: undo across folds, and both ways of writing saying the same."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ritualtui import clock
from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from support.homes import ANA, BEN, EVENING, Still, begun, words


def _fold(home: Places, still: Still) -> None:
    with Companion.open(home, time=still) as companion:
        companion.storage.fold()


@pytest.mark.parametrize("folds", range(4))
def test_undo_goes_back_one_by_one_across_folds(home: Places, still: Still, folds: int) -> None:
    with begun(home, still) as companion:
        first = companion.log.thank("first")
        if folds & 1:
            _fold(home, still)
        companion.refresh()
        companion.log.edit(first["id"], {"text": "edited"})
        companion.log.edit(first["id"], {"text": "edited again"})
        quick.thank(home, still, "second")
        if folds & 2:
            _fold(home, still)
        companion.refresh()
        companion.log.remove(first["id"])
        assert words(companion) == ["second"]
        for then in (["edited again", "second"], ["edited again"], ["edited"], ["first"], []):
            companion.log.undo()
            if folds & 2:
                _fold(home, still)
            companion.refresh()
            assert words(companion) == then
            ns = [change.n for change in companion.storage.state.lines]
            assert len(ns) == len(set(ns)) and ns == sorted(ns)
        with pytest.raises(RitualError, match="nothing to undo"):
            companion.log.undo()
        # A new change can be taken back after all that, and only it.
        companion.log.thank("third")
        companion.log.undo()
        with pytest.raises(RitualError, match="nothing to undo"):
            companion.log.undo()


def test_undo_leaves_what_changed_again_elsewhere(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        mine = companion.log.thank("mine")
        theirs = {**mine, "text": "theirs", "stamp": clock.make_stamp(still.ms() + 5, 0, "otherone")}
        companion.storage.put([theirs])  # as it comes from another machine
        with pytest.raises(RitualError, match="changed again"):
            companion.log.undo()
        assert words(companion) == ["theirs"]
        other = {**mine, "id": clock.uuid7(still.ms()), "text": "their own", "stamp": theirs["stamp"]}
        companion.storage.put([other])
        with pytest.raises(RitualError):
            companion.log.undo()
        assert words(companion) == ["their own", "theirs"], "what came from elsewhere is not this machine's to undo"


def test_undo_is_each_ones_own(home: Places, still: Still) -> None:
    begun(home, still).close()
    with Companion.open(home, time=still) as ana, Companion.open(home, who="Ben", time=still) as ben:
        ana.log.thank("of Ana")
        ben.log.thank("of Ben")
        quick.thank(home, still, "of Ben, quickly", who="Ben")
        ana.log.undo()
        ana.refresh()
        assert words(ana) == ["of Ben", "of Ben, quickly"]
        with pytest.raises(RitualError, match="nothing to undo"):
            ana.log.undo()
        _fold(home, still)
        ben.log.undo()
        ben.log.undo()
        assert words(ben) == []


def test_a_large_change_can_be_taken_back_after_folds(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        fields = {"kind": "appreciation", "to": BEN}
        companion.log.add_all([{**fields, "text": f"{number} {'x' * 9_000}"} for number in range(150)])
        size = Path(home.journal).stat().st_size
        assert size > 1 << 20
        for _ in range(3):
            companion.tidy()
            companion.refresh()
        assert companion.storage.state.header["generation"] == 2, "what is carried for undo is no reason to fold again"
        companion.log.undo()
        assert words(companion) == []


def test_what_is_older_than_a_day_is_not_carried_along(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        for number in range(5):
            companion.log.thank(f"day {number}")
            still.move(hours=20)
        companion.storage.fold()
        assert [json.loads(bytes(line.set[0]))["text"] for line in companion.storage.state.lines] == ["day 4"]
        still.move(hours=5)
        with pytest.raises(RitualError, match="more than a day"):
            companion.log.undo()


def _read(home: Places, still: Still, ident: str) -> dict[str, Any]:
    with Companion.open(home, time=still) as companion:
        raw = companion.raw(ident)
        assert raw is not None
        return raw


@pytest.mark.parametrize("solo", [False, True])
@pytest.mark.parametrize("who", [None, "Ben"])
def test_both_ways_of_writing_make_the_same_record(home: Places, still: Still, solo: bool, who: str | None) -> None:
    begun(home, still, solo=solo).close()
    at = EVENING - timedelta(hours=1)
    for fields, quickly in (
        ({"kind": "appreciation", "text": "e\u0301 \0thanks ", "tags": ["dog", "cat"]},
         lambda: quick.thank(home, still, "e\u0301 \0thanks ", who=who, tags=("dog", "cat"))),
        ({"kind": "appreciation", "text": "x", "at": clock.rfc3339(at)},
         lambda: quick.thank(home, still, "x", who=who, when=lambda moment: at)),
        ({"kind": "appreciation", "text": "x", "to": ANA, **({"by": BEN} if who else {"voice": BEN})},
         lambda: quick.thank(home, still, "x", who=who, by="ben")),
        ({"kind": "bid", "response": "toward", "text": "look"},
         lambda: quick.bid(home, still, "toward", "look", who=who)),
        ({"kind": "bid", "response": None, "from": ANA}, lambda: quick.bid(home, still, None, who=who, from_="Ana")),
    ):  # fmt: skip
        still.move(seconds=1)
        kept = quickly()
        with Companion.open(home, who, still) as companion:
            partner = companion.people.partner.id
            default = {"to": partner} if fields["kind"] == "appreciation" else {"from": partner}
            record = companion.log.add({**default, **fields})
        one, two = (_read(home, still, ident) for ident in (kept.record["id"], record["id"]))
        assert one.pop("stamp") < two.pop("stamp") and one.pop("id") != two.pop("id")
        assert one == two


def test_a_clock_that_was_never_set_loses_nothing(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.log.thank("one")
        still.set(datetime(1951, 3, 1, 12, tzinfo=UTC))
        quick.thank(home, still, "a clock that was never set")
        companion.refresh()
        companion.log.thank("by the full way")
        still.set(EVENING + timedelta(hours=20))
        assert companion.log.undo()[0] == "appreciation"
        assert words(companion) == ["a clock that was never set", "one"]
