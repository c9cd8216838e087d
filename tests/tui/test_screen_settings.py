"""Settings: what the two agreed on goes into the log, how the screen looks into ``config.toml``; each as it is made."""

import re
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ritualtui.companion import agreements
from ritualtui.companion.service import Companion
from ritualtui.kinds import Plan
from ritualtui.places import Places
from ritualtui.practice import plans
from ritualtui.tui import words
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.help import HelpScreen
from ritualtui.tui.screens.keys import KeysScreen
from ritualtui.tui.screens.settings import SettingsScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.setting import Setting
from support import textual_inside
from support.full_screen import SIZES, click, opened, overlapping, said, seen, until, write
from support.homes import Still

pytestmark = pytest.mark.sample(1)

YOU, OTHER, PART, TURN = words.YOUR_NAME, words.THEIR_NAME, words.SET_PART, words.SET_TURN
DAYS, HOURS = "Reunion: days", "Reunion: time"
THEME, MOTION, BELL = words.SET_THEME, words.SET_MOTION, words.SET_BELL
LABELS = [
    YOU, OTHER, PART, words.SET_HERE, TURN, words.SET_BEGINS, words.SET_APART, words.SET_LEAP,
    words.SET_SEASON, "Morning goodbye", "Reunion", "Bedtime",
    "Check-in", "Being there", THEME, MOTION, BELL, words.SET_NUDGES, words.SET_KEYS,
]  # fmt: skip
ALL = (80, 36)
"""A screen on which every setting is in sight."""


@asynccontextmanager
async def setting(
    home: Places, still: Still, size: tuple[int, int] = ALL, **more: Any
) -> AsyncIterator[tuple[RitualApp, Pilot[int]]]:
    """The app, on the settings."""
    async with opened(home, still, size, **more) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.pause()
        yield app, pilot


def here(app: RitualApp) -> str:
    """The label of the setting that one is on."""
    focused = app.screen.focused
    settings = [one for one in app.screen.query(Setting) if focused is one or focused in one.children]
    line = seen(app).splitlines()[settings[0].region.y] if settings else ""
    said = line.strip(" ▸❯")
    detail = re.match(r"[^:]+: (days|time)(?= )", said)
    return detail[0] if detail else next((label for label in LABELS if said.startswith(label)), "")


def value(app: RitualApp, label: str) -> str:
    """What the screen shows behind ``label``."""
    lines = (line.strip(" ▸❯▁▂▃▄▅▆▇█") for line in seen(app).splitlines())
    return next(line for line in lines if line.startswith(label)).removeprefix(label).strip()


async def go(pilot: Pilot[int], label: str) -> None:
    """Down to the setting of this label."""
    app = pilot.app
    assert isinstance(app, RitualApp)
    for _ in range(30):
        if here(app) == label:
            return
        of, _, detail = label.partition(": ")
        folded = detail and here(app) == of and label not in seen(app)
        await pilot.press("enter" if folded else "down")
        await pilot.pause()
    raise AssertionError(f"{label} is not reached:\n{seen(app)}")


async def change(pilot: Pilot[int], label: str, text: str) -> None:
    """Set it to ``text``, as one types."""
    await go(pilot, label)
    await pilot.press("enter")
    await retype(pilot, text)


async def retype(pilot: Pilot[int], text: str) -> None:
    """Type ``text`` in place of what stands in the field, and keep it."""
    await pilot.press("ctrl+u")
    await write(pilot, text)
    await pilot.press("enter")
    await pilot.pause()


def names(home: Places, still: Still) -> tuple[str, str]:
    """Who the two are, as another process reads it."""
    with Companion.open(home, time=still) as other:
        return other.people.me.name, other.people.partner.name


def turn(home: Places, still: Still) -> int:
    """When a day turns, as another process reads it."""
    with Companion.open(home, time=still) as other:
        return other.turn


def reunion(home: Places, still: Still, back: int = 0) -> Plan:
    """The plan that was meant ``back`` days ago, as another process reads it."""
    with Companion.open(home, time=still) as other:
        ritual = other.rituals.find("reunion")
        meant = plans.planned([*plans.default(ritual), *agreements.all_plans(other)], "reunion")
        found = meant.plan(date.fromisoformat(other.today) - timedelta(days=back))
    assert found is not None
    return found


