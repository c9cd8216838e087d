"""What ``ritualtui thank`` and ``ritualtui status`` cost, as whole processes, beside what nobody can save.

``python benchmarks/quick.py``
"""

import sys

from measuring import COMMAND, PYTHON, YEARS_50, environment, filled, folder, line, seconds, side_by_side

from ritualtui.clock import Clock
from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.places import Places

JOURNAL = 20_000_000
"""Bytes of journal: three weeks of ten thousand thanks a day that nothing has folded."""


def main(rounds: int) -> None:
    """Measure and print."""
    with folder() as made:
        env = environment(made)
        homes = {name: Places(f"{made}/{name}", f"{made}/{name}") for name in ("empty", "journal")}
        for home in homes.values():
            Companion.begin(home, "Ana", "Ben").close()
        homes["years"] = filled(f"{made}/years", **YEARS_50)
        journal = homes["journal"].journal
        quick.thank(homes["journal"], Clock(), "x" * 200)
        with open(journal, "r+b") as file:
            one = file.read().split(b"\n")[-2] + b"\n"
            file.seek(0, 2)
            file.write(one * (JOURNAL // len(one)))

        thanks = {
            name: [COMMAND, "thank", "-q", "--at", home.home, "You got up with the dog."]
            for name, home in homes.items()
        }
        found = side_by_side(
            {"import click": lambda: seconds([PYTHON, "-c", "import click"], env)}
            | {name: (lambda command=command: seconds(command, env)) for name, command in thanks.items()},
            rounds,
        )

        def status(home: Places) -> float:
            return seconds([COMMAND, "status"], {**env, "RITUALTUI_HOME": home.home})

        for home in homes.values():
            status(home)  # the first works the line out
            seconds([COMMAND, "thank", "-q", "--at", home.home, "It holds still."], env)
        said = side_by_side(
            {"pass": lambda: seconds([PYTHON, "-c", "pass"], env)}
            | {name: (lambda home=home: status(home)) for name, home in homes.items()},
            rounds,
        )
        with Companion.open(homes["years"]) as companion:
            count = len(companion.storage.state.records)
        print(line("ritualtui status / python -c pass", said["empty"], said["pass"], 2.0))
        print(line(f"status with {count:,} records / with none", said["years"], said["empty"], 1.1))
        print(line("ritualtui thank / python -c 'import click'", found["empty"], found["import click"], 1.35))
        print(line(f"thank with {count:,} records folded / with none", found["years"], found["empty"], 1.1))
        print(line("thank with a journal of 20 MB / with an empty one", found["journal"], found["empty"], 1.1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
