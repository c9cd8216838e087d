"""Pictures of the main screens. Changed on purpose? ``pytest tests/tui/test_screen_pictures.py --snapshot-update``."""

from importlib.metadata import version
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.image import SVGImageSnapshotExtension

from ritualtui.companion import demo
from ritualtui.companion.service import Companion
from ritualtui.companion.since_last_visit import Welcome
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.screens import help
from ritualtui.tui.screens.insights import InsightsScreen
from ritualtui.tui.widgets.fields import Words
from ritualtui.tui.widgets.nudge import NudgeWord
from support.full_screen import at_rest, begin, opened, pass_time, picture, seen, until, write
from support.homes import Still, begun
from support.lived_days import live
from support.private_space import door, enter

TAKEN_WITH = (8, 2, 8)
"""The Textual that the pictures were taken with; older ones draw the same screens a little otherwise."""

pytestmark = [
    pytest.mark.sample(1),
    pytest.mark.skipif(
        tuple(map(int, version("textual").split(".")[:3])) < TAKEN_WITH,
        reason=f"the pictures are of Textual {'.'.join(map(str, TAKEN_WITH))}",
    ),
]

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def drawn(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(SVGImageSnapshotExtension)


@pytest.fixture
def lived_in(log: Companion, home: Places, still: Still) -> Companion:
    """Two weeks in which most was done, and one was missed."""
    for day in range(14, 0, -1):
        for ritual, hour in (("morning", 7), ("reunion", 17), ("bedtime", 22)):
            if not (ritual == "reunion" and day in (3, 12)) and not (ritual == "morning" and day > 9):
                moment = still.now().replace(hour=hour)
                log.rituals.did(ritual, moment.replace(day=moment.day - day))
    log.rituals.did("morning", still.now().replace(hour=7, minute=42))
    log.log.thank("You stayed on the phone with my mother so that I could cook.", by=log.people.partner.id)
    log.log.add({"kind": "detail", "text": "her review", "due": log.today})
    still.set(still.now().replace(hour=18, minute=10))
    return log


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_today(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, _):
        assert picture(app) == drawn


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_today_by_light(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("TEXTUAL_THEME", "dawn")
    async with opened(home, still, size) as (app, _):
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_since_you_were_here(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    Welcome(lived_in).unseen()
    with Companion.open(home, "Ben", still) as his:
        still.move(minutes=5)
        his.log.thank("You looked up from the book and asked a second question after my first short answer.")
    still.move(hours=13)
    async with opened(home, still, size) as (app, _):
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_early_word(home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]) -> None:
    with begun(home, still, plans=True) as log:
        live(log, still, 35)
        live(log, still, 7, thanks=0, bids=1, toward=0, rituals=False, closeness=4)
    async with opened(home, still, size) as (app, pilot):
        await until(lambda: app.screen.query_one(NudgeWord).shown)
        await pilot.press("i")
        await until(lambda: "by chance" in seen(app))
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_first_steps(
    log: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f2")
        await until(lambda: words.FIRST_WHEN in seen(app))
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_help(
    log: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("question_mark")
        await until(lambda: help.TITLE in seen(app))
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_turns_to_listen(
    log: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("right", "right")
        await pilot.pause()
        await pass_time(pilot, 33)
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_breath(
    log: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await begin(pilot, "r")
        await pilot.press("right")
        await pilot.pause()
        await pass_time(pilot, 5)
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_thank_you(
    log: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right")
        field = screen.query_one(Words)
        field.insert("You stayed on the phone with my mother so that I could cook.")
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("page", ["listen", "feel"])
@pytest.mark.parametrize("size", [(60, 20), *SIZES], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_check_in(
    log: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int], page: str
) -> None:
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "c")
        while screen.shown is not None and screen.shown.step.kind != page:
            await pilot.press("right")
            await pilot.pause()
        await (pass_time(pilot, 33) if page == "listen" else pilot.press(*"tir", "enter", *"warm"))
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), *SIZES], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_together(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    for kind, field, text, due in (
        ("promise", "due", "ring the plumber", "2026-11-22"), ("milestone", "on", "the bus stop", "2026-11-28"),
        ("outing", "on", "a long walk", "2026-11-21"),
    ):  # fmt: skip
        lived_in.log.add({"kind": kind, field: due, "text": text})
    lived_in.log.bid(None, "Look, the heron")
    lived_in.coming.answer(lived_in.coming.find("long walk"), "done")
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        assert picture(app) == drawn


@pytest.fixture
def year(tmp_path: Path, still: Still, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A year of two people; the path that the settings show is the same at every run."""
    monkeypatch.chdir(tmp_path)
    home = Places("data", "config")
    demo.write(home, 7, still.now().date())
    return home


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_log(year: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with opened(year, still, size) as (app, pilot):
        await pilot.press("2")
        await until(lambda: " entries" in seen(app))
        await pilot.press("down", "down")
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_log_searched(year: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with opened(year, still, size) as (app, pilot):
        await pilot.press("2", "slash")
        await write(pilot, "soup")
        await until(lambda: " of 1," in seen(app))
        await pilot.press("enter")
        assert await at_rest(app, pilot) == drawn


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_settings(year: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with opened(year, still, size) as (app, pilot):
        await pilot.press("comma")
        await until(lambda: words.SET_PEOPLE in seen(app))
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_today_in_a_hard_season(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    lived_in.seasons.set("hard")
    async with opened(home, still, size) as (app, pilot):
        await until(lambda: "A hard season" in seen(app))
        assert await at_rest(app, pilot) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("what", ["decks", "card", "walk"])
async def test_questions(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, what: str, size: tuple[int, int]
) -> None:
    lived_in.questions.star("drm-012")
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f5", *{"decks": ["down"], "card": ["down", "enter"], "walk": ["down", "w"]}[what])
        await until(lambda: ("With a star" if what == "decks" else "a large wish") in seen(app))
        assert await at_rest(app, pilot) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_report(
    lived_in: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    lived_in.log.bid("away", "asked about Sunday")
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("f6", "down", "down", "a", "up")
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("chart", range(5))
async def test_insights(
    year: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int], chart: int
) -> None:
    async with opened(year, still, size) as (app, pilot):
        await pilot.press("3")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        await pilot.press(*["right"] * chart, *["r"] * (chart in (0, 2)))
        await pilot.pause()
        assert picture(app) == drawn


@pytest.fixture
def written(quick: Companion, still: Still) -> Companion:
    """A space of Ana's own in which she wrote on two days."""
    write = quick.private.write
    write("Slept badly. Ben made coffee before I asked.")
    still.move(minutes=7)
    write("a look up from the pan, and then the news", "reflection", set_="signs-other", prompt="reach")
    still.move(days=1)
    write("My own friends, without a report after.", "boundary", set_="boundaries", prompt="need")
    still.move(minutes=3)
    write("ring Mira on Thursday", "goal", set_="wellbeing", prompt="friends")
    return quick


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_door(
    quick: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await door(pilot)
        await pilot.pause()
        assert picture(app) == drawn


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_behind_the_door(
    written: Companion, home: Places, still: Still, drawn: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await enter(pilot)
        assert picture(app) == drawn


def test_no_picture_is_left_over(request: pytest.FixtureRequest) -> None:
    # In the quick tier a picture that no test took is nothing to tell: most are left to the other tests.
    tests = {test.name for test in request.node.parent.collect()}
    assert {path.stem for path in (Path(__file__).parent / "__snapshots__" / Path(__file__).stem).iterdir()} <= tests
