"""What becomes of the partner's copy is said on the screen as by the command, whole at every size."""

from pathlib import Path

import pytest

from ritualtui import messages
from ritualtui.companion import partners_copy
from ritualtui.companion.service import Companion
from ritualtui.companion.sync import pairing
from ritualtui.places import Places
from support.full_screen import SIZES, opened, seen
from support.homes import ANA, Still

SOUP = "the soup on Thursday, and that you asked before you told"


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What belongs to a computer and no home is kept within the test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def synced(log: Companion, tmp_path: Path) -> Companion:
    log.log.thank(SOUP)
    (tmp_path / "between").mkdir()
    pairing.setup(log, str(tmp_path / "between"))
    return log


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("keys", "sentence"), [("s", partners_copy.HIDDEN), ("d", partners_copy.REMOVED)])
async def test_it_is_said_whole(
    synced: Companion, home: Places, still: Still, size: tuple[int, int], keys: str, sentence: str
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await pilot.press("2")
        await pilot.pause()
        await pilot.press(keys)
        await pilot.pause()
        assert sentence.format(partner="Ben") in " ".join(seen(app).split())


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", SIZES)
async def test_a_bid_of_mine_becomes_private_by_its_answer_and_that_is_said_whole(
    synced: Companion, home: Places, still: Still, size: tuple[int, int]
) -> None:
    still.move(minutes=1)
    ident = synced.log.bid("toward", "the heron", from_=ANA)["id"]

    def audience() -> str:
        with Companion.open(home, time=still) as other:
            return other.log.find(ident).audience

    async with opened(home, still, size) as (app, pilot):
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        told = " ".join(seen(app).split())
        assert messages.BID_NOW_OWN in told and partners_copy.HIDDEN.format(partner="Ben") in told
        assert audience() == "self"
        await pilot.press("r", "r")
        await pilot.pause()
        assert audience() == "ours" and "You can both see this now." in seen(app), "only passed on the way to no answer"
        await pilot.press("r", "r", "down", "up", "r", "r")
        await pilot.pause()
        assert audience() == "self", "whoever left it private and came back has to share it"


@pytest.mark.slow
async def test_where_nobody_has_a_copy_nothing_is_said_of_one(log: Companion, home: Places, still: Still) -> None:
    log.log.thank(SOUP)
    async with opened(home, still) as (app, pilot):
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert "Removed." in seen(app) and "next sync" not in seen(app)
