"""Behind the door: the list, reading, changing, goals, burning, pages of questions, what is unsaid, the settings."""

from pathlib import Path

import pytest

from ritualtui.companion.private import space as own
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.practice import prompts
from ritualtui.tui import words
from ritualtui.tui.screens.confirm import Sure
from ritualtui.tui.screens.mine import MineScreen
from ritualtui.tui.screens.mine_choice import ChoiceScreen
from ritualtui.tui.screens.mine_entry import EntryScreen
from ritualtui.tui.screens.mine_inside import InsideScreen
from ritualtui.tui.screens.mine_pages import PromptsScreen, WritingScreen
from ritualtui.tui.screens.mine_settings import ExportScreen, PassphraseScreen
from ritualtui.tui.screens.mine_sheet import SheetScreen
from ritualtui.tui.screens.mine_unsaid import UnsaidScreen
from ritualtui.tui.widgets.choices import Choices
from ritualtui.tui.widgets.loglist import LogList
from ritualtui.tui.widgets.setting import Setting
from support.full_screen import choose, click, of_kind, opened, overlapping, part, said, seen, until, write
from support.homes import Still
from support.private_space import PASSPHRASE, door, enter, held_in_widgets, texts, turn
from support.watched_terminal import Screen

pytestmark = pytest.mark.sample(1)

SIZES = [(80, 24), (120, 40), (60, 20)]


@pytest.fixture
def lived(quick: Companion, still: Still) -> Companion:
    """A space with one entry of each kind, on two days."""
    write = quick.private.write
    write("slept badly")
    write("a nod, then the news", "reflection", set_="signs-other", prompt="reach", asked="How was it answered?")
    write("not asking", "barrier", set_="barriers", prompt="asking", asked="What makes asking hard?")
    still.move(days=1)
    write("an evening of mine", "boundary", set_="boundaries", prompt="need", asked="What do I need?")
    write("ring Mira", "goal", set_="wellbeing", prompt="friends", asked="Whom would I like to see?")
    still.move(minutes=1)
    write("", "draft", parts={"vent": "loud", "when": "you read at table", "feel": "alone"})
    return quick


async def begin(pilot: object, what: str) -> None:
    """Choose what to write by its number."""
    await pilot.press("w")  # type: ignore[attr-defined]
    await until(lambda: isinstance(pilot.app.screen, ChoiceScreen))  # type: ignore[attr-defined]
    await pilot.press(what)  # type: ignore[attr-defined]
    await turn(pilot)  # type: ignore[arg-type]


