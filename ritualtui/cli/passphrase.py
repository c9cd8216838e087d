"""A passphrase from whoever sits here: by a prompt without echo, or from a file's first line. Never as an argument."""

from typing import TYPE_CHECKING

import click

from ritualtui import messages
from ritualtui.cli import params
from ritualtui.cli.invocation import on_a_terminal, stdin_line, utf8
from ritualtui.cli.output import tell
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Private, Space

_MOST_BYTES = 4_096

option = click.option(
    "--passphrase-file", "file", metavar="FILE", callback=params.given, shell_complete=params.files,
    help=_("Take the passphrase from the first line of FILE (- for standard input) instead of asking."),
)  # fmt: skip


def opened(private: "Private", file: str | None, recovery: bool = False) -> "Space":
    """Unlock by a prompt without echo, or by a file's first line."""
    if not private.ready and not private.vault.missing():
        from ritualtui.companion.private import space as own

        raise RitualError(own.NOT_SET_UP, own.HOW_TO_SET_UP)
    if file is not None:
        secret = _from_file(file)
    elif on_a_terminal():
        secret = click.prompt(messages.ASK_RECOVERY if recovery else messages.ASK_PASSPHRASE, hide_input=True)
    else:
        raise UsageError(_("A passphrase is needed."), _("Use --passphrase-file FILE, or - for standard input."))
    return private.unlock_with(secret) if recovery else private.unlock(secret)


def chosen(file: str | None, prompt: str = messages.ASK_NEW_PASSPHRASE) -> str:
    """A new passphrase, asked for twice."""
    if file is not None:
        return _from_file(file)
    if not on_a_terminal():
        raise UsageError(_("A passphrase is needed."), _("Use --passphrase-file FILE, or - for standard input."))
    while True:
        first = str(click.prompt(prompt, hide_input=True))
        if first == click.prompt(messages.ASK_AGAIN, hide_input=True):
            return first
        tell([messages.NOT_THE_SAME])


def _from_file(file: str) -> str:
    if file == "-":
        data = stdin_line()
    else:
        try:
            with open(file, "rb") as opened:
                data = opened.readline(_MOST_BYTES)
        except OSError as err:
            raise RitualError(
                _("{file} can't be read: {reason}.").format(file=file, reason=err.strerror),
                _("Nothing was changed."),
            ) from None
    if len(data) >= _MOST_BYTES and not data.endswith(b"\n"):
        named = _("standard input") if file == "-" else file
        raise UsageError(
            _("The first line of {named} is longer than a passphrase can be.").format(named=named),
            _("Nothing was changed."),
        )
    line = utf8(data).removesuffix("\n").removesuffix("\r")
    if not line:
        raise UsageError(_("The passphrase is empty."), _("Nothing was changed."))
    return line
