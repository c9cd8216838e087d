"""``python -m ritualtui`` and the ``ritualtui`` command."""

import os

from ritualtui.cli.group import cli


def main() -> None:
    """Run the command line."""
    _hold_standard_streams()
    cli(prog_name="ritualtui")


def _hold_standard_streams() -> None:
    """Open what was closed of 0, 1 and 2, so that no file of ours gets such a number and is taken for a stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


if __name__ == "__main__":
    main()
