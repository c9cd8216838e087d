"""``today`` and ``list``."""

import click

from ritualtui import freetext, messages
from ritualtui.cli.session import Session, tell


@click.command("today")
@click.pass_obj
def today_command(session: Session) -> None:
    """What today holds, in plain text."""
    with session.companion() as companion:
        today = companion.look.today()
        tell(list(companion.rituals.problems))
        names = companion.people.names()
        click.echo(f"{today.day:%A} {today.day.day} {today.day:%B %Y}")
        for r in today.rituals:
            state = messages.ritual_state(r.state, r.opens, r.closes, r.done_at, r.present)
            click.echo(f"\n{freetext.one_line(r.ritual.name)}: {state}")
            if r.recent[1]:
                click.echo(f"  {messages.streak(r.dots, r.recent, r.run, r.best, r.word)}")
        if today.latest is not None:
            by = names.get(today.latest.by, "")
            on = messages.day_in_words(today.latest.day, today.day)
            click.echo(f"\n{by}, {on} at {today.latest.at[11:16]}")
            click.echo(f"  “{freetext.one_line(today.latest.text)}”")
        for detail in today.due:
            click.echo(f"\nTo ask about: {freetext.one_line(detail.text)}")
        if today.empty:
            click.echo(messages.NOTHING_YET)
        elif today.thanks or today.bids:
            click.echo("\n" + messages.counted(today.thanks, today.bids))
        companion.tidy()
        tell(companion.notes())


@click.command("list")
@click.argument("words", nargs=-1, metavar="[WORDS…]")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="appreciation, bid, ritual … (may be given again)")
@click.option("--person", "--by", metavar="NAME", help="Whose words they are.")
@click.option("--since", metavar="TIME", help="From this day on: 2026-11-01, monday, “3 weeks ago” …")
@click.option("--until", metavar="TIME", help="Up to this day.")
@click.option("-n", "--last", type=click.IntRange(1), metavar="N", help="Only the last N.")
@click.option("--all", "settings", is_flag=True, help="Plans and marks too.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines, every field, people by name.")
@click.pass_obj
def list_command(
    session: Session, words: tuple[str, ...], kinds: tuple[str, ...], person: str | None, since: str | None,
    until: str | None, last: int | None, settings: bool, as_json: bool,
) -> None:  # fmt: skip
    """The log, oldest first; with WORDS, the records in which all of them occur."""
    from ritualtui.companion.log import SHORT
    from ritualtui.errors import UsageError
    from ritualtui.records import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"There is no kind “{freetext.one_line(kind)[:60]}”.", f"There are {', '.join(KINDS)}.")
    with session.companion() as companion:
        found = companion.look.listed(
            kinds=kinds,
            person=companion.people.called(person).id if person else None,
            since=companion.day_of(since) if since else None,
            until=companion.day_of(until) if until else None,
            words=" ".join(words),
            settings=settings,
        )
        if last:
            found = found[-last:]
        if as_json:
            for line in companion.transfer.lines(found):
                click.echo(line)
        else:
            day = ""
            for record in found:
                if record.day != day:
                    click.echo(("\n" if day else "") + messages.day_heading(record.day))
                    day = record.day
                private = "  (only you)" if record.audience == "self" else ""
                words_ = companion.look.words(record)
                click.echo(f"  {record.at[11:16]}  {record.kind:<12}  {words_}{private}  #{record.id[-SHORT:]}")
            if not found:
                click.echo(messages.NOTHING_FOUND if words or kinds or person or since or until else messages.NOTHING_YET)
        companion.tidy()
        tell(companion.notes())
