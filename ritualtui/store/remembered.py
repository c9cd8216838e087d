"""How far the log had come, remembered outside its folder, so that an older copy put back in its place is noticed.

A cloud that syncs the data folder, or a backup program, may put yesterday's journal back, whole and sound: nothing in
the folder can tell. So each acknowledged change leaves a note in the platform's state folder, one small file a home:
the generation of the data file, the number and the clock of the journal's last line, whose log it is. No words. It is
written after the line was flushed and is not flushed itself: after a power cut it may know less than the log, never
more. Where it cannot be written, nothing is remembered. Standard library only: this is the quick path.

Whoever reads the log takes the note first. As long as the log has less than it, the note stays, marked, whatever is
logged meanwhile, until the newer copy is back or a person says that the log is right as it is.
"""

import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from ritualtui.places import Places
from ritualtui.strings import _

BEHIND = _(
    "The log is older than what was last saved here: a cloud folder or a backup program has put an earlier copy back. "
    "`ritualtui merge FILE` takes in what a newer copy has; `ritualtui backup` accepts the log as it is."
)

_FORMAT = "1"
_MARK = "!"
_WIDTH = 160
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Note(NamedTuple):
    """What was remembered. ``marked``: a reader has found less than this since."""

    people: str
    generation: int
    n: int
    clock: str
    marked: bool = False

    def lacks(self, header: Mapping[str, Any], last: Mapping[str, Any]) -> bool:
        """Whether a journal with this header, and this last whole line, has less than was remembered.

        By its end alone, as the quick path knows it: what was marked once needs whoever reads all of it.
        """
        if _people(header) != self.people:
            return False  # another log has come to this place
        here = header["generation"], last.get("n", 0)
        if here == (self.generation, self.n):
            return bool(self.n) and last["clock"] != self.clock
        return self.marked or here < (self.generation, self.n)

    def is_missing(self, header: Mapping[str, Any], last: Mapping[str, Any], lines: Iterable[tuple[int, str]]) -> bool:
        """Whether what was remembered is not in this journal, whose ``lines`` are given by number and clock."""
        if _people(header) != self.people or (self.n, self.clock) in lines:
            return False
        # Lines that were appended since do not make up for it: they may have been appended to the older copy.
        return bool(self.n) if header["generation"] == self.generation else self.lacks(header, last)


def path(places: Places) -> str:
    """Where the note of this home is; empty where nothing is remembered."""
    if not places.state:
        return ""
    home = os.path.realpath(places.home).encode(errors="surrogateescape")
    return os.path.join(places.state, f"last-{zlib.crc32(home):08x}-{len(home)}")


def read(places: Places) -> Note | None:
    """What is remembered of this home, None where nothing is. To be read before the journal is."""
    try:
        with open(path(places), "rb") as file:
            format_, people, generation, n, clock, *mark = file.read(_WIDTH).decode("ascii").split()
        return Note(people, int(generation), int(n), clock, _MARK in mark) if format_ == _FORMAT else None
    except (OSError, ValueError):
        return None


def write(places: Places, header: Mapping[str, Any], last: Mapping[str, Any]) -> None:
    """Remember how far the log is. The caller holds the lock, and the line is acknowledged. Never raises."""
    _put(places, Note(_people(header), header["generation"], last.get("n", 0), last["clock"]))


def mark(places: Places, note: Note, behind: bool = True) -> None:
    """Have the note stay until the log is as it remembers, or is accepted; or not ``behind`` any more. Never raises."""
    _put(places, note._replace(marked=behind))


def forget(places: Places) -> None:
    """Take it away. Never raises."""
    with suppress(OSError):
        os.unlink(path(places))


def _people(header: Mapping[str, Any]) -> str:
    return "+".join(str(ident) for ident, _ in header["people"])


def _put(places: Places, note: Note) -> None:
    name = path(places)
    said = f"{_FORMAT} {note.people} {note.generation} {note.n} {note.clock} {_MARK if note.marked else ''}"
    data = said.ljust(_WIDTH - 1).encode("ascii", "replace") + b"\n"
    if not name or len(data) != _WIDTH or len(said.split()) != 5 + note.marked:
        return
    with suppress(OSError):
        try:
            fd = os.open(name, os.O_WRONLY | os.O_CREAT | _FLAGS, 0o600)
        except FileNotFoundError:
            os.makedirs(places.state, 0o700, exist_ok=True)
            fd = os.open(name, os.O_WRONLY | os.O_CREAT | _FLAGS, 0o600)
        try:
            os.write(fd, data)  # of one length, in one write: it is whole or, after a power cut, no note
        finally:
            os.close(fd)
