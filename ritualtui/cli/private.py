"""``private`` and ``journal``: the space of one's own from the command line."""

import sys
from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli import params, passphrase
from ritualtui.cli.invocation import Session, confirm, go_on, on_a_terminal, text_from
from ritualtui.cli.output import fitted, say, tell
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _, dates

if TYPE_CHECKING:
    from ritualtui.companion.private.space import Entry
    from ritualtui.companion.service import Companion


class Shared(click.Group):
    """A group whose commands take what every command takes."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, with ``--at`` and ``--as``."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and not any(param.name == "at" for param in command.params):
            command.params.extend(params.shared_options())
        return command


@click.command("journal", cls=params.TextCommand)
@click.argument("words", nargs=-1, metavar="[TEXT…]")
@click.pass_obj
def journal_command(session: Session, words: tuple[str, ...]) -> None:
    """Write in your private journal. You don't need the passphrase to write, only to read.

    Leave out TEXT to type it here, or use `-` to read standard input: words after a command stay in your shell history,
    these don't.
    """
    with session.companion() as companion:
        if not companion.private.ready:
            companion.private.write(".")  # says what is missing before anything is typed
        if not words and on_a_terminal():
            say(messages.JOURNAL_HERE)
        companion.private.write(text_from(words or ("-",)))
    say(messages.SEALED)


@click.group("private", cls=Shared)
def private_command() -> None:
    """Your private space: set it up, read it, change its passphrase, export it, delete it."""


@private_command.command("setup")
@passphrase.option
@click.option("--sheet", metavar="FILE", callback=params.given, shell_complete=params.files,
              help=_("Write the recovery sheet to FILE (- for standard output) instead of asking."))  # fmt: skip
@click.pass_obj
def setup_command(session: Session, file: str | None, sheet: str | None) -> None:
    """Set up your private space, with a passphrase of your own and a recovery sheet to print."""
    with session.companion() as companion:
        private = companion.private
        if private.ready:
            raise RitualError(_("You already have a private space here."), _("`ritualtui private read` opens it."))
        _target(sheet)
        if file is None:
            say(fitted(messages.BEFORE_SETUP))
        chosen = passphrase.chosen(file)
        key = private.setup(chosen)
        _warn(companion, chosen)
        _hand_over(companion, key, sheet)
        say(fitted(messages.AFTER_SETUP))


@private_command.command("read")
@click.argument("ident", required=False, metavar="[ID]")
@click.option(
    "--kind", metavar="KIND", callback=params.given, help=_("journal, reflection, barrier, boundary, goal, draft")
)
@click.option("-n", "--last", type=int, metavar="N", help=_("Only the last N."))
@click.option("--recovery", is_flag=True, help=_("Open it with the key on the recovery sheet."))
@passphrase.option
@click.pass_obj
def read_command(
    session: Session, ident: str | None, kind: str | None, last: int | None, recovery: bool, file: str | None
) -> None:
    """Read what you wrote: a list, or one entry whole."""
    from ritualtui.companion.private import space as own
    from ritualtui.practice import prompts

    if kind is not None:
        kind = params.kind(kind, prompts.KINDS)
    with session.companion() as companion:
        space = passphrase.opened(companion.private, file, recovery)
        tell([*space.news, *space.told])
        if ident is not None:
            say(_whole(space.find(ident)))
            return
        found = [entry for entry in reversed(space.entries) if kind in (None, entry.kind)]
        found = found[-last:] if last is not None and last > 0 else found
        day = ""
        for entry in found:
            if entry.day != day:
                day = entry.day
                say(f"{messages.day_heading(day)}")
            say(f"  {entry.id[-6:]}  {entry.at[11:16]}  {own.NAMES[entry.kind]}: {own.said(entry)}")
        if not found:
            say(messages.NOTHING_SEALED)


@private_command.command("passphrase")
@click.option("--recovery", is_flag=True, help=_("Use the recovery sheet instead of the old passphrase."))
@click.option("--sheet", metavar="FILE", callback=params.given, shell_complete=params.files,
              help=_("Write the recovery sheet again, to FILE (- for standard output)."))  # fmt: skip
@click.option("--new-passphrase-file", "new", metavar="FILE", callback=params.given, shell_complete=params.files,
              help=_("Take the new passphrase from the first line of FILE."))  # fmt: skip
@passphrase.option
@click.pass_obj
def passphrase_command(session: Session, recovery: bool, sheet: str | None, new: str | None, file: str | None) -> None:
    """Change the passphrase. The old one no longer works here.

    It says how strong the lock is: how much each guess at the passphrase costs. That's never less than 2^17 rounds of
    scrypt and 128 MiB of memory, however busy this computer is. A weaker lock from an earlier version is replaced as
    soon as you open your space.
    """
    from ritualtui.companion.private import space as own

    with session.companion() as companion:
        _target(sheet)
        space = passphrase.opened(companion.private, file, recovery)
        chosen = passphrase.chosen(new, messages.ASK_NEW_PASSPHRASE)
        space.opened.change_passphrase(chosen)
        say(fitted(messages.PASSPHRASE_CHANGED))
        say(fitted(own.how_locked(space.opened.work)))
        _warn(companion, chosen)
        if sheet is not None:
            _hand_over(companion, space.opened.recovery_key, sheet)


@private_command.command("export")
@click.option("--out", metavar="FILE", callback=params.given, shell_complete=params.files,
              help=_("Where to write it (- for standard output)."))  # fmt: skip
@click.option("-y", "--yes", is_flag=True, help=_("Don't ask first."))
@passphrase.option
@click.pass_obj
def export_command(session: Session, out: str | None, yes: bool, file: str | None) -> None:
    """Export all of it as Markdown, for yourself. The file isn't encrypted."""
    with session.companion() as companion:
        if not yes and not on_a_terminal():
            raise UsageError(
                _("The exported file isn't encrypted, so nothing was written."), _("Add --yes to write it.")
            )
        _target(out)
        space = passphrase.opened(companion.private, file)
        tell([messages.EXPORT_IS_OPEN])
        if not yes:
            go_on(messages.DO_IT, default=False)
        if out in (None, "-"):
            say(space.markdown())
        else:
            space.write(str(out))
            say(_("Written to {out}.").format(out=out))


