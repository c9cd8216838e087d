"""``together``: the partner begins to take part, after a look at what they will see; and the way back."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from ritualtui import messages
from ritualtui.cli.invocation import Session, ask, go_on, on_a_terminal
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.cli.params import given
from ritualtui.errors import UsageError
from ritualtui.strings import _, typed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ritualtui.companion.open_log import OpenLog
    from ritualtui.companion.partner_joins import Chosen
    from ritualtui.companion.service import Companion
    from ritualtui.kinds import Record


def _kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    from ritualtui import kinds

    before, comma, last = incomplete.rpartition(",")
    words = [kinds.word(row.kind) for row in kinds.ROWS if row.offered]
    words = words if comma else ["none", "all", *words]
    return [f"{before}{comma}{word}" for word in words if word.startswith(last.casefold())]


@click.command("together")
@click.option("--partner", metavar="NAME", callback=given, help=_("Your partner's name from now on."))
@click.option(
    "--share", metavar="none|all|KIND,…", callback=given, shell_complete=_kinds,
    help=_("What your partner gets to see of it; none by default."),
)  # fmt: skip
@click.option("--both-here/--only-me", "both_here", default=None, help=_("Whether both of you use this computer."))
@click.option("--alone", is_flag=True, help=_("Go back to solo."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@click.pass_obj
def together_command(
    session: Session, partner: str | None, share: str | None, both_here: bool | None, alone: bool, as_json: bool
) -> None:
    """Share this log with your partner. Nothing you wrote on your own is shared unless you pick it.

    On a terminal it asks kind by kind, and entry by entry if you like; in a script, use --share. You can take it all
    back with `ritualtui undo`.

    With --alone you go back to solo. What you both saw stays visible to both, your partner isn't told, and anything new
    is only for you. What you change or delete from then on stays as it was on your partner's computer.

    \b
    ritualtui together --partner Ben
    ritualtui together --partner Ben --share appreciation,outing --both-here
    ritualtui together --alone
    """
    from ritualtui.companion import partner_joins, partners_copy

    if alone and (partner or share or both_here):
        raise UsageError(
            _("--alone can't be combined with these options."), _("It shares nothing more and removes nothing.")
        )
    with session.companion() as companion:
        if alone:
            partner_joins.part(companion)
            _said(as_json, {"together": False}, f"{messages.ALONE_NOW} {partners_copy.alone(companion)}")
        elif not companion.people.solo and both_here is not None and not (partner or share):
            partner_joins.set_both_here(companion, both_here)
            _said(as_json, {"together": True, "both_here": both_here}, _here(companion))
        else:
            _join(companion, partner, share, both_here, as_json)
        companion.tidy()


def _join(
    companion: "Companion", partner: str | None, share: str | None, both_here: bool | None, as_json: bool
) -> None:
    from ritualtui.companion import partner_joins, people

    offer = partner_joins.offered(companion) if companion.people.solo else {}
    asks = on_a_terminal() and not as_json and companion.people.solo
    if partner is None and asks and companion.people.partner.name == people.PARTNER:
        partner = ask(messages.ASK_PARTNER_NAME, people.check_name)
    chosen: Chosen = partner_joins.read_share(share or partner_joins.NONE, offer)
    if share is None and asks and offer:
        chosen = reviewed(companion, offer, partner or companion.people.partner.name)
    done = partner_joins.join(companion, chosen, partner=partner, both_here=both_here)
    if done.changed:
        tell([messages.CHANGED_MEANWHILE.format(records=messages.records(done.changed))])
    here = companion.people
    kinds = {kind: {"shared": done.shared.get(kind, 0), "self": done.kept.get(kind, 0)}
             for kind in sorted({*done.shared, *done.kept})}  # fmt: skip
    shared = sum(done.shared.values())
    total = shared + sum(done.kept.values())
    if as_json:
        told = {"together": True, "partner": here.partner.name, "both_here": here.both}
        told |= {"shared": shared, "self": total - shared, "kinds": kinds}
        say_json([json.dumps(told, ensure_ascii=False)])
        return
    said = messages.JOINED if shared else messages.JOINED_NOTHING
    say(fitted(said.format(partner=here.partner.name, shared=shared, total=messages.records(total))))
    if here.both:
        say(_here(companion))
    say(messages.UNDO_TAKES_BACK)


def reviewed(companion: "OpenLog", offer: "dict[str, list[Record]]", partner: str) -> "Chosen":
    """Ask kind by kind; line by line where somebody wants to look. Aborts where they would rather not begin."""
    from ritualtui.companion import partner_joins
    from ritualtui.companion.look import Look
    from ritualtui.kinds import named

    say(messages.CHOOSE)
    chosen: dict[str, str] = {}
    for kind, many in offer.items():
        answer = ask(
            messages.CHOOSE_KIND.format(kind=named(kind), count=f"{len(many):,}"), lambda said: _answer(said, "nyl")
        )
        if answer == "y":
            chosen |= partner_joins.choice(many)
        for record in many if answer == "l" else ():
            on = messages.day_in_words(record.day, date.fromisoformat(companion.today))
            say(fitted(f"  {on}: {companion.group(Look).words(record)}", 4))
            if ask(messages.CHOOSE_ONE, lambda said: _answer(said, "ny")) == "y":
                chosen |= partner_joins.choice([record])
    total = sum(map(len, offer.values()))
    said = messages.TO_JOIN.format(partner=partner, shared=len(chosen), total=messages.records(total))
    go_on(messages.BEGIN_TOGETHER.format(said=said), default=True)
    return chosen


def _answer(said: str, among: str) -> str:
    answer = messages.CHOOSE_ANSWERS.get(typed.in_english(said.casefold()), "")
    if not answer or answer not in among:
        raise UsageError(
            _("Say {others} or {last}. Just Enter means n.").format(others=", ".join(among[:-1]), last=among[-1])
        )
    return answer


def _here(companion: "Companion") -> str:
    return messages.HERE[companion.people.both].format(me=companion.people.me.name)


def _said(as_json: bool, data: dict[str, object], words: str) -> None:
    if as_json:
        say_json([json.dumps(data)])
    else:
        say(fitted(words))
