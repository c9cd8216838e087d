"""Keys: each has an id and a word on what it does, none means two things on one screen, all can be set anew."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui import keymap_check, screens, widgets
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.today import TodayScreen
from support import textual_inside
from support.full_screen import begin, opened, said, seen, until
from support.homes import Still
from support.private_space import door, enter, turn

pytestmark = pytest.mark.sample(1)


def ours() -> Iterator[tuple[type, Binding]]:
    for one in {*keymap_check.classes(screens), *keymap_check.classes(widgets), RitualApp}:
        for binding in vars(one).get("BINDINGS", ()):
            assert isinstance(binding, Binding), one
            yield one, binding


def test_each_binding_has_an_id_and_says_what_it_does() -> None:
    found = list(ours())
    assert len(found) > 50
    for one, binding in found:
        assert binding.id and binding.tooltip and binding.description, (one, binding)
    twice = [ident for ident, count in Counter(binding.id for _, binding in found).items() if count > 1]
    assert not twice


def told(app: RitualApp) -> str:
    """All that notices say."""
    return "\n".join(textual_inside.notices(app))


async def active(app: RitualApp) -> dict[str, set[str]]:
    """What each key does on the screen as it is."""
    does: dict[str, set[str]] = {}
    for key, binding in textual_inside.bindings_in_force(app):
        if binding.id:
            does.setdefault(key, set()).add(binding.id)
    return does


@pytest.mark.slow
async def test_no_key_means_two_things_on_one_screen(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):

        async def check() -> None:
            await pilot.pause()
            for key, does in (await active(app)).items():
                # Palette and help are everywhere; a field of its own may leave by the same key as the screen.
                assert len(does) == 1 or key in ("escape", "enter"), (app.screen, key, does)

        await check()
        for keys in (
            ["a"],
            ["escape", "b"],
            ["1"],
            ["escape", "f6"],
            ["f"],
            ["escape", "w"],
            ["escape", "escape", "question_mark"],
        ):
            await pilot.press(*keys)
            await check()
        await pilot.press("escape")
        for key in ("m", "r", "n"):
            screen = await begin(pilot, key)
            while not screen.closing:
                await check()
                await pilot.press("pagedown")
                await pilot.pause()
            await pilot.press("z")
            await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_no_key_means_two_things_in_ones_own_space(quick: Companion, home: Places, still: Still) -> None:
    quick.private.write("ring Mira", "goal", set_="wellbeing")
    quick.private.write("", "draft", parts={"when": "it rains"})
    async with opened(home, still) as (app, pilot):

        async def check(*keys: str) -> None:
            await turn(pilot, *keys)
            for key, does in (await active(app)).items():
                assert len(does) == 1 or key in ("escape", "enter"), (app.screen, key, does)

        await door(pilot)
        await check()
        await check("ctrl+n")
        await pilot.press("escape")
        await enter(pilot)
        await check()
        steps = (
            "enter", "right", "e", "escape escape", "w", "2", "x enter", "escape w 9", "x enter", "x enter", "enter",
            "enter", "enter", "s", "n", "k", "comma", "p", "escape r", "f", "escape escape x", "escape b", "escape",
        )  # fmt: skip
        for keys in steps:
            await check(*keys.split())


async def test_a_key_can_be_set_anew_and_is_shown_so(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('[keys]\n"today.thank" = "t"\n"ritual.reunion" = "w"\n"today.thnk" = "x"\n')
    async with opened(home, still) as (app, pilot):
        assert "t thank" in seen(app)
        await until(lambda: "no action called “today.thnk”; did you mean “today.thank”?" in told(app))
        await pilot.press("a")
        assert app.screen.focused is None
        await pilot.press("t", "x", "enter")
        await pilot.pause()
        assert "Saved." in said(app)


async def test_a_clash_is_told(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.settings).write_text('[keys]\n"today.thank" = "b"\n')
    async with opened(home, still) as (app, _):
        await until(lambda: "“today.thank” and “today.bid” both use the key “b”" in told(app))


@pytest.mark.slow
async def test_a_rituals_key_that_is_taken_is_told(log: Companion, home: Places, still: Still) -> None:
    Path(home.config).mkdir(parents=True)
    Path(home.own_rituals).write_text(
        '[[ritual]]\nid="x"\nname="Lunch"\nkey="a"\n[[ritual.steps]]\nid="a"\nkind="say"\ntext="Eat."\n'
    )
    async with opened(home, still) as (app, pilot):
        assert "The key “a” is already used here. Open Lunch with" in said(app)
        await pilot.press("a", "x")
        await pilot.pause()
        assert app.screen.focused is not None


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_rituals_by_arrows_and_enter(log: Companion, home: Places, still: Still, size: tuple[int, int]) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("right", "right", "right", "enter")
        await pilot.pause()
        await pilot.press("b")
        await until(lambda: "Put your phones away" in seen(app))
