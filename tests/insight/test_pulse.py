"""The pulse: its laws as properties, what it must keep quiet about, and what it must say."""

import random
from collections.abc import Callable
from dataclasses import replace as but

import pytest
from couples import USUAL, Couple, Life, Story, draw, live, with_rates
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import RHYTHM, everything, wearing_off

from ritualtui.insight.balance import lopsided
from ritualtui.insight.pulse import pulse
from ritualtui.insight.replay import replay
from ritualtui.insight.series import Row, series
from ritualtui.insight.signals import Day
from ritualtui.kinds import Record
from support.homes import ANA, BEN
from support.pulse_logs import PEOPLE, RITUALS, as_records, bids, close, declines, on, pause, pulse_of, rows_of, thanks

seeds = st.integers(0, 10**6)
few = settings(max_examples=60, deadline=None)


def log(seed: int, days: int, story: Story = lambda _: USUAL, couple: Couple | None = None) -> list[Record]:
    """The records of an invented couple."""
    rng = random.Random(seed)
    drawn = draw(rng)
    return list(as_records(live(rng, couple or drawn, days, story)))


def after(days: int, life: Life, until: int = 10**6) -> Story:
    return lambda day: life if days <= day < until else USUAL


# -- laws


@st.composite
def lives(draw_: st.DrawFn) -> tuple[int, Story, int]:
    """A seed, a story in which all kinds of things happen for a while, and how many days there are."""
    days = draw_(st.integers(24, 70))
    first = draw_(st.integers(0, days))
    life = draw_(
        st.sampled_from([
            USUAL, Life(appreciations=0.0), Life(appreciations=0.3, bids=2.0), Life(away=True), Life(silent=True),
            Life(0.5, 0.5, 0.5, 0.5, 0.5), Life(unlogged=True), Life(bids=0.0, appreciations=0.2),
            Life(bids=0.0, away=True),
        ])
    )  # fmt: skip
    return draw_(seeds), after(first, life, first + draw_(st.integers(3, 40))), days


@few
@given(lives(), st.sampled_from(PEOPLE), st.integers(1, 4))
def test_one_more_appreciation_on_the_latest_day_never_raises_the_evidence(
    life: tuple[int, Story, int], by: str, more: int
) -> None:
    seed, story, days = life
    records = log(seed, days, story)
    rows = rows_of(records, days)
    logged = [(row.day - on(0)).days for row in rows if row.logged]
    if not logged:
        return
    latest = logged[-1]
    before = pulse_of(records, latest).days[-1]
    now = pulse_of([*records, *thanks(latest, by, more)], latest).days[-1]
    assert now.evidence <= before.evidence + 1e-9
    assert all(one <= other + 1e-9 for one, other in zip(now.each, before.each, strict=True))


@few
@given(lives(), st.integers(0, 70))
def test_the_replay_of_a_prefix_is_the_prefix_of_the_replay(life: tuple[int, Story, int], cut: int) -> None:
    seed, story, days = life
    records = [*log(seed, days, story), pause(12, 15), pause(20, 23, written=30), pause(50, 60, written=41)]
    last = min(cut, days)
    known = [record for record in records if record.day <= on(last).isoformat()]
    whole = replay(records, PEOPLE, RITUALS, until=on(days))
    part = replay(known, PEOPLE, RITUALS, until=on(last))
    assert part == [day for day in whole if day.day <= on(last)]
    through = [record for record in records if record.day <= on(days).isoformat()]
    assert whole[-1:] == pulse_of(through, days).days[-1:]


@pytest.mark.slow
@few
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(life: tuple[int, Story, int], rng: random.Random) -> None:
    seed, story, days = life
    records = log(seed, days, story)
    ordered = pulse_of(records, days)
    rng.shuffle(records)
    assert pulse_of(records, days) == ordered


def _evidence(days: list[Day]) -> list[tuple[float, tuple[float, ...], tuple[str, ...]]]:
    return [(day.evidence, day.each, tuple(said.kind for said in day.spoken)) for day in days]


@pytest.mark.slow
@few
@given(seeds, st.integers(1, 60), st.integers(1, 20), st.booleans())
def test_a_pause_is_as_if_the_days_were_not_there(seed: int, first: int, length: int, lived: bool) -> None:
    """What is logged in it does not matter."""
    life = Life(0.1, 0.1, 0.3, 0.1, 0.4) if lived else Life(unlogged=True)
    records = log(seed, 90, after(first, life, first + length))
    begun = {on(number).isoformat() for number in range(first, first + length)}
    without = [record for record in records if record.day not in begun]
    paused = pulse_of([*records, pause(first, first + length - 1)], 89)
    emptied = pulse_of([*without, pause(first, first + length - 1)], 89)
    length = len(emptied.days)  # the log may begin in the pause
    assert _evidence(paused.days)[-length:] == _evidence(emptied.days)


