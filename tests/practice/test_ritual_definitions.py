"""Rituals as TOML: what is good is read, what is not is told by file name and line, and nothing ever raises."""

import json
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.freetext import one_line
from ritualtui.practice import decks, rituals
from ritualtui.practice.checked_toml import Definitions

GOOD = """\
[[ritual]]
id = "tea"
name = "Tea  together"
key = "t"
days = ["sun", "mon"]
opens = "16:00"
closes = "17:00"
purpose = "A quarter of an hour."
evidence = "practitioner"
reference = "Somebody 1999"

[[ritual.steps]]
id = "kettle"
kind = "timer"
text = "Wait for the kettle, {me} and {partner}."
alone = "Wait for the kettle."
hint = "It takes its time."
seconds = 180
easy = { text = "Wait.", seconds = 60 }

[[ritual.steps]]
id = "thank"
kind = "appreciate"
text = "{by}, thank {to}."
easy = false

[[ritual.steps]]
id = "ask"
kind = "ask"
text = "A question."
deck = "bedtime"

[[ritual.steps]]
id = "hear"
kind = "listen"
text = "{by} talks, {to} listens."
seconds = 120
stems = ["So for you …", "{by}, is there more?"]
"""

PLAIN = """\
[[ritual]]
id = "plain"
name = "Plain"

[[ritual.steps]]
id = "only"
kind = "say"
text = "Here."
"""


DAYS = 'days = ["sun", "mon"]'


def problems_of(text: str) -> tuple[str, ...]:
    return rituals.parse(text, "own.toml")[1]


def test_a_whole_ritual():
    (tea,), problems = rituals.parse(GOOD, "own.toml")
    assert problems == ()
    assert (tea.id, tea.name, tea.key, tea.days) == ("tea", "Tea together", "t", ("mon", "sun"))
    assert (tea.opens, tea.closes, tea.evidence, tea.reference) == ("16:00", "17:00", "practitioner", "Somebody 1999")
    assert [step.id for step in tea.steps] == ["kettle", "thank", "ask", "hear"]
    kettle = tea.steps[0]
    assert (kettle.kind, kettle.seconds, kettle.alone, kettle.hint) == (
        "timer",
        180,
        "Wait for the kettle.",
        "It takes its time.",
    )
    assert tea.steps[2].deck == "bedtime"
    assert tea.steps[3].stems == ("So for you …", "{by}, is there more?")


def test_the_low_energy_form_leaves_out_and_replaces():
    (tea,), _ = rituals.parse(GOOD, "own.toml")
    assert [step.id for step in tea.easy_steps] == ["kettle", "ask", "hear"]
    kettle = tea.easy_steps[0]
    assert (kettle.text, kettle.seconds, kettle.alone) == ("Wait.", 60, "Wait for the kettle.")
    assert tea.easy_steps[1:] == tea.steps[2:]


def test_for_two_places_a_step_has_its_own_words():
    text = GOOD.replace('alone = "Wait for the kettle."', 'alone = "Wait."\napart = "Two kettles, {me}."')
    text = text.replace("easy = { text", 'easy = { apart = "A kettle each.", text')
    (tea,), problems = rituals.parse(text, "own.toml")
    apart = rituals.in_two_places(tea)
    assert (problems, apart.steps[0].text, apart.easy_steps[0].text) == ((), "Two kettles, {me}.", "A kettle each.")
    assert (apart.steps[1:], tea.steps[0].alone) == (tea.steps[1:], "Wait.")
    assert rituals.from_plain(tea.id, tea.name, json.loads(json.dumps(rituals.plain(tea)))) == (tea, ())


def test_what_may_be_left_out():
    (plain,), problems = rituals.parse(PLAIN, "own.toml")
    assert problems == ()
    assert len(plain.days) == 7
    assert (plain.opens, plain.closes, plain.key, plain.evidence) == ("00:00", "00:00", "", "our design")
    assert plain.steps[0].seconds is None


