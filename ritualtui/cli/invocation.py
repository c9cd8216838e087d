"""What one run of the command line knows: the home, who is here, the clock; opened only when a command asks."""

import os
import stat
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ritualtui import freetext, messages, places
from ritualtui.cli.output import tell
from ritualtui.clock import Clock
from ritualtui.companion import people
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion

T = TypeVar("T")
MOST_LINE = 1 << 20
"""Bytes in one line of standard input: it may have no end."""


class Session:
    """The object behind every click context. Tests hand in their own with a clock that stands still."""

    def __init__(self, at: str | None = None, who: str | None = None, time: Clock | None = None) -> None:
        self.at = at
        self.who = who
        self.time = time or Clock()

    @property
    def places(self) -> places.Places:
        """Where the files are. Raises ``RitualError`` where that is not known."""
        if self.at is not None and not self.at.strip():
            # As likely as not an empty variable: going on would write in the usual place instead.
            raise UsageError(_("--at needs a folder."), _("Name one, or leave --at out."))
        try:
            found = places.find(self.at)
        except LookupError:
            raise RitualError(
                _("Your home folder isn't known."), _("Set HOME, or name a folder with --at DIR.")
            ) from None
        # By os and not by pathlib, which alone would cost the quick path a tenth of its time.
        if os.path.isfile(found.home):
            raise UsageError(
                _("{home} is a file, not a folder.").format(home=found.home), _("Name a folder with --at DIR.")
            )
        if os.access(found.home, os.F_OK) and not os.access(found.home, os.R_OK | os.X_OK):
            raise RitualError(
                _("{home} can't be read.").format(home=found.home),
                _("Check who owns it, or name another folder with --at DIR."),
            )
        return found

    def companion(self) -> "Companion":
        """Open the log. Raises ``RitualError`` where there is none or it cannot be read."""
        from ritualtui.companion.service import Companion

        companion = self.known(lambda: Companion.open(self.places, self.who, self.time))
        tell(companion.notes())
        return companion

    @property
    def usual(self) -> str | None:
        """Who the environment says is here, where both use this computer; elsewhere that is no question."""
        said = os.environ.get(people.WHO)
        if not said:
            return None
        known = people.at(self.places.journal)
        return said if known is not None and known.both else None

    def known(self, act: Callable[[], T]) -> T:
        """Do ``act``; where it cannot be done without knowing who is here, find that out, and do it then."""
        try:
            return act()
        except people.WhoIsHere as err:
            self.who = self.usual
            if self.who is not None:
                return act()
            if not on_a_terminal():
                raise
            first, second = err.names
            known = {freetext.alike(name): name for name in err.names}

            def one_of_two(said: str) -> str:
                if freetext.alike(said) not in known:
                    raise UsageError(_("Say {first} or {second}.").format(first=first, second=second))
                return known[freetext.alike(said)]

            self.who = ask(messages.ASK_WHO.format(first=first, second=second), one_of_two)
            return act()

    def begin(
        self, me: str | None = None, partner: str | None = None, solo: bool = False, both: bool = False
    ) -> "Companion":
        """Begin a log; on a terminal, ask for the names that are missing until they are fit."""
        from ritualtui.companion.service import Companion

        if on_a_terminal():
            if me is None:
                me = ask(messages.ASK_ME, people.check_name)
            if partner is None and not solo:
                mine = me
                partner = ask(messages.ASK_PARTNER, lambda name: name and people.check_names(mine, name)[1])
                solo = not partner
        if me is None or (partner is None and not solo):
            raise UsageError(_("It needs names:"), _("ritualtui init --me NAME --partner NAME, or --me NAME --solo"))
        partner = partner or people.PARTNER
        return Companion.begin(self.places, me, partner, solo=solo, both=both and not solo, time=self.time)


def ask(prompt: str, check: Callable[[str], str]) -> str:
    """Ask, on a terminal, until ``check`` raises no ``UsageError``; returns what it made of the answer."""
    import click  # here, as in `output`

    while True:
        try:
            said: str = click.prompt(prompt, default="", show_default=False)
            return check(said.strip())
        except UnicodeDecodeError:
            tell([_("That isn't readable text. Type it again.")])
        except UsageError as err:
            tell([str(err)])


def confirm(question: str, *, default: bool) -> bool:
    """Ask a question of yes or no, in the language that is spoken or in English; just Enter is ``default``."""
    from ritualtui.strings import typed  # only here: the quick path asks nothing

    known = {"y": True, "yes": True, "n": False, "no": False, "": default}

    def check(said: str) -> str:
        answer = typed.in_english(said.lower())
        if answer not in known:
            raise UsageError(_("Say y or n."))
        return answer

    return known[ask(f"{question} {_('[Y/n]') if default else _('[y/N]')}", check)]


def go_on(question: str, *, default: bool) -> None:
    """Ask ``question``, and stop the command where the answer is no."""
    if not confirm(question, default=default):
        import click

        raise click.Abort


def on_a_terminal() -> bool:
    """Whether somebody can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def text_from(words: tuple[str, ...]) -> str:
    """The words of an argument, or of standard input where they are a single ``-``. Raises ``UsageError``."""
    if words != ("-",):
        return " ".join(words)
    most = freetext.TEXT_LIMIT * 4  # bytes: what is longer is too long in any letters
    data = stdin_bytes(most + 1)
    if len(data) > most:
        raise UsageError(
            _("That's longer than {text_limit:,} characters.").format(text_limit=freetext.TEXT_LIMIT),
            _("Shorten it. Nothing was saved."),
        )
    return utf8(data)


def piped() -> str:
    """What a pipe or a file brings on standard input, empty where there is neither. Raises ``UsageError``."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    try:
        kind = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):  # not of the system's: a test's, or another program's that called us
        return text_from(("-",))
    return text_from(("-",)) if stat.S_ISFIFO(kind) or stat.S_ISREG(kind) else ""


def stdin_bytes(most: int = -1) -> bytes:
    """What standard input brings, at most so many bytes; nothing where there is none."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most)


def stdin_line() -> bytes:
    """The next line of standard input with its end, at most ``MOST_LINE`` bytes; nothing where there is none."""
    return b"" if sys.stdin is None else sys.stdin.buffer.readline(MOST_LINE)


def utf8(data: bytes) -> str:
    """Bytes of standard input as text: UTF-8, whatever the locale. Raises ``UsageError``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(_("Standard input isn't text in UTF-8."), _("Nothing was saved.")) from None
