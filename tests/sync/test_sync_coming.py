"""What comes back, on two computers: what is for both is on both, and answers come across."""

from datetime import date, timedelta
from pathlib import Path

from ritualtui.companion.service import Companion
from support.computers import Machine, Memory, pair


def coming(machine: Machine) -> list[tuple[str, str]]:
    return machine.do(lambda one: [(back.comes.day, back.record.text) for back in one.coming.all()])  # type: ignore[attr-defined, no-any-return]


def add(one: Companion) -> None:
    day = one.today
    one.log.add({"kind": "detail", "text": "canary review", "due": day})
    one.log.add({"kind": "promise", "text": "ring the plumber", "due": day})
    one.log.add({"kind": "milestone", "text": "the bus stop", "on": day})
    one.log.add({"kind": "outing", "text": "the long walk", "on": day})


def test_each_has_what_is_theirs(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(add)
    for machine in (ana, ben):
        machine.sync(target)
    assert sorted(text for _, text in coming(ben)) == ["the bus stop", "the long walk"]
    assert len(coming(ana)) == 4
    assert not [name for name, data in target.blobs.items() if b"canary" in data]


def test_an_answer_comes_across_and_both_at_once_end_alike(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(add)
    for machine in (ana, ben):
        machine.sync(target)
    ben.time.move(minutes=1)
    ana.do(lambda one: one.coming.answer(one.coming.find("long walk"), "move", date(2027, 1, 2)))
    ben.time.move(minutes=1)
    ben.do(lambda one: one.coming.answer(one.coming.find("long walk"), "done"))
    for machine in (ana, ben, ana):
        machine.sync(target)
    assert "the long walk" not in [text for _, text in coming(ben)]
    assert [text for _, text in coming(ana) if text == "the long walk"] == []


def test_what_each_promises_in_being_there_comes_back_on_their_own_computer(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)

    def go_through(one: Companion) -> None:
        guide = one.rituals.begin("presence", present="both")
        while guide.page is not None:
            who = "ana" if guide.page.by == one.people.me.id else "ben"
            guide.forward(f"{who} calls" if guide.page.step.kind == "promise" else None)

    ana.do(go_through)
    for machine in (ana, ben):
        machine.sync(target)
    for machine, who in ((ana, "ana"), (ben, "ben")):
        tomorrow = machine.do(lambda one: (date.fromisoformat(one.today) + timedelta(days=1)).isoformat())
        assert coming(machine) == [(tomorrow, f"{who} calls")]
