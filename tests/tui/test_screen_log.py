"""The log: found as one types, corrected where it stands, by keys or by mouse; another's own is never in it."""

import resource
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ritualtui import freetext, kinds, messages
from ritualtui.companion import agreements, partners_copy
from ritualtui.companion.open_log import Edit
from ritualtui.companion.service import Companion
from ritualtui.kinds import Record
from ritualtui.places import Places
from ritualtui.tui import words
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.help import HelpScreen
from ritualtui.tui.screens.log import LogScreen
from ritualtui.tui.screens.log_filter import FilterScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.keybar import KeyBar
from support.full_screen import SIZES, click, opened, overlapping, part, rows, said, seen, until, write
from support.homes import ANA, BEN, Still
from support.watched_terminal import Screen

pytestmark = pytest.mark.sample(1)

SOUP, HERON, CAP = "You made soup.", "the heron", "the grey cap"
"""What stands in the log of ``three``, the newest first: Ana's thanks, Ana's line about Ben's bid, Ben's thanks."""


@pytest.fixture
def three(log: Companion, still: Still) -> Companion:
    log.log.thank(CAP, by=BEN)
    still.move(minutes=1)
    log.log.bid(None, HERON)
    still.move(minutes=1)
    log.log.thank(SOUP)
    still.move(minutes=1)
    return log


