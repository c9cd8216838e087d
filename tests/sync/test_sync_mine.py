"""One person's two machines: what is for them alone goes across, what is sealed stays sealed, nothing else does."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.companion.private.space import of
from ritualtui.companion.service import Companion
from ritualtui.companion.sync import adopt_identity, pairing
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.store.vault import Vault
from ritualtui.sync import shared_key
from support.computers import Cut, Machine, Memory, _with, pair

PASSPHRASE = "a lamp in the hall"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("vault") / "one"
    return folder, Vault(str(folder), str(folder.with_name("second"))).setup(PASSPHRASE)


class Own(Machine):
    """A machine whose target is for its owner alone."""

    def sync_mine(self, target: Memory) -> Any:
        return self.do(lambda c: c.syncing.run("mine", target=target))

    def entries(self, key: str) -> list[str]:
        def texts(c: Any) -> list[str]:
            return sorted(entry.text for entry in c.private.unlock_with(key).entries)

        return list(self.do(texts))


@pytest.fixture
def target() -> Memory:
    return Memory()


@pytest.fixture
def two(tmp_path: Path, target: Memory, made: tuple[Path, str]) -> tuple[Own, Own]:
    """Ana's two machines; the first has a vault."""
    one, other = Own(tmp_path, 1), Own(tmp_path, 2)
    one.begin()
    person = one.do(lambda c: c.people.me.id)
    shutil.copytree(made[0], Path(one.places.home) / "vault" / person)
    one.do(lambda c: c.private.write("sealed on the first"))
    one.do(lambda c: c.log.add({"kind": "promise", "text": "mine", "audience": "self"}))
    one.thank("ours")
    invite = one.do(lambda c: _with(one, lambda: pairing.setup(c, "/t", scope="mine", opener=lambda url: target)[0]))
    other.join(str(invite), target)
    return one, other


@pytest.mark.slow
def test_what_is_mine_comes_across_and_nothing_else(two: tuple[Own, Own], made: tuple[Path, str]) -> None:
    _, other = two
    assert other.texts("self") == ["mine"] and other.texts("ours") == []
    assert other.entries(made[1]) == ["sealed on the first"]
    assert other.do(lambda c: c.people.me.name) == "Ana"


@pytest.mark.slow
def test_nothing_says_how_much_is_sealed(two: tuple[Own, Own], target: Memory) -> None:
    one, other = two
    other.do(lambda c: c.private.write("another"))
    assert other.sync_mine(target).sent == 0
    result = one.sync_mine(target)
    assert result.received[1:] == (0, 0, 0, 0) and result.notes == ()
    assert not [r for r in one.everything().values() if r["kind"] == "sealed"]


def test_entries_go_both_ways_and_burning_too(two: tuple[Own, Own], target: Memory, made: tuple[Path, str]) -> None:
    one, other = two
    other.do(lambda c: c.private.write("sealed on the second"))
    other.sync_mine(target)
    one.sync_mine(target)
    assert one.entries(made[1]) == other.entries(made[1]) == ["sealed on the first", "sealed on the second"]

    def burn(c: Any) -> None:
        vault = of(c, c.people.me.id)
        vault.burn(vault.names()[:1])

    one.do(burn)
    one.sync_mine(target)
    other.sync_mine(target)
    assert one.entries(made[1]) == other.entries(made[1])
    assert len(one.entries(made[1])) == 1
    before = dict(target.blobs)
    for machine in (one, other, one):
        machine.sync_mine(target)
    assert target.blobs == before


@pytest.mark.parametrize("way", ["rotate", "leave"])
@pytest.mark.parametrize("is_synced", [True, False])
def test_a_burned_entry_does_not_come_back_by_a_new_key(
    way: str, is_synced: bool, two: tuple[Own, Own], target: Memory, made: tuple[Path, str]
) -> None:
    one, other = two
    one.do(lambda c: c.private.write("burned"))
    for machine in (one, other, one):
        machine.sync_mine(target)

    def burn(c: Any) -> None:
        opened = c.private.unlock_with(made[1])
        opened.burn([entry for entry in opened.entries if entry.text == "burned"])

    one.do(burn)
    if is_synced:
        one.sync_mine(target)
    if way == "rotate":
        rotate = lambda c: pairing.rotate(c, "mine", opener=lambda url: target)[0]  # noqa: E731
        invite = one.do(lambda c: _with(one, lambda: rotate(c)))
    else:
        for machine in (one, other):
            machine.do(lambda c, machine=machine: _with(machine, lambda: pairing.leave(c, "mine")))
        invite = _mine(one, target)
    other.join(str(invite), target)
    for machine in (one, other, one, other):
        machine.sync_mine(target)
    assert one.entries(made[1]) == other.entries(made[1]) == ["sealed on the first"]
    before = dict(target.blobs)
    for machine in (one, other):
        machine.sync_mine(target)
    assert target.blobs == before