def journal(home: Places) -> bytes:
    """What was written down so far."""
    return Path(home.journal).read_bytes()


def config(home: Places, text: str) -> Path:
    """One's own ``config.toml``."""
    Path(home.config).mkdir(parents=True, exist_ok=True)
    Path(home.settings).write_text(text)
    return Path(home.settings)


# -- going through


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_every_setting_is_reached_by_arrows_and_seen(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with setting(home, still, size) as (app, pilot):
        for keys in (["down", "up"], ["j", "k"]):
            forth = []
            for _ in LABELS:
                forth.append(here(app))
                await pilot.press(keys[0])
                await pilot.pause()
            assert forth == LABELS
            for label in reversed(LABELS):
                await pilot.press(keys[1])
                await pilot.pause()
                assert here(app) == label


@pytest.mark.slow
async def test_to_the_last_setting_and_the_first(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still, (60, 20)) as (app, pilot):
        for key, at in (("end", LABELS[-1]), ("home", LABELS[0])):
            await pilot.press(key)
            await until(lambda at=at: here(app) == at and f"▸ {at}" in seen(app))
        assert words.SET_PEOPLE in seen(app)


@pytest.mark.slow
async def test_what_has_the_focus_stays_in_sight_on_a_smaller_screen(
    log: Companion, home: Places, still: Still
) -> None:
    async with setting(home, still, (120, 40)) as (app, pilot):
        while here(app) != words.SET_BELL:
            await pilot.press("down")
            await pilot.pause()
        for size in ((60, 20), (80, 24), (60, 12)):
            await pilot.resize_terminal(*size)
            await until(lambda: f"▸ {words.SET_BELL}" in seen(app))


@pytest.mark.slow
async def test_ones_own_rituals_are_there_too(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.own_rituals).write_text(
        '[[ritual]]\nid="lunch"\nname="[b]Lunch[/]"\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Eat."\n'
    )
    async with setting(home, still, (80, 40)) as (app, pilot):
        assert value(app, "[b]Lunch[/]") == "every day, any time"
        await pilot.press(*["up"] * 6, "enter")
        await until(lambda: "[b]Lunch[/]: days" in seen(app))
        assert value(app, "[b]Lunch[/]: days") == "every day"
        await pilot.press("enter")
        await retype(pilot, "sun")
        assert value(app, "[b]Lunch[/]: days") == "sun"
    with Companion.open(home, time=still) as other:
        assert agreements.in_force(other, other.rituals.find("[b]Lunch[/]")).days == ("sun",)


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 6), (200, 60), (1, 1)])
async def test_no_size_crashes_and_nothing_overlaps(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with setting(home, still, size) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape", "up", "right")
        await pilot.pause()
        await pilot.resize_terminal(30, 9)
        await pilot.pause()
        assert app.return_code is None
    async with setting(home, still, (120, 40)) as (app, _):
        assert not overlapping(app)


@pytest.mark.slow
async def test_it_opens_at_its_beginning(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still, (80, 24)) as (app, _):
        assert words.SET_PEOPLE in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_what_is_changed_stays_where_it_stood(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with setting(home, still, size) as (app, pilot):

        def column() -> int:
            return next(line.index("Ana") for line in seen(app).splitlines() if YOU in line)

        before = column()
        await pilot.press("enter")
        await pilot.pause()
        assert column() == before


@pytest.mark.slow
async def test_esc_leaves_the_field_then_the_settings(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        before = journal(home)
        for label in (YOU, OTHER, TURN, DAYS, HOURS):
            await go(pilot, label)
            stood = value(app, label)
            await pilot.press("enter")
            await write(pilot, "uxk")
            assert value(app, label) == f"{stood}uxk", "letters are letters"
            await pilot.press("escape")
            await pilot.pause()
            assert value(app, label) == stood
            assert here(app) == label
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        assert journal(home) == before


@pytest.mark.slow
async def test_esc_leaves_the_field_that_one_types_in(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await pilot.press("enter", "x", "tab", "enter", "y", "escape")
        await pilot.pause()
        assert value(app, OTHER) == "Ben"


@pytest.mark.sample(1)
@pytest.mark.parametrize("label", [YOU, TURN, DAYS, HOURS])
async def test_enter_on_what_stands_there_writes_nothing_new(
    log: Companion, home: Places, still: Still, label: str
) -> None:
    async with setting(home, still) as (app, pilot):
        await go(pilot, label)
        plan, stood = reunion(home, still), value(app, label)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert value(app, label) == stood
        assert said(app) == ""
    assert reunion(home, still).id == plan.id
    assert names(home, still) == ("Ana", "Ben")
    assert turn(home, still) == 4


# -- names


@pytest.mark.slow
async def test_both_names(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("the soup")
    async with setting(home, still) as (app, pilot):
        await change(pilot, YOU, "  Anna   Maria ")
        assert value(app, YOU) == "Anna Maria"
        assert said(app) == ""
        assert names(home, still) == ("Anna Maria", "Ben")
        await change(pilot, OTHER, "[b]Benno")
        assert value(app, OTHER) == "[b]Benno"
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen) and "Anna Maria" in seen(app))
        assert "thank [b]Benno for" in seen(app)
    assert names(home, still) == ("Anna Maria", "[b]Benno")
    with Companion.open(home, time=still) as other:
        assert [other.look.words(r) for r in other.look.listed()] == ["Anna Maria → [b]Benno: “the soup”"]


@pytest.mark.slow
async def test_names_where_the_other_sits_here(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still, who="Ben") as (app, pilot):
        assert (value(app, YOU), value(app, OTHER)) == ("Ben", "Ana")
        await change(pilot, YOU, "Benno")
        assert (value(app, YOU), value(app, OTHER)) == ("Benno", "Ana")
    assert names(home, still) == ("Ana", "Benno")


@pytest.mark.slow
async def test_the_head_knows_the_new_name(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, YOU, "Mia")
        assert value(app, YOU) == "Mia"
        assert "Mia" in seen(app).splitlines()[0]


@pytest.mark.slow
@pytest.mark.parametrize("label", [YOU, OTHER])
@pytest.mark.parametrize("text", ["", "same", "BOTH", "x" * 41, "-x"])
async def test_an_unfit_name_is_told_and_stays_to_be_mended(
    log: Companion, home: Places, still: Still, label: str, text: str
) -> None:
    if text == "same":
        text = "BEN" if label == YOU else "ANA"
    async with setting(home, still) as (app, pilot):
        before = journal(home)
        await change(pilot, label, text)
        assert said(app) and "\n" not in said(app)
        assert said(app)[:30] in seen(app)
        assert value(app, label) == text, "the field stays open with what was typed"
        assert journal(home) == before
        assert names(home, still) == ("Ana", "Ben")
        await retype(pilot, "Charlie")
        assert said(app) == "", "and it can be mended"
        assert value(app, label) == "Charlie"
    assert names(home, still) == (("Charlie", "Ben") if label == YOU else ("Ana", "Charlie"))


@pytest.mark.slow
async def test_an_unfit_name_left_by_esc_leaves_nothing_behind(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, YOU, "both")
        assert said(app)
        await pilot.press("escape")
        await pilot.pause()
        assert said(app) == ""
        assert value(app, YOU) == "Ana"


@pytest.mark.slow
async def test_beginning_alone_the_partners_name_may_wait(home: Places, still: Still) -> None:
    Companion.begin(home, "Ana", solo=True, time=still).close()
    async with setting(home, still) as (app, pilot):
        assert words.THEIR_NAME_SHORT in seen(app)
        await pilot.press("down", "enter")
        await retype(pilot, "Ben")
        assert said(app) == ""
    assert names(home, still) == ("Ana", "Ben")


# -- when a day turns


@pytest.mark.slow
@pytest.mark.parametrize(("text", "hour"), [("0", 0), ("5", 5), ("06:00", 6), ("12", 12)])
async def test_the_turning_hour(log: Companion, home: Places, still: Still, text: str, hour: int) -> None:
    async with setting(home, still) as (app, pilot):
        assert value(app, TURN) == "04:00"
        await change(pilot, TURN, text)
        assert value(app, TURN) == f"{hour:02d}:00"
        assert said(app) == ""
    assert turn(home, still) == hour


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "13", "-1", "four", "4:30", "4.5", "99999999999"])
async def test_an_unfit_turning_hour(log: Companion, home: Places, still: Still, text: str) -> None:
    async with setting(home, still) as (app, pilot):
        before = journal(home)
        await change(pilot, TURN, text)
        assert said(app) and "\n" not in said(app)
        assert said(app)[:40] in seen(app)
        assert value(app, TURN) == (text or "04:00"), "an empty field shows how it is written"
        assert journal(home) == before
        await retype(pilot, "3")
        assert said(app) == ""
    assert turn(home, still) == 3


# -- days and hours


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "days", "shown"),
    [
        ("weekdays", "mon tue wed thu fri", "weekdays"),
        ("Fri, mon tuesday", "mon tue fri", "mon tue fri"),
        ("WEEKEND", "sat sun", "weekend"),
        ("no day", "", "not planned"),
        ("not planned", "", "not planned"),
    ],
)
async def test_days_hold_from_today_on(
    log: Companion, home: Places, still: Still, text: str, days: str, shown: str
) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, DAYS, text)
        assert said(app) == ""
        assert value(app, DAYS) == shown
        if days:
            assert value(app, HOURS) == "16:00–20:00"
        else:
            assert HOURS not in seen(app), "without any day its hours say nothing"
        assert value(app, "Bedtime") == "every day, 21:00–01:00"
    now, before = reunion(home, still), reunion(home, still, back=1)
    assert (now.days, now.since) == (tuple(days.split()), "2026-11-21")
    assert (now.opens, now.closes) == ("16:00", "20:00")
    assert len(before.days) == 7, "yesterday goes on being meant as it was"


