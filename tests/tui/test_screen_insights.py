"""Insights: charts one beside the other, how far back they go, by key and by mouse."""

import pytest
from faces import opened, seen, until
from homes import Still

from ritualtui.companion import demo
from ritualtui.places import Places
from ritualtui.tui.screens.insights import InsightsScreen


@pytest.fixture
def year(home: Places, still: Still) -> Places:
    demo.write(home, 7, still.now().date())
    return home


async def test_3_leads_to_the_charts_and_escape_back(year: Places, still: Still) -> None:
    async with opened(year, still) as (app, pilot):
        today = app.screen
        await pilot.press("3")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        await pilot.pause()
        assert "How we are going" in seen(app)
        assert "usual" in seen(app)
        await pilot.press("escape")
        assert app.screen is today
