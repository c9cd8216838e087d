"""What is painted can be read: the contrast of every letter, measured on the rendered screen, in every theme."""

import pytest

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.contrast import READABLE, THEMES, worst
from support.full_screen import opened, seen, until
from support.homes import Still
from support.private_space import door, enter, turn

pytestmark = pytest.mark.sample(1)


@pytest.mark.slow
@pytest.mark.parametrize("name", THEMES)
async def test_every_letter_can_be_read(
    log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", name)
    log.rituals.did("morning")
    log.log.thank("the soup", by=log.people.partner.id)
    log.log.bid("away", "asked about Sunday")
    async with opened(home, still, size=(100, 36)) as (app, pilot):
        assert app.theme == name

        async def look(*keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause()
            contrast, text = worst(app)
            assert contrast >= READABLE.get(name, 4.5), f"{type(app.screen).__name__}: “{text}” has {contrast:.1f}"

        await look()
        await look("a")
        await look("escape", "ctrl+p")
        await until(lambda: "Thank" in seen(app))
        await look("down", "down")
        await look("escape", "b")
        await look("escape", "2")
        await look("down", "slash", "s", "o")
        await look("enter", "escape", "escape")
        await look("comma")
        await look("down", "enter")
        await look("escape", "escape", "f6")
        await look("a", "f")
        await look("escape", "space", "w")
        await look("escape", "escape", "question_mark")
        await look("f1")
        for _ in range(3):
            await look("down", "enter", "end")
            await look("escape")
        await pilot.resize_terminal(120, 36)
        await look("enter")
        await look("left")
        await pilot.resize_terminal(100, 36)
        await look("escape", "r")
        await look("b")
        for _ in range(6):
            await look("right")


@pytest.mark.slow
@pytest.mark.parametrize("name", THEMES)
async def test_every_letter_can_be_read_in_ones_own_space(
    quick: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", name)
    quick.private.write("ring Mira", "goal", set_="wellbeing")
    quick.private.write("a nod", "reflection", set_="signs-other", prompt="reach", asked="How was it answered?")
    async with opened(home, still, size=(100, 36)) as (app, pilot):

        async def look(*keys: str) -> None:
            await turn(pilot, *keys)
            contrast, text = worst(app)
            assert contrast >= READABLE.get(name, 4.5), f"{type(app.screen).__name__}: “{text}” has {contrast:.1f}"

        await door(pilot)
        await look()
        await look("x")
        await look("backspace", "ctrl+n")
        await look("escape")
        await enter(pilot)
        steps = (
            "down", "up enter", "e", "escape escape w", "down", "2", "x", "enter", "escape w 9", "enter",
            "y o u space n e v e r enter", "enter", "enter", "enter", "s", "tab", "n", "k", "comma", "down", "p",
            "escape r", "f", "escape enter x", "escape b",
        )  # fmt: skip
        for keys in steps:
            await look(*keys.split())
