"""What a sync costs with ten years behind it, beside one with a day: ``python tests/benchmarks/sync.py [ROUNDS]``.

Two homes and a folder between them. One record is logged on one machine, put there by it and fetched by the other: as
whole processes, and within one process, where nothing but the sync itself is measured. And the first sync of ten years.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from measuring import COMMAND, YEARS_10, environment, filled, folder, seconds

from ritualtui.clock import Clock
from ritualtui.companion.service import Companion
from ritualtui.companion.sync import pairing, syncing
from ritualtui.companion.sync.journal_only_log import NeedsAll
from ritualtui.places import Places
from ritualtui.sync import shared_key
from ritualtui.sync.folder import Folder


class Counting(Folder):
    """A folder that counts bytes, there and back."""

    moved = 0

    def read(self, name: str, limit: int) -> bytes | None:
        """See ``Folder``."""
        data = super().read(name, limit)
        self.moved += len(data or b"")
        return data

    def write(self, name: str, data: bytes) -> None:
        """See ``Folder``."""
        self.moved += len(data)
        super().write(name, data)


def line(what: str, said: str) -> str:
    """A figure in a line."""
    return f"{what}: {said}"


def joined(made: str, name: str, days: int, per_day: float) -> tuple[Places, Places, str, dict[str, float]]:
    """Two homes and a target, the one with so many years. Returns what the first sync took, too."""
    ana, ben, target = filled(f"{made}/{name}-a", days, per_day), Places(*[f"{made}/{name}-b"] * 2), f"{made}/{name}-t"
    os.mkdir(target)
    with Companion.open(ana) as companion:
        count = len(companion.storage.state.records)
        began = time.perf_counter()
        invite, _ = pairing.setup(companion, target)
        put = time.perf_counter() - began
    began = time.perf_counter()
    pairing.join(ben, shared_key.decoded(invite))
    got = time.perf_counter() - began
    return ana, ben, target, {"records": count, "put": put, "fetched": got}


def once(ana: Places, ben: Places, target: str, number: int) -> dict[str, float]:
    """One new record, within this process: seconds and bytes of both syncs together."""
    found = {"seconds": 0.0, "bytes": 0.0}
    for places in (ana, ben):
        with Companion.open(places) as companion:
            if places is ana:
                companion.log.thank(f"The {number}th: you got up with the dog.")
        began = time.perf_counter()
        counting = Counting(target)
        try:
            syncing.quickly(places, "couple", Clock(), opener=lambda url, to=counting: to)
        except NeedsAll:
            with Companion.open(places) as companion:
                companion.syncing.run("couple", target=counting)
        found["seconds"] += time.perf_counter() - began
        found["bytes"] += counting.moved
    return found


def main(rounds: int) -> None:
    """Measure and print."""
    with folder() as made:
        env = environment(made)
        os.environ.update(env)
        homes = {"day": joined(made, "day", 1, 10.0), "years": joined(made, "years", **YEARS_10)}
        first = homes["years"][3]
        print(line("records of ten years", f"{first['records']:,.0f}"))
        print(line("first sync, put there", f"{first['put']:.2f} s"))
        print(line("first sync, fetched by a new machine", f"{first['fetched']:.2f} s"))
        inside: dict[str, list[dict[str, float]]] = {name: [] for name in homes}
        whole: dict[str, list[float]] = {name: [] for name in homes}
        for number in range(rounds + 3):
            for name, (ana, ben, target, _) in homes.items():
                inside[name].append(once(ana, ben, target, number))
                seconds([COMMAND, "thank", "-q", "--at", ana.home, "You carried the shopping up."], env)
                whole[name].append(sum(seconds([COMMAND, "sync", "-q", "--at", p.home], env) for p in (ana, ben)))
        for what in ("seconds", "bytes"):
            day, years = (statistics.median(each[what] for each in inside[name][3:]) for name in ("day", "years"))
            print(line(f"one record, {what}, after a day", f"{day:.4f}"))
            print(line(f"one record, {what}, after ten years", f"{years:.4f}, ratio {years / day:.2f}"))
        day, years = (statistics.median(whole[name][3:]) for name in ("day", "years"))
        print(line("both syncs as processes, after a day", f"{day:.3f} s"))
        print(line("both syncs as processes, after ten years", f"{years:.3f} s, ratio {years / day:.2f}"))
        blobs = [path for path in Path(homes["years"][2]).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in blobs)
        print(line("in the target after ten years", f"{len(blobs)} files, {size:,} bytes"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
