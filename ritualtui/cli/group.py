"""The group of all commands: which file each lives in, the options every one takes, the one way errors come out."""

import gettext
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ritualtui import __version__, clock, strings
from ritualtui.cli import COMPLETE
from ritualtui.cli.endings import ended
from ritualtui.cli.invocation import Session
from ritualtui.cli.output import prepare, tell
from ritualtui.cli.params import shared_options
from ritualtui.strings import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name → (file, the line in the list of commands). The list is read without loading any of the files.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("begin", _("Start a log for two, or just for you.")),
    "thank": ("quick", _("Save an appreciation for your partner.")),
    "bid": ("quick", _("Log a bid for connection, and how it was answered.")),
    "checkin": ("checkin", _("Note how you are: closeness, feelings.")),
    "did": ("rituals", _("Log a ritual you did away from the screen.")),
    "ritual": ("rituals", _("Do a guided ritual: morning, reunion, bedtime.")),
    "question": ("question", _("Draw a question to talk about.")),
    "deck": ("question", _("List the decks of questions, or add your own.")),
    "pause": ("pause", _("Pause your streaks: away, ill, or a hard season.")),
    "season": ("season", _("Say it's a hard or a work season, or life as usual.")),
    "today": ("look", _("Show today: rituals, streaks, what's new.")),
    "status": ("status", _("Print one short line for a prompt or a bar.")),
    "list": ("look", _("Show or search the log.")),
    "pulse": ("pulse", _("See how things are going, compared with what's usual for you.")),
    "remember": ("coming", _("Remember something to ask about, on a day.")),
    "promise": ("coming", _("Promise something small, by a day.")),
    "anniversary": ("coming", _("Save a date that matters.")),
    "outing": ("coming", _("Plan time together.")),
    "coming": ("coming", _("Show what comes back, by day.")),
    "done": ("coming", _("Mark what came back as done.")),
    "move": ("coming", _("Give what comes back another day.")),
    "letgo": ("coming", _("Let go of what comes back.")),
    "edit": ("change", _("Correct an entry.")),
    "rm": ("change", _("Remove an entry (undo brings it back).")),
    "undo": ("change", _("Undo your last change. Repeat to go further back.")),
    "redo": ("change", _("Redo what you just undid.")),
    "burn": ("forget", _("Delete an entry for good, backups included.")),
    "forget": ("forget", _("Delete everything you wrote, or the whole log, for good.")),
    "export": ("transfer", _("Export the log as JSON Lines.")),
    "import": ("transfer", _("Import entries from JSON Lines.")),
    "report": ("report", _("Make a summary for a first therapy session; you pick each line.")),
    "backup": ("keeping", _("Save a copy of the whole log.")),
    "restore": ("keeping", _("Rebuild a damaged log, or go back to a backup.")),
    "journal": ("private", _("Write in your private journal.")),
    "private": ("private", _("Your private space: set up, read, export, delete.")),
    "together": ("together", _("Share this log with your partner, or go back to solo.")),
    "sync": ("sync", _("Sync with your partner's computer, encrypted.")),
    "merge": ("merge", _("Merge in another copy of the log.")),
    "locate": ("begin", _("Show where your files are stored.")),
    "demo": ("demo", _("Explore a made-up couple's year.")),
    "completion": ("completion", _("Set up tab completion for your shell.")),
    "help": ("pages", _("Help pages, and where to find help in an abusive relationship.")),
}
GROUPS: dict[str, tuple[str, ...]] = {
    _("Every day"): (
        "thank",
        "bid",
        "checkin",
        "ritual",
        "did",
        "question",
        "deck",
        "today",
        "status",
        "pause",
        "season",
    ),
    _("What comes back"): ("remember", "promise", "anniversary", "outing", "coming", "done", "move", "letgo"),
    _("Looking back"): ("list", "pulse", "report", "journal", "private"),
    _("Fixing and deleting"): ("edit", "rm", "undo", "redo", "burn", "forget"),
    _("Sharing and moving"): ("init", "together", "sync", "merge", "export", "import", "backup", "restore"),
    _("More"): ("help", "demo", "locate", "completion"),
}
"""The commands as `--help` lists them: every one has its place."""


class LazyGroup(click.Group):
    """Loads a command's file when the command is used; lists them without."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command, with the options that all share."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ritualtui.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        if not any(param.name == "at" for param in command.params):
            command.params.extend(shared_options())
        _keep_help(command)
        if strings.FOLDER:
            _translate_help(command)
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first: somebody who asks for help looks for one of them."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in their groups, from the table above; each column as wide in every group."""
        wide = max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:<{wide}}", COMMANDS[name][1]) for name in names])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """What a shell offers in a command's place."""
        from click.shell_completion import CompletionItem

        offered = [
            CompletionItem(name, help=help_) for name, (_, help_) in COMMANDS.items() if name.startswith(incomplete)
        ]
        return offered + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and name the nearest one for a slip of the finger."""
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            from ritualtui import freetext
            from ritualtui.strings.nearest import asked, nearest

            near = nearest(args[0], COMMANDS)
            hint = asked(f"`{near}`") if near else _("`ritualtui --help` lists the commands.")
            raise click.UsageError(
                _("There's no command {args}. {hint}").format(args=freetext.quoted(args[0]), hint=hint)
            )
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and turn whatever goes wrong into one line on stderr and an exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        prog_name = prog_name or "ritualtui"
        prepare()
        if strings.FOLDER:
            _speak()
            _translate_help(self)
        if os.environ.get(COMPLETE):
            from ritualtui.cli.completion import answer

            sys.exit(answer(self, prog_name, COMPLETE))
        if line := clock.mend_zone():
            tell([line])
        try:
            with self.make_context(prog_name, list(sys.argv[1:] if args is None else args), **extra) as ctx:
                self.invoke(ctx)
        except SystemExit:
            raise
        except BaseException as err:
            ended(err)
        sys.exit(0)


def _keep_help(command: click.Command) -> None:
    """See that ``command`` has its help also where Python was told to strip docstrings."""
    if sys.flags.optimize > 1:
        from ritualtui.cli import docstrings

        docstrings.restore(command)


def _translate_help(command: click.Command) -> None:
    """Give ``command``, and every command in it, its help in the language that is spoken."""
    import inspect

    if command.help:
        command.help = _(inspect.cleandoc(command.help))
    for inner in getattr(command, "commands", {}).values():
        _translate_help(inner)


def _speak() -> None:
    """Have click's own words (Usage, Options …) looked up in our catalogue, which has them too."""
    os.environ["LANGUAGE"] = strings.LANGUAGE
    gettext.bindtextdomain(strings.DOMAIN, os.path.dirname(strings.FOLDER))
    gettext.textdomain(strings.DOMAIN)


@click.command(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
    params=shared_options(),
)  # fmt: skip
@click.version_option(__version__, prog_name="ritualtui", message="%(prog)s %(version)s", help=_("Show the version."))
@click.pass_context
def cli(ctx: click.Context) -> None:
    """A companion for couples, or for one of you: small daily rituals, a log of the kind things you do for each other,
    and a gentle nudge when life gets in the way. Everything stays on your own computer unless you set up sync.

    Run it without a command to open the full screen.

    If you're afraid of your partner: ritualtui help abuse
    """
    ctx.ensure_object(Session)
    if ctx.invoked_subcommand is None:
        from ritualtui.cli.screen import open_screen

        open_screen(ctx.obj)


_keep_help(cli)
