"""Machines of two people in any order of edits, removals, syncs, new keys, copies, cuts, lying storage and clocks."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from ritualtui.companion import today_cache
from ritualtui.companion.backups import Keeping
from ritualtui.companion.sync import merging, pairing
from ritualtui.errors import RitualError
from ritualtui.store import purge
from ritualtui.store.datafile import document_key, is_burned, rank
from ritualtui.store.state import key_of
from ritualtui.sync import shared_key
from ritualtui.sync.ledger import Book
from ritualtui.sync.merge import higher, sound, union
from support.computers import Cut, Lying, Machine, Memory, folder, gone, three

MACHINES = st.integers(0, 59)
NUMBERS = st.integers(0, 50)
TROUBLES = st.sampled_from(["drop", "old", "fail", "full", "half", "cut", "kill"])
MOST_MACHINES = 5
Records = dict[str, msgspec.Raw]

reached: Counter[str] = Counter()
"""What has happened in all histories so far: a model that never gets somewhere shows nothing about it."""
TO_REACH = frozenset(
    {"quick", "full", "older came", "rotated", "left", "set up", "joined anew", "imported", "merged", "restored",
     "copied", "put back", "lost", "burned", "burned before it was sent", "removed", "removed before it was sent",
     "closed", "opened", "settled with burned words"}
)  # fmt: skip


def _all(machine: Machine) -> Records:
    with machine.open() as companion:
        return dict(companion.storage.state.records)


def _is_ours(raw: msgspec.Raw) -> bool:
    """Whether it is of what goes between the two: it is for both, or says only that it was removed."""
    looked = sound(raw)
    return looked is not None and (looked.deleted or looked.audience == "ours")


def _shown(records: Records) -> dict[str, bytes]:
    """What both see."""
    return {key: bytes(raw) for key, raw in records.items() if (s := sound(raw)) and not s.deleted and _is_ours(raw)}


def _own(records: Records) -> Records:
    return {key: raw for key, raw in records.items() if (s := sound(raw)) and not s.deleted and s.audience == "self"}


def _text(raw: msgspec.Raw) -> str:
    return str(msgspec.json.decode(raw).get("text", ""))


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
    """Once all have joined the last key and synced, all show the same, and what is newest of all that there was.

    So no word is lost; none that was burned is in any file; none that was removed or taken back is shown to the other.
    """

    @initialize(misfortune=st.sampled_from(["folders are put back", "blobs are lost", "neither"]))
    def begin(self, misfortune: str) -> None:
        """Not both: what is lost in both places is lost."""
        self.misfortune = misfortune
        self.root = folder()
        self.target = Memory()
        self.before: dict[str, bytes] = {}
        self.machines = three(self.root, self.target)
        self.invite = str(self.machines[0].do(lambda c: pairing.invite(c, "couple")))
        self.ids: list[str] = []
        self.said: dict[str, set[str]] = {}  # by id, everything that was ever said in it
        self.exports: list[list[str]] = []
        self.synced: Records = {}
        self.back: set[int] = set()  # machines whose folder was put back, and that have not synced since
        self.has_lost = False
        for number in range(3):
            self.write(number, "", "ours")
            self._sync(number)

    def teardown(self) -> None:
        if hasattr(self, "root"):
            try:
                self.settle()
            finally:
                gone(self.root)

    def _at(self, which: int) -> Machine:
        return self.machines[which % len(self.machines)]

    def _word(self) -> str:
        return f"word{sum(map(len, self.said.values())):04d}q"

    # -- what people do

    @rule(which=MACHINES, text=st.text(max_size=8), audience=st.sampled_from(["ours", "ours", "self"]))
    def write(self, which: int, text: str, audience: str) -> None:
        word = self._word()
        fields = {"kind": "promise", "text": f"{word} {text if text.isprintable() else ''}", "audience": audience}
        ident = str(self._at(which).do(lambda c: c.log.add(fields)["id"]))
        self.ids.append(ident)
        self.said[ident] = {word}

    @rule(which=MACHINES, to=MACHINES, burn=st.booleans(), how=st.sampled_from(["import", "copy", "merge"]))
    def write_and_take_away_at_once(self, which: int, to: int, burn: bool, how: str) -> None:
        """Before it was ever sent; elsewhere it may be in an export, or in a copy of the folder."""
        self.write(which, "", "ours")
        if how == "import":
            self.export(which)
        elif how == "copy":
            self.copy_to_another_machine(which)
        else:
            self.copy_the_folder(which)
        (self.burn if burn else self.remove)(which, 0)
        if how == "import":
            self.import_what_was_exported(to, 0)
        elif how == "merge":
            self.merge_a_copy(to, which)

    @rule(which=MACHINES, number=NUMBERS)
    def edit(self, which: int, number: int) -> None:
        ident, word = self._one(number), self._word()
        if self._does(which, lambda c: c.log.edit(ident, {"text": word})):
            self.said[ident].add(word)

    @rule(which=MACHINES, number=NUMBERS)
    def remove(self, which: int, number: int) -> None:
        ident = self._one(number)
        if self._does(which, lambda c: c.log.remove(ident)):
            reached["removed"] += 1
            reached["removed before it was sent"] += not self._was_sent(ident)

    @rule(which=MACHINES, number=NUMBERS)
    def burn(self, which: int, number: int) -> None:
        ident = self._one(number)
        if self._does(which, lambda c: c.forgetting.burn(ident)):
            reached["burned"] += 1
            reached["burned before it was sent"] += not self._was_sent(ident)

    @rule(which=MACHINES, number=NUMBERS)
    def take_back_to_oneself(self, which: int, number: int) -> None:
        reached["closed"] += self._does(which, lambda c: c.log.edit(self._one(number), {"audience": "self"}))

    @rule(which=MACHINES, number=NUMBERS)
    def share(self, which: int, number: int) -> None:
        reached["opened"] += self._does(which, lambda c: c.log.edit(self._one(number), {"audience": "ours"}))

    @rule(which=MACHINES)
    def undo(self, which: int) -> None:
        self._does(which, lambda c: c.log.undo())

    def _one(self, number: int) -> str:
        return self.ids[-1 - number % len(self.ids)]

    def _does(self, which: int, act: Callable[[Any], Any]) -> bool:
        """Whether it could be done: it may not be there, or not be theirs."""
        with suppress(RitualError):
            self._at(which).do(act)
            return True
        return False

    def _was_sent(self, ident: str) -> bool:
        return document_key(ident) in self.synced

    @rule(which=MACHINES)
    def look(self, which: int) -> None:
        self._at(which).do(lambda c: today_cache.write(c.places, c.people, c.look.today(), usual=True))

    # -- syncing

    @rule(which=MACHINES)
    def sync(self, which: int) -> None:
        self._sync(which % len(self.machines))

    @rule(first=MACHINES)
    def sync_all(self, first: int) -> None:
        for number in range(len(self.machines)):
            self._sync((first + number) % len(self.machines))

    def _sync(self, number: int) -> None:
        machine = self.machines[number]
        with suppress(RitualError):  # it has left
            result = machine.sync(self.target)
            reached["quick" if machine.was_quick else "full"] += 1
            reached["older came"] += result.received.older > 0
            if result.complete:
                self._is_synced(number)

    def _is_synced(self, number: int) -> None:
        """From now on it is not lost; but of what was removed before it ever went, nothing goes: no word, no removal.

        A folder from before that brings it back.
        """
        self.back.discard(number)
        here = {key: raw for key, raw in _all(self.machines[number]).items() if _is_ours(raw)}
        went = {k: raw for k, raw in here.items() if k in self.synced or is_burned(raw) or not sound(raw).deleted}  # type: ignore[union-attr]
        self.synced = union(self.synced, went)

    @rule(which=MACHINES, trouble=TROUBLES, seed=st.integers(0, 1 << 16))
    def sync_badly(self, which: int, trouble: str, seed: int) -> None:
        chance, number = random.Random(seed), which % len(self.machines)
        lying = Lying(self.target.blobs, self.before, trouble, chance)
        try:
            if trouble == "kill":
                with _killed(chance):
                    self.machines[number].sync(lying)
            elif self.machines[number].sync(lying).complete:
                self._is_synced(number)
        except (RitualError, Cut):
            pass

    # -- keys and places

    @rule(which=MACHINES)
    def rotate(self, which: int) -> None:
        with suppress(RitualError):  # it has left
            self._leaves(which % len(self.machines))
            self.invite = self._at(which).rotate(self.target)
            reached["rotated"] += 1

    @rule(which=MACHINES)
    def leave(self, which: int) -> None:
        with suppress(RitualError):  # it has left already
            self._leaves(which % len(self.machines))
            self._at(which).leave()
            reached["left"] += 1

    @rule(which=MACHINES)
    def set_up_anew(self, which: int) -> None:
        with suppress(RitualError):  # it has not left
            self.invite = self._at(which).setup(self.target)
            reached["set up"] += 1

    @rule(which=MACHINES)
    def join(self, which: int) -> None:
        self._join(which % len(self.machines))

    @rule()
    def all_join(self) -> None:
        for number in range(len(self.machines)):
            self._join(number)

    def _join(self, number: int) -> None:
        machine, given = self.machines[number], shared_key.decoded(self.invite)
        if machine.space() != given.space:
            self._leaves(number)
            reached["joined anew"] += 1
        with machine.open() as companion:
            me = companion.people.me.name
        with suppress(RitualError):  # nothing is there any more
            if machine.join(self.invite, self.target, me=me).result.complete:
                self._is_synced(number)

    def _leaves(self, number: int) -> None:
        """What a folder that was put back had sent before, it gets from where it sent it, and from nowhere else."""
        with suppress(RitualError):
            if number in self.back and self.machines[number].sync(self.target).complete:
                self._is_synced(number)
        if number in self.back:
            self.synced = {}

    # -- other ways in

    @rule(which=MACHINES)
    def export(self, which: int) -> None:
        def lines(c: Any) -> list[str]:
            return list(c.transfer.lines(record for record in c.visible() if record.audience == "ours"))

        self.exports.append(self._at(which).do(lines))

    @rule(which=MACHINES, number=NUMBERS)
    def import_what_was_exported(self, which: int, number: int) -> None:
        if self.exports:
            lines = self.exports[-1 - number % len(self.exports)]
            done = self._at(which).do(lambda c: c.transfer.take(lines, skip_bad=True))
            reached["imported"] += done.new > 0

    @rule(which=MACHINES)
    def copy_the_folder(self, which: int) -> None:
        there = self._then(which)
        if there.exists():
            shutil.rmtree(there)
        shutil.copytree(self._at(which).places.home, there)

    def _then(self, which: int) -> Path:
        return self.root / f"then{which % len(self.machines)}"

    @rule(which=MACHINES)
    def put_the_folder_back(self, which: int) -> None:
        if self._then(which).exists() and self.misfortune == "folders are put back":
            self.back.add(which % len(self.machines))
            shutil.rmtree(self._at(which).places.home)
            shutil.copytree(self._then(which), self._at(which).places.home)
            reached["put back"] += 1

    @rule(which=MACHINES, of=MACHINES)
    def merge_a_copy(self, which: int, of: int) -> None:
        if self._then(of).exists():

            def act(c: Any) -> None:
                state = merging.read_file(str(self._then(of)))
                found = merging.brought(c, str(self._then(of)), state)
                merging.take(c, found, from_me=merging.is_ones_own(c, state))

            self._at(which).do(act)
            reached["merged"] += 1

    @rule(which=MACHINES)
    def copy_to_another_machine(self, which: int) -> None:
        if len(self.machines) < MOST_MACHINES:
            self.machines.append(self._at(which).copy(10 + len(self.machines)))
            reached["copied"] += 1

    @rule(which=MACHINES, number=NUMBERS)
    def restore(self, which: int, number: int) -> None:
        keeping = Keeping(self._at(which).places, self._at(which).time)
        backups = keeping.list()
        keeping.restore(backups[number % len(backups)].backup)
        reached["restored"] += 1

    # -- files, clocks and storage

    @rule(which=MACHINES, days=st.sampled_from([0, 2]))
    def fold(self, which: int, days: int) -> None:
        """After two days the journal has nothing of before any more: it is in the data file alone."""
        self._at(which).time.move(days=days)
        self._at(which).do(lambda c: c.storage.fold())

    @rule(which=MACHINES, years=st.integers(-30, 30))
    def clock(self, which: int, years: int) -> None:
        time = self._at(which).time
        time.move(days=365 * years)
        if not 0 < time.ms() < 4_000_000_000_000:
            time.move(days=-365 * years)

    @rule(number=st.integers(0, 1000))
    def the_storage_loses_a_blob(self, number: int) -> None:
        if self.target.blobs and self.misfortune == "blobs are lost":
            self.has_lost = True
            del self.target.blobs[list(self.target.blobs)[number % len(self.target.blobs)]]
            reached["lost"] += 1

    # -- how it ends

    def settle(self) -> None:
        begun = [_all(machine) for machine in self.machines]
        self._all_meet()
        expected: Records = dict(self.synced)
        for records in begun:
            for key, raw in records.items():
                expected[key] = higher(expected[key], raw) if key in expected else raw
        for _ in range(4):
            results = [machine.sync(self.target) for machine in self.machines]
        assert [result.notes + result.known for result in results] == [()] * len(results)
        assert [(result.sent, sum(result.received[1:3])) for result in results] == [(0, 0)] * len(results)
        ends = [_all(machine) for machine in self.machines]
        assert [_shown(end) == _shown(ends[0]) for end in ends] == [True] * len(ends)
        for key, raw in expected.items():
            for was, end in zip(begun, ends, strict=True):
                self._is_as_it_should(raw, was.get(key), end.get(key))
        self._no_word_of_ones_own_is_lost(begun, ends, expected)
        self._no_burned_word_is_left({key for key, raw in expected.items() if is_burned(raw)})

    def _all_meet(self) -> None:
        """All join by the last invite; where nobody has what it leads to any more, by a new one.

        By a new one, too, where something was lost that somebody wrote there who has left: nobody else can mend it.
        """
        space = shared_key.decoded(self.invite).space
        holders = [number for number, machine in enumerate(self.machines) if machine.space() == space]
        if not holders:
            self._leaves(0)
            with suppress(RitualError):
                self.machines[0].leave()
            self.invite = self.machines[0].setup(self.target)
        for number in holders:
            self._sync(number)
        space = shared_key.decoded(self.invite).space
        for number in range(len(self.machines)):
            if self.machines[number].space() != space:
                self._join(number)
        if self.has_lost:
            for _ in range(2):
                self.sync_all(0)
            self.invite = self.machines[0].rotate(self.target)
            for number in range(len(self.machines)):
                self._join(number)
        space = shared_key.decoded(self.invite).space
        assert [machine.space() == space for machine in self.machines] == [True] * len(self.machines)

    @staticmethod
    def _is_as_it_should(newest: msgspec.Raw, was: msgspec.Raw | None, end: msgspec.Raw | None) -> None:
        """``newest`` of all versions that there were against what a machine had before and has at the end."""
        looked, now = sound(newest), None if end is None else sound(end)
        assert looked is not None
        is_shown = now is not None and not now.deleted and now.audience == "ours"
        if is_burned(newest):
            assert end is None or is_burned(end), f"burned, and back: {bytes(end)!r}"
        elif looked.deleted or looked.audience == "self":
            assert not is_shown, f"gone, and shown: {bytes(end or b'')!r} for {bytes(newest)!r}"
            assert looked.deleted or was != newest or end == newest, f"lost: {bytes(newest)!r}"
        else:
            assert end is not None, f"lost: {bytes(newest)!r}"
            assert rank(end) >= rank(newest)

    def _no_word_of_ones_own_is_lost(self, begun: list[Records], ends: list[Records], expected: Records) -> None:
        for was, end in zip(begun, ends, strict=True):
            texts = {_text(raw) for raw in end.values()}
            for key, raw in _own(was).items():
                assert _text(raw) in texts or is_burned(expected[key]), f"one's own, and lost: {bytes(raw)!r}"

    def _no_burned_word_is_left(self, burned: set[str]) -> None:
        words = {word for ident, said in self.said.items() if document_key(ident) in burned for word in said}
        for machine in self.machines:
            with machine.open() as companion:
                every = {bytes(raw): key_of(raw) for raw in purge.versions(companion.storage.state)}
            # What was one's own went on under an id of its own, and that one was not burned.
            kept = b"\n".join(raw for raw, key in every.items() if key not in burned)
            words = {word for word in words if word.encode() not in kept}
            for path in Path(machine.places.home).rglob("*"):
                data = path.read_bytes() if path.is_file() else b""
                assert [word for word in words if word.encode() in data] == [], f"burned words in {path}"
        reached["settled with burned words"] += bool(words)


@pytest.mark.sample(1)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("part", range(4))
def test_whatever_happens_all_end_with_the_same_and_none_is_lost(part: int, full: bool) -> None:
    reached.clear()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=100 if full else 8, stateful_step_count=50 if full else 20, deadline=None,
            suppress_health_check=list(HealthCheck), print_blob=True,
        ),
    )  # fmt: skip
    assert not full or [what for what in sorted(TO_REACH) if not reached[what]] == []
