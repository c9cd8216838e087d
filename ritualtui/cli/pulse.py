"""``pulse``: how it is going, in plain text or for other programs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ritualtui import messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from datetime import date

    from ritualtui.companion.service import Companion


@click.command("pulse")
@click.option(
    "--as-of", metavar="DATE", callback=params.given, help=_("How it was at the end of this day: 2026-03-01, sunday …")
)
@click.option("--replay", is_flag=True, help=_("Show every day there would have been a nudge, from the start."))
@click.option("--json", "as_json", is_flag=True, help=_("For other programs; with --replay one JSON line per day."))
@click.pass_obj
def pulse_command(session: Session, as_of: str | None, replay: bool, as_json: bool) -> None:
    """See how things are going: what's usual for you, and whether anything has changed.

    Looks at finished days only and compares you with your own past, never with other couples.

    \b
    ritualtui pulse
    ritualtui pulse --as-of "3 weeks ago"
    ritualtui pulse --replay
    """
    from ritualtui.companion.charts import text_summary

    with session.companion() as companion:
        companion.rituals.keep_own()
        day = _day(companion, as_of) if as_of else None
        made = companion.charts.replayed(day) if replay else companion.charts.through(day)
        tell(companion.rituals.problems)
        if day is not None and not made.rows and not as_json:
            say(messages.NOTHING_THEN.format(day=messages.day_heading(day.isoformat())))
        elif as_json:
            say_json(_json(text_summary.replayed_rows(made) if replay else [text_summary.document(made)]))
        else:
            lines = text_summary.replayed(made) if replay else text_summary.lines(made)
            say("\n".join(fitted(line, 2) for line in lines))
        companion.tidy()
        tell(companion.notes())


def _day(companion: "Companion", text: str) -> "date":
    """The day that was asked about. Raises ``UsageError``."""
    from datetime import date

    day = date.fromisoformat(companion.day_of(text))
    if day > date.fromisoformat(companion.today):
        raise UsageError(messages.NOT_YET.format(day=messages.day_heading(day.isoformat())))
    return day


def _json(rows: Iterable[dict[str, object]]) -> Iterable[str]:
    import json

    return (json.dumps(row, ensure_ascii=False) for row in rows)
