"""A ritual made without writing TOML: what is written reads back as it was meant, and nothing else is touched."""

from datetime import date
from pathlib import Path

import pytest

from ritualtui.companion import ritual_maker
from ritualtui.companion.ritual_maker import Draft, MadeStep, pieces
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError, UsageError
from ritualtui.places import Places
from ritualtui.practice import rituals, step_kinds
from support.homes import Still, begun

TODAY = date(2026, 11, 21)
EVERY = tuple(MadeStep.of(piece) for piece in pieces())


@pytest.fixture
def ana(home: Places, still: Still) -> Companion:
    return begun(home, still, plans=True)


def test_what_was_made_is_a_ritual_at_once_and_reads_back(ana: Companion, home: Places) -> None:
    made = ana.rituals.make(Draft("Tea on the steps", ("sat", "sun"), "15:00", "17:00", EVERY))
    assert (made.id, made.name, made.days, made.opens, made.closes) == (
        "tea-on-the-steps", "Tea on the steps", ("sat", "sun"), "15:00", "17:00",
    )  # fmt: skip
    assert [(step.kind, step.text, step.seconds) for step in made.steps] == [
        (step.piece.kind, step.text, step.seconds) for step in EVERY
    ]
    assert ana.rituals.find("tea") == made
    with Companion.open(home, time=ana.time) as again:
        assert again.rituals.find("tea").name == "Tea on the steps" and again.rituals.problems == ()
        guide = again.rituals.begin("tea", present="both")
        while guide.page is not None:
            guide.forward()


def test_what_is_in_the_file_stays_as_it_is(ana: Companion, home: Places) -> None:
    path = Path(home.own_rituals)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = '# mine\n[[ritual]]\nid = "tea"\nname = "Tea"  # strong\n[[ritual.steps]]\n'
    before += 'id = "a"\nkind = "say"\ntext = "Sit."'
    path.write_text(before)
    ana.close()
    with Companion.open(home, time=ana.time) as again:
        again.rituals.make(Draft("Tea", steps=EVERY[:1]))
        again.rituals.make(Draft("Tea", steps=EVERY[:1]))
        assert [r.id for r in again.rituals.all.values() if r.name == "Tea"] == ["tea", "tea-2", "tea-3"]
    assert path.read_text().startswith(before + "\n\n# ")


@pytest.mark.parametrize("name", ["Größe", "茶", "3 o’clock", 'a "quoted" \\ name', "x" * 40, "Morning"])
def test_any_name_makes_an_id_of_its_own(ana: Companion, name: str) -> None:
    made = ana.rituals.make(Draft(name, steps=(EVERY[0]._replace(text='Say "hi" \\ to {partner}.'),)))
    assert made.name == name and made.steps[0].text == 'Say "hi" \\ to {partner}.'
    assert made.id not in rituals.shipped()


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft(" ", steps=EVERY[:1]), "name"),
        (Draft("Tea"), "no steps yet"),
        (Draft("Tea", steps=EVERY[:1] * 13), "12 steps are enough"),
        (Draft("Tea", steps=(EVERY[0]._replace(text=" "),)), "step"),
        (Draft("Tea", steps=(EVERY[0]._replace(text="{by} sits."),)), "{by}"),
        (Draft("x" * 61, steps=EVERY[:1]), "name"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_written(ana: Companion, home: Places, draft: Draft, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        ana.rituals.make(draft)
    assert said in str(raised.value)
    assert not Path(home.own_rituals).exists()


def test_a_file_with_a_mistake_is_left_alone(ana: Companion, home: Places) -> None:
    path = Path(home.own_rituals)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[[ritual]\n")
    with pytest.raises(RitualError, match="Fix that by hand first"):
        ana.rituals.make(Draft("Tea", steps=EVERY[:1]))
    assert path.read_text() == "[[ritual]\n"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ("", "")),
        ("15:00–17:00", ("15:00", "17:00")),
        ("9 to 11:30", ("09:00", "11:30")),
        ("22-1", ("22:00", "01:00")),
    ],
)
def test_hours_as_people_write_them(typed: str, found: tuple[str, str]) -> None:
    assert ritual_maker.hours(typed) == found


@pytest.mark.parametrize("typed", ["9", "late", "25–26", "9:70–10", "1 2 3"])
def test_hours_that_are_none(typed: str) -> None:
    with pytest.raises(UsageError, match="15:00–17:00"):
        ritual_maker.hours(typed)


def test_every_kind_of_step_but_who_begins_is_offered_and_none_that_is_not_there() -> None:
    offered = [piece.kind for piece in pieces()]
    assert {*offered} == {*step_kinds.KINDS} - {"opening", "topic"}, "these two belong to a check-in"
    assert len(offered) == len({*offered})
