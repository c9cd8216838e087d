"""``edit``, ``rm``, ``undo``, ``redo``."""

import json
from typing import Any

import click

from ritualtui import freetext
from ritualtui.cli.output import say
from ritualtui.cli.params import TextCommand, given, one_of, when_option
from ritualtui.cli.session import Session, text_from
from ritualtui.errors import UsageError


@click.command("edit", cls=TextCommand)
@click.argument("ident", metavar="ID")
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@when_option("When it happened.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", callback=given, help="The tags it has from now on.")
@click.option(
    "--response",
    metavar="toward|away|against|open",
    callback=given,
    shell_complete=one_of("toward", "away", "against", "open"),
    help="How a bid was met.",
)
@click.option(
    "--audience", metavar="ours|self", callback=given, shell_complete=one_of("ours", "self"), help="For whom."
)
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help="Any other field of the record.")
@click.pass_obj
def edit_command(
    session: Session, ident: str, text: tuple[str, ...], when: str | None, tags: tuple[str, ...], response: str | None,
    audience: str | None, sets: tuple[str, ...],
) -> None:  # fmt: skip
    """Correct a record; ID is what a line of `list` begins with.

    \b
    ritualtui edit 9f3c1a "new words"
    ritualtui edit 9f3c1a --when "yesterday 21:00"
    """
    changes: dict[str, Any] = {}
    if text:
        changes["text"] = freetext.needed(text_from(text))
    if tags:
        changes["tags"] = list(tags)
    if response:
        changes["response"] = None if response == "open" else response
    if audience:
        changes["audience"] = audience
    if not changes and not sets and when is None:
        raise UsageError("Nothing to change was given.", 'For example: ritualtui edit ID "new words"')
    with session.companion() as companion:
        if when is not None:
            from ritualtui.clock import rfc3339

            changes["at"] = rfc3339(companion.parse_when(when))
        from ritualtui import records

        found = companion.log.find(ident)
        changes |= _set(sets, records.plain(found))
        record = companion.log.edit(found.id, records.with_ids(changes, companion.people.names()))
        said = "Changed" if record["stamp"] != found.stamp else "It was like that already"
        say(f"{said}: {companion.look.line(companion.look.current(found.id) or found)}")
        companion.tidy()


def _set(sets: tuple[str, ...], stands: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``--set``: as JSON where a value is JSON (8, true, null, ["a"]), else as the words it is.

    What ``stands`` there as words stays words, even where they could be read as a number.
    """
    fields: dict[str, Any] = {}
    for item in sets:
        name, sign, value = item.partition("=")
        if not sign:
            raise UsageError(f"--set takes FIELD=VALUE, not {freetext.quoted(item)}.")
        name = name.strip()
        try:
            fields[name] = value if isinstance(stands.get(name), str) and value != "null" else json.loads(value)
        except (ValueError, RecursionError):
            fields[name] = value
    return fields


@click.command("rm")
@click.argument("ident", metavar="ID")
@click.pass_obj
def rm_command(session: Session, ident: str) -> None:
    """Remove a record; ID is what a line of `list` begins with. `undo` brings it back."""
    with session.companion() as companion:
        found = companion.log.find(ident)
        companion.log.remove(found.id)
        say(f"Removed: {companion.look.line(found)}")
        say("`ritualtui undo` brings it back.")
        companion.tidy()


@click.command("undo")
@click.pass_obj
def undo_command(session: Session) -> None:
    """Take back this machine's last change of the last day; again goes one further back.

    `ritualtui redo` makes it again.
    """
    with session.companion() as companion:
        what, after = companion.log.undo()
        for line in companion.look.undone(after, what):
            say(line)
        companion.tidy()


@click.command("redo")
@click.pass_obj
def redo_command(session: Session) -> None:
    """Make again what `undo` took back last; again goes one further forward. A new change ends it."""
    with session.companion() as companion:
        what, after = companion.log.redo()
        for line in companion.look.redone(after, what):
            say(line)
        companion.tidy()
