"""Two machines on the full screen: an invite made and taken, and both synced beside what else one does."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ritualtui.companion.service import Companion
from ritualtui.companion.sync import key_storage, pairing, syncing
from ritualtui.places import Places
from ritualtui.sync import system_keyring
from ritualtui.tui.app import RitualApp
from ritualtui.tui.screens.machines import MachinesScreen
from ritualtui.tui.screens.partner import ChoosingScreen, SharingScreen
from ritualtui.tui.screens.today import TodayScreen
from support.full_screen import SIZES, click, opened, overlapping, part, said, seen, until, write
from support.homes import Still, begun, words

pytestmark = pytest.mark.sample(1)


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What belongs to a machine and no home is kept within the test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config-of-the-user"))


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


@pytest.fixture
def other(tmp_path: Path) -> Places:
    """Another machine's home."""
    return Places(str(tmp_path / "other"), str(tmp_path / "other"))


async def page(pilot: Pilot[int]) -> MachinesScreen:
    await pilot.press("f7")
    await until(lambda: isinstance(pilot.app.screen, MachinesScreen))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, MachinesScreen)
    return screen


async def made(pilot: Pilot[int], target: Path) -> str:
    """Make an invite; returns it."""
    screen = await page(pilot)
    await pilot.press("n")
    await write(pilot, str(target))
    await pilot.press("enter")
    await until(lambda: "The invite" in seen(screen.app) or said(screen.app))
    await pilot.pause()
    return screen._invite


@pytest.mark.slow
async def test_from_two_homes_to_one_log(
    log: Companion, home: Places, other: Places, still: Still, shared: Path
) -> None:
    log.log.thank("from the first")
    async with opened(home, still) as (app, pilot):
        invite = await made(pilot, shared)
        assert invite and invite[11:30] in seen(app).replace(" ", "")
        await pilot.press("escape")
        await until(lambda: "No other computer has joined yet." in " ".join(seen(app).split()))
        assert app.in_step.word == "nobody joined yet", "nothing is synced with anybody before somebody has joined"
        assert str(shared) in "".join(seen(app).split())
    begun(other, still).close()
    with Companion.open(other, who="Ana", time=still) as second:
        second.facts({"me": second.people.partner.id})
        second.log.thank("from the second")
    async with opened(other, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("j")
        screen.query_one("#field").value = invite  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: str(shared) in "".join(seen(app).split()))
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: app.screen.data is not None)  # type: ignore[attr-defined]
        await until(lambda: app.in_step.word == "synced")
        assert app.companion is not None and words(app.companion) == ["from the first", "from the second"]
        await pilot.pause()
        assert "synced" in seen(app).splitlines()[0]
    async with opened(home, still) as (app, pilot):
        await until(lambda: app.companion is not None and len(words(app.companion)) == 2)


async def test_what_is_logged_goes_out_by_itself(
    log: Companion, home: Places, other: Places, still: Still, shared: Path
) -> None:
    invite, _ = pairing.setup(log, str(shared))
    joined = pairing.join(other, _decoded(invite), me="Ben", time=still)
    assert joined.me == "Ben"
    async with opened(home, still) as (app, pilot):
        await until(lambda: app.in_step.outcome is not None)
        await pilot.press("a")
        await write(pilot, "the soup")
        await pilot.press("enter")
        app.in_step._look()
        await until(lambda: app.in_step.outcome is not None and app.in_step.outcome.sent == 1)
    with Companion.open(other, time=still) as second:
        second.syncing.run("couple")
        assert words(second) == ["the soup"]


@pytest.mark.slow
async def test_what_comes_appears_by_itself(
    log: Companion, home: Places, other: Places, still: Still, shared: Path
) -> None:
    invite, _ = pairing.setup(log, str(shared))
    pairing.join(other, _decoded(invite), me="Ben", time=still)
    async with opened(home, still) as (app, _):
        await until(lambda: app.in_step.outcome is not None)
        with Companion.open(other, time=still) as second:
            second.log.thank("a heron")
            second.syncing.run("couple")
        app.in_step.now()
        await until(lambda: "a heron" in seen(app))
        await until(lambda: app.in_step.word == "synced")


