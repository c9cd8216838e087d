"""``status``, where its line is not known yet, or is asked for in another way; see ``status_line``."""

import click

from ritualtui.cli.invocation import Session
from ritualtui.cli.output import say, say_json
from ritualtui.strings import _


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object, by itself what the line says."))
@click.pass_obj
def status_command(session: Session, as_json: bool) -> None:
    """Print one short line for a prompt or a status bar: the ritual it's time for, how much there is to ask about.

    Nothing is printed where there's nothing. Nobody's words are in it, so it can stand where others look.
    """
    from ritualtui.companion.status import Status

    with session.companion() as companion:
        now = companion.group(Status).now()
        if as_json:
            import json

            say_json([json.dumps({**now._asdict(), "line": now.line}, ensure_ascii=False)])
        elif now.line:
            say(now.line)