def test_a_new_passphrase_goes_across(two: tuple[Own, Own], target: Memory, made: tuple[Path, str]) -> None:
    one, other = two
    person = one.do(lambda c: c.people.me.id)
    path = Path(one.places.home) / "vault" / person / "identity.age"
    locked = Path(other.places.home) / "vault" / person / "identity.age"
    assert path.read_bytes() == locked.read_bytes()
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, ns=(2_000_000_000_000_000_000, 2_000_000_000_000_000_000))
    one.sync_mine(target)
    other.sync_mine(target)
    assert path.read_bytes() == locked.read_bytes()


def test_a_vault_of_another_key_is_told_and_left(
    tmp_path: Path, two: tuple[Own, Own], target: Memory, made: tuple[Path, str]
) -> None:
    one, _ = two
    third = Own(tmp_path, 3)
    third.begin()
    person = third.do(lambda c: c.people.me.id)
    shutil.copytree(made[0], Path(third.places.home) / "vault" / person)
    recipient = Path(third.places.home) / "vault" / person / "recipient"
    recipient.write_text("age1somethingelse\n")
    invite = one.do(lambda c: pairing.invite(c, "mine"))
    with pytest.raises(RitualError, match="different keys"):
        third.join(invite, target)
    (kept,) = Path(third.places.home).glob("vault/*/recipient")
    assert kept.read_text() == "age1somethingelse\n"


def test_an_invite_for_ones_own_machines_is_not_for_the_partner(
    tmp_path: Path, two: tuple[Own, Own], target: Memory
) -> None:
    invite = two[0].do(lambda c: pairing.invite(c, "mine"))
    ben = Machine(tmp_path, 3)
    with pytest.raises(UsageError, match="other computers of whoever"):
        ben.join(invite, target, me="Ben")
    assert shared_key.decoded(invite).scope == "mine"


def test_nothing_sealed_or_mine_is_readable_in_the_target(two: tuple[Own, Own], target: Memory) -> None:
    held = b"".join(target.blobs.values())
    for word in (b"sealed", b"mine", b"age-secret", b"Ana", b"scrypt"):
        assert word not in held


def test_what_is_shared_later_goes_to_both(two: tuple[Own, Own], target: Memory, tmp_path: Path) -> None:
    """Her other machine has it as her own, and gets it as ours by the couple's target: it is not doubled."""
    one, other = two
    couple = Memory()
    other.join(one.setup(couple), couple)
    ident = next(i for i, r in one.records("self").items() if r["text"] == "mine")
    one.do(lambda c: c.log.edit(ident, {"audience": "ours"}))
    for machine in (one, other, one):
        machine.sync(couple)
        machine.sync_mine(target)
    assert other.texts() == one.texts() == ["mine", "ours"]
    assert other.texts("self") == one.texts("self") == []