def test_no_days_is_meant_for_none():
    (plain,), problems = rituals.parse(PLAIN.replace('name = "Plain"', 'name = "Plain"\ndays = []'), "own.toml")
    assert (plain.days, problems) == ((), ())


@pytest.mark.parametrize(
    ("times", "rhythm"), [("3", (3, 1)), ("{ count = 1, weeks = 2 }", (1, 2)), ("{count = 5}", (5, 1))]
)
def test_so_often_a_week_instead_of_days(times, rhythm):
    (tea,), problems = rituals.parse(GOOD.replace(DAYS, f"times = {times}"), "own.toml")
    assert (tea.times, problems, len(tea.days)) == (rhythm, (), 7)
    plain = json.loads(json.dumps(rituals.plain(tea)))
    assert "days" not in plain  # what knows of no rhythm takes it for every day
    assert rituals.from_plain(tea.id, tea.name, plain) == (tea, ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "timer"', 'kind = "breath"', "line 14: “breath” isn't a kind of step; did you mean “breathe”?"),
        (
            'kind = "timer"',
            'kind = "xyz"',
            "line 14: “xyz” isn't a kind of step; choose from say, breathe, timer, ask,",
        ),
        ('kind = "timer"', "", "line 12: “kind” is missing here."),
        ("seconds = 180", "secods = 180", "line 18: a “timer” step has no “secods”; did you mean “seconds”?"),
        ("seconds = 180", "", "line 12: “seconds” is missing here."),
        ("seconds = 180", "seconds = 0", "line 18: “seconds” is 1 to 7,200."),
        ("seconds = 180", 'seconds = "180"', "line 18: “seconds” wants a whole number, and has text in quotes."),
        ("seconds = 180", "seconds = true", "line 18: “seconds” wants a whole number, and has true or false."),
        ("seconds = 60", "seconds = -1", "line 19: “seconds” is 1 to 7,200."),
        ('text = "Wait."', 'txt = "Wait."', "line 19: “easy” has no “txt”; did you mean “text”?"),
        ("easy = false", "easy = 0", "line 25: “easy” wants false, or the fields that are different"),
        ("easy = false", "seconds = 5", "line 25: an “appreciate” step has no “seconds”; it has id,"),
        ('deck = "bedtime"', "", "line 27: “deck” is missing here."),
        ('id = "ask"', 'id = "thank"', "line 28: there are two steps with the id “thank” in this ritual."),
        ('id = "ask"', 'id = "Ask me"', "line 28: “Ask me” isn't an id: small letters"),
        ("{me} and", "{mee} and", "line 15: “{mee}” isn't a placeholder; did you mean “{me}”?"),
        (
            "{me} and",
            "{by} and",
            "line 15: “{by}” is only for steps that each does in turn (opening, appreciate, listen,",
        ),
        ("{me} and", "{me and", "line 15: a brace stands alone here"),
        ("{me} and", "} and", "line 15: a brace stands alone here"),
        ('"{by}, is', '"{bi}, is', "line 38: “{bi}” isn't a placeholder; did you mean “{by}”?"),
        ('"So for you …"', "3", "line 38: “stems” wants a list of texts, and holds a whole number."),
        ('text = "A question."', 'text = "  "', "line 30: “text” is empty."),
        ('text = "A question."', f'text = "{"a" * 1001}"', "line 30: The “text” has 1,001 characters; 1,000 fit."),
        ('name = "Tea  together"', "", "line 1: “name” is missing here."),
        ('name = "Tea  together"', "name = [1]", "line 3: “name” wants text in quotes, and has a list."),
        ('name = "Tea  together"', "name = 07:00:00", "line 3: “name” wants text in quotes, and has a date or a time."),
        ('key = "t"', 'key = "tt"', "line 4: “tt” is more than one key."),
        ('key = "t"', "times = 3", "line 4: “times” stands for “days”: say how often, or on which days, not both."),
        (DAYS, "times = 8", "line 5: “times” is 1 to 7."),
        (DAYS, "times = true", "line 5: “times” wants how often a week, as a whole number, or { count = 1,"),
        (DAYS, "times = { weeks = 2 }", "line 5: “count” is missing here."),
        (DAYS, "times = { count = 15, weeks = 2 }", "line 5: “count” is 1 to 14."),
        (DAYS, "times = { count = 1, week = 2 }", "line 5: “times” has no “week”; did you mean “weeks”?"),
        ('"sun", "mon"', '"sunday"', "line 5: “sunday” isn't a weekday; did you mean “sun”?"),
        ('"sun", "mon"', '"never"', "line 5: “never” isn't a weekday; choose from mon,"),
        ('opens = "16:00"', 'opens = "4pm"', "line 6: “4pm” isn't a time of day; write it as"),
        ('closes = "17:00"', 'closes = "24:00"', "line 7: “24:00” isn't a time of day"),
        ('purpose = "A', 'purpos = "A', "line 8: a ritual has no “purpos”; did you mean “purpose”?"),
        ('"practitioner"', '"trail"', "line 9: “trail” isn't a label for evidence; did you mean “trial”?"),
    ],
)
def test_a_mistake_is_told_by_line_and_the_others_work(old, new, said):
    assert old in GOOD
    found, problems = rituals.parse(GOOD.replace(old, new) + PLAIN, "own.toml")
    assert [ritual.id for ritual in found] == ["plain"]
    assert any(problem.startswith(f"own.toml, {said}") for problem in problems), problems


