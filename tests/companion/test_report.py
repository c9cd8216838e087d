"""What stands in a report, what never does, and that every word in it is data."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ritualtui import clock
from ritualtui.companion import demo
from ritualtui.companion.people import PARTNER, People, Person
from ritualtui.companion.report import document, report
from ritualtui.companion.report.document import FORMS, Document, Item, Section, rendered
from ritualtui.companion.report.narrative import NAMINGS, Naming, Retelling
from ritualtui.companion.report.report import About, Choice, Sealed, choose, compose
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.kinds import Appreciation, Bid, Checkin, Pause, Record, Repair, Ritual
from ritualtui.places import Places
from support import report_readers
from support.homes import ANA, BEN, EVENING, Still, begun

TODAY = EVENING.date()
READ = {"html": report_readers.of_html, "md": report_readers.of_markdown}
US = People(Person(ANA, "Ana"), Person(BEN, "Ben"), False)
HOSTILE = [
    "# not a heading",
    "## nor this\n# nor that",
    "- a list\n- of two",
    "1. one\n2. two",
    "> quoted",
    "    code",
    "---",
    "***",
    "```\ncode\n```",
    "~~~\ncode\n~~~",
    "===",
    "a line\n===",
    "a line\n---",
    "[a link](https://example.com)",
    "![an image](https://example.com/x.png)",
    "<https://example.com>",
    "https://example.com/a_b_c?x=1&y=2",
    "www.example.com",
    "example.com",
    "mail me at ana@example.com.",
    "mailto:ana@example.com",
    "[ref]: https://example.com",
    "[^1]: note",
    "<script>alert(1)</script>",
    "</bdi></li></ul><script>",
    "<img src=x onerror=alert(1)>",
    "<!-- gone -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "&lt;b&gt; &amp; &#x41; &nbsp;",
    "**bold** _it_ ~~gone~~ `code` $x$ ==marked==",
    "a | b\n--- | ---\n1 | 2",
    "ends in a backslash\\",
    "\\",
    "\\# \\* \\\\",
    "`",
    "``` https://a.b ```",
    "https://a.b/`x`",
    "`https://a.b",
    "\"quoted\" 'too'",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "\u202egnp.exe\u202c",
    "\u2066isolated\u2069",
    "\x00nul\x7f",
    "tab\there",
    "שלום, תודה על המרק",
    "👩‍❤️‍👨 e\u0301",
    "$text {x} {0} %s %(x)s",
    "[red]x[/] [@click=app.quit]x[/]",
    "- [ ] a task",
    "+ plus",
    "two\n\nparagraphs\n\n\n# three",
    "  leading\n      spaces",
    "https://" + "a" * 3000,
    "x" * 10_000,
    "`" * 40,
    "* * *\n* * *",
]


def record(kind: type[Record], day: str = "2026-11-18", **own: object) -> Record:
    """A record of Ana's on that day."""
    made = {"id": clock.uuid7(1), "by": ANA, "at": f"{day}T12:00:00+00:00", "day": day, "stamp": "1", **own}
    return kind(**made)  # type: ignore[arg-type]


def about(
    since: str = "2026-11-01", until: str = "2026-11-21", naming: Naming = "full", people: People = US, **more: str
) -> About:
    rituals = {"bedtime": "Bedtime", "morning": "Morning goodbye"}
    return About(people, rituals, since, until, TODAY.isoformat(), naming=naming, **more)


def shown(lines: list[report.Line], form: document.Form = "md", **more: object) -> str:
    """All words that a report of these lines shows."""
    return READ[form](rendered(compose(lines, about(**more)), form))[0]  # type: ignore[arg-type]