@pytest.mark.slow
async def test_a_ritual_is_one_line_until_it_is_opened(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        assert value(app, "Reunion") == "every day, 16:00–20:00" and DAYS not in seen(app)
        await go(pilot, "Reunion")
        await pilot.press("enter")
        await until(lambda: here(app) == DAYS and HOURS in seen(app))
        await pilot.press("enter")
        await retype(pilot, "weekdays")
        await pilot.press("up")
        await until(lambda: here(app) == "Reunion")
        assert value(app, "Reunion") == "weekdays, 16:00–20:00"
        await pilot.press("enter")
        await until(lambda: DAYS not in seen(app))
        assert here(app) == "Reunion" and said(app) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [("17:30-19", "17:30", "19:00"), ("22:00-01:00", "22:00", "01:00"), ("9.15 to 10.45", "09:15", "10:45")],
)
async def test_hours_hold_from_today_on(
    log: Companion, home: Places, still: Still, text: str, opens: str, closes: str
) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, HOURS, text)
        assert said(app) == ""
        assert value(app, HOURS) == f"{opens}–{closes}"
        assert value(app, DAYS) == "every day"
    now, before = reunion(home, still), reunion(home, still, back=1)
    assert (now.opens, now.closes, now.since) == (opens, closes, "2026-11-21")
    assert (before.opens, before.closes) == ("16:00", "20:00")


