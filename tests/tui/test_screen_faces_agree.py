"""The morning ritual by keys, by mouse, on a real terminal, line by line and through a pipe: the same records."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.full_screen import normalised
from support.homes import Still, begun
from support.morning_ritual import morning_by_keys, morning_by_mouse
from support.watched_terminal import Screen

SAID = ("the tea", "q", "his exam", "her bus")


@pytest.mark.slow
async def test_every_way_through_the_morning_leaves_the_same(
    tmp_path: Path, still: Still, run: Callable[..., object], screen: Screen
) -> None:
    ways = ("keys", "mouse", "piped", "plain", "terminal")
    homes = {way: Places(str(tmp_path / way), str(tmp_path / way)) for way in ways}
    for home in homes.values():
        begun(home, still, plans=True).close()

    await morning_by_keys(homes["keys"], still)
    await morning_by_mouse(homes["mouse"], still)
    run("--at", homes["piped"].home, "ritual", "morning", "--plain", input="".join(f"{line}\n" for line in SAID))

    plain = screen("--at", homes["plain"].home, "ritual", "morning", "--plain")
    plain.wait_for("Stop for a moment")
    plain.type("\n")
    plain.wait_for("six seconds")
    plain.wait_for("Ana, tell Ben")  # the timer runs: six seconds
    for line, then in zip(SAID, ("Ben, tell Ana", "Ana, ask Ben", "Ben, ask Ana", "Say goodbye"), strict=True):
        plain.type(f"{line}\n")
        if line in SAID[2:]:
            plain.wait_for("a date:")
            plain.type("\n")
        plain.wait_for(then)
    plain.type("\n")
    assert plain.wait_for_end() == 0

    full = screen("--at", homes["terminal"].home, "ritual", "morning", "--with", "both")
    full.wait_for("Stop for a moment")
    full.type("\x1b[C")
    full.wait_for("six seconds")
    full.type("\x1b[C")
    for line, page in zip(SAID, ("Ana, tell Ben", "Ben, tell Ana", "Ana, ask Ben", "Ben, ask Ana"), strict=True):
        full.wait_for(page)
        full.type(line)
        full.wait_for(line)
        full.type("\r")
    full.wait_for("Say goodbye")
    full.type("\x1b[C")
    full.wait_for("Ana to Ben: “the tea”")
    full.type("\r")
    assert full.wait_for_end() == 0

    def left(way: str) -> list[list[tuple[str, str]]]:
        """What is there but for dates: real processes have the real day."""
        found = normalised(homes[way], still)
        return sorted([(key, value) for key, value in record if key not in ("day", "due")] for record in found)

    assert len(left("keys")) == 5
    for way in ways[1:]:
        assert left(way) == left("keys"), way