def test_several_mistakes_are_all_told_in_the_order_of_the_file():
    broken = GOOD.replace('kind = "timer"', 'kind = "time"').replace('opens = "16:00"', 'opens = "16"')
    assert [problem.partition(":")[0] for problem in problems_of(broken)] == ["own.toml, line 6", "own.toml, line 14"]


def test_an_unknown_kind_brings_no_other_complaints():
    for kind in rituals.KINDS:
        (problem,) = problems_of(GOOD.replace(f'kind = "{kind}"', 'kind = "zzz"')) or ("zzz",)
        assert "zzz" in problem


def test_an_unknown_table_leaves_the_rituals_alone():
    found, problems = rituals.parse('[[rituals]]\nid = "x"\n\n' + PLAIN, "own.toml")
    assert [ritual.id for ritual in found] == ["plain"]
    assert problems == ("own.toml, line 1: this file has no “rituals”; did you mean “ritual”?",)


def test_the_format_may_be_named():
    assert problems_of("format = 1\n" + PLAIN) == ()
    assert problems_of("\nformat = 2\n" + PLAIN) == (
        "own.toml, line 2: “format” is 1 as far as this version of the program knows.",
    )


def test_of_two_rituals_with_one_id_or_key_the_first_stays():
    twice = PLAIN + PLAIN.replace("Plain", "Again")
    found, problems = rituals.parse(twice, "own.toml")
    assert [ritual.name for ritual in found] == ["Plain"]
    assert problems == ("own.toml, line 10: there are two rituals with the id “plain”.",)
    keyed = PLAIN.replace("name", 'key = "t"\nname')
    assert problems_of(GOOD + keyed) == ("own.toml, line 41: the key “t” is already that of “tea”.",)


def test_a_ritual_needs_a_step_and_one_in_its_low_energy_form():
    assert problems_of('[[ritual]]\nid = "x"\nname = "X"\n') == ("own.toml, line 1: this ritual has no steps.",)
    (problem,) = problems_of(PLAIN + "easy = false\n")
    assert problem.startswith("own.toml, line 1: the short version has no step left")
    assert problems_of("ritual = 3\n") == ("own.toml, line 1: “ritual” wants a list, and has a whole number.",)
    assert problems_of("ritual = [3]\n") == ("own.toml, line 1: “ritual” wants tables, and holds a whole number.",)
    many = PLAIN + "".join(f'[[ritual.steps]]\nid = "s{n}"\nkind = "say"\ntext = "S."\n' for n in range(30))
    assert problems_of(many) == ("own.toml, line 5: this ritual has 31 steps; 30 fit.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[ritual]]\nid = "x\n', "line 2: this is not TOML: "),
        ("[[ritual]]\nid = 1\nid = 2\n", "line 3: this is not TOML: "),
        ("[[ritual]]\nx = [", "line 2: this is not TOML: "),
        ("[[ritual]]\nx = [\n", "line 2: this is not TOML: "),
        ("x = 1" + "0" * 5000, "this is not TOML: a number is too long."),
        ("x = " + "[" * 20_000, "this is nested too deeply."),
    ],
)
def test_what_is_not_toml_has_its_line_too(text, said):
    found, (problem,) = rituals.parse(text, "own.toml")
    assert found == ()
    assert problem.removeprefix("own.toml").lstrip(":, ").startswith(said)


