"""Every command and option, as somebody types it."""

from pathlib import Path

import pytest

from ritualtui import kinds
from ritualtui.places import Places
from support.command_line import Ask, ids, said
from support.homes import Still

# -- beginning


def test_init_begins_for_two(ask: Ask, home: Places) -> None:
    answer = ask("init", "--me", "Ana", "--partner", "Ben")
    assert answer.lines == [
        'Welcome, Ana and Ben. A good first step: thank Ben for something small. `ritualtui thank "…"`',
        f"Everything is stored in {home.home}.",
    ]
    assert Path(home.data).stat().st_mode & 0o777 == 0o600


def test_init_begins_for_one(ask: Ask) -> None:
    assert ask("init", "--me", "Ana", "--solo").lines[0].startswith("Welcome, Ana. ")
    assert ask("thank", "For the soup.").out == "Saved.\n"
    ask("bid", "toward", "the heron")
    record = ask("list", "--json", "--kind", "bid").records[0]
    assert (record["by"], record["from"], record["audience"]) == ("Ana", "your partner", "self")
    assert "only you" not in ask("list").out, "one who is alone needs no such mark"


def test_init_for_one_who_names_the_other(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--partner", "Ben", "--solo")
    assert ask("thank", "For the soup.").out == "Saved.\n", "it reaches nobody by itself"
    assert ask("list").lines[-1].endswith("Ana → Ben: “For the soup.”")


@pytest.mark.parametrize("args", [(), ("--me", "Ana"), ("--partner", "Ben"), ("--solo",)])
def test_init_wants_names_where_nobody_can_be_asked(ask: Ask, home: Places, args: tuple[str, ...]) -> None:
    answer = ask("init", *args)
    assert answer.code == 2
    assert answer.err == "It needs names: ritualtui init --me NAME --partner NAME, or --me NAME --solo\n"
    assert not Path(home.home).exists()


def test_init_twice_changes_nothing(begun: Ask) -> None:
    begun("thank", "For the soup.")
    answer = begun("init", "--me", "Zoe", "--partner", "Max")
    assert answer.code == 1 and answer.err.startswith("There's already a log here.")
    assert said(begun) == ["For the soup."]


@pytest.mark.parametrize(
    ("me", "partner"),
    [("Ana", "ana"), ("Ana", "  ANA "), ("Ana", "A\u200bna"), ("Straße", "STRASSE"), ("both", "Ben"), ("ME", "Ben"),
     ("-x", "Ben"), ("a" * 41, "Ben"), ("\u200b", "Ben"), ("\x1b", "Ben"), ("\udcff", "Ben")],
)  # fmt: skip
def test_names_that_could_not_be_told_apart_are_refused(ask: Ask, home: Places, me: str, partner: str) -> None:
    assert ask("init", "--me", me, "--partner", partner).code == 2
    assert not Path(home.data).exists()


@pytest.mark.parametrize("partner", ["Ana Maria", "O'Brien", "Jürgen", "Ἀθηνᾶ", "美咲", "שירה", "Lê Thị Hồng", "🦊"])
def test_names_of_all_kinds(ask: Ask, partner: str) -> None:
    ask("init", "--me", "Kim", "--partner", f"  {partner} ")
    assert ask("thank", "a").out.startswith("Saved.")
    assert ask("thank", "--from", partner.upper(), "b").out.startswith(f"Saved: {partner} → Kim")
    assert ask("--as", partner.lower(), "thank", "c").out.startswith("Saved.")
    assert said(ask, "--person", partner) == ["b", "c"]


def test_thank_before_init_says_what_to_run(ask: Ask, home: Places) -> None:
    for args in (
        ("thank", "x"),
        ("bid", "toward"),
        ("did", "bedtime"),
        ("today",),
        ("list",),
        ("undo",),
        ("redo",),
        ("export",),
    ):
        answer = ask(*args)
        assert answer.code == 1
        assert answer.err == "There's no log here yet. Start one: ritualtui init --me NAME --partner NAME\n"
    assert not Path(home.home).exists()


# -- thank


def test_thank_counts_the_day(begun: Ask, still: Still) -> None:
    assert begun("thank", "one").out == "Saved.\n"
    assert begun("thank", "two").out == "Saved.\n"
    assert begun("thank", "--from", "Ben", "three").out == "Saved: Ben → Ana.\n"
    assert begun("thank", "--to", "me", "four").out == "Saved: Ben → Ana.\n"
    assert begun("--as", "Ben", "thank", "five").out == "Saved.\n"
    still.move(days=1)
    assert begun("thank", "six").out == "Saved.\n"


def test_thank_at_another_time_is_not_counted_today(begun: Ask) -> None:
    assert begun("thank", "--when", "yesterday 21:00", "For the soup.").out == "Saved.\n"
    record = begun("list", "--json").records[0]
    assert (record["at"], record["day"]) == ("2026-11-20T21:00:00+00:00", "2026-11-20")


def test_thank_keeps_tags(begun: Ask) -> None:
    begun("thank", "--tag", "home", "--tag", "date night", "For the soup.")
    assert begun("list", "--json").records[0]["tags"] == ["home", "date night"]
    assert "“For the soup.” #home #date night" in begun("list").out


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["For", "the", "soup."], "For the soup."),
        (["--", "-5 degrees"], "-5 degrees"),
        (["-5 degrees, and you came"], "-5 degrees, and you came"),
        (["-q quietly said"], "-q quietly said"),
        (["--tag", "-a b", "said"], "said"),
        (["--help me = everything"], "--help me = everything"),
        (["- that too"], "- that too"),
        (["you", "-", "always"], "you - always"),
        (["--", "--tag", "x"], "--tag x"),
        (["-q", "--", "-"], "-"),
    ],
)
def test_words_may_begin_with_a_dash(begun: Ask, args: list[str], text: str) -> None:
    if text == "-":
        assert begun("thank", *args, input="from the pipe\n").code == 0
        text = "from the pipe"
    else:
        assert begun("thank", *args).code == 0
    assert said(begun) == [text]


