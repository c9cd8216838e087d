"""What lies in the target may be changed by anybody: it is refused, told in one line, and the rest goes on."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ritualtui.companion.sync import pairing
from ritualtui.errors import RitualError
from ritualtui.sync import chain, config, envelope, shared_key
from ritualtui.sync.envelope import Header, Refused
from ritualtui.sync.target import TargetError
from support.computers import Machine, Memory, folder, pair, three

pytestmark = pytest.mark.sample(2)


@pytest.fixture(scope="module")
def lived() -> tuple[Memory, list[Machine]]:
    """Three machines that have each written, and a fourth act of Ana's that nobody has read."""
    target = Memory()
    machines = three(folder(), target)
    for machine in machines:
        machine.thank("before")
        machine.sync(target)
    for machine in machines:
        machine.sync(target)
    return target, machines


KEYS = shared_key.Keys("0011223344556677", shared_key.new_secret())


def test_every_byte_of_a_segment_counts() -> None:
    header = Header(0, "ab" * 16, 7, 7, b"b" * 32)
    blob = envelope.seal(KEYS, header, b'{"id":"x"}')
    assert envelope.open_(KEYS, header, blob) == (header, b'{"id":"x"}')
    for at in range(len(blob)):
        for changed in (blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :], blob[:at], blob[:at] + blob[at + 1 :]):
            with pytest.raises(Refused):
                envelope.open_(KEYS, header, changed)
    with pytest.raises(Refused):
        envelope.open_(KEYS, header, blob + b"\0")


@pytest.mark.parametrize(
    "other",
    [Header(1, "ab" * 16, 7, 7), Header(0, "cd" * 16, 7, 7), Header(0, "ab" * 16, 8, 8), Header(255, "ab" * 16, 0, 7)],
)
def test_a_segment_is_no_other(other: Header) -> None:
    blob = envelope.seal(KEYS, Header(0, "ab" * 16, 7, 7), b"x")
    with pytest.raises(Refused):
        envelope.open_(KEYS, other, blob)


def test_a_segment_of_another_couple_is_refused() -> None:
    header = Header(0, "ab" * 16, 7, 7)
    for stranger in (shared_key.Keys(KEYS.space, shared_key.new_secret()), shared_key.Keys("ff" * 8, KEYS.secret)):
        with pytest.raises(Refused):
            envelope.open_(KEYS, header, envelope.seal(stranger, header, b"x"))


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "flipped": _flip,
    "cut": lambda data, chance: data[: chance.randrange(len(data))],
    "emptied": lambda data, chance: b"",
    "grown": lambda data, chance: data + b"\0" * 20_000_000,
    "gone": lambda data, chance: None,
    "rubbish": lambda data, chance: chance.randbytes(700),
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_blob_loses_nothing_and_is_mended(tmp_path: Path, damage: str, full: bool) -> None:
    """Each blob in turn, while something new waits in every one of them."""
    chance = random.Random(damage)
    for number in range(200 if full else 6):
        target = Memory()
        ana, ben, other = three(tmp_path / str(number), target)
        for machine in (ana, ben, other):
            for word in ("one", "two"):
                machine.thank(word)
                machine.sync(target)
        words = ["one"] * 3 + ["two"] * 3
        name = sorted(target.blobs)[number % len(target.blobs)]
        made = DAMAGES[damage](target.blobs[name], chance)
        if made is None:
            del target.blobs[name]
        else:
            target.blobs[name] = made
        notes = [note for machine in (ana, ben, other, ana, ben, other) for note in machine.sync(target).notes]
        assert all("\n" not in note and len(note) < 200 for note in notes)
        assert ana.texts() == ben.texts() == other.texts() == words, (damage, name)
        assert [machine.troubles(target) for machine in (ana, ben, other) * 2][3:] == [()] * 3
        fresh = Machine(tmp_path / str(number), 9)

        fresh.join(ana.do(lambda c: pairing.invite(c, "couple")), target, me="Ana")
        if fresh.troubles(target):  # what nobody had to read since: it is asked for, and put there anew
            for machine in (ana, ben, other, fresh):
                machine.sync(target)
        assert fresh.texts() == ana.texts()