# -- every word is data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_text(text: str) -> None:
    """Everywhere somebody's words can stand: in an entry, a lead, a title, a name, a ritual's name, a sealed entry."""
    people = People(Person(ANA, text[:200]), Person(BEN, "Ben"), False)
    where = About(people, {"x": text}, "2026-11-01", "2026-11-21", "2026-11-21", title=text, reader=text)
    lines: list[report.Line] = [
        record(Appreciation, to=BEN, text=text),
        record(Bid, from_=BEN, text=f"before\n{text}\nafter"),
        record(Checkin, feelings=(text[:80],)),
        record(Repair, text=text, part=text, instead=text),
        record(Ritual, ritual="x", guided=False),
        Sealed("2026-11-19", "2026-11-19T12:00:00+00:00", text[:80], text),
    ]
    made = compose(lines, where)
    expected = document.plain(text)
    for form in FORMS:
        written = rendered(made, form)
        for obeyed in "\x1b\x07\x9b\x00\x7f\u202e\u202c\u2066\u2069":
            assert obeyed not in written
        _, items = READ[form](written)
        said = [item for item in items if f"“{report_readers.spaced(expected)}”" in item]
        assert len(said) == 3, (form, items)
        assert any(f"“before {report_readers.spaced(expected)} after”".replace("  ", " ") in item for item in items), (
            form
        )


@pytest.mark.slow
@given(
    st.text(
        st.one_of(st.sampled_from(list("\\`*_{}[]()<>#+-.!|~&:;/$^=@\"'% \n\tahx1w")), st.characters()), max_size=60
    )
)
@example("a\\\n\\b")
@example("www.a.b\n- x")
@example("\x1f.Go")
@example("//localhost")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_come_out_of_both_forms_as_they_went_in(text: str) -> None:
    item = Item(text, (("", f"a{text}b"), ("label", f"{text}b")), "2026-11-18", "Wed 18 Nov")
    made = Document(f"t{text}", (f"f{text}",), f"a{text}", (Section(f"s{text}", f"l{text}", (item,)),))
    plain, ending, whole = document.plain(text), document.plain(f"a{text}b"), document.plain(f"{text}b")
    expected = report_readers.spaced(f"Wed 18 Nov {plain}: “{ending}” label: “{whole}”")
    for form in FORMS:
        _, items = READ[form](rendered(made, form))
        assert [without_spaces(item) for item in items] == [without_spaces(expected)], form


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_the_html_needs_nothing_else_and_says_so() -> None:
    written = rendered(compose([record(Appreciation, to=BEN, text="soup")], about()), "html")
    assert written.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "default-src 'none'" in written
    for never in ("<script", "src=", "href=", "http://", "https://", "@import", "url(", "<link"):
        assert never not in written
    assert "@media print" in written and "prefers-color-scheme: dark" in written and "@page" in written


def test_lines_and_paragraphs_stay() -> None:
    made = compose([record(Appreciation, to=BEN, text="one\ntwo\n\nthree")], about())
    assert "one\ntwo\n\nthree" in rendered(made, "html")
    assert "“one\\\n  two\n\n  three”" in rendered(made, "md")


def test_words_in_quotation_marks_get_no_second_ones() -> None:
    made = compose([record(Appreciation, to=BEN, text="“Now?”")], about())
    for form in FORMS:
        written = rendered(made, form)
        assert "“Now" in written and "““" not in written and "””" not in written


# -- what is in it, and what never is


def test_another_s_own_is_refused_even_where_it_is_handed_in() -> None:
    for bad in (
        record(Appreciation, by=BEN, audience="self", text="x"),
        record(Appreciation, audience="sealed", text="x"),
        record(Appreciation, deleted=True),
    ):
        with pytest.raises(ValueError, match="not this person's"):
            compose([bad], about())


