"""A kind of record is one file and one row: all that shows, finds, tells, keeps or explains records reads the rows."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ritualtui import kinds
from ritualtui.companion.report import document, report
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.tui.screens.log import LogScreen
from support.full_screen import opened, seen, until, write
from support.homes import Still, begun

WALK = """
from ritualtui.kinds.base import ComesBack, Kind, Record, Words


class Walk(Record, frozen=True, kw_only=True, tag="walk"):
    text: Words = ""
    along: Words = ""


KIND = Kind(
    Walk, ("Walk", "Walks"), sign="%", needs=("text",),
    comes_back=lambda walk, today: ComesBack(walk.day, walk.text, "Walk again with {partner}", "Walk again: {text}"),
)
"""
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def walks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have one more kind, from a package that is none of ours."""
    package = tmp_path / "package" / "outdoors"
    package.mkdir(parents=True)
    (package / "walk.py").write_text(WALK)
    monkeypatch.syspath_prepend(str(package.parent))
    try:
        with kinds.one_more(importlib.import_module("outdoors.walk").KIND):
            yield
    finally:
        for name in ("outdoors", "outdoors.walk"):
            sys.modules.pop(name, None)


@pytest.fixture
def log(home: Places, still: Still) -> Iterator[Companion]:
    with begun(home, still, plans=True) as companion:
        companion.log.thank("You made soup.")
        yield companion


def line(still: Still) -> str:
    return json.dumps(
        {"kind": "walk", "by": "Ana", "at": still.now().isoformat(), "text": "to the lock", "along": "canal"}
    )


def test_a_new_kind_is_imported_listed_found_told_and_exported(walks: None, log: Companion, still: Still) -> None:
    assert log.transfer.take_file(line(still).encode()).new == 1
    (walk,) = log.look.listed(kinds=["walk"])
    assert "to the lock" in log.look.words(walk)
    assert log.look.listed(words="lock") == [walk]
    assert kinds.called("walks", kinds.by_name()) == "walk"
    assert [json.loads(said)["along"] for said in log.transfer.lines([walk])] == ["canal"]
    choice = report.usual(log.today)._replace(kinds=frozenset({"walk"}))
    text = document.markdown_of(report.compose(report.choose(log, choice), report.about(log, choice)))
    assert "One walk" in text and "to the lock" in text


async def test_what_it_brings_up_again_is_on_today(walks: None, log: Companion, home: Places, still: Still) -> None:
    log.transfer.take_file(line(still).encode())
    assert [back.shell.format(text=back.text) for back in log.look.today().due] == ["Walk again: to the lock"]
    async with opened(home, still, (100, 30)) as (app, _pilot):
        await until(lambda: "Walk again with Ben to the lock" in seen(app))


async def test_a_new_kind_is_on_the_log_screen(walks: None, log: Companion, home: Places, still: Still) -> None:
    log.transfer.take_file(line(still).encode())
    async with opened(home, still, (100, 30)) as (app, pilot):
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, LogScreen) and "to the lock" in seen(app))
        assert "%" in next(shown for shown in seen(app).splitlines() if "to the lock" in shown)
        await pilot.press("slash")
        await write(pilot, "canal")
        await until(lambda: "soup" not in seen(app))
        assert "to the lock" in seen(app)


def test_without_its_row_it_is_kept_as_it_is(log: Companion, still: Still, home: Places) -> None:
    """As what a newer version of the program has written."""
    with pytest.raises(Exception, match="walk"):
        log.transfer.take_file(line(still).encode())


@pytest.mark.parametrize("row", kinds.ROWS, ids=lambda row: row.kind)
def test_every_kind_says_what_there_is_to_say(row: kinds.Kind) -> None:
    assert all(row.names) and len(row.sign) == 1
    assert row.setting or row.sign != "·"
    assert row.sentence or row.told
    assert set(row.needs) <= {*row.record.__struct_encode_fields__}
    assert f"`{row.kind}`" in (DOCS / "data.md").read_text()


def test_a_name_is_one_kinds_alone() -> None:
    with pytest.raises(ValueError, match="bid"), kinds.one_more(kinds.ROWS[1]):
        pass
    words = [word for row in kinds.ROWS for word in {*row.words, kinds.word(row.kind)}]
    assert len(words) == len(set(words))
