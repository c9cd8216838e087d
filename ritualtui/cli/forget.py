"""``burn`` and ``forget``: deleting for good. Nobody else's consent is needed, and it can't be undone."""

from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, go_on, on_a_terminal
from ritualtui.cli.output import fitted, say, tell
from ritualtui.companion import partners_copy
from ritualtui.errors import UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.forgetting import Result
    from ritualtui.companion.service import Companion


@click.command("burn")
@click.argument("idents", nargs=-1, required=True, metavar="ID…")
@click.option("-y", "--yes", is_flag=True, help=_("Don't ask first."))
@click.pass_obj
def burn_command(session: Session, idents: tuple[str, ...], yes: bool) -> None:
    """Delete entries for good: from the log, its journal and every backup.

    `rm` can be undone; this can't. It also works on entries you've already removed. If you sync, a shared entry is
    deleted on your partner's computer too at the next sync, backups included, and your partner may notice. What they
    exported or copied stays.
    """
    with session.companion() as companion:
        found = [_whole(companion, ident) for ident in idents]
        if not yes and not on_a_terminal():
            raise UsageError(_("Nothing was deleted."), _("Add --yes to go ahead."))
        there = partners_copy.burned(companion) if any(_is_shared(companion, ident) for ident in found) else ""
        if not yes:
            tell(_named(companion, ident) for ident in found)
            if there:
                say(fitted(there))
            go_on(messages.BURN_RECORDS, default=False)
        _told(companion.forgetting.burn_all(found))
        if yes and there:
            say(fitted(there))


@click.command("forget")
@click.option(
    "--everything",
    is_flag=True,
    help=_("Delete the whole log on this computer, both people's entries and all backups."),
)
@click.option("--settings", is_flag=True, help=_("With --everything: delete your settings and your own rituals too."))
@click.option(
    "--word", metavar="WORD", callback=params.given, help=_("Give the word here instead of being asked for it.")
)
@click.pass_obj
def forget_command(session: Session, everything: bool, settings: bool, word: str | None) -> None:
    """Delete everything you wrote, your private space and your name, for good; or the whole log on this computer.

    What your partner wrote stays, and shared rituals stay as dates without words. It asks for the word `forget` first.

    If you sync, what you wrote is deleted on your partner's computer too at the next sync, and your partner may notice.
    With --everything nothing is sent: copies elsewhere, such as your partner's own log, stay.
    """
    if settings and not everything:
        raise UsageError(_("--settings goes with --everything."), _("Nothing was deleted."))
    with session.companion() as companion:
        there = partners_copy.everything(companion) if everything else partners_copy.forgotten(companion)
        asks = word is None
        if word is None:
            if not on_a_terminal():
                raise UsageError(_("Nothing was deleted."), _("Add --word forget to go ahead."))
            me, partner = (freetext.one_line(person.name) for person in (companion.people.me, companion.people.partner))
            said = messages.FORGET_ALL if everything else messages.FORGET_ME
            say(fitted(f"{said.format(me=me, partner=partner)} {there} {messages.NO_WAY_BACK}"))
            word = str(click.prompt(messages.FORGET_WORD, default="", show_default=False))
        if word.strip().casefold() != "forget":
            raise UsageError(_("That wasn't the word, so nothing was deleted."), _("The word is forget."))
        forgetting = companion.forgetting
        _told(forgetting.forget_everything(settings=settings) if everything else forgetting.forget_me())
        if not asks:
            say(fitted(there))


def _whole(companion: "Companion", asked: str) -> str:
    """The id that ends so, of a record that is there or was removed. Raises ``UsageError``."""
    end = freetext.clean(asked, 60, "id").casefold()
    removed = {r.id for r in companion.all.values() if r is not None and r.deleted and end and r.id.endswith(end)}
    if len(removed) == 1 and not any(record.id.endswith(end) for record in companion.visible()):
        return removed.pop()
    return companion.log.find(asked).id


def _is_shared(companion: "Companion", ident: str) -> bool:
    """Whether the partner may have a copy; a removed entry doesn't say, so it counts as one they may have."""
    record = companion.look.current(ident)
    return record is None or record.audience == "ours"


def _named(companion: "Companion", ident: str) -> str:
    """Which one is meant, without its words: they would stay on the terminal."""
    record = companion.look.current(ident)
    if record is None:
        return messages.REMOVED_BEFORE.format(ident=ident[-6:])
    by, hour = companion.people.names().get(record.by, ""), companion.look.hour(record)
    return f"{ident[-6:]}: {record.kind}, {by}, {messages.day_heading(record.day)}{' at ' if hour else ''}{hour}"


def _told(result: "Result") -> None:
    say(messages.DELETED if not result.pending else messages.DELETED_FROM_THE_LOG)
    tell(result.left)
