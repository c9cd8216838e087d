"""Two machines and a target: what is ours comes across, whatever happens in between."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from ritualtui import clock
from ritualtui.companion.charts import text_summary
from ritualtui.companion.service import Companion
from ritualtui.companion.sync import pairing
from ritualtui.errors import RitualError, UsageError
from ritualtui.sync import shared_key
from ritualtui.sync.target import TargetError
from support.computers import Cut, Machine, Memory, _with, pair, three


@pytest.fixture
def target() -> Memory:
    return Memory()


def test_what_one_writes_the_other_reads(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    ana.thank("soup")
    assert ana.sync(target).sent == 1
    assert ben.sync(target).received.new == 1
    assert ben.texts() == ["soup"]
    ben.thank("walk")
    ben.sync(target)
    ana.sync(target)
    assert ana.texts() == ben.texts() == ["soup", "walk"]


def test_nothing_new_writes_nothing(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    before = dict(target.blobs)
    for machine in (ana, ben, ana, ben):
        result = machine.sync(target)
        assert (result.sent, result.received[1:], result.notes) == (0, (0, 0, 0, 0), ())
    assert target.blobs == before


def test_an_edit_and_a_removal_come_across(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    soup, walk = ana.thank("soup"), ana.thank("walk")
    ana.sync(target)
    ben.sync(target)
    ben.time.move(minutes=1)
    ben.do(lambda c: (c.log.edit(soup, {"text": "the soup"}), c.log.remove(walk)))
    ben.sync(target)
    assert ana.sync(target).received.newer == 2
    assert ana.texts() == ["the soup"]


def test_an_undo_and_a_redo_come_across_each_as_a_newer_version(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    soup = ana.thank("soup")
    for undo, then in ((True, []), (False, ["soup"]), (True, []), (False, ["soup"])):
        ana.do(lambda c: c.log.undo() if undo else c.log.redo())  # noqa: B023 (it is called at once)
        ana.sync(target)
        ben.sync(target)
        assert ana.texts() == ben.texts() == then
    ana.do(lambda c: c.log.undo())
    ben.time.move(minutes=1)
    ben.do(lambda c: c.log.edit(soup, {"text": "Ben's soup"}))
    ben.sync(target)
    ana.sync(target)
    with pytest.raises(RitualError, match="changed again"):
        ana.do(lambda c: c.log.redo())


def test_a_redo_brings_back_nothing_that_the_other_burned(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    soup = ana.thank("soup")
    ana.do(lambda c: c.log.remove(soup))
    ana.do(lambda c: c.log.undo())
    ana.sync(target)
    ben.sync(target)
    ben.do(lambda c: c.forgetting.burn(soup))
    ben.sync(target)
    ana.sync(target)
    with pytest.raises(RitualError):
        ana.do(lambda c: c.log.redo())
    assert ana.texts() == ben.texts() == []


def test_only_what_is_ours_ever_leaves(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    mine = ana.do(lambda c: c.log.add({"kind": "promise", "text": "mine", "audience": "self"})["id"])
    ana.do(lambda c: c.log.remove(c.log.add({"kind": "promise", "text": "gone", "audience": "self"})["id"]))
    assert ana.sync(target).sent == 0
    ben.sync(target)
    assert ben.texts() == [] and mine not in str(ben.everything())
    assert ana.texts("self") == ["mine"]


def test_what_is_taken_back_to_oneself_goes_from_the_other(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    soup = ana.thank("soup")
    ana.sync(target)
    ben.sync(target)
    ana.do(lambda c: c.log.edit(soup, {"audience": "self"}))
    ana.sync(target)
    ben.sync(target)
    ana.sync(target)
    assert ben.texts() == [] and ana.texts("self") == ["soup"]
    assert ana.sync(target).sent == ben.sync(target).sent == 0


def test_what_was_taken_back_is_not_lost_by_an_edit_of_the_other(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    soup = ana.thank("soup")
    ana.sync(target)
    ben.sync(target)
    ana.do(lambda c: c.log.edit(soup, {"audience": "self", "text": "soup, for me"}))
    ben.time.move(minutes=1)
    ben.do(lambda c: c.log.edit(soup, {"text": "soup by Ben"}))
    for machine in (ana, ben, ana, ben, ana):
        machine.sync(target)
    assert ana.texts() == ben.texts() == ["soup by Ben"]
    assert ana.texts("self") == ["soup, for me"]


def test_three_machines_read_each_other(tmp_path: Path, target: Memory) -> None:
    machines = three(tmp_path, target)
    for number, machine in enumerate(machines):
        machine.thank(f"from {number}")
    for machine in (*machines, *machines):
        machine.sync(target)
    assert [machine.texts() for machine in machines] == [["from 0", "from 1", "from 2"]] * 3


def test_a_clock_that_is_years_off_never_moves_ours(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    ben.time.move(days=3650)
    walk = ben.thank("from the future")
    ben.sync(target)
    ana.sync(target)
    with ana.open() as companion:
        assert companion.storage.state.last["clock"] < f"{ana.time.ms() + 86_400_000:012x}"
    ana.do(lambda c: c.log.edit(walk, {"text": "from now"}))
    ana.sync(target)
    ben.sync(target)
    assert ben.texts() == ana.texts() == ["from now"]


def test_what_is_burned_is_burned_on_both_and_in_the_target(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    word = ana.thank("a word that goes")
    ana.thank("a word that stays")
    ana.sync(target)
    ben.sync(target)
    old = set(target.blobs)
    ana.do(lambda c: c.forgetting.burn(word))
    ana.sync(target)
    ben.sync(target)
    assert ana.texts() == ben.texts() == ["a word that stays"]
    for machine in (ana, ben):
        held = b"".join(path.read_bytes() for path in Path(machine.places.home).rglob("*") if path.is_file())
        assert b"word that goes" not in held
    assert len(old & set(target.blobs)) == 2, "only the heads keep their names"


def test_two_logs_of_months_become_one(tmp_path: Path, target: Memory) -> None:
    ana, ben = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin("Ana", "Ben")
    ben.begin("Ben", "Ana")
    ana.thank("hers")
    ben.thank("his")
    ben.do(lambda c: c.log.add({"kind": "promise", "text": "his alone", "audience": "self"}))
    joined = ben.join(ana.setup(target), target)
    assert (joined.me, joined.partner) == ("Ben", "Ana")
    ana.sync(target)
    assert ana.texts() == ben.texts() == ["hers", "his"]
    assert ben.do(lambda c: c.people.me.name) == "Ben"
    assert ben.texts("self") == ["his alone"] and ana.texts("self") == []
    assert {r["by"] for r in ana.records().values()} == {
        p for p, _ in ana.do(lambda c: c.storage.state.header["people"])
    }
    assert ana.do(lambda c: sorted(c.people.names().items())) == ben.do(lambda c: sorted(c.people.names().items()))


@pytest.mark.parametrize(("share", "shown"), [("none", []), ("all", ["alone", "two"]), ("promise", ["two"])])
def test_what_was_kept_alone_is_shared_by_choice(tmp_path: Path, target: Memory, share: str, shown: list[str]) -> None:
    ana, ben = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin()
    ben.begin("Ben", "Ana", solo=True)
    ben.thank("alone")
    ben.do(lambda c: c.log.add({"kind": "promise", "text": "two"}))
    ben.join(ana.setup(target), target, share=share)
    ana.sync(target)
    assert ana.texts() == shown
    assert sorted([*ben.texts(), *ben.texts("self")]) == ["alone", "two"]


def test_a_wrong_key_is_told_before_anything_is_written(tmp_path: Path, target: Memory) -> None:
    ana, other, ben = Machine(tmp_path, 1), Machine(tmp_path, 2), Machine(tmp_path, 3)
    ana.begin()
    other.begin("Ana", "Ben")
    invite = other.setup(Memory())
    ana.setup(target)
    before = dict(target.blobs)
    with pytest.raises(RitualError, match="nothing for this invite"):
        ben.join(invite, target)
    assert target.blobs == before and not Path(ben.places.home).exists()


def test_a_copied_folder_takes_a_name_of_its_own(tmp_path: Path, target: Memory) -> None:
    import shutil

    ana, ben = pair(tmp_path, target)
    copy = Machine(tmp_path, 3)
    shutil.copytree(ana.places.home, copy.places.home)
    ana.thank("from the one")
    copy.thank("from the copy")
    copy.sync(target)
    assert copy.do(lambda c: c.storage.state.header["device"]) != ana.do(lambda c: c.storage.state.header["device"])
    ana.sync(target)
    for machine in (ana, ben, copy):
        machine.sync(target)
    assert ana.texts() == ben.texts() == copy.texts() == ["from the copy", "from the one"]
    assert len({m.do(lambda c: c.storage.state.header["device"]) for m in (ana, ben, copy)}) == 3


def test_a_folder_put_back_from_a_backup_takes_a_new_name(tmp_path: Path, target: Memory) -> None:
    import shutil

    ana, ben = pair(tmp_path, target)
    shutil.copytree(ana.places.home, tmp_path / "then")
    ana.thank("since")
    ana.sync(target)
    shutil.rmtree(ana.places.home)
    shutil.copytree(tmp_path / "then", ana.places.home)
    ana.thank("again")
    ana.sync(target)
    ben.sync(target)
    assert ana.texts() == ben.texts() == ["again", "since"]


def test_leaving_keeps_what_is_ones_own(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    ana.thank("soup")
    ana.sync(target)
    ben.sync(target)
    ben.do(lambda c: pairing.leave(c, "couple"))
    assert ben.texts() == ["soup"]
    assert not (Path(ben.places.home) / "sync" / "couple" / "target.json").exists()
    with pytest.raises(RitualError, match="Sync isn't set up yet"):
        ben.sync(target)


def test_a_place_that_keeps_nothing_is_told_before_anything_is_done(tmp_path: Path) -> None:
    class Full(Memory):
        def write(self, name: str, data: bytes) -> None:
            raise TargetError("it is full")

    ana = Machine(tmp_path, 1)
    ana.begin(solo=True)
    with pytest.raises(TargetError):
        ana.setup(Full())
    assert ana.do(lambda c: c.people.solo)
    assert not (Path(ana.places.home) / "sync" / "couple" / "target.json").exists()


def test_a_word_that_means_nothing_is_told_before_anything_is_done(tmp_path: Path, target: Memory) -> None:
    ana, ben = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin()
    invite = ana.setup(target)
    with pytest.raises(RitualError, match="can't be shared"):
        ben.join(invite, target, share="everything")
    assert not Path(ben.places.home).exists()


@pytest.mark.parametrize("lost", ["segment", "head"])
def test_a_place_that_drops_what_it_took_is_found_out_at_once(tmp_path: Path, target: Memory, lost: str) -> None:
    class Dropping(Memory):
        writes = 0

        def write(self, name: str, data: bytes) -> None:
            self.writes += 1
            if self.writes != {"segment": 1, "head": 2}[lost]:
                super().write(name, data)

    ana, ben = pair(tmp_path, target)
    ana.thank("soup")
    with pytest.raises(TargetError, match="didn't keep"):
        ana.sync(Dropping(target.blobs))
    assert ana.sync(target).sent == 1
    ben.sync(target)
    assert ben.texts() == ["soup"]


def test_a_log_that_is_joined_does_not_become_the_other_ones_by_a_slip(tmp_path: Path) -> None:
    """What each had said would be the other's then, on both machines."""
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.thank("soup")
    ana.sync(target)
    ben.sync(target)
    invite = ana.do(lambda c: pairing.invite(c, "couple"))
    before = ana.everything()
    for machine, slip in ((ana, "Ben"), (ben, "Ana")):
        with pytest.raises(UsageError, match="here already"):
            machine.join(invite, target, me=slip)
    assert ana.everything() == before
    assert ana.join(invite, target, me="Ana").me == "Ana" and ben.join(invite, target).me == "Ben"
    ana.sync(target)
    assert ana.records() == ben.records() and ana.everything() == before