def test_a_dash_that_is_taken_for_an_option_is_explained(begun: Ask) -> None:
    answer = begun("thank", "-5", "degrees")
    assert answer.code == 2
    assert "after --, as in `ritualtui thank -- -5 …`" in answer.err
    assert said(begun) == []


def test_thank_reads_standard_input(begun: Ask) -> None:
    begun("thank", "-", input="one\ntwo: é\n")
    assert said(begun) == ["one\ntwo: é"]
    assert "“one two: é”" in begun("list").out


def test_thank_quietly(begun: Ask) -> None:
    assert begun("thank", "-q", "x") == (0, "", "")
    assert begun("bid", "away", "--quiet") == (0, "", "")
    assert begun("did", "bedtime", "-q") == (0, "", "")
    assert len(ids(begun)) == 3


def test_thank_without_words_says_how(begun: Ask) -> None:
    answer = begun("thank")
    assert (answer.code, answer.err) == (2, 'What for? ritualtui thank "You got up with the dog."\n')


def test_thank_to_oneself_is_refused(begun: Ask) -> None:
    assert begun("thank", "--to", "Ana", "--from", "Ana", "x").code == 2


# -- bid


@pytest.mark.parametrize(
    ("args", "answer", "listed"),
    [
        (["toward"], "Saved: Ben made a bid and you turned toward it.", "Ben’s bid (turned toward)"),
        (["AWAY"], "Saved: Ben made a bid and it went unanswered.", "Ben’s bid (turned away)"),
        (["against", "x"], "Saved: Ben made a bid and it got a sharp answer.", "(turned against): “x”"),
        (["open"], "Saved: Ben made a bid, no answer yet.", "Ben’s bid (no answer yet)"),
        (["toward", "--from", "me"], "Saved: you made a bid and Ben turned toward it.", "Ana’s bid"),
        (["away", "--from", "ANA"], "Saved just for you. It could become a talk.", "Ana’s bid"),
        (["toward", "--when", "yesterday"], "Saved: Ben made a bid and you turned toward it.", "Ben’s bid"),
    ],
)
def test_bid(begun: Ask, args: list[str], answer: str, listed: str) -> None:
    assert begun("bid", *args).out == answer + "\n"
    assert listed in begun("list").out


@pytest.mark.parametrize("response", ["away", "against"])
def test_a_bid_of_mine_that_was_turned_away_is_mine_alone_unless_shared(begun: Ask, response: str) -> None:
    ask = begun
    assert ask("bid", response, "--from", "me", "the heron").out == "Saved just for you. It could become a talk.\n"
    assert "just for you" not in ask("bid", response, "--from", "me", "--shared", "the moon").out
    assert "just for you" not in ask("bid", response, "the sea").out
    assert "just for you" not in ask("bid", "toward", "--from", "me", "the wind").out
    assert ask("--as", "Ben", "list", "heron").out == "No matches.\n"
    seen = ask("--as", "Ben", "list").out
    assert all(word in seen for word in ("the moon", "the sea", "the wind"))
    assert "the heron” (only you)" in ask("list").out.replace("  ", " ")


def test_alone_there_is_nobody_to_share_a_bid_with(ask: Ask) -> None:
    ask("init", "--me", "Ana", "--solo")
    answer = ask("bid", "away", "--from", "me", "--shared", "the heron")
    assert (answer.code, answer.err.count("\n")) == (2, 1) and "ritualtui together" in answer.err
    assert ask("bid", "away", "--from", "me", "the heron").out.startswith("Saved: you made a bid")


