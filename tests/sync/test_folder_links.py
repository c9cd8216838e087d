"""A link in the target: whoever puts one there chooses no file of ours to be read, written over or taken away."""

import itertools
import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from ritualtui.sync.folder import Folder, Linked
from ritualtui.sync.target import Foreign, TargetError
from support.computers import Machine, pair
from support.homes import picture

HEX = "0123456789abcdef0123456789abcdef"
WORDS = b"somebody's own words"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of somebody's own, with files of names that a machine's folder in the target has, too."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name in (HEX, HEX[::-1], "letter.txt"):
        (folder / name).write_bytes(WORDS)
    return folder


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    folder = tmp_path / "cloud"
    folder.mkdir()
    return folder


@pytest.fixture
def two(tmp_path: Path, cloud: Path) -> tuple[Machine, Machine]:
    """Ana and Ben, joined by ``cloud``; both know all."""
    target = Folder(str(cloud))
    ana, ben = pair(tmp_path, target)
    for each in (ben, ana, ben):
        each.sync(target)
    return ana, ben


def devices(cloud: Path, ben: Machine) -> tuple[Path, Path]:
    """The folders of Ana's and of Ben's machine."""
    from ritualtui.sync import config
    from ritualtui.sync.chain import Spot
    from ritualtui.sync.ledger import Book

    found = config.read(ben.places, "couple")
    assert found is not None
    spot, book = Spot(found.keys), Book(config.folder(ben.places, "couple"))
    book.load()
    his = cloud / spot.folder(spot.tag(book.at.device))
    (hers,) = (path for path in his.parent.iterdir() if path != his)
    return hers, his


@pytest.mark.parametrize("where", ["file", "folder"])
def test_nothing_goes_through_a_link(cloud: Path, outside: Path, where: str) -> None:
    target, before = Folder(str(cloud)), picture(outside)
    (cloud / "space").mkdir()
    if where == "folder":
        (cloud / "space" / "device").symlink_to(outside)
        acts = [
            lambda: target.write(f"space/device/{HEX}", b"x"), lambda: target.names("space/device"),
            lambda: target.write("space/device/new/x", b"x"), lambda: target.remove(f"space/device/{HEX}"),
        ]  # fmt: skip
        for act in acts:
            with pytest.raises(Linked, match="is a link to somewhere else") as caught:
                act()
            assert str(cloud / "space" / "device") in str(caught.value)
    else:
        (cloud / "space" / "device").mkdir()
        (cloud / "space" / "device" / HEX).symlink_to(outside / HEX)
        assert target.names("space/device") == []
    with pytest.raises(Linked):
        target.read(f"space/device/{HEX}", 100)
    if where == "file":
        target.write(f"space/device/{HEX}", b"ours")
        assert target.read(f"space/device/{HEX}", 100) == b"ours", "the link itself was replaced"
        (cloud / "space" / "device" / HEX[::-1]).symlink_to(outside / HEX)
        target.remove(f"space/device/{HEX[::-1]}")
    assert picture(outside) == before


def test_the_half_written_name_may_be_a_link_too(cloud: Path, outside: Path) -> None:
    (cloud / "a.new").symlink_to(outside / "letter.txt")
    Folder(str(cloud)).write("a", b"ours")
    assert (cloud / "a").read_bytes() == b"ours" and (outside / "letter.txt").read_bytes() == WORDS


def test_the_root_may_be_a_link(cloud: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(cloud)
    target = Folder(str(tmp_path / "way"))
    target.write("a/b/c", b"ours")
    assert (cloud / "a" / "b" / "c").read_bytes() == b"ours"
    assert (target.folders("a"), target.names("a/b")) == (["b"], ["c"])


@pytest.mark.parametrize("kind", ["fifo", "folder"])
def test_what_is_no_file_is_not_waited_for(cloud: Path, kind: str) -> None:
    (os.mkfifo if kind == "fifo" else os.mkdir)(cloud / "a")
    with pytest.raises(TargetError, match=str(cloud / "a")):
        Folder(str(cloud)).read("a", 10)
    assert Folder(str(cloud)).names("") == []


def test_a_link_swapped_in_between_is_not_followed(cloud: Path, outside: Path) -> None:
    target, stop = Folder(str(cloud)), threading.Event()
    place, before = cloud / "device", picture(outside)
    place.mkdir()

    def swap() -> None:
        for turn in itertools.count():
            new = cloud / f"new-{turn}"
            if turn % 2:
                new.mkdir()
            else:
                new.symlink_to(outside)
            os.rename(place, cloud / f"old-{turn}")
            with suppress(OSError):  # in this very moment a folder may have been made there
                os.rename(new, place)
            if stop.is_set():
                return

    swapping = threading.Thread(target=swap)
    swapping.start()
    done = refused = 0
    try:
        while (done < 60 or refused < 10) and done + refused < 4_000:
            for act in (
                lambda: target.write(f"device/{HEX}", b"ours"), lambda: target.remove(f"device/{HEX}"),
                lambda: target.read("device/letter.txt", 100), lambda: target.names("device"),
            ):  # fmt: skip
                try:
                    assert act() in (None, [], [HEX])
                    done += 1
                except TargetError:
                    refused += 1
    finally:
        stop.set()
        swapping.join()
    assert done and refused
    assert picture(outside) == before


@pytest.mark.parametrize("what", ["her folder", "her head"])
def test_a_link_in_her_place_is_told_and_the_rest_goes_on(
    two: tuple[Machine, Machine], cloud: Path, outside: Path, what: str
) -> None:
    ana, ben = two
    target, before = Folder(str(cloud)), picture(outside)
    hers, _ = devices(cloud, ben)
    if what == "her folder":
        hers.rename(cloud.parent / "moved")
        hers.symlink_to(cloud.parent / "moved")
    else:
        for path in hers.iterdir():
            path.rename(outside / f"{path.name}-moved")
            path.symlink_to(outside / f"{path.name}-moved")
        before = picture(outside)
    ben.thank("from Ben")
    result = ben.sync(target)
    assert result.sent == 1
    (note,) = result.notes
    assert str(hers) in note and "is a link to somewhere else" in note
    assert picture(outside) == before
    if what == "her folder":
        with pytest.raises(Foreign, match="is a link"):
            ana.sync(target)
        assert ana.texts() == ["from Ben"], "what he sent came all the same"
        hers.unlink()
        (cloud.parent / "moved").rename(hers)
    ana.thank("from Ana")
    ana.sync(target)
    assert ben.sync(target).complete and ben.texts() == ana.texts() == ["from Ana", "from Ben"]
    assert picture(outside) == before


def test_tidying_takes_nothing_away_where_a_link_leads(
    two: tuple[Machine, Machine], cloud: Path, outside: Path
) -> None:
    _, ben = two
    target, before = Folder(str(cloud)), picture(outside)
    _, his = devices(cloud, ben)
    his.rename(cloud.parent / "moved")
    for path in (cloud.parent / "moved").iterdir():
        (outside / path.name).write_bytes(path.read_bytes())
    before = picture(outside)
    his.symlink_to(outside)
    ben.thank("from Ben")
    with pytest.raises(Foreign, match="is a link to somewhere else"):
        ben.sync(target)
    assert picture(outside) == before
    his.unlink()
    (cloud.parent / "moved").rename(his)
    assert ben.sync(target).sent == 1
