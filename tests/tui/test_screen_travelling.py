"""Rituals that come from another machine, on the full screen; and what files name that is not there."""

import json
import tomllib
import uuid
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ritualtui.companion.service import Companion
from ritualtui.companion.sync import merging
from ritualtui.kinds import Definition
from ritualtui.places import Places
from ritualtui.tui import themes, words
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.insights import InsightsScreen
from ritualtui.tui.screens.settings import SettingsScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.setting import Setting
from support import textual_inside
from support.full_screen import opened, seen, until
from support.homes import BEN, Still, begun

STEPS = [{"id": "sit", "kind": "say", "text": "Take the cups outside."}]
TEA = {"kind": "definition", "ritual": "tea", "name": "Tea on the [b]steps", "definition": {"steps": STEPS}}
SHOWN = "Tea on the [b]steps, here"


def comes(companion: Companion, *records: dict[str, Any]) -> None:
    """These come from Ben's machine."""
    found = {}
    for fields in records:
        ident = str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(fields)))
        common = {"id": ident, "stamp": "01a1ffbf75a0-0000-machineb", "by": BEN, "at": "2026-11-20T20:00:00+00:00",
                  "day": "2026-11-20", "audience": "ours"}  # fmt: skip
        found[str(int(ident.replace("-", ""), 16))] = msgspec.Raw(msgspec.json.encode({**common, **fields}))
    merging.take(companion, found)


@pytest.mark.slow
async def test_the_charts_open_on_a_ritual_that_nobody_here_knows(log: Companion, home: Places, still: Still) -> None:
    comes(log, {"kind": "ritual", "ritual": "from-long-ago", "present": "both", "complete": True})
    async with opened(home, still, (120, 40)) as (app, pilot):
        await pilot.press("3")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        for _ in range(5):
            await pilot.press("right")
            await pilot.pause()
            assert app.return_code is None
        await pilot.press("escape", "4")
        await pilot.pause()


@pytest.mark.slow
async def test_one_that_comes_while_today_is_open_can_be_done_and_hidden(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still, (100, 44)) as (app, pilot):
        assert "Tea" not in seen(app)
        comes(log, TEA)
        today = app.screen
        assert isinstance(today, TodayScreen)
        today.watch_log()
        await pilot.pause()
        assert "Tea on the [b]steps" in seen(app)

        app.rituals.begin("tea")
        await pilot.pause()
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, GuideScreen))
        await pilot.pause()
        assert "Take the cups outside." in seen(app)
        await pilot.press("escape")
        await until(lambda: app.screen is today)

        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.pause()
        line = app.screen.query_one("#shown-tea", Setting)
        assert (line.label, line.value) == (SHOWN, words.SHOWN)
        app.screen.set_focus(line)
        await pilot.press("right")
        await pilot.pause()
        assert line.value == words.HIDDEN
        assert not app.screen.query_one("#days-tea").display and not app.screen.query_one("#hours-tea").display
        assert tomllib.loads(Path(home.settings).read_text()) == {"hidden": ["tea"]}
        await pilot.press("escape")
        await until(lambda: app.screen is today)
        await until(lambda: "Tea" not in seen(app))

        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.pause()
        app.screen.set_focus(app.screen.query_one("#shown-tea", Setting))
        await pilot.press("left", "u", "u", "u", "escape")
        await until(lambda: app.screen is today)


@pytest.mark.slow
async def test_opening_the_screen_keeps_what_the_file_says(log: Companion, home: Places, still: Still) -> None:
    Path(home.own_rituals).parent.mkdir(parents=True, exist_ok=True)
    Path(home.own_rituals).write_text(
        '[[ritual]]\nid = "tea"\nname = "Tea"\n[[ritual.steps]]\nid = "a"\nkind = "say"\ntext = "Sit."\n'
    )
    async with opened(home, still) as (app, _):
        await until(lambda: app.companion is not None and app.companion.of(Definition))
    log.refresh()
    assert [one.name for one in log.of(Definition)] == ["Tea"]


async def test_a_theme_that_is_not_there_is_told_with_the_nearest(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('theme = "daun"\n')
    async with opened(home, still) as (app, _):
        await until(lambda: any("daun" in notice for notice in textual_inside.notices(app)))
        (told,) = [notice for notice in textual_inside.notices(app) if "daun" in notice]
        assert app.theme == themes.DEFAULT
        assert told.count("\n") == 0 and "there’s no theme “daun”" in told and "“dawn”" in told


async def test_with_every_ritual_hidden_today_and_the_settings_open(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('hidden = ["morning", "reunion", "bedtime", "checkin", "presence"]\n')
    async with opened(home, still) as (app, pilot):
        assert "Bedtime" not in seen(app)
        await pilot.press("comma")
        await until(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.pause()
        line = app.screen.query_one("#shown-bedtime", Setting)
        app.screen.set_focus(line)
        await pilot.press("right", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: "Bedtime" in seen(app))


@pytest.mark.slow
async def test_with_every_ritual_hidden_the_first_run_goes_through(home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('hidden = ["morning", "reunion", "bedtime", "checkin", "presence"]\n')
    begun(home, still, plans=True).close()
    from ritualtui.tui.screens.first_steps import FirstStepsScreen

    async with opened(home, still) as (app, pilot):
        await app.push_screen(FirstStepsScreen())
        await pilot.pause()
        assert "Morning goodbye" in seen(app)
