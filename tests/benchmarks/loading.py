"""What opening ten years of records costs beside opening none: ``python benchmarks/loading.py``."""

import sys
import time

from measuring import COMMAND, YEARS_10, environment, filled, folder, line, seconds, side_by_side

from ritualtui.companion.service import Companion
from ritualtui.places import Places


def _opened(home: Places, typed: bool) -> float:
    began = time.perf_counter()
    with Companion.open(home) as companion:
        if typed:
            _ = companion.all
        return time.perf_counter() - began


def main(rounds: int) -> None:
    """Measure and print."""
    with folder() as made:
        env = environment(made)
        empty = Places(f"{made}/empty", f"{made}/empty")
        Companion.begin(empty, "Ana", "Ben").close()
        years = filled(f"{made}/years", **YEARS_10)
        with Companion.open(years) as companion:
            count = len(companion.storage.state.records)
        found = side_by_side(
            {
                "opened, none": lambda: _opened(empty, False), "opened": lambda: _opened(years, False),
                "typed": lambda: _opened(years, True),
                "today, none": lambda: seconds([COMMAND, "today", "--at", empty.home], env),
                "today": lambda: seconds([COMMAND, "today", "--at", years.home], env),
            },
            rounds,
        )  # fmt: skip
        print(line(f"opening {count:,} records / none", found["opened"], found["opened, none"], None))
        print(line("the same with every record typed / none", found["typed"], found["opened, none"], None))
        print(line("ritualtui today, whole process", found["today"], found["today, none"], None))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
