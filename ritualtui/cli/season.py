"""``season``: what holds, beginning a hard or a work season, going back to usual."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from ritualtui import messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, ask, on_a_terminal
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.service import Companion


@click.command("season")
@click.argument(
    "mode", required=False, metavar="[hard|work|usual]", shell_complete=params.one_of("hard", "work", "usual")
)
@click.option(
    "--until", metavar="DAY", callback=params.given, help=_("Up to this day, included; else until `season usual`.")
)
@click.option(
    "--ritual", metavar="RITUAL", callback=params.given, shell_complete=params.rituals,
    help=_("The one that stays in a work season."),
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object."))
@click.pass_obj
def season_command(session: Session, mode: str | None, until: str | None, ritual: str | None, as_json: bool) -> None:
    """Say that it's a hard season, a work season, or life as usual. Alone it shows what holds.

    Hard: every ritual opens in its short version and still counts, a day without takes nothing off a streak, and no
    nudge asks how much you do. Work: one ritual stays, the others are paused.

    \b
    ritualtui season hard
    ritualtui season work --ritual bedtime --until friday
    ritualtui season usual
    """
    with session.companion() as companion:
        said = _done(companion, mode, until, ritual, asks=not as_json and on_a_terminal())
        if as_json:
            from ritualtui.companion import today_json

            say_json([json.dumps(today_json.season(companion.seasons.now), ensure_ascii=False)])
        else:
            say(fitted(said))
        companion.tidy()
        tell(companion.notes())


def _done(companion: "Companion", mode: str | None, until: str | None, ritual: str | None, *, asks: bool) -> str:
    """Do it; returns what to say."""
    from ritualtui.companion.seasons import USUAL

    seasons, there = companion.seasons, companion.seasons.now
    mode = mode.lower() if mode else mode
    if mode in (None, USUAL):
        if until is not None or ritual is not None:
            raise UsageError(_("Which season?"), _("Say `season hard` or `season work` with --until and --ritual."))
        if mode is None:
            return f"{there.said} {messages.SEASON_HOW_TO_END}" if there else messages.SEASON_NONE
        return messages.SEASON_ENDED if seasons.end() else messages.SEASON_NONE
    if mode == "work" and ritual is None and asks:
        ritual = ask(messages.SEASON_ASK_RITUAL, lambda name: companion.rituals.find(name).id)
        if until is None:
            until = ask(messages.SEASON_ASK_UNTIL, lambda day: day if not day else str(_day(companion, day))) or None
    season = seasons.set(mode or "", _day(companion, until) if until else None, ritual)
    return f"{season.said} {messages.SEASON_HARD if season.mode == 'hard' else messages.SEASON_WORK}"


def _day(companion: "Companion", said: str) -> date:
    from ritualtui import days

    return days.to_come(said, date.fromisoformat(companion.today))
