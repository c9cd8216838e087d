"""The shipped words: they parse, they fit their place, and they keep the voice."""

import re
import string
import textwrap
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from click import Context

from ritualtui.cli.group import COMMANDS, cli
from ritualtui.kinds import WEEKDAYS
from ritualtui.practice import decks, pages, pools, rituals
from ritualtui.strings import read_content

CONTENT = files("ritualtui") / "content" / "en"
MINE = ("rituals.toml", "nudges.toml", "questions.toml", "demo.toml", "report.toml", "insights.toml")

BANNED = (
    "narcissis", "toxic", "gaslight", "abus", "codependen", "attachment style", "love language", "disorder", "trauma",
    "should have", "should not have", "failed", "failure", "your fault", "my fault", "you always", "you never",
    "danger", "urgent", "alarm bell", "crisis", "emergency", "red flag", "warning", "at risk", "last chance",
    "needy", "selfish", "too sensitive", "overreact", "soulmate", "amazing", "awesome", "perfect couple",
    "healthy couples", "good couples", "happy couples", "a good partner", "husband", "wife",
)  # fmt: skip
"""Blame, diagnosis, alarm, cheer that is not meant, and one right way to love. None of it in words we wrote."""


def loaded(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def lines(text: str, width: int) -> int:
    return len(textwrap.wrap(text, width))


@pytest.mark.parametrize("name", MINE)
def test_no_exclamation_marks_and_no_straight_quotes(name: str) -> None:
    for text in texts(loaded(name)):
        assert "!" not in text
        assert "'" not in text and '"' not in text, text
        assert text == text.strip() and "  " not in text, text


@pytest.mark.parametrize("name", MINE)
def test_no_blame_diagnosis_or_alarm(name: str) -> None:
    for text in texts(loaded(name)):
        for word in BANNED:
            assert word not in text.casefold(), text


PAGES = sorted(path.name.removesuffix(".md") for path in (CONTENT / "pages").iterdir())
NOT_IN_PAGES = (*(word for word in BANNED if word not in (
    "abus", "danger", "crisis", "emergency", "love language",
)), "you must", "you have to", "percent of", "per cent", "%")  # fmt: skip
"""Pages may name what they are about, and numbers to call; they neither blame nor count."""
NOT_YET: set[str] = set()
"""Commands that a page may name before they are there."""


def source(page: str) -> str:
    return (CONTENT / "pages" / f"{page}.md").read_text(encoding="utf-8")


def test_every_page_has_its_place() -> None:
    assert sorted(pages.ORDER) == PAGES
    assert not set(PAGES) & set(COMMANDS), "a name asks for one thing"
    assert set(pages.OFFERS) <= set(PAGES) and set(pages.OFFERS.values()) <= set(rituals.shipped())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_the_voice(name: str) -> None:
    text = source(name)
    spoken = re.sub(r"`[^`]*`", "", text)
    for sign in ("!", "'", '"'):
        assert sign not in spoken
    said = " ".join(spoken.casefold().split()).replace("it is not your fault", "")
    for word in NOT_IN_PAGES:
        assert word not in said, word


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_of_the_simple_kind(name: str) -> None:
    text = source(name)
    for line in text.splitlines():
        assert len(line) <= 80 and line == line.rstrip() and "\t" not in line
        assert re.match(r"(# |## |- |  (?! )|[^\s#>*|\d-]|\d+ |$)", line), line
    assert unicodedata.is_normalized("NFC", text) and not any(map(unicodedata.combining, text))
    assert text.count("`") % 2 == 0 and not re.search(r"\]\(|\*\*|\n\n\n", text)
    page = pages.load(name)
    kinds = [block.kind for block in page.blocks]
    assert kinds[:2] == ["title", "summary"] and kinds.count("title") == 1 and kinds.count("heading") >= 2
    assert len(page.title) <= 36 and lines(page.summary, 60) <= 3
    assert kinds[-1] != "heading"


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_names_is_there(name: str) -> None:
    text = " ".join(source(name).split())
    for command in re.findall(r"`ritualtui ?([^`]*)`", text):
        first, *rest = command.split() or [""]
        assert first in {"", *COMMANDS, *NOT_YET}, command
        if first in ("ritual", "did"):
            assert rest[0] in rituals.shipped(), command
        if first in COMMANDS:
            known = {option for param in cli.get_command(Context(cli), first).params for option in param.opts}  # type: ignore[union-attr]
            assert {word for word in rest if word.startswith("--")} <= known, command
    for other in re.findall(r"pages? “([^”]*)”|see “([^”]*)”", text):
        assert (other[0] or other[1]) in pages.ORDER


def test_rituals_and_decks_load_without_a_problem() -> None:
    assert rituals.parse(read_content("rituals.toml"), "rituals.toml")[1] == ()
    assert decks.parse(read_content("questions.toml"), "questions.toml")[1] == ()


def test_the_rituals_of_each_day_and_the_one_of_none() -> None:
    shipped = rituals.shipped()
    assert [(r.id, r.key, r.days, r.opens, r.closes) for r in shipped.values()] == [
        ("morning", "m", WEEKDAYS, "06:00", "10:00"),
        ("reunion", "r", WEEKDAYS, "16:00", "20:00"),
        ("bedtime", "n", WEEKDAYS, "21:00", "01:00"),
        ("checkin", "c", (), "00:00", "00:00"),
        ("presence", "", (), "00:00", "00:00"),
    ]
    for ritual in shipped.values():
        assert 4 <= len(ritual.steps) <= 7
        assert 3 <= len(ritual.easy_steps) <= len(ritual.steps) and ritual.easy_steps != ritual.steps
        assert ritual.purpose and ritual.reference
        full = sum(step.seconds or 0 for step in ritual.steps)
        assert sum(step.seconds or 0 for step in ritual.easy_steps) <= full


def test_each_step_fits_a_small_screen_and_stands_alone() -> None:
    for ritual in rituals.shipped().values():
        for step in (*ritual.steps, *ritual.easy_steps):
            assert step.alone, step.id
            for text in (step.text, step.alone, step.apart, step.hint):
                named = text
                for name in rituals.PLACEHOLDERS:
                    named = named.replace(f"{{{name}}}", "Maximiliane")
                assert lines(named, 50) <= 4
                assert re.sub(r"[.?]$", "", text).count(". ") == 0, "one sentence"
            for word in ("both", "each other", "together", "the other"):
                assert word not in step.alone, step.alone
            if step.kind == "ask":
                assert step.deck in decks.names()
            if step.kind == "listen":
                assert len(step.stems) >= 6 or len(pools.shipped()[step.pool]) >= 60
                assert all(lines(stem, 50) == 1 for stem in step.stems)


def test_placeholders_only_where_they_are_filled() -> None:
    for ritual in rituals.shipped().values():
        for step in (*ritual.steps, *ritual.easy_steps):
            allowed = {"me", "partner", *(("by", "to") if step.kind in rituals.PER_PERSON else ())}
            for text in (step.text, step.alone, step.apart, step.hint, *step.stems):
                assert {field for _, field, _, _ in string.Formatter().parse(text) if field is not None} <= allowed
            assert "{by}" not in step.alone and "{to}" not in step.alone
    for name in ("questions.toml", "demo.toml"):
        assert not any("{" in text or "}" in text for text in texts(loaded(name)))


def test_decks_have_enough_cards_of_every_depth() -> None:
    needed = {"bedtime": 90, "checkin": 90, "dreams": 30, "us": 40, "inner": 40, "intimacy": 20}
    shipped = decks.shipped()
    assert list(shipped) == list(needed)
    for name, least in needed.items():
        assert len(shipped[name].cards) >= least
        assert {card.depth for card in shipped[name].cards} == {1, 2, 3}
    light = [card for card in shipped["bedtime"].cards if card.depth == 1]
    assert len(light) > len(shipped["bedtime"].cards) / 2


def test_cards_are_open_questions_that_fit() -> None:
    cards = [card for deck in decks.shipped().values() for card in deck.cards]
    assert len({card.text.casefold() for card in cards}) == len({card.id for card in cards}) == len(cards)
    for card in cards:
        assert lines(card.text, 50) <= 3, card.id
        assert card.text.endswith("?"), card.id
        assert card.themes and all(theme == theme.strip().lower() for theme in card.themes), card.id
        first = card.text.split()[0].strip(",").casefold()
        assert first not in {"do", "does", "did", "is", "are", "was", "have", "has", "can", "could", "would", "why"}, (
            card.id
        )


def test_no_two_cards_are_nearly_the_same() -> None:
    small = frozenset(
        {"a", "and", "do", "for", "has", "have", "in", "is", "it", "like", "of", "on", "or", "that", "the", "this"}
    )
    small |= {"to", "was", "what", "when", "where", "which", "with", "would", "you", "your", "today", "last", "lately"}
    words = {
        card.id: frozenset(re.findall(r"\w+", card.text.casefold())) - small
        for deck in decks.shipped().values()
        for card in deck.cards
    }
    pairs = [
        (one, two)
        for one in words
        for two in words
        if one < two and len(words[one] & words[two]) > 0.5 * len(words[one] | words[two])
    ]
    assert pairs == []


def test_the_invented_couple_has_words_enough() -> None:
    demo = loaded("demo.toml")
    for pool, least in (("appreciations", 110), ("bids", 50), ("details", 25)):
        people = ("ana_to_ben", "ben_to_ana") if pool == "appreciations" else ("ana", "ben")
        assert all(len(demo[pool][who]) >= least for who in people)
    assert len(demo["answers"]) >= 40
    for pool, least in (("parked", 40), ("repairs", 8), ("promises", 15), ("outings", 20), ("checkins", 40)):
        assert len(demo[pool]["texts"]) >= least
    assert len(demo["milestones"]) == 4
    said = [*demo["appreciations"]["ana_to_ben"], *demo["appreciations"]["ben_to_ana"]]
    assert len({text.casefold() for text in said}) == len(said)


def test_every_invented_text_has_a_season() -> None:
    demo = loaded("demo.toml")
    for text in (*texts(demo["appreciations"]), *texts(demo["bids"])):
        months = set(range(1, 13))
        for word, season in demo["seasons"].items():
            if re.search(rf"\b{re.escape(word)}\b", text.casefold()):
                months &= set(season)
        assert months, text


def test_invented_answers_belong_to_cards() -> None:
    known = {card.id for card in decks.shipped()["bedtime"].cards}
    assert {answer["question"] for answer in loaded("demo.toml")["answers"]} <= known
