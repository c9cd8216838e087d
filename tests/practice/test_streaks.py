"""Streaks that forgive: the arithmetic against a plain reference, and the promises as properties."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ritualtui.kinds import Bid, Ritual
from ritualtui.practice.rhythms import Rhythm
from ritualtui.practice.streaks import Streak, course, ritual_days, streak

FIRST = date(2026, 1, 1)
NEVER: frozenset[date] = frozenset()


def day(i: int) -> date:
    return FIRST + timedelta(days=i)


def days(pattern: str) -> dict[str, set[date]]:
    """One letter a day from ``FIRST`` on: x done, o missed, p paused, d done while paused, - not meant, u done so."""
    marks = {letter: {day(i) for i, found in enumerate(pattern) if found == letter} for letter in "xopd-u"}
    return {
        "planned": marks["x"] | marks["o"] | marks["p"] | marks["d"],
        "paused": marks["p"] | marks["d"],
        "done": marks["x"] | marks["d"] | marks["u"],
    }


def of(pattern: str, start: date | None = FIRST) -> Streak:
    """The streak on the last day of ``pattern``."""
    made = days(pattern)
    today = day(len(pattern) - 1)
    return streak(made["planned"].__contains__, made["paused"].__contains__, made["done"], today, start)


def counted(pattern: str) -> list[bool]:
    """The counted days, in order: True where done. Today counts only once done."""
    open_today = pattern[:-1] + "-" if pattern.endswith("o") else pattern
    return [letter in "xd" for letter in open_today if letter in "xod"]


def stands(stretch: list[bool]) -> bool:
    return all(stretch[i : i + 7].count(False) <= 1 for i in range(len(stretch)))


def reference(pattern: str) -> tuple[int, int]:
    """Run and best, by looking at every stretch there is."""
    row = counted(pattern)
    best = max((sum(row[i:j]) for i in range(len(row)) for j in range(i, len(row) + 1) if stands(row[i:j])), default=0)
    return max((sum(row[i:]) for i in range(len(row) + 1) if stands(row[i:])), default=0), best


def doing_more(pattern: str, at: int) -> str:
    return pattern[:at] + {"o": "x", "p": "d", "-": "u"}.get(pattern[at], pattern[at]) + pattern[at + 1 :]


patterns = st.text("xxxxop-du", min_size=1, max_size=45) | st.text("xxxxxxxo", min_size=1, max_size=60)


def test_nothing_done_yet():
    empty = streak(lambda _: True, lambda _: False, NEVER, FIRST)
    assert (empty.strength, empty.recent, empty.run, empty.best, empty.counted) == (0.0, (0, 0), 0, 0, 0)
    assert empty.word == "new"
    assert empty.dots() == ("off",) * 13 + ("open",)
    assert (of("oooo", None).counted, of("oooo", None).dots(4)) == (0, ("off", "off", "off", "open"))


@pytest.mark.parametrize(
    ("pattern", "run", "best"),
    [
        ("x", 1, 1),
        ("xxxxx", 5, 5),
        ("xxxxo", 4, 4),  # today is never a miss
        ("xxxxox", 5, 5),  # one miss is forgiven
        ("xxxxoo", 4, 4),
        ("xxxxoox", 1, 4),  # two in a row are not
        ("xxxxoxxxoxx", 5, 7),  # nor two in seven: the stretch begins anew after the first
        ("xxxxoxxxxxxoxx", 12, 12),  # seven apart
        ("xxxxoxxxxxoxx", 7, 9),  # six apart
        ("oxxx", 3, 3),
        ("xxpppppppppxx", 4, 4),
        ("xx-o-xx-o-xxxx", 6, 6),
        ("xodddxx", 6, 6),  # what was done while paused counts
        ("xopppxx", 3, 3),  # and what was not is as if not there
    ],
)
def test_runs(pattern, run, best):
    found = of(pattern)
    assert (found.run, found.best) == (run, best) == reference(pattern)


@given(patterns)
def test_run_and_best_as_the_plain_reference_has_them(pattern):
    found = of(pattern)
    assert (found.run, found.best) == (reference(pattern) if found.counted else (0, 0))


@given(patterns, st.data())
def test_doing_more_never_weakens(pattern, data):
    at = data.draw(st.integers(0, len(pattern) - 1))
    before, after = of(pattern), of(doing_more(pattern, at))
    assume(before.counted)
    assert after.strength >= before.strength
    assert after.run >= before.run
    assert after.best >= before.best
    assert after.recent[0] >= before.recent[0]
    assert after.recent[1] - after.recent[0] <= before.recent[1] - before.recent[0]


@given(patterns)
def test_the_course_ends_in_the_strength_and_its_beginning_stays(pattern):
    made = days(pattern)
    asked = made["planned"].__contains__, made["paused"].__contains__, made["done"]
    whole = course(*asked, day(len(pattern) - 1))
    assert [found[0] for found in whole] == [
        day(i) for i in range(len(pattern)) if day(i) >= min(made["done"], default=day(99))
    ]
    if whole:
        assert whole[-1][1] == pytest.approx(of(pattern, start=None).strength)
    shorter = course(*asked, day(len(pattern) // 2))
    assert shorter[:-1] == whole[: max(0, len(shorter) - 1)]  # today is open


@given(patterns)
def test_best_is_never_less_than_the_run_and_never_falls(pattern):
    runs = [of(pattern[: i + 1]) for i in range(len(pattern))]
    for earlier, later in pairwise(runs):
        assert later.best >= earlier.best >= earlier.run
    assert runs[-1].best == max(found.run for found in runs)


@given(patterns)
def test_what_is_paused_and_not_done_or_not_meant_is_as_if_not_there(pattern):
    assume("x" in pattern or "d" in pattern)
    without = "".join("x" if letter == "d" else letter for letter in pattern if letter in "xod")
    if pattern[-1] not in "xod":
        without += "-"
    with_all, bare = of(pattern), of(without)
    for name in ("strength", "recent", "run", "best", "counted", "word"):
        assert getattr(with_all, name) == getattr(bare, name)


@given(patterns)
def test_a_pause_takes_nothing_when_it_begins_and_nothing_when_it_ends(pattern):
    """Today paused, or not any more: the numbers stay, whatever was done today."""
    for resting, at_work in (("p", "o"), ("d", "x")):
        paused, not_paused = of(pattern + resting), of(pattern + at_work)
        for name in ("strength", "recent", "run", "best", "counted", "word"):
            assert getattr(paused, name) == getattr(not_paused, name)


@given(st.lists(st.integers(0, 60), min_size=1), st.randoms())
def test_the_order_of_the_days_says_nothing(done, random):
    shuffled = done * 2
    random.shuffle(shuffled)
    meant, paused = (lambda d: d.toordinal() % 5 > 0), (lambda d: d.toordinal() % 11 == 0)
    one = streak(meant, paused, [day(i) for i in done], day(60))
    other = streak(meant, paused, [day(i) for i in shuffled], day(60))
    assert one == other
    assert one.dots(30) == other.dots(30)


@given(st.integers(2, 80), st.data())
def test_a_single_miss_takes_one_from_the_run_and_a_little_from_the_strength(n, data):
    at = data.draw(st.integers(0, n - 2))
    pattern = "x" * at + "o" + "x" * (n - at - 1)
    found = of(pattern)
    assert found.run == found.best == n - 1
    assert found.recent[0] >= found.recent[1] - 1
    if n > 40:
        assert found.strength > 0.94
        assert found.word == "strong"


@given(patterns)
def test_a_miss_far_from_the_others_costs_one_at_most(pattern):
    """Where no miss lies among the seven counted days on either side, one more is forgiven."""
    row = counted(pattern)
    places = [i for i, letter in enumerate(pattern[:-1]) if letter in "xod"]  # as ``counted`` has them
    for place, at in enumerate(places):
        if pattern[at] == "x" and all(row[max(0, place - 6) : place + 7]):
            missed = pattern[:at] + "o" + pattern[at + 1 :]
            assert of(missed).run >= of(pattern).run - 1
            assert of(missed).best >= of(pattern).best - 1


@given(patterns)
def test_an_evening_that_is_not_over_takes_nothing_away(pattern):
    yesterday, today = of(pattern + "-"), of(pattern + "o")
    assert (today.strength, today.run, today.best, today.recent) == (
        yesterday.strength,
        yesterday.run,
        yesterday.best,
        yesterday.recent,
    )
    done = of(pattern + "x")
    assert done.run == today.run + 1
    assert done.strength >= today.strength


@given(patterns)
def test_the_strength_is_the_weighted_share_it_claims_to_be(pattern):
    row = counted(pattern) if of(pattern).counted else []
    weights = [0.5 ** (age / 14) for age in range(len(row))][::-1]
    share = sum(w for w, kept in zip(weights, row, strict=True) if kept) / sum(weights) if row else 0.0
    found = of(pattern)
    assert found.strength == pytest.approx(share)
    assert 0 <= found.strength <= 1
    assert found.recent == (sum(row[-14:]), len(row[-14:]))


def test_words():
    assert of("x" * 6).word == "new"
    assert of("x" * 7).word == "strong"
    assert of("x" * 60).strength == 1.0
    assert of("xxo" * 20 + "-").word == "steady"
    assert of("xo" * 20 + "-").word == "growing"
    assert of("xooo" * 20 + "-").word == "taking root"


@pytest.mark.parametrize("phase", range(7))
def test_one_evening_off_a_week_stays_strong(phase):
    assert of("xxxxxxo" * 20 + "xxxxxxo"[:phase] + "-").word == "strong"


def test_dots():
    assert of("xoxdp-uo").dots(8) == ("done", "forgiven", "done", "done", "paused", "off", "done", "open")
    assert of("xxoxxxoxx").dots(9)[2::4] == ("missed", "forgiven")
    assert of("xxxo-").dots(3) == ("done", "forgiven", "off")
    assert of("xxoo-").dots(3) == ("missed", "missed", "off")
    assert of("xooxxx").dots(6) == ("done", "missed", "missed", "done", "done", "done")
    assert of("x", None).dots(3) == ("off", "off", "done")


@given(patterns)
def test_a_dot_for_every_day(pattern):
    found = of(pattern)
    dots = found.dots(len(pattern))
    shown = {"x": {"done"}, "d": {"done"}, "u": {"done"}, "p": {"paused"}, "-": {"off"}, "o": {"missed", "forgiven"}}
    for i, (letter, dot) in enumerate(zip(pattern, dots, strict=True)):
        assert dot in ({"open"} if letter == "o" and i == len(pattern) - 1 else shown[letter])
    misses = sum(letter == "o" for letter in pattern[:-1])
    assert dots.count("forgiven") + dots.count("missed") == misses


@given(patterns)
def test_forgiven_are_the_misses_inside_the_stretch_that_stands(pattern):
    row, dots = counted(pattern), of(pattern).dots(len(pattern))
    assume(of(pattern).counted)
    begins = next(i for i in range(len(row) + 1) if stands(row[i:]))
    while begins < len(row) and not row[begins]:
        begins += 1
    places = [i for i, letter in enumerate(pattern) if letter in "xod"][: len(row)]
    inside = {place for place in places[begins:] if pattern[place] == "o"}
    assert {i for i, dot in enumerate(dots) if dot == "forgiven"} == inside


def test_it_begins_with_the_first_day_done():
    found = of("ooooxx", None)
    assert (found.counted, found.strength) == (2, 1.0)
    assert found.dots(6) == ("off", "off", "off", "off", "done", "done")
    assert of("oooox", FIRST).counted == 5


def test_days_that_are_still_to_come_say_nothing():
    meant = lambda _: True  # noqa: E731
    ahead = streak(meant, NEVER.__contains__, [day(0), day(9), date.max], day(1))
    assert ahead == streak(meant, NEVER.__contains__, [day(0)], day(1))
    assert streak(meant, NEVER.__contains__, [day(9)], day(1)).counted == 0
    assert streak(meant, NEVER.__contains__, [day(9)], day(1), day(0)).counted == 0


def test_ten_years_in_one_look_at_each_day():
    looks = 0

    def planned(_: date) -> bool:
        nonlocal looks
        looks += 1
        return True

    done = {day(i) for i in range(3650) if i % 9}
    found = streak(planned, NEVER.__contains__, done, day(3649))
    assert looks <= 3650
    assert found.counted == 3649


def a_ritual(on: str, ritual: str = "bedtime", **kwargs) -> Ritual:
    return Ritual(id="1", ritual=ritual, day=on, **kwargs)


def test_which_records_make_a_day():
    records = [
        a_ritual("2026-01-01", complete=True, by="a"),
        a_ritual("2026-01-01", complete=True, by="b"),
        a_ritual("2026-01-02", steps=("breathe",)),
        a_ritual("2026-01-03", guided=False, present="b"),
        a_ritual("2026-01-04"),  # begun, nothing done
        a_ritual("2026-01-05", complete=True, deleted=True),
        a_ritual("2026-01-06", "morning", complete=True),
        a_ritual("someday", complete=True),
        a_ritual("0001-01-01", complete=True),
        Bid(id="2", day="2026-01-07"),
    ]
    assert ritual_days(records, "bedtime") == {day(0), day(1), day(2)}
    assert ritual_days([], "bedtime") == frozenset()


# -- so often a week

MONDAY = date(2025, 6, 9)


def in_weeks(weeks: str, *, times: int = 3, each: int = 1, more: int = 6, **also) -> Streak:
    """A digit a week: on so many of its days it was done, from its Monday on; as of the last week's ``more``th day."""
    done = {MONDAY + timedelta(7 * week + n) for week, many in enumerate(weeks) for n in range(int(many))}
    today = MONDAY + timedelta(7 * (len(weeks) - 1) + more)
    rhythm = Rhythm(times, each)
    found = streak(lambda _: True, also.get("paused", lambda _: False), done, today, rhythm=lambda _: rhythm)
    curve = course(lambda _: True, also.get("paused", lambda _: False), done, today, rhythm=lambda _: rhythm)
    assert curve[-1] == (today, pytest.approx(found.strength))
    return found


