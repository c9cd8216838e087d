"""``did`` and ``ritual``; the line-by-line way through a ritual, for screen readers, pipes and small terminals."""

import time
from datetime import date
from typing import TYPE_CHECKING

import click

from ritualtui import freetext, messages
from ritualtui.cli import params
from ritualtui.cli.invocation import Session, on_a_terminal, stdin_line, text_from, utf8
from ritualtui.cli.output import fitted, say, tell
from ritualtui.errors import RitualError, UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.guide import Guide
    from ritualtui.companion.service import Companion
    from ritualtui.practice.ritual_run import Page

_INDENT = 5
_PROMPTS = {"number": "1–10: ", "lines": "+ ", "feelings": messages.FEELINGS_HERE, "topic": messages.TOPIC_HERE}
"""What stands before what is typed, by what a page asks for."""
_SHARE = frozenset({"share", "shared"})
"""Behind a closeness rating: it is shared, and not its giver's alone."""
_with = click.option(
    "--with", "present", metavar="both|me|NAME", callback=params.given, shell_complete=params.present,
    help=_("Who was there."),
)  # fmt: skip


def _present(companion: "Companion", said: str | None) -> str | None:
    if said is None or said.casefold() == "both":
        return said and "both"
    return companion.people.called(said).id


@click.command("did", cls=params.TextCommand)
@click.argument("ritual", metavar="RITUAL", shell_complete=params.rituals)
@click.argument("note", nargs=-1, metavar="[NOTE…]")
@params.when_option(_("“last-night”, “yesterday 22:00” …"))
@_with
@click.option("-q", "--quiet", is_flag=True, help=_("Print nothing."))
@click.pass_obj
def did_command(
    session: Session, ritual: str, note: tuple[str, ...], when: str | None, present: str | None, quiet: bool
) -> None:
    """Log a ritual you did away from the screen.

    \b
    ritualtui did bedtime --when last-night
    ritualtui did morning --with me
    ritualtui did bedtime "We read the old letters."
    """
    with session.companion() as companion:
        ritual, words = companion.rituals.named_first((ritual, *note))
        at = companion.parse_when(when) if when is not None else None
        found, day, new = companion.rituals.did(ritual, at, _present(companion, present), text_from(tuple(words)))
        _keep_own(companion)
        if not quiet:
            say(messages.did(freetext.one_line(found.name), day, date.fromisoformat(companion.today), new))
        companion.tidy()


@click.command("ritual")
@click.argument("name", metavar="RITUAL", shell_complete=params.rituals)
@click.option("--plain", is_flag=True, help=_("As plain text, without the full screen."))
@click.option(
    "--easy/--full",
    default=None,
    help=_("The short version, for a tired day; or the whole one, also in a hard season."),
)
@click.option("--hide", is_flag=True, help=_("Hide it on this computer; nothing changes on your partner's."))
@click.option("--show", is_flag=True, help=_("Show it again."))
@click.option("--why", is_flag=True, help=_("What it's for, and how much is known about it."))
@_with
@click.pass_obj
def ritual_command(
    session: Session, name: str, plain: bool, easy: bool | None, hide: bool, show: bool, why: bool, present: str | None
) -> None:
    """Do a guided ritual, on the full screen or as plain text (--plain).

    In plain text, an empty line skips a step and `back` goes back. Through a pipe, timers don't wait. If you stopped
    partway today, you carry on from there. RITUAL can also be one from your partner's computer; --hide hides it here.
    """
    if why:
        _why(session, name, plain or easy is not None or hide or show or present is not None)
        return
    if hide or show:
        _hide(session, name, hide, show or plain or easy is not None or present is not None)
        return
    if not plain:
        if not on_a_terminal():
            raise UsageError(
                _("The full screen needs a terminal."),
                _("ritualtui ritual {name} --plain works without one.").format(name=name),
            )
        from ritualtui.cli.screen import open_screen

        open_screen(session, ritual=name, easy=easy, present=present)
        return
    with session.companion() as companion:
        guide = _begun(companion, name, easy, _present(companion, present))
        _keep_own(companion)
        _walk(guide, waits=on_a_terminal())
        companion.tidy()


