"""What stands where one looks: nothing that matters is off the screen, and the key bar says what the keys do."""

import re
from pathlib import Path
from typing import cast

import pytest
from textual.command import Command, CommandList

from ritualtui.companion.service import Companion
from ritualtui.companion.since_last_visit import Welcome
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.app import RitualApp
from ritualtui.tui.ascii_filter import plainly
from ritualtui.tui.screens import help
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.reply import ReplyScreen
from ritualtui.tui.screens.settings import SettingsScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.fields import Scale, Words
from ritualtui.tui.widgets.keybar import KeyBar
from ritualtui.tui.widgets.news import News
from ritualtui.tui.widgets.notice import Notice
from ritualtui.tui.widgets.ritual_row import RitualRow
from ritualtui.tui.widgets.setting import Setting
from ritualtui.tui.widgets.stems import Stems
from ritualtui.tui.widgets.text_field import Line
from ritualtui.tui.widgets.timing import Breath, _circle, _spots
from support.full_screen import SIZES, begin, of_kind, opened, overlapping, part, pass_time, said, seen, until, write
from support.homes import Still
from support.watched_terminal import Screen

pytestmark = pytest.mark.slow  # fine points, one by one; the pictures hold each screen in the quick tier

SMALL = [(60, 20), (80, 24)]


def bar(app: RitualApp) -> list[str]:
    """What the key bar of the screen says, a string for each of its lines."""
    one = app.screen.query(KeyBar).last()
    return [" ".join(key.label.strip() for key in row) for row in one.rows(one.content_size.width)]


def own(home: Places, *rituals: str) -> None:
    Path(home.config).mkdir(parents=True, exist_ok=True)
    Path(home.own_rituals).write_text("".join(f"[[ritual]]\n{ritual}\n" for ritual in rituals))


def left_by_ben(log: Companion, *texts: str) -> None:
    Welcome(log).unseen()
    with Companion.open(log.places, "Ben", log.time) as his:
        for text in texts:
            log.time.move(minutes=1)  # type: ignore[attr-defined]
            his.log.thank(text)


async def test_what_lies_over_another_is_found(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (80, 24)) as (app, pilot):
        assert not overlapping(app)
        app.screen.query_one(KeyBar).styles.offset = (0, -2)
        await pilot.pause()
        assert overlapping(app)


# -- Today


