"""Since you were here: shown once, answered by one key; last night, asked once."""

from faces import opened, seen
from homes import Still

from ritualtui.companion.service import Companion
from ritualtui.companion.welcome import Welcome
from ritualtui.places import Places
from ritualtui.records import Mark
from ritualtui.tui.widgets.news import News


def ben(log: Companion) -> Companion:
    return Companion.open(log.places, "Ben", log.time)


async def test_what_the_partner_left_is_shown_and_answered(log: Companion, home: Places, still: Still) -> None:
    Welcome(log).unseen()
    his = ben(log)
    his.log.thank("the [b]soup[/b]")
    async with opened(home, still) as (app, pilot):
        assert "Since you were here" in seen(app)
        assert seen(app).count("“the [b]soup[/b]”") == 1, "and not a second time as the newest kind word"
        await pilot.press("t")
        await pilot.pause()
        assert "Answered “the [b]soup[/b]”; Ben will find it here." in seen(app)
        assert app.screen.query_one(News).to_answer is None
        await pilot.press("t")
    log.refresh()
    replies = [r for r in log.visible() if isinstance(r, Mark)]
    assert [(r.mark, r.by) for r in replies] == [("reply", log.people.me.id)]
    async with opened(home, still) as (app, _):
        assert "Since you were here" not in seen(app)
        assert "“the [b]soup[/b]”" in seen(app)
    async with opened(home, still, who="Ben") as (app, _):
        assert "Since you were here" not in seen(app), "the first time, all counts as seen"


async def test_words_in_quotation_marks_get_no_second_ones(log: Companion, home: Places, still: Still) -> None:
    Welcome(log).unseen()
    words = "“Take the last of the leeks, I had enough of them for the rest of this year.”"
    ben(log).log.thank(words)
    async with opened(home, still, (120, 40)) as (app, pilot):
        assert "Since you were here" in seen(app)
        assert words in seen(app) and "““" not in seen(app)
        await pilot.press("t")
        await pilot.pause()
        assert "Answered “Take the last of the leeks, I had " in seen(app) and " …”; Ben" in seen(app)
    async with opened(home, still, (120, 40)) as (app, _):
        assert "Since you were here" not in seen(app)
        assert words in seen(app) and "““" not in seen(app) and "””" not in seen(app)


async def test_the_answer_is_found(log: Companion, home: Places, still: Still) -> None:
    his = ben(log)
    Welcome(his).unseen()
    record = his.log.thank("the soup")
    log.refresh()
    Welcome(log).reply(next(r for r in log.visible() if r.id == record["id"]), "It was the last of the leeks.")
    async with opened(home, still, who="Ben") as (app, _):
        assert "Ana answered you, today" in seen(app)
        assert "“It was the last of the leeks.”" in seen(app)


async def test_last_night_is_asked_in_the_morning(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("bedtime", log.parse_when("2026-11-19 22:00"))
    still.move(hours=12)
    async with opened(home, still) as (app, pilot):
        assert "Bedtime last night?" in seen(app)
        await pilot.press("y")
        await pilot.pause()
        assert "Kept: Bedtime, last night." in seen(app)
        assert "Bedtime last night?" not in seen(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Bedtime last night?" in seen(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Bedtime last night?" not in seen(app)
    async with opened(home, still) as (app, _):
        assert "Bedtime last night?" not in seen(app)


async def test_nothing_new_takes_no_place(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, _):
        assert not app.screen.query_one(News).display