def test_free_words_are_cleaned_and_a_byte_order_mark_is_fine():
    text = "\ufeff" + PLAIN.replace("Here.", "E\\u0301\\u001b[31mt\\u00e9 ").replace("\n", "\r\n")
    (plain,), problems = rituals.parse(text, "own.toml")
    assert problems == ()
    assert plain.steps[0].text == "É[31mté"


def test_what_a_file_says_never_reaches_the_terminal_raw():
    (problem, *_) = problems_of(PLAIN.replace('"say"', '"\\u001b[2J' + "y" * 200 + '"'))
    assert problem.isprintable()
    assert len(problem) < 200


def test_own_rituals_take_the_place_of_shipped_ones():
    (tea, plain), _ = rituals.parse(GOOD + PLAIN, "a")
    (mine, new), _ = rituals.parse(PLAIN.replace("Plain", "Mine") + PLAIN.replace("plain", "new"), "b")
    combined = rituals.combine({"tea": tea, "plain": plain}, (mine, new))
    assert list(combined) == ["tea", "plain", "new"]
    assert combined["plain"].name == "Mine"


TRICKY = "\n".join(
    [
        "# [[ritual]] in a comment",
        'top = """',
        "[[ritual]]",
        'kind = "no"',
        'its end: ""\\"""""',
        "literal = '''",
        "[ritual.steps]'''  # = [[",
        "\"quoted key\" . 'and' . bare = 1979-05-27 07:32:00",
        "numbers = [ 1.5, -2,",
        '  # a comment, with ] and "',
        "  +3e4 ]",
        "",
        "[[ritual]]",
        'id = "a=b#c]"',
        "steps = [",
        '  { id = "x", easy = { text = "[", deep = [[1], [2,',
        "    3]] } },",
        '  { id = "y" },',
        "]",
        '[[ ritual . "sub" ]]',
        "a.b = 1",
        "a.c = 2",
        "[ritual.sub.table]",
        "z = {}",
        "[[ritual.sub]]",
        "[[ritual]]",
        "[[ritual.sub]]",
        "\"\\u0061\" = 'it' # keys and values",
    ]
)


def test_every_key_has_its_line():
    found = Definitions(TRICKY, "x")
    assert found.problems == ()
    lines = {
        ("top",): 2,
        ("literal",): 6,
        ("quoted key", "and", "bare"): 8,
        ("numbers", 1): 9,
        ("numbers", 2): 11,
        ("ritual", 0): 13,
        ("ritual", 0, "id"): 14,
        ("ritual", 0, "steps"): 15,
        ("ritual", 0, "steps", 0, "easy", "deep", 1, 1): 17,
        ("ritual", 0, "steps", 1, "id"): 18,
        ("ritual", 0, "sub", 0, "a", "c"): 22,
        ("ritual", 0, "sub", 0, "table", "z"): 24,
        ("ritual", 0, "sub", 1): 25,
        ("ritual", 1): 26,
        ("ritual", 1, "sub", 0, "a"): 28,
        ("ritual", 1, "nothing", "of", "this"): 26,
        ("nothing",): 0,
    }
    assert {path: found.line(path) for path in lines} == lines


def leaves(data, path=()):
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key), value
        yield from leaves(value, (*path, key))


def content(name: str) -> str:
    return (files("ritualtui") / "content" / "en" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [TRICKY, GOOD, content("rituals.toml"), content("questions.toml")])
