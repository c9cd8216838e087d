"""A report on the full screen: what is in it is chosen by key or by mouse, looked at, and written where it says."""

import random
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import OutOfBounds, Pilot

from ritualtui.companion import demo
from ritualtui.companion.report.narrative import Sealed
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.practice import prompts
from ritualtui.tui.app import RitualApp
from ritualtui.tui.ascii_filter import plainly
from ritualtui.tui.screens.report import ReportScreen
from ritualtui.tui.screens.report_file import ReportFileScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.reportlist import ReportList
from ritualtui.tui.widgets.sentence import MEASURE
from support import report_readers
from support.full_screen import SIZES, click, opened, overlapping, part, rows, said, seen, until, write
from support.homes import ANA, BEN, Still

pytestmark = pytest.mark.sample(1)


@pytest.fixture
def five(log: Companion, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Companion:
    """Three thank-yous and two bids, of which the newest is the last; and what must never be seen."""
    monkeypatch.chdir(tmp_path)
    still.move(days=-3)
    log.log.thank("first thanks")
    still.move(days=1)
    log.log.thank("second thanks", by=BEN)
    log.log.bid("away", "first bid")
    still.move(days=1)
    log.log.add({"kind": "detail", "text": "ANAS-OWN"})
    log.log.add({"kind": "appreciation", "by": BEN, "to": ANA, "text": "BENS-OWN", "audience": "self"})
    log.log.thank("third thanks")
    log.log.bid("toward", "second bid")
    still.move(days=1)
    return log


@asynccontextmanager
async def reporting(
    home: Places, still: Still, size: tuple[int, int] = (80, 24), sealed: tuple[Sealed, ...] = (), **more: Any
) -> AsyncIterator[tuple[RitualApp, Pilot[int]]]:
    """The app, on a report."""
    async with opened(home, still, size, **more) as (app, pilot):
        if sealed:
            app.push_screen(ReportScreen(sealed))
        else:
            await pilot.press("f6")
        await until(lambda: isinstance(app.screen, ReportScreen))
        await pilot.pause()
        yield app, pilot


def marks(app: RitualApp) -> str:
    """The marks of the list, from above."""
    return "".join(row[0] for row in rows(app) if row[0] in "✓–")


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def written(pilot: Pilot[int], to: Path) -> str:
    """Write it to this file, by keys; returns what stands there."""
    await press(pilot, "w")
    assert isinstance(pilot.app.screen, ReportFileScreen)
    pilot.app.screen.query_one("#file").value = str(to)  # type: ignore[attr-defined]
    await pilot.press("enter")
    await until(lambda: "written to" in seen(pilot.app))  # type: ignore[arg-type]
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, ReportScreen)
    return to.read_text("utf-8")


# -- looking


@pytest.mark.slow
async def test_it_is_in_the_palette_and_not_on_today(five: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        assert "report" not in seen(app).casefold()
        await pilot.press("ctrl+p")
        await write(pilot, "report")
        await until(lambda: "first therapy session" in " ".join(seen(app).split()))
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, ReportScreen))
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_lines_are_all_in_at_first(
    five: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with reporting(home, still, size) as (app, pilot):
        assert "30 Aug – 21 Nov 2026" in part(app, "#choices").replace("\n", " ")
        assert part(app, "#count") == "5 of 5 included"
        assert "second bid" in rows(app)[1] and rows(app)[1].startswith("✓")
        assert overlapping(app) == []
        for _ in range(4):
            await press(pilot, "down")
        assert "first thanks" in part(app, "#detail")
        assert "OWN" not in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(42, 12), (20, 6), (200, 60)])
