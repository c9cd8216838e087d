"""Today: what it shows, what it keeps, what it notices."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from ritualtui import clock
from ritualtui.companion import today_cache
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.help import HelpScreen
from ritualtui.tui.screens.presence import PresenceScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.ask_about import AskAbout
from ritualtui.tui.widgets.ritual_row import RitualRow
from ritualtui.tui.widgets.text_field import Line
from support.full_screen import (
    SIZES,
    THEMES,
    choose,
    click,
    of_kind,
    opened,
    overlapping,
    part,
    said,
    seen,
    until,
    write,
)
from support.homes import ANA, BEN, Still, begun

pytestmark = pytest.mark.sample(1)

HOSTILE = [
    "[red]x[/]",
    "\x1b[31mred",
    "[/]",
    "[@click=app.quit]x[/]",
    "שלום עולם",
    "مرحبا",
    "👩‍❤️‍👨 e\u0301",
    "\u202egnp.exe",
    "$text {x} %s",
]


async def test_an_empty_day_invites_to_one_small_thing(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, _):
        screen = seen(app)
        assert "Good evening, Ana." in screen
        assert "What did you like about Ben today?" in screen
        assert "End the day" in screen  # what a ritual never done is for
        assert " 0 " not in screen


async def test_it_shows_within_a_second_what_another_process_logs(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, _):
        assert "soup" not in seen(app)
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.thank("You made soup.")
        await until(lambda: "“You made soup.”" in seen(app))
        assert "From Ben, today" in seen(app) and "20:15" not in seen(app), "no time of day of what the other did"


async def test_the_minute_turns_without_a_key(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, _):
        assert "from 21:00" in seen(app)
        still.move(hours=1)
        await until(lambda: "now, until 01:00" in seen(app))


@pytest.mark.slow
async def test_a_thank_you_takes_seconds(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        await write(pilot, "quiet q & a, m r n b u")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == "Saved."
        assert app.screen.focused is None
    log.refresh()
    (kept,) = of_kind(log, "appreciation")
    assert (kept.by, kept.to, kept.text) == (ANA, BEN, "quiet q & a, m r n b u")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "kind", "answer"),
    [
        ("thank Ben for the soup", "appreciation", "Saved."),
        ("bid toward the heron", "bid", "Saved: Ben made a bid"),
        ("bid mine away a joke", "bid", "Saved just for you."),
        ("check-in 7 tired but near", "checkin", "closeness rating 7 of 10"),
        ("did bedtime last night", "ritual", "Saved: Bedtime, yesterday"),
    ],
)
async def test_the_line_takes_more_than_thanks(
    log: Companion, home: Places, still: Still, line: str, kind: str, answer: str
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        await write(pilot, line)
        await pilot.press("enter")
        await pilot.pause()
        assert answer in said(app)
    log.refresh()
    assert len(of_kind(log, kind)) == 1


@pytest.mark.slow
async def test_the_line_opens_by_mouse_and_words_on_it_stay(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.click("LogLine")
        await write(pilot, "half a thou")
        await pilot.press("escape")
        assert app.screen.focused is None
        await pilot.press("a")
        await write(pilot, "ght")
        assert app.screen.query_one(Line).value == "half a thought"
        await pilot.press("enter")
        await pilot.pause()
    log.refresh()
    assert [r.text for r in of_kind(log, "appreciation")] == ["half a thought"]


async def test_what_cannot_be_kept_is_told_and_stays_on_the_line(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        app.screen.query_one(Line).value = "x" * 10_001
        await pilot.press("enter")
        await pilot.pause()
        assert "10,001 characters" in said(app)
        assert len(app.screen.query_one(Line).value) == 10_001
    log.refresh()
    assert not of_kind(log, "appreciation")


async def test_pasted_lines_keep_all_their_words(log: Companion, home: Places, still: Still) -> None:
    from textual.events import Paste

    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        app.screen.query_one(Line).post_message(Paste("one\ntwo\r\nthree"))
        await pilot.pause()
        assert app.screen.query_one(Line).value == "one two three"


@pytest.mark.parametrize(("key", "response"), [("1", "toward"), ("2", "away"), ("3", "against"), ("4", None)])
async def test_a_bid_by_one_key(log: Companion, home: Places, still: Still, key: str, response: str | None) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("b", key)
        await write(pilot, "s3 news")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app).startswith("Saved: Ben made a bid")
    log.refresh()
    (kept,) = of_kind(log, "bid")
    assert (kept.from_, kept.response, kept.text) == (BEN, response, "s3 news")


@pytest.mark.slow
async def test_a_bid_by_mouse_and_mine(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await click(pilot, "screen.bid")
        await click(pilot, "screen.swap")
        await choose(pilot, 0)
        await click(pilot, "screen.keep")
        assert said(app).startswith("Saved: you made a bid")
    log.refresh()
    (kept,) = of_kind(log, "bid")
    assert (kept.from_, kept.response) == (ANA, "toward")


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True])
async def test_a_bid_of_mine_that_was_turned_away_is_shared_by_a_key(
    log: Companion, home: Places, still: Still, shared: bool
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("b", "s", "2")
        about = app.screen.query_one("#about", Static)
        assert "Only you" in str(about.content)
        if shared:
            await pilot.press("ctrl+o")
            assert "Ben will see it" in str(about.content)
        await pilot.press("enter")
        await pilot.pause()
        assert (said(app) == "Saved just for you. It could become a talk.") is not shared
    log.refresh()
    (kept,) = of_kind(log, "bid")
    assert (kept.from_, kept.response, kept.audience) == (ANA, "away", "ours" if shared else "self")


async def test_a_closeness_rating_says_that_it_is_for_oneself(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        await write(pilot, "closeness 6")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app).startswith("Saved just for you: closeness rating 6 of 10.")
    log.refresh()
    (kept,) = of_kind(log, "checkin")
    assert kept.audience == "self"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_rating_just_given_is_shared_by_a_key(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        assert "share it" not in seen(app)
        await pilot.press("a")
        await write(pilot, "check-in 6 tired but near")
        await pilot.press("enter")
        await pilot.pause()
        assert "ctrl+o shares it with Ben." in " ".join(seen(app).split()) and "ctrl+o share it" in seen(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert said(app) == "You can both see this now." and "share it" not in seen(app)
        await pilot.press("a")
        await write(pilot, "check-in 3")
        await pilot.press("enter", "a")
        await write(pilot, "for the soup")
        await pilot.press("enter", "ctrl+o")
        await pilot.pause()
        assert "share it" not in seen(app), "only the rating that was just given"
    log.refresh()
    assert {(kept.closeness, kept.audience) for kept in of_kind(log, "checkin")} == {(6, "ours"), (3, "self")}


@pytest.mark.slow
async def test_leaving_a_bid_keeps_nothing(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (_, pilot):
        await pilot.press("b", "1", "escape")
        await pilot.pause()
    log.refresh()
    assert not of_kind(log, "bid")


@pytest.mark.slow
async def test_undo_names_what_was_undone(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("a")
        await write(pilot, "soup")
        await pilot.press("enter", "u")
        await pilot.pause()
        assert "“soup”" in said(app)
        await pilot.press("u")
        await pilot.pause()
        assert "nothing to undo" in said(app).lower()
    log.refresh()
    assert not of_kind(log, "appreciation")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", HOSTILE)
async def test_words_are_shown_as_typed(
    log: Companion, home: Places, still: Still, text: str, size: tuple[int, int]
) -> None:
    from ritualtui import freetext

    with Companion.open(home, who="Ben", time=still) as other:
        other.log.thank(f"<{text}>")
    shown = freetext.one_line(f"<{freetext.clean(text)}>")
    async with opened(home, still, size) as (app, pilot):
        assert shown in seen(app)
        assert "\x1b" not in seen(app) and "\u202e" not in seen(app)
        await pilot.click("#kind-word")
        await pilot.pause()
        assert app.return_code is None


@pytest.mark.slow
async def test_names_may_be_anything(home: Places, still: Still) -> None:
    with Companion.begin(home, "[red]Ana[/]", "{to} [b]", time=still) as companion:
        companion.log.thank("x", by=companion.people.partner.id)
    async with opened(home, still) as (app, pilot):
        assert "[red]Ana[/]" in seen(app)
        assert "From {to} [b], today" in seen(app)
        await pilot.press("b")
        await pilot.pause()
        assert "{to} [b] made a bid" in seen(app)


async def test_a_long_kind_word_is_cut_and_can_be_read(log: Companion, home: Places, still: Still) -> None:
    with Companion.open(home, who="Ben", time=still) as other:
        other.log.thank("word " * 200 + "end")
    async with opened(home, still) as (app, pilot):
        assert "…”" in seen(app) and "end”" not in seen(app)
        await pilot.press("v")
        await pilot.pause()
        app.screen.query_one("#body").scroll_end(animate=False)
        await pilot.pause()
        assert "end”" in seen(app)


async def test_what_is_due_comes_back(log: Companion, home: Places, still: Still) -> None:
    log.log.add({"kind": "detail", "text": "her review", "due": "2026-11-20"})
    async with opened(home, still) as (app, _):
        assert "Ask Ben about her review  since yesterday" in seen(app)


async def test_rows_tell_done_from_open_by_shape(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("morning")
    still.set(still.now().replace(hour=18))
    async with opened(home, still) as (app, _):
        cards = {card.data.ritual.id: card for card in app.screen.query(RitualRow) if card.data}
        assert cards["morning"].has_class("-done") and cards["reunion"].has_class("-calls")
        assert "✓ Morning goodbye   this evening, both" in seen(app)
        assert "●" in seen(app)
        assert "r  Start" in seen(app)


async def test_a_log_that_cannot_be_opened_ends_with_its_reason(home: Places, still: Still) -> None:
    begun(home, still).close()
    with open(home.data, "wb") as file:
        file.write(b"{ruined")
    app = RitualApp(home, clock=still)
    async with app.run_test():
        await until(lambda: app.return_code is not None)
    assert app.return_code == 1
    assert app.error is not None and "restore" in str(app.error)


@pytest.mark.slow
async def test_leaving_now_is_one_key_from_anywhere(log: Companion, home: Places, still: Still) -> None:
    for keys in (["ctrl+q"], ["f10"], ["a", "x", "ctrl+q"], ["b", "1", "f10"], ["question_mark", "ctrl+q"]):
        async with opened(home, still) as (app, pilot):
            await pilot.press(*keys)
            await until(lambda app=app: app.return_code is not None)  # type: ignore[misc]
            assert app.left_now


@pytest.mark.slow
async def test_help_lists_the_keys_that_hold(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await click(pilot, "app.help")
        assert isinstance(app.screen, HelpScreen)
        shown = seen(app)
        for _ in range(6):
            app.screen.query_one("#rows").scroll_relative(y=6, animate=False)
            await pilot.pause()
            shown += seen(app)
        for said_ in ("Thank your partner for one thing", "Reunion", "Close right away", "f10", "Today, Log, Insights"):
            assert said_ in shown
        assert "today." not in shown and "app." not in shown, "keys and words, no names of actions"
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.slow
async def test_the_palette_has_our_actions_by_name(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.own_rituals).write_text(
        '[[ritual]]\nid="x"\nname="[red]Lunch[/]"\npurpose="[/]"\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Eat."\n'
        'easy=true\n[[ritual]]\nid="y"\nname="[b]Tea[/]"\nkey="t"\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Sip."\n'
    )
    async with opened(home, still) as (app, pilot):

        def listed() -> list[str]:
            return [re.sub("  +t$", "", line.strip(" ▸")) for line in part(app, "CommandList").splitlines()]

        await pilot.press("ctrl+p")
        await until(lambda: "Thank" in seen(app))
        await write(pilot, "theme")
        await until(lambda: "Theme" in seen(app))
        await pilot.press(*["backspace"] * 5)
        await write(pilot, "Lunch")
        await until(lambda: "[red]Lunch[/]" in listed())
        await pilot.press(*["backspace"] * 5)
        await write(pilot, "Tea")
        await until(lambda: "[b]Tea[/]" in listed())
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, PresenceScreen))


@pytest.mark.slow
async def test_a_ritual_so_often_a_week_says_how_much_of_it_is_done(log: Companion, home: Places, still: Still) -> None:
    """It is Saturday."""
    Path(home.config).mkdir(parents=True)
    run = '[[ritual]]\nid="run"\nname="A run"\nkey="k"\ntimes=2\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Go."\n'
    Path(home.own_rituals).write_text(run)
    log.rituals.did("run", still.now() - timedelta(days=2))
    for size, line in (((80, 24), "A run any time today "), ((60, 20), "A run 1 of 2 this week k")):
        async with opened(home, still, size) as (app, _):
            (shown,) = (" ".join(row.split()) for row in seen(app).splitlines() if "A run" in row)
            assert line in shown and "1 of 2 this week k" in shown
    log.rituals.did("run", still.now() - timedelta(days=1))
    async with opened(home, still) as (app, _):
        (shown,) = (" ".join(row.split()) for row in seen(app).splitlines() if "A run" in row)
        assert "✓ A run all done for now" in shown and "2 of 2 this week" in shown


@pytest.mark.slow
async def test_a_log_without_a_partner_taking_part(home: Places, still: Still) -> None:
    begun(home, still, solo=True, plans=True).close()
    async with opened(home, still) as (app, pilot):
        assert "Ana & Ben" not in seen(app)
        await pilot.press("r")
        await pilot.pause()
        assert "Who’s here?" not in seen(app)


@pytest.mark.slow
async def test_the_palette_says_what_was_left_half_way(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("ctrl+p")
        await write(pilot, "Reunion")
        await until(lambda: "Reunion" in seen(app))
        assert words.GOES_ON not in seen(app)
        await pilot.press("escape", "r", "b", "right", "right")
        await pilot.press("escape")
        await until(lambda: words.BEGUN in seen(app))
        await pilot.press("ctrl+p")
        await write(pilot, "Reunion")
        await until(lambda: words.GOES_ON in seen(app))


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 6), (200, 60), (1, 1)])
async def test_no_size_crashes_and_nothing_overlaps(
    log: Companion, home: Places, still: Still, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    with Companion.open(home, who="Ben", time=still) as other:
        other.log.thank("a few words " * 30)
    async with opened(home, still, size) as (app, pilot):
        assert app.theme == theme
        if size in SIZES:
            assert not overlapping(app)
            assert "1 Today" in seen(app) and "thank Ben for" in seen(app)
        for keys in (["b"], ["escape", "question_mark"], ["escape", "a"], ["escape", "ctrl+p"]):
            await pilot.press(*keys)
            await pilot.pause()
        await pilot.resize_terminal(30, 9)
        await pilot.pause()


async def test_the_turn_of_the_day_is_kept(log: Companion, home: Places, still: Still) -> None:
    still.move(hours=5)  # 01:15: still the evening before
    async with opened(home, still) as (app, _):
        assert "Sat 21 Nov" in seen(app)
        assert clock.logical_day(still.now()).day == 21


async def test_what_is_due_comes_first_and_what_is_done_last(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("morning")
    still.set(still.now().replace(hour=18))
    async with opened(home, still) as (app, _):
        names = [line.strip("┃✓ ").split("  ")[0] for line in part(app, "#rituals").splitlines()]
        assert [name for name in names if name in ("Reunion", "Bedtime", "Morning goodbye")] == [
            "Reunion", "Bedtime", "Morning goodbye",
        ]  # fmt: skip


async def test_what_the_other_did_has_no_time_of_day(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("morning", present=BEN)
    log.rituals.did("reunion", present=ANA)
    async with opened(home, still) as (app, _):
        assert "Morning goodbye   today, Ben" in seen(app)
        assert "Reunion           this evening, Ana" in seen(app)


async def test_no_number_of_what_is_not_there(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("bedtime", log.parse_when("2026-11-01 22:00"))
    log.log.bid("toward", "the heron")
    async with opened(home, still) as (app, _):
        for never in ("run", "best", "streak 0", "Together", "Today: ", "1 bid"):
            assert never not in part(app, "#body")
        (row,) = [line for line in part(app, "#rituals").splitlines() if "Bedtime" in line]
        assert len(re.findall(r"\d+ of \d+", row)) == 1, "one number a row"


@pytest.mark.slow
async def test_a_glance_of_the_morning_is_as_of_now(log: Companion, home: Places, still: Still) -> None:
    still.set(still.now().replace(hour=7))
    async with opened(home, still) as (app, _):
        assert "now, until 10:00" in seen(app)
        app.leave_glance()
    still.set(still.now().replace(hour=19))
    app = RitualApp(home, clock=still)
    app.opened = lambda: None  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "earlier 06:00–10:00" in seen(app) and "now, until 20:00" in seen(app)
        assert "until 10:00" not in seen(app)


@pytest.mark.slow
async def test_the_cursor_goes_with_its_ritual(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("down", "down", "down")
        assert "▸ Reunion" in seen(app)
        with Companion.open(home, time=still) as other:
            other.rituals.did("bedtime")
        await until(lambda: "this evening, both" in seen(app))
        await pilot.pause()
        assert "▸ Reunion" in seen(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paused", [False, True])
async def test_the_first_picture_is_the_one_that_stays(
    log: Companion, home: Places, still: Still, size: tuple[int, int], paused: bool
) -> None:
    for days in range(1, 9):
        log.rituals.did("reunion", still.now() - timedelta(days=days))
    log.log.thank("for the soup", by=BEN)
    log.log.add({"kind": "checkin", "closeness": 7})
    if paused:
        log.pausing.set("away", until=date(2026, 11, 24))
    async with opened(home, still, size) as (app, _):
        real = [part(app, "Head"), part(app, "#body")]
        app.leave_glance()
    app = RitualApp(home, clock=still)
    app.opened = lambda: None  # type: ignore[method-assign]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert [part(app, "Head"), part(app, "#body")] == real


@pytest.mark.slow
async def test_a_wide_screen_looks_back_at_seven_days(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (120, 40)) as (app, _):
        assert "The last seven days" not in seen(app), "nothing to look back at"
    log.rituals.did("reunion", still.now() - timedelta(days=2))
    log.log.thank("for the soup", at=clock.rfc3339(still.now() - timedelta(days=1)))
    log.pausing.set("away", ritual="bedtime")
    async with opened(home, still, (120, 40)) as (app, pilot):
        shown = part(app, "#lately").splitlines()
        lines = {line[:17].strip(): line[19:] for line in shown}
        assert shown[2][19:] == "S M T W T F S"
        assert lines["Reunion"][8] == "●" and lines["Bedtime"][12] == "–" and lines["Thanks"][10] == "♥"
        assert "Talks" not in lines and not overlapping(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "The last seven days" not in seen(app)


async def test_what_comes_back_is_painted_from_what_was_last_seen(log: Companion, home: Places, still: Still) -> None:
    log.log.add({"kind": "detail", "text": "the dentist", "due": log.today})
    today_cache.leave(log, usual=True)
    found = today_cache.read(home, None, still.now().date(), still.now())
    assert found is not None
    app = RitualApp(home, clock=still)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(AskAbout).show(found.today, "Ben", alone=True)  # as it is painted before the log is read
        await pilot.pause()
        assert "the dentist" in seen(app)


@pytest.mark.parametrize(
    ("key", "said", "after"), [("y", "Done", ""), ("l", "Moved to tomorrow", "2026-11-22"), ("x", "Let go", "")]
)
async def test_what_comes_back_is_answered_by_a_key(
    log: Companion, home: Places, still: Still, key: str, said: str, after: str
) -> None:
    log.log.add({"kind": "detail", "text": "her review", "due": "2026-11-20"})
    log.log.add({"kind": "promise", "text": "ring the plumber", "due": log.today})
    log.log.add({"kind": "milestone", "text": "the bus stop", "on": "2013-11-21"})
    async with opened(home, still) as (app, pilot):
        assert seen(app).count("let go") == 1 and "A day that matters: the bus stop, 13 years" in seen(app)
        await pilot.press(key)
        await until(lambda: f"{said}: her review" in seen(app))
        assert "You promised: ring the plumber" in seen(app) and "Ask Ben about" not in seen(app)
        assert app.companion is not None
        days = {back.record.text: back.comes.day for back in app.companion.coming.all()}
        assert days.get("her review", "") == after
        await pilot.press("u")
        await until(lambda: "Ask Ben about her review" in seen(app))
        await pilot.press("x", "x")
        await until(lambda: "let go" not in seen(app).replace("Let go", ""))
        assert "the bus stop" in seen(app)
        await pilot.press("x", "y", "l")  # a date passes by itself
        await pilot.pause()
        assert "the bus stop" in seen(app)


async def test_no_key_answers_what_came_back_out_of_sight(log: Companion, home: Places, still: Still) -> None:
    for number in range(9):
        log.log.add({"kind": "detail", "text": f"{number} " + "word " * 20, "due": log.today})
    async with opened(home, still, (60, 20)) as (app, pilot):
        app.screen.query_one("#body").scroll_end(animate=False)
        await pilot.pause()
        assert "let go" not in seen(app)
        await pilot.press("x", "y")
        await pilot.pause()
        assert app.companion is not None and len(app.companion.coming.all()) == 9


async def test_a_key_answers_what_is_shown_and_nothing_that_came_since(
    log: Companion, home: Places, still: Still
) -> None:
    log.log.add({"kind": "promise", "text": "ring the plumber", "due": log.today})
    async with opened(home, still) as (app, _):
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        log.log.add({"kind": "detail", "text": "her review", "due": "2026-11-20"})  # comes first, and isn't shown yet
        screen.action_coming("done")
        await until(lambda: "Done: ring the plumber" in seen(app) and "Ask Ben about her review" in seen(app))
