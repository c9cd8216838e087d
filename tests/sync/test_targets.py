"""What every kind of target does alike, on the real thing: see ``Target``."""

import threading

import pytest

from ritualtui.sync.target import Target, TargetError
from support.sync_folders import KINDS, OVER_A_WIRE, MakePlace, Place

pytestmark = pytest.mark.sample(2)

MB = 1 << 20


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, make_place: MakePlace) -> Place:
    return make_place(request.param)


@pytest.fixture
def target(place: Place) -> Target:
    return place.open()


def test_what_is_written_is_read_again(target: Target) -> None:
    assert target.read("d/device/head", 100) is None
    target.write("d/device/head", b"first")
    assert target.read("d/device/head", 100) == b"first"
    target.write("d/device/head", b"the second, longer")
    target.write("top", b"\0\n\r\xff\x1b[31m")
    assert target.read("d/device/head", 100) == b"the second, longer"
    target.write("d/device/head", b"3")
    assert target.read("d/device/head", 100) == b"3"
    assert target.read("top", 100) == b"\0\n\r\xff\x1b[31m"
    assert target.read("d/device/other", 100) is None


def test_nothing_is_also_something(target: Target) -> None:
    target.write("d/empty", b"")
    assert target.read("d/empty", 100) == b""
    assert target.names("d") == ["empty"]


def test_five_megabytes_come_back_as_they_went(target: Target) -> None:
    data = bytes(range(256)) * (5 * MB // 256)
    target.write("d/large", data)
    assert target.read("d/large", len(data)) == data


def test_more_than_the_limit_is_refused_and_the_limit_itself_is_not(target: Target) -> None:
    target.write("d/a", b"x" * 70_000)
    assert target.read("d/a", 70_000) == b"x" * 70_000
    for limit in (69_999, 10, 0):
        with pytest.raises(TargetError) as told:
            target.read("d/a", limit)
        assert "larger" in str(told.value) and not told.value.offline


def test_names_and_folders_are_told_apart_and_in_order(target: Target) -> None:
    assert target.names("") == target.folders("") == target.names("no/where") == target.folders("no/where") == []
    for name in ("b", "a", "C", "d/x", "d/e/00000002.age", "d/e/00000001.age", "f-1_2.3/x"):
        target.write(name, b"1")
    assert target.names("") == ["C", "a", "b"]
    assert target.folders("") == ["d", "f-1_2.3"]
    assert target.names("d") == ["x"]
    assert target.folders("d") == ["e"]
    assert target.names("d/e") == ["00000001.age", "00000002.age"]
    assert target.folders("d/e") == []


def test_what_is_removed_is_gone_and_removing_it_twice_is_no_matter(target: Target) -> None:
    target.remove("d/a")
    target.write("d/a", b"1")
    target.write("d/b", b"2")
    target.remove("d/a")
    assert target.read("d/a", 10) is None
    assert target.names("d") == ["b"]
    target.remove("d/a")
    target.remove("no/where/a")
    target.write("d/a", b"again")
    assert target.read("d/a", 10) == b"again"


def test_what_another_did_is_seen_at_once(place: Place) -> None:
    """No listing and no blob is ever told from memory."""
    hers, his = place.open(), place.open()
    for number in range(2):
        assert his.names("d") == [f"{n}" for n in range(number)]
        assert his.read(f"d/{number}", 10) is None
        hers.write(f"d/{number}", b"new")
        assert his.names("d") == [f"{n}" for n in range(number + 1)]
        assert his.read(f"d/{number}", 10) == b"new"
    hers.write("d/1", b"newer")
    assert his.read("d/1", 10) == b"newer"
    hers.remove("d/1")
    assert his.read("d/1", 10) is None
    assert his.names("d") == ["0"]
    hers.write("e/0", b"")
    assert his.folders("") == ["d", "e"]


def test_two_at_once_do_not_disturb_each_other(place: Place) -> None:
    went_wrong: list[BaseException] = []

    def work(who: str, target: Target) -> None:
        try:
            for number in range(2):
                target.write(f"{who}/{number}", f"{who} {number}".encode() * 1000)
                target.write(f"{who}/head", str(number).encode())
                assert target.read(f"{who}/head", 10) == str(number).encode()
        except BaseException as err:
            went_wrong.append(err)

    both = [threading.Thread(target=work, args=(who, place.open())) for who in ("ana", "ben")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert went_wrong == []
    look = place.open()
    for who in ("ana", "ben"):
        assert look.names(who) == ["0", "1", "head"]
        assert look.read(f"{who}/1", 100_000) == f"{who} 1".encode() * 1000


def test_a_half_written_blob_is_no_name(target: Target) -> None:
    """As an interrupted write leaves it."""
    target.write("d/a", b"1")
    target.write("d/b.new", b"half")
    assert target.names("d") == ["a"]
    target.write("d/b", b"whole")
    assert (target.names("d"), target.read("d/b", 10)) == (["a", "b"], b"whole")


@pytest.mark.parametrize("kind", OVER_A_WIRE)
def test_offline_is_told_in_one_line_and_over_when_the_server_is_back(kind: str, make_place: MakePlace) -> None:
    place = make_place(kind)
    assert place.wire is not None
    target = place.open()
    target.write("d/a", b"1")
    place.wire.cut()
    for call in (
        lambda: target.read("d/a", 10),
        lambda: target.write("d/b", b"2"),
        lambda: target.remove("d/a"),
        lambda: target.names("d"),
        lambda: target.folders(""),
        lambda: place.open().read("d/a", 10),
    ):
        with pytest.raises(TargetError) as told:
            call()
        assert told.value.offline, told.value
        assert str(told.value).endswith("can't be reached right now. Nothing is lost. Try again later.")
        assert "\n" not in str(told.value)
    place.wire.mend()
    assert target.read("d/a", 10) == b"1"
    target.write("d/b", b"2")
    assert target.names("d") == ["a", "b"]


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", OVER_A_WIRE)
def test_a_connection_that_was_forgotten_on_the_way_is_made_again(kind: str, make_place: MakePlace) -> None:
    place = make_place(kind)
    assert place.wire is not None
    target = place.open()
    target.write("d/a", b"1")
    for number in range(3):
        place.wire.drop()
        target.write(f"d/{number}", b"2")
        place.wire.drop()
        assert target.read("d/a", 10) == b"1"
    assert target.names("d") == ["0", "1", "2", "a"]
