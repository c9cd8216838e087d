"""One usual, one unit and one chance for one thing: on Today, in ``pulse``, in its JSON, in a nudge's arithmetic."""

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from couples import FIRST, USUAL, Life, draw, live, with_rates
from hypothesis import given, settings
from hypothesis import strategies as st

from ritualtui.companion import nudge_text
from ritualtui.companion.charts import text_summary
from ritualtui.companion.service import Companion
from ritualtui.messages import number
from ritualtui.places import Places
from ritualtui.records import plain
from support.homes import ANA, BEN, Still
from support.pulse_logs import as_records

WORDS = {number(n): float(n) for n in range(13)}
NAMES = {"appreciations": "Thank-yous", "bids": "Bids", "toward": "Bids turned toward",
         "rituals": "Planned rituals done", "closeness": "Your closeness rating"}  # fmt: skip
FACTOR = {"a day": 1, "a week": 7, "in ten": 10, "of 10": 1}
LOOSE = 0.051
"""Figures are rounded to a tenth."""


class History(NamedTuple):
    """A couple (by a seed) that lives as ever, then in another way, and perhaps in a third, each for so many days."""

    seed: int
    thanks: float
    bids: float
    lives: tuple[Life, Life]
    days: tuple[int, int, int]


_share = st.sampled_from([0.2, 0.4, 0.6, 0.8, 1.0, 1.0, 1.6])
_life = st.builds(Life, _share, _share, _share, _share, _share)
_days = st.tuples(st.integers(24, 40), st.integers(2, 20), st.integers(0, 12))
histories = st.builds(
    History, st.integers(0, 10**6), st.sampled_from([0.4, 0.9, 2.0]), st.sampled_from([0.5, 1.2, 4.0]),
    st.tuples(_life, _life), _days,
)  # fmt: skip


def log_of(history: History, home: Path) -> Companion:
    """A log with that history, on the day after it."""
    rng, (first, second, _) = random.Random(history.seed), history.days

    def story(day: int) -> Life:
        return (USUAL, *history.lives)[(day >= first) + (day >= first + second)]

    couple = with_rates(draw(rng), appreciations=history.thanks, bids=history.bids)
    lived = list(as_records(live(rng, couple, sum(history.days), story)))
    after = datetime.combine(FIRST + timedelta(days=sum(history.days)), time(20), UTC)
    log = Companion.begin(
        Places(str(home), str(home)), "Ana", "Ben", time=Still(after), device="deviceaa", ids=(ANA, BEN), plans=True
    )
    new = ({k: v for k, v in plain(one).items() if k not in ("id", "stamp", "audience", "day")} for one in lived)
    log.log.add_all([{**one, "at": f"{rec.day}T12:00:00+00:00"} for one, rec in zip(new, lived, strict=True)])
    return log


def told(log: Companion) -> Iterator[tuple[str, str, float, str]]:
    """What each place says is usual: which place, of which signal, how much, in which unit."""
    material = log.charts.through()
    document = json.loads(json.dumps(text_summary.document(material)))
    for state in document["signals"]:
        if state["baseline"] is not None and state["person"] != "Ben":
            name, unit = NAMES[state["signal"]], state["unit"]
            yield "json", name, state["baseline"] * FACTOR[unit], unit
            yield "json in words", name, *standing(state["in_words"])[1:]
    for line in text_summary.lines(material):
        if (found := standing(line)) and found[0] in NAMES.values():
            yield "pulse", *found
        for name, usual, unit in listed(line):
            if any(one["in_words"] in line and one["holds"] for one in document["spoken"]):
                yield "pulse, spoken", name, usual, unit
    for nudge in log.nudges.due():
        for line in nudge.why:
            if found := re.match(r"(.*?): ([\d.]+) (a day|a week|in ten|of 10) from .*, usually ([\d.]+)$", line):
                yield "why", found[1], float(found[4]), found[3]


def standing(line: str) -> tuple[str, float, str] | None:
    found = re.match(r"(.*?): usually ([\d.]+) (a day|a week|in ten|of 10),", line)
    return (found[1], float(found[2]), found[3]) if found else None


def listed(line: str) -> Iterator[tuple[str, float, str]]:
    for name, _, unit, usual in re.findall(
        r"(?:: |; )([\w’ -]+), ([\d.]+) (a day|a week|in ten|of 10), usually ([\d.]+)", line
    ):
        yield name[:1].upper() + name[1:], float(usual), unit


@settings(max_examples=12, deadline=None)
@given(histories)
def test_no_two_places_say_another_usual_unit_or_chance(
    tmp_path_factory: pytest.TempPathFactory, history: History
) -> None:
    with log_of(history, tmp_path_factory.mktemp("log")) as log:
        first: dict[str, tuple[str, float, str]] = {}
        for place, name, usual, unit in told(log):
            before, known, its = first.setdefault(name, (place, usual, unit))
            assert its == unit, (name, before, place)
            assert abs(known - usual) <= 2 * LOOSE, (name, before, known, place, usual)
        chances = {one["kind"]: one["by_chance"] for one in text_summary.document(log.charts.through())["spoken"]}
        lines = list(text_summary.lines(log.charts.through()))
        for nudge in log.nudges.due():
            if chances.get(nudge.kind):
                assert f"shows up by chance {chances[nudge.kind]}," in nudge.why[-1]
                assert any(f") shows up by chance {chances[nudge.kind]}," in line for line in lines)
            said(nudge.said, first)


def said(sentence: str, known: dict[str, tuple[str, float, str]]) -> None:
    """What a sentence says is usual is what is said elsewhere, but for a whole number that comes near."""
    for usual in re.findall(r"usually ([a-z]+|\d+(?:\.\d+)?)", sentence):
        value = WORDS[usual] if usual in WORDS else float(usual)
        assert any(abs(value - other) <= 0.3 + LOOSE for _, other, _ in known.values()), (sentence, known)


@settings(max_examples=12, deadline=None)
@given(histories)
def test_no_word_contradicts_its_number(tmp_path_factory: pytest.TempPathFactory, history: History) -> None:
    with log_of(history, tmp_path_factory.mktemp("log")) as log:
        for one in text_summary.document(log.charts.through())["spoken"]:
            for moved in one["moved"]:
                usual = moved["usual"] if moved["low"] is None else moved["low"]
                more = one["kind"] == "getting-better"
                if one["holds"] or more:
                    assert (moved["recent"] > usual) is more, one
                recent, other, _ = nudge_text.measured(moved["signal"], usual, moved["recent"], of=moved["usual"])
                assert recent != other or moved["recent"] == usual, one
        for nudge in log.nudges.due():
            several = re.findall(r"\(", nudge.said)
            assert nudge.name != "several things at once" or len(several) > 1, nudge.said
