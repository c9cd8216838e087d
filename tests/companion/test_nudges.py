"""Nudges: which are due for whom, what each says, and what becomes of it."""

import re
from datetime import date

import pytest

from ritualtui.companion import nudge_text
from ritualtui.companion.insight import Insight
from ritualtui.companion.nudges import Nudges
from ritualtui.companion.service import Companion
from ritualtui.insight.signals import Moved, Spoken
from ritualtui.kinds import Mark, Pause
from ritualtui.places import Places
from support.homes import BEN, Still, begun
from support.lived_days import live


@pytest.fixture
def steady(home: Places, still: Still) -> Companion:
    log = begun(home, still, plans=True)
    live(log, still, 35)
    return log


@pytest.fixture
def thinned(steady: Companion, still: Still) -> Companion:
    live(steady, still, 7, thanks=0, bids=1, toward=0, rituals=False, closeness=4)
    return steady


def kinds(log: Companion) -> list[str]:
    return [nudge.kind for nudge in log.nudges.due()]


def test_steady_days_bring_no_word(steady: Companion) -> None:
    assert kinds(steady) == []


def test_days_that_thin_out_bring_one_word_for_all_of_it(thinned: Companion) -> None:
    (nudge,) = thinned.nudges.due()
    assert nudge.kind == "thinning"
    assert nudge.place in ("morning", "reunion", "bedtime")
    assert nudge.label.startswith("start ")
    assert len(nudge.why) >= 3 and "by chance" in nudge.why[-1]


def test_put_away_it_is_gone_for_one_and_not_for_the_other(thinned: Companion, home: Places, still: Still) -> None:
    (nudge,) = thinned.nudges.due()
    thinned.nudges.put(nudge, "away")
    assert kinds(thinned) == []
    with Companion.open(home, who="Ben", time=still) as other:
        assert kinds(other) == ["thinning"]
        assert not [mark for mark in other.of(Mark) if mark.of.startswith("nudge")]
    thinned.log.undo()
    assert kinds(thinned) == ["thinning"]


def test_later_is_in_three_days(thinned: Companion, still: Still) -> None:
    (nudge,) = thinned.nudges.due()
    thinned.nudges.put(nudge, "later")
    for left in ([], [], [], ["thinning"]):
        assert [kind for kind in kinds(thinned) if kind == "thinning"] == left
        still.move(days=1)


def test_not_like_this_is_none_of_the_kind_for_half_a_year(thinned: Companion, still: Still) -> None:
    (nudge,) = thinned.nudges.due()
    thinned.nudges.put(nudge, "never")
    live(thinned, still, 60)
    live(thinned, still, 7, thanks=0, bids=1, toward=0, rituals=False, closeness=4)
    assert "thinning" in {one.kind for day in thinned.charts.through().pulse.days[-14:] for one in day.spoken}
    assert "thinning" not in kinds(thinned)


def test_it_is_forgotten_after_a_fortnight(thinned: Companion, still: Still) -> None:
    assert kinds(thinned) == ["thinning"]
    still.move(days=16)
    assert "thinning" not in kinds(thinned)


def test_what_is_back_is_said_too_and_ends_the_other(thinned: Companion, still: Still) -> None:
    live(thinned, still, 10)
    assert "thinning" not in kinds(thinned)


def test_a_paused_day_says_nothing(thinned: Companion) -> None:
    thinned.log.add({"kind": "pause", "since": thinned.today, "why": "hard season"})
    assert kinds(thinned) == []


def test_a_hard_season_says_nothing_of_how_much_and_a_work_season_goes_on(thinned: Companion) -> None:
    before = kinds(thinned)
    thinned.seasons.set("hard")
    assert before and kinds(thinned) == []
    thinned.seasons.set("work", ritual="bedtime")
    assert kinds(thinned) == before