@pytest.mark.slow
async def test_not_reachable_is_nothing_to_worry_about(
    log: Companion, home: Places, still: Still, shared: Path
) -> None:
    pairing.setup(log, str(shared))
    shutil.rmtree(shared)
    async with opened(home, still) as (app, pilot):
        await until(lambda: app.in_step.outcome is not None)
        assert app.in_step.word == "will sync later"
        assert said(app) == "", "nobody is stopped by it"
        await pilot.press("a")
        await write(pilot, "the soup")
        await pilot.press("enter")
        log.refresh()
        assert words(log) == ["the soup"]
        await pilot.press("f7")
        await until(lambda: "can’t be reached right now" in " ".join(seen(app).split()))


@pytest.mark.slow
async def test_what_the_other_machine_alone_can_mend_is_marked_until_it_was_looked_at(
    log: Companion, home: Places, other: Places, still: Still, shared: Path
) -> None:
    pairing.join(other, _decoded(pairing.setup(log, str(shared))[0]), me="Ben", time=still)
    for path in shared.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    async with opened(other, still) as (app, pilot):
        await until(lambda: app.in_step.word == "check sync")
        app.in_step.now()
        await until(lambda: app.in_step._running is None)
        assert app.in_step.outcome is not None and app.in_step.outcome.state == "step"
        assert app.in_step.word == "check sync", "nobody has looked yet"
        await page(pilot)
        assert "".join(seen(app).split()).count("damaged,") == 1
        await until(lambda: app.in_step.word == "synced")


@pytest.mark.slow
async def test_a_wrong_invite_is_one_line_and_can_be_mended(log: Companion, home: Places, still: Still) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("j")
        await write(pilot, "RITUALTUI1-nonsense")
        await pilot.press("enter")
        await until(lambda: said(app))
        assert "\n" not in said(app)
        assert screen._page == "invite"
        await pilot.press("escape")
        await pilot.pause()
        assert screen._page == "none"


@pytest.mark.slow
async def test_a_place_that_is_not_there_need_not_be_typed_again(
    log: Companion, home: Places, still: Still, shared: Path
) -> None:
    later = shared / "stick"
    async with opened(home, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("n")
        await write(pilot, str(later / "us"))
        await pilot.press("enter")
        await until(lambda: "is not there now" in said(app))
        assert screen.query_one("#field").value == str(later / "us")  # type: ignore[attr-defined]
        await pilot.press("backspace")
        assert screen.query_one("#field").value == str(later / "u")  # type: ignore[attr-defined]
        await pilot.press("s")
        (later / "us").mkdir(parents=True)
        await pilot.press("enter")
        await until(lambda: "The invite" in seen(app))
        await pilot.press("escape", "x", "y")
        await until(lambda: screen._page == "none")
        await pilot.press("n")
        await pilot.pause()
        assert screen.query_one("#field").value == ""  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_an_invite_shows_where_it_leads_before_anything_is_reached_there(
    home: Places, other: Places, still: Still, shared: Path, tmp_path: Path
) -> None:
    with begun(home, still) as log:
        invite = pairing.setup(log, str(shared))[0]
    here = shared.rename(tmp_path / "elsewhere")
    begun(other, still).close()
    async with opened(other, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("j")
        screen.query_one("#field").value = invite  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: screen._page == "there")
        await pilot.pause()
        assert str(shared) in "".join(seen(app).split())
        assert syncing.scopes(other) == [] and not Path(other.sync).exists()
        await pilot.press("enter")
        await until(lambda: "is not there now" in said(app))
        assert screen._page == "there", "the place can be named anew"
        screen.query_one("#field").value = str(here)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, TodayScreen))
    assert syncing.scopes(other) == ["couple"]


