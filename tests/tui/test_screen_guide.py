"""Through a ritual on the screen: by keys, by mouse, back and forth, left and taken up again."""

import os
import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot

from ritualtui import messages
from ritualtui.companion import partner_joins
from ritualtui.companion.service import Companion
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.practice import evidence, step_kinds
from ritualtui.tui import words
from ritualtui.tui.screens.dark import DarkScreen
from ritualtui.tui.screens.guide import GuideScreen
from ritualtui.tui.screens.presence import PresenceScreen
from ritualtui.tui.screens.today import TodayScreen
from ritualtui.tui.widgets.fields import Scale, Words
from ritualtui.tui.widgets.timing import Breath, Timed
from support.full_screen import (
    SIZES,
    THEMES,
    begin,
    click,
    normalised,
    of_kind,
    opened,
    overlapping,
    part,
    pass_time,
    said,
    seen,
    until,
    write,
)  # fmt: skip
from support.homes import ANA, BEN, Still, begun
from support.morning_ritual import morning_by_keys, morning_by_mouse

pytestmark = pytest.mark.sample(1)

ALL_KINDS = """
[[ritual]]
id = "all"
name = "Every [kind]"
key = "k"
[[ritual.steps]]
id = "a"
kind = "say"
text = "Say [red]{partner}[/]."
[[ritual.steps]]
id = "b"
kind = "breathe"
text = "Breathe."
hint = "Slowly."
seconds = 12
[[ritual.steps]]
id = "c"
kind = "timer"
text = "Wait."
seconds = 90
[[ritual.steps]]
id = "d"
kind = "ask"
deck = "bedtime"
text = "Ask."
[[ritual.steps]]
id = "o"
kind = "opening"
deck = "openers"
text = "{by} begins."
[[ritual.steps]]
id = "e"
kind = "appreciate"
text = "{by} thanks {to}."
[[ritual.steps]]
id = "f"
kind = "listen"
text = "{by} tells, {to} listens."
seconds = 120
stems = ["So for you it was …", "Would you like me to listen, or to think along with you about it?"]
[[ritual.steps]]
id = "l"
kind = "topic"
text = "What was it about?"
[[ritual.steps]]
id = "g"
kind = "rate"
text = "{by}, how close?"
[[ritual.steps]]
id = "h"
kind = "remember"
text = "{by}, remember."
[[ritual.steps]]
id = "k"
kind = "feel"
text = "{by}, how is it in you?"
[[ritual.steps]]
id = "p"
kind = "promise"
text = "{by}, promise."
[[ritual.steps]]
id = "i"
kind = "park"
text = "Park."
[[ritual.steps]]
id = "j"
kind = "dark"
text = "Dark."
seconds = 60
"""


@pytest.fixture
def all_kinds(home: Places, log: Companion) -> Companion:
    os.makedirs(home.config, exist_ok=True)
    Path(home.own_rituals).write_text(ALL_KINDS)
    return log


def test_the_ritual_with_all_kinds_of_steps_has_them_all() -> None:
    assert re.findall(r'kind = "(\w+)"', ALL_KINDS) == list(step_kinds.KINDS)


@pytest.mark.slow
async def test_by_keys_alone_and_by_mouse_alone_leave_the_same(tmp_path: Path, still: Still) -> None:
    homes = [Places(str(tmp_path / name), str(tmp_path / name)) for name in ("keys", "mouse")]
    for home in homes:
        begun(home, still, plans=True).close()
    await morning_by_keys(homes[0], still)
    await morning_by_mouse(homes[1], still)
    by_keys, by_mouse = (normalised(home, still) for home in homes)
    assert by_keys == by_mouse
    kinds = [dict(record)["kind"] for record in by_keys]
    assert sorted(kinds) == ["appreciation"] * 2 + ["detail"] * 2 + ["ritual"]
    (ritual,) = (dict(record) for record in by_keys if dict(record)["kind"] == "ritual")
    assert ritual["complete"] == "True"
    assert ritual["steps"] == str(("pause", "hold", "glad", "ahead", "goodbye"))