def test_bid_of_another_kind_is_refused(begun: Ask) -> None:
    answer = begun("bid", "maybe")
    assert answer == (2, "", "“maybe” isn't a way to answer a bid. Say toward, away, against, or open.\n")


# -- did


def test_did(begun: Ask, still: Still) -> None:
    assert begun("did", "bedtime").out == "Saved: Bedtime, today.\n"
    assert begun("did", "bedtime").out == "Bedtime is already logged for today.\n"
    assert begun("did", "bedtime", "--when", "last-night").out == "Saved: Bedtime, yesterday.\n"
    assert (
        begun("did", "Morning Goodbye", "--with", "me", "--when", "mon 8:00").out == "Saved: Morning goodbye, Monday.\n"
    )
    assert (
        begun("did", "reun", "--with", "ben", "--when", "2026-11-01").out == "Saved: Reunion, Sunday 1 November 2026.\n"
    )
    records = begun("list", "--json").records
    assert [(r["ritual"], r["day"], r["present"], r["guided"], r["complete"]) for r in records] == [
        ("reunion", "2026-11-01", "Ben", False, True),
        ("morning", "2026-11-16", "Ana", False, True),
        ("bedtime", "2026-11-20", "both", False, True),
        ("bedtime", "2026-11-21", "both", False, True),
    ]


def test_did_after_midnight_is_the_evening_before(begun: Ask, still: Still) -> None:
    still.move(hours=4, minutes=25)  # 00:40 on the 22nd
    assert begun("did", "bedtime").out == "Saved: Bedtime, today.\n"
    assert begun("list", "--json").records[0]["day"] == "2026-11-21"


@pytest.mark.parametrize("name", ["tea", "", "x" * 300, "[red]", "\x1b[31m", "\udcff"])
def test_did_of_an_unknown_ritual(begun: Ask, name: str) -> None:
    answer = begun("did", name)
    assert answer.code == 2 and ("morning, reunion, bedtime" in answer.err or name in ("\udcff", "x" * 300))


# -- today


def test_today_on_the_first_day(begun: Ask) -> None:
    assert begun("today").lines == [
        "Saturday 21 November 2026",
        "",
        "Morning goodbye: earlier 06:00–10:00",
        "",
        "Reunion: earlier 16:00–20:00",
        "",
        "Bedtime: from 21:00",
        "",
        'Nothing yet. You could start with one small thank-you: `ritualtui thank "…"`',
    ]


def test_today_later_on(begun: Ask, still: Still) -> None:
    for day in range(1, 15):
        begun("did", "bedtime", "--when", f"{day} days ago 22:00", "-q")
    begun("did", "morning", "--with", "me", "--when", "today 8:05", "-q")
    begun("--as", "ben", "thank", "--when", "yesterday 22:10", "For the soup.")
    begun("thank", "--from", "ben", "--when", "today 7:00", "What I put down for him is no news to me.")
    begun("thank", "For the dog.")
    begun("bid", "toward")
    still.move(hours=2)
    assert begun("today").lines == [
        "Saturday 21 November 2026",
        "",
        "Morning goodbye: done 08:05, Ana",
        "  ·············●  new: 1 day out of 1",
        "",
        "Reunion: earlier 16:00–20:00",
        "",
        "Bedtime: now, until 01:00",
        "  ●●●●●●●●●●●●●◌  strong: 14 of the last 14 days · streak 14",
        "",
        "Days with a ritual: 15 in a row.",
        "",
        "Ben, yesterday: “For the soup.”",  # the hour is his
        "",
        "Today: 2 appreciations and 1 bid.",
    ]


def test_today_sets_no_second_quotation_marks(begun: Ask) -> None:
    begun("--as", "ben", "thank", "“For the soup.”")
    assert begun("today").lines[-3].endswith(": “For the soup.”")


def test_the_end_of_a_ritual_sets_no_second_quotation_marks(begun: Ask) -> None:
    assert "Ana to Ben: “For the tea.”" in begun("ritual", "morning", "--plain", input="“For the tea.”\n\n\n\n").out


def test_today_brings_back_what_was_to_be_asked_about(begun: Ask, still: Still) -> None:
    begun("ritual", "morning", "--plain", input="\n\nthe dentist\n\n")
    assert "Ask today: the dentist" in begun("today").lines
    assert "dentist" not in begun("--as", "Ben", "today").out
    still.move(days=8)
    assert "dentist" not in begun("today").out, "what nobody came back to is let go"


# -- list


