"""``edit``, ``rm``, ``undo``, ``redo``."""

import json
from typing import Any

import click

from ritualtui import freetext, messages
from ritualtui.cli.invocation import Session, text_from
from ritualtui.cli.output import fitted, say
from ritualtui.cli.params import TextCommand, given, one_of, when_option
from ritualtui.errors import UsageError
from ritualtui.strings import _


@click.command("edit", cls=TextCommand)
@click.argument("ident", metavar="ID")
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@when_option(_("When it happened."))
@click.option("--tag", "tags", multiple=True, metavar="WORD", callback=given, help=_("Replace its tags."))
@click.option(
    "--response",
    metavar="toward|away|against|open",
    callback=given,
    shell_complete=one_of("toward", "away", "against", "open"),
    help=_("How a bid was answered."),
)
@click.option(
    "--audience",
    metavar="ours|self",
    callback=given,
    shell_complete=one_of("ours", "self"),
    help=_("Who sees it: both of you (ours), or only you (self)."),
)
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help=_("Change any other field."))
@click.pass_obj
def edit_command(
    session: Session, ident: str, text: tuple[str, ...], when: str | None, tags: tuple[str, ...], response: str | None,
    audience: str | None, sets: tuple[str, ...],
) -> None:  # fmt: skip
    """Correct an entry. ID is the code at the start of its line in `list`.

    \b
    ritualtui edit 9f3c1a "new words"
    ritualtui edit 9f3c1a --when "yesterday 21:00"
    ritualtui edit 9f3c1a --audience self

    With --audience self only you can see it. If you sync, it disappears from your partner's log at the next sync, and
    your partner may notice. Backups on their computer may still have it.

    The same holds for a bid of yours that you change to --response away or against, unless you add --audience ours.
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
        raise UsageError(_("Say what to change."), _('For example: ritualtui edit ID "new words"'))
    with session.companion() as companion:
        if when is not None:
            from ritualtui.clock import rfc3339

            changes["at"] = rfc3339(companion.parse_when(when))
        from ritualtui import records

        found = companion.log.find(ident)
        changes |= _set(sets, records.plain(found))
        record = companion.log.edit(found.id, records.with_ids(changes, companion.people.names()))
        said = _("Changed") if record["stamp"] != found.stamp else _("Already like that")
        say(f"{said}: {companion.look.line(companion.look.current(found.id) or found)}")
        if (found.audience, record.get("audience")) == ("ours", "self"):
            from ritualtui.companion import partners_copy

            why = "" if "audience" in changes else f"{messages.BID_NOW_OWN} "
            say(fitted(f"{why}{partners_copy.hidden(companion)}"))
        companion.tidy()


def _set(sets: tuple[str, ...], stands: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``--set``: as JSON where a value is JSON (8, true, null, ["a"]), else as the words it is.

    What ``stands`` there as words stays words, even where they could be read as a number.
    """
    fields: dict[str, Any] = {}
    for item in sets:
        name, sign, value = item.partition("=")
        if not sign:
            raise UsageError(_("--set takes FIELD=VALUE, not {item}.").format(item=freetext.quoted(item)))
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
    """Remove an entry; `undo` brings it back. ID is the code at the start of its line in `list`.

    If you sync, a shared entry disappears from your partner's log too at the next sync, and your partner may notice.
    Backups on both computers may still have it; `burn` deletes it from those as well.
    """
    with session.companion() as companion:
        found = companion.log.find(ident)
        companion.log.remove(found.id)
        say(_("Removed: {line}").format(line=companion.look.line(found)))
        say(messages.UNDO_BRINGS_BACK)
        if found.audience == "ours":
            from ritualtui.companion import partners_copy

            if line := partners_copy.removed(companion):
                say(fitted(line))
        companion.tidy()


@click.command("undo")
@click.pass_obj
def undo_command(session: Session) -> None:
    """Undo the last change made on this computer, if it's less than a day old. Repeat to go further back.

    `ritualtui redo` does it again.
    """
    with session.companion() as companion:
        what, after = companion.log.undo()
        for line in companion.look.undone(after, what):
            say(line)
        companion.tidy()


@click.command("redo")
@click.pass_obj
def redo_command(session: Session) -> None:
    """Redo what `undo` just took back. Repeat to go further forward. A new change ends that."""
    with session.companion() as companion:
        what, after = companion.log.redo()
        for line in companion.look.redone(after, what):
            say(line)
        companion.tidy()