@pytest.mark.slow
async def test_going_back_shows_what_was_typed_and_a_change_edits_it(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "right")
        await write(pilot, "the tea")
        await pilot.press("enter")
        await write(pilot, "half")
        await pilot.press("pageup")
        await pilot.pause()
        assert app.screen.query_one(Words).text == "the tea"
        await write(pilot, " and toast")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(Words).text == "half"
    log.refresh()
    assert {r.by: r.text for r in of_kind(log, "appreciation")} == {ANA: "the tea and toast", BEN: "half"}


@pytest.mark.slow
async def test_emptied_words_are_taken_back(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "right", "x", "enter", "pageup", "backspace", "enter")
        await pilot.pause()
        assert app.return_code is None
    log.refresh()
    assert not of_kind(log, "appreciation")


@pytest.mark.slow
async def test_leaving_keeps_all_and_one_can_go_on(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "right")
        await write(pilot, "not yet entered")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert said(app) == words.LEFT.format(ritual="Morning goodbye", key="m")
        assert "Continue" in seen(app)
        log.refresh()
        assert [r.text for r in of_kind(log, "appreciation")] == ["not yet entered"]
        guide = await begin(pilot, "m")
        assert guide.shown is not None and guide.shown.step.id == "ahead"
        await pilot.press("enter", "enter", "right")
        await pilot.pause()
    log.refresh()
    (ritual,) = of_kind(log, "ritual")
    assert ritual.complete


@pytest.mark.slow
async def test_left_again_once_it_was_done_nothing_goes_on(log: Companion, home: Places, still: Still) -> None:
    log.rituals.did("morning")
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await pilot.pause()
        assert "stopped for now. Your progress is saved." in seen(app) and "to continue" not in seen(app)
        await begin(pilot, "m")
        assert "Stop for a moment" in seen(app), "it begins again"


