"""``init``, ``locate``, ``completion``."""

import os

import click

from ritualtui import messages
from ritualtui.cli.session import Session, on_a_terminal
from ritualtui.companion import people
from ritualtui.errors import UsageError

SHELLS = ("bash", "zsh", "fish")


@click.command("init")
@click.option("--me", metavar="NAME", help="Your name.")
@click.option("--partner", metavar="NAME", help="Your partner's name.")
@click.option("--solo", is_flag=True, help="You alone take part; your partner's name is optional.")
@click.pass_obj
def init_command(session: Session, me: str | None, partner: str | None, solo: bool) -> None:
    """Begin a log.

    \b
    ritualtui init --me Ana --partner Ben
    ritualtui init --me Ana --solo
    """
    if on_a_terminal():
        me = me or click.prompt(messages.ASK_ME)
        partner = partner or (None if solo else click.prompt(messages.ASK_PARTNER))
    if not me or not (partner or solo):
        raise UsageError("Names are needed.", "ritualtui init --me NAME --partner NAME, or --me NAME --solo")
    from ritualtui.companion.service import Companion

    with Companion.begin(session.places, me, partner or people.PARTNER, solo=solo, time=session.time) as companion:
        click.echo(messages.begun(companion.people.me.name, companion.people.partner.name, solo))
        click.echo(messages.WHERE_ALL_IS.format(home=companion.places.home))


@click.command("locate")
@click.pass_obj
def locate_command(session: Session) -> None:
    """Show where the files are. What is not there yet is said."""
    where = session.places
    for name, path in (
        ("data file", where.data),
        ("journal", where.journal),
        ("backups", where.backups),
        ("set aside", where.aside),
        ("your rituals", where.own_rituals),
    ):
        click.echo(f"{name:<13} {path}{'' if os.path.exists(path) else '  (not there yet)'}")


@click.command("completion")
@click.argument("shell", required=False, metavar="bash|zsh|fish")
def completion_command(shell: str | None) -> None:
    """Print the completion script for your shell.

    \b
    bash:  eval "$(ritualtui completion bash)"      in ~/.bashrc
    zsh:   eval "$(ritualtui completion zsh)"       in ~/.zshrc
    fish:  ritualtui completion fish > ~/.config/fish/completions/ritualtui.fish
    """
    from click.shell_completion import get_completion_class

    from ritualtui.cli.group import cli

    shell = shell or os.path.basename(os.environ.get("SHELL", ""))
    kind = get_completion_class(shell) if shell in SHELLS else None
    if kind is None:
        raise UsageError("Completion is there for bash, zsh and fish.", "Name one of them.")
    click.echo(kind(cli, {}, "ritualtui", "_RITUALTUI_COMPLETE").source())
