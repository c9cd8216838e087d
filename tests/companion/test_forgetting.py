"""Burning and forgetting, as a person meets them: who may, what goes with it, what the other keeps, what is said."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from ritualtui.clock import rfc3339
from ritualtui.companion import quick
from ritualtui.companion.people import NotBegun
from ritualtui.companion.service import Companion
from ritualtui.companion.since_last_visit import Welcome
from ritualtui.errors import RitualError, UsageError
from ritualtui.kinds import Pause, Plan, Ritual
from ritualtui.places import Places
from support.homes import ANA, BEN, EVENING, Still, begun, picture, words

UNKNOWN = "00000000-0000-7000-8000-000000000000"


def _all_bytes(home: Places) -> bytes:
    return b"\n".join(picture(home.home).values())


# -- a record


def test_a_burned_record_is_gone_and_leaves_id_kind_and_stamp(home: Places, still: Still) -> None:
    with begun(home, still) as ana:
        kept = ana.log.thank("the words themselves")
        result = ana.forgetting.burn(kept["id"])
        assert result.records == 1 and not result.pending and result.left == ()
        assert words(ana) == [] and list(ana.of(Pause)) == []
        raw = ana.raw(kept["id"])
        assert raw == {
            "id": kept["id"],
            "kind": "appreciation",
            "stamp": raw and raw["stamp"],
            "deleted": True,
            "burned": True,
        }
        assert raw["stamp"] > kept["stamp"]
        quick.thank(home, still, "another")
        with pytest.raises(UsageError, match="There's no entry"):
            ana.log.find(kept["id"])
    assert b"the words themselves" not in _all_bytes(home)


def test_who_may_burn(home: Places, still: Still) -> None:
    with begun(home, still) as ana, Companion.open(home, "Ben", still) as ben:
        ours = ana.log.thank("ours")
        mine = ana.log.add({"kind": "checkin", "closeness": 7, "text": "mine", "audience": "self"})
        removed = ana.log.add({"kind": "detail", "text": "removed since", "audience": "self"})
        ana.log.remove(removed["id"])
        ben.refresh()
        before = picture(home.home)
        for ident in (mine["id"], removed["id"], UNKNOWN, "no id at all", ""):
            with pytest.raises(UsageError) as err:
                ben.forgetting.burn(ident)
            assert "\n" not in str(err.value)
        with pytest.raises(UsageError):
            ben.forgetting.burn_all([ours["id"], mine["id"]])
        assert picture(home.home) == before, "all or none"
        ben.forgetting.burn(ours["id"])
        ana.refresh()
        assert words(ana) == ["mine"]
        ana.forgetting.burn_all([mine["id"], removed["id"], mine["id"]])
        assert words(ana) == []
    assert not any(word in _all_bytes(home) for word in (b'"ours"}', b'"mine"', b"removed since"))


def test_nothing_to_burn_changes_nothing(home: Places, still: Still) -> None:
    with begun(home, still) as ana:
        ana.log.thank("words")
        before = picture(home.home)
        assert ana.forgetting.burn_all([]).records == 0
        assert picture(home.home) == before


def test_a_damaged_log_is_mended_before_anything_is_burned(home: Places, still: Still) -> None:
    with begun(home, still) as ana:
        kept = ana.log.thank("words")
        Path(home.data).write_bytes(b"")
        with pytest.raises(RitualError, match="restore"):
            ana.forgetting.burn(kept["id"])


# -- a person


def _both_have_said_things(home: Places, still: Still) -> None:
    def done(companion: Companion, day: int, **more: object) -> None:
        at = rfc3339(EVENING - timedelta(days=day))
        companion.log.add({"kind": "ritual", "ritual": "bedtime", "at": at, "complete": True, **more})

    begun(home, still, plans=True).close()
    with Companion.open(home, time=still) as ana, Companion.open(home, "Ben", still) as ben:
        for day in range(1, 9):
            done(ana if day % 2 else ben, day, parked=["ana's to-do"] if day == 3 else [])
        done(ana, 9, present=ANA, audience="self")
        ana.log.thank("ana to ben")
        ben.refresh()
        ben.log.thank("ben to ana")
        Welcome(ben).unseen()
        ana.refresh()
        Welcome(ana).unseen()
        kept = ana.log.thank("ana, and removed")
        ana.log.remove(kept["id"])
        ana.log.add({"kind": "repair", "text": "ana's repair"})
        ana.log.add({"kind": "detail", "text": "ana's surprise"})
        ana.log.add({"kind": "pause", "since": "2026-11-01", "until": "2026-11-03"})
        ana.log.add({"kind": "pause", "since": "2026-10-01", "until": "2026-10-03", "audience": "self"})
        bid = ana.log.bid("toward", "ana's bid")
        ben.refresh()
        Welcome(ben).reply(ben.log.find(bid["id"]), "ben's reply")
        ben.log.add({"kind": "detail", "text": "ben's surprise"})


def test_forgetting_me_leaves_the_other_the_days_without_my_words(home: Places, still: Still) -> None:
    _both_have_said_things(home, still)
    with Companion.open(home, "Ben", still) as ben, Companion.open(home, time=still) as ana:
        runs = [(card.run, card.best, card.recent, card.dots) for card in ben.look.today().rituals]
        assert any(run for run, *_ in runs)
        when = sorted((r.day, r.at, r.present, r.complete) for r in ben.of(Ritual))
        listed = [(r.kind, r.day) for r in ben.look.listed(kinds=("ritual",))]
        own = words(ben)
        result = ana.forgetting.forget_me()
        assert result.records > 8 and result.left == () and not result.pending
        assert ana.people.me.name == "someone" and words(ana) == ["ben to ana", "ben's reply"]
        ben.refresh()
        assert ben.people.partner.name == "someone"
        assert words(ben) == [text for text in own if text.startswith("ben")]
        assert [(card.run, card.best, card.recent, card.dots) for card in ben.look.today().rituals] == runs
        assert sorted((r.day, r.at, r.present, r.complete) for r in ben.of(Ritual)) == when
        assert [(r.kind, r.day) for r in ben.look.listed(kinds=("ritual",))] == listed
        assert [pause.since for pause in ben.of(Pause)] == ["2026-11-01"]
        assert {plan.ritual for plan in ben.of(Plan)} == {"morning", "reunion", "bedtime"}
        assert [r.parked for r in ana.of(Ritual) if r.parked] == []
        assert [r for r in ana.visible() if r.audience == "self"] == []
        assert ben.notes() == ana.notes() == []
    assert json.loads(Path(home.seen).read_bytes()).keys() == {BEN}
    said = _all_bytes(home).lower()
    assert [trace for trace in (b'"ana"', b"ana to", b"ana's", b"ana, and") if trace in said] == []


def test_forgetting_me_twice_and_both_of_us(home: Places, still: Still) -> None:
    _both_have_said_things(home, still)
    with Companion.open(home, time=still) as ana:
        ana.forgetting.forget_me()
        rituals = len(ana.of(Ritual))
        ana.forgetting.forget_me()
        assert len(ana.of(Ritual)) == rituals
    with Companion.open(home, "Ben", still) as ben:
        ben.forgetting.forget_me()
        assert (ben.people.me.name, ben.people.partner.name) == ("someone else", "someone")
        assert words(ben) == [] and len(ben.of(Ritual)) == rituals
    with Companion.open(home, "someone else", still) as companion:
        assert companion.people.me.id == BEN
        companion.log.thank("and a new beginning")
    said = _all_bytes(home).lower()
    for ident in (ANA, BEN):
        said = said.replace(ident.encode(), b"")
    assert b"ana" not in said and b'"ben' not in said and b"ben's" not in said and b"ben to" not in said


def test_forgetting_me_where_one_begins_alone(home: Places, still: Still) -> None:
    with Companion.begin(home, "Ana", solo=True, time=still, ids=(ANA, BEN)) as ana:
        ana.log.checkin("alone with it", closeness=4)
        ana.forgetting.forget_me()
        assert words(ana) == [] and ana.people.solo
        assert (ana.people.me.name, ana.people.partner.name) == ("someone", "your partner")
    assert b"alone with it" not in _all_bytes(home)


# -- everything


def test_everything_of_ours_goes_and_nothing_else(home: Places, still: Still, tmp_path: Path) -> None:
    _both_have_said_things(home, still)
    Path(home.home, "letter.txt").write_text("mine")
    Path(home.home, "photos").mkdir()
    Path(home.backups, "notes.txt").write_text("mine too")
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('theme = "hearth"\n')
    with Companion.open(home, time=still) as ana:
        ana.storage.fold()
        ana.keeping.backup()
        result = ana.forgetting.forget_everything()
    assert sorted(picture(home.home)) == ["backups", "backups/notes.txt", "letter.txt", "photos"]
    assert Path(home.settings).exists()
    assert not result.pending and "ritualtui.json" in result.removed
    assert sorted(line.split(" was left")[0] for line in result.left) == sorted(
        str(Path(home.home, name)) for name in ("letter.txt", "photos", "backups/notes.txt")
    )
    with pytest.raises(NotBegun):
        Companion.open(home, time=still)
    with begun(home, still) as ana:
        assert words(ana) == []


def test_everything_and_the_settings_too(home: Places, still: Still) -> None:
    begun(home, still).close()
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('theme = "hearth"\n')
    with Companion.open(home, time=still) as ana:
        result = ana.forgetting.forget_everything(settings=True)
    assert result.left == () and home.settings in result.removed
    assert not Path(home.home).exists() and os.listdir(home.config) == []


def test_a_home_that_was_named_stays_a_folder(tmp_path: Path, still: Still) -> None:
    home = Places(str(tmp_path / "named"), str(tmp_path / "named"))
    begun(home, still).close()
    Path(home.settings).write_text('theme = "hearth"\n')
    with Companion.open(home, time=still) as ana:
        (left,) = ana.forgetting.forget_everything().left
    assert os.listdir(home.home) == ["config.toml"] and left.startswith(home.settings)


def test_an_open_companion_of_another_writes_nothing_to_what_was_forgotten(home: Places, still: Still) -> None:
    with begun(home, still) as ana, Companion.open(home, "Ben", still) as ben:
        ana.log.thank("words")
        ben.refresh()
        ana.forgetting.forget_everything()
        for doing in (lambda: ben.log.thank("more"), ben.refresh, lambda: quick.thank(home, still, "quickly")):
            with pytest.raises(RitualError):
                doing()
    assert [name for name in picture(home.home) if not name.endswith("-lock")] == []