def test_an_old_invite_is_refused_and_ends_nothing(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    old = str(ana.do(lambda c: pairing.invite(c, "couple")))
    new, _ = ana.do(lambda c: _with(ana, lambda: pairing.rotate(c, "couple", lambda url: target)))
    ben.join(str(new), target)
    for machine in (ana, ben, other := Machine(tmp_path, 3)):
        with pytest.raises(RitualError, match="its key is no longer used"):
            machine.join(old, target)
    assert not Path(other.places.home).exists()
    ben.thank("soup")
    assert ben.sync(target).notes == ana.sync(target).notes == ()
    assert ana.texts() == ["soup"]


class _EndsAt(Memory):
    """The process dies as it begins to write under another key than the one that is there."""

    def write(self, name: str, data: bytes) -> None:
        if name.split("/")[0] not in {known.split("/")[0] for known in self.blobs}:
            raise Cut
        super().write(name, data)


def test_a_new_key_that_was_cut_off_leaves_nobody_behind(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    dying = _EndsAt(target.blobs)
    with pytest.raises(Cut):
        ana.do(lambda c: _with(ana, lambda: pairing.rotate(c, "couple", lambda url: dying)))
    ana.thank("soup")
    (note,) = ben.sync(target).notes
    assert "has a new key now" in note
    new, _ = ana.do(lambda c: _with(ana, lambda: pairing.rotate(c, "couple", lambda url: target)))
    ben.join(str(new), target)
    assert ben.texts() == ["soup"]


@pytest.mark.parametrize("partner", ["Ben", "Somebody"])
def test_a_log_that_was_begun_apart_does_not_become_the_other_ones_by_a_slip(tmp_path: Path, partner: str) -> None:
    target = Memory()
    ana, apart = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin()
    invite = ana.setup(target)
    apart.begin("Ana", partner)
    apart.thank("written by whoever begun it")
    before, there = apart.everything(), dict(target.blobs)
    with pytest.raises(UsageError, match="This log is Ana's here already"):
        apart.join(invite, target, me="Ben")
    assert apart.everything() == before and target.blobs == there


def test_two_who_call_each_other_the_same_still_find_each_other(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin("Ana", "Dear")
    ben.begin("Ben", "Dear")
    ben.thank("soup")
    assert ben.join(ana.setup(target), target, me="Dear").partner == "Ana"
    ana.sync(target)
    assert ana.texts() == ["soup"]


def test_two_new_keys_at_once_are_one(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, target)
    opened: list[str] = []
    made: list[str] = []

    def open_(url: str) -> Memory:
        opened.append(url)
        if len(opened) == 2:  # the first sync is done, and the key is about to be replaced
            made.append(ana.do(lambda c: pairing.rotate(c, "couple", lambda url: target))[0])
        return target

    with pytest.raises(RitualError, match="Another key was made"):
        ana.do(lambda c: _with(ana, lambda: pairing.rotate(c, "couple", open_)))
    ben.join(made[0], target)
    ben.thank("soup")
    ben.sync(target)
    ana.sync(target)
    assert ana.texts() == ["soup"]


@pytest.mark.parametrize(
    "people",
    [
        (("aaaaaaaa", "Ana"), ("aaaaaaaa", "Ben")),
        (("aaaaaaaa", "Ana"), ("../../evil", "Ben")),
        (("aaaaaaaa", "Ana"), ("", "Ben")),
        (("aaaaaaaa", "Ana"), ("b\0", "Ben")),
        (("aaaaaaaa", "Ana"), ("b" * 600, "Ben")),
        (("aaaaaaaa", "Ana"), ("bbbbbbbb", "ANA")),
        (("aaaaaaaa", "Ana"), ("bbbbbbbb", "B" * 900)),
    ],
)
def test_an_invite_for_two_who_cannot_be_is_refused_at_once(
    tmp_path: Path, target: Memory, people: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    ana, ben = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin()
    given = shared_key.decoded(ana.setup(target))
    strange = shared_key.encoded(msgspec.structs.replace(given, people=people, inviter="aaaaaaaa"))
    with pytest.raises(UsageError):
        ben.join(strange, target)
    assert not Path(ben.places.home).exists()
    ben.begin("Ben", "Ana")
    before = ben.everything()
    with pytest.raises(UsageError):
        ben.join(strange, target, me="Ben")
    assert ben.everything() == before


def test_a_closeness_rating_stays_on_its_computer_until_it_is_shared(tmp_path: Path, target: Memory) -> None:
    """Neither the rating nor anything made of it: not in the log, the files, Insights, or a nudge."""
    ana, ben = pair(tmp_path, target)
    days = [clock.rfc3339(ana.time.now() - timedelta(days=n)) for n in range(52, 0, -1)]

    def lived(c: Companion) -> list[dict[str, object]]:
        thanks = [{"kind": "appreciation", "to": c.people.partner.id, "text": at, "at": at} for at in days]
        return [*thanks, *({"kind": "bid", "from": c.people.me.id, "response": "toward", "at": at} for at in days * 4)]

    for machine in (ana, ben):
        machine.do(lambda c: c.log.add_all(lived(c)))
    rated = ({"kind": "checkin", "closeness": 8 if n < 40 else 3, "text": "MINE ALONE"} for n in range(52))
    ana.do(lambda c: c.log.add_all([{**one, "at": at} for one, at in zip(rated, days, strict=True)]))
    for machine in (ana, ben, ana):
        machine.sync(target)
    assert not [r for r in ben.everything().values() if r["kind"] == "checkin"]
    files = (path for path in (tmp_path / "machine2").rglob("*") if path.is_file())
    assert not [path for path in files if b"MINE ALONE" in path.read_bytes() or b"checkin" in path.read_bytes()]
    told = {machine: machine.do(_what_is_told) for machine in (ana, ben)}
    assert "closeness" in told[ana] and "closeness" not in told[ben].casefold()
    assert any(nudge.kind == "closeness-falling" for nudge in ana.do(lambda c: c.nudges.due()))
    assert not ben.do(lambda c: c.nudges.due())
    shared = next(ident for ident, record in ana.records("self").items() if record["kind"] == "checkin")
    ana.do(lambda c: c.log.edit(shared, {"audience": "ours"}))
    ana.sync(target)
    ben.sync(target)
    assert [r["closeness"] for r in ben.records().values() if r["kind"] == "checkin"] == [8]


def _what_is_told(companion: Companion) -> str:
    """What Insights and the nudges say, in words and as data."""
    made = companion.charts.through()
    in_words = "\n".join([*text_summary.lines(made), *text_summary.replayed(made), *map(str, companion.nudges.due())])
    signals = [s for s in text_summary.document(made)["signals"] if s["baseline"] is not None]
    return f"{in_words}\n{signals}\n{text_summary.document(made)['spoken']}"
