"""Terminals that can show less: no UTF-8, no colours, sixteen of them, no motion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.ascii_filter import plainly, wanted
from support.full_screen import opened, seen
from support.homes import Still

pytestmark = pytest.mark.sample(1)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40))
def test_ascii_and_as_wide(text: str) -> None:
    made = plainly(text)
    assert made.isascii()
    assert len(made) == sum(map(cell_len, text))


def test_days_still_differ() -> None:
    assert len(set(plainly("●◐○◌–·"))) == 6
    assert plainly("•••") == "***", "a passphrase as it is typed"
    assert plainly("Zoë’s „Käse“").startswith("Zoe's ")


@pytest.mark.parametrize(
    ("env", "plain"),
    [
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "de_DE.utf8@euro"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LC_ALL": "POSIX"}, True),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "de_DE.ISO-8859-15"}, True),
        ({"LANG": "xx.no-such-code"}, False),
    ],
)
def test_the_locale_says(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], plain: bool) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert wanted() is plain


async def test_today_in_ascii(log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    log.rituals.did("bedtime")
    log.log.thank("für den Löwenzahn", by=log.people.partner.id)
    async with opened(home, still) as (app, pilot):
        screen = seen(app)
        assert screen.isascii()
        assert '"fur den Lowenzahn"' in screen
        await pilot.press("m")
        await pilot.pause()
        assert seen(app).isascii()


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"TEXTUAL_COLOR_SYSTEM": "standard"}, {"TEXTUAL_ANIMATIONS": "none"}]
)
async def test_nothing_is_lost_with_less(
    log: Companion, home: Places, still: Still, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]
) -> None:
    async with opened(home, still) as (app, _):
        usual = seen(app)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    async with opened(home, still) as (app, _):
        assert seen(app) == usual