@pytest.mark.slow
async def test_today_shows_the_new_hours(log: Companion, home: Places, still: Still) -> None:
    still.move(hours=-8)
    async with setting(home, still) as (app, pilot):
        await change(pilot, HOURS, "17:30-19:00")
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen) and "from 17:30" in seen(app))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "text"),
    [
        (DAYS, "mon funday"), (DAYS, "t"), (DAYS, "someday"), (DAYS, "1 2"),
        (HOURS, ""), (HOURS, "25:00-26:00"), (HOURS, "17:60-19:00"), (HOURS, "17"), (HOURS, "evening"),
    ],
)  # fmt: skip
async def test_unfit_days_and_hours(log: Companion, home: Places, still: Still, label: str, text: str) -> None:
    async with setting(home, still) as (app, pilot):
        before = journal(home)
        await change(pilot, label, text)
        assert said(app) and "\n" not in said(app)
        assert said(app)[:40] in seen(app)
        assert value(app, label) == (text or words.SET_HOURS_HINT)
        assert journal(home) == before
        await retype(pilot, "sun" if label == DAYS else "18-19")
        assert said(app) == ""
    now = reunion(home, still)
    assert (now.days if label == DAYS else (now.opens, now.closes)) in (("sun",), ("18:00", "19:00"))