@private_command.command("burn")
@click.argument("idents", nargs=-1, metavar="[ID…]")
@click.option(
    "--everything", is_flag=True, help=_("Delete the whole private space: every entry, the key, the passphrase.")
)
@click.option("-y", "--yes", is_flag=True, help=_("Don't ask first."))
@passphrase.option
@click.pass_obj
def burn_command(session: Session, idents: tuple[str, ...], everything: bool, yes: bool, file: str | None) -> None:
    """Delete entries for good, backups included. This can't be undone.

    Nobody's consent is needed. The whole space can be deleted without its passphrase.
    """
    with session.companion() as companion:
        private = companion.private
        if everything == bool(idents):
            raise UsageError(
                _("Say which entries to delete, or use --everything."), _("`ritualtui private read` shows their ids.")
            )
        if everything:
            _sure(messages.BURN_SPACE, yes)
            private.vault.burn_all()
            say(messages.BURNED_SPACE)
            return
        space = passphrase.opened(private, file)
        found = [space.find(ident) for ident in idents]
        _sure(messages.BURN_ENTRIES.format(entries=messages.records(len(found))), yes)
        space.burn(found)
        say(messages.BURNED)


@private_command.command("mend")
@passphrase.option
@click.pass_obj
def mend_command(session: Session, file: str | None) -> None:
    """Restore missing files of your private space, from its second copy in the backups."""
    with session.companion() as companion:
        private = companion.private
        back = private.vault.put_back()
        space = passphrase.opened(private, file)
        space.opened.mend_recipient()
        say(messages.PUT_BACK if back else messages.NOTHING_MISSING)


def _hand_over(companion: "Companion", key: str, file: str | None) -> None:
    """Give the recovery sheet: to a file, to standard output, or, on a terminal, as one chooses."""
    from ritualtui.companion.private import space as own

    sheet = own.sheet(companion.people.me.name, key, companion.today)
    if file is None and not on_a_terminal():
        say(sheet)
    elif file == "-" or (file is None and confirm(messages.SHOW_SHEET, default=True)):
        say(sheet)
        if sys.stdout.isatty():
            click.pause(messages.SHEET_WRITTEN_DOWN)
            click.echo("\x1b[2J\x1b[3J\x1b[H", nl=False)  # the key stays neither on the screen nor above it
    elif file is not None:
        own.hand_out(file, sheet)
        say(messages.SHEET_IN_FILE.format(file=file))


def _warn(companion: "Companion", chosen: str) -> None:
    """Say it where a passphrase that was just set is easily guessed."""
    if line := companion.private.weakness(chosen):
        tell([line])


def _target(file: str | None) -> None:
    """Refuse a file that cannot be written to before anything is done. Raises ``UsageError``."""
    from ritualtui.companion.private import space as own

    if file not in (None, "-"):
        own.target(str(file))


def _sure(question: str, yes: bool) -> None:
    if not yes:
        if not on_a_terminal():
            raise UsageError(_("Nothing was deleted."), _("Add --yes to go ahead."))
        go_on(question, default=False)


def _whole(entry: "Entry") -> str:
    from ritualtui.companion.private import space as own
    from ritualtui.practice import prompts

    lines = [
        _("{kind}, {day} at {hour}").format(
            kind=own.NAMES[entry.kind], day=messages.day_heading(entry.day), hour=dates.hour_written(entry.at[11:16])
        )
    ]
    lines += [f"{freetext.one_line(entry.asked)}"] if entry.asked else []
    for part, words in entry.parts.items():
        asked = prompts.draft()[part].ask if part in prompts.PARTS else part
        lines += ["", f"{freetext.one_line(asked)}", freetext.shown(words)]
    lines += ["", freetext.shown(entry.text)] if entry.text else []
    return "\n".join(lines)