@pytest.mark.slow
async def test_the_list_and_its_kinds(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        shown = seen(app)
        assert shown.index("Sunday 22 November") < shown.index("loud") < shown.index("ring Mira")
        assert shown.index("ring Mira") < shown.index("Saturday 21 November") < shown.index("slept badly")
        assert words.MINE_WEEK in shown
        await pilot.press("f")
        assert "slept badly" in seen(app) and "ring Mira" not in seen(app)
        await pilot.press("right", "right")
        assert "not asking" in seen(app) and "slept" not in seen(app)
        await pilot.press("left", "left", "left")
        assert "slept badly" in seen(app) and "ring Mira" in seen(app)
        await click(pilot, "screen.section('goal')")
        assert "ring Mira" in seen(app) and "slept" not in seen(app)


@pytest.mark.slow
async def test_reading_and_going_on(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("end", "enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.pause()
        shown = seen(app)
        assert "Saturday 21 November 2026" in shown
        assert app.title == "ritualtui"
        await pilot.press("left")
        await pilot.pause()
        assert seen(app) != shown
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, InsideScreen))


@pytest.mark.slow
async def test_changing_where_it_stands(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await click(pilot, "screen.section('boundary')")
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.pause()
        assert "What do I need?" in seen(app)
        await write(pilot, ", and one of yours")
        await pilot.press("escape")
        await pilot.pause()
        assert said(app) == words.MINE_SEALED and isinstance(app.screen, EntryScreen)
        assert "an evening of mine, and one of yours" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "an evening of mine, and one of yours" in seen(app)
    assert "an evening of mine, and one of yours" in texts(lived) and "an evening of mine" not in texts(lived)


@pytest.mark.slow
async def test_a_goal_is_done_or_let_go(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("x")
        assert "✓" not in seen(app), "the cursor is on no goal"
        await click(pilot, "screen.section('goal')")
        await pilot.press("x")
        await pilot.pause()
        assert "✓ ring Mira" in seen(app)
        await pilot.press("o")
        await pilot.pause()
        assert "let go · ring Mira" in seen(app) and "✓" not in seen(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("o")
        await pilot.pause()
        assert said(app) == words.MINE_GOAL_BACK
    goal = next(e for e in lived.private.unlock(PASSPHRASE).entries if e.kind == "goal")
    assert not goal.done and not goal.let_go


@pytest.mark.slow
async def test_what_takes_a_mark_back_is_said_only_where_it_does(lived: Companion, home: Places, still: Still) -> None:
    lived.private.write("swim on Mondays", "goal", set_="wellbeing", prompt="body", asked="What does my body like?")
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await click(pilot, "screen.section('goal')")
        for elsewhere in ("down", "f"):
            await pilot.press("x")
            await pilot.pause()
            assert said(app) == words.MINE_GOAL_DONE
            await pilot.press(elsewhere)
            await pilot.pause()
            assert said(app) == "", "x would mark another goal here, or nothing"
        await pilot.press("left", "o", "enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("o", "o")
        await pilot.pause()
        assert said(app) == words.MINE_GOAL_LET_GO
        await pilot.press("right")
        await pilot.pause()
        assert said(app) == ""


@pytest.mark.slow
async def test_burning_asks_once(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await click(pilot, "screen.section('journal')")
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, Sure))
        await pilot.pause()
        assert "Undo and backups won’t bring it back" in " ".join(part(app, "#question").split())
        await pilot.press("n")
        assert "slept badly" in texts(lived)
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, Sure))
        await choose(pilot, 0)
        await until(lambda: said(app) == words.MINE_BURNED)
        assert "slept badly" not in texts(lived)
        assert words.MINE_EMPTY_KIND in seen(app)


@pytest.mark.slow
async def test_prompts_one_after_another(lived: Companion, home: Places, still: Still) -> None:
    one = prompts.sets()["signs-other"]
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "2")
        assert isinstance(app.screen, PromptsScreen)
        assert one.prompts[0].ask[:30] in seen(app)
        assert "21 November 2026  a nod, then the news" in seen(app), "the look back, dated"
        await write(pilot, "they laughed")
        await pilot.press("ctrl+j")
        await write(pilot, "and so did I")
        await turn(pilot, "enter")
        assert one.prompts[1].ask[:30] in seen(app) and "a nod" not in seen(app)
        await turn(pilot, "enter", "pageup", "pageup")
        assert "they laughed" in seen(app) and "and so did I" in seen(app)
        await write(pilot, ", long")
        await turn(pilot, *["enter"] * len(one.prompts))
        await until(lambda: isinstance(app.screen, InsideScreen))
        await pilot.pause()
        assert said(app) == words.MINE_PAGES_END
    entries = [e for e in lived.private.unlock(PASSPHRASE).entries if e.set == "signs-other"]
    assert next((e.text, e.prompt, e.asked) for e in entries) == (
        "they laughed\nand so did I, long", "reach", one.prompts[0].ask
    )  # fmt: skip
    assert len(entries) == 2


@pytest.mark.slow
async def test_questions_end_with_no_word_alone(lived: Companion, home: Places, still: Still) -> None:
    broken = 0
    async with opened(home, still, (60, 20)) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "2")
        while isinstance(app.screen, WritingScreen):
            for place in ("#ask", "#hint"):
                region = app.screen.query_one(place).region
                lines = [line.strip() for line in seen(app).splitlines()[region.y : region.bottom]]
                if len(lines) > 1:
                    broken += 1
                    assert len(lines[-1]) > len(lines[0]) / 2, lines
            await turn(pilot, "pagedown")
    assert broken


@pytest.mark.slow
async def test_skipping_all_keeps_nothing(lived: Companion, home: Places, still: Still) -> None:
    before = texts(lived)
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "4")
        await turn(pilot, *["enter"] * len(prompts.sets()["my-conduct"].prompts))
        await until(lambda: isinstance(app.screen, InsideScreen))
        await pilot.pause()
        assert said(app) == words.MINE_PAGES_NOTHING
    assert texts(lived) == before