@pytest.mark.slow
@few
@given(seeds, st.integers(1, 60), st.integers(1, 3))
def test_paused_weeks_can_be_cut_out_of_the_calendar(seed: int, first: int, weeks: int) -> None:
    rows = live(random.Random(seed), draw(random.Random(seed)), 90)
    while not rows[0].logged:
        rows = rows[1:]
    ends = first + 7 * weeks
    apart = [row._replace(day=on((row.day - on(0)).days + 7 * weeks)) for row in rows[first:]]
    gap = [row._replace(day=on((row.day - on(0)).days), paused=True) for row in rows[first:ends]]
    with_gap = pulse([*rows[:first], *gap, *apart]).days
    assert _evidence([*with_gap[:first], *with_gap[first + len(gap) :]]) == _evidence(pulse(rows).days)


@few
@given(lives())
def test_rows_of_records_are_the_rows_they_were_made_from(life: tuple[int, Story, int]) -> None:
    seed, story, days = life
    rng = random.Random(seed)
    rows = live(rng, draw(rng), days, story)
    made = {row.day: row for row in rows_of(as_records(rows), days - 1)}
    for row in rows:
        if row.day in made and row.logged and any(row.signs):
            found = made[row.day]
            assert (found.thanked, found.told, found.toward, found.closeness) == (
                row.thanked,
                row.told,
                row.toward,
                row.closeness,
            )


# -- what it keeps quiet about


def _heard(story: Story, days: int, couples: int = 25, change: Callable[[Couple], Couple] = lambda one: one) -> int:
    """How many of some couples hear a decline."""
    number = 0
    for seed in range(couples):
        rng = random.Random(seed)
        rows = live(rng, change(draw(rng)), days, story)
        number += bool(declines(pulse(rows).days))
    return number


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    "story",
    [
        after(42, Life(0.1, 0.1, 0.3, 0.1, 0.3, paused=True), 56),
        after(42, Life(unlogged=True), 56),
        after(42, Life(away=True), 49),
        after(42, Life(silent=True)),
    ],
    ids=["a declared pause", "a fortnight unlogged", "one partner away", "one partner writes nothing any more"],
)
def test_no_decline_is_heard(story: Story) -> None:
    """No more often than by chance: of these couples, some hear one in seventy days of which nothing can be made."""
    assert _heard(story, 70) <= _heard(lambda _: USUAL, 70) + 2


def test_a_strong_weekly_rhythm_is_no_decline() -> None:
    mean = sum(RHYTHM) / 7
    assert _heard(lambda _: USUAL, 120, change=lambda one: but(one, weekday=tuple(day / mean for day in RHYTHM))) <= 8


def test_nothing_is_said_while_there_is_little_to_go_by() -> None:
    worse = pulse_of(log(3, 18, after(9, Life(0.1, 0.1, 0.3, 0.1, 0.3))), 17)
    assert not worse.ready
    assert [day.spoken for day in worse.days if day.spoken] == []
    assert pulse([]).days == []
    assert not pulse([]).ready


def test_a_kind_that_is_no_longer_used_is_not_a_decline() -> None:
    """Appreciations end one day; fourteen logged days later they are not zero but not in use."""
    records = log(8, 120, after(40, Life(appreciations=0.0)))
    late = [day for day in pulse_of(records, 119).days if day.day >= on(60)]
    assert all(day.usual[0] is None for day in late)


# -- what it says


@pytest.mark.parametrize(("factor", "within"), [(0.4, 6), (0.6, 14), (0.7, 25)])
def test_all_signals_falling_is_heard_within_days(factor: float, within: int) -> None:
    delays = []
    for seed in range(10):
        found = declines(pulse_of(log(seed, 80, after(40, everything(factor)(0))), 79).days)
        delays.append(min((day - 39 for day, _ in found if day >= 40), default=99))
    assert sorted(delays)[5] <= within


def test_thinning_names_its_signals_and_shows_its_arithmetic() -> None:
    days = pulse_of(log(5, 60, after(40, Life(0.4, 0.4, 0.5, 0.4, 0.5))), 59).days
    said = next(said for day in days for said in day.spoken if said.kind == "thinning")
    assert len(said.signals) >= 2
    assert on(35) <= said.since <= said.day
    for moved in said.moved:
        assert moved.recent < moved.usual
        assert (moved.since, moved.until) == (said.since, said.day)
        assert 1 <= moved.days <= (said.day - said.since).days + 1


def test_an_unlogged_day_says_nothing_and_a_logged_one_with_nothing_in_it_does() -> None:
    steady = [record for number in range(30) for record in [*thanks(number, ANA, 2), *bids(number, 4, 1, BEN)]]
    steady += [close(number, by, 7) for number in range(34) for by in PEOPLE]
    logged = pulse_of(steady, 33)
    unlogged = pulse_of([record for record in steady if record.day < on(30).isoformat()], 33)
    assert logged.evidence > unlogged.evidence
    assert unlogged.evidence == unlogged.days[29].evidence


