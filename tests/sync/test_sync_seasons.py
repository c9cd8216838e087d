"""A season on two computers: it's both people's, whoever begins or ends it."""

from datetime import date
from pathlib import Path

from ritualtui.companion.service import Companion
from support.computers import Machine, Memory, pair


def held(machine: Machine) -> str:
    return machine.do(lambda one: one.seasons.now.mode if one.seasons.now else "")  # type: ignore[no-any-return]


def test_it_comes_across_and_so_does_its_end(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(lambda one: one.seasons.set("hard"))
    for machine in (ana, ben):
        machine.sync(target)
    assert held(ben) == "hard"
    ben.time.move(minutes=1)

    def work(one: Companion) -> None:
        one.seasons.set("work", date(2027, 1, 2), "bedtime")

    ben.do(work)
    for machine in (ben, ana):
        machine.sync(target)
    assert held(ana) == "work"
    ana.do(lambda one: one.seasons.end())
    for machine in (ana, ben):
        machine.sync(target)
    assert held(ben) == held(ana) == ""


def test_where_both_say_something_the_later_holds_on_both(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.do(lambda one: one.seasons.set("hard"))
    ben.time.move(minutes=5)
    ben.do(lambda one: one.seasons.set("work", ritual="morning"))
    for machine in (ana, ben, ana):
        machine.sync(target)
    assert held(ana) == held(ben) == "work"