@pytest.mark.slow
def test_what_is_swapped_renamed_or_replayed_loses_nothing(tmp_path: Path, full: bool) -> None:
    chance = random.Random(6)
    for number in range(120 if full else 8):
        target = Memory()
        ana, ben = pair(tmp_path / str(number), target)
        then = dict(target.blobs)
        for machine in (ana, ben):
            for word in ("one", "two"):
                machine.thank(word)
                machine.sync(target)
        one, other = chance.sample(sorted(target.blobs), 2)
        what = number % 4
        if what == 0:
            target.blobs[one], target.blobs[other] = target.blobs[other], target.blobs[one]
        elif what == 1:
            target.blobs[one] = target.blobs.pop(other)
        elif what == 2:
            target.blobs.clear()
            target.blobs.update(then)
        else:
            target.blobs.update({name: then[name] for name in then})
        for machine in (ana, ben, ana, ben, ana, ben):
            assert all("\n" not in note for note in machine.sync(target).notes)
        assert ana.texts() == ben.texts() == ["one", "one", "two", "two"], (what, one, other)
        assert ana.troubles(target) == ben.troubles(target) == ()


def test_a_stranger_in_the_target_is_told_and_no_matter(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    space = next(iter(target.blobs)).split("/")[0]
    target.blobs[f"{space}/desktop.ini"] = b"x"
    target.blobs[f"{space}/thumbs/x"] = b"x"
    target.blobs["holiday.jpg"] = b"x"
    ana.thank("soup")
    assert ana.troubles(target) == ben.troubles(target) == ()
    assert ben.texts() == ["soup"] and target.blobs["holiday.jpg"] == b"x"


@pytest.mark.slow
def test_compacting_keeps_few_files_and_every_word(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    late = Machine(tmp_path, 3)

    late.join(ana.do(lambda c: pairing.invite(c, "couple")), target, me="Ana")
    for number in range(300):
        ana.thank(f"{number:03}")
        ana.sync(target)
        if number % 37 == 0:
            ben.sync(target)
    assert len(target.blobs) < 60
    for machine in (ben, late):
        machine.sync(target)
        assert machine.texts() == [f"{number:03}" for number in range(300)]


@pytest.mark.slow
def test_a_reader_in_the_middle_survives_compaction(tmp_path: Path) -> None:
    """Ana compacts, and begins all anew, at every step that Ben reads."""
    target = Memory()
    ana, ben = pair(tmp_path, target)
    for number in range(31):
        ana.thank(f"{number:02}")
        ana.sync(target)

    class Meanwhile(Memory):
        acts = 0

        def read(self, name: str, limit: int) -> bytes | None:
            Meanwhile.acts += 1
            if Meanwhile.acts % 2 == 0 and Meanwhile.acts < 60:
                ana.thank(f"{30 + Meanwhile.acts // 2:02}")
                if Meanwhile.acts == 12:
                    words = ana.records()
                    gone = next(i for i, r in words.items() if r.get("text") == "05")
                    ana.do(lambda c: c.forgetting.burn(gone))
                ana.sync(target)
            return super().read(name, limit)

    while Meanwhile.acts < 60:
        ben.sync(Meanwhile(target.blobs))
    ben.sync(target)
    ana.sync(target)
    assert ben.texts() == ana.texts() and len(ben.texts()) > 40 and "05" not in ben.texts()


def test_nothing_in_the_target_can_be_read(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = Machine(tmp_path, 1), Machine(tmp_path, 2)
    ana.begin("Anastasiacanary", "Benedictcanary")
    ana.thank("a long canary of a word that everybody would know again")
    ben.join(ana.setup(target), target)
    ben.thank("another canary")
    ben.sync(target)
    with ana.open() as companion:
        ids = [ident for ident, _ in companion.storage.state.header["people"]]
        device = companion.storage.state.header["device"]
    held = b"\n".join([*target.blobs.values(), *(name.encode() for name in target.blobs)])
    for word in (b"canary", b"Anast", b"appreciation", b"audience", b"ours", *(i.encode() for i in (*ids, device))):
        assert word not in held
    sizes = [len(blob) for blob in target.blobs.values()]
    assert max(sizes) - min(sizes) < 300, "what is short is all of about one length"


def test_a_segment_is_found_at_every_level() -> None:
    assert chain._candidates(0, 1) == [0]
    assert chain._candidates(0, 16) == [1, 0]
    assert chain._candidates(5, 16) == [0, 1]
    assert chain._candidates(256, 600) == [2, 1, 0]
    assert chain._candidates(255, 256) == [0, 1, 2]


def _folder(machine: Machine, whose: Machine) -> str:
    found = config.read(machine.places, "couple")
    assert found is not None
    spot = chain.Spot(found.keys)
    return spot.folder(spot.tag(whose.do(lambda c: c.storage.state.header["device"])))


@pytest.mark.parametrize("how", ["vanished", "damaged"])
def test_what_a_machine_had_that_is_gone_for_good_is_put_there_by_the_others(tmp_path: Path, how: str) -> None:
    target = Memory()
    ana, ben, lost = three(tmp_path, target)
    lost.thank("on the lost one")
    lost.sync(target)
    ana.sync(target)
    for name in [name for name in target.blobs if name.startswith(_folder(ana, lost))]:
        if how == "vanished":
            del target.blobs[name]
        else:
            target.blobs[name] = target.blobs[name][:-1] + b"x"
    ana.sync(target)
    fresh = Machine(tmp_path, 9)
    fresh.join(ana.do(lambda c: pairing.invite(c, "couple")), target, me="Ana")
    for machine in (ana, fresh, ben):
        machine.sync(target)
    assert fresh.texts() == ben.texts() == ana.texts() == ["on the lost one"]
    before = dict(target.blobs)
    for machine in (ana, ben, fresh):
        machine.sync(target)
    assert target.blobs == before, "once is enough"


def test_a_number_that_was_written_twice_is_read_again(tmp_path: Path) -> None:
    """A place shows Ana her old head, so that she writes her next number anew; Ben has read the first by then."""
    target = Memory()
    ana, ben = pair(tmp_path, target)
    before = dict(target.blobs)

    class Late(Memory):
        late = 1 << 30

        def read(self, name: str, limit: int) -> bytes | None:
            if name in before and self.late:
                self.late -= 1
                return before[name]
            return super().read(name, limit)

    ana.thank("one")
    with pytest.raises(TargetError, match="didn't keep"):
        ana.sync(Late(target.blobs))
    ben.sync(target)
    assert ben.texts() == ["one"]
    ana.thank("two")
    again = Late(target.blobs)
    again.late = 1
    ana.sync(again)
    ana.thank("three")
    ana.sync(target)
    assert ben.troubles(target) == ()
    assert ben.texts() == ana.texts() == ["one", "three", "two"]


def test_what_only_a_machine_that_is_gone_could_mend_is_told_once(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    ana.thank("soup")
    ana.sync(target)
    name = max((n for n in target.blobs if n.startswith(_folder(ben, ana))), key=lambda n: len(target.blobs[n]))
    whole = target.blobs[name]
    target.blobs[name] = whole[:-1] + bytes([whole[-1] ^ 1])
    dry = ben.sync(target, dry=True)
    assert len(dry.notes) == 1 and ben.sync(target, dry=True).notes == dry.notes, "only looking is no telling"
    first = ben.sync(target)
    assert first.notes == dry.notes and not first.complete and first.known == ()
    for _ in range(3):
        ben.thank("walk")
        again = ben.sync(target)
        assert again.notes == () and again.complete and again.known == first.notes and again.sent == 1
    status = ben.do(lambda c: c.syncing.status("couple"))
    assert [note.endswith(first.notes[0]) for note in status.notes] == [True]
    assert "soup" not in ben.texts(), "what is damaged is refused, now as before"
    target.blobs[name] = whole[:-2]
    assert ben.sync(target).known == first.notes, "it is damaged in the same way: nobody can read on"
    ana.thank("something else")
    ana.sync(target)
    assert ben.troubles(target) == () and "soup" in ben.texts()
    assert ben.do(lambda c: c.syncing.status("couple")).notes == ()
    target.blobs[name] = b""
    fresh = [n for n in target.blobs if n.startswith(_folder(ben, ana))]
    for each in fresh:
        target.blobs[each] = b""
    assert len(ben.sync(target).notes) == 1, "what is damaged anew is told anew"


def test_what_is_set_up_is_never_half_believed(tmp_path: Path) -> None:
    target = Memory()
    ana, _ = pair(tmp_path, target)
    path = Path(ana.places.sync) / "couple" / "target.json"
    whole, there = path.read_bytes(), set(target.blobs)
    for at in range(0, len(whole), 3):
        for other in (whole[at] ^ 1, whole[at] ^ 2, ord("q")):
            path.write_bytes(whole[:at] + bytes([other]) + whole[at + 1 :])
            with suppress(RitualError):  # that it is damaged
                ana.sync(target)
    assert set(target.blobs) == there, "nothing was put under a key that is not theirs"
    path.write_bytes(whole.replace(b'"person":"', b'"person":"x'))
    with pytest.raises(RitualError, match="is damaged"):
        ana.sync(target)


def test_what_is_remembered_of_the_place_is_found_out_again_whatever_became_of_it(tmp_path: Path) -> None:
    target = Memory()
    ana, ben = pair(tmp_path, target)
    path = Path(ana.places.sync) / "couple" / "ledger.json"
    said = []
    for number, (old, new) in enumerate(
        [(b'"hash":"', b'"hash":"x'), (b'"last":', b'"last":9'), (b'"seq":', b'"seq":9'), (b'"known":', b'"known":-')]
    ):
        path.write_bytes(path.read_bytes().replace(old, new))
        said.append(f"word {number}")
        ana.thank(said[-1])
        for machine in (ana, ben):
            machine.sync(target)
        assert ben.texts() == ana.texts() == said