def test_one_signal_alone_is_called_by_its_own_name() -> None:
    rng = random.Random(4)
    couple = with_rates(draw(rng), bids=5.0, toward=0.85)
    days = pulse_of(log(4, 100, after(40, Life(toward=0.4)), couple), 99).days
    assert [kind for day, kind in declines(days) if day >= 40][:1] == ["bids-met-less"]


def test_counts_that_wear_off_while_all_else_holds_are_asked_about() -> None:
    kinds: list[str] = []
    for seed in range(12):
        days = pulse_of(log(seed, 150, lambda day: wearing_off(day - 28) if day >= 28 else USUAL), 149).days
        kinds += {said.kind for day in days for said in day.spoken}
    assert kinds.count("logging-less") >= 2
    assert kinds.count("thinning") <= 2


def test_logging_less_is_learned_from_the_answer() -> None:
    records = log(6, 130, after(60, Life(appreciations=0.4, bids=0.4)))
    unanswered = pulse_of(records, 129)
    answered = pulse_of(records, 129, [(on(85), "logging")])
    assert answered.days[:85] == unanswered.days[:85]
    assert pulse_of(records, 129, [(on(85), "living")]) == unanswered
    one, other = answered.days[95].usual, unanswered.days[95].usual
    assert one[1] is not None
    assert other[1] is not None
    assert one[1] < 0.75 * other[1]


def test_coming_back_to_the_usual_is_said_too() -> None:
    heard = 0
    for seed in range(10):
        days = pulse_of(log(seed, 110, after(50, Life(0.4, 0.4, 0.6, 0.4, 0.6), 65)), 109).days
        heard += any(said.kind == "getting-better" for day in days[65:95] for said in day.spoken)
    assert heard >= 8


def test_days_without_a_word_are_quiet_once_and_no_decline() -> None:
    records = log(2, 40)
    spoken = [(said.kind, said.since, said.moved) for day in pulse_of(records, 70).days for said in day.spoken]
    quiet = [said for said in spoken if said[0] == "quiet"]
    assert len(quiet) == 1
    last = max(record.day for record in records)
    assert quiet[0][1].isoformat() > last
    paused = pulse_of([*records, pause(40, 70)], 70)
    assert not any(said.kind == "quiet" for day in paused.days[38:] for said in day.spoken)


def test_a_kind_is_said_at_most_once_a_fortnight() -> None:
    days = pulse_of(log(1, 200, after(40, Life(0.2, 0.2, 0.4, 0.2, 0.4))), 199).days
    at: dict[str, int] = {}
    for number, day in enumerate(days):
        for said in day.spoken:
            assert number - at.get(said.kind, -100) >= 14
            at[said.kind] = number


def test_a_lasting_change_of_habit_becomes_usual_within_months() -> None:
    days = pulse_of(log(9, 420, after(40, Life(appreciations=0.6, bids=0.6))), 419).days
    first = [day.usual[1] for day in days[30:50] if day.usual[1]]
    last = [day.usual[1] for day in days[400:] if day.usual[1]]
    assert sum(last) / len(last) < 0.8 * sum(first) / len(first)


def test_a_decline_does_not_become_usual_within_weeks() -> None:
    before, afterwards = [], []
    for seed in range(12):
        days = pulse_of(log(seed, 78, after(50, everything(0.5)(0))), 77).days
        before += [day.usual[1] for day in days[36:50] if day.usual[1]]
        afterwards += [day.usual[1] for day in days[64:] if day.usual[1]]
    assert sum(afterwards) / len(afterwards) > 0.8 * sum(before) / len(before)


def test_alone_the_same_works_for_one() -> None:
    def alone(number: int) -> list[Record]:
        fallen = number >= 40
        rng = random.Random(number)
        met = 1 if fallen else rng.choice((4, 5, 6))
        return [*bids(number, met, 1), close(number, ANA, rng.choice((3, 4, 5) if fallen else (6, 7, 8)))]

    records = [record for number in range(55) for record in alone(number)]
    found = declines(pulse(series(records, (ANA,), RITUALS, until=on(54))).days)
    assert [kind for _, kind in found] != []
    assert 40 <= found[0][0] <= 50


def test_how_each_signal_stands() -> None:
    found = pulse_of(log(11, 60), 59)
    assert [(state.signal, state.person) for state in found.signals] == [
        ("appreciations", None), ("bids", None), ("toward", None), ("rituals", None),
        ("closeness", 0), ("closeness", 1),
    ]  # fmt: skip
    for state in found.signals:
        assert state.usual is not None
        assert state.band is not None
        assert state.recent is not None
        low, high = state.band
        assert low <= state.usual <= high
        assert state.evidence >= 0
        assert 0 < state.false_alarms < 1


def test_lopsided_looks_at_who_begins() -> None:
    even = [close(number, PEOPLE[number % 2], 7) for number in range(40)]
    assert lopsided(rows_of(even, 39)) is None
    one: list[Row] = rows_of([close(number, ANA, 7) for number in range(40)], 39)
    found = lopsided(one)
    assert found is not None
    assert found.begun == (40, 0)
    assert lopsided(one[:10]) is None
