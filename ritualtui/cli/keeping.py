"""``backup`` and ``restore``."""

from datetime import datetime

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, go_on, on_a_terminal
from ritualtui.cli.output import fitted, say, tell
from ritualtui.companion.backups import Keeping, Plan
from ritualtui.errors import UsageError
from ritualtui.strings import _, dates, ngettext


@click.command("backup")
@click.argument("file", required=False, metavar="[FILE]", shell_complete=params.files)
@click.pass_obj
def backup_command(session: Session, file: str | None) -> None:
    """Save a copy of the whole log, in the backups folder or as FILE. It's kept until you delete it."""
    say(_("Saved: {backup}").format(backup=freetext.path(Keeping(session.places, session.time).backup(file))))


@click.command("restore")
@click.argument("name", required=False, metavar="[BACKUP]")
@click.option("--exactly", is_flag=True, help=_("Also remove what was logged since the backup."))
@click.option("-y", "--yes", is_flag=True, help=_("Don't ask first."))
@click.option("--look", is_flag=True, help=_("Only show what would change."))
@click.pass_obj
def restore_command(session: Session, name: str | None, exactly: bool, yes: bool, look: bool) -> None:
    """Rebuild a damaged log, or go back to a backup. Looks first, and says what would change.

    If the log is damaged, this rebuilds it from the latest good backup plus everything saved since. If it's fine, this
    restores BACKUP (you can `undo` that).
    """
    keeping = Keeping(session.places, session.time)
    damaged = keeping.damaged()
    if damaged is not None:
        say(fitted(damaged.what))
    elif name is None:
        _list(keeping)
        return
    backup = keeping.find(name) if name else None
    plan = keeping.look(backup)
    tell(note for note in plan.notes if damaged is None or note not in damaged.what)
    say(fitted(_said(plan, exactly)))
    if look or not (plan.mend or plan.back or plan.reverted or (exactly and plan.since)):
        return
    if not yes:
        if not on_a_terminal():
            raise UsageError(_("Nothing was changed."), _("Add --yes to go ahead."))
        go_on(messages.DO_IT, default=True)
    keeping.restore(backup, exactly=exactly, who=session.who or session.usual)
    say(
        _("Done. The damaged files are in the folder set-aside.")
        if plan.mend
        else _("Done. `ritualtui undo` takes it back.")
    )


def _list(keeping: Keeping) -> None:
    listed = keeping.list()
    say(
        _("Nothing is damaged. ") + (_("Backups you can go back to, newest first:") if listed else _("No backups yet."))
    )
    for backup, count in listed:
        holds = _("can't be read") if count is None else messages.records(count)
        kept = _(", made by you") if backup.kept else ""
        say(f"  {backup.name}   {_moment(backup.made)}, {holds}{kept}")
    if listed:
        say(_("`ritualtui restore NAME` says what would change."))


def _moment(made: datetime) -> str:
    here = made.astimezone()
    return f"{dates.short_day_and_year(here)} {dates.hour(here)}"


def _said(plan: Plan, exactly: bool) -> str:
    if plan.mend:
        source = (
            _("the backup of {moment}").format(moment=_moment(plan.backup.made)) if plan.backup else _("what is here")
        )
        changes = ngettext("{count:,} change", "{count:,} changes", plan.changes).format(count=plan.changes)
        return _(
            "From {source} and {changes} in the journals, {records} can come back. "
            "Damaged files are set aside, not thrown away."
        ).format(source=source, changes=changes, records=messages.records(plan.total))
    since = (
        _("{since:,} logged since then would be removed") if exactly else _("{since:,} logged since then stay")
    ).format(since=plan.since)
    if not (plan.back or plan.reverted or (exactly and plan.since)):
        return _("Nothing would change: everything in that backup is here.") + (f" {since}." if plan.since else "")
    return _("Would come back: {back:,} removed since. Would change back: {reverted:,}. {since}.").format(
        back=plan.back, reverted=plan.reverted, since=since
    )
