"""The group of all commands: which file each lives in, the options every one takes, the one way errors come out."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from ritualtui import __version__
from ritualtui.cli.session import Session
from ritualtui.errors import RitualError

DEBUG = "RITUALTUI_DEBUG"

# name → (file, the line in the list of commands). The list is read without loading any of the files.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("begin", "Begin a log: two names, or one alone."),
    "thank": ("quick", "Say thanks: keep an appreciation."),
    "bid": ("quick", "Keep a small reach for contact, and how it was met."),
    "did": ("rituals", "Keep a ritual that was done away from the screen."),
    "ritual": ("rituals", "Go through a ritual, on the full screen or line by line."),
    "today": ("look", "What today holds, in plain text."),
    "list": ("look", "The log."),
    "edit": ("change", "Correct a record."),
    "rm": ("change", "Remove a record."),
    "undo": ("change", "Take back this machine's last change of the last day."),
    "export": ("transfer", "Write the log as JSON lines."),
    "import": ("transfer", "Read JSON lines into the log."),
    "backup": ("keeping", "Keep a copy of the whole log."),
    "restore": ("keeping", "Mend a damaged log, or go back to a backup."),
    "locate": ("begin", "Where the files are."),
    "demo": ("demo", "A year of two people, made up, to look around in."),
    "completion": ("begin", "Completion for your shell."),
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
            command.params.extend([at_option(), as_option()])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and name the nearest one for a slip of the finger."""
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f"Did you mean `{near[0]}`?" if near else "`ritualtui --help` lists what there is."
            raise click.UsageError(f"There is no command “{args[0]}”. {hint}")
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run, and turn whatever goes wrong into one line on stderr and an exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal that cannot show a letter shows another
        try:
            result = super().main(args, prog_name, standalone_mode=False, **extra)
        except RitualError as err:
            _fail(str(err), err.exit_code, err)
        except click.UsageError as err:
            _fail(_usage(err), 2, err)
        except click.ClickException as err:
            _fail(err.format_message(), err.exit_code, err)
        except (click.Abort, KeyboardInterrupt):
            _fail("Left; what was kept before is kept.", 130)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has left; say nothing at exit either
            sys.exit(0)
        except Exception as err:
            _fail(f"Something unexpected went wrong ({type(err).__name__}). Set {DEBUG}=1 to see where.", 1, err)
        # With standalone mode off, `ctx.exit(n)` comes back as its number.
        sys.exit(result if isinstance(result, int) else 0)


def _usage(err: click.UsageError) -> str:
    path = err.ctx.command_path if err.ctx else "ritualtui"
    text = " ".join(err.format_message().split())
    return text if "`" in text else f"{text} See `{path} --help`."


def _fail(line: str, code: int, err: BaseException | None = None) -> NoReturn:
    from ritualtui import freetext

    if err is not None and os.environ.get(DEBUG) == "1":
        raise err
    click.echo(freetext.one_line(line), err=True)
    sys.exit(code)


def _set_at(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).at = value


def _set_as(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).who = value


def at_option() -> click.Option:
    """``--at``: another home."""
    return click.Option(
        ["--at"], metavar="DIR", expose_value=False, callback=_set_at, help="Keep everything in DIR instead."
    )


def as_option() -> click.Option:
    """``--as``: who sits at the machine."""
    return click.Option(["--as"], metavar="NAME", expose_value=False, callback=_set_as, help="Who is at the keyboard.")


@click.command(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
    params=[at_option(), as_option()],
)  # fmt: skip
@click.version_option(__version__, prog_name="ritualtui", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """A companion for two: small rituals, bids and appreciations, kept on your own machine.

    Without a command it opens on the full screen.
    """
    ctx.ensure_object(Session)
    if ctx.invoked_subcommand is None:
        from ritualtui.cli.screen import open_screen

        open_screen(ctx.obj)