@pytest.fixture
def his(other: Places, still: Still) -> Places:
    """Ben's log, which he kept alone."""
    with Companion.begin(other, "Ben", "someone", solo=True, time=still, plans=False) as companion:
        companion.log.thank("for the lamp")
        companion.log.thank("for the bread")
        companion.log.bid("toward", "the heron")
    return other


async def to_the_choice(pilot: Pilot[int], invite: str) -> SharingScreen:
    """As far as what goes along is asked."""
    screen = await page(pilot)
    await pilot.press("j")
    screen.query_one("#field").value = invite  # type: ignore[attr-defined]
    await pilot.press("enter")
    await until(lambda: screen._page == "there")
    await pilot.press("enter")
    await until(lambda: isinstance(pilot.app.screen, SharingScreen))
    await pilot.pause()
    assert isinstance(pilot.app.screen, SharingScreen)
    return pilot.app.screen


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_joining_takes_along_what_is_chosen_of_a_log_that_was_kept_alone(
    log: Companion, his: Places, still: Still, shared: Path, size: tuple[int, int]
) -> None:
    invite = pairing.setup(log, str(shared))[0]
    async with opened(his, still, size) as (app, pilot):
        await to_the_choice(pilot, invite)
        assert "Ana will see 0 of 3 entries" in seen(app)
        assert not [found for found in overlapping(app) if "reaches out" not in found]
        await pilot.press("l")
        await until(lambda: isinstance(app.screen, ChoosingScreen))
        await pilot.press("space", "escape")
        await until(lambda: "Ana will see 1 of 3 entries" in seen(app))
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, TodayScreen))
        await until(lambda: app.companion is not None and not app.companion.people.solo)
    log.syncing.run("couple")
    assert len(words(log)) == 1 and words(log)[0] in ("for the lamp", "for the bread")


@pytest.mark.slow
async def test_who_would_rather_not_choose_has_joined_nothing(
    log: Companion, his: Places, still: Still, shared: Path
) -> None:
    invite = pairing.setup(log, str(shared))[0]
    before = Path(his.journal).read_bytes()
    async with opened(his, still) as (app, pilot):
        await to_the_choice(pilot, invite)
        await pilot.press("escape")
        await until(lambda: "nothing was changed" in said(app))
        assert str(shared) in "".join(seen(app).split()), "one is where one was"
        assert syncing.scopes(his) == [] and Path(his.journal).read_bytes() == before
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, SharingScreen))
        await pilot.press("b")
        await until(lambda: isinstance(app.screen, TodayScreen))
    log.syncing.run("couple")
    assert words(log) == [], "nothing goes along that was not chosen"


@pytest.mark.parametrize("target", ["s3://ours/us?endpoint=https://elsewhere.example:9000", "sftp://ana@a.example/us"])
async def test_what_an_invite_names_is_shown_whole_and_escape_goes_nowhere(
    log: Companion, home: Places, still: Still, shared: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite = leading_to(log, target)
    monkeypatch.setattr(pairing, "join", lambda *_, **__: pytest.fail("it was gone to"))
    async with opened(home, still, (60, 20)) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("j")
        screen.query_one("#field").value = invite  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: screen._page == "there")
        await pilot.pause()
        assert target in "".join(seen(app).split())
        await pilot.press("escape")
        await pilot.pause()
        assert screen._page == "none" and screen._invite == ""


@pytest.mark.slow
async def test_a_folder_whose_name_holds_escapes_is_shown_and_not_obeyed(
    log: Companion, home: Places, still: Still
) -> None:
    invite = leading_to(log, "/x/\x1b]0;owned\x07\n[bold]us")
    async with opened(home, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("j")
        screen.query_one("#field").value = invite  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: screen._page == "there")
        await pilot.pause()
        assert "/x/�]0;owned� [bold]us" in seen(app)


