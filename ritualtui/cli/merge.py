"""``merge``: data files that come by another way than sync."""

import json

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session
from ritualtui.cli.output import fitted, say, say_json
from ritualtui.strings import _


@click.command("merge")
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", shell_complete=params.files)
@click.option("-n", "--dry-run", is_flag=True, help=_("Only show what would happen."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@click.pass_obj
def merge_command(session: Session, paths: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Merge other copies of the log into this one: a “conflicted copy”, or a data file from another computer of yours.

    If an entry has two versions, the newer one wins. A journal next to FILE is read with it, and FILE can also be just
    a journal. FILE stays as it is.
    """
    from ritualtui.companion.sync import merging

    with session.companion() as companion:
        read = [(path, merging.read_file(path)) for path in paths]
        found = [(path, state, merging.brought(companion, path, state)) for path, state in read]
        for path, state, records in found:
            if dry_run:
                done = merging.look(companion, records)
            else:
                done = merging.take(companion, records, from_me=merging.is_ones_own(companion, state))
            if as_json:
                told = dict(zip(("new", "newer", "older", "same"), done[1:], strict=True))
                say_json([json.dumps({"file": path, **told}, ensure_ascii=False)])
            else:
                say(fitted(messages.merged(freetext.one_line(path), done[1:])))
        if not dry_run:
            merging.settle(companion, [state for _path, state, _done in found])
            companion.tidy()