@pytest.mark.slow
async def test_leaving_at_once_begins_nothing(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("escape")
        await pilot.pause()
        assert said(app) == words.LEFT_EARLY.format(ritual="Morning goodbye")
    log.refresh()
    assert not of_kind(log, "ritual")


@pytest.mark.slow
async def test_who_is_here_is_asked_once_a_day(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, PresenceScreen)
        await pilot.press("o")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        assert app.screen.guide.session.present == ANA
        await pilot.press("escape", "n")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        assert app.screen.guide.session.present == ANA
        await pilot.press("escape", "w", "b", "n")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        assert app.screen.guide.session.present == "both"
        await pilot.press("escape")
        still.move(days=1)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, PresenceScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.slow
async def test_who_is_here_is_remembered_when_the_program_is_opened_again(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "r", "o")
        await pilot.press("escape")
    async with opened(home, still) as (app, pilot):
        await pilot.press("n")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        assert app.screen.guide.session.present == ANA
    still.move(days=1)
    async with opened(home, still) as (app, pilot):
        await pilot.press("n")
        await until(lambda: isinstance(app.screen, PresenceScreen))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_in_a_field_skip_short_version_and_park_have_ctrl_keys(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right")
        await until(lambda: isinstance(app.focused, Words) and screen.ready)
        await write(pilot, "sep")
        shown = " ".join(part(app, "KeyBar").split())
        once = "ctrl+s skip +r short +t park"  # with less room, ctrl stands once for the three
        assert (once if size[0] < 80 else "ctrl+s skip ctrl+r short ctrl+t park") in shown
        await pilot.press("ctrl+t")
        await write(pilot, "the bins")
        await pilot.press("enter")
        await until(lambda: screen.guide.session.asides == ("the bins",))
        await pilot.press("ctrl+s")
        await until(lambda: screen.guide.session.index == 3 and screen.ready)
        await pilot.press("pageup")
        await until(lambda: screen.guide.session.index == 2 and screen.ready)
        assert screen.given() == "sep", "what was typed waits there"
        await pilot.press("ctrl+r")
        await until(lambda: screen.guide.session.form == "easy" and screen.ready)
        assert said(app) == words.EASIER


@pytest.mark.slow
async def test_the_first_page_says_how_much_is_known_and_when_it_is_not_for(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        assert part(app, "#beside").strip() == evidence.SHORT["practitioner"]
        await pilot.press("s")
        await until(lambda: app.screen.guide.session.index == 1 and app.screen.ready)
        assert not app.screen.query_one("#beside").display
        await pilot.press("escape")
        app.rituals.begin("presence")
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready and part(app, "#beside") != "")
        said_there = " ".join(part(app, "#beside").split())
        assert said_there.startswith("Not for times of fear.") and "help pages" in said_there and "F1" in said_there


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
async def test_every_kind_of_page_at_every_size(
    all_kinds: Companion, home: Places, still: Still, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    met = []
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "k")
        while not screen.closing:
            assert screen.shown is not None
            met.append(screen.shown.step.kind)
            assert not overlapping(app), screen.shown.key
            text = seen(app)
            assert screen.shown.text in " ".join(text.split()), text
            assert "next" in text
            if screen.shown.step.kind == "say":
                assert "Every [kind]" in text and "[red]Ben[/]" in text
            await pass_time(pilot, 4)
            await click(pilot, "screen.next")
            await pilot.pause()
        assert messages.KEPT_RITUAL.format(name="Every [kind]") in seen(app)
    assert list(dict.fromkeys(met)) == [
        "say", "breathe", "timer", "ask", "opening", "appreciate", "listen", "topic", "rate", "remember", "feel",
        "promise", "park", "dark",
    ]  # fmt: skip
    assert len(met) == 20


@pytest.mark.slow
@pytest.mark.parametrize("text", ["[red]x[/]", "שלום", "👩‍❤️‍👨", "$text {by} %s"])
async def test_what_is_typed_is_shown_and_kept_as_typed(log: Companion, home: Places, still: Still, text: str) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right")
        screen.query_one(Words).insert(text)
        await pilot.press("enter", "enter", "enter", "enter", "right")
        await pilot.pause()
        assert f"“{text}”" in seen(app)
    log.refresh()
    assert [r.text for r in of_kind(log, "appreciation")] == [text]


@pytest.mark.slow
async def test_a_number_by_digit_arrow_and_click(all_kinds: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "k")
        while screen.shown is None or screen.shown.step.kind != "rate":
            await click(pilot, "screen.next")
        scale = app.screen.query_one(Scale)
        await pilot.press("0")
        assert scale.value == 10
        await pilot.press("down", "down")
        assert scale.value == 8
        await click(pilot, "choose(3)")
        assert scale.value == 3
        await pilot.press("enter", "7", "right", "pageup", "left")
        await pilot.pause()
        assert app.screen.query_one(Scale).value == 3
    all_kinds.refresh()
    assert {(r.by, r.closeness) for r in of_kind(all_kinds, "checkin")} == {(ANA, 3)}
    with Companion.open(home, "Ben", still) as his:  # a rating is only for the one who gave it
        assert {(r.by, r.closeness) for r in of_kind(his, "checkin")} == {(BEN, 7)}


async def to_the_rating(pilot: Pilot[int], whose: str) -> GuideScreen:
    """Go on to the page where ``whose`` turn it is to rate."""
    screen = await begin(pilot, "k")
    while screen.shown is None or f"{whose}, how close?" not in screen.shown.text:
        await click(pilot, "screen.next")
    return screen


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_rating_is_private_and_shared_by_a_key(
    all_kinds: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await to_the_rating(pilot, "Ana")
        told = " ".join(seen(app).split())
        assert "Only Ana will see this." in told and "o share it" in told
        await pilot.press("3", "o")
        await pilot.pause()
        assert "You'll both see this." in seen(app) and "o only me" in seen(app)
        await pilot.press("right")
        await pilot.pause()
        told = " ".join(seen(app).split())
        assert "Only Ben can see this, and only on this computer, with --as Ben." in told
        await pilot.press("7", "right", "pageup")
        await pilot.pause()
        assert "Only Ben can see" in seen(app), "each shares their own"
        await pilot.press("left")
        await pilot.pause()
        assert "You'll both see this." in seen(app)
    all_kinds.refresh()
    assert [(r.by, r.closeness, r.audience) for r in of_kind(all_kinds, "checkin")] == [(ANA, 3, "ours")]


@pytest.mark.slow
async def test_a_shared_rating_can_be_made_private_again_without_passing_the_page(
    all_kinds: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (_, pilot):
        await to_the_rating(pilot, "Ana")
        await pilot.press("3", "ctrl+o", "right", "left", "ctrl+o", "escape")
        await pilot.pause()
    all_kinds.refresh()
    assert [(r.closeness, r.audience) for r in of_kind(all_kinds, "checkin")] == [(3, "self")]


@pytest.mark.slow
@pytest.mark.parametrize("both", [False, True])
async def test_what_the_other_rates_on_my_screen_is_theirs_alone(
    all_kinds: Companion, home: Places, still: Still, both: bool
) -> None:
    """Stored by Ben, and in nothing that Ana sees: not at the end of the ritual, in the log, or in Insights."""
    if both:
        partner_joins.set_both_here(all_kinds, True)
    async with opened(home, still, who="Ana") as (app, pilot):
        screen = await to_the_rating(pilot, "Ben")
        where = "Only Ben will see this." if both else "Only Ben can see this, and only on this computer"
        assert where in " ".join(seen(app).split())
        await pilot.press("2")
        while not screen.closing:
            await pilot.press("pagedown")
            await pilot.pause()
        assert "Ben: check-in saved, just for Ben" in seen(app)
        assert "closeness 2" not in seen(app)
        await pilot.press("x")
        await pilot.press("2")
        await pilot.pause()
        assert "closeness" not in seen(app)
        await pilot.press("u")
        await pilot.pause()
        assert "closeness" not in seen(app), "nor does undo name it"
        await pilot.press("U")
    still.move(days=1)
    with Companion.open(home, "Ana", still) as hers, Companion.open(home, "Ben", still) as his:
        assert not of_kind(hers, "checkin")
        assert [(r.by, r.closeness, r.audience) for r in of_kind(his, "checkin")] == [(BEN, 2, "self")]
        assert hers.insight.asking()()[0][-1].closeness == (None, None)


@pytest.mark.slow
async def test_a_ritual_may_end_with_to_dos(log: Companion, home: Places, still: Still) -> None:
    os.makedirs(home.config, exist_ok=True)
    steps = (f'[[ritual.steps]]\nid="{kind}"\nkind="{kind}"\ntext="{kind}"\n' for kind in ("rate", "park"))
    Path(home.own_rituals).write_text(f'[[ritual]]\nid="near"\nname="Near"\nkey="k"\n{"".join(steps)}')
    async with opened(home, still) as (_, pilot):
        screen = await begin(pilot, "k")
        for _ in range(3):
            await pilot.press("enter")
            await pilot.pause()
        assert screen.closing


@pytest.mark.slow
async def test_to_dos_are_parked_from_any_page_and_come_back_at_the_end(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "r")
        await pilot.press("p")
        await write(pilot, "buy milk, quickly")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == words.PARKED
        assert screen.shown is not None and screen.shown.step.id == "phones"
        await click(pilot, "screen.park")
        await write(pilot, "nothing")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, GuideScreen)
        await pilot.press("right", "right", "right", "right")
        await pilot.pause()
        assert "· buy milk, quickly" in seen(app)
        await write(pilot, "dentist")
        await pilot.press("enter")
        await write(pilot, "call")
        await pilot.press("enter", "backspace")  # the call again
        await write(pilot, "!")
        await pilot.press("enter")
        await click(pilot, "screen.take(0)")
        await write(pilot, "?")
        await pilot.press("enter", "enter", "right")
        await pilot.pause()
        for line in ("buy milk, quickly", "call!", "dentist?"):
            assert f"For later: {line}" in seen(app)
    log.refresh()
    (ritual,) = of_kind(log, "ritual")
    assert ritual.parked == ("buy milk, quickly", "call!", "dentist?")


@pytest.mark.slow
async def test_another_question(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "n")
        await pilot.press("right", "tab")
        await pilot.pause()
        first = screen.shown and screen.shown.question
        await pilot.press("o")
        await pilot.pause()
        second = screen.shown and screen.shown.question
        assert first and second and first != second
        assert second.text in " ".join(seen(app).split())


@pytest.mark.slow
async def test_easier_is_shorter_and_stays(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "r")
        before = screen.guide.session.progress[1]
        await pilot.press("e")
        await pilot.pause()
        assert screen.guide.session.progress[1] < before
        assert said(app) == words.EASIER
        assert "easier" not in seen(app)


@pytest.mark.slow
async def test_skipping_is_not_doing(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (_, pilot):
        await begin(pilot, "r")
        await pilot.press("s", "s", "s", "s", "tab", "s", "s")
        await pilot.pause()
    log.refresh()
    assert not of_kind(log, "ritual")


@pytest.mark.slow
async def test_what_cannot_be_kept_is_told_and_one_stays(
    log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right")
        await write(pilot, "the tea")
        full = RitualError("No space left on device.", "Free some space and do it again.")

        def refuse(*_: object, **__: object) -> None:
            raise full

        with monkeypatch.context() as patch:
            assert app.companion is not None
            patch.setattr(app.companion, "save", refuse)
            for key in ("enter", "pageup", "escape"):
                await pilot.press(key)
                await pilot.pause()
                assert said(app) == str(full)
                assert app.screen is screen and screen.query_one(Words).text == "the tea"
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == ""
    log.refresh()
    assert [r.text for r in of_kind(log, "appreciation")] == ["the tea"]


@pytest.mark.slow
async def test_time_waits_runs_pauses_and_ends(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "r")
        await pilot.press("right")
        await pilot.pause()
        pace = screen.query_one(Timed).pace
        assert not pace.begun
        await pass_time(pilot, 5)
        assert pace.left == pytest.approx(4)
        await pilot.press("space")
        await pass_time(pilot, 30)
        assert pace.left == pytest.approx(4) and words.PAUSED in seen(app)
        await pilot.click(Breath)
        await pass_time(pilot, 30)
        assert pace.over
        await pilot.pause()
        assert said(app) == words.TIME_OVER
        assert screen.shown is not None and screen.shown.step.id == "greet"
        await pilot.press("left", "right")
        await pilot.pause()
        assert screen.query_one(Timed).pace is pace


@pytest.mark.slow
async def test_each_listens_in_turn_with_a_bell_between(
    log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = []
    async with opened(home, still) as (app, pilot):
        monkeypatch.setattr(app, "bell", lambda: rung.append(1))
        await begin(pilot, "r")
        await pilot.press("right", "right")
        await pilot.pause()
        assert "Ana says" in seen(app) and "I can see why that …" in seen(app)
        await pass_time(pilot, 400)
        await pilot.pause()
        assert rung == [1]
        await pilot.press("right")
        await pilot.pause()
        assert "Ben says" in seen(app) and "in a moment" in seen(app)


@pytest.mark.slow
async def test_the_screen_goes_dark_wakes_and_ends_by_itself(
    log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = []
    async with opened(home, still) as (app, pilot):
        monkeypatch.setattr(app, "bell", lambda: rung.append(1))
        app.linger = 1000
        screen = await begin(pilot, "n")
        await pilot.press("right", "enter", "enter", "enter", "right")
        await pilot.pause()
        assert "goes dark now" in seen(app)
        await pass_time(pilot, 9)
        await until(lambda: isinstance(app.screen, DarkScreen))
        await pilot.pause()
        assert seen(app).split() == ["·"]
        await pilot.press("x")
        await pilot.pause()
        assert app.screen is screen and not screen.closing
        await pilot.press("space")
        await until(lambda: isinstance(app.screen, DarkScreen))
        await pilot.click()
        await until(lambda: app.screen is screen)
        await pilot.press("space")
        await pass_time(pilot, 600)
        await until(lambda: app.screen is screen and screen.closing)
        assert rung == [1]
    log.refresh()
    (ritual,) = of_kind(log, "ritual")
    assert ritual.complete and "dark" in ritual.steps


@pytest.mark.slow
async def test_the_circle_moves_and_stands_still_where_motion_is_unwanted(
    log: Companion, home: Places, still: Still
) -> None:
    looks = {}
    for level in ("full", "none"):
        async with opened(home, still) as (app, pilot):
            app.animation_level = level  # type: ignore[assignment]
            await begin(pilot, "r")
            await pilot.press("right")
            await pilot.pause()
            await pass_time(pilot, 4)
            one = seen(app)
            await pass_time(pilot, 0.5)
            looks[level] = one == seen(app)
            await pilot.press("escape")
    assert looks == {"full": False, "none": True}


@pytest.mark.slow
async def test_the_last_page_leaves_by_itself(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        app.linger = 0.05
        await begin(pilot, "r")
        await pilot.press("e")
        await pilot.press(*["right"] * 6)
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_the_last_page_leaves_at_any_key_and_says_only_what_was_kept(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "r")
        await pilot.press("e", *["right"] * 5)
        await until(lambda: screen.closing and screen.ready)
        await pilot.pause()
        lines = [line.strip() for line in seen(app).splitlines() if line.strip()]
        assert lines[0] == "Reunion" and set(lines[1]) <= {"●", "─"} and lines[2:] == ["Reunion: done."]
        await pilot.press("z")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_straight_to_a_ritual_and_out_again(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, ritual="reunion", present="both") as (app, pilot):
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        await pilot.press("escape")
        await until(lambda: app.return_code is not None)
    assert app.return_code == 0 and app.error is None


async def test_straight_to_a_ritual_that_is_none(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, ritual="lunch") as (app, _):
        await until(lambda: app.return_code is not None)
    assert app.error is not None and "lunch" in str(app.error)


@pytest.mark.slow
async def test_a_ritual_removed_meanwhile_does_not_stop_anybody(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        await begin(pilot, "m")
        await pilot.press("right", "right", "x", "enter")
        log.refresh()
        for record in of_kind(log, "appreciation") + of_kind(log, "ritual"):
            log.log.remove(record.id)
        await pilot.press("y", "enter", "pageup", "pageup", "z", "enter")
        await pilot.pause()
        assert app.return_code is None
    log.refresh()
    assert sorted(r.text for r in of_kind(log, "appreciation")) == ["xz", "y"]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_longest_words_can_be_read_to_their_end(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    words_ = "line " * 600 + "the end"
    os.makedirs(home.config, exist_ok=True)
    long = "some words " * 88 + "and so on"
    step = f'[[ritual.steps]]\nid="a"\nkind="breathe"\nseconds=6\ntext="{long}"\n'
    Path(home.own_rituals).write_text(
        f'[[ritual]]\nid="x"\nname="Long"\nkey="k"\n{step}[[ritual.steps]]\nid="b"\nkind="appreciate"\ntext="Say it."\n'
    )
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "k", who="o")
        await pilot.press(*["down"] * 40)
        await pilot.pause()
        assert "and so on" in " ".join(seen(app).split())
        await pilot.press("right")
        screen.query_one(Words).text = words_
        await pilot.press("enter")
        await until(lambda: screen.closing and screen.ready)
        await pilot.press(*["down"] * 80)
        await pilot.pause()
        assert "the end”" in " ".join(seen(app).split()), seen(app)


@pytest.mark.slow
async def test_at_its_smallest_the_time_to_listen_stands_apart_from_the_hint(
    log: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still, (60, 20)) as (app, pilot):
        screen = await begin(pilot, "r")
        await pilot.press("right", "right")
        await pilot.pause()
        lines, hint = seen(app).splitlines(), screen.query_one("#hint").content_region
        assert "save good ideas" in lines[hint.y] and not lines[hint.y + 1].strip()
        assert "in a moment" in next(line for line in lines[hint.y + 1 :] if line.strip())
        assert not screen.query_one("#stage").max_scroll_y


@pytest.mark.slow
async def test_long_words_have_a_narrow_bar_beside_them(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (60, 20)) as (_, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right")
        field = screen.query_one(Words)
        field.insert("and so on " * 40)
        await pilot.pause()
        assert field.vertical_scrollbar.size.width == 1


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
async def test_the_letter_under_the_cursor_is_seen_in_every_theme(
    log: Companion, home: Places, still: Still, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    async with opened(home, still) as (_, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right")
        field = screen.query_one(Words)
        field.cursor_blink = False
        await pilot.pause()
        x, y, *_ = field.content_region
        style = screen.get_style_at(x, y)
        assert style.color and style.bgcolor and style.color.triplet and style.bgcolor.triplet
        letter, ground = Color(*style.color.triplet), Color(*style.bgcolor.triplet)
        assert abs(letter.brightness - ground.brightness) > 0.4


@pytest.mark.slow
async def test_a_breath_makes_room_for_the_line_of_a_to_do(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "p")
        await pilot.pause()
        assert screen.query_one("#park-field").has_focus and screen.query_one(Breath).size.height >= 5
        assert not screen.query_one("#page").show_vertical_scrollbar
        assert not overlapping(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_turn_makes_room_for_the_line_of_a_to_do(
    log: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        screen = await begin(pilot, "r")
        await pilot.press("right", "right", "p")
        await pilot.pause()
        lines, says = seen(app).splitlines(), screen.query_one("#park-says").content_region
        hint, timer = screen.query_one("#hint").content_region, screen.query_one(Timed).content_region
        assert words.PARK_HERE in lines[says.y] and not lines[says.y - 1].strip()
        assert timer.y > hint.bottom and screen.query_one(Timed).said() in lines[timer.y]
        assert not screen.query_one("#stage").max_scroll_y and not overlapping(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "I can see why that …" in seen(app), "what helps to listen is there again"


@pytest.mark.slow
async def test_both_fields_of_a_narrow_page_are_of_one_width(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still, (60, 20)) as (_, pilot):
        screen = await begin(pilot, "m")
        await pilot.press("right", "right", "tab", "p")
        await pilot.pause()
        one, other = screen.query_one(Words).region, screen.query_one("#park-field").region
        assert (one.x, one.right) == (other.x, other.right)


@pytest.mark.slow
async def test_on_a_number_the_key_bar_has_the_way_back_that_there_is(
    all_kinds: Companion, home: Places, still: Still
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "k")
        while screen.shown is None or screen.shown.step.kind != "rate":
            await click(pilot, "screen.next")
        assert screen.query_one(Scale).has_focus and "← back" in seen(app)
        await pilot.press("left")
        await pilot.pause()
        assert screen.shown.step.kind == "topic"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_screen_goes_dark_once_a_to_do_is_written_down(
    log: Companion, home: Places, still: Still, key: str
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await begin(pilot, "n")
        await pilot.press("right", "enter", "enter", "enter", "right", "p")
        await write(pilot, "milk")
        await pass_time(pilot, 20)
        await pilot.pause()
        assert app.screen is screen, "not while one writes"
        await pilot.press(key)
        await until(lambda: isinstance(app.screen, DarkScreen))
        await pilot.press("x")
        await until(lambda: app.screen is screen)
        await pilot.press("p", "escape")
        await pilot.pause()
        assert app.screen is screen, "woken, it stays so until it is sent to the dark again"
