"""``did`` and ``ritual``; the line-by-line way through a ritual, for screen readers, pipes and small terminals."""

import sys
import time
from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli.session import Session, on_a_terminal, tell
from ritualtui.errors import UsageError

if TYPE_CHECKING:
    from ritualtui.companion.guide import Guide
    from ritualtui.companion.service import Companion
    from ritualtui.practice.session import Page

_with = click.option("--with", "present", metavar="both|me|NAME", help="Who was there.")


def _present(companion: "Companion", said: str | None) -> str | None:
    if said is None or said.lower() == "both":
        return said and "both"
    return companion.people.called(said).id


@click.command("did")
@click.argument("ritual", metavar="RITUAL")
@click.option("--when", metavar="TIME", help="“last-night”, “yesterday 22:00” …")
@_with
@click.option("-q", "--quiet", is_flag=True, help="Say nothing.")
@click.pass_obj
def did_command(session: Session, ritual: str, when: str | None, present: str | None, quiet: bool) -> None:
    """Keep a ritual that was done away from the screen.

    \b
    ritualtui did bedtime --when last-night
    ritualtui did morning --with me
    """
    with session.companion() as companion:
        at = companion.parse_when(when) if when else None
        found, day, new = companion.rituals.did(ritual, at, _present(companion, present))
        tell(list(companion.rituals.problems))
        if not quiet:
            click.echo(messages.did(freetext.one_line(found.name), day, day == companion.today, new))
        companion.tidy()


@click.command("ritual")
@click.argument("name", metavar="RITUAL")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.option("--easy", is_flag=True, help="The short form, for a tired day.")
@_with
@click.pass_obj
def ritual_command(session: Session, name: str, plain: bool, easy: bool, present: str | None) -> None:
    """Go through a ritual, on the full screen or line by line (--plain).

    Line by line, an empty line skips, and `back` goes back. Through a pipe, timers do not wait.
    """
    if not plain:
        if not on_a_terminal():
            raise UsageError("The full screen needs a terminal.", f"ritualtui ritual {name} --plain goes line by line.")
        from ritualtui.cli.screen import open_screen

        open_screen(session, ritual=name)
        return
    with session.companion() as companion:
        guide = companion.rituals.begin(name, easy=easy, present=_present(companion, present))
        tell(list(companion.rituals.problems))
        _walk(guide, waits=on_a_terminal())
        companion.tidy()


def _walk(guide: "Guide", waits: bool) -> None:
    """Page by page: say it, wait or ask, keep. ``waits``: somebody is there, so timers run."""
    ritual = guide.session.ritual
    click.echo(f"{freetext.one_line(ritual.name)}. {freetext.one_line(ritual.purpose)}")
    while (page := guide.page) is not None:
        step, steps = guide.session.progress
        click.echo(f"\n{step}/{steps}  {freetext.shown(page.text)}")
        for line in [page.hint, page.question.text if page.question else "", *page.stems]:
            if line:
                click.echo(f"     {freetext.shown(line)}")
        try:
            _pass(guide, page, waits)
        except (EOFError, KeyboardInterrupt):
            click.echo("")
            click.echo(messages.LEFT)
            return
    click.echo("")
    for line in guide.summary() or [messages.KEPT_RITUAL.format(name=freetext.one_line(ritual.name))]:
        click.echo(line)


def _pass(guide: "Guide", page: "Page", waits: bool) -> None:
    """Pass one page. Raises ``EOFError`` where somebody at a terminal leaves."""
    if page.wants == "none":
        if page.seconds and waits:
            _wait(page.seconds)
        elif waits and _line(messages.ENTER_GOES_ON, waits).strip().casefold() == "back":
            guide.back()
            return
        guide.forward()
        return
    while True:
        said = _line({"number": "1–10: ", "lines": "+ "}.get(page.wants, "> "), waits)
        if waits and said.strip().casefold() == "back":
            guide.back()
            return
        if page.wants == "lines" and waits:
            while more := _line("+ ", waits).strip() if said.strip() else "":
                said += f"\n{more}"
        try:
            if page.wants == "number" and said.strip():
                guide.forward(int(said) if said.strip().isdecimal() else said)
            elif said.strip():
                guide.forward(said)
            elif page.question is not None or page.wants == "lines":
                guide.forward()  # talked over aloud, nothing to write down
            else:
                guide.skip()
        except UsageError as err:
            click.echo(str(err), err=True)
            if not waits:
                raise
            continue
        return


def _line(prompt: str, waits: bool) -> str:
    """One line of what is typed or piped, without its end; "" where a pipe has ended."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not waits:
        click.echo(line.rstrip("\r\n"))
    if not line and waits:
        raise EOFError
    return line.rstrip("\r\n")


def _wait(seconds: int) -> None:
    """Let a timer run, told once; ctrl+c goes on early."""
    click.echo(f"     {messages.duration(seconds)}; ctrl+c goes on.")
    try:
        time.sleep(seconds)
        click.echo("\a", nl=False)
    except KeyboardInterrupt:
        click.echo("")


