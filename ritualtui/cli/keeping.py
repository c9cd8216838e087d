"""``backup`` and ``restore``."""

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.output import fitted, say, tell
from ritualtui.cli.session import Session, on_a_terminal
from ritualtui.companion.keeping import Keeping, Plan
from ritualtui.errors import UsageError


@click.command("backup")
@click.argument("file", required=False, metavar="[FILE]", shell_complete=params.files)
@click.pass_obj
def backup_command(session: Session, file: str | None) -> None:
    """Keep a copy of the whole log, in the backups folder or as FILE. It is never rotated away."""
    say(f"Kept: {freetext.path(Keeping(session.places, session.time).backup(file))}")


@click.command("restore")
@click.argument("name", required=False, metavar="[BACKUP]")
@click.option("--exactly", is_flag=True, help="Also remove what was logged since the backup.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@click.option("--look", is_flag=True, help="Only say what would change.")
@click.pass_obj
def restore_command(session: Session, name: str | None, exactly: bool, yes: bool, look: bool) -> None:
    """Mend a damaged log, or go back to a backup. Looks first, and says what would change.

    A damaged log is put together from the newest good backup and every journal since, up to the last word that was
    kept. A sound one goes back to BACKUP, by changes that `undo` takes back.
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
            raise UsageError("Nothing was changed.", "Add --yes to carry this out.")
        click.confirm("Do it?", default=True, abort=True)
    keeping.restore(backup, exactly=exactly, who=session.who or session.usual)
    say(
        "Done. What was damaged lies in the folder set-aside." if plan.mend else "Done. `ritualtui undo` takes it back."
    )


def _list(keeping: Keeping) -> None:
    listed = keeping.list()
    say("Nothing is damaged. " + ("Backups to go back to, the newest first:" if listed else "No backups yet."))
    for backup, count in listed:
        holds = "cannot be read" if count is None else messages.records(count)
        kept = ", asked for" if backup.kept else ""
        say(f"  {backup.name}   {backup.made.astimezone():%a %d %b %Y %H:%M}, {holds}{kept}")
    if listed:
        say("`ritualtui restore NAME` says what would change.")


def _said(plan: Plan, exactly: bool) -> str:
    if plan.mend:
        source = f"the backup of {plan.backup.made.astimezone():%d %b %Y %H:%M}" if plan.backup else "what is here"
        changes = f"{plan.changes:,} change{'' if plan.changes == 1 else 's'}"
        return (
            f"From {source} and {changes} in the journals, {messages.records(plan.total)} can come back. "
            "What is damaged is set aside, not thrown away."
        )
    since = f"{plan.since:,} logged since {'would be removed' if exactly else 'stay'}"
    if not (plan.back or plan.reverted or (exactly and plan.since)):
        return "Nothing would change: everything of that backup is here." + (f" {since}." if plan.since else "")
    return f"Removed since and back again: {plan.back:,}. As they were again: {plan.reverted:,}. {since}."
