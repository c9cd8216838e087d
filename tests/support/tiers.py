"""The two tiers of the tests: the quick one, which is what runs unless ``--all`` is given, and everything.

A test is in the quick tier unless a mark takes it out:

- ``@pytest.mark.slow``: only with ``--all``. Another test of the same promise stays in the quick tier.
- ``@pytest.mark.sample(2)``: of a parametrised test, so many of its cases, spread from the first to the last.

``--rest`` runs what the quick tier leaves out. ``--full`` runs everything too, with the full numbers. A test that is
named (``file.py::test``) always runs.
"""

from collections.abc import Sequence

import pytest

MARKS = (
    "slow: runs with --all, not in the quick tier",
    "sample(n): of a parametrised test, n cases are in the quick tier",
)


def everything(config: pytest.Config) -> bool:
    """Whether all tests are asked for; new pictures are never taken of some only, which would delete the others."""
    named = any("::" in argument for argument in config.args)
    return named or any(config.getoption(option) for option in ("--all", "--rest", "--full", "--snapshot-update"))


def quick(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Those of ``items`` that are in the quick tier, in their order."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("slow") is None:
            tests.setdefault(item.nodeid.split("[")[0], []).append(item)
    kept: set[pytest.Item] = set()
    for cases in tests.values():
        mark = cases[0].get_closest_marker("sample")
        kept.update(_spread(cases, mark.args[0]) if mark else cases)
    return [item for item in items if item in kept]


def _spread(cases: list[pytest.Item], number: int) -> list[pytest.Item]:
    """``number`` of ``cases``, as far apart as can be: the first, the last, and between."""
    if number == 1 or len(cases) <= number:
        return cases[:number]
    return [cases[n * (len(cases) - 1) // (number - 1)] for n in range(number)]
