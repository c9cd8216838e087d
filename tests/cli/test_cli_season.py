"""``season``: what holds, a hard one, a work one, life as usual; what `today` and `ritual` make of it."""

from collections.abc import Callable

import pytest

from support.command_line import Ask, Terminal


def test_a_hard_season_is_one_line_and_ends(begun: Ask) -> None:
    assert begun("season").lines == ["Life as usual. `ritualtui season hard` or `season work` changes that."]
    assert begun("season", "hard", "--until", "sunday").out.startswith("A hard season: short versions, until tomorrow.")
    today = begun("today")
    assert [line for line in today.lines if "season" in line] == ["A hard season: short versions, until tomorrow."]
    assert "paused" not in today.out
    (made,) = begun("today", "--json").records
    assert made["paused"] is None and made["season"] == {"mode": "hard", "since": "2026-11-21", "until": "2026-11-22"}
    assert begun("season", "usual").out.startswith("Back to usual.")
    assert begun("season", "--json").records == [{"mode": "usual"}]
    assert begun("today", "--json").records[0]["season"] is None


def test_a_work_season_asks_what_stays(begun: Ask) -> None:
    asked = begun("season", "work")
    assert asked.code == 2 and "--ritual" in asked.err
    assert begun("season", "work", "--ritual", "bedtime", "--json").records == [
        {"mode": "work", "since": "2026-11-21", "until": None, "ritual": "bedtime"}
    ]
    states = {one["id"]: one["paused"] for one in begun("today", "--json").records[0]["rituals"]}
    assert states == {"morning": True, "reunion": True, "bedtime": False}


@pytest.mark.parametrize(
    "args",
    [["soft"], ["hard", "--until", "banana"], ["hard", "--until", "2020-01-01"], ["hard", "--ritual", "bedtime"],
             ["usual", "--until", "sunday"], ["--ritual", "bedtime"], ["work", "--ritual", "\x1b[31m"]],
)  # fmt: skip
def test_what_it_does_not_understand_changes_nothing(begun: Ask, args: list[str]) -> None:
    asked = begun("season", *args)
    assert asked.code in (1, 2) and asked.err.count("\n") == 1 and "\x1b" not in asked.err
    assert begun("season", "--json").records == [{"mode": "usual"}]


def test_a_ritual_is_short_in_it_unless_it_is_to_be_whole(begun: Ask) -> None:
    begun("season", "hard")
    assert "1/4 " in begun("ritual", "bedtime", "--plain").out
    whole = begun("ritual", "reunion", "--plain", "--full").out
    begun("rm", "last")
    assert len(begun("ritual", "reunion", "--plain").out) < len(whole)


@pytest.mark.slow
def test_on_a_terminal_it_asks(env: dict[str, str], terminal: Callable[..., Terminal]) -> None:
    terminal("init", "--me", "Ana", "--partner", "Ben").wait_for_end()
    asked = terminal("season", "work")
    asked.wait_for("Which ritual stays")
    asked.type("bed\r")
    asked.wait_for("Until when")
    asked.type("\r")
    assert asked.wait_for_end() == 0 and "A work season: Bedtime stays" in asked.shown