def test_nothing_is_without_a_line(text):
    data = tomllib.loads(text)
    found, rows = Definitions(text, "x"), text.split("\n")
    for path, value in leaves(data):
        assert path in found._lines, path
        if isinstance(path[-1], str) and not isinstance(value, list | dict) and "\\u" not in rows[found.line(path) - 1]:
            assert path[-1] in rows[found.line(path) - 1]


@given(st.data())
def test_whatever_is_typed_is_answered_in_whole_lines(data):
    at = data.draw(st.integers(0, len(GOOD)))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(st.text(alphabet="[]{}\"'=.,#\n\\ aé1{me}\x1b", max_size=12) | st.text(max_size=5))
    text = GOOD[:at] + put + GOOD[at + cut :]
    found, problems = rituals.parse(text, "own.toml")
    assert len(found) <= 1
    for problem in problems:
        assert problem.startswith("own.toml")
        assert problem == one_line(problem)


def test_the_rituals_that_come_with_the_program():
    found, problems = rituals.parse(content("rituals.toml"), "rituals.toml")
    assert problems == ()
    assert rituals.shipped() == {ritual.id: ritual for ritual in found}
    assert {"morning", "reunion", "bedtime", "presence"} <= set(rituals.shipped())
    shipped_decks = decks.names()
    for ritual in found:
        assert ritual.purpose, ritual.id
        for step in ritual.steps:
            assert step.alone, f"{ritual.id}/{step.id} says nothing to one who is alone"
            assert step.kind != "ask" or step.deck in shipped_decks


# -- as plain data, for another machine


def test_plain_data_is_the_same_ritual_again():
    every = [*rituals.parse(GOOD, "own.toml")[0], *rituals.shipped().values()]
    for ritual in every:
        sent = json.loads(json.dumps(rituals.plain(ritual)))
        assert rituals.from_plain(ritual.id, ritual.name, sent) == (ritual, ())
        assert not {"id", "name", "shared"} & sent.keys()


def test_whether_it_is_shared_is_no_part_of_what_is_sent():
    (ritual,), _ = rituals.parse(PLAIN.replace('"Plain"', '"Plain"\nshared = false'), "own.toml")
    assert ritual.shared is False
    read, _ = rituals.from_plain("plain", "Plain", rituals.plain(ritual))
    assert read is not None and read.shared is None
    assert "true or false" in problems_of(PLAIN.replace('"Plain"', '"Plain"\nshared = "no"'))[0]


def test_keys_of_a_newer_version_are_passed_over_and_anything_else_is_told():
    (ritual,), _ = rituals.parse(PLAIN, "own.toml")
    sent = rituals.plain(ritual)
    sent = {**sent, "colour": 1, "steps": [{**sent["steps"][0], "tune": []}]}
    assert rituals.from_plain("plain", "Plain", sent) == (ritual, ())
    sent["steps"][0]["kind"] = "sing"
    assert rituals.from_plain("plain", "Plain", sent)[0] is None


@pytest.mark.slow
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(
                        ["steps", "id", "kind", "text", "easy", "stems", "days", "key", "seconds", "x"]), inner)),
       st.text(), st.text())  # fmt: skip
def test_plain_data_from_elsewhere_never_raises(data: object, ident: str, name: str):
    ritual, problems = rituals.from_plain(ident, name, data if isinstance(data, dict) else {"steps": data})
    assert (ritual is None) == bool(problems)


def test_a_deck_that_is_not_there_is_told_by_its_line():
    problems = rituals.parse(GOOD.replace('"bedtime"', '"bedtme"'), "own.toml", decks.names)[1]
    assert problems == ("own.toml, line 31: there is no deck “bedtme”; did you mean “bedtime”?",)
    problems = rituals.parse(GOOD.replace('"bedtime"', '"zzz"'), "own.toml", decks.names)[1]
    assert problems[0].endswith("there is no deck “zzz”; there are bedtime, checkin, dreams, us, inner, evening.")
