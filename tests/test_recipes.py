"""The recipes of CONTRIBUTING.md are followed: what each lists is enough, and what it adds works from end to end."""

import json
from pathlib import Path

import pytest

from support.recipes import Program, listed, python

COMMAND = """
import sys
from ritualtui.cli.group import cli

cli(sys.argv[1:])
"""
NUDGE = """
import asyncio, sys
from support.full_screen import opened, seen, until
from support.homes import Still, begun
from support.lived_days import live
from ritualtui.places import Places
from ritualtui.tui.screens.insights import InsightsScreen
from ritualtui.tui.widgets.nudge import NudgeWord

home, still = Places(sys.argv[1], sys.argv[2]), Still()
log = begun(home, still, plans=True)
live(log, still, 30)
talk = {"kind": "checkin", "topic": "inner", "minutes": 20, "closeness": 7}
for _ in range(7):
    log.log.add_all([{**talk, "at": still.now().isoformat()}])
    live(log, still, 1)
(nudge,) = log.nudges.due()
print(nudge.kind, nudge.said, nudge.why, nudge.choices)
log.close()


async def screen():
    async with opened(home, still, (100, 30)) as (app, pilot):
        await until(lambda: app.screen.query_one(NudgeWord).shown)
        await pilot.pause()
        print(seen(app))
        await pilot.press("3")
        await until(lambda: isinstance(app.screen, InsightsScreen) and app.screen.material is not None)
        await pilot.pause()
        print(seen(app))


asyncio.run(screen())
"""
NUDGE_WORDS = """
[inner-talk]
name = "long talks"
short = "more talk of what is inside"
said = ["We have talked at length these {days}."]
alone = ["You have talked at length these {days}."]
place = "thank"
label = "thank {partner} for one thing"
why = "Counted from {since} to {until}."
ask = [["busy", "That was good", "That was good"]]
"""


def test_a_nudge_kind(tmp_path: Path, env: dict[str, str]) -> None:
    program = Program(tmp_path / "program")
    program.after(
        "ritualtui/insight/nudge_kinds.py", '    NudgeKind("lopsided"),  # shown where both have asked for it\n',
        '    NudgeKind("inner-talk", Threshold(100.0, 0.2), stands=3, sign=Sign("◆", "paused")),\n',
    )  # fmt: skip
    program.after(
        "ritualtui/insight/detector.py", "    def _speak(self, day: date) -> tuple[Spoken, ...]:\n",
        "        week = self._past[-7:]\n"
        '        if sum(past.row.inner for past in week) >= THRESHOLDS["inner-talk"].evidence:\n'
        '            return self._say("inner-talk", day, len(self._past) - len(week), ())\n',
    )  # fmt: skip
    program.append("ritualtui/content/en/nudges.toml", NUDGE_WORDS)
    assert program.touched == listed("A nudge kind")
    assert python(program.touched) <= 3
    shown = program.run(NUDGE, str(tmp_path / "data"), str(tmp_path / "config"), env=env)
    due, screens = shown.split("\n", 1)
    assert due.startswith("inner-talk We have talked at length these ")
    assert "Counted from" in due and "about once in five years" in due and "That was good" in due
    assert "We have talked at length" in screens and "thank Ben for one thing" in screens
    assert "◆ paused" in screens
    assert "more talk of what is inside" in " ".join(screens.split())


SHELF = '''
"""``shelf://NAME/FOLDER``: blobs on shelves below ``$SHELVES``, to try things out."""

import os
from collections.abc import Iterable
from pathlib import Path

from ritualtui.sync.address import Address
from ritualtui.sync.remote import Entry, TooLarge
from ritualtui.sync.target import Counted


class Shelf:
    """A ``Storage`` in a folder."""

    def __init__(self, address: Address) -> None:
        self._top = Path(os.environ["SHELVES"], address.host)

    def get(self, path: str, limit: int) -> bytes:
        """See ``Storage``."""
        data = self._at(path).read_bytes()
        if len(data) > limit:
            raise TooLarge
        return data

    def put(self, path: str, data: bytes) -> None:
        """See ``Storage``."""
        self._at(path).parent.mkdir(parents=True, exist_ok=True)
        self._at(path).write_bytes(data)

    def delete(self, path: str) -> None:
        """See ``Storage``."""
        self._at(path).unlink()

    def listing(self, path: str, counted: Counted) -> Iterable[Entry]:
        """See ``Storage``."""
        return [Entry(found.name, found.is_dir()) for found in self._at(path).iterdir()]

    def close(self) -> None:
        """See ``Storage``."""

    def _at(self, path: str) -> Path:
        return self._top / path.lstrip("/")
'''
SCHEME = """    Scheme(
        "shelf", "shelf://NAME/FOLDER", "shelf.Shelf", stored=True, short="shelf://…",
        password="It has none. Write {form}.", meant=("shelves",),
    ),
"""
HINTED = """
import asyncio, sys
from support.full_screen import opened, seen, until
from support.homes import Still
from ritualtui.places import Places
from ritualtui.tui.screens.machines import MachinesScreen


async def screen():
    async with opened(Places(sys.argv[1], sys.argv[2]), Still(), (100, 30)) as (app, pilot):
        await pilot.press("f7")
        await until(lambda: isinstance(app.screen, MachinesScreen))
        await pilot.press("n")
        await pilot.pause()
        print(" ".join(seen(app).split()))


asyncio.run(screen())
"""


