"""``checkin``: how one is just now, in one line. `ritual checkin` is the talk for two."""

from typing import Any

import click

from ritualtui import freetext, messages
from ritualtui.cli.invocation import Session, on_a_terminal, text_from
from ritualtui.cli.output import fitted, say, tell
from ritualtui.cli.params import TextCommand, given, one_of
from ritualtui.errors import UsageError
from ritualtui.kinds.checkin import topic_words
from ritualtui.strings import _

_TOPICS = ("inner", "half", "logistics")


@click.command("checkin", cls=TextCommand)
@click.argument("said", nargs=-1, metavar="[1–10] [TEXT…]")
@click.option("--feel", "feelings", metavar="WORDS", callback=given, help=_("Up to three feelings, commas between."))
@click.option(
    "--topic", metavar="inner|half|logistics", callback=given, shell_complete=one_of(*_TOPICS),
    help=_("What you two mostly talked about."),
)  # fmt: skip
@click.option("--minutes", type=click.IntRange(1, 1440), metavar="N", help=_("How long you talked."))
@click.option("--share", is_flag=True, help=_("Share it with your partner; it is only yours otherwise."))
@click.option("-q", "--quiet", is_flag=True, help=_("Print nothing."))
@click.pass_obj
def checkin_command(
    session: Session, said: tuple[str, ...], feelings: str | None, topic: str | None, minutes: int | None, share: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Note how you are: how close you feel (1–10), feelings, what you talked about. It's saved just for you.

    \b
    ritualtui checkin 7 "tired but near" --feel tired,warm --topic inner
    ritualtui checkin --feel "not sure"

    `ritualtui ritual checkin` guides you both through a quarter of an hour.
    """
    closeness, words = _closeness(said)
    felt = _felt(feelings)
    if topic is not None and topic.lower() not in _TOPICS:
        raise UsageError(
            _("{topic} isn't something to talk about here.").format(topic=freetext.quoted(topic)),
            _("Say inner, half or logistics."),
        )
    if closeness is None and not felt and topic is None:
        raise _nothing(words)
    fields: dict[str, Any] = {
        "closeness": closeness,
        "feelings": felt,
        "topic": topic and topic.lower(),
        "minutes": minutes,
    }
    with session.companion() as companion:
        own = not (share or companion.people.solo)
        companion.log.checkin(text_from(tuple(words)) if words else "", shared=share, **fields)
        if not quiet:
            near = _("closeness {number} of 10").format(number=closeness) if closeness is not None else ""
            about = topic_words(fields["topic"]) if fields["topic"] else ""
            what = ", ".join(map(freetext.one_line, filter(None, [near, *felt, about])))
            say(fitted((_("Saved just for you: {what}.") if own else _("Saved: {what}.")).format(what=what)))
            for near_it in _near(felt):
                say(fitted(near_it))
        companion.tidy()
        tell(companion.notes())


def _closeness(said: tuple[str, ...]) -> tuple[int | None, list[str]]:
    """A number from 1 to 10 that stands first, and the words after it."""
    words = list(said)
    if not words or not words[0].isdecimal():
        return None, words
    number = int(words.pop(0)) if len(words[0]) < 3 else 0
    if not 1 <= number <= 10:
        raise UsageError(_("Closeness is a whole number from 1 to 10."), _("Leave it out to skip it."))
    return number, words


def _felt(feelings: str | None) -> list[str]:
    from ritualtui.practice.ritual_run import fit_feelings, split_feelings

    return split_feelings(fit_feelings(freetext.clean(feelings or "", what="feel")))


def _nothing(words: list[str]) -> UsageError:
    """Words alone are no check-in: they might be a number that was mistyped, or an appreciation."""
    if words or not on_a_terminal():
        said = _("How close do you feel, from 1 to 10? Or how is it in you?")
        return UsageError(said, _('ritualtui checkin 7 "tired but near" --feel tired'))
    return UsageError(
        _("Say a number from 1 to 10, or a feeling with --feel."),
        _("`ritualtui ritual checkin` guides you both through a quarter of an hour."),
    )


def _near(felt: list[str]) -> list[str]:
    """Feelings near words that say what somebody did."""
    from ritualtui.practice import feelings

    near = {one: feelings.neighbours(one) for one in felt if not feelings.named(one)}
    return [
        messages.FEELING_NEAR.format(typed=freetext.one_line(one), near=", ".join(word.text for word in found))
        for one, found in near.items()
        if found
    ]
