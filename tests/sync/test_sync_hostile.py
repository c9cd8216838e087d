"""A partner who means harm has the key: what comes from them is bounded, refused in a line, and the rest goes on."""

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion.status import Status
from ritualtui.companion.sync import pairing
from ritualtui.sync import chain, config, envelope
from ritualtui.sync.chain import Head, Spot
from ritualtui.sync.envelope import HEAD, NOTHING, Header, hash_of
from ritualtui.sync.shared_key import Keys, age
from support.computers import Machine, Memory, pair

ID = "01936c00-0000-7000-8000-00000000000{}"
STAMP = "01936c000000-0000-hostile1"
GOOD = {"id": ID.format(1), "kind": "appreciation", "stamp": STAMP, "by": "x", "at": "2026-11-21T20:00:00+00:00",
        "day": "2026-11-21", "audience": "ours", "to": "y", "text": "a good word", "tags": []}  # fmt: skip


def _keys(machine: Machine) -> Keys:
    found = config.read(machine.places, "couple")
    assert found is not None
    return found.keys


def _publish(target: Memory, keys: Keys, blob: Callable[[Header], bytes]) -> None:
    """Put a segment and its head there as another device of the couple would."""
    spot = Spot(keys)
    tag = spot.tag("hostile1")
    made = blob(Header(0, tag, 1, 1, NOTHING))
    target.blobs[spot.path(tag, spot.file(tag, 0, 1))] = made
    head = Head("hostile1", "somebody", 1, 1, hash_of(made).hex())
    target.blobs[spot.path(tag, spot.head(tag))] = chain.sealed_head(spot, tag, head)


def _lines(*records: Any) -> bytes:
    return b"\n".join(r if isinstance(r, bytes) else json.dumps(r).encode() for r in records)


def _framed(keys: Keys, header: Header, framed: bytes) -> bytes:
    """A blob whose inside is ``framed``, rightly encrypted and signed."""
    import hmac

    pyrage = age()
    recipient = pyrage.x25519.Identity.from_str(keys.secret).to_public()
    signed = envelope._packed(keys, header) + bytes(pyrage.encrypt(framed, [recipient]))
    return signed + hmac.digest(keys.mac, signed, "sha256")


