"""One change is one line of the journal, the same whoever writes it: the quick path, the companion, or a sync."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from support.computers import Machine, Memory, pair

SAID = "soup “with” \\ \u2028 ünï 日本"
TAGS = ("home", "slow")
Quickly = Callable[[Machine], Any]
Wholly = Callable[[Companion], Any]


def by_the_other(companion: Companion) -> None:
    """The partner's words, put down by whoever is here."""
    me, partner = companion.people.me.id, companion.people.partner.id
    companion.log.add({"kind": "appreciation", "by": me, "voice": partner, "to": me, "text": SAID})


WAYS: dict[str, tuple[Quickly, Wholly]] = {
    "a thank-you": (
        lambda machine: quick.thank(machine.places, machine.time, SAID, tags=TAGS),
        lambda companion: companion.log.thank(SAID, tags=TAGS),
    ),
    "a thank-you in the other's voice": (
        lambda machine: quick.thank(machine.places, machine.time, SAID, by="Ben"),
        by_the_other,
    ),
    "the other's bid": (
        lambda machine: quick.bid(machine.places, machine.time, "against", SAID),
        lambda companion: companion.log.bid("against", SAID),
    ),
    "one's own bid, shared": (
        lambda machine: quick.bid(machine.places, machine.time, "away", from_="Ana", shared=True),
        lambda companion: companion.log.bid("away", from_=companion.people.me.id, shared=True),
    ),
}


def line(machine: Machine) -> bytes:
    """The last line of the journal without its checksum; ids, stamps and the machine's name are made alike."""
    body = Path(machine.places.journal).read_bytes().splitlines()[-1].partition(b" ")[2]
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", b"ID", body)
    return re.sub(rb"[0-9a-f]{12}-[0-9a-f]{4}-[a-z2-7]{8}", b"STAMP", body)


@pytest.mark.parametrize("way", WAYS)
def test_each_writes_the_same_line(tmp_path: Path, way: str) -> None:
    quickly, wholly = WAYS[way]
    target = Memory()
    ana, ben = pair(tmp_path, target)
    twin = ana.copy(3)
    quickly(ana)
    twin.do(wholly)
    assert b'"clock":"STAMP"' in line(ana) and b'"id":"ID"' in line(ana)
    assert line(twin) == line(ana)
    ana.sync(target)
    other = ben.copy(4)
    ben.sync(target)
    assert ben.was_quick, "with the journal alone"
    other.do(lambda companion: companion.syncing.run("couple", target=target))
    assert line(other) == line(ben)
    # What came is nobody's change here, to be undone by nobody: it says so, and all else is the same.
    was = re.sub(rb'"who":"\w+",', b"", line(ana))
    assert line(ben) == re.sub(rb'"what":"\w+"', b'"what":"sync"', was) != was