def test_quiet_days_are_asked_about_and_the_answer_is_a_pause(steady: Companion, still: Still) -> None:
    still.move(days=9)
    (nudge,) = steady.nudges.due()
    assert nudge.kind == "quiet" and nudge.place == "ask"
    assert list(nudge.choices) == ["away", "busy", "ill", "hard season", "begin"]
    assert steady.nudges.answer(nudge, "away") == nudge_text.answered("away")
    (pause,) = steady.of(Pause)
    assert (pause.why, pause.since, pause.until) == ("away", nudge.since.isoformat(), steady.insight.closed.isoformat())
    assert kinds(steady) == []
    steady.log.undo()
    assert not steady.of(Pause) and kinds(steady) == ["quiet"]


def test_a_hard_season_lasts_until_one_begins_again(steady: Companion, still: Still) -> None:
    still.move(days=9)
    (nudge,) = steady.nudges.due()
    steady.nudges.answer(nudge, "hard season")
    (pause,) = steady.of(Pause)
    assert pause.until is None and steady.seasons.hard and steady.pausing.now is None
    still.move(days=30)
    assert kinds(steady) == []
    ended = steady.seasons.end()
    assert ended is not None and ended.id == pause.id
    (pause,) = steady.of(Pause)
    assert pause.until == steady.insight.closed.isoformat()


def test_what_both_may_see_is_a_pause_and_what_one_answered_is_not(
    steady: Companion, home: Places, still: Still
) -> None:
    still.move(days=9)
    (nudge,) = steady.nudges.due()
    steady.nudges.answer(nudge, "ill")
    with Companion.open(home, who="Ben", time=still) as other:
        assert len(other.of(Pause)) == 1
        assert other.of(Mark) == []