def test_a_streak_of_a_rhythm_counts_weeks_and_the_running_one_is_held_against_nobody():
    assert (in_weeks("333").run, in_weeks("333").strength) == (3, 1)
    assert (in_weeks("3332").run, in_weeks("3332").strength, in_weeks("3332").got) == (3, 1, 2)  # its Sunday is today
    assert in_weeks("3335").run == 4
    assert in_weeks("3332333", more=0).run == 5  # one in seven weeks is forgiven
    assert in_weeks("3332323").run == 2
    assert 0.8 < in_weeks("33323").strength < 1  # two of three are most of it


def test_a_week_that_was_not_whole_counts_only_where_it_has_all():
    assert in_weeks("3033").counted == 4
    assert in_weeks("3033", paused=lambda day: day == MONDAY + timedelta(9)).counted == 3
    first = streak(lambda _: True, lambda _: False, {MONDAY + timedelta(5)}, MONDAY + timedelta(8),
                   rhythm=lambda _: Rhythm(3, 1))  # fmt: skip
    assert (first.counted, first.recent, first.got) == (0, (0, 0), 0)


def test_every_second_week():
    assert Rhythm(1, 2).period(MONDAY) == Rhythm(1, 2).period(MONDAY + timedelta(13))
    assert in_weeks("100101", times=1, each=2).run == 3
    assert (in_weeks("10010010", times=1, each=2).run, in_weeks("1001001", times=1, each=2).run) == (3, 3)


def test_what_is_missed_of_a_rhythm_is_no_day():
    dots = in_weeks("2", more=4).dots(5)
    assert dots == ("done", "done", "off", "off", "open")
    assert in_weeks("3", more=4).dots(2) == ("off", "off")


def test_a_change_of_rhythm_takes_nothing_from_the_streak():
    change = MONDAY + timedelta(21)
    daily = {MONDAY + timedelta(n) for n in range(21)}
    weekly = {change + timedelta(n) for n in (0, 2, 4, 7, 9, 11)}

    def rhythm(day: date) -> Rhythm | None:
        return Rhythm(3, 1) if day >= change else None

    def found(done: set[date], today: date) -> Streak:
        return streak(lambda _: True, lambda _: False, done, today, rhythm=rhythm)

    assert (found(daily, change - timedelta(1)).run, found(daily, change).run) == (21, 3)  # days, then weeks
    both = found(daily | weekly, change + timedelta(13))
    assert (both.run, both.best, both.strength, both.recent) == (5, 5, 1, (2, 2))