@pytest.mark.parametrize("size", SIZES)
async def test_the_end_of_a_long_thank_you_is_in_sight(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("a")
        app.screen.query_one(Line).insert_text_at_cursor("and more words " * 12 + "to the EN")
        await pilot.press("D")
        await pilot.pause()
        assert "to the END" in seen(app)
        assert app.screen.query_one(Line).region.right < size[0]


async def test_the_end_of_a_long_thank_you_stays_in_sight_on_another_screen(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still, (120, 40)) as (app, pilot):
        await pilot.press("a")
        app.screen.query_one(Line).insert_text_at_cursor("and more words " * 6 + "to the END")
        for size in ((60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "to the END" in seen(app), size


async def test_a_field_for_a_correction_stands_out(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("for the soup")
    async with opened(home, still) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen) and "1 entry" in seen(app))
        words_on = app.screen.query_one("#words").background_colors[1]
        await pilot.press("e")
        await pilot.pause()
        assert app.screen.query_one("#edit").background_colors[1] != words_on


async def test_a_field_of_the_settings_stands_out(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press("enter")
        await pilot.pause()
        field = app.screen.query_one(Setting).query_one(Line)
        assert field.background_colors[1] != app.screen.query_one(Setting).background_colors[1]


async def test_a_correction_begins_where_the_cursor_is(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("and more words " * 6 + "to the END")
    async with opened(home, still, (60, 20)) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen) and "1 entry" in seen(app))
        await pilot.press("e")
        await pilot.pause()
        assert "to the END" in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_day_is_all_in_sight_and_breathes(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, _):
        shown = seen(app).splitlines()
        at = next(n for n, line in enumerate(shown) if "Good evening, Ana." in line)
        assert not shown[at + 1].strip(), "no card sits on the greeting"
        assert "a  Thank Ben" in seen(app), "the invitation is whole"
        assert "…" not in seen(app).replace("thank Ben for …", ""), "what each ritual is for is whole"
        body = app.screen.query_one("#body")
        assert body.max_scroll_y == 0


@pytest.mark.parametrize("size", SIZES)
async def test_no_last_word_of_a_kind_word_stands_alone(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    with Companion.open(home, "Ben", still) as his:
        his.log.thank("You stayed on the phone with my mother so that I could cook. I saw that.")
    async with opened(home, still, size) as (app, _):
        app.screen.query_one("#body").scroll_end(animate=False)
        last = next(line for line in seen(app).splitlines() if "that.”" in line)
        assert len(last.split()) > 2


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_new_is_in_sight_with_the_keys_that_answer(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    log.rituals.did("bedtime", log.parse_when("2026-11-19 22:00"))
    left_by_ben(log, "one", "two words that go on " * 20, "three", "You stayed up.")
    still.move(hours=12)
    async with opened(home, still, size) as (app, pilot):
        shown = seen(app)
        assert "“You stayed up.”" in shown and "t  Reply" in shown
        assert "Did you do Bedtime last night?   y  yes   x  no" in shown
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(app.screen, ReplyScreen) and "“You stayed up.”" in part(app, "#box")
        await pilot.press("enter")
        await pilot.pause()
        assert "“You stayed up.”" in said(app)
        assert "“three”" in seen(app) and "t  Reply" in seen(app), "then the one before"
        await pilot.press("t", "enter")
        await pilot.pause()
        assert "“two words that go on" in seen(app) and "t  Reply" in seen(app)


async def test_no_key_answers_what_is_out_of_sight(log: Companion, home: Places, still: Still) -> None:
    own(home, *(f'id="o{n}"\nname="Own {n}"\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Go."' for n in range(9)))
    log.rituals.did("bedtime", log.parse_when("2026-11-19 22:00"))
    left_by_ben(log, "You stayed up.")
    still.move(hours=12)
    async with opened(home, still, (60, 20)) as (app, pilot):
        assert "You stayed up." not in seen(app) and "last night?" not in seen(app)
        await pilot.press("t", "x", "y")
        await pilot.pause()
        news = app.screen.query_one(News)
        assert news.to_answer is not None and news.asked is not None
        app.screen.query_one("#body").scroll_end(animate=False)
        await pilot.pause()
        await pilot.press("t", "enter")
        await pilot.pause()
        assert news.to_answer is None


@pytest.mark.parametrize("size", SMALL)
async def test_the_question_who_is_here_says_its_way_back(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("r")
        await until(lambda: words.WHO_ABOUT in seen(app))
        assert bar(app) == ["↑↓ choose enter take esc back"]


async def test_on_a_line_of_the_first_steps_tab_is_to_the_next(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f2")
        await until(lambda: words.FIRST_WHEN in seen(app))
        for key in ("tab", "enter"):
            await pilot.press(key)
            await pilot.pause()
            assert f"tab {words.NEXT_LINE}" in bar(app)[0], key


@pytest.mark.parametrize("size", SMALL)
async def test_a_focused_row_is_marked_and_the_bar_offers_to_begin(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        assert "enter" not in bar(app)[0]
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert "▸ Reunion" in seen(app)
        assert "enter start" in bar(app)[0]


@pytest.mark.parametrize("size", SMALL)
async def test_the_rows_have_their_keys_still_when_a_line_was_kept(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):

        def keys() -> list[str]:
            shown = part(app, "#rituals").splitlines()
            return [line.split()[-1] for line in shown if line.split()[-1] in ("m", "r", "n")]

        before = keys()
        assert sorted(before) == ["m", "n", "r"]
        await pilot.press("a", "x", "enter")
        await pilot.pause()
        assert "Saved." in said(app)
        assert keys() == before


async def test_a_ritual_without_a_key_is_gone_on_with_where_one_sees_it(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        await pilot.press("a")
        await pilot.press(*"soup", "enter")
        app.rituals.begin("presence")
        await pilot.pause()
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        await pilot.press("pagedown", "escape")
        await until(lambda: isinstance(app.focused, RitualRow))
        await until(lambda: "▸ Being there" in seen(app))


async def test_a_row_shows_no_key_that_is_taken(log: Companion, home: Places, still: Still) -> None:
    steps = '[[ritual.steps]]\nid="a"\nkind="say"\ntext="Go."\n[[ritual.steps]]\nid="b"\nkind="say"\ntext="On."'
    own(home, f'id="tea"\nname="Tea"\nkey="t"\n{steps}', f'id="oats"\nname="Oats"\nkey="o"\n{steps}')
    async with opened(home, still, (120, 40)) as (app, pilot):
        lines = [line.strip("┃ ").split() for line in part(app, "#rituals").splitlines() if line.strip()]
        shown = {line[0]: line[-1] for line in lines}
        assert shown["Tea"] != "t" and shown["Oats"] == "o"
        app.rituals.begin("tea")
        await pilot.pause()
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        await pilot.press("right", "escape")
        await pilot.pause()
        assert "press enter to continue" in said(app)
        await until(lambda: isinstance(app.focused, RitualRow))
        assert "enter  Continue" in seen(app), seen(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)


@pytest.mark.parametrize("size", SMALL)
async def test_a_long_name_takes_the_room_that_its_row_has(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    own(home, 'id="tea"\nname="Tea on the wet step"\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Go."')
    for done in (False, True):
        if done:
            log.rituals.did("tea")
        async with opened(home, still, size) as (app, _):
            (row,) = [line for line in part(app, "#rituals").splitlines() if "Tea" in line]
            assert "Tea on the wet step " in row, done


def test_no_key_of_the_documented_example_is_taken() -> None:
    text = (Path(__file__).parents[2] / "docs" / "rituals.md").read_text(encoding="utf-8")
    found = re.findall(r'^key = "(.)"', text, re.M)
    assert found
    taken = {key for binding in TodayScreen.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    assert not taken & set(found)


async def test_the_way_to_begin_never_stands_behind_a_broken_line(home: Places, still: Still) -> None:
    for name in ("Ben", "Bartholomew Maximilian of the Long Hill"):
        folder = Places(f"{home.home}-{len(name)}", f"{home.config}-{len(name)}")
        Companion.begin(folder, "Ana", name, time=still).close()
        for size in SMALL:
            async with opened(folder, still, size) as (app, _):
                assert f"a  Thank {name}" in seen(app)


async def test_a_long_name_in_the_head_is_cut_with_a_sign(home: Places, still: Still) -> None:
    Companion.begin(home, "Anastasia-Wilhelmina von Hohenstein", "Bartholomew", time=still).close()
    async with opened(home, still, (60, 20)) as (app, _):
        head = seen(app).splitlines()[0]
        assert head.rstrip().endswith("…") and "Nov" in head


async def test_undo_is_offered_where_there_is_something(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        assert "undo" not in bar(app)[0]
        await pilot.press("a", "x", "enter")
        await pilot.pause()
        assert "u undo" in bar(app)[0]
        await pilot.press("u")
        await pilot.pause()
        assert "undo" not in bar(app)[0]


# -- key bars


@pytest.mark.parametrize("size", SIZES)
async def test_no_key_stands_alone_on_a_second_line(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    log.log.thank("the soup")
    log.log.bid("away", "asked about Sunday")
    async with opened(home, still, size) as (app, pilot):

        def check() -> None:
            one = app.screen.query(KeyBar).last()
            rows = one.rows(one.content_size.width)
            assert all(len(row) > 1 for row in rows[1:]), bar(app)
            assert all(sum(key.width + 2 for key in row) - 2 <= one.content_size.width for row in rows)

        check()
        assert len(bar(app)) == 1 and bar(app)[0].startswith("a thank")
        await pilot.press("2")
        await pilot.pause()
        for _ in range(2):
            check()
            assert len(bar(app)) == (1 if size[0] >= 80 else 2), "the list does not jump"
            await pilot.press("down")
            await pilot.pause()
        await pilot.press("escape")
        for key in ("m", "r", "n"):
            screen = await begin(pilot, key)
            while not screen.closing:
                check()
                await pilot.press("tab")
                await pilot.pause()
                check()
                await pilot.press("pagedown")
                await pilot.pause()
            await pilot.press("z")
            await until(lambda: isinstance(app.screen, TodayScreen))


async def test_what_a_widget_offers_in_the_bar_can_be_clicked(log: Companion, home: Places, still: Still) -> None:
    from support.full_screen import click

    async with opened(home, still) as (app, pilot):
        await pilot.press("a", "x")
        await pilot.pause()
        await click(pilot, "send('line.keep')")
        assert "Saved." in said(app)
        await pilot.press("right", "right")
        await pilot.pause()
        await click(pilot, "send('card.begin')")
        await until(lambda: not isinstance(app.screen, TodayScreen))


# -- help, palette


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("where", ["today", "guide", "log"])
async def test_help_scrolls_between_its_title_and_the_way_back(
    log: Companion, home: Places, still: Still, size: tuple[int, int], where: str
) -> None:
    log.log.bid("away", "asked about Sunday")
    async with opened(home, still, size) as (app, pilot):
        if where == "guide":
            await begin(pilot, "r")
            await pilot.press("right")
        elif where == "log":
            await pilot.press("2")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        shown = seen(app)
        assert help.TITLE in shown and "esc back" in shown
        await pilot.press("end")
        await pilot.pause()
        assert help.TITLE in seen(app) and "esc back" in seen(app)
        last = rf"\? +{help.TITLE}" if where == "guide" else "Quit; everything is saved"
        assert "Close right away" in seen(app) and re.search(last, seen(app)), "the last row"


async def palette(app: RitualApp) -> list[str]:
    await until(lambda: app.screen.query(CommandList) and app.screen.query_one(CommandList).option_count)
    found = app.screen.query_one(CommandList)
    return [cast(Command, found.get_option_at_index(n)).hit.text or "" for n in range(found.option_count)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_has_our_actions_in_order_and_then_our_themes(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await until(lambda: app.themes_offered)
        await pilot.press("ctrl+p")
        names = await palette(app)
        assert names[:4] == ["Thank", "Bid", "Pause", "Undo"]
        assert names.count("Quit") == 1
        assert names.count("Keys") == 1
        app.screen.query_one(CommandList).highlighted = names.index("Keys")
        await until(lambda: help.TITLE in part(app, "#says"))  # our help, not Textual's
        assert not {"Screenshot", "Next", "Previous", "Down", "Up", "Maximize"} & set(names)
        assert names[-6:] == [f"Theme: {name}" for name in ("dawn", "dusk", "hearth", "high-contrast", "paper", "sea")]
        assert seen(app).isascii() or "🔎" not in seen(app)
        await write(pilot, "theme: dusk")
        await until(lambda: app.screen.query_one(CommandList).option_count == 1)
        await pilot.press("enter")
        await until(lambda: app.theme == "dusk")


@pytest.mark.parametrize("size", SIZES)
async def test_a_row_of_the_palette_is_a_name_and_its_key(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    Path(home.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text('[keys]\n"today.thank" = "h"\n', encoding="utf-8")
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("ctrl+p")
        await palette(app)
        await until(lambda: "Pause" in part(app, "CommandList"))
        rows = part(app, "CommandList").splitlines()
        assert re.fullmatch(r"▸ Thank +h", rows[0].rstrip(" ▁▂▃▄▅▆▇█"))
        assert re.fullmatch(r"  Bid +b", rows[1].rstrip(" ▁▂▃▄▅▆▇█"))
        said = part(app, "#says")
        assert "Log a bid" not in seen(app)
        await pilot.press("down")
        await until(lambda: part(app, "#says") != said)
        assert "Log a bid" in part(app, "#says") and said not in seen(app), "only of the row that one is on"
        frame = app.screen.query_one("CommandPalette > Vertical").outer_size
        assert frame.width == min(64, size[0]) and frame.height <= size[1] and not overlapping(app)
        await write(pilot, "zzzz")
        await until(lambda: "No matches" in seen(app))
        assert "Log a bid" not in seen(app), "nothing is pointed at"


async def test_every_palette_has_a_way_to_quit(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.press("ctrl+p")
        assert (await palette(app)).count("Quit") == 1


@pytest.mark.parametrize(("key", "marked"), [("b", "▸ 1  "), ("r", "▸ b  "), ("f1", "▸ When "), ("f7", "▸ n  ")])
async def test_the_mark_of_a_choice_stands_apart(
    log: Companion, home: Places, still: Still, key: str, marked: str
) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(key)
        await until(lambda: marked in seen(app))


async def test_a_title_stands_once(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("f7")
        await until(lambda: words.MACHINES in seen(app))
        await pilot.pause()
        assert seen(app).count(words.MACHINES) == 1
        await pilot.press("j")
        await until(lambda: "Enter an invite" in seen(app))


@pytest.mark.parametrize("width", [120, 121, 160])
async def test_beyond_116_columns_only_the_margins_grow(log: Companion, home: Places, still: Still, width: int) -> None:
    log.log.thank("soup " * 60)
    async with opened(home, still, (width, 45)) as (app, pilot):
        for key in ("1", "2", "3", "5", "comma", "f1", "f7", "f6", "f2"):
            await pilot.press("1", key)
            await until(lambda key=key: key == "1" or not isinstance(app.screen, TodayScreen))
            await pilot.pause()
            lines = [line for line in seen(app).splitlines() if line.strip()]
            first = min(len(line) - len(line.lstrip()) for line in lines)
            last = max(len(line.rstrip()) for line in lines)
            assert first == (width - 116) // 2 and last - first == 116, f"{key}\n{seen(app)}"


# -- the guide


async def test_while_a_to_do_is_typed_the_bar_says_what_holds_and_no_letter_is_a_command(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right", "tab", "p")
        await write(pilot, "two")
        await pilot.pause()
        assert bar(app) == ["enter park it esc close"]
        page = screen.shown
        for key in ("pageup", "tab"):
            await pilot.press(key, "s")
            await pilot.pause()
            assert screen.shown is page and screen.query_one("#park-field", Line).has_focus
        assert screen.query_one("#park-field", Line).value == "twoss"
        for leave in (lambda: pilot.click("#field"), lambda: pilot.press("shift+tab")):
            await leave()  # away from the line: it closes, and has its words still
            await pilot.pause()
            assert not screen.query("#park-field") and "pgup back" in bar(app)[0]
            await pilot.press("s", "tab", "p")
            await pilot.pause()
            assert screen.shown is page and screen.query_one("#park-field", Line).value == "twoss"
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.PARKED and screen.guide.session.asides == ("twoss",)


async def test_it_does_not_go_dark_over_a_to_do(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        app.linger = 1000
        screen = await begin(pilot, "n")
        await pilot.press("right", "enter", "enter", "enter", "right", "p")
        await write(pilot, "milk")
        await pass_time(pilot, 9)
        assert app.screen is screen
        await pass_time(pilot, 600)
        await until(lambda: screen.closing and screen.ready)
    log.refresh()
    (ritual,) = of_kind(log, "ritual")
    assert ritual.parked == ("milk",)


async def test_the_scale_says_whether_and_by_what_keys_it_is_chosen(log: Companion, home: Places, still: Still) -> None:
    own(home, 'id="c"\nname="C"\nkey="k"\n[[ritual.steps]]\nid="a"\nkind="rate"\ntext="How close?"')
    for size in SIZES:
        async with opened(home, still, size) as (app, pilot):
            screen = await begin(pilot, "k")
            assert screen.query_one(Scale).has_focus
            assert "0 for ten" in seen(app) and "━" in seen(app)
            await pilot.press("tab")
            await pilot.pause()
            assert "0 for ten" not in seen(app) and "━" not in seen(app), "told apart without a colour"


async def test_a_paused_time_still_says_how_much_is_left(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("right", "right")
        await pilot.pause()
        await pass_time(pilot, 33)
        assert "space pause" in bar(app)[0]
        await pilot.press("space")
        await pilot.pause()
        assert re.search(r"\d:\d\d · paused", seen(app)) and "space resume" in bar(app)[0]


async def test_the_way_to_change_a_parked_line_is_in_the_bar(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("right", "right", "right", "right", "x")
        await pilot.pause()
        assert "enter add" in " ".join(bar(app))
        await pilot.press("enter")
        await pilot.pause()
        assert "enter next" in " ".join(bar(app)) and "backspace edit the last" in " ".join(bar(app))


@pytest.mark.parametrize("key", ["m", "r"])
async def test_the_keys_of_the_guide_are_one_line_on_a_small_screen(
    log: Companion, home: Places, still: Still, key: str
) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        screen = await begin(pilot, key)
        while (page := screen.shown) is not None:
            assert len(bar(app)) == 1 and "next" in bar(app)[0] and "esc leave" in bar(app)[0], bar(app)
            assert "park" in bar(app)[0] and "skip" in bar(app)[0] and "short" in bar(app)[0]
            await pilot.press("pagedown")
            await until(lambda page=page: screen.shown is not page and screen.ready)
            await pilot.pause()


async def test_another_question_can_be_drawn_where_one_types(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        await begin(pilot, "n")
        await pilot.press("right")
        await until(lambda: isinstance(app.focused, Words))
        assert "ctrl+o another" in " ".join(bar(app))
        before = app.screen.shown.question
        await pilot.press("o", "ctrl+o")
        assert said(app) == words.ITS_ANSWER and app.screen.shown.question == before
        await pilot.press("backspace", "ctrl+o")
        await until(lambda: app.screen.shown.question != before and app.screen.ready)
        assert isinstance(app.focused, Words)


async def test_after_a_to_do_the_cursor_is_where_it_was(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "right", "x", "tab", "p", "y", "enter")
        await until(lambda: said(app) == words.PARKED)
        assert app.focused is None
        await pilot.press("p", "escape")
        await pilot.pause()
        assert app.focused is None


async def test_a_long_to_do_hangs_behind_its_dot(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("right", "right", "right", "right")
        app.screen.query_one("ParkList Line", Line).value = "the tax letter, and the one from the school about the trip"
        await pilot.press("enter")
        await pilot.pause()
        rows = [row.rstrip() for row in seen(app).splitlines()]
        first = rows.index("  · the tax letter, and the one")
        assert rows[first + 1] == "    from the school about the trip"


def test_rings_are_even_at_every_radius() -> None:
    for radius in (n + 0.5 for n in range(3, 26)):
        dots = _circle(radius)
        turned = {(y, x) for x, y in dots}
        flipped = {(-1 - x, y) for x, y in dots} | {(x, -1 - y) for x, y in dots}
        assert dots == turned == flipped, "the same in all eight directions"
        for x, y in dots:
            beside = sum((x + dx, y + dy) in dots for dx in (-1, 0, 1) for dy in (-1, 0, 1)) - 1
            assert beside == 2, "one line without gaps or lumps"
        top = [dot for dot in dots if dot[1] == max(y for _, y in dots)]
        assert len(top) >= 4, "and no nose"
        spots = _spots(radius)
        assert spots == {(y, x) for x, y in spots} == {(-1 - x, y) for x, y in spots}


@pytest.mark.parametrize("size", SIZES)
async def test_the_number_stands_in_the_very_middle_of_the_circle(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("right")
        await pilot.pause()
        for seconds in (4, 0.5, 0.5, 0.5, 0.5):
            await pass_time(pilot, seconds)
            region = app.screen.query_one(Breath).region
            rows = [line[region.x : region.right] for line in seen(app).splitlines()[region.y : region.bottom]]
            drawn = [(x, y) for y, row in enumerate(rows) for x, sign in enumerate(row) if sign.strip()]
            (digit,) = [(x, y) for x, y in drawn if rows[y][x].isdigit()]
            columns, lines = [x for x, _ in drawn], [y for _, y in drawn]
            assert (min(columns) + max(columns), min(lines) + max(lines)) == (2 * digit[0], 2 * digit[1])


@pytest.mark.parametrize("size", SMALL)
async def test_sentences_end_with_no_word_alone(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    broken = 0
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "m")
        while not screen.closing:
            for place in ("#sentence", "#hint"):
                region = screen.query_one(place).region
                lines = [line.strip() for line in seen(app).splitlines()[region.y : region.bottom]]
                if len(lines) > 1:
                    broken += 1
                    assert len(lines[-1]) > len(lines[0]) / 2, lines
            await pilot.press("pagedown")
            await pilot.pause()
    assert broken


@pytest.mark.parametrize("size", SIZES)
async def test_what_helps_to_listen_is_in_sight_three_at_a_time(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "r")
        await pilot.press("right", "right")
        await pilot.pause()
        assert screen.shown is not None
        stems, seconds = screen.shown.step.stems, screen.shown.seconds or 0
        for first in range(0, len(stems), 3):
            assert [stem for stem in stems if stem in seen(app)] == list(stems[first : first + 3])
            await pass_time(pilot, seconds / 3 + 4)
            screen.query_one(Stems).tick()
            await pilot.pause()


# -- the log


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_log_invites_and_one_that_is_filtered_says_so(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.pause()
        assert words.NOTHING_KEPT in seen(app) and words.NOTHING_FITS not in seen(app)
        assert not app.screen.query_one("#detail").display, "no line parts nothing from nothing"
        assert bar(app) == ["esc back ? keys"]
        assert "f filter" not in seen(app)
        await pilot.press("escape", "a", "x", "enter", "2", "slash", "z")
        await pilot.pause()
        assert words.NOTHING_FITS in seen(app) and words.NOTHING_KEPT not in seen(app)
        assert "enter back to list" in bar(app)[0]


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_keeps_its_end(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    log.log.bid("away", "and more words that matter " * 30)
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert "Only you can see it here now." in " ".join(seen(app).split())
        await pilot.press("d")
        await pilot.pause()
        assert "Press u to undo" in seen(app) and " … " in seen(app)


async def test_a_notice_beside_a_long_list_is_no_line_of_it(log: Companion, home: Places, still: Still) -> None:
    for n in range(60):
        log.log.thank(f"thanks {n}")
    async with opened(home, still, (120, 40)) as (app, pilot):
        for key in ("2", "f6"):
            await pilot.press(key)
            await until(lambda: "thanks 59" in seen(app) and bool(app.screen.query("#body")))
            await pilot.pause()
            place, body = app.screen.query_one(Notice).region, app.screen.query_one("#body").region
            assert place.y == body.bottom + 1, "an empty line lies between the two"
            await pilot.press("escape")
            await until(lambda: isinstance(app.screen, TodayScreen))


async def test_words_in_quotation_marks_get_no_second_ones(log: Companion, home: Places, still: Still) -> None:
    log.log.bid("toward", "“Do you think I was too short?”")
    log.log.bid("away", "“Now?” she said")
    async with opened(home, still) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.pause()
        assert ": “Do you think I was too short?”" in seen(app) and "“““" not in seen(app)
        assert "““Now?” she said”" in seen(app), "as it was typed"


async def test_the_lines_of_the_log_are_as_wide_as_the_screen(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("soup")
    async with opened(home, still, (60, 20)) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.pause()
        assert app.screen.query_one("#detail").region.right == 60


# -- settings, first steps, welcome, bid


@pytest.mark.parametrize("size", SIZES)
async def test_a_setting_is_typed_where_it_stood_and_is_marked(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        app.screen.query_one("#ritual-morning", Setting).focus()
        await pilot.press("enter", "down")
        await pilot.pause()
        marked = [line for line in seen(app).splitlines() if "▸" in line]
        assert len(marked) == 1 and "Morning goodbye: time" in marked[0]
        await pilot.press("enter")
        await pilot.pause()
        (typed,) = [line for line in seen(app).splitlines() if "❯" in line]
        assert typed.index("06:00") == marked[0].index("06:00")
        assert "enter save" in bar(app)[0]
        await pilot.press(*"xx", "enter")
        await pilot.pause()
        assert "21:00–01:00”" in " ".join(seen(app).split()), "how to say it"


async def test_no_two_keys_in_the_settings_bar_have_one_word(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        app.screen.query_one("#theme", Setting).focus()
        await pilot.pause()
        assert "choose" in bar(app)[0] and "change" not in bar(app)[0]
        await pilot.press("escape", "f2")
        await until(lambda: app.screen.query("#days-morning"))
        await pilot.press("tab")
        await pilot.pause()
        assert bar(app)[0].count("change") == 1 and "to Today" in bar(app)[0]


async def test_no_label_of_the_settings_is_cut(home: Places, still: Still) -> None:
    Companion.begin(home, "Ana", "Ben", solo=True, time=still, plans=True).close()
    async with opened(home, still, (60, 20)) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.pause()
        assert words.THEIR_NAME_SHORT in seen(app)


async def test_the_first_run_says_enter_on_its_buttons_too(home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press(*"Ana", "enter", *"Ben", "tab", "tab")
        await pilot.pause()
        assert app.focused is app.screen.query_one("#begin")
        assert "enter continue" in bar(app)[0]
        assert app.focused.styles.background != app.screen.query_one("#leave").styles.background
        assert app.focused.styles.background != app.focused.styles.color


async def test_a_bids_choices_by_arrows_from_its_field_too(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("b", "2")
        await pilot.pause()
        assert "↑ choices" in bar(app)[0]
        await pilot.press("up", "down", "enter")
        await pilot.press(*"x", "enter")
        await pilot.pause()
    log.refresh()
    (kept,) = of_kind(log, "bid")
    assert (kept.response, kept.text) == ("against", "x")


# -- terminals that can show less


def test_marks_in_ascii_read_right() -> None:
    assert plainly("✓ 07:39, both") == "+ 07:39, both"
    assert plainly("thank Ben for …") == "thank Ben for ~" and plainly("thank Ben for …   ") == "thank Ben for ... "
    assert plainly("run 44 · best 51") == "run 44 : best 51"


@pytest.mark.parametrize("columns", [60, 80])
def test_with_few_colours_the_focus_is_seen(home: Places, screen: Screen, columns: int) -> None:
    from support.homes import begun

    begun(home, plans=True).close()
    today = screen(columns=columns, rows=24, TERM="xterm", COLORTERM="")
    today.wait_for("1 Today")
    today.type("\x1b[C")
    today.wait_for("▸ ")
    today.type(",")
    today.wait_for("▸ Your name")
    assert today.leave(b"\x11") == 0
