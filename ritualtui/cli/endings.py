"""How a command ends that could not be done: one line on stderr that says what to do next, and an exit code."""

import os
import sys
from typing import NoReturn

import click
from click.exceptions import Exit

from ritualtui import messages
from ritualtui.cli.output import tell
from ritualtui.errors import RitualError
from ritualtui.strings import _

DEBUG = "RITUALTUI_DEBUG"


def ended(err: BaseException) -> NoReturn:
    """End by what was raised: one line on stderr that says what to do, and an exit code."""
    match err:
        case Exit():  # --help and --version end this way
            sys.exit(err.exit_code)
        case RitualError():
            _fail(str(err), err.exit_code, err)
        case click.UsageError():
            _fail(_usage(err), 2, err)
        case click.ClickException():
            _fail(err.format_message(), err.exit_code, err)
        case click.Abort() | KeyboardInterrupt() | EOFError():
            click.echo(err=True)  # ends the line that a prompt, or the terminal's ^C, stands on
            _fail(messages.LEFT_EARLY, 130)
        case BrokenPipeError():
            _let_go_of_stdout()  # the reader has all it wanted
        case OSError() if err.filename is not None:
            _fail(f"{err.filename}: {err.strerror}.", 1, err)
        case OSError():
            _let_go_of_stdout()
            _fail(messages.NOT_WRITTEN.format(reason=err.strerror or err), 1, err)
        case Exception():
            _fail(messages.UNEXPECTED.format(kind=type(err).__name__, debug=DEBUG), 1, err)
        case _:
            raise err
    sys.exit(0)


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
        return _("`{path}` needs {parameter}. See `{path} --help`.").format(
            path=path, parameter=err.param.human_readable_name
        )
    takes_words = err.ctx is not None and any(param.nargs == -1 for param in err.ctx.command.params)
    if isinstance(err, click.NoSuchOption) and takes_words:
        return _("{text} Put words that start with a dash after --, as in `{path} -- {option} …`.").format(
            text=text, path=path, option=err.option_name
        )
    return _("{text} See `{path} --help`.").format(text=text, path=path)


def _fail(line: str, code: int, err: BaseException | None = None) -> NoReturn:
    if err is not None and os.environ.get(DEBUG) == "1":
        from ritualtui.cli.debugging import where

        sys.stderr.write(where(err))
        sys.exit(code)
    try:
        tell([line])
    except OSError:
        code = code or 1  # nobody is listening there either
    sys.exit(code)
