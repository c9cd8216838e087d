"""What one typed for oneself alone on the partner's computer: it comes to one's own, and goes from there."""

from pathlib import Path

from ritualtui.companion import partner_joins
from ritualtui.companion.service import Companion
from support.computers import Machine, Memory, pair, three


def typed_for(machine: Machine, text: str, whose: str) -> str:
    """A follow-up of the person with this name, typed on ``machine``."""

    def add(one: Companion) -> str:
        return str(
            one.log.add({"kind": "detail", "by": one.people.called(whose).id, "text": text, "due": one.today})["id"]
        )

    return str(machine.do(add))


def in_files(machine: Machine, word: str) -> list[str]:
    return [
        str(path)
        for path in Path(machine.places.home).rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


def seen(machine: Machine) -> list[str]:
    return machine.do(lambda one: sorted(getattr(r, "text", "") for r in one.visible()))  # type: ignore[no-any-return]


def test_it_comes_to_ones_own_and_goes_from_where_it_was_typed(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    typed_for(ana, "canary of Ben", "Ben")
    typed_for(ana, "surprise of Ana", "Ana")
    assert ana.sync(target).sent == 1
    assert in_files(ana, "canary"), "until it has arrived it is here"
    received = ben.sync(target).received
    assert (received.new, received.newer) == (1, 0)
    assert seen(ben) == ["canary of Ben"]
    assert seen(ana) == ["surprise of Ana"]
    ana.sync(target)
    assert not in_files(ana, "canary") and in_files(ana, "surprise")
    assert not in_files(ben, "surprise")
    assert not [name for name, data in target.blobs.items() if b"canary" in data or b"surprise" in data]
    assert seen(ben) == ["canary of Ben"]


def test_nothing_more_goes_once_it_has_arrived(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    typed_for(ana, "the dentist", "Ben")
    for machine in (ana, ben, ana, ben):
        machine.sync(target)
    assert [machine.sync(target).sent for machine in (ana, ben)] == [0, 0]
    assert all(sum(machine.sync(target).received[1:4]) == 0 for machine in (ana, ben))


def test_what_was_taken_back_or_changed_before_it_arrived_comes_as_it_is_then(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    gone, changed = typed_for(ana, "canary gone", "Ben"), typed_for(ana, "the dentist", "Ben")
    ana.sync(target)
    ana.who = "Ben"
    ana.do(lambda one: one.log.remove(gone))
    ana.do(lambda one: one.log.edit(changed, {"text": "the dentist, at four"}))
    ana.who = None
    for machine in (ana, ben, ana):
        machine.sync(target)
    assert seen(ben) == ["the dentist, at four"] and seen(ana) == []


def test_the_others_second_computer_is_passed_by_without_a_word(tmp_path: Path) -> None:
    target = Memory()
    ana, ben, second = three(tmp_path, target)
    typed_for(ana, "canary of Ben", "Ben")
    ana.sync(target)
    result = second.sync(target)
    assert (result.left_out, result.notes) == (0, ())
    assert not in_files(second, "canary")
    for machine in (ben, ana, second, ben):
        machine.sync(target)
    assert seen(ben) == ["canary of Ben"] and not in_files(ana, "canary")


def test_cut_off_after_it_was_read_it_is_there_once(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    typed_for(ana, "the dentist", "Ben")
    ana.sync(target)
    before = ben.copy(9)
    ben.sync(target)
    before.sync(target)
    for machine in (ana, ben, ana, before, ben):
        machine.sync(target)
    assert seen(ben) == ["the dentist"] == seen(before)


def test_where_both_use_this_computer_it_stays(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(lambda one: partner_joins.set_both_here(one, True))
    ana.who = "Ana"
    with Companion.open(ana.places, "Ana", ana.time) as one:
        one.log.add({"kind": "detail", "by": one.people.partner.id, "text": "of Ben", "due": one.today})
    for machine in (ana, ben):
        machine.sync(target)
    assert seen(ben) == []
    with Companion.open(ana.places, "Ben", ana.time) as his:
        assert [r.text for r in his.visible() if r.kind == "detail"] == ["of Ben"]  # type: ignore[attr-defined]


def test_what_was_ours_and_became_the_others_alone_goes_from_all_of_mine_and_is_theirs_once(tmp_path: Path) -> None:
    target = Memory()
    ana, ben, second = three(tmp_path, target)
    ident = ben.do(lambda one: one.log.add({"kind": "promise", "text": "canary of Ben"})["id"])
    for machine in (ben, ana, second):
        machine.sync(target)
    ana.who = "Ben"
    ana.do(lambda one: one.log.edit(ident, {"audience": "self"}))
    ana.who = None
    ana.sync(target)
    second.sync(target)
    assert seen(second) == [], "it is no longer ours"
    for machine in (ben, ana, second, ben, ana, second):
        machine.sync(target)
    assert seen(ben) == ["canary of Ben"] and seen(ana) == seen(second) == []
    assert not in_files(ana, "canary") and not in_files(second, "canary")
    assert [sum(machine.sync(target).received[1:4]) for machine in (ana, ben, second)] == [0, 0, 0]
