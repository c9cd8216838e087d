"""``pause``: what is paused, beginning a pause, ending one."""

from datetime import date
from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, ask, on_a_terminal
from ritualtui.cli.output import fitted, say, tell
from ritualtui.errors import UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ritualtui.companion.pause_words import Asked
    from ritualtui.companion.service import Companion


def _offered(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """The reasons, how it goes on, and the rituals."""
    words = params.one_of("away", "ill", "hard-season", "until", "end")(ctx, param, incomplete)
    return [*words, *params.rituals(ctx, param, incomplete)]


@click.command("pause")
@click.argument("words", nargs=-1, metavar="[WHY] [RITUAL] [DAYS] | end", shell_complete=_offered)
@click.option(
    "--since", metavar="DAY", callback=params.given, help=_("From this day on, also one to come; else today.")
)
@click.option(
    "--until", metavar="DAY", callback=params.given, help=_("Up to this day, included; else until `pause end`.")
)
@click.pass_obj
def pause_command(session: Session, words: tuple[str, ...], since: str | None, until: str | None) -> None:
    """Pause your streaks: away, ill, or a hard season. Everything, or one ritual.

    A pause takes nothing: a paused day doesn't break a streak, what you do on it still counts, and nothing is asked of
    you. Without WORDS it shows what is paused, or asks.

    \b
    ritualtui pause 3 days
    ritualtui pause ill until sunday
    ritualtui pause --since 2026-12-24 --until 2027-01-02
    ritualtui pause bedtime
    ritualtui pause end
    """
    with session.companion() as companion:
        text = " ".join(words)
        if text or since is not None or until is not None:
            _do(companion, _understood(companion, text, since or "", until or ""))
        elif there := companion.pausing.said():
            for line in [*there, messages.PAUSE_HOW_TO_END]:
                say(fitted(line))
        elif on_a_terminal():
            _ask(companion)
        else:
            say(fitted(messages.PAUSE_NONE))
        companion.tidy()
        tell(companion.notes())


def _understood(companion: "Companion", text: str, since: str = "", until: str = "") -> "Asked":
    from ritualtui.companion.pause_words import understood

    def past(said: str) -> date:
        return date.fromisoformat(companion.day_of(said))

    return understood(text, date.fromisoformat(companion.today), past, since, until)


def _ask(companion: "Companion") -> None:
    """Why, and until when; each again until it is understood."""

    def check_why(said: str) -> str:
        if said and _understood(companion, said) != _understood(companion, said)._replace(ritual="", until=None):
            raise UsageError(messages.PAUSE_ONE_OF_THREE)
        return said

    def check_until(said: str) -> str:
        if said:
            _understood(companion, _as_days(said))
        return said

    why = ask(messages.PAUSE_ASK_WHY, check_why)
    until = ask(messages.PAUSE_ASK_UNTIL, check_until)
    _do(companion, _understood(companion, f"{why} {_as_days(until)}".strip() or "away"))


def _as_days(said: str) -> str:
    """An answer to “until when”: so many days as they are, a day with “until” in front."""
    from ritualtui import days

    plain = said.removeprefix("until ").strip()
    return plain if not plain or days.last_of(plain, date.min) else f"until {plain}"


def _do(companion: "Companion", asked: "Asked") -> None:
    """Begin it, or end it, and say so."""
    if asked.end:
        _end(companion, asked.ritual)
        return
    try:
        ritual = companion.rituals.find(asked.ritual).id if asked.ritual else None
    except UsageError:
        what = _("I don’t understand {ritual} here.").format(ritual=freetext.quoted(asked.ritual))
        raise UsageError(what, messages.PAUSE_LIKE_THIS) from None
    paused = companion.pausing.set(asked.why, asked.since, asked.until, ritual)
    say(fitted(f"{paused.said} {messages.PAUSE_SAFE}"))


def _end(companion: "Companion", ritual: str) -> None:
    ended, today = companion.pausing.end(ritual or None), date.fromisoformat(companion.today)
    if not ended:
        say(messages.NO_PAUSE)
    for one in ended:
        if one.since > today:
            say(
                messages.PAUSE_CALLED_OFF.format(
                    said=one.said[0].lower() + one.said[1:] if not one.ritual else one.said
                )
            )
        elif one.ritual:
            say(messages.PAUSE_OF_ONE_ENDED.format(name=one.name))
    if any(not one.ritual and one.since <= today for one in ended):
        say(messages.PAUSE_ENDED)
    for left in companion.pausing.said() if ended else []:
        say(fitted(left))
