"""``init`` and ``locate``."""

from pathlib import Path

import click

from ritualtui import freetext, messages
from ritualtui.cli.invocation import Session
from ritualtui.cli.output import say
from ritualtui.cli.params import given
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _


@click.command("init")
@click.option("--me", metavar="NAME", callback=given, help=_("Your name."))
@click.option("--partner", metavar="NAME", callback=given, help=_("Your partner's name."))
@click.option("--solo", is_flag=True, help=_("Just you; your partner's name is optional."))
@click.option(
    "--both-here", is_flag=True, help=_("You both use this computer; each of you says who is here with --as.")
)
@click.pass_obj
def init_command(session: Session, me: str | None, partner: str | None, solo: bool, both_here: bool) -> None:
    """Start a log. On a terminal it asks for the names.

    \b
    ritualtui init --me Ana --partner Ben
    ritualtui init --me Ana --solo
    """
    if Path(session.places.journal).exists() or Path(session.places.data).exists():
        raise RitualError(
            _("There's already a log here."), _("`ritualtui today` shows it, `ritualtui locate` its files.")
        )
    if solo and both_here:
        raise UsageError(_("Solo means that nobody else uses this log."), _("Leave out --solo or --both-here."))
    with session.begin(me, partner, solo, both_here) as companion:
        people = companion.people
        say(messages.begun(people.me.name, people.partner.name, people.solo))
        say(messages.WHERE_ALL_IS.format(home=freetext.path(companion.places.home)))
        if people.both:
            say(messages.HERE[True])


@click.command("locate")
@click.pass_obj
def locate_command(session: Session) -> None:
    """Show where your files are stored, and which don't exist yet."""
    where = session.places
    for name, path in (
        (_("data file"), where.data),
        ("journal", where.journal),
        ("backups", where.backups),
        (_("set aside"), where.aside),
        (_("your rituals"), where.own_rituals),
        (_("your decks"), where.own_decks),
    ):
        missing = "" if Path(path).exists() else "  " + _("(not there yet)")
        say(f"{name:<13} {freetext.path(path)}{missing}")
