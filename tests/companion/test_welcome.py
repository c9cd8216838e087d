"""Coming back: what the other left, told once and to nobody else; last night, asked once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ritualtui import clock, places
from ritualtui.companion.service import Companion
from ritualtui.companion.since_last_visit import Welcome


class Moved(clock.Clock):
    """A clock moved by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def ms(self) -> int:
        return int(self.moment.timestamp() * 1000)


@pytest.fixture
def time() -> Moved:
    return Moved(datetime(2026, 11, 21, 8, 0, tzinfo=UTC))


@pytest.fixture
def ana(tmp_path: Path, time: Moved) -> Companion:
    return Companion.begin(places.find(str(tmp_path)), "Ana", "Ben", time=time)


def ben(ana: Companion) -> Companion:
    return Companion.open(ana.places, "Ben", ana.time)


def test_what_the_partner_left_is_new_once(ana: Companion, time: Moved) -> None:
    assert Welcome(ana).unseen() == []
    ben(ana).log.thank("the soup")
    ana.log.thank("mine is no news to me")
    ana.refresh()
    found = Welcome(ana).unseen()
    assert [r.text for r in found] == ["the soup"]  # type: ignore[attr-defined]
    assert [r.id for r in Welcome(ana).unseen()] == [found[0].id], "looking is not yet seeing"
    Welcome(ana).saw(found)
    assert Welcome(ana).unseen() == []


def test_what_was_there_before_the_first_look_is_no_news(ana: Companion) -> None:
    ben(ana).log.thank("long ago")
    ana.refresh()
    assert Welcome(ana).unseen() == []


def test_what_comes_late_from_the_other_machine_is_news_all_the_same(ana: Companion, time: Moved) -> None:
    Welcome(ana).unseen()
    time.moment += timedelta(hours=5)
    Welcome(ana).saw([])
    fields = {"kind": "appreciation", "to": ana.people.me.id, "text": "said at nine", "at": "2026-11-21T08:30:00+00:00"}
    ben(ana).log.add(fields)
    ana.refresh()
    assert len(Welcome(ana).unseen()) == 1


def test_a_reply_is_found_by_the_one_who_wrote_and_by_nobody_else(ana: Companion) -> None:
    his = ben(ana)
    Welcome(his).unseen()
    Welcome(ana).unseen()
    his.log.thank("the soup")
    ana.refresh()
    Welcome(ana).reply(Welcome(ana).unseen()[0], "It was the last of the leeks.")
    his.refresh()
    found = Welcome(his).unseen()
    assert [r.kind for r in found] == ["mark"]
    assert [r.kind for r in Welcome(ana).unseen()] == ["appreciation"]


def test_seeing_leaves_no_record(ana: Companion) -> None:
    ben(ana).log.thank("the soup")
    ana.refresh()
    before = dict(ana.storage.state.records)
    Welcome(ana).saw(Welcome(ana).unseen())
    ana.refresh()
    assert ana.storage.state.records == before
    assert os.stat(os.path.join(ana.places.home, "seen.json")).st_mode & 0o777 == 0o600


def test_a_damaged_memory_is_no_trouble(ana: Companion, tmp_path: Path) -> None:
    (tmp_path / "seen.json").write_text("[1")
    assert Welcome(ana).unseen() == []


def test_last_night_is_asked_about_once(ana: Companion, time: Moved) -> None:
    ana.rituals.did("bedtime", ana.parse_when("2026-11-18 22:00"))
    asked = Welcome(ana).last_night()
    assert asked is not None
    assert asked.id == "bedtime"
    Welcome(ana).answer_last_night(asked, done=False)
    assert Welcome(ana).last_night() is None
    time.moment += timedelta(days=1)
    again = Welcome(ana).last_night()
    assert again is not None
    Welcome(ana).answer_last_night(again, done=True)
    assert Welcome(ana).last_night() is None
    assert {r.day for r in ana.look.listed(kinds=["ritual"])} == {"2026-11-18", "2026-11-21"}


def test_last_night_is_not_asked_about_in_the_afternoon_or_before_it_was_ever_done(ana: Companion, time: Moved) -> None:
    assert Welcome(ana).last_night() is None
    ana.rituals.did("bedtime", ana.parse_when("2026-11-18 22:00"))
    time.moment += timedelta(hours=6)
    assert Welcome(ana).last_night() is None


def test_last_night_is_not_asked_about_in_a_pause(ana: Companion) -> None:
    ana.rituals.did("bedtime", ana.parse_when("2026-11-18 22:00"))
    ana.log.add({"kind": "pause", "since": "2026-11-20", "until": "2026-11-22", "why": "away"})
    assert Welcome(ana).last_night() is None


def test_who_is_here_is_asked_once_a_day_each(ana: Companion, time: Moved) -> None:
    assert Welcome(ana).here() is None
    Welcome(ana).say_here("both")
    his = ben(ana)
    assert Welcome(ben(ana)).here() is None
    Welcome(his).say_here(his.people.me.id)
    assert Welcome(ana).here() == "both"
    assert Welcome(ben(ana)).here() == his.people.me.id
    time.moment += timedelta(days=1)
    assert Welcome(ana).here() is None


def test_having_said_who_is_here_makes_nothing_news_and_hides_none(ana: Companion) -> None:
    his = ben(ana)
    his.log.thank("the soup")
    ana.refresh()
    Welcome(ana).say_here("both")
    assert Welcome(ana).unseen() == []
    his.log.thank("the lamp")
    ana.refresh()
    new = Welcome(ana).unseen()
    assert [getattr(r, "text", "") for r in new] == ["the lamp"]
    Welcome(ana).saw(new)
    assert Welcome(ana).unseen() == [] and Welcome(ana).here() == "both"
