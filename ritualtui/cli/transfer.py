"""``export`` and ``import``."""

from pathlib import Path

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, stdin_bytes
from ritualtui.cli.output import say, say_json, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _

_MOST = 256 << 20
"""Bytes in one import: a log of fifty years is a tenth of that, and a file may have no end."""


@click.command("export")
@click.argument("file", required=False, metavar="[FILE]", shell_complete=params.files)
@click.option("--with-self", is_flag=True, help=_("Include entries only you can see."))
@click.option("--force", is_flag=True, help=_("Overwrite FILE if it exists."))
@click.pass_obj
def export_command(session: Session, file: str | None, with_self: bool, force: bool) -> None:
    """Export what you share as JSON Lines, to FILE or standard output. In solo mode, exports everything of yours."""
    with session.companion() as companion:
        if file is None or file == "-":
            say_json(companion.transfer.lines(companion.transfer.chosen(with_self=with_self)))
            return
        count = companion.transfer.write(file, with_self=with_self, force=force)
        tell([_("{records} written to {file}.").format(records=messages.records(count), file=file)])


@click.command("import")
@click.argument("file", metavar="FILE", shell_complete=params.files)
@click.option("--skip-bad", is_flag=True, help=_("Leave out lines that can't be read, and import the others."))
@click.option(
    "--from-name", "called", multiple=True, metavar="OLD=NAME", callback=params.given,
    help=_("Who OLD in the file is here; can be repeated. Names you had here before are known."),
)  # fmt: skip
@click.pass_obj
def import_command(session: Session, file: str, skip_bad: bool, called: tuple[str, ...]) -> None:
    """Import entries from FILE or standard input (-): JSON, as `export` writes it.

    JSON Lines, an array, or objects over several lines. Entries you already have are skipped, so importing twice adds
    nothing.
    """
    from ritualtui.companion import transfer

    if file != "-" and not Path(file).exists():
        raise UsageError(_("There's no file {file}.").format(file=file), _("Check its name."))
    if Path(file).is_dir():
        raise UsageError(_("{file} is a folder.").format(file=file), _("Name a file that `ritualtui export` wrote."))
    data = stdin_bytes(_MOST + 1) if file == "-" else _read(file)
    if len(data) > _MOST:
        raise UsageError(
            _("That's more than {most} MiB, or it never ends.").format(most=_MOST >> 20),
            _("Split it. Nothing was saved."),
        )
    with session.companion() as companion:
        name = _("What came by standard input") if file == "-" else freetext.path(file)
        done = companion.transfer.take_file(data, skip_bad=skip_bad, called=_called(called), name=name)
        tell([*transfer.shown(done.bad), *([messages.local_times(done.local)] if done.local else [])])
        known = _(", {known:,} already there").format(known=done.known) if done.known else ""
        bad = _(", {bad:,} left out").format(bad=len(done.bad)) if done.bad else ""
        say(_("{new:,} new{known}{bad}.").format(new=done.new, known=known, bad=bad))
        companion.tidy()


def _called(said: tuple[str, ...]) -> dict[str, str]:
    """Old name → name here."""
    pairs = [one.partition("=") for one in said]
    if any(not old.strip() or not now.strip() for old, _equals, now in pairs):
        raise UsageError(_("--from-name takes two names."), _("For example: --from-name Ben=Benjamin"))
    return {old.strip(): now.strip() for old, _equals, now in pairs}


def _read(file: str) -> bytes:
    """A file to be imported; also a pipe, as a shell's ``<(…)`` is one, and no more of it than fits."""
    from ritualtui.store import files

    try:
        with open(file, "rb") as opened:
            return opened.read(_MOST + 1)
    except OSError as err:
        raise files.refused(file, err) from None
