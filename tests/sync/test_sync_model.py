"""Three machines in any order of edits, removals, syncs, cuts, restores, lying storage and clocks years off."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from machines import Cut, Lying, Machine, Memory, folder, gone, three

from ritualtui.errors import RitualError
from ritualtui.store.datafile import rank
from ritualtui.sync.ledger import Book
from ritualtui.sync.merge import sound, union

MACHINES = st.integers(0, 2)
TROUBLES = st.sampled_from(["drop", "old", "fail", "full", "half", "cut", "kill"])


def _ours(machine: Machine) -> dict[str, msgspec.Raw]:
    """What is ours, or removed, on a machine."""
    with machine.open() as companion:
        every = dict(companion.storage.state.records)
    found = {key: (raw, sound(raw)) for key, raw in every.items()}
    return {key: raw for key, (raw, seen) in found.items() if seen and (seen.deleted or seen.audience == "ours")}


@contextmanager
def _killed(chance: random.Random) -> Iterator[None]:
    """The process dies before, or after, something is written into the ledger."""
    was = Book.save

    def save(self: Book, **changed: Any) -> None:
        if chance.random() < 0.3:
            raise Cut
        was(self, **changed)
        if chance.random() < 0.2:
            raise Cut

    Book.save = save  # type: ignore[method-assign]
    try:
        yield
    finally:
        Book.save = was  # type: ignore[method-assign]


class Life(RuleBasedStateMachine):
    """What every machine holds at the end is what all of them held before; what was synced is never lost."""

    @initialize()
    def begin(self) -> None:
        self.root = folder()
        self.target = Memory()
        self.before: dict[str, bytes] = {}
        self.machines = three(self.root, self.target)
        self.ids: list[str] = []
        self.synced: dict[str, msgspec.Raw] = {}
        self.has_lost = self.was_put_back = False

    def teardown(self) -> None:
        if hasattr(self, "root"):
            try:
                self.settle()
            finally:
                gone(self.root)

    @rule(which=MACHINES, text=st.text(max_size=8))
    def write(self, which: int, text: str) -> None:
        self.ids.append(self.machines[which].thank(f"w{text.strip()}" if text.isprintable() else "w"))

    @rule(which=MACHINES)
    def write_for_oneself(self, which: int) -> None:
        self.machines[which].do(lambda c: c.log.add({"kind": "promise", "text": "mine", "audience": "self"}))

    @rule(which=MACHINES, number=st.integers(0, 50), what=st.sampled_from(["edit", "remove", "undo", "burn", "close"]))
    def change(self, which: int, number: int, what: str) -> None:
        if not self.ids:
            return
        ident = self.ids[number % len(self.ids)]

        def act(c: Any) -> None:
            if what == "edit":
                c.log.edit(ident, {"text": f"edited {number}"})
            elif what == "remove":
                c.log.remove(ident)
            elif what == "undo":
                c.log.undo()
            elif what == "burn" and number % 5 == 0:
                c.forgetting.burn(ident)
            elif what == "close" and number % 3 == 0:
                c.log.edit(ident, {"audience": "self"})

        with suppress(RitualError):  # it is not here, or not theirs
            self.machines[which].do(act)

    @rule(which=MACHINES)
    def sync(self, which: int) -> None:
        if self.machines[which].sync(self.target).complete:
            self._is_synced(which)

    def _is_synced(self, which: int) -> None:
        """From now on it is not lost; but of what was removed before it ever went, nothing goes: no word, no removal.

        A folder from before that brings it back.
        """
        here = _ours(self.machines[which]).items()
        went = {key: raw for key, raw in here if key in self.synced or not ((seen := sound(raw)) and seen.deleted)}
        self.synced = union(self.synced, went)

    @rule(which=MACHINES, trouble=TROUBLES, seed=st.integers(0, 1 << 16))
    def sync_badly(self, which: int, trouble: str, seed: int) -> None:
        chance = random.Random(seed)
        lying = Lying(self.target.blobs, self.before, trouble, chance)
        try:
            if trouble == "kill":
                with _killed(chance):
                    self.machines[which].sync(lying)
            elif self.machines[which].sync(lying).complete:
                self._is_synced(which)
        except (RitualError, Cut):
            pass

    @rule(which=MACHINES)
    def fold(self, which: int) -> None:
        self.machines[which].do(lambda c: c.storage.fold())

    @rule(which=MACHINES, years=st.integers(-30, 30))
    def clock(self, which: int, years: int) -> None:
        self.machines[which].time.move(days=365 * years)
        if not 0 < self.machines[which].time.ms() < 4_000_000_000_000:
            self.machines[which].time.move(days=-365 * years)

    @rule(which=MACHINES)
    def copy_the_folder(self, which: int) -> None:
        there = self.root / f"then{which}"
        if there.exists():
            shutil.rmtree(there)
        shutil.copytree(self.machines[which].places.home, there)

    @rule(which=MACHINES)
    def put_the_folder_back(self, which: int) -> None:
        there = self.root / f"then{which}"
        if there.exists() and not self.has_lost:
            self.was_put_back = True
            shutil.rmtree(self.machines[which].places.home)
            shutil.copytree(there, self.machines[which].places.home)

    @rule(number=st.integers(0, 1000))
    def the_storage_loses_a_blob(self, number: int) -> None:
        """Not together with a folder that is put back: what is lost in both places is lost."""
        if self.target.blobs and not self.was_put_back:
            self.has_lost = True
            names = sorted(self.target.blobs)
            del self.target.blobs[names[number % len(names)]]

    def settle(self) -> None:
        expected = self.synced
        for machine in self.machines:
            expected = union(expected, _ours(machine))
        for _ in range(4):
            results = [machine.sync(self.target) for machine in self.machines]
        assert [result.notes + result.known for result in results] == [(), (), ()]
        assert [(result.sent, sum(result.received[1:3])) for result in results] == [(0, 0)] * 3
        ends = [_ours(machine) for machine in self.machines]
        alive = [
            {key: bytes(raw) for key, raw in end.items() if not (looked := sound(raw)) or not looked.deleted}
            for end in ends
        ]
        assert alive[0] == alive[1] == alive[2]
        for key, raw in expected.items():
            for machine, end in zip(self.machines, ends, strict=True):
                stands = end.get(key) or machine.do(lambda c, key=key: c.storage.state.records.get(key))
                looked = sound(raw)
                if stands is None and looked and looked.deleted:
                    continue  # removed before anybody else had ever heard of it
                assert stands is not None, f"lost: {bytes(raw)!r}"
                assert rank(stands) >= rank(raw)


@pytest.mark.filterwarnings("ignore")
def test_whatever_happens_all_end_with_the_same_and_none_is_lost(full: bool) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=400 if full else 12, stateful_step_count=50 if full else 25, deadline=None,
            suppress_health_check=list(HealthCheck), print_blob=True,
        ),
    )  # fmt: skip