@pytest.mark.parametrize("when", ["refused", "killed"])
def test_joining_takes_ones_sealed_space_along_also_when_it_was_cut_off(
    tmp_path: Path, target: Memory, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    ana, ben = Own(tmp_path, 1), Own(tmp_path, 2)
    ana.begin()
    ben.begin("Ben", "Ana")
    person = ben.do(lambda c: c.people.me.id)
    shutil.copytree(made[0], Path(ben.places.home) / "vault" / person)
    ben.do(lambda c: c.private.write("his, sealed"))
    ben.thank("his")
    invite = ana.setup(target)

    move = adopt_identity.move_vaults

    def killed(*args: Any) -> None:
        if when == "killed":
            move(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(adopt_identity, "move_vaults", killed) if when == "killed" else patched.setattr(
            "ritualtui.store.tinydb_storage.JournaledStorage.take", killed
        )
        with pytest.raises(KeyboardInterrupt):
            ben.join(invite, target)
    assert ben.texts() == ["his"]
    if when == "refused":
        assert ben.entries(made[1]) == ["his, sealed"]
    ben.join(invite, target)
    assert ben.do(lambda c: c.people.me.id) != person
    assert ben.entries(made[1]) == ["his, sealed"] and ben.texts() == ["his"]


def test_whoever_is_alone_is_alone_on_their_other_machine_too(tmp_path: Path, target: Memory) -> None:
    one, other = Own(tmp_path, 1), Own(tmp_path, 2)
    one.begin(solo=True)
    invite = one.do(lambda c: _with(one, lambda: pairing.setup(c, "/t", scope="mine", opener=lambda url: target)[0]))
    other.join(str(invite), target)
    other.thank("said on the other")
    assert other.do(lambda c: c.people.solo)
    assert other.sync_mine(target).sent == 1
    one.sync_mine(target)
    assert one.texts("self") == ["said on the other"]


def test_on_a_machine_of_both_only_the_space_of_whoever_set_it_up_goes(
    tmp_path: Path, target: Memory, made: tuple[Path, str]
) -> None:
    shared, laptop = Own(tmp_path, 1), Own(tmp_path, 2)
    Companion.begin(shared.places, "Ana", "Ben", both=True, time=shared.time, plans=False).close()

    def by_ben(act: Callable[[Companion], Any]) -> Any:
        with Companion.open(shared.places, "Ben", shared.time) as companion:
            return _with(shared, lambda: act(companion))

    invite = by_ben(lambda c: pairing.setup(c, "/t", scope="mine", opener=lambda url: target)[0])
    laptop.join(str(invite), target)
    ben = laptop.do(lambda c: c.people.me.id)
    shutil.copytree(made[0], Path(laptop.places.home) / "vault" / ben)
    laptop.do(lambda c: c.private.write("sealed by Ben"))
    laptop.sync_mine(target)
    by_ben(lambda c: c.syncing.run("mine", target=target))
    assert [path.name for path in Path(shared.places.home, "vault").iterdir() if path.is_dir()] == [ben]
    texts = by_ben(lambda c: [entry.text for entry in c.private.unlock_with(made[1]).entries])
    assert texts == ["sealed by Ben"]


def _mine(machine: Own, target: Memory) -> str:
    made = machine.do(lambda c: _with(machine, lambda: pairing.setup(c, "/t", scope="mine", opener=lambda url: target)))
    return str(made[0])


def test_joining_the_partner_takes_nothing_from_ones_other_machine(tmp_path: Path, target: Memory) -> None:
    one, other, ben, couple = Own(tmp_path, 1), Own(tmp_path, 2), Machine(tmp_path, 3), Memory()
    one.begin(solo=True)
    other.join(_mine(one, target), target)
    ben.begin("Ben", "Ana")
    invite = ben.setup(couple)
    for number, machine in enumerate((one, other)):
        machine.thank(f"from {number}")
    for machine in (one, other, one):
        machine.sync_mine(target)
    one.join(invite, couple)
    one.do(lambda c: c.log.add({"kind": "promise", "text": "since", "audience": "self"}))
    for machine in (one, other):
        machine.sync_mine(target)
    assert other.texts("self") == ["from 0", "from 1"]
    other.join(invite, couple)
    for machine in (other, one, other):
        machine.sync_mine(target)
    assert one.texts("self") == other.texts("self") == ["from 0", "from 1", "since"]


def test_ones_own_invite_makes_nobody_else_of_a_log_that_is_joined(tmp_path: Path, target: Memory) -> None:
    ana, ben = pair(tmp_path, couple := Memory())
    apart = Own(tmp_path, 4)
    apart.begin()
    invite = _mine(apart, target)
    ana.thank("soup")
    before = ana.everything()
    with pytest.raises(RitualError, match="joined to your partner's"):
        ana.join(invite, target)
    assert ana.everything() == before
    ana.sync(couple)
    ben.sync(couple)
    assert {record["by"] for record in ben.records().values()} == {ana.do(lambda c: c.people.me.id)}


def test_joining_that_was_cut_off_before_the_log_was_settled_sends_nothing(tmp_path: Path, target: Memory) -> None:
    one, ben, couple = Own(tmp_path, 1), Machine(tmp_path, 3), Memory()
    one.begin(solo=True)
    one.thank("for me")
    _mine(one, target)
    ben.begin("Ben", "Ana")
    invite, there = ben.setup(couple), dict(target.blobs)

    rename, done = adopt_identity._rename_places, []

    def cut(places: Places, new: dict[str, str]) -> None:
        if not done:  # and nothing is put back
            rename(places, new)
        done.append(new)
        raise Cut

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adopt_identity, "_rename_places", cut)
        with pytest.raises(Cut):
            one.join(invite, couple)
    acts: list[Callable[[Companion], object]] = [
        lambda c: c.syncing.run("mine", target=target),
        lambda c: pairing.invite(c, "mine"),  # nobody could read it
    ]
    for act in acts:
        with pytest.raises(RitualError, match="interrupted"):
            one.do(act)
    assert target.blobs == there
    one.join(invite, couple)
    one.sync_mine(target)
    assert one.texts("self") == ["for me"]