@pytest.mark.slow
async def test_no_words_are_no_days(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, DAYS, "")
        assert said(app)
    assert len(reunion(home, still).days) == 7


@pytest.mark.slow
async def test_what_stands_there_can_be_corrected_in_place(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await go(pilot, HOURS)
        await pilot.press("enter", *["backspace"] * 4)
        await write(pilot, "1:30")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == ""
    assert (reunion(home, still).opens, reunion(home, still).closes) == ("16:00", "21:30")


@pytest.mark.slow
async def test_undo_takes_back_hours_then_days(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, DAYS, "weekdays")
        await change(pilot, HOURS, "17-19")
        await pilot.press("u")
        await pilot.pause()
        assert value(app, HOURS) == "16:00–20:00"
        assert value(app, DAYS) == "weekdays"
        assert said(app) == words.SET_BACK.format(what=HOURS, value="16:00–20:00")
        await pilot.press("u")
        await pilot.pause()
        assert value(app, DAYS) == "every day"
        assert said(app) == words.SET_BACK.format(what=DAYS, value="every day")
    now = reunion(home, still)
    assert (len(now.days), now.opens, now.closes) == (7, "16:00", "20:00")


@pytest.mark.slow
async def test_undo_takes_back_names_and_the_look(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, OTHER, "Bo")
        await change(pilot, TURN, "5")
        await go(pilot, THEME)
        await pilot.press("right")
        await go(pilot, BELL)
        await pilot.press("space")
        await pilot.pause()
        for label, stood in ((BELL, "‹ on ›"), (THEME, "‹ hearth ›"), (TURN, "04:00"), (OTHER, "Ben")):
            assert value(app, label) != stood
            await pilot.press("u")
            await pilot.pause()
            assert value(app, label) == stood
            assert said(app) == words.SET_BACK.format(what=label, value=stood.strip("‹ ›"))
        assert app.theme == "hearth"
    kept = tomllib.loads(Path(home.settings).read_text())
    assert (kept["theme"], kept["bell"]) == ("hearth", True)
    assert (names(home, still), turn(home, still)) == (("Ana", "Ben"), 4)


@pytest.mark.slow
async def test_undo_takes_back_only_what_was_changed_here(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("the soup")
    async with setting(home, still) as (app, pilot):
        before = journal(home)
        await pilot.press("u")
        await pilot.pause()
        assert said(app) == words.NOTHING_TO_UNDO
        await change(pilot, DAYS, "weekdays")
        await pilot.press("u", "u")
        await pilot.pause()
        assert said(app) == words.NOTHING_TO_UNDO
        assert value(app, DAYS) == "every day"
        assert journal(home).startswith(before)
    with Companion.open(home, time=still) as other:
        assert [getattr(record, "text", "") for record in other.look.listed()] == ["the soup"]


@pytest.mark.slow
async def test_undo_never_does_again_what_it_took_back(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, DAYS, "weekdays")
        await pilot.press("u", "u")
        await pilot.pause()
        assert value(app, DAYS) == "every day"
    assert len(reunion(home, still).days) == 7


@pytest.mark.slow
async def test_undone_days_can_be_set_anew(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await change(pilot, DAYS, "weekdays")
        await pilot.press("u")
        await change(pilot, DAYS, "sat")
        assert value(app, DAYS) == "sat"
    assert reunion(home, still).days == ("sat",)


@pytest.mark.slow
async def test_what_cannot_be_kept_in_the_log_is_told(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await go(pilot, DAYS)
        aside = Path(home.home).rename(Path(home.home).with_name("elsewhere"))
        Path(home.home).write_text("in the way")
        await pilot.press("enter")
        await retype(pilot, "sun")
        assert said(app) and "\n" not in said(app)
        assert said(app)[:30] in seen(app)
        assert value(app, DAYS) == "sun"
        Path(home.home).unlink()
        aside.rename(home.home)
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == ""
    assert reunion(home, still).days == ("sun",)


# -- how it looks


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", '# mine\nbell = true # loud\n\n[keys]\n"today.thank" = "t" # thank\n'])
async def test_the_look_is_kept_in_the_file_and_comments_stay(
    log: Companion, home: Places, still: Still, text: str
) -> None:
    path = config(home, text) if text else Path(home.settings)

    def kept() -> dict[str, Any]:
        return tomllib.loads(path.read_text())

    async with setting(home, still) as (app, pilot):
        assert [value(app, label) for label in (THEME, MOTION, BELL)] == ["‹ hearth ›", "‹ on ›", "‹ on ›"]
        before = journal(home)
        await go(pilot, THEME)
        await pilot.press("right")
        await pilot.pause()
        theme = value(app, THEME).strip("‹ ›")
        assert theme != "hearth"
        assert (app.theme, kept()["theme"]) == (theme, theme)
        await pilot.press("left")
        await pilot.pause()
        assert (app.theme, kept()["theme"]) == ("hearth", "hearth")
        await pilot.press("left", "left", "space")
        await pilot.pause()
        other = value(app, THEME).strip("‹ ›")
        assert other not in ("hearth", theme)
        assert (app.theme, kept()["theme"]) == (other, other)
        await go(pilot, MOTION)
        await pilot.press("space")
        await pilot.pause()
        assert (value(app, MOTION), kept()["motion"]) == ("‹ off ›", "still")
        assert app.animation_level == "none"
        await pilot.press("left")
        await pilot.pause()
        assert (value(app, MOTION), kept()["motion"]) == ("‹ on ›", "full")
        await go(pilot, BELL)
        await pilot.press("enter")
        await pilot.pause()
        assert (value(app, BELL), kept()["bell"]) == ("‹ off ›", False)
        await pilot.press("right", "left")
        await pilot.pause()
        assert kept()["bell"] is False
        assert journal(home) == before, "nothing of it is the couple's"
    if text:
        for comment in ("# mine", "# loud", '"today.thank" = "t" # thank'):
            assert comment in path.read_text()
    async with setting(home, still) as (app, _):
        assert (app.theme, value(app, BELL)) == (other, "‹ off ›"), "and so it is the next time"


@pytest.mark.slow
async def test_every_theme_comes_by_and_the_round_closes(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await go(pilot, THEME)
        met = []
        for _ in range(len(app.themes_offered)):
            met.append(app.theme)
            await pilot.press("right")
            await pilot.pause()
        assert app.theme == "hearth"
        assert {"hearth", "dawn"} < set(met)
        assert len(set(met)) == len(met)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "key", "shown"),
    [(THEME, "right", "‹ hearth ›"), (MOTION, "space", "‹ on ›"), (BELL, "enter", "‹ on ›")],
)
@pytest.mark.parametrize("text", [None, 'theme = "x'])
async def test_a_file_that_cannot_be_written_is_told_and_nothing_changes(
    log: Companion, home: Places, still: Still, label: str, key: str, shown: str, text: str | None
) -> None:
    async with setting(home, still) as (app, pilot):
        if text is None:
            Path(home.config).parent.mkdir(parents=True, exist_ok=True)
            in_the_way = Path(home.config)
            in_the_way.write_text("a file where the folder should be")
        else:
            in_the_way = config(home, text)
        before = in_the_way.read_bytes()
        await go(pilot, label)
        await pilot.press(key)
        await pilot.pause()
        assert home.settings in said(app) and "\n" not in said(app)
        assert said(app)[:30] in seen(app)
        assert value(app, label) == shown
        assert app.theme == "hearth"
        assert in_the_way.read_bytes() == before
        in_the_way.unlink()
        await pilot.press(key)
        await pilot.pause()
        assert said(app) == ""
        assert value(app, label) != shown
    assert Path(home.settings).exists()


@pytest.mark.slow
async def test_a_change_from_outside_is_kept_and_read_at_the_next_start(
    log: Companion, home: Places, still: Still
) -> None:
    path = config(home, "bell = true\n")
    async with setting(home, still) as (app, pilot):
        path.write_text('# quiet now\nbell = false\nmotion = "still"\n')
        await go(pilot, THEME)
        assert value(app, BELL) == "‹ on ›"
        await pilot.press("right")
        await pilot.pause()
        theme = app.theme
    assert path.read_text().startswith('# quiet now\nbell = false\nmotion = "still"\n')
    async with setting(home, still) as (app, _):
        assert [value(app, label) for label in (THEME, MOTION, BELL)] == [f"‹ {theme} ›", "‹ off ›", "‹ off ›"]
        assert app.animation_level == "none"


async def test_a_mistake_in_the_file_is_told_at_the_start(log: Companion, home: Places, still: Still) -> None:
    config(home, 'theme = "dawn"\nmoton = "still"\n')
    async with opened(home, still, (120, 40)) as (app, _):
        await until(lambda: any("did you mean “motion”?" in notice for notice in textual_inside.notices(app)))
        assert app.theme == "dawn"


@pytest.mark.slow
async def test_it_leads_to_the_keys_and_says_how_many_are_ones_own(log: Companion, home: Places, still: Still) -> None:
    config(home, '[keys]\n"today.thank" = "h"\n')
    async with setting(home, still) as (app, pilot):
        await pilot.press("end")
        await pilot.pause()
        assert "▸ Keys" in seen(app) and words.SET_KEYS_OWN.format(count=1) in seen(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, KeysScreen))
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, SettingsScreen))