def leading_to(log: Companion, target: str) -> str:
    """An invite to a place that nobody set up."""
    from ritualtui.sync import shared_key

    made = shared_key.Keys(shared_key.space_of(secret := shared_key.new_secret()), secret)
    people = log.storage.state.header["people"]
    return shared_key.encoded(shared_key.invite("couple", made, target, people, people[1][0], 4))


@pytest.mark.slow
async def test_leaving_is_asked_once_and_takes_nothing(
    log: Companion, home: Places, still: Still, shared: Path
) -> None:
    log.log.thank("the soup")
    pairing.setup(log, str(shared))
    async with opened(home, still) as (_, pilot):
        await page(pilot)
        await pilot.press("x", "escape")
        await pilot.pause()
        assert syncing.scopes(home) == ["couple"]
        await pilot.press("x", "y")
        await pilot.pause()
        assert syncing.scopes(home) == []
    assert words(log) == ["the soup"]


@pytest.mark.slow
async def test_by_mouse_alone(log: Companion, home: Places, still: Still, shared: Path) -> None:
    pairing.setup(log, str(shared))
    async with opened(home, still) as (app, pilot):
        await page(pilot)
        await click(pilot, "screen.invite")
        await pilot.pause()
        assert "RITUALTUI1" in seen(app)
        await click(pilot, "screen.back")
        await click(pilot, "screen.now")
        await until(lambda: app.in_step.word == "nobody joined yet")
        await click(pilot, "screen.back")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (120, 60)])
async def test_no_size_overlaps(
    log: Companion, home: Places, still: Still, shared: Path, size: tuple[int, int]
) -> None:
    async with opened(home, still, size) as (app, pilot):
        await page(pilot)
        assert not [found for found in overlapping(app) if "reaches out" not in found]
        await pilot.press("escape")
        await made(pilot, shared)
        assert not [found for found in overlapping(app) if "reaches out" not in found]
        if size != (120, 40):  # there it hangs on how long the path of the place is
            assert ("█" in seen(app)) == (size[1] >= 60), "the code is drawn where it can be seen whole"


async def test_alone_and_not_set_up_there_is_no_mark(home: Places, still: Still) -> None:
    begun(home, still, solo=True).close()
    async with opened(home, still) as (app, _):
        assert app.in_step.word == ""
        assert isinstance(app, RitualApp)


def _decoded(invite: str):  # type: ignore[no-untyped-def]
    from ritualtui.sync import shared_key

    return shared_key.decoded(invite)


@pytest.mark.slow
async def test_alone_it_is_for_ones_own_two_machines(home: Places, still: Still, shared: Path) -> None:
    begun(home, still, solo=True).close()
    async with opened(home, still) as (app, pilot):
        await page(pilot)
        assert "both of you" not in seen(app)
        await pilot.press("escape")
        assert await made(pilot, shared)
    assert syncing.scopes(home) == ["mine"]


@pytest.fixture
def keyring_file(tmp_path: Path) -> Path:
    return tmp_path / "ring.json"


@pytest.fixture
def in_ring(
    log: Companion, home: Places, shared: Path, keyring_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Places]:
    """A log that is set up, with its key in the keyring of this process."""
    keyring = pytest.importorskip("keyring", reason="an extra; .ci/run installs it")
    from support import fake_keyring

    monkeypatch.setenv("RING", str(keyring_file))
    monkeypatch.setattr(keyring.core, "_keyring_backend", fake_keyring.FileRing())
    monkeypatch.setattr(system_keyring, "_asked", None)
    pairing.setup(log, str(shared))
    key_storage.move(home, "couple", to_keyring=True)
    yield home
    Path(f"{keyring_file}.stuck").unlink(missing_ok=True)