def _bomb(size: int) -> bytes:
    """``size`` bytes of one letter, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"a" * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    return struct.pack(">I", len(packed)) + packed


HOSTILE: dict[str, Callable[[Keys, Header], bytes]] = {
    "a field of a gigabyte": lambda k, h: _framed(k, h, _bomb(1 << 30)),
    "a million records": lambda k, h: _framed(k, h, _packed_lines(b'{"id":1}\n' * 1_000_000)),
    "no frame": lambda k, h: _framed(k, h, b""),
    "a wrong length": lambda k, h: _framed(k, h, struct.pack(">I", 1 << 31) + b"x"),
    "no zlib": lambda k, h: _framed(k, h, struct.pack(">I", 4) + b"abcd"),
}


def _packed_lines(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return struct.pack(">I", len(packed)) + packed


@pytest.fixture
def joined(tmp_path: Path) -> tuple[Memory, Machine, Machine]:
    target = Memory()
    return target, *pair(tmp_path, target)


@pytest.mark.slow
@pytest.mark.sample(1)
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_beyond_all_bounds_is_refused_and_the_rest_goes_on(
    joined: tuple[Memory, Machine, Machine], name: str
) -> None:
    import tracemalloc

    target, ana, ben = joined
    keys = _keys(ana)
    _publish(target, keys, lambda header: HOSTILE[name](keys, header))
    ben.thank("soup")
    ben.sync(target)
    tracemalloc.start()
    result = ana.sync(target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ana.texts() == ["soup"]
    assert len(result.notes) == 1 and "\n" not in result.notes[0]
    assert peak < 120 << 20


DEEP = b'{"id":"%s","kind":"x","stamp":"%s","audience":"ours","text":%s}' % (
    ID.format(2).encode(), STAMP.encode(), b"[" * 100_000 + b"]" * 100_000,
)  # fmt: skip
ODD: list[Any] = [
    b"", b"null", b"[]", b"7", b"\xff\xfe", b"{", b'{"id":1}', DEEP, {}, {**GOOD, "id": 7}, {**GOOD, "id": "x"},
    {**GOOD, "id": GOOD["id"].upper()}, {**GOOD, "id": "../../../../etc/passwd"}, {**GOOD, "kind": None},
    {**GOOD, "kind": ""}, {**GOOD, "kind": "k" * 10_000}, {**GOOD, "stamp": ""}, {**GOOD, "stamp": "z" * 40},
    {**GOOD, "stamp": "ffffffffffff-ffff-hostile1"}, {**GOOD, "stamp": 5}, {**GOOD, "audience": "self"},
    {**GOOD, "audience": "sealed"}, {**GOOD, "audience": None}, {**GOOD, "audience": ["ours"]},
    {**GOOD, "text": "x" * (1 << 20)}, {**GOOD, "deleted": "yes"},
]  # fmt: skip


def test_what_is_no_record_is_left_out_and_counted(joined: tuple[Memory, Machine, Machine]) -> None:
    target, ana, _ = joined
    _publish(target, _keys(ana), lambda header: envelope.seal(_keys(ana), header, _lines(*ODD, GOOD)))
    result = ana.sync(target)
    assert (result.received.new, result.left_out) == (1, len(ODD) - 1)
    assert ana.texts() == ["a good word"]
    assert ana.sync(target).received[1:] == (0, 0, 0, 0)


STRANGE: list[dict[str, Any]] = [
    {"text": "\x1b[2J\x1b]0;owned\x07[bold red]markup[/]"}, {"text": 5}, {"text": None}, {"by": {"a": 1}}, {"by": None},
    {"to": []}, {"tags": "no list"}, {"tags": [["x"]]}, {"day": "no day"}, {"day": 3}, {"at": "never"}, {"at": {}},
    {"kind": "tomorrow's kind"}, {"kind": "plan", "days": ["someday"]}, {"kind": "bid", "response": "perhaps"},
    {"kind": "checkin", "closeness": 1e400}, {"kind": "ritual", "minutes": -5, "present": {}},
    {"kind": "mark", "of": None}, {"kind": "pause", "since": "9999-99-99"}, {"text": "\ud800"}, {"extra": {"a": [1]}},
    {"voice": 7}, {"kind": "promise", "due": "x" * 5000}, {"text": "‮txet"}, {"kind": "milestone", "on": "0000-00-00"},
    {"kind": "milestone", "on": "0000-01-01", "yearly": False}, {"kind": "milestone", "on": "9999-12-31"},
    {"kind": "outing", "on": "2026-02-31"}, {"kind": "outing", "on": "9999-12-31"},
    {"kind": "promise", "due": "2026-99-99"}, {"kind": "plan", "ritual": "morning", "times": 56},
    {"kind": "plan", "ritual": "reunion", "times": 3, "days": ["mon"], "weeks": 8}, {"kind": "plan", "times": -1},
    {"kind": "plan", "ritual": "bedtime", "times": 1, "days": [], "since": "2026-11-21"},
    {"kind": "pause", "since": "2026-01-01", "season": "soft"},
    {"kind": "pause", "since": "2026-01-01", "until": "9999-12-31", "season": "work", "spared": "\x1b[2J"},
    {"kind": "pause", "since": "2026-01-01", "season": "work", "ritual": "x"},
    {"kind": "question", "deck": "us", "card": "us-001", "text": "\x1b[2J", "drawn": "someday"},
    {"kind": "question", "deck": "\x1b[2J", "card": "x", "text": "[bold]x[/]", "themes": ["\x1b"], "depth": 3},
    {"kind": "question", "deck": "", "card": "", "text": ""}, {"kind": "question", "deck": "d", "depth": 9},
    {"kind": "mark", "of": "card:", "mark": "never", "text": "on"}, {"kind": "mark", "of": "deck:us", "mark": "open"},
]  # fmt: skip


def test_strange_records_are_kept_and_trouble_nobody(joined: tuple[Memory, Machine, Machine]) -> None:
    """Each of them today, so that it is counted where it can be, and looked at in every way there is."""
    target, ana, ben = joined
    made = [{**GOOD, "id": f"01936c00-0000-7000-8000-0000000001{n:02x}", **odd} for n, odd in enumerate(STRANGE)]
    text = [json.dumps(record).encode() for record in made]
    _publish(target, _keys(ana), lambda header: envelope.seal(_keys(ana), header, b"\n".join(text)))
    for machine in (ana, ben):
        result = machine.sync(target)
        assert result.left_out + result.received.new == len(STRANGE)
        with machine.open() as companion:
            companion.look.today()
            companion.questions.tonight()
            assert all(companion.questions.choose(deck) for deck in companion.questions.here if deck.isprintable())
            companion.group(Status).moments()
            assert {back.comes.day for back in companion.coming.all()} <= {"9999-12-31"}
            list(companion.transfer.lines(companion.look.listed()))
            companion.log.thank("and on it goes")
            companion.storage.fold()
        with machine.open() as companion:
            assert "and on it goes" in [getattr(r, "text", "") for r in companion.visible()]


@pytest.mark.slow
def test_an_age_file_for_very_many_is_refused_at_once(joined: tuple[Memory, Machine, Machine]) -> None:
    import hmac

    target, ana, _ = joined
    keys = _keys(ana)
    pyrage = age()
    many = [pyrage.x25519.Identity.generate().to_public() for _ in range(20_000)]
    sealed = bytes(pyrage.encrypt(b"x", many))
    words = bytes(pyrage.passphrase.encrypt(b"x", "a passphrase that costs a second to try"))
    for body in (sealed, words):

        def blob(header: Header, body: bytes = body) -> bytes:
            signed = envelope._packed(keys, header) + body
            return signed + hmac.digest(keys.mac, signed, "sha256")

        _publish(target, keys, blob)
        assert len(ana.sync(target).notes) == 1


def test_what_is_kept_of_a_head_that_cannot_be_followed_is_small(joined: tuple[Memory, Machine, Machine]) -> None:
    target, ana, _ = joined
    spot = Spot(_keys(ana))
    tag = spot.tag("hostile1")
    head = Head("d" * 30_000, "p" * 30_000, 1, 5, "0" * 64)
    target.blobs[spot.path(tag, spot.head(tag))] = chain.sealed_head(spot, tag, head)
    assert len(ana.sync(target).notes) == 1 and ana.sync(target).notes == ()
    (note,) = ana.do(lambda c: c.syncing.status("couple")).notes
    assert len(note) < 200
    assert (Path(ana.places.sync) / "couple/ledger.json").stat().st_size < 4_000


@pytest.mark.parametrize(
    "head",
    [
        {}, {"last": 1 << 63}, {"last": -1}, {"last": 1 << 61}, {"base": 0}, {"base": 5}, {"base": 1 << 40}, {"seq": 0},
        {"hash": "x"}, {"hash": ""}, {"want": {"x": "y"}}, {"want": []}, {"device": 7}, {"device": "\x1b[2J" * 50},
        {"last": 65_536 * 3, "base": 65_536 * 2 + 1}, {"hash": "z" * 64},
    ],
)  # fmt: skip
def test_a_strange_head_is_told_and_the_rest_goes_on(
    joined: tuple[Memory, Machine, Machine], head: dict[str, Any]
) -> None:
    target, ana, ben = joined
    spot = Spot(_keys(ana))
    tag = spot.tag("hostile1")
    said = {"device": "hostile1", "person": "x", "seq": 1, "last": 0, "hash": "0" * 64, "base": 1, **head}
    data = json.dumps(said).encode() if head else b"{}"
    last = said["last"] if isinstance(said["last"], int) and 0 <= said["last"] < 1 << 63 else 0
    target.blobs[spot.path(tag, spot.head(tag))] = envelope.seal(spot.keys, Header(HEAD, tag, 0, last), data)
    ben.thank("soup")
    ben.sync(target)
    result = ana.sync(target)
    assert ana.texts() == ["soup"] and len(result.notes) <= 1
    assert all("\n" not in note for note in result.notes)


def test_unknown_kinds_and_fields_go_through_an_older_version(joined: tuple[Memory, Machine, Machine]) -> None:
    """Ana and her other machine are newer than Ben's, whom it goes through word for word."""
    target, ana, ben = joined
    newer = {
        **GOOD,
        "id": ID.format(3),
        "kind": "dream",
        "stamp": "01936c000000-0000-newerone",
        "shape": {"deep": [1.50]},
    }
    field = {**GOOD, "id": ID.format(4), "stamp": "01936c000000-0000-newerone", "mood": "é and 1e400", "more": [None]}
    ana.put(newer)
    ana.put(field)
    ana.sync(target)
    ben.sync(target)
    ben.do(lambda c: c.log.edit(ID.format(4), {"text": "said by an older one"}))
    ben.sync(target)
    ana.sync(target)
    late = Machine(Path(ben.root).parent, 4)
    late.join(ana.do(lambda c: pairing.invite(c, "couple")), target, me="Ana")
    for machine in (ana, ben, late):
        found = machine.records()
        assert found[ID.format(3)] == newer
        assert found[ID.format(4)]["mood"] == "é and 1e400" and found[ID.format(4)]["more"] == [None]
        assert found[ID.format(4)]["text"] == "said by an older one"


def test_a_partner_cannot_make_ones_own_vanish(joined: tuple[Memory, Machine, Machine]) -> None:
    """They know the id, because it was ours once."""
    target, ana, ben = joined
    soup = ana.thank("soup")
    ana.sync(target)
    ben.sync(target)
    ana.do(lambda c: c.log.edit(soup, {"audience": "self", "text": "for me alone"}))
    ana.sync(target)
    gone = {"id": soup, "kind": "appreciation", "stamp": "020000000000-0000-hostile1", "deleted": True}
    _publish(target, _keys(ben), lambda header: envelope.seal(_keys(ben), header, _lines(gone)))
    ana.sync(target)
    assert ana.texts("self") == ["for me alone"]
