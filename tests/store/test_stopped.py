"""A process that was stopped while it held a lock, and may never go on: nobody else loses a word for it."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ritualtui.companion import today_cache
from ritualtui.companion.private.draft import Writing
from ritualtui.companion.private.space import Space
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.store.lock import PATIENCE, Busy
from support.homes import Still, begun, stopped

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def space(home: Places, still: Still) -> Iterator[Space]:
    """Ana's own space, open."""
    with begun(home, still) as companion:
        yield companion.private.unlock_with(companion.private.setup("a heron stands still"))


def _lock(space: Space) -> str:
    return f"{space._private.vault.folder}-lock"


def _texts(space: Space) -> list[str]:
    space.refresh()
    assert space.told == []
    return sorted(entry.text for entry in space.entries)


@pytest.mark.slow
def test_what_is_being_written_is_sealed_at_the_end_without_waiting(space: Space) -> None:
    entry = space.named(space._private.write("kept before"))
    closed, opened = Writing(space._private), Writing(space._private, space)
    twice, changed = Writing(space._private), Writing(space._private, space, entry=entry)
    twice.text = "a first half"
    twice.keep()
    for writing, text in (
        (closed, "closed"),
        (opened, "opened"),
        (twice, "a first half, and a second"),
        (changed, "new"),
    ):
        writing.text = text
    with stopped(_lock(space)):
        begin = time.monotonic()
        assert all(writing.keep() for writing in (closed, opened, twice, changed))
        assert time.monotonic() - begin < PATIENCE
    assert [word in _texts(space) for word in ("closed", "opened", "a first half, and a second", "new")] == [True] * 4
    assert "kept before" in _texts(space), "to change it takes the lock; no version of it is lost"
    twice.text += ", and a third"
    twice.keep()
    assert [text for text in _texts(space) if text.startswith("a first")] == ["a first half, and a second, and a third"]


@pytest.mark.slow
def test_while_there_is_time_a_change_says_why_it_cannot_be(space: Space) -> None:
    changed = Writing(space._private, space, entry=space.named(space._private.write("before")))
    changed.text = "after"
    with stopped(_lock(space)):
        with pytest.raises(Busy):
            changed.keep(patient=True)
        assert changed.unkept
    changed.keep(patient=True)
    assert _texts(space) == ["after"]


@pytest.mark.slow
def test_what_the_holder_was_burning_stays_hidden_and_goes_later(space: Space) -> None:
    gone = space._private.write("burning")
    with stopped(_lock(space)):
        Path(f"{space._private.vault.folder}-burning").write_text(f"{gone}\n")
        assert Writing(space._private).keep() is False
        space._private.write("new")
        assert _texts(space) == ["new"]
    assert _texts(space) == ["new"]
    assert not Path(space._private.vault.folder, "entries", f"{gone}.age").exists()


@pytest.mark.slow
def test_a_line_for_the_journal_is_kept(space: Space, run: Run) -> None:
    with stopped(_lock(space)):
        done = run("journal", "from the command line")
    assert (done.returncode, done.stderr) == (0, "") and _texts(space) == ["from the command line"]


def test_leaving_does_not_wait_for_the_logs_lock(home: Places, still: Still) -> None:
    begun(home, still).close()
    with Companion.open(home, time=still) as companion, stopped(home.lock):
        begin = time.monotonic()
        today_cache.leave(companion, usual=True)
        companion.storage.state.unreadable.append(b"to be set aside")  # so that a fold is due
        companion.tidy()
        assert time.monotonic() - begin < PATIENCE and not Path(home.glance).exists()
    with Companion.open(home, time=still) as companion:
        today_cache.leave(companion, usual=True)
        assert Path(home.glance).exists()