@pytest.fixture
def forty(log: Companion, still: Still) -> Companion:
    """Forty appreciations over some days; the newest has the highest number."""
    still.move(days=-9)
    for number in range(40):
        log.log.thank(f"number {number:02d}")
        still.move(hours=5)
    return log


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow, as on a full disk; it holds for root, too."""
    before, written = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # Python would leave halves of its own compiled files
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = written


@asynccontextmanager
async def reading(
    home: Places, still: Still, size: tuple[int, int] = (80, 24), **more: Any
) -> AsyncIterator[tuple[RitualApp, Pilot[int]]]:
    """The app, on the log."""
    async with opened(home, still, size, **more) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.pause()
        yield app, pilot


def chosen(app: RitualApp) -> str:
    """What is told about the record under the cursor."""
    return part(app, "#detail")


async def on(pilot: Pilot[int], text: str) -> None:
    """Go down to the record with these words."""
    for _ in range(60):
        if text in chosen(pilot.app):  # type: ignore[arg-type]
            return
        await pilot.press("down")
        await pilot.pause()
    raise AssertionError(f"nothing says {text!r}")


def held(home: Places, still: Still, who: str | None = None) -> dict[str, Record]:
    """What another process finds in the log, by its words."""
    with Companion.open(home, who=who, time=still) as other:
        return {getattr(record, "text", ""): record for record in other.look.listed()}


def journal(home: Places) -> bytes:
    """What was written down so far."""
    return Path(home.journal).read_bytes()


def offered(app: RitualApp) -> str:
    """The keys that the last line offers."""
    return part(app, "#keys")


# -- looking


async def test_it_lists_the_days_newest_first(three: Companion, home: Places, still: Still) -> None:
    still.move(days=1)
    three.log.thank("the day after")
    async with reading(home, still) as (app, _):
        assert rows(app) == [
            "Sunday 22 November 2026",
            "20:18  ♥  Ana → Ben: “the day after”",
            "Saturday 21 November 2026",
            f"20:17  ♥  Ana → Ben: “{SOUP}”",
            f"20:16  ◇  Ben’s bid (no answer yet): “{HERON}”",
            f"♥  Ben → Ana: “{CAP}”",  # the hour is his
        ]
        assert "4 entries" in part(app, "#filtered")
        assert chosen(app).split("\n")[0] == "Appreciation, Ana, Sunday 22 November 2026, 20:18"


@pytest.mark.slow
async def test_a_long_text_is_cut_in_the_list_and_whole_below(log: Companion, home: Places, still: Still) -> None:
    log.log.thank("word " * 40 + "end")
    async with reading(home, still) as (app, _):
        assert rows(app)[1].endswith("…")
        assert "end" in chosen(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_long_text_is_read_to_its_end(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    log.log.thank("begin " + "and on " * 300 + "END-OF-IT")
    log.log.thank("the soup")
    async with reading(home, still, size) as (app, pilot):
        assert "read on" not in seen(app)
        await pilot.press("down")
        await until(lambda: "v read on" in seen(app))
        assert "END-OF-IT" not in seen(app)
        for _ in range(40):
            if "END-OF-IT" in part(app, "#detail"):
                break
            await pilot.press("v")
            await pilot.pause()
        assert "END-OF-IT" in part(app, "#detail") and overlapping(app) == []
        await pilot.press("v")
        await pilot.pause()
        assert "begin and on" in part(app, "#detail")
        await pilot.press("v", "up")
        await until(lambda: "read on" not in seen(app) and "the soup" in part(app, "#detail"))


@pytest.mark.slow
@pytest.mark.parametrize(("down", "up"), [("down", "up"), ("j", "k")])
async def test_the_cursor_goes_record_by_record(
    forty: Companion, home: Places, still: Still, down: str, up: str
) -> None:
    async with reading(home, still) as (app, pilot):
        for number in range(39, -1, -1):
            assert f"number {number:02d}" in chosen(app)
            assert any(f"number {number:02d}" in row for row in rows(app)), "it stays in sight"
            await pilot.press(down)
            await pilot.pause()
        assert "number 00" in chosen(app), "and stays on the last"
        for number in range(1, 40):
            await pilot.press(up)
            await pilot.pause()
            assert f"number {number:02d}" in chosen(app)
        await pilot.press(up)
        await pilot.pause()
        assert "number 39" in chosen(app)
        assert "November 2026" in rows(app)[0], "the heading of the first day, too"


@pytest.mark.slow
async def test_home_and_end(forty: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("end")
        await pilot.pause()
        assert "number 00" in chosen(app)
        assert "number 00" in rows(app)[-1]
        await pilot.press("home")
        await pilot.pause()
        assert "number 39" in chosen(app)
        assert "number 39" in rows(app)[1]


@pytest.mark.slow
async def test_a_screenful_leaves_none_out(forty: Companion, home: Places, still: Still) -> None:
    everything = {f"number {number:02d}" for number in range(40)}
    async with reading(home, still) as (app, pilot):
        for key, end in (("pagedown", "number 00"), ("pageup", "number 39")):
            shown, presses = part(app, "#list"), 0
            while end not in chosen(app):
                await pilot.press(key)
                await pilot.pause()
                shown += part(app, "#list")
                presses += 1
                assert presses < 30
            assert {text for text in everything if text in shown} == everything
            assert presses > 2


@pytest.mark.parametrize("keys", [["up"], ["down"], ["home"], ["end"], ["pageup"], ["pagedown"], list("ersdupf")])
async def test_an_empty_log_takes_every_key(log: Companion, home: Places, still: Still, keys: list[str]) -> None:
    async with reading(home, still) as (app, pilot):
        assert "0 entries" in part(app, "#filtered")
        assert rows(app) == [words.NOTHING_KEPT]
        assert not any(word in offered(app) for word in ("edit", "remove", "s share", "met"))
        before = journal(home)
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, LogScreen)
    assert journal(home) == before


@pytest.mark.slow
async def test_an_empty_log_is_not_a_search_without_an_answer(log: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, _):
        assert rows(app) == [words.NOTHING_KEPT]
        assert words.NOTHING_FITS not in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 6), (200, 60), (1, 1)])
async def test_no_size_crashes_and_nothing_overlaps(
    forty: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with reading(home, still, size) as (app, pilot):
        for keys in ([], ["e"], ["escape", "slash", "x"]):
            await pilot.press(*keys)
            await pilot.pause()
            if size in SIZES:
                assert not overlapping(app)
        await pilot.resize_terminal(30, 9)
        await pilot.pause()
        assert app.return_code is None


# -- finding


@pytest.mark.slow
async def test_it_finds_as_one_types(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("slash")
        for letter, count in (("S", "1 of 3"), ("o", "1 of 3"), ("u", "1 of 3"), ("x", "0 of 3")):
            await write(pilot, letter)
            await pilot.pause()
            assert part(app, "#filtered").strip() == count
        assert words.NOTHING_FITS in seen(app)
        assert SOUP not in seen(app), "what was under the cursor is not shown any more"
        await pilot.press("backspace")
        await pilot.pause()
        assert rows(app)[1:] == [f"20:17  ♥  Ana → Ben: “{SOUP}”"]
        assert SOUP in chosen(app)
        assert words.NOTHING_FITS not in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("heron", {HERON}), ("BID", {HERON}), ("grey ana", {CAP}), ("open", {HERON}), ("ben soup", {SOUP}),
        ("soup heron", set()), ("duefr", set()), ("  ", {SOUP, HERON, CAP}),
    ],
)  # fmt: skip
async def test_words_names_and_kinds_are_found(
    three: Companion, home: Places, still: Still, typed: str, found: set[str]
) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("slash")
        await write(pilot, typed)
        await pilot.pause()
        shown = part(app, "#list")
        assert {text for text in (SOUP, HERON, CAP) if text in shown} == found
    assert set(held(home, still)) == {SOUP, HERON, CAP}, "no letter typed was taken for a command"


@pytest.mark.slow
async def test_enter_goes_from_the_filter_to_what_was_found(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("slash")
        await write(pilot, "the")
        await pilot.press("enter", "down")
        await pilot.pause()
        assert CAP in chosen(app)
        assert "2 of 3" in part(app, "#filtered"), "and the filter stays"


@pytest.mark.slow
async def test_esc_leaves_the_field_then_the_filter_then_the_log(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        await pilot.press("slash")
        await write(pilot, "soup")
        await pilot.press("enter", "e")
        await write(pilot, "x")
        assert f"{SOUP}x" in chosen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert f"{SOUP}x" not in seen(app)
        assert "1 of 3" in part(app, "#filtered")
        await pilot.press("escape")
        await pilot.pause()
        assert "3 entries" in part(app, "#filtered")
        assert "soup" not in part(app, "#filter")
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
    assert journal(home) == before


@pytest.mark.slow
async def test_esc_out_of_an_empty_filter_goes_to_the_list(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("slash", "escape", "down")
        await pilot.pause()
        assert isinstance(app.screen, LogScreen)
        assert HERON in chosen(app)


async def menu(pilot: Pilot[int], *keys: str) -> str:
    """Open the filter's menu, press ``keys`` and show what is chosen; what the menu showed before."""
    await pilot.press("f")
    await until(lambda: isinstance(pilot.app.screen, FilterScreen))
    await pilot.press(*keys)
    await pilot.pause()
    shown = seen(pilot.app)
    await pilot.press("enter")
    await until(lambda: isinstance(pilot.app.screen, LogScreen))
    await pilot.pause()
    return shown


