"""Insights: charts one beside the other, how far back they go, by key and by mouse, at every size."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from ritualtui.companion import demo
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.insights import InsightsScreen
from ritualtui.tui.widgets.chart import Chart
from support.contrast import READABLE, THEMES, worst
from support.full_screen import SIZES, click, opened, overlapping, part, place_of, seen, until
from support.homes import ANA, BEN, Still, begun

pytestmark = pytest.mark.sample(1)

NAMES = (
    "How we’re doing", "Bids, and how they were answered", "Days with an entry", "How steady the rituals are",
    "The last 90 days and the 90 before",
)  # fmt: skip


@pytest.fixture
def year(home: Places, still: Still) -> Places:
    demo.write(home, 7, still.now().date())
    return home


@asynccontextmanager
async def insights(
    home: Places, still: Still, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[RitualApp, Pilot[int]]]:
    """The screen, with its charts there."""
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("3")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        await pilot.pause()
        yield app, pilot


def shown(app: RitualApp) -> list[str]:
    """The lines of the chart."""
    region = app.screen.query_one(Chart).region
    return [line[region.x : region.right] for line in seen(app).splitlines()[region.y : region.bottom]]


@pytest.mark.slow
async def test_3_leads_to_the_charts_and_escape_back(year: Places, still: Still) -> None:
    async with opened(year, still) as (app, pilot):
        today = app.screen
        await pilot.press("3")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        await pilot.pause()
        assert NAMES[0] in seen(app)
        await pilot.press("escape")
        assert app.screen is today


@pytest.mark.slow
async def test_arrows_go_through_all_charts_and_round(year: Places, still: Still) -> None:
    async with insights(year, still) as (app, pilot):
        for name in (*NAMES[1:], NAMES[0]):
            await pilot.press("right")
            await pilot.pause()
            assert name in seen(app)
        await pilot.press("left")
        await pilot.pause()
        assert NAMES[-1] in seen(app)


@pytest.mark.slow
async def test_the_mouse_alone_does_it_all(year: Places, still: Still) -> None:
    async with opened(year, still, (120, 40)) as (app, pilot):
        today = app.screen
        await click(pilot, "app.place('insights')")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        await pilot.pause()
        for n, name in enumerate(NAMES):
            await click(pilot, f"screen.open({n})")
            assert name in seen(app)
        await click(pilot, "screen.step(-1)")
        assert NAMES[-2] in seen(app)
        await click(pilot, "screen.open(0)")
        before = shown(app)
        await click(pilot, "screen.range('365')")
        assert shown(app) != before
        await click(pilot, "screen.signal")
        assert "thank-yous" in seen(app)
        await click(pilot, "screen.back")
        assert app.screen is today


@pytest.mark.slow
async def test_a_range_is_chosen_by_key_and_marked_by_more_than_colour(year: Places, still: Still) -> None:
    async with insights(year, still) as (app, pilot):
        for key, of in (("r", "365"), ("r", "all"), ("r", "30"), ("up", "90"), ("up", "365"), ("down", "90")):
            await pilot.press(key)
            await pilot.pause()
            marked = {
                which
                for which in ("30", "90", "365", "all")
                if app.screen.get_style_at(*place_of(app, f"screen.range('{which}')")).underline
            }
            assert marked == {of}


@pytest.mark.slow
async def test_one_signal_alone_and_all_together_again(year: Places, still: Still) -> None:
    async with insights(year, still) as (app, pilot):
        names = (
            "thank-yous",
            "bids",
            "bids turned toward",
            "planned rituals done",
            "your closeness rating",
            "all together",
        )
        for name in names:
            await pilot.press("s")
            await pilot.pause()
            assert f"{NAMES[0]}, {name} " in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_overlaps_and_each_sentence_is_whole(year: Places, still: Still, size: tuple[int, int]) -> None:
    async with insights(year, still, size) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, InsightsScreen)
        for _ in NAMES:
            for _ in range(4):
                assert overlapping(app) == []
                said = " ".join(seen(app).split())
                assert "esc back" in seen(app).splitlines()[-1], "the keys are the last line, however tall the screen"
                assert screen.headline and " ".join(part(app, "#headline").split()) == screen.headline
                assert " ".join(screen.said.split()) in said
                assert screen.query_one(Chart).size.width < 50 or "…" not in seen(app), "every name is whole"
                assert sum(bool(line.strip()) for line in shown(app)) >= 4
                await pilot.press("r")
                await pilot.pause()
            await pilot.press("right")
            await pilot.pause()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(30, 10), (20, 5), (200, 60), (60, 12)])
async def test_no_size_ends_it(year: Places, still: Still, size: tuple[int, int]) -> None:
    async with insights(year, still, size) as (app, pilot):
        for key in ("right", "right", "r", "right", "r", "right", "r", "right", "s"):
            await pilot.press(key)
            await pilot.pause()
        assert isinstance(app.screen, InsightsScreen)


@pytest.mark.slow
async def test_with_nothing_logged_each_chart_has_a_kind_word(home: Places, still: Still) -> None:
    begun(home, still, plans=True).close()
    async with insights(home, still) as (app, pilot):
        for said in ("Nothing to draw yet.", "No bid has been logged yet.", "Nothing has been logged yet.",
                     "No ritual has been done yet.", "Nothing to compare yet."):  # fmt: skip
            assert said in " ".join(seen(app).split())
            await pilot.press("right")
            await pilot.pause()


@pytest.mark.slow
async def test_alone_it_is_worded_for_one(home: Places, still: Still) -> None:
    with begun(home, still, solo=True, plans=True) as companion:
        companion.log.thank("tea")
    async with insights(home, still) as (app, pilot):
        assert "How it’s going" in seen(app)
        for _ in NAMES:
            said = f" {' '.join(seen(app).split())} "
            assert " us" not in said.replace(" usual", "") and " our " not in said and " we " not in said
            await pilot.press("right")
            await pilot.pause()


@pytest.mark.slow
async def test_names_are_shown_and_not_obeyed(home: Places, still: Still) -> None:
    with Companion.begin(home, "Ana\u200f", "[b]Ben[/b]", time=still) as companion:
        shared = {"kind": "checkin", "by": companion.people.partner.id, "closeness": 7, "audience": "ours"}
        companion.log.add_all([shared, shared])
    async with insights(home, still) as (app, pilot):
        await pilot.press("left")
        await pilot.pause()
        assert "[b]Ben[/b]’s" in seen(app)


@pytest.mark.slow
async def test_what_is_logged_meanwhile_is_drawn(year: Places, still: Still) -> None:
    async with insights(year, still) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, InsightsScreen)
        await pilot.press("right")
        await pilot.pause()
        before = screen.material
        edges = int("".join(re.findall(r"(\d+) turned against", " ".join(seen(app).split()))) or 0)
        with Companion.open(year, "Ana", still) as other:
            for _ in range(20):
                other.log.bid("against", "x")
        screen.watch_log()
        await until(lambda: screen.material is not before)
        await pilot.pause()
        assert f"{edges + 20} turned against" in " ".join(seen(app).split())


@pytest.mark.slow
async def test_coming_back_reckons_nothing_anew(year: Places, still: Still) -> None:
    async with insights(year, still) as (app, pilot):
        first = app.screen
        assert isinstance(first, InsightsScreen)
        await pilot.press("escape")
        await pilot.press("3")
        await pilot.pause()
        assert isinstance(app.screen, InsightsScreen) and app.screen is not first
        assert app.screen.material is first.material


@pytest.mark.slow
async def test_leaving_while_it_reckons_ends_well(year: Places, still: Still) -> None:
    async with opened(year, still) as (app, pilot):
        for _ in range(3):
            await pilot.press("3", "right", "r", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, InsightsScreen)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
async def test_every_letter_can_be_read(
    year: Places, still: Still, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    async with insights(year, still, (100, 30)) as (app, pilot):
        for _ in NAMES:
            contrast, text = worst(app)
            assert contrast >= READABLE.get(theme, 4.5), text
            await pilot.press("right")
            await pilot.pause()


@pytest.mark.slow
async def test_without_utf_8_every_shape_keeps_its_difference(
    year: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Companion.open(year, "Ana", still) as companion:
        for response in ("toward", "away", "against", None):
            companion.log.bid(response, "")
    monkeypatch.setenv("LC_ALL", "C")
    async with insights(year, still) as (app, pilot):
        assert seen(app).isascii()
        assert {"|", "'", "."} <= set("".join(shown(app)))
        await pilot.press("right")
        await pilot.pause()
        named = ("turned toward", "turned away", "turned against", "no answer yet")
        signs = [next(line for line in shown(app) if name in line).partition(name)[0].split()[-1] for name in named]
        assert signs == ["#", "=", "x", ":"]
        await pilot.press("right", "r")
        await pilot.pause()
        legend = next(line for line in shown(app) if "fewer" in line)
        assert all(sign in legend for sign in (": + % #", "- paused"))


@pytest.mark.slow
async def test_a_log_of_more_than_a_century_is_shown_by_its_newest_years(home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        for year in (1900, 1950, 2026):
            companion.log.add({"kind": "bid", "from": ANA, "response": "toward", "at": f"{year}-03-02T12:00:00Z"})
            companion.log.add({"kind": "appreciation", "to": BEN, "text": "tea", "at": f"{year}-03-02T12:00:00Z"})
    async with insights(home, still) as (app, pilot):
        await pilot.press("r", "r", "right")
        await pilot.pause()
        assert any("█" in line for line in shown(app))
        await pilot.press("right")
        await pilot.pause()
        assert "2026" in seen(app) and "years before" in seen(app) and overlapping(app) == []


@pytest.mark.slow
async def test_at_its_smallest_no_legend_is_cut_and_the_sentence_stands_apart(year: Places, still: Still) -> None:
    async with insights(year, still, (60, 20)) as (app, pilot):
        for name in NAMES:
            assert name in seen(app)
            lines = seen(app).splitlines()
            sentence = app.screen.query_one("#said")
            if sentence.display:  # what it would say may be in the headline
                y = sentence.content_region.y
                assert not lines[y - 1].strip() and lines[y].strip(), seen(app)
            await pilot.press("right")
            await pilot.pause()
        await pilot.press("left")
        await pilot.pause()
        (legend,) = (line for line in shown(app) if line.count("–") == 2)
        before, now = (stretch.split() for stretch in legend.split("●"))
        assert len(before[1:]) == len(now) == 5, legend


@pytest.mark.slow
async def test_no_sentence_ends_with_a_word_by_itself(home: Places, still: Still) -> None:
    demo.write(home, 7, still.now().date(), 10)
    for size in SIZES:
        async with insights(home, still, size) as (app, pilot):
            for _ in NAMES:
                lines = part(app, "#said").splitlines()
                assert len(lines) < 2 or len(lines[-1].split()) > 1, lines
                await pilot.press("right")
                await pilot.pause()
