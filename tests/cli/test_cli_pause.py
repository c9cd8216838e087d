"""``pause``: what is paused, beginning a pause in one's own words, ending it; what `today` says of it."""

from collections.abc import Callable

import pytest

from support.command_line import Ask, Terminal
from support.homes import Still

Kept = tuple[str, str, str | None, str]


def pauses(ask: Ask) -> list[Kept]:
    records = ask("list", "--kind", "pause", "--json").records
    return [(record["why"], record["since"], record.get("until"), record["ritual"]) for record in records]


@pytest.mark.parametrize(
    ("args", "kept"),
    [
        (["away"], ("away", "2026-11-21", None, "")),
        (["ill", "--until", "in 3 days"], ("ill", "2026-11-21", "2026-11-24", "")),
        (["hard-season", "--since", "yesterday"], ("hard season", "2026-11-20", None, "")),
        (["Hard season"], ("hard season", "2026-11-21", None, "")),
        (["away", "--since", "2026-11-01", "--until", "2026-11-09"], ("away", "2026-11-01", "2026-11-09", "")),
        (["3", "days"], ("away", "2026-11-21", "2026-11-23", "")),
        (["for", "a", "week", "ill"], ("ill", "2026-11-21", "2026-11-27", "")),
        (["until", "sunday"], ("away", "2026-11-21", "2026-11-22", "")),
        (["ill", "until", "saturday"], ("ill", "2026-11-21", "2026-11-28", "")),
        (["--since", "2026-12-24", "--until", "2027-01-02"], ("away", "2026-12-24", "2027-01-02", "")),
        (["--since", "24 Dec", "--until", "2 Jan"], ("away", "2026-12-24", "2027-01-02", "")),
        (["from", "monday", "until", "friday"], ("away", "2026-11-23", "2026-11-27", "")),
        (["sick", "since", "monday"], ("ill", "2026-11-16", None, "")),
        (["since", "tomorrow", "for", "2", "days"], ("away", "2026-11-22", "2026-11-23", "")),
        (["bedtime"], ("away", "2026-11-21", None, "bedtime")),
        (["Bedtime", "ill", "2", "weeks"], ("ill", "2026-11-21", "2026-12-04", "bedtime")),
        (["morning goodbye until 20.12."], ("away", "2026-11-21", "2026-12-20", "morning")),
    ],
)
def test_it_is_kept(begun: Ask, args: list[str], kept: Kept) -> None:
    answer = begun("pause", *args)
    assert answer.code == 0 and answer.out.endswith(". Your streaks are safe.\n")
    assert pauses(begun) == [kept]


def test_alone_it_shows_what_is_paused(begun: Ask) -> None:
    answer = begun("pause")
    assert answer.code == 0 and answer.out.startswith("You’re not paused.") and pauses(begun) == []
    begun("pause", "ill", "until", "monday")
    begun("pause", "bedtime")
    assert begun("pause").lines == [
        "Paused since today, until Monday: ill.",
        "Bedtime: paused since today (away).",
        "Your streaks are safe. `ritualtui pause end` ends it.",
    ]


@pytest.mark.slow
def test_alone_on_a_terminal_it_asks(env: dict[str, str], terminal: Callable[..., Terminal]) -> None:
    begin = terminal("init", "--me", "Ana", "--partner", "Ben")
    assert begin.wait_for_end() == 0
    asked = terminal("pause")
    asked.wait_for("Enter for away):")
    asked.type("tired\r")
    asked.wait_for("Say away, ill or hard season.")
    asked.type("hard season\r")
    asked.wait_for("until you end it):")
    asked.type("3 days\r")
    asked.wait_for("Your streaks are safe.")
    assert asked.wait_for_end() == 0 and "hard season. Your streaks" in asked.shown


def test_it_ends_as_of_yesterday(begun: Ask, still: Still) -> None:
    begun("pause", "hard-season")
    still.move(days=5)
    assert begun("pause", "end").out == "Welcome back. Streaks count again from today.\n"
    assert pauses(begun) == [("hard season", "2026-11-21", "2026-11-25", "")]
    assert begun("pause", "end").out == "You're not paused, so nothing changed.\n"
    begun("undo")
    assert pauses(begun) == [("hard season", "2026-11-21", None, "")]


def test_one_that_began_today_is_taken_away(begun: Ask) -> None:
    begun("pause", "away")
    assert begun("pause", "end").code == 0
    assert pauses(begun) == []


def test_the_end_of_one_ritual_and_of_one_that_was_to_come(begun: Ask) -> None:
    begun("pause", "--since", "24 Dec")
    begun("pause", "bedtime")
    assert begun("pause", "end", "bedtime").lines[0] == "Bedtime: its streak counts again from today."
    assert begun("pause", "end").lines == ["Called off: paused from 24 December on: away."]
    assert pauses(begun) == []


def test_today_says_it_first_and_asks_nothing_under_it(begun: Ask, still: Still) -> None:
    begun("did", "bedtime", "-q")
    streak = [line for line in begun("today").lines if "●" in line or "in a row" in line]
    begun("pause", "ill")
    shown = begun("today")
    assert [line for line in shown.lines if "●" in line or "in a row" in line] == streak
    still.move(days=6)
    shown = begun("today")
    assert shown.lines[2] == ("Paused since Saturday: ill. Your streaks are safe. `ritualtui pause end` ends it.")
    assert "Bedtime: paused" in shown.lines and "Morning goodbye: paused" in shown.lines
    assert not any(asked in shown.out for asked in ("until ", "from ", "usually", "thank"))
    begun("pause", "end")
    assert "aused" not in begun("today").out


def test_a_follow_up_waits_until_a_pause_is_over(begun: Ask, still: Still) -> None:
    line = '{"kind": "detail", "by": "Ana", "at": "2026-11-21T10:00:00Z", "text": "the exam", "due": "2026-11-21"}'
    assert begun("import", "-", input=line).code == 0
    assert "the exam" in begun("today").out
    begun("pause", "3 days")
    assert "the exam" not in begun("today").out
    still.move(days=3)
    assert "the exam" in begun("today").out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["resting"], "I don’t understand “resting” here."),
        (["--until", "yesterday-ish"], "“yesterday-ish” isn’t a day I understand."),
        (["--until", "2026-11-01"], "2026-11-01 is before 2026-11-21."),
        (["end", "--since", "yesterday"], "A pause ends today."),
        (["end", "juggling"], "There's no ritual “juggling”."),
        (["until"], "Until when?"),
        (["ill", "since"], "Since when?"),
        (["until", "03/04/2027"], "“03/04/2027” could be two days."),
        (["--since", "never"], "“never” isn't a time I understand."),
        (["--until", "2200-02-30"], "“2200-02-30” isn’t a day I understand."),
        (["0", "days"], "I don’t understand “0 days” here."),
    ],
)
def test_what_cannot_be(begun: Ask, args: list[str], says: str) -> None:
    answer = begun("pause", *args)
    assert answer.code == 2 and answer.err.startswith(says)
    assert pauses(begun) == []
