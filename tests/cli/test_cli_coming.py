"""What comes back: saved by a command, listed by day, on Today on its day, and answered in three ways."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ritualtui.places import Places
from support.command_line import Ask, Terminal
from support.homes import Still


def coming(ask: Ask) -> list[tuple[str, str]]:
    """The day and the words of what comes back."""
    return [(record["comes"], record["text"]) for record in ask("coming", "--json").records]


@pytest.fixture
def four(begun: Ask, still: Still) -> Ask:
    """One of each, all on Friday 27 November 2026."""
    begun("remember", "her review", "--on", "friday")
    begun("promise", "ring the plumber", "--by", "friday")
    begun("anniversary", "the day at the bus stop", "2013-11-27")
    begun("outing", "the long walk", "--on", "friday")
    return begun


FOUR = ["her review", "ring the plumber", "the day at the bus stop", "the long walk"]


@pytest.mark.parametrize(
    ("args", "comes"),
    [
        (["remember", "her", "review"], ("2026-11-22", "her review")),
        (["remember", "her review", "--on", "tonight"], ("2026-11-21", "her review")),
        (["remember", "--on", "in 9 days", "--", "-1 on the list"], ("2026-11-30", "-1 on the list")),
        (["promise", "plumber", "--by", "saturday"], ("2026-11-28", "plumber")),
        (["anniversary", "bus stop", "2013-09-17"], ("2027-09-17", "bus stop")),
        (["anniversary", "bus stop", "17", "September"], ("2027-09-17", "bus stop")),
        (["anniversary", "the move", "5 December", "--once"], ("2026-12-05", "the move")),
        (["anniversary", "leap", "2012-02-29"], ("2027-02-28", "leap")),
        (["outing", "a walk", "--on", "saturday", "--unplugged", "--new"], ("2026-11-28", "a walk")),
    ],
)
def test_it_is_kept_and_comes(begun: Ask, args: list[str], comes: tuple[str, str]) -> None:
    assert begun(*args).out.startswith("Saved for ")
    assert coming(begun) == [comes]


def test_it_is_listed_by_day(four: Ask) -> None:
    four("remember", "the key")
    assert [re.sub("^[0-9a-f]{6}  ", "", line) for line in four("coming").lines] == [
        "Tomorrow", "Ask Ben about the key", "",
        "Friday 27 November 2026", "Ask Ben about her review", "You promised: ring the plumber",
        "A day that matters: the day at the bus stop, 13 years", "The two of you: the long walk",
    ]  # fmt: skip


def test_on_its_day_and_before_it_stands_on_today(four: Ask, still: Still) -> None:
    assert not [line for line in four("today").lines if "review" in line or "walk" in line]
    still.set(still.now().replace(day=20))
    assert "A day that matters: the day at the bus stop, 13 years (in 7 days)" in four("today").lines
    still.set(still.now().replace(day=26))
    assert "The two of you: the long walk (tomorrow)" in four("today").lines
    still.set(still.now().replace(day=27))
    assert four("today").lines[-4:] == [
        "Ask today: her review", "You promised: ring the plumber",
        "A day that matters: the day at the bus stop, 13 years", "The two of you: the long walk",
    ]  # fmt: skip


def test_nothing_is_called_late(four: Ask, still: Still) -> None:
    """A day that is over is no reproach; after a week Today lets it be, and it can still be answered."""
    still.set(still.now().replace(day=30))
    said = four("today").out + four("coming").out
    assert "review" in said and not [word for word in ("late", "overdue", "missed", "broken") if word in said.lower()]
    still.set(still.now().replace(month=12, day=20))
    assert "review" not in four("today").out and ("2026-11-27", "her review") in coming(four)
    assert four("done", "review").code == 0


@pytest.mark.parametrize("words", ["review", "PLUMBER", "long walk"])
def test_done_it_comes_no_more_and_undone_it_does(four: Ask, words: str) -> None:
    before = coming(four)
    assert four("done", words).out.startswith("Done: ")
    assert len(coming(four)) == 3 and [text for _, text in coming(four) if words.lower() in text] == []
    four("undo")
    assert coming(four) == before


@pytest.mark.parametrize("words", FOUR)
def test_it_can_have_another_day_and_be_let_go(four: Ask, words: str) -> None:
    ident = next(record["id"] for record in four("coming", "--json").records if record["text"] == words)
    assert four("move", ident[-6:], "next", "monday").out.startswith("Moved to Monday 23 November 2026: ")
    assert ("2026-11-23", words) in coming(four)
    assert four("letgo", words).out.startswith("Let go: ")
    assert len(coming(four)) == 3
    assert (words in four("list", "--all").out) == (words != "the day at the bus stop")
    four("undo")
    assert ("2026-11-23", words) in coming(four)


def test_another_day_is_as_good_as_kept(four: Ask) -> None:
    four("move", "plumber", "sunday week")
    (promise,) = four("list", "--kind", "promise", "--json").records
    assert (promise["due"], promise["state"]) == ("2026-11-29", "renegotiated")
    four("done", "plumber")
    assert four("list", "--kind", "promise", "--json").records[0]["state"] == "kept"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["done", "the day at the bus stop"], "That comes and goes by itself. `ritualtui letgo` takes it off the list"),
        (["done", "moon landing"], "Nothing that comes back is called “moon landing”. `ritualtui coming` shows"),
        (["letgo", "the"], "“the” could be more than one. Say which by its id: "),
        (["move", "plumber", "someday"], "“someday” isn’t a day I understand."),
        (["promise", "plumber"], "By when? "),
        (["outing", "a walk"], "On what day? "),
        (["outing", "a walk", "--on", "2026-11-20"], "Friday 20 November 2026 is over. "),
        (["promise", "plumber", "--by", "2026-11-20"], "Friday 20 November 2026 is over. Say it like"),
        (["move", "plumber", "2013-01-01"], "Tuesday 1 January 2013 is over. Say it like"),
        (["remember", "x", "--on", "31 June"], "“31 June” isn’t a day I understand."),
        (["remember", "x", "--on", "in 4000000 days"], "“in 4000000 days” isn’t a day I understand."),
        (["done", " "], "Nothing that comes back is called"),
        (["letgo", "\x1b[31m"], "Nothing that comes back is called"),
        (["promise", " ", "--by", "friday"], ""),
        (["anniversary", "x", "2013-02-31"], "“2013-02-31” isn’t a day I understand."),
        (["remember"], "What do you want to ask about? "),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(four: Ask, args: list[str], said: str) -> None:
    before = coming(four)
    answer = four(*args)
    assert answer.code == 2 and answer.err.startswith(said), answer.err
    assert coming(four) == before


def test_a_promise_is_its_writers_to_answer(begun: Ask) -> None:
    begun("together", "--both-here")
    ana, ben = {"RITUALTUI_AS": "Ana"}, {"RITUALTUI_AS": "Ben"}
    begun("promise", "ring the plumber", "--by", "tomorrow", more=ana)
    begun("remember", "her review", more=ana)
    begun("anniversary", "the bus stop", "2013-11-22", more=ana)
    assert [record["text"] for record in begun("coming", "--json", more=ben).records] == ["the bus stop"]
    assert begun("done", "plumber", more=ben).code == 2
    assert "review" not in begun("list", "--all", more=ben).out
    assert begun("done", "plumber", more=ana).code == 0


def test_what_is_saved_is_shown_and_not_obeyed(begun: Ask) -> None:
    begun("remember", "red \x1b[31m {text} {0} %s")
    assert "{text} {0} %s" in begun("coming").out and begun("today").code == 0
    assert begun("letgo", "{text}").code == 0


def test_on_a_terminal_it_asks_what_and_when(env: dict[str, str], terminal: Callable[..., Terminal]) -> None:
    assert terminal("init", "--me", "Ana", "--partner", "Ben").wait_for_end() == 0
    asked = terminal("remember")
    asked.wait_for_prompt("What do you want to ask about?:")
    asked.type("her review\n")
    asked.wait_for_prompt("When? (tonight, friday; Enter for tomorrow):")
    asked.type("someday\n")
    asked.wait_for("isn’t a day I understand")
    asked.wait_for_prompt("When? (tonight, friday; Enter for tomorrow):")
    asked.type("\n")
    assert asked.wait_for_end() == 0 and "Saved for tomorrow, just for you." in asked.shown


def test_an_open_bid_is_on_the_others_today_and_closes_when_answered(begun: Ask) -> None:
    begun("--as", "Ben", "bid", "open", "--from", "Ben", "Look, the heron")
    begun("bid", "open", "--from", "me", "Mine")
    assert "Ben made a bid: Look, the heron" in begun("today").out
    assert "Mine" not in begun("today").out and "heron" not in begun("--as", "Ben", "coming").out
    for args in (("move", "heron", "friday"), ("letgo", "heron")):
        refused = begun(*args)
        assert refused.code == 2 and "`ritualtui done` answers it." in refused.err
    assert begun("done", "heron").code == 0
    assert "heron" not in begun("coming").out
    assert [r["response"] for r in begun("list", "--kind", "bid", "--json").records] == ["toward", None]
    begun("undo")
    assert "heron" in begun("coming").out


@pytest.mark.parametrize(("leap", "day"), [("february", "2027-02-28"), ("march", "2027-03-01")])
def test_a_day_in_a_leap_year_is_where_the_settings_have_it(begun: Ask, home: Places, leap: str, day: str) -> None:
    Path(home.config).mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text(f'leap = "{leap}"\n')
    begun("anniversary", "the bus stop", "2012-02-29")
    begun("anniversary", "the lake", "2013-02-28")
    comes = {line["text"]: line["comes"] for line in begun("coming", "--json").records}
    assert comes == {"the bus stop": day, "the lake": "2027-02-28"}


def test_what_is_let_go_can_say_why(begun: Ask) -> None:
    begun("promise", "ring the plumber", "--by", "friday")
    assert begun("letgo", "plumber", "--why", "He\x1b[2J moved away.").code == 0
    (line,) = (line for line in begun("list").lines if "plumber" in line)
    assert line.endswith("let go, He[2J moved away.")
    begun("undo")
    assert "plumber" in begun("coming").out


def test_a_follow_up_can_be_for_the_other_to_ask(begun: Ask) -> None:
    assert begun("remember", "the choir", "--for", "Ben", "--on", "friday").out.endswith(", for Ben to ask.\n")
    assert "choir" not in begun("coming").out
    assert "Ask Ana about the choir" in begun("--as", "Ben", "coming").out
    assert begun("remember", "x", "--for", "Zoe").code == 2
