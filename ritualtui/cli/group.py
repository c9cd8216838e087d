"""The group of all commands: which file each lives in, the options every one takes, the one way errors come out."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.exceptions import Exit

from ritualtui import __version__, clock, messages
from ritualtui.cli.output import prepare, tell
from ritualtui.cli.params import shared_options
from ritualtui.cli.session import Session
from ritualtui.errors import RitualError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DEBUG = "RITUALTUI_DEBUG"
COMPLETE = "_RITUALTUI_COMPLETE"
"""Set by the script of a shell that wants to know how a line could go on."""

# name → (file, the line in the list of commands). The list is read without loading any of the files.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("begin", "Begin a log: two names, or one alone."),
    "thank": ("quick", "Say thanks: keep an appreciation."),
    "bid": ("quick", "Keep a small reach for contact, and how it was met."),
    "did": ("rituals", "Keep a ritual that was done away from the screen."),
    "ritual": ("rituals", "Go through a ritual, on the full screen or line by line."),
    "pause": ("pause", "Days that count neither way: away, ill, a hard season."),
    "today": ("look", "What today holds, in plain text."),
    "list": ("look", "The log."),
    "pulse": ("pulse", "How it is going: what is usual for you, and what has changed."),
    "edit": ("change", "Correct a record."),
    "rm": ("change", "Remove a record."),
    "undo": ("change", "Take back this machine's last change of the last day."),
    "redo": ("change", "Make again what was undone last."),
    "burn": ("forget", "Take a record's words away for good, from the backups too."),
    "forget": ("forget", "Take away for good what is yours, or everything."),
    "export": ("transfer", "Write the log as JSON lines."),
    "import": ("transfer", "Read JSON lines into the log."),
    "report": ("report", "A document for a first session, each line looked at first."),
    "backup": ("keeping", "Keep a copy of the whole log."),
    "restore": ("keeping", "Mend a damaged log, or go back to a backup."),
    "journal": ("private", "Write into your sealed journal."),
    "private": ("private", "Your own sealed space: set up, read, passphrase, export, burn."),
    "together": ("together", "Your partner begins to take part; or you are alone again."),
    "sync": ("sync", "Two machines: fetch what is new there, put there what is new here."),
    "merge": ("merge", "Merge another data file into the log."),
    "locate": ("begin", "Where the files are."),
    "demo": ("demo", "A year of two people, made up, to look around in."),
    "completion": ("completion", "Completion for your shell."),
    "help": ("pages", "Pages to read, and where to find help."),
}


class LazyGroup(click.Group):
    """Loads a command's file when the command is used; lists them without."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order in which one meets them."""
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
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])

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
            import difflib

            from ritualtui import freetext

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f"Did you mean `{near[0]}`?" if near else "`ritualtui --help` lists what there is."
            raise click.UsageError(f"There is no command {freetext.quoted(args[0])}. {hint}")
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
        if os.environ.get(COMPLETE):
            from ritualtui.cli.completion import answer

            sys.exit(answer(self, prog_name, COMPLETE))
        if line := clock.mend_zone():
            tell([line])
        try:
            with self.make_context(prog_name, list(sys.argv[1:] if args is None else args), **extra) as ctx:
                self.invoke(ctx)
        except Exit as err:  # --help and --version end this way
            sys.exit(err.exit_code)
        except RitualError as err:
            _fail(str(err), err.exit_code, err)
        except click.UsageError as err:
            _fail(_usage(err), 2, err)
        except click.ClickException as err:
            _fail(err.format_message(), err.exit_code, err)
        except (click.Abort, KeyboardInterrupt, EOFError):
            click.echo(err=True)  # ends the line that a prompt, or the terminal's ^C, stands on
            _fail(messages.LEFT_EARLY, 130)
        except BrokenPipeError:
            _let_go_of_stdout()  # the reader has all it wanted
        except OSError as err:
            if err.filename is not None:
                _fail(f"{err.filename}: {err.strerror}.", 1, err)
            _let_go_of_stdout()
            _fail(messages.NOT_WRITTEN.format(reason=err.strerror or err), 1, err)
        except Exception as err:
            _fail(messages.UNEXPECTED.format(kind=type(err).__name__, debug=DEBUG), 1, err)
        sys.exit(0)


def _keep_help(command: click.Command) -> None:
    """See that ``command`` has its help also where Python was told to strip docstrings."""
    if sys.flags.optimize > 1:
        from ritualtui.cli import docstrings

        docstrings.restore(command)


def _let_go_of_stdout() -> None:
    """Point standard output at nothing, so that what is still in its buffer does not fail again at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _usage(err: click.UsageError) -> str:
    text = _told(err)
    if "@" in text and ":" in text:
        from ritualtui.sync.address import hidden

        return hidden(text)
    return text


def _told(err: click.UsageError) -> str:
    text = " ".join(err.format_message().split())
    if "`" in text:
        return text
    text += "" if text.endswith((".", "?")) else "."
    path = err.ctx.command_path if err.ctx else "ritualtui"
    if isinstance(err, click.MissingParameter) and err.param is not None:
        return f"`{path}` wants {err.param.human_readable_name}; `{path} --help` says more."
    takes_words = err.ctx is not None and any(param.nargs == -1 for param in err.ctx.command.params)
    if isinstance(err, click.NoSuchOption) and takes_words:
        return f"{text} Words that begin with a dash go behind --, as in `{path} -- {err.option_name} …`."
    return f"{text} See `{path} --help`."


def _fail(line: str, code: int, err: BaseException | None = None) -> NoReturn:
    if err is not None and os.environ.get(DEBUG) == "1":
        raise err
    try:
        tell([line])
    except OSError:
        code = code or 1  # nobody is listening there either
    sys.exit(code)


@click.command(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
    params=shared_options(),
)  # fmt: skip
@click.version_option(__version__, prog_name="ritualtui", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """A companion for two, or for one: small rituals, bids and appreciations, kept on your own machine.

    Without a command it opens on the full screen.
    """
    ctx.ensure_object(Session)
    if ctx.invoked_subcommand is None:
        from ritualtui.cli.screen import open_screen

        open_screen(ctx.obj)


_keep_help(cli)
