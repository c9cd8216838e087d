"""``thank`` and ``bid``: typed between two commits. Imports nothing that the journal's end does not need."""

import click

from ritualtui import freetext, messages
from ritualtui.cli.invocation import Session, ask, on_a_terminal, piped, text_from
from ritualtui.cli.output import say, tell
from ritualtui.cli.params import TextCommand, given, names, one_of, when_option
from ritualtui.companion import partners_copy, people, quick
from ritualtui.errors import UsageError
from ritualtui.strings import _


def _when(said: str | None) -> quick.When:
    if said is None:
        return None
    from ritualtui import when

    return lambda moment: when.parse(said, moment.now, moment.turn)


_quiet = click.option("-q", "--quiet", is_flag=True, help=_("Print nothing."))
_at_time = when_option(_("“yesterday 21:00”, “last night”, “20 minutes ago” …"))


@click.command("thank", cls=TextCommand)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option(
    "--from", "from_", metavar="NAME", callback=given, shell_complete=names, help=_("Who says thanks, if it isn't you.")
)
@click.option(
    "--to", metavar="NAME", callback=given, shell_complete=names, help=_("Who it's for, if it isn't your partner.")
)
@_at_time
@click.option("--tag", "tags", multiple=True, metavar="WORD", callback=given, help=_("Add a tag; repeat for more."))
@_quiet
@click.pass_obj
def thank_command(
    session: Session, text: tuple[str, ...], from_: str | None, to: str | None, when: str | None,
    tags: tuple[str, ...], quiet: bool,
) -> None:  # fmt: skip
    """Save an appreciation for your partner.

    Leave out TEXT and you'll be asked, or what a pipe brings is taken; use - to read standard input. Either way the
    words stay out of your shell history.

    \b
    ritualtui thank "You got up with the dog so that I could sleep."
    ritualtui thank --when "last night" "For staying on the phone with my mother."
    """
    if text:
        words = text_from(text)
    elif on_a_terminal():
        words = ask(messages.ASK_WHAT_FOR, freetext.needed)
    elif not (words := piped()).strip():
        raise UsageError(_("What for?"), _('ritualtui thank "You got up with the dog."'))

    def keep() -> quick.Kept:
        return quick.thank(
            session.places, session.time, words, who=session.who, by=from_, to=to, when=_when(when), tags=tags
        )

    try:
        kept = session.known(keep)
    except people.NotBegun:
        if not on_a_terminal():
            raise
        say(messages.FIRST_TIME)
        session.begin().close()
        kept = session.known(keep)
    tell([kept.note] if kept.note else [])
    if not quiet:
        called = kept.people.names()
        record = kept.record
        by, me = called[record.get("voice") or record["by"]], kept.people.me.name
        reach = partners_copy.way(session.places, kept.people)
        say(messages.thanked(by, called[record["to"]], me, reach))


@click.command("bid", cls=TextCommand)
@click.argument(
    "response", metavar="toward|away|against|open", shell_complete=one_of("toward", "away", "against", "open")
)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option(
    "--from",
    "from_",
    metavar="NAME",
    callback=given,
    shell_complete=names,
    help=_("Who made the bid, if it wasn't your partner."),
)
@click.option(
    "--shared", "--ours", "shared", is_flag=True,
    help=_("Share one of yours that was turned away or against; it is only yours otherwise."),
)  # fmt: skip
@_at_time
@_quiet
@click.pass_obj
def bid_command(
    session: Session, response: str, text: tuple[str, ...], from_: str | None, shared: bool, when: str | None,
    quiet: bool,
) -> None:  # fmt: skip
    """Log a bid, a small reach for attention or affection, and how it was answered (open: not answered yet).

    \b
    ritualtui bid toward "Look, the heron is back."
    ritualtui bid away --from me "Asked about the weekend."
    echo "Look, the heron is back." | ritualtui bid toward

    The second is saved for you alone, unless you add --shared.
    """
    response = response.lower()
    if response not in ("toward", "away", "against", "open"):
        raise UsageError(
            _("{response} isn't a way to answer a bid.").format(response=freetext.quoted(response)),
            _("Say toward, away, against, or open."),
        )
    words, met = text_from(text) if text else piped(), None if response == "open" else response
    kept = session.known(
        lambda: quick.bid(
            session.places, session.time, met, words, who=session.who, from_=from_, when=_when(when), shared=shared
        )
    )
    tell([kept.note] if kept.note else [])
    if not quiet:
        here, called, record = kept.people, kept.people.names(), kept.record
        bidder, own = called[record["from"]], record["audience"] == "self" and not here.solo
        say(messages.bid_kept(bidder, here.me.name, here.partner.name, record["response"], own=own))