# -- by mouse alone


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ident", "text", "shown"),
    [
        ("me", "Mia", "Mia"), ("partner", "Bo", "Bo"), ("turn", "5", "05:00"), ("days-reunion", "sun", "sun"),
        ("hours-bedtime", "20-21", "20:00–21:00"),
    ],
)  # fmt: skip
async def test_a_click_opens_what_is_typed(
    log: Companion, home: Places, still: Still, ident: str, text: str, shown: str
) -> None:
    async with setting(home, still) as (app, pilot):
        _, _, ritual = ident.partition("-")
        if ritual:
            await pilot.click(f"#ritual-{ritual}")
            await pilot.pause()
        await pilot.click(f"#{ident}")
        await pilot.pause()
        label = here(app)
        await retype(pilot, text)
        assert said(app) == ""
        assert value(app, label) == shown


@pytest.mark.slow
async def test_a_click_changes_what_is_chosen(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still, (80, 30)) as (app, pilot):
        for ident, label in (("theme", THEME), ("motion", MOTION), ("bell", BELL)):
            before = value(app, label)
            await pilot.click(f"#{ident}")
            await pilot.pause()
            assert value(app, label) != before
            assert here(app) == label
    kept = tomllib.loads(Path(home.settings).read_text())
    assert (kept["motion"], kept["bell"]) == ("still", False)