def _keep_own(companion: "Companion") -> None:
    """Keep what one's own file says of its rituals, so that they can travel; tell what is wrong in it."""
    companion.rituals.keep_own()
    tell([*companion.rituals.problems, *companion.notes()])


def _hide(session: Session, name: str, hide: bool, more: bool) -> None:
    """Hide a ritual on this machine, or show it. ``more``: something else was asked for, too."""
    if hide and more:
        raise UsageError(_("--hide can't be combined with other options."), _("Leave them out."))
    with session.companion() as companion:
        ritual = companion.rituals.hide(name, hide)
        said = messages.RITUAL_HIDDEN if hide else messages.RITUAL_SHOWN
        say(said.format(name=freetext.one_line(ritual.name), ident=ritual.id))


def _why(session: Session, name: str, more: bool) -> None:
    """Say what a ritual is for and what it rests on. ``more``: something else was asked for, too."""
    if more:
        raise UsageError(_("--why only tells about a ritual."), _("Leave the other options out."))
    from ritualtui.practice import evidence

    with session.companion() as companion:
        ritual = companion.rituals.find(name)
        say(fitted(f"{freetext.one_line(ritual.name)}."))
        for line in evidence.why(ritual):
            say(fitted(line))
        say(fitted(messages.MORE_ON_EVIDENCE))


def _begun(companion: "Companion", name: str, easy: bool | None, present: str | None) -> "Guide":
    """A guide through the ritual of this name: a new one, or one that goes on where today's was left."""
    left = companion.rituals.unfinished(companion.rituals.find(name).id)
    if left is None or present not in (None, left.present):
        return companion.rituals.begin(name, easy=easy, present=present)
    guide = companion.rituals.resume(left)
    if easy:
        guide.easier()
    say(messages.GOING_ON)
    return guide


def _walk(guide: "Guide", waits: bool) -> None:
    """Page by page: say it, wait or ask, keep. ``waits``: somebody is there, so timers run."""
    if waits:
        _edit_lines()
    ritual = guide.session.ritual
    name = freetext.one_line(ritual.name)
    say(fitted(f"{name}. {freetext.one_line(ritual.purpose)}".strip()))
    if guide.session.index == 0:
        from ritualtui.practice import evidence

        say(fitted(evidence.beside(ritual)))
    try:
        while (page := guide.page) is not None:
            step, steps = guide.session.progress
            say("\n" + fitted(f"{f'{step}/{steps}':<{_INDENT}}{freetext.one_line(page.text)}", _INDENT))
            cues = [f"{messages.CUES[cue.part]}: {freetext.in_marks(cue.text, cue.text)}" for cue in page.cues]
            for line in [*guide.hint.splitlines(), page.question.text if page.question else "", *page.stems, *cues]:
                if line:
                    say(fitted(f"{'':{_INDENT}}{freetext.one_line(line)}", _INDENT))
            if sees := guide.who_sees():
                share = messages.RATING_SHARE if guide.may_share else ""
                say(fitted(f"{'':{_INDENT}}{sees} {share}".rstrip(), _INDENT))
            _pass(guide, page, waits)
    except (EOFError, KeyboardInterrupt):
        say(f"\n{messages.LEFT}")
        return
    say()
    for line in guide.summary():
        say(fitted(line, 2))
    if waits and guide.session.parked and _yes(messages.TAKE_ON):
        guide.take_on()
    if waits and guide.each_other and _yes(messages.SHOW_EACH_OTHER):
        for line in guide.each_other:
            say(fitted(line))
    say((messages.KEPT_RITUAL if guide.session.complete else messages.PASSED_BY).format(name=name))


