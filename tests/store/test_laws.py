"""Laws: the order of lines is no matter; what two open logs, folds and crashes do in any order, a model does too."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ritualtui.clock import make_stamp
from ritualtui.companion import quick
from ritualtui.companion.backups import Keeping
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import journal
from ritualtui.store.state import State
from support.homes import ANA, BEN, Still


@contextmanager
def _home() -> Iterator[Places]:
    folder = tempfile.mkdtemp(prefix="ritualtui-test-")
    try:
        yield Places(folder, folder)
    finally:
        shutil.rmtree(folder)


# -- lines in any order

_versions = st.builds(
    lambda number, ms, text, deleted: {
        "id": f"00000000-0000-7000-8000-{number:012x}", "kind": "appreciation", "text": text,
        "stamp": make_stamp(ms, 0, "deviceaa"), **({"deleted": True} if deleted else {}),
    },
    st.integers(0, 4), st.integers(0, 5), st.sampled_from(["a", "b", "“é”\n"]), st.booleans(),
)  # fmt: skip
_changes = st.lists(st.lists(_versions, min_size=1, max_size=3), max_size=8)


def _line(versions: list[dict[str, Any]], n: int) -> bytes:
    return journal.line(msgspec.json.encode({"n": n, "clock": make_stamp(n, 0, "deviceaa"), "set": versions}))


def _replayed(lines: list[bytes]) -> dict[str, bytes]:
    state = State(Places("/nowhere", "/nowhere"))
    for _, _, body in journal.whole_lines(b"".join(lines)):
        assert body is not None and state.apply(body)
    return {key: bytes(raw) for key, raw in state.records.items()}


@given(_changes, st.randoms(use_true_random=False), st.integers(0, 8))
def test_replaying_lines_in_any_order_and_doubled_gives_the_same_records(changes: Any, chance: Any, again: int) -> None:
    lines = [_line(versions, n) for n, versions in enumerate(changes, 1)]
    once = _replayed(lines)
    other = [*lines, *lines[:again]]
    chance.shuffle(other)
    assert _replayed(other) == once
    assert set(once) == {str(int(v["id"].replace("-", ""), 16)) for versions in changes for v in versions}


@given(st.binary(max_size=60), st.lists(st.text(max_size=20), max_size=4), st.integers(0, 300))
def test_a_line_is_whole_or_it_is_not(rubbish: bytes, texts: list[str], cut: int) -> None:
    lines = [journal.encode({"n": n, "clock": make_stamp(n, 0, "d"), "what": text.encode("utf-8", "replace").decode()})
             for n, text in enumerate(texts)]  # fmt: skip
    for line in lines:
        assert line.count(b"\n") == 1 and journal.decode(line[:-1]) is not None
    data = b"".join(lines)[:cut] + b"\n" + rubbish.replace(b"\n", b"") + b"\n"
    found = [body for _, _, body in journal.whole_lines(data)]
    whole = sum(len(b"".join(lines[: n + 1])) - 1 <= cut for n in range(len(lines)))
    assert sum(body is not None for body in found) == whole


# -- any interleaving of two open logs, folds, crashes


class TwoAtOnce(RuleBasedStateMachine):
    """Two open companions and the quick path on one home, against a dictionary and a list of what can be undone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="ritualtui-test-")
        self.home = Places(self.folder, self.folder)
        self.still = Still()
        self.texts: dict[str, str] = {}
        self.gone: set[str] = set()
        self.done: list[dict[str, str | None]] = []  # each change: what every record in it was before
        self.undone: list[dict[str, str | None]] = []  # each undo: the same, for redo
        self.is_redo_known = True  # after a burn, only once something new was changed
        self.number = 0

    @initialize()
    def begin(self) -> None:
        first = Companion.begin(
            self.home, "Ana", "Ben", time=self.still, device="deviceaa", ids=(ANA, BEN), plans=False
        )
        self.open = [first, Companion.open(self.home, time=self.still)]

    def teardown(self) -> None:
        for companion in getattr(self, "open", []):
            companion.close()
        shutil.rmtree(self.folder)

    def _text(self) -> str:
        self.number += 1
        return f"text {self.number}"

    def _changed(self, before: dict[str, str | None]) -> None:
        self.done.append(before)
        self.undone.clear()
        self.is_redo_known = True

    def _reversed(self, change: dict[str, str | None]) -> dict[str, str | None]:
        """Put the records back to what ``change`` says; returns what they were."""
        were = {ident: self.texts.get(ident) for ident in change}
        for ident, text in change.items():
            if text is None:
                self.texts.pop(ident, None)
            else:
                self.texts[ident] = text
        return were

    @rule()
    def quickly(self) -> None:
        kept = quick.thank(self.home, self.still, text := self._text())
        self._changed({kept.record["id"]: None})
        self.texts[kept.record["id"]] = text

    @rule(who=st.integers(0, 1))
    def add(self, who: int) -> None:
        record = self.open[who].log.thank(text := self._text())
        self._changed({record["id"]: None})
        self.texts[record["id"]] = text

    @precondition(lambda self: self.texts)
    @rule(who=st.integers(0, 1), which=st.integers(0, 99))
    def edit(self, who: int, which: int) -> None:
        ident = sorted(self.texts)[which % len(self.texts)]
        self.open[who].log.edit(ident, {"text": (text := self._text())})
        self._changed({ident: self.texts[ident]})
        self.texts[ident] = text

    @precondition(lambda self: self.texts)
    @rule(who=st.integers(0, 1), which=st.integers(0, 99))
    def remove(self, who: int, which: int) -> None:
        ident = sorted(self.texts)[which % len(self.texts)]
        self.open[who].log.remove(ident)
        self._changed({ident: self.texts.pop(ident)})
        self.gone.add(ident)

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        if not self.done:
            try:
                self.open[who].log.undo()
            except RitualError:
                return
            raise AssertionError("there was nothing to undo")
        self.open[who].log.undo()
        self.undone.append(self._reversed(self.done.pop()))

    @precondition(lambda self: self.is_redo_known)
    @rule(who=st.integers(0, 1))
    def redo(self, who: int) -> None:
        if not self.undone:
            try:
                self.open[who].log.redo()
            except RitualError:
                return
            raise AssertionError("there was nothing to redo")
        self.open[who].log.redo()
        self.done.append(self._reversed(self.undone.pop()))

    @precondition(lambda self: self.texts)
    @rule(who=st.integers(0, 1), which=st.integers(0, 99))
    def burn(self, who: int, which: int) -> None:
        """Neither undo nor redo has anything of it any more."""
        ident = sorted(self.texts)[which % len(self.texts)]
        self.open[who].refresh()
        self.open[who].forgetting.burn(ident)
        del self.texts[ident]
        for stack in (self.done, self.undone):
            left = [{one: text for one, text in change.items() if one != ident} for change in stack]
            stack[:] = [change for change in left if change]
        self.is_redo_known = False  # of what had ended it, nothing may be left

    @rule(who=st.integers(0, 1), count=st.integers(1, 4))
    def take(self, who: int, count: int) -> None:
        lines = []
        for _ in range(count):
            obj = {"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-11-21T12:00:00Z", "text": self._text()}
            lines.append(msgspec.json.encode(obj).decode())
        before = set(self.open[who].storage.state.records)
        assert self.open[who].transfer.take(lines).new == count
        assert self.open[who].transfer.take(lines).known == count
        new = [record for key, record in self.open[who].all.items() if key not in before and record]
        mine = {record.id: record.text for record in new if getattr(record, "text", "") in "".join(lines)}
        self._changed(dict.fromkeys(mine))
        self.texts.update(mine)

    @rule(who=st.integers(0, 1))
    def refresh(self, who: int) -> None:
        self.open[who].refresh()

    @rule(who=st.integers(0, 1))
    def fold(self, who: int) -> None:
        self.open[who].storage.fold()

    @rule(who=st.integers(0, 1), minutes=st.integers(-30, 30))
    def reopen(self, who: int, minutes: int) -> None:
        self.open[who].close()
        self.still.move(minutes=minutes if abs((self.still.now() - Still().now()).total_seconds()) < 3_600 else 0)
        self.open[who] = Companion.open(self.home, time=self.still)

    @rule(kept=st.floats(0, 1, exclude_max=True), way=st.sampled_from(["quick", "full"]))
    def crash(self, kept: float, way: str) -> None:
        """A write that was not acknowledged: any part of its line but the whole."""
        before = Path(self.home.journal).read_bytes()
        if way == "quick":
            quick.thank(self.home, self.still, "never acknowledged")
        else:
            with Companion.open(self.home, time=self.still) as companion:
                companion.log.thank("never acknowledged")
        after = os.path.getsize(self.home.journal)
        os.truncate(self.home.journal, len(before) + int((after - len(before)) * kept))

    @rule(byte=st.integers(0, 255))
    def rubbish(self, byte: int) -> None:
        """A damaged line in the middle."""
        with Path(self.home.journal).open("ab") as file:
            file.write(bytes([byte, 120, 10]))

    @rule(kept=st.floats(0, 0.99))
    def damage(self, kept: float) -> None:
        """The data file is cut off and mended; what could be undone is forgotten."""
        os.truncate(self.home.data, int(os.path.getsize(self.home.data) * kept))
        keeping = Keeping(self.home, self.still)
        assert keeping.damaged() is not None
        keeping.restore()
        self.done.clear()
        self.undone.clear()
        self.is_redo_known = True

    @invariant()
    def all_see_the_same(self) -> None:
        if not hasattr(self, "open"):
            return
        with Companion.open(self.home, time=self.still) as fresh:
            found = {r.id: r.text for r in fresh.visible()}
            assert found == self.texts
            ns = [line.n for line in fresh.storage.state.lines]
            assert len(ns) == len(set(ns))
            for companion in self.open:
                companion.refresh()
                assert companion.storage.state.records == fresh.storage.state.records
                assert {r.id: r.text for r in companion.visible()} == self.texts
        assert not list(Path(self.folder).rglob("*.new"))


TestTwoAtOnce = TwoAtOnce.TestCase
TestTwoAtOnce.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_the_model_holds_for_longer_runs(full: bool) -> None:
    if full:
        from hypothesis.stateful import run_state_machine_as_test

        run_state_machine_as_test(
            TwoAtOnce, settings=settings(max_examples=1_500, stateful_step_count=60, deadline=None)
        )
