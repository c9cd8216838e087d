"""``python -m ritualtui`` and the ``ritualtui`` command."""

from ritualtui.cli.group import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="ritualtui")


if __name__ == "__main__":
    main()
