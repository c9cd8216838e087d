"""Two machines, and a real server of each kind between them."""

from pathlib import Path

import pytest

from ritualtui.sync.target import TargetError
from support.computers import Machine, pair
from support.sync_folders import KINDS, OVER_A_WIRE, MakePlace

pytestmark = pytest.mark.sample(2)

SLOW = "rclone over webdav"  # a process a call; what it is like alone is held by the other tests


def meet(ana: Machine, ben: Machine) -> list[str]:
    """What both have."""
    assert ana.texts() == ben.texts()
    return ana.texts()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != SLOW])
def test_what_one_writes_the_other_reads(kind: str, make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place(kind)
    hers, his = place.open(), place.open()
    ana, ben = pair(tmp_path, hers)
    ana.thank("soup")
    ana.sync(hers)
    assert ben.sync(his).received.new == 1
    ben.thank("walk")
    ben.sync(his)
    assert ana.sync(hers).received.new == 1
    assert meet(ana, ben) == ["soup", "walk"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in OVER_A_WIRE if kind != SLOW])
def test_a_way_that_is_cut_is_waited_for(kind: str, make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place(kind)
    assert place.wire is not None
    hers, his = place.open(), place.open()
    ana, ben = pair(tmp_path, hers)
    ana.thank("soup")
    place.wire.cut()
    for machine, target in ((ana, hers), (ben, his)):
        with pytest.raises(TargetError) as told:
            machine.sync(target)
        assert told.value.offline
    place.wire.mend()
    ana.sync(hers)
    ben.sync(his)
    assert meet(ana, ben) == ["soup"]