@pytest.fixture
def full(home: Places, still: Still) -> Companion:
    """A log with something of everything that must not come out, and one line that may."""
    ana = begun(home, still, plans=True)
    ana.log.thank("ours, said aloud")
    ana.log.add({"kind": "detail", "text": "ANAS-OWN"})
    ana.log.add({"kind": "appreciation", "by": BEN, "to": ANA, "text": "BENS-OWN", "audience": "self"})
    ana.log.remove(ana.log.thank("REMOVED")["id"])
    kept = ana.log.thank("A-MARKED-ONE")
    ana.log.add({"kind": "mark", "of": kept["id"], "mark": "reply", "text": "A-REPLY"})
    ana.log.add({"kind": "ritual", "ritual": "bedtime", "parked": ["PARKED"], "complete": True})
    ana.log.add({"kind": "ritual", "guided": True, "ritual": "reunion"})  # begun, and nothing done
    still.move(days=3)
    return ana


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("naming", NAMINGS)
def test_canaries(full: Companion, form: document.Form, naming: Naming) -> None:
    def written(choice: Choice, who: Companion) -> str:
        return rendered(compose(choose(who, choice), report.about(who, choice, naming)), form)

    said = written(Choice(), full)
    assert "ours, said aloud" in said
    for never in ("ANAS-OWN", "BENS-OWN", "REMOVED", "A-REPLY", "PARKED", "Reunion"):
        assert never not in said
    assert "ANAS-OWN" in written(Choice(own=True), full)
    assert "BENS-OWN" not in written(Choice(own=True), full)
    with Companion.open(full.places, "Ben", full.time) as ben:
        assert "ANAS-OWN" not in written(Choice(own=True), ben)
        assert "BENS-OWN" in written(Choice(own=True), ben)
        assert "BENS-OWN" not in written(Choice(), ben)


def test_sealed_entries_only_where_they_are_handed_in(full: Companion) -> None:
    mine = Sealed("2026-11-20", "2026-11-20T08:00:00+00:00", "journal", "SEALED-WORDS\n\nand more")
    assert not any(isinstance(line, Sealed) for line in choose(full, Choice(own=True)))
    lines = choose(full, Choice(since="2026-11-20"), [mine, mine._replace(day="2026-11-01")])
    assert [line for line in lines if isinstance(line, Sealed)] == [mine], "the range holds for them, too"
    said = shown(lines)
    assert "Ana, journal: “SEALED-WORDS and more” (from Ana’s private space)" in said
    assert "One entry of Ana’s own" in said
    assert mine not in choose(full, Choice(kinds=frozenset({"bid"})), [mine])
    assert mine not in choose(full, Choice(until="2026-11-19"), [mine])


def test_what_was_left_out_shows_in_no_count() -> None:
    bids: list[report.Line] = [record(Bid, from_=BEN, response="away", text=f"n{n}") for n in range(9)]
    bids += [record(Ritual, f"2026-11-{day:02d}", ritual="bedtime", guided=False) for day in range(2, 12)]
    assert "Nine bids for connection" in shown(bids)
    assert "Nine" not in shown(bids[1:]) and "Eight bids" in shown(bids[1:])
    assert "Bedtime: on ten days" in shown(bids) and "Bedtime: on nine days" in shown(bids[:-1])
    assert "Bedtime" not in shown(bids[:9])


def test_nothing_measures_one_against_the_other(tmp_path: Path) -> None:
    """A year of counts has no percentage, and no person's name, in it."""
    home = Places(str(tmp_path / "home"), str(tmp_path / "home"))
    demo.write(home, 3, TODAY, 365)
    with Companion.open(home, time=Still()) as year:
        choice = Choice(own=True)
        made = compose(choose(year, choice), report.about(year, choice))
        for item in (item for section in made.sections[:2] for item in section.items):
            assert "Ana" not in item.lead and "Ben" not in item.lead, item
        assert "%" not in rendered(made, "md") and "percent" not in rendered(made, "md")


