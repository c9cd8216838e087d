"""Rituals line by line, through a pipe: timers do not wait, an empty line skips, the end keeps the ritual."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.places import Places
from ritualtui.practice import step_kinds
from support.command_line import Answer, Ask
from support.homes import Still

NEAR = """\
[[ritual]]
id = "near"
name = "Near"
[[ritual.steps]]
id = "how"
kind = "rate"
text = "{by}, how near?"
[[ritual.steps]]
id = "later"
kind = "park"
text = "What can wait?"
"""


def kept(ask: Ask, *kinds: str) -> list[tuple[Any, ...]]:
    """What is in the log, a tuple each."""
    args = [arg for kind in kinds for arg in ("--kind", kind)]
    return [
        (r["kind"], r["by"], r.get("text") or r.get("ritual") or r.get("closeness"))
        for r in ask("list", "--json", *args).records
    ]


def pages(answer: Answer) -> list[str]:
    """The lines that open a page, and the line typed there."""
    return [line for line in answer.lines if line[:1].isdigit() or line.startswith((">", "+", "1–10"))]


def test_morning(begun: Ask) -> None:
    answer = begun("ritual", "morning", "--plain", input="the coffee\nthe lamp\nthe dentist\n\n")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "Morning goodbye. A minute or two of warmth before the day gets going.",
        "Practitioner advice, not tested step by step.",
        "",
        "1/5  Stop for a moment together, coats and keys and all.",
        "     The day can wait a minute.",
        "",
        "2/5  If you’d both like it, six seconds: a kiss, a hug, a hand, or just a look.",
        "     It doesn’t have to lead anywhere, and skipping it is fine.",
        "",
        "3/5  Ana, tell Ben one thing you’ve been glad of since yesterday.",
        "     Small and specific lands best.",
        "> the coffee",
        "",
        "3/5  Ben, tell Ana one thing you’ve been glad of since yesterday.",
        "     Small and specific lands best.",
        "> the lamp",
        "",
        "4/5  Ana, ask Ben what’s ahead today, and pick one thing to ask about later.",
        "     A few words to remember it by are enough.",
        "> the dentist",
        "",
        "4/5  Ben, ask Ana what’s ahead today, and pick one thing to ask about later.",
        "     A few words to remember it by are enough.",
        "> ",
        "",
        "5/5  Say goodbye properly, and say when you’ll next talk or see each other.",
        "",
        "Ana to Ben: “the coffee”",
        "Ben to Ana: “the lamp”",
        "Ana, to ask about: the dentist",
        "Morning goodbye: done.",
    ]
    record = begun("list", "--json", "--kind", "ritual").records[0]
    assert record | {"steps": ["pause", "hold", "glad", "ahead", "goodbye"], "complete": True, "guided": True} == record
    assert (record["present"], record["form"], record["audience"]) == ("both", "full", "ours")
    assert kept(begun, "appreciation", "detail") == [
        ("appreciation", "Ana", "the coffee"),
        ("appreciation", "Ben", "the lamp"),
        ("detail", "Ana", "the dentist"),
    ]


def test_reunion(begun: Ask) -> None:
    answer = begun("ritual", "reunion", "--plain", input="pay the plumber\n")
    assert answer.code == 0
    assert "     Is there more?" in answer.lines, "the listener's stems are there"
    assert answer.lines[-2:] == ["For later: pay the plumber", "Reunion: done."]
    record = begun("list", "--json", "--kind", "ritual").records[0]
    assert record["steps"] == ["phones", "greet", "listen", "park", "evening"]
    assert record["parked"] == ["pay the plumber"]


def test_bedtime(begun: Ask) -> None:
    answer = begun("ritual", "bedtime", "--plain", input="a blue one\nthe soup\n\n")
    assert answer.code == 0
    asked = begun("list", "--json", "--kind", "answer").records[0]
    assert f"     {asked['asked']}" in answer.lines
    assert asked["text"] == "a blue one" and asked["question"] == begun("question", "--json").records[0]["id"]
    assert answer.lines[-3:] == [f"{asked['asked']} — “a blue one”", "Ana to Ben: “the soup”", "Bedtime: done."]
    assert kept(begun, "appreciation") == [("appreciation", "Ana", "the soup")]


@pytest.mark.parametrize("name", ["morning", "reunion", "bedtime"])
@pytest.mark.parametrize("end", ["", "\n" * 50, "\r\n" * 50])
def test_empty_lines_skip_and_the_end_keeps_the_ritual(begun: Ask, name: str, end: str) -> None:
    answer = begun("ritual", name, "--plain", input=end)
    assert answer.code == 0 and answer.lines[-1].endswith(": done.")
    record = begun("list", "--json", "--kind", "ritual").records[0]
    assert record["complete"] and begun("today").out.count("done 20:15, both") == 1
    assert kept(begun, "appreciation", "detail", "checkin") == []


def test_a_question_that_was_passed_does_not_come_back_soon(begun: Ask, still: Still) -> None:
    asked = []
    for _ in range(8):
        begun("ritual", "bedtime", "--plain", input="")
        still.move(days=1)
    asked = [record["question"] for record in begun("list", "--json", "--kind", "answer").records]
    assert len(set(asked)) == 8


@pytest.mark.parametrize(("name", "steps"), [("morning", 3), ("reunion", 4), ("bedtime", 4)])
def test_the_short_form(begun: Ask, name: str, steps: int) -> None:
    answer = begun("ritual", name, "--plain", "--easy", input="")
    record = begun("list", "--json", "--kind", "ritual").records[0]
    assert record["form"] == "easy" and record["complete"]
    assert pages(answer)[-1].startswith(f"{steps}/{steps}  ") or pages(answer)[-1] == "> "


def test_with_me_alone(begun: Ask) -> None:
    answer = begun("ritual", "morning", "--plain", "--with", "me", input="the lamp\n\n")
    assert "3/5  Write down one thing about Ben you’re glad of, to say later or just to keep." in answer.lines
    assert len(pages(answer)) == 7, "one page a step, two of them with a line"
    assert begun("list", "--json", "--kind", "ritual").records[0]["present"] == "Ana"
    assert kept(begun, "appreciation") == [("appreciation", "Ana", "the lamp")]
    ben = begun("ritual", "bedtime", "--plain", "--with", "BEN", input="")
    assert "Write down one thing you liked about Ana today" in ben.out


def test_alone_from_the_beginning(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--solo")
    answer = ask("ritual", "morning", "--plain", input="the lamp\n")
    assert "Write down one thing about your partner you’re glad of" in answer.out
    assert answer.lines[-2:] == ["Ana to your partner: “the lamp”", "Morning goodbye: done."]


@pytest.mark.parametrize("who", ["zoe", "", "\x1b"])
def test_with_somebody_who_is_not_here(begun: Ask, who: str) -> None:
    assert begun("ritual", "morning", "--plain", "--with", who, input="").code == 2
    assert begun("did", "morning", "--with", who).code == 2


def test_a_ritual_by_its_name_or_its_beginning(begun: Ask) -> None:
    for name in ("Morning goodbye", "MORNING", "mor", "m"):
        assert begun("ritual", name, "--plain", "--easy", input="").lines[-1] == "Morning goodbye: done."
    assert begun("ritual", "zzz", "--plain").err == (
        "There's no ritual “zzz”. The rituals are morning, reunion, bedtime, checkin, presence.\n"
    )


def test_a_beginning_that_fits_two(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(NEAR.replace('"near"', '"moonlight"').replace('"Near"', '"Moonlight"'))
    assert begun("did", "mo").err == "“mo” could be morning or moonlight. Say which.\n"
    assert begun("did", "moonlight").code == 0


def test_a_number_for_each_and_to_dos(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(NEAR)
    answer = begun("ritual", "near", "--plain", input="8\n10\nmilk\n")
    assert pages(answer) == [
        "1/2  Ana, how near?",
        "1–10: 8",
        "1/2  Ben, how near?",
        "1–10: 10",
        "2/2  What can wait?",
        "+ milk",
    ]
    assert kept(begun, "checkin") == [("checkin", "Ana", 8)], "each sees their own"
    seen_by_ben = begun("--as", "Ben", "list", "--json", "--kind", "checkin").records
    assert [(r["by"], r["closeness"]) for r in seen_by_ben] == [("Ben", 10)]
    assert answer.lines[-4:] == [
        "Ana: check-in saved, just for Ana",
        "Ben: check-in saved, just for Ben",
        "For later: milk",
        "Near: done.",
    ]


def test_whoever_rates_is_told_who_sees_it_and_can_share_it_there(
    begun: Ask, own_rituals: Callable[[str], None]
) -> None:
    own_rituals(NEAR)
    answer = begun("ritual", "near", "--plain", input="8 share\n3\n\n")
    assert "     Only Ana will see this. “7 share” shares it." in answer.lines
    told = " ".join(" ".join(answer.lines).split())
    assert "Only Ben can see this, and only on this computer, with --as Ben. “7 share” shares it." in told
    assert "Ana: closeness 8 of 10" in answer.lines and "Ben: check-in saved, just for Ben" in answer.lines
    assert kept(begun, "checkin") == [("checkin", "Ana", 8)]
    seen_by_ben = begun("--as", "Ben", "list", "--json", "--kind", "checkin").records
    assert [(r["by"], r["closeness"], r["audience"]) for r in seen_by_ben] == [("Ana", 8, "ours"), ("Ben", 3, "self")]


def test_a_rating_that_is_unfit_is_not_shared(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(NEAR)
    for line in ("11 share", "share", "7 share it", "7 8"):
        assert begun("ritual", "near", "--plain", input=f"{line}\n").code == 2
    assert kept(begun, "checkin") == []


def test_alone_there_is_nobody_to_share_a_rating_with(ask: Ask, own_rituals: Callable[[str], None]) -> None:
    ask("init", "--solo", "--me", "Ana")
    own_rituals(NEAR)
    answer = ask("ritual", "near", "--plain", input="8\n\n")
    assert answer.code == 0 and "share" not in answer.out and "see" not in answer.out
    assert "Ana: closeness 8 of 10" in answer.lines


@pytest.mark.parametrize("said", ["0", "11", "-1", "8.5", "eight", "8 ", "٨", "9" * 5000, "1e1", "²"])
def test_a_number_that_is_none_ends_a_piped_ritual_and_keeps_what_was_before(
    begun: Ask, own_rituals: Callable[[str], None], said: str
) -> None:
    own_rituals(NEAR)
    answer = begun("ritual", "near", "--plain", input=f"7\n{said}\n")
    good = said in ("8 ", "٨")
    assert answer.code == (0 if good else 2)
    if not good:
        assert answer.err == "Closeness is a whole number from 1 to 10. Everything up to here is saved.\n"
    assert kept(begun, "checkin")[0] == ("checkin", "Ana", 7)


def test_a_line_that_is_too_long_or_no_text(begun: Ask) -> None:
    for line in (b"a" * 10_001, b"caf\xe9"):
        answer = begun("ritual", "morning", "--plain", input=b"first\n" + line + b"\n")
        assert answer.code == 2 and answer.err.endswith("Everything up to here is saved.\n")
    assert [text for _, _, text in kept(begun, "appreciation")] == ["first"], (
        "the second run went on where the first was left"
    )


def test_skipping_all_of_a_ritual_keeps_nothing(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    own_rituals(NEAR[: NEAR.rindex("[[ritual.steps]]")])
    assert begun("ritual", "near", "--plain", input="").lines[-1] == "Nothing was entered, so Near wasn't logged."
    assert kept(begun) == []


def test_names_with_braces_and_markup_stay_names(ask: Ask) -> None:
    ask("init", "--me", "{to}", "--partner", "[red]{by}[/]")
    answer = ask("ritual", "morning", "--plain", input="{me}\n")
    assert "3/5  {to}, tell [red]{by}[/] one thing you’ve been glad of since yesterday." in answer.lines
    assert "{to} to [red]{by}[/]: “{me}”" in answer.lines


def test_a_ritual_that_was_left_is_gone_on_with(begun: Ask) -> None:
    assert begun("ritual", "morning", "--plain", input=b"one\n\xff\n").code == 2
    assert "Morning goodbye: started; pick it up again" in begun("today").lines
    assert begun("ritual", "bedtime", "--plain", "--easy", input="").lines[0].startswith("Bedtime.")
    answer = begun("ritual", "morning", "--plain", input="\n\n\n")
    assert answer.lines[0] == "Picking up where you stopped. Type `back` to go back."
    assert answer.lines[-1] == "Morning goodbye: done."
    records = begun("list", "--json", "--kind", "ritual").records
    assert [(r["ritual"], r["complete"]) for r in records] == [("morning", True), ("bedtime", True)]


def test_undo_of_a_ritual_goes_page_by_page(begun: Ask) -> None:
    begun("ritual", "morning", "--plain", "--easy", input="one\ntwo\n")
    said = [begun("undo").lines for _ in range(4)]
    assert all(lines and lines[0].startswith(("As it was before:", "Undone:")) for lines in said)
    assert kept(begun) == []


def test_why_says_what_a_ritual_rests_on_and_when_it_is_not_for(begun: Ask) -> None:
    morning = begun("ritual", "morning", "--why")
    assert (morning.code, morning.err) == (0, "")
    assert any(line.startswith("Practitioner: ") for line in morning.lines)
    assert any(line.startswith("Source: Gottman & Silver 2015") for line in morning.lines)
    presence = begun("ritual", "presence", "--why").out
    assert "Not for times of fear." in presence and "`ritualtui help`" in presence and "Our design: " in presence
    assert begun("ritual", "presence", "--plain", input="\n" * 9).out.count("Not for times of fear.") == 1
    assert begun("ritual", "morning", "--why", "--plain").code == 2


def test_in_two_places_nothing_takes_one_room_for_granted(begun: Ask, home: Places) -> None:
    Path(home.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text("apart = true\n")
    morning = begun("ritual", "morning", "--plain", input="\n").out
    assert "with nothing but the call" in morning and "coats" not in morning
    alone = begun("ritual", "morning", "--plain", "--with", "me", input="\n").out
    assert "wherever you are, and take one full breath" in alone


RUN = """\
[[ritual]]
id = "run"
name = "A run"
times = 3
[[ritual.steps]]
id = "go"
kind = "say"
text = "Go."
"""


def test_so_often_a_week_on_the_days_one_has(begun: Ask, own_rituals: Callable[[str], None]) -> None:
    """It is Saturday the 21st."""
    own_rituals(RUN)
    for day in ("09", "10", "11", "16", "19"):
        begun("did", "-q", "run", "--when", f"2026-11-{day} 12:00")
    lines = begun("today").lines
    assert lines[lines.index("A run: any time today") + 1] == "  ·●●●····●··●·◌  new: 2 of 3 this week"
    begun("did", "-q", "run", "--when", "2026-11-20 12:00")
    lines = begun("today").lines
    assert lines[lines.index("A run: all done for now") + 1].endswith("new: 3 of 3 this week")
    begun("did", "-q", "run")
    assert any(line.startswith("A run: done 20:15") for line in begun("today").lines)
    (run,) = (one for one in begun("today", "--json").records[0]["rituals"] if one["id"] == "run")
    assert (run["times"], run["weeks"], run["got"], run["run"]) == (3, 1, 4, 2)
    assert "Schedule: A run, 3 times a week," in begun("list", "--all", "--kind", "plan").out


GIVEN = {
    "words": "a blue one", "number": "7", "lines": "the plumber", "none": "", "feelings": "warm, ignored",
    "topic": "half",
}  # fmt: skip


@pytest.mark.parametrize("row", step_kinds.ROWS, ids=lambda row: row.name)
def test_every_kind_of_step_has_its_plain_way(
    row: step_kinds.StepKind, begun: Ask, own_rituals: Callable[[str], None]
) -> None:
    more = {
        "seconds": "seconds = 5\n",
        "deck": 'deck = "bedtime"\n',
        "stems": 'stems = ["So …"]\n',
        "pool": 'pool = "stems"\n',
    }
    own_rituals(
        '[[ritual]]\nid = "one"\nname = "One"\n[[ritual.steps]]\nid = "it"\n'
        f'kind = "{row.name}"\ntext = "Here it is."\n' + "".join(more[field] for field in row.fields)
    )
    answer = begun("ritual", "one", "--plain", input=f"{GIVEN[row.wants]}\n")
    assert (answer.code, answer.err) == (0, "")
    turns = 2 if row.per_person else 1
    assert [line for line in answer.lines if "Here it is." in line] == ["1/1  Here it is."] * turns
    saved = [r for r in begun("list", "--json").records if r["kind"] != "ritual"]
    assert {record["kind"] for record in saved} == ({row.record} if row.record else set())
    if row.record:
        value = saved[0][row.field]
        assert (", ".join(value) if isinstance(value, list) else str(value)) == GIVEN[row.wants]