async def test_a_keyring_that_does_not_open_holds_up_no_key_of_the_screen(
    in_ring: Places, still: Still, keyring_file: Path
) -> None:
    stuck = Path(f"{keyring_file}.stuck")
    stuck.touch()
    async with opened(in_ring, still) as (app, pilot):
        assert app.in_step.word == "syncing"
        await pilot.press("f7")
        await until(lambda: isinstance(app.screen, MachinesScreen) and app.screen._page == "set")
        await until(lambda: "couple" not in seen(app) and "to send" in seen(app))
        await pilot.press("i")
        await until(lambda: "is locked" in said(app))
        await pilot.press("x", "escape", "escape")
        await until(lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.slow
async def test_on_the_screen_the_invite_and_leaving_use_the_keyring(
    in_ring: Places, still: Still, keyring_file: Path
) -> None:
    async with opened(in_ring, still) as (app, pilot):
        await until(lambda: app.in_step.word == "nobody joined yet")
        await pilot.press("f7")
        await until(lambda: isinstance(app.screen, MachinesScreen) and app.screen._page == "set")
        await pilot.press("i")
        await until(lambda: "RITUALTUI1-" in seen(app))
        await pilot.press("escape", "x", "y")
        await until(lambda: "no longer syncs" in said(app))
    assert json.loads(keyring_file.read_text()) == {} and syncing.scopes(in_ring) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_is_set_up_but_damaged_is_told_and_can_be_left(
    log: Companion, home: Places, still: Still, shared: Path, size: tuple[int, int]
) -> None:
    pairing.setup(log, str(shared))
    Path(home.sync, "couple", "target.json").write_text('{"target":')
    async with opened(home, still, size) as (app, pilot):
        await page(pilot)
        await pilot.press("i")
        await until(lambda: "is damaged" in " ".join(said(app).split()))
        await pilot.press("x", "y")
        await until(lambda: "no longer syncs" in said(app))
    assert syncing.scopes(home) == []


STATES = ["nothing", "set up", "damaged", "offline", "locked", "waiting"]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
@pytest.mark.parametrize("state", STATES)
async def test_escape_leads_from_every_page_back_to_how_it_stands_and_out(
    request: pytest.FixtureRequest, log: Companion, home: Places, other: Places, still: Still, shared: Path,
    tmp_path: Path, state: str, size: tuple[int, int],
) -> None:  # fmt: skip
    ringed = state in ("locked", "waiting")
    if ringed:
        request.getfixturevalue("in_ring")
        Path(tmp_path, f"ring.json.{'locked' if state == 'locked' else 'stuck'}").touch()
    elif state != "nothing":
        pairing.setup(log, str(shared))
    if state == "damaged":
        Path(home.sync, "couple", "target.json").write_text('{"target":')
    if state == "offline":
        shared.rename(tmp_path / "away")
    invite = leading_to(begun(other, still), str(tmp_path / "nowhere"))
    before = syncing.scopes(home)
    async with opened(home, still, size) as (app, pilot):
        screen = await page(pilot)
        stands = "none" if state == "nothing" else "set"

        async def back() -> None:
            assert not [found for found in overlapping(app) if "reaches out" not in found], screen._page
            await pilot.press("escape")
            await until(lambda: screen._page == stands)
            assert app.screen is screen and screen.is_current

        assert screen._page == stands
        for key in ("n", "j") if stands == "none" else ():
            await pilot.press(key)
            await until(lambda: screen._page in ("target", "invite"))
            await back()
            await pilot.press(key)
            screen.query_one("#field").value = invite if key == "j" else str(tmp_path / "no folder" / "us")  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(lambda key=key: screen._page == "there" if key == "j" else said(app))
            await back()
        for key in ("s", "i", "x") if stands == "set" else ():
            await pilot.press(key)
            await pilot.pause()
            if screen._page != "set":
                await back()
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, TodayScreen))
    assert syncing.scopes(home) == before


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["hearth", "dawn"])
async def test_the_code_is_seen_whole_beside_the_words_or_not_at_all(
    log: Companion, home: Places, still: Still, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    async with opened(home, still, (120, 40)) as (app, pilot):
        screen = await page(pilot)
        screen._invite = invite = leading_to(log, "/srv/us")
        screen._show("made")
        await pilot.pause()
        code = screen.query_one("#code")
        drawn = code.styles
        assert drawn.color.brightness > drawn.background.brightness, "what is light in the code is light on the screen"
        for size, whole in (
            ((120, 40), True),
            ((60, 20), False),
            ((80, 24), False),
            ((80, 60), True),
            ((120, 40), True),
        ):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert code.display == whole and not app.screen.query_one("#body").max_scroll_y, seen(app)
            assert invite in "".join(part(app, "#invite").split())
            assert not overlapping(app)


@pytest.mark.slow
async def test_who_an_invite_is_for_stays_said_until_it_is_one_of_them(
    log: Companion, home: Places, other: Places, still: Still, shared: Path
) -> None:
    invite, _ = pairing.setup(log, str(shared))
    Companion.begin(other, "Cleo", "Dan", time=still).close()
    async with opened(other, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("j")
        screen.query_one("#field").value = invite  # type: ignore[attr-defined]
        await pilot.press("enter", "enter")
        await until(lambda: "Which of the two" in seen(app))
        await write(pilot, "Cleo")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) == "It’s for Ana or Ben: one of these two."
        assert "The invite is for Ana or Ben" in " ".join(part(app, "#about").split())
        assert screen.query_one("#field").has_focus


@pytest.mark.slow
async def test_the_mark_goes_with_leaving(log: Companion, home: Places, still: Still, shared: Path) -> None:
    async with opened(home, still, (120, 40)) as (app, pilot):
        await made(pilot, shared)
        await pilot.press("escape")
        await until(lambda: "nobody joined yet" in part(app, "Head"))
        await pilot.press("x", "y")
        await pilot.pause()
        assert said(app).startswith("This computer no longer syncs.")
        assert "Ana" in part(app, "Head") and "nobody joined yet" not in part(app, "Head")
        assert app.in_step.word == ""


@pytest.mark.slow
async def test_a_folder_that_is_not_there_is_made_once_it_is_said_to_be(
    log: Companion, home: Places, still: Still, shared: Path
) -> None:
    async with opened(home, still) as (app, pilot):
        screen = await page(pilot)
        await pilot.press("n")
        await write(pilot, str(shared / "us"))
        await pilot.press("enter")
        await until(lambda: "no such folder" in seen(app))
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one("#field").value == str(shared / "us")  # type: ignore[attr-defined]
        assert not (shared / "us").exists()
        await pilot.press("enter", "y")
        await until(lambda: "The invite" in seen(app))
        assert list((shared / "us").iterdir())


@pytest.mark.slow
async def test_an_invite_can_be_written_to_a_file_and_read_as_a_code(
    log: Companion, home: Places, still: Still, shared: Path, tmp_path: Path
) -> None:
    async with opened(home, still, (80, 24)) as (app, pilot):
        invite = await made(pilot, shared)
        screen = app.screen
        assert isinstance(screen, MachinesScreen)
        await pilot.press("w")
        await pilot.pause()
        screen.query_one("#field").value = str(shared / "invite.txt")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: "is the key to it" in said(app))
        screen.query_one("#field").value = str(tmp_path / "invite.txt")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: "The invite is in" in said(app))
        assert _decoded((tmp_path / "invite.txt").read_text()) == _decoded(invite)
        screen._invite = invite_to_a_short_place(invite)
        screen._show("made")
        await pilot.press("k")
        await until(lambda: "█" in seen(app))
        assert seen(app).count("\n") <= 24 and "invite" not in seen(app)
        await pilot.press("escape")
        await until(lambda: "RITUALTUI1-" in seen(app))


def invite_to_a_short_place(invite: str) -> str:
    """The same invite, as if the sync folder had a name of an ordinary length."""
    import msgspec

    from ritualtui.sync import shared_key

    return shared_key.encoded(msgspec.structs.replace(shared_key.decoded(invite), target="/home/ana/us"))
