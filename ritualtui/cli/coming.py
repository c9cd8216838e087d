"""What comes back: `remember`, `promise`, `anniversary`, `outing`; `coming`; `done`, `move`, `letgo`."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from ritualtui import days, freetext, messages
from ritualtui.cli.invocation import Session, ask, on_a_terminal, piped, text_from
from ritualtui.cli.output import fitted, say, say_json, tell
from ritualtui.cli.params import TextCommand, given, names
from ritualtui.errors import UsageError
from ritualtui.strings import _

if TYPE_CHECKING:
    from ritualtui.companion.coming import Back
    from ritualtui.companion.service import Companion
    from ritualtui.kinds import Outcome


def _today(companion: "Companion") -> date:
    return date.fromisoformat(companion.today)


def _to_come(said: str, today: date) -> date:
    """A day from today on, as people say it. Raises ``UsageError``."""
    day = days.to_come(said, today)
    if day < today:
        raise UsageError(_("{day} is over.").format(day=messages.day_heading(day.isoformat())), days.AHEAD_EXAMPLES)
    return day


def _words(text: tuple[str, ...], question: str, example: str) -> str:
    """The words that were given, or that a pipe brings; on a terminal, asked for."""
    if text:
        return freetext.needed(text_from(text))
    if on_a_terminal():
        return ask(question, freetext.needed)
    if not (words := piped()).strip():
        raise UsageError(question, example)
    return words


def _day(companion: "Companion", said: str | None, question: str, missing: UsageError) -> str:
    """The day to come that was said, as an ISO date; where none was, it is asked for, or ``missing`` is raised."""
    today = _today(companion)

    def understood(said: str) -> str:
        return _to_come(said, today).isoformat()

    if said is not None:
        return understood(said)
    if not on_a_terminal():
        raise missing
    return ask(question, understood)


def _kept(companion: "Companion", day: date, *, own: bool) -> None:
    from ritualtui.companion import partners_copy

    people = companion.people
    reach: messages.Reach = "" if own else partners_copy.way(companion.places, people)
    just_me = own and not people.solo
    said = _("Saved for {day}, just for you.") if just_me else messages.SAVED_FOR[reach]
    say(fitted(said.format(day=messages.day_called(day, _today(companion)), reader=people.partner.name)))
    companion.tidy()
    tell(companion.notes())


@click.command("remember", cls=TextCommand)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option("--on", metavar="DAY", callback=given, help=_("When to ask: friday, “in 9 days” … Else tomorrow."))
@click.option("--for", "for_", metavar="NAME", callback=given, shell_complete=names, help=_("Who is to ask; else you."))
@click.pass_obj
def remember_command(session: Session, text: tuple[str, ...], on: str | None, for_: str | None) -> None:
    """Remember something to ask your partner about. It's saved just for you, and comes back on its day.

    With --for it's for your partner to ask: just for them, and at the next sync it moves to their computer.

    \b
    ritualtui remember "her review" --on friday
    """
    words = _words(text, _("What do you want to ask about?"), _('ritualtui remember "her review" --on friday'))
    with session.companion() as companion:
        today = _today(companion)

        def understood(said: str) -> str:
            return _to_come(said or "tomorrow", today).isoformat()

        asks = on is None and on_a_terminal()
        day = ask(_("When? (tonight, friday; Enter for tomorrow)"), understood) if asks else understood(on or "")
        who = companion.people.called(for_) if for_ else companion.people.me
        companion.log.add({"kind": "detail", "by": who.id, "text": words, "due": day})
        if who == companion.people.me:
            _kept(companion, date.fromisoformat(day), own=True)
            return
        called = messages.day_called(date.fromisoformat(day), today)
        say(fitted(_("Saved for {day}, for {name} to ask.").format(day=called, name=freetext.one_line(who.name))))
        companion.tidy()
        tell(companion.notes())


@click.command("promise", cls=TextCommand)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option("--by", "day", metavar="DAY", callback=given, help=_("By when: saturday, tomorrow, “in 9 days” …"))
@click.pass_obj
def promise_command(session: Session, text: tuple[str, ...], day: str | None) -> None:
    """Promise something small, by a day. It comes back for you alone; moving it or letting it go is fine.

    \b
    ritualtui promise "ring the plumber" --by saturday
    """
    example = _('ritualtui promise "ring the plumber" --by saturday')
    words = _words(text, _("What do you promise?"), example)
    with session.companion() as companion:
        due = _day(companion, day, _("By when? (tomorrow, saturday …)"), UsageError(_("By when?"), example))
        companion.log.add({"kind": "promise", "text": words, "due": due})
        _kept(companion, date.fromisoformat(due), own=False)


@click.command("outing", cls=TextCommand)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@click.option("--on", "day", metavar="DAY", callback=given, help=_("When: saturday, tomorrow, “in 9 days” …"))
@click.option("--unplugged", is_flag=True, help=_("Without screens."))
@click.option("--new", is_flag=True, help=_("Something you haven't done before."))
@click.pass_obj
def outing_command(session: Session, text: tuple[str, ...], day: str | None, unplugged: bool, new: bool) -> None:
    """Plan time together. Today names it the day before and on its day, for both of you.

    \b
    ritualtui outing "the long walk by the canal" --on saturday --unplugged
    """
    example = _('ritualtui outing "the long walk by the canal" --on saturday')
    words = _words(text, _("What would you like to do together?"), example)
    with session.companion() as companion:
        on = _day(companion, day, _("When? (tomorrow, saturday …)"), UsageError(_("On what day?"), example))
        companion.log.add({"kind": "outing", "text": words, "on": on, "unplugged": unplugged, "new": new})
        _kept(companion, date.fromisoformat(on), own=False)


@click.command("anniversary", cls=TextCommand)
@click.argument("text", metavar="TEXT")
@click.argument("day", nargs=-1, required=True, metavar="DAY…")
@click.option("--once", is_flag=True, help=_("That day alone, not every year."))
@click.pass_obj
def anniversary_command(session: Session, text: str, day: tuple[str, ...], once: bool) -> None:
    """Save a date that matters. It comes back every year, and is named 30 days, 7 days and a day before.

    \b
    ritualtui anniversary "the day at the bus stop" 2013-09-17
    ritualtui anniversary "our first night in the flat" 12 March --once
    """
    with session.companion() as companion:
        today = _today(companion)
        on = days.of_any_year(" ".join(day), today, ahead=once)
        record = companion.log.add(
            {"kind": "milestone", "text": freetext.needed(text), "on": on.isoformat(), "yearly": not once}
        )
        back = next((back for back in companion.coming.all() if back.record.id == record["id"]), None)
        _kept(companion, date.fromisoformat(back.comes.day) if back else on, own=False)


@click.command("coming")
@click.option("--json", "as_json", is_flag=True, help=_("JSON Lines with every field; `comes` is the day."))
@click.pass_obj
def coming_command(session: Session, as_json: bool) -> None:
    """Show what comes back, by day: what to ask about, your promises, dates that matter, time together.

    Each line starts with the end of its entry's id, which `done`, `move` and `letgo` take.
    """
    with session.companion() as companion:
        every = companion.coming.all()
        if as_json:
            lines = companion.transfer.lines([back.record for back in every])
            say_json(
                json.dumps({**json.loads(line), "comes": back.comes.day}, ensure_ascii=False)
                for back, line in zip(every, lines, strict=True)
            )
        elif every:
            say("\n".join(_by_day(companion, every)))
        else:
            say(_("Nothing to come back to yet."))
            say(_('For example: ritualtui remember "her review" --on friday'))
        companion.tidy()
        tell(companion.notes())


def _by_day(companion: "Companion", every: "list[Back]") -> list[str]:
    from ritualtui.companion.log import SHORT

    today, day = _today(companion), ""
    lines: list[str] = []
    partner = companion.people.partner.name
    for record, comes in every:
        if comes.day != day:
            day = comes.day
            called = messages.day_called(date.fromisoformat(day), today)
            lines += ["", called[:1].upper() + called[1:]]
        said = f"{comes.lead.format(partner=partner)} {comes.text}"
        lines.append(fitted(f"{record.id[-SHORT:]}  {freetext.one_line(said)}", 8))
    return lines[1:]


def _answered(session: Session, what: str, outcome: "Outcome", day: str = "", why: str = "") -> None:
    with session.companion() as companion:
        to = _to_come(day, _today(companion)) if day else None
        back = companion.coming.find(what)
        now = companion.coming.answer(back, outcome, to, freetext.clean(why, what="why"))
        text = freetext.quoted(back.comes.text)
        if outcome == "move" and to is not None:
            say(fitted(_("Moved to {day}: {text}").format(day=messages.day_called(to, _today(companion)), text=text)))
        else:
            said = _("Done: {text}") if outcome == "done" else _("Let go: {text}")
            say(fitted(said.format(text=text)))
        if now is None:
            say(messages.UNDO_BRINGS_BACK)
        companion.tidy()
        tell(companion.notes())


@click.command("done", cls=TextCommand)
@click.argument("what", nargs=-1, required=True, metavar="ID|WORDS…")
@click.pass_obj
def done_command(session: Session, what: tuple[str, ...]) -> None:
    """Say that something that came back is done: asked, finished, had.

    \b
    ritualtui done 9f3c1a
    ritualtui done plumber
    """
    _answered(session, " ".join(what), "done")


@click.command("move", cls=TextCommand)
@click.argument("what", metavar="ID|WORDS")
@click.argument("day", nargs=-1, required=True, metavar="DAY…")
@click.pass_obj
def move_command(session: Session, what: str, day: tuple[str, ...]) -> None:
    """Give something that comes back another day. For a promise that's as good as keeping it.

    \b
    ritualtui move plumber next friday
    """
    _answered(session, what, "move", " ".join(day))


@click.command("letgo", cls=TextCommand)
@click.argument("what", nargs=-1, required=True, metavar="ID|WORDS…")
@click.option("--why", metavar="TEXT", default="", help=_("Why, in a few words, for the log."))
@click.pass_obj
def letgo_command(session: Session, what: tuple[str, ...], why: str) -> None:
    """Let something that comes back go. It stays in the log, without a day; a date that matters is removed.

    \b
    ritualtui letgo plumber
    """
    _answered(session, " ".join(what), "letgo", why=why)
