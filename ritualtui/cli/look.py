"""``today`` and ``list``."""

from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.nudges import Nudge
    from ritualtui.companion.service import Companion


@click.command("today")
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object, people by name."))
@click.pass_obj
def today_command(session: Session, as_json: bool) -> None:
    """Show today in plain text: rituals, streaks, what's new, what comes back, a nudge where there is one."""
    with session.companion() as companion:
        companion.rituals.keep_own()
        today = companion.look.today()
        tell(companion.rituals.problems)
        if as_json:
            from ritualtui.companion import today_json

            say_json([today_json.line(companion, today, _nudge(companion))])
            companion.tidy()
            tell(companion.notes())
            return
        lines = [messages.day_heading(today.day.isoformat())]
        if today.paused is not None:
            lines += ["", fitted(f"{today.paused.said} {messages.PAUSE_HOW_TO_END}")]
        elif today.season is not None:
            lines += ["", fitted(today.season.said)]
        for r in today.rituals:
            rests = r.paused and r.state == "off"
            state = messages.ritual_state(r.state, r.opens, r.closes, r.done_at, r.present)
            row = messages.streak(r.dots, r.recent, r.run, r.best, r.word) if r.recent[1] else ""
            if r.times:
                row = messages.rhythm_streak(r.dots, r.got, r.times, r.weeks, r.run, r.best, r.word)
                state = messages.RHYTHM_DONE if r.state == "done" and r.dots[-1] != "done" else state
            state = messages.PAUSED_TODAY if rests else state
            lines += ["", f"{freetext.one_line(r.ritual.name)}: {state}"]
            lines += [f"  {row}"] if row else []
        held = companion.look.days_with_a_ritual()
        if said_of := messages.together(held.run, held.best):
            lines += ["", said_of]
        if today.latest is not None:
            said, look = today.latest, companion.look
            text = freetext.one_line(said.text)
            words = messages.said(look.by(said), said.day, look.hour(said), today.day, text)
            lines += ["", fitted(words, 2)]
        if today.due and today.paused is None:
            lines.append("")
            for back in today.due:
                text = freetext.one_line(back.text)
                line = back.shell.format(text=text, partner=companion.people.partner.name)
                ahead = messages.day_ahead(back.day, today.day)
                lines.append(fitted(messages.SAID_AHEAD.format(line=line, ahead=ahead) if ahead else line, 2))
        if nudge := _nudge(companion):
            lines += ["", fitted(freetext.one_line(nudge.said)), f"  → {freetext.one_line(nudge.label)}"]
        if today.empty:
            lines += ["", messages.NOTHING_YET] if today.paused is None else []
        elif today.thanks or today.bids:
            lines += ["", messages.counted(today.thanks, today.bids)]
        say("\n".join(lines))
        companion.tidy()
        tell(companion.notes())


def _nudge(companion: "Companion") -> "Nudge | None":
    """The first that is due, where they are wanted on this computer."""
    from ritualtui.companion import settings

    wanted, _mistakes = settings.load(companion.places)
    return next(iter(companion.nudges.due()), None) if wanted.nudges else None


@click.command("list")
@click.argument("words", nargs=-1, metavar="[WORDS…]")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    callback=params.given,
    shell_complete=params.kinds,
    help=_("appreciation, bid, ritual, follow-up … (repeat for more)"),
)
@click.option(
    "--person",
    "--by",
    metavar="NAME",
    callback=params.given,
    shell_complete=params.names,
    help=_("Only what this person wrote."),
)
@click.option(
    "--tag", "tags", multiple=True, metavar="WORD", callback=params.given,
    help=_("Only those with this tag; may be given again, for those that have them all."),
)  # fmt: skip
@click.option(
    "--since", metavar="TIME", callback=params.given, help=_("From this day on: 2026-11-01, monday, “3 weeks ago” …")
)
@click.option("--until", metavar="TIME", callback=params.given, help=_("Up to this day."))
@click.option("-n", "--last", type=int, metavar="N", help=_("Only the last N."))
@click.option("--ours", is_flag=True, help=_("Only what you both see."))
@click.option("--all", "settings", is_flag=True, help=_("Include schedules and internal markers."))
@click.option("--json", "as_json", is_flag=True, help=_("JSON Lines with every field, people by name."))
@click.pass_obj
def list_command(
    session: Session, words: tuple[str, ...], kinds: tuple[str, ...], person: str | None, tags: tuple[str, ...],
    since: str | None, until: str | None, last: int | None, ours: bool, settings: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show the log, oldest first. With WORDS, only entries that contain all of them.

    Each line starts with the end of the entry's id, which `edit` and `rm` take.

    \b
    ritualtui list --since monday --kind appreciation
    ritualtui list heron
    """
    from ritualtui.kinds import by_name

    if last is not None and last < 1:
        raise UsageError(_("-n needs a number from 1 up."))
    kinds = tuple(params.kind(said, by_name()) for said in kinds)
    with session.companion() as companion:
        companion.rituals.keep_own()
        found = companion.look.listed(
            kinds=kinds,
            person=companion.people.called(person).id if person else None,
            since=companion.day_of(since) if since else None,
            until=companion.day_of(until) if until else None,
            words=" ".join(words),
            audiences=("ours",) if ours else ("ours", "self"),
            settings=settings,
            tags=tags,
        )
        found = found[-last:] if last else found
        if as_json:
            say_json(companion.transfer.lines(found))
        elif not found:
            asked = words or ours or kinds or person or tags or since or until
            say(messages.NOTHING_FOUND if asked else messages.NOTHING_YET)
        else:
            day, lines = "", []
            for record in found:
                if record.day != day:
                    lines += ["", messages.day_heading(record.day)][0 if day else 1 :]
                    day = record.day
                lines.append(fitted(f"  {companion.look.entry(record)}", 17))
            say("\n".join(lines))
        companion.tidy()
        tell(companion.notes())
