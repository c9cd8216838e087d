"""``export`` and ``import``."""

import os
import sys

import click

from ritualtui.cli.session import Session, tell
from ritualtui.errors import UsageError


@click.command("export")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--with-self", is_flag=True, help="Your own records of audience “self” too.")
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@click.pass_obj
def export_command(session: Session, file: str | None, with_self: bool, force: bool) -> None:
    """Write what is yours together as JSON lines, to FILE or to standard output."""
    with session.companion() as companion:
        chosen = companion.look.listed(audiences=("ours", "self") if with_self else ("ours",), settings=True)
        lines = companion.transfer.lines(chosen)
        if file is None or file == "-":
            for line in lines:
                click.echo(line)
            return
        if os.path.exists(file) and not force:
            raise UsageError(f"{file} is there already.", "Name another file, or add --force.")
        from ritualtui.store import files

        data = "".join(line + "\n" for line in lines).encode()
        files.replace(os.path.abspath(file), data)
        click.echo(f"{data.count(10):,} records written to {file}.", err=True)


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--skip-bad", is_flag=True, help="Leave out lines that cannot be read, and keep the others.")
@click.pass_obj
def import_command(session: Session, file: str, skip_bad: bool) -> None:
    """Read JSON lines into the log, from FILE or from standard input (-).

    Known records are skipped, so the same import twice adds nothing.
    """
    from ritualtui.companion import transfer
    from ritualtui.store import files

    data = sys.stdin.buffer.read() if file == "-" else files.read(file)
    if data is None:
        raise UsageError(f"There is no file {file}.")
    with session.companion() as companion:
        done = companion.transfer.take(transfer.from_bytes(data), skip_bad=skip_bad)
        tell(transfer.shown(done.bad))
        known = f", {done.known:,} known already" if done.known else ""
        bad = f", {len(done.bad):,} left out" if done.bad else ""
        click.echo(f"{done.new:,} new{known}{bad}.")
        companion.tidy()
