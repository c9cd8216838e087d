"""What tests of sync share: a target in memory that may misbehave, machines of Ana and Ben with clocks of their own."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ritualtui.companion.service import Companion
from ritualtui.companion.sync import pairing, syncing
from ritualtui.companion.sync.journal_only_log import NeedsAll
from ritualtui.companion.sync.syncing import Syncing
from ritualtui.places import Places
from ritualtui.store.datafile import document
from ritualtui.sync import config, shared_key
from ritualtui.sync.engine import Result
from ritualtui.sync.target import Target, TargetError, TooLarge
from support.homes import EVENING, Still

__all__ = ["Cut", "Lying", "Machine", "Memory", "pair", "three"]


class Memory:
    """A target in memory that does what it should. ``asked`` is what was done, ``sent`` and ``got`` count bytes."""

    def __init__(self, blobs: dict[str, bytes] | None = None) -> None:
        self.blobs = {} if blobs is None else blobs
        self.asked: list[tuple[str, str]] = []
        self.sent = self.got = 0

    def read(self, name: str, limit: int) -> bytes | None:
        self.asked.append(("read", name))
        data = self.blobs.get(name)
        if data is not None and len(data) > limit:
            raise TooLarge(name)
        self.got += len(data or b"")
        return data

    def write(self, name: str, data: bytes) -> None:
        self.asked.append(("write", name))
        assert name.isascii() and name.count("/") <= 2
        self.blobs[name] = data
        self.sent += len(data)

    def remove(self, name: str) -> None:
        self.asked.append(("remove", name))
        self.blobs.pop(name, None)

    def names(self, folder: str) -> list[str]:
        self.asked.append(("names", folder))
        within = f"{folder}/" if folder else ""
        return sorted(n[len(within) :] for n in self.blobs if n.startswith(within) and "/" not in n[len(within) :])

    def folders(self, folder: str) -> list[str]:
        self.asked.append(("folders", folder))
        within = f"{folder}/" if folder else ""
        rest = (n[len(within) :] for n in self.blobs if n.startswith(within))
        return sorted({n.split("/")[0] for n in rest if "/" in n})

    def close(self) -> None:
        pass


class Cut(BaseException):
    """The process was killed here."""


class Lying(Memory):
    """The same blobs through a storage that misbehaves: ``trouble`` says how, by ``chance``.

    ``drop``: takes a write and forgets it. ``old``: shows what was there before. ``fail``: refuses at random. ``full``:
    refuses writes. ``half``: keeps half of a write and refuses. ``cut``: the process dies before, or after, an act.
    """

    def __init__(self, blobs: dict[str, bytes], before: dict[str, bytes], trouble: str, chance: random.Random) -> None:
        super().__init__(blobs)
        self.before, self.trouble, self.chance = before, trouble, chance

    def _bad(self) -> bool:
        if self.trouble == "cut" and self.chance.random() < 0.2:
            raise Cut
        if self.trouble == "fail" and self.chance.random() < 0.3:
            raise TargetError("it failed", offline=self.chance.random() < 0.5)
        return self.chance.random() < 0.4

    def read(self, name: str, limit: int) -> bytes | None:
        if self._bad() and self.trouble == "old":
            return self.before.get(name)
        return super().read(name, limit)

    def write(self, name: str, data: bytes) -> None:
        bad = self._bad()
        if self.trouble == "full":
            raise TargetError("it is full")
        if bad and self.trouble == "drop":
            return
        if bad and self.trouble == "half":
            self.blobs[name] = data[: self.chance.randrange(len(data))]
            raise TargetError("it broke off")
        if name in self.blobs:
            self.before[name] = self.blobs[name]
        super().write(name, data)
        if self.trouble == "cut":
            self._bad()

    def remove(self, name: str) -> None:
        if not (self._bad() and self.trouble in ("drop", "fail")):
            super().remove(name)

    def names(self, folder: str) -> list[str]:
        if self._bad() and self.trouble == "old":
            return []
        return super().names(folder)


class Machine:
    """One machine: a folder, a clock, a place outside the folder. Its log is opened anew for each act."""

    def __init__(self, root: Path, number: int, time: Still | None = None) -> None:
        self.root = root / f"machine{number}"
        self.root.mkdir(parents=True)
        self.places = Places(str(self.root / "home"), str(self.root / "home"))
        self.outside = str(self.root / "outside")
        self.time = time or Still(EVENING)
        self.was_quick = False
        self.who: str | None = None  # as whom it is opened, where that is not whose it is

    def begin(self, me: str = "Ana", partner: str = "Ben", *, solo: bool = False) -> None:
        Companion.begin(self.places, me, partner, solo=solo, time=self.time, plans=False).close()

    def open(self) -> Companion:
        companion = Companion.open(self.places, self.who, time=self.time)
        companion._groups[Syncing] = Syncing(companion, self._never, self.outside)
        return companion

    def _never(self, url: str) -> Target:
        raise AssertionError("no target is opened")

    def do(self, act: Callable[[Companion], Any]) -> Any:
        self.time.move(ms=1)
        with self.open() as companion:
            return act(companion)

    def sync(self, target: Target, **options: Any) -> Result:
        self.time.move(ms=1)
        self.was_quick = True
        try:
            return syncing.quickly(
                self.places, "couple", self.time, opener=lambda url: target, outside=self.outside, **options
            )
        except NeedsAll:
            self.was_quick = False
            return self.do(lambda c: c.syncing.run("couple", target=target, **options))

    def troubles(self, target: Target) -> tuple[str, ...]:
        """Sync, and say what could not be read, whether it was told before or not."""
        result = self.sync(target)
        return result.notes + result.known

    def setup(self, target: Target) -> str:
        return str(self.do(lambda c: _with(self, lambda: pairing.setup(c, "/target", opener=lambda url: target)[0])))

    def join(self, invite: str, target: Target, me: str | None = None, **options: Any) -> pairing.Joined:
        given = shared_key.decoded(invite)
        return _with(
            self,
            lambda: pairing.join(self.places, given, me=me, time=self.time, opener=lambda url: target, **options),
        )

    def rotate(self, target: Target) -> str:
        """Make a new key. Returns the new invite."""
        return str(self.do(lambda c: _with(self, lambda: pairing.rotate(c, "couple", opener=lambda url: target)[0])))

    def leave(self) -> None:
        self.do(lambda c: _with(self, lambda: pairing.leave(c, "couple")))

    def space(self) -> str | None:
        """The name of what it is joined to, None where it is to nothing."""
        found = config.read(self.places, "couple")
        return None if found is None else found.space

    def copy(self, number: int) -> "Machine":
        """Another machine, with a copy of the folder as it is now."""
        made = Machine(self.root.parent, number, Still(self.time.now()))
        shutil.copytree(self.places.home, made.places.home)
        return made

    def records(self, audience: str = "ours") -> dict[str, dict[str, Any]]:
        """The records that are not removed, by id."""
        with self.open() as companion:
            every = [document(raw) for raw in companion.storage.state.records.values()]
        return {r["id"]: r for r in every if not r.get("deleted") and r.get("audience") == audience}

    def everything(self) -> dict[str, dict[str, Any]]:
        """Every record, removed ones too."""
        with self.open() as companion:
            return {key: document(raw) for key, raw in companion.storage.state.records.items()}

    def texts(self, audience: str = "ours") -> list[str]:
        return sorted(str(r.get("text", "")) for r in self.records(audience).values() if r["kind"] != "plan")

    def thank(self, text: str) -> str:
        return str(self.do(lambda c: c.log.thank(text)["id"]))

    def put(self, record: dict[str, Any]) -> None:
        """Journal a record as it is."""
        raw = msgspec.Raw(msgspec.json.encode(record))
        from ritualtui.companion.sync import merging

        self.do(lambda c: merging.take(c, {str(int(record["id"].replace("-", ""), 16)): raw}, from_me=True))


def _with(machine: Machine, act: Callable[[], Any]) -> Any:
    """Do it with what belongs to the machine in a folder of its own."""
    from ritualtui.sync import machine as module

    before = module.folder
    module.folder = lambda: machine.outside
    try:
        return act()
    finally:
        module.folder = before


def pair(root: Path, target: Target) -> tuple[Machine, Machine]:
    """Ana's machine and Ben's, joined."""
    ana, ben = Machine(root, 1), Machine(root, 2)
    ana.begin()
    ben.join(ana.setup(target), target)
    ana.sync(target)
    return ana, ben


def three(root: Path, target: Target) -> list[Machine]:
    """Ana's, Ben's and Ana's other machine, joined."""
    machines = [*pair(root, target), Machine(root, 3)]
    invite = machines[0].do(lambda c: pairing.invite(c, "couple"))
    machines[2].join(invite, target, me="Ana")
    for machine in machines:
        machine.sync(target)
    return machines


def folder() -> Path:
    """A folder of one's own, in memory where there is such a place: many short lives write much."""
    memory = "/dev/shm"
    return Path(tempfile.mkdtemp(prefix="ritualtui-test-", dir=memory if os.access(memory, os.W_OK) else None))


def gone(root: Path) -> None:
    shutil.rmtree(root)