@pytest.mark.slow
async def test_the_look_at_the_week_shows_open_goals(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "8")
        assert words.MINE_GOALS_NOW in seen(app) and "ring Mira" in seen(app)
        await write(pilot, "sun")
        await pilot.press("escape")
        await pilot.pause()
        assert words.MINE_WEEK not in seen(app)


@pytest.mark.slow
async def test_a_long_look_back_unfolds(lived: Companion, home: Places, still: Still) -> None:
    lived.private.write("so it went " * 20 + "and ended", "reflection", set_="signs-self", prompt="coming-home")
    async with opened(home, still, (120, 40)) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "3")
        assert "so it went" in seen(app) and "and ended" not in seen(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "and ended" in seen(app)


@pytest.mark.slow
async def test_unsaid_to_said(lived: Companion, home: Places, still: Still) -> None:
    bids = len(of_kind(lived, "bid"))
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "9")
        assert isinstance(app.screen, UnsaidScreen)
        await write(pilot, "you always do this")
        await pilot.pause()
        assert "easier to hear" not in seen(app), "what is let out is nobody's business"
        await turn(pilot, "enter")
        await write(pilot, "you always read, you are so cold")
        await pilot.pause()
        assert "easier to hear" in seen(app)
        await turn(pilot, "enter")
        await write(pilot, "small")
        await turn(pilot, "enter", "enter", "enter")
        statement = "When you always read, you are so cold. I feel small."
        assert statement in seen(app) and "do this" not in seen(app)
        await pilot.press("s")
        await until(lambda: isinstance(app.screen, Sure))
        await pilot.pause()
        assert statement in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        lived.refresh()
        assert len(of_kind(lived, "bid")) == bids
        await pilot.press("s")
        await until(lambda: isinstance(app.screen, Sure))
        await pilot.press("y")
        await until(lambda: said(app) == words.MINE_SHARED)
        await pilot.press("k")
        await until(lambda: isinstance(app.screen, InsideScreen))
    lived.refresh()
    record = of_kind(lived, "bid")[-1]
    assert (record.text, record.audience, record.by) == (statement, "ours", lived.people.me.id)
    draft = next(e for e in lived.private.unlock(PASSPHRASE).entries if "do this" in e.parts.get("vent", ""))
    assert own.to_share(draft) == statement


@pytest.mark.slow
async def test_an_unsaid_draft_is_burned(lived: Companion, home: Places, still: Still) -> None:
    before = texts(lived)
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "9")
        await write(pilot, "only to let it out")
        await turn(pilot, "enter")
        assert len(texts(lived)) == len(before) + 1, "sealed as each page is passed"
        await turn(pilot, "enter", "enter", "enter", "enter")
        assert words.MINE_UNSAID_ONLY in seen(app)
        await pilot.press("s")
        assert isinstance(app.screen, UnsaidScreen)
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, Sure))
        await pilot.press("y")
        await until(lambda: isinstance(app.screen, InsideScreen))
    assert texts(lived) == before


