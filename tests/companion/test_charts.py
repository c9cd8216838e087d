"""The charts' data and their sentences: what is counted, what is said, and what is not."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from ritualtui import messages
from ritualtui.companion.charts import bids, months, pulse, strength, text_summary, year
from ritualtui.companion.charts.chart_data import Material
from ritualtui.companion.charts.date_range import Range, Span, span
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import ANA, BEN, Still, begun

TODAY = date(2026, 11, 21)


@pytest.fixture
def log(home: Places, still: Still) -> Iterator[Companion]:
    with begun(home, still, plans=True) as companion:
        yield companion


@pytest.fixture
def alone(home: Places, still: Still) -> Iterator[Companion]:
    with begun(home, still, solo=True, plans=True) as companion:
        yield companion


def at(days: int, hour: int = 12) -> str:
    """A moment so many days ago."""
    day = TODAY - timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour).isoformat() + "+00:00"


def thanks(companion: Companion, *ago: int) -> None:
    to = ANA if companion.people.me.id == BEN else BEN
    companion.log.add_all([{"kind": "appreciation", "to": to, "text": "tea", "at": at(n)} for n in ago], "thanks")


def reached(companion: Companion, *ago: int, response: str | None = "toward") -> None:
    companion.log.add_all(
        [{"kind": "bid", "from": ANA, "response": response, "text": "", "at": at(n)} for n in ago], "bids"
    )


def rests(companion: Companion, first: int, last: int, why: str = "hard season") -> None:
    since, until = ((TODAY - timedelta(days=n)).isoformat() for n in (first, last))
    companion.log.add({"kind": "pause", "since": since, "until": until, "why": why})


def last(material: Material, of: Range = "30") -> Span:
    return span(material, of)


def lived(companion: Companion, days: int, thanks: int = 2, seed: int = 1) -> None:
    """So many days up to yesterday, much alike."""
    chance = random.Random(seed)
    made = []
    for n in range(1, days + 1):
        made += [{"kind": "appreciation", "to": BEN, "text": "tea", "at": at(n)}] * chance.randint(
            thanks - 1, thanks + 1
        )
        made += [{"kind": "bid", "from": ANA, "response": "toward", "text": "", "at": at(n)}] * chance.randint(1, 3)
    companion.log.add_all(made, "days")


# -- the pulse


def test_nothing_yet_invites_and_counts_nothing(log: Companion) -> None:
    found = pulse.line(log.charts.through(), last(log.charts.through()))
    assert found.said == "Nothing to draw yet. It starts with one thank-you or one bid."
    assert set(found.level) == {None}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "In about three weeks we’ll know what’s usual for us."),
        (15, "In six more days with an entry, we’ll know what’s usual for us."),
        (20, "One more day with an entry, and we’ll know what’s usual for us."),
    ],
)
def test_while_it_learns_it_says_how_long(log: Companion, days: int, said: str) -> None:
    lived(log, days)
    material = log.charts.through()
    assert pulse.line(material, last(material)).said == said


def test_alone_it_is_worded_for_one(alone: Companion) -> None:
    thanks(alone, 1)
    material = alone.charts.through()
    assert pulse.line(material, last(material)).said.endswith("you’ll know what’s usual for you.")
    for said in (
        year.said(material, last(material)),
        strength.said(strength.courses(material, last(material)), solo=True),
    ):
        assert " us" not in said and "our" not in said


def test_steady_days_lie_in_their_band(log: Companion) -> None:
    lived(log, 120)
    material = log.charts.through()
    found = pulse.line(material, last(material, "90"))
    assert found.said == "The last few days have been much like usual for us."
    drawn = [
        band[0] <= value <= band[1]
        for value, band in zip(found.level, found.band, strict=True)
        if value is not None and band is not None
    ]
    assert sum(drawn) > len(drawn) * 0.7


def test_a_decline_lies_below_and_says_when_it_was_spoken_of(log: Companion) -> None:
    usual, thin = range(15, 90), range(1, 15)
    thanks(log, *usual, *usual, *usual, *list(thin)[::3])
    reached(log, *usual, *usual, *usual)
    reached(log, *thin, response="away")
    log.log.add_all(
        [{"kind": "checkin", "closeness": 8 if n > 14 else 4, "at": at(n)} for n in (*usual, *thin)], "check-ins"
    )
    material = log.charts.through()
    found = pulse.line(material, last(material, "90"))
    assert [one.day for one in found.spoken if one.day >= TODAY - timedelta(days=14)]
    assert "about this" in found.said and "quieter" in found.said
    assert found.level[-2] is not None and found.band[-2] is not None
    assert found.level[-2] < found.band[-2][0] < found.band[-2][1]


def test_days_of_rest_have_no_line_and_are_named(log: Companion) -> None:
    lived(log, 60)
    rests(log, 5, -5)
    material = log.charts.through()
    found = pulse.line(material, last(material))
    assert found.level[-5:] == [None] * 5
    assert found.paused[-6:] == [True] * 6
    assert found.said == "Paused (a hard season)."


def test_one_signal_alone_is_in_its_own_measure(log: Companion) -> None:
    lived(log, 60)
    material = log.charts.through()
    assert pulse.places(material) == [pulse.TOGETHER, 0, 1, 2]
    found = pulse.line(material, last(material), 0)
    assert (found.name, found.unit) == ("thank-yous", "a-day")
    assert found.level[-2] == pytest.approx(found.usual[-2], abs=1)
    assert "isn’t being logged" in pulse.line(material, last(material), 5).said


# -- bids


def test_bids_are_stacked_by_week_and_none_is_lost(log: Companion) -> None:
    reached(log, 0, 1, 8, 15)
    reached(log, 2, 9, response="away")
    reached(log, 9, response="against")
    reached(log, 3, response=None)
    found = bids.stacks(log.charts.through(), last(log.charts.through()), 20)
    assert found.unit == "week"
    assert [day.weekday() for day, _ in found.bars] == [0] * len(found.bars)
    assert [counts for _, counts in found.bars][-3:] == [(1, 0, 0, 0), (1, 1, 1, 0), (2, 1, 0, 1)]
    assert bids.said(log.charts.through(), last(log.charts.through())) == (
        "Eight bids: four turned toward, two turned away, one turned against, one with no answer yet."
    )


def test_more_weeks_than_room_become_months_and_years(log: Companion) -> None:
    reached(log, *range(0, 3000, 11))
    material = log.charts.through()
    for most, unit in ((500, "week"), (110, "month"), (40, "quarter"), (12, "year")):
        found = bids.stacks(material, span(material, "all"), most)
        assert (found.unit, len(found.bars) <= most) == (unit, True)
        assert sum(sum(counts) for _, counts in found.bars) == 273


def test_whether_more_are_met_is_said_only_where_it_can_be_told(log: Companion) -> None:
    reached(log, *range(30, 70), response="away")
    reached(log, 1, 2)
    material = log.charts.through()
    assert "lately" not in bids.said(material, last(material, "90"))
    reached(log, *range(3, 25))
    material = log.charts.through()
    assert bids.said(material, last(material, "90")).endswith("More were turned toward lately than before.")


def test_no_bids_invite_and_none_in_these_days_is_only_said(log: Companion) -> None:
    material = log.charts.through()
    assert bids.said(material, last(material)).startswith("No bid has been logged yet.")
    reached(log, 60)
    material = log.charts.through()
    assert bids.said(material, last(material)) == "No bid was logged in these days."


# -- the calendar


def test_the_calendar_tells_rest_from_nothing_written(log: Companion) -> None:
    thanks(log, 1, 2, 2, 2, 4, 4, 9, 9, 9, 9, 9)
    rests(log, 7, 6)
    found = year.calendar(log.charts.through(), last(log.charts.through()))
    signs = dict(zip(found.days, found.signs, strict=True))
    assert [signs[TODAY - timedelta(days=n)] for n in (0, 3, 6, 7, 5)] == ["none", "none", "rest", "rest", "none"]
    assert signs[TODAY - timedelta(days=9)] > signs[TODAY - timedelta(days=1)]  # type: ignore[operator]
    said = year.said(log.charts.through(), last(log.charts.through()))
    assert said == ("We logged something on four of ten days. Two of them were paused days.")


def test_one_day_is_one_day(log: Companion) -> None:
    thanks(log, 0)
    material = log.charts.through()
    assert year.said(material, last(material)) == "We logged something on the first day."


def test_two_days_are_both(log: Companion) -> None:
    thanks(log, 0, 1)
    material = log.charts.through()
    assert year.said(material, last(material)) == "We logged something on both days."


# -- rituals


def test_each_ritual_has_its_line_and_its_word(log: Companion, still: Still) -> None:
    for n in range(1, 29):
        log.rituals.did("bedtime", datetime.fromisoformat(at(n, 22)))
    log.rituals.did("morning", datetime.fromisoformat(at(1, 7)))
    material = log.charts.through()
    found = strength.courses(material, last(material))
    assert [(one.name, one.word) for one in found.rituals] == [("Morning goodbye", "new"), ("Bedtime", "strong")]
    bedtime = found.rituals[1].strength
    assert bedtime[0] is None and bedtime[1] == bedtime[-1] == 1.0
    assert strength.said(found, solo=False) == "Bedtime is strong, Morning goodbye is new."


# -- side by side


def test_this_month_lies_beside_the_last_up_to_the_same_day(log: Companion) -> None:
    thanks(log, *range(20), *range(31, 50), *range(21, 29))  # the last are of October, after its 21st
    found = months.beside(log.charts.through(), "30")
    assert (found.now, found.before) == (
        (date(2026, 11, 1), TODAY),
        (date(2026, 10, 1), date(2026, 10, 21)),
    )
    assert [(one.name, one.now, one.before) for one in found.measures] == [("thank-yous", 20, 19)]
    assert found.said == "No clear difference between the two."
    assert months.label(found.before, TODAY) == "1–21 Oct"


def test_a_difference_is_named_only_where_chance_would_not_make_it(log: Companion) -> None:
    thanks(log, *range(20), *range(20), *range(31, 50))
    reached(log, 1, 2, 3, 32, 33)
    found = months.beside(log.charts.through(), "30")
    assert found.said == "Higher: thank-yous. No clear difference in the rest."


def test_without_days_before_there_is_nothing_beside(log: Companion) -> None:
    thanks(log, 1, 2, 3)
    found = months.beside(log.charts.through(), "90")
    assert found.measures[0].before is None
    assert found.said == "There’s nothing earlier to compare with yet."


def test_a_rest_is_not_held_against_a_month(log: Companion) -> None:
    thanks(log, *range(31, 50), 12, 13)
    rests(log, 11, 0)
    assert "pause" in months.beside(log.charts.through(), "30").said


# -- kept


def test_the_material_is_made_anew_only_where_something_changed(log: Companion, still: Still) -> None:
    thanks(log, 1)
    first = log.charts.through()
    assert log.charts.through() is first
    thanks(log, 2)
    assert log.charts.known() is None
    second = log.charts.through()
    assert second is not first
    still.move(days=1)
    assert log.charts.known() is None


@pytest.mark.parametrize(
    ("before", "now", "moved", "of_ten", "said"),
    [
        (70, 72, 0, False, "about the same"),
        (35, 49, 0, False, "may be chance"),
        (30, 60, 1, False, "more"),
        (60, 30, -1, False, "less"),
        (7.4, 6.1, -1, True, "lower"),
        (8.01, 8.02, 0, True, "the same"),
        (None, 8.0, 0, True, ""),
    ],
)
def test_no_verdict_contradicts_its_numbers(
    before: float | None, now: float, moved: int, of_ten: bool, said: str
) -> None:
    assert months.verdict(months.Measure("x", now, before, 10, moved, of_ten)) == said
    assert months.verdict(months.Measure("x", now, before, 10, moved, of_ten, remarked=False)) == ""


def test_the_others_shared_rating_is_drawn_and_not_remarked_on(log: Companion) -> None:
    """Ben shared how he felt; that it fell is not said to Ana, and brings her no nudge."""
    thanks(log, *range(1, 61))
    log.log.add_all(
        [{"kind": "checkin", "by": BEN, "closeness": 9 if n > 20 else 3, "audience": "ours", "at": at(n)}
         for n in range(1, 61)], "check-ins",
    )  # fmt: skip
    material = log.charts.through()
    assert any("Ben’s closeness rating: usually" in line for line in text_summary.lines(material))
    beside = months.beside(material, "30")
    assert any(one.name == "Ben’s closeness rating" for one in beside.measures)
    assert "closeness" not in beside.said
    assert not any("closeness" in nudge.said for nudge in log.nudges.due())
    assert not any("closeness" in one.signals for day in material.pulse.days for one in day.spoken)


# -- the headlines


@pytest.mark.parametrize("toward", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("missed", [0, 1, 3])
@pytest.mark.parametrize("unanswered", [0, 2])
def test_the_headline_of_the_bids_is_true_of_the_bars(
    log: Companion, toward: int, missed: int, unanswered: int
) -> None:
    reached(log, *range(1, toward + 1))
    reached(log, *range(1, missed + 1), response="away")
    reached(log, *range(1, unanswered + 1), response=None)
    material = log.charts.through()
    drawn = [
        sum(counts) for counts in zip(*(c for _, c in bids.stacks(material, last(material), 20).bars), strict=True)
    ]
    met, whole = drawn[0], sum(drawn)
    true_of = {
        "": not whole,
        "One bid in these days": whole == 1,
        f"{messages.number(whole).capitalize()} bids in these days": 1 < whole < 5,
        "Every bid was turned toward": met == whole,
        "Every bid that was answered was turned toward": met == whole - drawn[3],
        "Most bids were turned toward": 2 * met > whole,
        "Most of the answered bids were turned toward": 2 * met > whole - drawn[3],
        "Half of the bids were turned toward": 2 * met == whole,
        "Fewer than half of the bids were turned toward": 2 * met < whole,
    }
    assert true_of[bids.headline(material, last(material))]


@pytest.mark.parametrize("now", [0, 2, 8])
def test_the_headline_of_a_line_is_true_of_its_end(log: Companion, now: int) -> None:
    lived(log, 90)
    thanks(log, *(n for n in range(1, 12) for _ in range(now)))
    material = log.charts.through()
    for place in pulse.places(material):
        found = pulse.line(material, last(material, "90"), place)
        (value, band) = [
            (value, band) for value, band in zip(found.level, found.band, strict=True) if value is not None and band
        ][-1]
        how = "Much like" if band[0] <= value <= band[1] else {
            (True, True): "Higher than", (True, False): "Lower than", (False, True): "More than",
            (False, False): "Quieter than",
        }[place >= 2, value > band[1]]  # fmt: skip
        assert found.headline.startswith(f"{how} usual"), (place, found.headline)
        assert found.said.endswith(found.more)


def test_the_headline_of_two_stretches_names_what_their_rows_call_more_or_less(log: Companion) -> None:
    thanks(log, *range(20), *range(20), *range(31, 50))
    reached(log, 1, 2, 3, 32, 33)
    found = months.beside(log.charts.through(), "30")
    assert found.headline == "Higher than before: thank-yous" and found.more == "No clear difference in the rest."
    assert [one.name for one in found.measures if months.verdict(one) == "more"] == ["thank-yous"]


def test_the_headline_of_the_rituals_is_of_the_most_settled(log: Companion) -> None:
    for n in range(1, 120):
        log.rituals.did("bedtime", datetime.fromisoformat(at(n, 22)))
    log.rituals.did("morning", datetime.fromisoformat(at(1, 7)))
    found = strength.courses(log.charts.through(), last(log.charts.through()))
    assert strength.headline(found) == "Bedtime is strong"
    assert strength.more(found, solo=False) == "Morning goodbye is new."