@pytest.mark.parametrize(
    ("args", "days"),
    [
        ([], ["19", "19", "20", "20", "21"]),
        (["--since", "2026-11-20"], ["20", "20", "21"]),
        (["--until", "2026-11-19"], ["19", "19"]),
        (["--since", "yesterday", "--until", "yesterday"], ["20", "20"]),
        (["--since", "fri"], ["20", "20", "21"]),
        (["--since", "2 days ago", "--until", "fri"], ["19", "19", "20", "20"]),
        (["--since", "today"], ["21"]),
        (["--since", "2026-11-20 03:00"], ["19", "19", "20", "20", "21"]),
        (["--kind", "bid"], ["20"]),
        (["--kind", "bid", "--kind", "ritual"], ["20", "21"]),
        (["--kind", "appreciations"], ["19", "19", "20"]),
        (["--kind", "Thank-you", "--kind", "Bids"], ["19", "19", "20", "20"]),
        (["--kind", "follow-up"], []),
        (["--kind", "schedule"], ["21", "21", "21"]),
        (["--person", "ben"], ["20"]),
        (["--by", "me"], ["19", "19", "20", "21"]),
        (["soup"], ["19", "19"]),
        (["SOUP", "late"], ["19"]),
        (["bedtime"], ["21"]),
        (["soup", "heron"], []),
        (["-n", "2"], ["20", "21"]),
        (["--last", "99"], ["19", "19", "20", "20", "21"]),
        (["--kind", "plan"], ["21", "21", "21"]),
        (["--all"], ["19", "19", "20", "20", "21", "21", "21", "21"]),
    ],
)
def test_list_finds(week: Ask, args: list[str], days: list[str]) -> None:
    """Days are logical ones, both ends included: 03:59 on the 20th is still the 19th."""
    assert [record["day"][-2:] for record in week("list", "--json", *args).records] == days


@pytest.mark.parametrize(
    ("said", "kind"),
    [("follow-up", "detail"), ("Follow-ups", "detail"), ("detail", "detail"), ("check-in", "checkin"),
     ("checkin", "checkin"), ("weekly talk", "meeting"), ("state of the union", "meeting"), ("time_together", "outing"),
     ("schedule", "plan"), ("thanks", "appreciation"), ("unsent-draft", None), ("", None), ("\x1b[31m", None)],
)  # fmt: skip
def test_a_kind_goes_by_the_glossarys_word_and_by_the_old_one(said: str, kind: str | None) -> None:
    assert kinds.called(said, kinds.by_name()) == kind
    assert all(kinds.called(kinds.word(known), kinds.by_name()) == known for known in kinds.by_name())


def test_list_reads_well(week: Ask) -> None:
    lines = week("list").lines
    short = [ident[-6:] for ident in ids(week)]
    assert lines == [
        "Thursday 19 November 2026",
        f"  {short[0]}  21:00  Ana → Ben: “thursday soup”",
        f"  {short[1]}  03:59  Ana → Ben: “late soup”",
        "",
        "Friday 20 November 2026",
        f"  {short[2]}  04:00  Ben’s bid (turned toward): “friday heron”",
        f"  {short[3]}  23:00  Ben (written by Ana) → Ana: “friday call”",
        "",
        "Saturday 21 November 2026",
        f"  {short[4]}  20:15  Bedtime, both, away from the screen",
    ]


def test_list_marks_what_is_ones_own_and_can_leave_it_out(begun: Ask) -> None:
    begun("ritual", "morning", "--plain", input="\n\na surprise\n\n")
    assert "“a surprise”, on Saturday 21 November 2026  (only you)" in begun("list").out
    for args in (["list", "--ours"], ["--as", "ben", "list"], ["export"], ["list", "--ours", "--json"]):
        assert "surprise" not in begun(*args).out
    assert "surprise" in begun("export", "--with-self").out


def test_list_of_nothing(begun: Ask) -> None:
    assert begun("list").out == 'Nothing yet. You could start with one small thank-you: `ritualtui thank "…"`\n'
    assert begun("list", "heron").out == "No matches.\n"
    assert begun("list", "--json") == (0, "", "")


def test_list_json_is_what_export_writes_and_import_reads(week: Ask) -> None:
    listed = week("list", "--json", "--all").out
    assert week("export").out == listed
    assert week("import", "-", input=listed).out == "0 new, 8 already there.\n"
    for record in week("list", "--json").records:
        assert {"id", "kind", "by", "at", "day", "audience", "stamp"} <= record.keys()
        assert record["by"] in ("Ana", "Ben")


@pytest.mark.parametrize(
    "args",
    [["--kind", "foo"], ["--person", "zoe"], ["--since", "someday"], ["--until", ""], ["--since", "1823-01-01"],
     ["--until", "3000-01-01"], ["-n", "0"], ["-n", "x"], ["--kind", "\udcff"], ["--person", ""], ["--bogus"]],
)  # fmt: skip
def test_list_refuses(begun: Ask, args: list[str]) -> None:
    assert begun("list", *args).code == 2