@pytest.mark.slow
def test_a_kind_of_sync_folder(tmp_path: Path, env: dict[str, str]) -> None:
    program = Program(tmp_path / "program")
    program.add("ritualtui/sync/shelf.py", SHELF)
    program.after("ritualtui/sync/schemes.py", "ROWS: Final[tuple[Scheme, ...]] = (\n", SCHEME)
    assert program.touched == listed("A kind of sync folder", "s3", "shelf")
    assert python(program.touched) <= 3
    there = {**env, "SHELVES": str(tmp_path / "shelves")}

    def at(home: str, *args: str, status: int = 0) -> str:
        return program.run(COMMAND, "--at", str(tmp_path / home), *args, env=there, status=status)

    at("hers", "init", "--me", "Ana", "--partner", "Ben")
    at("hers", "thank", "for the soup")
    shown = program.run(HINTED, str(tmp_path / "hers"), str(tmp_path / "hers"), env=there)
    assert "A folder, or shelf://…, sftp://…" in shown
    assert "Did you mean shelf://NAME/FOLDER?" in at("hers", "sync", "setup", "shelves://one/us", status=2)
    assert "It has none. Write shelf://NAME/FOLDER." in at("hers", "sync", "setup", "shelf://a:b@one/us", status=2)
    invite = json.loads(at("hers", "sync", "setup", "shelf://one/us", "--json"))["invite"]
    at("his", "sync", "join", invite, "--json")
    assert "for the soup" in at("his", "list")
    assert [path for path in (tmp_path / "shelves" / "one" / "us").rglob("*") if path.is_file()]


STEP = """    StepKind("vow", "words", per_person=True, only_given=True, record="promise", told="{by} vows: {text}"),
"""
STEP_WIDGET = """

class Vow(Words):
    \"\"\"Words that are a vow.\"\"\"

    back_word = "vow"

    @property
    def given(self) -> str:
        \"\"\"The words, which are said to be one.\"\"\"
        return f"I will {self.text}" if self.text else ""


class Dusk(Night):
    \"\"\"Dark behind the words.\"\"\"

    RINGS = False


def _vow(shown: Shown) -> list[Widget]:
    return [Sentence("I will", id="vow"), Vow(shown.typed, id="field"), Dusk(shown.pace(1.0), shown.ticks)]


WIDGETS["vow"] = _vow
"""
STEP_RITUAL = """
[[ritual]]
id = "vows"
name = "Vows"
key = "v"
days = []
purpose = "Say what you will do."

[[ritual.steps]]
id = "vow"
kind = "vow"
text = "{by}, say one thing that you will do."
"""
STEP_OFFERED = """
[[piece]]
kind = "vow"
name = "A vow"
text = "{by}, say one thing that you will do."
alone = "Say one thing that you will do."
"""
WALKED = """
import asyncio, sys
from support.full_screen import begin, of_kind, opened, pass_time, seen, until, write
from support.homes import Still, begun
from ritualtui.places import Places
from ritualtui.tui.screens.dark import DarkScreen
from ritualtui.tui.screens.guide import GuideScreen

home, still = Places(sys.argv[1], sys.argv[2]), Still()
log = begun(home, still, plans=True)


async def screen():
    async with opened(home, still, (100, 30), ritual="vows", present="both") as (app, pilot):
        await until(lambda: isinstance(app.screen, GuideScreen) and app.screen.ready)
        await pilot.pause()
        print(" ".join(seen(app).split()))
        await write(pilot, "sweep")
        await pass_time(pilot, 1.5)
        await until(lambda: isinstance(app.screen, DarkScreen))
        await pilot.press("space")
        await until(lambda: isinstance(app.screen, GuideScreen))
        guide = app.screen
        await pilot.press("enter")
        await until(lambda: guide.shown.by == guide.guide.session.partner.id and guide.ready)
        await pilot.press("tab", "s")
        await until(lambda: guide.closing)
        await pilot.pause()
        print(" ".join(seen(app).split()))
        print([said.text for said in of_kind(app.companion, "promise")])


asyncio.run(screen())
"""


@pytest.mark.slow
def test_a_step_kind(tmp_path: Path, env: dict[str, str]) -> None:
    program = Program(tmp_path / "program")
    program.after("ritualtui/practice/step_kinds.py", "ROWS: Final[tuple[StepKind, ...]] = (\n", STEP)
    program.append("ritualtui/tui/screens/step_widgets.py", STEP_WIDGET)
    program.append("ritualtui/content/en/rituals.toml", STEP_RITUAL)
    program.append("ritualtui/content/en/ritual_maker.toml", STEP_OFFERED)
    assert program.touched == listed("A step kind")
    assert python(program.touched) <= 3
    home = str(tmp_path / "plain")
    program.run(COMMAND, "--at", home, "init", "--me", "Ana", "--partner", "Ben", env=env)
    said = program.run(COMMAND, "--at", home, "ritual", "vows", "--plain", env=env, input="cook\n\n")
    assert "Ana, say one thing" in said and "Ben, say one thing" in said and "Ana vows: cook" in said
    assert "cook" in program.run(COMMAND, "--at", home, "list", "--kind", "promise", env=env)
    shown = program.run(WALKED, str(tmp_path / "data"), str(tmp_path / "config"), env=env)
    first, last, saved = shown.splitlines()
    assert "Ana, say one thing that you will do." in first and "I will" in first
    assert "Ana vows: I will sweep" in last and "Ben vows" not in last
    assert saved == "['I will sweep']"
