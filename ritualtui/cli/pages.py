"""``help``: the pages to read, and the help of a command. It needs no log, and looks at none."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ritualtui import messages
from ritualtui.cli.output import columns, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ritualtui.practice.pages import Page

_WIDEST = 80
_INDENT = "  "


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[str | CompletionItem]":
    """The pages with their titles, then the commands."""
    from click.shell_completion import CompletionItem

    from ritualtui.cli.group import COMMANDS
    from ritualtui.practice import pages

    if ctx.params.get("name"):
        return []  # a page has one name
    known = [
        *((page.id, page.title) for page in pages.every()),
        *((name, about) for name, (_, about) in COMMANDS.items()),
    ]
    return [CompletionItem(name, help=about) for name, about in known if name.startswith(incomplete.casefold())]


@click.command("help")
@click.argument("name", nargs=-1, metavar="[PAGE]", shell_complete=_names)
@click.pass_context
def help_command(ctx: click.Context, name: tuple[str, ...]) -> None:
    """Read a help page; without PAGE, list them. With the name of a command, explain that command.

    \b
    ritualtui help neglect
    ritualtui help thank
    """
    asked, group = " ".join(name), ctx.parent
    command = group.command.get_command(group, asked) if group and isinstance(group.command, click.Group) else None
    if command is not None:
        say(command.get_help(click.Context(command, group, asked)))
        return
    from ritualtui.practice import pages

    width = columns(_WIDEST)
    if not asked.strip():
        say("\n".join(_listed(pages.every(), width)))
        return
    from ritualtui.cli.group import COMMANDS

    page = pages.find(asked, COMMANDS)
    found = pages.lines(page, width - len(_INDENT))
    say("\n".join(f"{'' if line.kind in ('title', 'heading', '') else _INDENT}{line.text}" for line in found))


def _listed(found: "Sequence[Page]", width: int) -> Iterator[str]:
    """Each page by the name it is asked for by, and what it is about."""
    import textwrap

    yield messages.PAGES
    yield ""
    beside = max(len(page.id) for page in found) + 2 * len(_INDENT)
    for page in found:
        first = f"{_INDENT}{page.id}"
        yield from textwrap.wrap(
            page.summary, width, initial_indent=f"{first:<{beside}}", subsequent_indent=" " * beside
        )
    yield ""
    yield messages.HELP_OF_COMMANDS