async def test_no_size_breaks_it(five: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    async with reporting(home, still) as (app, pilot):
        await pilot.resize_terminal(*size)
        await press(pilot, "space", "f", "escape", "w")
        assert isinstance(app.screen, ReportFileScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_chosen_breaks_before_no_single_word(
    five: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with reporting(home, still, size) as (app, pilot):
        await pilot.press("o")
        await pilot.pause()
        shown = part(app, "#choices").splitlines()
        assert len(shown) == (1 if size[0] == 120 else 2), shown
        assert all(len(line.split()) > 1 for line in shown), shown


@pytest.mark.slow
async def test_with_nothing_logged_there_is_nothing_to_write(log: Companion, home: Places, still: Still) -> None:
    async with reporting(home, still) as (app, pilot):
        assert part(app, "#count") == ""
        assert "Nothing here." in seen(app)
        assert not app.screen.query_one("#detail").display
        await press(pilot, "space", "a", "w", "u", "v", "r", "o", "n", "m")
        assert isinstance(app.screen, ReportScreen)
        assert "w write" not in seen(app)


@pytest.mark.slow
async def test_a_long_line_is_read_to_its_end(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("begin " + "and on " * 150 + "END-OF-IT")
    async with reporting(home, still) as (app, pilot):
        assert "v read on" in seen(app) and "END-OF-IT" not in seen(app)
        for _ in range(40):
            if "END-OF-IT" in part(app, "#detail"):
                break
            await press(pilot, "v")
        assert "END-OF-IT" in part(app, "#detail")
        await press(pilot, "v")
        assert "begin and on" in part(app, "#detail")


@pytest.mark.slow
async def test_hostile_words_are_text(log: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    for text in ("[red]x[/] [@click=app.quit]y[/]", "\u202egnp.exe", "<script>alert(1)</script>\n# heading"):
        log.log.thank(text)
    async with reporting(home, still, (120, 40)) as (app, pilot):
        shown = seen(app)
        assert "[red]x[/] [@click=app.quit]y[/]" in shown and "\u202e" not in shown
        assert "“<script>alert(1)</script> # heading”" in shown
        made, _ = report_readers.of_html(await written(pilot, tmp_path / "x.html"))
        assert "<script>alert(1)</script> # heading" in made and "[red]x[/]" in made


# -- choosing, by key


@pytest.mark.slow
async def test_space_takes_a_line_out_and_in_again(five: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    async with reporting(home, still) as (app, pilot):
        await press(pilot, "down", "space")
        assert marks(app) == "✓–✓✓✓"
        assert part(app, "#count") == "4 of 5 included"
        assert ": left out" in part(app, "#detail")
        text = await written(pilot, tmp_path / "x.html")
        assert "third thanks" not in text and "second thanks" in text
        await press(pilot, "space")
        assert marks(app) == "✓✓✓✓✓" and ": in" in part(app, "#detail")
        assert "third thanks" in await written(pilot, tmp_path / "y.html")


@pytest.mark.slow
async def test_a_is_all_of_a_kind_and_undo_brings_the_marks_back(five: Companion, home: Places, still: Still) -> None:
    async with reporting(home, still) as (app, pilot):
        await press(pilot, "down", "space", "a")
        assert marks(app) == "✓–✓––"
        assert part(app, "#count") == "2 of 5 included"
        assert "♥ 0/3" in part(app, "#kinds")
        await press(pilot, "u")
        assert marks(app) == "✓–✓✓✓"
        await press(pilot, "a", "a")
        assert marks(app) == "✓✓✓✓✓"
        await press(pilot, "u", "u", "u")
        assert marks(app) == "✓✓✓✓✓" and "u undo" not in part(app, "#keys")


@pytest.mark.slow
async def test_the_range_by_key_and_as_it_is_typed(five: Companion, home: Places, still: Still) -> None:
    async with reporting(home, still) as (app, pilot):
        for first in ("24 May", "22 Nov 2025", "18 Nov", "25 Oct", "30 Aug"):
            await press(pilot, "r")
            assert part(app, "#choices").startswith(f"r {first} – 21 Nov 2026"), first
        await press(pilot, "f")
        field = app.screen.query_one("#when")
        assert app.focused is field
        field.value = ""  # type: ignore[attr-defined]
        await write(pilot, "yesterday")
        await press(pilot, "enter")
        assert part(app, "#choices").startswith("r 20 Nov – 21 Nov 2026")
        assert part(app, "#count") == "2 of 2 included"
        await press(pilot, "f")
        await write(pilot, "x")
        await press(pilot, "enter")
        assert "I don’t understand the day “2026-11-2x0”" in said(app)
        await press(pilot, "escape", "t")
        await write(pilot, "3 days ago")
        await press(pilot, "enter")
        assert said(app) == "18 Nov 2026 is before 20 Nov 2026."
        await press(pilot, "escape", "f", *["backspace"] * 10, "enter", "t")
        await write(pilot, "2 days ago")
        await press(pilot, "enter")
        assert part(app, "#choices").startswith("r 18 Nov – 19 Nov 2026")
        assert part(app, "#count") == "3 of 3 included"


@pytest.mark.slow
async def test_letters_in_a_field_are_letters(five: Companion, home: Places, still: Still) -> None:
    async with reporting(home, still) as (app, pilot):
        await press(pilot, "t")
        await write(pilot, "a rown mu")
        assert app.screen.query_one("#when").value == "a rown mu"  # type: ignore[attr-defined]
        assert "enter use it" in part(app, "#keys") and "w write" not in part(app, "#keys")
        await press(pilot, "escape")
        assert part(app, "#count") == "5 of 5 included" and isinstance(app.screen, ReportScreen)


@pytest.mark.slow
async def test_own_lines_only_where_they_are_asked_for(
    five: Companion, home: Places, still: Still, tmp_path: Path
) -> None:
    async with reporting(home, still) as (app, pilot):
        assert "OWN" not in await written(pilot, tmp_path / "ours.html")
        await press(pilot, "o")
        assert "ANAS-OWN" in seen(app) and "(only you)" in seen(app) and "BENS-OWN" not in seen(app)
        await press(pilot, "w")
        assert "Only you have seen one of its lines so far." in " ".join(part(app, "#box").split())
        await press(pilot, "escape")
        made = await written(pilot, tmp_path / "own.html")
        assert "ANAS-OWN" in made and "BENS-OWN" not in made
        await press(pilot, "o")
        assert "ANAS-OWN" not in await written(pilot, tmp_path / "again.html")


@pytest.mark.slow
async def test_names_and_format(five: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    async with reporting(home, still) as (app, pilot):
        await press(pilot, "n", "n", "m")
        assert "m Markdown" in part(app, "#choices") and "n A and B" in part(app, "#choices")
        assert "A to B: “third thanks”" in rows(app)[2]
        made = await written(pilot, tmp_path / "x.md")
        assert made.startswith("# For a first session") and "A to B: “third thanks”" in made
        assert "Ana" not in made and "Ben" not in made


@pytest.mark.slow
async def test_sealed_entries_that_were_handed_in(five: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    entry = Sealed("2026-11-20", "2026-11-20T08:00:00+00:00", "journal", "SEALED-WORDS")
    async with reporting(home, still, sealed=(entry, entry._replace(text="SEALED-TOO"))) as (app, pilot):
        assert part(app, "#count") == "7 of 7 included"
        while "SEALED-TOO" not in part(app, "#detail"):
            await press(pilot, "down")
        await press(pilot, "space")
        made = await written(pilot, tmp_path / "x.html")
        assert "SEALED-WORDS" in made and "SEALED-TOO" not in made


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_each_kind_of_own_pages_is_told_from_the_others(
    five: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    page = Sealed("2026-11-20", "2026-11-20T08:00:00+00:00", "", "some words")
    sealed = [page._replace(kind=kind) for kind in (*prompts.KINDS, "from-a-newer-version")]
    async with reporting(home, still, size, sealed=tuple(sealed)) as (app, _):
        told = re.findall(r"(\S.*?) [\d/]+(?=  |$)", part(app, "#kinds"), re.M)
        assert len(told) == len(set(told)) == 2 + len(sealed), told
        assert len({plainly(kind) for kind in told}) == len(told), "in ASCII, too"
        assert "from-a-newer-version" in " ".join(told)
        assert "Ana, unsent draft: “some words”" in seen(app) or size == (60, 20), "there, it is further down"


# -- by mouse alone


@pytest.mark.slow
async def test_by_mouse_alone(five: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    async with reporting(home, still) as (app, pilot):
        place = app.screen.query_one(ReportList)
        await pilot.click(ReportList, offset=(30, 2))
        assert marks(app) == "✓✓✓✓✓" and "third thanks" in part(app, "#detail"), "words take the cursor"
        await pilot.click(ReportList, offset=(3, 2))
        await pilot.pause()
        assert marks(app) == "✓–✓✓✓", "the mark changes"
        await pilot.click(ReportList, offset=(3, 0))
        assert marks(app) == "✓–✓✓✓", "a heading has none"
        await click(pilot, "screen.mark")
        assert marks(app) == "✓✓✓✓✓"
        await click(pilot, "screen.whole_kind(0)")
        assert part(app, "#count") == "2 of 5 included"
        await click(pilot, "screen.undo")
        assert part(app, "#count") == "5 of 5 included"
        for action in ("screen.range", "screen.own", "screen.names", "screen.form"):
            before = part(app, "#choices")
            await click(pilot, action)
            assert part(app, "#choices") != before
        assert place.has_focus
        await click(pilot, "screen.when('since')")
        await click(pilot, "screen.keep")
        await click(pilot, "screen.write")
        await click(pilot, "screen.write")
        await until(lambda: "written to" in seen(app))
        await click(pilot, "screen.leave")
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, TodayScreen))
    (path,) = tmp_path.glob("report-*")
    assert path.name == "report-2026-11-21.md"


# -- writing


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_the_file_is_stands_in_full_lines(
    five: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with reporting(home, still, size) as (app, pilot):
        await press(pilot, "w")
        said = [line.strip(" │▏▕|") for line in part(app, "#plainly").splitlines() if line.strip()]
        room = min(app.screen.query_one("#plainly").content_size.width, MEASURE)
        assert len(said) == 2 and len(said[1].split()) > 2, said
        assert len(said[0]) <= room < len(said[0]) + 1 + len(said[1].split()[0]), said


@pytest.mark.slow
async def test_before_it_is_written_it_says_what_the_file_is(
    five: Companion, home: Places, still: Still, tmp_path: Path
) -> None:
    async with reporting(home, still) as (app, pilot):
        await press(pilot, "w")
        shown = " ".join(part(app, "#box").split())
        assert (
            "The file is not protected: whoever has it can read it. It contains words written by Ana and Ben." in shown
        )
        assert not list(tmp_path.glob("report-*"))
        await press(pilot, "escape", "w", "enter")
        await until(lambda: "written to" in seen(app))
        path = tmp_path / "report-2026-11-21.html"
        assert f"Fivelineswrittento{path}." in "".join(part(app, "#box").split())
        assert path.stat().st_mode & 0o777 == 0o600
        assert "enter write" not in seen(app)
        await press(pilot, "enter")
        assert len(list(tmp_path.glob("report-*"))) == 1


@pytest.mark.slow
async def test_nothing_is_written_over_and_what_is_wrong_is_said(
    five: Companion, home: Places, still: Still, tmp_path: Path
) -> None:
    (tmp_path / "mine").write_text("mine")
    async with reporting(home, still) as (app, pilot):
        await press(pilot, "w")
        field = app.screen.query_one("#file")
        for name, wrong in (("mine", "mine already exists. Choose another file name."), ("no/x", "There's no folder")):
            field.value = name  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(lambda wrong=wrong: wrong in seen(app))
            assert "--force" not in seen(app)
        field.value = " "  # type: ignore[attr-defined]
        await press(pilot, "enter")
        field.value = "yours"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: "written to" in seen(app))
    assert (tmp_path / "mine").read_text() == "mine" and (tmp_path / "yours").exists()


@pytest.mark.slow
async def test_what_changed_meanwhile_is_left_out(five: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    async with reporting(home, still) as (_, pilot):
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.thank("NEW AND UNSEEN")
            (first,) = (r for r in other.look.listed(words="first thanks"))
            other.log.edit(first.id, {"text": "NOT LOOKED AT"})
        await press(pilot, "r")
        made = await written(pilot, tmp_path / "x.html")
        assert "UNSEEN" not in made and "LOOKED AT" not in made and "second thanks" in made


@pytest.mark.slow
async def test_ten_years_are_drawn_where_one_looks(
    tmp_path: Path, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many lines there are, only those on the screen are put into words."""
    home = Places(str(tmp_path / "home"), str(tmp_path / "home"))
    demo.write(home, 7, still.now().date(), 1500)
    told: list[object] = []
    async with reporting(home, still) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReportScreen)
        retold = screen._retold
        real = type(retold).told
        monkeypatch.setattr(type(retold), "told", lambda self, line: (told.append(line), real(self, line))[1])
        await press(pilot, "r", "r", "r")
        assert screen._of_kind.total() > 5000
        for key in ("space", "end", "pageup", "a", "home"):
            told.clear()
            await press(pilot, key)
            assert len(told) < 120, key


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_careless_hands(five: Companion, home: Places, still: Still, seed: int) -> None:
    """Keys, clicks and sizes at random: it stays whole, and the log as it was."""
    hands = random.Random(seed)
    keys = [*"aaarftonmmuvwj", *["space", "space", "enter", "escape", "up", "down", "end", "backspace", "tab", "1"]]
    before = sorted((r.id, r.stamp) for r in five.visible())
    async with reporting(home, still) as (app, pilot):
        for _ in range(150):
            if not isinstance(app.screen, ReportScreen | ReportFileScreen):
                await pilot.press(*(["f6"] if isinstance(app.screen, TodayScreen) else ["escape"]))
            elif hands.random() < 0.85:
                await pilot.press(hands.choice(keys))
            elif hands.random() < 0.7:
                width, height = app.size
                with suppress(OutOfBounds):  # a screen that has just grown smaller
                    await pilot.click(offset=(hands.randrange(width), hands.randrange(height)))
            else:
                await pilot.resize_terminal(*hands.choice([*SIZES, (42, 12), (20, 6), (200, 60)]))
    five.refresh()
    assert sorted((r.id, r.stamp) for r in five.visible()) == before
