"""What is new from the partner: shown once, answered by one key; last night, asked once."""

import pytest

from ritualtui.companion.service import Companion
from ritualtui.companion.since_last_visit import Welcome
from ritualtui.kinds import Mark
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.screens.reply import ReplyScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.news import News
from support.full_screen import opened, seen, until, write
from support.homes import Still


def ben(log: Companion) -> Companion:
    return Companion.open(log.places, "Ben", log.time)


async def test_what_the_partner_left_is_shown_and_answered(log: Companion, home: Places, still: Still) -> None:
    Welcome(log).unseen()
    his = ben(log)
    his.log.thank("the [b]soup[/b]")
    async with opened(home, still) as (app, pilot):
        assert "New from Ben" in seen(app)
        assert seen(app).count("“the [b]soup[/b]”") == 1, "and not a second time as the newest kind word"
        await pilot.press("t")
        await until(lambda: isinstance(app.screen, ReplyScreen))
        assert words.REPLY in seen(app) and "“the [b]soup[/b]”" in seen(app)
        await pilot.press("ctrl+u")
        await write(pilot, "My turn tomorrow.")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert "Reply to “the [b]soup[/b]” saved." in seen(app)
        assert app.screen.query_one(News).to_answer is None
        await pilot.press("t")
    log.refresh()
    replies = [r for r in log.visible() if isinstance(r, Mark)]
    assert [(r.mark, r.by, r.text) for r in replies] == [("reply", log.people.me.id, "My turn tomorrow.")]
    async with opened(home, still) as (app, _):
        assert "New from Ben" not in seen(app)
        assert "“the [b]soup[/b]”" in seen(app)
    async with opened(home, still, who="Ben") as (app, _):
        assert "New from Ana" not in seen(app), "the first time, all counts as seen"


@pytest.mark.slow
async def test_a_reply_begins_with_a_stock_sentence_and_can_be_let_be(
    log: Companion, home: Places, still: Still
) -> None:
    Welcome(log).unseen()
    ben(log).log.thank("the soup")
    async with opened(home, still) as (app, pilot):
        await pilot.press("t")
        await until(lambda: isinstance(app.screen, ReplyScreen))
        await pilot.press("ctrl+u", "enter")
        await pilot.pause()
        assert words.REPLY_EMPTY in seen(app)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await pilot.press("t", "enter")
        await until(lambda: app.screen.query_one(News).to_answer is None)
    log.refresh()
    assert [r.text for r in log.visible() if isinstance(r, Mark)] == [words.REPLY]


@pytest.mark.slow
async def test_words_in_quotation_marks_get_no_second_ones(log: Companion, home: Places, still: Still) -> None:
    Welcome(log).unseen()
    said = "“Take the last of the leeks, I had enough of them for the rest of this year.”"
    ben(log).log.thank(said)
    async with opened(home, still, (120, 40)) as (app, pilot):
        assert "New from Ben" in seen(app)
        assert said in " ".join(seen(app).split()) and "““" not in seen(app)
        await pilot.press("t")
        await until(lambda: isinstance(app.screen, ReplyScreen))
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert "Reply to “Take the last of the leeks, I had " in seen(app) and " …” saved." in seen(app)
    async with opened(home, still, (120, 40)) as (app, _):
        assert "New from Ben" not in seen(app)
        assert said in " ".join(seen(app).split()) and "““" not in seen(app) and "””" not in seen(app)


async def test_the_answer_is_found(log: Companion, home: Places, still: Still) -> None:
    his = ben(log)
    Welcome(his).unseen()
    record = his.log.thank("the soup")
    log.refresh()
    Welcome(log).reply(next(r for r in log.visible() if r.id == record["id"]), "It was the last of the leeks.")
    async with opened(home, still, who="Ben") as (app, _):
        assert "Ana replied, today" in seen(app)
        assert "“It was the last of the leeks.”" in seen(app)


@pytest.mark.slow
async def test_last_night_is_asked_in_the_morning(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("bedtime", log.parse_when("2026-11-19 22:00"))
    still.move(hours=12)
    async with opened(home, still) as (app, pilot):
        assert "Did you do Bedtime last night?" in seen(app)
        await pilot.press("y")
        await pilot.pause()
        assert "Saved: Bedtime, last night." in seen(app)
        assert "Did you do Bedtime last night?" not in seen(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Did you do Bedtime last night?" in seen(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Did you do Bedtime last night?" not in seen(app)
    async with opened(home, still) as (app, _):
        assert "Did you do Bedtime last night?" not in seen(app)


async def test_nothing_new_takes_no_place(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, _):
        assert not app.screen.query_one(News).display