def test_a_line_that_was_changed_or_removed_meanwhile_is_not_standing(full: Companion) -> None:
    lines = choose(full, Choice())
    thanks = {line.text: line for line in lines if isinstance(line, Appreciation)}
    assert report.standing(full, lines) == lines
    with Companion.open(full.places, "Ben", full.time) as ben:
        ben.log.edit(thanks["ours, said aloud"].id, {"text": "NOT LOOKED AT"})
        ben.log.remove(thanks["A-MARKED-ONE"].id)
    left = report.standing(full, lines)
    assert [line for line in lines if line not in left] == list(thanks.values())


# -- what it says


def test_it_says_who_when_and_for_whom() -> None:
    said = shown([record(Appreciation, to=BEN, text="soup")], reader="Dr. Weiss", title="Us")
    assert said.startswith("Us Ana and Ben 1 November 2026 to 21 November 2026, 21 days")
    assert "Put together by Ana on 21 November 2026, for Dr. Weiss" in said
    assert "Wed 18 Nov Ana to Ben: “soup”" in said
    assert "Week of 16 November 2026" in said


def test_counts_are_plain() -> None:
    lines: list[report.Line] = [record(Bid, from_=BEN, response=how) for how in ("toward", "toward", "away", None)]
    lines += [record(Checkin, closeness=n) for n in (4, 9, 7)]
    lines += [record(Appreciation, to=BEN, text="x") for _ in range(12)]
    said = shown(lines)
    assert (
        "Four bids for connection, about one a week: two turned toward, one turned away, one with no answer yet" in said
    )
    assert "Three check-ins, closeness rated from 4 to 9 of 10" in said
    assert "Twelve appreciations, about four a week" in said
    assert "a week" not in shown(lines, since="2026-11-15"), "seven days are no rhythm yet"


def test_the_rhythm_of_a_ritual_in_words() -> None:
    monday = date(2026, 9, 28)
    done = [monday + timedelta(week * 7 + n) for week, days in enumerate((5, 6, 1, 5, 5)) for n in range(days)]
    lines: list[report.Line] = [record(Ritual, f"{day}", ritual="bedtime", guided=False) for day in [*done, done[0]]]
    said = shown(lines, since="2026-09-28", until="2026-11-01")
    assert "Bedtime: on 22 days, usually five a week; fewest in the week of 12 October, one." in said
    assert "Rituals: Bedtime on six days." in said
    away = record(Pause, "2026-10-11", since="2026-10-12", until="2026-10-18")
    assert "usually five a week." in shown([*lines, away], since="2026-09-28", until="2026-11-01"), "a pause is no lack"
    assert "usually" not in shown(lines, since="2026-10-16", until="2026-11-01"), "two weeks are not usual"
    few = shown(lines[:1], since="2026-09-28", until="2026-11-01")
    assert "Bedtime: on one day, now and then." in few


@pytest.mark.parametrize(
    ("naming", "me", "partner", "expected"),
    [
        ("full", "Ana", "Ben", ("Ana", "Ben")),
        ("letters", "Ana", "Ben", ("A", "B")),
        ("initials", "Ana", "Ben", ("A.", "B.")),
        ("initials", "Ana Maria", "ben", ("A. M.", "b.")),
        ("initials", "Anna", "Alex", ("An.", "Al.")),
        ("initials", "Anna", "Annabel", ("A", "B")),
        ("full", "Ana", PARTNER, ("Ana", "the partner")),
        ("initials", "Ana", PARTNER, ("A.", "the partner")),
    ],
)
def test_what_people_are_called(naming: Naming, me: str, partner: str, expected: tuple[str, str]) -> None:
    people = People(Person(ANA, me), Person(BEN, partner), False)
    assert tuple(Retelling(people, {}, naming).called.values()) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ben", "Ben's mother, BEN and Benny, ben", "B's mother, B and Benny, B"),
        ("Ben", "ben’s, bens, Bens Mutter, bench, absent", "B’s, bens, Bens Mutter, bench, absent"),
        ("ben", "Ben and ben and BEN", "B and B and B"),
        ("Will", "I will, Will.", "I will, B."),
        ("O'Brien", "O'Brien, O'Briens", "B, O'Briens"),
        ("José", "jose, JOSÉ, José’s", "B, B, B’s"),
        ("Ben Noah", "Ben Noah and ben and Noah", "B and B and B"),
        ("Rose", "Rose rose early; a rose, ROSE", "B rose early; a rose, B"),
        ("美咲", "美咲さん、ありがとう", "Bさん、ありがとう"),
        ("a.c", "abc a.c", "abc B"),
        ("Ana B", "Ana B and Ana", "B and A"),
    ],
)
def test_names_are_hidden_in_the_texts_too(name: str, text: str, expected: str) -> None:
    people = People(Person(ANA, "Ana"), Person(BEN, name), False)
    hidden = Retelling(people, {"r": f"With {name}"}, "letters")
    assert hidden.text(text) == expected
    assert hidden.ritual("r") == "With B"
    assert Retelling(people, {}).text(text) == text