def test_nothing_new_costs_nothing(thinned: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kinds(thinned) == ["thinning"]

    def never(*args: object, **more: object) -> object:
        raise AssertionError("made anew")

    monkeypatch.setattr("ritualtui.companion.insight.pulse", never)
    thinned.log.thank("of today, which is not over")
    assert kinds(thinned) == ["thinning"]


def test_what_changes_in_the_past_changes_the_word(thinned: Companion) -> None:
    assert kinds(thinned) == ["thinning"]
    last = [record for record in thinned.visible() if record.day >= "2026-12-20" or record.day >= thinned.today]
    thinned.log.add({"kind": "pause", "since": "2026-12-20", "until": thinned.insight.closed.isoformat()})
    assert last is not None
    assert kinds(thinned) == []


# -- words

LEVELS = [0.0, 0.05, 0.14, 0.3, 0.5, 0.74, 0.76, 1.0, 1.2, 1.9, 2.0, 5.3, 12.0]
KINDS = tuple(kind for kind in nudge_text.content() if kind not in ("words", "why", "answered"))


def spoken(kind: str, recent: float, usual: float, day: date = date(2026, 3, 9)) -> Spoken:
    signals = {
        "fewer-appreciations": ("appreciations",), "fewer-bids": ("bids",), "bids-met-less": ("toward",),
        "rituals-slipping": ("rituals",), "closeness-falling": ("closeness",), "quiet": (),
    }.get(kind, ("appreciations", "bids", "toward", "rituals", "closeness"))  # fmt: skip
    moved = []
    for signal in signals:
        scale = {"toward": 0.08, "rituals": 0.08, "closeness": 1 / 1.3}.get(signal, 1.0)
        person = 0 if signal == "closeness" else None
        moved.append(Moved(signal, person, usual * scale, recent * scale, date(2026, 3, 1), day, 7))  # type: ignore[arg-type]
    return Spoken(kind, day, date(2026, 3, 1), signals, tuple(moved))  # type: ignore[arg-type]


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", KINDS)
def test_every_variant_says_it_whole(kind: str, steady: Companion) -> None:
    people = steady.people
    for alone in (False, True):
        here = people._replace(solo=alone)
        for day in range(1, 8):
            for recent, usual in ((a, b) for a in LEVELS for b in LEVELS if a < b):
                one = spoken(kind, recent, usual, date(2026, 3, day + 8))
                if kind == "lopsided" or (alone and not nudge_text.content()[kind]["alone"]):
                    continue
                said = nudge_text.said(one, here, "Bedtime")
                assert not re.search(r"[{}]|\bNone\b|  | ,|\(\)|\ba day a day\b|^[a-z]", said), said
                assert len(said) <= 330, said
                for line in nudge_text.why(one, here):
                    assert not re.search(r"[{}]|\bNone\b|  ", line), line
                if alone:
                    assert not re.search(r"\b(we|us|our)\b", said, re.I), said


@pytest.mark.parametrize(("recent", "usual"), [(a, b) for a in LEVELS for b in LEVELS if b > 0.2 and a < 0.9 * b])
def test_two_levels_are_never_the_same_words(recent: float, usual: float) -> None:
    for kind in ("fewer-appreciations", "bids-met-less", "closeness-falling"):
        one = spoken(kind, recent, usual).moved[0]
        first, second = nudge_text.levels(one)
        assert first and second and first.removeprefix("about ").split()[0] != second.split()[0], (recent, usual)


@pytest.mark.parametrize(
    ("recent", "usual", "said"),
    [
        (1.0, 2.1, ("about one a day", "two")),
        (0.0, 2.0, ("none", "two a day")),
        (0.3, 0.9, ("about two a week", "six")),
        (1.1, 1.4, ("1.1 a day", "1.4")),
    ],
)
def test_levels_as_people_would_say_them(recent: float, usual: float, said: tuple[str, str]) -> None:
    assert nudge_text.levels(spoken("fewer-appreciations", recent, usual).moved[0]) == said


@pytest.mark.parametrize(
    ("a_year", "said"),
    [
        (3.0, "about three times a year"),
        (1.0, "about once a year"),
        (0.67, "about once a year"),
        (0.5, "about once in two years"),
        (0.01, "less than once in twenty years"),
    ],
)
def test_how_often_by_chance(a_year: float, said: str) -> None:
    assert nudge_text.how_often(a_year) == said


def test_a_nudge_and_pulse_say_the_same_chance() -> None:
    assert f"by chance {nudge_text.how_often(0.03)}," in nudge_text.by_chance("thinning")
    assert nudge_text.by_chance("thinning", "several").replace(" (several)", "") == nudge_text.by_chance("thinning")


def test_a_name_is_data(home: Places, still: Still) -> None:
    with Companion.begin(home, "Ana", "Ben {0} [b]", time=still) as log:
        said = nudge_text.said(spoken("fewer-appreciations", 1.0, 2.0, date(2026, 3, 10)), log.people)
        assert "Ben {0} [b]" in said


def test_only_one_of_two_is_asked_about_what_they_may_see(thinned: Companion, home: Places, still: Still) -> None:
    """What Ben keeps to himself moves nothing of Ana's."""
    before = thinned.charts.through().rows
    with Companion.open(home, who="Ben", time=still) as other:
        at = "2026-12-10T12:00:00+00:00"
        other.log.add({"kind": "checkin", "by": BEN, "closeness": 1, "audience": "self", "at": at})
    thinned.refresh()
    assert thinned.charts.through().rows == before
    assert isinstance(thinned.nudges, Nudges) and isinstance(thinned.insight, Insight)


# -- who begins


def begun_by_ana(log: Companion, still: Still) -> None:
    for day in range(30):
        at = f"2026-10-{day + 1:02d}T20:00:00+00:00"
        log.log.add_all([{"kind": "ritual", "ritual": "bedtime", "present": "both", "complete": True, "at": at}])


def test_who_begins_is_seen_only_where_both_want_it(home: Places, still: Still) -> None:
    log = begun(home, still, plans=True)
    begun_by_ana(log, still)
    assert "lopsided" not in kinds(log)
    log.nudges.wish(True)
    assert log.nudges.wishes(log.people.me.id) and not log.nudges.wished()
    assert "lopsided" not in kinds(log)
    with Companion.open(home, who="Ben", time=still) as other:
        assert not other.nudges.wishes(other.people.me.id)
        other.nudges.wish(True)
        (nudge,) = [nudge for nudge in other.nudges.due() if nudge.kind == "lopsided"]
        assert "Ana" in nudge.said and "30" in nudge.why[0]
        other.nudges.put(nudge, "away")
        assert "lopsided" not in kinds(other)
    log.refresh()
    assert "lopsided" in kinds(log)
    log.nudges.wish(False)
    assert "lopsided" not in kinds(log)