def _pass(guide: "Guide", page: "Page", waits: bool) -> None:
    """Pass one page. Raises ``EOFError`` where somebody leaves, ``RitualError`` where a piped line is unfit."""
    if page.wants == "none":
        if page.seconds and waits:
            _wait(page.seconds)
        elif waits:
            swaps = guide.may_swap
            prompt = messages.BEGINS.format(name=freetext.one_line(guide.other_first)) if swaps else ""
            said = _line(prompt or messages.ENTER_CONTINUES, waits)
            if _is_back(said):
                guide.back()
                return
            if swaps and said.strip().casefold() in ("swap", messages.SWAP):
                guide.swap()
                return
        guide.forward()
        return
    while True:
        try:
            said = _line(_PROMPTS.get(page.wants, "> "), waits)
            if waits and _is_back(said):
                guide.back()
                return
            if page.wants == "lines" and waits:
                while more := _line("+ ", waits).strip() if said.strip() else "":
                    said += f"\n{more}"
            if guide.may_share and said.strip():
                rating, _, more = said.strip().partition(" ")
                shared = more.strip().casefold() in _SHARE
                guide.forward(rating if shared else said, shared=shared)
            elif said.strip():
                _offer_near(said if page.wants == "feelings" else "")
                if waits and guide.comes_back is not None:
                    _bring_back(guide)
                guide.forward(said)
            elif page.question is not None or page.wants == "lines":
                guide.forward()  # talked over aloud, nothing to write down
            else:
                guide.skip()
            return
        except UsageError as err:
            if not waits:
                raise RitualError(err.what, messages.PASSED_IS_KEPT, err.exit_code) from None
            tell([str(err)])


def _bring_back(guide: "Guide") -> None:
    """Ask when what was just given is to come back; again where it is no day to come."""
    from ritualtui import days

    there = guide.comes_back
    assert there is not None
    today = date.fromisoformat(guide.day)
    while said := _line(messages.WHEN.format(day=messages.day_called(there, today)), True).strip():
        try:
            guide.bring_back(days.to_come(said, today))
        except UsageError as err:
            tell([str(err)])
        else:
            return


def _yes(prompt: str) -> bool:
    """Whether somebody at a terminal says yes; leaving says no."""
    try:
        return _line(prompt, True).strip().casefold() in ("y", "yes", _("y"), _("yes"))
    except (EOFError, KeyboardInterrupt):
        say()
        return False


def _offer_near(said: str) -> None:
    """Feelings near a word that says what somebody did; the word stands as it is."""
    from ritualtui.practice import feelings, ritual_run

    for typed in ritual_run.split_feelings(said):
        near = [] if feelings.named(typed) else feelings.neighbours(typed)
        if near:
            offered = ", ".join(one.text for one in near)
            say(
                fitted(
                    " " * _INDENT + messages.FEELING_NEAR.format(typed=freetext.one_line(typed), near=offered), _INDENT
                )
            )


def _is_back(said: str) -> bool:
    return said.strip().casefold() == "back"


def _line(prompt: str, waits: bool) -> str:
    """One line of what is typed or piped, without its end; "" where a pipe has ended.

    Raises ``EOFError`` where somebody at a terminal ends it, ``UsageError`` where it is not text.
    """
    if waits:
        try:
            return input(prompt)
        except UnicodeDecodeError:
            raise UsageError(_("That isn't readable text."), _("Type it again.")) from None
    line = utf8(stdin_line()).rstrip("\r\n")
    say(prompt + freetext.one_line(line))
    return line


def _edit_lines() -> None:
    """Let arrow keys work in what is typed, and remember none of it."""
    try:
        import readline
    except ImportError:  # Windows
        return
    readline.set_auto_history(False)


def _wait(seconds: int) -> None:
    """Let a timer run, told once; ctrl+c goes on early."""
    try:
        say(" " * _INDENT + _("{time}. Ctrl+C continues.").format(time=messages.duration(seconds)))
        time.sleep(seconds)
        click.echo("\a", nl=False)
    except KeyboardInterrupt:
        say()
