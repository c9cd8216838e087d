"""``python -m ritualtui`` and the ``ritualtui`` command."""

import os
import sys

_TAKES_A_WORD = ("--at", "--as")
"""Options of every command."""


def main() -> None:
    """Run the command line."""
    _hold_standard_streams()
    try:
        if sys.argv[1:] == ["status"]:
            from ritualtui import status_line

            if status_line.say():
                os._exit(0)  # all is said and nothing is open: taking Python down takes a tenth of the whole time
        if _for_the_screen(sys.argv[1:]):
            from ritualtui.tui import early_input

            early_input.take()  # before what takes longer to load: somebody may be typing
            if len(sys.argv) == 1:
                from ritualtui.cli.screen import open_by_name_alone

                open_by_name_alone()
                return
        from ritualtui.cli.group import cli

        cli(prog_name="ritualtui")
    except KeyboardInterrupt:  # while it loads; later the command line says more
        sys.exit(130)
    finally:
        if (taken := sys.modules.get("ritualtui.tui.early_input")) is not None:
            taken.let_go()


def _for_the_screen(args: list[str]) -> bool:
    """Whether it is the full screen that is opened: no command is named, and this is a terminal."""
    while args and args[0].partition("=")[0] in _TAKES_A_WORD:
        args = args[1 if "=" in args[0] else 2 :]
    return not args and sys.platform != "win32" and os.isatty(0) and os.isatty(1)


def _hold_standard_streams() -> None:
    """Open what was closed of 0, 1 and 2, so that no file of ours gets such a number and is taken for a stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


if __name__ == "__main__":
    main()