def test_what_may_be_a_name_still_is_shown(full: Companion) -> None:
    people = People(Person(ANA, "Ana"), Person(BEN, "Will"), False)
    lines: list[report.Line] = [
        record(Appreciation, to=BEN, text="Will, you will call Willy and anastasia's aunt, will you?"),
        Sealed("2026-11-21", "2026-11-21T20:00:00+00:00", "journal", "Ana and will"),
    ]
    said = report.plainly(people, lines, "letters")
    assert "left as they are: “will” (3 times), “Willy”, “anastasia”." in said
    assert "left as" not in report.plainly(people, lines)
    assert "left as" not in report.plainly(people, [record(Appreciation, to=BEN, text="Will and ANA")], "initials")


def test_a_name_that_is_a_month_leaves_dates_alone() -> None:
    people = People(Person(ANA, "May"), Person(BEN, "Ben"), False)
    lines: list[report.Line] = [record(Pause, "2026-05-04", since="2026-05-04", until="2026-05-09")]
    said = shown(lines, since="2026-05-01", people=people, naming="letters")
    assert "A pause, away, 4 May 2026 to 9 May 2026" in said


# -- days that are none, and ranges


@pytest.mark.parametrize("day", ["", "0001-01-01", "yesterday", "2026-13-01", "0000-00-00", "2026-11-1\x1b", "9" * 50])
def test_a_day_that_can_be_none_is_passed_by(day: str) -> None:
    assert not Choice().takes(record(Appreciation, text="x", day=day), ANA)


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31"])
def test_days_at_the_ends_of_time(day: str) -> None:
    lines: list[report.Line] = [
        record(Appreciation, day, to=BEN, text="x"),
        record(Ritual, day, ritual="bedtime", guided=False),
    ]
    assert "“x”" in shown(lines, since=day)
    assert "“x”" in shown(lines)


def test_the_days_begin_where_the_log_does(full: Companion) -> None:
    assert report.about(full, Choice(since="1990-01-01")).since == "2026-11-21"
    assert report.about(full, Choice(since="2026-11-23")).since == "2026-11-23"
    assert report.usual("2026-11-21").since == "2026-08-30"


# -- writing


def test_a_file_for_this_user_alone_and_never_over_another(home: Places, tmp_path: Path) -> None:
    path = report.write(home, str(tmp_path / "r.html"), "one")
    assert path.read_text() == "one" and path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RitualError, match="already exists"):
        report.write(home, str(path), "two")
    assert path.read_text() == "one"
    report.write(home, str(path), "two", force=True)
    assert path.read_text() == "two" and path.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.html"]


def test_the_suggested_name_is_free(tmp_path: Path) -> None:
    assert report.suggested("2026-11-21", "md", str(tmp_path)) == "report-2026-11-21.md"
    (tmp_path / "report-2026-11-21.md").touch()
    assert report.suggested("2026-11-21", "md", str(tmp_path)) == "report-2026-11-21-2.md"
