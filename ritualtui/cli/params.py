"""The parameters that commands share: words that may begin with a dash, names and times, and what a shell offers.

What a shell offers is found without loading the log, and where nothing can be found nothing is said.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from ritualtui.cli.invocation import Session
from ritualtui.strings import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Offer = Callable[[click.Context, click.Parameter, str], list[str | CompletionItem]]

_GUARD = "\0"  # no argument of a process can hold it


class TextCommand(click.Command):
    """A command that takes free words: what has a space in it is never an option, even if it begins with a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide such words from the parser behind a guard, and take that off again."""
        takers = {name for p in self.params if isinstance(p, click.Option) and not p.is_flag for name in p.opts}
        end = args.index("--") if "--" in args else len(args)
        for at, word in enumerate(args[:end]):
            is_words = word.startswith("-") and len(word.partition("=")[0].split()) > 1
            if is_words and not (at and args[at - 1] in takers):
                args[at] = _GUARD + word
        rest = super().parse_args(ctx, args)
        for name, value in ctx.params.items():
            if isinstance(value, tuple):
                ctx.params[name] = tuple(v.removeprefix(_GUARD) if isinstance(v, str) else v for v in value)
        return rest


def given(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse an option's empty value: as likely as not an empty variable, and never “as if it were not there”."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, str) and not one.strip():
            raise click.BadParameter(_("it's empty."), ctx, param)
    return value


def _set_at(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).at = value


def _set_as(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).who = value


def shared_options() -> list[click.Parameter]:
    """``--at`` (another home) and ``--as`` (who is at the computer), which go before and after every command."""
    return [
        click.Option(
            ["--at"], metavar="DIR", expose_value=False, callback=_set_at, shell_complete=folders,
            help=_("Use DIR as the data folder."),
        ),
        click.Option(
            ["--as"], metavar="NAME", expose_value=False, callback=_set_as, shell_complete=names,
            help=_("Who is using it now (for a shared computer)."),
        ),
    ]  # fmt: skip


def when_option(help_: str) -> Callable[[Any], Any]:
    """``--when TIME``."""
    return click.option("--when", metavar="TIME", callback=given, help=help_)


def names(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """The two names, from the first line of the journal."""
    from ritualtui import freetext
    from ritualtui.companion import people

    known = people.in_journal(_session(ctx).places.journal)
    return [name for name in known if freetext.alike(name).startswith(freetext.alike(incomplete))]


def rituals(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """The ids of all rituals that are not hidden, one's own and those of the other machine too, with their names."""
    from click.shell_completion import CompletionItem

    from ritualtui import freetext
    from ritualtui.companion import own_rituals, settings, shared_rituals
    from ritualtui.practice.rituals import shipped

    places = _session(ctx).places
    own = shared_rituals.read(places).rituals
    names = {ident: ritual.name for ident, ritual in {**shipped(), **own}.items()}
    hidden = settings.load(places)[0].hidden
    return [
        CompletionItem(ident, help=freetext.one_line(name))
        for ident, name in {**own_rituals.came(places), **names}.items()
        if ident.startswith(incomplete.casefold()) and ident not in hidden
    ]


def decks(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """The ids of the decks that come with the program, and of one's own, with their names."""
    from click.shell_completion import CompletionItem

    from ritualtui import freetext
    from ritualtui.companion import shared_decks
    from ritualtui.practice.decks import shipped

    own = {deck.id: deck.name for deck in shared_decks.read(_session(ctx).places).decks}
    names = {**{deck.id: deck.name for deck in shipped().values()}, **own}
    return [
        CompletionItem(ident, help=freetext.one_line(name))
        for ident, name in names.items()
        if ident.startswith(incomplete.casefold())
    ]


def one_of(*words: str) -> "Offer":
    """Offers fixed words."""
    return lambda ctx, param, incomplete: [word for word in words if word.startswith(incomplete.casefold())]


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """The kinds of entries."""
    from ritualtui.kinds import by_name, word

    return [said for kind in by_name() if (said := word(kind)).startswith(incomplete.casefold())]


def kind(said: str, among: "Iterable[str]") -> str:
    """The kind that somebody means. Raises ``UsageError`` with those that there are."""
    from ritualtui import freetext
    from ritualtui.errors import UsageError
    from ritualtui.kinds import called, word

    known = tuple(among)
    found = called(said, known)
    if found is None:
        words = ", ".join(map(word, known))
        raise UsageError(
            _("{said} isn't a kind of entry here.").format(said=freetext.quoted(said)),
            _("The kinds are {words}.").format(words=words),
        )
    return found


def present(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """Who can have been there."""
    return [*one_of("both", "me")(ctx, param, incomplete), *names(ctx, param, incomplete)]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """Folders, which the shell itself knows."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """Files, which the shell itself knows."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def _session(ctx: click.Context) -> Session:
    return ctx.find_object(Session) or Session()
