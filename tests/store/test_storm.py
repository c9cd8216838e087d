"""Acknowledged means kept: writers killed at random, folding and reading beside them, nothing lost, nothing twice."""

import os
import random
import select
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ritualtui.clock import Clock
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support import script
from support.homes import begun, stock
from support.writers_and_readers import WIDTH

_ROLES = (
    "quick_writer", "quick_writer", "full_writer", "full_writer", "folder", "fresh_reader", "long_reader",
    "long_reader",
)  # fmt: skip
_KILLED = ("quick_writer", "full_writer", "folder")


def _start(role: str, places: Places, every: int, env: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, script("writers_and_readers"), role, places.home, str(every)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)


@pytest.mark.slow
def test_no_acknowledged_record_is_lost_or_doubled(
    home: Places, env: dict[str, str], full: bool, everything: bool
) -> None:
    wanted, every, between = (100_000, 1_000, (60, 400)) if full else (4_000 if everything else 1_000, 250, (20, 200))
    places = Places(home.home, home.home)
    begun(places, Clock()).close()
    chance = random.Random(2026)
    workers = [(role, _start(role, places, every, env)) for role in _ROLES]
    killed: Counter[str] = Counter()
    counted = next_kill = 0
    try:
        while counted < wanted:
            ready, _, _ = select.select([worker.stdout for _, worker in workers], [], [], 300)
            assert ready, "nobody writes any more"
            for pipe in ready:
                got = os.read(pipe.fileno(), 1 << 16)
                counted += len(got)
                if not got:  # only a reader that missed something, or a worker that broke, ends by itself
                    role, broken = next(pair for pair in workers if pair[1].stdout is pipe)
                    raise AssertionError(f"{role} ended: {broken.communicate()[1].decode()[-2000:]}")
            if counted >= next_kill:
                next_kill = counted + chance.randint(*between)
                index = chance.choice([i for i, (role, _) in enumerate(workers) if role in _KILLED])
                role, worker = workers[index]
                worker.send_signal(signal.SIGKILL)
                counted += len(worker.communicate()[0])
                killed[role] += 1
                workers[index] = role, _start(role, places, every, env)
    finally:
        for _, worker in workers:
            worker.kill()
            worker.communicate()

    acked = Path(places.home, "acked").read_bytes()
    assert len(acked) % WIDTH == 0
    told = dict(line.split(" ", 1) for line in acked.decode().splitlines())
    assert len(told) >= wanted
    with Companion.open(places) as companion:
        kept = {record.id: record.text for record in companion.visible()}
        companion.storage.fold()
        lines = companion.storage.state.lines
        assert len({line.n for line in lines}) == len(lines)
    assert [ident for ident, text in told.items() if kept.get(ident) != text] == []
    assert [text for text, count in Counter(kept.values()).items() if count > 1] == []
    assert {record["id"]: record["text"] for record in stock(places)} == kept
    assert min(killed[role] for role in _KILLED) > 0
    print(f"{len(told):,} acknowledged, {len(kept) - len(told)} kept without; killed: {dict(killed)}")
