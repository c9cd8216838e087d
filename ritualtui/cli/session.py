"""What one run of the command line knows: the home, who is here, the clock; opened only when a command asks."""

import sys
from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages, places
from ritualtui.clock import Clock
from ritualtui.errors import UsageError

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion


class Session:
    """The object behind every click context. Tests hand in their own with a clock that stands still."""

    def __init__(self, at: str | None = None, who: str | None = None, time: Clock | None = None) -> None:
        self.at = at
        self.who = who
        self.time = time or Clock()

    @property
    def places(self) -> places.Places:
        """Where the files are."""
        return places.find(self.at)

    def companion(self) -> "Companion":
        """Open the log. Raises ``RitualError`` where there is none or it cannot be read."""
        from ritualtui.companion.service import Companion

        companion = Companion.open(self.places, self.who, self.time)
        tell(companion.notes())
        return companion

    def begin_by_asking(self) -> None:
        """Ask for two names and begin a log; only ever called on a terminal."""
        from ritualtui.companion.service import Companion

        click.echo(messages.FIRST_TIME)
        me = click.prompt(messages.ASK_ME)
        partner = click.prompt(messages.ASK_PARTNER)
        Companion.begin(self.places, me, partner, time=self.time).close()


def tell(notes: list[str]) -> None:
    """Notes go to stderr, out of the way of pipes."""
    for note in notes:
        click.echo(freetext.one_line(note), err=True)


def on_a_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def text_from(words: tuple[str, ...]) -> str:
    """The words of an argument, or of standard input where they are a single ``-``."""
    if words != ("-",):
        return " ".join(words)
    data = sys.stdin.buffer.read(freetext.TEXT_LIMIT * 8) if hasattr(sys.stdin, "buffer") else sys.stdin.read().encode()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("What came by standard input is not text in UTF-8.", "Nothing was kept.") from None
