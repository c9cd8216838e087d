"""Pools: lines of one purpose that are drawn in turn, so that none comes back before all have come.

Their texts are in ``content/<language>/pools.toml``. What a draw depends on is known to both computers.
"""

import hashlib
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from ritualtui.practice.decks import Card, Deck
from ritualtui.strings import read_content


class Line(NamedTuple):
    """A line. ``id`` never changes; ``part`` is its place among the others; ``when`` the only time it is for, or ""."""

    id: str
    text: str
    part: str = ""
    when: str = ""


@cache
def shipped() -> dict[str, tuple[Line, ...]]:
    """The lines of each pool, by its id."""
    pools = tomllib.loads(read_content("pools.toml"))["pool"]
    return {pool["id"]: tuple(Line(**line) for line in pool["lines"]) for pool in pools}


def names() -> Collection[str]:
    """The ids of the pools there are."""
    return shipped().keys()


def as_deck(pool: str, conditions: Collection[str] = ()) -> Deck | None:
    """The lines of ``pool`` that hold under ``conditions``, as questions; None where there is no such pool."""
    lines = shipped().get(pool)
    if lines is None:
        return None
    fit = [line for line in lines if not line.when or line.when in conditions]
    return Deck(pool, pool, "", tuple(Card(line.id, line.text) for line in fit))


def in_turn(pool: str, part: str, number: int, seed: str) -> Line:
    """The line of a ``part`` whose turn it is at the ``number``-th draw, in an order mixed by ``seed``.

    Each comes once in as many draws as there are lines. Raises ``KeyError`` where there is no such pool.
    """
    lines = sorted((line for line in shipped()[pool] if line.part == part), key=lambda line: _mixed(seed, line.id))
    return lines[number % len(lines)]


def parts(pool: str) -> Sequence[str]:
    """The parts of a pool, in the order of its file."""
    return list(dict.fromkeys(line.part for line in shipped().get(pool, ())))


def _mixed(seed: str, ident: str) -> bytes:
    return hashlib.blake2b(f"{seed}\0{ident}".encode(), digest_size=16).digest()
