"""How long a large import takes, and how much memory: ``python benchmarks/importing.py``."""

import resource
import subprocess
import sys
import time

from measuring import COMMAND, YEARS_50, environment, filled, folder

from ritualtui.companion.service import Companion
from ritualtui.places import Places

BAR = 60


def main() -> None:
    """Measure and print."""
    with folder() as made:
        env = environment(made)
        with Companion.open(filled(f"{made}/years", **YEARS_50)) as companion, open(f"{made}/years.jsonl", "w") as file:
            count = 0
            for line in companion.transfer.lines(companion.visible()):
                file.write(line + "\n")
                count += 1
            size = file.tell()
        home = Places(f"{made}/home", f"{made}/home")
        Companion.begin(home, "Ana", "Ben").close()
        for what in ("the first time", "again, all known"):
            began = time.perf_counter()
            done = subprocess.run(
                [COMMAND, "import", "--at", home.home, f"{made}/years.jsonl"], env=env, check=True, capture_output=True
            )
            took = time.perf_counter() - began
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            verdict = "holds" if took <= BAR else "DOES NOT HOLD"
            print(f"{count:,} lines ({size / 1e6:.0f} MB) {what}: {took:.1f} s, bar {BAR}: {verdict}; "
                  f"at most {peak / 1e6:.0f} MB of memory so far. {done.stdout.decode().strip()}")  # fmt: skip


if __name__ == "__main__":
    main()