@pytest.mark.slow
async def test_undo_help_and_back_by_mouse(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("comma")
        await pilot.pause()
        await change(pilot, DAYS, "sun")
        await click(pilot, "screen.undo")
        assert value(app, DAYS) == "every day"
        await click(pilot, "app.help")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#days-reunion")
        await pilot.pause()
        assert "undo" not in seen(app).splitlines()[-1], "it is being typed"
        await click(pilot, "screen.back")
        assert value(app, DAYS) == "every day"
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_what_is_typed_can_be_kept_by_mouse(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (_, pilot):
        await pilot.press("down", "enter")
        await write(pilot, "no")
        await click_on(pilot, "enter save")
        assert names(home, still) == ("Ana", "Benno")


@pytest.mark.slow
async def test_a_field_is_opened_by_the_last_line(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await click_on(pilot, "enter change")
        await write(pilot, "x")
        assert value(app, YOU) == "Anax"


@pytest.mark.slow
async def test_a_choice_is_walked_by_the_last_line(log: Companion, home: Places, still: Still) -> None:
    async with setting(home, still) as (app, pilot):
        await go(pilot, BELL)
        await click_on(pilot, "→ choose")
        assert value(app, BELL) == "‹ off ›"


async def click_on(pilot: Pilot[int], text: str) -> None:
    """Click the words where they stand."""
    app = pilot.app
    assert isinstance(app, RitualApp)
    for y, line in enumerate(seen(app).splitlines()):
        if text in line:
            await pilot.click(offset=(line.index(text) + len(text) - 2, y))
            await pilot.pause()
            return
    raise AssertionError(f"{text!r} is not there:\n{seen(app)}")
