"""``burn`` and ``forget``: words that go for good. Nobody else's consent is asked; it cannot be taken back."""

from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.output import fitted, say, tell
from ritualtui.cli.session import Session, on_a_terminal
from ritualtui.errors import UsageError

if TYPE_CHECKING:
    from ritualtui.companion.forgetting import Result
    from ritualtui.companion.service import Companion


@click.command("burn")
@click.argument("idents", nargs=-1, required=True, metavar="ID…")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def burn_command(session: Session, idents: tuple[str, ...], yes: bool) -> None:
    """Take the words of records away for good: from the log, its journal and every backup.

    `rm` only takes a record out of the log, and `undo` brings it back; this, nothing does. What was removed before
    can be burned too.
    """
    with session.companion() as companion:
        found = [_whole(companion, ident) for ident in idents]
        if not yes and not on_a_terminal():
            raise UsageError("Nothing was burned.", "Add --yes to carry this out.")
        if not yes:
            tell(_named(companion, ident) for ident in found)
            click.confirm(messages.BURN_RECORDS, default=False, abort=True)
        _told(companion.forgetting.burn_all(found))


@click.command("forget")
@click.option("--everything", is_flag=True, help="All of the log, of both of you, with its backups.")
@click.option("--settings", is_flag=True, help="With --everything: your settings and own rituals too.")
@click.option("--word", metavar="WORD", callback=params.given, help="Say the word here instead of being asked for it.")
@click.pass_obj
def forget_command(session: Session, everything: bool, settings: bool, word: str | None) -> None:
    """Take away for good what is yours: all you said, your sealed space, your name. Or everything.

    What the other said stays theirs, and the rituals of both stay as days without words. It asks for the word
    `forget` first.
    """
    if settings and not everything:
        raise UsageError("--settings goes with --everything.", "Nothing was forgotten.")
    with session.companion() as companion:
        if word is None:
            if not on_a_terminal():
                raise UsageError("Nothing was forgotten.", "Add --word forget to carry this out.")
            name = freetext.one_line(companion.people.me.name)
            say(fitted(messages.FORGET_ALL if everything else messages.FORGET_ME.format(name=name)))
            word = str(click.prompt(messages.FORGET_WORD, default="", show_default=False))
        if word.strip().casefold() != "forget":
            raise UsageError("That was not the word, so nothing was forgotten.", "The word is forget.")
        forgetting = companion.forgetting
        _told(forgetting.forget_everything(settings=settings) if everything else forgetting.forget_me())


def _whole(companion: "Companion", asked: str) -> str:
    """The id that ends so, of a record that is there or was removed. Raises ``UsageError``."""
    end = freetext.clean(asked, 60, "id").casefold()
    removed = {r.id for r in companion.all.values() if r is not None and r.deleted and end and r.id.endswith(end)}
    if len(removed) == 1 and not any(record.id.endswith(end) for record in companion.visible()):
        return removed.pop()
    return companion.log.find(asked).id


def _named(companion: "Companion", ident: str) -> str:
    """Which one is meant, without its words: they would stay on the terminal."""
    record = companion.look.current(ident)
    if record is None:
        return messages.REMOVED_BEFORE.format(ident=ident[-6:])
    by, hour = companion.people.names().get(record.by, ""), companion.look.hour(record)
    return f"{ident[-6:]}: {record.kind}, {by}, {messages.day_heading(record.day)}{' at ' if hour else ''}{hour}"


def _told(result: "Result") -> None:
    say(messages.GONE if not result.pending else messages.GONE_FROM_THE_LOG)
    tell(result.left)