@pytest.mark.slow
async def test_the_filter_is_a_menu_with_counts(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (_, pilot):
        rows = [
            " ".join(line.split("│")[1].split()) for line in (await menu(pilot)).splitlines() if line.count("│") == 2
        ]
        counted = [row for row in rows if row[-1:].isdigit()]
        assert counted == ["from you 2", "from Ben 1", "♥ appreciations 2", "◇ bids 1"]


@pytest.mark.slow
async def test_kinds_and_people_are_chosen_together_and_said_in_words(
    three: Companion, home: Places, still: Still
) -> None:
    async with reading(home, still) as (app, pilot):
        for keys, label, found in (
            ((*"appre", "space"), "appreciations   2 of 3", {SOUP, CAP}),
            ((*"bids", "space"), "appreciations, bids   3 entries", {SOUP, HERON, CAP}),
            ((*"you", "space"), "appreciations, bids, from you   2 of 3", {SOUP, HERON}),
            (("backspace", *"ben"), "3 entries", {SOUP, HERON, CAP}),
            ((*"ben",), "from Ben   1 of 3", {CAP}),
        ):  # fmt: skip
            await menu(pilot, *keys)
            assert part(app, "#filtered").strip() == label
            shown = part(app, "#list")
            assert {text for text in (SOUP, HERON, CAP) if text in shown} == found


@pytest.mark.slow
async def test_tags_are_rows_too(three: Companion, home: Places, still: Still) -> None:
    for text, tags in (("a", ("Home", "garden")), ("b", ("home", "home")), ("c", ("home",)), ("d", ("[red]",))):
        still.move(minutes=1)
        three.log.thank(text, tags=tags)
    async with reading(home, still) as (app, pilot):
        shown = await menu(pilot, "#")
        rows = [" ".join(line.split("│")[1].split()) for line in shown.splitlines() if line.count("│") == 2]
        assert [row for row in rows if row[-1:].isdigit()] == ["#home 3", "#[red] 1", "#garden 1"]
        assert part(app, "#filtered").strip() == "#home   3 of 7"
        assert "#Home" in part(app, "#list"), "in any case"
        await menu(pilot, *"garden", "space", *["backspace"] * 6, *"you", "space")
        assert part(app, "#filtered").strip() == "from you, #garden, #home   3 of 7"
        await menu(pilot, *"bids", "space")
        assert part(app, "#filtered").strip() == "bids, from you, #garden, #home   0 of 7"
        await menu(pilot, "backspace", *"red", "space")
        assert part(app, "#filtered").strip() == "#[red]   1 of 7"


@pytest.mark.slow
async def test_esc_leaves_the_filter_as_it_was(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await menu(pilot, *"bids")
        await pilot.press("f", "down", "space", "escape")
        await until(lambda: isinstance(app.screen, LogScreen))
        assert part(app, "#filtered").strip() == "bids   1 of 3"
        await pilot.press("backspace")
        await pilot.pause()
        assert part(app, "#filtered").strip() == "3 entries"


@pytest.mark.slow
async def test_words_kind_and_person_hold_together_and_esc_ends_all(
    three: Companion, home: Places, still: Still
) -> None:
    async with reading(home, still) as (app, pilot):
        await menu(pilot, *"appre", "space", *["backspace"] * 5, *"you", "space")
        await pilot.press("slash")
        await write(pilot, "soup")
        await pilot.pause()
        assert part(app, "#filtered").strip() == "appreciations, from you   1 of 3"
        await write(pilot, "x")
        await pilot.pause()
        nothing = " ".join(part(app, "#list").split())
        assert nothing == words.NOTHING_FITS_IN.format(only="appreciations, from you")
        await pilot.press("escape")
        await pilot.pause()
        assert part(app, "#filtered").strip() == "3 entries"
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_the_last_of_a_kind_removed_and_back(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await menu(pilot, *"bids")
        await pilot.press("d")
        await pilot.pause()
        assert part(app, "#filtered").strip() == "bids   0 of 2"
        await pilot.press("u")
        await pilot.pause()
        assert part(app, "#filtered").strip() == "bids   1 of 3"
        assert HERON in chosen(app)


# -- correcting


@pytest.mark.slow
async def test_an_edit_is_kept_by_enter(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("e")
        await write(pilot, " q d u")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.CHANGED
        assert f"“{SOUP} q d u”" in part(app, "#list")
        await pilot.press("down")
        await pilot.pause()
        assert HERON in chosen(app), "the arrows are the list's again"
    kept = held(home, still)
    assert set(kept) == {f"{SOUP} q d u", HERON, CAP}
    assert (kept[f"{SOUP} q d u"].by, kept[f"{SOUP} q d u"].at[11:16]) == (ANA, "20:17"), "only the words are new"


@pytest.mark.slow
async def test_a_partners_words_can_be_corrected(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (_, pilot):
        await on(pilot, CAP)
        await pilot.press("e")
        await write(pilot, "!")
        await pilot.press("enter")
        await pilot.pause()
    kept = held(home, still, "Ben")
    assert kept[f"{CAP}!"].by == BEN


@pytest.mark.slow
@pytest.mark.parametrize("keys", [["x", "escape"], ["enter"], ["x", "backspace", "enter"]])
async def test_an_edit_left_or_unchanged_writes_nothing(
    three: Companion, home: Places, still: Still, keys: list[str]
) -> None:
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        await pilot.press("e")
        assert "enter save" in offered(app)
        await pilot.press(*keys)
        await pilot.pause()
        assert "enter save" not in offered(app)
        assert isinstance(app.screen, LogScreen)
        assert said(app) == ""
        assert chosen(app).split("\n")[-1] == SOUP
    assert journal(home) == before


@pytest.mark.slow
async def test_several_lines_are_refused_with_the_way_to_do_it(
    log: Companion, home: Places, still: Still, run: Callable[..., Any]
) -> None:
    ident = log.log.thank("one\ntwo")["id"]
    async with reading(home, still, (100, 30)) as (app, pilot):
        assert chosen(app).split("\n")[-2:] == ["one", "two"]
        before = journal(home)
        await pilot.press("e", "x")
        await pilot.pause()
        assert said(app) == f"This has several lines: `ritualtui edit {ident[-6:]} -` takes them from standard input."
        assert said(app) in seen(app)
        assert "enter save" not in offered(app)
        assert journal(home) == before
        command = said(app).split("`")[1].split()[1:]
        run(*command, input="one\ntwo\nthree")
        await until(lambda: "three" in chosen(app))
    assert set(held(home, still)) == {"one\ntwo\nthree"}


@pytest.mark.slow
async def test_words_that_do_not_fit_stay_to_be_mended(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("e", "ctrl+u", "enter")
        await pilot.pause()
        assert said(app).startswith("text: ")
        assert said(app) in seen(app)
        await write(pilot, "mended")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.CHANGED
    assert set(held(home, still)) == {"mended", HERON, CAP}


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_a_note_is_on_stands_over_it(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    ritual = {"kind": "ritual", "ritual": "bedtime", "text": "by the window", "present": "both"}
    for fields, about in (
        ({**ritual, "complete": True, "form": "easy", "parked": ["the bins"]},
         "Bedtime, both, short version, complete"),
        ({**ritual, "complete": False, "present": ANA, "steps": ["devices"]}, "Bedtime, Ana, stopped partway"),
        ({**ritual, "complete": True, "guided": False}, "Bedtime, both, away from the screen"),
        ({"kind": "checkin", "closeness": 4, "text": "by the window"}, "Check-in: closeness 4 of 10"),
        ({"kind": "answer", "question": "q", "asked": "Where?", "text": "by the window"}, "Answer to “Where?”"),
    ):  # fmt: skip
        still.move(minutes=1)
        log.log.add(fields)
        async with reading(home, still, size) as (app, pilot):
            told = " ".join(chosen(app).split())
            assert f"{about} · Ana, Saturday 21 November 2026, 20:" in told and "by the window" in told
            await pilot.press("v")  # on a small screen, on to the rest
            await pilot.pause()
            assert ("For later: the bins" in " ".join(chosen(app).split())) == ("parked" in fields)


@pytest.mark.slow
async def test_an_entry_without_words_has_none_to_edit(log: Companion, home: Places, still: Still) -> None:
    log.log.add({"kind": "meeting", "appreciations": ["the lamp"], "minutes": 20})
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        assert "d remove" in offered(app) and "edit" not in offered(app)
        stood = chosen(app)
        await pilot.press("e", "x", "enter")
        await pilot.pause()
        assert chosen(app) == stood
    assert journal(home) == before


@pytest.mark.slow
async def test_a_ritual_takes_a_note(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("bedtime")
    async with reading(home, still) as (app, pilot):
        assert "Bedtime" in chosen(app) and "e edit" in offered(app)
        await pilot.press("e")
        await write(pilot, "by the window")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.CHANGED
        assert "Bedtime" in part(app, "#list") and "by the window" in chosen(app)
    assert held(home, still)["by the window"].kind == "ritual"


@pytest.mark.slow
async def test_how_a_bid_was_met_goes_round(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await on(pilot, HERON)
        assert "r answer" in offered(app)
        for response in ("toward", "away", "against", None, "toward"):
            await pilot.press("r")
            await pilot.pause()
            assert f"Ben’s bid ({messages.ANSWERS[response]}): “{HERON}”" in part(app, "#list")
            assert said(app) == words.CHANGED
            assert held(home, still)[HERON].response == response  # type: ignore[attr-defined]
        assert HERON in chosen(app)


@pytest.mark.slow
async def test_only_a_bid_was_met_somehow(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        assert "how it was met" not in offered(app)
        await pilot.press("r")
        await pilot.pause()
        assert said(app) == ""
    assert journal(home) == before


@pytest.mark.slow
async def test_ones_own_words_can_be_for_oneself(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("s")
        await pilot.pause()
        assert said(app) == partners_copy.hidden(three)
        assert f"“{SOUP}”{words.ONLY_YOU}" in part(app, "#list")
        assert words.ONLY_YOU.strip() in chosen(app)
        assert SOUP in held(home, still, "Ana") and SOUP not in held(home, still, "Ben")
        await pilot.press("s")
        await pilot.pause()
        assert said(app) == words.FOR_BOTH
        assert words.ONLY_YOU.strip() not in seen(app)
        assert SOUP in held(home, still, "Ben")


@pytest.mark.slow
async def test_who_a_partners_words_are_for_is_not_ours_to_change(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        assert "s share" in offered(app)
        await on(pilot, CAP)
        assert "s share" not in offered(app)
        await pilot.press("s")
        await pilot.pause()
        assert said(app) == ""
    assert journal(home) == before


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_removed_is_gone_and_undo_brings_it_back(three: Companion, home: Places, still: Still, key: str) -> None:
    async with reading(home, still) as (app, pilot):
        await on(pilot, HERON)
        await pilot.press(key)
        await pilot.pause()
        assert said(app) == words.REMOVED.format(what=f"Ben’s bid (no answer yet): “{HERON}”")
        assert HERON not in part(app, "#list")
        assert CAP in chosen(app), "the cursor is where it was"
        assert set(held(home, still)) == {SOUP, CAP}
        await pilot.press("u")
        await pilot.pause()
        assert said(app).startswith("Restored: ") and HERON in said(app)
        assert HERON in chosen(app), "the cursor goes back to it"
        assert f"◇  Ben’s bid (no answer yet): “{HERON}”" in part(app, "#list")
    assert set(held(home, still)) == {SOUP, HERON, CAP}


@pytest.mark.slow
async def test_undo_goes_back_step_by_step_and_names_each(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("e", "x", "enter", "s", "d")
        await pilot.pause()
        assert set(held(home, still)) == {HERON, CAP}
        await pilot.press("u")
        await pilot.pause()
        assert said(app).startswith("Restored: ") and f"{SOUP}x" in said(app)
        assert f"{SOUP}x" not in held(home, still, "Ben")
        await pilot.press("u")
        await pilot.pause()
        assert said(app).startswith("As it was before: ") and f"{SOUP}x" in said(app)
        assert f"{SOUP}x" in held(home, still, "Ben")
        await pilot.press("u")
        await pilot.pause()
        assert said(app).startswith("As it was before: ") and f"“{SOUP}”" in said(app)
        assert f"“{SOUP}”" in part(app, "#list")
        await pilot.press("u", "u")
        await pilot.pause()
        assert said(app).startswith("Undone: ") and HERON in said(app)
        await pilot.press("u", "u")
        await pilot.pause()
        assert "nothing to undo" in said(app)
    assert not held(home, still)


@pytest.mark.slow
async def test_the_last_record_can_be_removed(log: Companion, home: Places, still: Still) -> None:
    log.log.thank(SOUP)
    async with reading(home, still) as (app, pilot):
        await pilot.press("d")
        await pilot.pause()
        assert rows(app) == [words.NOTHING_KEPT]
        assert SOUP not in chosen(app)
        await pilot.press("u")
        await pilot.pause()
        assert SOUP in chosen(app)


# -- another process


async def test_what_another_process_logs_appears_and_the_cursor_stays(
    three: Companion, home: Places, still: Still
) -> None:
    async with reading(home, still) as (app, pilot):
        await on(pilot, HERON)
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.thank("the bread")
        await until(lambda: "“the bread”" in part(app, "#list"))
        await pilot.pause()
        assert "the bread" in rows(app)[1]
        assert HERON in chosen(app)
        assert "4 entries" in part(app, "#filtered")
        await pilot.press("r")
        await pilot.pause()
    assert held(home, still)[HERON].response == "toward"  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_it_appears_under_a_filter_only_where_it_fits(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("slash")
        await write(pilot, "the")
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.thank("nothing of it")
            other.log.thank("the bread")
        await until(lambda: "“the bread”" in part(app, "#list"))
        await pilot.pause()
        assert part(app, "#filtered").strip() == "3 of 5"
        await write(pilot, " h")
        await pilot.pause()
        assert "the h" in part(app, "#filter"), "and one goes on typing"


@pytest.mark.slow
async def test_what_another_process_corrects_is_shown_so(three: Companion, home: Places, still: Still) -> None:
    ident = held(home, still)[SOUP].id
    async with reading(home, still) as (app, _):
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.edit(ident, {"text": "leek soup"})
        await until(lambda: "“leek soup”" in part(app, "#list") and "leek soup" in chosen(app))


@pytest.mark.slow
async def test_what_another_process_removes_disappears(three: Companion, home: Places, still: Still) -> None:
    ident = held(home, still)[HERON].id
    async with reading(home, still) as (app, pilot):
        await on(pilot, HERON)
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.remove(ident)
        await until(lambda: HERON not in seen(app) and CAP in chosen(app))
        assert "2 entries" in part(app, "#filtered")


@pytest.mark.slow
async def test_an_edit_goes_on_while_another_process_logs(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("e")
        await write(pilot, " and")
        with Companion.open(home, who="Ben", time=still) as other:
            other.log.thank("the bread")
        await until(lambda: "“the bread”" in part(app, "#list"))
        await pilot.pause()
        await write(pilot, " bread")
        await pilot.press("enter")
        await pilot.pause()
    assert set(held(home, still)) == {f"{SOUP} and bread", "the bread", HERON, CAP}


@pytest.mark.slow
async def test_from_an_edit_into_the_filter_every_letter_is_a_letter(
    three: Companion, home: Places, still: Still
) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("e")
        await pilot.click("#find")
        await write(pilot, "and")
        await pilot.pause()
        assert "and" in part(app, "#filter")
    assert set(held(home, still)) == {SOUP, HERON, CAP}, "“d” removed nothing"


@pytest.mark.slow
async def test_the_head_follows_the_names(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        with Companion.open(home, time=still) as other:
            agreements.rename(other, "Mia", "Bo")
        await until(lambda: "Mia → Bo" in part(app, "#list"))
        await pilot.pause()
        assert seen(app).splitlines()[0].rstrip().endswith("Mia")


@pytest.mark.slow
async def test_a_log_that_is_gone_is_told_and_what_is_typed_stays(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("e")
        await write(pilot, " x")
        Path(home.home).rename(Path(home.home).with_name("elsewhere"))
        await until(lambda: home.home in said(app) and said(app)[:30] in seen(app))
        await pilot.press("enter")
        await pilot.pause()
        assert f"{SOUP} x" in chosen(app)
        assert home.home in said(app)
        Path(home.home).with_name("elsewhere").rename(home.home)
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.CHANGED
    assert set(held(home, still)) == {f"{SOUP} x", HERON, CAP}


# -- what is nobody else's


@pytest.mark.slow
async def test_a_partners_own_is_never_shown(three: Companion, home: Places, still: Still) -> None:
    his = Companion.open(home, who="Ben", time=still)
    his.log.add({"kind": "detail", "text": "a secret gift"})
    async with reading(home, still) as (app, pilot):
        assert "3 entries" in part(app, "#filtered")
        assert "secret" not in seen(app)
        await pilot.press("slash")
        await write(pilot, "gift")
        await pilot.pause()
        assert part(app, "#filtered").strip() == "0 of 3"
        await pilot.press("escape")
        his.log.add({"kind": "detail", "text": "another secret"})
        his.log.thank("the bread")
        await until(lambda: "“the bread”" in part(app, "#list"))
        await pilot.pause()
        assert "secret" not in seen(app)
        assert "4 entries" in part(app, "#filtered")
        assert kinds.named("detail").lower() not in await menu(pilot)
    his.close()
    async with reading(home, still, who="Ben") as (app, _):
        assert f"a secret gift”{words.ONLY_YOU}" in part(app, "#list")


@pytest.mark.slow
async def test_what_a_partner_makes_his_own_disappears(three: Companion, home: Places, still: Still) -> None:
    ident = held(home, still)[CAP].id
    async with reading(home, still) as (app, pilot):
        await on(pilot, CAP)
        with Companion.open(home, who="Ben", time=still) as his:
            his.log.edit(ident, {"audience": "self"})
        await until(lambda: CAP not in seen(app))
        await pilot.pause()
        assert "2 entries" in part(app, "#filtered")


# -- words are words


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "text",
    [
        "[bold]x[/bold]", "[/]", "[@click=app.quit]x[/]", "\x1b[31mred", "\x1b]0;title\x07", "a\rb", "\u202egnp.exe",
        "$text {x} %s", "\\[b]",
    ],
)  # fmt: skip
async def test_text_is_shown_as_text(
    log: Companion, home: Places, still: Still, text: str, size: tuple[int, int]
) -> None:
    fields = {
        "id": "00000000-0000-7000-8000-00000000abcd", "kind": "appreciation", "by": BEN, "to": ANA,
        "at": "2026-11-21T20:15:00+00:00", "day": "2026-11-21", "audience": "ours", "text": f"<{text}>",
    }  # fmt: skip
    log.save(Edit([fields], "sync"))  # as it may come from elsewhere, unchecked
    shown = freetext.one_line(f"<{text}>")
    async with reading(home, still, size) as (app, pilot):
        assert f"“{shown}”" in part(app, "#list")
        assert shown in " ".join(chosen(app).split())
        assert not {"\x1b", "\x07", "\r", "\u202e"} & set(seen(app))
        await pilot.press("e")
        await pilot.pause()
        assert shown in chosen(app)
        assert not {"\x1b", "\x07", "\r", "\u202e"} & set(seen(app))
        await pilot.press("escape", "d")
        await pilot.pause()
        assert f"“{shown}”" in said(app)
        assert not {"\x1b", "\x07", "\r", "\u202e"} & set(seen(app))


@pytest.mark.slow
async def test_names_are_names(home: Places, still: Still) -> None:
    with Companion.begin(home, "[red]Ana[/]", "{to} [b]", time=still) as companion:
        companion.log.thank("x", by=companion.people.partner.id)
        companion.log.thank("y")
    async with reading(home, still) as (app, pilot):
        assert "{to} [b] → [red]Ana[/]: “x”" in part(app, "#list")
        assert "from {to} [b]" in await menu(pilot, *"to")
        assert "Appreciation, {to} [b], " in chosen(app)
        assert part(app, "#filtered").strip() == "from {to} [b]   1 of 2"


# -- a disk that refuses


@pytest.mark.slow
async def test_an_edit_that_cannot_be_kept_stays_as_it_was_typed(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        await pilot.press("e")
        await write(pilot, " x")
        with full_disk():
            await pilot.press("enter")
            await pilot.pause()
        assert home.journal in said(app) and "\n" not in said(app)
        assert said(app)[:30] in seen(app)
        assert journal(home) == before
        assert f"{SOUP} x" in chosen(app)
        await write(pilot, "y")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.CHANGED
    assert set(held(home, still)) == {f"{SOUP} xy", HERON, CAP}


@pytest.mark.slow
@pytest.mark.parametrize("key", ["r", "s", "d", "u"])
async def test_what_cannot_be_kept_is_told_and_not_shown_as_done(
    three: Companion, home: Places, still: Still, key: str
) -> None:
    async with reading(home, still) as (app, pilot):
        before = journal(home)
        await on(pilot, HERON)
        stood = rows(app)
        with full_disk():
            await pilot.press(key)
            await pilot.pause()
        assert home.journal in said(app)
        assert rows(app) == stood
        assert journal(home) == before
        await pilot.press(key)
        await pilot.pause()
        assert home.journal not in said(app)
        assert rows(app) != stood


# -- by mouse alone


@pytest.mark.slow
async def test_a_click_puts_the_cursor_on_a_record(forty: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        shown = part(app, "#list").split("\n")
        for y, line in enumerate(shown):
            at = line.find("number ")
            if at >= 0:
                await pilot.click("#list", offset=(at, y))
                await pilot.pause()
                assert line[at : at + 9] in chosen(app)
                assert part(app, "#list").split("\n")[y] == f"▸{line[1:]}", "nothing moves under the pointer"
        stood = chosen(app)
        heading = next(y for y, line in enumerate(shown) if "November" in line and y)
        await pilot.click("#list", offset=(4, heading))
        await pilot.pause()
        assert chosen(app) == stood


@pytest.mark.slow
async def test_everything_by_mouse(three: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await click(pilot, "app.place('log')")
        await until(lambda: isinstance(app.screen, LogScreen))
        await pilot.pause()
        y = next(y for y, line in enumerate(part(app, "#list").split("\n")) if HERON in line)
        await pilot.click("#list", offset=(10, y))
        await pilot.pause()
        await click(pilot, "screen.edit")
        await write(pilot, "!")
        await click(pilot, "screen.keep")
        assert said(app) == words.CHANGED
        assert held(home, still)[f"{HERON}!"].response is None  # type: ignore[attr-defined]
        await click(pilot, "screen.response")
        assert held(home, still)[f"{HERON}!"].response == "toward"  # type: ignore[attr-defined]
        await click(pilot, "screen.share")
        assert f"{HERON}!" not in held(home, still, "Ben")
        await click(pilot, "screen.remove")
        assert f"{HERON}!" not in held(home, still)
        await click(pilot, "screen.undo")
        assert f"{HERON}!" in held(home, still)
        await click(pilot, "screen.filter")
        await until(lambda: isinstance(app.screen, FilterScreen))
        await pilot.click("Menu", offset=(6, 4))  # under the people and the line that parts them
        await pilot.pause()
        await click(pilot, "screen.take")
        await until(lambda: isinstance(app.screen, LogScreen))
        assert part(app, "#filtered").strip() == "appreciations   2 of 3"
        await click(pilot, "screen.clear")
        assert part(app, "#filtered").strip() == "3 entries"
        await click(pilot, "screen.find")
        await write(pilot, "soup")
        await click(pilot, "screen.keep")
        assert part(app, "#filtered").strip() == "1 of 3"
        await click(pilot, "screen.edit")
        await write(pilot, "nothing of this")
        await click(pilot, "screen.back")
        await click(pilot, "app.help")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        await click(pilot, "screen.back")
        assert part(app, "#filtered").strip() == "3 entries"
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, TodayScreen))
    assert set(held(home, still)) == {SOUP, f"{HERON}!", CAP}


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_every_key_of_the_screen_stands_somewhere_to_be_clicked(
    three: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    def clickable() -> set[str]:
        regions = [bar.region for bar in app.screen.query(KeyBar)]
        cells = [(x, y) for region in regions for y in range(region.y, region.bottom) for x in range(app.size.width)]
        return {str(app.screen.get_style_at(x, y).meta.get("@click", "")) for x, y in cells}

    three.log.thank("and more words " * 200)
    async with reading(home, still, size) as (app, pilot):
        found = clickable()
        await on(pilot, HERON)
        found |= clickable()
        await pilot.press("e")
        await pilot.pause()
        found |= clickable()
        await pilot.press("escape", "u")  # redo is offered where there is something to redo
        await pilot.pause()
        found |= clickable()
        await menu(pilot, *"bids")
        found |= clickable()
    assert found >= {f"screen.{binding.action}" for binding in LogScreen.BINDINGS}  # type: ignore[union-attr]


@pytest.mark.slow
async def test_the_filter_and_the_field_take_a_click(three: Companion, home: Places, still: Still) -> None:
    async with reading(home, still) as (app, pilot):
        await pilot.click("#find")
        await write(pilot, "soup")
        await pilot.pause()
        assert "1 of 3" in part(app, "#filtered")
        y = next(y for y, line in enumerate(part(app, "#list").split("\n")) if SOUP in line)
        await pilot.click("#list", offset=(10, y))
        await pilot.press("d")
        await pilot.pause()
        assert said(app).startswith("Removed."), "the keys are the list's after a click on it"
    assert set(held(home, still)) == {HERON, CAP}


@pytest.mark.slow
def test_the_wheel_goes_through_the_list(forty: Companion, screen: Screen) -> None:
    terminal = screen(columns=80, rows=24)
    terminal.wait_for("thank Ben for")
    terminal.type("2")
    terminal.wait_for("number 39")
    assert "number 27" not in terminal.shown
    terminal.type("\x1b[<65;20;10M" * 5)
    terminal.wait_for("number 27")
    terminal.wait_for("\n  number 39")  # below the list: the cursor is where it was
    assert "“number 39”" not in terminal.shown
