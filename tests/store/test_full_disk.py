"""A disk that is full: one clear line, and what stood before is whole. At every write there is."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from support.homes import Still, begun, picture, words

pytestmark = [
    pytest.mark.sample(2),
    pytest.mark.skipif("FAKETIME" in os.environ, reason="what moves the clock writes a file of its own, and is ended"),
]

Narrow = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def still() -> Still:
    """A clock that stands at this moment: the commands are processes of their own, and have the machine's."""
    return Still(datetime.now(UTC))


@pytest.fixture
def narrow(env: dict[str, str], tmp_path: Path) -> Narrow:
    """Run the real command with no file allowed to grow beyond ``most`` bytes."""
    command = Path(sys.executable).with_name("ritualtui")
    still_whole = {**env, "PYTHONDONTWRITEBYTECODE": "1"}  # Python would leave halves of its own compiled files

    def run(most: int, *args: str) -> "subprocess.CompletedProcess[str]":
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        return subprocess.run(
            [command, *args],
            capture_output=True,
            text=True,
            env=still_whole,
            cwd=tmp_path,
            preexec_fn=limit,
            timeout=300,
        )

    return run


def _lines(count: int, text: str = "") -> str:
    return "".join(
        json.dumps({"kind": "appreciation", "by": "Ana", "to": "Ben", "at": "2026-11-20T20:15:00+00:00",
                    "text": f"{number} {text}"}) + "\n" for number in range(count)
    )  # fmt: skip


def _log(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        companion.transfer.take(_lines(600).splitlines())
        companion.log.thank("after the import")
    quick.thank(home, still, "the quick way")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["thank", "one more"], "journal"),
        (["bid", "toward", "one more"], "journal"),
        (["undo"], "journal"),
        (["import", "few.jsonl"], "journal"),
        (["import", "many.jsonl"], "data"),
        (["backup"], "data"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    home: Places, still: Still, narrow: Narrow, tmp_path: Path, command: list[str], file: str
) -> None:
    _log(home, still)
    (tmp_path / "few.jsonl").write_text(_lines(3, "few"))
    (tmp_path / "many.jsonl").write_text(_lines(700, "many"))
    before = picture(home.home)
    size = Path(getattr(home, file)).stat().st_size
    for most in (
        [0, 1, size - 1, size, size + 1, size + 8, size + 200] if file == "journal" else [0, 100, size // 2, size - 99]
    ):
        done = narrow(most, *command)
        assert done.returncode == 1, (most, done)
        assert done.stdout == "" and done.stderr.count("\n") == 1, (most, done)
        assert "too large" in done.stderr and "what stood before is whole" in done.stderr, (most, done)
        now = picture(home.home)
        assert {name: now[name] for name in before} == before, most
        assert set(now) - set(before) <= {"backups"}, most  # an empty folder at most; no leftovers
    with Companion.open(home, time=still) as companion:
        assert len(words(companion)) == 602


def test_a_copy_that_does_not_fit_leaves_no_half_of_it(
    home: Places, still: Still, narrow: Narrow, tmp_path: Path
) -> None:
    _log(home, still)
    size = Path(home.data).stat().st_size
    done = narrow(size // 2, "export", "copy.jsonl")
    assert done.returncode == 1 and "too large" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


@pytest.mark.slow
def test_a_disk_that_fills_up_keeps_all_that_was_acknowledged(
    small_disk: Places, run: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    home = small_disk
    still = Still()
    begun(home, still).close()
    kept = []
    for number in range(2_000):
        try:
            quick.thank(home, still, f"{number:05d} {'x' * 300}")
        except Exception as err:
            assert "No space left" in str(err)
            break
        kept.append(f"{number:05d} {'x' * 300}")
    assert 100 < len(kept) < 2_000
    for command in (["thank", "y" * 9_000], ["backup"], ["import", "-"]):
        done = run("--at", home.home, *command, input=_lines(800))
        assert done.returncode == 1 and done.stderr.count("\n") == 1, done
        assert "No space left" in done.stderr and "what stood before is whole" in done.stderr, done
        with Companion.open(home, time=still) as companion:
            assert words(companion) == kept
    assert list(Path(home.home).rglob("*.new")) == []


def test_a_fold_that_fails_at_the_backup_changes_nothing(small_disk: Places) -> None:
    """Room for the new data file, none for the copy that a large import keeps of it."""
    home, still = small_disk, Still()
    companion = begun(home, still)
    companion.log.thank("before")
    before = picture(home.home)
    with pytest.raises(Exception, match="No space left"):
        companion.transfer.take(_lines(900).splitlines())  # about 200 kB, twice
    assert words(companion) == ["before"]
    assert picture(home.home) == before
    companion.transfer.take(_lines(20).splitlines())
    assert len(words(companion)) == 21
