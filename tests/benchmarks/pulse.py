"""What the whole pulse over ten years of records costs: ``python benchmarks/pulse.py``. The bar is 150 ms."""

import statistics
import sys
import time

from measuring import UNTIL, YEARS_10, filled, folder

from ritualtui.companion.service import Companion
from ritualtui.insight.pulse import pulse
from ritualtui.insight.series import series


def main(rounds: int) -> None:
    """Measure and print."""
    with folder() as made, Companion.open(filled(f"{made}/years", **YEARS_10)) as companion:
        records = list(companion.visible())
        people, rituals = (
            [person.id for person in (companion.people.me, companion.people.partner)],
            companion.rituals.all,
        )
        rows_took, pulse_took = [], []
        for number in range(rounds + 3):
            began = time.perf_counter()
            rows = series(records, people, rituals.values(), until=UNTIL)
            between = time.perf_counter()
            pulse(rows)
            ended = time.perf_counter()
            if number >= 3:
                rows_took.append((between - began) * 1000)
                pulse_took.append((ended - between) * 1000)
    both = [one + other for one, other in zip(rows_took, pulse_took, strict=True)]
    middle = statistics.median(both)
    print(
        f"{len(records):,} records: series {statistics.median(rows_took):.0f} ms, pulse "
        f"{statistics.median(pulse_took):.0f} ms, both {middle:.0f} ms (least {min(both):.0f}), bar 150: "
        f"{'holds' if middle <= 150 else 'DOES NOT HOLD'}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