@pytest.mark.slow
async def test_a_draft_is_taken_up_again(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("e")
        await turn(pilot)
        assert isinstance(app.screen, UnsaidScreen) and "loud" in seen(app)
        await turn(pilot, "enter", "enter")
        await write(pilot, " in the room")
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.pause()
        assert "alone in the room" in seen(app)
        await pilot.press("s")
        await until(lambda: isinstance(app.screen, Sure))
        assert "When you read at table. I feel alone in the room." in " ".join(seen(app).split())


@pytest.mark.slow
async def test_solo_has_nobody_to_share_with(home: Places, still: Still, made: tuple[Path, str]) -> None:
    from support.homes import begun
    from support.private_space import give

    with begun(home, still, solo=True, plans=True) as log:
        give(home, made[0])
        log.private.write("", "draft", parts={"when": "it rains"})
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("s")
        assert isinstance(app.screen, EntryScreen)


@pytest.mark.slow
async def test_another_passphrase(
    lived: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("TZ", "UTC")
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("p")
        await until(lambda: isinstance(app.screen, PassphraseScreen))
        await write(pilot, "a candle in the porch")
        await pilot.press("enter")
        await write(pilot, "a candle in the porch")
        assert "candle" not in seen(app)
        await pilot.press("enter")
        await until(lambda: not isinstance(app.screen, PassphraseScreen), 30)
        await pilot.pause()
        assert said(app) == words.MINE_CHANGED
    assert lived.private.unlock("a candle in the porch").entries


@pytest.mark.slow
async def test_the_sheet_anew(lived: Companion, home: Places, still: Still, made: tuple[Path, str]) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("r")
        await until(lambda: isinstance(app.screen, SheetScreen))
        await pilot.pause()
        assert made[1] in "".join(seen(app).split())
        await pilot.press("enter")
        await pilot.pause()
        assert not held_in_widgets(app, made[1][16:22])


@pytest.mark.slow
async def test_taking_it_with_one(lived: Companion, home: Places, still: Still, tmp_path: Path) -> None:
    target = tmp_path / "pages.md"
    target.write_text("another's")
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("x")
        await until(lambda: isinstance(app.screen, ExportScreen))
        assert "isn’t encrypted" in seen(app)
        await write(pilot, str(target))
        await pilot.press("enter")
        await pilot.pause()
        assert "already exists" in said(app) and target.read_text() == "another's"
        await write(pilot, "x")
        await pilot.press("enter")
        await until(lambda: not isinstance(app.screen, ExportScreen))
        await pilot.pause()
        assert str(target) in said(app)
    made = Path(f"{target}x")
    assert "ring Mira" in made.read_text() and made.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
async def test_burning_everything_takes_a_word(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, Sure))
        await pilot.press("y", "enter")
        await choose(pilot, 0)
        assert isinstance(app.screen, Sure) and lived.private.ready
        await pilot.click("#word")
        await pilot.press("end", "backspace")
        await write(pilot, "burn")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, MineScreen) and app.screen.is_active)
        await pilot.pause()
        assert said(app) == words.MINE_BURNED_ALL and words.MINE_NONE in seen(app)
    assert not lived.private.ready
    assert not list(Path(home.home).rglob("*.age"))


@pytest.mark.slow
async def test_how_soon_it_closes(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        assert app.settings.lock == 10 and "10 min" in seen(app)
        await pilot.press("tab")
        assert isinstance(app.focused, Choices) and app.focused.highlighted == 0
        await pilot.press("down", "up", "up")
        assert isinstance(app.focused, Setting)
    assert "lock = 10" in Path(home.settings).read_text()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_it_fits_and_the_mouse_alone_will_do(
    lived: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):

        def fits() -> None:
            if not isinstance(app.screen, Sure | ChoiceScreen):
                assert not overlapping(app), seen(app)

        await enter(pilot)
        fits()
        await click(pilot, "screen.open")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.pause()
        fits()
        await click(pilot, "screen.share")
        await until(lambda: isinstance(app.screen, Sure))
        await choose(pilot, 1)
        await pilot.pause()
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, InsideScreen))
        await pilot.pause()
        await click(pilot, "screen.write")
        await until(lambda: isinstance(app.screen, ChoiceScreen))
        await choose(pilot, 1)
        await until(lambda: isinstance(app.screen, PromptsScreen) and app.screen.ready)
        await pilot.pause()
        fits()
        await click(pilot, "screen.next")
        await click(pilot, "screen.before")
        await click(pilot, "screen.back")
        await pilot.pause()
        await click(pilot, "screen.settings")
        await pilot.pause()
        fits()
        await choose(pilot, 2)
        await until(lambda: isinstance(app.screen, ExportScreen))
        await pilot.pause()
        fits()
        await click(pilot, "screen.lock")
        await until(lambda: isinstance(app.screen, MineScreen) and app.screen.is_active)


@pytest.mark.slow
async def test_twice_on_a_line_opens_it(lived: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await pilot.click(LogList, offset=(20, 1), times=2)
        await until(lambda: isinstance(app.screen, EntryScreen))


@pytest.mark.slow
async def test_hostile_words_are_shown_as_words(quick: Companion, home: Places, still: Still) -> None:
    quick.private.vault.seal(
        b'{"id":"0190","kind":"journal","at":"2026-11-21T20:00:00Z","day":"2026-11-21",'
        b'"text":"[bold]x[/] \\u001b[2J\\u202e [@click=app.quit]y[/]","asked":"[red]\\u0007?"}'
    )
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        assert "[bold]x[/] �[2J [@click=app.quit]y[/]" in seen(app)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.pause()
        assert "[red]�?" in seen(app) and "\x1b" not in seen(app)


@pytest.mark.slow
async def test_many_entries(quick: Companion, home: Places, still: Still) -> None:
    for n in range(40):
        quick.private.write(f"page {n}")
        still.move(hours=9)
    async with opened(home, still, (60, 20)) as (app, pilot):
        await enter(pilot)
        await pilot.press("end")
        await pilot.pause()
        assert "page 0" in seen(app)
        await pilot.press("escape")
        await door(pilot)


@pytest.mark.slow
async def test_a_question_points_at_the_answer_that_changes_nothing(
    lived: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        await enter(pilot)
        await click(pilot, "screen.section('journal')")
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, Sure))
        answers = app.screen.query_one(Choices)
        assert answers.has_focus and answers.highlighted == 1
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InsideScreen))
        assert "slept badly" in texts(lived)
        await pilot.press("comma", "b")
        await until(lambda: isinstance(app.screen, Sure))
        await choose(pilot, 0)
        assert app.screen.query_one("#word").has_focus, "what is missing is where the cursor is"


