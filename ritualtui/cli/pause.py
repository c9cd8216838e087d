"""``pause``: days that count neither way, and their end."""

import click

from ritualtui import freetext, messages
from ritualtui.cli.output import say
from ritualtui.cli.params import given, one_of
from ritualtui.cli.session import Session
from ritualtui.errors import UsageError

_WHYS = {"away": "away", "ill": "ill", "hard-season": "hard season"}


@click.command("pause")
@click.argument("why", default="away", metavar="[away|ill|hard-season|end]",
                shell_complete=one_of("away", "ill", "hard-season", "end"))  # fmt: skip
@click.option("--since", metavar="TIME", callback=given, help="From this day on; today by default.")
@click.option(
    "--until", metavar="TIME", callback=given, help="Up to and including this day; until `pause end` by default."
)
@click.pass_obj
def pause_command(session: Session, why: str, since: str | None, until: str | None) -> None:
    """Pause for a while. Paused days don't break a streak, and there are no nudges about how much you log.

    \b
    ritualtui pause away --until "in 9 days"
    ritualtui pause hard-season
    ritualtui pause end
    """
    asked = freetext.one_line(why).casefold().replace(" ", "-").replace("_", "-")
    if asked != "end" and asked not in _WHYS:
        raise UsageError(
            f"A pause can't be {freetext.quoted(why)}.", "It can be away, ill or hard-season; or `pause end`."
        )
    with session.companion() as companion:
        if asked == "end":
            if since or until:
                raise UsageError("A pause ends today.", "`pause end` takes no days.")
            ended = companion.nudges.end_pause()
            say(messages.PAUSE_ENDED if ended else messages.NO_PAUSE)
            return
        first = companion.day_of(since) if since else companion.today
        last = _day(companion.today, until) if until else None
        if last is not None and last < first:
            raise UsageError(f"{last} is before {first}.", "Give --since an earlier day, or --until a later one.")
        companion.log.add({"kind": "pause", "why": _WHYS[asked], "since": first, "until": last})
        say(messages.paused(first, last))
        companion.tidy()


def _day(today: str, text: str) -> str:
    """A day to come, too: an ISO date, or “in 9 days”. Raises ``UsageError``."""
    import re
    from datetime import date, timedelta

    said = freetext.one_line(text).strip().casefold()
    if found := re.fullmatch(r"in (\d{1,3}) (day|week)s?", said):
        return str(date.fromisoformat(today) + timedelta(days=int(found[1]) * (7 if found[2] == "week" else 1)))
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise UsageError(
            f"{freetext.quoted(text)} isn't a day I understand.", "Write it as 2026-12-24, or as “in 9 days”."
        ) from None
