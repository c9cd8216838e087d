"""``pause``: days that count neither way, and their end."""

import pytest
from asking import Ask
from homes import Still


def pauses(ask: Ask) -> list[tuple[str, str, str | None]]:
    records = ask("list", "--kind", "pause", "--json").records
    return [(record["why"], record["since"], record.get("until")) for record in records]


@pytest.mark.parametrize(
    ("args", "kept"),
    [
        ([], ("away", "2026-11-21", None)),
        (["ill", "--until", "in 3 days"], ("ill", "2026-11-21", "2026-11-24")),
        (["hard-season", "--since", "yesterday"], ("hard season", "2026-11-20", None)),
        (["Hard season"], ("hard season", "2026-11-21", None)),
        (["away", "--since", "2026-11-01", "--until", "2026-11-09"], ("away", "2026-11-01", "2026-11-09")),
    ],
)
def test_it_is_kept(begun: Ask, args: list[str], kept: tuple[str, str, str | None]) -> None:
    answer = begun("pause", *args)
    assert answer.code == 0 and answer.out.startswith(f"Paused from {kept[1]}")
    assert pauses(begun) == [kept]


def test_it_ends_as_of_yesterday(begun: Ask, still: Still) -> None:
    begun("pause", "hard-season")
    still.move(days=5)
    assert begun("pause", "end").out == "Welcome back. Streaks count again from today.\n"
    assert pauses(begun) == [("hard season", "2026-11-21", "2026-11-25")]
    assert begun("pause", "end").out == "You're not paused, so nothing changed.\n"
    begun("undo")
    assert pauses(begun) == [("hard season", "2026-11-21", None)]


def test_one_that_began_today_is_taken_away(begun: Ask) -> None:
    begun("pause")
    assert begun("pause", "end").code == 0
    assert pauses(begun) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["resting"], "A pause can't be “resting”."),
        (["--until", "yesterday-ish"], "“yesterday-ish” isn't a day I understand."),
        (["--until", "2026-11-01"], "2026-11-01 is before 2026-11-21."),
        (["end", "--since", "yesterday"], "A pause ends today."),
        (["--since", "never"], ""),
    ],
)
def test_what_cannot_be(begun: Ask, args: list[str], says: str) -> None:
    answer = begun("pause", *args)
    assert answer.code == 2 and answer.err.startswith(says)
    assert pauses(begun) == []