@pytest.mark.slow
def test_words_are_drawn_anew_where_a_bar_beside_them_breaks_their_lines_elsewhere(
    space: Companion, screen: Screen
) -> None:
    before = "a look up from the pan, and then the news"
    for said_before in (before, "a nod"):  # as much as has room above one line of words, and not above two
        space.private.write(said_before, "reflection", set_="signs-other", prompt="reach")
    terminal = screen(columns=60, rows=20)
    terminal.wait_for("thank Ben for")
    terminal.type("5")
    terminal.wait_for("Your passphrase opens it")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.wait_for("Reflections")
    terminal.type("w2")
    terminal.wait_for("or leave it empty")
    terminal.type("you had been so short with me since Sunday, and I do not know what to do with it")
    terminal.wait_for("Sunday, and I do\n not know what to do with it")


@pytest.mark.slow
async def test_the_keys_at_the_right_end_stay_there_where_a_line_has_no_others(
    log: Companion, home: Places, still: Still, quick: Companion
) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        await enter(pilot)
        above, below = seen(app).splitlines()[-2:]
        assert above.split()[0] == "w" and below.split()[0] == "ctrl+l"
        assert len(below.rstrip()) == 59


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_no_key_stands_alone_before_those_of_the_right_end(
    lived: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await enter(pilot)
        above, below = seen(app).splitlines()[-2:]
        assert above.rstrip().endswith("settings") and below.split()[0] == "ctrl+l"


@pytest.mark.slow
async def test_what_is_read_ends_with_no_word_alone(lived: Companion, home: Places, still: Still) -> None:
    still.move(minutes=1)
    lived.private.write("I am so tired of doing the tidying alone, you never see it!\n\n- and\n\n- so on")
    async with opened(home, still, (60, 20)) as (app, pilot):
        await enter(pilot)
        await pilot.press("home", "enter")
        await until(lambda: isinstance(app.screen, EntryScreen))
        await pilot.pause()
        rows = [row.strip() for row in seen(app).splitlines()]
        assert "it!" not in rows and any(row.endswith(" it!") for row in rows)
        at = rows.index("- and")
        assert rows[at - 1 : at + 3] == ["", "- and", "", "- so on"], "its own lines stay"
        await pilot.press("escape")
        await begin(pilot, "9")
        await pilot.press("enter")
        await turn(pilot)
        await write(pilot, "you always")
        await until(lambda: "may be easier to hear" in seen(app))
        rows = [row.strip() for row in seen(app).splitlines()]
        assert not any(row.endswith("“On") for row in rows), rows


async def test_no_key_stands_alone_at_the_door(quick: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        await door(pilot)
        above, below = seen(app).splitlines()[-2:]
        assert above.split()[:2] == ["enter", "open"] and len(below.rstrip()) == 59
        assert " ".join(below.split()) == "ctrl+r recovery sheet esc back"
        assert below.startswith(" " * 20), "it stands with the way back"


@pytest.mark.slow
async def test_what_was_said_before_ends_with_no_word_alone(lived: Companion, home: Places, still: Still) -> None:
    lived.private.write("a look up from the pan, and then the news", "reflection", set_="signs-other", prompt="reach")
    async with opened(home, still, (60, 20)) as (app, pilot):
        await enter(pilot)
        await begin(pilot, "2")
        await until(lambda: "from the pan" in seen(app))
        rows = [row.strip() for row in seen(app).splitlines()]
        assert "news" not in rows and any(row.endswith("the news") for row in rows)
