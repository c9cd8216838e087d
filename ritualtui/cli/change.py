"""``edit``, ``rm``, ``undo``."""

from typing import Any

import click

from ritualtui import freetext
from ritualtui.cli.session import Session, text_from
from ritualtui.errors import UsageError


@click.command("edit")
@click.argument("ident", metavar="ID")
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option("--when", metavar="TIME", help="When it happened.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="The tags it has from now on.")
@click.option("--response", metavar="toward|away|against|open", help="How a bid was met.")
@click.option("--audience", metavar="ours|self", help="Whom it is for.")
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help="Any other field of the record.")
@click.pass_obj
def edit_command(
    session: Session, ident: str, text: tuple[str, ...], when: str | None, tags: tuple[str, ...], response: str | None,
    audience: str | None, sets: tuple[str, ...],
) -> None:  # fmt: skip
    """Correct a record; ID is what `list` shows at the end of its line."""
    changes: dict[str, Any] = {}
    if text:
        changes["text"] = freetext.needed(text_from(text))
    if tags:
        changes["tags"] = list(tags)
    if response:
        changes["response"] = None if response == "open" else response
    if audience:
        changes["audience"] = audience
    for item in sets:
        name, sign, value = item.partition("=")
        if not sign:
            raise UsageError(f"--set takes FIELD=VALUE, not “{freetext.one_line(item)[:60]}”.")
        changes[name.strip()] = _value(value)
    with session.companion() as companion:
        if when:
            from ritualtui.clock import rfc3339

            changes["at"] = rfc3339(companion.parse_when(when))
        if not changes:
            raise UsageError("Nothing to change was given.", 'For example: ritualtui edit ID "new words"')
        from ritualtui import records

        changes = records.with_ids(changes, companion.people.names())
        record = companion.log.edit(companion.log.find(ident).id, changes)
        click.echo(f"Changed: {companion.look.line(record['id'])}")
        companion.tidy()


def _value(text: str) -> Any:
    """A field's value as JSON where it is JSON (8, true, null, ["a"]), else as the words it is."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


@click.command("rm")
@click.argument("ident", metavar="ID")
@click.pass_obj
def rm_command(session: Session, ident: str) -> None:
    """Remove a record; ID is what `list` shows at the end of its line. `undo` brings it back."""
    with session.companion() as companion:
        found = companion.log.find(ident)
        line = companion.look.line(found.id)
        companion.log.remove(found.id)
        click.echo(f"Removed: {line}")
        click.echo("`ritualtui undo` brings it back.")
        companion.tidy()


@click.command("undo")
@click.pass_obj
def undo_command(session: Session) -> None:
    """Take back this machine's last change of the last day; again goes one further back."""
    with session.companion() as companion:
        what, after = companion.log.undo()
        click.echo(companion.look.undone(what, after))
        companion.tidy()
